//! Your web: what sites keep answers as their pages would, moves are told from
//! better knowledge, and nothing is lost on the way through records and files.

mod dsl;

use dsl::{Case, case};
use faultline::impact::Engine;
use faultline::model::{Layer, Likelihood, Verdict};
use faultline::outage::{self, Origin, Outage};
use faultline::report::{Data, report_on};
use faultline::web::export::{self, Refused};
use faultline::web::{Day, Site, Span, Unread, Visit, Web, concentration, csv, visit};
use proptest::prelude::*;

const TODAY: Day = 20_779;
const MONTH: Span = Span {
    from: TODAY - 29,
    to: TODAY,
};

fn left_by(case: &Case) -> Visit {
    visit(
        &case.page,
        &report_on(&case.page, &case.hosts, Data::default()),
    )
}

/// A site that was visited once, today.
fn site(name: &str, text: &str) -> Site {
    let mut site = Site::new(name);
    site.take(left_by(&case(text)), name, TODAY);
    site
}

fn standing_on(home: &str) -> Visit {
    Visit {
        home: home.to_owned(),
        parts: Vec::new(),
    }
}

const SHOP: &str = "
    document shop.example at=cloudflare/global/cdn origin=aws/us-east-1/s3
    stylesheet static.example render at=fastly/global/cdn
    script pay.example deferred at=aws/us-east-1/ec2 payment
    image pics.example at=aws/eu-west-1/s3 area=0.4
    beacon count.example at=gcp/us-central1/run analytics";
const BLOG: &str = "
    document blog.example at=aws/us-east-1/ec2
    script lib.example render at=fastly/global/cdn";
const HOME: &str = "document home.example at=hetzner/fsn1/cloud";

fn three() -> Web {
    let sites = vec![
        site("shop.example", SHOP),
        site("blog.example", BLOG),
        site("home.example", HOME),
    ];
    Web::new(sites, Vec::new())
}

/// Every outage that one could ask a page about, the past included.
fn every_outage(case: &Case) -> Vec<Outage> {
    let mut outages = outage::every_what_if(&case.hosts);
    outages.extend(outage::history().iter().map(outage::Past::outage));
    outages
}

fn answers_as_its_page(case: &Case) {
    let mut site = Site::new("shop.example");
    site.take(left_by(case), "one", TODAY);
    let web = Web::new(vec![site], Vec::new());
    let engine = Engine::new(&case.page, &case.hosts);
    for outage in every_outage(case) {
        let (verdict, sure) = engine.verdicts(&outage);
        let told = web.hit_by(&[0], &outage.id);
        let told = told
            .first()
            .map_or((Verdict::Unaffected, Likelihood::Will), |(_, effect)| {
                (effect.verdict, effect.likelihood)
            });
        let likelihood = if verdict == sure {
            Likelihood::Will
        } else {
            Likelihood::May
        };
        assert_eq!(told, (verdict, likelihood), "{}", outage.id);
    }
}

proptest! {
    #[test]
    fn a_site_answers_every_outage_as_its_page_would(
        lines in prop::collection::vec(
            (0..8_usize, 0..6_usize, 0..6_usize, 0..4_usize, 0..5_usize),
            0..12,
        ),
    ) {
        let kinds = ["script", "stylesheet", "image", "font", "data", "beacon", "frame", "worker"];
        let places = ["at=aws/us-east-1/s3", "at=fastly/global/cdn origin=aws/us-east-1/ec2", "at=cloudflare/global/cdn",
            "at=aws/?/ec2", "at=gcp/us-central1/run??", "at=heroku/us upstream=aws/us-east-1/ec2"];
        let waits = ["render", "deferred", "async", "parser"];
        let more = ["", "own", "analytics", "payment", "area=0.3"];
        let mut text = String::from("document shop.example at=cloudflare/global/cdn origin=aws/us-east-1/s3\n");
        for (line, (kind, place, wait, by, extra)) in lines.into_iter().enumerate() {
            // Only what came before can have asked for it.
            let (by, wait) = (by.min(line), waits[wait % 4]);
            text += &format!("{} h{place}.test {} {wait} {} by~{by}\n", kinds[kind], places[place], more[extra]);
        }
        let case = case(&text);
        answers_as_its_page(&case);
    }
}

#[test]
fn hosts_on_one_footing_are_one_part_and_no_host_is_kept() {
    let visit = left_by(&case(
        "
        document shop.example at=fastly/global/cdn
        image a.shop.example own at=aws/us-east-1/s3
        image b.shop.example own at=aws/us-east-1/s3",
    ));
    assert_eq!(visit.parts.len(), 2);
    assert_eq!((visit.parts[1].hosts, visit.parts[1].requests), (2, 2));
    let mut site = Site::new("shop.example");
    site.take(visit, "one", TODAY);
    let kept = String::from_utf8_lossy(&site.to_record()).into_owned() + &export::json(&[site]);
    assert!(
        !kept.contains("a.shop") && !kept.contains("b.shop"),
        "{kept}"
    );
}

#[test]
fn outages_are_ranked_by_how_many_sites_they_hit() {
    let web = three();
    let all = web.find(MONTH, "");
    assert_eq!(all.len(), 3);
    let ranked = web.ranked(&all, Origin::WhatIf);
    let first = &ranked[0];
    assert_eq!(
        first.outage.id, "aws/us-east-1",
        "a region before all of AWS, which does more"
    );
    assert_eq!(
        (first.down, first.broken),
        (2, 0),
        "no edge has a copy of a document"
    );
    let hit = web.hit_by(&all, &first.outage.id);
    let names: Vec<&str> = hit
        .iter()
        .map(|(site, _)| web.sites()[*site].name.as_str())
        .collect();
    assert_eq!(names, ["shop.example", "blog.example"]);

    let past = web.ranked(&all, Origin::Past);
    assert!(
        past.iter()
            .any(|toll| toll.outage.id == "2021-06-08-fastly" && toll.down + toll.broken == 2),
        "{past:?}"
    );
    let of_home = web.of_site(2, Origin::WhatIf);
    assert!(
        of_home
            .iter()
            .all(|(outage, _)| outage.id.starts_with("hetzner"))
    );
    assert!(!of_home.is_empty());
}

#[test]
fn the_ranking_is_that_of_counting_one_by_one() {
    let web = three();
    let all = web.find(MONTH, "");
    for toll in web
        .ranked(&all, Origin::WhatIf)
        .iter()
        .chain(&web.ranked(&all, Origin::Past))
    {
        let mut counted = [0_u32; 6];
        for (_, effect) in web.hit_by(&all, &toll.outage.id) {
            let place = match (effect.verdict, effect.likelihood) {
                (Verdict::Down, Likelihood::Will) => 0,
                (Verdict::Down, Likelihood::May) => 1,
                (Verdict::Broken, Likelihood::Will) => 2,
                (Verdict::Broken, Likelihood::May) => 3,
                (_, Likelihood::Will) => 4,
                (_, Likelihood::May) => 5,
            };
            counted[place] += 1;
        }
        let told = [
            toll.down,
            toll.may_down,
            toll.broken,
            toll.may_broken,
            toll.degraded,
            toll.may_degraded,
        ];
        assert_eq!(told, counted, "{}", toll.outage.id);
    }
}

#[test]
fn a_search_finds_by_name_and_by_who_and_where() {
    let web = three();
    let found = |search: &str| -> Vec<&str> {
        let found = web.find(MONTH, search).into_iter();
        found.map(|site| web.sites()[site].name.as_str()).collect()
    };
    assert_eq!(found("SHOP"), ["shop.example"]);
    assert_eq!(found("fastly"), ["shop.example", "blog.example"]);
    assert_eq!(found("us-east-1 blog"), ["blog.example"]);
    assert_eq!(found("virginia"), ["shop.example", "blog.example"]);
    assert_eq!(found("nobody"), [""; 0]);
    assert!(
        web.find(Span::last(30, TODAY + 30), "").is_empty(),
        "a month later"
    );
}

#[test]
fn shares_and_their_index() {
    let web = three();
    let all = web.find(MONTH, "");
    let shares = web.providers(&all, MONTH);
    let share = |key: &str| {
        shares
            .iter()
            .find(|share| share.provider == key)
            .cloned()
            .unwrap_or_default()
    };
    let told = |key: &str| (share(key).home, share(key).visits, share(key).used);
    assert_eq!(told("cloudflare"), (1, 1, 1));
    assert_eq!(told("aws"), (1, 1, 2));
    assert_eq!(told("fastly"), (0, 0, 2));
    assert_eq!(concentration(&shares), Some((3333, 3333)));
    assert_eq!(concentration(&[]), None);
    let regions = web.regions(&all, MONTH);
    let east = regions
        .iter()
        .find(|share| share.region.as_deref() == Some("us-east-1"));
    assert_eq!(
        east.map(|share| (share.home, share.used)),
        Some((2, 2)),
        "behind an edge, too"
    );
    let history = web.history(&all, TODAY);
    let last = history.last().expect("a point");
    assert_eq!(
        (history.len(), last.day, last.sites, last.index),
        (1, TODAY, 3, Some(3333))
    );
}

#[test]
fn a_document_counts_once_and_the_latest_page_is_kept() {
    let mut site = site("shop.example", HOME);
    site.take(left_by(&case(SHOP)), "shop.example", TODAY);
    assert_eq!(site.days, [(TODAY, 1)]);
    assert_eq!(site.parts.len(), 5);
    for number in 0..20 {
        site.take(
            left_by(&case(SHOP)),
            &format!("another {number}"),
            TODAY + 1,
        );
    }
    assert_eq!(site.days, [(TODAY, 1), (TODAY + 1, 20)]);
    assert_eq!(
        (site.visits(TODAY, TODAY), site.visits(TODAY, TODAY + 9)),
        (1, 21)
    );
}

#[test]
fn a_move_is_told_from_better_knowledge() {
    let mut site = Site::new("shop.example");
    let steps = [
        (0, "edge aws//elb regional likely"),
        (1, "edge aws/us-east-1/elb regional certain"),
        (2, ""),
        (3, "edge cloudflare//cdn global certain"),
        (
            4,
            "edge cloudflare//cdn global certain; origin aws/us-east-1/s3 regional likely",
        ),
        (
            5,
            "edge cloudflare global certain; origin gcp regional possible",
        ),
        (
            6,
            "edge cloudflare//cdn global certain; origin aws/eu-west-1/s3 regional likely",
        ),
    ];
    for (day, home) in steps {
        site.take(standing_on(home), &day.to_string(), TODAY + day);
    }
    let moves = site.moves();
    let told: Vec<(Day, &str)> = (moves.iter())
        .map(|told| (told.day - TODAY, told.to[0].provider.as_str()))
        .collect();
    assert_eq!(
        told,
        [(3, "cloudflare")],
        "what is unknown in between hides the second move"
    );
    assert_eq!(moves[0].from[0].region.as_deref(), Some("us-east-1"));
    assert!(site.home(TODAY + 2).contains("aws/us-east-1/elb"));
    site.take(
        standing_on("edge cloudflare//cdn global certain; origin gcp/us-central1 regional certain"),
        "7",
        TODAY + 7,
    );
    assert_eq!(site.moves()[0].to[1].layer, Layer::Origin);
    for day in 8..100 {
        let home = ["edge fastly global certain", "edge akamai global certain"][day as usize % 2];
        site.take(standing_on(home), &day.to_string(), TODAY + day);
    }
    assert_eq!(site.homes.len(), 24, "not all of a dance is kept");
}

#[test]
fn old_days_are_forgotten_and_with_the_last_of_them_the_site() {
    let mut site = Site::new("shop.example");
    site.take(standing_on(""), "a", TODAY - 100);
    site.take(standing_on(""), "b", TODAY);
    assert!(site.forget_before(TODAY - 90));
    assert_eq!(site.days, [(TODAY, 1)]);
    assert!(!site.forget_before(TODAY + 1));
}

#[test]
fn a_record_comes_back_as_it_was_kept() {
    let mut site = site("shop.example", SHOP);
    site.take(left_by(&case(SHOP)), "two", TODAY + 40);
    let record = site.to_record();
    assert_eq!(Site::from_record("shop.example", &record), Ok(site));
    assert!(record.len() < 400, "{} bytes", record.len());
    for length in 0..record.len() {
        assert!(
            Site::from_record("x", &record[..length]).is_err(),
            "cut off at {length}"
        );
    }
    assert_eq!(Site::from_record("x", &[99, 1, 2]), Err(Unread::Later));
}

#[test]
fn a_record_of_the_first_format_is_read() {
    // As the first format wrote it: days, the home, and a part without hosts.
    let home = "edge fastly//cdn global certain";
    let mut record = vec![1, 1];
    record.extend([0xab, 0xa2, 0x01, 3, home.len() as u8]);
    record.extend(home.bytes());
    record.extend([1, home.len() as u8]);
    record.extend(home.bytes());
    record.extend([0xff, 0x00, 7]);
    let site = Site::from_record("blog.example", &record).expect("a site");
    assert_eq!(
        (site.days.as_slice(), site.homes.as_slice()),
        (&[(TODAY, 3)][..], &[(TODAY, home.to_owned())][..])
    );
    assert_eq!((site.parts[0].requests, site.parts[0].hosts), (7, 1));
    let again = Site::from_record("blog.example", &site.to_record());
    assert_eq!(again.as_ref(), Ok(&site), "and written in the present one");
    assert_eq!(site.to_record()[0], 2);
    let web = Web::new(vec![site], Vec::new());
    assert_eq!(web.hit_by(&[0], "fastly")[0].1.verdict, Verdict::Down);
}

#[test]
fn files_come_back_whole() {
    let mut sites = vec![
        site("blog.example", BLOG),
        site("home.example", HOME),
        site("shop.example", SHOP),
    ];
    sites[0].take(
        standing_on("edge fastly//cdn global certain"),
        "two",
        TODAY + 3,
    );
    let bare = |sites: &[Site]| -> Vec<String> {
        sites
            .iter()
            .map(|site| export::json(std::slice::from_ref(site)))
            .collect()
    };
    for text in [
        export::json(&sites),
        csv::write(&sites),
        format!("\u{feff}{}", csv::write(&sites)),
    ] {
        let read = export::read(&text).unwrap_or_else(|why| panic!("{why:?}: {text}"));
        assert_eq!(bare(&read), bare(&sites));
    }
}

#[test]
fn what_is_no_export_is_refused_with_the_place() {
    let refused = |text: &str| export::read(text).expect_err(text);
    assert_eq!(refused("{}"), Refused::NotOurs);
    assert_eq!(refused("a,b\n1,2\n"), Refused::NotOurs);
    assert_eq!(refused(""), Refused::NotOurs);
    assert_eq!(
        refused(r#"{"kind":"faultline-web","schema":7}"#),
        Refused::Later(7)
    );
    assert!(matches!(
        refused("{\n\n\"kind\": }"),
        Refused::Line { line: 3, .. }
    ));
    let good = export::json(&[site("shop.example", SHOP)]);
    for (from, to, field) in [
        ("2026-11-22", "2026-11-31", "visits"),
        ("shop.example", "shop example", "site"),
        ("edge cloudflare", "edgy cloudflare", "parts"),
        ("dddd", "dddx", "parts"),
    ] {
        let text = good.replacen(from, to, if field == "parts" { 9 } else { 1 });
        let refusal = refused(&text);
        let told = matches!(&refusal, Refused::Site { field: told, .. } if *told == field || *told == "homes");
        assert!(told, "{from} → {to}: {refusal:?}");
    }
    let table = csv::write(&[site("shop.example", SHOP)]);
    let wrong = table.replacen(",1,1\n", ",one,1\n", 1);
    assert!(
        matches!(refused(&wrong), Refused::Line { line: 2.., what } if what == "requests"),
        "{wrong}"
    );
}

#[test]
fn the_same_site_from_two_places_becomes_one() {
    let mut own = site("shop.example", HOME);
    let mut other = site("shop.example", SHOP);
    other.days = vec![(TODAY - 1, 4), (TODAY, 3)];
    other.homes[0].0 = TODAY - 1;
    own.merge(other.clone());
    assert_eq!(own.days, [(TODAY - 1, 4), (TODAY, 3)]);
    assert_eq!(own.parts, other.parts);
    assert_eq!(own.homes.len(), 2, "{:?}", own.homes);
    let before = own.clone();
    own.merge(other);
    assert_eq!(
        own.days, before.days,
        "the same file a second time adds nothing"
    );
}
