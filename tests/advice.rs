//! Advice (pages in the words of `dsl`): what is tried, what is found to save,
//! and that it never claims more than the changed page shows.

mod dsl;

use dsl::{Case, case};
use faultline::impact::impact;
use faultline::model::Verdict;
use faultline::report::{Change, Data, Report, changed, report_on};
use faultline::words;
use proptest::prelude::*;

fn report(page: &str) -> Report {
    report_of(&case(page))
}

fn report_of(case: &Case) -> Report {
    report_on(&case.page, &case.hosts, Data::default())
}

/// What would save a page, in sentences.
fn check(page: &str, expected: &[&str]) {
    assert_eq!(words::advice(&report(page)), expected, "{page}");
}

#[test]
fn who_stands_alone_may_be_async() {
    check(
        "document shop own at=aws/us-east-1/ec2
         script tags render tag-manager at=fastly/global/cdn",
        &[
            "With async on 1 script from tags, 1 of 2 outages no longer takes the page down: \
             Fastly",
            "With a second provider for shop, 1 of 2 outages is no longer sure to take the page \
             down: AWS, N. Virginia (us-east-1)",
        ],
    );
}

#[test]
fn each_outage_has_its_own_advice() {
    let report = report(
        "document shop own at=aws/us-east-1/ec2
         script tags render tag-manager at=fastly/global/cdn",
    );
    for (id, expected) in [
        (
            "fastly",
            vec![
                "With async on 1 script from tags it no longer takes the page down",
                "With a second provider for tags it is no longer sure to take the page down",
            ],
        ),
        (
            "aws/us-east-1",
            vec!["With a second provider for shop it is no longer sure to take the page down"],
        ),
    ] {
        let mut findings = report.outages.iter();
        let finding = findings.find(|finding| finding.outage.id == id).unwrap();
        assert_eq!(words::saving(&report, finding), expected, "{id}");
    }
}

#[test]
fn what_others_call_is_deferred_and_stays_in_order() {
    let found = report(
        "document shop own at=aws/us-east-1/ec2
         script libraries render library at=fastly/global/cdn",
    );
    assert_eq!(found.advice[0].change, Change::Defer);
    assert!(found.advice[0].sure, "{found:#?}");
}

#[test]
fn stylesheets_need_not_be_waited_for() {
    check(
        "document shop own at=aws/us-east-1/ec2??
         stylesheet fonts render fonts at=fastly/global/cdn",
        &[
            "With 1 stylesheet from fonts preloaded, and a copy to fall back on, 1 of 1 outage \
             no longer takes the page down: Fastly",
        ],
    );
}

#[test]
fn a_host_with_both_moves_as_a_whole() {
    check(
        "document shop own at=aws/us-east-1/ec2??
         stylesheet libraries render library at=fastly/global/cdn
         script libraries render",
        &[
            "With 2 files from libraries on the page's own host, 1 of 1 outage no longer takes \
             the page down: Fastly",
        ],
    );
}

#[test]
fn what_falls_with_another_host_is_not_saved() {
    // Both stand there: to change one of them is no use.
    check(
        "document shop own at=fastly/global/cdn
         script tags render tag-manager at=fastly/global/cdn",
        &[
            "No single change that Faultline can try would save the page from the 1 outage that \
             would take it down",
        ],
    );
}

#[test]
fn where_nothing_is_fatal_there_is_no_advice() {
    check("document shop own at=aws/us-east-1/ec2??", &[]);
    check("image pictures", &[]);
}

fn lines() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(
        prop::sample::select(vec![
            "document a own at=aws/us-east-1/s3",
            "script b render tag-manager at=fastly/global/cdn origin=aws/eu-west-1/s3",
            "script b parser",
            "script c render library at=cloudflare/global/cdn",
            "stylesheet c render",
            "stylesheet d render fonts at=gcp/global",
            "script e own deferred at=aws/eu-west-1/s3",
            "script f deferred chat at=bunny/global",
            "script g own render at=aws/eu-west-1/ec2",
            "script h render by=1 at=heroku/global upstream=aws/us-east-1/ec2",
            "frame i at=fastly/global/cdn",
            "script j render analytics in=1 at=cloudflare/global/cdn",
            "script k own",
        ]),
        0..10,
    )
}

fn page_of(lines: &[&str]) -> Case {
    case(&format!(
        "document z own at=aws/us-west-2/ec2\nframe y\n{}",
        lines.join("\n")
    ))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The changed page, asked about each outage by itself, shows what is
    /// claimed, and is nowhere worse.
    #[test]
    fn advice_claims_what_the_changed_page_shows(lines in lines()) {
        let case = page_of(&lines);
        let report = report_of(&case);
        for advice in &report.advice {
            let (page, hosts, _) = changed(advice.change, &advice.host, &case.page, &case.hosts);
            for finding in &report.outages {
                let outages = finding.same.iter().chain([&finding.outage]);
                let after: Vec<_> = outages.map(|outage| impact(&page, &hosts, outage)).collect();
                let was_fatal = finding.impact.sure == Verdict::Down;
                let spared = after.iter().all(|after| after.sure < Verdict::Down);
                let claimed = advice.saved.contains(&finding.outage.id);
                prop_assert_eq!(claimed, was_fatal && spared, "{:?} {}", advice, finding.outage.id);
                prop_assert!(
                    !claimed || !advice.sure || after.iter().all(|after| after.verdict < Verdict::Down)
                );
                let spoken = after.last().expect("the finding's own outage");
                prop_assert!(spoken.sure <= finding.impact.sure, "{:?}", advice);
                prop_assert!(spoken.verdict <= finding.impact.verdict, "{:?}", advice);
            }
        }
    }

    /// The change itself beside its slow twin: the page written down anew.
    #[test]
    fn a_change_is_what_its_name_says(lines in lines()) {
        let before = page_of(&lines);
        let rewritten = |find: fn(&str) -> bool, from: &[&str], to: &str| {
            let lines = lines.iter().map(|line| match find(line) {
                true => from.iter().fold((*line).to_owned(), |line, from| line.replace(from, to)),
                false => (*line).to_owned(),
            });
            let lines: Vec<String> = lines.collect();
            page_of(&lines.iter().map(String::as_str).collect::<Vec<_>>()).page
        };
        let (page, _, _) = changed(Change::Async, "b", &before.page, &before.hosts);
        let waits = [" render", " parser"];
        prop_assert_eq!(page, rewritten(|line| line.starts_with("script b"), &waits, " async"));
        let (page, _, _) = changed(Change::Defer, "c", &before.page, &before.hosts);
        prop_assert_eq!(page, rewritten(|line| line.starts_with("script c"), &waits, " deferred"));
        let (page, _, _) = changed(Change::Preload, "c", &before.page, &before.hosts);
        prop_assert_eq!(page, rewritten(|line| line.starts_with("stylesheet c"), &waits, " async"));
        let (page, hosts, _) = changed(Change::SelfHost, "c", &before.page, &before.hosts);
        prop_assert!(page.requests.iter().all(|request| !request.url.starts_with("https://c/")));
        prop_assert_eq!(hosts, before.hosts);
    }
}
