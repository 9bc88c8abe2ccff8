//! The tables and the catalogue speak of the same things.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use faultline::catalogue;
use faultline::locate::table::intervals::{Intervals, Key};
use faultline::locate::table::layout::{BLOCKS, RANGES};
use faultline::locate::table::{AddressHit, CORE, Tables, section};

/// One answer for each value that the intervals of both families have.
fn answers(sections: [usize; 2]) -> impl Iterator<Item = AddressHit<'static>> {
    let address = |six: bool, Key { high, low }: Key| -> IpAddr {
        if six {
            Ipv6Addr::from(u128::from(high) << 64 | u128::from(low)).into()
        } else {
            Ipv4Addr::from(low as u32).into()
        }
    };
    let each = move |(number, six)| {
        let (bytes, _) = section(CORE, number).expect("a section");
        let intervals = Intervals::new(bytes).expect("a section of intervals");
        let valued = intervals.walk().filter_map(move |found| {
            let value = found.value?;
            Some(((value.place, value.set), address(six, found.first)))
        });
        valued.collect::<BTreeMap<_, _>>().into_values()
    };
    let tables = Tables::built_in();
    sections
        .into_iter()
        .zip([false, true])
        .flat_map(each)
        .map(move |ip| tables.address(ip))
}

#[test]
fn every_autonomous_system_of_the_catalogue_is_in_the_table_and_no_other() {
    let ours: BTreeSet<_> = answers(BLOCKS)
        .filter_map(|hit| hit.system.map(|system| (system.number, system.provider)))
        .collect();
    let named: BTreeSet<_> = catalogue::providers()
        .iter()
        .flat_map(|provider| provider.asn.iter().map(|number| (*number, provider.key)))
        .collect();
    let strangers: Vec<_> = ours.difference(&named).collect();
    assert!(
        strangers.is_empty(),
        "run `cargo xtask data`: {strangers:?}"
    );
    // Some announce no address now; most do.
    let silent: Vec<_> = named.difference(&ours).collect();
    assert!(
        silent.len() * 10 < named.len(),
        "run `cargo xtask data`: {silent:?}"
    );
}

#[test]
fn the_catalogue_knows_the_providers_and_regions_of_the_ranges() {
    let mut unknown = BTreeSet::new();
    for range in answers(RANGES).filter_map(|hit| hit.range) {
        assert!(catalogue::provider(range.provider).is_some(), "{range:?}");
        if let Some(code) = range.region
            && catalogue::region(range.provider, code).is_none_or(|region| region.code != code)
        {
            unknown.insert((range.provider, code));
        }
    }
    assert_eq!(unknown, BTreeSet::new());
}

#[test]
fn the_catalogue_knows_most_services_of_the_feeds() {
    let services: BTreeSet<_> = answers(RANGES)
        .filter_map(|hit| hit.range)
        .flat_map(|range| {
            range
                .services
                .into_iter()
                .map(move |name| (range.provider, name))
        })
        .collect();
    for provider in catalogue::providers() {
        for service in provider.services {
            for feed in service.feeds {
                assert!(
                    services.contains(&(provider.key, *feed)),
                    "{}: no feed has {feed}",
                    provider.key
                );
            }
        }
    }
}
