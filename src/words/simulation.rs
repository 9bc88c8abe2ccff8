//! What is said of a simulation while it runs.

use super::{and, sentences, title, verdict};
use crate::messages;
use crate::model::Mode;
use crate::simulate::Status;

/// What is made true: `Simulated in this tab: Fastly fails at once`.
pub fn simulated(status: &Status) -> String {
    let outage = title(&status.outage);
    match status.mode {
        Mode::Refuse => messages::simulated_refuse(&outage),
        Mode::Hang => messages::simulated_hang(&outage),
    }
}

/// How much is cut off, what was foretold, and for how long: whole sentences.
pub fn cut_off(status: &Status) -> String {
    let hosts = match (status.mode, status.failed) {
        (Mode::Hang, _) | (Mode::Refuse, 0) => messages::cut_off(status.hosts),
        (Mode::Refuse, failed) => {
            messages::cut_off_failed(status.hosts, &messages::requests(failed))
        }
    };
    let foretold = messages::foretold_is(verdict(status.predicted));
    sentences(&[hosts, foretold, messages::ends_in(status.minutes)])
}

/// Hosts that answered once before they were known to be gone.
pub fn late(hosts: &[String]) -> String {
    messages::late(hosts.len(), &and(hosts))
}
