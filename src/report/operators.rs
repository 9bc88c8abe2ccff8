//! What a report can still say of hosts that it places nowhere: whose network
//! their address is in. It needs a large file, so it is a step of its own, for
//! reports that are shown.

use std::net::IpAddr;

use super::{Operator, Report, assemble};
use crate::locate::address;
use crate::locate::operators::Operators;
use crate::model::{Gap, Page};
use crate::observe::url;
use litemap::LiteMap;

/// Whether the list of operators could tell more about the page.
///
/// ```
/// use faultline::locate::operators::Operators;
/// use faultline::model::{Address, AddressSource, Page, Request};
/// use faultline::report::{Data, complete, is_open, report_on};
///
/// let request = Request {
///     url: "https://example.org/".to_owned(),
///     address: Some(Address {
///         ip: "192.0.32.8".parse()?,
///         source: AddressSource::Live,
///     }),
///     ..Request::default()
/// };
/// let host = faultline::impact::HostUse {
///     host: "example.org".to_owned(),
///     placements: Vec::new(),
///     third_party: false,
///     purpose: None,
/// };
/// let page = Page { requests: vec![request], ..Page::default() };
/// let mut report = report_on(&page, &[host], Data::default());
/// assert!(is_open(&report, &page));
/// complete(&mut report, &page, &Operators::built_in());
/// let operator = report.hosts[0].operator.as_ref().ok_or("no operator")?;
/// assert_eq!(operator.name, "ICANN");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn is_open(report: &Report, page: &Page) -> bool {
    let mut open = (report.hosts.iter())
        .filter(|host| host.placements.is_empty())
        .peekable();
    if open.peek().is_none() {
        return false;
    }
    let addresses = addresses(page);
    open.any(|host| addresses.contains_key(&host.host))
}

/// Names the operators of the networks of all hosts that are placed nowhere.
pub fn complete(report: &mut Report, page: &Page, operators: &Operators) {
    let addresses = addresses(page);
    for host in &mut report.hosts {
        if host.placements.is_empty() {
            let ip = addresses.get(&host.host);
            host.operator = ip.and_then(|ip| operator(operators, *ip));
        }
    }
    let known = report.hosts.iter().filter(|host| host.operator.is_some());
    report.coverage.operators = known.map(|host| host.requests).sum();
    report.shares = assemble::shares(&report.hosts, &report.outages);
}

/// Who announces an address, with the day of which that is known.
pub fn operator(operators: &Operators, ip: IpAddr) -> Option<Operator> {
    let found = operators.operator(ip)?;
    Some(Operator {
        number: found.number,
        name: found.name,
        prefix: found.prefix,
        date: operators.source().date.to_owned(),
    })
}

/// The first public address that answered for each host; none behind a proxy,
/// for there they are the proxy's.
fn addresses(page: &Page) -> LiteMap<String, IpAddr> {
    let mut addresses = LiteMap::new();
    if page.gaps.contains(&Gap::Proxied) {
        return addresses;
    }
    for request in &page.requests {
        let public = request.address.filter(|known| address::is_public(known.ip));
        if let (Some(known), Some(host)) = (public, url::host(&request.url)) {
            addresses.entry(host).or_insert(known.ip);
        }
    }
    addresses
}
