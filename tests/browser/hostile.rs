//! Pages that would like to break the extension, in real browsers: a flood of
//! requests and hosts, headers as long as the browser takes them, addresses
//! without end in many tabs. The browser goes on answering, the popup opens and
//! says what was left out, and the storage stays under its quota.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::json;

use super::shop::{page, popup_says};
use crate::browser::{Place, Tab};
use crate::harness::{Scene, Test};
use crate::server::{Answer, Host, Site};

pub const TESTS: &[Test] = &[
    Test::in_both("hostile: a flood of requests", site, flood),
    Test::in_both("hostile: addresses without end", site, endless),
];

/// What browsers give an extension for a session.
const QUOTA: u64 = 10 << 20;
/// Beyond so much the extension makes room.
const ROOM: u64 = 8 << 20;

const FLOOD: usize = 50_000;
const HOSTS: usize = 5_000;

fn site() -> Site {
    // As much as both browsers take for all headers of an answer.
    let long = format!("<b>{}", "x".repeat(200_000));
    let pixel = |answer: Answer| answer.header("access-control-allow-origin", "*");
    let flood = Host::new("*.flood.test", "127.1.0.1")
        .header("server", "<b>cloudflare</b>")
        .answer("/x", pixel(Answer::new(200, "text/plain", b"x".to_vec())))
        .answer(
            "/long",
            pixel(Answer::new(200, "text/plain", b"x".to_vec()).header("x-served-by", &long)),
        );
    let evil = page("&lt;img src=x onerror=alert(1)&gt;", "", "");
    Site::new().host(flood).host(
        Host::new("page.test", "127.1.0.2")
            .file("/", &evil)
            .file("/other", &evil),
    )
}

/// The bytes that the extension keeps for the session.
fn kept(scene: &mut Scene, own: &Tab) -> Result<u64> {
    let bytes = "(globalThis.browser ?? chrome).storage.session.getBytesInUse(null)";
    let bytes = scene.browser.evaluate(Place::Tab(own), bytes)?;
    bytes.as_u64().context("no number of bytes")
}

fn flood(scene: &mut Scene) -> Result<()> {
    let own = scene.browser.extension_url("popup.html?tab=0")?;
    let own = scene.browser.open(&own)?;
    let tab = scene.browser.open("http://page.test/")?;
    scene.step("flood");
    let start = format!(
        "void (() => {{
            let next = 0, open = 0;
            globalThis.done = 0;
            const more = () => {{
                while (open < 64 && next < {FLOOD}) {{
                    const at = next++;
                    open += 1;
                    const path = at % 1000 === 0 ? 'long' : 'x';
                    fetch(`http://h${{at % {HOSTS}}}.flood.test/${{path}}?<b>${{at}}`, {{ cache: 'no-store' }})
                        .then((answer) => answer.text()).catch(() => {{}})
                        .finally(() => {{ open -= 1; globalThis.done += 1; more(); }});
                }}
            }};
            more();
        }})()"
    );
    let begun = Instant::now();
    scene.browser.evaluate(Place::Tab(&tab), &start)?;
    // The page, and another one of the extension's, answer all the while.
    let mut slowest = Duration::ZERO;
    loop {
        let asked = Instant::now();
        let done = scene
            .browser
            .evaluate(Place::Tab(&tab), "globalThis.done")?;
        kept(scene, &own)?;
        slowest = slowest.max(asked.elapsed());
        if done == json!(FLOOD) {
            break;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(300),
            "{done} of {FLOOD}"
        );
        std::thread::sleep(Duration::from_millis(200));
    }
    eprintln!(
        "      {FLOOD} requests in {:.1} s, slowest answer {:.2} s",
        begun.elapsed().as_secs_f32(),
        slowest.as_secs_f32()
    );
    assert!(
        slowest < Duration::from_secs(5),
        "the browser hung for {slowest:?}"
    );

    scene.step("the popup opens and says what was left out");
    let asked = Instant::now();
    let said = popup_says(scene, &tab, "4,489 hosts")?;
    eprintln!("      popup in {:.1} s", asked.elapsed().as_secs_f32());
    assert!(said.contains("48,001 requests"), "{said}");
    let markup = "(async () => {
        for (const view of ['outages', 'hosts', 'history']) {
            document.getElementById(`tab-${view}`).click();
            for (const entry of [...document.querySelectorAll('summary')].slice(0, 40)) entry.click();
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return document.querySelectorAll('b b, img, script:not([src]), [onerror]').length;
    })()";
    assert_eq!(scene.browser.evaluate(Place::Popup, markup)?, json!(0));
    scene.browser.close_popup()?;
    let bytes = kept(scene, &own)?;
    eprintln!("      {bytes} bytes kept");
    assert!(bytes < ROOM, "{bytes}");
    Ok(())
}

/// Each page takes a megabyte: together four times what there is.
fn endless(scene: &mut Scene) -> Result<()> {
    let own = scene.browser.extension_url("popup.html?tab=0")?;
    let own = scene.browser.open(&own)?;
    let mut tabs = Vec::new();
    let mut most = 0;
    for at in 0..5 {
        let tab = scene.browser.open("about:blank")?;
        for round in 0..8 {
            let path = ["", "other"][round % 2];
            scene
                .browser
                .navigate(&tab, &format!("http://page.test/{path}?{at}.{round}"))?;
            let ask = format!(
                "Promise.all([...Array(600).keys()].map((number) =>
                    fetch(`http://h{at}.flood.test/x?{round}.${{number}}.` + 'x'.repeat(2000), {{ cache: 'no-store' }}).then((answer) => answer.text())
                )).then(() => 1)"
            );
            scene.browser.evaluate(Place::Tab(&tab), &ask)?;
            most = most.max(kept(scene, &own)?);
        }
        tabs.push(tab);
    }
    // What is not yet written is written now.
    std::thread::sleep(Duration::from_secs(1));
    most = most.max(kept(scene, &own)?);
    eprintln!("      at most {most} bytes kept");
    assert!(most > 5 << 20, "the test does what it says: {most}");
    assert!(most < QUOTA, "{most}");
    for step in ["alive", "after its death"] {
        scene.step(step);
        for (at, tab) in tabs.iter().enumerate() {
            let report = scene.report(tab)?;
            scene.browser.close_popup()?;
            let mut hosts: Vec<&str> = report.hosts.iter().map(|host| host.host.as_str()).collect();
            hosts.sort_unstable();
            assert_eq!(hosts, [format!("h{at}.flood.test").as_str(), "page.test"]);
        }
        scene.browser.kill_background()?;
    }
    Ok(())
}
