//! How the page uses what it loads, by what its documents remember: modules,
//! imports, fonts, the largest picture, and who presumably asked for what.

use faultline::model::{Blocking, FontDisplay, Kind, Module, Page, Request};
use serde_json::{Value, json};

use crate::{A, Browser};

/// The page after its memory was read.
pub fn page(memory: Value) -> Page {
    let mut browser = Browser::default();
    browser.navigation(1, "1", A);
    browser.commit(1, A, Some("A"));
    browser.event(
        "collected",
        json!({ "tab_id": 1, "frames": [{ "frameId": 0, "documentId": "A", "result": memory }] }),
    );
    browser.page(1)
}

pub fn request<'p>(page: &'p Page, end: &str) -> &'p Request {
    let mut requests = page.requests.iter();
    requests
        .find(|request| request.url.ends_with(end))
        .expect("a request")
}

/// The end of the address of who asked, with a `?` where that is concluded.
fn asker(page: &Page, end: &str) -> String {
    let Some(by) = request(page, end).initiator else {
        return "-".to_owned();
    };
    let name = page.requests[by.request].url.rsplit('/').next();
    let doubt = if by.certain { "" } else { "?" };
    format!("{}{doubt}", name.unwrap_or_default())
}

pub fn timing(kind: &str, name: &str, start: f64, end: f64) -> Value {
    json!({ "initiatorType": kind, "name": name, "startTime": start, "responseEnd": end })
}

pub fn script(url: &str, more: Value) -> Value {
    crate::with(json!({ "tag": "script", "url": url, "inHead": true }), more)
}

#[test]
fn what_a_module_imports_is_part_of_its_graph() {
    let page = page(json!({
        "url": A, "loadEvent": 900.0,
        "entries": [
            timing("script", "https://a.test/app.js", 10.0, 20.0),
            timing("other", "https://esm.test/lit.js", 21.0, 30.0),
            timing("script", "https://ads.test/ad.js", 15.0, 40.0),
            timing("other", "https://esm.test/later.js", 950.0, 990.0),
        ],
        "elements": [
            script("https://a.test/app.js", json!({ "isModule": true, "isDeferred": true })),
            script("https://ads.test/ad.js", json!({ "isAsync": true })),
        ],
    }));
    assert_eq!(request(&page, "app.js").module, Module::Certain);
    assert_eq!(request(&page, "lit.js").module, Module::Likely);
    assert_eq!(asker(&page, "lit.js"), "app.js?");
    assert_eq!(request(&page, "ad.js").module, Module::No);
    assert_eq!(request(&page, "later.js").module, Module::No);
}

#[test]
fn without_modules_nothing_is_imported() {
    let page = page(json!({
        "url": A,
        "entries": [timing("script", "https://a.test/gone.js", 10.0, 20.0)],
    }));
    assert_eq!(request(&page, "gone.js").module, Module::No);
}

#[test]
fn a_module_in_the_document_has_no_address_and_imports_all_the_same() {
    let page = page(json!({
        "url": A, "hasInlineModules": true,
        "entries": [timing("other", "https://esm.test/lit.js", 10.0, 20.0)],
    }));
    assert_eq!(request(&page, "lit.js").module, Module::Likely);
    assert_eq!(asker(&page, "lit.js"), "-");
}

#[test]
fn a_sheet_says_what_it_imports() {
    let page = page(json!({
        "url": A,
        "entries": [
            timing("link", "https://a.test/own.css", 10.0, 20.0),
            timing("link", "https://a.test/other.css", 10.0, 20.0),
            timing("css", "https://cdn.test/base.css", 21.0, 30.0),
            timing("css", "https://cdn.test/font.woff2", 31.0, 40.0),
        ],
        "imports": [
            { "url": "https://cdn.test/base.css", "by": "https://a.test/own.css", "applies": true },
            { "url": "https://cdn.test/print.css", "by": "https://a.test/own.css", "applies": false },
        ],
    }));
    assert_eq!(asker(&page, "base.css"), "own.css");
    assert_eq!(request(&page, "base.css").kind, Kind::Stylesheet);
    // The last sheet of its host.
    assert_eq!(asker(&page, "font.woff2"), "base.css?");
    let print = |request: &Request| request.url.ends_with("print.css");
    assert!(!page.requests.iter().any(print), "nobody asked for it");
}

#[test]
fn fonts_are_as_their_sheets_say_or_as_the_worst_that_was_asked_for() {
    let page = page(json!({
        "url": A,
        "entries": [
            timing("css", "https://a.test/own.woff2", 10.0, 20.0),
            timing("css", "https://cdn.test/other.woff2", 10.0, 20.0),
        ],
        "faces": [
            { "url": "https://a.test/own.woff2", "display": "optional" },
            { "url": "https://a.test/never.woff2", "display": "swap" },
        ],
        "displays": ["block", "swap"],
    }));
    assert_eq!(request(&page, "own.woff2").font_display, FontDisplay::Swap);
    assert_eq!(
        request(&page, "other.woff2").font_display,
        FontDisplay::Block
    );
    assert_eq!(page.requests.len(), 3);
}

#[test]
fn the_largest_picture_is_marked() {
    for (largest, expect) in [
        (json!("https://a.test/hero.png"), true),
        (json!(""), false),
        (Value::Null, false),
    ] {
        let page = page(json!({
            "url": A, "largest": largest,
            "entries": [timing("img", "https://a.test/hero.png", 10.0, 20.0)],
        }));
        assert_eq!(request(&page, "hero.png").largest, expect);
    }
}

#[test]
fn what_is_inserted_was_asked_for_by_the_script_before_it() {
    let inserted = json!({ "isAsync": true });
    let page = page(json!({
        "url": A,
        "entries": [
            timing("script", "https://tags.test/tags.js", 10.0, 100.0),
            timing("script", "https://a.test/app.js", 10.0, 105.0),
            timing("script", "https://count.test/count.js", 101.0, 140.0),
            timing("script", "https://a.test/chunk.js", 106.0, 200.0),
            timing("script", "https://a.test/parsed.js", 110.0, 200.0),
            timing("script", "https://late.test/late.js", 800.0, 900.0),
        ],
        "elements": [
            script("https://tags.test/tags.js", json!({ "isAsync": true })),
            script("https://a.test/app.js", json!({ "isAsync": true })),
            script("https://count.test/count.js", inserted.clone()),
            script("https://a.test/chunk.js", inserted.clone()),
            script("https://a.test/parsed.js", json!({})),
            script("https://late.test/late.js", inserted),
        ],
    }));
    assert_eq!(asker(&page, "count.js"), "tags.js?");
    // Rather a script of its own host than the one that came last.
    assert_eq!(asker(&page, "chunk.js"), "app.js?");
    assert_eq!(asker(&page, "parsed.js"), "-");
    // Too long after the last one: a click, a timer.
    assert_eq!(asker(&page, "late.js"), "-");
}

#[test]
fn what_the_document_has_ready_for_a_failure_is_known() {
    let page = page(json!({
        "url": A,
        "elements": [
            script("https://cdn.test/jquery.js", json!({ "hasStandIn": true })),
            script("https://cdn.test/slider.js", json!({})),
        ],
    }));
    assert!(request(&page, "jquery.js").stand_in);
    assert!(!request(&page, "slider.js").stand_in);
}

#[test]
fn a_sheet_that_applies_once_it_is_there_holds_nothing_up() {
    let link = |url: &str, late: bool| {
        json!({ "tag": "link", "rel": "stylesheet", "url": url, "inHead": true,
            "applies": true, "isAsync": late })
    };
    let page = page(json!({
        "url": A,
        "elements": [link("https://a.test/late.css", true), link("https://a.test/now.css", false)],
    }));
    assert_eq!(request(&page, "late.css").blocking, Blocking::No);
    assert_eq!(request(&page, "now.css").blocking, Blocking::Render);
}
