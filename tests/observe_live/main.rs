//! The observer, fed with what the two browsers really say, in the orders in
//! which they say it: [`navigation`] moves from page to page, [`knowledge`] is what is
//! known of one, [`drawn`] who drew it.

mod damaged;
mod drawn;
mod hostile;
mod knowledge;
mod navigation;
mod room;
mod streams;
mod waits;

use std::collections::BTreeMap;
use std::fmt::Write;

use faultline::model::{AddressSource, Page};
use faultline::observe::live::document::Document;
use faultline::observe::live::event::Event;
use faultline::observe::live::{Observer, Tab};
use faultline::wire;
use serde_json::{Value, json};

/// A browser as the observer sees it.
#[derive(Default)]
struct Browser {
    observer: Observer,
    clock: f64,
    /// What is remembered of hosts, as it was written last.
    hosts: BTreeMap<usize, String>,
}

impl Browser {
    fn event(&mut self, event: &str, mut details: Value) {
        self.clock += 1.0;
        if let Value::Object(fields) = &mut details {
            fields.insert("timeStamp".into(), json!(self.clock));
        }
        let event = match event {
            "collected" => Event::Collected {
                tab_id: details["tab_id"].as_i64().expect("a tab"),
                frames: serde_json::from_value(details["frames"].take()).expect("frames"),
            },
            _ => format!("{event} {details}").parse().expect("an event"),
        };
        self.observer.apply(event);
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

    /// The page that is shown leads on by itself.
    fn lead_on(&mut self, tab: i64, url: &str, document: Option<&str>) {
        let by_itself = json!({ "transitionQualifiers": ["client_redirect"] });
        self.event("committed", commit(tab, url, document, by_itself));
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
    /// of the background does. That a tab is closed the browser knows, too.
    fn die(&mut self) {
        let mut next = self.read_back();
        (self.hosts).extend(self.observer.remembered.changed_parts());
        for part in self.hosts.values() {
            next.remembered.read_back(part);
        }
        self.observer = next;
    }

    /// The tabs as they are written, in a new observer.
    fn read_back(&self) -> Observer {
        let mut next = Observer::default();
        next.closed.clone_from(&self.observer.closed);
        for (id, tab) in &self.observer.tabs {
            let mut read: Tab = wire::decode(&wire::encode(tab)).expect("a tab");
            for document in &tab.documents {
                let written = wire::encode(document);
                let mut document: Document = wire::decode(&written).expect("a document");
                document.rebuild_index();
                read.documents.push(document);
            }
            next.tabs.insert(*id, read);
        }
        next
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
