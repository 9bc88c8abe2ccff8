//! The second file of tables, `rest.bin`: who announces every routed address.
//! Its layout is described where it is read: in the library's
//! `locate::operators`.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use anyhow::{Context, Result, ensure};
use faultline::locate::address;
use faultline::locate::operators::Operators;

use super::cloud::Range;
use super::encode::{self, Piece};
use super::labels::varint;
use super::layout::{
    BLOCK, GROUP, LISTED, REST_GROUPS, REST_MAGIC, REST_NAMES, REST_NUMBERS, REST_RANGES,
    REST_SECTIONS, REST_SOURCE, REST_WORDS, SAME,
};
use super::systems::Operators as Systems;
use super::words::Words;

/// The file in bytes; `source` is the line of where the list comes from.
pub fn file(source: &str, systems: &Systems) -> Result<Vec<u8>> {
    let mut sections: [Vec<u8>; REST_SECTIONS] = Default::default();
    sections[REST_SOURCE] = source.as_bytes().to_vec();
    let words = Words::choose(systems.names.values().map(String::as_str));
    sections[REST_WORDS] = words.encode()?;
    let [groups, numbers, names] = list(&systems.names, &words)?;
    sections[REST_GROUPS] = groups;
    sections[REST_NUMBERS] = numbers;
    sections[REST_NAMES] = names;

    let ordinals: BTreeMap<u32, usize> = systems.names.keys().copied().zip(0..).collect();
    for (family, six) in [false, true].into_iter().enumerate() {
        let blocks = systems.blocks.iter().filter(|block| block.six == six);
        let ranges = blocks.map(|block| (block.first, block.last, ordinals[&block.answer]));
        let mut values = Values::default();
        let mut bytes = encode::intervals(six, ranges, |pieces| values.write(pieces))?;
        bytes.extend(u32::try_from(values.firsts.len())?.to_le_bytes());
        for part in [values.firsts, values.lows, values.middles] {
            bytes.extend(part);
        }
        sections[REST_RANGES[family]] = bytes;
    }
    encode::assemble(REST_MAGIC, &sections)
}

/// Groups, steps between the numbers, and names, each name once.
fn list(systems: &BTreeMap<u32, String>, words: &Words) -> Result<[Vec<u8>; 3]> {
    let (mut groups, mut numbers, mut names) = (Vec::new(), Vec::new(), Vec::new());
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut before = 0;
    for (ordinal, (number, name)) in systems.iter().enumerate() {
        if ordinal % GROUP == 0 {
            for field in [before as usize, numbers.len(), names.len()] {
                groups.extend(u32::try_from(field)?.to_le_bytes());
            }
        }
        varint(&mut numbers, u64::from(number - before));
        before = *number;
        ensure!(
            !name.contains(|c: char| c.is_ascii_control()),
            "the name of AS{number} has a character that no name has: {name:?}"
        );
        match known.get(name.as_str()) {
            Some(other) => {
                names.push(SAME);
                names.extend(other.to_string().bytes());
            }
            None => {
                known.insert(name, ordinal);
                words.write(name, &mut names);
            }
        }
        names.push(b'\n');
    }
    Ok([groups, numbers, names])
}

/// The three streams of values.
#[derive(Default)]
struct Values {
    firsts: Vec<u8>,
    lows: Vec<u8>,
    middles: Vec<u8>,
}

impl Values {
    /// Writes one block, and says how long all streams but one are now.
    fn write(&mut self, pieces: &[Piece<usize>]) -> usize {
        let mut seen: Vec<usize> = Vec::with_capacity(BLOCK);
        for (_, _, system) in pieces {
            let Some(system) = *system else {
                self.firsts.push(0);
                continue;
            };
            if let Some(place) = seen.iter().position(|known| *known == system) {
                seen.remove(place);
                self.firsts.push(place as u8 + 1);
            } else {
                let [low, middle, high, ..] = system.to_le_bytes();
                self.firsts.push(LISTED + high);
                self.middles.push(middle);
                self.lows.push(low);
            }
            seen.insert(0, system);
        }
        self.firsts.len() + self.lows.len()
    }
}

/// Holds the file against the list that it was made from: the first and the
/// last address of every block, and the addresses right beside it.
///
/// # Errors
/// With the first block that the file knows otherwise.
pub fn prove(rest: &[u8], systems: &Systems) -> Result<usize> {
    let operators = Operators::new(rest).map_err(|error| anyhow::anyhow!(error.0))?;
    let mut before: Option<&Range<u32>> = None;
    for block in &systems.blocks {
        let name = &systems.names[&block.answer];
        for ip in [block.first, block.last] {
            let ip = address(block.six, ip);
            let found = operators.operator(ip);
            let told = found.as_ref();
            let told = told.map(|found| (found.number, found.name.as_str()));
            let expect = address::is_public(ip).then_some((block.answer, name.as_str()));
            ensure!(told == expect, "{ip}: {told:?} and not {expect:?}");
        }
        let gap = match before.filter(|before| before.six == block.six) {
            Some(before) => before.last + 1,
            None => 0,
        };
        if gap < block.first {
            for ip in [gap, block.first - 1] {
                let ip = address(block.six, ip);
                ensure!(operators.operator(ip).is_none(), "{ip} is nobody's");
            }
        }
        before = Some(block);
    }
    let last = before.context("there are no blocks")?;
    ensure!(last.six, "there are no blocks of IPv6");
    Ok(systems.blocks.len())
}

fn address(six: bool, number: u128) -> IpAddr {
    if six {
        IpAddr::V6(Ipv6Addr::from(number))
    } else {
        IpAddr::V4(Ipv4Addr::from(number as u32))
    }
}
