//! The command line as a script meets it: exit codes, standard input, several
//! files, damaged ones.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A page that one provider takes down: named by the reader's own rules, so
/// that no data of the day matters.
const OWN: &str = "192.0.2.10/32 \"Our racks\" berlin\n";

fn faultline(arguments: &[&str], input: Option<&[u8]>) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_faultline"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.unwrap_or_default().to_vec();
    // A child that does not want its input closes it early.
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

fn case(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("tests/pages")
        .join(name)
        .join("page.har")
        .display()
        .to_string()
}

/// A file of this test, in the folder that Cargo gives to tests.
fn file(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    path.display().to_string()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn lines(output: &str) -> Vec<Value> {
    output
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn check_writes_a_report() {
    let (code, output, complaints) = faultline(&["check", &case("chrome")], None);
    assert_eq!((code, complaints.as_str()), (0, ""));
    assert!(output.starts_with("https://shop.example/\n"), "{output}");
    assert!(
        output.contains("bucket.s3.eu-west-1.amazonaws.com"),
        "{output}"
    );
}

#[test]
fn check_writes_json_of_schema_1() {
    let arguments = [
        "check",
        "--format",
        "json",
        &case("chrome"),
        &case("webpagetest"),
    ];
    let (code, output, _) = faultline(&arguments, None);
    assert_eq!(code, 0);
    let lines = lines(&output);
    assert_eq!(lines.len(), 3, "one page, and two runs");
    for line in &lines {
        assert_eq!(line["schema"], 1);
        assert_eq!(line["page"]["recorded"], "2026-10-01");
    }
    let page = &lines[0];
    assert_eq!(page["file"], case("chrome"));
    assert_eq!(page["page"]["url"], "https://shop.example/");
    let hosts = page["hosts"].as_array().unwrap();
    let bucket = hosts
        .iter()
        .find(|host| host["host"] == "bucket.s3.eu-west-1.amazonaws.com")
        .unwrap();
    assert_eq!(bucket["requests"], 1);
    let placement = &bucket["placements"][0];
    for (name, expect) in [
        ("provider", "aws"),
        ("service", "s3"),
        ("region", "eu-west-1"),
        ("layer", "edge"),
        ("confidence", "certain"),
    ] {
        assert_eq!(placement[name], expect, "{name} in {placement}");
    }
    assert!(!placement["evidence"].as_array().unwrap().is_empty());
    let outages = page["outages"].as_array().unwrap();
    let region = outages
        .iter()
        .find(|outage| outage["id"] == "aws/eu-west-1")
        .unwrap();
    for name in ["kind", "title", "verdict", "likelihood", "reason"] {
        assert!(region[name].is_string(), "{name} in {region}");
    }
    assert_eq!(region["verdict"], "degraded");
    assert_eq!(
        region["effects"][0]["hosts"][0],
        "bucket.s3.eu-west-1.amazonaws.com"
    );
    assert_eq!(page["coverage"]["requests"], 23);
}

#[test]
fn check_reads_standard_input_and_packed_files() {
    let plain = std::fs::read(case("chrome-har")).unwrap();
    let (_, expect, _) = faultline(&["check", "-", "--format", "json"], Some(&plain));
    assert_eq!(lines(&expect)[0]["file"], "-");
    let packed = gzip(&plain);
    let (code, output, _) = faultline(&["check", "-", "--format", "json"], Some(&packed));
    assert_eq!((code, output), (0, expect));
    // By what is in it, not by its name.
    let (code, output, _) = faultline(&["check", &file("packed.har", packed)], None);
    assert!(
        code == 0 && output.starts_with("https://news.example/"),
        "{output}"
    );
}

#[test]
fn check_escapes_what_pages_say() {
    let (code, output, _) = faultline(&["check", &case("odd")], None);
    assert_eq!(code, 0);
    assert!(
        !output.chars().any(|c| c.is_control() && c != '\n'),
        "{output:?}"
    );
    assert!(
        output.contains("<script>alert(1)</script> \\u{1b}[31mred"),
        "{output}"
    );
    let (_, output, _) = faultline(&["check", "--format", "markdown", &case("odd")], None);
    assert!(
        !output.contains("<b>") && output.contains("&lt;b&gt;"),
        "{output}"
    );
}

#[test]
fn the_threshold_decides_the_exit_code() {
    let own = file("own.txt", OWN);
    let chrome = case("chrome");
    let with = |verdict| ["check", "--own", &own, "--fail-on", verdict, &chrome].map(str::to_owned);
    for (verdict, expect) in [("down", 1), ("broken", 1), ("degraded", 1)] {
        let arguments = with(verdict);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let (code, output, _) = faultline(&arguments, None);
        assert_eq!(code, expect, "{verdict}: {output}");
        assert!(output.contains("Our racks"), "{output}");
    }
    // Nothing here is placed but one picture's host.
    let picture = r#"{"log":{"entries":[
        {"startedDateTime":"2026-10-01T12:00:00Z","request":{"url":"https://a.example/"},"response":{"status":200,"content":{"mimeType":"text/html"}},"serverIPAddress":"192.0.2.1"},
        {"startedDateTime":"2026-10-01T12:00:01Z","request":{"url":"https://b.example/x.png"},"response":{"status":200,"content":{"mimeType":"image/png"}},"serverIPAddress":"192.0.2.10"}]}}"#;
    for (verdict, expect) in [("down", 0), ("broken", 0), ("degraded", 1)] {
        let arguments = ["check", "-", "--own", &own, "--fail-on", verdict];
        let (code, output, _) = faultline(&arguments, Some(picture.as_bytes()));
        assert_eq!(code, expect, "{verdict}: {output}");
    }
}

#[test]
fn a_bad_file_does_not_stop_the_others() {
    let bad = file("bad.har", "<html>");
    let own = file("own-2.txt", OWN);
    let arguments = [
        "check",
        "--format",
        "json",
        "--own",
        &own,
        "--fail-on",
        "down",
        &bad,
        "missing.har",
        &case("chrome"),
    ];
    let (code, output, complaints) = faultline(&arguments, None);
    assert_eq!(code, 2, "bad input wins over the threshold");
    let lines = lines(&output);
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["file"], bad);
    let sentence = lines[0]["error"].as_str().unwrap();
    assert!(
        sentence.contains("line 1, column 1: found `<`"),
        "{sentence}"
    );
    assert!(
        lines[1]["error"]
            .as_str()
            .unwrap()
            .starts_with("The file cannot be opened")
    );
    assert_eq!(lines[2]["page"]["url"], "https://shop.example/");
    assert_eq!(complaints.lines().count(), 2, "{complaints}");
    assert!(complaints.contains("missing.har"), "{complaints}");
}

#[test]
fn a_file_that_is_cut_off_is_reported_and_complained_of() {
    let whole = std::fs::read(case("firefox")).unwrap();
    let (code, output, complaints) = faultline(&["check", "-"], Some(&whole[..whole.len() - 900]));
    assert_eq!(code, 2);
    assert!(
        output.starts_with("https://docs.example/guide/"),
        "{output}"
    );
    assert!(
        complaints.contains("it ends in the middle of a value"),
        "{complaints}"
    );
}

/// The smallest recording of a page that nobody of the catalogue serves.
const UNPLACED: &str = r#"{"log": {"version": "1.2", "creator": {"name": "t", "version": "1"},
    "pages": [{"id": "1", "startedDateTime": "2026-10-01T00:00:00Z", "title": "t"}],
    "entries": [{"pageref": "1", "startedDateTime": "2026-10-01T00:00:00Z",
        "serverIPAddress": "192.0.32.8",
        "request": {"method": "GET", "url": "https://unheard-of.example/", "headers": []},
        "response": {"status": 200, "headers": [], "content": {"mimeType": "text/html"}}}]}}"#;

#[test]
fn of_what_is_not_placed_the_network_is_named() {
    let recording = file("unplaced.har", UNPLACED);
    let told = "not known, in the network of ICANN (AS40528)";
    for format in ["text", "markdown"] {
        let (code, output, _) = faultline(&["check", &recording, "--format", format], None);
        assert!(code == 0 && output.contains(told), "{output}");
    }
    let (_, output, _) = faultline(&["check", &recording, "--format", "json"], None);
    let page = &lines(&output)[0];
    assert_eq!(page["hosts"][0]["operator"]["prefix"], "192.0.32.0/22");
    assert_eq!(page["coverage"]["operators"], 1);
    assert_eq!(page["coverage"]["placed"], 0);
}

#[test]
fn locate_answers_each_query() {
    let arguments = [
        "locate",
        "--format",
        "json",
        "bucket.s3.eu-west-1.amazonaws.com",
        "https://a.test:8443/x",
        "192.0.2.9",
        "192.0.32.8",
    ];
    let (code, output, _) = faultline(&arguments, None);
    assert_eq!(code, 0);
    let lines = lines(&output);
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["schema"], 1);
    assert_eq!(lines[0]["query"], "bucket.s3.eu-west-1.amazonaws.com");
    assert_eq!(lines[0]["placements"][0]["region"], "eu-west-1");
    assert_eq!(
        lines[0]["placements"][0]["evidence"][0]["signal"],
        "hostname"
    );
    assert_eq!(lines[1]["query"], "https://a.test:8443/x");
    assert_eq!(lines[2]["placements"], Value::Array(vec![]));
    assert_eq!(lines[2]["operator"], Value::Null);
    assert_eq!(lines[3]["placements"], Value::Array(vec![]));
    assert_eq!(lines[3]["operator"]["name"], "ICANN");
}

#[test]
fn locate_goes_by_headers_and_own_rules() {
    let arguments = [
        "locate",
        "shop.test",
        "--header",
        "CF-Ray: 8d1f00000000abcd-FRA",
        "--header",
        "server: cloudflare",
    ];
    let (code, output, _) = faultline(&arguments, None);
    assert!(code == 0 && output.contains("Cloudflare"), "{output}");
    let own = file("own-3.txt", OWN);
    let (code, output, _) = faultline(&["locate", "192.0.2.10", "--own", &own], None);
    assert!(code == 0 && output.contains("Our racks"), "{output}");
}

#[test]
fn bad_use_is_told() {
    let check = |arguments: &[&str], sentence: &str| {
        let (code, _, complaints) = faultline(arguments, None);
        assert_eq!(code, 2, "{arguments:?}");
        assert!(complaints.contains(sentence), "{arguments:?}: {complaints}");
    };
    check(&[], "Usage");
    check(&["check"], "FILE.har");
    check(
        &["check", "x.har", "--format", "xml"],
        "possible values: text, json, markdown, csv",
    );
    check(&["check", "x.har", "--own", "missing.txt"], "missing.txt");
    check(
        &["locate", "a.test", "--header", "nothing"],
        "with the colon",
    );
    check(
        &["locate", "a.test", "--header", ": x"],
        "the name before the colon is missing",
    );
    check(&["locate", ""], "Name a host");
    check(&["locate", "two words"], "no name of a host");
    check(&["locate", &"a".repeat(300)], "longer than 253");
    check(
        &["locate", "a\u{1b}[2J"],
        "a\\u{1b}[2J: This is no name of a host",
    );
    check(
        &[
            "locate",
            "192.0.2.1",
            "--own",
            &file("own-4.txt", "nonsense\n"),
        ],
        "line 1: ",
    );
}

/// The outages that a report on the Chrome case speaks of, as `id verdict`.
fn asked(arguments: &[&str]) -> Vec<String> {
    let page = case("chrome");
    let all = [&["check", "--format", "json"], arguments, &[&page]].concat();
    let (code, output, errors) = faultline(&all, None);
    assert_eq!((code, errors.as_str()), (0, ""), "{arguments:?}");
    let report = &lines(&output)[0];
    let outages = report["outages"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    outages
        .map(|outage| format!("{} {}", text(&outage["id"]), text(&outage["verdict"])))
        .collect()
}

#[test]
fn named_outages_alone_are_asked_about() {
    for (arguments, expect) in [
        (&["--outage", "fastly"][..], &["fastly down"][..]),
        (
            &["--outage", "fastly", "--mode", "refuse"],
            &["fastly broken"],
        ),
        (&["--outage", "fastly", "--mode", "hang"], &["fastly down"]),
        (&["--outage", "fastly/cdn"], &["fastly/cdn down"]),
        (&["--outage", "azure/eastus"], &["azure/eastus unaffected"]),
        (
            &["--outage", "cloudflare", "--outage", "fastly"],
            &["fastly down", "cloudflare down"],
        ),
        // The smallest failure domain there is.
        (
            &["--outage", "host/shop.example"],
            &["host/shop.example down"],
        ),
        (
            &["--outage", "host/nobody.example"],
            &["host/nobody.example unaffected"],
        ),
        // A documented one, also where nobody would have noticed it.
        (
            &["--outage", "2021-06-08-fastly"],
            &["2021-06-08-fastly broken"],
        ),
        (
            &["--outage", "2019-03-13-meta"],
            &["2019-03-13-meta unaffected"],
        ),
        (
            &["--outage", "2021-06-08-fastly", "--mode", "hang"],
            &["2021-06-08-fastly down"],
        ),
    ] {
        assert_eq!(asked(arguments), expect, "{arguments:?}");
    }
}

#[test]
fn an_outage_that_does_not_exist_is_said_with_what_was_meant() {
    let page = case("chrome");
    for (id, sentence) in [
        (
            "aws/us-east1",
            "No outage is called \"aws/us-east1\". Did you mean aws/us-east-1?",
        ),
        (
            "host/a b",
            "\"a b\" is no name of a host: write host/ and the name alone.",
        ),
        ("2021-06-08-fasty", "Did you mean 2021-06-08-fastly?"),
    ] {
        let (code, output, errors) = faultline(&["check", "--outage", id, &page], None);
        assert_eq!((code, output.as_str()), (2, ""), "{id}");
        assert!(errors.contains(sentence), "{errors}");
    }
}

#[test]
fn named_outages_are_in_every_format() {
    let page = case("chrome");
    for format in ["text", "json", "markdown", "csv"] {
        let named = ["--outage", "fastly", "--outage", "2021-06-08-fastly"];
        let all = [&["check", "--format", format], &named[..], &[&page]].concat();
        let (code, output, _) = faultline(&all, None);
        assert_eq!(code, 0, "{format}");
        assert!(output.contains("Fastly, worldwide"), "{format}: {output}");
        // Other outages of the same page are not spoken of.
        assert!(
            !output.contains("2025-11-18-cloudflare"),
            "{format}: {output}"
        );
    }
    let threshold = ["check", "--fail-on", "down", "--outage"];
    for (id, expect) in [
        ("fastly", 1),
        ("azure", 0),
        ("2021-06-08-fastly", 0),
        ("host/shop.example", 1),
    ] {
        let (code, _, _) = faultline(&[&threshold[..], &[id, &page]].concat(), None);
        assert_eq!(code, expect, "{id}");
    }
}

#[test]
fn outages_are_listed() {
    let (code, output, errors) = faultline(&["outages", "--format", "json"], None);
    assert_eq!((code, errors.as_str()), (0, ""));
    let listed = lines(&output);
    assert_eq!(listed.len(), faultline::outage::history().len());
    for (line, past) in listed.iter().zip(faultline::outage::history()) {
        assert_eq!(line["id"], past.id);
        assert_eq!(line["minutes"], past.minutes);
        assert_eq!(line["checked"], past.checked);
        assert_eq!(line["lost"].as_array().unwrap().len(), past.lost.len());
    }
    let (code, output, _) = faultline(&["outages"], None);
    assert_eq!(code, 0);
    let ids = faultline::outage::history().iter().map(|past| past.id);
    for id in ids {
        assert!(output.contains(&format!("{id}  ")), "{id}");
    }
    assert!(
        output.contains("Gone: AWS S3, N. Virginia (us-east-1);"),
        "{output}"
    );
}
