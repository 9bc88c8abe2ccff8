//! The observer turns the browser's events into pages, one record a document.
//!
//! Lifecycle, because every wrong answer of such a tool begins here:
//!
//! - A page's own request carries no documentId in either browser, so it waits
//!   as a *pending* navigation of its tab until a document with its address is
//!   there, whichever of the two the browser tells first.
//! - A *document* is created by its commit, or before that by the first
//!   request that names it (the order across the browser's sources is not
//!   fixed), or from the page's own memory when nothing else told of it.
//! - It becomes its tab's *current* one only by a commit that is not a
//!   prerender, or by a failed navigation, which leaves the tab on an error
//!   page. A restored or activated document becomes current again under its
//!   old name, with all that it had.
//! - It is dropped when ten newer ones of its tab exist, when the tab closes,
//!   or when room is short; the current one is never dropped.
//! - Without documentIds (Firefox before 153) a document's name is its tab and
//!   the time of its commit, and a page taken back is found by its address.

pub mod document;
mod drawn;
pub mod event;
mod host;
mod initiator;
mod kind;
mod memory;
mod page;
pub mod remembered;
pub mod room;
mod tab;

use std::collections::VecDeque;

use document::{Document, kept};
use event::{Event, RequestDetails};
use litemap::LiteMap;
pub use remembered::Remembered;
pub use tab::Tab;

use crate::model::{Outcome, Page};
use crate::observe::url;

/// Late events of closed tabs come within seconds.
const MOST_CLOSED: usize = 200;

/// All tabs, as far as they were read back.
#[derive(Default)]
pub struct Observer {
    pub tabs: LiteMap<i64, Tab>,
    /// The last tabs that were closed. Browsers never give a number twice, and
    /// what was under way in a closed tab must not open it again.
    pub closed: VecDeque<i64>,
    pub remembered: Remembered,
}

impl Observer {
    /// Applies one event. Returns the tabs that it changed.
    pub fn apply(&mut self, event: Event) -> Vec<i64> {
        if event.tab().is_some_and(|tab| self.closed.contains(&tab)) {
            return Vec::new();
        }
        match event {
            Event::Completed(details) => {
                let outcome = Outcome::Answered(details.status_code.unwrap_or(0));
                self.request(&details, outcome)
            }
            Event::Failed(details) => {
                let error = details.error.clone().unwrap_or_default();
                self.request(&details, Outcome::Failed(error))
            }
            Event::Redirected(details) => {
                let outcome = Outcome::Answered(details.status_code.unwrap_or(302));
                self.request(&details, outcome)
            }
            Event::Navigating(details) => {
                if details.is_page() && !details.is_prerender() {
                    self.tab(details.tab_id).begin(&details.url);
                }
                Vec::new()
            }
            Event::Committed(details) => {
                self.tab(details.tab_id).commit(&details);
                vec![details.tab_id]
            }
            Event::Moved(details) => {
                if let Some(document) = self.tab(details.tab_id).of_navigation(&details) {
                    if details.is_page() {
                        document.url = kept(&details.url);
                    } else {
                        let id = details.document_id.as_deref();
                        document.set_frame(
                            details.frame_id,
                            details.parent_frame_id,
                            id,
                            &details.url,
                        );
                    }
                    document.revision += 1;
                }
                vec![details.tab_id]
            }
            Event::Loaded(details) => {
                let page = details.is_page();
                if page && self.tab(details.tab_id).is_unheard(&details) {
                    // The background died with its commit.
                    self.tab(details.tab_id).commit(&details);
                }
                if let Some(document) = self.tab(details.tab_id).of_navigation(&details)
                    && page
                {
                    document.loaded = true;
                    document.revision += 1;
                }
                vec![details.tab_id]
            }
            Event::TabRemoved { tab_id } => {
                self.close(tab_id);
                vec![tab_id]
            }
            Event::TabReplaced { added, removed } => {
                self.close(removed);
                vec![added, removed]
            }
            Event::Collected { tab_id, frames } => {
                self.tab(tab_id).collect(&frames);
                vec![tab_id]
            }
        }
    }

    /// The page that a tab shows; `None` when its address is another than the
    /// browser says, for then what is known is of another page.
    pub fn page(&mut self, tab_id: i64, shown: Option<&str>) -> Option<Page> {
        let tab = self.tabs.get_mut(&tab_id)?;
        tab.settle();
        let shown = shown.map(kept);
        let is_shown =
            |document: &&Document| shown.as_ref().is_none_or(|shown| *shown == document.url);
        let current = tab.current.clone()?;
        let document = (tab.documents.iter())
            .find(|document| document.key == current)
            .filter(is_shown)?;
        Some(page::of(document, &self.remembered))
    }

    /// Changes whenever the page of the tab does.
    pub fn revision(&self, tab_id: i64) -> Option<(String, u64)> {
        let tab = self.tabs.get(&tab_id)?;
        let current = tab.current.as_ref()?;
        let document = tab
            .documents
            .iter()
            .find(|document| document.key == *current)?;
        Some((document.key.clone(), document.revision))
    }

    /// Every page counts as changed: what it is looked at with has changed.
    pub fn touch(&mut self) {
        let tabs = self.tabs.iter_mut();
        for document in tabs.flat_map(|(_, tab)| &mut tab.documents) {
            document.revision += 1;
        }
    }

    fn close(&mut self, tab_id: i64) {
        self.tabs.remove(&tab_id);
        self.closed.push_back(tab_id);
        if self.closed.len() > MOST_CLOSED {
            self.closed.pop_front();
        }
    }

    fn tab(&mut self, tab_id: i64) -> &mut Tab {
        self.tabs.entry(tab_id).or_default()
    }

    fn request(&mut self, details: &RequestDetails, outcome: Outcome) -> Vec<i64> {
        self.remembered.learn(details);
        let of_page = details.kind == "main_frame";
        let tab_id = match details.tab_id {
            known @ 0.. => known,
            _ if of_page => {
                let awaiting = self.tabs.iter().find(|(_, tab)| tab.awaits(details));
                let Some((&id, _)) = awaiting else {
                    return Vec::new();
                };
                id
            }
            _ => return self.background_request(details, &outcome),
        };
        let tab = self.tab(tab_id);
        if of_page {
            tab.navigation_request(details, outcome);
        } else {
            let document = tab.of_request(details);
            document.add_request(details, outcome, false);
        }
        vec![tab_id]
    }

    /// A service worker's request is given to every tab that shows a page of
    /// its origin: it cannot be known for which of them it was made.
    fn background_request(&mut self, details: &RequestDetails, outcome: &Outcome) -> Vec<i64> {
        let Some(origin) = details.asker().and_then(url::origin) else {
            return Vec::new();
        };
        let mut changed = Vec::new();
        for (id, tab) in &mut self.tabs {
            let current = tab.current.clone();
            for document in &mut tab.documents {
                let shown = Some(&document.key) == current.as_ref() || !document.committed;
                if shown && url::origin(&document.url) == Some(origin) {
                    document.add_request(details, outcome.clone(), true);
                    changed.push(*id);
                }
            }
        }
        changed
    }
}
