//! The page of your web: what all visited sites together hang on. Every chart
//! is a table with bars in it, and the map has one below it; so nothing is said
//! in pictures alone.

mod kept;
mod land;
mod map;
mod now;
mod outages;
mod past;
mod shares;
mod site;
mod sites;

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::{Scene, button, scene};
use crate::messages;
use crate::outage::Origin;
use crate::status::Feed;
use crate::status::schedule::Heard;
use crate::survey::Toll;
use crate::web::{Day, Span, Web};
use crate::words::web as words;

/// The spans that can be looked at and kept, in days.
pub const SPANS: [u32; 3] = [30, 90, 365];

/// Id of the field for files.
pub const FILE: &str = "file";

/// The names of what can be pressed, and of the field that can be searched.
pub mod press {
    pub const ON: &str = "web-on";
    pub const OFF: &str = "web-off";
    pub const SPAN: &str = "web-span";
    pub const KEEP: &str = "web-keep";
    pub const MORE: &str = "web-more";
    pub const FORGET: &str = "web-forget";
    pub const FORGET_ALL: &str = "web-forget-all";
    pub const UNDO: &str = "web-undo";
    pub const JSON: &str = "web-json";
    pub const CSV: &str = "web-csv";
    pub const NOW_ON: &str = "now-on";
    pub const NOW_OFF: &str = "now-off";
    pub const RETRY: &str = "retry";
    pub const SEARCH: &str = "web-search";
}

/// What there is to show.
pub enum Screen {
    /// The database is being read.
    Reading,
    /// It cannot be read: a sentence on why.
    Failed(String),
    Web(Box<Known>),
}

/// All that is kept, and how it is kept.
pub struct Known {
    pub web: Web,
    pub today: Day,
    /// How many days are kept; `None` where it is switched off.
    pub keep: Option<u32>,
    /// Records that cannot be read.
    pub unread: usize,
    /// Why the last visit could not be kept.
    pub trouble: Option<String>,
    /// What status feeds tell; `None` where that is switched off.
    pub now: Option<Vec<(Feed, Heard)>>,
}

/// What the reader has chosen to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looking {
    pub days: u32,
    pub search: String,
    /// The site whose own page is shown.
    pub site: Option<String>,
    /// Outages whose sites are shown, and lists that are shown whole.
    pub open: BTreeSet<String>,
    /// On the last thing done.
    pub note: String,
    /// What was forgotten can be brought back.
    pub undo: bool,
}

impl Default for Looking {
    fn default() -> Looking {
        Looking {
            days: SPANS[0],
            search: String::new(),
            site: None,
            open: BTreeSet::new(),
            note: String::new(),
            undo: false,
        }
    }
}

/// What the parts of the page are made from.
struct Drawing<'a> {
    known: &'a Known,
    looking: &'a Looking,
    span: Span,
    /// The sites that fit.
    sites: Vec<usize>,
}

impl Drawing<'_> {
    /// So many of a list are shown at first.
    fn shown(&self, list: &str, few: usize) -> usize {
        match self.looking.open.contains(list) {
            true => usize::MAX,
            false => few,
        }
    }

    /// Shows the rest of a list, or no more of it than at first.
    fn more(&self, list: &str, few: usize, all: usize) -> Markup {
        let label = match self.looking.open.contains(list) {
            true => messages::web_fewer().to_owned(),
            false => messages::web_all(&messages::number(all)),
        };
        html! {
            @if all > few {
                button.do id={ "more-" (list) } type="button" data-do=(press::MORE) data-value=(list) { (label) }
            }
        }
    }

    fn count(&self) -> u32 {
        self.sites.len() as u32
    }
}

/// The content of the page's mount.
pub fn screen(screen: &Screen, looking: &Looking) -> Markup {
    match screen {
        Screen::Reading => state("", messages::web_reading(), "", None, Scene::Loading),
        Screen::Failed(why) => state(
            "down",
            messages::web_failed(),
            why,
            Some((messages::retry(), press::RETRY)),
            Scene::Cracked,
        ),
        Screen::Web(known) => web(known, looking),
    }
}

fn state(tone: &str, title: &str, text: &str, act: Option<(&str, &str)>, picture: Scene) -> Markup {
    html! {
        div id="state" class={ "state " (tone) } {
            (scene(picture))
            div role="status" { h1 { (title) } }
            @if !text.is_empty() { p { (text) } p { (messages::web_failed_next()) } }
            @if let Some((label, press)) = act { div.acts { (button(label, press, "first")) } }
        }
    }
}

fn web(known: &Known, looking: &Looking) -> Markup {
    if known.web.sites().is_empty() && known.keep.is_none() {
        return off(looking);
    }
    let span = Span::last(looking.days, known.today);
    let drawing = Drawing {
        known,
        looking,
        span,
        sites: known.web.find(span, &looking.search),
    };
    if let Some(name) = &looking.site {
        return html! { (site::site(&drawing, name)) (note(looking)) };
    }
    let ranked = known.web.ranked(&drawing.sites, Origin::WhatIf);
    html! {
        (head(&drawing, ranked.first()))
        @if known.web.sites().is_empty() {
            p.empty { (messages::web_nothing_yet()) }
        } @else if drawing.sites.is_empty() {
            p.empty { (messages::web_nothing_fits()) }
        } @else {
            (now::now(&drawing))
            (outages::outages(&drawing, &ranked))
            (shares::providers(&drawing))
            (map::regions(&drawing))
            (past::past(&drawing))
            (sites::sites(&drawing))
        }
        (kept::kept(&drawing))
    }
}

/// Before it is switched on.
fn off(looking: &Looking) -> Markup {
    html! {
        div.state id="state" {
            (scene(Scene::Blank))
            h1 { (messages::your_web()) }
            p { (messages::web_what()) }
            p { (messages::web_kept_where()) }
            div.acts { (button(messages::web_switch_on(), press::ON, "first")) }
            (note(looking))
        }
    }
}

fn head(drawing: &Drawing, worst: Option<&Toll>) -> Markup {
    let looking = drawing.looking;
    let answer = words::answer(drawing.count(), looking.days, &looking.search, worst);
    html! {
        header.head id="head" {
            div.site { b { (messages::your_web()) } }
            div.answer role="status" {
                h1 { span { (answer) } }
                @if let Some(beside) = worst.and_then(words::beside) { p { (beside) } }
            }
            div.look {
                label for="search" { (messages::web_search()) }
                input id="search" type="search" data-search=(press::SEARCH) placeholder=(messages::web_search_for())
                    autocomplete="off" spellcheck="false" autocapitalize="off";
                div.acts role="group" aria-label=(messages::web_span()) {
                    span { (messages::web_span()) }
                    @for days in SPANS {
                        button.do id={ "span-" (days) } type="button" data-do=(press::SPAN) data-value=(days)
                            aria-pressed=(days == looking.days) { (messages::web_days(days)) }
                    }
                }
            }
            @if let Some(why) = &drawing.known.trouble { p.banner role="alert" { (messages::web_trouble(why)) } }
            @if drawing.known.unread > 0 { p.banner { (messages::web_unread(drawing.known.unread as u32)) } }
        }
    }
}

/// The word on the last thing done; always there, so that it is read out.
fn note(looking: &Looking) -> Markup {
    html! {
        p.note id="note" role="status" { (looking.note) }
        @if looking.undo { div.acts { (button(messages::web_undo(), press::UNDO, "")) } }
    }
}

/// A part of the page under a heading.
fn part(id: &str, title: &str, inside: Markup) -> Markup {
    html! {
        section.part id=(id) aria-labelledby={ (id) "-title" } {
            h2 id={ (id) "-title" } { (title) }
            (inside)
        }
    }
}

/// A bar in a table: parts of a whole, each with a class for its colour.
fn bar(parts: &[(&str, u32)], whole: u32) -> Markup {
    let width = |part: u32| format!("{:.2}%", f64::from(part) * 100.0 / f64::from(whole.max(1)));
    let before = |index: usize| parts[..index].iter().map(|(_, part)| part).sum::<u32>();
    html! {
        svg.bar width="100%" height="10" aria-hidden="true" {
            rect.whole width="100%" height="10" {}
            @for (index, (class, part)) in parts.iter().enumerate().filter(|(_, (_, part))| *part > 0) {
                rect class=(class) x=(width(before(index))) width=(width(*part)) height="10" {}
            }
        }
    }
}
