//! What the extension must live through: the death of its background at any
//! moment, a permission taken away, pages that fail or are not the web's, and
//! pages that would like to be markup in the popup.

use anyhow::Result;

use super::shop::{
    OWN, SHOP, SHOP_HOSTS, SHOP_OUTAGES, expect, own_addresses, page, popup_says, site,
};
use crate::browser::{Kind, Place, Reload};
use crate::harness::{Scene, Test};
use crate::server::{Answer, Host, Site};

pub const TESTS: &[Test] = &[
    Test::in_both("killed in the middle of a load", held, killed_while_loading),
    Test::in_both(
        "killed before the popup opens",
        site,
        killed_before_the_popup,
    ),
    Test::in_both("permission", site, permission),
    Test::in_both("own addresses", site, own_addresses_by_hand),
    Test::in_both("no page of the web", site, no_page),
    Test::in_both("a page that fails", failing, failed_page),
    Test::in_both("markup in names", hostile, markup),
];

fn held() -> Site {
    let head = "<link rel=stylesheet href=https://cdn.shop.test/shop.css><script src=https://held.shop.test/held.js></script>";
    let body = "<img src=https://img.shop.test/hero.svg width=400 height=300>";
    Site::new()
        .host(Host::new("shop.test", "127.1.0.1").file("/", &page("Shop", head, body)))
        .host(Host::new("cdn.shop.test", "127.2.0.1").file("/shop.css", "h1 { color: green }"))
        .host(
            Host::new("img.shop.test", "127.3.0.1")
                .file("/hero.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        )
        .host(
            Host::new("held.shop.test", "127.4.0.1")
                .answer("/held.js", Answer::file("held.js", b"1".to_vec()).held()),
        )
}

fn killed_while_loading(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let tab = scene.browser.open("about:blank")?;
    scene.browser.start(&tab, SHOP)?;
    scene.step("wait until the browser has told of the first half");
    let half = "performance.getEntriesByType('resource').some(entry => entry.name.endsWith('/shop.css') && entry.responseEnd > 0)";
    scene
        .browser
        .wait_until(Place::Tab(&tab), half, "the stylesheet")?;
    let parts = [
        "shop.test: 1 request: AWS EC2, N. Virginia (us-east-1)",
        "cdn.shop.test: 1 request: Cloudflare",
    ];
    let first = popup_says(scene, &tab, "Cloudflare")?;
    assert!(first.contains("AWS"), "{first}");
    scene.browser.close_popup()?;

    scene.step("kill it, and let the page go on");
    scene.browser.kill_background()?;
    scene.web.release("held.shop.test", "/held.js");
    let loaded = "document.readyState === 'complete'";
    scene
        .browser
        .wait_until(Place::Tab(&tab), loaded, "the page")?;
    let hosts = [
        parts[0],
        parts[1],
        "held.shop.test: 1 request: Our data centre",
        "img.shop.test: 1 request: Fastly",
    ];
    let outages = [
        "Our data centre everywhere: Down",
        "AWS N. Virginia (us-east-1): Down",
        "Cloudflare everywhere: Down",
        "Fastly everywhere: Degraded",
    ];
    expect(scene, &tab, &hosts, &outages)
}

fn killed_before_the_popup(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let tab = scene.browser.open(SHOP)?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;
    for time in ["once", "and once more"] {
        scene.step(time);
        scene.browser.kill_background()?;
        expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;
    }
    Ok(())
}

fn permission(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let tab = scene.browser.open(SHOP)?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;

    scene.step("without permission the popup says so and offers to ask");
    scene.browser.set_host_access(false)?;
    let text = popup_says(scene, &tab, "Allow")?;
    assert!(
        !text.contains("us-east-1"),
        "nothing is shown of what it must not see: {text}"
    );
    scene.browser.close_popup()?;

    scene.step("a page that is loaded meanwhile is known by its own memory only");
    let tab = scene.browser.open("https://shop.test/checkout")?;
    scene.browser.set_host_access(true)?;
    // On such a page Chromium shows a bubble of its own in place of any popup,
    // and asks for the reload itself.
    if scene.browser.kind() == Kind::Chromium {
        scene.browser.reload(&tab, Reload::Plain)?;
        scene.browser.open_popup(&tab)?;
    } else {
        popup_says(scene, &tab, "before Faultline")?;
        scene.step("the button reloads it");
        let reload = "document.querySelector('[data-do=reload]').click()";
        scene.browser.evaluate(Place::Popup, reload)?;
    }
    let known = "!document.body.innerText.includes('before Faultline') && document.body.innerText.includes('us-east-1')";
    scene
        .browser
        .wait_until(Place::Popup, known, "the page after its reload")?;
    scene.browser.close_popup()
}

fn own_addresses_by_hand(scene: &mut Scene) -> Result<()> {
    let tab = scene.browser.open(SHOP)?;
    popup_says(scene, &tab, "not known")?;
    scene.step("write the addresses into the popup's own field");
    let press = |name: &str| format!("document.querySelector('[data-do={name}]').click()");
    scene.browser.evaluate(Place::Popup, &press("settings"))?;
    scene
        .browser
        .wait_until(Place::Popup, "document.getElementById('own')", "the field")?;
    let write = |text: &str| {
        let text = serde_json::Value::from(text);
        format!(
            "(() => {{
                const field = document.getElementById('own');
                field.value = {text};
                field.dispatchEvent(new Event('change', {{ bubbles: true }}));
            }})()"
        )
    };
    scene
        .browser
        .evaluate(Place::Popup, &write("127.1.0.0/16 aws nowhere-1"))?;
    let refused = "document.body.innerText.includes('Line 1') && document.body.innerText.includes('nowhere-1')";
    scene
        .browser
        .wait_until(Place::Popup, refused, "the refusal of a bad line")?;
    scene.browser.evaluate(Place::Popup, &write(OWN))?;
    let accepted = "!document.querySelector('.errors')";
    scene
        .browser
        .wait_until(Place::Popup, accepted, "the good lines to be taken")?;
    scene.browser.evaluate(Place::Popup, &press("back"))?;
    let placed = "document.body.innerText.includes('us-east-1')";
    scene
        .browser
        .wait_until(Place::Popup, placed, "the report by these addresses")?;
    scene.browser.close_popup()?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)
}

fn no_page(scene: &mut Scene) -> Result<()> {
    let own = scene.browser.extension_url("popup.html?tab=0")?;
    for address in ["about:blank", &own] {
        let tab = scene.browser.open(address)?;
        popup_says(scene, &tab, "belongs to the browser")?;
        scene.browser.close_popup()?;
    }
    Ok(())
}

fn failing() -> Site {
    let sorry = page("Gone", "", "Gone").into_bytes();
    let answer = Answer::new(404, "text/html", sorry);
    site().host(Host::new("gone.test", "127.2.0.9").answer("/lost", answer))
}

fn failed_page(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let tab = scene.browser.open(SHOP)?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;
    scene.step("a page that answers with an error is judged like any other");
    scene.expect_complaint("404");
    scene.browser.navigate(&tab, "https://gone.test/lost")?;
    let hosts = ["gone.test: 1 request: Cloudflare"];
    expect(scene, &tab, &hosts, &["Cloudflare everywhere: Down"])
}

fn hostile() -> Site {
    let title = "&lt;img src=x onerror=alert(1)&gt;&lt;b&gt;bold";
    let body = "<script src='https://cdn.test/%3Cscript%3Ealert(1)%3C/script%3E.js?<b>'></script>";
    Site::new()
        .host(Host::new("shop.test", "127.1.0.1").file("/", &page(title, "", body)))
        .host(
            Host::new("cdn.test", "127.9.0.1")
                .header("server", "<b>cloudflare</b>")
                .header("x-served-by", "<img src=x onerror=alert(1)>")
                .answer(
                    "/%3Cscript%3Ealert(1)%3C/script%3E.js",
                    Answer::file("a.js", b"1".to_vec()),
                ),
        )
}

fn markup(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let tab = scene.browser.open(SHOP)?;
    popup_says(scene, &tab, "shop.test")?;
    scene.step("open everything that can be opened");
    let open = "(async () => {
        for (const view of ['outages', 'hosts', 'history']) {
            document.getElementById(`tab-${view}`).click();
            for (const entry of document.querySelectorAll('summary')) entry.click();
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return document.querySelectorAll('b b, img, script:not([src]), [onerror]').length;
    })()";
    let found = scene.browser.evaluate(Place::Popup, open)?;
    assert_eq!(
        found,
        serde_json::json!(0),
        "no markup of the page became markup of the popup"
    );
    scene.browser.close_popup()
}
