//! What a host's **name** tells: its normal form, and the catalogue's grammar
//! of names and of the names that they are aliases of.

use std::borrow::Cow;

use crate::catalogue::{self, HostMatch};

/// The longest name that the Domain Name System carries.
const LONGEST_NAME: usize = 253;

/// A host in its normal form: lower case, without port and trailing dot.
/// `None` for addresses and for what can be no name.
///
/// ```
/// use faultline::locate::hostname::normal;
/// assert_eq!(normal("CDN.Example.COM.:443").as_deref(), Some("cdn.example.com"));
/// assert_eq!(normal("[2600::1]:443"), None);
/// ```
pub fn normal(host: &str) -> Option<Cow<'_, str>> {
    let host = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let host = host.strip_suffix('.').unwrap_or(host);
    let (mut label, mut is_plain, mut is_lower) = (0, true, true);
    for byte in host.bytes() {
        label = if byte == b'.' { 0 } else { label + 1 };
        is_plain &= KINDS[usize::from(byte)] & IN_NAMES != 0 && label <= 63;
        is_lower &= KINDS[usize::from(byte)] & UPPER == 0;
    }
    let name = matches!(host.len(), 1..=LONGEST_NAME)
        && is_plain
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !host.contains("..")
        // A last label of digits makes it an IPv4 address, or a wrong one.
        && !host.rsplit('.').next()?.bytes().all(|byte| byte.is_ascii_digit());
    if !name {
        return None;
    }
    Some(match is_lower {
        true => Cow::Borrowed(host),
        false => Cow::Owned(host.to_ascii_lowercase()),
    })
}

/// A byte that names may have.
const IN_NAMES: u8 = 1;
/// A capital letter.
const UPPER: u8 = 2;

/// What each byte is.
static KINDS: [u8; 256] = {
    let mut kinds = [IN_NAMES; 256];
    let mut byte = 0;
    while byte <= b' ' {
        kinds[byte as usize] = 0;
        byte += 1;
    }
    let mut others = b"\x7f[]:/\\?#@%<>\"|^`{}*".as_slice();
    while let Some((byte, rest)) = others.split_first() {
        kinds[*byte as usize] = 0;
        others = rest;
    }
    let mut byte = b'A';
    while byte <= b'Z' {
        kinds[byte as usize] |= UPPER;
        byte += 1;
    }
    kinds
};

/// What the chain of aliases tells: the last name in it that the catalogue
/// knows and that does more than steer, or else the last that steers.
pub fn canonical(names: &[String]) -> Option<(&str, HostMatch<'_>)> {
    let known = || {
        names.iter().rev().filter_map(|name| {
            let name = name.strip_suffix('.').unwrap_or(name);
            Some((name, catalogue::host(name)?))
        })
    };
    known()
        .find(|(_, found)| !steers(found))
        .or_else(|| known().next())
}

/// Whether a name only tells where to go.
pub fn steers(found: &HostMatch) -> bool {
    found.service.is_some_and(|service| service.steers)
}
