//! Trials: which outages are tried, and when a prediction came true (pages in
//! the words of `dsl`).

mod dsl;

use dsl::case;
use faultline::look::Look;
use faultline::model::{Mode, Verdict};
use faultline::report::{Data, Report, report_on};
use faultline::simulate::Refused;
use faultline::trial::{OUTAGES, Trial, is_beside_the_page, plans};
use faultline::words;

const SHOP: &str = "document shop.test own at=aws/us-east-1/ec2
    script cdn.test render at=cloudflare/global
    image img.test at=fastly/global
    script count.test async analytics at=gcp/europe-west1";

fn report(page: &str) -> Report {
    let case = case(page);
    report_on(&case.page, &case.hosts, Data::default())
}

fn check(page: &str, holds: bool, expected: &[(&str, Mode)]) {
    let plans = plans(&report(page), holds).unwrap();
    let planned: Vec<(&str, Mode)> = plans
        .iter()
        .map(|plan| (plan.outage.id.as_str(), plan.mode))
        .collect();
    assert_eq!(planned, expected, "{page}");
}

#[test]
fn the_worst_are_tried_and_what_nobody_would_notice_is_not() {
    let both = [
        ("aws/us-east-1", Mode::Refuse),
        ("cloudflare", Mode::Refuse),
        ("fastly", Mode::Refuse),
    ];
    check(SHOP, false, &both);
}

#[test]
fn hanging_is_tried_where_it_is_something_else_and_can_be_done() {
    let all = [
        ("aws/us-east-1", Mode::Refuse),
        ("cloudflare", Mode::Refuse),
        ("cloudflare", Mode::Hang),
        ("fastly", Mode::Refuse),
    ];
    check(SHOP, true, &all);
}

#[test]
fn each_set_of_hosts_is_tried_once_and_not_too_many() {
    let mut page = "document shop.test own at=aws/us-east-1/ec2".to_owned();
    for (number, provider) in ["fastly", "cloudflare", "akamai", "gcp", "azure", "bunny"]
        .iter()
        .enumerate()
    {
        page += &format!("\nscript {number}.test render at={provider}/global");
    }
    let plans = plans(&report(&page), false).unwrap();
    assert_eq!(plans.len(), OUTAGES);
    let lost: std::collections::BTreeSet<_> = plans.iter().map(|plan| &plan.lost).collect();
    assert_eq!(lost.len(), OUTAGES);
}

#[test]
fn there_may_be_nothing_to_try() {
    let nothing = plans(&report("document shop.test own at=-"), false);
    let nothing = nothing.map(|plans| plans.len());
    // Only the reader could say who serves it.
    assert!(
        matches!(nothing, Err(Refused::NothingLost) | Ok(1)),
        "{nothing:?}"
    );
    let mut form = report(SHOP);
    form.page.posted = true;
    assert_eq!(plans(&form, false), Err(Refused::Form));
}

#[test]
fn a_prediction_is_verified_or_said_to_be_wrong() {
    let report = report(SHOP);
    let plans = plans(&report, false).unwrap();
    let whole = Look {
        painted: true,
        text: 900,
        ..Look::default()
    };
    let check = |plan: usize, text: Option<u32>, agrees: bool, said: &str| {
        let look = text.map(|text| Look {
            text,
            ..whole.clone()
        });
        let trial = Trial::new(&plans[plan], &whole, look.as_ref());
        assert_eq!(trial.agrees(), agrees, "{said}");
        assert_eq!(words::verified(&trial), said);
    };
    check(0, None, true, "verified");
    check(0, Some(900), false, "predicted down, seen unaffected");
    check(1, Some(100), true, "verified");
    check(1, Some(800), false, "predicted broken, seen degraded");
    assert_eq!(plans[2].predicted, Verdict::Degraded);
}

#[test]
fn what_serves_nobody_who_reads_is_not_looked_at() {
    let report = report(SHOP);
    assert!(is_beside_the_page(&report, "count.test"));
    assert!(!is_beside_the_page(&report, "cdn.test"));
    assert!(!is_beside_the_page(&report, "elsewhere.test"));
}
