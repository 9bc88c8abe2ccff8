//! What the reader holds in the popup (an open entry, the focus) stays while
//! the page still loads and the popup fills; and the keys do what they should.

use anyhow::Result;
use serde_json::json;

use crate::browser::{Kind, Place};
use crate::harness::{Scene, Test};
use crate::server::{Answer, Host, Site};

pub const TEST: Test = Test {
    name: "the popup keeps what is held",
    browsers: &Kind::ALL,
    site,
    run,
};

fn site() -> Site {
    Site::new()
        .host(
            Host::new("shop.test", "127.1.0.1")
                .file("/", "<!doctype html><link rel=icon href=data:,>")
                .file(
                    "/boots",
                    "<!doctype html><link rel=icon href=data:,><title>Boots</title>\
                     <script src=https://one.test/app.js></script><img src=https://two.test/late.png>",
                ),
        )
        .host(
            Host::new("one.test", "127.1.0.2")
                .header("server", "AmazonS3")
                .header("x-amz-request-id", "7T3Q0J9V5E2W8R1M")
                .file("/app.js", "globalThis.ran = true"),
        )
        .host(
            Host::new("two.test", "127.1.0.3")
                .header("server", "cloudflare")
                .header("cf-ray", "97b1c20e8d4f3a11-FRA")
                .answer("/late.png", Answer::file("late.png", Vec::new()).held()),
        )
}

fn run(scene: &mut Scene) -> Result<()> {
    scene.step("start a page that does not end to load");
    let tab = scene.browser.open("https://shop.test/")?;
    scene.browser.start(&tab, "https://shop.test/boots")?;
    scene
        .browser
        .wait_until(Place::Tab(&tab), "globalThis.ran", "the script")?;

    scene.step("open the popup, and in it the first entry by keyboard");
    let aws = "document.querySelector('#panel-outages .entry')?.innerText.includes('AWS')";
    scene.popup_text(&tab, aws)?;
    let browser = &mut *scene.browser;
    let focus = "document.querySelector('.entry > summary').focus()";
    browser.evaluate(Place::Popup, &format!("void {focus}"))?;
    browser.press(Place::Popup, "Enter")?;
    let inside = "document.querySelector('details[open] .inside')?.innerText.includes('one.test')";
    browser.wait_until(Place::Popup, inside, "the open entry")?;

    scene.step("the page goes on, and so does the popup");
    scene.web.release("two.test", "/late.png");
    let browser = &mut *scene.browser;
    let more = "document.body.innerText.includes('Cloudflare')";
    browser.wait_until(Place::Popup, more, "the late host")?;
    // An element that was replaced would have lost the focus.
    let same = "document.activeElement.matches('summary') \
                && document.activeElement.parentElement.open \
                && document.activeElement.innerText.includes('AWS')";
    assert_eq!(browser.evaluate(Place::Popup, same)?, json!(true));

    scene.step("walk along the tabs");
    let browser = &mut *scene.browser;
    let focus = "document.getElementById('tab-outages').focus()";
    browser.evaluate(Place::Popup, &format!("void {focus}"))?;
    for (key, reached) in [
        ("ArrowRight", "tab-hosts"),
        ("End", "tab-history"),
        ("ArrowRight", "tab-outages"),
        ("ArrowLeft", "tab-history"),
        ("Home", "tab-outages"),
    ] {
        browser.press(Place::Popup, key)?;
        let chosen = format!(
            "document.activeElement.id === '{reached}' \
             && document.activeElement.getAttribute('aria-selected') === 'true' \
             && !document.getElementById('{}').hidden",
            reached.replace("tab-", "panel-"),
        );
        browser.wait_until(Place::Popup, &chosen, &format!("{reached} after {key}"))?;
    }
    let still = "document.querySelector('details[open] .inside') !== null";
    assert_eq!(
        browser.evaluate(Place::Popup, still)?,
        json!(true),
        "it is still open"
    );
    scene.browser.close_popup()
}
