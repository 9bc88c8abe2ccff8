//! The panel among the browser's tools for developers: empty at first, then what
//! a reload recorded, the way of a request, the tag to change, and a simulation.

use std::fs;

use anyhow::Result;
use serde_json::json;

use crate::browser::{Kind, Place};
use crate::harness::{Scene, Test};
use crate::server::{Host, Site};
use crate::target;

pub const TEST: Test = Test {
    name: "the panel for developers",
    // In Chromium the driver does not reach the tools yet.
    browsers: &[Kind::Firefox],
    site,
    run,
};

/// The script stands on the third line, and asks for data by a function.
const PAGE: &str = "<!doctype html><html lang=en><link rel=icon href=data:,>
<title>Boots</title>
<script src=https://cdn.test/shop.js></script>
<p>Boots";
const SCRIPT: &str = "function load() { fetch('https://api.test/boots.json') }\n  load()";

fn site() -> Site {
    let shop = Host::new("shop.test", "127.1.0.1")
        .header("server", "AmazonS3")
        .header("x-amz-request-id", "7T3Q0J9V5E2W8R1M")
        .file("/", PAGE);
    let cdn = Host::new("cdn.test", "127.1.0.2")
        .header("x-served-by", "cache-fra-eddf8230031-FRA")
        .header("x-timer", "S1700000000.000000,VS0,VE1")
        .file("/shop.js", SCRIPT);
    let api = Host::new("api.test", "127.1.0.3")
        .header("access-control-allow-origin", "*")
        .file("/boots.json", "{}");
    Site::new().host(shop).host(cdn).host(api)
}

fn run(scene: &mut Scene) -> Result<()> {
    scene.step("before anything is recorded");
    let tab = scene.browser.open("https://shop.test/")?;
    let browser = &mut *scene.browser;
    browser.open_panel(&tab)?;
    let empty = "document.getElementById('do-record')
        && document.body.innerText.includes('Nothing is recorded yet')";
    browser.wait_until(Place::Panel, empty, "the word on nothing")?;

    scene.step("record the page");
    let browser = &mut *scene.browser;
    browser.evaluate(
        Place::Panel,
        "void document.getElementById('do-record').click()",
    )?;
    let answer = "document.querySelector('.answer h1')?.innerText.includes('take this page down')
        && document.querySelector('.site').innerText.includes('3 requests')";
    browser.wait_until(Place::Panel, answer, "the report")?;

    scene.step("the tag to change");
    let browser = &mut *scene.browser;
    browser.evaluate(
        Place::Panel,
        "void document.getElementById('tab-code').click()",
    )?;
    let after = "document.querySelector('.edit .after')?.textContent";
    let after = browser.wait_until(Place::Panel, after, "a tag")?;
    assert_eq!(after, json!("<script defer src=https://cdn.test/shop.js>"));
    let line = browser.evaluate(Place::Panel, "document.querySelector('.edit').innerText")?;
    assert!(
        line.to_string().contains("Line 3 of the document"),
        "{line}"
    );

    scene.step("what its recordings do not say");
    let browser = &mut *scene.browser;
    let says = "document.getElementById('panel-code').innerText.includes('does not record which function')";
    browser.wait_until(Place::Panel, says, "the word on calls")?;
    let folder = target().join("screenshots");
    fs::create_dir_all(&folder)?;
    let name = format!("panel-{}.png", browser.kind().name());
    fs::write(folder.join(name), browser.screenshot(Place::Panel)?)?;
    Ok(())
}
