//! Nothing is fetched by itself: a browser that goes through a proxy with all
//! that it does, and an extension of which everything is used. The proxy hears
//! of what the pages ask for, and of nothing else.

use anyhow::Result;
use faultline::observe::url;
use faultline::status;

use super::shop::{page, popup_says};
use super::web::{keeps, open_kept, press, says};
use crate::browser::{Place, Reload};
use crate::harness::{Scene, Test};
use crate::server::{Host, Site};

pub const TEST: Test = Test::in_both("a proxy hears of nothing but pages", site, run);

const PAGE: &str = "https://shop.test/";

/// Told apart by headers: behind a proxy there is no address.
fn site() -> Site {
    let head = "<link rel=stylesheet href=https://cdn.test/shop.css><script src=https://cdn.test/shop.js></script>";
    let shop = Host::new("shop.test", "127.1.0.1")
        .header("server", "AmazonS3")
        .header("x-amz-request-id", "7T3Q0J9V5E2W8R1M")
        .file("/", &page("Shop", head, "A shop"));
    let cdn = Host::new("cdn.test", "127.1.0.2")
        .header("server", "cloudflare")
        .header("cf-ray", "8a1b2c3d4e5f-FRA")
        .file("/shop.css", "h1 { color: green }")
        .file("/shop.js", "globalThis.shop = true");
    Site::new().host(shop).host(cdn).behind_proxy()
}

/// What browsers ask their makers for, with or without extensions: the time,
/// updates, lists. Of those hosts Faultline names only status feeds.
fn is_browsers_own(target: &str) -> bool {
    let makers = [
        "google.com",
        "googleapis.com",
        "gvt1.com",
        "mozilla.com",
        "mozilla.net",
        "mozilla.org",
        "firefox.com",
    ];
    let host = url::host(target).map_or_else(
        || target.split(':').next().unwrap_or_default().to_owned(),
        |host| host.to_string(),
    );
    let of_maker = |maker: &&str| {
        host.strip_suffix(*maker)
            .is_some_and(|start| start.ends_with('.'))
    };
    let is_feed = status::feeds()
        .iter()
        .any(|feed| url::host(feed.url).as_deref() == Some(&*host));
    makers.iter().any(of_maker) && !is_feed
}

/// Opens all that can be opened in what is shown.
const OPEN_ALL: &str = "(async () => {
    for (const tab of [...document.querySelectorAll('[role=tab]')].map(({ id }) => id)) {
        document.getElementById(tab).click();
        for (const entry of document.querySelectorAll('summary')) entry.click();
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
})()";

fn run(scene: &mut Scene) -> Result<()> {
    scene.step("the page, the popup, all of its views, the settings");
    let tab = scene.browser.open(PAGE)?;
    let said = popup_says(scene, &tab, "Cloudflare")?;
    assert!(said.contains("AWS"), "{said}");
    scene.browser.evaluate(Place::Popup, OPEN_ALL)?;
    let settings = "void document.getElementById('do-settings').click()";
    scene.browser.evaluate(Place::Popup, settings)?;
    let field = "document.getElementById('own')";
    (scene.browser).wait_until(Place::Popup, field, "the settings")?;
    let number = "(async () => (await (globalThis.browser ?? chrome).tabs.query({ active: true, currentWindow: true }))[0].id)()";
    let number = scene.browser.evaluate(Place::Popup, number)?;
    scene.browser.close_popup()?;

    scene.step("the full page, the first run, and a background that was dead");
    let full = scene
        .browser
        .extension_url(&format!("popup.html?tab={number}"))?;
    let full = scene.browser.open(&full)?;
    let there = "document.body.innerText.includes('Cloudflare')";
    (scene.browser).wait_until(Place::Tab(&full), there, "the full page")?;
    scene.browser.evaluate(Place::Tab(&full), OPEN_ALL)?;
    let welcome = scene.browser.extension_url("popup.html?welcome")?;
    let welcome = scene.browser.open(&welcome)?;
    let there = "document.getElementById('welcome') !== null";
    (scene.browser).wait_until(Place::Tab(&welcome), there, "the first run")?;
    scene.browser.kill_background()?;
    popup_says(scene, &tab, "Cloudflare")?;
    scene.browser.close_popup()?;

    scene.step("your web");
    let web = open_kept(scene)?;
    scene.browser.reload(&tab, Reload::BypassCache)?;
    keeps(scene, &web, &["shop.test"])?;
    scene.browser.reload(&web, Reload::Plain)?;
    says(scene, &web, "at most every five minutes")?;

    scene.step("nothing but the pages was asked for, and each file once for each time");
    let mut served: Vec<String> = scene.web.log().into_iter().map(|hit| hit.url).collect();
    served.sort();
    let files = [
        "https://cdn.test/shop.css",
        "https://cdn.test/shop.js",
        PAGE,
    ];
    let twice: Vec<&str> = files.into_iter().flat_map(|file| [file, file]).collect();
    assert_eq!(served, twice);
    let mut asked = scene.web.asked_of_proxy();
    asked.retain(|target| !is_browsers_own(target));
    asked.sort();
    asked.dedup();
    assert_eq!(asked, ["cdn.test:443", "shop.test:443"]);

    scene.step("it would have heard: \"right now\" is switched on, and asks whom it names");
    scene.expect_requests("https://");
    scene.expect_complaint("ERR_TUNNEL_CONNECTION_FAILED");
    press(scene, &web, "do-now-on")?;
    let heard = |scene: &Scene| {
        let asked = scene.web.asked_of_proxy();
        let of_feed = |feed: &&status::Feed| {
            let host = url::host(feed.url).unwrap_or_default();
            asked.contains(&format!("{host}:443"))
        };
        status::feeds().iter().filter(of_feed).count()
    };
    let mut turns = 0;
    while heard(scene) < 10 {
        turns += 1;
        assert!(turns < 400, "it heard of {} feeds", heard(scene));
        let turn = "new Promise((resolve) => setTimeout(resolve, 25))";
        scene.browser.evaluate(Place::Tab(&web), turn)?;
    }
    Ok(())
}
