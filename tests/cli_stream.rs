//! A stream of recordings on standard input, as a pipe brings it: it must say
//! what the same recordings say as files, however they follow each other.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Runs `faultline check` on a stream that comes in pieces.
fn check(arguments: &[&str], stream: Vec<Vec<u8>>) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_faultline"))
        .args([&["check"], arguments, &["-"]].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        // Whoever has read enough closes the pipe.
        stream.iter().all(|piece| stdin.write_all(piece).is_ok())
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// The recordings that all tests share, without those that are damaged.
fn pages() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut pages: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|page| page.unwrap().path().join("page.har"))
        .collect();
    pages.sort();
    pages
        .into_iter()
        .map(|page| (page.display().to_string(), std::fs::read(&page).unwrap()))
        .filter(|(_, har)| serde_json::from_slice::<Value>(har).is_ok())
        .collect()
}

/// The same as files, by the names that they have in a stream.
fn as_files(pages: &[(String, Vec<u8>)]) -> String {
    let mut expect = String::new();
    for (index, (file, _)) in pages.iter().enumerate() {
        let output = Command::new(env!("CARGO_BIN_EXE_faultline"))
            .args(["check", "--format", "json", file])
            .output()
            .unwrap();
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            let mut line: Value = serde_json::from_str(line).unwrap();
            line["file"] = match index {
                0 => "-".into(),
                _ => format!("stdin:{}", index + 1).into(),
            };
            expect += &(line.to_string() + "\n");
        }
    }
    expect
}

fn packed(har: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(har).unwrap();
    gzip.finish().unwrap()
}

#[test]
fn a_stream_says_what_its_recordings_say_as_files() {
    let pages = pages();
    assert!(pages.len() > 8);
    let expect = as_files(&pages);
    let hars = || pages.iter().map(|(_, har)| har.clone());
    let in_lines = |har: Vec<u8>| {
        let value: Value = serde_json::from_slice(&har).unwrap();
        (value.to_string() + "\n").into_bytes()
    };
    let streams: [Vec<Vec<u8>>; 4] = [
        hars().collect(),
        hars().flat_map(|har| [har, b"\n\n".to_vec()]).collect(),
        hars().map(in_lines).collect(),
        hars().map(|har| packed(&har)).collect(),
    ];
    for (number, stream) in streams.into_iter().enumerate() {
        for threads in ["1", "2", "5"] {
            let arguments = ["--format", "json", "--threads", threads];
            let (code, output, complaints) = check(&arguments, stream.clone());
            assert_eq!((code, complaints.as_str()), (0, ""), "stream {number}");
            let same: String = output
                .lines()
                .map(|line| serde_json::from_str::<Value>(line).unwrap().to_string() + "\n")
                .collect();
            assert!(same == expect, "stream {number} with {threads} threads");
        }
    }
}

#[test]
fn a_recording_that_is_cut_off_swallows_none() {
    let har =
        br#"{"log": {"entries": [{"request": {"url": "https://a.s3.eu-west-1.amazonaws.com/"},
        "response": {"status": 200, "content": {"mimeType": "text/html"}}}]}}"#;
    let line: Vec<u8> = har.iter().copied().filter(|byte| *byte != b'\n').collect();
    let mut cut = line.clone();
    cut.truncate(90);
    let stream = [&line[..], b"<html>", &cut, &line].map(|one| [one, b"\n"].concat());
    let (code, output, complaints) = check(&["--summary", "--format", "json"], stream.into());
    assert_eq!(code, 2);
    let summary: Value = serde_json::from_str(&output).unwrap();
    assert_eq!(summary["summary"]["files"], 4);
    assert!(complaints.contains("faultline: stdin:2: "), "{complaints}");
    assert!(complaints.contains("faultline: stdin:3: "), "{complaints}");
    let outages = summary["outages"].as_array().unwrap();
    let region = outages.iter().find(|one| one["id"] == "aws/eu-west-1");
    assert!(region.unwrap()["down"].as_u64() >= Some(2), "{region:?}");
}

/// Whoever feeds the stream by and by hears of each page while it waits.
#[test]
fn what_is_done_is_told_before_the_stream_ends() {
    let (_, har) = pages().swap_remove(0);
    let mut child = Command::new(env!("CARGO_BIN_EXE_faultline"))
        .args(["check", "--format", "json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut first = [0];
    stdin.write_all(&har).unwrap();
    stdin.flush().unwrap();
    stdout.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"{");
    drop(stdin);
    stdout.read_to_end(&mut Vec::new()).unwrap();
    assert!(child.wait().unwrap().success());
}
