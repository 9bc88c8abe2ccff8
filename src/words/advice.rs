//! Sentences about what would save a page.

use super::{count, some, title};
use crate::report::{self, Advice, Change, Finding, Report};

/// How many outages a sentence names, and how many changes are told of one.
const NAMED: usize = 3;

/// What would save the page, best first: `With async on 1 script from
/// tags.example, 1 of 2 outages no longer takes the page down: Fastly`. Empty
/// where no outage is sure to take it down.
pub fn advice(report: &Report) -> Vec<String> {
    if report.advice.is_empty() && report.answer.down > 0 {
        let fatal = count(report.answer.down, "outage", "outages");
        return vec![format!(
            "No single change that Faultline can try would save the page from the {fatal} that \
             would take it down"
        )];
    }
    let best = report::best(&report.advice).into_iter();
    best.map(|advice| sentence(advice, report)).collect()
}

/// What would save the page from one outage, best first: `With async on 1
/// script from tags.example it no longer takes the page down`.
pub fn saving(report: &Report, finding: &Finding) -> Vec<String> {
    report::saving(&report.advice, &finding.outage.id)
        .take(NAMED)
        .map(|advice| {
            let no_longer = if advice.sure {
                "it no longer takes the page down"
            } else {
                "it is no longer sure to take the page down"
            };
            format!("{} {no_longer}", with(advice))
        })
        .collect()
}

fn sentence(advice: &Advice, report: &Report) -> String {
    let saved = advice.saved.len() as u32;
    let (takes, is) = match saved {
        1 => ("takes", "is"),
        _ => ("take", "are"),
    };
    let no_longer = if advice.sure {
        format!("no longer {takes} the page down")
    } else {
        format!("{is} no longer sure to take the page down")
    };
    let of_that_id = |id: &String| {
        let mut found = report.outages.iter();
        found.find(|finding| finding.outage.id == *id)
    };
    let found = advice.saved.iter().filter_map(of_that_id);
    let names: Vec<String> = found.map(|finding| title(&finding.outage)).collect();
    let names = some(&names, NAMED);
    let outages = count(advice.fatal, "outage", "outages");
    format!(
        "{}, {saved} of {outages} {no_longer}: {names}",
        with(advice)
    )
}

/// The change itself.
fn with(advice: &Advice) -> String {
    let host = &advice.host;
    let scripts = count(advice.files, "script", "scripts");
    match advice.change {
        Change::Async => format!("With async on {scripts} from {host}"),
        Change::Defer => {
            format!("With defer on {scripts} from {host}, and on what calls them")
        }
        Change::Preload => {
            let sheets = count(advice.files, "stylesheet", "stylesheets");
            format!("With {sheets} from {host} preloaded, and a copy to fall back on")
        }
        Change::SelfHost => {
            let files = count(advice.files, "file", "files");
            format!("With {files} from {host} on the page's own host")
        }
        Change::SecondProvider => format!("With a second provider for {host}"),
    }
}
