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
    let label = |label: &str| matches!(label.len(), 1..=63);
    let plain = |byte: u8| byte > b' ' && byte != 0x7f && !b"[]:/\\?#@%<>\"|^`{}*".contains(&byte);
    let name = matches!(host.len(), 1..=LONGEST_NAME)
        && host.bytes().all(plain)
        && host.split('.').all(label)
        // A last label of digits makes it an IPv4 address, or a wrong one.
        && !host.rsplit('.').next()?.bytes().all(|byte| byte.is_ascii_digit());
    if !name {
        return None;
    }
    Some(match host.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(host.to_ascii_lowercase()),
        false => Cow::Borrowed(host),
    })
}

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
