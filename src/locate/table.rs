//! The tables: which provider, region and services an address belongs to,
//! which site a host belongs to, and what a third party is for. They are used
//! straight from the bytes of one committed file, with no decoding step.

use std::fmt;
use std::net::IpAddr;

use crate::model::Purpose;

/// The compiled tables. Borrows the bytes of the file and owns nothing.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    bytes: &'a [u8],
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
        Ok(Tables { bytes })
    }

    /// What serves an address. Give it the address that
    /// [`address::parse`](super::address::parse) unwrapped.
    pub fn address(&self, ip: IpAddr) -> AddressHit<'a> {
        let _ = (self.bytes, ip);
        AddressHit::default()
    }

    /// The part of a host's name that somebody registered, by the Public
    /// Suffix List: `shop.example.co.uk` gives `example.co.uk`. Addresses,
    /// single labels and bare public suffixes are returned whole.
    pub fn site<'h>(&self, host: &'h str) -> &'h str {
        host
    }

    /// What a third party's host is for, where that is known.
    pub fn purpose(&self, host: &str) -> Option<Purpose> {
        let _ = host;
        None
    }

    /// Of the address ranges, as `2026-10-26`.
    pub fn date(&self) -> &'a str {
        ""
    }

    /// Where the data comes from, in the order in which to credit it.
    pub fn sources(&self) -> Vec<Source<'a>> {
        Vec::new()
    }
}

impl Tables<'static> {
    /// The tables that this build was made with. In the browser there are
    /// none: the bytes are fetched from `data/core.bin`.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn built_in() -> Tables<'static> {
        Tables { bytes: &[] }
    }
}
