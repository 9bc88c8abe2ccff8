//! `faultline check`: which outages would break the recorded pages?
//!
//! Recordings are read by all cores, each by one; what is said of them comes out
//! in the order in which they are named or stream in, whichever is done first. In memory are
//! only the recordings that are being read, the pages that wait for their turn
//! (a few for each core), and, for a summary, numbers.

use std::io::Write;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::mpsc::{SendError, SyncSender};

use clap::{Args, ValueEnum};
use faultline::locate::operators::Operators;
use faultline::locate::table::Tables;
use faultline::locate::{Locator, OwnRange};
use faultline::model::{Domain, Mode, Verdict};
use faultline::observe::har::Recording;
use faultline::outage::{self, Outage};
use faultline::report::{self, Asked, Data, Report};
use faultline::survey::{Files, Survey};
use faultline::view::{Source, csv, json, markdown, text};
use faultline::words;

use super::files::{self, File, Input};
use super::input::{self, Progress};
use super::{Outcome, complain, own_rules, width, workers};

/// Say which outages would break the pages in HAR files
///
/// Reads what Chrome, Edge, Firefox, chrome-har and WebPageTest record, also
/// compressed with gzip. A file with several pages gives several reports. They
/// come in the order of the files, however many cores read them.
#[derive(Args)]
pub struct Check {
    /// HAR files; `-` is standard input, also many recordings one after another
    /// (one a line, or in gzip), called -, stdin:2, stdin:3 and so on; of a
    /// folder, everything in it that ends in .har or .har.gz, also in the folders
    /// in it
    #[arg(required = true, value_name = "FILE.har|FOLDER")]
    files: Vec<String>,

    /// How to write the reports; JSON is one object per page and line, CSV one
    /// row per page and outage
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Write one summary of all pages instead of a report on each: how many of
    /// them each outage takes down, breaks or degrades, and who serves how
    /// much; as text, or with --format json as one object. With --format csv the
    /// table is written, too, and the summary to standard error
    #[arg(long)]
    summary: bool,

    /// Ask about these outages only: a provider (aws), one of its regions
    /// (aws/us-east-1) or services (aws/cloudfront), a service in a region
    /// (aws/us-east-1/s3), a single host (host/cdn.example.com), or a documented
    /// outage as `faultline outages` lists them; may be given several times
    #[arg(long = "outage", value_name = "ID")]
    outages: Vec<String>,

    /// Only as if what is gone failed in this way: `refuse` answers fast with
    /// an error, `hang` never answers; both unless said
    #[arg(long, value_enum)]
    mode: Option<Way>,

    /// Exit with 1 if the outage of one provider, region or service is sure to
    /// have this effect on a page, or a worse one
    #[arg(long, value_enum, value_name = "VERDICT")]
    fail_on: Option<Threshold>,

    /// File with address ranges of your own, one a line:
    /// `10.0.0.0/8 "Our racks" berlin`
    #[arg(long, value_name = "FILE")]
    own: Option<PathBuf>,

    /// How many files to read at a time; all cores unless said
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
    Csv,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Way {
    Refuse,
    Hang,
}

impl From<Way> for Mode {
    fn from(way: Way) -> Mode {
        match way {
            Way::Refuse => Mode::Refuse,
            Way::Hang => Mode::Hang,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Threshold {
    Down,
    Broken,
    Degraded,
}

impl Threshold {
    /// Past outages count only where they are asked for, for they are over; and
    /// never what only may be, for a build that fails on a guess is soon
    /// ignored.
    fn is_met(self, report: &Report) -> bool {
        let threshold = match self {
            Threshold::Down => Verdict::Down,
            Threshold::Broken => Verdict::Broken,
            Threshold::Degraded => Verdict::Degraded,
        };
        let past = report.history.iter().filter(|_| report.is_partial);
        let mut findings = report.outages.iter().chain(past);
        findings.any(|finding| finding.impact.sure >= threshold)
    }
}

impl Check {
    pub fn run(&self, output: &mut impl Write) -> std::io::Result<Outcome> {
        if self.summary && self.format == Format::Markdown {
            complain(
                "A summary is written as text or JSON: leave --format out, or say json, or csv \
                 for the table beside it.",
            );
            return Ok(Outcome::BadInput);
        }
        let Some(own) = own_rules(self.own.as_deref()) else {
            return Ok(Outcome::BadInput);
        };
        let Some(asked) = self.asked(&own) else {
            return Ok(Outcome::BadInput);
        };
        let tables = Tables::built_in_for_many();
        let locator = Locator {
            tables: &tables,
            own: &own,
        };
        let files = files::files(&self.files);
        let is_stream = |file: &File| matches!(file.source, Ok(Input::Stream));
        let all = (!files.iter().any(is_stream)).then_some(files.len());
        let mut desk = Desk {
            check: self,
            output,
            progress: Progress::new(all),
            file: String::new(),
            is_first: true,
            outcome: Outcome::Fine,
            survey: Survey::default(),
            files: Files::default(),
        };
        if self.format == Format::Csv {
            write!(desk.output, "{}", csv::head())?;
        }
        let width = width();
        let is_alone = files.len() == 1;
        let work = |file: File, parts: &SyncSender<Part>| {
            parts.send(Part::Begun(file.name.clone()))?;
            let read = file.source;
            match read.and_then(|source| input::recording(source, is_alone)) {
                Ok(recording) => {
                    let on = On {
                        file: &file.name,
                        asked: &asked,
                        locator: &locator,
                        width,
                    };
                    self.pages(&recording, &on, parts)
                }
                Err(sentence) => parts.send(Part::Unreadable(sentence)),
            }
        };
        let recordings = files::recordings(files);
        workers::in_order(self.threads(), recordings, work, |part| desk.take(part))?;
        desk.finish(&report::data(&tables), width)
    }

    fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, NonZero::get);
        self.threads.map_or_else(cores, usize::from)
    }

    /// What is asked of every page; every id that means nothing is complained of.
    fn asked(&self, own: &[OwnRange]) -> Option<Asked> {
        let own: Vec<Domain> = own.iter().map(OwnRange::domain).collect();
        let mut named: Vec<Outage> = Vec::new();
        let mut all_known = true;
        for id in &self.outages {
            match outage::id::find(id, &own) {
                Ok(outage) if named.contains(&outage) => {}
                Ok(outage) => named.push(outage),
                Err(unknown) => {
                    complain(&words::unknown_outage(&unknown));
                    all_known = false;
                }
            }
        }
        all_known.then(|| Asked {
            outages: (!named.is_empty()).then_some(named),
            mode: self.mode.map(Mode::from),
        })
    }

    /// Sends what is to be said of every page in a file.
    fn pages(
        &self,
        recording: &Recording,
        on: &On,
        parts: &SyncSender<Part>,
    ) -> Result<(), SendError<Part>> {
        let notes: Vec<String> = recording.notes.iter().map(ToString::to_string).collect();
        for note in recording.notes.iter().filter(|note| note.is_damage()) {
            parts.send(Part::Damaged(format!("{note}.")))?;
        }
        let source = Source {
            file: Some(on.file),
            recorded: recording.day.as_deref(),
            notes: &notes,
        };
        for page in &recording.pages {
            let mut report = report::report_asked(page, on.locator, on.asked);
            let shows_operators = !self.summary && self.format != Format::Csv;
            if shows_operators && report::is_open(&report, page) {
                report::complete(&mut report, page, &Operators::built_in_for_many());
            }
            if self.fail_on.is_some_and(|least| least.is_met(&report)) {
                parts.send(Part::ThresholdMet)?;
            }
            if self.summary {
                let mut survey = Survey::default();
                survey.add(&report);
                parts.send(Part::Counted(survey))?;
            }
            let text = match self.format {
                Format::Csv => csv::page(&report, &source),
                _ if self.summary => continue,
                Format::Text => text::page(&report, &source, on.width),
                Format::Json => json::page(&report, &source) + "\n",
                Format::Markdown => markdown::page(&report, &source),
            };
            parts.send(Part::Page(text))?;
        }
        Ok(())
    }
}

/// What a thread must know to work on a file.
struct On<'a> {
    file: &'a str,
    asked: &'a Asked,
    locator: &'a Locator<'a>,
    width: usize,
}

/// What a thread has to say of a file.
enum Part {
    /// It is the turn of the file of this name; what follows is of it.
    Begun(String),
    /// A page in the format that was asked for.
    Page(String),
    /// A page for the summary.
    Counted(Survey),
    ThresholdMet,
    /// A part of the file is missing, in a sentence.
    Damaged(String),
    /// There is nothing to show, in a sentence.
    Unreadable(String),
}

/// Where what the threads say is put together, in the order of the files.
struct Desk<'c, W> {
    check: &'c Check,
    output: &'c mut W,
    progress: Progress,
    /// Whose turn it is.
    file: String,
    is_first: bool,
    outcome: Outcome,
    survey: Survey,
    files: Files,
}

impl<W: Write> Desk<'_, W> {
    fn take(&mut self, part: Part) -> std::io::Result<()> {
        match part {
            Part::Begun(file) => {
                self.files.files += 1;
                self.progress.next(&file);
                self.file = file;
            }
            Part::Page(text) => {
                self.progress.clear();
                let apart = matches!(self.check.format, Format::Text | Format::Markdown);
                if !std::mem::replace(&mut self.is_first, false) && apart {
                    writeln!(self.output, "\n---\n")?;
                }
                write!(self.output, "{text}")?;
            }
            Part::Counted(survey) => self.survey.merge(survey),
            Part::ThresholdMet => self.outcome = self.outcome.max(Outcome::ThresholdMet),
            Part::Damaged(sentence) => self.complain(&sentence),
            Part::Unreadable(sentence) => {
                self.files.unreadable += 1;
                self.complain(&sentence);
                if self.check.format == Format::Json && !self.check.summary {
                    writeln!(self.output, "{}", json::unreadable(&self.file, &sentence))?;
                }
            }
        }
        Ok(())
    }

    fn complain(&mut self, sentence: &str) {
        self.progress.clear();
        complain(&format!("{}: {sentence}", self.file));
        self.outcome = Outcome::BadInput;
    }

    fn finish(self, data: &Data, width: usize) -> std::io::Result<Outcome> {
        self.progress.clear();
        if self.check.summary {
            let in_words = || text::survey(&self.survey, self.files, data, width);
            match self.check.format {
                Format::Json => {
                    writeln!(
                        self.output,
                        "{}",
                        json::survey(&self.survey, self.files, data)
                    )?;
                }
                // Whoever writes the table into a file reads the summary.
                Format::Csv => eprint!("{}", in_words()),
                _ => write!(self.output, "{}", in_words())?,
            }
        }
        Ok(self.outcome)
    }
}
