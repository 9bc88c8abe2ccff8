//! The **quick form** of the address tables, for whoever asks about very many
//! addresses: what the published ranges say and who announces the address, in
//! one answer, found without searching. It is made from the
//! [`Tables`](super::table::Tables) and [`Operators`](super::operators::Operators)
//! when they are in memory, which takes longer than a page's look-ups in place
//! do; so the command line makes it only once it pays (see [`WORTH_IT`]), and the
//! browser never does.
//!
//! An answer is a number of 32 bits. Addresses are read in steps (24 and 8
//! bits of IPv4, 16 at a time of IPv6), and each step either ends with an answer
//! or says where the next one goes on:
//!
//! - A **page** has a bit for each of its places, set where another answer begins
//!   than the place before has. How many bits are set up to a place is the place
//!   of its answer in one array of all answers. That takes one count of bits,
//!   because each 64 of them stand beside the count of all before. All of IPv4
//!   begins with one page of 2^24 places.
//! - A **group** has few answers: a sorted list of the places where they begin.
//! - What an IPv6 network of 64 bits has inside, a **half** lists: the second
//!   halves of addresses where another answer begins.
//!
//! Worked out: `3.5.44.130` is place `03 05 2c` of the first page, bit 44 (`2c`)
//! of word 3,092 (`03 05 2c` without its last six bits). Up to it 9 bits of that
//! word are set, say, and 1,200 before it, so that the answer is number 1,208. If
//! `3.5.44.0/24` is not of one kind, that says where a group is, and there the
//! last place at or before `82 00` has the answer. So nearly all look-ups of IPv4
//! wait for memory twice.

mod build;
mod many;

use std::collections::HashMap;
use std::net::IpAddr;

use super::address;
use super::operators::{Operator, Operators};
use super::table::intervals::{Interval, Key, Value};
use super::table::{AddressHit, Tables};
pub use many::{WORTH_IT, WhenMany};

/// Both tables in one, in memory.
#[derive(Debug)]
pub struct Quick {
    /// By the first two bytes of an IPv6 address.
    six: Vec<u32>,
    /// Of all pages, one after the other; first that of IPv4.
    words: Vec<Word>,
    /// Of all pages.
    answers: Vec<u32>,
    /// Of each group all places, then all answers in two halves, the lower
    /// first: so that a small group lies in one cache line.
    groups: Vec<u16>,
    /// Second halves of addresses, and the answers that begin there. Where the
    /// list of a network begins is in `half_begins`; one more than lists.
    halves: Vec<u64>,
    half_answers: Vec<u32>,
    half_begins: Vec<u32>,
    /// Place and services of the ranges that answers name, counted from 1.
    values: Vec<Value>,
    /// How many low bits of an answer are the number of a system.
    system_bits: u32,
    /// The systems that the core tables name, too: the place in the list of
    /// operators, and the number there.
    core_systems: HashMap<usize, usize>,
}

/// 64 places of a page. Packed, so that five of them lie in one cache line.
#[derive(Clone, Copy, Debug)]
#[repr(C, packed(4))]
struct Word {
    begins: u64,
    /// How many bits are set in all words before.
    before: u32,
}

/// The bit of an entry that says: what follows in the address decides,
const DEEPER: u32 = 1 << 31;
/// and those that say by what; without them by a group.
const PAGE: u32 = 1 << 30;
const HALF: u32 = 1 << 29;
/// The words of one page of IPv6.
const PAGE_WORDS: usize = 1 << 10;
/// The words of the page of IPv4.
const FOUR_WORDS: usize = 1 << 18;
/// The low bits of the entry of a group: how many answers it has. Where it
/// begins is above them.
const GROUP_BITS: u32 = 9;

/// What is known of an address: numbers, which [`Quick::range`] and
/// [`Quick::system`] tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found(pub u32);

impl Quick {
    /// What is known of an address; IPv4 inside IPv6 is looked up as IPv4.
    #[inline]
    pub fn find(&self, ip: IpAddr) -> Found {
        match ip {
            IpAddr::V4(ip) => self.find_four(ip.into()),
            IpAddr::V6(_) => match address::unwrap(ip) {
                IpAddr::V4(ip) => self.find_four(ip.into()),
                IpAddr::V6(ip) => self.find_six(ip.into()),
            },
        }
    }

    /// Place and services of the published range.
    pub fn range(&self, found: Found) -> Option<Value> {
        let number = (found.0 >> self.system_bits) as usize;
        self.values.get(number.checked_sub(1)?).copied()
    }

    /// The place of the system in the list of operators, counted from 0.
    pub fn system(&self, found: Found) -> Option<usize> {
        (self.system_number(found.0) as usize).checked_sub(1)
    }

    /// What [`Tables::address`] says, from here.
    pub fn address<'a>(&self, tables: &Tables<'a>, ip: IpAddr) -> AddressHit<'a> {
        let ip = address::unwrap(ip);
        let found = self.find(ip);
        let range = self.range(found).and_then(|value| {
            let (first, last) = self.around(ip, |answer| answer >> self.system_bits);
            let value = Some(value);
            tables.range(ip, &Interval { first, last, value })
        });
        let core = self
            .system(found)
            .and_then(|place| self.core_systems.get(&place));
        AddressHit {
            range,
            system: core.and_then(|ordinal| tables.system(*ordinal)),
        }
    }

    /// The place of the system that announces an address, and the addresses
    /// around it of which that is so, too.
    pub(super) fn stretch(&self, ip: IpAddr) -> Option<(usize, Key, Key)> {
        let place = self.system(self.find(ip))?;
        let (first, last) = self.around(ip, |answer| self.system_number(answer));
        Some((place, first, last))
    }

    /// What [`Operators::operator`] says, from here.
    pub fn operator(&self, operators: &Operators, ip: IpAddr) -> Option<Operator> {
        let ip = address::unwrap(ip);
        let (place, first, last) = self.stretch(ip).filter(|_| address::is_public(ip))?;
        operators.named(place, ip, first, last)
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        let numbers = [
            &self.six,
            &self.answers,
            &self.half_answers,
            &self.half_begins,
        ];
        let numbers = numbers.map(|part| size_of_val(part.as_slice()));
        numbers.iter().sum::<usize>()
            + size_of_val(self.halves.as_slice())
            + size_of_val(self.words.as_slice())
            + size_of_val(self.groups.as_slice())
            + size_of_val(self.values.as_slice())
    }

    fn system_number(&self, answer: u32) -> u32 {
        answer & ((1 << self.system_bits) - 1)
    }

    #[inline]
    fn find_four(&self, ip: u32) -> Found {
        let entry = self.marked(0, (ip >> 8) as usize);
        if entry & DEEPER == 0 {
            return Found(entry);
        }
        Found(self.grouped(entry, (ip << 8) as u16))
    }

    #[inline]
    fn find_six(&self, ip: u128) -> Found {
        let mut entry = self.six.get((ip >> 112) as usize).copied().unwrap_or(0);
        let mut rest = ip << 16;
        while entry & DEEPER != 0 {
            entry = self.deeper(entry, (rest >> 112) as u16, ip as u64);
            rest <<= 16;
        }
        Found(entry)
    }

    /// What a page, a group or a half says.
    #[inline]
    fn deeper(&self, entry: u32, place: u16, half: u64) -> u32 {
        if entry & PAGE != 0 {
            self.marked(first_word(entry), usize::from(place))
        } else if entry & HALF == 0 {
            self.grouped(entry, place)
        } else {
            let (from, list) = self.half(entry);
            let at = from + list.partition_point(|begin| *begin <= half);
            let answer = self.half_answers.get(at.wrapping_sub(1));
            answer.copied().unwrap_or(0)
        }
    }

    /// The entry of a place of the page that begins with a word.
    #[inline]
    fn marked(&self, first_word: usize, place: usize) -> u32 {
        let Some(word) = self.words.get(first_word + (place >> 6)) else {
            return 0;
        };
        let upto = word.begins & (u64::MAX >> (63 - (place & 63)));
        let at = (word.before + upto.count_ones()) as usize;
        self.answers.get(at.wrapping_sub(1)).copied().unwrap_or(0)
    }

    #[inline]
    fn grouped(&self, entry: u32, place: u16) -> u32 {
        let answer = self.group(entry).and_then(|(places, answers)| {
            let at = after(places, place).wrapping_sub(1);
            let (low, high) = (*answers.get(at)?, *answers.get(places.len() + at)?);
            Some(u32::from(high) << 16 | u32::from(low))
        });
        answer.unwrap_or(0)
    }

    /// The list of a network, and where it begins.
    fn half(&self, entry: u32) -> (usize, &[u64]) {
        let at = (entry & !(DEEPER | HALF)) as usize;
        let bound = |at: usize| self.half_begins.get(at).map_or(0, |begin| *begin as usize);
        let (from, to) = (bound(at), bound(at + 1));
        (from, self.halves.get(from..to).unwrap_or_default())
    }

    /// The places of a group, and the halves of its answers.
    #[inline]
    fn group(&self, entry: u32) -> Option<(&[u16], &[u16])> {
        let count = (entry & ((1 << GROUP_BITS) - 1)) as usize;
        let from = ((entry & !DEEPER) >> GROUP_BITS) as usize;
        self.groups
            .get(from..from + 3 * count)?
            .split_at_checked(count)
    }

    /// The addresses around one that share a part of its answer, as far as the
    /// largest block in them reaches.
    fn around(&self, ip: IpAddr, part: impl Fn(u32) -> u32) -> (Key, Key) {
        // Both families from the highest bit on; below IPv4 all bits are free.
        let (at, free) = match ip {
            IpAddr::V4(ip) => (u128::from(u32::from(ip)) << 96, 96),
            IpAddr::V6(ip) => (u128::from(ip), 0),
        };
        let (mut first, mut last, answer) = self.piece(at, free);
        let same = |next: (u128, u128, u32)| (part(next.2) == part(answer)).then_some(next);
        let before = |first: u128| same(self.piece(first.checked_sub(1)?, free));
        let after = |last: u128| same(self.piece(last.checked_add(1)?, free));
        // Larger and larger blocks, each as long as it is of one kind: what is
        // beyond the first that is not cannot matter.
        'larger: for size in free..=128 {
            while first > at & !low(size) {
                let Some((next, ..)) = before(first) else {
                    break 'larger;
                };
                first = next;
            }
            while last < at | low(size) {
                let Some((_, next, _)) = after(last) else {
                    break 'larger;
                };
                last = next;
            }
        }
        let key = |number: u128| Key {
            high: (number >> free >> 64) as u64,
            low: (number >> free) as u64,
        };
        (key(first), key(last))
    }

    /// First and last address of one piece of one answer, and that: what a
    /// look-up sees on its way, so that it may be a part of a larger one.
    fn piece(&self, at: u128, free: u32) -> (u128, u128, u32) {
        // How many bits are read, and the piece as far as that tells.
        let (mut known, mut entry, (mut first, mut last)) = if free > 0 {
            let place = (at >> 104) as usize;
            let (from, to) = self.marked_extent(0, FOUR_WORDS, place);
            let piece = (wide(from, 104), wide(to, 104) | low(104));
            (24, self.marked(0, place), piece)
        } else {
            let top = (at >> 112) as usize;
            let entry = self.six.get(top).copied().unwrap_or(0);
            (16, entry, (wide(top, 112), wide(top, 112) | low(112)))
        };
        while entry & DEEPER != 0 {
            let width = 112_u32.saturating_sub(known);
            let place = (at >> width) as u16;
            let above = at & !low(128 - known);
            if entry & HALF != 0 && entry & PAGE == 0 {
                let (_, list) = self.half(entry);
                let next = list.partition_point(|begin| *begin <= at as u64);
                let begin = |at: usize| list.get(at).map(|begin| u128::from(*begin));
                first = above | begin(next.wrapping_sub(1)).unwrap_or(0);
                last = above | begin(next).map_or(low(64), |next| next - 1);
            } else {
                let (from, to) = self.extent(entry, place);
                first = above | wide(from, width);
                last = above | wide(to, width) | low(width);
            }
            entry = self.deeper(entry, place, at as u64);
            known += 16;
        }
        (first, last, entry)
    }

    /// The first and the last place that share the answer of one.
    fn extent(&self, entry: u32, place: u16) -> (usize, usize) {
        if entry & PAGE != 0 {
            return self.marked_extent(first_word(entry), PAGE_WORDS, usize::from(place));
        }
        let places = self.group(entry).map_or(&[][..], |(places, _)| places);
        let next = after(places, place);
        let from = places.get(next.wrapping_sub(1)).copied().unwrap_or(0);
        let to = places.get(next).map_or(u16::MAX, |next| next - 1);
        (usize::from(from), usize::from(to))
    }

    /// The same in a page of so many words.
    fn marked_extent(&self, first_word: usize, words: usize, place: usize) -> (usize, usize) {
        let word =
            |at: usize| (self.words.get(first_word + at)).map_or(u64::MAX, |word| word.begins);
        let (here, bit) = (place >> 6, place & 63);
        let upto = (0..=here).rev().find_map(|at| {
            let bits = if at == here {
                u64::MAX >> (63 - bit)
            } else {
                u64::MAX
            };
            let last = (word(at) & bits).checked_ilog2()?;
            Some(at << 6 | last as usize)
        });
        let next = (here..words).find_map(|at| {
            let bits = if at == here {
                u64::MAX << bit << 1
            } else {
                u64::MAX
            };
            let found = word(at) & bits;
            (found != 0).then(|| at << 6 | found.trailing_zeros() as usize)
        });
        (
            upto.unwrap_or(0),
            next.map_or((words << 6) - 1, |next| next - 1),
        )
    }
}

/// Where the page begins that an entry of IPv6 names.
#[inline]
fn first_word(entry: u32) -> usize {
    FOUR_WORDS + (entry & !(DEEPER | PAGE)) as usize * PAGE_WORDS
}

/// A place as the bits of an address above so many others.
fn wide(place: usize, width: u32) -> u128 {
    (place as u128) << width
}

/// How many of a group's places are at or before one. Most groups are small:
/// to count them all, several at a time, is faster than to search.
#[inline]
fn after(places: &[u16], place: u16) -> usize {
    if places.len() > SMALL {
        return places.partition_point(|begin| *begin <= place);
    }
    let upto: u16 = places.iter().map(|begin| u16::from(*begin <= place)).sum();
    usize::from(upto)
}

/// Up to so many places are counted.
const SMALL: usize = 128;

/// So many low bits.
fn low(bits: u32) -> u128 {
    1_u128.checked_shl(bits).unwrap_or(0).wrapping_sub(1)
}
