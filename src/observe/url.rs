//! The few parts of a URL that the core asks for. URLs come from the browser
//! or from a recording of it, so they are already normalised by the URL
//! standard; what is not `http`, `https`, `ws` or `wss` names no host that
//! could fail, and has none here.

use std::net::IpAddr;

/// The host in lower case, without user, port and trailing dot; an IPv6
/// address keeps its brackets.
///
/// ```
/// use faultline::observe::url::host;
/// assert_eq!(host("https://me@Shop.Example.:8443/a?b#c").as_deref(), Some("shop.example"));
/// assert_eq!(host("http://[2001:db8::1]:80/").as_deref(), Some("[2001:db8::1]"));
/// assert_eq!(host("data:text/plain,hello"), None);
/// ```
pub fn host(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let known = ["http", "https", "ws", "wss"];
    if !known.iter().any(|name| scheme.eq_ignore_ascii_case(name)) {
        return None;
    }
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host_and_port = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = match host_and_port.find(']') {
        Some(end) if host_and_port.starts_with('[') => host_and_port.get(..=end)?,
        _ => host_and_port.split(':').next()?,
    };
    let host = host.strip_suffix('.').unwrap_or(host);
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

/// Scheme, host and port: what the browser calls the origin.
///
/// ```
/// use faultline::observe::url::origin;
/// assert_eq!(origin("https://shop.example/a"), Some("https://shop.example"));
/// assert_eq!(origin("about:blank"), None);
/// ```
pub fn origin(url: &str) -> Option<&str> {
    let start = url.find("://")? + 3;
    let end = url
        .get(start..)?
        .find(['/', '?', '#'])
        .map_or(url.len(), |at| start + at);
    url.get(..end)
}

/// What the browser asks for: a fragment never leaves it.
pub fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

/// An address as browsers and recordings write it: with or without brackets,
/// with or without a zone (`fe80::1%eth0`). `0.0.0.0` is how Firefox says that
/// it has none.
///
/// ```
/// use faultline::observe::url::address;
/// assert_eq!(address("[::1]").map(|ip| ip.to_string()).as_deref(), Some("::1"));
/// assert_eq!(address("0.0.0.0"), None);
/// assert_eq!(address(""), None);
/// ```
pub fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim().trim_start_matches('[').trim_end_matches(']');
    let ip: IpAddr = bare.split('%').next()?.parse().ok()?;
    (!ip.is_unspecified()).then_some(ip)
}
