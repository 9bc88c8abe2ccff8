//! A tab: the documents that it shows or may show again, and the navigations
//! that have not found their document yet.

use serde::{Deserialize, Serialize};

use super::document::{Document, kept, mark};
use super::event::{Collected, NavigationDetails, RequestDetails};
use crate::model::Outcome;

/// The last pages of a tab that back and forward may return to.
const MOST_DOCUMENTS: usize = 10;
const MOST_PENDING: usize = 20;
/// A page that leads on within so many milliseconds was only a step.
const LEADS_ON: f64 = 5_000.0;
/// Firefox does not say that a page of another site led on by itself; what a
/// page asks for so soon no reader has clicked.
const NOBODY_CLICKS: f64 = 1_000.0;

/// One tab: its documents, oldest first, and which one it shows.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Tab {
    /// Key of the document that is on the screen.
    pub current: Option<String>,
    #[serde(skip)]
    pub documents: Vec<Document>,
    /// Keys of all documents, so that they can be found again.
    pub keys: Vec<String>,
    pending: Vec<Pending>,
    /// The address of a navigation that has begun and is not committed.
    navigating: Option<String>,
}

/// A page's own request, with its redirects, before its document is known.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Pending {
    request_id: String,
    frame_id: i64,
    /// Where the last hop led.
    url: String,
    /// The hops, and then the answer itself.
    hops: Document,
    answered: bool,
    /// A page asked for it, not the reader.
    #[serde(default)]
    asked: bool,
}

impl Tab {
    /// A navigation has begun: until it is committed, what comes of it belongs
    /// to no document.
    pub(super) fn begin(&mut self, address: &str) {
        self.navigating = Some(kept(address));
    }

    /// Whether a page's own request may be this tab's. Firefox forgets the tab
    /// of a navigation that moves to another process.
    pub(super) fn awaits(&self, details: &RequestDetails) -> bool {
        let address = kept(&details.url);
        let began = |pending: &Pending| pending.request_id == details.request_id;
        let shown = |document: &Document| {
            Some(&document.key) == self.current.as_ref()
                && document.url == address
                && !document.has_own_request()
        };
        self.pending.iter().any(began)
            || self.navigating.as_ref() == Some(&address)
            || self.documents.iter().any(shown)
    }

    /// What is written down of the tab itself.
    pub fn rename_keys(&mut self) {
        self.keys = self
            .documents
            .iter()
            .map(|document| document.key.clone())
            .collect();
    }

    fn by_key(&mut self, key: &str) -> Option<&mut Document> {
        self.documents
            .iter_mut()
            .find(|document| document.key == key)
    }

    fn create(&mut self, key: String, page_url: &str, frame_id: i64) -> &mut Document {
        if self.documents.len() >= MOST_DOCUMENTS {
            let current = self.current.clone();
            let oldest = (self.documents.iter())
                .position(|document| Some(&document.key) != current.as_ref());
            if let Some(oldest) = oldest {
                self.documents.remove(oldest);
            }
        }
        self.documents.push(Document::new(key, page_url, frame_id));
        let last = self.documents.len() - 1;
        &mut self.documents[last]
    }

    /// The document to which a request belongs; created when it is the first
    /// to name it.
    pub(super) fn of_request(&mut self, details: &RequestDetails) -> &mut Document {
        let names = [
            details.document_id.as_deref(),
            details.parent_document_id.as_deref(),
        ];
        let named = names.iter().flatten().find_map(|id| {
            (self.documents.iter()).rposition(|document| document.holds_document(id))
        });
        // Firefox before 153 names the asking document by its address only.
        let by_address = || {
            let asker = kept(details.document_url.as_deref()?);
            let top = details.frame_id == 0 && details.document_id.is_none();
            (self.documents.iter())
                .rposition(|document| top && document.committed && document.url == asker)
        };
        let by_frame = || {
            (self.documents.iter()).rposition(|document| {
                document.holds_frame(details.frame_id)
                    || document.holds_frame(details.parent_frame_id)
            })
        };
        // A page that is made ready in the dark has another number than 0,
        // and its requests may come before its commit.
        let of_page = details.frame_id == 0 || details.parent_frame_id < 0;
        let new_page = of_page && details.document_id.is_some();
        let at = match named.or_else(by_address) {
            Some(at) => Some(at),
            None if new_page => None,
            None => self.current_at().or_else(by_frame),
        };
        if let Some(at) = at {
            return &mut self.documents[at];
        }
        let key = details
            .document_id
            .clone()
            .unwrap_or_else(|| made_key(details.time_stamp));
        let asker = details.document_url.clone().unwrap_or_default();
        self.create(key, &asker, details.frame_id)
    }

    fn current_at(&self) -> Option<usize> {
        let current = self.current.as_ref()?;
        self.documents
            .iter()
            .position(|document| document.key == *current)
    }

    pub(super) fn of_navigation(&mut self, details: &NavigationDetails) -> Option<&mut Document> {
        let names = [
            details.document_id.as_deref(),
            details.parent_document_id.as_deref(),
        ];
        let named = names.iter().flatten().find_map(|id| {
            (self.documents.iter()).rposition(|document| document.holds_document(id))
        });
        let at = named.or_else(|| {
            let id = if details.is_page() {
                details.frame_id
            } else {
                details.parent_frame_id
            };
            let frame = self
                .documents
                .iter()
                .rposition(|document| document.holds_frame(id));
            if id == 0 {
                self.current_at().or(frame)
            } else {
                frame.or_else(|| self.current_at())
            }
        })?;
        self.documents.get_mut(at)
    }

    pub(super) fn navigation_request(&mut self, details: &RequestDetails, outcome: Outcome) {
        let told = mark(&details.request_id, &kept(&details.url), &outcome);
        if self.documents.iter().any(|document| document.has(told)) {
            return;
        }
        let redirected =
            matches!(outcome, Outcome::Answered(status) if (300..400).contains(&status));
        let failed = match &outcome {
            Outcome::Failed(error) if is_abort(error) => {
                self.pending
                    .retain(|pending| pending.request_id != details.request_id);
                return;
            }
            Outcome::Failed(_) => true,
            _ => false,
        };
        let at = match (self.pending.iter())
            .position(|pending| pending.request_id == details.request_id)
        {
            Some(at) => at,
            None => {
                if self.pending.len() >= MOST_PENDING {
                    self.pending.remove(0);
                }
                self.pending.push(Pending {
                    request_id: details.request_id.clone(),
                    frame_id: details.frame_id,
                    hops: Document::new(String::new(), &details.url, details.frame_id),
                    ..Pending::default()
                });
                self.pending.len() - 1
            }
        };
        let pending = &mut self.pending[at];
        pending.url = kept(&details.url);
        pending.answered = !redirected;
        let asker = details.origin_url.as_deref();
        pending.asked |= asker.is_some_and(|asker| asker.starts_with("http"));
        pending.hops.add_request(details, outcome, false);
        if failed {
            let key = format!("failed-{}", details.request_id);
            let document = self.create(key.clone(), &details.url, details.frame_id);
            document.committed = true;
            document.loaded = true;
            self.current = Some(key);
            self.navigating = None;
        }
        self.settle();
    }

    /// Whether this document was never committed, as far as anybody heard.
    pub(super) fn is_unheard(&self, details: &NavigationDetails) -> bool {
        let heard = |id| {
            let mut documents = self.documents.iter();
            documents.any(|document| document.committed && document.key == id)
        };
        details.document_id.as_deref().is_some_and(|id| !heard(id))
    }

    pub(super) fn commit(&mut self, details: &NavigationDetails) {
        let id = details.document_id.as_deref();
        if !details.is_page() {
            if let Some(document) = self.of_navigation(details) {
                document.number_frame(details.frame_id, &details.url);
                document.set_frame(details.frame_id, details.parent_frame_id, id, &details.url);
            }
            return;
        }
        let back = details.is_back_or_forward();
        let address = kept(&details.url);
        let fetched = self.pending.iter().any(|pending| pending.url == address);
        let known = match id {
            Some(id) => self
                .documents
                .iter()
                .position(|document| document.key == id),
            None if back && !fetched => self
                .documents
                .iter()
                .rposition(|document| document.url == address),
            None => {
                let made = made_key(details.time_stamp);
                (self.documents.iter()).position(|document| document.key == made)
            }
        };
        let key = match known {
            Some(at) => {
                let document = &mut self.documents[at];
                document.restored |= back && document.committed;
                document.key.clone()
            }
            None => {
                let key = id.map_or_else(|| made_key(details.time_stamp), str::to_owned);
                self.create(key.clone(), &details.url, details.frame_id)
                    .restored = back && !fetched;
                key
            }
        };
        let led_here = self
            .current_at()
            .and_then(|at| self.documents.get(at))
            .filter(|page| page.url != address)
            .cloned();
        if let Some(document) = self.by_key(&key) {
            if let Some(page) = led_here.filter(|_| !document.committed) {
                let after = details.time_stamp - page.began;
                let said = details.is_client_redirect() && after <= LEADS_ON;
                if said || after <= NOBODY_CLICKS {
                    document.reached_from(&page, said);
                }
            }
            document.began = details.time_stamp;
            document.url.clone_from(&address);
            if let Some(frame) = document.frames.first_mut() {
                frame.id = details.frame_id;
                frame.url.clone_from(&address);
            }
            document.committed = true;
            document.prerender = details.is_prerender();
            document.revision += 1;
        }
        if !details.is_prerender() {
            self.current = Some(key);
            self.navigating = None;
        }
        self.settle();
        // What is older than this commit and fits nothing was given up.
        let frame_id = details.frame_id;
        self.pending
            .retain(|pending| pending.frame_id != frame_id || !pending.answered);
    }

    /// Gives pending navigations to the documents that they led to, the newest
    /// first: an older one to the same address may have been given up.
    pub fn settle(&mut self) {
        let navigating = self.navigating.is_some();
        let current = self.current.clone();
        let documents = &mut self.documents;
        self.pending.reverse();
        self.pending.retain(|pending| {
            let waiting = |document: &&mut Document| {
                let shown = Some(&document.key) == current.as_ref();
                document.committed
                    && document.url == pending.url
                    && !document.has_own_request()
                    && (document.prerender || !(shown && navigating))
            };
            if !pending.answered {
                return true;
            }
            match documents.iter_mut().rev().find(waiting) {
                Some(document) => {
                    document.prepend(&pending.hops);
                    if pending.asked && document.way.is_empty() {
                        document.way = std::mem::take(&mut document.way_if_asked);
                    }
                    false
                }
                None => true,
            }
        });
        self.pending.reverse();
    }

    pub(super) fn collect(&mut self, frames: &[Collected]) {
        let Some(top) = frames.iter().find(|frame| frame.frame_id == 0) else {
            return;
        };
        let Some(memory) = &top.result else { return };
        let address = kept(&memory.url);
        let named = (top.document_id.as_deref()).and_then(|id| {
            self.documents
                .iter()
                .rposition(|document| document.key == id)
        });
        // Another document at the same address has a name of its own, unless the
        // browser did not tell it then.
        let nameless = top.document_id.is_none();
        let fits =
            |document: &Document| document.url == address && (nameless || is_made(&document.key));
        let at = named.or_else(|| {
            let current = self.current_at();
            current.filter(|&at| self.documents.get(at).is_some_and(fits))
        });
        let key = match at.and_then(|at| self.documents.get(at)) {
            Some(document) => document.key.clone(),
            None => {
                // Nobody told of this page: it was there before the extension.
                let key = top
                    .document_id
                    .clone()
                    .unwrap_or_else(|| format!("found-{address}"));
                self.create(key.clone(), &address, 0);
                key
            }
        };
        self.current = Some(key.clone());
        let Some(document) = self.by_key(&key) else {
            return;
        };
        let unheard = !document.committed;
        document.committed = true;
        if document.url != address {
            document.revision += 1;
            document.url.clone_from(&address);
            if let Some(frame) = document.frames.first_mut() {
                frame.url.clone_from(&address);
            }
        }
        let beginning = memory.time_origin;
        for frame in frames {
            let Some(memory) = &frame.result else {
                continue;
            };
            let id = frame.document_id.as_deref();
            document.number_frame(frame.frame_id, &memory.url);
            let at = document.frame(frame.frame_id, 0, id);
            if let Some(record) = document.frames.get_mut(at)
                && record.url.is_empty()
            {
                record.url = kept(&memory.url);
            }
            document.add_memory(at, memory, memory.time_origin - beginning);
        }
        // The background died with its commit.
        self.navigating
            .take_if(|begun| unheard && *begun == address);
        self.settle();
    }
}

/// A stopped navigation leaves the old page where it is: the reader pressed
/// stop, or it was a download. Other failures leave an error page.
fn is_abort(error: &str) -> bool {
    [
        "net::ERR_ABORTED",
        "NS_BINDING_ABORTED",
        "NS_ERROR_ABORT",
        "net::ERR_BLOCKED_BY_CLIENT",
    ]
    .contains(&error)
}

fn made_key(time: f64) -> String {
    format!("at-{time}")
}

/// Whether a document's name is the extension's own, and not the browser's.
fn is_made(key: &str) -> bool {
    let made = ["at-", "failed-", "found-"];
    made.iter().any(|start| key.starts_with(start))
}
