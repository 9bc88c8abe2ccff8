//! From a page to its report: each host's facts are gathered from all of its
//! requests, and placed.

use std::collections::BTreeMap;

use super::{Credit, Data, Report, hosts_of, report_on};
use crate::impact::HostUse;
use crate::locate::table::Tables;
use crate::locate::{HostFacts, Locator};
use crate::model::{Address, Gap, Header, Page};
use crate::observe::url;

/// The report on a page.
pub fn report(page: &Page, locator: &Locator) -> Report {
    let proxied = page.gaps.contains(&Gap::Proxied);
    let mut seen: BTreeMap<String, (Vec<Address>, Vec<Header>)> = BTreeMap::new();
    for request in &page.requests {
        let Some(host) = url::host(&request.url) else {
            continue;
        };
        let (addresses, headers) = seen.entry(host).or_default();
        if let Some(address) = request.address
            && !addresses.contains(&address)
        {
            addresses.push(address);
        }
        for header in &request.headers {
            if !headers.contains(header) {
                headers.push(header.clone());
            }
        }
    }
    let own_host = url::host(&page.url).unwrap_or_default();
    let own_site = locator.tables.site(&own_host);
    let hosts: Vec<HostUse> = hosts_of(page)
        .into_iter()
        .map(|host| {
            let (addresses, headers) = seen.remove(&host).unwrap_or_default();
            let placements = locator.locate(&HostFacts {
                host: &host,
                addresses: &addresses,
                headers: &headers,
                canonical: &[],
                proxied,
            });
            HostUse {
                placements,
                third_party: locator.tables.site(&host) != own_site,
                purpose: locator.tables.purpose(&host),
                host,
            }
        })
        .collect();
    report_on(page, &hosts, data(locator.tables))
}

/// The date of the tables, and whom to credit for them.
pub fn data(tables: &Tables) -> Data {
    let mut credits: Vec<Credit> = Vec::new();
    for source in tables.sources() {
        let credit = Credit {
            name: source.credit.to_owned(),
            link: source.link.to_owned(),
        };
        if !credit.name.is_empty() && !credits.contains(&credit) {
            credits.push(credit);
        }
    }
    Data {
        date: tables.date().to_owned(),
        credits,
    }
}
