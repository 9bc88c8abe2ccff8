//! The only place that names the browser: the extension API, the background,
//! and the pages that show a report. Each of the crates in `modules` makes a
//! module of what one of them loads.

mod aliases;
mod api;
pub mod background;
mod badge;
mod cut;
mod database;
mod devtools;
mod language;
mod now;
mod page;
pub mod panel;
pub mod popup;
mod settings;
mod simulate;
mod store;
mod tables;
mod talk;
mod tried;
mod trouble;
mod verify;
mod visits;
pub mod web;
pub mod www;
