//! The settings that change what is listed, and the entry in the menu of a page.

use anyhow::{Context, Result};
use serde_json::json;

use super::shop::{SHOP, SHOP_HOSTS, SHOP_OUTAGES, expect, own_addresses, popup_says, site};
use crate::browser::Place;
use crate::harness::{Scene, Test};

pub const TESTS: &[Test] = &[
    Test::in_both("options: which outages are listed", site, listed),
    Test::in_both("options: the menu of a page", site, menu),
];

/// What the button says of the tab in front, asked in the popup.
const BUTTON: &str = "(async () => {
    const { tabs, action } = globalThis.browser ?? chrome;
    const [tab] = await tabs.query({ active: true, currentWindow: true });
    return action.getBadgeText({ tabId: tab.id });
})()";

fn press(scene: &mut Scene, id: &str, then: &str) -> Result<()> {
    let press = format!("void document.getElementById('{id}').click()");
    scene.browser.evaluate(Place::Popup, &press)?;
    scene.browser.wait_until(Place::Popup, then, id).map(drop)
}

fn listed(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let tab = scene.browser.open(SHOP)?;
    popup_says(scene, &tab, "us-east-1")?;
    scene.browser.wait_until(
        Place::Popup,
        &format!("({BUTTON}).then((text) => text === '2')"),
        "the button",
    )?;

    scene.step("no regions: neither in the list nor in the answer nor on the button");
    press(
        scene,
        "do-settings",
        "document.getElementById('list-region')",
    )?;
    let data = "document.getElementById('settings').innerText.includes('Data of')";
    assert_eq!(scene.browser.evaluate(Place::Popup, data)?, json!(true));
    let off = "document.getElementById('list-region').ariaPressed === 'false'";
    press(scene, "list-region", off)?;
    let gone = "document.body.innerText.includes('Not listed, as your settings say: Regions.') \
        && !document.querySelector('.answer h1').innerText.includes('us-east-1')";
    press(scene, "do-back", gone)?;
    scene.browser.close_popup()?;

    scene.step("it is so after a death, and after a reset as at first");
    scene.browser.kill_background()?;
    popup_says(scene, &tab, "Not listed, as your settings say: Regions.")?;
    press(scene, "do-settings", off)?;
    let on = "document.getElementById('list-region').ariaPressed === 'true'";
    press(scene, "do-reset", on)?;
    scene.browser.close_popup()?;
    // The reset took the own addresses along.
    own_addresses(scene)?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)
}

fn menu(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let tab = scene.browser.open(SHOP)?;
    scene.step("the entry is there, and opens the page's report beside the page");
    scene.browser.choose_in_menu(&tab, "report")?;
    let asker = scene.browser.extension_url("popup.html?tab=0")?;
    let asker = scene.browser.open(&asker)?;
    let opened = "(async () => {
        const { tabs, runtime } = globalThis.browser ?? chrome;
        const all = await tabs.query({});
        const shop = all.find(({ url }) => url === 'https://shop.test/');
        const report = all.find(({ url }) => url === runtime.getURL(`popup.html?tab=${shop.id}`));
        return report ? report.index - shop.index : null;
    })()";
    let beside = scene
        .browser
        .wait_until(Place::Tab(&asker), opened, "the report")?;
    let beside = beside.as_i64().context("no number")?;
    assert_eq!(beside, 1, "right beside its page");
    Ok(())
}
