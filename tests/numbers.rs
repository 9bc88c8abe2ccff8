//! The page in numbers: concentration, and the measures of the literature
//! (pages in the words of `dsl`).

mod dsl;

use dsl::{Case, case};
use faultline::impact::judged_by;
use faultline::impact::{RULES, Rule};
use faultline::model::Verdict;
use faultline::report::{Data, Numbers, Part, report_on};
use faultline::words;
use proptest::prelude::*;

fn numbers(page: &str) -> Numbers {
    numbers_of(&case(page))
}

fn numbers_of(case: &Case) -> Numbers {
    report_on(&case.page, &case.hosts, Data::default()).numbers
}

const SHOP: &str = "
    document shop own at=fastly/global/cdn origin=aws/us-east-1/ec2
    stylesheet shop own render
    script cdn render at=cloudflare/global/cdn
    data api own at=aws/us-east-1/lambda
    image pictures at=aws/eu-west-1/s3
    image elsewhere at=aws/eu-west-1/s3??";

#[test]
fn by_provider() {
    assert_eq!(
        words::parts(&numbers(SHOP))[0],
        [
            "AWS: 50 % of requests, 1 of 4 critical requests",
            "Fastly: 33 % of requests, 2 of 4 critical requests",
            "Cloudflare: 17 % of requests, 1 of 4 critical requests",
        ]
    );
}

#[test]
fn by_region() {
    assert_eq!(
        words::parts(&numbers(SHOP))[1],
        [
            // What stands behind an edge stands in its region.
            "AWS, N. Virginia (us-east-1): 50 % of requests, 3 of 4 critical requests",
            "AWS, Ireland (eu-west-1): 17 % of requests, 0 of 4 critical requests",
            "In many places at once: 17 % of requests, 1 of 4 critical requests",
            "Region not known: 17 % of requests, 0 of 4 critical requests",
        ]
    );
}

#[test]
fn bytes_are_said_where_they_are_known() {
    let mut case = case("document a own\nimage b");
    case.page.requests[1].bytes = Some(5);
    assert_eq!(
        words::parts(&numbers_of(&case))[0],
        [
            "a: 50 % of requests, 0 % of bytes, 1 of 1 critical request",
            "b: 50 % of requests, 100 % of bytes, 0 of 1 critical request",
        ]
    );
}

/// The sentence of one of the measures, after its name and source.
fn measure(index: usize, page: &str, expected: &str) {
    let measures = words::measures(&numbers(page));
    let said = measures[index].split_once("): ").map(|(_, said)| said);
    assert_eq!(said, Some(expected), "{page}");
}

#[test]
fn critical_dependence_on_a_cdn() {
    let check = |page, expected| measure(0, page, expected);
    check(
        "document shop own at=fastly/global/cdn\nimage b at=cloudflare/global/cdn",
        "yes, Fastly alone delivers the page's own files",
    );
    check(
        "document shop own at=aws/global/cloudfront",
        "yes, AWS alone delivers the page's own files",
    );
    check(
        "document shop own at=fastly/global/cdn\nimage b own at=cloudflare/global/cdn",
        "no, Cloudflare and Fastly deliver the page's own files",
    );
    check(
        "document www.fastly.com own at=fastly/global/cdn",
        "no, Fastly is the site's own",
    );
    check(
        "document shop own at=aws/us-east-1/ec2",
        "none is known to deliver the page's own files",
    );
    check(
        "document shop own at=fastly/global/cdn??",
        "none is known to deliver the page's own files",
    );
}

#[test]
fn render_blocking_third_parties() {
    let check = |page, expected| measure(1, page, expected);
    check("document shop own\nscript own own render", "none");
    check("document shop own\nscript tags async", "none");
    check(
        "document shop own\nscript tags render\nstylesheet fonts render",
        "2 requests to tags and fonts",
    );
    check(
        "document shop own\nscript tags",
        "1 request to tags, as far as can be concluded",
    );
    check(
        "document shop own\nscript tags\nscript tags render",
        "2 requests to tags, 1 of them concluded, not seen",
    );
    // What blocks a frame does not block the page.
    check(
        "document shop own\nframe ads\nscript tags render in=1",
        "none",
    );
}

#[test]
fn implicit_levels() {
    let check = |page, expected| measure(2, page, expected);
    check(
        "document shop own\nscript own own by=0",
        "0, the page asks no third party for anything",
    );
    check(
        "document shop own
         script own own by=0
         script tags by=1
         script ads by=2
         image creative by=3",
        "3; 1 request of third parties explicitly asked for by the page, 2 implicitly by what it \
         loads from them",
    );
    check(
        "document shop own
         frame ads by=0
         image creative in=1",
        "2; 1 request of third parties explicitly asked for by the page, 1 implicitly by what it \
         loads from them; who asked was not seen for 1 request",
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Each way to divide the page has every request once, and critical are
    /// those that their rule calls so.
    #[test]
    fn parts_make_up_the_whole(lines in prop::collection::vec(
        prop::sample::select(vec![
            "document a own at=aws/us-east-1/s3",
            "script c render at=fastly/global/cdn origin=aws/eu-west-1/s3 by=0",
            "script d own by~1",
            "stylesheet e render at=aws/eu-west-1/s3?? by=7",
            "script f parser at=cloudflare/global",
            "image g at=aws/us-east-1/s3 by=2",
            "data h at=heroku upstream=aws/us-east-1/ec2",
        ]), 0..12)) {
        let case = case(&lines.join("\n"));
        let numbers = numbers_of(&case);
        let rule = |name: &&str| -> &Rule {
            RULES.iter().find(|rule| rule.name == *name).expect("a rule")
        };
        let rules = judged_by(&case.page, &case.hosts);
        let critical = rules.iter().map(rule);
        let critical = critical.filter(|rule| rule.refuse.max(rule.hang) >= Verdict::Broken);
        prop_assert_eq!(numbers.all.critical as usize, critical.count());
        prop_assert_eq!(numbers.all.requests as usize, case.page.requests.len());
        for parts in [&numbers.providers, &numbers.regions] {
            let sum = |of: fn(&Part) -> u32| parts.iter().map(of).sum::<u32>();
            prop_assert_eq!(sum(|part| part.requests), numbers.all.requests);
            prop_assert_eq!(sum(|part| part.critical), numbers.all.critical);
        }
    }
}
