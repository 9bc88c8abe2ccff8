//! What is said of trials: predictions beside what was seen.

use super::{and, count, verdict};
use crate::model::Mode;
use crate::trial::Trial;

/// The first line of a page's trials: `5 of 6 predictions verified`.
pub fn trials(trials: &[&Trial], all: usize) -> String {
    let agree = trials.iter().filter(|trial| trial.agrees()).count();
    match (trials.len(), all) {
        (0, _) => "Are the predictions right?".to_owned(),
        (tried, _) => format!(
            "{agree} of {} verified",
            count(tried as u32, "prediction", "predictions")
        ),
    }
}

/// How what is gone fails, as an aside.
pub fn failing(mode: Mode) -> &'static str {
    match mode {
        Mode::Refuse => "failing at once",
        Mode::Hang => "never answering",
    }
}

/// Whether a prediction came true: `verified`, or `predicted broken, seen
/// degraded`.
pub fn verified(trial: &Trial) -> String {
    if trial.agrees() {
        return "verified".to_owned();
    }
    format!(
        "predicted {}, seen {}",
        verdict(trial.predicted),
        verdict(trial.observed.verdict)
    )
}

/// The same in a sentence about the outage: `Tried on this page, failing at
/// once: verified`.
pub fn tried(trial: &Trial) -> String {
    format!(
        "Tried on this page, {}: {}",
        failing(trial.mode),
        verified(trial)
    )
}

/// Which hosts were cut off.
pub fn lost(hosts: &[String]) -> String {
    const NAMED: usize = 6;
    let (named, more) = hosts.split_at(hosts.len().min(NAMED));
    let mut names = named.to_vec();
    if !more.is_empty() {
        names.push(count(more.len() as u32, "other", "others"));
    }
    format!("Cut off: {}", and(&names))
}
