//! A document is the growing record of one page while it lives in a tab: the
//! browser's events and the page's own memory, merged. It can be written down
//! and read back at any moment, because the background that holds it may die
//! between any two events.

use std::collections::HashMap;

use std::hash::{DefaultHasher, Hash, Hasher};

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::event::RequestDetails;
use super::host::{HostRecord, telling};
use super::kind;
use crate::locate::address;
use crate::model::{
    Address, AddressSource, Blocking, Drawn, FontDisplay, Kind, Module, Outcome, Scripted,
};
use crate::observe::url;
use crate::order;

/// What is kept one by one; the rest is counted.
pub const MOST_REQUESTS: usize = 2_000;
pub const MOST_HOSTS: usize = 512;
/// Of all addresses together: a page that asks for 2,000 endless ones must not
/// take the room of all others.
const MOST_LETTERS: usize = 1 << 20;
const MOST_FRAMES: usize = 256;
/// As many redirects as browsers follow; a page that leads on and on by itself
/// goes through more.
const LONGEST_WAY: usize = 20;
const LONGEST_URL: usize = 2_048;
/// Enough to say how many hosts were left out without keeping their names.
const MOST_OMITTED_HOSTS: usize = 8_192;

/// The number of a frame whose number is not known.
const UNNUMBERED: i64 = i64::MIN;

/// One page in one tab.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Document {
    /// The browser's documentId, or the extension's own name for it where the
    /// browser has none.
    pub key: String,
    pub url: String,
    pub title: String,
    /// `frames[0]` is the page itself.
    pub frames: Vec<FrameRecord>,
    pub requests: Vec<Entry>,
    #[serde(deserialize_with = "order::read_map")]
    pub hosts: LiteMap<String, HostRecord>,
    pub omitted_requests: u32,
    #[serde(deserialize_with = "order::read_map")]
    pub(super) omitted_hosts: LiteMap<u64, ()>,
    /// The pages that led here by themselves, as redirects do.
    #[serde(default)]
    pub way: Vec<Entry>,
    /// Such pages, as long as nobody said that it was they who led here.
    #[serde(default)]
    pub(super) way_if_asked: Vec<Entry>,
    /// When it was put into its tab, in milliseconds of the clock.
    #[serde(default)]
    pub began: f64,
    /// The browser has put it into its tab; before, it may still be dropped.
    pub committed: bool,
    pub prerender: bool,
    /// The browser took it out of its back/forward cache at least once.
    pub restored: bool,
    pub loaded: bool,
    /// Milliseconds from the navigation's start to the load event.
    pub load_event: f64,
    /// The answer to a form: asked for by another method than GET.
    #[serde(default)]
    pub posted: bool,
    /// What of the page its scripts do.
    #[serde(default)]
    pub scripted: Option<Scripted>,
    /// The connections go through a proxy.
    pub proxied: bool,
    /// The browser tells of proxies, so that none needs to be guessed.
    pub tells_proxies: bool,
    /// The page's own memory was read at least once.
    pub remembers: bool,
    /// A service worker answers for the page.
    pub controlled: bool,
    /// Grows with every change, so that nothing unchanged is written or drawn.
    pub revision: u64,
    #[serde(skip)]
    pub(super) index: HashMap<u64, usize>,
    /// What the addresses of the requests take.
    #[serde(skip)]
    letters: usize,
}

/// A frame, by the browser's number.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FrameRecord {
    pub id: i64,
    pub document: Option<String>,
    /// Index in [`Document::frames`].
    pub parent: Option<usize>,
    pub url: String,
    #[serde(default)]
    pub fields: u32,
}

/// A request, as far as it is its own; what its host has in common with others
/// is in [`HostRecord`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Entry {
    pub url: String,
    pub kind: Kind,
    pub frame: usize,
    pub request_id: String,
    pub outcome: Outcome,
    pub cached: bool,
    pub background: bool,
    pub bytes: Option<u64>,
    /// Milliseconds after the navigation's start, from Resource Timing.
    pub start: Option<f64>,
    pub blocking: Blocking,
    /// A stylesheet asked for it.
    pub by_style: bool,
    pub area: Option<f32>,
    #[serde(default)]
    pub behind: Option<f32>,
    /// Milliseconds after the navigation's start: when its answer had come.
    #[serde(default)]
    pub end: Option<f64>,
    /// An element of the document asks for it.
    #[serde(default)]
    pub in_document: bool,
    /// It has another file for its place.
    #[serde(default)]
    pub stand_in: bool,
    #[serde(default)]
    pub drawn: Option<Drawn>,
    #[serde(default)]
    pub drawn_next: Option<Drawn>,
    #[serde(default)]
    pub module: Module,
    #[serde(default)]
    pub largest: bool,
    #[serde(default)]
    pub font_display: FontDisplay,
    /// The style sheet that imports it, as the hash of its address.
    #[serde(default)]
    pub importer: Option<u64>,
}

impl Entry {
    /// What the browser told of, as opposed to all else that it tells.
    pub(super) fn mark(&self) -> u64 {
        mark(&self.request_id, &self.url, &self.outcome)
    }
}

impl Document {
    pub fn new(key: String, page_url: &str, frame_id: i64) -> Document {
        let url = kept(page_url);
        Document {
            frames: vec![FrameRecord {
                id: frame_id,
                document: Some(key.clone()),
                parent: None,
                url: url.clone(),
                ..FrameRecord::default()
            }],
            key,
            url,
            ..Document::default()
        }
    }

    /// Must follow every reading back: the index is not written down.
    pub fn rebuild_index(&mut self) {
        let entries = self.requests.iter().enumerate().rev();
        self.index = entries
            .flat_map(|(at, entry)| [(hash(&entry.url), at), (entry.mark(), at)])
            .collect();
        self.letters = self.requests.iter().map(|entry| entry.url.len()).sum();
    }

    pub fn has_own_request(&self) -> bool {
        self.requests
            .iter()
            .any(|entry| entry.kind == Kind::Document)
    }

    /// Whether a document of this name is the page or one of its frames.
    pub fn holds_document(&self, id: &str) -> bool {
        self.key == id
            || self
                .frames
                .iter()
                .any(|frame| frame.document.as_deref() == Some(id))
    }

    pub fn holds_frame(&self, id: i64) -> bool {
        self.frames.iter().any(|frame| frame.id == id)
    }

    /// The frame of a request or navigation, added when it is new.
    pub fn frame(&mut self, id: i64, parent_id: i64, document: Option<&str>) -> usize {
        let by_document = document.and_then(|document| {
            (self.frames.iter()).position(|frame| frame.document.as_deref() == Some(document))
        });
        if let Some(at) =
            by_document.or_else(|| self.frames.iter().position(|frame| frame.id == id))
        {
            return at;
        }
        if parent_id < 0 || self.frames.len() >= MOST_FRAMES {
            return 0;
        }
        let parent = self.frames.iter().position(|frame| frame.id == parent_id);
        self.frames.push(FrameRecord {
            id,
            document: document.map(str::to_owned),
            parent: Some(parent.unwrap_or(0)),
            url: String::new(),
            ..FrameRecord::default()
        });
        self.revision += 1;
        self.frames.len() - 1
    }

    /// The frame that a document inside the page fills, where only the page's
    /// memory tells of it: the browser's number comes later or never.
    pub(super) fn unnumbered_frame(&mut self, parent: usize, page_url: &str) -> usize {
        let known = (self.frames.iter())
            .skip(1)
            .position(|frame| frame.url == page_url);
        if let Some(at) = known {
            return at + 1;
        }
        if self.frames.len() >= MOST_FRAMES {
            return parent;
        }
        let (parent, url) = (Some(parent), page_url.to_owned());
        self.frames.push(FrameRecord {
            id: UNNUMBERED,
            document: None,
            parent,
            url,
            ..FrameRecord::default()
        });
        self.frames.len() - 1
    }

    /// Gives the browser's number to a frame that has none yet.
    pub fn number_frame(&mut self, id: i64, page_url: &str) {
        let unknown = !self.holds_frame(id);
        let page_url = kept(page_url);
        let frame = (self.frames.iter_mut())
            .find(|frame| unknown && frame.id == UNNUMBERED && frame.url == page_url);
        if let Some(frame) = frame {
            frame.id = id;
        }
    }

    /// A frame now shows another document.
    pub fn set_frame(&mut self, id: i64, parent_id: i64, document: Option<&str>, page_url: &str) {
        let at = match self.frames.iter().position(|frame| frame.id == id) {
            Some(at) => at,
            None => self.frame(id, parent_id, document),
        };
        if let Some(frame) = self.frames.get_mut(at) {
            frame.url = kept(page_url);
            if document.is_some() {
                frame.document = document.map(str::to_owned);
            }
        }
        self.revision += 1;
    }

    /// Adds what a `webRequest` event tells.
    pub fn add_request(&mut self, details: &RequestDetails, outcome: Outcome, background: bool) {
        self.proxied |= details
            .proxy_info
            .as_ref()
            .is_some_and(|proxy| proxy.kind != "direct");
        self.tells_proxies |= details.third_party.is_some();
        let kind = kind::of_web_request(&details.kind);
        if kind == Kind::Document && !background {
            // Of the last hop: a form is often answered by a redirect.
            self.posted = !["", "GET"].contains(&details.method.as_str());
        }
        let frame = match kind {
            Kind::Document => 0,
            _ if background => 0,
            Kind::Frame => {
                self.number_frame(details.frame_id, &details.url);
                self.frame(details.frame_id, details.parent_frame_id, None)
            }
            _ => {
                let document = details.document_id.as_deref();
                self.frame(details.frame_id, details.parent_frame_id, document)
            }
        };
        if kind == Kind::Frame
            && let Some(record) = self.frames.get_mut(frame)
            && record.url.is_empty()
        {
            record.url = kept(&details.url);
        }
        let Some(host) = url::host(&details.url) else {
            return;
        };
        let cached = details.from_cache.unwrap_or(false);
        let known = HostRecord {
            address: (details.ip.as_deref().and_then(address::parse)).map(|ip| Address {
                ip,
                source: if cached {
                    AddressSource::Cached
                } else {
                    AddressSource::Live
                },
            }),
            headers: telling(details),
        };
        let entry = Entry {
            url: kept(&details.url),
            kind,
            frame,
            request_id: details.request_id.clone(),
            outcome,
            cached,
            background,
            bytes: details.response_size,
            ..Entry::default()
        };
        if self.has(entry.mark()) {
            return;
        }
        if !self.keep_host(&host) {
            self.omitted_requests += 1;
            self.revision += 1;
            return;
        }
        self.hosts.entry(host).or_default().merge(&known);
        self.revision += 1;
        // The page's own memory may have told of it before the browser did,
        // and what a page asks its service worker for, that worker asks for
        // again: one request, seen from two sides.
        if let Some(own) = self.entry(&entry.url)
            && (own.request_id.is_empty() || own.background != background)
        {
            if background && !own.request_id.is_empty() {
                own.cached &= cached;
                return;
            }
            own.request_id = entry.request_id;
            own.frame = entry.frame;
            own.outcome = entry.outcome;
            own.background &= background;
            own.cached = cached;
            own.bytes = entry.bytes.or(own.bytes);
            if own.kind == Kind::Other || !matches!(entry.kind, Kind::Other | Kind::Data) {
                own.kind = entry.kind;
            }
            return;
        }
        self.push(entry);
    }

    /// Puts a page's own request and its redirects before all others.
    pub fn prepend(&mut self, hops: &Document) {
        self.proxied |= hops.proxied;
        self.tells_proxies |= hops.tells_proxies;
        self.posted |= hops.posted;
        for (host, record) in &hops.hosts {
            if self.keep_host(host) {
                self.hosts.entry(host.clone()).or_default().merge(record);
            }
        }
        self.requests.splice(0..0, hops.requests.iter().cloned());
        self.rebuild_index();
        self.revision += 1;
    }

    /// It was reached from another page, which only led here; for sure, or if
    /// that page asked for it.
    pub(super) fn reached_from(&mut self, page: &Document, sure: bool) {
        let documents = page.requests.iter();
        let own = documents.filter(|entry| entry.kind == Kind::Document && !entry.background);
        let mut way: Vec<Entry> = page.way.iter().chain(own).cloned().collect();
        way.drain(..way.len().saturating_sub(LONGEST_WAY));
        for entry in &way {
            let Some(host) = url::host(&entry.url) else {
                continue;
            };
            if let Some(record) = page.hosts.get(&host) {
                self.hosts.entry(host).or_default().merge(record);
            }
        }
        if sure {
            self.way = way;
        } else {
            self.way_if_asked = way;
        }
        self.revision += 1;
    }

    pub fn omitted_hosts(&self) -> u32 {
        u32::try_from(self.omitted_hosts.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn push(&mut self, entry: Entry) -> Option<&mut Entry> {
        let letters = self.letters + entry.url.len();
        if self.requests.len() >= MOST_REQUESTS || letters > MOST_LETTERS {
            self.omitted_requests += 1;
            return None;
        }
        self.letters = letters;
        for key in [hash(&entry.url), entry.mark()] {
            self.index.entry(key).or_insert(self.requests.len());
        }
        self.requests.push(entry);
        self.requests.last_mut()
    }

    /// Whether the browser told of a request already, by [`Entry::mark`].
    pub(super) fn has(&self, mark: u64) -> bool {
        self.index.contains_key(&mark)
    }

    fn entry(&mut self, page_url: &str) -> Option<&mut Entry> {
        let at = *self.index.get(&hash(&page_url.to_owned()))?;
        self.requests.get_mut(at)
    }

    pub(super) fn keep_host(&mut self, host: &str) -> bool {
        if self.hosts.contains_key(host) || self.hosts.len() < MOST_HOSTS {
            return true;
        }
        if self.omitted_hosts.len() < MOST_OMITTED_HOSTS {
            self.omitted_hosts.insert(hash(&host.to_owned()), ());
        }
        false
    }
}

/// A URL as it is kept and compared: without its fragment, which never leaves
/// the browser, and without the end of one that is absurdly long.
pub(super) fn kept(page_url: &str) -> String {
    let bare = url::without_fragment(page_url);
    let end = bare.floor_char_boundary(LONGEST_URL);
    bare.get(..end).unwrap_or_default().to_owned()
}

/// The same for two tellings of one thing. A request that is redirected to its
/// own address is told of twice, and has two outcomes.
pub(super) fn mark(request_id: &str, page_url: &str, outcome: &Outcome) -> u64 {
    let mut state = DefaultHasher::new();
    let answered = match outcome {
        Outcome::Answered(status) => Some(*status),
        _ => None,
    };
    (request_id, page_url, answered).hash(&mut state);
    state.finish()
}

pub(super) fn hash(text: &String) -> u64 {
    let mut state = DefaultHasher::new();
    text.hash(&mut state);
    state.finish()
}
