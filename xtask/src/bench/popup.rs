//! From the click on the button to the report, with a background that lives and
//! with a dead one.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};

use super::median;
use super::rivals::{self, Rival};
use crate::Done;
use crate::browser::{Browser, Place, Tab};
use crate::setup::BrowserProgram;

const SIZE: usize = 300;

/// Prints the figures.
///
/// # Errors
/// When a browser does not do its part.
pub fn run(program: &BrowserProgram, rounds: usize) -> Done {
    let web = rivals::site(&[SIZE]).serve()?;
    let mut browser = Rival::Faultline.launch(program, &web)?;
    let tab = browser.open(&rivals::address(SIZE, 0))?;
    // The first time is for the browser's own warming up.
    click(&mut *browser, &tab)?;
    let mut live = Vec::new();
    let mut dead = Vec::new();
    for _ in 0..rounds {
        live.push(click(&mut *browser, &tab)?);
        browser.kill_background()?;
        dead.push(click(&mut *browser, &tab)?);
    }
    println!(
        "{}: the popup on a page of {SIZE} requests, {rounds} times",
        browser.version()
    );
    for (what, clicks, most) in [("alive", live, 100), ("dead", dead, 200)] {
        let of = |part: fn(&Click) -> f64| median(&clicks.iter().map(part).collect::<Vec<_>>());
        println!(
            "  background {what:6} {:6.0} ms to the report (at most {most}); {:.0} until its document begins, {:.0} until the core runs",
            of(|click| click.report),
            of(|click| click.begin),
            of(|click| click.core)
        );
    }
    Ok(())
}

/// Milliseconds from the click on.
struct Click {
    /// Until the popup's document begins.
    begin: f64,
    /// Until the core draws for the first time.
    core: f64,
    /// Until the report shows.
    report: f64,
}

fn click(browser: &mut dyn Browser, tab: &Tab) -> Result<Click> {
    browser.select(tab)?;
    let clicked = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64() * 1e3;
    browser.open_popup(tab)?;
    let marks = "(() => {
        const [core, report] = ['core', 'report'].map((name) => performance.getEntriesByName(name)[0]?.startTime);
        return report && [performance.timeOrigin, core, report];
    })()";
    let marks = browser.wait_until(Place::Popup, marks, "the report")?;
    let mark = |at: usize| marks[at].as_f64().context("the popup has no clock");
    let begin = mark(0)? - clicked;
    let click = Click {
        begin,
        core: begin + mark(1)?,
        report: begin + mark(2)?,
    };
    browser.close_popup()?;
    Ok(click)
}
