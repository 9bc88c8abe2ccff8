//! The report for a terminal: the answer first, then the outages by how bad
//! they are, what really happened, the hosts, and what is not known.
//!
//! Plain text: it reads the same in a pipe, in a log and without colours. Only
//! the width is the reader's.

mod outages;
mod survey;

use std::cmp::Reverse;

pub use outages::outages;
pub use survey::survey;

use super::{Source, plain};
use crate::messages;
use crate::model::{Likelihood, Placement, Verdict};
use crate::order;
use crate::report::{Data, Finding, Host, Operator, Report};
use crate::words;

/// Narrower than this, lines would be one word long.
const NARROWEST: usize = 40;
/// Longer lines are hard to read, whatever the terminal is.
const WIDEST: usize = 100;
/// Most outages of one kind that are told in full.
const MOST_OUTAGES: usize = 20;

/// The report in lines of at most `width` characters, where words allow.
pub fn page(report: &Report, source: &Source, width: usize) -> String {
    let mut paper = Paper {
        lines: String::new(),
        width: width.clamp(NARROWEST, WIDEST),
    };
    head(&mut paper, report, source);
    what_ifs(&mut paper, report);
    advice(&mut paper, report);
    history(&mut paper, report);
    hosts(&mut paper, &report.hosts);
    numbers(&mut paper, report);
    foot(&mut paper, report, source);
    paper.lines
}

/// What serves one host or address: the answer to `locate`.
pub fn placements(
    query: &str,
    placements: &[Placement],
    operator: Option<&Operator>,
    width: usize,
) -> String {
    let mut paper = Paper {
        lines: String::new(),
        width: width.clamp(NARROWEST, WIDEST),
    };
    paper.write(0, query);
    list_placements(&mut paper, placements, operator);
    paper.lines
}

fn head(paper: &mut Paper, report: &Report, source: &Source) {
    paper.write(0, &report.page.url);
    if !report.page.title.is_empty() && report.page.title != report.page.url {
        paper.write(0, &report.page.title);
    }
    if let Some(file) = source.file {
        paper.write(0, &words::from(file, source.recorded));
    }
    paper.line("");
    paper.write(0, &format!("{}.", words::answer(report)));
    if let Some(smallest) = words::smallest(report) {
        paper.write(0, &format!("{smallest}."));
    }
}

fn what_ifs(paper: &mut Paper, report: &Report) {
    let noticed = |finding: &Finding| finding.impact.verdict > Verdict::Unaffected;
    // Whoever named an outage is told why it does nothing.
    let told = |finding: &Finding| report.is_partial || noticed(finding);
    let (hit, spared) = (report.outages).split_at(report.outages.partition_point(told));
    if !hit.is_empty() {
        paper.heading("What if");
    }
    for finding in hit.iter().take(MOST_OUTAGES) {
        outage(paper, finding);
    }
    left_out(paper, hit.len());
    if !spared.is_empty() {
        let names: Vec<String> = spared
            .iter()
            .map(|finding| words::title(&finding.outage))
            .collect();
        paper.write(2, &format!("Not noticed: {}.", names.join("; ")));
    }
}

fn outage(paper: &mut Paper, finding: &Finding) {
    paper.write(
        2,
        &format!("{}  {}", mark(finding), words::title(&finding.outage)),
    );
    paper.write(6, &format!("{}.", words::reason(&finding.impact)));
    if let Some(modes) = words::modes(&finding.impact) {
        paper.write(6, &format!("{modes}."));
    }
    if let Some(doubt) = words::why_may(&finding.impact) {
        paper.write(6, &format!("May, because {doubt}."));
    }
    if !finding.same.is_empty() {
        let names: Vec<String> = finding.same.iter().map(words::title).collect();
        paper.write(6, &format!("The same if: {}.", names.join("; ")));
    }
}

/// The verdict as a word; capitals for what the page does not survive.
fn mark(finding: &Finding) -> String {
    let verdict = words::verdict(finding.impact.verdict);
    let verdict = if finding.impact.verdict >= Verdict::Broken {
        verdict.to_uppercase()
    } else {
        verdict.to_owned()
    };
    match finding.impact.likelihood {
        Likelihood::Will => verdict,
        Likelihood::May => format!("{verdict}?"),
    }
}

fn advice(paper: &mut Paper, report: &Report) {
    let advice = words::advice(report);
    if !advice.is_empty() {
        paper.heading("What would save it");
    }
    for sentence in advice {
        paper.write(2, &format!("{sentence}."));
    }
}

fn history(paper: &mut Paper, report: &Report) {
    if report.is_partial && report.history.is_empty() {
        return;
    }
    paper.heading("What happened");
    if !report.is_partial {
        paper.write(2, &format!("{}.", words::history_answer(report)));
    }
    let mut hit: Vec<&Finding> = super::replayed(report).collect();
    // The worst first; of the same, the newest first, as they come.
    order::by_key(&mut hit, |finding| {
        Reverse((finding.impact.verdict, finding.impact.likelihood))
    });
    for finding in hit.iter().take(MOST_OUTAGES) {
        let title = words::title(&finding.outage);
        let when = crate::outage::past(&finding.outage.id).map(words::when);
        let when = when.map_or_else(String::new, |when| format!(" ({when})"));
        paper.write(2, &format!("{}  {title}{when}", mark(finding)));
        paper.write(6, &format!("{}.", words::reason(&finding.impact)));
        if let Some(modes) = words::modes(&finding.impact) {
            paper.write(6, &format!("{modes}."));
        }
    }
    left_out(paper, hit.len());
}

fn left_out(paper: &mut Paper, all: usize) {
    if let Some(more) = all.checked_sub(MOST_OUTAGES).filter(|more| *more > 0) {
        paper.write(2, &format!("{more} more; --format json has them all."));
    }
}

fn hosts(paper: &mut Paper, hosts: &[Host]) {
    paper.heading("Hosts");
    for host in hosts {
        let requests = messages::requests(host.requests);
        let purpose = host.purpose.map(words::purpose);
        let purpose = purpose.map_or_else(String::new, |purpose| format!(", {purpose}"));
        paper.write(2, &format!("{}  {requests}{purpose}", host.host));
        list_placements(paper, &host.placements, host.operator.as_ref());
    }
}

fn list_placements(paper: &mut Paper, placements: &[Placement], operator: Option<&Operator>) {
    if placements.is_empty() {
        paper.write(6, &words::not_placed(operator));
    }
    for placement in placements {
        paper.write(6, &words::served_by(placement, placements));
        if let Some(evidence) = placement.evidence.first() {
            let signal = words::signal(evidence.signal);
            paper.write(8, &format!("{signal} {}", evidence.detail));
        }
    }
}

fn numbers(paper: &mut Paper, report: &Report) {
    paper.heading("In numbers");
    for parts in words::parts(&report.numbers) {
        for part in parts {
            paper.write(2, &part);
        }
    }
    for measure in words::measures(&report.numbers) {
        paper.write(2, &format!("{measure}."));
    }
}

fn foot(paper: &mut Paper, report: &Report, source: &Source) {
    paper.heading("How much is known");
    paper.write(2, &format!("{}.", words::coverage(&report.coverage)));
    for sentence in super::caveats(report, source) {
        paper.write(2, &format!("{sentence}."));
    }
    credits(paper, &report.data);
}

fn credits(paper: &mut Paper, data: &Data) {
    if !data.date.is_empty() {
        let date = words::date(&data.date);
        paper.write(2, &format!("Address data of {date}, by:"));
    }
    for credit in &data.credits {
        paper.write(4, &format!("{} <{}>", credit.name, credit.link));
    }
}

/// Lines of a width.
struct Paper {
    lines: String,
    width: usize,
}

impl Paper {
    fn heading(&mut self, text: &str) {
        self.line("");
        self.line(&text.to_uppercase());
    }

    fn line(&mut self, text: &str) {
        self.lines.push_str(text);
        self.lines.push('\n');
    }

    /// Writes `text`, indented, over as many lines as it takes; those after
    /// the first are indented by two more. What is not seen is written out.
    fn write(&mut self, indent: usize, text: &str) {
        let text = plain(text);
        let mut line = " ".repeat(indent);
        let mut room = self.width.saturating_sub(indent);
        let mut is_first = true;
        // Two spaces stand between columns, and stay where they fit.
        for word in text.split(' ') {
            let length = word.chars().count();
            if !is_first && length + 1 > room {
                let full = std::mem::take(&mut line);
                self.line(full.trim_end());
                line = " ".repeat(indent + 2);
                room = self.width.saturating_sub(indent + 2);
                is_first = true;
            }
            if is_first && word.is_empty() {
                continue;
            }
            if !is_first {
                line.push(' ');
                room = room.saturating_sub(1);
            }
            line.push_str(word);
            room = room.saturating_sub(length);
            is_first = false;
        }
        self.line(line.trim_end());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(width: usize, text: &str, expect: &str) {
        let mut paper = Paper {
            lines: String::new(),
            width,
        };
        paper.write(2, text);
        assert_eq!(paper.lines, expect, "{text:?}");
    }

    #[test]
    fn lines() {
        check(
            20,
            "one two three four five",
            "  one two three four\n    five\n",
        );
        check(20, "host  12 requests", "  host  12 requests\n");
        check(
            10,
            "a-very-long-name.example b",
            "  a-very-long-name.example\n    b\n",
        );
        check(20, "", "\n");
        check(40, "a\u{1b}[31mb\n", "  a\\u{1b}[31mb\\u{a}\n");
    }
}
