//! What the extension does when the browser or a file of its own fails it:
//! storage that is full or refuses, a core that does not start, tables that are
//! damaged. The popup says so in a sentence, with a way on, and shows what can
//! be shown all the same.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result, bail};
use faultline::model::{Address, AddressSource, Page, Request};
use faultline::reply::{Question, Reply};
use serde_json::json;

use super::shop::{SHOP, SHOP_HOSTS, SHOP_OUTAGES, expect, own_addresses, popup_says, site};
use crate::ask;
use crate::browser::{Place, Reload};
use crate::harness::{Scene, Test};

pub const TESTS: &[Test] = &[
    Test::in_both("failing: the storage is full", site, storage_is_full),
    Test::in_both("failing: no storage from the beginning", site, no_storage),
    Test::in_both(
        "failing: the background does not start",
        site,
        no_background,
    ),
    Test::in_both("failing: the popup does not start", site, no_popup),
    Test::in_both("failing: a damaged table", site, damaged_tables),
];

/// The sentence of a report that the storage keeps nothing of.
const KEEPS_NOTHING: &str = "keeps nothing for Faultline";

fn storage_is_full(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    scene.step("fill the storage with what is not to give way");
    let own = scene.browser.extension_url("popup.html?tab=0")?;
    let own = scene.browser.open(&own)?;
    let fill = "(async () => {
        const area = (globalThis.browser ?? chrome).storage.session;
        for (let size = 8 << 20, part = 0; size > 8; size >>= 1) {
            try { await area.set({ [`ballast${part++}`]: 'x'.repeat(size) }) } catch {}
        }
        return area.getBytesInUse(null);
    })()";
    let taken = scene.browser.evaluate(Place::Tab(&own), fill)?;
    assert!(
        taken.as_u64().is_some_and(|taken| taken > 9 << 20),
        "{taken}"
    );
    let tab = scene.browser.open(SHOP)?;
    let said = popup_says(scene, &tab, "us-east-1")?;
    let full = scene.browser.evaluate(Place::Tab(&own), "(globalThis.browser ?? chrome).storage.session.set({ more: 'x'.repeat(1000) }).then(() => false, () => true)")?;
    eprintln!("      full: {full}");
    if full == json!(true) {
        popup_says(scene, &tab, KEEPS_NOTHING)?;
    } else {
        assert!(
            !said.contains(KEEPS_NOTHING),
            "this browser keeps more than it says"
        );
    }
    scene.browser.close_popup()?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;

    scene.step("there is room again");
    let empty = "(async () => {
        const area = (globalThis.browser ?? chrome).storage.session;
        const keys = Object.keys(await area.get(null)).filter((key) => key.startsWith('ballast'));
        await area.remove([...keys, 'more']);
    })()";
    scene.browser.evaluate(Place::Tab(&own), empty)?;
    scene.browser.reload(&tab, Reload::Plain)?;
    let whole = format!(
        "document.body.innerText.includes('us-east-1') && !document.body.innerText.includes('{KEEPS_NOTHING}')"
    );
    scene.popup_text(&tab, &whole)?;
    scene.browser.close_popup()
}

/// Puts a line before the first of one of the extension's scripts.
fn before(folder: &Path, script: &str, line: &str) -> io::Result<()> {
    let path = folder.join(script);
    let code = fs::read_to_string(&path)?;
    fs::write(path, format!("{line}\n{code}"))
}

/// Leaves the first half of a file.
fn halve(folder: &Path, file: &str) -> io::Result<()> {
    let path = folder.join(file);
    let bytes = fs::read(&path)?;
    fs::write(path, &bytes[..bytes.len() / 2])
}

/// A browser whose storage refuses whatever is asked of it.
const REFUSING: &str = "{
    const real = globalThis.browser ?? chrome;
    const refuse = async () => { throw new Error('the disk is on fire') };
    const area = { get: refuse, set: refuse, remove: refuse, getBytesInUse: refuse };
    const storage = { session: area, local: area };
    const value = new Proxy(real, { get: (target, name) => name === 'storage' ? storage : target[name] });
    Object.defineProperty(globalThis, 'browser', { value, configurable: true });
}";

fn no_storage(scene: &mut Scene) -> Result<()> {
    scene.damage(|folder| before(folder, "background.js", REFUSING))?;
    let tab = scene.browser.open(SHOP)?;
    let said = popup_says(scene, &tab, KEEPS_NOTHING)?;
    assert!(said.contains("Your settings cannot be read"), "{said}");
    let hosts = "document.getElementById('tab-hosts').innerText";
    let hosts = scene.browser.evaluate(Place::Popup, hosts)?;
    assert!(
        hosts.to_string().contains('4'),
        "all four hosts are known: {hosts}"
    );

    scene.step("a setting that is not kept says so, and what was written stays");
    let press = "document.querySelector('[data-do=settings]').click()";
    scene.browser.evaluate(Place::Popup, press)?;
    let failed = "document.body.innerText.includes('the disk is on fire')";
    scene
        .browser
        .wait_until(Place::Popup, failed, "the refusal")?;
    scene.browser.close_popup()
}

fn no_background(scene: &mut Scene) -> Result<()> {
    scene.damage(|folder| halve(folder, "pkg/background_bg.wasm"))?;
    let tab = scene.browser.open(SHOP)?;
    let said = popup_says(scene, &tab, "the background cannot start")?;
    assert!(said.contains("install Faultline again"), "{said}");
    let way = "document.getElementById('do-retry') !== null";
    assert_eq!(scene.browser.evaluate(Place::Popup, way)?, json!(true));
    scene.browser.close_popup()
}

fn no_popup(scene: &mut Scene) -> Result<()> {
    scene.damage(|folder| halve(folder, "pkg/popup_bg.wasm"))?;
    let tab = scene.browser.open(SHOP)?;
    scene.browser.open_popup(&tab)?;
    let seen = "getComputedStyle(document.querySelector('.late')).visibility === 'visible'";
    scene
        .browser
        .wait_until(Place::Popup, seen, "the sentence")?;
    let said = scene
        .browser
        .evaluate(Place::Popup, "document.body.innerText")?;
    assert!(said.to_string().contains("install it again"), "{said}");
    scene.browser.close_popup()
}

/// A page whose one host is known by its address alone.
fn recorded() -> Result<Page> {
    let address = Address {
        ip: "192.0.32.8".parse()?,
        source: AddressSource::Live,
    };
    let request = Request {
        url: "https://example.org/".to_owned(),
        address: Some(address),
        ..Request::default()
    };
    Ok(Page {
        url: request.url.clone(),
        requests: vec![request],
        ..Page::default()
    })
}

fn damaged_tables(scene: &mut Scene) -> Result<()> {
    scene.step("without the list of operators the report is there");
    scene.damage(|folder| halve(folder, "data/rest.bin"))?;
    // No test has an address of the web's: a recorded page has.
    let own = scene.browser.extension_url("popup.html?tab=0")?;
    let own = scene.browser.open(&own)?;
    let page = Box::new(recorded()?);
    let asked = Question::Recorded { page };
    let reply = ask::ask(&mut *scene.browser, Place::Tab(&own), &asked)?;
    let Reply::Recorded(report) = reply else {
        bail!("{reply:?}")
    };
    let report = report.open().context("the report cannot be read")?;
    assert_eq!(report.hosts.len(), 1);
    let tab = scene.browser.open(SHOP)?;
    let said = popup_says(scene, &tab, "The list of operators cannot be read")?;
    assert!(said.contains("install Faultline again"), "{said}");
    scene.browser.close_popup()?;

    scene.step("without the tables there is none, and a way on");
    scene.damage(|folder| halve(folder, "data/core.bin"))?;
    let tab = scene.browser.open(SHOP)?;
    let said = popup_says(scene, &tab, "The address tables are cut off or damaged")?;
    assert!(said.contains("install Faultline again"), "{said}");
    scene.browser.close_popup()
}
