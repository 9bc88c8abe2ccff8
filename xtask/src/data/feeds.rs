//! The providers' own feeds, for whoever has the internet: fresher than any
//! package, and not reproducible, because nobody keeps what they said last week.
//! So the tables that come of them carry a record, `src/data/feeds.toml`, of
//! what was fetched and of what was made of it.

mod parse;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use super::cloud::Row;
use super::packages::hex;
use super::systems::Operators;
use super::{Source, packages, routes};
use crate::say;

/// Where a feed is, and how it is read.
struct Feed {
    url: &'static str,
    parse: fn(&str) -> Result<Vec<Row>>,
}

/// A prefix that two of them publish belongs to the first: GitHub rents single
/// addresses of Azure.
const FEEDS: [Feed; 9] = [
    Feed {
        url: "https://api.github.com/meta",
        parse: parse::github,
    },
    Feed {
        url: "https://ip-ranges.amazonaws.com/ip-ranges.json",
        parse: parse::aws,
    },
    Feed {
        url: "https://www.gstatic.com/ipranges/cloud.json",
        parse: parse::gcp,
    },
    Feed {
        url: "https://docs.oracle.com/en-us/iaas/tools/public_ip_ranges.json",
        parse: parse::oracle,
    },
    Feed {
        url: "https://www.cloudflare.com/ips-v4",
        parse: parse::cloudflare,
    },
    Feed {
        url: "https://www.cloudflare.com/ips-v6",
        parse: parse::cloudflare,
    },
    Feed {
        url: "https://api.fastly.com/public-ip-list",
        parse: parse::fastly,
    },
    Feed {
        url: "https://digitalocean.com/geo/google.csv",
        parse: parse::digitalocean,
    },
    Feed {
        url: "https://geoip.linode.com/",
        parse: parse::linode,
    },
];

/// Microsoft puts a new file there every week, and this page links to it.
const AZURE_PAGE: &str = "https://www.microsoft.com/en-us/download/details.aspx?id=56519";

/// Where CAIDA keeps what RouteViews saw, and the logs that name the newest.
const ROUTES: &str = "https://publicdata.caida.org/datasets/routing/";
const ROUTE_LOGS: [&str; 2] = [
    "routeviews-prefix2as/pfx2as-creation.log",
    "routeviews6-prefix2as/pfx2as-creation.log",
];

/// What was fetched, with a line of the record for each feed.
#[derive(Default)]
pub struct Fetched {
    pub record: String,
    /// Of the newest feed that names its day, as `2026-11-20`.
    pub date: String,
}

impl Fetched {
    fn get(&mut self, url: &str) -> Result<Vec<u8>> {
        say(&format!("fetching {url}"));
        let bytes = fetch(url)?;
        let hash = hex(&Sha256::digest(&bytes));
        writeln!(self.record, "[[feed]]\nurl = {url:?}\nsha256 = {hash:?}\n")?;
        Ok(bytes)
    }

    fn text(&mut self, url: &str) -> Result<String> {
        String::from_utf8(self.get(url)?).with_context(|| format!("{url} is no text"))
    }

    /// The rows of all providers.
    pub fn rows(&mut self) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        for feed in &FEEDS {
            let text = self.text(feed.url)?;
            if let Some(day) = parse::aws_day(&text) {
                self.date = day;
            }
            let read = (feed.parse)(&text).with_context(|| feed.url.to_owned())?;
            ensure!(!read.is_empty(), "{} has no ranges any more", feed.url);
            rows.extend(read);
        }
        let page = self.text(AZURE_PAGE)?;
        let url = parse::azure_link(&page)
            .with_context(|| format!("{AZURE_PAGE} links to no ServiceTags_Public file"))?;
        rows.extend(parse::azure(&self.text(url)?).with_context(|| url.to_owned())?);
        ensure!(!self.date.is_empty(), "no feed says of which day it is");
        Ok(first_come(rows))
    }

    /// Who announces which addresses, by the names that are known.
    pub fn operators(&mut self, names: &Operators) -> Result<(Operators, String)> {
        let mut texts = Vec::new();
        let mut day = String::new();
        for log in ROUTE_LOGS {
            let newest = routes::newest(&self.text(&format!("{ROUTES}{log}"))?)
                .with_context(|| format!("{ROUTES}{log} names no file"))?
                .to_owned();
            let folder = log.split('/').next().unwrap_or_default();
            let packed = self.get(&format!("{ROUTES}{folder}/{newest}"))?;
            texts.push(packages::gunzip(&packed)?);
            day = routes::day(&newest).unwrap_or(day);
        }
        let prefixes = texts.iter().flat_map(|text| text.lines());
        Ok((routes::operators(prefixes, &names.names)?, day))
    }

    /// The lines of where it all comes from, in place of the packages' own.
    pub fn sources(&self, pinned: &[Source], routes_day: &str) -> Vec<Source> {
        let replace = |source: &Source| match source.key.as_str() {
            "cloud" => Source {
                name: "the providers' own feeds".to_owned(),
                version: self.date.clone(),
                date: self.date.clone(),
                licence: "as published".to_owned(),
                credit: "Address ranges published by AWS, Microsoft, Google, Oracle, Cloudflare, \
                         Fastly, DigitalOcean, Linode and GitHub"
                    .to_owned(),
                link: FEEDS[1].url.to_owned(),
                ..source.clone()
            },
            "systems" => Source {
                name: "RouteViews prefix-to-AS".to_owned(),
                version: routes_day.to_owned(),
                date: routes_day.to_owned(),
                licence: "CAIDA Acceptable Use Agreement, CC-BY-4.0".to_owned(),
                credit:
                    "Autonomous systems: RouteViews Prefix to AS mappings by CAIDA; operators: \
                         IP Geolocation by DB-IP"
                        .to_owned(),
                link: "https://www.caida.org/catalog/datasets/routeviews-prefix2as/".to_owned(),
                ..source.clone()
            },
            _ => source.clone(),
        };
        pinned.iter().map(replace).collect()
    }
}

/// Each prefix belongs to the first who publishes it.
fn first_come(mut rows: Vec<Row>) -> Vec<Row> {
    let mut owners = std::collections::BTreeMap::new();
    for row in &rows {
        owners
            .entry(row.cidr.clone())
            .or_insert_with(|| row.provider.clone());
    }
    rows.retain(|row| owners.get(&row.cidr) == Some(&row.provider));
    let mut seen = BTreeSet::new();
    rows.retain(|row| seen.insert((row.cidr.clone(), row.region.clone(), row.service.clone())));
    rows
}

/// The one place that speaks to a server.
fn fetch(url: &str) -> Result<Vec<u8>> {
    let output = Command::new("curl")
        .args(["--fail", "--silent", "--show-error", "--location"])
        .args(["--max-time", "180", "--retry", "2"])
        .args(["--user-agent", "faultline-data"])
        .arg(url)
        .output()
        .context("curl cannot be started: install it, or leave out --from-feeds")?;
    ensure!(
        output.status.success(),
        "{url} cannot be fetched ({}): try again later, or leave out --from-feeds",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(output.stdout)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::catalogue::Catalogue;
    use crate::data::cloud;

    /// What stands in `tests/feeds`, in the order of the list.
    const RECORDED: [(&str, &str); 9] = [
        ("github", include_str!("../../../tests/feeds/github.json")),
        ("aws", include_str!("../../../tests/feeds/aws.json")),
        ("gcp", include_str!("../../../tests/feeds/gcp.json")),
        ("oracle", include_str!("../../../tests/feeds/oracle.json")),
        (
            "cloudflare",
            include_str!("../../../tests/feeds/cloudflare-v4.txt"),
        ),
        (
            "cloudflare",
            include_str!("../../../tests/feeds/cloudflare-v6.txt"),
        ),
        ("fastly", include_str!("../../../tests/feeds/fastly.json")),
        (
            "digitalocean",
            include_str!("../../../tests/feeds/digitalocean.csv"),
        ),
        ("linode", include_str!("../../../tests/feeds/linode.csv")),
    ];

    #[test]
    fn what_the_feeds_say_compiles() {
        let mut rows = Vec::new();
        for ((provider, text), feed) in RECORDED.into_iter().zip(&FEEDS) {
            let read = (feed.parse)(text).unwrap();
            assert!(
                read.iter().all(|row| row.provider == provider),
                "{provider}"
            );
            assert!(!read.is_empty(), "{provider}");
            rows.extend(read);
        }
        let azure = include_str!("../../../tests/feeds/azure.json");
        rows.extend(parse::azure(azure).unwrap());
        let rows = first_come(rows);

        let catalogue = Catalogue::read(&crate::root().join("src/providers")).unwrap();
        let cache = tempfile::tempdir().unwrap();
        let ranges = cloud::ranges(&rows, &catalogue, cache.path()).unwrap();
        let told = |ip: &str| {
            let (six, first, _) = cloud::prefix(ip).unwrap();
            let mut ranges = ranges.iter().filter(|range| range.six == six);
            let found = ranges.find(|range| range.first <= first && first <= range.last);
            found.map_or_else(String::new, |range| {
                let region = range.answer.region.as_deref().unwrap_or("?");
                let services: Vec<&str> =
                    range.answer.services.iter().map(String::as_str).collect();
                format!("{} {region} {}", range.answer.provider, services.join("+"))
            })
        };
        assert_eq!(told("52.216.0.1/32"), "aws us-east-1 AMAZON+S3");
        assert_eq!(told("2600:1f18::1/128"), "aws us-east-1 EC2");
        assert_eq!(told("34.1.208.1/32"), "gcp africa-south1 GOOGLE_CLOUD");
        assert_eq!(told("129.146.0.1/32"), "oci us-phoenix-1 OCI");
        assert_eq!(told("104.16.0.1/32"), "cloudflare global ");
        assert_eq!(told("2606:4700::1/128"), "cloudflare global ");
        assert_eq!(told("151.101.1.69/32"), "fastly global ");
        assert_eq!(told("159.89.96.1/32"), "digitalocean fra1 ");
        assert_eq!(told("192.81.208.1/32"), "digitalocean ? ");
        assert_eq!(told("45.33.0.1/32"), "linode us-central ");
        assert_eq!(told("20.38.98.1/32"), "azure eastus STORAGE");
        // Rented from Azure, which names a region that is not GitHub's.
        assert_eq!(told("20.201.28.151/32"), "github ? WEB");
        assert_eq!(told("20.201.28.152/32"), "azure brazilsouth AZURECLOUD");
    }

    #[test]
    fn a_feed_that_is_not_there_is_told() {
        let refused = fetch("http://127.0.0.1:1/").unwrap_err().to_string();
        assert!(refused.ends_with("leave out --from-feeds"), "{refused}");
    }

    #[test]
    fn a_prefix_belongs_to_the_first_who_publishes_it() {
        let row = |cidr: &str, provider: &str| Row {
            cidr: cidr.to_owned(),
            provider: provider.to_owned(),
            ..Row::default()
        };
        let rows = vec![
            row("1.0.0.0/24", "a"),
            row("1.0.0.0/24", "b"),
            row("1.0.0.0/25", "b"),
            row("1.0.0.0/24", "a"),
        ];
        let kept = first_come(rows);
        assert_eq!(kept, [row("1.0.0.0/24", "a"), row("1.0.0.0/25", "b")]);
    }
}
