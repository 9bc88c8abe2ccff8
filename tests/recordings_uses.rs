//! How a page uses what it loads, by the texts and the initiators of a
//! recording: imports of sheets and of modules, and fonts.

use faultline::model::{FontDisplay, Module, Page, Request};
use faultline::observe::har;
use serde_json::{Value, json};

/// An entry: address, MIME type, body, and who asked as the recorder says it.
fn entry(number: usize, url: &str, mime: &str, text: &str, initiator: Value) -> Value {
    json!({
        "startedDateTime": format!("2026-10-01T12:00:{number:02}Z"),
        "_initiator": initiator,
        "request": { "url": url, "headers": [] },
        "response": { "status": 200, "content": { "mimeType": mime, "text": text } },
    })
}

fn page(entries: &[(&str, &str, &str, Value)]) -> Page {
    let entries = entries.iter().enumerate();
    let entries: Vec<Value> = entries
        .map(|(number, (url, mime, text, by))| entry(number, url, mime, text, by.clone()))
        .collect();
    let file = json!({ "log": { "entries": entries } }).to_string();
    let recording = har::pages(file.as_bytes()).expect("a recording");
    recording.pages.into_iter().next().expect("a page")
}

fn request<'p>(page: &'p Page, end: &str) -> &'p Request {
    let mut requests = page.requests.iter();
    requests
        .find(|request| request.url.ends_with(end))
        .expect("a request")
}

/// The end of the address of who asked.
fn asker<'p>(page: &'p Page, end: &str) -> &'p str {
    let by = request(page, end).initiator;
    let by = by.and_then(|by| page.requests.get(by.request));
    by.map_or("-", |by| by.url.rsplit('/').next().unwrap_or_default())
}

const JS: &str = "text/javascript";

#[test]
fn what_a_module_names_is_imported_and_what_it_inserts_is_not() {
    let inserted = json!({ "type": "script", "stack": { "callFrames": [{ "url": "https://a.test/app.js" }] } });
    let page = page(&[
        (
            "https://a.test/",
            "text/html",
            "<script type=module src=app.js></script><script src=old.js></script>",
            json!({}),
        ),
        (
            "https://a.test/app.js",
            JS,
            "",
            json!({ "type": "parser", "url": "https://a.test/" }),
        ),
        (
            "https://a.test/old.js",
            JS,
            "",
            json!({ "type": "parser", "url": "https://a.test/" }),
        ),
        (
            "https://esm.test/part.js",
            JS,
            "",
            json!({ "type": "script", "url": "https://a.test/app.js" }),
        ),
        (
            "https://esm.test/deep.js",
            JS,
            "",
            json!({ "type": "script", "url": "https://esm.test/part.js" }),
        ),
        ("https://tags.test/tag.js", JS, "", inserted),
        (
            "https://a.test/more.js",
            JS,
            "",
            json!({ "type": "script", "url": "https://a.test/old.js" }),
        ),
    ]);
    for (end, expect) in [
        ("app.js", Module::Certain),
        ("old.js", Module::No),
        ("part.js", Module::Likely),
        ("deep.js", Module::Likely),
        ("tag.js", Module::No),
        ("more.js", Module::No),
    ] {
        assert_eq!(request(&page, end).module, expect, "{end}");
    }
    assert_eq!(asker(&page, "deep.js"), "part.js");
}

#[test]
fn fonts_and_imports_are_as_the_sheets_say() {
    let sheet = "@import 'base.css'; @font-face { src: url(/own.woff2); font-display: swap }";
    let page = page(&[
        (
            "https://a.test/",
            "text/html",
            "<link rel=stylesheet href=css/own.css><style>@font-face { src: url(inline.woff2) }</style>",
            json!({}),
        ),
        ("https://a.test/css/own.css", "text/css", sheet, json!({})),
        ("https://a.test/css/base.css", "text/css", "", json!({})),
        ("https://a.test/own.woff2", "font/woff2", "", json!({})),
        ("https://a.test/inline.woff2", "font/woff2", "", json!({})),
        ("https://a.test/other.woff2", "font/woff2", "", json!({})),
    ]);
    assert_eq!(asker(&page, "base.css"), "own.css");
    for (end, expect) in [
        ("own.woff2", FontDisplay::Swap),
        ("inline.woff2", FontDisplay::Block),
        ("other.woff2", FontDisplay::Unknown),
    ] {
        assert_eq!(request(&page, end).font_display, expect, "{end}");
    }
}
