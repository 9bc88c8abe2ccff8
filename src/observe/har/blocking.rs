//! How the page waits for a request, from what the recorder says outright,
//! from the document's markup, or from the priority that Chrome gave it.

use std::collections::HashMap;

use super::entry::Entry;
use crate::model::{Blocking, Kind};

/// What is known of the element that asked for a request.
pub(super) struct Parsed {
    /// What the markup of a document says, if the request stands in it.
    pub markup: Option<Blocking>,
    /// A document is the initiator, not a script or stylesheet.
    pub by_document: bool,
    /// It continues a redirect, whose first hop says how it was asked for.
    pub by_redirect: bool,
    /// It stands above a stylesheet of the document's head; see [`Heads`].
    pub in_head: bool,
}

/// How far down the heads of documents are known to reach: to the last
/// stylesheet of the highest priority, which Chrome gives to none in a body.
pub(super) struct Heads<'e>(HashMap<&'e str, f64>);

impl<'e> Heads<'e> {
    pub fn new(entries: impl Iterator<Item = (&'e Entry, Kind)>) -> Heads<'e> {
        let mut heads = HashMap::new();
        for (entry, kind) in entries {
            let is_head = kind == Kind::Stylesheet
                && Priority::of(entry) == Some(Priority::Highest)
                && entry
                    .initiator_type
                    .as_deref()
                    .is_none_or(|kind| kind == "parser");
            if let (true, Some(url), Some(line)) =
                (is_head, &entry.initiator_url, entry.initiator_line)
            {
                let head = heads.entry(url.as_str()).or_insert(line);
                *head = line.max(*head);
            }
        }
        Heads(heads)
    }

    /// Whether an entry is asked for by a line above that.
    pub fn reach_below(&self, entry: &Entry) -> bool {
        let head = entry
            .initiator_url
            .as_deref()
            .and_then(|url| self.0.get(url));
        head.zip(entry.initiator_line)
            .is_some_and(|(head, line)| line < *head)
    }
}

/// How the page waits for the request.
pub(super) fn blocking(entry: &Entry, kind: Kind, parsed: &Parsed) -> Blocking {
    match kind {
        // Their own rules; see the verdicts of documents and frames.
        Kind::Document | Kind::Frame => return Blocking::Unknown,
        Kind::Script | Kind::Stylesheet => {}
        _ => return Blocking::No,
    }
    let said = entry
        .render_blocking
        .as_deref()
        .map(str::to_ascii_lowercase);
    match said.as_deref() {
        Some("blocking") => return Blocking::Render,
        Some("in_body_parser_blocking") => return Blocking::Parser,
        // Chrome does not tell `async` from `defer`; the markup does.
        Some(_) => return parsed.markup.filter(is_late).unwrap_or(Blocking::No),
        None => {}
    }
    if let Some(markup) = parsed.markup {
        return markup;
    }
    let by_parser = match entry.initiator_type.as_deref() {
        Some(kind) => kind == "parser",
        None => parsed.by_document || parsed.by_redirect,
    };
    let Some(priority) = Priority::of(entry) else {
        return Blocking::Unknown;
    };
    match kind {
        // Whatever asked for it: Chrome gives this only to what nothing waits for.
        Kind::Script if priority <= Priority::Low => Blocking::No,
        Kind::Stylesheet if priority == Priority::Lowest => Blocking::No,
        _ if !by_parser => Blocking::Unknown,
        // What it meets after the first picture of the body it lowers.
        _ if priority < Priority::High => Blocking::Parser,
        Kind::Stylesheet if priority == Priority::Highest => Blocking::Render,
        _ if parsed.in_head => Blocking::Render,
        // A script that the parser waits for, in the head or above the body's
        // first picture: whether anything is painted before it is not known.
        _ => Blocking::Unknown,
    }
}

fn is_late(blocking: &Blocking) -> bool {
    matches!(blocking, Blocking::Deferred | Blocking::No)
}

/// Chrome's priority of a request.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Priority {
    Lowest,
    Low,
    Medium,
    High,
    Highest,
}

impl Priority {
    /// Two scales look alike: that of the renderer (`VeryHigh` … `VeryLow`)
    /// and that of the network under it (`HIGHEST` … `IDLE`), one step apart
    /// and in capitals.
    fn of(entry: &Entry) -> Option<Priority> {
        Some(match entry.priority.as_deref()? {
            "VeryHigh" | "HIGHEST" => Priority::Highest,
            "High" | "MEDIUM" => Priority::High,
            "Medium" | "LOW" => Priority::Medium,
            "Low" | "LOWEST" => Priority::Low,
            "VeryLow" | "IDLE" | "THROTTLED" => Priority::Lowest,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `fields` are what the recorder says, the initiator's type and the
    /// priority, `-` where it says nothing.
    fn check(kind: Kind, fields: &str, markup: Option<Blocking>, expect: Blocking) {
        let mut words = fields
            .split(' ')
            .map(|word| (word != "-").then(|| word.to_owned()));
        let entry = Entry {
            render_blocking: words.next().flatten(),
            initiator_type: words.next().flatten(),
            priority: words.next().flatten(),
            ..Entry::default()
        };
        let parsed = Parsed {
            markup,
            by_document: false,
            by_redirect: false,
            in_head: words.next().is_some(),
        };
        let found = blocking(&entry, kind, &parsed);
        assert_eq!(found, expect, "{kind:?} {fields}");
    }

    #[test]
    fn said_outright() {
        use Blocking::{Deferred, No, Parser, Render};
        check(Kind::Script, "blocking - -", None, Render);
        check(Kind::Script, "in_body_parser_blocking - -", None, Parser);
        check(Kind::Script, "non_blocking - -", None, No);
        check(Kind::Script, "non_blocking - -", Some(Deferred), Deferred);
        check(Kind::Data, "in_body_parser_blocking - -", None, No);
    }

    #[test]
    fn concluded() {
        use Blocking::{No, Parser, Render, Unknown};
        check(Kind::Script, "- parser High in-head", None, Render);
        check(Kind::Script, "- parser High", None, Unknown);
        check(Kind::Script, "- parser Medium", None, Parser);
        check(Kind::Script, "- parser MEDIUM in-head", None, Render);
        check(Kind::Script, "- parser Low in-head", None, No);
        check(Kind::Script, "- script Low", None, No);
        check(Kind::Script, "- script High in-head", None, Unknown);
        check(Kind::Stylesheet, "- parser VeryHigh", None, Render);
        check(Kind::Stylesheet, "- parser Medium", None, Parser);
        check(Kind::Stylesheet, "- parser VeryLow", None, No);
        check(Kind::Stylesheet, "- - -", None, Unknown);
        check(Kind::Stylesheet, "- - -", Some(Render), Render);
        check(Kind::Image, "- parser High", None, No);
    }

    #[test]
    fn heads_end_at_their_last_stylesheet() {
        let entry = |priority: &str, line: f64| Entry {
            initiator_type: Some("parser".to_owned()),
            initiator_url: Some("https://a.example/".to_owned()),
            initiator_line: Some(line),
            priority: Some(priority.to_owned()),
            ..Entry::default()
        };
        let sheets = [
            entry("VeryHigh", 9.0),
            entry("VeryHigh", 4.0),
            entry("Medium", 80.0),
        ];
        let heads = Heads::new(sheets.iter().map(|sheet| (sheet, Kind::Stylesheet)));
        for (line, expect) in [(1.0, true), (8.0, true), (9.0, false), (40.0, false)] {
            assert_eq!(
                heads.reach_below(&entry("High", line)),
                expect,
                "line {line}"
            );
        }
        let elsewhere = Entry {
            initiator_url: Some("https://b.example/".to_owned()),
            ..entry("High", 1.0)
        };
        assert!(!heads.reach_below(&elsewhere));
    }
}
