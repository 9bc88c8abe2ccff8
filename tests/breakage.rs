//! The bench of pages is well-formed: small pages, each whole in its own
//! folder, each built around one way of breaking. What really happens to them
//! is for the browsers to say (`cargo xtask verify`); `tests/breakage/README.md`
//! has the format.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// What `case.toml` may say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    about: String,
    rule: String,
    page: String,
    #[serde(default)]
    absent: BTreeSet<String>,
    hosts: BTreeMap<String, String>,
    #[serde(default)]
    answers: BTreeMap<String, Answer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    delay: Option<u64>,
    status: Option<u16>,
    redirect: Option<String>,
    #[serde(default)]
    messages: Vec<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
}

/// A folder of the bench, read.
struct Folder {
    name: String,
    /// From the tuning of rules.
    apart: bool,
    case: Case,
    /// Path below the folder (`www.shop.test/index.html`) and content.
    files: BTreeMap<String, Vec<u8>>,
}

/// The name of an XML namespace, which nobody fetches.
const NAMESPACE: &str = "www.w3.org";
/// A page is a few kilobytes, so that a reader can take it in.
const LARGEST_FOLDER: usize = 40_000;

fn bench() -> Vec<Folder> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/breakage");
    let apart = root.join("apart");
    let mut folders = Vec::new();
    let entries = [&root, &apart].map(|folder| fs::read_dir(folder).expect("the bench"));
    for entry in entries.into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if !path.is_dir() || path == apart {
            continue;
        }
        let name = path.file_name().expect("a name").to_string_lossy();
        let text = fs::read_to_string(path.join("case.toml"))
            .unwrap_or_else(|error| panic!("{name}: has no case.toml: {error}"));
        let case = toml::from_str(&text)
            .unwrap_or_else(|error| panic!("{name}/case.toml: {error}; README.md has the format"));
        let mut files = BTreeMap::new();
        gather(&path, &path, &mut files);
        files.remove("case.toml");
        folders.push(Folder {
            name: name.into_owned(),
            apart: path.starts_with(&apart),
            case,
            files,
        });
    }
    folders.sort_by(|a, b| a.name.cmp(&b.name));
    folders
}

fn gather(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path: PathBuf = entry.expect("an entry").path();
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            let below = path.strip_prefix(root).expect("below it");
            let below = below.to_string_lossy().replace('\\', "/");
            files.insert(below, fs::read(&path).expect("a file"));
        }
    }
}

impl Folder {
    /// The files that can name others.
    fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter_map(|(path, content)| Some((path.as_str(), std::str::from_utf8(content).ok()?)))
    }

    /// Whether an address, without its scheme, is one that the case says is
    /// not there, or lies below one.
    fn is_absent(&self, address: &str) -> bool {
        self.case.absent.iter().any(|absent| {
            address
                .strip_prefix(absent.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

/// Every address in a text, without its scheme: `www.shop.test/style.css`.
fn addresses(text: &str) -> Vec<&str> {
    let starts = text.match_indices("://").filter_map(|(at, mark)| {
        let scheme = ["https", "http", "wss"];
        let named = scheme.iter().any(|scheme| text[..at].ends_with(scheme));
        named.then_some(at + mark.len())
    });
    starts
        .map(|start| {
            let rest = &text[start..];
            let ends = |c: char| !(c.is_ascii_alphanumeric() || "-._/%".contains(c));
            &rest[..rest.find(ends).unwrap_or(rest.len())]
        })
        .collect()
}

fn host_of(address: &str) -> &str {
    address.split('/').next().unwrap_or(address)
}

#[test]
fn addresses_in_a_text() {
    let check = |text: &str, expect: &[&str]| assert_eq!(addresses(text), expect, "{text}");
    check("<a href=\"https://a.test/x.js?y\">", &["a.test/x.js"]);
    check("url(http://b.test) wss://c.test/", &["b.test", "c.test/"]);
    check("ftp://d.test // not://e", &[]);
}

#[test]
fn the_bench_is_large_and_a_third_of_it_is_kept_apart() {
    let bench = bench();
    assert!(bench.len() >= 60, "only {} pages", bench.len());
    let apart = bench.iter().filter(|folder| folder.apart).count();
    let share = apart as f64 / bench.len() as f64;
    assert!((0.3..=0.4).contains(&share), "{share} are kept apart");
}

#[test]
fn every_page_says_what_it_is() {
    let mut told = BTreeSet::new();
    for Folder { name, case, .. } in bench() {
        assert!(
            case.about.ends_with('.') && case.about.len() > 40,
            "{name}: `about` is one sentence: what the page is and what happens to it"
        );
        assert!(!case.rule.is_empty(), "{name}: `rule` names a way to break");
        assert!(told.insert(case.about), "{name}: tells what another tells");
    }
}

#[test]
fn every_page_is_small() {
    for Folder { name, files, .. } in bench() {
        let size: usize = files.values().map(Vec::len).sum();
        assert!(size <= LARGEST_FOLDER, "{name} has {size} bytes");
    }
}

#[test]
fn every_host_of_a_case_serves_something_and_is_served_by_someone() {
    for folder in bench() {
        let Folder {
            name, case, files, ..
        } = &folder;
        for (host, provider) in &case.hosts {
            assert!(!provider.is_empty(), "{name}: {host} is nobody's");
            let below = format!("{host}/");
            let serves = files.keys().chain(case.answers.keys());
            assert!(
                serves.into_iter().any(|path| path.starts_with(&below)),
                "{name}: {host} has neither a file nor an answer"
            );
        }
        let paths = files.keys().chain(case.answers.keys());
        for path in paths {
            let host = host_of(path);
            assert!(
                case.hosts.contains_key(host),
                "{name}: {path} is served by {host}, which is not among the hosts of case.toml"
            );
        }
    }
}

#[test]
fn every_address_leads_to_a_host_of_its_case() {
    for folder in bench() {
        let Folder { name, case, .. } = &folder;
        let page = addresses(&case.page);
        let page = page.first().map(|address| host_of(address));
        assert!(
            page.is_some_and(|host| case.hosts.contains_key(host)),
            "{name}: `page` is no address of a host of the case"
        );
        let redirects = case.answers.values().filter_map(|a| a.redirect.as_deref());
        let headers = case.answers.values().flat_map(|answer| {
            let values = answer.headers.values();
            values.map(String::as_str)
        });
        let told = redirects.chain(headers).map(|text| ("case.toml", text));
        for (path, text) in folder.texts().chain(told) {
            for address in addresses(text) {
                let host = host_of(address);
                assert!(
                    host == NAMESPACE || case.hosts.contains_key(host) || folder.is_absent(address),
                    "{name}/{path}: {host} is neither among the hosts of case.toml nor `absent`"
                );
            }
        }
    }
}

#[test]
fn every_file_is_used() {
    for folder in bench() {
        let Folder {
            name, case, files, ..
        } = &folder;
        for path in files.keys() {
            let file = path.rsplit('/').next().unwrap_or(path);
            let named = |part: &str| {
                let mut texts = folder.texts();
                texts.any(|(other, text)| other != path && text.contains(part))
            };
            // Scripts put addresses together: the folder stands in one place, the
            // file's name without its ending there or in another.
            let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
            let mut folders = path.rsplit('/').filter(|part| *part != file);
            let above = folders.find(|part| !is_number(part)).unwrap_or_default();
            let stem = file.split('.').next().unwrap_or(file);
            let begin = stem.trim_end_matches(|letter: char| letter.is_ascii_digit());
            let numbered = begin != stem && named(&format!("/{above}/{begin}"));
            let put_together = numbered || (named(&format!("/{above}/")) && named(stem));
            let named = named(file) || put_together;
            let is_asked_for = file == "index.html" || case.page.ends_with(file) || named;
            assert!(is_asked_for, "{name}/{path}: nothing of the case names it");
        }
    }
}

#[test]
fn an_answer_says_something() {
    for Folder { name, case, .. } in bench() {
        for (path, answer) in &case.answers {
            let says = answer.delay.is_some()
                || answer.status.is_some()
                || answer.redirect.is_some()
                || !answer.messages.is_empty()
                || !answer.headers.is_empty();
            assert!(says, "{name}: the answer for {path} is an ordinary one");
        }
    }
}
