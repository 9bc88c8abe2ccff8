//! Intervals: the whole space of addresses cut into pieces, each with one
//! value. They are searched in place, in the bytes that the file has.
//!
//! An index holds the first address of every 64th interval; between two
//! entries the intervals are read one after the other. How far an interval
//! reaches takes one byte: a step code (k, m) stands for "to the end of the
//! m-th block of 2^k addresses, counted from the one that holds the first
//! address". Published prefixes are such blocks, so that 256 codes say almost
//! everything. Worked out, with code `0d` for (13, 1), `11` for (10, 3), `0a`
//! for (8, 1):
//!
//! ```text
//! first address   byte   last address
//! 3.5.0.0         0d     3.5.31.255    a prefix /19 is one block of 2^13
//! 3.5.32.0        11     3.5.43.255    three blocks of 2^10
//! 3.5.44.128      0a     3.5.44.255    the rest of a block entered midway
//! ```
//!
//! The values lie in a stream of their own: numbers of seven-bit groups, most
//! of them one byte. A value is a place (provider and region), which seldom
//! changes from one interval to the next, and the number of a set (the
//! services): `07` is set 4 at the current place, `02 13 07` is the same after
//! moving to place 19, `01 07` after moving back, `00` is nothing at all.

use std::slice::Iter;

use super::bytes::{u32_at, u64_at, varint};
use super::layout::{BLOCK, EXPLICIT, FIRST, MOVE, NOTHING, SWAP};

/// An address as a number of 128 bits, in two halves because WebAssembly is
/// slow at comparing whole ones. IPv4 uses the low half only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    pub high: u64,
    pub low: u64,
}

/// The interval around an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    pub first: Key,
    /// The last address that still belongs to it.
    pub last: Key,
    pub value: Option<Value>,
}

/// An interval, and where it lies: its block, and which it is in there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub first: Key,
    pub last: Key,
    pub block: usize,
    pub ordinal: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Value {
    pub place: usize,
    pub set: usize,
}

/// A section of intervals: header, step codes, index, steps, values.
#[derive(Clone, Copy, Debug)]
pub struct Intervals<'a> {
    blocks: usize,
    /// Bytes of one first address in the index: 4 or 16.
    width: usize,
    /// Size k and multiple m of each step code.
    codes: &'a [[u8; 2]; 256],
    firsts: &'a [u8],
    /// For each block where its steps begin and where its values do, in bytes
    /// beyond the one that each interval before it has for sure. All lowest
    /// bytes, all middle ones, all highest: so they compress best.
    offsets: [&'a [u8]; 2],
    steps: &'a [u8],
    values: &'a [u8],
}

const HEADER: usize = 12;
const CODES: usize = 512;

impl<'a> Intervals<'a> {
    /// Divides a section into its parts; `None` if it is too short for them.
    pub fn new(section: &'a [u8]) -> Option<Intervals<'a>> {
        let blocks = u32_at(section, 0)? as usize;
        let width = u32_at(section, 4)? as usize;
        let steps = u32_at(section, 8)? as usize;
        let mut rest = section.get(HEADER..)?;
        let mut take = |length: usize| {
            let (part, after) = rest.split_at_checked(length)?;
            rest = after;
            Some(part)
        };
        let whole = Intervals {
            blocks,
            width,
            codes: take(CODES)?.as_chunks().0.try_into().ok()?,
            firsts: take(blocks.checked_mul(width)?)?,
            offsets: [take(blocks.checked_mul(3)?)?, take(blocks.checked_mul(3)?)?],
            steps: take(steps)?,
            values: rest,
        };
        matches!(width, 4 | 16).then_some(whole)
    }

    /// The interval that holds an address. `None` only in an empty or a
    /// damaged table: the intervals cover every address.
    pub fn find(&self, key: Key) -> Option<Interval> {
        let spot = self.seek(key)?;
        let value = self.value(spot.block, spot.ordinal)?;
        let Spot { first, last, .. } = spot;
        Some(Interval { first, last, value })
    }

    /// Where the interval that holds an address lies, for whoever keeps other
    /// values than [`Value`] in the stream of values.
    pub fn seek(&self, key: Key) -> Option<Spot> {
        let block = self.block(key)?;
        let first = self.first(block)?;
        let start = self.offset(0, block)?;
        let steps = self.steps.get(start..)?.iter();
        if self.width == 4 {
            self.seek_low(key, block, first, steps)
        } else {
            self.seek_whole(key, block, first, steps)
        }
    }

    /// Of IPv4, which has low halves only: half of the work at every step.
    fn seek_low(&self, key: Key, block: usize, first: Key, mut steps: Iter<u8>) -> Option<Spot> {
        let Key {
            high,
            low: mut first,
        } = first;
        for ordinal in 0..BLOCK {
            let (size, multiple) = self.length(&mut steps)?;
            let last = far(first, size & 63, multiple);
            if key.low <= last {
                return Some(Spot {
                    first: Key { high, low: first },
                    last: Key { high, low: last },
                    block,
                    ordinal,
                });
            }
            first = last.wrapping_add(1);
        }
        None
    }

    fn seek_whole(
        &self,
        key: Key,
        block: usize,
        mut first: Key,
        mut steps: Iter<u8>,
    ) -> Option<Spot> {
        for ordinal in 0..BLOCK {
            let last = self.step(first, &mut steps)?;
            if key.is_within(last) {
                return Some(Spot {
                    first,
                    last,
                    block,
                    ordinal,
                });
            }
            first = last.after();
        }
        None
    }

    /// The stream of values, and how many bytes there are before a block's
    /// own, beyond one for each interval.
    pub fn stream(&self, block: usize) -> Option<(&'a [u8], usize)> {
        let beyond = self.offset(1, block)?.checked_sub(block * BLOCK)?;
        Some((self.values, beyond))
    }

    /// Every interval in order, for whoever wants to walk the whole table.
    pub fn walk(self) -> impl Iterator<Item = Interval> + 'a {
        self.spots().map_while(move |spot| {
            let value = self.value(spot.block, spot.ordinal)?;
            let Spot { first, last, .. } = spot;
            Some(Interval { first, last, value })
        })
    }

    /// Where every interval lies, in order.
    pub fn spots(self) -> impl Iterator<Item = Spot> + 'a {
        let mut steps = self.steps.iter();
        let mut next = Key::default();
        (0..).map_while(move |index| {
            let first = next;
            let last = self.step(first, &mut steps)?;
            next = last.after();
            Some(Spot {
                first,
                last,
                block: index / BLOCK,
                ordinal: index % BLOCK,
            })
        })
    }

    /// The last block that begins at or before the address.
    fn block(&self, key: Key) -> Option<usize> {
        let upto = if self.width == 4 {
            let (firsts, _) = self.firsts.as_chunks::<4>();
            firsts.partition_point(|first| u64::from(u32::from_le_bytes(*first)) <= key.low)
        } else {
            let (firsts, _) = self.firsts.as_chunks::<16>();
            firsts.partition_point(|first| {
                let whole = u128::from_le_bytes(*first);
                let (high, low) = ((whole >> 64) as u64, whole as u64);
                Key { high, low }.is_within(key)
            })
        };
        upto.checked_sub(1)
    }

    fn first(&self, block: usize) -> Option<Key> {
        let at = block * self.width;
        Some(match self.width {
            4 => Key {
                high: 0,
                low: u64::from(u32_at(self.firsts, at)?),
            },
            _ => Key {
                high: u64_at(self.firsts, at + 8)?,
                low: u64_at(self.firsts, at)?,
            },
        })
    }

    /// Where a block begins in the stream of steps (0) or of values (1).
    fn offset(&self, stream: usize, block: usize) -> Option<usize> {
        let planes = self.offsets[stream];
        let byte = |plane: usize| planes.get(plane * self.blocks + block).copied();
        let [low, middle, high] = [byte(0)?, byte(1)?, byte(2)?].map(usize::from);
        Some((low | middle << 8 | high << 16) + block * BLOCK)
    }

    /// The last address of the interval that begins at `first`.
    #[inline]
    fn step(&self, first: Key, steps: &mut Iter<u8>) -> Option<Key> {
        let (size, multiple) = self.length(steps)?;
        Some(first.reach(size, multiple))
    }

    /// The next step: the size k and the multiple m.
    #[inline]
    fn length(&self, steps: &mut Iter<u8>) -> Option<(u32, u64)> {
        let [size, multiple] = self.codes[usize::from(*steps.next()?)];
        let multiple = match multiple {
            EXPLICIT => varint(steps)?,
            given => u64::from(given),
        };
        Some((u32::from(size), multiple))
    }

    /// The value of one interval of a block; the outer `None` is damage.
    fn value(&self, block: usize, ordinal: usize) -> Option<Option<Value>> {
        let start = self.offset(1, block)?;
        let mut values = self.values.get(start..)?;
        // Most values are plain bytes, and nothing is kept of those on the way.
        let mut left = ordinal + 1;
        while left > 8
            && let Some((eight, rest)) = values.split_first_chunk::<8>()
            && are_plain(u64::from_le_bytes(*eight))
        {
            values = rest;
            left -= 8;
        }
        let mut values = values.iter();
        let (mut place, mut before) = (0, 0);
        let mut number = NOTHING;
        for _ in 0..left {
            number = varint(&mut values)?;
            if number > MOVE {
                continue;
            }
            if number == SWAP || number == MOVE {
                let to = if number == SWAP {
                    before
                } else {
                    varint(&mut values)?
                };
                (before, place) = (place, to);
                number = varint(&mut values)?;
            }
        }
        if number == NOTHING {
            return Some(None);
        }
        Some(Some(Value {
            place: usize::try_from(place).ok()?,
            set: usize::try_from(number.checked_sub(FIRST)?).ok()?,
        }))
    }
}

/// Whether none of eight bytes is a part of a longer number, or moves.
fn are_plain(eight: u64) -> bool {
    const ONES: u64 = u64::MAX / 0xff;
    const TOPS: u64 = ONES << 7;
    // A byte that is zero borrows from its highest bit.
    let has = |byte: u64| {
        let differing = eight ^ (ONES * byte);
        differing.wrapping_sub(ONES) & !differing & TOPS != 0
    };
    eight & TOPS == 0 && !has(SWAP) && !has(MOVE)
}

/// The same in one half of an address.
#[inline]
fn far(half: u64, size: u32, multiple: u64) -> u64 {
    let mask = (1_u64 << size) - 1;
    (half | mask).wrapping_add(multiple.wrapping_sub(1) << size)
}

impl Key {
    /// The end of the m-th block of 2^k addresses from here. A step of less
    /// than 64 bits never leaves its high half: the writer cuts there.
    #[inline]
    fn reach(self, size: u32, multiple: u64) -> Key {
        match size {
            0..64 => Key {
                high: self.high,
                low: far(self.low, size, multiple),
            },
            64..128 => Key {
                high: far(self.high, size - 64, multiple),
                low: u64::MAX,
            },
            _ => Key {
                high: u64::MAX,
                low: u64::MAX,
            },
        }
    }

    pub fn whole(self) -> u128 {
        u128::from(self.high) << 64 | u128::from(self.low)
    }

    /// At or before the other. By hand, because the derived comparison makes
    /// three ways of it, and this is asked at every step.
    #[inline]
    fn is_within(self, last: Key) -> bool {
        self.high < last.high || (self.high == last.high && self.low <= last.low)
    }

    #[inline]
    fn after(self) -> Key {
        let (low, carry) = self.low.overflowing_add(1);
        Key {
            high: self.high.wrapping_add(u64::from(carry)),
            low,
        }
    }
}
