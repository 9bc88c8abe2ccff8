//! Recordings and what becomes of them: one folder a case.
//!
//! `tests/pages/<case>/` holds `page.har`, `page.txt` (what was read out of
//! it) and `report.txt` (what is said about it). A new case is a new folder
//! with a `page.har` in it; `UPDATE=1 cargo test --test pages` writes the rest,
//! to be looked at before it is committed.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use faultline::locate::Locator;
use faultline::locate::table::Tables;
use faultline::model::{Blocking, Outcome, Page, Request};
use faultline::observe::har::{self, Recording};
use faultline::report::report;
use faultline::view::{Source, text};

/// So that none gets lost on the way.
const CASES: usize = 11;

#[test]
fn cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut folders: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    assert_eq!(
        folders.len(),
        CASES,
        "cases in tests/pages; change CASES in tests/pages.rs"
    );
    let wrong: Vec<String> = folders.iter().flat_map(|folder| check(folder)).collect();
    assert!(
        wrong.is_empty(),
        "{}\nIf this is right: UPDATE=1 cargo test --test pages",
        wrong.join("\n")
    );
}

fn check(folder: &Path) -> Vec<String> {
    let bytes = fs::read(folder.join("page.har")).unwrap();
    let recording = har::pages(&bytes).unwrap();
    let expectations = [
        ("page.txt", observed(&recording)),
        ("report.txt", reported(&recording)),
    ];
    let mut wrong = Vec::new();
    for (name, found) in expectations {
        let file = folder.join(name);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &found).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if let Some(difference) = first_difference(&expected, &found) {
            wrong.push(format!("{}: {difference}", file.display()));
        }
    }
    wrong
}

fn first_difference(expected: &str, found: &str) -> Option<String> {
    let mut lines = expected.lines();
    for (index, line) in found.lines().enumerate() {
        let wanted = lines.next().unwrap_or("(nothing)");
        if wanted != line {
            return Some(format!(
                "line {}\n  expected {wanted}\n  found    {line}",
                index + 1
            ));
        }
    }
    lines
        .next()
        .map(|line| format!("missing at the end: {line}"))
}

fn reported(recording: &Recording) -> String {
    let tables = Tables::built_in();
    let locator = Locator {
        tables: &tables,
        own: &[],
    };
    let notes: Vec<String> = recording.notes.iter().map(ToString::to_string).collect();
    let source = Source {
        file: Some("page.har"),
        recorded: recording.day.as_deref(),
        notes: &notes,
    };
    let reports: Vec<String> = recording
        .pages
        .iter()
        .map(|page| text::page(&report(page, &locator), &source, 100))
        .collect();
    reports.join("\n---\n\n")
}

fn observed(recording: &Recording) -> String {
    let mut text = String::new();
    writeln!(text, "recorded {:?}", recording.day).unwrap();
    for note in &recording.notes {
        writeln!(text, "note: {note}").unwrap();
    }
    for page in &recording.pages {
        observed_page(&mut text, page);
    }
    text
}

fn observed_page(text: &mut String, page: &Page) {
    writeln!(text, "\npage {}", page.url).unwrap();
    writeln!(text, "title {:?}", page.title).unwrap();
    writeln!(
        text,
        "loaded {} gaps {:?} {:?}",
        page.loaded, page.gaps, page.omitted
    )
    .unwrap();
    for (index, frame) in page.frames.iter().enumerate().skip(1) {
        writeln!(text, "frame {index} in {:?} {}", frame.parent, frame.url).unwrap();
    }
    for (index, request) in page.requests.iter().enumerate() {
        let url: String = request.url.chars().take(80).collect();
        writeln!(text, "{index} {:?} {url:?}", request.kind).unwrap();
        writeln!(text, "   {}", facts(request)).unwrap();
    }
}

fn facts(request: &Request) -> String {
    let mut facts = vec![format!("frame {}", request.frame)];
    if let Some(by) = request.initiator {
        let sure = if by.certain { "" } else { " maybe" };
        facts.push(format!("by {}{sure}", by.request));
    }
    if !matches!(request.blocking, Blocking::Unknown) {
        facts.push(format!("blocking {:?}", request.blocking));
    }
    facts.push(match &request.outcome {
        Outcome::Answered(status) => status.to_string(),
        outcome => format!("{outcome:?}"),
    });
    if let Some(address) = request.address {
        facts.push(format!("{} {:?}", address.ip, address.source));
    }
    facts.extend(request.bytes.map(|bytes| format!("{bytes} B")));
    facts.extend(request.cached.then(|| "cached".to_owned()));
    facts.extend(request.after_load.then(|| "after load".to_owned()));
    let headers = request.headers.iter();
    facts.extend(headers.map(|header| format!("{}={:?}", header.name, header.value)));
    facts.join(", ")
}
