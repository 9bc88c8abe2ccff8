//! The page for recordings: where files are laid down, what became of each,
//! the list of pages that they hold, and the report on the chosen one.

use maud::{Markup, html};

use super::shapes::{self, Scene, scene};
use super::{Drawing, Place, Shown, press};
use crate::model::{Likelihood, Verdict};
use crate::report::Report;
use crate::view::{Source, json, labels, markdown};

/// The name under which the browser's glue finds the control for files.
pub const FILES: &str = "files";

/// What the page for recordings has to show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recordings {
    /// The pages of all files so far, in their order.
    pub pages: Vec<Recorded>,
    /// Index of the page whose report is shown.
    pub chosen: usize,
    /// What is to be said on files, the latest last.
    pub remarks: Vec<Remark>,
    /// What is being done just now; empty where nothing is.
    pub busy: String,
}

/// One page of a recording.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// The file that holds it.
    pub file: String,
    /// The day of the recording, as `2016-05-29`, where the file says so.
    pub day: Option<String>,
    pub report: Report,
}

impl Recorded {
    /// The report to be pasted elsewhere: as JSON, or else as Markdown.
    pub fn copied(&self, as_json: bool) -> String {
        let source = Source {
            file: Some(&self.file),
            recorded: self.day.as_deref(),
            notes: &[],
        };
        if as_json {
            json::page(&self.report, &source)
        } else {
            markdown::page(&self.report, &source)
        }
    }
}

/// A sentence on one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub file: String,
    pub sentence: String,
    /// Nothing could be read from it.
    pub failed: bool,
}

/// How many pages and remarks are listed.
const LISTED: usize = 200;

/// The content of the mount of the page for recordings.
pub fn recordings(recordings: &Recordings, shown: &Shown) -> Markup {
    let chosen = recordings.pages.get(recordings.chosen);
    html! {
        (intake(chosen.is_none()))
        div id="progress" role="status" {
            @if !recordings.busy.is_empty() {
                div.banner { (shapes::remark()) p { (recordings.busy) } div.progress { i {} } }
            }
        }
        (remarks(&recordings.remarks))
        @if recordings.pages.len() > 1 { (list(recordings)) }
        @if let Some(chosen) = chosen {
            (super::report(&Drawing { report: &chosen.report, beside: None, shown }, Place::Www))
        }
    }
}

/// Where files are laid down: large while there is nothing else, then a line.
fn intake(large: bool) -> Markup {
    html! {
        section id="intake" class=(if large { "intake large" } else { "intake" }) {
            @if large {
                (scene(Scene::Drop))
                h1 { (labels::DROP) }
                p { (labels::DROP_WHAT) }
            } @else {
                p { (labels::DROP_MORE) }
            }
            div.acts {
                label class=(if large { "do first" } else { "do" }) for=(FILES) {
                    (labels::CHOOSE)
                    input.unseen id=(FILES) type="file" multiple
                        accept=".har,.json,.gz,application/json,application/gzip";
                }
                (super::button(labels::EXAMPLE, press::EXAMPLE, ""))
            }
            @if large { p.promise { (labels::PROMISE) } }
        }
    }
}

fn remarks(remarks: &[Remark]) -> Markup {
    let older = remarks.len().saturating_sub(LISTED);
    html! {
        div id="remarks" role="log" aria-label=(labels::REMARKS) {
            @if older > 0 { div.banner { (shapes::remark()) p { (labels::more(older)) } } }
            @for remark in remarks.iter().skip(older) {
                div class=(if remark.failed { "banner down failed" } else { "banner" }) {
                    @if remark.failed {
                        (shapes::mark(Verdict::Down, Likelihood::Will))
                    } @else {
                        (shapes::remark())
                    }
                    p { b { (remark.file) ":" } " " (remark.sentence) }
                }
            }
        }
    }
}

/// The pages, each with its verdict.
fn list(recordings: &Recordings) -> Markup {
    let rest = recordings.pages.len().saturating_sub(LISTED);
    html! {
        nav.pages aria-label=(labels::PAGES) {
            ul {
                @for (index, page) in recordings.pages.iter().take(LISTED).enumerate() {
                    @let answer = &page.report.answer;
                    @let unknown = shapes::is_unknown(&page.report);
                    li class=(if unknown { "unknown" } else { shapes::tone(answer.verdict) }) {
                        button type="button" id={ "page-" (index) } data-do=(press::CHOOSE)
                            data-value=(index)
                            aria-current=[(index == recordings.chosen).then_some("true")] {
                            (shapes::answer(&page.report))
                            span.what { (title(&page.report)) }
                            span.verdict {
                                @if unknown {
                                    (labels::NOT_KNOWN)
                                } @else {
                                    (labels::verdict(answer.verdict, shapes::sureness(answer)))
                                }
                            }
                            span.why { (page.report.page.url) " · " (page.file) }
                        }
                    }
                }
            }
            @if rest > 0 { p.soft { (labels::more(rest)) } }
        }
    }
}

fn title(report: &Report) -> &str {
    let title = report.page.title.trim();
    if title.is_empty() {
        &report.page.url
    } else {
        title
    }
}
