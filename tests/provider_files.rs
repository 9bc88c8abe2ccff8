//! What the build says to whoever writes a bad provider's file: each kind of
//! mistake is refused with the line and with what to do.

#[path = "../src/pattern.rs"]
#[allow(dead_code)]
mod pattern;
#[path = "../src/build/providers/mod.rs"]
#[allow(dead_code)]
mod providers;

use proptest::prelude::*;

/// A whole file, which compiles.
const GOOD: &str = r#"name = "Example Cloud"
short = "Example"
home = "https://cloud.example"
kind = "cloud"
reach = "regional"
asn = [64500, 64501]
checked = "2026-11-22"
sources = ["https://cloud.example/docs"]
hosts = ["*.cloud.example"]

[status]
page = "https://status.example"
feed = "https://status.example/api/v2/summary.json"
format = "statuspage"

[[service]]
key = "storage"
name = "Storage"
hosts = ["*.storage.{region}.cloud.example"]

[[header]]
name = "x-example"
value = "{region}-*"
layer = "origin"
service = "storage"

[regions]
north-1 = { name = "North", city = "Oslo", country = "NO", aliases = ["n1"] }
south-1 = { name = "South", city = "Rome", country = "IT" }

[proof]
is = [
  { host = "a.storage.north-1.cloud.example", service = "storage", region = "north-1" },
  { headers = ["x-example: n1-7"], service = "storage", region = "north-1" },
]
is_not = ["cloud.example.org"]
"#;

fn compile(files: &[(&str, &str)]) -> Result<String, Vec<String>> {
    let files = files
        .iter()
        .map(|(name, text)| (format!("src/providers/{name}"), (*text).to_owned()));
    providers::compile_texts(files.collect())
}

/// Changes one thing in the good file; the build must say this and nothing else.
fn check(old: &str, new: &str, expect: &str) {
    assert!(GOOD.contains(old), "nothing to replace: {old}");
    let problems = compile(&[("example.toml", &GOOD.replacen(old, new, 1))]).unwrap_err();
    assert_eq!(problems, [format!("src/providers/example.toml:{expect}")]);
}

#[test]
fn the_good_file_is_good() {
    let text = compile(&[("example.toml", GOOD)]).unwrap();
    assert!(
        text.contains(r#"key: "example", name: "Example Cloud""#),
        "{text}"
    );
}

#[test]
fn the_shape() {
    let advice = "compare with a neighbour such as fastly.toml";
    check(
        "home =",
        "hom =",
        &format!(
            "3: unknown field `hom`, expected one of `name`, `short`, `home`, `kind`, `house`, \
             `reach`, `dead`, `asn`, `checked`, `sources`, `hosts`, `status`, `service`, \
             `header`, `runs_on`, `behind`, `regions`, `proof`; {advice}"
        ),
    );
    check(
        "kind = \"cloud\"\n",
        "",
        &format!("1: missing field `kind`; {advice}"),
    );
    check(
        "asn = [64500, 64501]",
        "asn = \"64500\"",
        &format!("6: invalid type: string \"64500\", expected a sequence; {advice}"),
    );
    check(
        "kind = \"cloud\"",
        "kind = cloud",
        &format!("4: string values must be quoted, expected literal string; {advice}"),
    );
}

#[test]
fn words_from_a_list() {
    check(
        "\"cloud\"",
        "\"clowd\"",
        "4: `clowd` is not known; write one of: cloud, cdn, platform, hoster, service",
    );
    check(
        "\"regional\"",
        "\"local\"",
        "5: `local` is not known; write one of: regional, global",
    );
    check(
        "layer = \"origin\"",
        "layer = \"back\"",
        "24: `back` is not known; write one of: edge, origin, either",
    );
    check(
        "layer = \"origin\"",
        "layer = \"origin\"\nconfidence = \"sure\"",
        "25: `sure` is not known; write one of: possible, likely, certain",
    );
}

#[test]
fn plain_facts() {
    check(
        "\"2026-11-22\"",
        "\"November\"",
        "7: `November` is no date; write it as 2026-11-22",
    );
    check(
        "[\"https://cloud.example/docs\"]",
        "[]",
        "1: `Example Cloud` has no sources; say where the facts were found",
    );
    check(
        "home = \"https://cloud.example\"",
        "home = \"cloud.example\"",
        "3: `cloud.example` is no source; write an https:// address, or the name of the source \
         in words",
    );
    check(
        "\"Example\"",
        "\"Éxample\"",
        "2: `Éxample` must be plain ASCII and not empty; write it in letters of English",
    );
    check(
        "country = \"NO\"",
        "country = \"Norway\"",
        "28: `north-1` has a country that is no code of two letters; correct it",
    );
}

#[test]
fn order() {
    check(
        "[64500, 64501]",
        "[64501, 64500]",
        "6: `64500` should stand before `64501`; move it up",
    );
    check(
        "[64500, 64501]",
        "[64500, 64500]",
        "6: `64500` is there twice; remove one",
    );
    check(
        "[[service]]",
        "[[service]]\nkey = \"zoo\"\nname = \"Zoo\"\n[[service]]",
        "20: `storage` should stand before `zoo`; move it up",
    );
}

#[test]
fn patterns() {
    let storage = "*.storage.{region}.cloud.example";
    check(
        storage,
        "*.storage.{zone}.cloud.example",
        "19: `*.storage.{zone}.cloud.example` has `{zone}.cloud.example` in it, which is no piece \
         of a pattern; write {region}, {short}, {pop}, {name}, {digits}, {hex} or *",
    );
    check(
        "*.cloud.example",
        "a*.cloud.example",
        "9: `a*.cloud.example` has a `*` that is not its first label; use {name} inside labels",
    );
    check(
        "*.cloud.example",
        "*.example",
        "9: `*.example` must end in at least two labels that stand for themselves",
    );
    check(
        "*.cloud.example",
        "*..cloud.example",
        "9: `*..cloud.example` has an empty label; remove the doubled, leading or trailing dot",
    );
    check(
        "*.cloud.example",
        "*.Cloud.example",
        "9: `*.Cloud.example` must be in lower case ASCII, and IDNs in their xn-- form",
    );
    check(
        "*.cloud.example",
        "*.cloud.example -> east-1",
        "9: `*.cloud.example -> east-1` names a region that the file has not; add it to \
         [regions] or correct it",
    );
    check(
        "\"{region}-*\"",
        "\"*a*b*c*\"",
        "23: `*a*b*c*` has more than three `*` or {name}, which is slow on hostile input; say \
         more of what stands between them",
    );
    check(
        "hosts = [\"*.cloud.example\"]",
        "hosts = [\"*.cloud.example\", \"*.cloud.example\"]",
        "9: `*.cloud.example` is claimed in src/providers/example.toml as well; keep it in one \
         place",
    );
}

#[test]
fn references() {
    check(
        "service = \"storage\"\n\n[regions]",
        "service = \"disk\"\n\n[regions]",
        "25: `disk` is no service of this file; add a [[service]] or correct it",
    );
    check(
        "[regions]",
        "[[runs_on]]\nprovider = \"asw\"\n\n[regions]",
        "28: `asw` is no provider; write the name of a file of src/providers without .toml",
    );
    check(
        "[regions]",
        "[[behind]]\nprovider = \"example\"\n\n[regions]",
        "28: `example` is this very provider; remove the link",
    );
    check(
        "country = \"IT\"",
        "country = \"IT\", runs_on = \"aws us-east-1\"",
        "29: `aws us-east-1` is no region of another provider; write it as `provider/region`",
    );
    check(
        "country = \"IT\"",
        "country = \"IT\", aliases = [\"north-1\"]",
        "29: `north-1` spells two regions of this file; keep it with one",
    );
    check(
        "feed = \"https://status.example/api/v2/summary.json\"\n",
        "",
        "12: `https://status.example` has a feed or a format, not both; give both or none",
    );
}

#[test]
fn proofs() {
    check(
        "region = \"north-1\" },\n  { headers",
        "region = \"south-1\" },\n  { headers",
        "33: `a.storage.north-1.cloud.example` must be example storage in south-1, but is example \
         storage in north-1; correct the patterns or the proof",
    );
    check(
        "\"cloud.example.org\"",
        "\"www.cloud.example\"",
        "36: `www.cloud.example` is matched although it must not; narrow the patterns",
    );
    check(
        "[\"cloud.example.org\"]",
        "[]",
        "1: `Example Cloud` has no proof; give at least one host in `is` and one look-alike in \
         `is_not`",
    );
    check(
        "{ host = \"a.storage",
        "{ headers = [\"x-example: n1-1\"], host = \"a.storage",
        "33: `a.storage.north-1.cloud.example` has a proof with both a host and headers, or with \
         neither; give one of them",
    );
}

#[test]
fn two_files() {
    let other = GOOD.replace("*.storage.{region}", "*.storage.{region}.eu");
    let other = other.replace("a.storage.north-1", "a.storage.north-1.eu");
    let problems = compile(&[("a.toml", GOOD), ("b.toml", &other)]).unwrap_err();
    assert_eq!(
        problems,
        [
            "src/providers/b.toml:9: `*.cloud.example` is claimed in src/providers/a.toml as \
             well; keep it in one place",
            "src/providers/b.toml:6: AS64500 is in src/providers/a.toml as well; keep it in one \
             place",
            "src/providers/b.toml:6: AS64501 is in src/providers/a.toml as well; keep it in one \
             place",
        ]
    );
}

#[test]
fn file_names() {
    for name in ["Example.toml", "example.yaml", ".toml", "my provider.toml"] {
        assert_eq!(
            compile(&[(name, GOOD)]).unwrap_err(),
            [format!(
                "src/providers/{name}:1: is no provider's file; name it after its key in small \
                 letters, digits and dashes, ending in .toml"
            )]
        );
    }
}

proptest! {
    /// Whatever stands in a file, the answer is a text or a list of problems.
    #[test]
    fn no_file_breaks_the_build(
        line in 0..40_usize,
        text in "[ -~é\n]{0,40}",
        cut in 0..900_usize,
    ) {
        let mut lines: Vec<&str> = GOOD.lines().collect();
        let place = line.min(lines.len() - 1);
        lines[place] = &text;
        let changed = lines.join("\n");
        let _ = compile(&[("example.toml", &changed)]);
        let _ = compile(&[("example.toml", GOOD.get(..cut).unwrap_or(GOOD))]);
        let _ = compile(&[("example.toml", &text)]);
    }
}
