//! The report on a page whose hosts are placed: what it counts, ranks and
//! leaves out.

mod dsl;

use dsl::{Case, case};
use faultline::locate::operators::Operators;
use faultline::model::Verdict::{self, Broken, Degraded, Down, Unaffected};
use faultline::model::{Address, AddressSource, Evidence, Gap, Omitted, Signal};
use faultline::report::{Data, Extent, Finding, Report, complete, is_open, report_on, unlist};
use faultline::words;

fn report(page: &str) -> Report {
    report_of(&case(page))
}

fn report_of(case: &Case) -> Report {
    report_on(&case.page, &case.hosts, Data::default())
}

/// A page of a shop that uses several clouds, in several ways.
const SHOP: &str = "
    document shop own at=aws/us-east-1/ec2
    stylesheet shop own render
    script cdn render at=cloudflare/global/cdn
    script cdn async
    data api own at=aws/us-east-1/lambda
    image pictures at=fastly/global/cdn area=0.4
    script counter async analytics at=gcp/us-central1/cloud-run
    script somewhere async";

/// The first line of a page.
fn answer(page: &str, expected: &str) {
    assert_eq!(words::answer(&report(page)), expected);
}

#[test]
fn the_answer_counts_and_names_one() {
    answer(
        SHOP,
        "3 outages would take this page down; AWS, N. Virginia (us-east-1) is one",
    );
    answer(
        "document shop own at=aws/us-east-1/ec2",
        "1 outage would take this page down: AWS, N. Virginia (us-east-1)",
    );
    answer(
        "document shop own at=ours
         data api own at=aws/us-east-1/lambda",
        "1 outage would take this page down: ours",
    );
    answer(
        "document shop own at=aws/us-east-1/ec2??",
        "1 outage may take this page down: AWS, N. Virginia (us-east-1)",
    );
    answer(
        "script counter async analytics at=gcp/us-central1/cloud-run",
        "No outage of what is known here would be noticed",
    );
    answer("", "This page has not asked for anything yet");
}

#[test]
fn a_guess_about_the_service_makes_no_headline() {
    let page = "document own at=github/global
                data api after at=github/global/api";
    assert_eq!(
        ranked(page),
        ["Down github = ", "Degraded github/api = "],
        "the page may not be of the service that it asks"
    );
}

#[test]
fn no_outage_breaks_it_but_parts_are_missing() {
    answer(
        "image pictures at=fastly/global/cdn",
        "No outage would break this page; 1 outage would leave parts of it missing",
    );
}

/// The findings in their order: id, verdict, and the ids that do the same.
fn ranked(page: &str) -> Vec<String> {
    let line = |finding: &faultline::report::Finding| {
        let same: Vec<&str> = finding.same.iter().map(|same| same.id.as_str()).collect();
        format!(
            "{:?} {} = {}",
            finding.impact.verdict,
            finding.outage.id,
            same.join(" ")
        )
    };
    report(page).outages.iter().map(line).collect()
}

#[test]
fn what_does_the_same_is_one_finding_and_the_worst_is_first() {
    let expected = [
        "Down aws/us-east-1 = aws",
        "Down aws/ec2 = ",
        "Down cloudflare = cloudflare/cdn",
        "Broken aws/lambda = ",
        "Degraded somewhere = ",
        "Degraded fastly = fastly/cdn",
        "Unaffected gcp/us-central1 = gcp/cloud-run gcp",
    ];
    let mut ranked = ranked(SHOP);
    // Of equals the one that takes more requests is first.
    ranked[4..6].sort_by_key(|line| !line.contains("somewhere"));
    assert_eq!(ranked, expected);
}

#[test]
fn the_counts_of_the_answer_are_those_of_the_findings() {
    let report = report(SHOP);
    let answer = &report.answer;
    assert_eq!((answer.down, answer.broken, answer.degraded), (3, 1, 2));
    assert_eq!(
        (answer.may_down, answer.may_broken, answer.unaffected),
        (0, 0, 1)
    );
    assert_eq!(answer.verdict, Down);
}

/// Providers with requests, hosts and verdict, in the order of the strip.
#[test]
fn shares_are_by_who_stands_in_front() {
    let mut case = case(SHOP);
    case.hosts
        .iter_mut()
        .find(|host| host.host == "somewhere")
        .unwrap()
        .placements
        .clear();
    let report = report_of(&case);
    let shares: Vec<(Option<&str>, u32, u32, Verdict)> = report
        .shares
        .iter()
        .map(|share| {
            (
                share.provider.as_deref(),
                share.requests,
                share.hosts,
                share.verdict,
            )
        })
        .collect();
    let expected = [
        (Some("aws"), 3, 2, Down),
        (Some("cloudflare"), 2, 1, Down),
        (Some("fastly"), 1, 1, Degraded),
        (Some("gcp"), 1, 1, Unaffected),
        (None, 1, 1, Degraded),
    ];
    assert_eq!(shares, expected);
    assert_eq!(report.coverage.unplaced, ["somewhere"]);
    assert_eq!(
        words::coverage(&report.coverage),
        "Who serves 7 of 8 requests is known; not known: somewhere"
    );
}

#[test]
fn each_host_has_its_own_verdict() {
    let report = report(SHOP);
    let verdicts: Vec<(&str, Verdict)> = report
        .hosts
        .iter()
        .map(|host| (host.host.as_str(), host.verdict()))
        .collect();
    let expected = [
        ("shop", Down),
        ("cdn", Down),
        ("api", Broken),
        ("pictures", Degraded),
        ("counter", Unaffected),
        ("somewhere", Degraded),
    ];
    assert_eq!(verdicts, expected);
}

#[test]
fn coverage_says_by_what_and_of_how_much() {
    let mut case = case(
        "document shop own at=aws/?/ec2
         image shop own
         image pictures at=fastly/global/cdn",
    );
    for (host, signal) in case.hosts.iter_mut().zip([Signal::Range, Signal::Header]) {
        let (detail, date) = (String::new(), String::new());
        host.placements[0].evidence.push(Evidence {
            signal,
            detail,
            date,
        });
    }
    case.page.omitted = Omitted {
        requests: 4,
        hosts: 2,
    };
    let report = report_of(&case);
    assert_eq!(report.coverage.regions, 1);
    assert_eq!(
        words::coverage(&report.coverage),
        "Who serves 3 of 7 requests is known: 2 by published address ranges and 1 by response headers"
    );
    assert_eq!((report.page.requests, report.page.hosts), (7, 4));
}

#[test]
fn what_is_not_known_is_said_first_where_that_is_all() {
    let told = |page: &str| {
        let mut case = case(page);
        case.hosts
            .iter_mut()
            .for_each(|host| host.placements.clear());
        words::coverage(&report_of(&case).coverage)
    };
    assert_eq!(
        told("document a own\nimage b"),
        "Who serves 2 requests is not known: a and b"
    );
    assert_eq!(told(""), "Nothing was asked for");
}

#[test]
fn gaps_are_said_once_and_in_order() {
    let mut case = case("document shop own");
    case.page.gaps = vec![Gap::NoHeaders, Gap::Proxied, Gap::NoHeaders];
    assert_eq!(report_of(&case).page.gaps, [Gap::Proxied, Gap::NoHeaders]);
}

#[test]
fn history_is_all_of_it_newest_first() {
    let report = report(SHOP);
    let ids: Vec<&str> = report
        .history
        .iter()
        .map(|found| found.outage.id.as_str())
        .collect();
    assert_eq!(ids.len(), faultline::outage::history().len());
    assert!(ids.is_sorted_by(|a, b| a >= b));
    let verdict = |id: &str| {
        let found = report
            .history
            .iter()
            .find(|found| found.outage.id == id)
            .unwrap();
        (found.impact.verdict, found.impact.likelihood)
    };
    use faultline::model::Likelihood::{May, Will};
    assert_eq!(verdict("2021-12-15-aws"), (Unaffected, Will));
    assert_eq!(verdict("2021-12-22-aws"), (Down, May));
    assert_eq!(verdict("2021-06-08-fastly"), (Degraded, Will));
    assert_eq!(verdict("2025-11-18-cloudflare"), (Broken, Will));
    assert_eq!(verdict("2023-11-02-cloudflare"), (Unaffected, Will));
    assert_eq!(verdict("2021-10-04-meta"), (Unaffected, Will));
}

#[test]
fn the_past_is_told_in_a_sentence() {
    let told = |page: &str| words::history_answer(&report(page));
    assert_eq!(
        told("document own at=fastly/global/cdn"),
        "1 of 87 documented outages since 2016 would have taken this page down \
         (1 h 13 min)"
    );
    assert_eq!(
        told("document own at=ours"),
        "None of 87 documented outages since 2016 would have hit this page"
    );
    assert_eq!(
        told("document own at=aws/us-west-2/ec2\nimage own own"),
        "1 of 87 documented outages since 2016 would have taken this page down \
         (45 min), and 1 more may have hit it"
    );
    assert_eq!(
        told("image pictures at=railway/?/apps"),
        "1 of 87 documented outages since 2016 would have hit this page (7 h 54 min)"
    );
    assert_eq!(
        told("document own at=oci/us-ashburn-1"),
        "None of 87 documented outages since 2016 would surely have hit this page; 1 may have"
    );
    let mut unknown = case("document own");
    unknown.hosts[0].placements.clear();
    assert_eq!(
        words::history_answer(&report_of(&unknown)),
        "Which of 87 documented outages since 2016 would have hit this page is not known: \
         nor is who serves it"
    );
}

#[test]
fn a_report_survives_json() {
    let report = report(SHOP);
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
}

#[test]
fn of_what_is_not_placed_the_network_is_told() {
    let mut case = case(
        "document shop own at=aws/us-east-1/ec2\n script somewhere async\n image inside async",
    );
    for (request, ip) in case
        .page
        .requests
        .iter_mut()
        .zip(["192.0.32.8", "192.0.32.8", "10.0.0.1"])
    {
        request.address = Some(Address {
            ip: ip.parse().expect("an address"),
            source: AddressSource::Live,
        });
    }
    for host in &mut case.hosts[1..] {
        host.placements.clear();
    }
    let mut report = report_of(&case);
    assert!(is_open(&report, &case.page));
    complete(&mut report, &case.page, &Operators::built_in());
    let named: Vec<_> = report
        .hosts
        .iter()
        .map(|host| host.operator.is_some())
        .collect();
    assert_eq!(named, [false, true, false], "placed, announced, private");
    let shares: Vec<_> = report
        .shares
        .iter()
        .map(|share| share.operator.as_deref())
        .collect();
    assert_eq!(shares, [None, Some("ICANN"), None]);
    assert_eq!(
        words::coverage(&report.coverage),
        "Who serves 1 of 3 requests is known; not known: somewhere and inside; of 1 request at \
         least the network is"
    );
    case.page.gaps.push(Gap::Proxied);
    assert!(
        !is_open(&report, &case.page),
        "the addresses are the proxy's"
    );
}

/// What is left out counts nowhere; the rest stands as it stood. Where several
/// do the same, another stands for them.
#[test]
fn what_is_not_listed_does_not_count() {
    let whole = report(SHOP);
    let ids = |report: &Report| -> Vec<String> {
        let outages = report.outages.iter().chain(&report.history);
        outages.map(|finding| finding.outage.id.clone()).collect()
    };
    for extent in Extent::ALL {
        let mut report = whole.clone();
        unlist(&mut report, &[extent]);
        let shown = |report: &Report| {
            let all = report.outages.iter().chain(&report.history);
            let named = all.flat_map(|finding| [&finding.outage].into_iter().chain(&finding.same));
            named.map(Extent::of).collect::<Vec<_>>()
        };
        assert!(
            shown(&whole).contains(&extent),
            "{extent:?} is there to leave out"
        );
        let left = shown(&whole).into_iter().filter(|known| *known != extent);
        assert_eq!(shown(&report), left.collect::<Vec<_>>(), "{extent:?}");
        let down = |finding: &&Finding| finding.impact.verdict == Down;
        assert_eq!(
            (report.answer.down + report.answer.may_down) as usize,
            report.outages.iter().filter(down).count()
        );
        assert_eq!(Extent::named(extent.key()), Some(extent));
    }
    let mut regions = report("document shop own at=aws/us-east-1/ec2");
    unlist(&mut regions, &[Extent::Region, Extent::Past]);
    assert_eq!(ids(&regions), ["aws/ec2"]);
    let mut none = whole.clone();
    unlist(&mut none, &Extent::ALL);
    assert_eq!(ids(&none), [""; 0]);
    assert_eq!(none.answer.verdict, Unaffected);
    let mut same = whole.clone();
    unlist(&mut same, &[]);
    assert_eq!(same, whole);
}
