//! Writes the checked files as Rust tables, for `src/catalogue.rs` to include.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::Source;
use super::check::{find_region, find_service, split_region};
use super::schema::{Header, Link, Region, Service, Text};
use crate::pattern;

/// The text of all tables.
pub fn emit(sources: &[Source]) -> String {
    let mut out = String::new();
    let providers: Vec<String> = sources.iter().map(provider).collect();
    put(&mut out, "PROVIDERS", "Provider", &providers);
    let mut systems: Vec<(u32, usize)> = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        systems.extend(
            source
                .file
                .asn
                .iter()
                .map(|number| (*number.get_ref(), index)),
        );
    }
    systems.sort_unstable();
    let systems: Vec<String> = systems.iter().map(|pair| format!("{pair:?}")).collect();
    put(&mut out, "SYSTEMS", "(u32, u16)", &systems);
    hosts(&mut out, sources);
    last_two(&mut out, sources);
    headers(&mut out, sources);
    out
}

fn put(out: &mut String, name: &str, kind: &str, items: &[String]) {
    // Writing to a string does not fail.
    let _ = writeln!(out, "static {name}: &[{kind}] = &[\n{}];", lines(items));
}

fn lines(items: &[String]) -> String {
    items
        .iter()
        .fold(String::new(), |text, item| text + item + ",\n")
}

fn provider(source: &Source) -> String {
    let file = &source.file;
    let asn: Vec<u32> = file.asn.iter().map(|number| *number.get_ref()).collect();
    let reach = file.reach.get_ref();
    let services: Vec<String> = file.service.iter().map(|one| service(one, reach)).collect();
    let regions: Vec<String> = file.regions.iter().map(region).collect();
    let status = file.status.as_ref().map(|status| {
        format!(
            "Status {{ page: {:?}, feed: {}, format: {:?} }}",
            status.page.get_ref(),
            option(&status.feed),
            status.format.as_ref().map_or("", |format| format.get_ref())
        )
    });
    format!(
        "Provider {{ key: {:?}, name: {:?}, short: {:?}, home: {:?}, kind: ProviderKind::{}, \
         house: {}, reach: Reach::{}, asn: &{asn:?}, services: &[\n{}], regions: &[\n{}], \
         spellings: &{:?}, shorts: &{:?}, runs_on: &[{}], \
         behind: &[{}], status: {}, dead: {}, checked: {:?} }}",
        source.key,
        file.name.get_ref(),
        file.short.get_ref(),
        file.home.get_ref(),
        variant(file.kind.get_ref()),
        option(&file.house),
        variant(reach),
        lines(&services),
        lines(&regions),
        spellings(source),
        shorts(source),
        lines(&file.runs_on.iter().map(link).collect::<Vec<_>>()),
        lines(&file.behind.iter().map(link).collect::<Vec<_>>()),
        some(status),
        option(&file.dead),
        file.checked.get_ref(),
    )
}

fn service(service: &Service, reach: &str) -> String {
    format!(
        "Service {{ key: {:?}, name: {:?}, reach: Reach::{}, fronts: {}, steers: {}, feeds: &{:?} }}",
        service.key.get_ref(),
        service.name.get_ref(),
        variant(
            service
                .reach
                .as_ref()
                .map_or(reach, |reach| reach.get_ref())
        ),
        service.fronts,
        service.steers,
        texts(&service.feeds),
    )
}

fn region((code, region): (&Text, &Region)) -> String {
    let runs_on = region
        .runs_on
        .as_ref()
        .and_then(|link| link.get_ref().split_once('/'));
    let runs_on = runs_on.map(|(provider, code)| {
        format!(
            "&Link {{ only: None, provider: {provider:?}, service: None, region: Some({code:?}), \
             confidence: Confidence::Likely }}"
        )
    });
    format!(
        "Region {{ code: {:?}, name: {:?}, city: {:?}, country: {:?}, runs_on: {} }}",
        code.get_ref(),
        region.name.get_ref(),
        region.city,
        region.country,
        some(runs_on),
    )
}

/// Every spelling of a region, with the region's index.
fn spellings(source: &Source) -> Vec<(&str, usize)> {
    let regions = source.file.regions.iter().enumerate();
    let mut all: Vec<(&str, usize)> = regions
        .flat_map(|(index, (code, region))| {
            let texts = std::iter::once(code).chain(&region.aliases);
            texts.map(move |text| (text.get_ref().as_str(), index))
        })
        .collect();
    all.sort_unstable();
    all
}

fn shorts(source: &Source) -> Vec<(&str, usize)> {
    let regions = source.file.regions.values().enumerate();
    let mut all: Vec<(&str, usize)> = regions
        .filter_map(|(index, region)| Some((region.short.as_ref()?.get_ref().as_str(), index)))
        .collect();
    all.sort_unstable();
    all
}

fn link(link: &Link) -> String {
    let confidence = link
        .confidence
        .as_ref()
        .map_or("likely", |text| text.get_ref());
    format!(
        "Link {{ only: {}, provider: {:?}, service: {}, region: {}, confidence: Confidence::{} }}",
        option(&link.only),
        link.provider.get_ref(),
        option(&link.service),
        option(&link.region),
        variant(confidence),
    )
}

/// The host patterns, grouped by the hash of their ending and the narrowest
/// first in each group; and the slots by which a hash finds its group.
fn hosts(out: &mut String, sources: &[Source]) {
    let mut rows = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        let whole = source.file.hosts.iter();
        let whole = whole.map(|host| (None, "certain", host));
        let services = source.file.service.iter().enumerate();
        let services = services.flat_map(|(index, service)| {
            let confidence = service.confidence.as_ref();
            let confidence = confidence.map_or("certain", |text| text.get_ref());
            let hosts = service.hosts.iter();
            hosts.map(move |host| (Some(index), confidence, host))
        });
        for (service, confidence, host) in whole.chain(services) {
            let (text, region) = split_region(host.get_ref());
            let region = region.and_then(|region| find_region(source, region));
            let row = format!(
                "confidence: Confidence::{}, provider: {index}, service: {service:?}, \
                 region: {region:?}",
                variant(confidence)
            );
            rows.push((pattern::narrowness(text), text, row));
        }
    }
    rows.sort();
    let mut ranked: Vec<(u32, usize, &str, String)> = Vec::new();
    for (rank, (_, text, row)) in rows.into_iter().enumerate() {
        ranked.push((pattern::ending_hash(text), rank, text, row));
    }
    ranked.sort_by_key(|(hash, rank, ..)| (*hash, std::cmp::Reverse(*rank)));
    let endings = ranked.chunk_by(|one, next| one.0 == next.0).count();
    // A third more slots than endings keeps the walks short and the table small.
    let size = (endings * 4 / 3 + 1).next_power_of_two();
    let mut slots = vec![(0, 0, 0); size];
    for (first, (hash, ..)) in ranked.iter().enumerate() {
        if first > 0 && ranked[first - 1].0 == *hash {
            continue;
        }
        let mut slot = pattern::slot(*hash, size);
        while slots[slot].2 != 0 {
            slot = (slot + 1) % size;
        }
        let count = ranked[first..]
            .iter()
            .take_while(|row| row.0 == *hash)
            .count();
        slots[slot] = (*hash, first, count);
    }
    let rows: Vec<String> = ranked
        .into_iter()
        .map(|(_, rank, text, row)| {
            format!("HostPattern {{ text: {text:?}, rank: {rank}, {row} }}")
        })
        .collect();
    put(out, "HOSTS", "HostPattern", &rows);
    let slots: Vec<String> = slots
        .into_iter()
        .map(|(hash, first, count)| {
            format!("Slot {{ hash: {hash}, first: {first}, count: {count} }}")
        })
        .collect();
    put(out, "SLOTS", "Slot", &slots);
}

/// The last two labels of all patterns, and of those that are found by an
/// ending with an open label in it.
fn last_two(out: &mut String, sources: &[Source]) {
    let mut ends = [[0_u64; pattern::LAST_TWO_BITS / 64]; 2];
    for source in sources {
        let services = source.file.service.iter().flat_map(|one| &one.hosts);
        for host in source.file.hosts.iter().chain(services) {
            let (text, _) = split_region(host.get_ref());
            let bit = pattern::slot(pattern::last_two_hash(text), pattern::LAST_TWO_BITS);
            ends[0][bit / 64] |= 1 << (bit % 64);
            if text.contains('{') {
                ends[1][bit / 64] |= 1 << (bit % 64);
            }
        }
    }
    for (name, bits) in ["ENDS", "OPEN_ENDS"].into_iter().zip(ends) {
        let _ = writeln!(out, "static {name}: LastTwo = LastTwo({bits:?});");
    }
}

fn headers(out: &mut String, sources: &[Source]) {
    let mut rows = Vec::new();
    let mut names = BTreeSet::new();
    for (index, source) in sources.iter().enumerate() {
        for header in &source.file.header {
            names.insert(header.name.get_ref().as_str());
            let conditions = header.with.iter().chain(&header.without);
            names.extend(conditions.filter_map(|text| Some(text.get_ref().split_once(": ")?.0)));
            rows.push((header.name.get_ref(), fingerprint(source, index, header)));
        }
    }
    rows.sort();
    let rows: Vec<String> = rows.into_iter().map(|(_, row)| row).collect();
    put(out, "FINGERPRINTS", "Fingerprint", &rows);
    let names: Vec<String> = names.into_iter().map(|name| format!("{name:?}")).collect();
    put(out, "HEADER_NAMES", "&str", &names);
}

fn fingerprint(source: &Source, index: usize, header: &Header) -> String {
    let service = header
        .service
        .as_ref()
        .and_then(|key| find_service(source, key.get_ref()));
    format!(
        "Fingerprint {{ name: {:?}, value: {:?}, take: Take::{}, with: &{:?}, without: &{:?}, \
         layer: FingerprintLayer::{}, confidence: Confidence::{}, provider: {index}, \
         service: {service:?} }}",
        header.name.get_ref(),
        header.value.as_ref().map_or("*", |value| value.get_ref()),
        variant(header.take.as_ref().map_or("whole", |take| take.get_ref())),
        texts(&header.with),
        texts(&header.without),
        variant(header.layer.get_ref()),
        variant(
            header
                .confidence
                .as_ref()
                .map_or("likely", |text| text.get_ref())
        ),
    )
}

fn texts(texts: &[Text]) -> Vec<&str> {
    texts.iter().map(|text| text.get_ref().as_str()).collect()
}

/// `cdn` as the name of a variant: `Cdn`.
fn variant(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

fn option(text: &Option<Text>) -> String {
    some(text.as_ref().map(|text| format!("{:?}", text.get_ref())))
}

fn some(item: Option<String>) -> String {
    item.map_or("None".to_owned(), |item| format!("Some({item})"))
}
