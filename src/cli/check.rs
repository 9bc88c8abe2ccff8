//! `faultline check`: which outages would break the recorded pages?

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use faultline::locate::Locator;
use faultline::locate::operators::Operators;
use faultline::locate::table::Tables;
use faultline::model::Verdict;
use faultline::observe::har::Recording;
use faultline::report::{self, Report};
use faultline::view::{Source, json, markdown, text};

use super::input::{self, Progress};
use super::{Outcome, complain, own_rules, width};

/// Say which outages would break the pages in HAR files
///
/// Reads what Chrome, Edge, Firefox, chrome-har and WebPageTest record, also
/// compressed with gzip. A file with several pages gives several reports.
#[derive(Args)]
pub struct Check {
    /// HAR files; `-` is standard input
    #[arg(required = true, value_name = "FILE.har")]
    files: Vec<String>,

    /// How to write the reports; JSON is one object per page and line
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Exit with 1 if the outage of one provider, region or service is sure to
    /// have this effect on a page, or a worse one
    #[arg(long, value_enum, value_name = "VERDICT")]
    fail_on: Option<Threshold>,

    /// File with address ranges of your own, one a line:
    /// `10.0.0.0/8 "Our racks" berlin`
    #[arg(long, value_name = "FILE")]
    own: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Threshold {
    Down,
    Broken,
    Degraded,
}

impl Threshold {
    /// Past outages do not count, for they are over; nor does what only may
    /// be, for a build that fails on a guess is soon ignored.
    fn is_met(self, report: &Report) -> bool {
        let threshold = match self {
            Threshold::Down => Verdict::Down,
            Threshold::Broken => Verdict::Broken,
            Threshold::Degraded => Verdict::Degraded,
        };
        report
            .outages
            .iter()
            .any(|finding| finding.impact.sure >= threshold)
    }
}

impl Check {
    pub fn run(&self, output: &mut impl Write) -> std::io::Result<Outcome> {
        let Some(own) = own_rules(self.own.as_deref()) else {
            return Ok(Outcome::BadInput);
        };
        let tables = Tables::built_in();
        let locator = Locator {
            tables: &tables,
            own: &own,
        };
        let mut outcome = Outcome::Fine;
        let mut is_first = true;
        let progress = Progress::new(self.files.len());
        for (index, file) in self.files.iter().enumerate() {
            progress.show(index, file);
            let read = input::recording(file);
            progress.clear();
            match read {
                Ok(recording) => {
                    let became = self.pages(file, &recording, &locator, &mut is_first, output)?;
                    outcome = outcome.max(became);
                }
                Err(sentence) => {
                    complain(&format!("{file}: {sentence}"));
                    if self.format == Format::Json {
                        writeln!(output, "{}", json::unreadable(file, &sentence))?;
                    }
                    outcome = Outcome::BadInput;
                }
            }
        }
        Ok(outcome)
    }

    fn pages(
        &self,
        file: &str,
        recording: &Recording,
        locator: &Locator,
        is_first: &mut bool,
        output: &mut impl Write,
    ) -> std::io::Result<Outcome> {
        let mut outcome = Outcome::Fine;
        let notes: Vec<String> = recording.notes.iter().map(ToString::to_string).collect();
        for note in recording.notes.iter().filter(|note| note.is_damage()) {
            complain(&format!("{file}: {note}."));
            outcome = Outcome::BadInput;
        }
        let source = Source {
            file: Some(file),
            recorded: recording.day.as_deref(),
            notes: &notes,
        };
        for page in &recording.pages {
            let mut report = report::report(page, locator);
            if report::is_open(&report, page) {
                report::complete(&mut report, page, &Operators::built_in());
            }
            if self
                .fail_on
                .is_some_and(|threshold| threshold.is_met(&report))
            {
                outcome = outcome.max(Outcome::ThresholdMet);
            }
            if !std::mem::replace(is_first, false) && self.format != Format::Json {
                writeln!(output, "\n---\n")?;
            }
            match self.format {
                Format::Text => write!(output, "{}", text::page(&report, &source, width()))?,
                Format::Json => writeln!(output, "{}", json::page(&report, &source))?,
                Format::Markdown => write!(output, "{}", markdown::page(&report, &source))?,
            }
        }
        Ok(outcome)
    }
}
