//! The address blocks of the autonomous systems that the catalogue names, from
//! the CSV lists of `@ip-location-db/asn`: first, last, number, operator.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::cloud::{Range, text};
use super::packages::Archive;

/// Whose an autonomous system is.
pub type Owners = BTreeMap<u32, String>;

/// An autonomous system of a provider.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct System {
    pub number: u32,
    pub provider: String,
}

/// Disjoint blocks, sorted, IPv4 first. Also leaves them in `blocks.tsv` of
/// the cache, for the proof.
pub fn blocks(archive: &Archive, owners: &Owners, cache: &Path) -> Result<Vec<Range<System>>> {
    let mut blocks: Vec<Range<System>> = Vec::new();
    for (six, file) in [(false, "asn-ipv4-num.csv"), (true, "asn-ipv6-num.csv")] {
        let csv = String::from_utf8(archive.file(file)?)?;
        for (line, row) in csv.lines().enumerate() {
            let at = || format!("{file}, line {}", line + 1);
            let Some(block) = block(six, row, owners).with_context(at)? else {
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

/// `None` if the system is nobody's.
fn block(six: bool, row: &str, owners: &Owners) -> Result<Option<Range<System>>> {
    let mut fields = row.split(',');
    let mut field = || fields.next().context("has too few fields");
    let (first, last): (u128, u128) = (field()?.parse()?, field()?.parse()?);
    let number: u32 = field()?.parse()?;
    ensure!(first <= last, "ends before it begins");
    Ok(owners.get(&number).map(|provider| Range {
        six,
        first,
        last,
        answer: System {
            number,
            provider: provider.clone(),
        },
    }))
}
