//! The address blocks of the autonomous systems that the catalogue names, from
//! the CSV lists of `@ip-location-db/asn`: first, last, number, operator.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::cloud::{Range, text};
use super::packages::Archive;

/// Which provider says that an autonomous system is its own.
pub type Claims = BTreeMap<u32, String>;

/// An autonomous system of a provider.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct System {
    pub number: u32,
    pub provider: String,
}

/// The one line of a provider's file that matters here.
#[derive(Deserialize)]
struct Provider {
    #[serde(default)]
    asn: Vec<u32>,
}

/// Reads the AS numbers of all providers. Where two claim the same (Akamai and
/// Linode, which it bought), the one with fewer numbers is the more precise.
pub fn claims(folder: &Path) -> Result<Claims> {
    let mut providers = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let read = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let provider: Provider =
            toml::from_str(&read).with_context(|| path.display().to_string())?;
        let key = path.file_stem().and_then(|stem| stem.to_str());
        let key = key.with_context(|| format!("{}: no plain name", path.display()))?;
        providers.push((provider.asn, key.to_owned()));
    }
    providers.sort_by_key(|(asn, key)| (asn.len(), key.clone()));
    let mut claims = Claims::new();
    for (asn, key) in providers {
        for number in asn {
            claims.entry(number).or_insert_with(|| key.clone());
        }
    }
    ensure!(
        !claims.is_empty(),
        "no provider names an AS number (key `asn`)"
    );
    Ok(claims)
}

/// Disjoint blocks, sorted, IPv4 first. Also leaves them in `blocks.tsv` of
/// the cache, for the tests' slow twin.
pub fn blocks(archive: &Archive, claims: &Claims, cache: &Path) -> Result<Vec<Range<System>>> {
    let mut blocks: Vec<Range<System>> = Vec::new();
    for (six, file) in [(false, "asn-ipv4-num.csv"), (true, "asn-ipv6-num.csv")] {
        let csv = String::from_utf8(archive.file(file)?)?;
        for (line, row) in csv.lines().enumerate() {
            let at = || format!("{file}, line {}", line + 1);
            let Some(block) = block(six, row, claims).with_context(at)? else {
                continue;
            };
            match blocks.last_mut().filter(|before| before.six == six) {
                Some(before) if before.last >= block.first => {
                    // The list has a few rows that overlap the one before;
                    // the earlier row keeps what it has.
                    ensure!(before.last >= block.last, "{}: overlaps in part", at());
                }
                Some(before) if before.last + 1 == block.first && before.answer == block.answer => {
                    before.last = block.last;
                }
                _ => blocks.push(block),
            }
        }
    }
    let mut rows = String::new();
    for block in &blocks {
        let [first, last] = [block.first, block.last].map(|ip| text(block.six, ip));
        let System { number, provider } = &block.answer;
        writeln!(rows, "{first}\t{last}\t{number}\t{provider}")?;
    }
    fs::write(cache.join("blocks.tsv"), rows)?;
    Ok(blocks)
}

/// `None` if no provider claims the system.
fn block(six: bool, row: &str, claims: &Claims) -> Result<Option<Range<System>>> {
    let mut fields = row.split(',');
    let mut field = || fields.next().context("has too few fields");
    let (first, last): (u128, u128) = (field()?.parse()?, field()?.parse()?);
    let number: u32 = field()?.parse()?;
    ensure!(first <= last, "ends before it begins");
    Ok(claims.get(&number).map(|provider| Range {
        six,
        first,
        last,
        answer: System {
            number,
            provider: provider.clone(),
        },
    }))
}
