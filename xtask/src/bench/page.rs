//! How much later a page has loaded: the same pages in browsers that differ in
//! nothing but the extension, one after the other.

use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result};

use super::rivals::{self, Rival};
use super::{median, ratio};
use crate::Done;
use crate::browser::{Browser, Place, Tab, Usage};
use crate::setup::BrowserProgram;

const SIZES: [usize; 3] = [50, 300, 1_000];
const RIVALS: [Rival; 4] = [
    Rival::None,
    Rival::Listener,
    Rival::WithoutEarly,
    Rival::Faultline,
];
/// Of the time with one empty listener.
const MOST: f64 = 1.02;
/// What an extension does after a load must not meet the next one.
const REST: Duration = Duration::from_millis(700);

struct Contender {
    rival: Rival,
    browser: Box<dyn Browser>,
    tab: Tab,
    times: Vec<f64>,
}

/// Prints the figures.
///
/// # Errors
/// When a browser does not do its part.
pub fn run(program: &BrowserProgram, rounds: usize) -> Done {
    let web = rivals::site(&SIZES).serve()?;
    let contender = |rival: Rival| -> Result<Contender> {
        let mut browser = rival.launch(program, &web)?;
        let tab = browser.open("about:blank")?;
        let times = Vec::new();
        Ok(Contender {
            rival,
            browser,
            tab,
            times,
        })
    };
    let mut all: Vec<Contender> = RIVALS.into_iter().map(contender).collect::<Result<_>>()?;
    for size in SIZES {
        // The first load is for the browser's own warming up.
        for contender in &mut all {
            contender.load(size, 0)?;
            contender.times.clear();
        }
        let before = usages(&mut all);
        for round in 1..=rounds {
            let first = round % RIVALS.len();
            for at in (first..RIVALS.len()).chain(0..first) {
                if let Some(contender) = all.get_mut(at) {
                    contender.load(size, round)?;
                }
            }
        }
        let after = usages(&mut all);
        let version = all
            .first()
            .map_or("", |contender| contender.browser.version());
        println!("{version}: a page of {size} requests, loaded {rounds} times");
        let times = |rival: Rival| {
            let of = all.iter().find(|contender| contender.rival == rival);
            of.map(|contender| contender.times.as_slice())
                .unwrap_or_default()
        };
        for ((contender, before), after) in all.iter().zip(before).zip(after) {
            let mut line = format!(
                "  {:28} {:6.0} ms, {:.3} of none",
                contender.rival.name(),
                median(&contender.times),
                ratio(&contender.times, times(Rival::None))
            );
            if matches!(contender.rival, Rival::Faultline | Rival::WithoutEarly) {
                let of_listener = ratio(&contender.times, times(Rival::Listener));
                line += &format!(", {of_listener:.3} of the listener (at most {MOST})");
            }
            if let (Some(before), Some(after)) = (before, after) {
                let time = after.time.saturating_sub(before.time).as_secs_f64() * 1e6;
                let each = time / (rounds * size) as f64;
                line += &format!("; its process takes {each:.0} µs a request");
            }
            println!("{line}");
        }
    }
    Ok(())
}

/// What each extension's process took so far, where there is one.
fn usages(all: &mut [Contender]) -> Vec<Option<Usage>> {
    let usage = |contender: &mut Contender| contender.browser.extension_usage().ok();
    all.iter_mut().map(usage).collect()
}

impl Contender {
    fn load(&mut self, size: usize, round: usize) -> Done {
        let browser = &mut *self.browser;
        browser.navigate(&self.tab, &rivals::address(size, round))?;
        let time = "performance.getEntriesByType('navigation')[0].loadEventStart";
        let time = browser.evaluate(Place::Tab(&self.tab), time)?;
        self.times
            .push(time.as_f64().context("the load has no time")?);
        sleep(REST);
        Ok(())
    }
}
