//! The list of operators: well-known networks, a slow twin, damage.

use std::net::IpAddr;

use faultline::locate::address::{is_public, parse};
use faultline::locate::operators::{Operators, REST};
use faultline::locate::table::Tables;
use faultline::locate::table::layout::{REST_SECTIONS, checksum};

use crate::Dice;

fn check(ip: &str, expect: &str) {
    let ip = parse(ip).expect("an address");
    let found = Operators::built_in().operator(ip).map_or_else(
        || "nobody".to_owned(),
        |found| format!("{} {} {}", found.prefix, found.number, found.name),
    );
    assert_eq!(found, expect, "{ip}");
}

#[test]
fn networks_of_well_known_addresses() {
    check("1.1.1.1", "1.1.1.0/24 13335 Cloudflare, Inc.");
    check("192.0.32.8", "192.0.32.0/22 40528 ICANN");
    check("::ffff:192.0.32.8", "192.0.32.0/22 40528 ICANN");
    check("192.0.2.1", "nobody");
    check("10.0.0.1", "nobody");
    check("2001:db8::1", "nobody");
}

/// What the core knows of systems comes from the same list.
#[test]
fn the_core_names_the_same_systems() {
    let (tables, operators) = (Tables::built_in(), Operators::built_in());
    let mut dice = Dice(20_261_122);
    let mut both = 0;
    for round in 0..60_000_u32 {
        let wide = dice.wide();
        let ip = if round % 2 == 0 {
            IpAddr::from((wide as u32).to_be_bytes())
        } else {
            IpAddr::from((0x2 << 124 | wide >> 4).to_be_bytes())
        };
        let Some(system) = tables.address(ip).system.filter(|_| is_public(ip)) else {
            continue;
        };
        both += 1;
        let operator = operators.operator(ip).expect("an operator");
        assert_eq!(operator.number, system.number, "{ip}");
    }
    assert!(both > 1_000, "only {both} addresses had a system");
}

#[test]
fn a_list_that_is_not_whole_is_refused() {
    let refusal = |bytes: &[u8]| {
        Operators::new(bytes)
            .expect_err("a damaged list")
            .to_string()
    };
    assert_eq!(
        refusal(&REST[..100_000]),
        "The address tables are cut off or damaged (100,000 bytes): install Faultline again, \
         or make them anew with `cargo xtask data`."
    );
    assert!(refusal(b"").contains("are not what they should be"));
    let mut changed = REST.to_vec();
    changed[2_000_000] ^= 1;
    assert!(Operators::new(&changed).is_err());
}

#[test]
fn nothing_panics_whatever_the_bytes() {
    let mut dice = Dice(44);
    let mut bytes = REST.to_vec();
    let header = 16 + 8 * REST_SECTIONS;
    let mut read = 0;
    for round in 0..12 {
        for _ in 0..1 << (round + 5) {
            let at = header + dice.roll() as usize % (bytes.len() - header);
            bytes[at] = dice.roll() as u8;
        }
        let sum = checksum(&bytes[16..]);
        bytes[8..16].copy_from_slice(&sum.to_le_bytes());
        let Ok(operators) = Operators::new(&bytes) else {
            continue;
        };
        read += 1;
        for _ in 0..2_000 {
            let wide = dice.wide();
            operators.operator(IpAddr::from((wide as u32).to_be_bytes()));
            operators.operator(IpAddr::from((0x2 << 124 | wide >> 4).to_be_bytes()));
        }
    }
    assert!(read > 0, "everything was refused");
}
