//! Whether the addresses that were seen are those of a proxy, which says
//! nothing about who serves. Neither Chrome nor a recording tells of proxies.

use std::collections::BTreeSet;
use std::net::IpAddr;

use crate::locate::address::{Scope, scope};

/// So many hosts at one single address are one proxy, not one server.
const HOSTS_OF_A_PROXY: usize = 6;
/// Inside the reader's own network fewer are enough.
const HOSTS_OF_A_NEAR_PROXY: usize = 3;

/// Whether every host was seen at one and the same address, and they are too
/// many for one server.
///
/// ```
/// use faultline::observe::proxy::is_proxy;
/// let at = |ip: &str| ["a.example", "b.example", "c.example"].map(|host| (host.to_owned(), ip.parse().unwrap()));
/// assert!(is_proxy(at("10.0.0.1")));
/// assert!(!is_proxy(at("54.83.0.1")));
/// ```
pub fn is_proxy(seen: impl IntoIterator<Item = (String, IpAddr)>) -> bool {
    let mut hosts = BTreeSet::new();
    let mut only = None;
    for (host, ip) in seen {
        if *only.get_or_insert(ip) != ip {
            return false;
        }
        hosts.insert(host);
    }
    let enough = match only.map(scope) {
        None | Some(Scope::Public) => HOSTS_OF_A_PROXY,
        Some(_) => HOSTS_OF_A_NEAR_PROXY,
    };
    hosts.len() >= enough
}
