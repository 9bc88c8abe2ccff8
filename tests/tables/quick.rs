//! The quick form against the tables in place, which are its slow twin: pieces of
//! the address space, and whole answers.

use std::net::IpAddr;

use faultline::locate::operators::{Operators, REST};
use faultline::locate::quick::{Quick, WORTH_IT};
use faultline::locate::table::intervals::{Intervals, Key};
use faultline::locate::table::layout::{RANGES, REST_RANGES};
use faultline::locate::table::{CORE, Tables, section};

use crate::Dice;

fn key(ip: u128) -> Key {
    Key {
        high: (ip >> 64) as u64,
        low: ip as u64,
    }
}

fn address(six: bool, ip: u128) -> IpAddr {
    if six {
        IpAddr::from(ip.to_be_bytes())
    } else {
        IpAddr::from((ip as u32).to_be_bytes())
    }
}

#[test]
fn pieces_are_as_they_are_in_place() {
    let operators = Operators::built_in();
    let quick = Quick::new(&Tables::built_in(), &operators).expect("tables that fit");
    assert!(quick.bytes() <= 8_000_000, "{} bytes", quick.bytes());
    let mut dice = Dice(20_261_123);
    for six in [false, true] {
        let part = |bytes, number: [usize; 2]| {
            let (part, _) = section(bytes, number[usize::from(six)]).expect("a section");
            Intervals::new(part).expect("a section of intervals")
        };
        let (ranges, systems) = (part(CORE, RANGES), part(REST, REST_RANGES));
        let mut asked = 0;
        // Of the many systems' a part, for time's sake.
        for spot in ranges.spots().chain(systems.spots().step_by(7)) {
            let (first, last) = (spot.first.whole(), spot.last.whole());
            let inside = first + dice.wide() % (last - first).max(1);
            for ip in [first, inside, last] {
                let found = quick.find(address(six, ip));
                let range = ranges.find(key(ip)).expect("intervals cover all");
                assert_eq!(quick.range(found), range.value, "{}", address(six, ip));
                // Operators are told of public addresses only.
                let system = operators.system(address(six, ip));
                if let Some(system) = system {
                    assert_eq!(quick.system(found), Some(system), "{}", address(six, ip));
                }
                asked += 1;
            }
        }
        assert!(asked > 130_000, "only {asked} addresses");
    }
}

/// Also across the moment when the quick form takes over.
#[test]
fn whole_answers_are_as_they_are_in_place() {
    let (plain, many) = (Tables::built_in(), Tables::built_in_for_many());
    let (plain_list, many_list) = (Operators::built_in(), Operators::built_in_for_many());
    let one = address(false, 0x0808_0808);
    for _ in 0..WORTH_IT - 20_000 {
        many.address(one);
    }
    let mut dice = Dice(20_261_124);
    for round in 0..30_000_u32 {
        let wide = dice.wide();
        let ip = match round % 4 {
            0 | 1 => IpAddr::from((wide as u32).to_be_bytes()),
            // Where clouds have most of theirs, and the whole of IPv6.
            2 => IpAddr::from((0x3400_0000 | wide as u32 >> 6).to_be_bytes()),
            _ => address(
                true,
                (0x20 + u128::from(dice.roll() % 16)) << 120 | wide >> 12,
            ),
        };
        assert_eq!(many.address(ip), plain.address(ip), "{ip}");
        assert_eq!(many_list.operator(ip), plain_list.operator(ip), "{ip}");
    }
}
