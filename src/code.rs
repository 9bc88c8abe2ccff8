//! The code: where in a page's own text that comes from what it asks for. It is
//! for the people who build the page: the **way** of each request, by the calls
//! and tags that led to it back to the document, and the **edits** that change
//! the document's tags as the advice says.

mod edits;
mod ways;

use crate::model::Page;
use crate::observe::har::Tag;
pub use edits::{Edit, edits};
pub use ways::{Callers, Step, callers, way};

/// What a recording tells the people who build the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Code {
    pub page: Page,
    pub callers: Callers,
    /// Of the document; `None` where its text is not known.
    pub tags: Option<Vec<Tag>>,
}
