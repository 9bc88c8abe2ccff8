//! Reading numbers out of bytes. Every read is checked: outside of the bytes
//! there is `None`, never a panic. Little-endian, without any alignment, so
//! that the same file serves every machine.

use std::slice::Iter;

pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let found = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(found.try_into().ok()?))
}

pub fn u24_at(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at..at.checked_add(3)?)? {
        &[a, b, c] => Some(usize::from(a) | usize::from(b) << 8 | usize::from(c) << 16),
        _ => None,
    }
}

pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let found = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(found.try_into().ok()?))
}

pub fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let found = bytes.get(at..at.checked_add(8)?)?;
    Some(u64::from_le_bytes(found.try_into().ok()?))
}

/// A whole number in seven-bit groups, lowest first; the high bit says that
/// another follows: `0x96 0x01` is 150.
#[inline]
pub fn varint(bytes: &mut Iter<u8>) -> Option<u64> {
    let byte = *bytes.next()?;
    if byte < 0x80 {
        return Some(u64::from(byte));
    }
    let mut value = u64::from(byte & 0x7f);
    for group in 1..10 {
        let byte = *bytes.next()?;
        value |= u64::from(byte & 0x7f) << (7 * group);
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}
