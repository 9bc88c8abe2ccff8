//! Everything the background knows, written behind into the browser's session
//! storage, which is memory only: one entry a tab, one a document, a few for
//! what is remembered of hosts. What was not yet written when the background
//! dies is half a second old at most, and the page's own memory makes up
//! for it.
//!
//! Keys: `tabs` (which tab shows which origin), `tab:<id>`,
//! `page:<tab>:<document>`, `hosts:<part>`.

use super::api::{self, Answer, Keep};
use crate::observe::live::document::Document;
use crate::observe::live::remembered::PARTS;
use crate::observe::live::{Observer, Tab};
use crate::observe::url;
use crate::order;
use crate::wire;
use litemap::LiteMap;

/// The browsers give 10 MB; beyond this the oldest pages in the background go.
const ROOM: usize = 8 << 20;

#[derive(Default)]
pub struct Store {
    /// Tabs that were read back, or were never written.
    loaded: Vec<i64>,
    /// Origin of the page that each tab shows: whom a service worker's request
    /// concerns.
    origins: LiteMap<i64, String>,
    /// Revision and size of every document that is written.
    written: LiteMap<String, (u64, usize)>,
    tabs: LiteMap<i64, String>,
}

/// What is to be written and removed.
#[derive(Default)]
pub struct Changes {
    set: Vec<(String, String)>,
    remove: Vec<String>,
}

/// What is to be read before any event is applied.
pub fn keys() -> Vec<String> {
    let hosts = (0..PARTS).map(hosts_key);
    hosts.chain(["tabs".to_owned()]).collect()
}

/// These tabs with their documents, as far as they were written.
pub async fn read_tabs(tabs: &[i64]) -> Answer<Vec<(i64, Tab)>> {
    let keys: Vec<String> = tabs.iter().map(|id| tab_key(*id)).collect();
    let mut found = Vec::new();
    for (key, text) in api::stored(Keep::Session, &keys).await? {
        let Some(id) = key.strip_prefix("tab:").and_then(|id| id.parse().ok()) else {
            continue;
        };
        let Some(mut tab) = wire::decode::<Tab>(&text) else {
            continue;
        };
        let keys: Vec<String> = tab.keys.iter().map(|key| page_key(id, key)).collect();
        let pages = api::stored(Keep::Session, &keys).await?;
        for key in keys {
            let page = pages.iter().find(|(known, _)| *known == key);
            if let Some(mut document) = page.and_then(|(_, text)| wire::decode(text)) {
                Document::rebuild_index(&mut document);
                tab.documents.push(document);
            }
        }
        found.push((id, tab));
    }
    Ok(found)
}

impl Store {
    pub fn take_begin(&mut self, observer: &mut Observer, stored: Vec<(String, String)>) {
        for (key, text) in stored {
            if key == "tabs" {
                let origins: Option<Vec<(i64, String)>> = wire::decode(&text);
                self.origins = order::map(origins.unwrap_or_default());
            } else {
                observer.remembered.read_back(&text);
            }
        }
    }

    /// Which of these tabs must be read back first. A service worker's origin
    /// stands for all tabs that show it.
    pub fn missing(&self, tabs: &[i64], origins: &[String]) -> Vec<i64> {
        let of_origins = (self.origins.iter())
            .filter(|(_, origin)| origins.contains(origin))
            .map(|(id, _)| *id);
        let tabs = tabs.iter().copied();
        tabs.chain(of_origins)
            .filter(|id| !self.loaded.contains(id))
            .collect()
    }

    /// Puts tabs that were read back into the observer; a tab that was never
    /// written is known to be new.
    pub fn take_tabs(&mut self, observer: &mut Observer, asked: &[i64], found: Vec<(i64, Tab)>) {
        for (id, tab) in found {
            if self.loaded.contains(&id) {
                continue;
            }
            for document in &tab.documents {
                self.written
                    .insert(page_key(id, &document.key), (document.revision, 0));
            }
            observer.tabs.insert(id, tab);
        }
        self.loaded.extend(asked);
    }

    /// What changed in these tabs since it was last written.
    pub fn changes(&mut self, observer: &mut Observer, tabs: &[i64]) -> Changes {
        let mut changes = Changes::default();
        let before = self.origins.clone();
        for &id in tabs {
            let Some(tab) = observer.tabs.get_mut(&id) else {
                self.remove_tab(id, &mut changes);
                continue;
            };
            tab.rename_keys();
            self.write_tab(id, tab, &mut changes);
        }
        if before != self.origins {
            let origins = wire::encode(&self.origins);
            changes.set.push(("tabs".to_owned(), origins));
        }
        for (part, text) in observer.remembered.changed_parts() {
            changes.set.push((hosts_key(part), text));
        }
        self.make_room(observer, &mut changes);
        changes
    }

    fn write_tab(&mut self, id: i64, tab: &Tab, changes: &mut Changes) {
        let prefix = page_key(id, "");
        let kept: Vec<String> = tab.keys.iter().map(|key| page_key(id, key)).collect();
        let gone: Vec<String> = (self.written.keys())
            .filter(|key| key.starts_with(&prefix) && !kept.contains(*key))
            .cloned()
            .collect();
        for key in gone {
            self.written.remove(&key);
            changes.remove.push(key);
        }
        for document in &tab.documents {
            let key = page_key(id, &document.key);
            if self
                .written
                .get(&key)
                .is_some_and(|(revision, _)| *revision == document.revision)
            {
                continue;
            }
            let text = wire::encode(document);
            self.written
                .insert(key.clone(), (document.revision, text.len()));
            changes.set.push((key, text));
        }
        let current = tab
            .documents
            .iter()
            .find(|document| Some(&document.key) == tab.current.as_ref());
        match current.and_then(|document| url::origin(&document.url)) {
            Some(origin) => self.origins.insert(id, origin.to_owned()),
            None => self.origins.remove(&id),
        };
        let text = wire::encode(tab);
        if self.tabs.get(&id) != Some(&text) {
            changes.set.push((tab_key(id), text.clone()));
            self.tabs.insert(id, text);
        }
    }

    fn remove_tab(&mut self, id: i64, changes: &mut Changes) {
        let prefix = page_key(id, "");
        let pages: Vec<String> = self
            .written
            .keys()
            .filter(|key| key.starts_with(&prefix))
            .cloned()
            .collect();
        for key in &pages {
            self.written.remove(key);
        }
        self.tabs.remove(&id);
        self.origins.remove(&id);
        changes.remove.extend(pages);
        changes.remove.push(tab_key(id));
    }

    /// What could not be written is written again with the next change.
    pub fn unwritten(&mut self, keys: &[String]) {
        for key in keys {
            self.written.remove(key);
        }
        self.tabs.retain(|id, _| !keys.contains(&tab_key(*id)));
    }

    /// The oldest pages that no tab shows give way first.
    fn make_room(&mut self, observer: &mut Observer, changes: &mut Changes) {
        let mut total: usize = self.written.values().map(|(_, size)| size).sum();
        for (id, tab) in &mut observer.tabs {
            while total > ROOM {
                let current = tab.current.clone();
                let oldest = (tab.documents.iter())
                    .position(|document| Some(&document.key) != current.as_ref());
                let Some(oldest) = oldest else { break };
                let key = page_key(*id, &tab.documents.remove(oldest).key);
                total -= self.written.remove(&key).map_or(0, |(_, size)| size);
                changes.set.retain(|(set, _)| *set != key);
                changes.remove.push(key);
            }
        }
    }
}

impl Changes {
    pub fn keys(&self) -> Vec<String> {
        self.set.iter().map(|(key, _)| key.clone()).collect()
    }

    pub async fn write(self) -> Answer<()> {
        if !self.remove.is_empty() {
            api::forget(Keep::Session, &self.remove).await?;
        }
        if !self.set.is_empty() {
            api::store(Keep::Session, &self.set).await?;
        }
        Ok(())
    }
}

fn tab_key(id: i64) -> String {
    format!("tab:{id}")
}

fn page_key(id: i64, document: &str) -> String {
    format!("page:{id}:{document}")
}

fn hosts_key(part: usize) -> String {
    format!("hosts:{part}")
}
