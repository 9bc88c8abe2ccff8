//! What is said of a simulation while it runs.

use super::{and, count, title, verdict};
use crate::model::Mode;
use crate::simulate::Status;

/// What is made true: `Simulated in this tab: Fastly fails at once`.
pub fn simulated(status: &Status) -> String {
    let how = match status.mode {
        Mode::Refuse => "fails at once",
        Mode::Hang => "never answers",
    };
    format!("Simulated in this tab: {} {how}", title(&status.outage))
}

/// How much is cut off, what was foretold, and for how long.
pub fn cut_off(status: &Status) -> String {
    let hosts = count(status.hosts, "host is", "hosts are");
    let failed = match (status.mode, status.failed) {
        (Mode::Hang, _) | (Mode::Refuse, 0) => String::new(),
        (Mode::Refuse, failed) => format!(", {} failed", count(failed, "request", "requests")),
    };
    let minutes = count(status.minutes, "minute", "minutes");
    format!(
        "{hosts} cut off{failed}. Foretold: {}. It ends by itself in {minutes}.",
        verdict(status.predicted)
    )
}

/// Hosts that answered once before they were known to be gone.
pub fn late(hosts: &[String]) -> String {
    let were = if hosts.len() == 1 {
        "appeared only now and is cut off from here on: reload to see the page without it"
    } else {
        "appeared only now and are cut off from here on: reload to see the page without them"
    };
    format!("{} {were}", and(hosts))
}
