//! What is wrong with a file of `src/outages` is said to whoever wrote it,
//! with its line and what to do.

#![allow(dead_code)]

#[path = "../src/build/outages.rs"]
mod outages;
#[path = "../src/pattern.rs"]
mod pattern;
#[path = "../src/build/providers/mod.rs"]
mod providers;

use std::collections::BTreeMap;

use providers::Names;

/// A file that is right; each test spoils one line of it.
const GOOD: &str = r#"title = "AWS, N. Virginia: one zone"
start = "2021-12-22 12:11"
end = "2021-12-22 22:30"
plane = "data"
modes = ["refuse", "hang"]
cause = "One data centre lost its power"
sources = ["a source"]
checked = true
[[lost]]
provider = "aws"
regions = ["us-east-1"]
services = ["ec2"]
zone = "use1-az4"
extent = "whole"
[proof]
hits = ["aws/us-east-1/ec2"]
spares = ["aws/us-west-2/ec2"]
"#;

fn compile(name: &str, text: &str) -> Result<String, Vec<String>> {
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let names = Names {
        services: list(&["ec2", "s3"]),
        regions: list(&["us-east-1", "us-west-2"]),
    };
    let one = outages::one(name, text, &BTreeMap::from([("aws".to_owned(), names)]));
    one.map(|entry| entry.past + &entry.told)
}

/// Replaces one line of the good file by another, and expects these problems.
fn spoil(line: &str, by: &str, problems: &[&str]) {
    assert!(GOOD.contains(line));
    let found = compile("2021-12-22-aws.toml", &GOOD.replace(line, by));
    let expected: Vec<String> = problems
        .iter()
        .map(|problem| format!("src/outages/2021-12-22-aws.toml:{problem}"))
        .collect();
    assert_eq!(found.err().unwrap_or_default(), expected);
}

#[test]
fn a_good_file_is_one_entry() {
    let text = compile("2021-12-22-aws.toml", GOOD).expect("it is good");
    assert!(text.contains(r#"start: "2021-12-22T12:11Z""#) && text.contains("minutes: 619"));
    assert_eq!(text.matches("PastLost {").count(), 1);
}

#[test]
fn every_service_is_lost_in_every_region() {
    let text = GOOD
        .replace(r#"["us-east-1"]"#, r#"["us-east-1", "us-west-2"]"#)
        .replace(r#"services = ["ec2"]"#, r#"services = ["ec2", "s3"]"#)
        .replace("zone = \"use1-az4\"\n", "")
        .replace(
            r#"spares = ["aws/us-west-2/ec2"]"#,
            r#"spares = ["aws/eu-west-1/ec2"]"#,
        );
    let text = compile("2021-12-22-aws.toml", &text).expect("it is good");
    assert_eq!(text.matches("PastLost {").count(), 4);
}

#[test]
fn names_are_those_of_the_catalogue() {
    spoil(
        r#"provider = "aws""#,
        r#"provider = "amazon""#,
        &[
            "10: no such provider; use the name of a file in src/providers, or add one",
            "16: is not hit by what is [[lost]]; correct one of them",
        ],
    );
    spoil(
        r#"services = ["ec2"]"#,
        r#"services = ["ec2", "s33"]"#,
        &["12: aws has no service of this name; use one of src/providers/aws.toml, or add it"],
    );
    spoil(
        r#"regions = ["us-east-1"]"#,
        r#"regions = ["us-east-7"]"#,
        &[
            "11: aws has no region of this name; use one of src/providers/aws.toml, or add it",
            "16: is not hit by what is [[lost]]; correct one of them",
        ],
    );
}

#[test]
fn times_are_times() {
    spoil(
        r#"end = "2021-12-22 22:30""#,
        r#"end = "2021-12-22T22:30Z""#,
        &["3: not a time; write it in UTC as \"2021-12-07 15:30\""],
    );
    spoil(
        r#"end = "2021-12-22 22:30""#,
        r#"end = "2021-12-21 22:30""#,
        &["3: ends before it starts; check both times"],
    );
}

#[test]
fn the_file_is_called_by_its_day() {
    let problem =
        "src/outages/aws.toml:2: the file's name must be 2021-12-22-<provider>.toml, as it starts";
    assert_eq!(
        compile("aws.toml", GOOD).err().unwrap_or_default(),
        [problem]
    );
}

#[test]
fn a_proof_proves_something() {
    spoil(
        r#"spares = ["aws/us-west-2/ec2"]"#,
        "spares = []",
        &["15: name a place that it hit, and one that it spared"],
    );
    spoil(
        r#"spares = ["aws/us-west-2/ec2"]"#,
        r#"spares = ["aws/us-east-1/ec2"]"#,
        &["17: is not spared by what is [[lost]]; correct one of them"],
    );
}

#[test]
fn what_is_missing_or_too_much_is_named() {
    spoil(
        r#"cause = "One data centre lost its power""#,
        "",
        &["1: missing field `cause`"],
    );
    spoil(
        "checked = true",
        "checked = true\nblame = \"nobody\"",
        &[
            "9: unknown field `blame`, expected one of `title`, `start`, `end`, `approximate`, \
           `plane`, `modes`, `cause`, `sources`, `checked`, `hit`, `lost`, `proof`",
        ],
    );
    spoil(
        "modes = [\"refuse\", \"hang\"]",
        "modes = []",
        &["5: is empty; how did it fail: \"refuse\", \"hang\"?"],
    );
    spoil(
        "sources = [\"a source\"]",
        "sources = []",
        &["7: names no source; say where the facts are from"],
    );
    spoil(
        r#"regions = ["us-east-1"]"#,
        r#"regions = ["us-east-1", "us-west-2"]"#,
        &[
            "9: a zone stands in one region; name that one",
            "17: is not spared by what is [[lost]]; correct one of them",
        ],
    );
}
