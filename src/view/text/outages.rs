//! The documented outages as a list, for a terminal: each with its id, which
//! is what `check --outage` takes.

use super::{NARROWEST, Paper, WIDEST};
use crate::messages;
use crate::outage::Past;
use crate::words;

/// The outages in their order, in lines of at most `width` characters, where
/// words allow.
pub fn outages(outages: &[Past], width: usize) -> String {
    let mut paper = Paper {
        lines: String::new(),
        width: width.clamp(NARROWEST, WIDEST),
    };
    for past in outages {
        let when = words::when(past);
        paper.write(0, &format!("{}  {} ({when})", past.id, past.title));
        paper.write(4, &format!("{}.", past.cause));
        paper.write(4, &format!("{}.", words::gone(past)));
        for source in past.sources {
            paper.write(4, source);
        }
        if !past.checked {
            paper.write(4, messages::unchecked());
        }
    }
    paper.lines
}
