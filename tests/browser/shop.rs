//! The shop that most tests visit, and what the popup must say of it. Its
//! hosts lie at loopback addresses that the reader's own rules give to
//! providers, so that every placement comes from the addresses that the browser
//! really told.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use faultline::reply::{Question, Reply};
use serde_json::Value;

use crate::ask;
use crate::browser::{Place, Tab};
use crate::harness::Scene;
use crate::server::{Answer, Host, Site};

/// What a reader would write into their own addresses.
pub const OWN: &str = "127.1.0.0/16 aws us-east-1 ec2\n\
    127.2.0.0/16 cloudflare\n\
    127.3.0.0/16 fastly\n\
    127.4.0.0/16 \"Our data centre\"\n\
    127.5.0.0/16 gcp europe-west1\n";

pub const SHOP: &str = "https://shop.test/";
pub const OTHER: &str = "https://other.test/";

/// A red square of 8 by 8.
const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'><rect width='8' height='8' fill='red'/></svg>";

/// A script that adds a word to its page, so that it is missed.
const DRAWS: &str =
    "globalThis.shop = true; addEventListener('load', () => document.body.append(' new'))";

pub fn site() -> Site {
    Site::new()
        .host(
            Host::new("shop.test", "127.1.0.1")
                .file("/", &page("Shop", "<link rel=stylesheet href=https://cdn.shop.test/shop.css><script src=https://cdn.shop.test/shop.js></script>", "<img src=https://img.shop.test/hero.svg width=400 height=300><script>fetch('https://api.shop.test/stock.json')</script>"))
                .file("/checkout", &page("Checkout", "<link rel=stylesheet href=https://cdn.shop.test/shop.css>", "<iframe src=https://pay.test/frame></iframe>"))
                .file("/app", &page("App", "<script defer src=https://cdn.shop.test/shop.js></script>", "<p>An app")),
        )
        .host(Host::new("api.shop.test", "127.1.0.2").answer(
            "/stock.json",
            Answer::file("stock.json", b"[]".to_vec()).header("access-control-allow-origin", "*"),
        ))
        .host(
            Host::new("cdn.shop.test", "127.2.0.1")
                .file("/shop.css", "h1 { color: green }")
                .file("/shop.js", DRAWS),
        )
        .host(Host::new("img.shop.test", "127.3.0.1").file("/hero.svg", PICTURE))
        .host(
            Host::new("pay.test", "127.4.0.1")
                .file("/frame", &page("Pay", "<script src=https://cdn.pay.test/pay.js></script>", "Pay")),
        )
        .host(Host::new("cdn.pay.test", "127.3.0.2").file("/pay.js", "1"))
        .host(
            Host::new("other.test", "127.5.0.1")
                .file("/", &page("Other", "<script async src=https://cdn.other.test/other.js></script>", "Other")),
        )
        .host(Host::new("cdn.other.test", "127.3.0.3").file("/other.js", DRAWS))
}

/// A whole page, without an icon that the browser would ask for by itself.
pub fn page(title: &str, head: &str, body: &str) -> String {
    format!(
        "<!doctype html><meta charset=utf-8><link rel=icon href=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\"><title>{title}</title>{head}<h1>{title}</h1>{body}"
    )
}

/// What the popup says of the shop's first page.
pub const SHOP_HOSTS: &[&str] = &[
    "shop.test: 1 request: AWS EC2, N. Virginia (us-east-1)",
    "cdn.shop.test: 2 requests: Cloudflare",
    "img.shop.test: 1 request: Fastly",
    "api.shop.test: 1 request: AWS EC2, N. Virginia (us-east-1)",
];
pub const SHOP_OUTAGES: &[&str] = &[
    "AWS N. Virginia (us-east-1): Down",
    "Cloudflare everywhere: Down",
    "Fastly everywhere: Degraded",
];
pub const OTHER_HOSTS: &[&str] = &[
    "other.test: 1 request: Google Cloud, St. Ghislain (europe-west1)",
    "cdn.other.test: 1 request: Fastly",
];
pub const OTHER_OUTAGES: &[&str] = &[
    "Google Cloud St. Ghislain (europe-west1): Down",
    "Fastly everywhere: Degraded",
];

/// Tells the extension the reader's own addresses, from one of its own pages.
pub fn own_addresses(scene: &mut Scene) -> Result<()> {
    let page = scene.browser.extension_url("popup.html?tab=0")?;
    let page = scene.browser.open(&page)?;
    let question = Question::SetOwn {
        text: OWN.to_owned(),
    };
    let reply = ask::ask(&mut *scene.browser, Place::Tab(&page), &question)?;
    let Reply::Own { errors, .. } = &reply else {
        bail!("{reply:?}")
    };
    assert!(errors.is_empty(), "{reply:?}");
    scene.browser.close(page)
}

/// The lines of a view of the open popup: `#outages` as "who where: verdict",
/// `#hosts` as "host: requests: who".
fn lines(scene: &mut Scene, view: &str) -> Result<Vec<String>> {
    let read = format!(
        "(() => {{
            document.getElementById('tab-{view}')?.click();
            const text = (element) => element?.innerText.replace(/\\s+/g, ' ').trim() ?? '';
            const parts = {{ outages: ['.what', '.verdict'], hosts: ['.what code', '.kinds', '.why'] }}['{view}'];
            const kind = {{ outages: 'outage', hosts: 'host' }}['{view}'];
            return [...document.querySelectorAll(`#panel-{view} li[id^=\"${{kind}}-\"]`)]
                .map((entry) => parts.map((part) => text(entry.querySelector(part))).join(': '));
        }})()"
    );
    let found = scene.browser.evaluate(Place::Popup, &read)?;
    let found = found.as_array().into_iter().flatten();
    Ok(found
        .filter_map(|line| line.as_str().map(str::to_owned))
        .collect())
}

/// The popup fills while a page loads: what it must say in the end is waited
/// for, and shown against what it does say when it does not come.
fn wait_for(scene: &mut Scene, view: &str, expected: &[&str]) -> Result<()> {
    let deadline = Instant::now() + Duration::from_secs(15);
    loop {
        let mut said = lines(scene, view)?;
        let mut wanted = expected.to_vec();
        // Hosts stand in the order of their first use, which only the network
        // decides; outages are ranked.
        if view == "hosts" {
            said.sort();
            wanted.sort();
        }
        if said == wanted {
            return Ok(());
        }
        if Instant::now() > deadline {
            let all = "document.querySelectorAll('summary').forEach((entry) => entry.click())";
            scene.browser.evaluate(Place::Popup, all)?;
            let text = scene
                .browser
                .evaluate(Place::Popup, "document.body.innerText")?;
            let text = text.as_str().unwrap_or_default();
            bail!("the popup's {view}\n  should be {wanted:#?}\n  are {said:#?}\n{text}");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Opens the real popup on a tab and compares both views with what they must
/// say, exactly.
pub fn expect(scene: &mut Scene, tab: &Tab, hosts: &[&str], outages: &[&str]) -> Result<()> {
    scene.browser.open_popup(tab)?;
    wait_for(scene, "hosts", hosts)?;
    wait_for(scene, "outages", outages)?;
    scene.browser.close_popup()
}

/// The text of the open popup, once a part of it is there.
pub fn popup_says(scene: &mut Scene, tab: &Tab, part: &str) -> Result<String> {
    let part = Value::from(part);
    scene.popup_text(tab, &format!("document.body.innerText.includes({part})"))
}
