//! The page for recordings: where files are laid down, what became of each,
//! the list of pages that they hold, and the report on the chosen one.

use maud::{Markup, html};

use super::shapes::{self, Scene, scene};
use super::{Drawing, Place, Shown, press};
use crate::messages;
use crate::model::{Likelihood, Mode, Page, Verdict};
use crate::outage::id;
use crate::report::{self, Asked, Report};
use crate::view::{Source, json, labels, markdown};
use crate::words;

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
    /// The ids of outages that alone are asked about, as the reader wrote them;
    /// empty for all.
    pub ids: String,
    /// The only way to fail that is asked about.
    pub mode: Option<Mode>,
}

impl Recordings {
    /// Answers what is asked, on the chosen page.
    pub fn ask(&mut self) {
        let (outages, _) = id::find_all(&self.ids);
        let asked = Asked {
            outages: (!outages.is_empty()).then_some(outages),
            mode: self.mode,
        };
        if let Some(recorded) = self.pages.get_mut(self.chosen) {
            recorded.about = (asked != Asked::default())
                .then(|| Box::new(report::about(&recorded.report, &recorded.page, &asked)));
        }
    }
}

/// One page of a recording.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// The file that holds it.
    pub file: String,
    /// The day of the recording, as `2016-05-29`, where the file says so.
    pub day: Option<String>,
    pub page: Page,
    pub report: Report,
    /// What is shown instead where only some outages are asked about.
    pub about: Option<Box<Report>>,
}

impl Recorded {
    /// The report that is shown of it.
    pub fn shown(&self) -> &Report {
        self.about.as_deref().unwrap_or(&self.report)
    }

    /// The report to be pasted elsewhere: as JSON, or else as Markdown.
    pub fn copied(&self, as_json: bool) -> String {
        let source = Source {
            file: Some(&self.file),
            recorded: self.day.as_deref(),
            notes: &[],
        };
        if as_json {
            json::page(self.shown(), &source)
        } else {
            markdown::page(self.shown(), &source)
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

/// What can be asked about, one of each kind.
const ASKED: &str = "aws/us-east-1 fastly/cdn host/cdn.example.com 2021-06-08-fastly";

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
            (question(recordings))
            (super::report(&Drawing { report: chosen.shown(), beside: None, code: None, shown }, Place::Www))
        }
    }
}

/// Which outages are asked about, and how they fail.
fn question(recordings: &Recordings) -> Markup {
    let (_, unknown) = id::find_all(&recordings.ids);
    let modes = [None, Some(Mode::Refuse), Some(Mode::Hang)];
    html! {
        section.ask id="ask" {
            label for="ask-ids" { (messages::ask()) }
            textarea id="ask-ids" data-field=(press::ASK) data-revision="0" spellcheck="false"
                autocapitalize="off" autocomplete="off" dir="ltr" rows="1"
                aria-describedby="ask-form ask-result" aria-invalid=(!unknown.is_empty())
                { "\n" (recordings.ids) }
            p.soft id="ask-form" { (messages::ask_form()) " " code dir="ltr" { (ASKED) } }
            div.acts role="group" aria-label=(messages::ask_mode()) {
                @for mode in modes {
                    button.do type="button" id={ "ask-" (mode.map_or("both", words::mode_key)) }
                        data-do=(press::ASK_MODE) data-value=(mode.map_or("", words::mode_key))
                        aria-pressed=(mode == recordings.mode) { (labels::ask_mode(mode)) }
                }
            }
            div id="ask-result" role="status" {
                @for unknown in &unknown { p { (words::unknown_outage(unknown)) } }
            }
        }
    }
}

/// Where files are laid down: large while there is nothing else, then a line.
fn intake(large: bool) -> Markup {
    html! {
        section id="intake" class=(if large { "intake large" } else { "intake" }) {
            @if large {
                (scene(Scene::Drop))
                h1 { (messages::drop()) }
                p { (messages::drop_what()) }
            } @else {
                p { (messages::drop_more()) }
            }
            div.acts {
                label class=(if large { "do first" } else { "do" }) for=(FILES) {
                    (messages::choose_files())
                    input.unseen id=(FILES) type="file" multiple
                        accept=".har,.json,.gz,application/json,application/gzip";
                }
                (super::button(messages::show_example(), press::EXAMPLE, ""))
            }
            @if large { p.promise { (messages::promise()) } }
        }
    }
}

fn remarks(remarks: &[Remark]) -> Markup {
    let older = remarks.len().saturating_sub(LISTED);
    html! {
        div id="remarks" role="log" aria-label=(messages::remarks()) {
            @if older > 0 { div.banner { (shapes::remark()) p { (messages::and_more(older)) } } }
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
        nav.pages aria-label=(messages::recorded_pages()) {
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
                                    (messages::not_known_verdict())
                                } @else {
                                    (labels::verdict(answer.verdict, shapes::sureness(answer)))
                                }
                            }
                            span.why { (page.report.page.url) " · " (page.file) }
                        }
                    }
                }
            }
            @if rest > 0 { p.soft { (messages::and_more(rest)) } }
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
