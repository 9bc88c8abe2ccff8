//! The views: the same report as HTML, text, Markdown and JSON, each a pure
//! function.

pub mod html;
pub mod labels;
