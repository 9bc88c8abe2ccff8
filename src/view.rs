//! The views: the same report as HTML, text, Markdown, JSON and CSV, each a
//! pure function.

pub mod csv;
pub mod html;
pub mod json;
pub mod labels;
pub mod markdown;
mod plain;
pub mod table;
pub mod text;

pub use plain::plain;

use crate::model::Verdict;
use crate::report::{Finding, Report};
use crate::words;

/// Where a report comes from, beyond the report itself. Empty for a page that
/// was seen live.
#[derive(Clone, Copy, Debug, Default)]
pub struct Source<'a> {
    /// The name of the file, as the reader gave it.
    pub file: Option<&'a str>,
    /// The day of the recording, as `2016-05-29`.
    pub recorded: Option<&'a str>,
    /// What was left out of the file, in sentences.
    pub notes: &'a [String],
}

/// What is missing or doubtful about a report, in sentences.
fn caveats(report: &Report, source: &Source) -> Vec<String> {
    let gaps = report
        .page
        .gaps
        .iter()
        .map(|gap| words::gap(*gap).to_owned());
    let aged = source
        .recorded
        .and_then(|day| words::aged(day, &report.data.date));
    gaps.chain(aged)
        .chain(words::not_kept(report.page.omitted))
        .chain(source.notes.iter().cloned())
        .collect()
}

/// The past outages that are told of: those that would have been noticed, or
/// those that somebody named.
fn replayed(report: &Report) -> impl Iterator<Item = &Finding> {
    let noticed = |finding: &&Finding| finding.impact.verdict > Verdict::Unaffected;
    let told = move |finding: &&Finding| report.is_partial || noticed(finding);
    report.history.iter().filter(told)
}
