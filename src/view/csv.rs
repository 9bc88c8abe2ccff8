//! A table of reports: one row per page and outage, for a spreadsheet or a
//! database, as CSV with the quoting of RFC 4180 and a line feed after each
//! row.
//!
//! The columns: `file`, `page` (its address), `outage` (its id), `kind`
//! (`hypothetical` or `historical`), `title`, `verdict`, `likelihood` (`will`
//! or `may`), `hosts` (how many are gone), `requests` (how many are lost with
//! what they would have led to), `refuse` and `hang` (the verdict in each mode of
//! failing, empty where the outage did not fail so). Their order stays; new ones
//! may follow.
//!
//! A page that no outage is known for has one row in which the columns from
//! `outage` on are empty, so that every page can be counted.
//!
//! Pages choose their addresses and own rules their names, and a spreadsheet
//! takes a cell that begins with `=` for a formula, which may run a program or
//! send the table away. Such a cell gets a leading `'`, which spreadsheets do
//! not show. What is not seen is written out, as on a terminal.

use std::borrow::Cow;

use super::{Source, plain, table};
use crate::report::Report;

const COLUMNS: [&str; 11] = [
    "file",
    "page",
    "outage",
    "kind",
    "title",
    "verdict",
    "likelihood",
    "hosts",
    "requests",
    "refuse",
    "hang",
];

/// The row of the columns' names.
pub fn head() -> String {
    rows([COLUMNS.map(Cow::Borrowed)])
}

/// The rows of a page.
pub fn page(report: &Report, source: &Source) -> String {
    let file = source.file.unwrap_or_default();
    let row = |cells: [&str; 9]| {
        let [
            id,
            kind,
            title,
            verdict,
            likelihood,
            hosts,
            requests,
            refuse,
            hang,
        ] = cells;
        let url = &report.page.url;
        [
            file, url, id, kind, title, verdict, likelihood, hosts, requests, refuse, hang,
        ]
        .map(|cell| Cow::Owned(cell_of(cell).into_owned()))
    };
    let mut written: Vec<[Cow<str>; 11]> = Vec::new();
    for found in table::rows(report) {
        written.push(row([
            &found.outage,
            found.kind,
            &found.title,
            found.verdict,
            found.likelihood,
            &found.hosts.to_string(),
            &found.requests.to_string(),
            found.refuse.unwrap_or_default(),
            found.hang.unwrap_or_default(),
        ]));
    }
    if written.is_empty() {
        written.push(row([""; 9]));
    }
    rows(written)
}

/// Text that no spreadsheet takes for a formula. A sign alone is none: `-` is
/// how standard input is called.
fn cell_of(text: &str) -> Cow<'_, str> {
    const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let text = plain(text);
    if text.starts_with(SIGNS) && text.chars().nth(1).is_some() {
        return Cow::Owned(format!("'{text}"));
    }
    text
}

/// Rows of text into memory: nothing about them can fail to be written.
fn rows<'c>(rows: impl IntoIterator<Item = [Cow<'c, str>; 11]>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        if writer.write_record(row.iter().map(Cow::as_ref)).is_err() {
            return String::new();
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        assert_eq!(cell_of(text), expect, "{text:?}");
    }

    #[test]
    fn cells() {
        check("https://a.example/?a=1", "https://a.example/?a=1");
        check("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")");
        check("+1", "'+1");
        check("-1+2", "'-1+2");
        check("@SUM(A1)", "'@SUM(A1)");
        check("＝1", "'＝1");
        check("-", "-");
        check("", "");
        // A tab or a line break in front would hide the sign from us.
        check("\t=1", "\\u{9}=1");
        check("\r=1", "\\u{d}=1");
    }

    #[test]
    fn quotes() {
        let mut row = COLUMNS.map(Cow::Borrowed);
        row[0] = Cow::Borrowed("a,\"b\"");
        assert_eq!(
            rows([row]),
            "\"a,\"\"b\"\"\",page,outage,kind,title,verdict,likelihood,hosts,requests,refuse,hang\n"
        );
    }
}
