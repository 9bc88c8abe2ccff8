//! Damaged, odd and hostile recordings: each gets a sentence that says what
//! and where, or is carried through, and nothing panics.

use std::io::Write;

use faultline::locate::Locator;
use faultline::locate::table::Tables;
use faultline::observe::har::{HarError, Recording, pages, pages_from};
use faultline::report::report;
use faultline::view::{Source, json, markdown, text};
use proptest::prelude::*;

/// One whole entry for the table below.
const ENTRY: &str = r#"{"startedDateTime":"2026-10-01T12:00:00Z","request":{"url":"https://a.example/","headers":[]},"response":{"status":200,"headers":[],"content":{"mimeType":"text/html"}}}"#;

fn har(entries: &str) -> String {
    format!("{{\"log\": {{\"entries\": [{entries}]}}}}")
}

/// The file is refused, with this sentence.
fn refused(file: impl AsRef<[u8]>, sentence: &str) {
    let error = pages(file.as_ref()).expect_err(sentence);
    assert_eq!(error.to_string(), sentence);
}

/// The file gives so many requests, and these notes.
fn read(file: impl AsRef<[u8]>, requests: usize, notes: &[&str]) -> Recording {
    let recording = pages(file.as_ref()).unwrap_or_else(|error| panic!("{notes:?}: {error}"));
    let found: Vec<String> = recording.notes.iter().map(ToString::to_string).collect();
    assert_eq!(found, notes);
    let count: usize = recording.pages.iter().map(|page| page.requests.len()).sum();
    assert_eq!(count, requests, "{notes:?}");
    recording
}

#[test]
fn files_that_are_no_recordings() {
    refused("", "The file is empty. Save the recording again.");
    refused(
        b"\x1f\x8b\x08\0",
        "The file is compressed: unpack it first.",
    );
    refused(
        "<!doctype html>",
        "This is not a HAR file: line 1, column 1: found `<` where a value should be. \
         Expected JSON that begins with {\"log\": {.",
    );
    refused(
        "PK\x03\x04",
        "This is not a HAR file: line 1, column 1: found `P` where a value should be. \
         Expected JSON that begins with {\"log\": {.",
    );
    refused(
        "{\"log\": {\n  \"entries\": [\n",
        "This is not a HAR file: line 3, column 1: it ends in the middle of a value. \
         Expected JSON that begins with {\"log\": {.",
    );
    let no_list = "This is JSON, but not a HAR file: there is no list at `log.entries`. \
                   Use the browser's “Save all as HAR”.";
    refused("{}", no_list);
    refused("[]", no_list);
    refused("\"log\"", no_list);
    refused("{\"log\": []}", no_list);
    refused("{\"log\": {\"entries\": null}}", no_list);
    refused("{\"log\": {\"entries\": {\"0\": {}}}}", no_list);
    let nothing = "The recording has no requests. Reload the page while recording.";
    refused(har(""), nothing);
    refused(
        har("1, {}, {\"request\": {\"url\": \"data:,x\"}}"),
        &format!(
            "{nothing} 1 entry left out: not an object (entry 1). \
             1 entry left out: no `request.url` (entry 2). \
             1 entry left out: `data:` is not loaded over the network (entry 3). \
             2 entries without a start: kept where the file has them (the first is entry 2)."
        ),
    );
}

#[test]
fn files_that_end_too_early() {
    let sentence = |line, column, why: &str, read: &str| {
        format!(
            "The file could be read up to line {line}, column {column} only: {why}. \
             The {read} used"
        )
    };
    let ends = "it ends in the middle of a value";
    let file = har(&format!("{ENTRY},\n{ENTRY},\n{ENTRY}"));
    let whole = read(&file, 3, &[]);
    // Cut in the middle of the third entry.
    let cut = &file[..file.len() - 60];
    let column = (cut.len() - cut.rfind('\n').unwrap()) as u64;
    let recording = read(
        cut,
        2,
        &[&sentence(3, column, ends, "2 whole entries before it are")],
    );
    assert_eq!(recording.pages[0].requests, whole.pages[0].requests[..2]);
    assert!(recording.notes[0].is_damage());
    // Something else where the third entry should be.
    read(
        file.replacen("},\n{", "},\n<", 2),
        1,
        &[&sentence(
            2,
            1,
            "found `<` where a value should be",
            "1 whole entry before it is",
        )],
    );
    read(
        format!("{}x", har(ENTRY)),
        1,
        &[&sentence(
            1,
            22 + ENTRY.len() as u64 + 3,
            "found `x` where the end of the file should be",
            "1 whole entry before it is",
        )],
    );
}

#[test]
fn wrong_fields_cost_only_themselves() {
    let check = |from: &str, to: &str, note: &str| {
        assert!(ENTRY.contains(from), "{from}");
        let note = note.to_owned() + " (entry 2)";
        read(
            har(&format!("{ENTRY},{}", ENTRY.replace(from, to))),
            2,
            &[&note],
        );
    };
    let wrong = |field: &str| {
        format!("1 entry with something else than expected in `{field}`: used without it")
    };
    check(
        "\"headers\":[]},\"response\"",
        "\"headers\":7},\"response\"",
        &wrong("request.headers"),
    );
    check(
        "\"headers\":[],\"content\"",
        "\"headers\":{},\"content\"",
        &wrong("response.headers"),
    );
    check(
        "\"startedDateTime\":\"2026-10-01T12:00:00Z\"",
        "\"startedDateTime\":\"soon\"",
        "1 entry without a start: kept where the file has them",
    );
    check("200", "0", "1 entry without a status: outcome not known");
    check("200", "null", "1 entry without a status: outcome not known");
    check(
        "\"response\":{",
        "\"serverIPAddress\":\"my server\",\"response\":{",
        "1 entry with something else than an IP address as the server's address: used without it",
    );
    // Numbers as texts, texts as nothing, unknown fields of any shape.
    let odd = ENTRY
        .replace("200", "\"200\"")
        .replace(
            "\"mimeType\":\"text/html\"",
            "\"mimeType\":null,\"size\":\"12\",\"text\":[[{}]]",
        )
        .replace(
            "\"request\":{",
            "\"_new\":{\"a\":[1,{\"b\":null}]},\"request\":{",
        );
    read(har(&odd), 1, &[]);
}

#[test]
fn entries_without_an_address_are_left_out() {
    let check = |url: &str, note: &str| {
        let entry = ENTRY.replace("\"https://a.example/\"", url);
        let note = note.to_owned() + " (entry 2)";
        read(har(&format!("{ENTRY},{entry}")), 1, &[&note]);
    };
    check("\"\"", "1 entry left out: no `request.url`");
    check("\"/path\"", "1 entry left out: no host in `request.url`");
    check("\"https://\"", "1 entry left out: no host in `request.url`");
    check(
        "\"localhost:80\"",
        "1 entry left out: no host in `request.url`",
    );
    check(
        "\"BLOB:https://a.example/1\"",
        "1 entry left out: `blob:` is not loaded over the network",
    );
    check(
        "\"moz-extension://1/a.js\"",
        "1 entry left out: `moz-extension:` is not loaded over the network",
    );
}

#[test]
fn other_encodings() {
    let file = har(&ENTRY.replace("text/html", "text/html; é 😀"));
    let plain = pages(file.as_bytes()).unwrap();
    let units: Vec<u16> = file.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    for (mark, bytes) in [
        (&b"\xef\xbb\xbf"[..], file.as_bytes()),
        (b"\xff\xfe", &little),
        (b"\xfe\xff", &big),
        (b"", &little),
        (b"", &big),
    ] {
        let bytes = [mark, bytes].concat();
        assert_eq!(pages(&bytes).as_ref(), Ok(&plain), "{mark:x?}");
        // Half a character at the end.
        let _ = pages(&bytes[..bytes.len() - 1]);
    }
}

#[test]
fn depth_is_stepped_over() {
    let depth = 10_000;
    let deep = "{\"a\":[".repeat(depth) + "1" + &"]}".repeat(depth);
    read(
        har(&ENTRY.replace("200", &format!("200,\"_deep\":{deep}"))),
        1,
        &[],
    );
    let status = ENTRY.replace("200", &deep);
    read(
        har(&status),
        1,
        &[
            "1 entry with something else than expected in `response.status`: used without it (entry 1)",
            "1 entry without a status: outcome not known (entry 1)",
        ],
    );
    // Stacks of promises that started promises.
    let frames = "{\"callFrames\":[],\"parent\":".repeat(depth) + "null" + &"}".repeat(depth);
    let initiator = format!("{{\"_initiator\":{{\"type\":\"script\",\"stack\":{frames}}},");
    read(har(&ENTRY.replacen('{', &initiator, 1)), 1, &[]);
    refused(
        "[".repeat(1_000_000),
        "This is not a HAR file: line 1, column 100002: values are nested deeper than any \
         recorder writes. Expected JSON that begins with {\"log\": {.",
    );
}

#[test]
fn more_than_is_kept_is_counted() {
    let entry =
        |host: usize, path: usize| ENTRY.replace("a.example/", &format!("h{host}.example/{path}"));
    let many: Vec<String> = (0..2500).map(|path| entry(0, path)).collect();
    let recording = read(har(&many.join(",")), 2000, &[]);
    assert_eq!(recording.pages[0].omitted.requests, 500);
    assert_eq!(recording.pages[0].omitted.hosts, 0);
    let many: Vec<String> = (0..1300)
        .map(|number| entry(number % 600, number))
        .collect();
    let recording = read(har(&many.join(",")), 512 + 512 + 100, &[]);
    assert_eq!(recording.pages[0].omitted.requests, 88 + 88);
    assert_eq!(recording.pages[0].omitted.hosts, 88);
    let many: Vec<String> = (0..10_100).map(|path| entry(0, path)).collect();
    let note = "100 entries more than are kept: left out (the first is entry 10,001)";
    let recording = read(har(&many.join(",")), 2000, &[note]);
    assert_eq!(recording.pages[0].omitted.requests, 8100);
}

/// A body of many megabytes passes through a source that gives it in pieces
/// of any size, and nothing of it is kept.
#[test]
fn bodies_are_not_kept() {
    let body = "<div class=\\\"x\\\">\\u00e9</div>".repeat(300_000);
    let file = har(&ENTRY.replace("\"mimeType\"", &format!("\"text\":\"{body}\",\"mimeType\"")));
    let (front, back) = file.as_bytes().split_at(4321);
    let recording = pages_from(std::io::Read::chain(front, back)).unwrap();
    let kept = serde_json::to_string(&recording.pages).unwrap();
    assert!(kept.len() < 1000, "{} bytes kept", kept.len());
}

#[test]
fn a_source_that_fails() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed
        .write_all(har(&vec![ENTRY; 50_000].join(",")).as_bytes())
        .unwrap();
    let packed = packed.finish().unwrap();
    let damaged = &packed[..packed.len() / 2];
    let recording = pages_from(flate2::read::MultiGzDecoder::new(damaged)).unwrap();
    let note = recording
        .notes
        .iter()
        .find(|note| note.is_damage())
        .unwrap()
        .to_string();
    assert!(note.contains("it could not be read further"), "{note}");
    let nothing = pages_from(flate2::read::MultiGzDecoder::new(&packed[..12]));
    assert!(
        matches!(nothing, Err(HarError::NotJson(_) | HarError::Empty)),
        "{nothing:?}"
    );
}

/// The cases of `tests/pages`, to be damaged.
fn cases() -> Vec<Vec<u8>> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut folders: Vec<_> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    folders
        .iter()
        .map(|folder| std::fs::read(folder.join("page.har")).unwrap())
        .collect()
}

/// A value of another type.
const OTHERS: [&str; 8] = [
    "null",
    "true",
    "-1e999",
    "\"\"",
    "\"x\"",
    "[]",
    "{}",
    "[[{\"url\":1}]]",
];

/// Puts `other` in the place of the value that follows the `nth` colon.
fn change_type(text: &[u8], nth: usize, other: &str) -> Option<Vec<u8>> {
    let mut colons = (0..text.len()).filter(|at| text[*at..].starts_with(b": "));
    let start = colons.nth(nth)? + 2;
    let mut values =
        serde_json::Deserializer::from_slice(&text[start..]).into_iter::<serde_json::Value>();
    values.next()?.ok()?;
    let end = start + values.byte_offset();
    Some([&text[..start], other.as_bytes(), &text[end..]].concat())
}

/// All that a whole report needs of a page holds, whatever was in the file.
fn consistent(recording: &Recording) {
    for page in &recording.pages {
        assert!(!page.requests.is_empty() && page.frames[0].parent.is_none());
        for (index, frame) in page.frames.iter().enumerate().skip(1) {
            assert!(frame.parent.is_some_and(|parent| parent < index));
        }
        for (index, request) in page.requests.iter().enumerate() {
            assert!(request.frame < page.frames.len());
            assert!(request.initiator.is_none_or(|by| by.request < index));
        }
    }
}

/// Every view of a report on it, and nothing that a terminal would obey.
fn shown(recording: &Recording) {
    let tables = Tables::built_in();
    let locator = Locator {
        tables: &tables,
        own: &[],
    };
    for page in &recording.pages {
        let report = report(page, &locator);
        let source = Source {
            file: Some("\u{1b}[2J.har"),
            recorded: recording.day.as_deref(),
            notes: &[],
        };
        let text = text::page(&report, &source, 80);
        let markdown = markdown::page(&report, &source);
        for written in [text, markdown] {
            assert!(!written.chars().any(|c| c.is_control() && c != '\n'));
        }
        let line = json::page(&report, &source);
        assert!(serde_json::from_str::<serde_json::Value>(&line).is_ok() && !line.contains('\n'));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damaged_recordings(
        case in any::<prop::sample::Index>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        cut in prop::option::of(any::<prop::sample::Index>()),
        changes in prop::collection::vec((0..600usize, prop::sample::select(&OTHERS[..])), 0..6),
    ) {
        let cases = cases();
        let mut text = cases[case.index(cases.len())].clone();
        for (nth, other) in changes {
            text = change_type(&text, nth, other).unwrap_or(text);
        }
        for (at, byte) in flips {
            let at = at.index(text.len());
            text[at] = byte;
        }
        if let Some(cut) = cut {
            text.truncate(cut.index(text.len()));
        }
        match pages(&text) {
            Ok(recording) => {
                consistent(&recording);
                shown(&recording);
            }
            Err(error) => prop_assert!(error.to_string().ends_with('.'), "{error}"),
        }
    }
}
