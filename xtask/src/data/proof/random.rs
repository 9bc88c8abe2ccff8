//! Addresses drawn by lot: who announces each, by the list in place and by the
//! quick form, against a plain scan of the rows that the list was made from.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use anyhow::{Context, Result, ensure};
use faultline::locate::address::is_public;
use faultline::locate::operators::Operators;
use faultline::locate::quick::Quick;
use faultline::locate::table::Tables;

use super::super::systems::Operators as Systems;

/// Of each family.
const DRAWN: usize = 1_000_000;

/// How many addresses were asked for.
///
/// # Errors
/// With the first address that one of them knows otherwise.
pub fn prove(core: &[u8], rest: &[u8], systems: &Systems) -> Result<usize> {
    let tables = Tables::new(core).map_err(|error| anyhow::anyhow!(error.0))?;
    let operators = Operators::new(rest).map_err(|error| anyhow::anyhow!(error.0))?;
    let quick = Quick::new(&tables, &operators).context("the tables are too large for it")?;
    let numbers: Vec<u32> = systems.names.keys().copied().collect();
    for six in [false, true] {
        for (drawn, number) in scan(systems, six) {
            let ip: IpAddr = match six {
                false => Ipv4Addr::from(drawn as u32).into(),
                true => Ipv6Addr::from(drawn).into(),
            };
            let found = quick.find(ip);
            let fast = quick.system(found).and_then(|place| numbers.get(place));
            ensure!(
                fast.copied() == number,
                "{ip}: {fast:?} and not {number:?}, by the quick form"
            );
            let place = operators.system(ip);
            let told = place.and_then(|place| numbers.get(place)).copied();
            // Nobody serves pages from addresses that are not public.
            let expect = number.filter(|_| is_public(ip));
            ensure!(told == expect, "{ip}: {told:?} and not {expect:?}");
        }
    }
    Ok(2 * DRAWN)
}

/// Addresses, and the number of the first row that holds each, by reading all
/// rows once in their order. IPv6 is drawn where addresses are given out.
fn scan(systems: &Systems, six: bool) -> Vec<(u128, Option<u32>)> {
    let mut state = 20_261_122_u64;
    let mut roll = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u128::from(state)
    };
    let draw = |_| match six {
        false => roll() >> 32,
        true => 0x2 << 124 | (roll() << 64 | roll()) >> 4,
    };
    let mut drawn: Vec<u128> = (0..DRAWN).map(draw).collect();
    drawn.sort_unstable();
    let mut rows = systems
        .blocks
        .iter()
        .filter(|row| row.six == six)
        .peekable();
    let holding = drawn.into_iter().map(|ip| {
        while rows.next_if(|row| row.last < ip).is_some() {}
        let row = rows.peek().filter(|row| row.first <= ip);
        (ip, row.map(|row| row.answer))
    });
    holding.collect()
}
