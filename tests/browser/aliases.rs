//! Firefox looks up what a host is an alias of, when the reader says so and not
//! before.

use std::thread::sleep;
use std::time::Duration;

use anyhow::Result;

use crate::browser::{Kind, Place};
use crate::harness::{Scene, Test};
use crate::server::{Host, Site};

pub const TEST: Test = Test {
    name: "aliases are looked up when the reader says so",
    browsers: &[Kind::Firefox],
    site,
    run,
};

fn site() -> Site {
    let page = "<!doctype html><link rel=icon href=data:,><title>Shop</title>";
    Site::new().host(
        Host::new("shop.test", "127.1.0.1")
            .alias_of("d111111abcdef8.cloudfront.net")
            .file("/", page),
    )
}

/// In words of the popup: the alias tells that CloudFront serves the host.
const TOLD: &str = "document.body.innerText.includes('CloudFront')";

fn run(scene: &mut Scene) -> Result<()> {
    scene.step("switched off, nothing is looked up");
    let tab = scene.browser.open("https://shop.test/")?;
    scene.popup_text(&tab, "document.body.innerText.includes('ot known')")?;
    // The popup asks for the report about twice in this time.
    sleep(Duration::from_millis(1_500));
    let told = scene.browser.evaluate(Place::Popup, TOLD)?;
    assert_eq!(told, false, "nobody asked for it");

    scene.step("switched on, the alias tells who serves the host");
    let press = |name: &str| format!("document.querySelector('[data-do={name}]').click()");
    scene.browser.evaluate(Place::Popup, &press("settings"))?;
    let says = |text: &str| format!("document.body.innerText.includes('{text}')");
    let browser = &mut *scene.browser;
    browser.wait_until(Place::Popup, &says("No aliases are looked up."), "off")?;
    browser.evaluate(Place::Popup, &press("look-up"))?;
    browser.wait_until(Place::Popup, &says("Aliases are looked up."), "on")?;
    browser.evaluate(Place::Popup, &press("back"))?;
    browser.wait_until(Place::Popup, TOLD, "what the alias tells")?;

    scene.step("switched off again, it is forgotten");
    let browser = &mut *scene.browser;
    browser.evaluate(Place::Popup, &press("settings"))?;
    browser.wait_until(Place::Popup, &says("Aliases are looked up."), "still on")?;
    browser.evaluate(Place::Popup, &press("look-up"))?;
    browser.wait_until(Place::Popup, &says("No aliases are looked up."), "off")?;
    browser.evaluate(Place::Popup, &press("back"))?;
    browser.wait_until(Place::Popup, &format!("!{TOLD}"), "no trace of it")?;
    browser.close_popup()
}
