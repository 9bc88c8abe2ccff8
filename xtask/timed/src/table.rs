//! The address tables: from their bytes to the first answer, and one look-up
//! after the other.

use std::cell::RefCell;
use std::net::IpAddr;

use faultline::locate::operators::Operators;
use faultline::locate::table::intervals::Intervals;
use faultline::locate::table::layout::{BLOCKS, RANGES};
use faultline::locate::table::{Tables, key, section};
use wasm_bindgen::prelude::*;

/// How many addresses each call asks about.
const DRAWN: usize = 1_000;

thread_local! {
    static CORE: RefCell<&'static [u8]> = const { RefCell::new(&[]) };
    static REST: RefCell<&'static [u8]> = const { RefCell::new(&[]) };
    static DRAWN_ONES: RefCell<Vec<IpAddr>> = const { RefCell::new(Vec::new()) };
}

/// Takes the bytes of the core tables, as the extension does.
#[wasm_bindgen]
pub fn table_take_core(bytes: Vec<u8>) {
    CORE.set(bytes.leak());
}

/// Takes the bytes of the list of operators.
#[wasm_bindgen]
pub fn table_take_rest(bytes: Vec<u8>) {
    REST.set(bytes.leak());
}

/// Bytes of memory that the module has.
#[wasm_bindgen]
pub fn table_memory() -> usize {
    core::arch::wasm32::memory_size(0) << 16
}

/// From the bytes to the first answer.
#[wasm_bindgen]
pub fn table_ready() -> usize {
    let tables = Tables::new(CORE.with_borrow(|core| *core));
    let hit = tables.map(|tables| tables.address(IpAddr::from([52, 216, 0, 1])));
    hit.map_or(0, |hit| usize::from(hit.range.is_some()))
}

/// The same with the list of operators.
#[wasm_bindgen]
pub fn table_ready_rest() -> usize {
    let operators = Operators::new(REST.with_borrow(|rest| *rest));
    let found = operators.map(|operators| operators.operator(IpAddr::from([192, 0, 32, 8])));
    found.ok().flatten().map_or(0, |found| found.name.len())
}

/// Draws addresses from the published ranges of a family; how many.
#[wasm_bindgen]
pub fn table_draw(six: bool) -> usize {
    let ranges = intervals(RANGES[usize::from(six)]);
    let firsts = ranges.into_iter().flat_map(Intervals::walk);
    let published: Vec<u128> = firsts
        .filter(|range| range.value.is_some())
        .map(|range| range.first.whole())
        .collect();
    let mut state = 20_261_122_u64;
    let drawn = (0..DRAWN).filter_map(|_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let first = *published.get(state as usize % published.len().max(1))?;
        Some(match six {
            false => IpAddr::from((first as u32).to_be_bytes()),
            true => IpAddr::from(first.to_be_bytes()),
        })
    });
    let drawn: Vec<IpAddr> = drawn.collect();
    let count = drawn.len();
    DRAWN_ONES.set(drawn);
    count
}

/// Range and system of each, as numbers.
#[wasm_bindgen]
pub fn table_find() -> usize {
    let ranges = RANGES.map(intervals);
    let blocks = BLOCKS.map(intervals);
    sum(|ip| {
        let (family, key) = key(ip);
        let find = |tables: &[Option<Intervals>; 2]| {
            let value = tables.get(family)?.as_ref()?.find(key)?.value?;
            Some(value.place + value.set)
        };
        find(&ranges).unwrap_or(0) + find(&blocks).unwrap_or(0)
    })
}

/// All that the tables say of each, with the texts.
#[wasm_bindgen]
pub fn table_address() -> usize {
    let tables = Tables::new(CORE.with_borrow(|core| *core));
    tables.map_or(0, |tables| {
        sum(|ip| {
            tables
                .address(ip)
                .range
                .map_or(0, |range| range.prefix.len())
        })
    })
}

/// Who announces each.
#[wasm_bindgen]
pub fn table_system() -> usize {
    let operators = Operators::new(REST.with_borrow(|rest| *rest));
    operators.map_or(0, |operators| sum(|ip| operators.system(ip).unwrap_or(0)))
}

fn sum(of: impl Fn(IpAddr) -> usize) -> usize {
    DRAWN_ONES.with_borrow(|drawn| {
        drawn
            .iter()
            .fold(0_usize, |sum, ip| sum.wrapping_add(of(*ip)))
    })
}

fn intervals(number: usize) -> Option<Intervals<'static>> {
    Intervals::new(section(CORE.with_borrow(|core| *core), number)?.0)
}
