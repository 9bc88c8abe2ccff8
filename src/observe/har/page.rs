//! From the entries of one page to the page: redirects, frames, who asked for
//! what, and how the page waits.
//!
//! A recording names none of these outright. They are concluded in one pass
//! over the entries in the order of their start, so that whoever asked for a
//! request stands before it:
//!
//! 1. an entry that answers with a redirect is joined to the first later entry
//!    of that address ([`Chains`]);
//! 2. the first document is the page, later ones are frames in it (but see
//!    [`super::documents`]);
//! 3. the initiator is the stylesheet that the `referer` names, else the last
//!    entry before with the address that the recorder names, else the document
//!    in whose text the request stands;
//! 4. a request belongs to the frame that the recorder names, else to its
//!    initiator's, else to the one that the `referer` names, else to the page.

use std::collections::{HashMap, HashSet};

use super::blocking::{self, Heads, Parsed};
use super::documents::Chains;
use super::entry::Entry;
use super::html::Markup;
use crate::model::{
    Address, AddressSource, Blocking, FontDisplay, Frame, Gap, Initiator, Kind, Module, Omitted,
    Outcome, Page, Request,
};
use crate::observe::proxy::is_proxy;
use crate::observe::url;
use crate::order;

/// Most requests and hosts of a page that are kept one by one, as in the
/// browser.
const MOST_REQUESTS: usize = 2000;
const MOST_HOSTS: usize = 512;

/// What a file says of a page itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Listed {
    pub id: Option<String>,
    pub title: String,
    pub url: Option<String>,
    /// Milliseconds since 1970.
    pub started: Option<f64>,
    /// Milliseconds from the start to the load event.
    pub on_load: Option<f64>,
    /// `onLoad` is `null`: DevTools saved before the load event had come.
    pub pending: bool,
}

/// Puts the entries of a page together; there is at least one. `beyond` more
/// were left out before.
pub(super) fn page(listed: &Listed, mut entries: Vec<Entry>, beyond: u32) -> Page {
    in_order(&mut entries);
    let mut omitted = limit(&mut entries);
    omitted.requests = omitted.requests.saturating_add(beyond);
    let chains = Chains::new(&entries);
    let kinds = chains.kinds(&entries);

    let mut page = Page {
        title: listed.title.clone(),
        omitted,
        loaded: !listed.pending,
        gaps: gaps(&entries),
        ..Page::default()
    };
    let document = kinds.iter().rposition(|kind| *kind == Kind::Document);
    let document = document.and_then(|index| entries.get(index));
    page.url = match document {
        Some(document) => document.url.clone(),
        None => address_of(listed, &entries),
    };
    page.frames.push(Frame {
        parent: None,
        url: page.url.clone(),
        ..Frame::default()
    });

    let load = listed
        .started
        .zip(listed.on_load)
        .map(|(start, time)| start + time);
    let proxied = page.gaps.contains(&Gap::Proxied);
    let mut seen = Seen::default();
    let heads = Heads::new(entries.iter().zip(kinds.iter().copied()));
    let mut parsed: HashMap<String, (usize, Markup)> = HashMap::new();
    let mut styled = Styled::default();
    for (index, (entry, kind)) in entries.iter().zip(&kinds).enumerate() {
        let hop = chains.before(index);
        let in_markup = parsed.get(&entry.url).cloned();
        let by_markup = in_markup.as_ref().map(|(document, _)| *document);
        let by_markup = by_markup.or_else(|| styled.imports.get(&entry.url).copied());
        let initiator = seen.initiator(entry, *kind, hop, by_markup);
        let frame = match kind {
            Kind::Document => 0,
            Kind::Frame => seen.frame_of_document(entry, hop, initiator, &mut page),
            _ => seen.frame(entry, initiator, &mut page),
        };
        for markup in &entry.markup {
            let target = url::resolve(&entry.url, &markup.reference);
            parsed.entry(target).or_insert((index, markup.clone()));
        }
        styled.add(index, entry);
        let asked_by = initiator.and_then(|by| kinds.get(by.request)).copied();
        let mut blocking = blocking::blocking(
            entry,
            *kind,
            &Parsed {
                markup: in_markup.as_ref().map(|(_, markup)| markup.blocking),
                by_document: matches!(asked_by, Some(Kind::Document | Kind::Frame)),
                by_redirect: hop.is_some(),
                in_head: heads.reach_below(entry),
            },
        );
        // The markup and the recorder may name the first hop only.
        if let (Blocking::Unknown, Some(hop)) = (blocking, hop) {
            blocking = page.requests.get(hop).map_or(blocking, |hop| hop.blocking);
        }
        seen.add(index, entry, *kind, frame);
        let asker = initiator.and_then(|by| page.requests.get(by.request));
        let module = module(
            entry,
            *kind,
            in_markup.as_ref().map(|(_, markup)| markup),
            asker,
        );
        page.requests.push(Request {
            url: entry.url.clone(),
            kind: *kind,
            frame,
            initiator,
            address: entry.address.filter(|_| !proxied).map(|ip| Address {
                ip,
                source: if entry.cached {
                    AddressSource::Cached
                } else {
                    AddressSource::Live
                },
            }),
            headers: entry.headers.clone(),
            outcome: outcome(entry),
            cached: entry.cached,
            blocking,
            bytes: entry.bytes,
            after_load: load
                .zip(entry.started)
                .is_some_and(|(load, start)| start > load),
            module,
            font_display: styled.fonts.get(&entry.url).copied().unwrap_or_default(),
            ..Request::default()
        });
    }
    page
}

/// Whether a script is part of a graph of modules: by its element, or because a
/// module asked for it and did not insert it. An importing module is also the
/// `referer` of what it imports.
fn module(entry: &Entry, kind: Kind, markup: Option<&Markup>, asker: Option<&Request>) -> Module {
    let by_module = asker.is_some_and(|by| {
        let named = entry.referer.as_ref() == Some(&by.url);
        by.kind == Kind::Script && by.module != Module::No && (entry.is_imported || named)
    });
    match markup {
        _ if kind != Kind::Script => Module::No,
        Some(markup) if markup.is_module => Module::Certain,
        _ if by_module => Module::Likely,
        _ => Module::No,
    }
}

/// What the texts of style sheets ask for, by its address.
#[derive(Default)]
struct Styled {
    imports: HashMap<String, usize>,
    fonts: HashMap<String, FontDisplay>,
}

impl Styled {
    fn add(&mut self, index: usize, entry: &Entry) {
        for import in &entry.style.imports {
            let target = url::resolve(&entry.url, import);
            self.imports.entry(target).or_insert(index);
        }
        for (font, display) in &entry.style.fonts {
            let target = url::resolve(&entry.url, font);
            self.fonts.entry(target).or_insert(*display);
        }
    }
}

/// By start; an entry without one stays behind the one before it in the file.
fn in_order(entries: &mut Vec<Entry>) {
    let mut last = f64::NEG_INFINITY;
    let mut keyed: Vec<(f64, Entry)> = std::mem::take(entries)
        .into_iter()
        .map(|entry| {
            last = entry.started.unwrap_or(last);
            (last, entry)
        })
        .collect();
    order::by(&mut keyed, |(a, _), (b, _)| a.total_cmp(b));
    entries.extend(keyed.into_iter().map(|(_, entry)| entry));
}

/// Leaves out, and counts, what is beyond the limits.
fn limit(entries: &mut Vec<Entry>) -> Omitted {
    let mut hosts: HashSet<String> = HashSet::new();
    let mut left_out: HashSet<String> = HashSet::new();
    let mut kept = 0;
    let mut requests = 0;
    entries.retain(|entry| {
        let host = url::host(&entry.url).unwrap_or_default();
        let room = kept < MOST_REQUESTS && (hosts.len() < MOST_HOSTS || hosts.contains(&host));
        if room {
            kept += 1;
            hosts.insert(host);
        } else {
            requests += 1;
            if !hosts.contains(&host) {
                left_out.insert(host);
            }
        }
        room
    });
    Omitted {
        requests,
        hosts: left_out.len() as u32,
    }
}

/// The address of a page whose document was not recorded: what the file says,
/// else what its first request says that it came from.
fn address_of(listed: &Listed, entries: &[Entry]) -> String {
    let said = listed.url.as_deref().or(Some(listed.title.as_str()));
    let referer = entries.iter().find_map(|entry| entry.referer.as_deref());
    let first = entries.first().map(|entry| entry.url.as_str());
    let found = said
        .filter(|said| url::host(said).is_some())
        .or(referer)
        .or(first);
    url::without_fragment(found.unwrap_or_default()).to_owned()
}

fn gaps(entries: &[Entry]) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let live = entries.iter().filter(|entry| !entry.cached);
    if is_proxy(live.filter_map(|entry| url::host(&entry.url).zip(entry.address))) {
        gaps.push(Gap::Proxied);
    }
    if entries.iter().all(|entry| entry.address.is_none()) {
        gaps.push(Gap::NoAddresses);
    }
    if entries.iter().all(|entry| !entry.has_headers) {
        gaps.push(Gap::NoHeaders);
    }
    gaps
}

fn outcome(entry: &Entry) -> Outcome {
    match (entry.status, &entry.error) {
        (Some(status), _) => Outcome::Answered(status),
        (None, Some(error)) => Outcome::Failed(error.clone()),
        (None, None) => Outcome::Unknown,
    }
}

/// What the entries before told: by address, and by the recorder's own name
/// of a frame.
#[derive(Default)]
struct Seen<'e> {
    /// The last entry of each address: index, kind, frame.
    requests: HashMap<&'e str, (usize, Kind, usize)>,
    frames: HashMap<&'e str, usize>,
    /// The frames whose document is at an address, and at an origin.
    documents: HashMap<&'e str, usize>,
    origins: HashMap<&'e str, usize>,
}

impl<'e> Seen<'e> {
    fn add(&mut self, index: usize, entry: &'e Entry, kind: Kind, frame: usize) {
        self.requests.insert(&entry.url, (index, kind, frame));
        if let Kind::Document | Kind::Frame = kind {
            if let Some(id) = &entry.frame {
                self.frames.insert(id, frame);
            }
            self.documents.insert(&entry.url, frame);
            if let Some(origin) = url::origin(&entry.url) {
                // Of several frames of one origin the outermost is meant most
                // often; it is the first.
                self.origins.entry(origin).or_insert(frame);
            }
        }
    }

    /// Who asked for a request. `in_markup` is the document whose text names
    /// it.
    fn initiator(
        &self,
        entry: &Entry,
        kind: Kind,
        hop: Option<usize>,
        in_markup: Option<usize>,
    ) -> Option<Initiator> {
        let certain = |request| Initiator {
            request,
            certain: true,
        };
        if let Some(hop) = hop {
            return Some(certain(hop));
        }
        if kind == Kind::Document {
            return None;
        }
        // What a stylesheet asks for bears its address as the `referer`. Chrome
        // names the script that was running when the text was laid out.
        let stylesheet = entry
            .referer
            .as_deref()
            .and_then(|url| self.requests.get(url));
        let stylesheet = stylesheet.filter(|(_, kind, _)| *kind == Kind::Stylesheet);
        if let Some((request, _, _)) = stylesheet {
            return Some(certain(*request));
        }
        let named = entry.initiator_url.as_deref().map(url::without_fragment);
        let named = named.and_then(|url| self.requests.get(url));
        let found = named.map(|(index, by, _)| Initiator {
            request: *index,
            certain: kind != Kind::Font || *by != Kind::Script,
        });
        found.or(in_markup.map(certain))
    }

    /// The frame that a document fills: the one of the hop before it, the one
    /// that the recorder names, or a new one.
    fn frame_of_document(
        &self,
        entry: &Entry,
        hop: Option<usize>,
        initiator: Option<Initiator>,
        page: &mut Page,
    ) -> usize {
        let of_hop = hop
            .and_then(|hop| page.requests.get(hop))
            .map(|hop| hop.frame);
        let named = entry
            .frame
            .as_deref()
            .and_then(|id| self.frames.get(id))
            .copied();
        // A second document in the page's own frame would be a navigation.
        let known = of_hop.or(named.filter(|frame| *frame != 0));
        if let Some(frame) = known.and_then(|index| page.frames.get_mut(index)) {
            frame.url.clone_from(&entry.url);
            return known.unwrap_or(0);
        }
        let parent = self.frame_by_request(entry, initiator, page);
        page.frames.push(Frame {
            parent: Some(parent),
            url: entry.url.clone(),
            ..Frame::default()
        });
        page.frames.len() - 1
    }

    /// The frame of anything else. A frame that the recorder names before any
    /// document of it has none on the network: `about:blank`, filled by script.
    fn frame(&mut self, entry: &'e Entry, initiator: Option<Initiator>, page: &mut Page) -> usize {
        let by_request = self.frame_by_request(entry, initiator, page);
        match &entry.frame {
            // Without the page's own name, a name tells nothing.
            Some(id) if self.frames.values().any(|frame| *frame == 0) => {
                *self.frames.entry(id).or_insert_with(|| {
                    page.frames.push(Frame {
                        parent: Some(by_request),
                        url: "about:blank".to_owned(),
                        ..Frame::default()
                    });
                    page.frames.len() - 1
                })
            }
            _ => by_request,
        }
    }

    fn frame_by_request(&self, entry: &Entry, initiator: Option<Initiator>, page: &Page) -> usize {
        let asked_by = initiator.and_then(|by| page.requests.get(by.request));
        let referer = entry.referer.as_deref();
        let by_referer = || {
            let referer = referer?;
            let by_address = self.documents.get(referer).copied();
            let by_sheet = || self.requests.get(referer).map(|(_, _, frame)| *frame);
            let by_origin = || self.origins.get(url::origin(referer)?).copied();
            by_address.or_else(by_sheet).or_else(by_origin)
        };
        asked_by.map(|by| by.frame).or_else(by_referer).unwrap_or(0)
    }
}
