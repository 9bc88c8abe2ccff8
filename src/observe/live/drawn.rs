//! What scripts and data put into a page, told apart from what stood in its
//! document. Of a script file the page itself saw what was there once it had run
//! (`extension/early.js`). What came later, after a wait, is thought to be due to
//! the data that had just come.

use super::document::{Document, Entry, hash, kept};
use super::event::{Stroke, Watched};
use crate::model::{Drawn, Kind, Module, Scripted};

/// What has come is drawn at once: milliseconds within which the one is thought
/// to be the reason for the other.
const SOON: f64 = 150.0;
/// Up to this share of the text is a counter or a greeting.
const TRIFLE: f32 = 0.02;

impl Document {
    /// Says of the page's requests what each drew.
    pub(super) fn add_drawn(&mut self, watched: &Watched, needy: u32) {
        for entry in &mut self.requests {
            entry.drawn = None;
            entry.drawn_next = None;
        }
        for stroke in &watched.by {
            if let Some(entry) = self.script_at(&stroke.url) {
                add(&mut entry.drawn, share(stroke, &watched.whole));
            }
        }
        let mut later = Drawn::default();
        for stroke in &watched.later {
            let drawn = share(stroke, &watched.whole);
            if !stroke.url.is_empty()
                && let Some(entry) = self.script_at(&stroke.url)
            {
                add(&mut entry.drawn_next, drawn);
                continue;
            }
            let mut nobody = true;
            let heard = |entry: &Entry| watched.by.iter().any(|by| by.url == entry.url);
            let entries = self.requests.iter_mut();
            for entry in entries.filter(|entry| leads(entry, stroke.at) && !heard(entry)) {
                add(&mut entry.drawn, drawn);
                nobody = false;
            }
            if nobody {
                later = later.and(drawn);
            }
        }
        let modules = self.requests.iter_mut();
        for entry in modules.filter(|entry| entry.module != Module::No && watched.defined > 0) {
            let drawn = entry.drawn.get_or_insert_default();
            drawn.parts += i32::try_from(watched.defined).unwrap_or(i32::MAX);
        }
        self.scripted = Some(Scripted {
            letters: u32::try_from(watched.whole.text).unwrap_or(0),
            needy,
            later,
        });
    }

    fn script_at(&mut self, page_url: &str) -> Option<&mut Entry> {
        let at = *self.index.get(&hash(&kept(page_url)))?;
        let entry = self.requests.get_mut(at)?;
        (entry.kind == Kind::Script).then_some(entry)
    }
}

/// Whether what had come just before is the reason for what was drawn then: data,
/// or a script that a script imported, whose end no element tells.
fn leads(entry: &Entry, at: f64) -> bool {
    let imported = entry.kind == Kind::Script && !entry.in_document;
    let came = entry.end.is_some_and(|end| end <= at && at - end <= SOON);
    came && entry.frame == 0 && (imported || entry.kind == Kind::Data)
}

fn add(sum: &mut Option<Drawn>, drawn: Drawn) {
    let all = sum.unwrap_or_default().and(drawn);
    *sum = (all != Drawn::default()).then_some(all);
}

/// What was replaced by as much is no more than there was; of what was added, it
/// counts how much it is of the first screen, and of the text of all.
fn share(stroke: &Stroke, whole: &Stroke) -> Drawn {
    let of = |part: i32, whole: i32| part as f32 / whole.max(1) as f32;
    let (first, all) = (&stroke.first, &whole.first);
    let seen = |added: i32, first: i32, all: i32| if added > 0 { of(first, all) } else { 0.0 };
    let text = of(stroke.text, whole.text);
    let letters = if text > TRIFLE {
        of(first.text, all.text)
    } else {
        0.0
    };
    Drawn {
        text: text.max(letters),
        fields: seen(stroke.fields, first.fields, all.fields),
        controls: seen(stroke.controls, first.controls, all.controls),
        elements: seen(stroke.elements, first.elements, all.elements),
        parts: stroke.parts,
        changes: stroke.changes,
    }
}
