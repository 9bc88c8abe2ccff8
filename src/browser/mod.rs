//! The only place that names the browser: the extension API, the background,
//! and the pages that show a report.

mod aliases;
mod api;
mod background;
mod badge;
mod cut;
mod language;
pub mod page;
mod popup;
mod settings;
mod simulate;
mod store;
mod tables;
mod talk;
mod tried;
mod verify;
mod www;
