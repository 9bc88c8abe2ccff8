//! What the process of the extension holds of the memory, after pages and an
//! opened popup, beside that of an empty one.

use std::thread::sleep;
use std::time::Duration;

use anyhow::Result;

use super::median;
use super::rivals::{self, Rival};
use crate::Done;
use crate::browser::{Browser, Tab};
use crate::setup::BrowserProgram;

const SIZE: usize = 300;
/// Until what is written behind is written.
const REST: Duration = Duration::from_millis(700);

/// Prints the figures.
///
/// # Errors
/// When a browser does not do its part.
pub fn run(program: &BrowserProgram, rounds: usize) -> Done {
    let web = rivals::site(&[SIZE]).serve()?;
    let contender = |rival: Rival| -> Result<(Box<dyn Browser>, Tab, Vec<f64>)> {
        let mut browser = rival.launch(program, &web)?;
        let tab = browser.open(&rivals::address(SIZE, 0))?;
        browser.open_popup(&tab)?;
        sleep(REST);
        browser.close_popup()?;
        Ok((browser, tab, Vec::new()))
    };
    let mut both = [contender(Rival::Listener)?, contender(Rival::Faultline)?];
    for round in 1..=rounds {
        for (browser, tab, held) in &mut both {
            browser.navigate(tab, &rivals::address(SIZE, round))?;
            sleep(REST);
            held.push(browser.extension_usage()?.memory as f64 / 1e6);
        }
    }
    let [(_, _, empty), (browser, _, own)] = &both;
    let (empty, own) = (median(empty), median(own));
    println!(
        "{}: the extension's process holds {own:.1} MB, one with an empty listener {empty:.1} MB (at most {:.1})",
        browser.version(),
        1.5 * empty + 12.0
    );
    Ok(())
}
