//! The slow, obvious twin: reads the intervals from the first to the last,
//! with whole numbers and without the index, and looks through all of them.

use faultline::locate::table::CORE;
use faultline::locate::table::intervals::{Intervals, Key};
use faultline::locate::table::layout::{
    BLOCK, BLOCKS, EXPLICIT, FIRST, MOVE, NOTHING, RANGES, SWAP,
};

use crate::Dice;

/// First and last address, and place and set.
type Plain = (u128, u128, Option<(u64, u64)>);

fn number(bytes: &[u8]) -> usize {
    u32::from_le_bytes(bytes[..4].try_into().unwrap()) as usize
}

fn section(number_of: usize) -> &'static [u8] {
    let header = &CORE[16 + 8 * number_of..];
    &CORE[number(header)..][..number(&header[4..])]
}

fn varint(bytes: &mut impl Iterator<Item = u8>) -> u64 {
    let mut value = 0;
    for shift in (0..).step_by(7) {
        let byte = bytes.next().unwrap();
        value |= u64::from(byte & 127) << shift;
        if byte < 128 {
            break;
        }
    }
    value
}

fn decode(section: &[u8]) -> Vec<Plain> {
    let (blocks, width, length) = (
        number(section),
        number(&section[4..]),
        number(&section[8..]),
    );
    let codes = &section[12..524];
    let streams = &section[524 + blocks * (width + 6)..];
    let mut steps = streams[..length].iter().copied();
    let mut values = streams[length..].iter().copied();
    let mut all: Vec<Plain> = Vec::new();
    let (mut place, mut before) = (0, 0);
    while let Some(code) = steps.next() {
        let [size, multiple] = [0, 1].map(|half| codes[2 * usize::from(code) + half]);
        let multiple = match multiple {
            EXPLICIT => u128::from(varint(&mut steps)),
            given => u128::from(given),
        };
        if all.len().is_multiple_of(BLOCK) {
            (place, before) = (0, 0);
        }
        let mut value = varint(&mut values);
        if value == SWAP || value == MOVE {
            let to = if value == SWAP {
                before
            } else {
                varint(&mut values)
            };
            (before, place) = (place, to);
            value = varint(&mut values);
        }
        let value = (value != NOTHING).then(|| (place, value - FIRST));
        let first = all.last().map_or(0, |before| before.1 + 1);
        // The number of the last block, and then its last address.
        let block = (first >> size) + multiple - 1;
        let last = (block << size) + ((1 << size) - 1);
        all.push((first, last, value));
    }
    assert_eq!(values.next(), None, "values are left over");
    all
}

fn key(ip: u128) -> Key {
    Key {
        high: (ip >> 64) as u64,
        low: ip as u64,
    }
}

fn check(intervals: &Intervals, ip: u128, (first, last, value): Plain) {
    let found = intervals
        .find(key(ip))
        .expect("intervals cover every address");
    assert_eq!((found.first, found.last), (key(first), key(last)), "{ip:x}");
    let plain = found
        .value
        .map(|value| (value.place as u64, value.set as u64));
    assert_eq!(plain, value, "{ip:x}");
}

#[test]
fn a_search_finds_what_a_scan_of_all_intervals_finds() {
    let mut dice = Dice(20_261_026);
    for (number, bits) in [RANGES, BLOCKS]
        .into_iter()
        .flat_map(|of| of.into_iter().zip([32, 128]))
    {
        let bytes = section(number);
        let intervals = Intervals::new(bytes).expect("a section of intervals");
        let plain = decode(bytes);
        assert_eq!(
            plain.last().map(|last| last.1),
            Some(u128::MAX >> (128 - bits))
        );
        for &piece in &plain {
            let (first, last, _) = piece;
            let inside = first + dice.wide() % (last - first).max(1);
            for ip in [first, inside, last] {
                check(&intervals, ip, piece);
            }
        }
        for _ in 0..500 {
            let ip = dice.wide() >> (128 - bits);
            let piece = plain.iter().find(|piece| ip <= piece.1);
            check(&intervals, ip, *piece.expect("a piece"));
        }
        assert_eq!(intervals.walk().count(), plain.len());
    }
}
