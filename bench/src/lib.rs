//! What the bench needs beside the crates that it compares: the data as a list
//! of prefixes, the same in MaxMind's format, and a count of memory.

pub mod memory;
pub mod mmdb;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use faultline::locate::operators::{Operators, REST};
use faultline::locate::table::intervals::{Intervals, Key};
use faultline::locate::table::layout::REST_RANGES;
use faultline::locate::table::section;

/// A piece of the address space that one system announces.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    pub first: u128,
    pub last: u128,
    /// AS number.
    pub number: u32,
}

/// A prefix: family (true is IPv6), first address, length, AS number.
#[derive(Clone, Copy, Debug)]
pub struct Prefix {
    pub six: bool,
    pub first: u128,
    pub length: u8,
    pub number: u32,
}

/// All announced stretches of a family, from the committed list.
///
/// # Panics
/// Where the committed list is damaged.
pub fn stretches(six: bool) -> Vec<Stretch> {
    let (bytes, _) = section(REST, REST_RANGES[usize::from(six)]).expect("a section");
    let intervals = Intervals::new(bytes).expect("a section of intervals");
    let top = if six { u128::MAX } else { u128::from(u32::MAX) };
    let operators = Operators::built_in();
    let mut stretches = Vec::new();
    let mut next = Some(0);
    while let Some(first) = next {
        let spot = intervals.seek(key(first)).expect("an interval");
        let last = u128::from(spot.last.high) << 64 | u128::from(spot.last.low);
        if let Some(operator) = operators.operator(address(six, first)) {
            let number = operator.number;
            stretches.push(Stretch {
                first,
                last,
                number,
            });
        }
        next = (last < top).then(|| last + 1);
    }
    stretches
}

/// The stretches as prefixes, which is what every other crate takes.
pub fn prefixes(six: bool, stretches: &[Stretch]) -> Vec<Prefix> {
    let bits = if six { 128 } else { 32 };
    let mut prefixes = Vec::new();
    for stretch in stretches {
        let mut first = stretch.first;
        loop {
            let mut free = first.trailing_zeros().min(bits);
            while free > 0 && (u128::MAX >> (128 - free)) > stretch.last - first {
                free -= 1;
            }
            prefixes.push(Prefix {
                six,
                first,
                length: (bits - free) as u8,
                number: stretch.number,
            });
            let end = first + (1_u128.checked_shl(free).unwrap_or(0).wrapping_sub(1));
            if end >= stretch.last {
                break;
            }
            first = end + 1;
        }
    }
    prefixes
}

pub fn address(six: bool, number: u128) -> IpAddr {
    if six {
        IpAddr::V6(Ipv6Addr::from(number))
    } else {
        IpAddr::V4(Ipv4Addr::from(number as u32))
    }
}

fn key(number: u128) -> Key {
    Key {
        high: (number >> 64) as u64,
        low: number as u64,
    }
}
