//! axe-core finds nothing on any screen: every case of `tests/view`, shown as
//! the extension shows it, light and dark, at a popup's least width and at 200 %
//! of it. And on the real popup, its settings and its page in a tab.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::browser::{Kind, Place, Tab, Wish};
use crate::demo::AXE;
use crate::harness::{Scene, Test};
use crate::server::{Host, Site};
use crate::{build, root};

pub const TEST: Test = Test {
    name: "screens that everybody can use",
    browsers: &Kind::ALL,
    site,
    run,
};

/// What axe-core holds against a page: the rules of WCAG 2.2, A and AA, and of
/// good practice.
const AXE_RULES: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

fn site() -> Site {
    let shop = Host::new("shop.test", "127.1.0.2")
        .header("server", "AmazonS3")
        .header("x-amz-request-id", "7T3Q0J9V5E2W8R1M")
        .file(
            "/",
            "<!doctype html><html lang=en><link rel=icon href=data:,><title>Boots</title><p>Boots",
        );
    let www = Host::new("faultline.test", "127.1.0.3").folder("/", build::www());
    Site::new().host(screens()).host(shop).host(www)
}

/// The host of the cases, `https://screens.test/tests/view/…`.
pub fn screens() -> Host {
    Host::new("screens.test", "127.1.0.1")
        .file("/favicon.ico", "")
        .folder("/extension/", root().join("extension"))
        .folder("/tests/view/", root().join("tests/view"))
}

/// The names of the cases.
pub fn cases() -> Result<Vec<String>> {
    let mut cases: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(root().join("tests/view"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".html") {
            cases.push(name);
        }
    }
    cases.sort();
    assert!(cases.len() > 20, "the cases are there");
    Ok(cases)
}

/// The code of axe-core.
pub fn axe() -> Result<String> {
    let axe = AXE.unpacked()?.join("axe.min.js");
    std::fs::read_to_string(&axe).with_context(|| format!("no {}", axe.display()))
}

fn run(scene: &mut Scene) -> Result<()> {
    let axe = axe()?;
    let cases = cases()?;
    let mut found: Vec<String> = Vec::new();

    for dark in [false, true] {
        scene.step(if dark {
            "every screen, dark"
        } else {
            "every screen, light"
        });
        scene.browser.wish(Wish::Dark, dark)?;
        for case in &cases {
            let url = format!("https://screens.test/tests/view/{case}");
            let tab = scene.browser.open(&url)?;
            for width in [320, 960] {
                scene.browser.resize(&tab, width, 640)?;
                let place = Place::Tab(&tab);
                let wide = "document.documentElement.scrollWidth <= innerWidth";
                if scene.browser.evaluate(place, wide)? != json!(true) {
                    found.push(format!("{case}: wider than {width} pixels"));
                }
            }
            let what = format!("{case}{}", if dark { ", dark" } else { "" });
            found.extend(violations(scene, Place::Tab(&tab), &axe, &what)?);
            scene.browser.close(tab)?;
        }
    }
    scene.browser.wish(Wish::Dark, false)?;

    scene.step("the real popup and its settings");
    let tab = scene.browser.open("https://shop.test/")?;
    scene.popup_text(&tab, "document.querySelector('#do-settings')")?;
    found.extend(violations(scene, Place::Popup, &axe, "the popup")?);
    let browser = &mut *scene.browser;
    browser.evaluate(
        Place::Popup,
        "void document.getElementById('do-settings').click()",
    )?;
    browser.wait_until(
        Place::Popup,
        "document.getElementById('own')",
        "the settings",
    )?;
    found.extend(violations(scene, Place::Popup, &axe, "the settings")?);

    scene.step("the number on the button is switched off, and all is as at first");
    let browser = &mut *scene.browser;
    for (button, says) in [
        ("badge", "No number is shown."),
        ("reset", "The number is shown."),
    ] {
        let press = format!("void document.getElementById('do-{button}').click()");
        browser.evaluate(Place::Popup, &press)?;
        let says = format!("document.getElementById('settings')?.innerText.includes('{says}')");
        browser.wait_until(Place::Popup, &says, button)?;
    }
    scene.browser.close_popup()?;

    scene.step("the page of the first run");
    let url = scene.browser.extension_url("popup.html?welcome")?;
    let tab = scene.browser.open(&url)?;
    let allowed =
        "document.getElementById('welcome')?.innerText.includes('It may look at all sites.')";
    (scene.browser).wait_until(Place::Tab(&tab), allowed, "the permission")?;
    found.extend(violations(scene, Place::Tab(&tab), &axe, "the first run")?);

    scene.step("the page for recordings");
    let tab = scene.browser.open("https://faultline.test/index.html")?;
    let browser = &mut *scene.browser;
    browser.wait_until(
        Place::Tab(&tab),
        "document.getElementById('do-example')",
        "the core",
    )?;
    found.extend(violations(
        scene,
        Place::Tab(&tab),
        &axe,
        "the page for recordings",
    )?);
    assert!(found.is_empty(), "{}", found.join("\n"));
    german(scene)
}

/// What axe-core finds in a place, each with the rule and the first element.
pub fn violations(scene: &mut Scene, place: Place, axe: &str, what: &str) -> Result<Vec<String>> {
    let browser = &mut *scene.browser;
    browser.evaluate(place, &format!("void (() => {{ {axe} }})()"))?;
    let run = format!(
        "axe.run(document, {{ runOnly: {}, resultTypes: ['violations'] }}).then((found) => \
         found.violations.map(({{ id, nodes }}) => [id, nodes.length, nodes[0].html, nodes[0].failureSummary]))",
        json!(AXE_RULES)
    );
    let found = browser.evaluate(place, &run)?;
    let found = found.as_array().context("axe-core gave no list")?;
    Ok(found
        .iter()
        .map(|found| format!("{what}: {found}"))
        .collect())
}

/// A reader of Swiss German gets German, with the numbers and dates of there.
fn german(scene: &mut Scene) -> Result<()> {
    scene.step("the same page for a reader of German");
    let wants = "Object.defineProperty(navigator, 'languages', { value: ['de-CH', 'en'] })";
    let tab: Tab = scene.browser.open_window(Some(wants))?;
    scene
        .browser
        .start(&tab, "https://faultline.test/index.html")?;
    let place = Place::Tab(&tab);
    let browser = &mut *scene.browser;
    browser.wait_until(place, "document.getElementById('do-example')", "the core")?;
    let language = browser.evaluate(place, "document.documentElement.lang")?;
    assert_eq!(language, json!("de"));
    browser.evaluate(place, "void document.getElementById('do-example').click()")?;
    let answer = "document.querySelector('.answer h1')?.innerText";
    let says = browser.wait_until(place, answer, "the report")?;
    assert!(says.to_string().contains("diese Seite lahmlegen"), "{says}");
    let date = browser.evaluate(place, "document.querySelector('.foot').innerText")?;
    let said = Value::to_string(&date);
    assert!(said.contains("Daten vom 26. Oktober 2026"), "{said}");
    Ok(())
}
