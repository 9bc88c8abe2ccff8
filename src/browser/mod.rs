//! The only place that names the browser: the extension API, the background,
//! and the pages that show a report.

pub mod page;
