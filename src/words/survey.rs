//! Sentences about many pages at once, which only the command line says: English.

use super::title;
use crate::messages;
use crate::outage::Origin;
use crate::survey::{Files, Survey};

/// The first line: `The outage of AWS, N. Virginia (us-east-1) would take down
/// or break 61 of 143 pages; 4 more may be`.
pub fn survey_answer(survey: &Survey) -> String {
    let pages = count(survey.pages, "page", "pages");
    let ranked = survey.ranked(Origin::WhatIf);
    let Some(worst) = ranked.first() else {
        return format!("No outage is known that one of {pages} would notice");
    };
    let name = title(&worst.outage);
    let (sure, doubtful) = (worst.down + worst.broken, worst.may_down + worst.may_broken);
    let (can, hit, verb) = match (sure, doubtful) {
        (0, 0) => {
            let parts = worst.degraded + worst.may_degraded;
            ("would", parts, "leave parts missing on")
        }
        (0, doubtful) => ("may", doubtful, "take down or break"),
        (sure, _) => ("would", sure, "take down or break"),
    };
    let hit = format!("The outage of {name} {can} {verb} {hit} of {pages}");
    if sure > 0 && doubtful > 0 {
        return format!("{hit}; {doubtful} more may be");
    }
    hit
}

/// What a summary was made from: `143 pages in 140 files, 2 of which could not
/// be read`.
pub fn survey_size(survey: &Survey, files: Files) -> String {
    let pages = count(survey.pages, "page", "pages");
    let from = count(files.files, "file", "files");
    match files.unreadable {
        0 => format!("{pages} in {from}"),
        unreadable => format!("{pages} in {from}, {unreadable} of which could not be read"),
    }
}

/// What the Herfindahl–Hirschman index says, in the words that the competition
/// authorities of the United States have for markets (Merger Guidelines 2023).
pub fn concentration(index: u32) -> &'static str {
    match index {
        0..1000 => "spread over many providers",
        1000..=1800 => "moderately concentrated",
        _ => "highly concentrated",
    }
}

/// A number and its noun.
fn count(number: u32, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{} {noun}", messages::number(number))
}
