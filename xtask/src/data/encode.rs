//! The file of tables in bytes. The layout is described where it is read: in
//! the library's `locate::table`, `intervals` and `tree`.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};

use super::cloud::{Answer, Range};
use super::labels::{Labels, varint};
use super::layout::{
    BLOCK, BLOCKS, EXPLICIT, FIRST, MAGIC, MOVE, NOTHING, PLACES, PURPOSES, RANGES, SECTIONS, SETS,
    SUFFIXES, SWAP, SYSTEMS, TEXTS, checksum,
};
use super::systems::System;

/// Everything that the file holds.
pub struct Contents<'a> {
    pub sources: &'a str,
    pub ranges: &'a [Range<Answer>],
    pub blocks: &'a [Range<System>],
    pub suffixes: &'a Labels,
    pub purposes: &'a Labels,
}

pub fn file(contents: &Contents) -> Result<Vec<u8>> {
    let mut texts = Texts::new(contents.sources);
    let mut sections: [Vec<u8>; SECTIONS] = Default::default();

    // What is frequent gets a small number, which takes fewer bytes.
    let places = ranked(contents.ranges.iter().map(|range| place(&range.answer)));
    for (provider, region) in sorted(&places) {
        let region = region.as_deref().unwrap_or_default();
        for text in [provider, region] {
            sections[PLACES].extend(texts.number(text)?.to_le_bytes());
        }
    }
    let sets = ranked(contents.ranges.iter().map(|range| &range.answer.services));
    sections[SETS] = services(&sorted(&sets), &mut texts)?;
    let systems = ranked(contents.blocks.iter().map(|block| &block.answer));
    for system in sorted(&systems) {
        sections[SYSTEMS].extend(system.number.to_le_bytes());
        sections[SYSTEMS].extend(texts.number(&system.provider)?.to_le_bytes());
    }

    for (family, six) in [false, true].into_iter().enumerate() {
        let ranges = contents.ranges.iter().filter(|range| range.six == six);
        let pieces = ranges.map(|range| {
            let value = (places[&place(&range.answer)], sets[&range.answer.services]);
            (range.first, range.last, value)
        });
        sections[RANGES[family]] = valued(six, pieces)?;
        let blocks = contents.blocks.iter().filter(|block| block.six == six);
        let pieces = blocks.map(|block| (block.first, block.last, (0, systems[&block.answer])));
        sections[BLOCKS[family]] = valued(six, pieces)?;
    }
    sections[SUFFIXES] = contents.suffixes.encode()?;
    sections[PURPOSES] = contents.purposes.encode()?;
    sections[TEXTS] = texts.encode()?;
    assemble(MAGIC, &sections)
}

/// A file of sections: magic, checksum, where each begins, all of them.
pub fn assemble(magic: &[u8; 8], sections: &[Vec<u8>]) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    let mut start = 16 + 8 * sections.len();
    for section in sections {
        body.extend(u32::try_from(start)?.to_le_bytes());
        body.extend(u32::try_from(section.len())?.to_le_bytes());
        start += section.len();
    }
    body.extend(sections.concat());
    let sum = checksum(&body).to_le_bytes();
    Ok([magic.as_slice(), &sum, &body].concat())
}

fn place(answer: &Answer) -> (String, Option<String>) {
    (answer.provider.clone(), answer.region.clone())
}

/// Numbers by how often something occurs; equals in their own order.
fn ranked<T: Ord + Clone>(items: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    let mut order: Vec<_> = counts.into_iter().collect();
    order.sort_by(|(a, often), (b, seldom)| seldom.cmp(often).then_with(|| a.cmp(b)));
    let number = |(rank, (item, _)): (usize, (T, usize))| (item, rank);
    order.into_iter().enumerate().map(number).collect()
}

fn sorted<T>(ranks: &BTreeMap<T, usize>) -> Vec<&T> {
    let mut items: Vec<_> = ranks.iter().collect();
    items.sort_by_key(|(_, rank)| **rank);
    items.into_iter().map(|(item, _)| item).collect()
}

/// Sets of services: how many, the end of each, all their texts.
fn services(sets: &[&&BTreeSet<String>], texts: &mut Texts) -> Result<Vec<u8>> {
    let mut bytes = Vec::from(u16::try_from(sets.len())?.to_le_bytes());
    let mut members = Vec::new();
    for set in sets {
        for service in set.iter() {
            members.extend(texts.number(service)?.to_le_bytes());
        }
        bytes.extend(u16::try_from(members.len() / 2)?.to_le_bytes());
    }
    bytes.extend(members);
    Ok(bytes)
}

/// Short texts, each once.
struct Texts {
    numbers: BTreeMap<String, u16>,
    ends: Vec<u16>,
    text: String,
}

impl Texts {
    /// Text 0 is empty and text 1 the list of sources.
    fn new(sources: &str) -> Texts {
        Texts {
            numbers: BTreeMap::from([(String::new(), 0)]),
            ends: vec![0, sources.len() as u16],
            text: sources.to_owned(),
        }
    }

    fn number(&mut self, text: &str) -> Result<u16> {
        if let Some(number) = self.numbers.get(text) {
            return Ok(*number);
        }
        let number = u16::try_from(self.ends.len())?;
        self.text.push_str(text);
        let end = u16::try_from(self.text.len()).context("the texts exceed 64 kB")?;
        self.ends.push(end);
        self.numbers.insert(text.to_owned(), number);
        Ok(number)
    }

    fn encode(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::from(u16::try_from(self.ends.len())?.to_le_bytes());
        bytes.extend(self.ends.iter().flat_map(|end| end.to_le_bytes()));
        bytes.extend(self.text.as_bytes());
        Ok(bytes)
    }
}

/// A piece of the address space: first, last, and what is in it.
pub type Piece<T> = (u128, u128, Option<T>);

/// Intervals with a place and a set each.
fn valued(
    six: bool,
    ranges: impl Iterator<Item = (u128, u128, (usize, usize))>,
) -> Result<Vec<u8>> {
    let mut values = Vec::new();
    let mut bytes = intervals(six, ranges, |pieces| {
        write_values(pieces, &mut values);
        values.len()
    })?;
    bytes.extend(values);
    Ok(bytes)
}

/// Intervals without their values: those are written block by block by
/// `write`, which says how many bytes there are then.
pub fn intervals<T: Copy>(
    six: bool,
    ranges: impl Iterator<Item = (u128, u128, T)>,
    mut write: impl FnMut(&[Piece<T>]) -> usize,
) -> Result<Vec<u8>> {
    let width = if six { 16 } else { 4 };
    let pieces = pieces(six, ranges)?;
    let steps: Vec<_> = pieces.iter().map(|piece| step(piece.0, piece.1)).collect();
    let codes = Codes::choose(&steps);

    let (mut firsts, mut offsets) = (Vec::new(), [Vec::new(), Vec::new()]);
    let (mut lengths, mut written) = (Vec::new(), 0);
    let blocks = pieces.chunks(BLOCK).zip(steps.chunks(BLOCK));
    for (pieces, steps) in blocks {
        firsts.extend(&pieces[0].0.to_le_bytes()[..width]);
        offsets[0].push(lengths.len());
        offsets[1].push(written);
        steps
            .iter()
            .for_each(|step| codes.write(*step, &mut lengths));
        written = write(pieces);
    }
    let header = [firsts.len() / width, width, lengths.len()];
    let mut bytes = Vec::new();
    for number in header {
        bytes.extend(u32::try_from(number)?.to_le_bytes());
    }
    let [steps_at, values_at] = [planes(&offsets[0])?, planes(&offsets[1])?];
    for part in [codes.table(), firsts, steps_at, values_at, lengths] {
        bytes.extend(part);
    }
    Ok(bytes)
}

/// Offsets less one byte for each interval before, lowest bytes first.
fn planes(offsets: &[usize]) -> Result<Vec<u8>> {
    let beyond = |(block, offset): (usize, &usize)| offset - block * BLOCK;
    let beyond: Vec<usize> = offsets.iter().enumerate().map(beyond).collect();
    ensure!(
        beyond.iter().all(|beyond| *beyond < 1 << 24),
        "too many intervals"
    );
    let plane = |shift: usize| beyond.iter().map(move |beyond| (beyond >> shift) as u8);
    Ok([0, 8, 16].into_iter().flat_map(plane).collect())
}

/// All addresses, with the gaps between the ranges; cut where a step of less
/// than 64 bits would leave its high half.
fn pieces<T: Copy>(
    six: bool,
    ranges: impl Iterator<Item = (u128, u128, T)>,
) -> Result<Vec<Piece<T>>> {
    let top = if six { u128::MAX } else { u128::from(u32::MAX) };
    let mut pieces = Vec::new();
    let mut next = Some(0);
    for (first, last, value) in ranges {
        let gap = next.filter(|next| *next <= first && first <= last && last <= top);
        let gap = gap.with_context(|| format!("ranges out of order at {first:x}"))?;
        if gap < first {
            cut(&mut pieces, (gap, first - 1, None));
        }
        cut(&mut pieces, (first, last, Some(value)));
        next = last.checked_add(1);
    }
    if let Some(gap) = next.filter(|next| *next <= top) {
        cut(&mut pieces, (gap, top, None));
    }
    Ok(pieces)
}

fn cut<T: Copy>(pieces: &mut Vec<Piece<T>>, (first, last, value): Piece<T>) {
    let half = last >> 64 << 64;
    if first < half && last != half | u128::from(u64::MAX) {
        pieces.push((first, half - 1, value));
        pieces.push((half, last, value));
    } else {
        pieces.push((first, last, value));
    }
}

/// The size k and the multiple m: the interval ends where the m-th block of
/// 2^k addresses ends, counted from the one that holds its first address.
fn step(first: u128, last: u128) -> (u8, u64) {
    // The last block of all has no end that is a number: 2^127 is the largest.
    let size = last.wrapping_add(1).trailing_zeros().min(127);
    let multiple = (last >> size) - (first >> size) + 1;
    (size as u8, multiple as u64)
}

/// The 256 steps that have a code of one byte.
struct Codes {
    pairs: Vec<(u8, u8)>,
    numbers: BTreeMap<(u8, u8), u8>,
}

impl Codes {
    /// The most frequent steps, and a code for each size that has others, too.
    fn choose(steps: &[(u8, u64)]) -> Codes {
        let ranks = ranked(steps.iter().copied());
        let (short, long): (Vec<&(u8, u64)>, Vec<_>) = sorted(&ranks)
            .into_iter()
            .partition(|step| step.1 <= u64::from(u8::MAX));
        let others = |chosen: usize| -> BTreeSet<u8> {
            let rest = short.iter().skip(chosen).chain(&long);
            rest.map(|step| step.0).collect()
        };
        // With fewer steps chosen there may be more sizes that need a code of
        // their own, never fewer.
        let mut chosen = short.len().min(256);
        while chosen + others(chosen).len() > 256 {
            chosen -= 1;
        }
        let pair = |step: &&(u8, u64)| (step.0, step.1 as u8);
        let explicit = others(chosen).into_iter().map(|size| (size, EXPLICIT));
        let pairs: Vec<_> = short[..chosen].iter().map(pair).chain(explicit).collect();
        let numbers = pairs
            .iter()
            .zip(0..=u8::MAX)
            .map(|(pair, number)| (*pair, number));
        Codes {
            numbers: numbers.collect(),
            pairs,
        }
    }

    fn write(&self, (size, multiple): (u8, u64), bytes: &mut Vec<u8>) {
        let short = u8::try_from(multiple).ok();
        if let Some(code) = short.and_then(|short| self.numbers.get(&(size, short))) {
            bytes.push(*code);
        } else {
            bytes.push(self.numbers[&(size, EXPLICIT)]);
            varint(bytes, multiple);
        }
    }

    fn table(&self) -> Vec<u8> {
        let mut table: Vec<u8> = self
            .pairs
            .iter()
            .flat_map(|pair| [pair.0, pair.1])
            .collect();
        table.resize(512, 0);
        table
    }
}

fn write_values(pieces: &[Piece<(usize, usize)>], bytes: &mut Vec<u8>) {
    let (mut here, mut before) = (0, 0);
    for (_, _, value) in pieces {
        let Some((place, set)) = *value else {
            varint(bytes, NOTHING);
            continue;
        };
        if place != here {
            if place == before {
                varint(bytes, SWAP);
            } else {
                varint(bytes, MOVE);
                varint(bytes, place as u64);
            }
            (before, here) = (here, place);
        }
        varint(bytes, FIRST + set as u64);
    }
}
