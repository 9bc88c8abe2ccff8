//! The view of the panel among the tools for developers.

use faultline::code::{Code, callers};
use faultline::model::{Frame, Initiator, Kind, Page, Request};
use faultline::observe::har::tags;
use faultline::simulate::Beside;
use faultline::view::html::{self, Place, Screen, Shown, Tab};

use super::fixtures::{report, shop};
use super::{check, compare, languages};

const DOCUMENT: &str = "<!doctype html>\n<link rel=stylesheet href=//cdn.shop.example/0>\n\
    <script src=\"https://cdn.shop.example/2?a&amp;b\"></script>\n<p>Boots";
const HAR: &str = r#"{"log": {"entries": [{
    "request": {"url": "https://api.shop.example/0"},
    "_initiator": {"type": "script", "stack": {
        "callFrames": [
            {"functionName": "load", "url": "https://cdn.shop.example/2?v=1", "lineNumber": 11, "columnNumber": 4},
            {"functionName": "", "url": "https://cdn.shop.example/2?v=1", "lineNumber": 90, "columnNumber": 0}
        ],
        "parent": {"description": "Promise.then", "callFrames": [
            {"functionName": "start", "url": "https://cdn.shop.example/3", "lineNumber": 1, "columnNumber": 9}
        ]}
    }}
}, {
    "request": {"url": "https://cdn.shop.example/0"},
    "_initiator": {"type": "parser", "url": "https://shop.example/boots", "lineNumber": 1}
}]}}"#;

fn page() -> Page {
    let (mut page, _) = shop();
    page.frames = vec![Frame {
        parent: None,
        url: "https://shop.example/boots".to_owned(),
        ..Frame::default()
    }];
    for index in 1..page.requests.len() {
        let by_script = page.requests[index].kind == Kind::Data;
        let request = if by_script { 3 } else { 0 };
        page.requests[index].initiator = Some(Initiator {
            request,
            certain: by_script,
        });
    }
    page.requests.push(Request {
        url: "https://pixel.unheard-of.example/<b>?x".to_owned(),
        ..Request::default()
    });
    page
}

fn panel(case: &str, code: &Code, open: &[&str]) -> String {
    let shown = Shown {
        tab: Tab::Code,
        open: open.iter().map(|id| (*id).to_owned()).collect(),
        ..Shown::default()
    };
    let beside = Beside::default();
    let render = || html::panel(&report(), &beside, code, &shown).into_string();
    compare(case, &render(), Place::Panel);
    languages::check(case, Place::Panel, &render);
    render()
}

#[test]
fn a_recording_of_chromium() {
    let code = Code {
        page: page(),
        callers: callers(HAR),
        tags: Some(tags(DOCUMENT, "https://shop.example/boots")),
    };
    let content = panel("panel", &code, &["request-17", "request-18"]);
    assert!(
        content.contains("load in cdn.shop.example/2:12:5"),
        "{content}"
    );
    assert!(content.contains("later, by Promise.then"));
    assert!(content.contains("Line 3 of the document"));
    assert!(content.contains("data-do=\"copy-tag\""));
}

#[test]
fn a_recording_that_knows_less() {
    let code = Code {
        page: page(),
        ..Code::default()
    };
    let content = panel("panel-less", &code, &["request-17"]);
    assert!(content.contains("does not record which function"));
    assert!(content.contains("did not give the document’s text"));
}

#[test]
fn nothing_recorded() {
    let shown = Shown::default();
    check("panel-empty", &Screen::Unrecorded, &shown, Place::Panel);
}
