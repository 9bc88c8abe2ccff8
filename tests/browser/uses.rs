//! How a page uses what it loads, as its documents tell it in either browser:
//! what `collect.js` gathers, and what the report makes of it.

use std::time::Duration;

use anyhow::Result;
use faultline::model::Verdict;
use serde_json::Value;

use super::shop::page;
use crate::browser::{Place, Tab};
use crate::harness::{Scene, Test};
use crate::server::{Answer, Host, Site};

pub const TEST: Test = Test::in_both("uses", site, uses);

const COLLECT: &str = include_str!("../../extension/collect.js");
const HERO: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='800' height='600'><rect width='800' height='600' fill='teal'/></svg>";
const HEAD: &str = "<link rel=stylesheet href=/own.css>\
    <style>@import url(https://styles.test/late.css);</style>\
    <link rel=stylesheet href=/print.css media=print>\
    <script src=/sync.js onerror=\"this.src='/copy.js'\"></script><script async src=/async.js></script><script defer src=/defer.js></script>\
    <script type=module src=/app.js></script>\
    <script>const one = document.createElement('script'); one.src = 'https://tags.test/inserted.js'; document.head.append(one);</script>";
const BODY: &str = "<p style='font-family: Own'>Text, and enough of it that a word more is far from half of all</p>\
    <img src=https://pictures.test/hero.svg style='width: 100%; height: 80vh'>\
    <img src=https://pictures.test/small.svg width=8 height=8>\
    <script src=/late.js></script>";

fn site() -> Site {
    Site::new()
        .host(
            Host::new("uses.test", "127.1.0.1")
                .file("/", &page("Uses", HEAD, BODY))
                .file("/own.css", "@import 'base.css'; @import 'paper.css' print; @font-face { font-family: Own; src: url('own.woff2'); font-display: optional }")
                .file("/base.css", "p { color: green }")
                .file("/print.css", "p { color: black }")
                .file("/paper.css", "p { color: black }")
                .file("/own.woff2", "no font")
                .file("/sync.js", "1")
                .file("/async.js", "1")
                .file("/defer.js", "1")
                .file("/late.js", "1")
                .file("/app.js", "import 'https://modules.test/part.js'; document.body.append('One word')"),
        )
        .host(Host::new("styles.test", "127.1.0.2").file("/late.css", "h1 { color: teal }"))
        // It comes after the document was counted for sure.
        .host(Host::new("tags.test", "127.1.0.3").answer("/inserted.js", slow("inserted.js")))
        .host(
            Host::new("modules.test", "127.1.0.4")
                .header("access-control-allow-origin", "*")
                .file("/part.js", "export default 1"),
        )
        .host(
            Host::new("pictures.test", "127.1.0.5")
                .file("/hero.svg", HERO)
                .file("/small.svg", HERO),
        )
}

fn slow(script: &str) -> Answer {
    Answer::file(script, b"1".to_vec()).delayed(Duration::from_millis(700))
}

fn uses(scene: &mut Scene) -> Result<()> {
    let tab = scene.browser.open("https://uses.test/")?;

    scene.step("what the document tells");
    let told = collected(scene, &tab)?;
    let elements = told["elements"].as_array().expect("a list");
    let element = |end: &str| -> &Value {
        let mut found = elements.iter().filter(|one| ends(&one["url"], end));
        found.next().unwrap_or(&Value::Null)
    };
    for (end, flags) in [
        ("sync.js", ["inHead", "hasStandIn"].as_slice()),
        ("async.js", &["inHead", "isAsync"]),
        ("defer.js", &["inHead", "isDeferred"]),
        ("app.js", &["inHead", "isDeferred", "isModule"]),
        ("inserted.js", &["inHead", "isAsync"]),
        ("late.js", &[]),
        ("own.css", &["inHead", "applies"]),
        ("print.css", &["inHead"]),
    ] {
        for flag in [
            "inHead",
            "isAsync",
            "isDeferred",
            "isModule",
            "applies",
            "hasStandIn",
        ] {
            let expect = flags.contains(&flag);
            assert_eq!(element(end)[flag], expect, "{flag} of {end}");
        }
    }
    assert!(element("hero.svg")["area"].as_f64() > Some(0.5), "{told}");
    let imports = told["imports"].as_array().expect("a list").iter();
    let imports: Vec<(&Value, bool)> = imports
        .map(|import| (&import["url"], import["applies"] == true))
        .collect();
    for (end, applies) in [("base.css", true), ("paper.css", false), ("late.css", true)] {
        let found = imports
            .iter()
            .any(|(url, told)| ends(url, end) && *told == applies);
        assert!(found, "{end}: {imports:?}");
    }
    assert!(ends(&told["faces"][0]["url"], "own.woff2"), "{told}");
    assert_eq!(told["faces"][0]["display"], "optional");
    assert_eq!(told["displays"], serde_json::json!(["optional"]));
    assert!(ends(&told["largest"], "hero.svg"), "{}", told["largest"]);

    scene.step("what the report makes of it");
    let report = scene.report(&tab)?;
    for (host, refuse, hang) in [
        ("uses.test", Verdict::Down, Verdict::Down),
        ("modules.test", Verdict::Degraded, Verdict::Degraded),
        // It added nothing to the document.
        ("tags.test", Verdict::Unaffected, Verdict::Unaffected),
        ("pictures.test", Verdict::Degraded, Verdict::Degraded),
        ("styles.test", Verdict::Broken, Verdict::Down),
    ] {
        let known = report.hosts.iter().find(|known| known.host == host);
        let known = known.unwrap_or_else(|| panic!("{host} is not known"));
        assert_eq!((known.refuse, known.hang), (refuse, hang), "{host}");
    }
    Ok(())
}

/// What `collect.js` gives, as the extension gets it.
fn collected(scene: &mut Scene, tab: &Tab) -> Result<Value> {
    // Fonts and pictures may come after the load event, and a sheet for paper
    // too; Firefox does not tell what it is for before it is there.
    let place = Place::Tab(tab);
    let asked = "document.fonts.status === 'loaded' && document.images[0].complete
        && performance.getEntriesByType('resource').some((entry) => entry.name.endsWith('/paper.css'))";
    scene
        .browser
        .wait_until(place, asked, "the fonts and the sheets")?;
    let expression = COLLECT.trim().trim_end_matches(';');
    let painted = format!("(\n{expression}\n).largest");
    scene
        .browser
        .wait_until(place, &painted, "the largest picture")?;
    scene.browser.evaluate(place, expression)
}

fn ends(value: &Value, end: &str) -> bool {
    value.as_str().is_some_and(|text| text.ends_with(end))
}
