//! A long day of browsing in a short time: 500 visits over 20 tabs, with
//! reloads, pages closed and crashed, back and forward, and the background
//! killed all along. After each round every tab's report, and what its button
//! says, is of the page that the tab shows; the storage holds the tabs that are
//! open, and no more than there is room for.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use faultline::reply::{Question, Reply};
use faultline::report::Report;
use faultline::words;

use super::shop::{own_addresses, page};
use crate::ask;
use crate::browser::{Place, Reload, Tab};
use crate::harness::{Scene, Test};
use crate::server::{Host, Site};

pub const TEST: Test = Test::in_both("a soak of 500 visits", site, run);

const TABS: usize = 20;
const VISITS: usize = 500;
const SITES: usize = 8;
/// Of each tab; `src/observe/live/tab.rs`.
const MOST_DOCUMENTS: usize = 10;
/// Beyond so many bytes the extension makes room, below what browsers give.
const ROOM: u64 = 8 << 20;

/// Every site has a script and a different number of pictures on hosts of its
/// own, and stands at another provider of the reader's own addresses.
fn site() -> Site {
    let picture = "<svg xmlns='http://www.w3.org/2000/svg'/>";
    let mut site = Site::new();
    for at in 0..SITES {
        let network = 1 + at % 4;
        let host = |name: &str, last: usize| {
            let address = format!("127.{network}.{at}.{last}");
            Host::new(&format!("{name}s{at}.test"), &address)
        };
        let head = format!("<script src=https://cdn.s{at}.test/a.js></script>");
        let pictures = (0..pictures(at))
            .map(|number| format!("<img src=https://img.s{at}.test/{number}.svg>"))
            .collect::<String>();
        let mut images = host("img.", 3);
        for number in 0..pictures_most() {
            images = images.file(&format!("/{number}.svg"), picture);
        }
        site = site
            .host(host("", 1).file("/", &page("Soak", &head, &pictures)))
            .host(host("cdn.", 2).file("/a.js", "document.title = location.search"))
            .host(images);
    }
    site
}

fn pictures(site: usize) -> usize {
    1 + site % 3
}

fn pictures_most() -> usize {
    3
}

/// Where every visit is one of its own, so that a report tells which it is of.
fn address(site: usize, visit: usize) -> String {
    format!("https://s{site}.test/?{visit}")
}

/// A tab, and where it has been.
struct Walker {
    tab: Tab,
    visits: Vec<String>,
    at: usize,
    crashed: bool,
}

impl Walker {
    fn url(&self) -> &str {
        &self.visits[self.at]
    }

    fn site(&self) -> &str {
        let host = self.url().trim_start_matches("https://");
        host.split('/').next().unwrap_or_default()
    }

    fn arrive(&mut self, url: String) {
        self.visits.truncate(self.at + 1);
        self.visits.push(url);
        self.at = self.visits.len() - 1;
        self.crashed = false;
    }
}

/// The same day every time.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % sides
    }
}

fn run(scene: &mut Scene) -> Result<()> {
    scene.expect_cut_off();
    own_addresses(scene)?;
    let mut dice = Dice(20_261_122);
    let mut visits = 0;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut walkers = Vec::new();
    for _ in 0..TABS {
        walkers.push(enter(scene, &mut dice, &mut visits)?);
    }
    check(scene, &walkers)?;
    let begun = Instant::now();
    let mut used = Vec::new();
    let mut most = 0;
    while visits < VISITS {
        scene.step(&format!("after {visits} visits"));
        for at in 0..TABS {
            let done = step(scene, &mut walkers, at, &mut dice, &mut visits)?;
            *counts.entry(done).or_default() += 1;
            if dice.throw(12) == 0 {
                scene.browser.kill_background()?;
                *counts.entry("kills").or_default() += 1;
            }
        }
        most = most.max(check(scene, &walkers)?);
        used.push(scene.browser.extension_usage()?.memory);
    }
    eprintln!(
        "      {visits} visits in {:.0} s: {counts:?}; at most {most} bytes kept; memory of the \
         extension's process {} MB after the first round, {} MB after the last, {} MB at most",
        begun.elapsed().as_secs_f32(),
        used[0] >> 20,
        used[used.len() - 1] >> 20,
        used.iter().max().map_or(0, |most| most >> 20),
    );

    scene.step("close all but one, and nothing is left of the others");
    let last = walkers.pop().context("no tab")?;
    for walker in walkers {
        scene.browser.close(walker.tab)?;
    }
    check(scene, &[last]).map(drop)
}

/// A new tab with its first page.
fn enter(scene: &mut Scene, dice: &mut Dice, visits: &mut usize) -> Result<Walker> {
    let tab = scene.browser.open("about:blank")?;
    let url = address(dice.throw(SITES), *visits);
    *visits += 1;
    scene.browser.start(&tab, &url)?;
    Ok(Walker {
        tab,
        visits: vec![url],
        at: 0,
        crashed: false,
    })
}

/// Does something in a tab, and does not wait for what comes of it. Says what.
fn step(
    scene: &mut Scene,
    walkers: &mut [Walker],
    at: usize,
    dice: &mut Dice,
    visits: &mut usize,
) -> Result<&'static str> {
    let deed = dice.throw(20);
    let walker = &mut walkers[at];
    let place = Place::Tab(&walker.tab);
    if walker.crashed || deed < 10 {
        let url = address(dice.throw(SITES), *visits);
        *visits += 1;
        scene.browser.start(&walker.tab, &url)?;
        walker.arrive(url);
        return Ok("pages");
    }
    let travel = |script: &str| format!("void setTimeout(() => history.{script}())");
    match deed {
        10 | 11 if walker.at > 0 => {
            scene.browser.evaluate(place, &travel("back"))?;
            walker.at -= 1;
        }
        12 | 13 if walker.at + 1 < walker.visits.len() => {
            scene.browser.evaluate(place, &travel("forward"))?;
            walker.at += 1;
        }
        14 => {
            scene.browser.crash(&walker.tab)?;
            // Other tabs of the same site may have been in the same process.
            let site = walker.site().to_owned();
            for walker in walkers.iter_mut().filter(|walker| walker.site() == site) {
                walker.crashed = true;
            }
            return Ok("crashes");
        }
        15 | 16 => {
            let new = enter(scene, dice, visits)?;
            let old = std::mem::replace(walker, new);
            scene.browser.close(old.tab)?;
            return Ok("closed tabs");
        }
        _ => {
            let how = [Reload::Plain, Reload::BypassCache][dice.throw(2)];
            scene.browser.start_reload(&walker.tab, how)?;
            *visits += 1;
            return Ok("reloads");
        }
    }
    *visits += 1;
    Ok("back and forward")
}

/// What is kept and said of these tabs, and of no others; the bytes that it
/// takes. What the last moment brought may come a little later.
fn check(scene: &mut Scene, walkers: &[Walker]) -> Result<u64> {
    let own = scene.browser.extension_url("popup.html?tab=0")?;
    let own = scene.browser.open(&own)?;
    let deadline = Instant::now() + Duration::from_secs(30);
    let bytes = loop {
        match agree(scene, &own, walkers) {
            Ok(bytes) => break bytes,
            Err(error) if Instant::now() > deadline => bail!(error),
            Err(_) => std::thread::sleep(Duration::from_millis(100)),
        }
    };
    scene.browser.close(own)?;
    Ok(bytes)
}

fn agree(scene: &mut Scene, own: &Tab, walkers: &[Walker]) -> Result<u64> {
    let place = Place::Tab(own);
    let look = "(async () => {
        const api = globalThis.browser ?? chrome;
        const tabs = [];
        for (const { id, url, status } of await api.tabs.query({})) {
            const shown = status === 'complete' ? url ?? '' : '';
            tabs.push([id, shown, await api.action.getTitle({ tabId: id })]);
        }
        const kept = await api.storage.session.get(null);
        return { tabs, keys: Object.keys(kept), bytes: await api.storage.session.getBytesInUse(null) };
    })()";
    let seen = scene.browser.evaluate(place, look)?;
    let tabs: Vec<(i64, String, String)> = serde_json::from_value(seen["tabs"].clone())?;
    let mut questions = Vec::new();
    let mut asked = Vec::new();
    for walker in walkers {
        let tab = tabs.iter().find(|(_, url, _)| url == walker.url());
        if tab.is_none() && walker.crashed {
            continue;
        }
        let (id, _, said) = tab.with_context(|| format!("no tab shows {}", walker.url()))?;
        questions.push(Question::Report {
            tab: *id,
            revision: None,
        });
        asked.push((*id, said, walker));
    }
    let replies = ask::ask_all(&mut *scene.browser, place, &questions)?;
    ensure!(replies.len() == asked.len(), "not all were answered");
    for ((_, said, walker), reply) in asked.iter().zip(replies) {
        let url = walker.url();
        match reply {
            Reply::Report { report, .. } => {
                let report = report.open().context("the report cannot be read")?;
                is_of(&report, walker, said)?;
            }
            // What a crashed tab showed may be gone with it.
            _ if walker.crashed => {}
            other => bail!("of {url} there is no report: {other:?}"),
        }
    }

    let keys: Vec<String> = serde_json::from_value(seen["keys"].clone())?;
    for key in &keys {
        let of_tab = key.strip_prefix("tab:").or(key.strip_prefix("page:"));
        let Some(of_tab) = of_tab else { continue };
        let id: i64 = of_tab.split(':').next().unwrap_or_default().parse()?;
        let is_open = tabs.iter().any(|(known, ..)| *known == id);
        ensure!(is_open, "{key} is left of a tab that is closed");
        let pages = keys
            .iter()
            .filter(|key| key.starts_with(&format!("page:{id}:")));
        ensure!(
            pages.count() <= MOST_DOCUMENTS,
            "too many pages of tab {id}"
        );
    }
    let bytes = seen["bytes"].as_u64().unwrap_or(u64::MAX);
    ensure!(bytes < ROOM, "{bytes} bytes are kept");
    Ok(bytes)
}

/// A report, and what the button says, are of the page that a tab shows.
fn is_of(report: &Report, walker: &Walker, said: &str) -> Result<()> {
    let url = walker.url();
    ensure!(
        report.page.url == url,
        "a tab shows {url}, and the report is of {}",
        report.page.url
    );
    let site = walker.site();
    let number: usize = site
        .trim_start_matches('s')
        .trim_end_matches(".test")
        .parse()?;
    let mut hosts: Vec<(String, u32)> = (report.hosts.iter())
        .map(|host| (host.host.clone(), host.requests))
        .collect();
    hosts.sort();
    let mut expected = [
        (format!("cdn.{site}"), 1),
        (format!("img.{site}"), pictures(number) as u32),
        (site.to_owned(), 1),
    ];
    expected.sort();
    ensure!(hosts == expected, "{url} has {hosts:?}");
    let answer = words::answer(report);
    ensure!(
        walker.crashed || said == answer,
        "of {url} the button says {said:?}, and should {answer:?}"
    );
    Ok(())
}
