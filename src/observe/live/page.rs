//! From the record of a document to the [`Page`] that the rest of the flow
//! reads: requests in the order of their start, hosts completed from memory,
//! initiators and gaps named.

use std::collections::HashSet;

use super::document::{Document, Entry};
use super::initiator;
use super::remembered::Remembered;
use crate::model::{AddressSource, Blocking, Frame, Gap, Kind, Omitted, Outcome, Page, Request};
use crate::observe::proxy::is_proxy;
use crate::observe::url;
use crate::order;
use litemap::LiteMap;

pub fn of(document: &Document, remembered: &Remembered) -> Page {
    // A page that its service worker answers for: the worker's own request
    // for it is the page's.
    let own = |entry: &&Entry| !(entry.background && entry.url == document.url);
    let hops = known_hops(document);
    // A request without a time keeps its place after the one before it, as
    // events come roughly in the order of the answers.
    let mut latest = 0.0_f64;
    let mut seen: Vec<(f64, Option<&Entry>, Request)> =
        Vec::with_capacity(document.requests.len() + 1);
    if !document.has_own_request() && document.url.contains("://") {
        seen.push((0.0, None, own_request(document)));
    }
    for entry in &document.way {
        seen.push((0.0, Some(entry), request(document, entry, &hops)));
    }
    for entry in document.requests.iter().filter(own) {
        let of_page = entry.kind == Kind::Document;
        latest = if of_page {
            0.0
        } else {
            entry.start.unwrap_or(latest)
        };
        seen.push((latest, Some(entry), request(document, entry, &hops)));
    }
    order::by(&mut seen, |one, other| one.0.total_cmp(&other.0));
    let (entries, mut requests): (Vec<Option<&Entry>>, Vec<Request>) = seen
        .into_iter()
        .map(|(_, entry, request)| (entry, request))
        .unzip();
    initiator::name(&mut requests, &entries);
    complete_hosts(document, remembered, &mut requests);

    let mut page = Page {
        url: document.url.clone(),
        title: document.title.clone(),
        frames: (document.frames.iter())
            .map(|frame| Frame {
                parent: frame.parent,
                url: frame.url.clone(),
                fields: frame.fields,
            })
            .collect(),
        requests,
        omitted: Omitted {
            requests: document.omitted_requests,
            hosts: document.omitted_hosts(),
        },
        gaps: Vec::new(),
        loaded: document.loaded,
        posted: document.posted,
        scripted: document.scripted,
        canonical: LiteMap::new(),
    };
    page.gaps = gaps(document, &page);
    if page.gaps.contains(&Gap::Proxied) {
        for request in &mut page.requests {
            request.address = None;
        }
    }
    page
}

/// The document has no element that names the script: a worker or another
/// script asked for it, and nothing waits.
fn is_named_nowhere(document: &Document, entry: &Entry) -> bool {
    let script = entry.kind == Kind::Script && entry.frame == 0;
    script && document.scripted.is_some() && !entry.in_document
}

fn request(document: &Document, entry: &Entry, hops: &Hops) -> Request {
    let hop = hops
        .get(entry.request_id.as_str())
        .copied()
        .unwrap_or(entry);
    let blocking = match (entry.blocking, hop.blocking) {
        (Blocking::Unknown, Blocking::Unknown) if is_named_nowhere(document, entry) => Blocking::No,
        (Blocking::Unknown, known) | (known, _) => known,
    };
    Request {
        url: entry.url.clone(),
        kind: entry.kind,
        frame: entry.frame,
        initiator: None,
        address: None,
        headers: Vec::new(),
        outcome: entry.outcome.clone(),
        cached: entry.cached,
        blocking,
        bytes: entry.bytes,
        after_load: (entry.start)
            .is_some_and(|start| document.load_event > 0.0 && start > document.load_event),
        background: entry.background,
        area: entry.area,
        behind: entry.behind,
        stand_in: entry.stand_in,
        drawn: entry.drawn.or(hop.drawn),
        drawn_next: entry.drawn_next.or(hop.drawn_next),
        largest: entry.largest,
        module: entry.module,
        font_display: entry.font_display,
    }
}

/// The page itself, when the browser told of no request for it: a service
/// worker answered, or it came from the back/forward cache, or it was there
/// before the extension.
fn own_request(document: &Document) -> Request {
    Request {
        url: document.url.clone(),
        kind: Kind::Document,
        cached: true,
        blocking: Blocking::Render,
        ..Request::default()
    }
}

/// For each of the browser's names of requests the hop of which most is known.
type Hops<'d> = LiteMap<&'d str, &'d Entry>;

/// Resource Timing names a redirected request by its first hop only: what is
/// known of one hop holds for all.
fn known_hops(document: &Document) -> Hops<'_> {
    let known = (document.requests.iter())
        .filter(|entry| !entry.request_id.is_empty() && entry.blocking != Blocking::Unknown);
    order::map(known.map(|entry| (entry.request_id.as_str(), entry)))
}

/// Each host's address and headers stand with its first request.
fn complete_hosts(document: &Document, remembered: &Remembered, requests: &mut [Request]) {
    let mut seen: HashSet<String> = HashSet::new();
    for request in requests {
        let Some(host) = url::host(&request.url) else {
            continue;
        };
        if seen.contains(&host) {
            continue;
        }
        let mut known = document.hosts.get(&host).cloned().unwrap_or_default();
        if let Some(memory) = remembered.host(&host) {
            known.merge(memory);
        }
        request.address = known.address;
        request.headers = known.headers;
        seen.insert(host);
    }
}

fn gaps(document: &Document, page: &Page) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let watched = document
        .requests
        .iter()
        .any(|entry| !entry.request_id.is_empty());
    if !watched && !document.restored && !document.controlled {
        gaps.push(Gap::LoadedBefore);
    }
    if document.controlled {
        gaps.push(Gap::ServiceWorker);
    }
    if document.proxied || (!document.tells_proxies && looks_proxied(page)) {
        gaps.push(Gap::Proxied);
    }
    let failed = (page.requests.iter()).any(|request| {
        request.kind == Kind::Document && matches!(request.outcome, Outcome::Failed(_))
    });
    if document.loaded && !document.remembers && !failed {
        gaps.push(Gap::NoTiming);
    }
    gaps
}

fn looks_proxied(page: &Page) -> bool {
    let live = page.requests.iter().filter_map(|request| {
        let address = request.address?;
        let host = url::host(&request.url)?;
        (address.source == AddressSource::Live).then_some((host, address.ip))
    });
    is_proxy(live)
}
