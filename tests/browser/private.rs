//! What a private window shows is looked up nowhere, whatever the reader
//! switched on.

use std::thread::sleep;
use std::time::Duration;

use anyhow::Result;

use crate::browser::{Kind, Place};
use crate::harness::{Scene, Test};
use crate::server::{Host, Site};

pub const TEST: Test = Test {
    name: "aliases are never looked up for a private window",
    browsers: &[Kind::Firefox],
    site,
    run,
};

fn site() -> Site {
    let page = |title| format!("<!doctype html><link rel=icon href=data:,><title>{title}</title>");
    let host = |name, address, alias| Host::new(name, address).alias_of(alias);
    Site::new()
        .host(
            host("shop.test", "127.1.0.1", "d111111abcdef8.cloudfront.net")
                .file("/", &page("Shop")),
        )
        .host(
            host("secret.test", "127.1.0.2", "d222222abcdef8.cloudfront.net")
                .file("/", &page("Secret")),
        )
}

/// In words of the popup: the alias tells that CloudFront serves the host.
const TOLD: &str = "document.body.innerText.includes('CloudFront')";
const UNKNOWN: &str = "document.body.innerText.includes('ot known')";

fn run(scene: &mut Scene) -> Result<()> {
    scene.step("switched on, an alias is looked up");
    let tab = scene.browser.open("https://shop.test/")?;
    scene.popup_text(&tab, UNKNOWN)?;
    let press = |name: &str| format!("document.querySelector('[data-do={name}]').click()");
    let browser = &mut *scene.browser;
    browser.evaluate(Place::Popup, &press("settings"))?;
    let off = "document.body.innerText.includes('No aliases are looked up.')";
    browser.wait_until(Place::Popup, off, "off")?;
    browser.evaluate(Place::Popup, &press("look-up"))?;
    let on = "document.body.innerText.includes('Aliases are looked up.')";
    browser.wait_until(Place::Popup, on, "on")?;
    browser.evaluate(Place::Popup, &press("back"))?;
    browser.wait_until(Place::Popup, TOLD, "what the alias tells")?;
    browser.close_popup()?;

    scene.step("in a private window, none is");
    let hidden = scene.browser.open_private()?;
    scene.browser.navigate(&hidden, "https://secret.test/")?;
    scene.popup_text(&hidden, UNKNOWN)?;
    // The popup asks for the report about twice in this time.
    sleep(Duration::from_millis(1_500));
    let told = scene.browser.evaluate(Place::Popup, TOLD)?;
    assert_eq!(told, false, "a private window's host was looked up");
    scene.browser.close_popup()?;
    scene.browser.close(hidden)?;

    scene.step("in an ordinary one, the same host is");
    let tab = scene.browser.open("https://secret.test/")?;
    scene.popup_text(&tab, TOLD)?;
    scene.browser.close_popup()
}
