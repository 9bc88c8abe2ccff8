//! An answer: what the core says of one recording, and the column that many
//! of them make.
//!
//! The column is a list of structs, one struct a row of the table that
//! `faultline check --format csv` writes, in its order and by its names. What
//! the command line complains of on standard error has a row of its own, in
//! which only `problem` stands: a recording of which nothing can be said is
//! counted, too.

use std::sync::{Arc, LazyLock};

use datafusion::arrow::array::{ArrayRef, ListArray, StringBuilder, StructArray, UInt32Builder};
use datafusion::arrow::buffer::{NullBuffer, OffsetBuffer};
use datafusion::arrow::datatypes::{DataType, Field, Fields};
use datafusion::error::Result;
use faultline::locate::Locator;
use faultline::locate::table::Tables;
use faultline::observe::har;
use faultline::report;
use faultline::view::table::{self, Row};

/// The tables that say who serves an address, made once for all threads.
static TABLES: LazyLock<Tables<'static>> = LazyLock::new(Tables::built_in_for_many);

/// One row of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The address of the page.
    pub page: Option<String>,
    /// What one outage does to it; `None` where no outage is known for it.
    pub row: Option<Row>,
    /// What could not be read, in a sentence; all else is then empty.
    pub problem: Option<String>,
}

impl Line {
    pub fn problem(sentence: String) -> Line {
        Line {
            problem: Some(sentence),
            ..Line::default()
        }
    }
}

/// What the core says of a recording: the text of a HAR file. It is never
/// empty.
///
/// ```
/// let lines = faultline_sql::answer::lines(br#"{"log": {"entries": [{
///     "request": {"url": "https://assets.s3.eu-west-1.amazonaws.com/"},
///     "response": {"status": 200, "content": {"mimeType": "text/html"}}
/// }]}}"#);
/// let row = lines[0].row.as_ref().unwrap();
/// assert_eq!((row.verdict, row.likelihood), ("down", "will"));
///
/// let lines = faultline_sql::answer::lines(b"<html>");
/// assert!(lines[0].problem.is_some());
/// ```
pub fn lines(har: &[u8]) -> Vec<Line> {
    let recording = match har::pages(har) {
        Ok(recording) => recording,
        Err(error) => return vec![Line::problem(error.to_string())],
    };
    let damage = recording.notes.iter().filter(|note| note.is_damage());
    let mut lines: Vec<Line> = damage
        .map(|note| Line::problem(format!("{note}.")))
        .collect();
    let locator = Locator {
        tables: &TABLES,
        own: &[],
    };
    for page in &recording.pages {
        let report = report::report(page, &locator);
        let rows = table::rows(&report);
        let on_page = |row| Line {
            page: Some(report.page.url.clone()),
            row,
            problem: None,
        };
        if rows.is_empty() {
            lines.push(on_page(None));
        }
        lines.extend(rows.into_iter().map(|row| on_page(Some(row))));
    }
    lines
}

/// The fields of a row.
fn fields() -> Fields {
    let text = |name| Field::new(name, DataType::Utf8, true);
    let count = |name| Field::new(name, DataType::UInt32, true);
    Fields::from(vec![
        text("page"),
        text("outage"),
        text("kind"),
        text("title"),
        text("verdict"),
        text("likelihood"),
        count("hosts"),
        count("requests"),
        text("refuse"),
        text("hang"),
        text("problem"),
    ])
}

/// The type of a column of answers.
pub fn kind() -> DataType {
    DataType::List(Arc::new(Field::new_list_field(
        DataType::Struct(fields()),
        true,
    )))
}

/// A column of answers while it is made.
#[derive(Default)]
pub struct Answers {
    page: StringBuilder,
    outage: StringBuilder,
    kind: StringBuilder,
    title: StringBuilder,
    verdict: StringBuilder,
    likelihood: StringBuilder,
    hosts: UInt32Builder,
    requests: UInt32Builder,
    refuse: StringBuilder,
    hang: StringBuilder,
    problem: StringBuilder,
    lengths: Vec<usize>,
    is_there: Vec<bool>,
}

impl Answers {
    /// The next answer; `None` where nothing was asked.
    pub fn push(&mut self, lines: Option<Vec<Line>>) {
        self.is_there.push(lines.is_some());
        let lines = lines.unwrap_or_default();
        self.lengths.push(lines.len());
        for Line { page, row, problem } in lines {
            self.page.append_option(page);
            self.problem.append_option(problem);
            let row = row.as_ref();
            self.outage.append_option(row.map(|row| &row.outage));
            self.kind.append_option(row.map(|row| row.kind));
            self.title.append_option(row.map(|row| &row.title));
            self.verdict.append_option(row.map(|row| row.verdict));
            self.likelihood.append_option(row.map(|row| row.likelihood));
            let hosts = row.map(|row| u32::try_from(row.hosts).unwrap_or(u32::MAX));
            self.hosts.append_option(hosts);
            self.requests.append_option(row.map(|row| row.requests));
            self.refuse.append_option(row.and_then(|row| row.refuse));
            self.hang.append_option(row.and_then(|row| row.hang));
        }
    }

    /// # Errors
    /// None that input can cause: only where the columns above and the fields
    /// do not fit together.
    pub fn finish(mut self) -> Result<ArrayRef> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.page.finish()),
            Arc::new(self.outage.finish()),
            Arc::new(self.kind.finish()),
            Arc::new(self.title.finish()),
            Arc::new(self.verdict.finish()),
            Arc::new(self.likelihood.finish()),
            Arc::new(self.hosts.finish()),
            Arc::new(self.requests.finish()),
            Arc::new(self.refuse.finish()),
            Arc::new(self.hang.finish()),
            Arc::new(self.problem.finish()),
        ];
        let rows = StructArray::try_new(fields(), columns, None)?;
        let field = Arc::new(Field::new_list_field(DataType::Struct(fields()), true));
        Ok(Arc::new(ListArray::try_new(
            field,
            OffsetBuffer::from_lengths(self.lengths),
            Arc::new(rows),
            Some(NullBuffer::from(self.is_there)),
        )?))
    }
}
