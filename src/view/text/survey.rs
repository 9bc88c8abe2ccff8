//! Many pages in one summary, for a terminal: the outages by how many pages
//! they hit, then who serves.

use super::{MOST_OUTAGES, NARROWEST, Paper, WIDEST, plain};
use crate::outage::{self, Origin};
use crate::report::Data;
use crate::survey::{Files, Survey, Toll};
use crate::words;

/// The summary in lines of at most `width` characters, where words allow.
pub fn survey(survey: &Survey, files: Files, data: &Data, width: usize) -> String {
    let mut paper = Paper {
        lines: String::new(),
        width: width.clamp(NARROWEST, WIDEST),
    };
    paper.write(0, &format!("{}.", words::survey_answer(survey)));
    paper.write(0, &format!("{}.", words::survey_size(survey, files)));
    tolls(&mut paper, "What if", &survey.ranked(Origin::WhatIf));
    tolls(&mut paper, "What happened", &survey.ranked(Origin::Past));
    holdings(&mut paper, survey);
    super::credits(&mut paper, data);
    paper.lines
}

/// Outages with the number of pages; a `?` stands by those that only may be.
fn tolls(paper: &mut Paper, heading: &str, tolls: &[&Toll]) {
    if tolls.is_empty() {
        return;
    }
    paper.heading(heading);
    let names = ["down", "down?", "broken", "broken?", "parts", "parts?"];
    paper.line(&row(names.map(str::to_owned), "pages, if this fails"));
    for toll in tolls.iter().take(MOST_OUTAGES) {
        let numbers = [
            toll.down,
            toll.may_down,
            toll.broken,
            toll.may_broken,
            toll.degraded,
            toll.may_degraded,
        ];
        let when = outage::past(&toll.outage.id).map(words::when);
        let when = when.map_or_else(String::new, |when| format!(" ({when})"));
        let title = format!("{}{when}", words::title(&toll.outage));
        paper.line(&row(numbers.map(number), &title));
    }
    super::left_out(paper, tolls.len());
}

fn row(cells: [String; 6], last: &str) -> String {
    let cells = cells.map(|cell| format!("{cell:>8}")).concat();
    format!("{cells}  {}", plain(last))
}

/// Nothing is quieter than a nought.
fn number(number: u32) -> String {
    match number {
        0 => ".".to_owned(),
        number => number.to_string(),
    }
}

fn holdings(paper: &mut Paper, survey: &Survey) {
    let all = survey.requests();
    if all == 0 {
        return;
    }
    paper.heading("Who serves");
    let head = ["requests", "pages", "their own host"];
    paper.line(&format!("{:>10}{:>8}{:>16}", head[0], head[1], head[2]));
    let holdings = survey.holdings();
    for (key, held) in holdings.iter().take(MOST_OUTAGES) {
        let share = held.requests as f64 / all as f64 * 100.0;
        let name = key.map_or("not known who", words::provider);
        paper.line(&format!(
            "{share:>8.1} %{:>8}{:>16}  {}",
            held.pages,
            held.documents,
            plain(name)
        ));
    }
    super::left_out(paper, holdings.len());
    if let Some(index) = survey.concentration() {
        let words = words::concentration(index);
        paper.write(
            2,
            &format!(
                "The requests whose provider is known are {words}: Herfindahl–Hirschman index {index}."
            ),
        );
    }
}
