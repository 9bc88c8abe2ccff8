//! What a recording is told about besides its pages: every entry that was
//! left out and every field that was not as it should be, so that nothing is
//! dropped unsaid.

use std::collections::BTreeMap;
use std::fmt;

use super::json::{JsonError, Trouble};
use super::place::Place;

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
pub(super) struct Notes(BTreeMap<What, (u32, Option<u32>)>);

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
        let count = self.count;
        let entries = Counted(count, "entry", "entries");
        let pages = Counted(count, "page", "pages");
        match &self.what {
            What::Stopped { line, column, why } => {
                let place = Place {
                    line: *line,
                    column: *column,
                };
                let read = Counted(self.entry.unwrap_or(0), "whole entry", "whole entries");
                write!(
                    f,
                    "The file could be read up to {place} only: {why}. \
                     The {read} before it are used"
                )
            }
            What::TooMany => write!(f, "{entries} more than are kept: left out"),
            What::TooManyPages => write!(f, "{pages} more than are kept: left out"),
            What::NoObject => write!(f, "{entries} left out: not an object"),
            What::NoUrl => write!(f, "{entries} left out: no `request.url`"),
            What::BadUrl => write!(f, "{entries} left out: no host in `request.url`"),
            What::LongUrl => write!(
                f,
                "{entries} with a very long `request.url`: its end is cut"
            ),
            What::NotNetwork(scheme) => write!(
                f,
                "{entries} left out: `{scheme}:` is not loaded over the network"
            ),
            What::WrongType(field) => write!(
                f,
                "{entries} with something else than expected in `{field}`: used without it"
            ),
            What::BadAddress => write!(
                f,
                "{entries} with something else than an IP address as the server's address: \
                 used without it"
            ),
            What::NoTime => write!(f, "{entries} without a start: kept where the file has them"),
            What::NoAnswer => write!(f, "{entries} without a status: outcome not known"),
            What::UnknownPage => write!(
                f,
                "{entries} of a page that the file does not list: shown as a page of its own"
            ),
            What::EmptyPage => write!(f, "{pages} left out: no requests are recorded for it"),
        }?;
        match self.entry {
            Some(entry) if !matches!(self.what, What::Stopped { .. }) && count == 1 => {
                write!(f, " (entry {entry})")
            }
            Some(entry) if !matches!(self.what, What::Stopped { .. }) => {
                write!(f, " (the first is entry {entry})")
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Display for HarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HarError::Empty => write!(f, "The file is empty. Save the recording again."),
            HarError::Compressed => write!(f, "The file is compressed: unpack it first."),
            HarError::NotJson(error) => write!(
                f,
                "This is not a HAR file: {}: {}. Expected JSON that begins with {{\"log\": {{.",
                error.place, error.trouble
            ),
            HarError::NoEntries => write!(
                f,
                "This is JSON, but not a HAR file: there is no list at `log.entries`. \
                 Use the browser's “Save all as HAR”."
            ),
            HarError::NoRequests(notes) => {
                write!(
                    f,
                    "The recording has no requests. Reload the page while recording."
                )?;
                notes.iter().try_for_each(|note| write!(f, " {note}."))
            }
        }
    }
}

impl std::error::Error for HarError {}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Ends => write!(f, "it ends in the middle of a value"),
            Trouble::Unexpected { found, wanted } if found.is_ascii_graphic() => {
                write!(f, "found `{}` where {wanted} should be", char::from(*found))
            }
            Trouble::Unexpected { found, wanted } => {
                write!(f, "found the byte {found:#04x} where {wanted} should be")
            }
            Trouble::TooDeep => write!(f, "values are nested deeper than any recorder writes"),
            Trouble::Source(reason) => write!(f, "it could not be read further ({reason})"),
        }
    }
}

/// A number with its noun.
struct Counted(u32, &'static str, &'static str);

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counted(count, one, many) = self;
        write!(f, "{count} {}", if *count == 1 { one } else { many })
    }
}
