//! The only place that names the browser: the extension API, the background,
//! and the pages that show a report.

mod api;
mod background;
pub mod page;
mod popup;
mod store;
mod tables;
mod talk;
mod www;
