//! Pages that would like to break the observer: far too many requests and
//! hosts, headers of a megabyte, addresses without end, markup wherever a page
//! can put a word. What is kept stays small, what is left out is counted and
//! said, and no word of it is markup in the report.

use std::time::{Duration, Instant};

use faultline::locate::Locator;
use faultline::locate::table::Tables;
use faultline::model::Page;
use faultline::observe::live::document::{MOST_HOSTS, MOST_REQUESTS};
use faultline::report;
use faultline::simulate::Beside;
use faultline::view::html::{self, Gesture, Place, Screen, Shown, Tab};
use faultline::wire;
use serde_json::{Value, json};

use crate::{A, Browser, memory, request, with};

const REQUESTS: usize = 50_000;
const HOSTS: usize = 5_000;

/// Of the browsers' 10 MB what one page may take, however hard it tries. The
/// pages of `tests/pages` take a hundredth.
const ROOM: usize = 3 << 20;

/// What the records of all pages take in the browser's storage.
fn written(browser: &Browser) -> usize {
    let documents = browser
        .observer
        .tabs
        .values()
        .flat_map(|tab| &tab.documents);
    documents.map(|document| wire::encode(document).len()).sum()
}

/// The report's views as the popup shows them, everything open that a reader
/// can open.
fn shown(page: &Page) -> String {
    let (tables, own) = (Tables::built_in(), &[]);
    let report = report::report(
        page,
        &Locator {
            tables: &tables,
            own,
        },
    );
    let screen = Screen::Report(Box::new(report), Beside::default());
    let views = Tab::ALL.map(|tab| {
        let mut shown = Shown::default();
        shown.take(&Gesture::Tab(tab));
        let closed = html::screen(&screen, &shown, Place::Popup).into_string();
        for part in closed.split("data-toggle=\"").skip(1) {
            let id = part.split('"').next().unwrap_or_default();
            shown.take(&Gesture::Toggle(id.to_owned()));
        }
        html::screen(&screen, &shown, Place::Popup).into_string()
    });
    views.concat()
}

#[test]
fn fifty_thousand_requests_to_five_thousand_hosts() {
    let mut browser = Browser::default();
    let begun = Instant::now();
    browser.navigation(1, "1", A);
    browser.commit(1, A, Some("A"));
    for at in 0..REQUESTS {
        let url = format!("https://h{}.flood.test/{at}.png", at % HOSTS);
        browser.request(1, &format!("r{at}"), "image", &url, "A");
    }
    let page = browser.page(1);
    let number = |number: usize| u32::try_from(number).expect("a number");
    assert_eq!(page.requests.len(), MOST_REQUESTS);
    assert_eq!(
        number(MOST_REQUESTS) + page.omitted.requests,
        number(REQUESTS + 1)
    );
    // The page's own host is one of those that are kept.
    assert_eq!(page.omitted.hosts, number(HOSTS - (MOST_HOSTS - 1)));
    assert!(written(&browser) < ROOM, "{} bytes", written(&browser));
    browser.die();
    assert_eq!(browser.page(1), page, "all of that can be read back");

    let said = shown(&page);
    for part in ["4,489 hosts", "48,001 requests"] {
        assert!(
            said.contains(part),
            "the report does not say {part}: {}",
            &said[..2_000]
        );
    }
    // A quarter of it is this build's; quadratic work would take minutes.
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(60), "{took:?}");
}

/// The page tells with every asking what it remembers, also of what has no room.
#[test]
fn what_is_left_out_is_counted_once() {
    let mut browser = Browser::default();
    browser.navigation(1, "1", A);
    browser.commit(1, A, Some("A"));
    let url = |at: usize| format!("https://a.test/{at}.png");
    for at in 0..MOST_REQUESTS + 300 {
        browser.request(1, &format!("r{at}"), "image", &url(at), "A");
    }
    let before = browser.page(1).omitted;
    let late: Vec<String> = (MOST_REQUESTS..MOST_REQUESTS + 300).map(url).collect();
    let names: Vec<(&str, &str)> = late.iter().map(|name| ("img", name.as_str())).collect();
    for _ in 0..3 {
        browser.event("collected", memory(Some("A"), A, &names));
        assert_eq!(browser.page(1).omitted, before);
    }
}

#[test]
fn headers_of_a_megabyte() {
    let mut browser = Browser::default();
    let long = "é<b>\"".repeat(200_000);
    browser.navigation(1, "1", A);
    browser.commit(1, A, Some("A"));
    let names = faultline::catalogue::telling_headers();
    let headers = |length: usize| -> Vec<Value> {
        let value = long.get(..length).expect("a boundary");
        names
            .iter()
            .map(|name| json!({ "name": name, "value": value }))
            .collect()
    };
    for at in 0..MOST_HOSTS {
        let url = format!("https://h{at}.flood.test/");
        let details = request(1, &format!("r{at}"), "script", &url, Some("A"));
        let long = if at == 0 {
            headers(1_200_000 / names.len() / 6 * 6)
        } else {
            headers(600)
        };
        browser.event(
            "completed",
            with(details, json!({ "responseHeaders": long })),
        );
    }
    assert!(written(&browser) < ROOM, "{} bytes", written(&browser));
    let remembered = browser.observer.remembered.changed_parts();
    let remembered: usize = remembered.iter().map(|(_, text)| text.len()).sum();
    assert!(remembered < ROOM, "{remembered} bytes");
    assert!(!shown(&browser.page(1)).contains("<b>\""));
}

#[test]
fn addresses_and_titles_without_end() {
    let mut browser = Browser::default();
    browser.navigation(1, "1", A);
    browser.commit(1, A, Some("A"));
    let long = "x".repeat(100_000);
    let mut of_page = Vec::new();
    for at in 0..3_000 {
        let url = format!("https://long.test/{at}/{long}");
        if at % 2 == 0 {
            browser.request(1, &format!("r{at}"), "image", &url, "A");
        } else {
            of_page.push(json!({ "url": url, "by": url, "applies": true }));
        }
    }
    for at in 0..600 {
        let details = json!({
            "tabId": 1, "frameId": at + 1, "parentFrameId": 0,
            "url": format!("https://frame.test/{at}/{long}"),
        });
        browser.event("committed", details);
    }
    let mut told = memory(Some("A"), A, &[]);
    let result = &mut told["frames"][0]["result"];
    result["title"] = json!(long);
    result["imports"] = json!(of_page);
    browser.event("collected", told);
    let page = browser.page(1);
    assert!(written(&browser) < ROOM, "{} bytes", written(&browser));
    // What both tell of is counted once, and so the larger of two numbers is.
    let left_out = page.omitted.requests as usize;
    assert!(
        (1_000..=3_001 - page.requests.len()).contains(&left_out),
        "{left_out}"
    );
    assert!(page.title.len() < 1_000);
    browser.die();
    browser.request(
        1,
        "late",
        "image",
        &format!("https://late.test/{long}"),
        "A",
    );
    assert_eq!(
        browser.page(1).omitted.requests,
        page.omitted.requests + 1,
        "it is still full"
    );
}

#[test]
fn a_page_that_leads_on_for_ever() {
    let mut browser = Browser::default();
    for at in 0..2_000 {
        let url = format!("https://h{at}.round.test/");
        let name = format!("D{at}");
        browser.navigation(1, &name, &url);
        browser.lead_on(1, &url, Some(&name));
    }
    assert!(
        browser.page(1).requests.len() < 50,
        "only the last steps are told"
    );
    assert!(written(&browser) < ROOM, "{} bytes", written(&browser));
}

#[test]
fn no_word_of_a_page_is_markup_in_its_report() {
    const EVIL: &str = "\"'><img src=x onerror=alert(1)><script>alert(2)</script><!--";
    let mut browser = Browser::default();
    browser.navigation(1, "1", A);
    browser.commit(1, A, Some("A"));
    let names = faultline::catalogue::telling_headers();
    let headers: Vec<Value> = names
        .iter()
        .map(|name| json!({ "name": name, "value": format!("cloudflare{EVIL}") }))
        .collect();
    for (at, host) in ["x", EVIL, "a.b", "&lt;b&gt;.test"].iter().enumerate() {
        for kind in ["script", "image", "sub_frame", EVIL] {
            let url = format!("https://{host}/{EVIL}?{EVIL}#{EVIL}");
            let details = request(1, &format!("{at}{EVIL}{kind}"), kind, &url, Some("A"));
            let more = json!({ "responseHeaders": headers, "initiator": EVIL, "ip": EVIL });
            browser.event("completed", with(details.clone(), more.clone()));
            let failed = with(
                details,
                with(
                    more,
                    json!({ "error": EVIL, "requestId": format!("f{at}{kind}") }),
                ),
            );
            browser.event("failed", failed);
        }
    }
    let mut told = memory(
        Some("A"),
        A,
        &[(EVIL, &format!("https://{EVIL}.test/")), ("img", EVIL)],
    );
    told["frames"][0]["result"]["title"] = json!(EVIL);
    browser.event("collected", told);
    let said = shown(&browser.page(1));
    assert!(said.contains("onerror"), "the words are there");
    for markup in ["<img", "<script", "<!--", "\"'>"] {
        assert!(!said.contains(markup), "{markup}: {said}");
    }
}
