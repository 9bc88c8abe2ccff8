//! The report as Markdown, to be pasted into an issue, a wiki or a mail.
//!
//! Everything that comes from a page is escaped, so that a host, a title or a
//! header can neither draw markup nor call somebody by `@name`.

use std::fmt::Write;

use super::Source;
use super::plain;
use crate::messages::{self, sentence};
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
        line(escaped(&words::from(file, source.recorded)));
    }
    if let Some(smallest) = words::smallest(report) {
        line(String::new());
        line(escaped(&sentence(&smallest)));
    }
    let hit =
        |finding: &&Finding| report.is_partial || finding.impact.verdict > Verdict::Unaffected;
    let what_ifs: Vec<&Finding> = report.outages.iter().filter(hit).collect();
    if !what_ifs.is_empty() {
        line(String::new());
        line(findings(messages::column_outage(), &what_ifs));
    }
    let advice = words::advice(report);
    if !advice.is_empty() {
        line(String::new());
    }
    for advice in advice {
        line(format!("- {}", escaped(&sentence(&advice))));
    }
    let happened: Vec<&Finding> = super::replayed(report).collect();
    if !report.is_partial {
        line(String::new());
        line(escaped(&sentence(&words::history_answer(report))));
    }
    if !happened.is_empty() {
        line(String::new());
        line(findings(messages::column_past(), &happened));
    }
    line(String::new());
    line(hosts(&report.hosts));
    line(String::new());
    let parts = words::parts(&report.numbers).into_iter().flatten();
    for number in parts.chain(words::measures(&report.numbers)) {
        line(format!("- {}", escaped(&number)));
    }
    line(String::new());
    line(escaped(&sentence(&words::coverage(&report.coverage))));
    for caveat in super::caveats(report, source) {
        line(escaped(&sentence(&caveat)));
    }
    if !report.data.date.is_empty() {
        let date = words::date(&report.data.date);
        line(String::new());
        line(messages::address_data(&date));
        line(String::new());
    }
    for credit in &report.data.credits {
        line(format!("- [{}]({})", escaped(&credit.name), credit.link));
    }
    text
}

fn findings(heading: &str, findings: &[&Finding]) -> String {
    let rows = findings.iter().map(|finding| {
        let title = words::title(&finding.outage);
        let name = match crate::outage::past(&finding.outage.id) {
            Some(past) => messages::comma(&title, &words::when(past)),
            None => title,
        };
        let verdict = format!("**{}**", words::verdict(finding.impact.verdict));
        let verdict = match finding.impact.likelihood {
            Likelihood::Will => verdict,
            Likelihood::May => messages::may_be(&verdict),
        };
        let reason = words::reason(&finding.impact);
        let reason = match words::modes(&finding.impact) {
            Some(modes) => messages::sentences(&sentence(&reason), &modes),
            None => reason,
        };
        [escaped(&name), verdict, escaped(&reason)]
    });
    let heads = [
        heading,
        messages::column_verdict(),
        messages::column_reason(),
    ];
    table(heads, findings.len(), rows)
}

fn hosts(hosts: &[Host]) -> String {
    let rows = hosts.iter().map(|host| {
        let placements: Vec<String> = host
            .placements
            .iter()
            .map(|placement| words::served_by(placement, &host.placements))
            .collect();
        let placed = if placements.is_empty() {
            words::not_placed(host.operator.as_ref())
        } else {
            words::semicolons(&placements)
        };
        [
            escaped(&host.host),
            messages::number(host.requests),
            escaped(&placed),
        ]
    });
    let heads = [
        messages::column_host(),
        messages::column_requests(),
        messages::column_served(),
    ];
    table(heads, hosts.len(), rows)
}

fn table(heads: [&str; 3], all: usize, rows: impl Iterator<Item = [String; 3]>) -> String {
    let [first, second, third] = heads;
    let mut text = format!("| {first} | {second} | {third} |\n| --- | --- | --- |");
    for [first, second, third] in rows.take(MOST_ROWS) {
        // Writing to a string does not fail.
        let _ = write!(text, "\n| {first} | {second} | {third} |");
    }
    if let Some(more) = all.checked_sub(MOST_ROWS).filter(|more| *more > 0) {
        let _ = write!(text, "\n| {} | | |", messages::and_more(more));
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
