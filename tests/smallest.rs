//! The smallest outage that takes a page down (pages in the words of `dsl`).

mod dsl;

use dsl::case;
use faultline::model::{Likelihood, Verdict};
use faultline::outage::{Outage, every_what_if};
use faultline::report::{Data, Report, narrowness, report_on};
use faultline::words;
use proptest::prelude::*;

fn report(page: &str) -> Report {
    let case = case(page);
    report_on(&case.page, &case.hosts, Data::default())
}

/// The id of the smallest outage, `-` where there is none, and the hosts that
/// are enough.
fn check(page: &str, outage: &str, hosts: &[&str]) {
    let found = report(page).smallest;
    let id = found.outage.as_ref().map_or("-", |outage| &outage.id);
    assert_eq!(id, outage, "{page}");
    assert_eq!(found.hosts, hosts, "{page}");
}

#[test]
fn the_narrowest_is_the_smallest() {
    // The list of outages has only the region for it.
    check(
        "document shop own at=aws/us-east-1/ec2",
        "aws/us-east-1/ec2",
        &["shop"],
    );
    check(
        "document shop own at=aws/us-east-1",
        "aws/us-east-1",
        &["shop"],
    );
    check(
        "document shop own at=fastly/global/cdn",
        "fastly/cdn",
        &["shop"],
    );
    check("document shop own at=fastly/global", "fastly", &["shop"]);
}

#[test]
fn a_region_behind_an_edge_is_smaller_than_the_edge() {
    check(
        "document shop own at=fastly/global/cdn origin=aws/us-east-1/ec2",
        "aws/us-east-1/ec2",
        &["shop"],
    );
}

#[test]
fn of_equally_narrow_ones_the_one_that_takes_less() {
    check(
        "document shop own at=cloudflare/global/cdn
         script tags render at=fastly/global/cdn
         image pictures at=cloudflare/global/cdn",
        "fastly/cdn",
        &["shop", "tags"],
    );
}

#[test]
fn what_only_may_be_is_not_enough() {
    check("document shop own at=aws/us-east-1/ec2??", "-", &["shop"]);
    // How the page waits for it was not seen.
    check("script cdn own", "-", &[]);
    check("image pictures own", "-", &[]);
}

#[test]
fn its_sentence() {
    let said = |page: &str| words::smallest(&report(page)).unwrap_or_default();
    assert_eq!(
        said("document shop own at=aws/us-east-1/ec2\nscript tags render at=fastly/global"),
        "The smallest outage that is sure to take this page down: AWS EC2, N. Virginia \
         (us-east-1); of single hosts, shop or tags is enough"
    );
    assert_eq!(
        said("document shop own at=aws/us-east-1/ec2??"),
        "No outage is sure to take this page down; of single hosts, shop is enough"
    );
    assert_eq!(said("image pictures own"), "");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// By its own impact it takes the page down for sure, and nothing narrower does.
    #[test]
    fn it_takes_the_page_down_and_nothing_narrower_does(lines in prop::collection::vec(
        prop::sample::select(vec![
            "document a own at=aws/us-east-1/s3",
            "document b own at=aws/us-east-1/ec2??",
            "script c render at=fastly/global/cdn origin=aws/eu-west-1/s3",
            "script d own",
            "stylesheet e render at=aws/eu-west-1/s3",
            "script f parser at=cloudflare/global",
            "image g at=aws/us-east-1/s3",
            "script h render at=heroku/global upstream=aws/us-east-1/ec2",
        ]), 0..8)) {
        let case = case(&lines.join("\n"));
        let found = report_on(&case.page, &case.hosts, Data::default()).smallest.outage;
        let width = |outage: &Outage| narrowness(&outage.lost[0].domain);
        for outage in every_what_if(&case.hosts) {
            let impact = case.impact(&outage);
            let fatal = (impact.verdict, impact.likelihood) == (Verdict::Down, Likelihood::Will);
            if fatal {
                let found = found.as_ref().expect("some outage is the smallest");
                prop_assert!(width(found) <= width(&outage));
            }
            prop_assert!(fatal || found.as_ref() != Some(&outage));
        }
    }
}
