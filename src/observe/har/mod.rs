//! A recording: a HAR file, as a browser or a measuring service saved it, read
//! into the pages that it holds.
//!
//! HAR 1.2 says little of what matters here, so each recorder added fields of
//! its own, and three flavours are known: **Chrome** (DevTools and chrome-har:
//! `_initiator`, `_priority`, `_resourceType`, `_renderBlocking`), **Firefox**
//! (nothing of that, but the request's own headers and often the document's
//! text, from which the same is concluded) and **WebPageTest** (`_ip_addr`,
//! `_frame_id`, `_request_type`, several runs in one file). A file is not
//! asked for its flavour: every field is read from whoever wrote it.
//!
//! The way: bytes → text (`decode`) → values (`json`) → entries
//! (`entry`, one by one, bodies stepped over) → pages (`page`: who asked
//! for what, which frame, what kind, how the page waits). Files are large and
//! often damaged: memory is bounded by what is kept and not by the file, no
//! step recurses into the input, and whatever is left out is in the notes.

mod blocking;
mod decode;
mod documents;
mod entry;
mod html;
mod json;
mod kind;
mod note;
mod page;
mod place;
mod read;
mod style;
mod tags;
pub(crate) mod time;

use std::io::Read;

pub use json::{JsonError, Trouble};
pub use note::{HarError, Note, What};
pub use place::Place;
pub use tags::{Tag, tags};

use crate::model::Page;

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recording {
    /// In the order of the file, without those for which nothing was asked.
    pub pages: Vec<Page>,
    /// What was left out, and what was not as it should be.
    pub notes: Vec<Note>,
    /// The day of the recording, as `2016-05-29`: addresses and headers are
    /// of that day, and may say little about today.
    pub day: Option<String>,
}

/// Reads a recording that is in memory.
///
/// # Errors
/// Where there is not a single request to show. A file that is damaged further
/// on gives what stands before the damage, and a note.
///
/// ```
/// use faultline::observe::har;
///
/// let file = br#"{"log": {"entries": [{
///     "startedDateTime": "2026-10-01T12:00:00Z",
///     "request": {"url": "https://example.com/", "headers": []},
///     "response": {"status": 200, "content": {"mimeType": "text/html"}},
///     "serverIPAddress": "192.0.2.1"
/// }]}}"#;
/// let recording = har::pages(file).unwrap();
/// assert_eq!(recording.pages[0].url, "https://example.com/");
/// ```
pub fn pages(bytes: &[u8]) -> Result<Recording, HarError> {
    read::recording(bytes)
}

/// Reads a recording piece by piece from wherever it comes, so that it need
/// not be in memory.
///
/// # Errors
/// As [`pages`].
pub fn pages_from(source: impl Read) -> Result<Recording, HarError> {
    read::recording(source)
}
