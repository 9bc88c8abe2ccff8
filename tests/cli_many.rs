//! Many pages at once, as a script meets them: folders, the order of the
//! output, the table and the summary, and that neither depends on how many
//! threads there are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use faultline::observe::url;
use serde_json::Value;

fn faultline(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_faultline"))
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// The recordings that all tests share.
const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");

/// An empty folder of this test.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// A page whose document comes from the first host and a picture from each of
/// the others.
fn recording(hosts: &[&str]) -> String {
    let entries: Vec<Value> = hosts
        .iter()
        .enumerate()
        .map(|(index, host)| {
            let kind = ["text/html", "image/png"][index.min(1)];
            serde_json::json!({
                "startedDateTime": "2026-10-01T12:00:00Z",
                "request": {"url": format!("https://{host}/{index}")},
                "response": {"status": 200, "content": {"mimeType": kind}},
            })
        })
        .collect();
    serde_json::json!({"log": {"entries": entries}}).to_string()
}

fn lines(output: &str) -> Vec<Value> {
    output
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The rows of a table without its head, each by the names of the columns.
fn rows(output: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(output.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn summary(arguments: &[&str]) -> Value {
    let mut all = vec!["check", "--summary", "--format", "json"];
    all.extend(arguments);
    let (_, output, _) = faultline(&all);
    serde_json::from_str(&output).unwrap()
}

/// An outage of a summary: the six numbers in the order of the schema.
fn numbers(outage: &Value) -> [u64; 6] {
    [
        "down",
        "may_down",
        "broken",
        "may_broken",
        "degraded",
        "may_degraded",
    ]
    .map(|name| outage[name].as_u64().unwrap())
}

#[test]
fn a_folder_is_its_recordings_in_order() {
    let root = folder("order");
    let page = recording(&["a.example"]);
    for name in [
        "b.har",
        "a/2.HAR",
        "a/10.har",
        "c/d/e.har",
        "notes.txt",
        ".hidden.har",
        ".git/x.har",
        "har",
    ] {
        write(&root, name, &page);
    }
    let packed = {
        use std::io::Write;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(page.as_bytes()).unwrap();
        gzip.finish().unwrap()
    };
    std::fs::write(root.join("c/packed.har.gz"), packed).unwrap();
    let root = root.display().to_string();
    let first = write(&folder("first"), "z.har", &page);
    let (code, output, complaints) = faultline(&["check", "--format", "json", &first, &root]);
    assert_eq!((code, complaints.as_str()), (0, ""));
    let named: Vec<String> = lines(&output)
        .iter()
        .map(|line| line["file"].as_str().unwrap().replace(&root, ""))
        .collect();
    let expect = [
        first.as_str(),
        "/a/10.har",
        "/a/2.HAR",
        "/b.har",
        "/c/d/e.har",
        "/c/packed.har.gz",
    ];
    assert_eq!(named, expect);
}

#[test]
fn a_folder_without_recordings_is_complained_of() {
    let root = folder("empty");
    write(&root, "page.html", "<html>");
    let (code, output, complaints) = faultline(&["check", &root.display().to_string()]);
    assert_eq!((code, output.as_str()), (2, ""));
    assert!(
        complaints.contains("no file whose name ends in .har or .har.gz"),
        "{complaints}"
    );
}

#[cfg(unix)]
#[test]
fn links_to_folders_do_not_lead_in_circles() {
    let root = folder("circle");
    write(&root, "a.har", &recording(&["a.example"]));
    std::os::unix::fs::symlink(&root, root.join("again")).unwrap();
    std::os::unix::fs::symlink(&root, root.join("again.har")).unwrap();
    std::os::unix::fs::symlink(root.join("a.har"), root.join("b.har")).unwrap();
    let summary = summary(&[&root.display().to_string()]);
    assert_eq!(summary["summary"]["files"], 2);
    assert_eq!(summary["summary"]["pages"], 2);
}

#[test]
fn the_output_is_the_same_whatever_the_threads() {
    for more in [
        vec![],
        vec!["--format", "json"],
        vec!["--format", "markdown"],
        vec!["--format", "csv"],
        vec!["--summary"],
        vec!["--summary", "--format", "json"],
    ] {
        let run = |threads| {
            let mut all = vec!["check", PAGES, "missing.har", PAGES, "--threads", threads];
            all.extend(&more);
            faultline(&all)
        };
        let one = run("1");
        assert_eq!(one.0, 2);
        assert!(one.1.len() > 500, "{more:?}: {}", one.1);
        for threads in ["2", "7"] {
            assert!(run(threads) == one, "{more:?} with {threads} threads");
        }
    }
}

#[test]
fn many_files_say_what_each_says_alone() {
    let (_, together, _) = faultline(&["check", "--format", "json", PAGES]);
    let mut files: Vec<String> = lines(&together)
        .iter()
        .map(|line| line["file"].as_str().unwrap().to_owned())
        .collect();
    files.dedup();
    assert!(files.len() > 8, "{files:?}");
    let alone: String = files
        .iter()
        .map(|file| faultline(&["check", "--format", "json", file]).1)
        .collect();
    assert!(together == alone);
}

/// The summary's slow twin: the lines of all pages, added up.
#[test]
fn a_summary_adds_up_the_pages() {
    let (_, output, _) = faultline(&["check", "--format", "json", PAGES]);
    let pages = lines(&output);
    let mut expect: BTreeMap<&str, [u64; 6]> = BTreeMap::new();
    for outage in pages
        .iter()
        .flat_map(|page| page["outages"].as_array().unwrap())
    {
        let place = match (
            outage["verdict"].as_str().unwrap(),
            outage["likelihood"].as_str().unwrap(),
        ) {
            ("down", "will") => 0,
            ("down", "may") => 1,
            ("broken", "will") => 2,
            ("broken", "may") => 3,
            ("degraded", "will") => 4,
            ("degraded", "may") => 5,
            _ => continue,
        };
        let same = outage["same"].as_array().unwrap();
        for id in std::iter::once(&outage["id"]).chain(same) {
            expect.entry(id.as_str().unwrap()).or_default()[place] += 1;
        }
    }
    let summary = summary(&[PAGES]);
    assert_eq!(summary["schema"], 1);
    assert_eq!(summary["summary"]["pages"], pages.len());
    let outages = summary["outages"].as_array().unwrap();
    let found: BTreeMap<&str, [u64; 6]> = outages
        .iter()
        .map(|outage| (outage["id"].as_str().unwrap(), numbers(outage)))
        .collect();
    assert!(expect.len() > 20, "{expect:?}");
    for (id, numbers) in &expect {
        assert_eq!(found.get(id), Some(numbers), "{id}");
    }
    // What is counted beyond that is a service in a region, for which a page's
    // report lets the region or the service speak.
    for id in found.keys().filter(|id| !expect.contains_key(**id)) {
        assert_eq!(id.split('/').count(), 3, "{id}");
    }
    let sum = |list: &Value, name: &str| -> u64 {
        let list = list.as_array().unwrap();
        list.iter().map(|one| one[name].as_u64().unwrap()).sum()
    };
    let requests: u64 = pages
        .iter()
        .map(|page| sum(&page["hosts"], "requests"))
        .sum();
    assert_eq!(sum(&summary["providers"], "requests"), requests);
    assert_eq!(summary["summary"]["requests"], requests);
    // A recording may lack the page's own document.
    let has_own = |page: &&Value| {
        let own = url::host(page["page"]["url"].as_str().unwrap());
        let hosts = page["hosts"].as_array().unwrap();
        hosts
            .iter()
            .any(|host| host["host"].as_str() == own.as_deref())
    };
    let documents = pages.iter().filter(has_own).count() as u64;
    assert_eq!(sum(&summary["providers"], "documents"), documents);
}

#[test]
fn a_service_in_a_region_counts_where_the_region_speaks_for_it() {
    let root = folder("implied");
    // Here S3 in Ireland is all that there is of the region.
    write(
        &root,
        "a.har",
        &recording(&["a.example", "a.s3.eu-west-1.amazonaws.com"]),
    );
    // Here the two, and S3 elsewhere, can be told apart.
    write(
        &root,
        "b.har",
        &recording(&[
            "a.example",
            "b.s3.eu-west-1.amazonaws.com",
            "c.s3.us-east-1.amazonaws.com",
            "d.execute-api.eu-west-1.amazonaws.com",
        ]),
    );
    let root = root.display().to_string();
    let summary = summary(&[&root]);
    let outages = summary["outages"].as_array().unwrap();
    let degraded = |id: &str| {
        let outage = outages.iter().find(|outage| outage["id"] == id);
        outage.map_or([0; 6], numbers)[4]
    };
    assert_eq!(degraded("aws/eu-west-1/s3"), 2);
    assert_eq!(degraded("aws/us-east-1/s3"), 1);
    assert_eq!(degraded("aws/eu-west-1"), 2);
    assert_eq!(degraded("aws"), 2);
    // The table has a row for each of them, too.
    let (_, output, _) = faultline(&["check", "--format", "csv", &root]);
    let rows = rows(&output);
    let both = rows
        .iter()
        .filter(|row| row["outage"] == "aws/eu-west-1/s3");
    let degraded: Vec<&str> = both.map(|row| row["verdict"].as_str()).collect();
    assert_eq!(degraded, ["degraded", "degraded"]);
}

#[test]
fn a_table_has_a_row_for_every_page_and_outage() {
    let (code, output, _) = faultline(&["check", "--format", "csv", PAGES]);
    assert_eq!(code, 0);
    let head = "file,page,outage,kind,title,verdict,likelihood,hosts,requests,refuse,hang\n";
    assert!(output.starts_with(head), "{output}");
    let rows = rows(&output);
    let (_, pages, _) = faultline(&["check", "--format", "json", PAGES]);
    for page in lines(&pages) {
        let of_page: Vec<_> = rows
            .iter()
            .filter(|row| row["file"] == page["file"] && row["page"] == page["page"]["url"])
            .collect();
        assert!(!of_page.is_empty(), "{}", page["file"]);
        for outage in page["outages"].as_array().unwrap() {
            let mut same = of_page.iter().filter(|row| row["outage"] == outage["id"]);
            let row = same.next().unwrap();
            for name in ["kind", "title"] {
                assert_eq!(row[name], outage[name], "{row:?}");
            }
            let found = same.chain([row]).any(|row| {
                let in_mode = |mode| row[mode] == outage[mode].as_str().unwrap_or_default();
                row["verdict"] == outage["verdict"]
                    && in_mode("refuse")
                    && in_mode("hang")
                    && row["likelihood"] == outage["likelihood"]
                    && row["hosts"] == outage["hosts"].as_array().unwrap().len().to_string()
            });
            assert!(found, "{outage} in {of_page:?}");
        }
    }
}

#[test]
fn one_run_gives_the_table_and_the_summary() {
    let (_, table, _) = faultline(&["check", "--format", "csv", PAGES]);
    let (_, summary, _) = faultline(&["check", "--summary", PAGES]);
    let (code, output, told) = faultline(&["check", "--format", "csv", "--summary", PAGES]);
    assert_eq!(code, 0);
    assert!(output == table);
    assert!(!summary.is_empty() && told == summary, "{told}");
}

#[test]
fn a_table_runs_no_formulas() {
    let root = folder("formulas");
    let own = write(&root, "own.txt", "192.0.2.10/32 \"=1+1, sum\" berlin\n");
    let page = recording(&["a.example"]).replace(
        "\"response\"",
        "\"serverIPAddress\":\"192.0.2.10\",\"response\"",
    );
    let page = write(&root, "a.har", &page);
    let arguments = ["check", "--own", &own, "--format", "csv", &page];
    let (code, output, complaints) = faultline(&arguments);
    assert_eq!(code, 0, "{complaints}");
    assert!(output.contains(",\"'=1+1, sum\","), "{output}");
    assert!(
        !output.contains(",\"=") && !output.contains(",="),
        "{output}"
    );
}

#[test]
fn a_bad_file_among_good_ones_is_told_of_and_the_rest_counted() {
    let root = folder("bad");
    let good = recording(&["a.example", "a.s3.eu-west-1.amazonaws.com"]);
    write(&root, "1.har", &good);
    let bad = write(&root, "2.har", "<html>");
    write(&root, "3.har", &good);
    let root = root.display().to_string();
    let (code, output, complaints) = faultline(&["check", "--format", "csv", &root]);
    assert_eq!(code, 2);
    assert!(complaints.contains(&bad), "{complaints}");
    let s3 = rows(&output);
    let s3 = s3.iter().filter(|row| row["outage"] == "aws/s3");
    assert_eq!(s3.count(), 2);
    let summary = summary(&[&root]);
    assert_eq!(
        summary["summary"],
        serde_json::json!({"files": 3, "unreadable": 1, "pages": 2, "requests": 4})
    );
    let (code, output, _) = faultline(&["check", "--summary", &root]);
    assert_eq!(code, 2);
    assert!(
        output.contains("2 pages in 3 files, 1 of which could not be read."),
        "{output}"
    );
    let (code, _, _) = faultline(&["check", "--summary", "--fail-on", "degraded", &bad]);
    assert_eq!(code, 2, "bad input wins over the threshold");
}

#[test]
fn a_summary_knows_the_threshold() {
    let arguments = ["check", "--summary", PAGES, "--fail-on", "down"];
    assert_eq!(faultline(&arguments).0, 1);
}

#[test]
fn concentration_is_that_of_the_providers() {
    let root = folder("concentration");
    let hosts = [
        "a.s3.eu-west-1.amazonaws.com",
        "b.s3.eu-west-1.amazonaws.com",
        "c.s3.us-east-1.amazonaws.com",
        "storage.googleapis.com",
        "nobody.example",
    ];
    write(&root, "a.har", &recording(&hosts));
    let summary = summary(&[&root.display().to_string()]);
    // 75 % and 25 % of those that are known.
    assert_eq!(summary["concentration"], 75 * 75 + 25 * 25);
    let providers = summary["providers"].as_array().unwrap();
    let of = |index: usize, name: &str| providers[index][name].clone();
    assert_eq!(of(0, "provider"), "aws");
    assert_eq!((of(0, "share"), of(0, "documents")), (0.6.into(), 1.into()));
    assert_eq!(of(2, "provider"), Value::Null);
    assert_eq!((of(2, "requests"), of(2, "pages")), (1.into(), 1.into()));
}

#[test]
fn bad_use_is_told() {
    let check = |arguments: &[&str], sentence: &str| {
        let (code, _, complaints) = faultline(arguments);
        assert_eq!(code, 2, "{arguments:?}");
        assert!(complaints.contains(sentence), "{arguments:?}: {complaints}");
    };
    let markdown = ["check", "--summary", "--format", "markdown", PAGES];
    check(&markdown, "A summary is written as text or JSON");
    check(&["check", "--threads", "0", PAGES], "0 is not in 1..=256");
}
