//! Whether the addresses that were seen are those of a proxy, which says
//! nothing about who serves. Neither Chrome nor a recording tells of proxies.

use std::net::IpAddr;

use crate::locate::address::{Scope, scope};
use litemap::LiteMap;

/// So many hosts at one single address are one proxy, not one server.
const HOSTS_OF_A_PROXY: usize = 6;
/// Inside the reader's own network fewer are enough.
const HOSTS_OF_A_NEAR_PROXY: usize = 3;

/// Endings of names that never leave the reader's own network: many of them at
/// one address are somebody's workbench, not a proxy. RFC 6761, 6762, 8375 and
/// ICANN's reservation of `internal`.
const LOCAL: [&str; 6] = [
    "localhost",
    "test",
    "invalid",
    "local",
    "home.arpa",
    "internal",
];

/// Whether every host was seen at one and the same address, and they are too
/// many for one server. Names of the reader's own network are not counted.
///
/// ```
/// use faultline::observe::proxy::is_proxy;
/// let at = |ip: &str| ["a.example", "b.example", "c.example"].map(|host| (host.to_owned(), ip.parse().unwrap()));
/// assert!(is_proxy(at("10.0.0.1")));
/// assert!(!is_proxy(at("54.83.0.1")));
/// let local = ["a.test", "b.test", "localhost"].map(|host| (host.to_owned(), "127.0.0.1".parse().unwrap()));
/// assert!(!is_proxy(local));
/// ```
pub fn is_proxy(seen: impl IntoIterator<Item = (String, IpAddr)>) -> bool {
    let mut hosts: LiteMap<String, ()> = LiteMap::new();
    let mut only = None;
    for (host, ip) in seen {
        if is_local(&host) {
            continue;
        }
        if *only.get_or_insert(ip) != ip {
            return false;
        }
        hosts.insert(host, ());
    }
    let enough = match only.map(scope) {
        None | Some(Scope::Public) => HOSTS_OF_A_PROXY,
        Some(_) => HOSTS_OF_A_NEAR_PROXY,
    };
    hosts.len() >= enough
}

fn is_local(host: &str) -> bool {
    let ends_in = |end: &str| {
        host.strip_suffix(end)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    !host.contains('.') || LOCAL.iter().any(|end| ends_in(end))
}
