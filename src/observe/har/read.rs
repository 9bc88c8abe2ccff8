//! From the text of a file to its pages and entries, entry by entry.

use std::collections::HashMap;
use std::io::Read;

use super::decode;
use super::entry::{Entry, entry};
use super::json::{Json, JsonError, Trouble};
use super::note::{HarError, Notes, What};
use super::page::{self, Listed};
use super::time::{day, milliseconds};
use super::{Note, Recording};
use crate::messages;

/// Most pages of one file.
const MOST_PAGES: usize = 1000;
/// Most entries of one page that wait to be put in order. More than a page
/// keeps, because those of a page without entries of its own are shared out.
const MOST_ENTRIES: usize = 10_000;
/// Most entries of one file.
const MOST_OF_FILE: usize = 100_000;
/// Longest title.
const LONGEST_TITLE: usize = 512;

/// What is gathered while the file is read.
#[derive(Default)]
struct Gathered {
    listed: Vec<Listed>,
    entries: Vec<Entry>,
    /// How many were read, also those that were left out.
    read: u32,
    of_page: HashMap<Option<String>, usize>,
    /// Entries beyond the limits, by page.
    beyond: HashMap<Option<String>, u32>,
    has_list: bool,
    /// The earliest start of any page or entry.
    began: Option<f64>,
    notes: Notes,
}

/// Reads a recording.
pub(super) fn recording(source: impl Read) -> Result<Recording, HarError> {
    let mut json = Json::new(decode::utf8(source)?);
    let mut gathered = Gathered::default();
    let stopped = log(&mut json, &mut gathered).err();
    let read = gathered.read;
    if let Some(error) = stopped {
        if read == 0 {
            return Err(HarError::NotJson(error));
        }
        gathered.stopped(&error);
    } else if !gathered.has_list {
        return Err(HarError::NoEntries);
    }
    gathered.finish()
}

/// Takes the whole file.
fn log<R: Read>(json: &mut Json<R>, gathered: &mut Gathered) -> Result<(), JsonError> {
    json.members(|json, key| {
        if key != "log" {
            return json.skip();
        }
        json.members(|json, key| {
            match key {
                "pages" => {
                    json.items(|json| listed(json, gathered))?;
                }
                "entries" => {
                    gathered.has_list |= json.items(|json| {
                        let number = gathered.read.saturating_add(1);
                        let read = entry(json, number, &mut gathered.notes)?;
                        gathered.read = number;
                        if let Some(entry) = read {
                            gathered.keep(entry);
                        }
                        Ok(())
                    })?;
                }
                _ => json.skip()?,
            }
            Ok(())
        })
        .map(|_| ())
    })?;
    if json.at_end()? {
        return Ok(());
    }
    let found = json.token()?;
    let wanted = messages::wanted_end();
    Err(JsonError {
        place: json.place(),
        trouble: Trouble::Unexpected { found, wanted },
    })
}

/// Takes one of the listed pages.
fn listed<R: Read>(json: &mut Json<R>, gathered: &mut Gathered) -> Result<(), JsonError> {
    if gathered.listed.len() >= MOST_PAGES {
        gathered.notes.add(What::TooManyPages, None);
        return json.skip();
    }
    let mut page = Listed::default();
    json.members(|json, key| {
        match key {
            "id" => page.id = json.scalar(LONGEST_TITLE)?.text(),
            "title" => page.title = json.scalar(LONGEST_TITLE)?.text().unwrap_or_default(),
            "_url" | "_URL" => page.url = json.scalar(4096)?.text(),
            "startedDateTime" => {
                let text = json.scalar(LONGEST_TITLE)?.text();
                page.started = text.as_deref().and_then(milliseconds);
                gathered.remember(page.started);
            }
            "pageTimings" => {
                json.members(|json, key| {
                    if key != "onLoad" {
                        return json.skip();
                    }
                    page.pending = json.token()? == b'n';
                    page.on_load = json.scalar(64)?.number().filter(|time| *time > 0.0);
                    Ok(())
                })?;
            }
            _ => json.skip()?,
        }
        Ok(())
    })?;
    gathered.listed.push(page);
    Ok(())
}

impl Gathered {
    fn keep(&mut self, entry: Entry) {
        self.remember(entry.started);
        let count = self.of_page.entry(entry.page.clone()).or_default();
        if *count >= MOST_ENTRIES || self.entries.len() >= MOST_OF_FILE {
            *self.beyond.entry(entry.page).or_default() += 1;
            self.notes.add(What::TooMany, Some(entry.number));
            return;
        }
        *count += 1;
        self.entries.push(entry);
    }

    fn stopped(&mut self, error: &JsonError) {
        let what = What::Stopped {
            line: error.place.line,
            column: error.place.column,
            why: error.trouble.to_string(),
        };
        self.notes.add(what, Some(self.read));
    }

    fn remember(&mut self, started: Option<f64>) {
        self.began = match (self.began, started) {
            (Some(before), Some(started)) => Some(before.min(started)),
            (before, started) => before.or(started),
        };
    }

    /// Shares the entries out to their pages.
    fn finish(mut self) -> Result<Recording, HarError> {
        let mut pages = std::mem::take(&mut self.listed);
        let mut of_id: HashMap<String, usize> = HashMap::new();
        for (index, page) in pages.iter().enumerate() {
            if let Some(id) = &page.id {
                of_id.entry(id.clone()).or_insert(index);
            }
        }
        let only = pages.len() <= 1;
        let mut shares: Vec<Vec<Entry>> = pages.iter().map(|_| Vec::new()).collect();
        if pages.is_empty() {
            pages.push(Listed::default());
            shares.push(Vec::new());
        }
        for entry in std::mem::take(&mut self.entries) {
            let known = match &entry.page {
                Some(id) => of_id.get(id).copied(),
                None if only => Some(0),
                None => Some(by_time(&pages, entry.started)),
            };
            if let Some(share) = known.and_then(|index| shares.get_mut(index)) {
                share.push(entry);
            } else if pages.len() < MOST_PAGES {
                // The entry says that there is such a page; believe it.
                self.notes.add(What::UnknownPage, Some(entry.number));
                of_id.extend(entry.page.clone().map(|id| (id, pages.len())));
                pages.push(Listed {
                    id: entry.page.clone(),
                    ..Listed::default()
                });
                shares.push(vec![entry]);
            } else {
                self.notes.add(What::TooMany, Some(entry.number));
            }
        }
        let mut recording = Recording {
            day: self.began.map(day),
            ..Recording::default()
        };
        for (listed, entries) in pages.into_iter().zip(shares) {
            if entries.is_empty() {
                // The one that stands for a file without pages is not listed.
                if listed != Listed::default() {
                    self.notes.add(What::EmptyPage, None);
                }
                continue;
            }
            let beyond = self.beyond.remove(&listed.id).unwrap_or(0);
            let of_none = self.beyond.remove(&None).unwrap_or(0);
            let beyond = beyond.saturating_add(of_none);
            recording.pages.push(page::page(&listed, entries, beyond));
        }
        let notes: Vec<Note> = self.notes.into_list();
        if recording.pages.is_empty() {
            return Err(HarError::NoRequests(notes));
        }
        recording.notes = notes;
        Ok(recording)
    }
}

/// The last page that had begun when the entry started; the first page for
/// an entry from before, or whose start is not known.
fn by_time(pages: &[Listed], started: Option<f64>) -> usize {
    let Some(started) = started else { return 0 };
    let has_begun = |page: &Listed| page.started.is_some_and(|begin| begin <= started);
    let begun = pages.iter().enumerate().filter(|(_, page)| has_begun(page));
    begun
        .max_by(|(_, a), (_, b)| {
            a.started
                .partial_cmp(&b.started)
                .unwrap_or(std::cmp::Ordering::Equal)
        })
        .map_or(0, |(index, _)| index)
}
