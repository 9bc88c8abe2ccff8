//! What is said of trials: predictions beside what was seen.

use super::{and, verdict};
use crate::messages;
use crate::model::Mode;
use crate::trial::Trial;

/// The first line of a page's trials: `5 of 6 predictions verified`.
pub fn trials(trials: &[&Trial]) -> String {
    let agree = trials.iter().filter(|trial| trial.agrees()).count();
    match trials.len() {
        0 => messages::trials_question().to_owned(),
        tried => messages::trials_verified(tried, &messages::number(agree)),
    }
}

/// How what is gone fails, as an aside.
pub fn failing(mode: Mode) -> &'static str {
    match mode {
        Mode::Refuse => messages::failing_at_once(),
        Mode::Hang => messages::never_answering(),
    }
}

/// Whether a prediction came true: `verified`, or `predicted broken, seen
/// degraded`.
pub fn verified(trial: &Trial) -> String {
    if trial.agrees() {
        return messages::verified().to_owned();
    }
    messages::predicted_but_seen(verdict(trial.predicted), verdict(trial.observed.verdict))
}

/// The same in a sentence about the outage: `Tried on this page, failing at
/// once: verified`.
pub fn tried(trial: &Trial) -> String {
    messages::tried(failing(trial.mode), &verified(trial))
}

/// Which hosts were cut off.
pub fn lost(hosts: &[String]) -> String {
    const NAMED: usize = 6;
    let (named, more) = hosts.split_at(hosts.len().min(NAMED));
    let mut names = named.to_vec();
    if !more.is_empty() {
        names.push(messages::others(more.len()));
    }
    messages::were_cut_off(&and(&names))
}
