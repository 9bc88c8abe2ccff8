//! Simulations: an outage made true in one tab, seen in the page itself, in
//! what the hosts were asked, in the popup and on the toolbar.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::shop::{
    OTHER, SHOP, SHOP_HOSTS, SHOP_OUTAGES, expect, own_addresses, page, popup_says, site,
};
use crate::browser::{Kind, Place, Reload, Tab};
use crate::harness::{Scene, Test};
use crate::server::{Answer, Host, Site};

pub const TESTS: &[Test] = &[
    Test::in_both("simulated and stopped", site, refused),
    Test::in_both("a simulation survives", site, survives),
    Test::in_both("a simulation takes the page itself", site, document_lost),
    Test::in_both("hosts that appear under a simulation", site, late_hosts),
    Test::in_both("a simulation ends by itself", site, ends),
    Test::in_both(
        "a simulation reaches the service worker",
        worker,
        through_worker,
    ),
    Test::in_both("no simulation sends a form", form, forms),
    Test {
        name: "simulated without any answer",
        browsers: &[Kind::Firefox],
        site,
        run: hangs,
    },
];

/// What of the shop is there: its script, its style, its picture.
const WHOLE: &str = "[true, true, true]";
const WITHOUT_CLOUDFLARE: &str = "[false, false, true]";

fn parts(scene: &mut Scene, tab: &Tab, expected: &str) -> Result<()> {
    let expression = format!(
        "document.readyState === 'complete' && JSON.stringify([
            globalThis.shop === true,
            getComputedStyle(document.querySelector('h1')).color === 'rgb(0, 128, 0)',
            document.querySelector('img').naturalWidth > 0,
        ]) === JSON.stringify({expected})"
    );
    scene
        .browser
        .wait_until(
            Place::Tab(tab),
            &expression,
            &format!("{expected} of the page"),
        )
        .map(drop)
}

/// Presses the button beside an outage, in the open popup.
fn press_simulate(scene: &mut Scene, outage: &str, mode: &str) -> Result<()> {
    let open = format!(
        "(() => {{
            document.getElementById('tab-outages').click();
            const entry = [...document.querySelectorAll('.entry')].find((entry) => entry.innerText.includes('{outage}'));
            if (!entry) return false;
            if (!entry.open) entry.querySelector('summary').click();
            const button = entry.querySelector('[data-do=simulate][data-value^=\"{mode} \"]');
            button?.click();
            return button !== null;
        }})()"
    );
    let what = format!("the button that simulates {outage}");
    scene
        .browser
        .wait_until(Place::Popup, &open, &what)
        .map(drop)
}

fn simulate(scene: &mut Scene, tab: &Tab, outage: &str, mode: &str) -> Result<()> {
    popup_says(scene, tab, outage)?;
    press_simulate(scene, outage, mode)?;
    let runs = "(() => {
        if (document.querySelector('.simulating')) return true;
        throw new Error(document.body.innerText);
    })()";
    scene
        .browser
        .wait_until(Place::Popup, runs, "the banner of the simulation")?;
    scene.browser.close_popup()
}

fn press_stop(scene: &mut Scene, place: Place) -> Result<()> {
    let stop = "document.querySelector('[data-do=stop]').click()";
    scene.browser.evaluate(place, stop).map(drop)
}

/// What one of the extension's own pages is told by its API.
fn extension_says(scene: &mut Scene, expression: &str) -> Result<Value> {
    let page = scene.browser.extension_url("popup.html?tab=0")?;
    let page = scene.browser.open(&page)?;
    let expression = format!("(async (api) => {expression})(globalThis.browser ?? chrome)");
    let said = scene.browser.evaluate(Place::Tab(&page), &expression)?;
    scene.browser.close(page)?;
    Ok(said)
}

const RULES: &str = "(await api.declarativeNetRequest.getSessionRules()).length";

fn no_rules(scene: &mut Scene) -> Result<()> {
    let page = scene.browser.extension_url("popup.html?tab=0")?;
    let page = scene.browser.open(&page)?;
    let none = format!("(async (api) => ({RULES}) === 0)(globalThis.browser ?? chrome)");
    scene
        .browser
        .wait_until(Place::Tab(&page), &none, "the rules to go")?;
    scene.browser.close(page)
}

fn asked(scene: &Scene, host: &str) -> usize {
    let log = scene.web.log();
    log.iter().filter(|hit| hit.url.contains(host)).count()
}

fn refused(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    scene.expect_complaint("ERR_BLOCKED_BY_CLIENT");
    let other = scene.browser.open(SHOP)?;
    let tab = scene.browser.open(SHOP)?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;
    parts(scene, &tab, WHOLE)?;
    let before = asked(scene, "cdn.shop.test");

    scene.step("simulate an outage of Cloudflare");
    simulate(scene, &tab, "Cloudflare", "refuse")?;
    parts(scene, &tab, WITHOUT_CLOUDFLARE)?;
    assert_eq!(asked(scene, "cdn.shop.test"), before, "nothing reached it");

    scene.step("the popup says so, and the report is that of the page as it was");
    let text = popup_says(scene, &tab, "2 requests failed")?;
    for part in [
        "Simulated in this tab: Cloudflare fails at once",
        "1 host is cut off",
        "10 minutes",
    ] {
        assert!(text.contains(part), "{part} is missing: {text}");
    }
    scene.browser.close_popup()?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;
    let badge = "(async () => {
        const [tab] = (await api.tabs.query({ url: 'https://shop.test/*' })).slice(-1);
        return api.action.getBadgeText({ tabId: tab.id });
    })()";
    assert_eq!(extension_says(scene, badge)?, json!("SIM"));

    scene.step("another tab is as it was");
    scene.browser.reload(&other, Reload::BypassCache)?;
    parts(scene, &other, WHOLE)?;

    scene.step("stop");
    scene.browser.select(&tab)?;
    popup_says(scene, &tab, "Simulated")?;
    press_stop(scene, Place::Popup)?;
    let over = "!document.querySelector('.simulating')";
    scene
        .browser
        .wait_until(Place::Popup, over, "the banner to go")?;
    scene.browser.close_popup()?;
    parts(scene, &tab, WHOLE)?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;
    assert_ne!(extension_says(scene, badge)?, json!("SIM"));
    no_rules(scene)
}

fn survives(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    scene.expect_complaint("ERR_BLOCKED_BY_CLIENT");
    let tab = scene.browser.open(SHOP)?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;
    simulate(scene, &tab, "Cloudflare", "refuse")?;
    parts(scene, &tab, WITHOUT_CLOUDFLARE)?;
    scene.step("the background dies; the simulation does not");
    scene.browser.kill_background()?;
    scene.browser.reload(&tab, Reload::BypassCache)?;
    parts(scene, &tab, WITHOUT_CLOUDFLARE)?;
    scene.browser.kill_background()?;
    popup_says(scene, &tab, "Simulated in this tab: Cloudflare")?;

    scene.step("another outage takes its place");
    press_simulate(scene, "Fastly", "refuse")?;
    let other = "document.querySelector('.simulating')?.innerText.includes('Fastly')";
    scene
        .browser
        .wait_until(Place::Popup, other, "the other simulation")?;
    scene.browser.close_popup()?;
    parts(scene, &tab, "[true, true, false]")?;

    scene.step("it ends with its tab");
    scene.browser.close(tab)?;
    no_rules(scene)
}

fn document_lost(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    scene.expect_complaint("ERR_BLOCKED_BY_CLIENT");
    let tab = scene.browser.open(SHOP)?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;
    simulate(scene, &tab, "us-east-1", "refuse")?;
    let down = "document.body.innerText.includes('shop.test is down')";
    let what = "the page that is down";
    scene.browser.wait_until(Place::Tab(&tab), down, what)?;

    scene.step("the popup knows which page that is");
    popup_says(scene, &tab, "Simulated in this tab: AWS")?;
    scene.browser.close_popup()?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;

    scene.step("another page of the same tab is there; this one is not, however one comes to it");
    scene.browser.navigate(&tab, OTHER)?;
    scene.browser.start(&tab, SHOP).ok();
    scene.browser.wait_until(Place::Tab(&tab), down, what)?;

    scene.step("stop leads back to the page");
    press_stop(scene, Place::Tab(&tab))?;
    parts(scene, &tab, WHOLE)?;
    no_rules(scene)
}

fn late_hosts(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    scene.expect_complaint("ERR_BLOCKED_BY_CLIENT");
    let tab = scene.browser.open(SHOP)?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;
    simulate(scene, &tab, "Fastly", "refuse")?;
    parts(scene, &tab, "[true, true, false]")?;

    scene.step("a host of the same provider that the page did not use before");
    let load = "new Promise((resolve) => {
        const script = document.createElement('script');
        script.src = 'https://cdn.other.test/other.js?' + Math.random();
        script.onload = () => resolve('loaded');
        script.onerror = () => resolve('lost');
        document.head.append(script);
    })";
    assert_eq!(
        scene.browser.evaluate(Place::Tab(&tab), load)?,
        json!("loaded")
    );
    let lost = format!("{load}.then((outcome) => outcome === 'lost')");
    scene
        .browser
        .wait_until(Place::Tab(&tab), &lost, "the late host to be cut off")?;
    let text = popup_says(scene, &tab, "2 hosts are cut off")?;
    assert!(text.contains("cdn.other.test appeared only now"), "{text}");
    press_stop(scene, Place::Popup)?;
    scene.browser.close_popup()?;
    parts(scene, &tab, WHOLE)
}

fn ends(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    scene.expect_complaint("ERR_BLOCKED_BY_CLIENT");
    let tab = scene.browser.open(SHOP)?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;
    simulate(scene, &tab, "Cloudflare", "refuse")?;
    parts(scene, &tab, WITHOUT_CLOUDFLARE)?;

    scene.step("the alarm is set to ten minutes");
    let alarm = "(async () => {
        const [alarm] = await api.alarms.getAll();
        return [alarm.name, (alarm.scheduledTime - Date.now()) / 60000];
    })()";
    let alarm = extension_says(scene, alarm)?;
    let minutes = alarm[1].as_f64().context("no alarm is set")?;
    assert!(minutes > 9.0 && minutes <= 10.0, "{alarm}");

    scene.step("it rings while the background is dead");
    scene.browser.kill_background()?;
    let name = alarm[0].as_str().context("the alarm has no name")?;
    let ring = format!("await api.alarms.create('{name}', {{ when: Date.now() + 100 }})");
    extension_says(scene, &ring)?;
    no_rules(scene)?;
    scene.browser.reload(&tab, Reload::BypassCache)?;
    parts(scene, &tab, WHOLE)?;

    scene.step("rules of a simulation that nobody remembers go with the next start");
    let orphan = "await api.storage.session.remove('simulations').then(() =>
        api.declarativeNetRequest.updateSessionRules({ addRules: [
            { id: 77, action: { type: 'block' }, condition: { requestDomains: ['img.shop.test'] } },
        ] }))";
    extension_says(scene, orphan)?;
    assert_eq!(extension_says(scene, RULES)?, json!(1));
    scene.browser.kill_background()?;
    scene.browser.reload(&tab, Reload::Plain)?;
    no_rules(scene)
}

fn worker() -> Site {
    const WORKER: &str = "
        addEventListener('install', () => skipWaiting());
        addEventListener('activate', (event) => event.waitUntil(clients.claim()));
        addEventListener('fetch', (event) => event.respondWith(fetch(event.request)));";
    let app = page(
        "App",
        "<script>navigator.serviceWorker.register('/worker.js')</script>",
        "<script>fetch('https://api.app.test/stock.json').then((answer) => answer.text()).then((text) => {
            document.body.append(text);
            globalThis.fetched = true;
        })</script>",
    );
    let api = Answer::file("stock.json", b"[]".to_vec())
        .header("access-control-allow-origin", "*")
        .header("cache-control", "no-store");
    Site::new()
        .host(
            Host::new("app.test", "127.1.0.1")
                .file("/", &app)
                .file("/worker.js", WORKER),
        )
        .host(Host::new("api.app.test", "127.3.0.1").answer("/stock.json", api))
}

fn through_worker(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    scene.expect_complaint("ERR_BLOCKED_BY_CLIENT");
    scene.expect_complaint("ERR_FAILED");
    scene.expect_complaint("Failed to fetch");
    scene.expect_complaint("NetworkError");
    scene.expect_complaint("ServiceWorker");
    let tab = scene.browser.open("https://app.test/")?;
    let controlled = "navigator.serviceWorker.controller !== null";
    scene
        .browser
        .wait_until(Place::Tab(&tab), controlled, "the worker")?;
    let through = format!("{controlled} && globalThis.fetched");
    scene.browser.reload(&tab, Reload::Plain)?;
    scene
        .browser
        .wait_until(Place::Tab(&tab), &through, "an answer through the worker")?;
    simulate(scene, &tab, "Fastly", "refuse")?;

    scene.step("what the worker asks for the page is cut off, too");
    scene.browser.navigate(&tab, "https://app.test/?again")?;
    let lost = format!(
        "{controlled} && fetch('https://api.app.test/stock.json').then(() => false, () => true)"
    );
    scene
        .browser
        .wait_until(Place::Tab(&tab), &lost, "the loss through the worker")?;
    assert_eq!(
        scene
            .browser
            .evaluate(Place::Tab(&tab), "globalThis.fetched ?? null")?,
        json!(null)
    );
    popup_says(scene, &tab, "Simulated in this tab")?;
    press_stop(scene, Place::Popup)?;
    scene.browser.close_popup()?;
    scene
        .browser
        .wait_until(Place::Tab(&tab), "globalThis.fetched", "the page as it is")
        .map(drop)
}

fn form() -> Site {
    let body = "<form method=post action=/thanks><input name=order value=boots></form>
        <img src=https://img.form.test/a.svg width=40 height=40>";
    let thanks = page("Thanks", "", body);
    Site::new()
        .host(
            Host::new("form.test", "127.1.0.1")
                .file("/", &thanks)
                .file("/thanks", &thanks),
        )
        .host(
            Host::new("img.form.test", "127.3.0.1")
                .file("/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        )
}

fn forms(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let tab = scene.browser.open("https://form.test/")?;
    popup_says(scene, &tab, "Verify the worst")?;
    scene.browser.close_popup()?;
    scene.step("the page is now the answer to a form");
    let browser = &mut *scene.browser;
    browser.follow(&tab, "document.forms[0].submit()")?;
    popup_says(scene, &tab, "Fastly")?;
    let offered = "(() => {
        for (const entry of document.querySelectorAll('.entry:not([open]) > summary')) entry.click();
        return document.body.innerText.includes('answer to a form')
            && !document.querySelector('[data-do=simulate], [data-do=verify]');
    })()";
    scene
        .browser
        .wait_until(Place::Popup, offered, "the reason why not")?;
    scene.browser.close_popup()?;
    scene.step("without the form it can be done again");
    scene.browser.navigate(&tab, "https://form.test/")?;
    popup_says(scene, &tab, "Verify the worst").map(drop)
}

fn hangs(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let tab = scene.browser.open(SHOP)?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;
    popup_says(scene, &tab, "Cloudflare")?;
    let before = asked(scene, "cdn.shop.test");
    press_simulate(scene, "Cloudflare", "hang")?;
    let runs = "document.querySelector('.simulating')?.innerText.includes('never answers')";
    scene
        .browser
        .wait_until(Place::Popup, runs, "the banner of the simulation")?;
    scene.browser.close_popup()?;

    scene.step("a blocking sheet that does not answer: nothing is painted");
    let blank = "document.readyState === 'loading' && !document.querySelector('h1')";
    let what = "the page to wait";
    scene.browser.wait_until(Place::Tab(&tab), blank, what)?;
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert_eq!(
        scene.browser.evaluate(Place::Tab(&tab), blank)?,
        json!(true),
        "it still waits"
    );
    assert_eq!(asked(scene, "cdn.shop.test"), before, "nothing reached it");

    scene.step("stop");
    popup_says(scene, &tab, "Simulated")?;
    press_stop(scene, Place::Popup)?;
    scene.browser.close_popup()?;
    parts(scene, &tab, WHOLE)
}
