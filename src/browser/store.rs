//! Everything the background knows, written behind into the browser's session
//! storage, which is memory only: one entry a tab, one a document, a few for
//! what is remembered of hosts. What was not yet written when the background
//! dies is half a second old at most, and the page's own memory makes up
//! for it.
//!
//! What gives way when room is short is [`room`](crate::observe::live::room)'s
//! to say.
//!
//! Keys: `tabs` (which tab shows which origin), `tab:<id>`,
//! `page:<tab>:<document>`, `hosts:<part>`.

use super::api::{self, Answer, Keep};
use crate::observe::live::document::Document;
use crate::observe::live::remembered::PARTS;
use crate::observe::live::room::{Record, gives_way};
use crate::observe::live::{Observer, Tab};
use crate::observe::url;
use crate::order;
use crate::wire;
use litemap::LiteMap;

/// The browsers give 10 MB. Beyond so much room is made, and then enough that
/// it is not to be made again soon.
const MOST: usize = 8 << 20;
const ROOM: usize = 6 << 20;

#[derive(Default)]
pub struct Store {
    /// Tabs that were read back, or were never written.
    loaded: Vec<i64>,
    /// Origin of the page that each tab shows: whom a service worker's request
    /// concerns.
    origins: LiteMap<i64, String>,
    /// Revision of every document that is written.
    written: LiteMap<String, u64>,
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
                    .insert(page_key(id, &document.key), document.revision);
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
            if self.written.get(&key) != Some(&document.revision) {
                self.written.insert(key.clone(), document.revision);
                changes.set.push((key, wire::encode(document)));
            }
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

    /// Forgets a tab that is closed, and what was written of it.
    pub fn lose(&mut self, id: i64) {
        self.remove_tab(id, &mut Changes::default());
    }

    /// What could not be written is written again with the next change.
    pub fn unwritten(&mut self, keys: &[String]) {
        for key in keys {
            self.written.remove(key);
        }
        self.tabs.retain(|id, _| !keys.contains(&tab_key(*id)));
    }

    /// Pages gave way. Those that a tab shows stay as long as the background
    /// lives.
    pub fn gave_way(&mut self, observer: &mut Observer, keys: &[String]) {
        for (id, tab) in &mut observer.tabs {
            let current = tab.current.clone();
            tab.documents.retain(|document| {
                let key = page_key(*id, &document.key);
                let stays = Some(&document.key) == current.as_ref() || !keys.contains(&key);
                if !stays {
                    self.written.remove(&key);
                }
                stays
            });
        }
    }
}

impl Changes {
    pub fn keys(&self) -> Vec<String> {
        self.set.iter().map(|(key, _)| key.clone()).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.remove.is_empty()
    }

    /// Writes, and makes room where that takes more than there is. Gives the
    /// keys of the pages that gave way.
    pub async fn write(mut self) -> Answer<Vec<String>> {
        if !self.remove.is_empty() {
            api::forget(Keep::Session, &self.remove).await?;
        }
        if self.set.is_empty() {
            return Ok(Vec::new());
        }
        let refused = api::store(Keep::Session, &self.set).await.err();
        // One that does not count refuses once there is too much.
        let taken = api::session_bytes().await.unwrap_or_default();
        if refused.is_none() && taken <= MOST {
            return Ok(Vec::new());
        }
        // It may have been refused because there is no room.
        let gone = self.make_room().await?;
        let all = self.set.len();
        self.set.retain(|(key, _)| !gone.contains(key));
        match refused {
            None => Ok(gone),
            Some(refusal) => {
                api::store(Keep::Session, &self.set).await?;
                // What was to be kept has given way itself.
                match self.set.len() == all {
                    true => Ok(gone),
                    false => Err(refusal),
                }
            }
        }
    }

    async fn make_room(&self) -> Answer<Vec<String>> {
        let mut all = api::session().await?;
        all.retain(|(key, _)| !self.set.iter().any(|(set, _)| set == key));
        all.extend(self.set.iter().cloned());
        let taken = all.iter().map(|(key, text)| key.len() + text.len()).sum();
        let shown: Vec<String> = (all.iter())
            .filter_map(|(key, text)| {
                let id = key.strip_prefix("tab:")?.parse().ok()?;
                Some(page_key(id, &wire::decode::<Tab>(text)?.current?))
            })
            .collect();
        let pages = all.iter().filter(|(key, _)| key.starts_with("page:"));
        let record = |(key, text): &(String, String)| Record {
            key: key.clone(),
            size: key.len() + text.len(),
            shown: shown.contains(key),
            began: wire::decode::<Document>(text).map_or(0.0, |page| page.began),
        };
        let gone = gives_way(pages.map(record).collect(), taken, ROOM);
        api::forget(Keep::Session, &gone).await?;
        Ok(gone)
    }
}

/// The keys of all that is written of tabs, with the tab of each.
pub async fn kept() -> Answer<Vec<(i64, String)>> {
    let tab = |key: &str| {
        let rest = key.strip_prefix("tab:").or(key.strip_prefix("page:"))?;
        rest.split(':').next()?.parse().ok()
    };
    let keys = api::session_keys().await?;
    Ok(keys
        .into_iter()
        .filter_map(|key| Some((tab(&key)?, key)))
        .collect())
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
