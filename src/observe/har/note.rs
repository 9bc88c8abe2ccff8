//! What a recording is told about besides its pages: every entry that was
//! left out and every field that was not as it should be, so that nothing is
//! dropped unsaid.

use std::fmt;

use litemap::LiteMap;

use super::json::{JsonError, Trouble};
use super::place::Place;
use crate::messages;

/// Why nothing at all could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HarError {
    /// The file has no bytes.
    Empty,
    /// It is compressed; who reads files has to unpack it first.
    Compressed,
    /// It is not JSON at all, or ends before its first request.
    NotJson(JsonError),
    /// It is JSON, but there is no list at `log.entries`.
    NoEntries,
    /// The list is there, and nothing in it is a request to a server.
    NoRequests(Vec<Note>),
}

/// One thing to know about the recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub what: What,
    /// How often it occurred.
    pub count: u32,
    /// The first entry (from 1) that it concerns, where it concerns entries.
    pub entry: Option<u32>,
}

/// The kinds of notes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The file ends, or stops to be JSON, after this many whole entries.
    Stopped { line: u64, column: u64, why: String },
    /// More entries than are kept.
    TooMany,
    /// More pages than are kept.
    TooManyPages,
    /// Entries that are no objects.
    NoObject,
    /// Entries without the address of their request.
    NoUrl,
    /// Addresses in which no host can be found.
    BadUrl,
    /// Addresses longer than is kept: their ends are cut.
    LongUrl,
    /// `data:`, `blob:`, `about:`, extensions: nothing on the network.
    NotNetwork(String),
    /// A field of another type than the format says, left out.
    WrongType(&'static str),
    /// Addresses of servers that are none.
    BadAddress,
    /// Entries whose start is not known: they stay where the file has them.
    NoTime,
    /// No status and no error: what became of the request is not known.
    NoAnswer,
    /// Entries of a page that the recording does not list.
    UnknownPage,
    /// Listed pages for which nothing was asked.
    EmptyPage,
}

/// Notes while they are gathered, one per kind.
#[derive(Default)]
pub(super) struct Notes(LiteMap<What, (u32, Option<u32>)>);

impl Notes {
    /// Counts one more; only the first entry is remembered.
    pub fn add(&mut self, what: What, entry: Option<u32>) {
        let (count, _) = self.0.entry(what).or_insert((0, entry));
        *count = count.saturating_add(1);
    }

    pub fn into_list(self) -> Vec<Note> {
        self.0
            .into_iter()
            .map(|(what, (count, entry))| Note { what, count, entry })
            .collect()
    }
}

impl Note {
    /// Whether the file itself is damaged and requests of the page are lost, so
    /// that a script should not take the report for the whole truth.
    pub fn is_damage(&self) -> bool {
        matches!(
            self.what,
            What::Stopped { .. } | What::NoObject | What::NoUrl
        )
    }
}

/// A sentence without its full stop, so that a view can use it in a list.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = self.said();
        let at = match &self.what {
            What::Stopped { .. } => None,
            _ => self.entry.map(messages::number),
        };
        f.write_str(&match at {
            Some(entry) if self.count == 1 => messages::note_at(&said, &entry),
            Some(entry) => messages::note_first_at(&said, &entry),
            None => said,
        })
    }
}

impl Note {
    /// What it is, without the number of the entry.
    fn said(&self) -> String {
        const URL: &str = "`request.url`";
        let count = self.count;
        match &self.what {
            What::Stopped { line, column, why } => {
                let place = Place {
                    line: *line,
                    column: *column,
                };
                messages::note_stopped(self.entry.unwrap_or(0), &place.to_string(), why)
            }
            What::TooMany => messages::note_too_many(count),
            What::TooManyPages => messages::note_too_many_pages(count),
            What::NoObject => messages::note_no_object(count),
            What::NoUrl => messages::note_no_field(count, URL),
            What::BadUrl => messages::note_no_host(count, URL),
            What::LongUrl => messages::note_long(count, URL),
            What::NotNetwork(scheme) => messages::note_not_network(count, &format!("`{scheme}:`")),
            What::WrongType(field) => messages::note_wrong_type(count, &format!("`{field}`")),
            What::BadAddress => messages::note_bad_address(count),
            What::NoTime => messages::note_no_time(count),
            What::NoAnswer => messages::note_no_answer(count),
            What::UnknownPage => messages::note_unknown_page(count),
            What::EmptyPage => messages::note_empty_page(count),
        }
    }
}

impl fmt::Display for HarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HarError::Empty => f.write_str(messages::har_empty()),
            HarError::Compressed => f.write_str(messages::har_compressed()),
            HarError::NotJson(error) => {
                let (place, why) = (error.place.to_string(), error.trouble.to_string());
                f.write_str(&messages::har_not_json(&place, &why, "{\"log\": {"))
            }
            HarError::NoEntries => f.write_str(messages::har_no_entries()),
            HarError::NoRequests(notes) => {
                let notes = notes
                    .iter()
                    .map(|note| messages::sentence(&note.to_string()));
                let none = messages::har_no_requests().to_owned();
                f.write_str(&notes.fold(none, |said, note| messages::sentences(&said, &note)))
            }
        }
    }
}

impl std::error::Error for HarError {}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Ends => f.write_str(messages::json_ends()),
            Trouble::Unexpected { found, wanted } => {
                let found = if found.is_ascii_graphic() {
                    format!("`{}`", char::from(*found))
                } else {
                    messages::json_byte(&format!("{found:#04x}"))
                };
                f.write_str(&messages::json_unexpected(&found, wanted))
            }
            Trouble::TooDeep => f.write_str(messages::json_too_deep()),
            Trouble::Source(reason) => f.write_str(&messages::json_source(reason)),
        }
    }
}
