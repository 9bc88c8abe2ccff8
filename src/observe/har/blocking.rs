//! How the page waits for a request, from what the recorder says outright,
//! from the document's markup, or from the priority that Chrome gave it.

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
        None => parsed.by_document,
    };
    let Some(priority) = Priority::of(entry) else {
        return Blocking::Unknown;
    };
    match kind {
        // Whatever asked for it: Chrome gives this only to what nothing waits for.
        Kind::Script if priority <= Priority::Low => Blocking::No,
        Kind::Stylesheet if priority == Priority::Lowest => Blocking::No,
        _ if !by_parser && !parsed.by_redirect => Blocking::Unknown,
        // Chrome lowers what it meets after the first picture of the body:
        // what stands higher is in the head, or so near to it that nothing is
        // painted before.
        _ if priority >= Priority::High => Blocking::Render,
        _ => Blocking::Parser,
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

    fn check(kind: Kind, fields: [Option<&str>; 3], markup: Option<Blocking>, expect: Blocking) {
        let [said, initiator_type, priority] = fields.map(|field| field.map(str::to_owned));
        let entry = Entry {
            render_blocking: said,
            initiator_type,
            priority,
            ..Entry::default()
        };
        let parsed = Parsed {
            markup,
            by_document: false,
            by_redirect: false,
        };
        assert_eq!(
            blocking(&entry, kind, &parsed),
            expect,
            "{kind:?} {fields:?}"
        );
    }

    #[test]
    fn said_outright() {
        check(
            Kind::Script,
            [Some("blocking"), None, None],
            None,
            Blocking::Render,
        );
        check(
            Kind::Script,
            [Some("in_body_parser_blocking"), None, None],
            None,
            Blocking::Parser,
        );
        check(
            Kind::Script,
            [Some("non_blocking"), None, None],
            None,
            Blocking::No,
        );
        check(
            Kind::Script,
            [Some("non_blocking"), None, None],
            Some(Blocking::Deferred),
            Blocking::Deferred,
        );
        check(
            Kind::Data,
            [Some("in_body_parser_blocking"), None, None],
            None,
            Blocking::No,
        );
    }

    #[test]
    fn concluded() {
        let parser = Some("parser");
        check(
            Kind::Script,
            [None, parser, Some("High")],
            None,
            Blocking::Render,
        );
        check(
            Kind::Script,
            [None, parser, Some("Medium")],
            None,
            Blocking::Parser,
        );
        check(
            Kind::Script,
            [None, parser, Some("MEDIUM")],
            None,
            Blocking::Render,
        );
        check(
            Kind::Script,
            [None, parser, Some("Low")],
            None,
            Blocking::No,
        );
        check(
            Kind::Script,
            [None, Some("script"), Some("Low")],
            None,
            Blocking::No,
        );
        check(
            Kind::Script,
            [None, Some("script"), Some("High")],
            None,
            Blocking::Unknown,
        );
        check(
            Kind::Stylesheet,
            [None, parser, Some("VeryHigh")],
            None,
            Blocking::Render,
        );
        check(
            Kind::Stylesheet,
            [None, parser, Some("VeryLow")],
            None,
            Blocking::No,
        );
        check(
            Kind::Stylesheet,
            [None, None, None],
            None,
            Blocking::Unknown,
        );
        check(
            Kind::Stylesheet,
            [None, None, None],
            Some(Blocking::Render),
            Blocking::Render,
        );
        check(
            Kind::Image,
            [None, parser, Some("High")],
            None,
            Blocking::No,
        );
    }
}
