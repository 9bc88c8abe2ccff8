//! `cargo xtask bench`: what Faultline takes where people run it. The core by
//! itself, as WebAssembly in Chromium (the code that is timed is in
//! `xtask/timed`); and the whole extension in real browsers, beside others that
//! do next to nothing, in turns, so that whatever else the machine does meets
//! all of them. It prints medians, and beside them the most that there may be.

mod engine;
mod events;
mod memory;
mod page;
mod popup;
mod rivals;
mod stage;
mod start;
mod table;
mod web;

use clap::ValueEnum;

use crate::browser::Kind;
use crate::build::{self, Profile};
use crate::{Done, setup};
use stage::Stage;

/// What can be timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Subject {
    /// A page against every outage
    Engine,
    /// The address tables
    Table,
    /// From the browser's events to what is stored
    Events,
    /// How much later a page has loaded
    Page,
    /// From a dead background to its first answers
    Start,
    /// From the click on the button to the report
    Popup,
    /// What the background holds
    Memory,
    /// The page of your web, with ten thousand sites, in both browsers
    Web,
}

impl Subject {
    /// Those of the core by itself; the others are of the whole extension.
    fn is_of_the_core(self) -> bool {
        matches!(self, Subject::Engine | Subject::Table | Subject::Events)
    }
}

/// What to time.
#[derive(Clone, Debug, clap::Args)]
pub struct Bench {
    /// Only these subjects; all of them when none is named
    #[arg(value_enum)]
    subjects: Vec<Subject>,
    /// Only this browser, where the whole extension is timed
    #[arg(long, value_enum)]
    browser: Option<Kind>,
    /// How often each thing is done, where the whole extension is timed
    #[arg(long, default_value_t = 21)]
    rounds: usize,
}

/// Times the subjects, or all of them.
///
/// # Errors
/// When something does not build, or a browser does not do its part.
pub fn run(bench: &Bench) -> Done {
    let all = Subject::value_variants().iter().copied();
    let wanted = |subject: &Subject| bench.subjects.is_empty() || bench.subjects.contains(subject);
    let (core, mut whole): (Vec<Subject>, Vec<Subject>) = all
        .filter(wanted)
        .partition(|subject| subject.is_of_the_core());
    if !core.is_empty() {
        let mut stage = Stage::new()?;
        for subject in core {
            match subject {
                Subject::Engine => engine::run(&mut stage)?,
                Subject::Table => table::run(&mut stage)?,
                _ => events::run(&mut stage)?,
            }
        }
    }
    if whole.contains(&Subject::Web) {
        web::run()?;
    }
    whole.retain(|subject| *subject != Subject::Web);
    if whole.is_empty() {
        return Ok(());
    }
    build::build(Profile::Release)?;
    for kind in Kind::ALL {
        if bench.browser.is_some_and(|only| only != kind) {
            continue;
        }
        let program = setup::browser(kind)?;
        for subject in &whole {
            match subject {
                Subject::Page => page::run(&program, bench.rounds)?,
                Subject::Start => start::run(&program, bench.rounds)?,
                Subject::Popup => popup::run(&program, bench.rounds)?,
                _ => memory::run(&program, bench.rounds)?,
            }
        }
    }
    Ok(())
}

/// The one in the middle; 0 of nothing.
fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// The median of how often the second goes into the first, pair by pair.
fn ratio(values: &[f64], by: &[f64]) -> f64 {
    let ratios: Vec<f64> = values.iter().zip(by).map(|(one, by)| one / by).collect();
    median(&ratios)
}
