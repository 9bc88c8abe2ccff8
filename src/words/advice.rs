//! Sentences about what would save a page.

use super::{some, title};
use crate::messages;
use crate::report::{self, Advice, Change, Finding, Report};

/// How many outages a sentence names, and how many changes are told of one.
const NAMED: usize = 3;

/// What would save the page, best first: `With async on 1 script from
/// tags.example, 1 of 2 outages no longer takes the page down: Fastly`. Empty
/// where no outage is sure to take it down.
pub fn advice(report: &Report) -> Vec<String> {
    if report.advice.is_empty() && report.answer.down > 0 {
        return vec![messages::nothing_saves(report.answer.down)];
    }
    let best = report::best(&report.advice).into_iter();
    best.map(|advice| sentence(advice, report)).collect()
}

/// What would save the page from one outage, best first: `With async on 1
/// script from tags.example it no longer takes the page down`.
pub fn saving(report: &Report, finding: &Finding) -> Vec<String> {
    let saving = report::saving(&report.advice, &finding.outage.id).take(NAMED);
    let said = saving.map(|advice| {
        let change = change(advice);
        if advice.sure {
            messages::saves(&change)
        } else {
            messages::may_save(&change)
        }
    });
    said.collect()
}

fn sentence(advice: &Advice, report: &Report) -> String {
    let of_that_id = |id: &String| {
        let mut found = report.outages.iter();
        found.find(|finding| finding.outage.id == *id)
    };
    let found = advice.saved.iter().filter_map(of_that_id);
    let names: Vec<String> = found.map(|finding| title(&finding.outage)).collect();
    let names = some(&names, NAMED);
    let (change, outages) = (change(advice), messages::of_outages(advice.fatal));
    let saved = advice.saved.len();
    if advice.sure {
        messages::saves_from(saved, &change, &outages, &names)
    } else {
        messages::may_save_from(saved, &change, &outages, &names)
    }
}

/// The change itself.
fn change(advice: &Advice) -> String {
    let Advice { host, files, .. } = advice;
    match advice.change {
        Change::Async => messages::with_async(*files, host),
        Change::Defer => messages::with_defer(*files, host),
        Change::Preload => messages::with_preload(*files, host),
        Change::SelfHost => messages::with_own_host(*files, host),
        Change::SecondProvider => messages::with_second_provider(host),
    }
}
