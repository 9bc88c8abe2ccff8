//! The report as HTML: what the popup, its full page and the www page show.
//!
//! A **screen** is what there is to show: a report, or the reason why there is
//! none and what to do about it. [`screen`] is a pure function from a screen
//! and from what the reader has open to markup; everything from a page (hosts,
//! titles, headers) is escaped by construction. What can be pressed is marked
//! by attributes that the glue in `src/browser/page.rs` reads.

mod code;
mod explorer;
mod foot;
mod ground;
mod head;
mod history;
mod hosts;
mod outages;
mod recordings;
mod settings;
mod shapes;
mod shown;
mod simulation;
mod states;
mod trials;
pub mod web;
mod welcome;

use maud::{Markup, html};

pub use explorer::{LIGHT, file as picture};
pub use recordings::{FILES, Recorded, Recordings, Remark, recordings};
pub use settings::Settings;
pub use shapes::{Scene, scene};
pub use shown::{Gesture, Shown, Tab};
pub use trials::{Seen, Stage, Trials};

use super::labels;
use crate::code::Code;
use crate::messages;
use crate::report::Report;
use crate::simulate::{Beside, Status};

/// What there is to show.
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// All that is known, perhaps while the page still loads.
    Report(Box<Report>, Beside),
    /// In place of a page that a simulation took down; `None` once it ended.
    Down {
        page: String,
        status: Option<Status>,
    },
    /// The report is on its way.
    Loading,
    /// The extension may not look at this site. Its name, where the browser
    /// tells it.
    NoPermission { site: String },
    /// The page was there before the extension, and nothing of it is known.
    LoadedBefore { site: String },
    /// One of the browser's own pages, or one that browsers keep closed.
    BrowserPage,
    /// The browser's tools have recorded nothing of the page yet.
    Unrecorded,
    /// The page asked for nothing over the network.
    Nothing { site: String },
    /// The tab is closed.
    Closed,
    /// Something of Faultline itself failed: a sentence on what.
    Failed { why: String },
    /// Predictions beside what was seen.
    Trials(Trials),
    /// The reader's own addresses.
    Settings(Settings),
    /// What there is to know after installing, and whether the extension may
    /// look at all sites already.
    Welcome { allowed: bool },
}

/// Where it is shown; it decides which actions are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The extension's popup.
    Popup,
    /// The extension's page in a tab of its own.
    Tab,
    /// The page for recordings.
    Www,
    /// A panel of the browser's tools for developers.
    Panel,
}

/// The names of what can be pressed: the `data-do` of the buttons.
pub mod press {
    /// Copy the report as Markdown, or as JSON.
    pub const COPY_MARKDOWN: &str = "copy-markdown";
    pub const COPY_JSON: &str = "copy-json";
    /// Show the same in a tab of its own.
    pub const FULL_PAGE: &str = "full-page";
    /// Show what all visited sites hang on.
    pub const WEB: &str = "web";
    /// Ask the browser for the permission to look.
    pub const ALLOW: &str = "allow";
    /// Load the page again.
    pub const RELOAD: &str = "reload";
    /// Make an outage true in the tab, and end that.
    pub const SIMULATE: &str = "simulate";
    pub const STOP: &str = "stop";
    /// Try the worst outages one after another, and give that up.
    pub const VERIFY: &str = "verify";
    pub const CANCEL: &str = "cancel";
    /// Start once more after a failure.
    pub const RETRY: &str = "retry";
    /// Show the reader's own addresses, undo their last change, go back.
    pub const SETTINGS: &str = "settings";
    pub const UNDO: &str = "undo";
    /// Look aliases up, or no more.
    pub const LOOK_UP: &str = "look-up";
    /// Show the number on the button, or none; make all settings as at first.
    pub const BADGE: &str = "badge";
    pub const RESET: &str = "reset";
    /// List outages of an extent, or no more.
    pub const LIST: &str = "list";
    pub const BACK: &str = "back";
    /// On the page for recordings: choose a page, show the example.
    pub const CHOOSE: &str = "choose";
    pub const EXAMPLE: &str = "example";
    /// There, too: the field of the outages that alone are asked about, and the
    /// way in which they fail.
    pub const ASK: &str = "ask";
    pub const ASK_MODE: &str = "ask-mode";
    /// In the explorer: choose a part of the picture, an outage, save the picture.
    pub const PICK: &str = "pick";
    pub const LOSE: &str = "lose";
    pub const SAVE_SVG: &str = "save-svg";
    pub const SAVE_PNG: &str = "save-png";
    /// Among the tools for developers: copy a changed tag, record the page.
    pub const COPY_TAG: &str = "copy-tag";
    pub const RECORD: &str = "record";
    /// The field of the reader's own addresses: the `data-field` of its text.
    pub const OWN: &str = "own";
}

/// The content of the page's mount.
pub fn screen(screen: &Screen, shown: &Shown, place: Place) -> Markup {
    match screen {
        Screen::Report(report, beside) => self::report(
            &Drawing {
                report,
                beside: Some(beside),
                code: None,
                shown,
            },
            place,
        ),
        Screen::Down { page, status } => simulation::down(page, status.as_ref()),
        Screen::Trials(trials) => html! {
            (trials::trials(trials))
            (foot::note(shown))
        },
        Screen::Settings(settings) => settings::settings(settings),
        Screen::Welcome { allowed } => welcome::welcome(*allowed),
        _ => html! {
            (states::state(screen))
            (foot::note(shown))
        },
    }
}

/// The report on what the browser's tools for developers have recorded.
pub fn panel(report: &Report, beside: &Beside, code: &Code, shown: &Shown) -> Markup {
    let drawing = Drawing {
        report,
        beside: Some(beside),
        code: Some(code),
        shown,
    };
    self::report(&drawing, Place::Panel)
}

/// What is drawn: a report, what the extension can do about it, and what the
/// reader has open.
#[derive(Clone, Copy)]
struct Drawing<'a> {
    report: &'a Report,
    /// `None` where there is no tab to do anything in.
    beside: Option<&'a Beside>,
    /// What only a recording of the browser's own knows.
    code: Option<&'a Code>,
    shown: &'a Shown,
}

fn report(drawing: &Drawing, place: Place) -> Markup {
    let Drawing {
        report,
        beside,
        code,
        shown,
    } = *drawing;
    html! {
        @if let Some(beside) = beside { (simulation::banner(beside)) }
        (head::head(report))
        @let troubles = beside.map_or(&[][..], |beside| &beside.troubles);
        (head::banners(report, troubles, place))
        (tabs(report, shown.tab, place))
        @for tab in Tab::shown_in(place) {
            section.panel id={ "panel-" (tab.name()) } role="tabpanel"
                aria-labelledby={ "tab-" (tab.name()) } hidden[tab != shown.tab] {
                // Only what is looked at is made.
                @if tab == shown.tab {
                    @match tab {
                        Tab::Outages => (outages::outages(drawing)),
                        Tab::Hosts => (hosts::hosts(report, shown)),
                        Tab::History => (history::history(drawing)),
                        Tab::Explorer => (explorer::explorer(drawing)),
                        Tab::Code => @if let Some(code) = code { (code::code(drawing, code)) },
                    }
                }
            }
        }
        (foot::foot(report, shown, place))
    }
}

fn tabs(report: &Report, chosen: Tab, place: Place) -> Markup {
    let count = |tab| match tab {
        Tab::Outages => Some(outages::count(report)),
        Tab::Hosts => Some(report.page.hosts as usize),
        Tab::History => Some(history::count(report)),
        Tab::Explorer => None,
        Tab::Code => Some(report.page.requests as usize),
    };
    html! {
        div.tabs id="tabs" role="tablist" aria-label=(messages::views()) {
            @for tab in Tab::shown_in(place) {
                button type="button" role="tab" id={ "tab-" (tab.name()) } data-tab=(tab.name())
                    aria-selected=(tab == chosen) aria-controls={ "panel-" (tab.name()) }
                    tabindex=(if tab == chosen { "0" } else { "-1" }) {
                    (labels::tab(tab))
                    @if let Some(count) = count(tab) { " " small { (messages::number(count)) } }
                }
            }
        }
    }
}

/// An id from anything: what is not a letter, a digit or a hyphen becomes a
/// hyphen with its number, so that different names never share an id.
fn id(kind: &str, name: &str) -> String {
    let mut id = format!("{kind}-");
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() || letter == '.' {
            id.push(letter);
        } else {
            id.push_str(&format!("-{:x}-", u32::from(letter)));
        }
    }
    id
}

/// A button: its label, and what it does.
fn button(label: &str, press: &str, class: &str) -> Markup {
    html! {
        button id={ "do-" (press) } class={ "do " (class) } type="button" data-do=(press) { (label) }
    }
}

/// A host with places to break its line at.
fn host(name: &str) -> Markup {
    html! {
        code dir="ltr" translate="no" {
            @for (index, part) in name.split('.').enumerate() {
                @if index > 0 { wbr; "." }
                (part)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn ids_have_no_markup_and_do_not_collide() {
        assert_eq!(id("host", "a.example"), "host-a.example");
        assert_eq!(id("host", "<b>"), "host--3c-b-3e-");
        assert_ne!(id("outage", "aws/s3"), id("outage", "aws-s3"));
    }
}
