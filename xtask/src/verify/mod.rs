//! `cargo xtask verify`: are the predictions right? Every page of the bench is
//! loaded in real browsers, undisturbed and under the loss of each of its hosts
//! and providers, in both modes; what is seen is compared with what the
//! extension said of the undisturbed page.

mod case;
mod matrix;
mod stage;

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use anyhow::{Result, bail};

use crate::browser::Kind;
use crate::setup::{self, BrowserProgram};
use crate::{Done, build};
use case::Case;
use matrix::Matrix;
use stage::Checked;

use faultline::model::Mode;

/// Which predictions to check.
#[derive(Clone, Debug, clap::Args)]
pub struct Verify {
    /// Only this browser
    #[arg(long, value_enum)]
    browser: Option<Kind>,
    /// Only pages with this in their name, and every outage of them told; several times for several
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// The pages that are kept apart from the tuning of rules, in place of the others
    #[arg(long)]
    apart: bool,
}

/// Of a hundred outages at least so many must be predicted exactly.
const GOAL: f64 = 95.0;
/// Pages that every run of the browser tests checks, so that checking cannot
/// rot: together they have each verdict.
const SAMPLE: [&str; 3] = [
    "analytics-in-head",
    "pictures-by-script",
    "sync-library-for-inline-script",
];
/// How many pages one browser gets: more is lost when it goes away.
const COMPANY: usize = 20;
/// How often a browser is started for the same pages.
const TRIES: u32 = 3;
/// How many browsers of a kind run at a time.
const BROWSERS: usize = 2;

/// Checks them.
///
/// # Errors
/// When the goal is missed, an outage that breaks a page was called harmless,
/// or a page could not be checked.
pub fn verify(verify: &Verify) -> Done {
    build::build(build::Profile::Release)?;
    let named = |case: &Case| {
        let only = |name: &String| case.name.contains(name);
        verify.only.is_empty() || verify.only.iter().any(only)
    };
    let wanted = |case: &Case| verify.apart == case.apart && named(case);
    let cases: Vec<Case> = case::all()?.into_iter().filter(wanted).collect();
    if cases.is_empty() {
        bail!("no page of the bench has {:?} in its name", verify.only);
    }
    let kinds = Kind::ALL
        .into_iter()
        .filter(|kind| verify.browser.is_none_or(|only| only == *kind));
    let programs = kinds.map(setup::browser).collect::<Result<Vec<_>>>()?;
    // Most of the time is waiting: the browsers may do it together.
    let checked: Vec<(Kind, Vec<Checked>)> = std::thread::scope(|scope| {
        let check = |program: &BrowserProgram| {
            let start = Instant::now();
            let checked = check(&cases, program, &build::extension(program.kind));
            let minutes = start.elapsed().as_secs_f32() / 60.0;
            crate::say(&format!("{}: {minutes:.1} minutes", program.kind.name()));
            (program.kind, checked)
        };
        let threads: Vec<_> = programs
            .iter()
            .map(|program| scope.spawn(move || check(program)))
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join())
            .collect()
    });
    let mut shortcomings = Vec::new();
    for (kind, checked) in checked {
        for apart in [false, true] {
            let pages: Vec<&Checked> = checked.iter().filter(|page| page.apart == apart).collect();
            if !pages.is_empty() {
                shortcomings.extend(tell(kind, apart, &pages, !verify.only.is_empty()));
            }
        }
    }
    match shortcomings.as_slice() {
        [] => Ok(()),
        several => bail!("{}", several.join("; ")),
    }
}

/// Checks a handful of pages in one browser, on which every prediction is right.
///
/// # Errors
/// With the first that is not, or when a page could not be checked.
pub fn sample(program: &BrowserProgram, extension: &Path) -> Done {
    let cases = case::all()?.into_iter();
    let cases: Vec<Case> = cases
        .filter(|case| SAMPLE.contains(&case.name.as_str()))
        .collect();
    if cases.len() != SAMPLE.len() {
        bail!("of the pages {SAMPLE:?} one is not in tests/breakage");
    }
    let mut seen = HashSet::new();
    for page in check(&cases, program, extension) {
        if let Some(failure) = page.failure {
            bail!("{}: {failure}", page.name);
        }
        for outcome in &page.outcomes {
            if !outcome.is_right() {
                bail!("{}", matrix::line(&page, outcome));
            }
            seen.insert(outcome.seen.verdict);
        }
    }
    match seen.len() {
        4 => Ok(()),
        _ => bail!("the pages {SAMPLE:?} no longer show every verdict, only {seen:?}"),
    }
}

/// Checks pages in one browser, and says of each that could not be why.
fn check(cases: &[Case], program: &BrowserProgram, extension: &Path) -> Vec<Checked> {
    let checked = Mutex::new(Vec::new());
    let waiting = Mutex::new(companies(cases));
    let work = || loop {
        let Some(company) = lock(&waiting).pop() else {
            return;
        };
        let mut left: Vec<&Case> = company;
        // A browser that goes away, or does not come up on a busy machine, is
        // started again for those that it left.
        for hiccups in 0..TRIES {
            let performed = stage::perform(&left.clone(), program, extension, &mut |page| {
                let mut checked = lock(&checked);
                told_at_once(program.kind, &page, checked.len() + 1, cases.len());
                left.retain(|case| case.name != page.name);
                checked.push(Checked {
                    hiccups: page.hiccups + hiccups,
                    ..page
                });
            });
            match performed {
                Ok(()) => break,
                Err(error) if hiccups + 1 < TRIES => crate::say(&format!("once more: {error:#}")),
                Err(error) => {
                    let failed = |case: &&Case| Checked::failed(case, &error);
                    lock(&checked).extend(left.iter().map(failed));
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..BROWSERS {
            scope.spawn(work);
        }
    });
    let mut checked = std::mem::take(&mut *lock(&checked));
    checked.sort_by(|a, b| a.name.cmp(&b.name));
    checked
}

/// Says what came of a page as soon as it is known.
fn told_at_once(kind: Kind, page: &Checked, number: usize, of: usize) {
    let right = Matrix::of(&page.outcomes, None);
    eprintln!(
        "  {} {number}/{of} {}: {} of {} agree",
        kind.name(),
        page.name,
        right.exact(),
        right.total()
    );
    for outcome in page.outcomes.iter().filter(|outcome| !outcome.is_right()) {
        eprintln!("    {}", matrix::line(page, outcome));
    }
}

/// What a lock guards, also when somebody panicked with it in hand.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Shares the pages out to stages so that no two on one have a host in common:
/// a browser knows one address for a name. The largest company is last.
fn companies(cases: &[Case]) -> Vec<Vec<&Case>> {
    let mut companies: Vec<(Vec<&Case>, HashSet<&str>)> = vec![Default::default(); BROWSERS];
    for case in cases {
        companies.sort_by_key(|(members, _)| members.len());
        let free = companies
            .iter_mut()
            .filter(|(members, _)| members.len() < COMPANY)
            .find(|(_, taken)| case.hosts().all(|host| !taken.contains(host)));
        match free {
            Some((members, taken)) => {
                members.push(case);
                taken.extend(case.hosts());
            }
            None => companies.push((vec![case], case.hosts().collect())),
        }
    }
    companies.sort_by_key(|(members, _)| members.len());
    let members = companies.into_iter().map(|(members, _)| members);
    members.filter(|members| !members.is_empty()).collect()
}

/// Prints what came of some pages; gives what is not as it should be.
fn tell(kind: Kind, apart: bool, pages: &[&Checked], everything: bool) -> Vec<String> {
    let which = if apart { "kept apart" } else { "tuned on" };
    let outcomes = || pages.iter().flat_map(|page| &page.outcomes);
    let all = Matrix::of(outcomes(), None);
    let name = format!("{}, {} pages {which}", kind.name(), pages.len());
    println!(
        "\n## {name}: {} of {} outages predicted exactly ({:.1} %)",
        all.exact(),
        all.total(),
        all.agreement()
    );
    let without = Matrix::of(outcomes().filter(|outcome| !outcome.document), None);
    println!(
        "\nWithout those that lose the page's own document: {} of {} ({:.1} %)",
        without.exact(),
        without.total(),
        without.agreement()
    );
    for (mode, title) in [(Mode::Refuse, "refuse"), (Mode::Hang, "hang")] {
        let matrix = Matrix::of(outcomes(), Some(mode));
        println!(
            "\n{title}: {:.1} %\n\n{}",
            matrix.agreement(),
            matrix.table()
        );
    }
    println!();
    for page in pages {
        for outcome in &page.outcomes {
            if everything || !outcome.is_right() {
                println!("- {}", matrix::line(page, outcome));
            }
        }
        if page.unsteady {
            println!(
                "- {}: looks different from one undisturbed load to the next",
                page.name
            );
        }
        if let Some(failure) = &page.failure {
            println!("- {}: NOT CHECKED: {failure}", page.name);
        }
    }
    let hiccups: u32 = pages.iter().map(|page| page.hiccups).sum();
    println!("\n{hiccups} loads had to be repeated.");

    let failures = pages.iter().filter(|page| page.failure.is_some()).count();
    let shortcomings = [
        (
            all.agreement() < GOAL,
            format!("{name}: {:.1} % agree, {GOAL} % should", all.agreement()),
        ),
        (
            all.missed() > 0,
            format!(
                "{name}: {} outages were called harmless that are not",
                all.missed()
            ),
        ),
        (
            failures > 0,
            format!("{name}: {failures} pages could not be checked"),
        ),
    ];
    shortcomings
        .into_iter()
        .filter_map(|(is, what)| is.then_some(what))
        .collect()
}
