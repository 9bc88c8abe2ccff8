//! Who put what into a page: `early.js` told by what it sees, in either browser,
//! of each way in which scripts run.

use std::time::Duration;

use anyhow::Result;
use faultline::model::Verdict;
use serde_json::json;

use super::shop::page;
use crate::browser::Place;
use crate::harness::{Scene, Test};
use crate::server::{Answer, Host, Site};

pub const TEST: Test = Test::in_both("who drew what", site, drawn);

const EARLY: &str = include_str!("../../extension/early.js");
const HEAD: &str = "<script src=/early.js></script>\
    <script src=https://sync.test/idle.js></script>\
    <script async src=https://async.test/widget.js></script>\
    <script defer src=https://defer.test/list.js></script>\
    <script type=module src=https://module.test/app.js></script>";
const BODY: &str = "<h1>Twelve letters</h1><p>and <a href=/>a link</a></p>\
    <script src=https://sync.test/box.js></script>\
    <p id=note>later on</p>\
    <script>document.getElementById('note').innerHTML = '<b>written inside</b>'</script>\
    <script src=https://sync.test/written.js></script>\
    <p>The end, and a <button>button</button></p>\
    <img id=picture width=8 height=8>";

fn site() -> Site {
    let open = |host: Host| host.header("access-control-allow-origin", "*");
    let box_ = "const box = document.createElement('p'); box.textContent = 'a box'; document.body.append(box)";
    let list =
        "document.querySelector('h1').insertAdjacentHTML('afterend', '<ul><li>one<li>two</ul>')";
    let app =
        "fetch('https://data.test/news.json').then((answer) => answer.json()).then((news) => {
        document.getElementById('note').append(news.text);
    }); document.getElementById('picture').src = 'data:,'";
    // Everything else has happened by the time these come.
    let late = |path: &str, text: &str, wait: u64| {
        let answer = Answer::file(path, text.as_bytes().to_vec());
        answer.delayed(Duration::from_millis(wait))
    };
    Site::new()
        .host(
            Host::new("drawn.test", "127.1.0.1")
                .file("/", &page("Drawn", HEAD, BODY))
                .file("/early.js", EARLY),
        )
        .host(
            Host::new("sync.test", "127.1.0.2")
                .file("/idle.js", "window.idle = true")
                .file("/box.js", box_)
                .file("/written.js", "document.write('<p>as of old</p>')"),
        )
        .host(Host::new("async.test", "127.1.0.3").answer(
            "/widget.js",
            late("widget.js", "document.body.insertAdjacentHTML('beforeend', '<form>Name <input><select></select></form>')", 600),
        ))
        .host(Host::new("defer.test", "127.1.0.4").file("/list.js", list))
        .host(open(Host::new("module.test", "127.1.0.5")).file("/app.js", app))
        .host(open(Host::new("data.test", "127.1.0.6")).answer(
            "/news.json",
            late("news.json", "{\"text\": \"forty-two\"}", 1200),
        ))
}

fn drawn(scene: &mut Scene) -> Result<()> {
    let tab = scene.browser.open("https://drawn.test/")?;
    let place = Place::Tab(&tab);
    let told = "document.body.textContent.includes('forty-two')";
    scene.browser.wait_until(place, told, "the news")?;

    scene.step("what the page saw");
    let told = scene.browser.evaluate(place, "faultline_drawn()")?;
    let of = |list: &str, url: &str, key: &str| -> i64 {
        let strokes = told[list].as_array().expect("a list").iter();
        let by = strokes.filter(|stroke| stroke["url"] == url);
        by.filter_map(|stroke| stroke[key].as_i64()).sum()
    };
    for (url, text, elements) in [
        ("https://sync.test/idle.js", 0, 0),
        ("https://sync.test/box.js", 4, 1),
        ("https://sync.test/written.js", 7, 1),
        ("https://defer.test/list.js", 6, 3),
        ("https://async.test/widget.js", 4, 3),
        ("https://module.test/app.js", 0, 0),
    ] {
        let found = (of("by", url, "text"), of("by", url, "elements"));
        assert_eq!(found, (text, elements), "{url}: {told}");
    }
    assert_eq!(of("by", "https://async.test/widget.js", "fields"), 2);
    assert_eq!(of("by", "https://module.test/app.js", "parts"), 1);
    // A script in the document, after the last file that the parser waited for.
    let inline = |key| of("later", "https://sync.test/box.js", key);
    assert_eq!((inline("text"), inline("elements")), (13 - 7, 1), "{told}");
    assert_eq!(of("later", "", "text"), 9, "{told}");
    let all = "document.body.innerText.replace(/\\s+/g, '').length";
    let all = scene.browser.evaluate(place, all)?;
    assert_eq!(told["whole"]["text"], all, "{told}");
    assert_eq!(told["whole"]["controls"], json!(2), "{told}");

    scene.step("what the report makes of it");
    let report = scene.report(&tab)?;
    for (host, refuse, hang) in [
        ("async.test", Verdict::Broken, Verdict::Broken),
        ("data.test", Verdict::Degraded, Verdict::Degraded),
    ] {
        let known = report.hosts.iter().find(|known| known.host == host);
        let known = known.unwrap_or_else(|| panic!("{host} is not known"));
        assert_eq!((known.refuse, known.hang), (refuse, hang), "{host}");
    }
    Ok(())
}
