//! From a page to its report: each host's facts are gathered from all of its
//! requests, and placed.

use std::collections::HashMap;

use super::{Asked, Credit, Data, Report, hosts_of, report_on_asked};
use crate::catalogue::{self, ProviderKind};
use crate::impact::HostUse;
use crate::locate::table::Tables;
use crate::locate::{HostFacts, Locator};
use crate::model::{Address, Gap, Header, Page, Placement, Purpose, Request, Signal};
use crate::observe::url;

/// The report on a page.
pub fn report(page: &Page, locator: &Locator) -> Report {
    report_asked(page, locator, &Asked::default())
}

/// The report on a page about some outages only.
pub fn report_asked(page: &Page, locator: &Locator, asked: &Asked) -> Report {
    report_on_asked(page, &place(page, locator), data(locator.tables), asked)
}

/// What each host of a page is to it, and what serves it.
pub fn place(page: &Page, locator: &Locator) -> Vec<HostUse> {
    let proxied = page.gaps.contains(&Gap::Proxied);
    let mut seen: HashMap<String, Seen> = HashMap::new();
    for request in page.requests.iter().filter(|request| tells(request)) {
        if let Some(host) = url::host(&request.url) {
            seen.entry(host).or_default().add(request);
        }
    }
    let own_host = url::host(&page.url).unwrap_or_default();
    let own_site = locator.tables.site(&own_host);
    let place = |host: String| {
        let Seen { addresses, headers } = seen.remove(&host).unwrap_or_default();
        let canonical = page.canonical.get(&host).map(std::slice::from_ref);
        let placements = locator.locate(&HostFacts {
            host: &host,
            addresses: &addresses,
            headers: &headers,
            canonical: canonical.unwrap_or_default(),
            proxied,
        });
        HostUse {
            third_party: locator.tables.site(&host) != own_site,
            purpose: locator
                .tables
                .purpose(&host)
                .or_else(|| hosting(&placements)),
            placements,
            host,
        }
    };
    hosts_of(page).into_iter().map(place).collect()
}

/// A name that a cloud gave its customer (`d111.cloudfront.net`) says nothing
/// of who the customer is: mostly the page's own people.
fn hosting(placements: &[Placement]) -> Option<Purpose> {
    let given = placements.iter().any(|placement| {
        let named = placement
            .evidence
            .iter()
            .any(|evidence| evidence.signal == Signal::Hostname);
        let kind = catalogue::provider(&placement.provider).map(|provider| provider.kind);
        named && kind.is_some_and(|kind| kind != ProviderKind::Service)
    });
    given.then_some(Purpose::Hosting)
}

/// What the requests to one host tell of it.
#[derive(Default)]
struct Seen {
    addresses: Vec<Address>,
    headers: Vec<Header>,
}

/// Whether a request tells anything of its host but that it is there.
fn tells(request: &Request) -> bool {
    request.address.is_some() || !request.headers.is_empty()
}

/// How many addresses, and values of a header, are looked at: what serves a
/// host says so in nearly every answer, and some values (`cf-ray`) never come
/// twice.
const ENOUGH: usize = 8;

impl Seen {
    fn add(&mut self, request: &Request) {
        if let Some(address) = request.address
            && self.addresses.len() < ENOUGH
            && !self.addresses.contains(&address)
        {
            self.addresses.push(address);
        }
        for header in &request.headers {
            let mut same = self.headers.iter().filter(|seen| seen.name == header.name);
            let known = same.clone().any(|seen| seen.value == header.value);
            if !known && same.nth(ENOUGH - 1).is_none() {
                self.headers.push(header.clone());
            }
        }
    }
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
