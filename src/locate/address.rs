//! An address: the text of it, and what kind of address it is. Only public
//! addresses can be looked up; the rest never left the reader's own network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What can be said of an address without any table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Reachable from the whole internet.
    Public,
    /// Reserved for networks of one's own: 10/8, 172.16/12, 192.168/16, fc00::/7.
    Private,
    /// This very machine: 127/8, ::1.
    Loopback,
    /// The cable or radio at hand: 169.254/16, fe80::/10.
    LinkLocal,
    /// Between a carrier and its customers: 100.64/10.
    CarrierNat,
    /// For books and manuals: 192.0.2/24, 198.51.100/24, 203.0.113/24,
    /// 2001:db8::/32, 3fff::/20.
    Documentation,
    /// Multicast, broadcast, benchmarks and whatever else is reserved.
    Reserved,
}

/// Reads an address as browsers and recordings write it: with brackets
/// (`[2600::1]`), a zone (`fe80::1%eth0`), a port (`1.2.3.4:443`), IPv4 in IPv6
/// (`::ffff:1.2.3.4`, `64:ff9b::102:304`). `0.0.0.0` and `::` mean "no
/// address", and so does anything that is not one.
///
/// ```
/// use faultline::locate::address::parse;
/// assert_eq!(parse("[::ffff:52.94.76.1]:443"), "52.94.76.1".parse().ok());
/// assert_eq!(parse("0.0.0.0"), None);
/// ```
pub fn parse(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let inner = match text.strip_prefix('[') {
        Some(rest) => rest.split(']').next()?,
        None => text,
    };
    let inner = inner.split('%').next()?;
    let without_port = || inner.rsplit_once(':').map_or(inner, |(host, _)| host);
    let ip = inner.parse().or_else(|_| without_port().parse());
    let ip = unwrap(ip.ok()?);
    (!ip.is_unspecified()).then_some(ip)
}

/// The IPv4 address inside an IPv6 one, where there is one: IPv4-mapped
/// (`::ffff:0:0/96`) and NAT64 (`64:ff9b::/96`).
#[inline]
pub fn unwrap(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(_) => ip,
        IpAddr::V6(six) => inner(six).map_or(ip, IpAddr::V4),
    }
}

#[inline]
fn inner(six: Ipv6Addr) -> Option<Ipv4Addr> {
    let bits = u128::from(six);
    let is_four = matches!(bits >> 32, 0xffff | 0x0064_ff9b_0000_0000_0000_0000);
    is_four.then(|| Ipv4Addr::from(bits as u32))
}

/// What kind of address it is. IPv4 inside IPv6 is judged as IPv4.
pub fn scope(ip: IpAddr) -> Scope {
    match unwrap(ip) {
        IpAddr::V4(ip) => scope4(ip),
        IpAddr::V6(ip) => scope6(ip),
    }
}

fn scope4(ip: Ipv4Addr) -> Scope {
    let [a, b, c, _] = ip.octets();
    match (a, b, c) {
        (127, ..) => Scope::Loopback,
        _ if ip.is_private() => Scope::Private,
        _ if ip.is_link_local() => Scope::LinkLocal,
        _ if ip.is_documentation() => Scope::Documentation,
        (100, 64..=127, _) => Scope::CarrierNat,
        // This network, protocol assignments, benchmarks, multicast, future use.
        (0, ..) | (192, 0, 0) | (198, 18..=19, _) | (224.., ..) => Scope::Reserved,
        _ => Scope::Public,
    }
}

fn scope6(ip: Ipv6Addr) -> Scope {
    let [a, b, ..] = ip.segments();
    match (a, b) {
        _ if ip.is_loopback() => Scope::Loopback,
        (0xfc00..=0xfdff, _) => Scope::Private,
        (0xfe80..=0xfebf, _) => Scope::LinkLocal,
        (0x2001, 0x0db8) | (0x3fff, 0..=0x0fff) => Scope::Documentation,
        // Only 2000::/3 is given out to the public internet.
        (0x2000..=0x3fff, _) => Scope::Public,
        _ => Scope::Reserved,
    }
}

/// Whether the address can be looked up at all.
pub fn is_public(ip: IpAddr) -> bool {
    scope(ip) == Scope::Public
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_parse(text: &str, expect: &str) {
        let found = parse(text).map(|ip| ip.to_string());
        assert_eq!(found.as_deref().unwrap_or("none"), expect, "{text}");
    }

    #[test]
    fn text() {
        check_parse("192.0.2.1", "192.0.2.1");
        check_parse(" 192.0.2.1\n", "192.0.2.1");
        check_parse("[2600:1f18::1]", "2600:1f18::1");
        check_parse("fe80::1%eth0", "fe80::1");
        check_parse("[fe80::1%25eth0]", "fe80::1");
        check_parse("::ffff:52.94.76.1", "52.94.76.1");
        check_parse("64:ff9b::345e:4c01", "52.94.76.1");
        check_parse("0.0.0.0", "none");
        check_parse("::", "none");
        check_parse("::ffff:0.0.0.0", "none");
        check_parse("", "none");
        check_parse("localhost", "none");
        check_parse("1.2.3.4:443", "1.2.3.4");
        check_parse("[2600:1f18::1]:443", "2600:1f18::1");
        check_parse(":", "none");
        check_parse("1.2.3.256", "none");
        check_parse("[", "none");
        check_parse("%", "none");
    }

    fn check_scope(text: &str, expect: Scope) {
        let ip = text.parse().expect("an address");
        assert_eq!(scope(ip), expect, "{text}");
    }

    #[test]
    fn scopes() {
        check_scope("8.8.8.8", Scope::Public);
        check_scope("2600:1f18::1", Scope::Public);
        check_scope("10.0.0.1", Scope::Private);
        check_scope("172.15.255.255", Scope::Public);
        check_scope("172.16.0.0", Scope::Private);
        check_scope("192.168.1.1", Scope::Private);
        check_scope("fd00::1", Scope::Private);
        check_scope("127.0.0.1", Scope::Loopback);
        check_scope("::1", Scope::Loopback);
        check_scope("::ffff:127.0.0.1", Scope::Loopback);
        check_scope("169.254.169.254", Scope::LinkLocal);
        check_scope("fe80::1", Scope::LinkLocal);
        check_scope("100.63.255.255", Scope::Public);
        check_scope("100.64.0.0", Scope::CarrierNat);
        check_scope("100.128.0.0", Scope::Public);
        check_scope("203.0.113.9", Scope::Documentation);
        check_scope("2001:db8::1", Scope::Documentation);
        check_scope("3fff:fff::1", Scope::Documentation);
        check_scope("0.1.2.3", Scope::Reserved);
        check_scope("192.0.0.8", Scope::Reserved);
        check_scope("198.18.0.1", Scope::Reserved);
        check_scope("224.0.0.1", Scope::Reserved);
        check_scope("255.255.255.255", Scope::Reserved);
        check_scope("ff02::1", Scope::Reserved);
    }
}
