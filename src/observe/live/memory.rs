//! What a page remembers of its own loading, merged into its record. It tells
//! of what came from caches, which the browser keeps to itself, and of how the
//! page waits; where both tell of a request, the browser knows better what it
//! is and the page why it is there.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::document::{Document, Entry, hash, kept};
use super::event::Remembers;
use super::kind;
use crate::model::{Blocking, Kind, Scripted};
use crate::observe::url;

impl Document {
    /// Merges what one of its documents remembers of its loading.
    ///
    /// Its times count from the frame's own beginning, `offset` milliseconds
    /// after the page's.
    pub fn add_memory(&mut self, frame: usize, memory: &Remembers, offset: f64) {
        let before = self.fingerprint();
        if frame == 0 {
            self.title.clone_from(&memory.title);
            self.title.truncate(self.title.floor_char_boundary(300));
            self.controlled |= memory.controlled;
            self.remembers = true;
            if memory.load_event > 0.0 {
                self.load_event = memory.load_event;
                self.loaded = true;
            }
            self.scripted = scripted(memory).or(self.scripted);
        }
        for timing in &memory.entries {
            let kind = kind::of_timing(timing);
            let Some(entry) = self.remembered(&timing.name, kind, frame) else {
                continue;
            };
            if entry.background {
                // The worker only fetched what the page had asked it for.
                entry.background = false;
                entry.kind = kind;
                entry.frame = frame;
            }
            entry.start.get_or_insert(timing.start_time + offset);
            entry.by_style |= timing.initiator_type == "css";
            if timing.transfer_size > 0 {
                entry.bytes.get_or_insert(timing.transfer_size);
            }
            match timing.render_blocking_status.as_deref() {
                Some("blocking") => entry.blocking = Blocking::Render,
                Some("non-blocking") if entry.blocking == Blocking::Unknown => {
                    entry.blocking = Blocking::No;
                }
                _ => {}
            }
        }
        for element in &memory.elements {
            let Some(kind) = kind::of_element(element) else {
                continue;
            };
            let timed = memory
                .entries
                .iter()
                .any(|timing| timing.render_blocking_status.is_some());
            let known = self.index.contains_key(&hash(&kept(&element.url)));
            if !known && !kind::is_asked_for(element, kind) {
                continue;
            }
            let Some(entry) = self.remembered(&element.url, kind, frame) else {
                continue;
            };
            if element.area > 0.0 {
                entry.area = Some(entry.area.unwrap_or(0.0).max(element.area));
            }
            if kind == Kind::Stylesheet && !element.applies {
                // For another medium, such as paper: nobody waits for it here.
                entry.kind = Kind::Hint;
            }
            if element.behind.is_some() {
                entry.behind = element.behind;
            }
            if let Some(blocking) = kind::blocking(element, kind) {
                // Where the browser says which requests hold the painting,
                // the element only tells the rest apart.
                let said = timed && entry.blocking != Blocking::Unknown;
                match (entry.blocking, blocking) {
                    // Chromium takes a script that it finds while it waits
                    // for the head to be one of the head's.
                    (Blocking::Render, Blocking::Parser) if kind == Kind::Script => {
                        entry.blocking = Blocking::Parser;
                    }
                    (Blocking::Render, _) => {}
                    (_, Blocking::Render) if said => entry.blocking = Blocking::Parser,
                    (_, blocking) => entry.blocking = blocking,
                }
            }
        }
        if before != self.fingerprint() {
            self.revision += 1;
        }
    }

    /// The entry of a URL that the page remembers; a new one came from a cache,
    /// for otherwise the browser would have told of it.
    fn remembered(&mut self, page_url: &str, kind: Kind, frame: usize) -> Option<&mut Entry> {
        let page_url = kept(page_url);
        let host = url::host(&page_url)?;
        if let Some(&at) = self.index.get(&hash(&page_url)) {
            return self.requests.get_mut(at);
        }
        if !self.keep_host(&host) {
            return None;
        }
        self.hosts.entry(host).or_default();
        let frame = if kind == Kind::Frame {
            self.unnumbered_frame(frame, &page_url)
        } else {
            frame
        };
        self.push(Entry {
            url: page_url,
            kind,
            frame,
            cached: true,
            ..Entry::default()
        })
    }

    /// Reading the page's memory twice must not look like a change.
    fn fingerprint(&self) -> u64 {
        let mut state = DefaultHasher::new();
        (&self.title, self.loaded, self.remembers, self.controlled).hash(&mut state);
        let scripted = self
            .scripted
            .map(|scripted| (scripted.letters, scripted.needy));
        scripted.hash(&mut state);
        (self.omitted_requests, self.omitted_hosts.len()).hash(&mut state);
        for entry in &self.requests {
            (
                entry.kind,
                entry.blocking as u8,
                entry.by_style,
                entry.background,
                entry.start.is_some(),
            )
                .hash(&mut state);
        }
        state.finish()
    }
}

/// What of the page its scripts do, where both counts are there.
fn scripted(memory: &Remembers) -> Option<Scripted> {
    let (parsed, counted) = (memory.parsed?, memory.counted?);
    let share = |parsed: u32, counted: u32| match counted {
        0 => 1.0,
        _ => (parsed as f32 / counted as f32).min(1.0),
    };
    let fields = share(parsed.fields, counted.fields);
    let controls = share(parsed.controls, counted.controls);
    Some(Scripted {
        text: share(parsed.text, counted.text),
        uses: fields.min(controls),
        elements: share(parsed.elements, counted.elements),
        letters: counted.text,
        needy: memory.needy,
    })
}
