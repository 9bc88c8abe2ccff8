//! What a report can still say of hosts that it places nowhere: whose network
//! their address is in. It needs a large file, so it is a step of its own, for
//! reports that are shown.

use std::net::IpAddr;

use super::{Operator, Report, assemble};
use crate::locate::address;
use crate::locate::operators::Operators;
use crate::model::{Gap, Page};
use crate::observe::url;

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
    let mut hosts = report.hosts.iter();
    hosts.any(|host| host.placements.is_empty() && public(page, &host.host).is_some())
}

/// Names the operators of the networks of all hosts that are placed nowhere.
pub fn complete(report: &mut Report, page: &Page, operators: &Operators) {
    for host in &mut report.hosts {
        if host.placements.is_empty() {
            host.operator = public(page, &host.host).and_then(|ip| operator(operators, ip));
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
        name: found.name.to_owned(),
        prefix: found.prefix,
        date: operators.source().date.to_owned(),
    })
}

/// The first public address that answered for a host, unless it is a proxy's.
fn public(page: &Page, host: &str) -> Option<IpAddr> {
    if page.gaps.contains(&Gap::Proxied) {
        return None;
    }
    let asked = |url: &str| url::host(url).is_some_and(|asked| asked == host);
    let mut addresses = page
        .requests
        .iter()
        .filter(|request| request.address.is_some() && asked(&request.url))
        .filter_map(|request| request.address.map(|address| address.ip));
    addresses.find(|ip| address::is_public(*ip))
}
