//! The tables: which provider, region and services an address belongs to,
//! which site a host belongs to, and what a third party is for. They are used
//! straight from the bytes of one committed file, with no decoding step, and
//! `cargo xtask data` makes that file. It begins, for instance:
//!
//! ```text
//! 66 61 75 6c 74 6c 6e 31   the magic, "faultln1"
//! 05 2d 6a 36 f0 91 75 2f   checksum of all that follows
//! 60 00 00 00 4e 1b 00 00   section 0 begins at byte 96 and has 6,990 bytes
//! ae 1b 00 00 b0 03 00 00   section 1 begins at byte 7,086 and has 944
//! …                         and so on for each section of `layout`
//! ```
//!
//! Numbers are little-endian. The sections:
//!
//! | section | holds |
//! | --- | --- |
//! | texts | how many (2 bytes), their ends (2 bytes each), the text. Text 0 is empty, text 1 is the list of sources, a line each |
//! | places | two text numbers each: provider, region |
//! | sets | for each set of services its end (2 bytes) in the list of text numbers behind |
//! | systems | AS number (4 bytes) and text number of the provider (2 bytes) |
//! | ranges | two sections of [`intervals`]: IPv4 and IPv6; a place and a set each |
//! | blocks | the same for the autonomous systems; the set is the number of the system |
//! | suffixes | the Public Suffix List as a [`tree`] |
//! | purposes | what third parties are for, as a [`tree`] |
//!
//! All autonomous systems there are stand in a second file, which is loaded when
//! a report needs it: see [`super::operators`].
//!
//! The file is checked once, by its checksum. Every read is checked all the
//! same: whatever the bytes, nothing here panics.

pub(super) mod bytes;
pub mod intervals;
pub mod layout;
pub mod tree;

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
#[cfg(not(target_arch = "wasm32"))]
use std::sync::LazyLock;

use self::bytes::{u16_at, u32_at, u64_at};
use self::intervals::{Interval, Intervals, Key, Value};
use self::tree::Tree;
use super::address;
#[cfg(not(target_arch = "wasm32"))]
use super::quick::WhenMany;
use crate::messages;
use crate::model::Purpose;

/// The compiled tables. Borrows the bytes of the file and owns nothing.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    texts: &'a [u8],
    places: &'a [u8],
    sets: &'a [u8],
    systems: &'a [u8],
    /// IPv4, then IPv6; so are the blocks.
    pub(super) ranges: [Intervals<'a>; 2],
    blocks: [Intervals<'a>; 2],
    suffixes: Tree<'a>,
    purposes: Tree<'a>,
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) many: Option<&'a WhenMany>,
}

/// Why a file of tables is refused: a sentence for whoever gave the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError(pub String);

impl fmt::Display for TableError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for TableError {}

/// All that the tables know of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressHit<'a> {
    /// The published range that it lies in.
    pub range: Option<RangeHit<'a>>,
    /// The autonomous system that it belongs to, where the catalogue names it.
    pub system: Option<SystemHit<'a>>,
}

/// A range that a provider publishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeHit<'a> {
    /// The largest block around the address in which this answer holds
    /// everywhere, as `54.83.0.0/16`.
    pub prefix: String,
    /// Key of the catalogue.
    pub provider: &'a str,
    /// Region code as the catalogue spells it; `None` where the provider names
    /// none, and for ranges that are in no region (see `global`).
    pub region: Option<&'a str>,
    /// The provider says that the range is in no region (anycast).
    pub global: bool,
    /// The provider's own names of the services that use the range, sorted.
    pub services: Vec<&'a str>,
}

/// An autonomous system of a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemHit<'a> {
    pub number: u32,
    /// Key of the catalogue.
    pub provider: &'a str,
}

/// Where a part of the tables comes from; shown wherever results show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source<'a> {
    pub name: &'a str,
    pub version: &'a str,
    /// Of the data, as `2026-10-26`.
    pub date: &'a str,
    pub licence: &'a str,
    /// Whom to name, and the link that belongs to it.
    pub credit: &'a str,
    pub link: &'a str,
}

impl<'a> Tables<'a> {
    /// Takes the bytes of `core.bin`.
    ///
    /// # Errors
    /// A file that is cut off, damaged, or of another version of Faultline.
    pub fn new(bytes: &'a [u8]) -> Result<Tables<'a>, TableError> {
        check(bytes, layout::MAGIC, layout::SECTIONS).map_err(TableError)?;
        Tables::divide(bytes).ok_or_else(contradiction)
    }

    fn divide(bytes: &'a [u8]) -> Option<Tables<'a>> {
        let section = |number| section(bytes, number).map(|(section, _)| section);
        let intervals = |[four, six]: [usize; 2]| {
            Some([
                Intervals::new(section(four)?)?,
                Intervals::new(section(six)?)?,
            ])
        };
        Some(Tables {
            texts: section(layout::TEXTS)?,
            places: section(layout::PLACES)?,
            sets: section(layout::SETS)?,
            systems: section(layout::SYSTEMS)?,
            ranges: intervals(layout::RANGES)?,
            blocks: intervals(layout::BLOCKS)?,
            suffixes: Tree::new(section(layout::SUFFIXES)?),
            purposes: Tree::new(section(layout::PURPOSES)?),
            #[cfg(not(target_arch = "wasm32"))]
            many: None,
        })
    }

    /// What an address belongs to; IPv4 inside IPv6 is looked up as IPv4.
    ///
    /// ```
    /// use faultline::locate::table::Tables;
    /// let hit = Tables::built_in().address("52.216.0.1".parse()?);
    /// let range = hit.range.ok_or("no range")?;
    /// assert_eq!((range.provider, range.region), ("aws", Some("us-east-1")));
    /// assert_eq!(range.services, ["AMAZON", "S3"]);
    /// assert_eq!(hit.system.map(|system| system.number), Some(16509));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn address(&self, ip: IpAddr) -> AddressHit<'a> {
        let ip = address::unwrap(ip);
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(quick) = self.many.and_then(WhenMany::get) {
            return quick.address(self, ip);
        }
        let (family, key) = key(ip);
        let [range, block] = [&self.ranges, &self.blocks]
            .map(|tables| tables.get(family).and_then(|table| table.find(key)));
        AddressHit {
            range: range.and_then(|found| self.range(ip, &found)),
            system: block.and_then(|found| self.system(found.value?.set)),
        }
    }

    pub(super) fn range(&self, ip: IpAddr, found: &Interval) -> Option<RangeHit<'a>> {
        let Value { place, set } = found.value?;
        let provider = u16_at(self.places, place * 4)?;
        let region = u16_at(self.places, place * 4 + 2)?;
        let name = self.text(region)?;
        let global = name == layout::GLOBAL;
        Some(RangeHit {
            prefix: prefix(ip, found.first, found.last),
            provider: self.text(provider)?,
            region: (region != layout::UNNAMED && !global).then_some(name),
            global,
            services: self.services(set)?,
        })
    }

    fn services(&self, set: usize) -> Option<Vec<&'a str>> {
        let count = usize::from(u16_at(self.sets, 0)?);
        let end = |set: usize| u16_at(self.sets, 2 + 2 * set).map(usize::from);
        let from = if set == 0 { 0 } else { end(set - 1)? };
        (from..end(set).filter(|_| set < count)?)
            .map(|member| self.text(u16_at(self.sets, 2 + 2 * (count + member))?))
            .collect()
    }

    pub(super) fn system(&self, ordinal: usize) -> Option<SystemHit<'a>> {
        let at = ordinal.checked_mul(6)?;
        Some(SystemHit {
            number: u32_at(self.systems, at)?,
            provider: self.text(u16_at(self.systems, at + 4)?)?,
        })
    }

    fn text(&self, number: u16) -> Option<&'a str> {
        let count = usize::from(u16_at(self.texts, 0)?);
        let number = usize::from(number);
        let end = |number: usize| u16_at(self.texts, 2 + 2 * number).map(usize::from);
        let from = if number == 0 { 0 } else { end(number - 1)? };
        let to = end(number).filter(|_| number < count)?;
        let text = self.texts.get(2 + 2 * count..)?.get(from..to)?;
        std::str::from_utf8(text).ok()
    }

    /// The part of a host's name that somebody registered, by the Public
    /// Suffix List: whoever owns it owns all names below it. Addresses, single
    /// labels and bare public suffixes are returned whole.
    ///
    /// ```
    /// # use faultline::locate::table::Tables;
    /// let tables = Tables::built_in();
    /// assert_eq!(tables.site("shop.example.co.uk"), "example.co.uk");
    /// assert_eq!(tables.site("someone.github.io"), "someone.github.io");
    /// assert_eq!(tables.site("192.0.2.1"), "192.0.2.1");
    /// ```
    pub fn site<'h>(&self, host: &'h str) -> &'h str {
        let name = host.strip_suffix('.').unwrap_or(host);
        let above = |start: usize| {
            name[..start.saturating_sub(1)]
                .rfind('.')
                .map_or(0, |dot| dot + 1)
        };
        let below = |start: usize| name[start..].find('.').map_or(start, |dot| start + dot + 1);

        // Every last label is a public suffix, listed or not.
        let mut suffix = name.rfind('.').map_or(0, |dot| dot + 1);
        if name[suffix..].bytes().all(|byte| byte.is_ascii_digit()) || name.contains(':') {
            return host;
        }
        for found in self.suffixes.matches(name) {
            if found.value & layout::SUFFIX != 0 {
                suffix = found.start;
            }
            if found.value & layout::WILDCARD != 0 && found.start > 0 {
                suffix = above(found.start);
            }
            if found.value & layout::EXCEPTION != 0 {
                suffix = below(found.start);
                break;
            }
        }
        if suffix == 0 {
            host
        } else {
            &name[above(suffix)..]
        }
    }

    /// What a third party's host is for, where that is known: by the longest
    /// name on the list that the host is, or is below of.
    ///
    /// ```
    /// # use faultline::{locate::table::Tables, model::Purpose};
    /// let tables = Tables::built_in();
    /// assert_eq!(tables.purpose("js.stripe.com"), Some(Purpose::Payment));
    /// assert_eq!(tables.purpose("example.com"), None);
    /// ```
    pub fn purpose(&self, host: &str) -> Option<Purpose> {
        let name = host.strip_suffix('.').unwrap_or(host);
        let found = self.purposes.matches(name).filter(|found| found.value != 0);
        let ordinal = usize::from(found.last()?.value) - 1;
        PURPOSES.get(ordinal).copied()
    }

    /// Of the address ranges, as `2026-10-26`.
    pub fn date(&self) -> &'a str {
        self.sources().next().map_or("", |source| source.date)
    }

    /// Where the data comes from, in the order in which to credit it.
    pub fn sources(&self) -> impl Iterator<Item = Source<'a>> + use<'a> {
        self.text(SOURCES)
            .unwrap_or_default()
            .lines()
            .map(Source::read)
    }
}

impl<'a> Source<'a> {
    /// From its line in the file.
    pub(super) fn read(line: &'a str) -> Source<'a> {
        let mut fields = line.split('\t');
        let mut field = || fields.next().unwrap_or_default();
        Source {
            name: field(),
            version: field(),
            date: field(),
            licence: field(),
            credit: field(),
            link: field(),
        }
    }
}

impl Tables<'static> {
    /// The tables that this build was made with. In the browser there are
    /// none: the bytes are fetched from `data/core.bin`.
    ///
    /// # Panics
    /// Never: a test reads the committed file.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn built_in() -> Tables<'static> {
        static TABLES: LazyLock<Tables> =
            LazyLock::new(|| Tables::new(CORE).expect("the committed tables are whole"));
        *TABLES
    }
}

/// The committed file itself, for whoever hands it on.
#[cfg(not(target_arch = "wasm32"))]
pub const CORE: &[u8] = include_bytes!("../data/core.bin");

/// The text that lists the sources.
const SOURCES: u16 = 1;

/// What the values of the tree of purposes mean, counted from 1.
const PURPOSES: [Purpose; 15] = [
    Purpose::Advertising,
    Purpose::Analytics,
    Purpose::Consent,
    Purpose::Experiment,
    Purpose::TagManager,
    Purpose::Payment,
    Purpose::Login,
    Purpose::Captcha,
    Purpose::Video,
    Purpose::Fonts,
    Purpose::Chat,
    Purpose::Social,
    Purpose::Library,
    Purpose::Hosting,
    Purpose::Other,
];

/// What is wrong with a file whose parts do not fit each other.
pub(super) fn contradiction() -> TableError {
    TableError(messages::tables_contradict().to_owned())
}

/// Whether a file is whole, and of this version of Faultline.
///
/// # Errors
/// What is wrong with it, and what to do.
pub(super) fn check(bytes: &[u8], magic: &[u8; 8], sections: usize) -> Result<(), String> {
    if bytes.get(..7) != Some(&magic[..7]) {
        return Err(messages::tables_foreign().to_owned());
    }
    if bytes.get(..8) != Some(magic) {
        return Err(messages::tables_other_version().to_owned());
    }
    // The length first, so that a file which is cut off costs nothing.
    let whole = section(bytes, sections - 1).is_some_and(|(_, rest)| rest.is_empty());
    let body = bytes.get(16..).unwrap_or_default();
    if !whole || u64_at(bytes, 8) != Some(layout::checksum(body)) {
        return Err(messages::tables_damaged(&messages::number(bytes.len())));
    }
    Ok(())
}

/// A section of the file by its number in [`layout`], and the bytes behind it.
pub fn section(bytes: &[u8], number: usize) -> Option<(&[u8], &[u8])> {
    let start = u32_at(bytes, 16 + 8 * number)? as usize;
    let length = u32_at(bytes, 20 + 8 * number)? as usize;
    bytes.get(start..)?.split_at_checked(length)
}

/// Which of the two families, and the address as a number.
pub fn key(ip: IpAddr) -> (usize, Key) {
    match ip {
        IpAddr::V4(ip) => (
            0,
            Key {
                high: 0,
                low: u64::from(u32::from(ip)),
            },
        ),
        IpAddr::V6(ip) => {
            let [a, b, c, d, e, f, g, h] = ip.segments().map(u64::from);
            let half = |a, b, c, d| a << 48 | b << 32 | c << 16 | d;
            (
                1,
                Key {
                    high: half(a, b, c, d),
                    low: half(e, f, g, h),
                },
            )
        }
    }
}

/// The largest block of addresses around `ip` that lies in the interval.
pub(super) fn prefix(ip: IpAddr, first: Key, last: Key) -> String {
    let (bits, address) = match ip {
        IpAddr::V4(ip) => (32, u128::from(u32::from(ip))),
        IpAddr::V6(ip) => (128, u128::from(ip)),
    };
    let (first, last) = (first.whole(), last.whole());
    let mut free = 0;
    let mut start = address;
    while free < bits {
        let mask = u128::MAX >> (127 - free);
        if address & !mask < first || address | mask > last {
            break;
        }
        start = address & !mask;
        free += 1;
    }
    let start = match ip {
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::from(start as u32)),
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::from(start)),
    };
    format!("{start}/{}", bits - free)
}
