//! The tags: where in a document's text its scripts and stylesheets are asked
//! for.

use super::html;
use crate::model::Blocking;
use crate::observe::url;

/// The start tag of a script or a stylesheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The whole address that it asks for.
    pub url: String,
    pub blocking: Blocking,
    /// In the document's text, from 1.
    pub line: u32,
    /// As it is written, from `<` to `>`.
    pub text: String,
}

/// The tags of a document, in its order.
///
/// ```
/// use faultline::observe::har::tags;
///
/// let tags = tags("<p>\n<script src=/a.js></script>", "https://shop.example/boots");
/// assert_eq!(tags[0].url, "https://shop.example/a.js");
/// assert_eq!((tags[0].line, tags[0].text.as_str()), (2, "<script src=/a.js>"));
/// ```
pub fn tags(document: &str, address: &str) -> Vec<Tag> {
    let (mut line, mut seen) = (1, 0);
    let elements = html::elements(document).into_iter();
    let tags = elements.map(|(markup, written)| {
        let at = written.as_ptr() as usize - document.as_ptr() as usize;
        let between = document.get(seen..at).unwrap_or_default();
        line += between.matches('\n').count() as u32;
        seen = at;
        Tag {
            url: url::resolve(address, &markup.reference),
            blocking: markup.blocking,
            line,
            text: written.to_owned(),
        }
    });
    tags.collect()
}
