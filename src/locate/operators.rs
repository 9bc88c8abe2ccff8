//! The operators: who announces an address to the internet, for every routed
//! address there is. It is the weakest thing that can be said of an address:
//! the operator of a network is not always who serves from it. So it is told
//! only of what the core [`Tables`](super::table::Tables) place nowhere, and its
//! file, `data/rest.bin`, is read only when such a report is shown.
//!
//! Like the core it is used straight from its bytes. Sections as in
//! [`layout`](super::table::layout):
//!
//! | section | holds |
//! | --- | --- |
//! | source | one line: where the list comes from |
//! | groups | for every 64 systems three numbers of 4 bytes: the AS number before the first, and where their steps and their names begin |
//! | numbers | how far it is from one AS number to the next, in groups of seven bits |
//! | names | a line each; `01 31 37` is: the same as system 17 of the list |
//! | words | how many entries the index has, the index (2 bytes for every 16th word), the words, a line each |
//! | ranges | two sections of [`intervals`](super::table::intervals), IPv4 and IPv6, with values of their own |
//!
//! Words that many names have stand in them as two bytes, `80 21` for the second:
//! repeats are far apart, so that no compression of the file would find them.
//!
//! The values are three streams behind the number of intervals: one byte for
//! each interval, then the low and the middle bytes of those that the first
//! stream does not settle. A first byte of `00` is nobody, `03` the third-last
//! system that the block of 64 had, `81` the system 0x01mmll of the list. So
//! most of it is small numbers, which compress well.
//!
//! ```
//! use faultline::locate::operators::Operators;
//!
//! let operator = Operators::built_in().operator("192.0.32.8".parse()?);
//! let operator = operator.ok_or("nobody announces it")?;
//! assert_eq!((operator.number, operator.name.as_str()), (40528, "ICANN"));
//! assert_eq!(Operators::built_in().operator("10.0.0.1".parse()?), None);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::net::IpAddr;
#[cfg(not(target_arch = "wasm32"))]
use std::sync::LazyLock;

use super::address;
#[cfg(not(target_arch = "wasm32"))]
use super::quick::WhenMany;
use super::table::bytes::{u16_at, u32_at, varint};
use super::table::intervals::{Intervals, Key, Spot};
use super::table::layout::{
    self, BLOCK, CODE_REST, CODED, CODES, GROUP, LISTED, SAME, WORD_STRIDE,
};
use super::table::{self, Source, TableError};

/// The list of operators. Borrows the bytes of the file and owns nothing.
#[derive(Clone, Copy, Debug)]
pub struct Operators<'a> {
    source: &'a [u8],
    groups: &'a [u8],
    numbers: &'a [u8],
    names: &'a [u8],
    words: &'a [u8],
    /// IPv4, then IPv6.
    ranges: [Intervals<'a>; 2],
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) many: Option<&'a WhenMany>,
}

/// Who announces an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// Of the autonomous system.
    pub number: u32,
    pub name: String,
    /// The largest block around the address in which this holds everywhere, as
    /// `192.0.32.0/22`.
    pub prefix: String,
}

impl<'a> Operators<'a> {
    /// Takes the bytes of `rest.bin`.
    ///
    /// # Errors
    /// A file that is cut off, damaged, or of another version of Faultline.
    pub fn new(bytes: &'a [u8]) -> Result<Operators<'a>, TableError> {
        table::check(bytes, layout::REST_MAGIC, layout::REST_SECTIONS).map_err(TableError)?;
        Operators::divide(bytes).ok_or_else(table::contradiction)
    }

    fn divide(bytes: &'a [u8]) -> Option<Operators<'a>> {
        let section = |number| table::section(bytes, number).map(|(section, _)| section);
        let [four, six] = layout::REST_RANGES;
        Some(Operators {
            source: section(layout::REST_SOURCE)?,
            groups: section(layout::REST_GROUPS)?,
            numbers: section(layout::REST_NUMBERS)?,
            names: section(layout::REST_NAMES)?,
            words: section(layout::REST_WORDS)?,
            ranges: [
                Intervals::new(section(four)?)?,
                Intervals::new(section(six)?)?,
            ],
            #[cfg(not(target_arch = "wasm32"))]
            many: None,
        })
    }

    /// Who announces an address; IPv4 inside IPv6 is looked up as IPv4.
    /// `None` where nobody does, and for addresses that are not public.
    pub fn operator(&self, ip: IpAddr) -> Option<Operator> {
        let (ordinal, first, last) = self.find(ip)?;
        self.named(ordinal, address::unwrap(ip), first, last)
    }

    pub(super) fn named(
        &self,
        ordinal: usize,
        ip: IpAddr,
        first: Key,
        last: Key,
    ) -> Option<Operator> {
        Some(Operator {
            number: self.number(ordinal)?,
            name: self.name(ordinal)?,
            prefix: table::prefix(ip, first, last),
        })
    }

    /// Which system of the list announces an address, counted from 0 by AS
    /// number: for whoever counts many addresses and writes out nothing.
    pub fn system(&self, ip: IpAddr) -> Option<usize> {
        self.find(ip).map(|(ordinal, ..)| ordinal)
    }

    fn find(&self, ip: IpAddr) -> Option<(usize, Key, Key)> {
        let ip = address::unwrap(ip);
        if !address::is_public(ip) {
            return None;
        }
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(quick) = self.many.and_then(WhenMany::get) {
            return quick.stretch(ip);
        }
        let (family, key) = table::key(ip);
        let ranges = self.ranges.get(family)?;
        let spot = ranges.seek(key)?;
        Some((system(ranges, &spot)?, spot.first, spot.last))
    }

    /// How many systems the list may name: its places are smaller.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn systems(&self) -> usize {
        self.groups.len() / 12 * GROUP
    }

    /// The whole space of addresses: the last address of every stretch, and
    /// whose it is by the place in the list.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn stretches(&self, six: bool) -> impl Iterator<Item = (u128, Option<usize>)> + 'a {
        let ranges = self.ranges[usize::from(six)];
        let spots = ranges.spots();
        spots.map(move |spot| (spot.last.whole(), system(&ranges, &spot)))
    }

    /// Where the list comes from, and of which day it is.
    pub fn source(&self) -> Source<'a> {
        Source::read(std::str::from_utf8(self.source).unwrap_or_default())
    }

    pub(super) fn number(&self, ordinal: usize) -> Option<u32> {
        let [before, start, _] = self.group(ordinal)?;
        let mut steps = self.numbers.get(start as usize..)?.iter();
        (0..=ordinal % GROUP).try_fold(before, |number, _| {
            number.checked_add(u32::try_from(varint(&mut steps)?).ok()?)
        })
    }

    fn name(&self, ordinal: usize) -> Option<String> {
        let line = self.line(ordinal)?;
        let line = match line.split_first() {
            // One that says the same has a name itself.
            Some((&SAME, other)) => self.line(std::str::from_utf8(other).ok()?.parse().ok()?)?,
            _ => line,
        };
        let (mut name, mut bytes) = (Vec::new(), line.iter());
        while let Some(&byte) = bytes.next() {
            match byte.checked_sub(CODED) {
                None => name.push(byte),
                Some(high) => {
                    let rest = bytes.next()?.checked_sub(CODE_REST)?;
                    let word = self.word(usize::from(high) * CODES + usize::from(rest));
                    name.extend(word?);
                }
            }
        }
        String::from_utf8(name).ok()
    }

    fn line(&self, ordinal: usize) -> Option<&'a [u8]> {
        let [_, _, start] = self.group(ordinal)?;
        let names = self.names.get(start as usize..)?;
        names.split(|byte| *byte == b'\n').nth(ordinal % GROUP)
    }

    fn word(&self, number: usize) -> Option<&'a [u8]> {
        let entries = usize::from(u16_at(self.words, 0)?);
        let entry = Some(number / WORD_STRIDE).filter(|entry| *entry < entries)?;
        let start = usize::from(u16_at(self.words, 2 + 2 * entry)?);
        let words = self.words.get(2 + 2 * entries + start..)?;
        words.split(|byte| *byte == b'\n').nth(number % WORD_STRIDE)
    }

    fn group(&self, ordinal: usize) -> Option<[u32; 3]> {
        let at = ordinal / GROUP * 12;
        let field = |number: usize| u32_at(self.groups, at + 4 * number);
        Some([field(0)?, field(1)?, field(2)?])
    }
}

impl Operators<'static> {
    /// The list that this build was made with. In the browser there is none:
    /// the bytes are fetched from `data/rest.bin`.
    ///
    /// # Panics
    /// Never: a test reads the committed file.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn built_in() -> Operators<'static> {
        static OPERATORS: LazyLock<Operators> =
            LazyLock::new(|| Operators::new(REST).expect("the committed list is whole"));
        *OPERATORS
    }
}

/// The committed file itself, for whoever hands it on.
#[cfg(not(target_arch = "wasm32"))]
pub const REST: &[u8] = include_bytes!("../data/rest.bin");

/// Which system of the list an interval belongs to; `None` for nobody's, and
/// in a damaged file.
fn system(ranges: &Intervals, spot: &Spot) -> Option<usize> {
    let (values, before) = ranges.stream(spot.block)?;
    let intervals = u32_at(values, 0)? as usize;
    let (firsts, others) = values.get(4..)?.split_at_checked(intervals)?;
    let (lows, middles) = others.split_at(others.len() / 2);
    let block = firsts.get(spot.block.checked_mul(BLOCK)?..)?;
    let block = block.get(..=spot.ordinal)?;

    // Which place among those that the block had last, before the interval at
    // hand, is looked for: read backwards, one number is all there is to know.
    let (&current, earlier) = block.split_last()?;
    let mut place = match current {
        0 => return None,
        LISTED.. => return listed(block, before, lows, middles),
        place => usize::from(place) - 1,
    };
    for (at, &first) in earlier.iter().enumerate().rev() {
        match (first, place) {
            (0, _) => {}
            (LISTED.., 0) => return listed(block.get(..=at)?, before, lows, middles),
            (LISTED.., _) => place -= 1,
            // It came to the front from there; those before it went back one.
            (from, 0) => place = usize::from(from) - 1,
            (from, _) if place < usize::from(from) => place -= 1,
            _ => {}
        }
    }
    None
}

/// The system that the last of these first bytes begins; `before` are in the
/// other streams for the blocks before.
fn listed(firsts: &[u8], before: usize, lows: &[u8], middles: &[u8]) -> Option<usize> {
    let (last, earlier) = firsts.split_last()?;
    let at = before + earlier.iter().filter(|first| **first >= LISTED).count();
    let [low, middle] = [lows.get(at)?, middles.get(at)?].map(|byte| usize::from(*byte));
    Some(usize::from(last - LISTED) << 16 | middle << 8 | low)
}
