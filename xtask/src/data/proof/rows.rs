//! Every published row: its first and last address, and one inside.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use anyhow::{Context, Result, anyhow, ensure};
use faultline::locate::table::Tables;

use super::compare::{Row, compare, row};

/// Alternating bits: cut to the free bits of a prefix, an address inside it.
const INSIDE: u128 = u128::MAX / 3;

/// Length and first address of a prefix; an IPv4 one has a length beyond 128.
fn prefix(text: &str) -> Result<(u32, u128)> {
    let (address, length) = text.split_once('/').context("has no length")?;
    let length: u32 = length.parse()?;
    Ok(match address.parse()? {
        IpAddr::V4(ip) => (200 + length, u128::from(u32::from(ip))),
        IpAddr::V6(ip) => (length, u128::from(ip)),
    })
}

/// All addresses of the prefix less one.
fn free(length: u32) -> u128 {
    let bits = if length >= 200 { 232 } else { 128 } - length;
    1_u128.checked_shl(bits).unwrap_or(0).wrapping_sub(1)
}

/// The slow, obvious twin: all rows by their prefix, and the longest that
/// holds the address.
#[derive(Default)]
struct Published<'a>(HashMap<(u32, u128), Vec<Row<'a>>>);

impl<'a> Published<'a> {
    fn longest(&self, four: bool, ip: u128) -> Option<&[Row<'a>]> {
        let lengths = if four { 200..=232 } else { 0..=128 };
        let mut held = lengths.rev().map(|length| (length, ip & !free(length)));
        held.find_map(|prefix| self.0.get(&prefix))
            .map(Vec::as_slice)
    }
}

/// How many rows were asked for.
pub fn prove(tables: &Tables, lines: &str) -> Result<usize> {
    let mut published = Published::default();
    for line in lines.lines() {
        let (text, row) = row(line);
        let rows = published.0.entry(prefix(text)?).or_default();
        rows.push(row);
    }
    for line in lines.lines() {
        let (length, first) = prefix(row(line).0)?;
        let last = first | free(length);
        for ip in [first, first | (INSIDE & free(length)), last] {
            prove_address(tables, &published, length >= 200, ip)
                .with_context(|| line.to_owned())?;
        }
    }
    Ok(lines.lines().count())
}

fn prove_address(tables: &Tables, published: &Published, four: bool, ip: u128) -> Result<()> {
    let rows = published.longest(four, ip).context("no prefix holds it")?;
    let address: IpAddr = if four {
        Ipv4Addr::from(ip as u32).into()
    } else {
        Ipv6Addr::from(ip).into()
    };
    let hit = tables.address(address).range.context("it is in no range")?;
    for row in rows {
        compare(*row, &hit).map_err(|why| anyhow!("{address}: {why}"))?;
    }
    let names = rows.iter().flat_map(|row| row.service.split(','));
    let most = names.filter(|name| !name.is_empty()).count();
    ensure!(
        hit.services.len() <= most,
        "{address}: too many services: {hit:?}"
    );
    Ok(())
}
