//! The bench of pages: each a folder of `tests/breakage`, with the hosts that
//! it is served under and who serves them (`tests/breakage/README.md` is the
//! description of the format), and beside them whole sites from packages.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::demo::{SITES, WholeSite};
use crate::server::{Answer, Host};

/// One page of the bench.
#[derive(Clone, Debug)]
pub struct Case {
    pub name: String,
    /// The address that the visit begins at.
    pub page: String,
    /// Kept apart: written without an eye on the rules, and never looked at
    /// while rules are tuned.
    pub apart: bool,
    /// Who serves each host.
    hosts: BTreeMap<String, String>,
    source: Source,
}

/// Where a page's files come from.
#[derive(Clone, Debug)]
enum Source {
    Folder {
        folder: PathBuf,
        answers: BTreeMap<String, Special>,
    },
    Packages(&'static WholeSite),
}

/// A failure domain of a page: one host, or several of one provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outage {
    /// As the extension calls it.
    pub id: String,
    pub hosts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "rule")]
    _rule: String,
    page: String,
    /// Named by the page and not there.
    #[serde(default, rename = "absent")]
    _absent: Vec<String>,
    hosts: BTreeMap<String, String>,
    #[serde(default)]
    answers: BTreeMap<String, Special>,
}

/// An answer that is more than a file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Special {
    /// Milliseconds.
    delay: u64,
    redirect: Option<String>,
    status: Option<u16>,
    headers: BTreeMap<String, String>,
    /// Said over a WebSocket to whoever opens one.
    messages: Vec<String>,
}

/// Every page of the bench and every whole site, in the order of their names.
///
/// # Errors
/// When one cannot be read; the error names it.
pub fn all() -> Result<Vec<Case>> {
    let bench = crate::root().join("tests/breakage");
    let mut cases: Vec<Case> = SITES.iter().map(whole).collect();
    for (folder, apart) in [(bench.clone(), false), (bench.join(APART), true)] {
        let entries = fs::read_dir(&folder);
        for entry in entries.with_context(|| format!("there is no {}", folder.display()))? {
            let file = entry?.path().join("case.toml");
            if file.is_file() {
                let case = read(&file, apart);
                cases.push(case.with_context(|| format!("in {}", file.display()))?);
            }
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(cases)
}

/// The folder of the pages that are kept apart.
const APART: &str = "apart";

/// A site whose files are in packages.
fn whole(site: &'static WholeSite) -> Case {
    let served = |host: &crate::demo::Hosted| (host.name.to_owned(), host.provider.to_owned());
    Case {
        apart: false,
        name: site.name.to_owned(),
        page: site.page.to_owned(),
        hosts: site.hosts.iter().map(served).collect(),
        source: Source::Packages(site),
    }
}

fn read(path: &Path, apart: bool) -> Result<Case> {
    let file: File = toml::from_str(&fs::read_to_string(path)?)?;
    let folder = path.parent().unwrap_or(path).to_path_buf();
    let name = folder.file_name().unwrap_or_default();
    let name = name.to_string_lossy().into_owned();
    let host = host_of(&file.page);
    ensure!(
        file.hosts.contains_key(host),
        "the page is at {host:?}, which is none of its [hosts]; add it there"
    );
    for place in file.answers.keys() {
        let host = place.split('/').next().unwrap_or_default();
        ensure!(
            file.hosts.contains_key(host),
            "[answers] speaks of {host:?}, which is none of the [hosts]; add it there"
        );
    }
    Ok(Case {
        apart,
        name,
        page: file.page,
        hosts: file.hosts,
        source: Source::Folder {
            folder,
            answers: file.answers,
        },
    })
}

impl Case {
    /// The names of its hosts.
    pub fn hosts(&self) -> impl Iterator<Item = &str> {
        self.hosts.keys().map(String::as_str)
    }

    /// One of its hosts, to be served at an address.
    ///
    /// # Errors
    /// When a package that it serves cannot be fetched.
    pub fn serve(&self, name: &str, address: &str) -> Result<Host> {
        let host = Host::new(name, address).header("access-control-allow-origin", "*");
        match &self.source {
            Source::Folder { folder, answers } => {
                let folder = folder.join(name);
                let special = answers.iter().filter_map(|(place, special)| {
                    let path = place.strip_prefix(name)?;
                    path.starts_with('/').then_some((path, special))
                });
                let host = special.fold(host, |host, (path, special)| {
                    host.answer(path, special.answer(path, &folder))
                });
                Ok(host.folder("/", folder))
            }
            Source::Packages(site) => {
                let mut hosted = site.hosts.iter().filter(|hosted| hosted.name == name);
                hosted.try_fold(host, |host, hosted| hosted.serve(host))
            }
        }
    }

    /// Whether the host that the visit begins at is among what is lost.
    pub fn loses_document(&self, outage: &Outage) -> bool {
        outage.hosts.iter().any(|host| host == host_of(&self.page))
    }

    /// Who serves each host, as the reader of the page would write it into
    /// their own addresses: every host is a region of its provider, so that
    /// its loss alone is a what-if of its own.
    pub fn own_rules(&self) -> impl Iterator<Item = String> {
        let rule = |(host, provider): (&String, &String)| format!("{host} \"{provider}\" {host}");
        self.hosts.iter().map(rule)
    }

    /// The loss of every host alone, and of every provider that serves more
    /// than one of them.
    pub fn outages(&self) -> Vec<Outage> {
        let mut providers: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (host, provider) in &self.hosts {
            providers.entry(provider).or_default().push(host.clone());
        }
        let single = self.hosts.iter().map(|(host, provider)| Outage {
            id: format!("{provider}/{host}"),
            hosts: vec![host.clone()],
        });
        let several = providers
            .into_iter()
            .filter(|(_, hosts)| hosts.len() > 1)
            .map(|(provider, hosts)| Outage {
                id: provider.to_owned(),
                hosts,
            });
        single.chain(several).collect()
    }
}

impl Special {
    fn answer(&self, path: &str, folder: &Path) -> Answer {
        let mut answer = match &self.redirect {
            Some(to) => Answer::new(302, "text/plain", Vec::new()).header("location", to),
            None => Answer::file(path, file(path, folder)),
        };
        if let Some(status) = self.status {
            answer = answer.status(status);
        }
        for (name, value) in &self.headers {
            answer = answer.header(name, value);
        }
        answer
            .delayed(Duration::from_millis(self.delay))
            .messages(&self.messages)
    }
}

/// The file that a path stands for; nothing where there is none.
fn file(path: &str, folder: &Path) -> Vec<u8> {
    let mut file = path.trim_start_matches('/').to_owned();
    if file.is_empty() || file.ends_with('/') {
        file.push_str("index.html");
    }
    fs::read(folder.join(file)).unwrap_or_default()
}

/// The host of an address.
fn host_of(url: &str) -> &str {
    let after = url.split_once("://").map_or(url, |(_, after)| after);
    after.split(['/', '?', '#', ':']).next().unwrap_or(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_the_bench_can_be_read() {
        let cases = all().unwrap();
        assert!(!cases.is_empty());
        assert!(cases.iter().any(|case| case.apart));
    }

    #[test]
    fn outages() {
        let hosts = [("a.test", "Alpha"), ("b.test", "Alpha"), ("c.test", "Beta")];
        let case = Case {
            name: "page".to_owned(),
            page: "https://a.test/".to_owned(),
            apart: false,
            hosts: hosts
                .map(|(host, by)| (host.to_owned(), by.to_owned()))
                .into(),
            source: Source::Packages(&SITES[0]),
        };
        let ids: Vec<String> = case.outages().into_iter().map(|outage| outage.id).collect();
        assert_eq!(
            ids,
            ["Alpha/a.test", "Alpha/b.test", "Beta/c.test", "Alpha"]
        );
        assert_eq!(case.own_rules().next().unwrap(), "a.test \"Alpha\" a.test");
    }

    #[test]
    fn hosts() {
        for (url, expect) in [
            ("https://a.test/", "a.test"),
            ("https://a.test:8/x", "a.test"),
            ("https://a.test?x", "a.test"),
            ("about:blank", "about"),
        ] {
            assert_eq!(host_of(url), expect, "{url}");
        }
    }
}
