//! The **quick form** of the address tables, for whoever asks about very many
//! addresses: what the published ranges say and who announces the address, in
//! one answer. It is made from the [`Tables`](super::table::Tables) and
//! [`Operators`](super::operators::Operators) when they are in memory, which
//! takes longer than a page's look-ups in place do; so the command line makes it
//! only once it pays (see [`WORTH_IT`]), and the browser never does.
//!
//! An answer is a number of 32 bits. What is slow about finding it is waiting
//! for memory and guessing wrong where the program goes on. Each family of
//! addresses has a form that does little of both: [`four`], where nearly all
//! look-ups wait twice, and [`six`], where each takes the same few steps, so that
//! the processor begins the next look-up while it waits for one.

mod build;
mod four;
mod many;
mod six;

use std::collections::HashMap;
use std::net::IpAddr;

use super::address;
use super::operators::{Operator, Operators};
use super::table::intervals::{Interval, Key, Value};
use super::table::{AddressHit, Tables};
use four::Four;
pub use many::{WORTH_IT, WhenMany};
use six::Six;

/// Both tables in one, in memory.
#[derive(Debug)]
pub struct Quick {
    four: Four,
    six: Six,
    /// Place and services of the ranges that answers name, counted from 1.
    values: Vec<Value>,
    /// How many low bits of an answer are the number of a system.
    system_bits: u32,
    /// The systems that the core tables name, too: the place in the list of
    /// operators, and the number there.
    core_systems: HashMap<usize, usize>,
}

/// The bit of an entry that says: it is no answer, but where a list of answers
/// is.
const DEEPER: u32 = 1 << 31;

/// What is known of an address: numbers, which [`Quick::range`] and
/// [`Quick::system`] tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found(pub u32);

/// A piece of the address space has one answer. The largest that has it may
/// consist of several.
#[derive(Clone, Copy, Debug)]
struct Piece {
    first: u128,
    last: u128,
    answer: u32,
}

impl Quick {
    /// What is known of an address; IPv4 inside IPv6 is looked up as IPv4.
    #[inline]
    pub fn find(&self, ip: IpAddr) -> Found {
        Found(match ip {
            IpAddr::V4(ip) => self.four.find(ip.into()),
            IpAddr::V6(_) => match address::unwrap(ip) {
                IpAddr::V4(ip) => self.four.find(ip.into()),
                IpAddr::V6(ip) => self.six.find(ip.into()),
            },
        })
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
        self.four.bytes() + self.six.bytes() + size_of_val(self.values.as_slice())
    }

    fn system_number(&self, answer: u32) -> u32 {
        answer & ((1 << self.system_bits) - 1)
    }

    /// The addresses around one that share a part of its answer, as far as the
    /// largest block in them reaches.
    fn around(&self, ip: IpAddr, part: impl Fn(u32) -> u32) -> (Key, Key) {
        let (at, bits) = match ip {
            IpAddr::V4(ip) => (u128::from(u32::from(ip)), 32),
            IpAddr::V6(ip) => (u128::from(ip), 128),
        };
        let piece = |at: u128| match bits {
            32 => self.four.piece(at as u32),
            _ => self.six.piece(at),
        };
        let mut found = piece(at);
        let same = |next: Piece| (part(next.answer) == part(found.answer)).then_some(next);
        // Larger and larger blocks, each as long as it is of one kind: what is
        // beyond the first that is not cannot matter.
        'larger: for size in 0..=bits {
            while found.first > at & !low(size) {
                let Some(before) = same(piece(found.first - 1)) else {
                    break 'larger;
                };
                found.first = before.first;
            }
            while found.last < at | low(size) {
                let Some(after) = same(piece(found.last + 1)) else {
                    break 'larger;
                };
                found.last = after.last;
            }
        }
        let key = |number: u128| Key {
            high: (number >> 64) as u64,
            low: number as u64,
        };
        (key(found.first), key(found.last))
    }
}

/// So many low bits.
fn low(bits: u32) -> u128 {
    1_u128.checked_shl(bits).unwrap_or(0).wrapping_sub(1)
}
