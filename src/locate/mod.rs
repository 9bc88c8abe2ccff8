//! Locate: what serves a host, from its name, its address and its headers.
//!
//! Every signal is read by itself first ([`hostname`], [`header`], the
//! [`table`]s, the reader's [`own`] rules); [`combine`] then makes one answer
//! of them, by rules that are written down there.

pub mod address;
pub mod combine;
pub mod decode;
pub mod header;
pub mod hostname;
pub mod operators;
pub mod own;
mod part;
#[cfg(not(target_arch = "wasm32"))]
pub mod quick;
pub mod table;

use crate::model::{Address, Header, Placement};
pub use own::OwnRange;
use table::Tables;

/// What was seen of one host: all that can tell who serves it.
#[derive(Clone, Copy, Debug, Default)]
pub struct HostFacts<'a> {
    /// As it stands in the address: with or without port, brackets and a
    /// trailing dot, in any case.
    pub host: &'a str,
    /// Every address that answered for it.
    pub addresses: &'a [Address],
    /// Of its responses; names in lower case.
    pub headers: &'a [Header],
    /// The names that its name is an alias of, in the order of the chain.
    pub canonical: &'a [String],
    /// The reader is behind a proxy: the addresses are the proxy's.
    pub proxied: bool,
}

/// Tells what serves hosts, by the catalogue, the address tables and the
/// reader's own rules.
#[derive(Clone, Copy, Debug)]
pub struct Locator<'a> {
    pub tables: &'a Tables<'a>,
    pub own: &'a [OwnRange],
}

impl Locator<'_> {
    /// The placements of a host: who stands in front first, then what is
    /// behind, then what those run on. Empty: unknown.
    pub fn locate(&self, facts: &HostFacts) -> Vec<Placement> {
        combine::combine(self, facts)
    }
}
