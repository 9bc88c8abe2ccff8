//! The code behind a page: the ways of its requests and the tags to change.

use faultline::code::{Callers, Step, callers, edits, way};
use faultline::model::{Initiator, Kind, Page, Request};
use faultline::observe::har::tags;
use faultline::report::{Advice, Change};
use proptest::prelude::*;

fn advice(change: Change) -> Advice {
    Advice {
        change,
        host: "cdn.example".to_owned(),
        files: 1,
        saved: Vec::new(),
        fatal: 1,
        sure: true,
    }
}

/// What each change makes of a tag; nothing where it has nothing to do there.
#[test]
fn edits_of_tags() {
    for (change, before, after) in [
        (
            Change::Defer,
            "<SCRIPT src='//cdn.example/a.js'>",
            Some("<SCRIPT defer src='//cdn.example/a.js'>"),
        ),
        (
            Change::Async,
            "<script\n src=//cdn.example/a.js>",
            Some("<script async\n src=//cdn.example/a.js>"),
        ),
        (Change::Defer, "<script async src=//cdn.example/a.js>", None),
        (
            Change::Defer,
            "<script type=module src=//cdn.example/a.js>",
            None,
        ),
        (
            Change::Defer,
            "<link rel=stylesheet href=//cdn.example/a.css>",
            None,
        ),
        (Change::Defer, "<script src=//other.example/a.js>", None),
        (
            Change::Preload,
            "<link rel=stylesheet href=//cdn.example/a.css>",
            Some(
                "<link rel=\"preload\" as=\"style\" href=\"https://cdn.example/a.css\" onload=\"this.onload=null;this.rel='stylesheet'\">\n<noscript><link rel=stylesheet href=//cdn.example/a.css></noscript>",
            ),
        ),
        (
            Change::Preload,
            "<link rel=stylesheet media=print href=//cdn.example/a.css>",
            None,
        ),
        (
            Change::SelfHost,
            "<script src=//cdn.example/lib/a.js?v=1>",
            Some("<script src=\"/lib/a.js\">"),
        ),
        (
            Change::SelfHost,
            "<script defer src=//cdn.example/a.js>",
            Some("<script src=\"/a.js\" defer>"),
        ),
        (
            Change::SelfHost,
            "<script type=module src=//cdn.example/a.js>",
            Some("<script src=\"/a.js\" type=\"module\">"),
        ),
        (
            Change::SelfHost,
            "<link rel=stylesheet href=//cdn.example/a.css>",
            Some("<link rel=\"stylesheet\" href=\"/a.css\">"),
        ),
        (
            Change::SecondProvider,
            "<script src=//cdn.example/a.js>",
            None,
        ),
    ] {
        let edits = edits(&advice(change), &tags(before, "https://shop.example/"));
        let made = edits.first().map(|edit| edit.after.as_str());
        assert_eq!(made, after, "{change:?} of {before}");
    }
}

#[test]
fn lines_count_from_one() {
    let document = "<!doctype html>\r\n<!-- <script src=no.js></script>\n -->\n<script src=a.js></script><script src=b.js></script>\n\n<script src=c.js></script>";
    let lines: Vec<u32> = tags(document, "https://shop.example/")
        .iter()
        .map(|tag| tag.line)
        .collect();
    assert_eq!(lines, [4, 4, 6]);
}

fn request(url: &str, by: Option<usize>) -> Request {
    Request {
        url: url.to_owned(),
        kind: if by.is_some() {
            Kind::Script
        } else {
            Kind::Document
        },
        initiator: by.map(|request| Initiator {
            request,
            certain: true,
        }),
        ..Request::default()
    }
}

/// From the request over who asked for it back to the document, with what the
/// recorder knows of each.
#[test]
fn the_whole_way() {
    let har = r#"{"log": {"entries": [
        {"request": {"url": "https://s.example/"}, "_initiator": {"type": "other"}},
        {"request": {"url": "https://s.example/a.js"}, "_initiator": {"type": "parser", "url": "https://s.example/", "lineNumber": 7}},
        {"request": {"url": "https://s.example/b.js"}, "_initiator": {"type": "script", "stack": {
            "callFrames": [{"functionName": "insert", "url": "https://s.example/a.js", "lineNumber": 0, "columnNumber": 0}],
            "parent": {"description": "setTimeout", "callFrames": [{"functionName": "", "url": "https://s.example/a.js", "lineNumber": 3, "columnNumber": 1}]}
        }}}
    ]}}"#;
    let page = Page {
        requests: vec![
            request("https://s.example/", None),
            request("https://s.example/a.js", Some(0)),
            request("https://s.example/b.js", Some(1)),
        ],
        ..Page::default()
    };
    let call = |function: &str, line, column| Step::Call {
        function: function.to_owned(),
        url: "https://s.example/a.js".to_owned(),
        line,
        column,
    };
    let asked = |url: &str| Step::Asked {
        url: url.to_owned(),
        certain: true,
    };
    let written = Step::Written {
        url: "https://s.example/".to_owned(),
        line: 8,
    };
    assert_eq!(
        way(&page, 2, &callers(har)),
        [
            call("insert", 1, 1),
            Step::Later("setTimeout".to_owned()),
            call("", 4, 2),
            asked("https://s.example/a.js"),
            written,
            asked("https://s.example/"),
        ]
    );
    assert!(
        way(&page, 0, &callers(har)).is_empty(),
        "nobody asks for the document"
    );
}

/// What is no recording, and initiators that go in a circle or nowhere.
#[test]
fn damage() {
    for har in ["", "[]", "{\"log\": {}}", "{\"log\": {\"entries\": [{}]}}"] {
        assert!(callers(har).is_empty(), "{har}");
    }
    let circle = Page {
        requests: vec![
            request("https://s.example/a.js", Some(1)),
            request("https://s.example/b.js", Some(0)),
            request("https://s.example/c.js", Some(9)),
        ],
        ..Page::default()
    };
    for index in 0..4 {
        assert!(way(&circle, index, &Callers::new()).len() < 4);
    }
}

proptest! {
    /// Nothing in a document makes it fail, and every tag stands where it says.
    #[test]
    fn any_document(text in "(<script src=a>|<link rel=stylesheet href=b>|<!--|-->|\n|<|é|\"|</script>|<p>){0,40}") {
        for tag in tags(&text, "https://shop.example/") {
            let line = text.lines().nth(tag.line as usize - 1).unwrap_or_default();
            let first = tag.text.lines().next().unwrap_or_default();
            prop_assert!(line.contains(first), "{:?} on {:?}", tag, line);
            for change in [Change::Async, Change::Defer, Change::Preload, Change::SelfHost] {
                let advice = Advice { host: "shop.example".to_owned(), ..advice(change) };
                for edit in edits(&advice, std::slice::from_ref(&tag)) {
                    prop_assert_ne!(edit.before, edit.after);
                }
            }
        }
    }
}
