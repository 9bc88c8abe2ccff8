//! Places hosts by facts in words, for the tests of the locate step.

// Each test uses its part of these.
#![allow(dead_code)]

use std::fmt::Write as _;

use faultline::locate::header::telling;
use faultline::locate::own;
use faultline::locate::table::Tables;
use faultline::locate::{HostFacts, Locator};
use faultline::model::{Address, AddressSource, Confidence, Layer, Placement, Reach};

/// Places a host by facts in words, one a line: `host NAME`, `live IP`,
/// `cached IP`, `remembered IP`, `alias NAME`, `own RULE`, `proxied`, or a
/// header as `name: value`.
pub fn locate(facts: &str) -> Vec<Placement> {
    let tables = Tables::built_in();
    let (mut host, mut rules, mut proxied) = ("", String::new(), false);
    let (mut addresses, mut headers, mut canonical) = (Vec::new(), Vec::new(), Vec::new());
    for line in facts.lines().map(str::trim) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let mut address = |source| {
            addresses.push(Address {
                ip: rest.parse().unwrap(),
                source,
            })
        };
        match word {
            "host" => host = rest,
            "live" => address(AddressSource::Live),
            "cached" => address(AddressSource::Cached),
            "remembered" => address(AddressSource::Remembered),
            "alias" => canonical.push(rest.to_owned()),
            "own" => rules += &format!("{rest}\n"),
            "proxied" => proxied = true,
            "" => {}
            name => headers.extend(telling(name.strip_suffix(':').unwrap(), rest)),
        }
    }
    let own = own::parse(&rules).unwrap();
    let locator = Locator {
        tables: &tables,
        own: &own,
    };
    let facts = HostFacts {
        host,
        addresses: &addresses,
        headers: &headers,
        canonical: &canonical,
        proxied,
    };
    locator.locate(&facts)
}

/// A placement a line: layer, provider, service, region, pop, confidence.
pub fn told(placements: &[Placement]) -> String {
    let mut text = String::new();
    for placement in placements {
        let layer = match placement.layer {
            Layer::Edge => "edge",
            Layer::Origin => "origin",
            Layer::Upstream => "upstream",
        };
        let confidence = match placement.confidence {
            Confidence::Possible => "possible",
            Confidence::Likely => "likely",
            Confidence::Certain => "certain",
        };
        let field = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".to_owned());
        let global = if placement.reach == Reach::Global {
            " global"
        } else {
            ""
        };
        let [service, region, pop] =
            [&placement.service, &placement.region, &placement.pop].map(field);
        let provider = &placement.provider;
        writeln!(
            text,
            "{layer} {provider} {service} {region} {pop}{global} {confidence}"
        )
        .unwrap();
    }
    text
}

pub fn check(facts: &str, expect: &str) {
    let found = told(&locate(facts));
    let expect: String = expect
        .lines()
        .map(|line| format!("{}\n", line.trim()))
        .collect();
    assert_eq!(found.trim(), expect.trim(), "\nfor:\n{facts}");
}
