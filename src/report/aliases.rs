//! Of which hosts it would help to know what their names are aliases of.

use super::{Host, Report};
use crate::locate::{address, hostname};
use crate::model::{Gap, Page, Signal};

/// The hosts of which nothing is known but in whose network their address is,
/// at best. None behind a proxy, where the browser does not ask for names
/// itself.
pub fn worth_looking_up<'r>(report: &'r Report, page: &Page) -> impl Iterator<Item = &'r str> {
    let proxied = page.gaps.contains(&Gap::Proxied);
    let open = report.hosts.iter().filter(|host| is_open(host));
    open.map(|host| host.host.as_str())
        .filter(move |host| !proxied && address::parse(host).is_none())
        .filter(|host| host.contains('.') && hostname::normal(host).is_some())
}

fn is_open(host: &Host) -> bool {
    let mut evidence = host.placements.iter().flat_map(|one| &one.evidence);
    evidence.all(|one| matches!(one.signal, Signal::AutonomousSystem | Signal::RunsOn))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locate::Locator;
    use crate::locate::table::Tables;
    use crate::model::{Address, AddressSource, Header, Request};
    use crate::report::report;

    fn check(host: &str, address: &str, header: &str, gaps: &[Gap], expect: bool) {
        let header = header.split_once(": ").map(|(name, value)| Header {
            name: name.to_owned(),
            value: value.to_owned(),
        });
        let request = Request {
            url: format!("https://{host}/"),
            address: address.parse().ok().map(|ip| Address {
                ip,
                source: AddressSource::Live,
            }),
            headers: header.into_iter().collect(),
            ..Request::default()
        };
        let page = Page {
            url: request.url.clone(),
            requests: vec![request],
            gaps: gaps.to_vec(),
            ..Page::default()
        };
        let tables = Tables::built_in();
        let locator = Locator {
            tables: &tables,
            own: &[],
        };
        let report = report(&page, &locator);
        let found = worth_looking_up(&report, &page).any(|found| found == host);
        assert_eq!(found, expect, "{host} {address}");
    }

    #[test]
    fn only_names_of_which_nothing_better_is_known() {
        check("shop.example", "", "", &[], true);
        // A system alone, and a published range.
        check("shop.example", "23.32.1.1", "", &[], true);
        check("shop.example", "52.216.0.1", "", &[], false);
        check(
            "shop.example",
            "23.32.1.1",
            "cf-ray: 8b1a2c3d4e5f6071-FRA",
            &[],
            false,
        );
        check("d1.cloudfront.net", "", "", &[], false);
        check("shop.example", "", "", &[Gap::Proxied], false);
        check("192.0.2.1", "", "", &[], false);
        check("localhost", "", "", &[], false);
    }

    #[test]
    fn an_alias_that_was_looked_up_is_evidence() {
        let request = Request {
            url: "https://shop.example/".to_owned(),
            ..Request::default()
        };
        let mut page = Page {
            url: request.url.clone(),
            requests: vec![request],
            ..Page::default()
        };
        let name = "d111111abcdef8.cloudfront.net".to_owned();
        page.canonical.insert("shop.example".to_owned(), name);
        let tables = Tables::built_in();
        let locator = Locator {
            tables: &tables,
            own: &[],
        };
        let report = report(&page, &locator);
        let placement = &report.hosts[0].placements[0];
        assert_eq!(placement.provider, "aws");
        assert_eq!(placement.evidence[0].signal, Signal::Cname);
        assert_eq!(worth_looking_up(&report, &page).count(), 0);
    }
}
