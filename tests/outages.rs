//! Which outages are asked about, and which hosts each hits.

mod dsl;

use dsl::{case, lose};
use faultline::impact::HostUse;
use faultline::model::{Confidence, Layer, Likelihood, Mode, Verdict};
use faultline::outage::{self, Extent, Origin, Outage, Plane, what_ifs};
use proptest::prelude::*;

/// How an outage hits the one host `host` of a page: `no`, `yes`, or the doubt.
fn hit(outage: &Outage, placements: &str) -> String {
    let case = case(&format!("document own\nscript host {placements}"));
    match outage.hits(&case.hosts[1]) {
        None => "no".to_owned(),
        Some(hit) => hit
            .doubt
            .map_or("yes".to_owned(), |doubt| format!("{doubt:?}")),
    }
}

fn check(lost: &str, placements: &str, expected: &str) {
    assert_eq!(
        hit(&lose(lost), placements),
        expected,
        "{lost} × {placements}"
    );
}

#[test]
fn a_provider_takes_all_that_it_serves() {
    check("aws", "at=aws/us-east-1/ec2", "yes");
    check("aws", "at=aws/global/cloudfront", "yes");
    check("aws", "at=azure/westeurope", "no");
}

#[test]
fn a_region_takes_what_stands_in_it() {
    check("aws/us-east-1", "at=aws/us-east-1/ec2", "yes");
    check("aws/us-east-1", "at=aws/us-west-2/ec2", "no");
    check("aws/us-east-1", "at=aws/?/ec2", "RegionUnknown");
    check("aws/us-east-1", "at=aws/global/cloudfront", "no");
    check("aws/us-east-1", "at=gcp/us-east-1", "no");
}

#[test]
fn a_service_takes_its_own() {
    check("aws/?/s3", "at=aws/us-east-1/s3", "yes");
    check("aws/?/s3", "at=aws/us-east-1/ec2", "no");
    check("aws/us-east-1/s3", "at=aws/us-east-1/s3", "yes");
    check("aws/us-east-1/s3", "at=aws/us-west-2/s3", "no");
    check("aws/us-east-1/s3", "at=aws/?/?", "no");
}

#[test]
fn an_unknown_service_is_guessed_of_the_past_only() {
    let past = |lost: &str| Outage {
        hosts: Vec::new(),
        origin: Origin::Past,
        ..lose(lost)
    };
    for (lost, placed, expected) in [
        ("aws/?/s3", "at=aws/us-east-1", "ServiceUnknown"),
        ("akamai/?/cdn", "at=akamai/global", "ServiceUnknown"),
        ("fastly/?/cdn", "at=fastly/global/?", "ServiceUnknown"),
        // What does not deliver for others goes by names of its own.
        ("akamai/?/mpulse", "at=akamai/global", "no"),
        // A guess upon a guess is none.
        ("fastly/?/cdn", "at=fastly/global/???", "no"),
    ] {
        assert_eq!(hit(&past(lost), placed), expected, "{lost} × {placed}");
        check(lost, placed, "no");
    }
}

#[test]
fn layers_count_each() {
    check("aws", "at=cloudflare/global origin=aws/us-east-1/s3", "yes");
    check(
        "cloudflare",
        "at=cloudflare/global origin=aws/us-east-1/s3",
        "yes",
    );
    check(
        "aws/us-east-1",
        "at=heroku/us upstream=aws/us-east-1",
        "yes",
    );
}

#[test]
fn a_second_provider_may_serve_instead() {
    check(
        "fastly",
        "at=fastly/global at=cloudflare/global",
        "SecondProvider",
    );
    check("fastly", "at=fastly/global at=cloudflare/global??", "yes");
}

#[test]
fn what_is_only_possible_is_only_may() {
    check("fastly", "at=fastly/global??", "Placement");
}

/// The verdict, with a question mark where it only may.
fn verdict(page: &str, outage: &Outage) -> String {
    let impact = case(page).impact(outage);
    let mark = if impact.likelihood == Likelihood::May {
        "?"
    } else {
        ""
    };
    format!("{:?}{mark}", impact.verdict)
}

#[test]
fn the_edge_may_have_a_copy_of_files_but_not_of_documents() {
    let behind = "at=cloudflare/global origin=aws/us-east-1/s3";
    let outage = lose("aws/us-east-1");
    assert_eq!(
        verdict(
            &format!("document own\nscript host render {behind}"),
            &outage
        ),
        "Down?"
    );
    assert_eq!(verdict(&format!("document host {behind}"), &outage), "Down");
    // What a service embeds is gone with the service, whoever delivers it.
    let service = "at=cloudflare/global origin=jsdelivr/global";
    let page = format!("document own\nscript host render {service}");
    assert_eq!(verdict(&page, &lose("jsdelivr")), "Down");
    let heroku = "at=heroku/us upstream=aws/us-east-1";
    assert_eq!(
        verdict(
            &format!("document own\nscript host render {heroku}"),
            &outage
        ),
        "Down"
    );
}

fn asked(page: &str) -> Vec<String> {
    what_ifs(&case(page).hosts)
        .into_iter()
        .map(|outage| outage.id)
        .collect()
}

#[test]
fn every_failure_domain_of_the_page_is_asked_about_once() {
    let page = "document a at=aws/us-east-1/ec2
                script b at=aws/us-east-1/s3
                script c at=aws/us-west-2/s3
                script d at=aws/us-west-2/s3
                script e at=fastly/global/cdn";
    let expected = [
        "aws",
        "aws/ec2",
        "aws/s3",
        "aws/us-east-1",
        "aws/us-east-1/s3",
        "aws/us-west-2",
        "fastly",
        "fastly/cdn",
    ];
    // EC2 in us-east-1 is all of EC2 here, S3 in us-west-2 all of us-west-2.
    assert_eq!(asked(page), expected);
}

#[test]
fn a_control_plane_breaks_no_page() {
    let mut outage = lose("aws");
    outage.plane = Plane::Control;
    assert_eq!(
        verdict("document host at=aws/us-east-1/ec2", &outage),
        "Unaffected"
    );
    for past in outage::history()
        .iter()
        .filter(|past| past.plane == Plane::Control)
    {
        for lost in past.lost {
            let page = format!("document host at={}", lost.provider);
            assert_eq!(verdict(&page, &past.outage()), "Unaffected", "{}", past.id);
        }
    }
}

#[test]
fn a_zone_is_never_sure() {
    let mut outage = lose("aws/us-east-1");
    outage.lost[0].domain.zone = Some("use1-az4".to_owned());
    assert_eq!(hit(&outage, "at=aws/us-east-1/ec2"), "Zone");
    // Nor is its region where that is not known.
    assert_eq!(hit(&outage, "at=aws/?/ec2"), "no");
}

#[test]
fn a_part_is_never_sure() {
    let mut outage = lose("akamai");
    outage.lost[0].extent = Extent::Part;
    assert_eq!(hit(&outage, "at=akamai/global"), "Part");
}

#[test]
fn the_past_is_in_order_and_complete() {
    let ids: Vec<&str> = outage::history().iter().map(|past| past.id).collect();
    assert!(ids.is_sorted(), "{ids:?}");
    let must = [
        "2020-11-25-aws",
        "2021-06-08-fastly",
        "2021-06-17-akamai",
        "2021-10-04-meta",
        "2021-12-07-aws",
        "2021-12-15-aws",
        "2021-12-22-aws",
    ];
    for id in must {
        assert!(ids.contains(&id), "{id} is missing");
    }
}

/// Every file of `src/outages` names places that it hit and places that it
/// spared; the engine must agree.
#[test]
fn proofs() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/outages");
    let mut files = 0;
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        let id = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&path).expect("a file");
        let file: toml::Table = text.parse().expect("TOML");
        let outage = outage::past(&id).expect("it is compiled").outage();
        for (list, expected) in [("hits", true), ("spares", false)] {
            for place in file["proof"][list].as_array().expect("a list") {
                let place = place.as_str().expect("a place");
                let hit = hit(&outage, &format!("at={place}"));
                assert_eq!(hit != "no", expected, "{id} × {place}: {hit}");
            }
        }
        files += 1;
    }
    assert_eq!(files, outage::history().len());
    assert!(files >= 87, "an outage went missing");
}

/// What holds for each of the past outages, at the places that it names.
#[test]
fn no_part_is_sure_and_no_region_takes_what_is_in_none() {
    for past in outage::history() {
        for (index, lost) in past.lost.iter().enumerate() {
            let mut only = past.outage();
            only.lost = vec![only.lost.swap_remove(index)];
            let service = lost.service.unwrap_or("?");
            let place = format!("{}/{}/{service}", lost.provider, lost.region.unwrap_or("?"));
            let found = hit(&only, &format!("at={place}"));
            let sure = lost.zone.is_none() && lost.extent == Extent::Whole;
            let expected = match (past.plane, sure) {
                (Plane::Control, _) => "no",
                (_, true) => "yes",
                (_, false) if lost.zone.is_some() => "Zone",
                (_, false) => "Part",
            };
            assert_eq!(found, expected, "{} × {place}", past.id);
            let everywhere = format!("at={}/global/{service}", lost.provider);
            if lost.region.is_some() {
                assert_eq!(hit(&only, &everywhere), "no", "{} × {everywhere}", past.id);
            }
        }
    }
}

/// Any page of a few requests from hosts of three providers.
fn pages() -> impl Strategy<Value = Vec<String>> {
    let kind = prop::sample::select(vec![
        "script",
        "stylesheet",
        "image",
        "font",
        "data",
        "worker",
        "hint",
        "other",
    ]);
    let waits = prop::sample::select(vec!["", "render", "parser", "deferred", "async"]);
    let host = prop::sample::select(vec![
        "a at=aws/us-east-1/s3",
        "b at=aws/us-east-1/ec2 own",
        "c at=aws/?/ec2",
        "d at=aws/global/cloudfront origin=aws/us-west-2/s3 advertising",
        "e at=fastly/global consent",
        "f at=fastly/global at=cloudflare/global",
        "g at=cloudflare/global origin=aws/us-east-1 payment",
        "h at=heroku upstream=aws/us-east-1?? tag-manager",
    ]);
    let more = (0..3_usize, 0..8_usize, 0..6_usize, 0..3_usize);
    let line = (kind, waits, host, more).prop_map(|(kind, waits, host, more)| {
        let (certain, by, frame, extra) = more;
        let by = [format!("by={by}"), format!("by~{by}"), String::new()][certain].clone();
        let extra = ["", "after", "404"][extra];
        let frame = if frame < 2 {
            format!("in={frame}")
        } else {
            String::new()
        };
        format!("{kind} {host} {waits} {by} {frame} {extra}")
    });
    prop::collection::vec(line, 0..10)
}

fn page_of(lines: &[String]) -> dsl::Case {
    let first = "document b at=aws/us-east-1/ec2 own\nframe e at=fastly/global consent";
    case(&format!("{first}\n{}", lines.join("\n")))
}

fn all_outages(hosts: &[HostUse]) -> Vec<Outage> {
    what_ifs(hosts)
        .into_iter()
        .chain(outage::history().iter().map(|past| past.outage()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_more_request_never_improves_a_verdict(lines in pages()) {
        let whole = page_of(&lines);
        let mut fewer = whole.clone();
        fewer.page.requests.pop();
        for outage in all_outages(&whole.hosts) {
            let (whole, fewer) = (whole.impact(&outage), fewer.impact(&outage));
            prop_assert!(whole.verdict >= fewer.verdict, "{}", outage.id);
            prop_assert!(whole.sure >= fewer.sure, "{}", outage.id);
        }
    }

    #[test]
    fn both_modes_are_as_bad_as_the_worse(lines in pages()) {
        let case = page_of(&lines);
        for outage in all_outages(&case.hosts) {
            let both = case.impact(&Outage {
                modes: vec![Mode::Refuse, Mode::Hang],
                ..outage.clone()
            });
            let refuse = case.verdict(&outage, Mode::Refuse);
            let hang = case.verdict(&outage, Mode::Hang);
            prop_assert_eq!(both.verdict, refuse.max(hang));
            prop_assert_eq!((both.refuse, both.hang), (Some(refuse), Some(hang)));
        }
    }

    #[test]
    fn effects_tell_of_every_lost_request_once(lines in pages()) {
        let case = page_of(&lines);
        for outage in all_outages(&case.hosts) {
            let impact = case.impact(&outage);
            let told: u32 = impact.effects.iter().map(|effect| effect.count).sum();
            prop_assert_eq!(told, impact.requests);
            prop_assert!(impact.effects.is_sorted_by_key(|effect| std::cmp::Reverse(effect.verdict)));
            prop_assert!(impact.sure <= impact.verdict);
            let sure = impact.likelihood == Likelihood::Will;
            prop_assert_eq!(sure, impact.sure == impact.verdict);
            if impact.requests == 0 {
                prop_assert_eq!(impact.verdict, Verdict::Unaffected);
            }
        }
    }

    /// The slow, obvious twin of [`Outage::hits`]: the host is hit where any
    /// layer is, and for sure only where nothing speaks against it.
    #[test]
    fn hits_are_those_of_the_obvious_twin(lines in pages()) {
        let case = page_of(&lines);
        for outage in all_outages(&case.hosts) {
            for host in &case.hosts {
                prop_assert_eq!(
                    outage.hits(host).map(|hit| hit.doubt.is_none()),
                    obvious(&outage, host),
                    "{} × {}", outage.id, host.host
                );
            }
        }
    }
}

/// `Some(true)`: for sure; `Some(false)`: it may be.
fn obvious(outage: &Outage, host: &HostUse) -> Option<bool> {
    if outage.plane == Plane::Control {
        return None;
    }
    let one = |placement: &faultline::model::Placement| {
        let mut best = None;
        for lost in &outage.lost {
            let domain = &lost.domain;
            let global = placement.reach == faultline::model::Reach::Global;
            let mut unknown = 0;
            let mut other = domain.provider != placement.provider;
            for (lost, placed) in [
                (&domain.service, &placement.service),
                (&domain.region, &placement.region),
            ] {
                other |= lost.is_some() && placed.is_some() && lost != placed;
                unknown += u32::from(lost.is_some() && placed.is_none());
            }
            other |= domain.region.is_some() && global;
            let asked = outage.origin == Origin::WhatIf;
            other |= asked && domain.service.is_some() && placement.service.is_none();
            // The two of the pages here that are no clouds.
            if let ("fastly" | "cloudflare", Some(service), None) = (
                domain.provider.as_str(),
                &domain.service,
                &placement.service,
            ) {
                other |= !["cdn", "compute"].contains(&service.as_str());
            }
            unknown += u32::from(placement.confidence == Confidence::Possible);
            other |= unknown > 1;
            other |= domain.zone.is_some() && placement.region.is_none();
            if other {
                continue;
            }
            let sure = unknown == 0 && domain.zone.is_none() && lost.extent == Extent::Whole;
            best = best.max(Some(sure));
        }
        best
    };
    let hits: Vec<Option<bool>> = host.placements.iter().map(one).collect();
    let spared = |layer: Layer| {
        host.placements.iter().zip(&hits).any(|(placement, hit)| {
            placement.layer == layer && placement.confidence > Confidence::Possible && hit.is_none()
        })
    };
    let each = host.placements.iter().zip(&hits);
    each.filter_map(|(placement, hit)| hit.map(|sure| sure && !spared(placement.layer)))
        .max()
}
