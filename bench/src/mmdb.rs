//! The prefixes as a MaxMind database, version 2 of the format: a binary tree
//! with records of 32 bits, and each answer once as an unsigned integer.

use std::collections::HashMap;

use crate::Prefix;

const EMPTY: u32 = u32::MAX;
/// Bit of a record that says: an offset of data, not a node.
const DATA: u32 = 1 << 31;

/// The file for the prefixes of one family; none lies in another.
pub fn file(prefixes: &[Prefix]) -> Vec<u8> {
    let six = prefixes.first().is_some_and(|prefix| prefix.six);
    let bits = if six { 128 } else { 32 };
    let mut nodes = vec![[EMPTY; 2]];
    let mut data = Vec::new();
    let mut known: HashMap<u32, u32> = HashMap::new();
    for prefix in prefixes {
        let offset = *known.entry(prefix.answer).or_insert_with(|| {
            let offset = data.len() as u32;
            unsigned(&mut data, 6, u64::from(prefix.answer));
            offset
        });
        let side = |depth: u32| (prefix.first >> (bits - 1 - depth) & 1) as usize;
        let mut node = 0;
        for depth in 0..u32::from(prefix.length) - 1 {
            let next = nodes[node][side(depth)];
            node = if next == EMPTY {
                nodes.push([EMPTY; 2]);
                let made = nodes.len() - 1;
                nodes[node][side(depth)] = made as u32;
                made
            } else {
                next as usize
            };
        }
        nodes[node][side(u32::from(prefix.length) - 1)] = DATA | offset;
    }

    let count = nodes.len() as u32;
    let mut bytes = Vec::new();
    for record in nodes.iter().flatten() {
        let record = match *record {
            EMPTY => count,
            data if data & DATA != 0 => count + 16 + (data & !DATA),
            node => node,
        };
        bytes.extend(record.to_be_bytes());
    }
    bytes.extend([0; 16]);
    bytes.extend(data);
    bytes.extend(b"\xab\xcd\xefMaxMind.com");
    metadata(&mut bytes, count, if six { 6 } else { 4 });
    bytes
}

fn metadata(bytes: &mut Vec<u8>, nodes: u32, version: u64) {
    bytes.push(7 << 5 | 9);
    for (name, kind, value) in [
        ("node_count", 6, u64::from(nodes)),
        ("record_size", 5, 32),
        ("ip_version", 5, version),
        ("binary_format_major_version", 5, 2),
        ("binary_format_minor_version", 5, 0),
        ("build_epoch", 9, 1),
    ] {
        text(bytes, name);
        unsigned(bytes, kind, value);
    }
    text(bytes, "database_type");
    text(bytes, "Answers");
    text(bytes, "languages");
    bytes.extend([0, 11 - 7]);
    text(bytes, "description");
    bytes.push(7 << 5);
}

fn text(bytes: &mut Vec<u8>, text: &str) {
    bytes.push(2 << 5 | text.len() as u8);
    bytes.extend(text.bytes());
}

/// A number without leading zeros; kinds from 8 on take a byte of their own.
fn unsigned(bytes: &mut Vec<u8>, kind: u8, value: u64) {
    let whole = value.to_be_bytes();
    let digits = &whole[value.leading_zeros() as usize / 8..];
    if kind < 8 {
        bytes.push(kind << 5 | digits.len() as u8);
    } else {
        bytes.extend([digits.len() as u8, kind - 7]);
    }
    bytes.extend(digits);
}
