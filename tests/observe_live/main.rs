//! The observer, fed with what the two browsers really say, in the orders in
//! which they say it.

use std::fmt::Write;

use faultline::model::{AddressSource, Blocking, Gap, Kind, Outcome, Page};
use faultline::observe::live::document::Document;
use faultline::observe::live::{Observer, Tab};
use serde_json::{Value, json};

/// A browser as the observer sees it.
#[derive(Default)]
struct Browser {
    observer: Observer,
    clock: f64,
}

impl Browser {
    fn event(&mut self, event: &str, mut details: Value) {
        self.clock += 1.0;
        if let Value::Object(fields) = &mut details {
            fields.insert("timeStamp".into(), json!(self.clock));
        }
        let line = json!({ "event": event, "details": details }).to_string();
        self.observer
            .apply(serde_json::from_str(&line).expect("an event"));
    }

    /// A page's own request, as both browsers tell it: without a documentId.
    fn navigation(&mut self, tab: i64, id: &str, url: &str) {
        self.event(
            "navigating",
            json!({ "tabId": tab, "parentFrameId": -1, "url": url }),
        );
        self.event("completed", request(tab, id, "main_frame", url, None));
    }

    fn commit(&mut self, tab: i64, url: &str, document: Option<&str>) {
        self.event("committed", commit(tab, url, document, json!({})));
    }

    fn back(&mut self, tab: i64, url: &str, document: Option<&str>) {
        let back = json!({ "transitionQualifiers": ["forward_back"] });
        self.event("committed", commit(tab, url, document, back));
    }

    fn request(&mut self, tab: i64, id: &str, kind: &str, url: &str, document: &str) {
        self.event("completed", request(tab, id, kind, url, Some(document)));
    }

    fn page(&mut self, tab: i64) -> Page {
        self.observer.page(tab, None).expect("a page")
    }

    /// Writes everything down, forgets it, and reads it back: what the death
    /// of the background does.
    fn die(&mut self) {
        let mut next = Observer::default();
        for (_, part) in self.observer.remembered.changed_parts() {
            next.remembered.read_back(&part);
        }
        for (id, tab) in &self.observer.tabs {
            let written = serde_json::to_string(tab).expect("a tab");
            let mut read: Tab = serde_json::from_str(&written).expect("a tab");
            for document in &tab.documents {
                let written = serde_json::to_string(document).expect("a document");
                let mut document: Document = serde_json::from_str(&written).expect("a document");
                document.rebuild_index();
                read.documents.push(document);
            }
            next.tabs.insert(*id, read);
        }
        self.observer = next;
    }
}

fn with(mut details: Value, more: Value) -> Value {
    if let (Value::Object(details), Value::Object(more)) = (&mut details, more) {
        details.extend(more);
    }
    details
}

/// Every host has an address of its own, as on the web; one for all is what a
/// proxy looks like.
fn address(url: &str) -> String {
    let host = faultline::observe::url::host(url).unwrap_or_default();
    let sum: usize = host
        .bytes()
        .enumerate()
        .map(|(at, byte)| (at + 1) * usize::from(byte))
        .sum();
    format!("151.101.{}.{}", sum / 250 % 250, sum % 250)
}

fn request(tab: i64, id: &str, kind: &str, url: &str, document: Option<&str>) -> Value {
    json!({
        "requestId": id, "url": url, "type": kind, "tabId": tab, "frameId": 0,
        "parentFrameId": -1, "documentId": document, "ip": address(url),
        "fromCache": false, "statusCode": 200,
        "responseHeaders": [{ "name": "Server", "value": "cloudflare" }],
    })
}

fn commit(tab: i64, url: &str, document: Option<&str>, more: Value) -> Value {
    let details = json!({
        "tabId": tab, "frameId": 0, "parentFrameId": -1, "url": url, "documentId": document,
    });
    with(details, more)
}

fn memory(document: Option<&str>, url: &str, names: &[(&str, &str)]) -> Value {
    let entries: Vec<Value> = (names.iter().enumerate())
        .map(|(at, (kind, name))| {
            json!({ "name": name, "initiatorType": kind, "startTime": at as f64 * 10.0 + 5.0 })
        })
        .collect();
    json!({
        "tab_id": 1,
        "frames": [{
            "frameId": 0, "documentId": document,
            "result": { "url": url, "title": "A page", "loadEvent": 100.0, "entries": entries },
        }],
    })
}

/// The page as one line a request: kind, host and path, where its address came
/// from, and whether a service worker asked.
fn told(page: &Page) -> String {
    let mut told = String::new();
    for request in &page.requests {
        let kind = serde_json::to_value(request.kind).expect("a kind");
        let bare = request.url.split("://").last().unwrap_or_default();
        write!(told, "{} {bare}", kind.as_str().unwrap_or_default()).expect("a string");
        told.push_str(match request.address.map(|address| address.source) {
            Some(AddressSource::Live) => " live",
            Some(AddressSource::Cached) => " kept",
            Some(AddressSource::Remembered) => " remembered",
            None => "",
        });
        told.push_str(if request.background {
            " worker\n"
        } else {
            "\n"
        });
    }
    told
}

const A: &str = "https://a.test/";
const B: &str = "https://b.test/";

#[test]
fn a_first_load_in_chromes_order() {
    let mut browser = Browser::default();
    browser.event(
        "navigating",
        json!({ "tabId": 1, "parentFrameId": -1, "url": A }),
    );
    browser.commit(1, A, Some("A"));
    browser.request(1, "2", "script", "https://cdn.test/x.js", "A");
    browser.event("completed", request(1, "1", "main_frame", A, None));
    assert_eq!(
        told(&browser.page(1)),
        "document a.test/ live\nscript cdn.test/x.js live\n"
    );
    assert_eq!(browser.page(1).gaps, []);
}

#[test]
fn a_first_load_where_requests_come_before_the_commit() {
    let mut browser = Browser::default();
    browser.navigation(1, "1", A);
    browser.request(1, "2", "script", "https://cdn.test/x.js", "A");
    browser.commit(1, A, Some("A"));
    assert_eq!(
        told(&browser.page(1)),
        "document a.test/ live\nscript cdn.test/x.js live\n"
    );
}

#[test]
fn redirects_of_the_page_are_hops_of_its_document() {
    let mut browser = Browser::default();
    let hop = request(1, "1", "main_frame", "http://a.test/", None);
    browser.event("redirected", with(hop, json!({ "statusCode": 301 })));
    browser.event("completed", request(1, "1", "main_frame", A, None));
    browser.commit(1, A, Some("A"));
    let page = browser.page(1);
    assert_eq!(told(&page), "document a.test/ live\ndocument a.test/\n");
    assert_eq!(page.requests[0].outcome, Outcome::Answered(301));
}

#[test]
fn a_reload_from_the_cache_is_completed_by_the_pages_own_memory() {
    let mut browser = Browser::default();
    browser.navigation(1, "1", A);
    browser.commit(1, A, Some("A"));
    browser.request(1, "2", "script", "https://cdn.test/x.js", "A");
    browser.navigation(1, "3", A);
    browser.commit(1, A, Some("A2"));
    browser.event(
        "collected",
        memory(Some("A2"), A, &[("script", "https://cdn.test/x.js")]),
    );
    assert_eq!(
        told(&browser.page(1)),
        "document a.test/ live\nscript cdn.test/x.js remembered\n"
    );
    assert_eq!(browser.page(1).requests[1].headers[0].value, "cloudflare");
}

#[test]
fn back_shows_the_old_page_again_and_only_that() {
    let mut browser = Browser::default();
    for (id, url, document) in [("1", A, "A"), ("3", B, "B")] {
        browser.navigation(1, id, url);
        browser.commit(1, url, Some(document));
        let script = format!("https://{document}.cdn.test/x.js");
        browser.request(1, &format!("{id}x"), "script", &script, document);
    }
    browser.back(1, A, Some("A"));
    assert_eq!(
        told(&browser.page(1)),
        "document a.test/ live\nscript A.cdn.test/x.js live\n"
    );
    // A late answer of the page that was left belongs to that page.
    browser.request(1, "9", "image", "https://late.test/p.png", "B");
    assert!(!told(&browser.page(1)).contains("late.test"));
}

#[test]
fn without_document_ids_back_is_found_by_its_address() {
    let mut browser = Browser::default();
    for (id, url) in [("1", A), ("2", B)] {
        browser.navigation(1, id, url);
        browser.commit(1, url, None);
        let script = request(1, &format!("{id}x"), "script", &format!("{url}x.js"), None);
        browser.event("completed", with(script, json!({ "documentUrl": url })));
    }
    browser.back(1, A, None);
    assert_eq!(
        told(&browser.page(1)),
        "document a.test/ live\nscript a.test/x.js\n"
    );
}

#[test]
fn a_prerender_waits_until_it_is_shown() {
    let mut browser = Browser::default();
    browser.navigation(1, "1", A);
    browser.commit(1, A, Some("A"));
    let own = request(1, "2", "main_frame", B, None);
    browser.event("completed", with(own, json!({ "frameId": 77 })));
    let hidden = json!({ "frameId": 77, "documentLifecycle": "prerender" });
    browser.event("committed", commit(1, B, Some("B"), hidden));
    let script = request(1, "3", "script", "https://cdn.test/b.js", Some("B"));
    browser.event("completed", with(script, json!({ "frameId": 77 })));
    assert_eq!(told(&browser.page(1)), "document a.test/ live\n");
    browser.event(
        "committed",
        commit(1, B, Some("B"), json!({ "documentLifecycle": "active" })),
    );
    assert_eq!(
        told(&browser.page(1)),
        "document b.test/ live\nscript cdn.test/b.js live\n"
    );
}

#[test]
fn a_service_workers_requests_go_to_the_tabs_of_its_origin() {
    let mut browser = Browser::default();
    for (tab, url, document) in [(1, A, "A"), (2, B, "B")] {
        browser.navigation(tab, "1", url);
        browser.commit(tab, url, Some(document));
    }
    let chrome = request(-1, "5", "xmlhttprequest", "https://api.test/x", None);
    browser.event(
        "completed",
        with(chrome, json!({ "initiator": "https://a.test" })),
    );
    let firefox = request(-1, "6", "xmlhttprequest", "https://api.test/y", None);
    browser.event(
        "completed",
        with(firefox, json!({ "documentUrl": "https://b.test/sw.js" })),
    );
    assert_eq!(
        told(&browser.page(1)),
        "document a.test/ live\ndata api.test/x live worker\n"
    );
    assert_eq!(
        told(&browser.page(2)),
        "document b.test/ live\ndata api.test/y live worker\n"
    );
}

#[test]
fn frames_hang_under_their_parents() {
    let mut browser = Browser::default();
    browser.navigation(1, "1", A);
    browser.commit(1, A, Some("A"));
    let inside = json!({ "frameId": 4, "parentFrameId": 0, "parentDocumentId": "A" });
    browser.event(
        "completed",
        with(request(1, "2", "sub_frame", B, None), inside.clone()),
    );
    browser.event("committed", commit(1, B, Some("F"), inside.clone()));
    let script = request(1, "3", "script", "https://cdn.test/f.js", Some("F"));
    browser.event("completed", with(script, inside));
    let page = browser.page(1);
    assert_eq!(page.url, A);
    let expected = "document a.test/ live\nframe b.test/ live\nscript cdn.test/f.js live\n";
    assert_eq!(told(&page), expected);
    assert_eq!(page.frames.len(), 2);
    assert_eq!(
        (page.frames[1].parent, page.frames[1].url.as_str()),
        (Some(0), B)
    );
    assert_eq!(page.requests[2].frame, 1);
}

#[test]
fn another_address_in_the_same_document_keeps_what_it_has() {
    let mut browser = Browser::default();
    browser.navigation(1, "1", A);
    browser.commit(1, A, Some("A"));
    browser.event(
        "moved",
        commit(1, "https://a.test/two", Some("A"), json!({})),
    );
    browser.request(1, "2", "xmlhttprequest", "https://api.test/two", "A");
    let page = browser.page(1);
    assert_eq!(page.url, "https://a.test/two");
    assert_eq!(
        told(&page),
        "document a.test/ live\ndata api.test/two live\n"
    );
}

#[test]
fn a_failed_page_is_the_page_that_failed() {
    let mut browser = Browser::default();
    browser.navigation(1, "1", A);
    browser.commit(1, A, Some("A"));
    let gone = request(1, "2", "main_frame", B, None);
    let gone = with(
        gone,
        json!({ "error": "net::ERR_NAME_NOT_RESOLVED", "ip": null }),
    );
    browser.event("failed", gone.clone());
    let page = browser.page(1);
    assert_eq!(page.url, B);
    assert_eq!(
        page.requests[0].outcome,
        Outcome::Failed("net::ERR_NAME_NOT_RESOLVED".into())
    );
    // A stopped navigation leaves the old page where it was.
    browser.commit(1, A, Some("A"));
    browser.event("failed", with(gone, json!({ "error": "net::ERR_ABORTED" })));
    assert_eq!(browser.page(1).url, A);
}

#[test]
fn a_page_from_before_the_extension_is_known_by_its_own_memory() {
    let mut browser = Browser::default();
    browser.event(
        "collected",
        memory(Some("A"), A, &[("img", "https://cdn.test/p.png")]),
    );
    let page = browser.page(1);
    assert_eq!(told(&page), "document a.test/\nimage cdn.test/p.png\n");
    assert_eq!(page.gaps, [Gap::LoadedBefore]);
}

#[test]
fn another_address_than_the_browsers_is_another_page() {
    let mut browser = Browser::default();
    browser.navigation(1, "1", A);
    browser.commit(1, A, Some("A"));
    assert!(
        browser
            .observer
            .page(1, Some("https://a.test/#part"))
            .is_some()
    );
    assert!(browser.observer.page(1, Some(B)).is_none());
    assert!(browser.observer.page(2, Some(A)).is_none());
}

#[test]
fn a_proxy_is_believed_in_firefox_and_concluded_in_chrome() {
    let mut firefox = Browser::default();
    let own = request(1, "1", "main_frame", A, None);
    firefox.event(
        "completed",
        with(own, json!({ "proxyInfo": { "type": "http" } })),
    );
    firefox.commit(1, A, Some("A"));
    assert_eq!(firefox.page(1).gaps, [Gap::Proxied]);
    assert_eq!(told(&firefox.page(1)), "document a.test/\n");

    let mut chrome = Browser::default();
    chrome.navigation(1, "1", A);
    chrome.commit(1, A, Some("A"));
    for at in 0..6 {
        let url = format!("https://host{at}.test/");
        let script = request(1, &format!("s{at}"), "script", &url, Some("A"));
        chrome.event("completed", with(script, json!({ "ip": address(A) })));
    }
    assert_eq!(chrome.page(1).gaps, [Gap::Proxied]);
}

#[test]
fn what_is_too_much_is_counted() {
    let mut browser = Browser::default();
    browser.navigation(1, "1", A);
    browser.commit(1, A, Some("A"));
    for at in 0..2_100 {
        browser.request(
            1,
            &format!("r{at}"),
            "image",
            &format!("https://a.test/{at}"),
            "A",
        );
    }
    for at in 0..600 {
        browser.request(
            1,
            &format!("h{at}"),
            "image",
            &format!("https://h{at}.test/"),
            "A",
        );
    }
    let page = browser.page(1);
    assert_eq!(page.requests.len(), 2_000);
    assert_eq!(page.omitted.requests, 1 + 2_100 + 600 - 2_000);
    assert_eq!(page.omitted.hosts, 600 - 511);
}

#[test]
fn the_page_says_how_it_waits() {
    let mut browser = Browser::default();
    browser.navigation(1, "1", A);
    browser.commit(1, A, Some("A"));
    let uses = [
        ("head.js", "script", json!({ "inHead": true })),
        (
            "async.js",
            "script",
            json!({ "inHead": true, "isAsync": true }),
        ),
        (
            "defer.js",
            "script",
            json!({ "inHead": true, "isDeferred": true }),
        ),
        ("body.js", "script", json!({})),
        (
            "print.css",
            "link",
            json!({ "rel": "stylesheet", "inHead": true }),
        ),
        (
            "page.css",
            "link",
            json!({ "rel": "stylesheet", "inHead": true, "applies": true }),
        ),
    ];
    let mut elements = Vec::new();
    for (name, tag, more) in uses {
        let url = format!("{A}{name}");
        let kind = if tag == "link" { "stylesheet" } else { tag };
        browser.request(1, name, kind, &url, "A");
        elements.push(with(json!({ "url": url, "tag": tag }), more));
    }
    let mut memory = memory(Some("A"), A, &[]);
    memory["frames"][0]["result"]["elements"] = Value::Array(elements);
    browser.event("collected", memory.clone());
    let waits: Vec<Blocking> = browser.page(1).requests[1..]
        .iter()
        .map(|r| r.blocking)
        .collect();
    use Blocking::{Deferred, No, Parser, Render};
    assert_eq!(waits, [Render, No, Deferred, Parser, No, Render]);
    // Reading the same memory twice changes nothing.
    let before = browser.observer.revision(1);
    browser.event("collected", memory);
    assert_eq!(browser.observer.revision(1), before);
}

#[test]
fn a_death_between_any_two_events_changes_nothing() {
    let hop = request(1, "1", "main_frame", "http://a.test/", None);
    let begin = |url: &str| json!({ "tabId": 1, "parentFrameId": -1, "url": url });
    let back = json!({ "transitionQualifiers": ["forward_back"] });
    let steps: Vec<(&str, Value)> = vec![
        ("navigating", begin(A)),
        ("redirected", with(hop, json!({ "statusCode": 302 }))),
        ("completed", request(1, "1", "main_frame", A, None)),
        (
            "completed",
            request(1, "2", "script", "https://cdn.test/x.js", Some("A")),
        ),
        ("committed", commit(1, A, Some("A"), json!({}))),
        (
            "completed",
            request(1, "3", "font", "https://cdn.test/f.woff2", Some("A")),
        ),
        (
            "collected",
            memory(Some("A"), A, &[("css", "https://cdn.test/f.woff2")]),
        ),
        ("loaded", commit(1, A, Some("A"), json!({}))),
        ("navigating", begin(B)),
        ("completed", request(1, "4", "main_frame", B, None)),
        ("committed", commit(1, B, Some("B"), json!({}))),
        ("committed", commit(1, A, Some("A"), back)),
    ];
    let run = |dies: &dyn Fn(usize) -> bool| {
        let mut browser = Browser::default();
        for (at, (event, details)) in steps.iter().enumerate() {
            browser.event(event, details.clone());
            if dies(at) {
                browser.die();
            }
        }
        browser.page(1)
    };
    let undisturbed = run(&|_| false);
    assert_eq!(
        undisturbed
            .requests
            .iter()
            .filter(|r| r.kind == Kind::Document)
            .count(),
        2
    );
    for death in 0..steps.len() {
        assert_eq!(
            run(&|at| at == death),
            undisturbed,
            "after a death at step {death}"
        );
    }
}
