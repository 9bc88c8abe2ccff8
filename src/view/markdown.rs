//! The report as Markdown, to be pasted into an issue, a wiki or a mail.
//!
//! Everything that comes from a page is escaped, so that a host, a title or a
//! header can neither draw markup nor call somebody by `@name`.

use std::fmt::Write;

use super::Source;
use super::plain;
use crate::model::{Likelihood, Verdict};
use crate::report::{Finding, Host, Report};
use crate::words;

/// Most rows of each table; Markdown is for reading.
const MOST_ROWS: usize = 40;

/// The report.
pub fn page(report: &Report, source: &Source) -> String {
    let mut text = String::new();
    let mut line = |written: String| {
        text.push_str(&written);
        text.push('\n');
    };
    line(format!("## {}", escaped(&words::answer(report))));
    line(String::new());
    line(escaped(&report.page.url));
    if let Some(file) = source.file {
        let recorded = source.recorded.map(words::date);
        let recorded = recorded.map_or_else(String::new, |day| format!(", recorded on {day}"));
        line(format!("from {}{recorded}", escaped(file)));
    }
    if let Some(smallest) = words::smallest(report) {
        line(String::new());
        line(format!("{}.", escaped(&smallest)));
    }
    let hit =
        |finding: &&Finding| report.is_partial || finding.impact.verdict > Verdict::Unaffected;
    let what_ifs: Vec<&Finding> = report.outages.iter().filter(hit).collect();
    if !what_ifs.is_empty() {
        line(String::new());
        line(findings("If this fails", &what_ifs));
    }
    let advice = words::advice(report);
    if !advice.is_empty() {
        line(String::new());
    }
    for sentence in advice {
        line(format!("- {}.", escaped(&sentence)));
    }
    let happened: Vec<&Finding> = super::replayed(report).collect();
    if !report.is_partial {
        line(String::new());
        line(format!("{}.", escaped(&words::history_answer(report))));
    }
    if !happened.is_empty() {
        line(String::new());
        line(findings("This happened", &happened));
    }
    line(String::new());
    line(hosts(&report.hosts));
    line(String::new());
    let parts = words::parts(&report.numbers).into_iter().flatten();
    for number in parts.chain(words::measures(&report.numbers)) {
        line(format!("- {}", escaped(&number)));
    }
    line(String::new());
    line(format!("{}.", escaped(&words::coverage(&report.coverage))));
    for sentence in super::caveats(report, source) {
        line(format!("{}.", escaped(&sentence)));
    }
    if !report.data.date.is_empty() {
        let date = words::date(&report.data.date);
        line(String::new());
        line(format!("Address data of {date}, by:"));
        line(String::new());
    }
    for credit in &report.data.credits {
        line(format!("- [{}]({})", escaped(&credit.name), credit.link));
    }
    text
}

fn findings(heading: &str, findings: &[&Finding]) -> String {
    let rows = findings.iter().map(|finding| {
        let when = crate::outage::past(&finding.outage.id).map(words::when);
        let when = when.map_or_else(String::new, |when| format!(", {when}"));
        let may = match finding.impact.likelihood {
            Likelihood::Will => "",
            Likelihood::May => "may be ",
        };
        let verdict = words::verdict(finding.impact.verdict);
        let name = words::title(&finding.outage) + &when;
        let modes = words::modes(&finding.impact);
        let modes = modes.map_or_else(String::new, |modes| format!(". {modes}"));
        [
            escaped(&name),
            format!("{may}**{verdict}**"),
            escaped(&(words::reason(&finding.impact) + &modes)),
        ]
    });
    table([heading, "the page is", "because"], findings.len(), rows)
}

fn hosts(hosts: &[Host]) -> String {
    let rows = hosts.iter().map(|host| {
        let placements: Vec<String> = host
            .placements
            .iter()
            .map(|placement| super::served_by(placement, &host.placements))
            .collect();
        let placed = if placements.is_empty() {
            super::not_known(host.operator.as_ref())
        } else {
            placements.join("; ")
        };
        [
            escaped(&host.host),
            host.requests.to_string(),
            escaped(&placed),
        ]
    });
    table(["Host", "Requests", "Served by"], hosts.len(), rows)
}

fn table(heads: [&str; 3], all: usize, rows: impl Iterator<Item = [String; 3]>) -> String {
    let [first, second, third] = heads;
    let mut text = format!("| {first} | {second} | {third} |\n| --- | --- | --- |");
    for [first, second, third] in rows.take(MOST_ROWS) {
        // Writing to a string does not fail.
        let _ = write!(text, "\n| {first} | {second} | {third} |");
    }
    if let Some(more) = all.checked_sub(MOST_ROWS).filter(|more| *more > 0) {
        let _ = write!(text, "\n| and {more} more | | |");
    }
    text
}

/// `text` so that Markdown shows it as it is.
///
/// ```
/// use faultline::view::markdown::escaped;
/// assert_eq!(escaped("a|b `c` <d>"), "a&#124;b &#96;c&#96; &lt;d&gt;");
/// ```
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    for character in plain(text).chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            // As numbers, because a backslash neither keeps a bar out of a
            // table nor a name or number from becoming a link everywhere.
            '|' | '`' | '@' | '#' | '~' | '\\' => {
                let _ = write!(safe, "&#{};", u32::from(character));
            }
            '*' | '_' | '[' | ']' => {
                safe.push('\\');
                safe.push(character);
            }
            _ => safe.push(character),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_markup() {
        for (text, expect) in [
            ("plain, text-1 (a.b)", "plain, text-1 (a.b)"),
            ("[a](javascript:b)", "\\[a\\](javascript:b)"),
            ("<img src=x>", "&lt;img src=x&gt;"),
            ("&lt;", "&amp;lt;"),
            ("a\nb", "a&#92;u{a}b"),
            (
                "@somebody #1 ~~x~~",
                "&#64;somebody &#35;1 &#126;&#126;x&#126;&#126;",
            ),
            ("__x__ *y*", "\\_\\_x\\_\\_ \\*y\\*"),
        ] {
            assert_eq!(escaped(text), expect, "{text}");
        }
    }
}
