//! The extension installs, sees a page, and its popup opens.

use anyhow::Result;

use crate::browser::Kind;
use crate::harness::{Scene, Test};
use crate::server::{Host, Site};

pub const TEST: Test = Test {
    name: "smoke",
    browsers: &Kind::ALL,
    site,
    run,
};

fn site() -> Site {
    Site::new().host(Host::new("shop.test", "127.1.0.1").file(
        "/",
        "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>Shop</title><h1>Shop</h1>",
    ))
}

fn run(scene: &mut Scene) -> Result<()> {
    scene.step("visit a page");
    let tab = scene.browser.open("https://shop.test/")?;

    scene.step("open the popup");
    let text = scene.popup_text(&tab, "document.body.innerText.includes('shop.test')")?;
    assert!(!text.trim().is_empty(), "the popup is empty");

    scene.step("ask for the report that it shows");
    let report = scene.report(&tab)?;
    assert_eq!(report.page.url, "https://shop.test/");

    scene.step("close the popup");
    scene.browser.close_popup()?;
    assert_eq!(
        scene.web.log().len(),
        1,
        "the page was asked for once: {:?}",
        scene.web.log()
    );
    Ok(())
}
