//! Your web with ten thousand sites, in the browsers themselves: how long its
//! page takes to open, how long a search, and how long a visit to be written.

use anyhow::{Context, Result};
use faultline::web::export;
use serde_json::Value;

use crate::browser::{self, Browser, Kind, Options, Place, Reload, Tab};
use crate::build::{self, Profile};
use crate::server::{Host, Site};
use crate::{Done, setup};

#[path = "../../../tests/bench/web_made.rs"]
mod web_made;

const SITES: usize = 10_000;
const ROUNDS: usize = 11;

/// From the start of the navigation until the answer is painted.
const OPENED: &str = "new Promise((resolve) => {
    let last = 0;
    new PerformanceObserver((list) => { last = list.getEntries().at(-1).startTime })
        .observe({ type: 'largest-contentful-paint', buffered: true });
    const wait = () => document.body.innerText.includes('sites you visited') && last > 0
        ? setTimeout(() => resolve(last), 300) : setTimeout(wait, 20);
    wait();
})";

/// A record read and written again, in one transaction.
const WRITTEN: &str = "(async () => {
    const opening = indexedDB.open('faultline-web');
    await new Promise((resolve) => { opening.onsuccess = resolve });
    const times = [];
    for (let round = 0; round < 101; round++) {
        const start = performance.now();
        await new Promise((resolve) => {
            const writing = opening.result.transaction('sites', 'readwrite');
            writing.oncomplete = resolve;
            const sites = writing.objectStore('sites');
            sites.get(`site-${round}.example`).onsuccess = (event) => { sites.put(event.target.result); writing.commit() };
        });
        times.push(performance.now() - start);
    }
    opening.result.close();
    return times;
})()";

/// Prints the figures.
///
/// # Errors
/// When the extension does not build or a browser does not start.
pub fn run() -> Done {
    build::build(Profile::Release)?;
    let json = export::json(&web_made::sites(SITES));
    for kind in Kind::ALL {
        let web = Site::new()
            .host(Host::new("bench.test", "127.0.0.1"))
            .serve()?;
        let options = Options {
            extension: Some(build::extension(kind)),
            headless: true,
            network: Some(web.network()),
            ..Options::default()
        };
        let mut browser = browser::launch(&setup::browser(kind)?, &options)?;
        let page = browser.extension_url("web.html")?;
        let tab = browser.open(&page)?;
        crate::say(&format!("in {}, {SITES} sites", browser.version()));
        fill(&mut *browser, &tab, &json)?;
        let mut opened = Vec::new();
        for _ in 0..ROUNDS {
            browser.reload(&tab, Reload::Plain)?;
            opened.push(
                browser
                    .evaluate(Place::Tab(&tab), OPENED)?
                    .as_f64()
                    .context("no time")?,
            );
        }
        say("the page opens", opened)?;
        for words in ["cloudflare", "us-east-1 site-77", "nobody"] {
            let times = browser.evaluate(Place::Tab(&tab), &searched(words))?;
            say(&format!("a search for {words:?}"), numbers(&times))?;
        }
        let times = browser.evaluate(Place::Tab(&tab), WRITTEN)?;
        say("a visit read and written", numbers(&times))?;
    }
    Ok(())
}

/// Imports the sites as a person would, and waits until they are there.
fn fill(browser: &mut dyn Browser, tab: &Tab, json: &str) -> Done {
    browser.wait_until(
        Place::Tab(tab),
        "document.getElementById('do-web-on') !== null",
        "the page",
    )?;
    browser.evaluate(
        Place::Tab(tab),
        "document.getElementById('do-web-on').click()",
    )?;
    // The longest span, so that none is forgotten.
    browser.wait_until(
        Place::Tab(tab),
        "document.getElementById('keep-365') !== null",
        "the spans",
    )?;
    browser.evaluate(
        Place::Tab(tab),
        "document.getElementById('keep-365').click()",
    )?;
    let longest = "document.getElementById('keep-365').ariaPressed === 'true'";
    browser.wait_until(Place::Tab(tab), longest, "the longest")?;
    let given = format!(
        "(() => {{ const files = new DataTransfer(); files.items.add(new File([{}], 'web.json')); \
            const field = document.getElementById('file'); field.files = files.files; \
            field.dispatchEvent(new Event('change', {{ bubbles: true }})) }})()",
        Value::from(json)
    );
    browser.evaluate(Place::Tab(tab), &given)?;
    let filled = "document.body.innerText.includes('10,000 sites')";
    browser.wait_until(Place::Tab(tab), filled, "the sites")?;
    Ok(())
}

/// The times of a search, drawn and laid out, typed and taken back.
fn searched(words: &str) -> String {
    format!(
        "(() => {{
            const field = document.getElementById('search');
            const type = (words) => {{
                field.value = words;
                field.dispatchEvent(new Event('input', {{ bubbles: true }}));
                return document.body.offsetHeight;
            }};
            const times = [];
            for (let round = 0; round < {ROUNDS}; round++) {{
                const start = performance.now();
                type({});
                times.push(performance.now() - start);
                type('');
            }}
            return times;
        }})()",
        Value::from(words)
    )
}

fn numbers(times: &Value) -> Vec<f64> {
    let times = times.as_array().into_iter().flatten();
    times.filter_map(Value::as_f64).collect()
}

fn say(what: &str, mut times: Vec<f64>) -> Result<()> {
    times.sort_by(f64::total_cmp);
    let median = times.get(times.len() / 2).context("no round ran")?;
    let best = times.first().context("no round ran")?;
    println!("  {what:40} {median:9.2} ms, best {best:9.2}");
    Ok(())
}
