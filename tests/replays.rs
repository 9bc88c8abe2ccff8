//! The past, replayed: for each documented outage a page on a host that it hit
//! and one on a host that it did not. The hosts are real ones out of the
//! providers' files wherever one is known to stand in the place.

mod dsl;

use std::fs;

use faultline::impact::{HostUse, Reason};
use faultline::locate::table::Tables;
use faultline::locate::{HostFacts, Locator};
use faultline::model::{Kind, Layer, Outcome, Page, Placement, Request, Verdict};
use faultline::outage::{Past, Plane, history};
use faultline::report::{Asked, Data, Finding, report_on_asked};

/// What a past outage does to a page that is nothing but its document.
fn replay(past: &Past, host: HostUse) -> Finding {
    let url = format!("https://{}/", host.host);
    let document = Request {
        url: url.clone(),
        kind: Kind::Document,
        outcome: Outcome::Answered(200),
        ..Request::default()
    };
    let page = Page {
        url,
        requests: vec![document],
        loaded: true,
        ..Page::default()
    };
    let asked = Asked {
        outages: Some(vec![past.outage()]),
        mode: None,
    };
    let mut report = report_on_asked(&page, &[host], Data::default(), &asked);
    let found = report.history.pop();
    found.expect("the outage that was asked about")
}

/// The hosts that the providers' files prove to be theirs, placed by their
/// names.
fn proved() -> Vec<(String, Vec<Placement>)> {
    let tables = Tables::built_in();
    let locator = Locator {
        tables: &tables,
        own: &[],
    };
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/providers");
    let mut hosts = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let text = fs::read_to_string(path).expect("a file");
        let file: toml::Table = text.parse().expect("TOML");
        for proof in file["proof"]["is"].as_array().expect("a list") {
            let Some(host) = proof.get("host").and_then(toml::Value::as_str) else {
                continue;
            };
            let placed = locator.locate(&HostFacts {
                host,
                addresses: &[],
                headers: &[],
                canonical: &[],
                proxied: false,
            });
            hosts.push((host.to_owned(), placed));
        }
    }
    hosts
}

/// A host at a place such as `aws/us-east-1/s3`, and at no other, and whether it
/// is a real one.
fn host_at(place: &str, proved: &[(String, Vec<Placement>)]) -> (HostUse, bool) {
    let wanted = dsl::placement(place, Layer::Edge);
    let stands = |(_, placed): &&(String, Vec<Placement>)| {
        placed.len() == 1
            && placed.iter().all(|placed| {
                let service = wanted.service.is_none() || placed.service == wanted.service;
                placed.provider == wanted.provider && placed.region == wanted.region && service
            })
    };
    let real = proved.iter().find(stands).cloned();
    let is_real = real.is_some();
    let (host, placements) = real.unwrap_or(("replay.example".to_owned(), vec![wanted.clone()]));
    let host = HostUse {
        host,
        placements,
        third_party: false,
        purpose: None,
    };
    (host, is_real)
}

#[test]
fn each_outage_hits_one_host_and_spares_another() {
    let proved = proved();
    let mut real = 0;
    for past in history() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/outages");
        let text = fs::read_to_string(format!("{folder}/{}.toml", past.id)).expect("a file");
        let file: toml::Table = text.parse().expect("TOML");
        let mut host = |list: &str| {
            let place = file["proof"][list].as_array().expect("a list").first()?;
            let (host, is_real) = host_at(place.as_str().expect("a place"), &proved);
            real += usize::from(is_real);
            Some(host)
        };
        let (hit, spared) = (
            host("hits"),
            host("spares").expect("a place that was spared"),
        );
        let found = replay(past, spared.clone()).impact;
        assert_eq!(
            found.verdict,
            Verdict::Unaffected,
            "{} × {spared:?}",
            past.id
        );
        match hit {
            Some(hit) => {
                let found = replay(past, hit.clone()).impact;
                assert_eq!(found.verdict, Verdict::Down, "{} × {hit:?}", past.id);
                assert_eq!(found.hosts.len(), 1, "{}", past.id);
            }
            // Nothing that a page loads was hit, and the reason says so.
            None => assert_eq!(
                found.reason,
                match past.plane {
                    Plane::Control => Reason::ControlPlane,
                    Plane::Data | Plane::Both => Reason::Unseen,
                },
                "{}",
                past.id
            ),
        }
    }
    assert!(history().len() >= 87, "an outage went missing");
    assert!(real >= 90, "only {real} of the hosts are real ones");
}
