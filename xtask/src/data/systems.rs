//! The address blocks of the autonomous systems, from the CSV lists of
//! `@ip-location-db/asn`: first, last, number, operator. Those that the
//! catalogue names belong to the core, all of them to the rest.

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

/// All systems that announce anything.
pub struct Operators {
    /// Disjoint blocks with the number of their system, sorted, IPv4 first.
    pub blocks: Vec<Range<u32>>,
    /// The operator of each system.
    pub names: BTreeMap<u32, String>,
}

const FILES: [(bool, &str); 2] = [(false, "asn-ipv4-num.csv"), (true, "asn-ipv6-num.csv")];

/// The blocks of the systems that the catalogue names, in the same order. Also
/// leaves them in `blocks.tsv` of the cache, for the proof.
pub fn blocks(all: &Operators, owners: &Owners, cache: &Path) -> Result<Vec<Range<System>>> {
    let mut blocks: Vec<Range<System>> = Vec::new();
    let mut rows = String::new();
    for block in &all.blocks {
        let Range {
            six,
            first,
            last,
            answer: number,
        } = *block;
        let Some(provider) = owners.get(&number) else {
            continue;
        };
        let [from, to] = [first, last].map(|ip| text(six, ip));
        writeln!(rows, "{from}\t{to}\t{number}\t{provider}")?;
        let provider = provider.clone();
        blocks.push(Range {
            six,
            first,
            last,
            answer: System { number, provider },
        });
    }
    fs::write(cache.join("blocks.tsv"), rows)?;
    Ok(blocks)
}

/// Every block of every system.
pub fn operators(archive: &Archive) -> Result<Operators> {
    let mut systems = Operators {
        blocks: Vec::new(),
        names: BTreeMap::new(),
    };
    for (six, file) in FILES {
        let csv = String::from_utf8(archive.file(file)?)?;
        for (line, row) in csv.lines().enumerate() {
            let at = || format!("{file}, line {}", line + 1);
            let (first, last, number, name) = fields(row).with_context(at)?;
            let block = Range {
                six,
                first,
                last,
                answer: number,
            };
            systems.names.entry(number).or_insert(name);
            add(&mut systems.blocks, block);
        }
    }
    Ok(systems)
}

/// Where rows overlap, the earlier keeps what it has; neighbours of the same
/// system are one block.
fn add(blocks: &mut Vec<Range<u32>>, mut block: Range<u32>) {
    if let Some(before) = blocks.last_mut().filter(|before| before.six == block.six) {
        if before.last >= block.last {
            return;
        }
        block.first = block.first.max(before.last + 1);
        if before.last + 1 == block.first && before.answer == block.answer {
            before.last = block.last;
            return;
        }
    }
    blocks.push(block);
}

/// First and last address, number and operator. The operator may stand in
/// quotes, and then a quote in it is doubled.
fn fields(row: &str) -> Result<(u128, u128, u32, String)> {
    let mut fields = row.splitn(4, ',');
    let mut field = || fields.next().context("has too few fields");
    let (first, last) = (field()?.parse()?, field()?.parse()?);
    let number = field()?.parse()?;
    ensure!(first <= last, "ends before it begins");
    let name = field()?;
    let quoted = name
        .strip_prefix('"')
        .and_then(|name| name.strip_suffix('"'));
    let name = quoted.map_or_else(|| name.to_owned(), |name| name.replace("\"\"", "\""));
    Ok((first, last, number, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_may_stand_in_quotes() {
        let check = |row: &str, expect: &str| {
            let (first, last, number, name) = fields(row).unwrap();
            assert_eq!(format!("{first} {last} {number} {name}"), expect);
        };
        check("1,2,3,Example", "1 2 3 Example");
        check("1,2,3,\"Example, Inc.\"", "1 2 3 Example, Inc.");
        check("1,2,3,\"\"\"STC\"\" LTD\"", "1 2 3 \"STC\" LTD");
        assert!(fields("2,1,3,Example").is_err());
        assert!(fields("1,2,3").is_err());
    }

    #[test]
    fn the_earlier_of_two_rows_keeps_what_it_has() {
        let mut blocks = Vec::new();
        for (first, last, answer) in [(1, 4, 7), (3, 4, 8), (4, 6, 8), (7, 9, 8)] {
            let six = false;
            add(
                &mut blocks,
                Range {
                    six,
                    first,
                    last,
                    answer,
                },
            );
        }
        let told = blocks
            .iter()
            .map(|block| (block.first, block.last, block.answer));
        assert_eq!(told.collect::<Vec<_>>(), [(1, 4, 7), (5, 9, 8)]);
    }
}
