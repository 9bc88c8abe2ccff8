//! What is known of a page, and what is said not to be: its own memory, caches,
//! service workers, proxies, limits, and the death of the background.

use faultline::model::{Blocking, Gap, Kind};
use serde_json::{Value, json};

use crate::{A, B, Browser, address, commit, memory, request, told, with};

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
        let url = format!("https://host{at}.example/");
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
