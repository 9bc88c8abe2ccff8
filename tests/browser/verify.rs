//! The trials: predictions of the popup, checked by simulating the outages in
//! a tab of their own.

use anyhow::{Context, Result};
use serde_json::json;

use super::shop::{own_addresses, page, popup_says};
use crate::browser::{Kind, Place, Tab};
use crate::harness::{Scene, Test};
use crate::server::{Host, Site};

pub const TESTS: &[Test] = &[
    Test::in_both("verified by simulation", site, verified),
    Test::in_both("trials given up", site, cancelled),
];

const PAGE: &str = "https://news.test/";
const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='200'><rect width='300' height='200' fill='teal'/></svg>";
/// Most of the page's text comes with its script.
const SCRIPT: &str = "addEventListener('DOMContentLoaded', () => {
    for (let item = 0; item < 8; item += 1) {
        const line = document.createElement('p');
        line.textContent = 'A headline that only the script knows to tell, number ' + item;
        document.body.append(line);
    }
});";

fn site() -> Site {
    let head = "<script src=https://cdn.news.test/news.js></script>";
    let body = "<p>News of the day.</p><img src=https://img.news.test/hero.svg width=300 height=200 alt=Hero>";
    Site::new()
        .host(Host::new("news.test", "127.1.0.1").file("/", &page("News", head, body)))
        .host(Host::new("cdn.news.test", "127.2.0.1").file("/news.js", SCRIPT))
        .host(Host::new("img.news.test", "127.3.0.1").file("/hero.svg", PICTURE))
}

/// Opens the page, and the trials of it.
fn trials(scene: &mut Scene) -> Result<(Tab, Tab)> {
    own_addresses(scene)?;
    scene.expect_complaint("ERR_BLOCKED_BY_CLIENT");
    let tab = scene.browser.open(PAGE)?;
    popup_says(scene, &tab, "Verify the worst by simulation")?;
    scene.browser.close_popup()?;
    let asker = scene.browser.extension_url("popup.html?tab=0")?;
    let asker = scene.browser.open(&asker)?;
    let number = "(async (api) => (await api.tabs.query({ url: 'https://news.test/*' }))[0].id)(globalThis.browser ?? chrome)";
    let number = scene.browser.evaluate(Place::Tab(&asker), number)?;
    scene.browser.close(asker)?;
    let number = number.as_i64().context("the page is in no tab")?;
    let page = scene
        .browser
        .extension_url(&format!("popup.html?verify={number}"))?;
    Ok((tab, scene.browser.open(&page)?))
}

fn tabs_of_page(scene: &mut Scene, page: &Tab, number: usize) -> Result<()> {
    let tabs = format!(
        "(async (api) => (await api.tabs.query({{ url: 'https://news.test/*' }})).length === {number}
            && (await api.declarativeNetRequest.getSessionRules()).length === 0
            && (await api.scripting.getRegisteredContentScripts()).length === 0)(globalThis.browser ?? chrome)"
    );
    scene
        .browser
        .wait_until(Place::Tab(page), &tabs, "the tab of the trials to go")
        .map(drop)
}

fn verified(scene: &mut Scene) -> Result<()> {
    let (tab, trials) = trials(scene)?;
    scene.step("the page is tried");
    let begun = "document.querySelector('progress')?.value > 0";
    scene
        .browser
        .wait_until(Place::Tab(&trials), begun, "the undisturbed look")?;
    let some = "document.querySelectorAll('.trial').length >= 2";
    scene
        .browser
        .wait_until(Place::Tab(&trials), some, "two trials")?;
    let all = "!document.querySelector('progress')";
    scene
        .browser
        .wait_until(Place::Tab(&trials), all, "the end of the trials")?;
    let read = "[...document.querySelectorAll('.trial')].map((trial) => [
        ...[...trial.querySelectorAll('h2, .said, .verdicts b')].map((part) => part.innerText.replace(/\\s+/g, ' ').trim()),
        [...trial.querySelectorAll('img')].filter((picture) => picture.naturalWidth > 100).length,
    ])";
    let said = scene.browser.evaluate(Place::Tab(&trials), read)?;
    let aws = "AWS, N. Virginia (us-east-1) failing at once";
    let mut expected = vec![
        json!([aws, "Foretold: Down", "Seen: Down", "verified", 2]),
        json!([
            "Cloudflare failing at once",
            "Foretold: Broken",
            "Seen: Broken",
            "verified",
            2
        ]),
    ];
    if scene.browser.kind() == Kind::Firefox {
        expected.push(json!([
            "Cloudflare never answering",
            "Foretold: Down",
            "Seen: Down",
            "verified",
            2
        ]));
    }
    expected.push(json!([
        "Fastly failing at once",
        "Foretold: Degraded",
        "Seen: Degraded",
        "verified",
        2
    ]));
    assert_eq!(said, json!(expected));
    tabs_of_page(scene, &trials, 1)?;

    scene.step("it stands beside the prediction");
    scene.browser.select(&tab)?;
    scene.browser.open_popup(&tab)?;
    let stands = "(() => {
        for (const entry of document.querySelectorAll('.entry:not([open]) > summary')) entry.click();
        return document.body.innerText.includes('Tried on this page, failing at once: verified');
    })()";
    scene
        .browser
        .wait_until(Place::Popup, stands, "the trial in the popup")?;
    scene.browser.close_popup()
}

fn cancelled(scene: &mut Scene) -> Result<()> {
    let (_, trials) = trials(scene)?;
    let begun = "document.querySelector('progress')?.value > 0";
    scene
        .browser
        .wait_until(Place::Tab(&trials), begun, "the undisturbed look")?;
    scene.step("cancel");
    let cancel = "document.querySelector('[data-do=cancel]').click()";
    scene.browser.evaluate(Place::Tab(&trials), cancel)?;
    let over =
        "document.body.innerText.includes('Cancelled.') && !document.querySelector('progress')";
    scene
        .browser
        .wait_until(Place::Tab(&trials), over, "the end")?;
    tabs_of_page(scene, &trials, 1)?;

    scene.step("begin again, and close the page of the trials in the middle");
    let again = "document.querySelector('[data-do=retry]').click()";
    scene.browser.evaluate(Place::Tab(&trials), again)?;
    scene
        .browser
        .wait_until(Place::Tab(&trials), begun, "the undisturbed look")?;
    let asker = scene.browser.extension_url("popup.html?tab=0")?;
    let asker = scene.browser.open(&asker)?;
    scene.browser.close(trials)?;
    tabs_of_page(scene, &asker, 1)
}
