//! What the benches need beside the crates that they compare: the data as a
//! list of prefixes, the same in MaxMind's format, and a count of memory.

pub mod memory;
pub mod mmdb;

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use cpu_time::ThreadTime;
use faultline::locate::operators::Operators;
use faultline::locate::table::intervals::{Intervals, Value};
use faultline::locate::table::layout::RANGES;
use faultline::locate::table::{CORE, section};

/// All that the tables say of an address, as a number: the kind of range above
/// the lowest bits, the system in them, each one more than it is; 0 for none.
pub type Answer = u32;

/// No range and no system.
pub const NOTHING: Answer = 0;

/// How many low bits tell the system.
pub const SYSTEM_BITS: u32 = 17;

/// Numbers the kinds of ranges as they come.
#[derive(Default)]
pub struct Kinds(HashMap<Value, u32>);

impl Kinds {
    fn answer(&mut self, range: Option<Value>, system: Option<usize>) -> Answer {
        let next = self.0.len() as u32 + 1;
        let kind = range.map_or(0, |range| *self.0.entry(range).or_insert(next));
        kind << SYSTEM_BITS | system.map_or(0, |system| system as u32 + 1)
    }
}

/// The place in the list of operators.
pub fn system(answer: Answer) -> Option<usize> {
    ((answer & ((1 << SYSTEM_BITS) - 1)) as usize).checked_sub(1)
}

/// A piece of the address space that is of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    pub first: u128,
    pub last: u128,
    pub answer: Answer,
}

/// A prefix: family (true is IPv6), first address, length, what is there.
#[derive(Clone, Copy, Debug)]
pub struct Prefix {
    pub six: bool,
    pub first: u128,
    pub length: u8,
    pub answer: Answer,
}

/// The published ranges, in place.
///
/// # Panics
/// Where the committed tables are damaged.
pub fn ranges(six: bool) -> Intervals<'static> {
    let (bytes, _) = section(CORE, RANGES[usize::from(six)]).expect("a section");
    Intervals::new(bytes).expect("a section of intervals")
}

/// All stretches of a family of which anything is known, from the committed
/// tables.
pub fn stretches(six: bool, kinds: &mut Kinds) -> Vec<Stretch> {
    let top = if six { u128::MAX } else { u128::from(u32::MAX) };
    let mut ranges = ranges(six).walk();
    let mut systems = Operators::built_in().stretches(six);
    let mut range = ranges.next().expect("intervals cover every address");
    let mut system = systems.next().expect("and so do the systems'");
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut first = 0;
    loop {
        let last = range.last.whole().min(system.0);
        let answer = kinds.answer(range.value, system.1);
        match stretches.last_mut() {
            Some(before) if before.answer == answer => before.last = last,
            _ => stretches.push(Stretch {
                first,
                last,
                answer,
            }),
        }
        if last == top {
            break;
        }
        first = last + 1;
        if range.last.whole() == last {
            range = ranges.next().expect("intervals cover every address");
        }
        if system.0 == last {
            system = systems.next().expect("and so do the systems'");
        }
    }
    stretches.retain(|stretch| stretch.answer != NOTHING);
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
                answer: stretch.answer,
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

/// The same numbers in every run (xorshift).
pub fn dice() -> impl FnMut() -> u64 {
    let mut state = 20_261_122_u64;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    }
}

/// The middle one of some times.
pub fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// So many questions are timed together: few enough that another process seldom
/// gets in between.
pub const CHUNK: usize = 5_000;

/// Nanoseconds for each of so many things that some work does. Time in which
/// the processor did something else does not count.
pub fn timed(count: usize, work: impl FnOnce()) -> f64 {
    let start = ThreadTime::now();
    work();
    start.elapsed().as_nanos() as f64 / count as f64
}
