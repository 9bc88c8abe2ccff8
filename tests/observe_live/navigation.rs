//! Which document is the page, and which request belongs to it: first loads,
//! redirects, back and forward, prerendering, frames.

use faultline::model::Outcome;
use serde_json::json;

use crate::{A, B, Browser, commit, request, told, with};

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
fn a_page_that_leads_on_by_itself_is_a_hop_and_one_that_was_read_is_not() {
    let mut browser = Browser::default();
    let visit = |browser: &mut Browser| {
        browser.navigation(1, "1", A);
        browser.commit(1, A, Some("A"));
        browser.navigation(1, "2", B);
    };
    visit(&mut browser);
    browser.lead_on(1, B, Some("B"));
    assert_eq!(
        told(&browser.page(1)),
        "document a.test/ live\ndocument b.test/ live\n"
    );
    browser.die();
    assert_eq!(browser.page(1).requests.len(), 2);

    // Firefox says who asked, and nothing of a redirect.
    for (wait, expect) in [
        (0.0, "document a.test/ live\ndocument b.test/ live\n"),
        (2_000.0, "document b.test/ live\n"),
    ] {
        let mut browser = Browser::default();
        browser.navigation(1, "1", A);
        browser.commit(1, A, Some("A"));
        browser.clock += wait;
        browser.commit(1, B, Some("B"));
        let asked = with(
            request(1, "2", "main_frame", B, None),
            json!({ "originUrl": A }),
        );
        browser.event("completed", asked);
        assert_eq!(told(&browser.page(1)), expect);
    }

    let mut browser = Browser::default();
    visit(&mut browser);
    browser.clock += 6_000.0;
    browser.lead_on(1, B, Some("B"));
    assert_eq!(told(&browser.page(1)), "document b.test/ live\n");

    let mut browser = Browser::default();
    visit(&mut browser);
    browser.commit(1, B, Some("B"));
    assert_eq!(told(&browser.page(1)), "document b.test/ live\n");
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
fn firefox_forgets_the_tab_of_a_page_that_moves_to_another_process() {
    let mut browser = Browser::default();
    browser.event(
        "navigating",
        json!({ "tabId": 1, "parentFrameId": -1, "url": A }),
    );
    browser.event("completed", request(-1, "1", "main_frame", A, None));
    browser.commit(1, A, Some("A"));
    assert_eq!(told(&browser.page(1)), "document a.test/ live\n");
    assert_eq!(browser.page(1).requests[0].outcome, Outcome::Answered(200));
}

#[test]
fn a_closed_tab_stays_closed() {
    let mut browser = Browser::default();
    browser.navigation(1, "1", A);
    browser.commit(1, A, Some("A"));
    browser.event("tab-removed", json!({ "removed": 1 }));
    browser.request(1, "2", "script", "https://cdn.test/x.js", "A");
    assert!(browser.observer.tabs.is_empty());
}

#[test]
fn an_absurdly_long_address_is_still_the_same_page() {
    let mut browser = Browser::default();
    let long = format!("{A}?{}", "x".repeat(100_000));
    browser.navigation(1, "1", &long);
    browser.commit(1, &long, Some("A"));
    let page = browser.observer.page(1, Some(&long)).expect("a page");
    assert!(page.url.len() < 3_000);
    assert_eq!(page.requests.len(), 1);
}

#[test]
fn what_a_prerender_asks_for_before_its_commit_is_its_own() {
    let mut browser = Browser::default();
    browser.navigation(1, "1", A);
    browser.commit(1, A, Some("A"));
    let script = request(1, "3", "script", "https://cdn.test/b.js", Some("B"));
    browser.event("completed", with(script, json!({ "frameId": 77 })));
    assert_eq!(told(&browser.page(1)), "document a.test/ live\n");
    let hidden = json!({ "frameId": 77, "documentLifecycle": "prerender" });
    browser.event("committed", commit(1, B, Some("B"), hidden));
    browser.event(
        "committed",
        commit(1, B, Some("B"), json!({ "documentLifecycle": "active" })),
    );
    assert!(told(&browser.page(1)).contains("script cdn.test/b.js"));
}
