//! Damaged tables: refused with a sentence, and read without a panic even
//! where the checksum was made to fit.

use std::net::IpAddr;

use faultline::locate::table::layout::{HEADER, checksum};
use faultline::locate::table::{CORE, Tables};

use crate::Dice;

fn refusal(bytes: &[u8]) -> String {
    Tables::new(bytes).expect_err("a damaged table").to_string()
}

#[test]
fn a_table_cut_off_anywhere_is_refused() {
    for length in 0..CORE.len() {
        assert!(Tables::new(&CORE[..length]).is_err(), "{length} bytes");
    }
    let longer = [CORE, &[0]].concat();
    assert!(Tables::new(&longer).is_err());
}

#[test]
fn a_refusal_says_what_and_what_to_do() {
    assert_eq!(
        refusal(&CORE[..100_000]),
        "The address tables are cut off or damaged (100,000 bytes): install Faultline again, or \
         make them anew with `cargo xtask data`."
    );
    assert!(refusal(b"<!DOCTYPE html>").contains("are not what they should be"));
    let mut newer = CORE.to_vec();
    newer[7] += 1;
    assert!(refusal(&newer).contains("belong to another version"));
}

#[test]
fn every_changed_byte_is_noticed() {
    let mut bytes = CORE.to_vec();
    let mut dice = Dice(7);
    for _ in 0..60 {
        let at = dice.roll() as usize % bytes.len();
        let flip = 1 << (dice.roll() % 8);
        bytes[at] ^= flip;
        assert!(Tables::new(&bytes).is_err(), "byte {at}");
        bytes[at] ^= flip;
    }
    assert!(Tables::new(&bytes).is_ok());
}

fn ask_everything(tables: &Tables, dice: &mut Dice) {
    for _ in 0..50 {
        let wide = dice.wide();
        tables.address(IpAddr::from((wide as u32).to_be_bytes()));
        // Where addresses are given out, and so where the table has most.
        tables.address(IpAddr::from((0x26 << 120 | wide >> 8).to_be_bytes()));
    }
    for host in [
        "",
        "a.b.example.co.uk",
        "a.b.test.ck",
        "js.stripe.com",
        "食狮.公司.cn",
        "...",
    ] {
        tables.site(host);
        tables.purpose(host);
    }
    tables.sources().count();
}

/// Changes `count` bytes from `from` on, and makes the checksum fit again.
fn damage(bytes: &mut [u8], from: usize, count: usize, dice: &mut Dice) {
    for _ in 0..count {
        let at = from + dice.roll() as usize % (bytes.len() - from);
        bytes[at] = dice.roll() as u8;
    }
    let sum = checksum(&bytes[16..]);
    bytes[8..16].copy_from_slice(&sum.to_le_bytes());
}

#[test]
fn nothing_panics_whatever_the_bytes() {
    let mut dice = Dice(42);
    for round in 0..85 {
        let mut bytes = CORE.to_vec();
        let count = 1 << (round % 17);
        damage(&mut bytes, HEADER, count, &mut dice);
        if let Ok(tables) = Tables::new(&bytes) {
            ask_everything(&tables, &mut dice);
        }
    }
}

#[test]
fn nothing_panics_whatever_the_header() {
    let mut dice = Dice(43);
    // A short file, so that there is time for many.
    let mut read = 0;
    for _ in 0..1_500 {
        let mut bytes = CORE[..HEADER + 4000].to_vec();
        for field in (16..HEADER).step_by(4) {
            let number = dice.roll() as u32 % 4200;
            bytes[field..field + 4].copy_from_slice(&number.to_le_bytes());
        }
        // The last section ends where the file ends.
        let start = HEADER as u32 + dice.roll() as u32 % 4000;
        let length = bytes.len() as u32 - start;
        bytes[HEADER - 8..HEADER - 4].copy_from_slice(&start.to_le_bytes());
        bytes[HEADER - 4..HEADER].copy_from_slice(&length.to_le_bytes());
        damage(&mut bytes, HEADER, 100, &mut dice);
        if let Ok(tables) = Tables::new(&bytes) {
            read += 1;
            ask_everything(&tables, &mut dice);
        }
    }
    assert!(read < 1_500, "nothing was refused");
}
