//! Which entries are documents of the page itself, and which of its frames.
//!
//! A page may come over several documents: redirects lead to it, or a script
//! of the first one puts a second in its place. The loss of any of them is the
//! loss of the page.

use std::collections::HashMap;

use super::entry::Entry;
use super::kind::kind;
use crate::model::Kind;
use crate::observe::url;

/// Which entry redirects to which.
pub(super) struct Chains {
    next: Vec<Option<usize>>,
    before: Vec<Option<usize>>,
}

impl Chains {
    pub fn new(entries: &[Entry]) -> Chains {
        let mut at: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, entry) in entries.iter().enumerate() {
            at.entry(&entry.url).or_default().push(index);
        }
        let mut chains = Chains {
            next: vec![None; entries.len()],
            before: vec![None; entries.len()],
        };
        for (index, entry) in entries.iter().enumerate() {
            let Some(location) = &entry.location else {
                continue;
            };
            if !entry
                .status
                .is_some_and(|status| (300..400).contains(&status))
            {
                continue;
            }
            let target = url::resolve(&entry.url, location);
            let candidates = at
                .get(target.as_str())
                .map(Vec::as_slice)
                .unwrap_or_default();
            let is_free = |at: &&usize| **at > index && chains.before(**at).is_none();
            if let Some(&found) = candidates.iter().find(is_free) {
                if let Some(next) = chains.next.get_mut(index) {
                    *next = Some(found);
                }
                if let Some(before) = chains.before.get_mut(found) {
                    *before = Some(index);
                }
            }
        }
        chains
    }

    pub fn before(&self, index: usize) -> Option<usize> {
        self.before.get(index).copied().flatten()
    }

    fn next(&self, index: usize) -> Option<usize> {
        self.next.get(index).copied().flatten()
    }

    /// The kind of each entry.
    pub fn kinds(&self, entries: &[Entry]) -> Vec<Kind> {
        let mut kinds = self.kinds_alone(entries);
        let own = self.own_documents(entries, &kinds);
        for (own, kind) in own.into_iter().zip(&mut kinds) {
            if own {
                *kind = Kind::Document;
            } else if *kind == Kind::Document {
                *kind = Kind::Frame;
            }
        }
        kinds
    }

    /// The kind of each entry, all documents being the same: a hop is of the
    /// kind of what it leads to. Hops lead forward only, so that walking
    /// backwards meets the end first.
    fn kinds_alone(&self, entries: &[Entry]) -> Vec<Kind> {
        let mut kinds = vec![Kind::Other; entries.len()];
        for (index, entry) in entries.iter().enumerate().rev() {
            let found = match self.next(index).and_then(|next| kinds.get(next)) {
                Some(kind) => *kind,
                None => kind(entry),
            };
            if let Some(place) = kinds.get_mut(index) {
                *place = found;
            }
        }
        kinds
    }

    /// Of each entry whether it is one of the page's own documents: the first,
    /// what it redirects to, and what replaces it.
    fn own_documents(&self, entries: &[Entry], kinds: &[Kind]) -> Vec<bool> {
        let named = entries.iter().position(|entry| entry.is_document);
        let first = kinds.iter().position(|kind| *kind == Kind::Document);
        let mut own = vec![false; entries.len()];
        let Some(first) = named.or(first) else {
            return own;
        };
        let mut last = self.add_chain(first, &mut own);
        for (index, (entry, kind)) in entries.iter().zip(kinds).enumerate() {
            if *kind != Kind::Document || own.get(index) == Some(&true) || index < last {
                continue;
            }
            let says_so = entry.destination.as_deref() == Some("document");
            let says_nothing = entry.destination.is_none();
            if says_so || says_nothing && replaces(entries, last, self.end(index)) {
                last = self.add_chain(index, &mut own);
            }
        }
        own
    }

    /// Adds a document with all hops before and behind it; gives the last.
    fn add_chain(&self, index: usize, own: &mut [bool]) -> usize {
        let mut start = index;
        while let Some(before) = self.before(start) {
            start = before;
        }
        let mut end = start;
        loop {
            if let Some(own) = own.get_mut(end) {
                *own = true;
            }
            match self.next(end) {
                Some(next) => end = next,
                None => return end,
            }
        }
    }

    fn end(&self, index: usize) -> usize {
        let mut end = index;
        while let Some(next) = self.next(end) {
            end = next;
        }
        end
    }
}

/// Whether the document at `new` took the place of the page's own one, at
/// `old`, as a script can do. Recorders do not say, and browsers only since
/// 2020. Two signs together are taken for it: the browser asks for the icon of
/// its site, as it does for pages and not for frames; and from then on nothing
/// is asked for by the old one.
fn replaces(entries: &[Entry], old: usize, new: usize) -> bool {
    let (Some(old), Some(at)) = (entries.get(old), entries.get(new)) else {
        return false;
    };
    let (Some(site), Some(old_site)) = (url::origin(&at.url), url::origin(&old.url)) else {
        return false;
    };
    let icon = format!("{site}/favicon.ico");
    let later = || entries.iter().skip(new + 1);
    let by_old = |entry: &Entry| {
        let named = [&entry.referer, &entry.initiator_url];
        named.into_iter().flatten().any(|by| *by == old.url)
    };
    site != old_site && later().any(|entry| entry.url == icon) && !later().any(by_old)
}
