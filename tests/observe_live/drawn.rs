//! What scripts and data put into the page, by what `early.js` saw.

use faultline::model::Drawn;
use serde_json::{Value, json};

use crate::A;
use crate::waits::{page, request, script, timing};

fn stroke(url: &str, at: f64, text: i32) -> Value {
    json!({ "url": url, "at": at, "text": text, "elements": 1 })
}

/// The share of the text that a request drew, and that scripts in the document
/// drew after it.
fn text(drawn: Option<Drawn>) -> f32 {
    drawn.map_or(0.0, |drawn| drawn.text)
}

#[test]
fn who_drew_what_is_told_apart() {
    let page = page(json!({
        "url": A, "needy": 3,
        "entries": [
            timing("script", "https://a.test/app.js", 10.0, 90.0),
            timing("script", "https://ads.test/ad.js", 10.0, 90.0),
            timing("script", "https://a.test/chunk.js", 280.0, 295.0),
            timing("fetch", "https://api.test/list.json", 100.0, 500.0),
            timing("fetch", "https://api.test/count.json", 100.0, 140.0),
        ],
        "elements": [
            script("https://a.test/app.js", json!({})),
            script("https://ads.test/ad.js", json!({ "isAsync": true })),
        ],
        "drawn": {
            "whole": stroke("", 0.0, 200),
            "by": [stroke("https://a.test/app.js", 0.0, 20), stroke("https://ads.test/ad.js", 0.0, 0),
                stroke("https://gone.test/x.js", 0.0, 9)],
            "later": [stroke("https://a.test/app.js", 95.0, 10), stroke("", 300.0, 40),
                stroke("", 510.0, 100), stroke("", 900.0, 2)],
        },
    }));
    let drew = |end: &str| text(request(&page, end).drawn);
    assert_eq!(drew("app.js"), 0.1);
    assert_eq!(text(request(&page, "app.js").drawn_next), 0.05);
    assert_eq!(drew("ad.js"), 0.0);
    // No element tells that it has run, as of what `import()` brings.
    assert_eq!(drew("chunk.js"), 0.2);
    assert_eq!(drew("list.json"), 0.5);
    assert_eq!(drew("count.json"), 0.0);
    let scripted = page.scripted.expect("somebody watched");
    assert_eq!((scripted.letters, scripted.needy), (200, 3));
    assert_eq!(scripted.later.text, 0.01);
}

#[test]
fn a_page_that_nobody_watched_is_not_said_to_stand_by_itself() {
    let page = page(json!({ "url": A, "drawn": null }));
    assert_eq!(page.scripted, None);
}

#[test]
fn a_stranger_asks_for_its_own_data() {
    let page = page(json!({
        "url": A,
        "entries": [
            timing("script", "https://cdn.gate.test/gate.js", 10.0, 90.0),
            timing("script", "https://cdn.count.test/count.js", 10.0, 95.0),
            timing("fetch", "https://api.gate.test/access.json", 100.0, 150.0),
            timing("fetch", "https://api.a.test/own.json", 100.0, 150.0),
        ],
    }));
    let by = |end: &str| request(&page, end).initiator.map(|by| by.request);
    let gate = page
        .requests
        .iter()
        .position(|one| one.url.ends_with("gate.js"));
    assert_eq!(by("access.json"), gate);
    assert_eq!(by("own.json"), None);
}
