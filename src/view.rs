//! The views: the same report as HTML, text, Markdown and JSON, each a pure
//! function.

pub mod html;
pub mod json;
pub mod labels;
pub mod markdown;
mod plain;
pub mod text;

pub use plain::plain;

/// Where a report comes from, beyond the report itself. Empty for a page that
/// was seen live.
#[derive(Clone, Copy, Debug, Default)]
pub struct Source<'a> {
    /// The name of the file, as the reader gave it.
    pub file: Option<&'a str>,
    /// The day of the recording, as `2016-05-29`.
    pub recorded: Option<&'a str>,
    /// What was left out of the file, in sentences.
    pub notes: &'a [String],
}
