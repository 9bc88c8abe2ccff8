//! Making the quick form: both tables are walked through side by side, and the
//! pieces of the address space are written down from the highest bits on.

use std::collections::HashMap;

use super::super::operators::Operators;
use super::super::table::Tables;
use super::super::table::intervals::Value;
use super::{DEEPER, FOUR_WORDS, GROUP_BITS, HALF, PAGE, PAGE_WORDS, Quick, Word};

/// A piece of the address space ends at the address, and has the answer. It
/// begins where the one before ends.
#[derive(Clone, Copy)]
struct Piece {
    last: u128,
    answer: u32,
}

/// A group with more answers than this takes longer to search than a page.
const CROWDED: usize = (1 << GROUP_BITS) - 1;

impl Quick {
    /// `None` where the tables contradict themselves or have more in them than
    /// an answer of 31 bits can tell apart; they still answer in place.
    pub fn new(tables: &Tables, operators: &Operators) -> Option<Quick> {
        let system_bits = usize::BITS - operators.systems().leading_zeros();
        let mut quick = Quick {
            six: Vec::new(),
            words: Vec::new(),
            answers: Vec::new(),
            groups: Vec::new(),
            halves: Vec::new(),
            half_answers: Vec::new(),
            half_begins: vec![0],
            values: Vec::new(),
            system_bits,
            core_systems: HashMap::new(),
        };
        let mut core = HashMap::new();
        core.extend((0..).map_while(|at| Some((tables.system(at)?.number, at))));
        let places =
            (0..operators.systems()).map_while(|place| Some((place, operators.number(place)?)));
        quick
            .core_systems
            .extend(places.filter_map(|(place, number)| Some((place, *core.get(&number)?))));
        let mut numbers = HashMap::new();
        let four = pieces(&mut quick, &mut numbers, tables, operators, false)?;
        let six = pieces(&mut quick, &mut numbers, tables, operators, true)?;
        if quick.values.len() >> (31_u32.checked_sub(system_bits)?) > 0 {
            return None;
        }
        let (begins, _) = quick.begins(&four, 0, 32, 24);
        quick.page(&begins, FOUR_WORDS);
        quick.six = quick.tops(&six);
        quick.answers.shrink_to_fit();
        quick.words.shrink_to_fit();
        quick.groups.shrink_to_fit();
        quick.halves.shrink_to_fit();
        quick.half_answers.shrink_to_fit();
        (quick.groups.len() >> (29 - GROUP_BITS) == 0).then_some(quick)
    }

    /// The entries of the first array of IPv6: one for all addresses with the
    /// same first bits.
    fn tops(&mut self, pieces: &[Piece]) -> Vec<u32> {
        let mut rest = pieces;
        let entries = (0..1_u128 << 16).map(|top| {
            let (entry, after) = self.entry(rest, top << 112, 112);
            rest = after;
            entry
        });
        entries.collect()
    }

    /// What stands for the addresses from `first` on of which the last `free`
    /// bits are open, and the pieces that reach beyond them.
    fn entry<'p>(&mut self, pieces: &'p [Piece], first: u128, free: u32) -> (u32, &'p [Piece]) {
        let end = first | super::low(free);
        match pieces.first() {
            Some(piece) if piece.last > end => return (piece.answer, pieces),
            Some(piece) if piece.last == end || free == 0 => return (piece.answer, &pieces[1..]),
            None => return (0, pieces),
            _ => {}
        }
        if free == 64 {
            return self.half_of(pieces, first);
        }
        let (begins, rest) = self.begins(pieces, first, free, free.min(16));
        let entry = if begins.len() > CROWDED {
            let number = (self.words.len() - FOUR_WORDS) / PAGE_WORDS;
            self.page(&begins, PAGE_WORDS);
            DEEPER | PAGE | number as u32
        } else {
            self.group_of(&begins)
        };
        (entry, rest)
    }

    /// Where another entry begins than before, and that, of all the places that
    /// the next `step` bits can name; and the pieces beyond. The places have 16
    /// bits, or as many as the step.
    fn begins<'p>(
        &mut self,
        pieces: &'p [Piece],
        first: u128,
        free: u32,
        step: u32,
    ) -> (Vec<(u32, u32)>, &'p [Piece]) {
        let end = first | super::low(free);
        let width = free - step;
        let (mut rest, mut place) = (pieces, 0_u32);
        let mut begins: Vec<(u32, u32)> = Vec::new();
        while place >> step == 0 {
            let here = first + (u128::from(place) << width);
            let (entry, after) = self.entry(rest, here, width);
            // A piece that reaches on fills many places at once.
            let filled = match rest.first() {
                Some(piece) if entry == piece.answer => (piece.last.min(end) - here + 1) >> width,
                _ => 1,
            };
            if begins.last().is_none_or(|(_, before)| *before != entry) {
                begins.push((place << 16_u32.saturating_sub(step), entry));
            }
            place += (filled as u32).max(1);
            rest = if filled > 1 {
                skip(rest, first + (u128::from(place) << width))
            } else {
                after
            };
        }
        (begins, rest)
    }

    /// The list of what is in a network of 64 bits.
    fn half_of<'p>(&mut self, pieces: &'p [Piece], first: u128) -> (u32, &'p [Piece]) {
        let end = first | super::low(64);
        let (mut rest, mut from) = (pieces, first);
        while let Some((piece, after)) = rest.split_first() {
            self.halves.push(from as u64);
            self.half_answers.push(piece.answer);
            if piece.last >= end {
                if piece.last == end {
                    rest = after;
                }
                break;
            }
            from = piece.last + 1;
            rest = after;
        }
        let number = self.half_begins.len() - 1;
        self.half_begins.push(self.halves.len() as u32);
        (DEEPER | HALF | number as u32, rest)
    }

    fn group_of(&mut self, begins: &[(u32, u32)]) -> u32 {
        let from = self.groups.len() as u32;
        let places = begins.iter().map(|(place, _)| *place as u16);
        self.groups.extend(places);
        self.groups
            .extend(begins.iter().map(|(_, entry)| *entry as u16));
        self.groups
            .extend(begins.iter().map(|(_, entry)| (*entry >> 16) as u16));
        DEEPER | from << GROUP_BITS | begins.len() as u32
    }

    /// A page of so many words behind all others.
    fn page(&mut self, begins: &[(u32, u32)], words: usize) {
        let mut rest = begins;
        for word in 0..words {
            let count = rest
                .iter()
                .take_while(|(place, _)| *place as usize >> 6 == word)
                .count();
            let (here, after) = rest.split_at(count);
            self.words.push(Word {
                begins: here
                    .iter()
                    .fold(0, |bits, (place, _)| bits | 1 << (place & 63)),
                before: self.answers.len() as u32,
            });
            self.answers.extend(here.iter().map(|(_, entry)| *entry));
            rest = after;
        }
    }
}

/// The pieces that reach to `from` or beyond it: at most one ends before.
fn skip(pieces: &[Piece], from: u128) -> &[Piece] {
    match pieces.split_first() {
        Some((piece, after)) if piece.last < from => after,
        _ => pieces,
    }
}

/// Both tables of a family as one.
fn pieces(
    quick: &mut Quick,
    numbers: &mut HashMap<Value, u32>,
    tables: &Tables,
    operators: &Operators,
    six: bool,
) -> Option<Vec<Piece>> {
    let top = if six { u128::MAX } else { u128::from(u32::MAX) };
    let system_bits = quick.system_bits;
    let ranges = tables.ranges.get(usize::from(six))?.walk();
    let mut ranges = ranges.map(|range| {
        let last = range.last.whole();
        let Some(value) = range.value else {
            return (last, 0);
        };
        let number = *numbers.entry(value).or_insert_with(|| {
            quick.values.push(value);
            quick.values.len() as u32
        });
        (last, number << system_bits)
    });
    let mut systems = operators.stretches(six);
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut range, mut system) = (ranges.next()?, systems.next()?);
    loop {
        let last = range.0.min(system.0);
        let answer = range.1 | system.1.map_or(0, |system| system as u32 + 1);
        match pieces.last_mut() {
            // The tables go forward; damaged ones may not.
            Some(before) if before.last >= last => return None,
            Some(before) if before.answer == answer => before.last = last,
            _ => pieces.push(Piece { last, answer }),
        }
        if last == top {
            return Some(pieces);
        }
        if range.0 == last {
            range = ranges.next()?;
        }
        if system.0 == last {
            system = systems.next()?;
        }
    }
}
