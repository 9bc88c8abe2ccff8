//! What a page remembers of its own loading, merged into its record. It tells
//! of what came from caches, which the browser keeps to itself, and of how the
//! page waits; where both tell of a request, the browser knows better what it
//! is and the page why it is there.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::document::{Document, Entry, hash, kept};
use super::event::Remembers;
use super::kind;
use crate::model::{Blocking, FontDisplay, Kind, Module};
use crate::observe::url;

impl Document {
    /// Merges what one of its documents remembers of its loading.
    ///
    /// Its times count from the frame's own beginning, `offset` milliseconds
    /// after the page's.
    pub fn add_memory(&mut self, frame: usize, memory: &Remembers, offset: f64) {
        let before = self.fingerprint();
        let omitted = std::mem::take(&mut self.omitted_requests);
        if frame == 0 {
            self.title.clone_from(&memory.title);
            self.title.truncate(self.title.floor_char_boundary(300));
            self.controlled |= memory.controlled;
            self.remembers = true;
            if memory.load_event > 0.0 {
                self.load_event = memory.load_event;
                self.loaded = true;
            }
        }
        if let Some(frame) = self.frames.get_mut(frame) {
            frame.fields = memory.fields;
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
            if timing.response_end > 0.0 {
                entry.end.get_or_insert(timing.response_end + offset);
            }
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
        let timed = (memory.entries.iter()).any(|timing| timing.render_blocking_status.is_some());
        for element in &memory.elements {
            let Some(kind) = kind::of_element(element) else {
                continue;
            };
            let known = self.index.contains_key(&hash(&kept(&element.url)));
            if !known && !kind::is_asked_for(element, kind) {
                continue;
            }
            let Some(entry) = self.remembered(&element.url, kind, frame) else {
                continue;
            };
            entry.in_document = true;
            entry.stand_in |= element.has_stand_in;
            if element.is_module || (kind == Kind::Script && element.tag == "link") {
                entry.module = Module::Certain;
            }
            match kind {
                // The element knows what it is for, the browser what it is.
                Kind::Hint if matches!(entry.kind, Kind::Other | Kind::Image) => {
                    entry.kind = Kind::Hint;
                }
                Kind::Image if entry.kind == Kind::Hint => entry.kind = Kind::Image,
                // For another medium, such as paper: nobody waits for it here.
                Kind::Stylesheet if !element.applies => entry.kind = Kind::Hint,
                _ => {}
            }
            if element.hidden {
                entry.area.get_or_insert(0.0);
            }
            if element.area > 0.0 {
                entry.area = Some(entry.area.unwrap_or(0.0).max(element.area));
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
        self.add_styles(frame, memory);
        self.add_modules(frame, memory.has_inline_modules);
        if let Some(watched) = memory.drawn.as_ref().filter(|_| frame == 0) {
            self.add_drawn(watched, memory.needy);
        }
        if let Some(largest) = memory.largest.as_ref().filter(|_| frame == 0) {
            let largest = kept(largest);
            for entry in &mut self.requests {
                entry.largest = entry.url == largest;
            }
        }
        // What has no room is told again with every asking, and the browser
        // mostly told of it, too.
        self.omitted_requests = self.omitted_requests.max(omitted);
        if before != self.fingerprint() {
            self.revision += 1;
        }
    }

    /// What the style sheets say of what they ask for.
    fn add_styles(&mut self, frame: usize, memory: &Remembers) {
        for import in &memory.imports {
            // One whose media query does not match may never be asked for.
            let known = self.index.contains_key(&hash(&kept(&import.url)));
            if !known && !import.applies {
                continue;
            }
            let Some(entry) = self.remembered(&import.url, Kind::Stylesheet, frame) else {
                continue;
            };
            entry.by_style = true;
            if !import.by.is_empty() {
                entry.importer = Some(hash(&kept(&import.by)));
            }
            if !import.applies {
                entry.blocking = Blocking::No;
            }
        }
        for face in &memory.faces {
            let at = self.index.get(&hash(&kept(&face.url)));
            if let Some(entry) = at.and_then(|at| self.requests.get_mut(*at)) {
                entry.font_display = FontDisplay::of(&face.display);
            }
        }
        // Of the fonts whose sheets cannot be read the worst is taken.
        let displays = memory.displays.iter().map(|value| FontDisplay::of(value));
        let worst = displays.min_by_key(|display| *display as u8);
        let unknown = |entry: &&mut Entry| {
            entry.frame == frame
                && entry.kind == Kind::Font
                && entry.font_display == FontDisplay::Unknown
        };
        for entry in self.requests.iter_mut().filter(unknown) {
            entry.font_display = worst.unwrap_or_default();
        }
    }

    /// In a document with modules, a script that nothing in it asks for was
    /// imported: what a script inserts stands in the document, too.
    fn add_modules(&mut self, frame: usize, inline: bool) {
        let of_frame = |entry: &Entry| entry.frame == frame && entry.kind == Kind::Script;
        let named = |entry: &Entry| of_frame(entry) && entry.module == Module::Certain;
        if !inline && !self.requests.iter().any(named) {
            return;
        }
        let load_event = self.load_event;
        for entry in &mut self.requests {
            let early = entry
                .start
                .is_some_and(|start| load_event == 0.0 || start < load_event);
            if of_frame(entry) && !entry.in_document && early && !entry.background {
                entry.module = Module::Likely;
            }
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
        let scripted = self.scripted.map(|scripted| {
            let later = scripted.later;
            (scripted.letters, scripted.needy, later.parts, later.changes)
        });
        scripted.hash(&mut state);
        (self.omitted_requests, self.omitted_hosts.len()).hash(&mut state);
        for entry in &self.requests {
            (
                entry.kind,
                entry.blocking as u8,
                entry.by_style,
                entry.background,
                entry.start.is_some(),
                entry.stand_in,
                entry.module as u8,
                entry.largest,
                entry.font_display as u8,
            )
                .hash(&mut state);
        }
        state.finish()
    }
}
