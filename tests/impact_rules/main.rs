//! What the loss of a request means: a case is a request in a few words (see
//! `dsl`), the rule that judges it, and what becomes of the page.

mod around;
mod cases;
#[path = "../dsl/mod.rs"]
mod dsl;

use around::{ASKED, QUEUED};
use cases::CASES;
use dsl::{case, lose};
use faultline::impact::{RULES, judged_by};
use faultline::model::{Mode, Outcome, Verdict};

#[test]
fn what_an_ad_or_a_measurement_asks_for_is_part_of_it() {
    for (rule, purpose, line) in ASKED {
        let case = case(&format!("document own\nscript by async {purpose}\n{line}"));
        let judged = judged_by(&case.page, &case.hosts);
        assert_eq!(judged[2], *rule, "{purpose}, {line}");
    }
}

#[test]
fn where_a_part_of_an_ad_is_redirected_to_is_part_of_it() {
    let case = case("document own\nimage ads advertising\nimage bids by=1\nimage last by=2");
    let judged = judged_by(&case.page, &case.hosts);
    assert_eq!(judged[2..], ["part_of_an_ad", "part_of_an_ad"]);
}

#[test]
fn what_a_site_is_for_to_others_is_no_excuse_on_its_own_pages() {
    let rules = |page: &str| {
        let case = case(page);
        judged_by(&case.page, &case.hosts)
    };
    let page = "document tube own video\nscript tube async\nscript ads async own advertising";
    assert_eq!(rules(page)[1..], ["own_script", "advertising"]);
    let page = "document shop own\nscript tube async video";
    assert_eq!(rules(page)[1], "embed");
    let page = "document ads own advertising\nscript ads async\nimage other by=1";
    assert_eq!(rules(page)[1..], ["own_script", "picture"]);
}

#[test]
fn what_stands_in_the_frame_of_an_ad_is_part_of_it_however_deep() {
    let case = case(
        "document own
         frame ads advertising
         script creative in=1
         frame inner in=1
         image picture in=2
         script counter analytics in=2
         frame own own
         image picture in=3",
    );
    let judged = judged_by(&case.page, &case.hosts);
    let ad = "part_of_an_ad";
    assert_eq!(
        judged[1..],
        ["advertising", ad, ad, ad, "measurement", "frame", "picture"]
    );
}

#[test]
fn each_rule_judges_its_case() {
    for (rule, line, refuse, hang) in CASES {
        check(rule, line, &format!("document own\n{line}"), *refuse, *hang);
    }
    for (rule, line, refuse, hang) in QUEUED {
        let page = format!("document own\n{line}\nscript other deferred own");
        check(rule, line, &page, *refuse, *hang);
    }
}

fn check(rule: &str, line: &str, page: &str, refuse: Verdict, hang: Verdict) {
    let case = case(page);
    assert_eq!(judged_by(&case.page, &case.hosts)[1], rule, "{line}");
    let outage = lose("lost");
    assert_eq!(
        case.verdict(&outage, Mode::Refuse),
        refuse,
        "{line}, refused"
    );
    assert_eq!(case.verdict(&outage, Mode::Hang), hang, "{line}, hung");
    assert_eq!(
        case.impact(&outage).verdict,
        refuse.max(hang),
        "{line}, both"
    );
}

#[test]
fn each_rule_has_a_case() {
    for rule in RULES {
        let tested = CASES
            .iter()
            .chain(QUEUED)
            .map(|(name, ..)| name)
            .chain(ASKED.iter().map(|(name, ..)| name))
            .any(|name| *name == rule.name);
        assert!(
            tested,
            "the rule {} has no case; add one to CASES",
            rule.name
        );
        assert!(
            rule.refuse <= rule.hang,
            "{}: to hang is never better",
            rule.name
        );
    }
}

#[test]
fn who_stopped_a_request_is_known_by_the_name_of_the_error() {
    for (error, blocked) in [
        ("net::ERR_BLOCKED_BY_CLIENT", true),
        ("net::ERR_BLOCKED_BY_ORB", true),
        ("net::ERR_ABORTED", true),
        ("NS_ERROR_ABORT", true),
        ("NS_ERROR_SOCIALTRACKING_URI", true),
        ("NS_ERROR_MALFORMED_URI", false),
        ("NS_ERROR_UNKNOWN_HOST", false),
        ("net::ERR_CONNECTION_REFUSED", false),
        ("", false),
    ] {
        let outcome = Outcome::Failed(error.to_owned());
        assert_eq!(outcome.is_blocked(), blocked, "{error}");
    }
    assert!(!Outcome::Answered(403).is_blocked());
    assert!(!Outcome::Unknown.is_blocked());
}

#[test]
fn what_is_called_as_what_measures_is_called_and_draws_nothing_measures() {
    let rule = |line: &str| {
        let case = case(&format!("document own\n{line}"));
        judged_by(&case.page, &case.hosts)[1]
    };
    assert_eq!(rule("script one async own left=buttons"), "buttons_need_it");
    let matomo = "script one async own file=js/matomo.js";
    assert_eq!(rule(&format!("{matomo} left=buttons")), "measurement");
    assert_eq!(
        rule("data stats.shop.example own left=most later=0.4"),
        "data_adds"
    );
    // Nobody watched, or it draws.
    assert_eq!(rule(matomo), "own_script");
    assert_eq!(rule(&format!("{matomo} left=most")), "draws_little");
}

#[test]
fn who_pays_needs_the_fields_of_a_frame_and_not_every_script_of_payment() {
    let rules = |fields: u32| {
        let mut case = case(
            "document own\nscript pay async payment left=most\nframe pay payment\nframe other own",
        );
        case.page.frames[1].fields = fields;
        judged_by(&case.page, &case.hosts)
    };
    assert_eq!(rules(1)[1..], ["payment", "payment", "frame"]);
    assert_eq!(rules(0)[1..], ["draws_little", "frame", "frame"]);
}

#[test]
fn the_frame_that_is_to_be_filled_in_is_missed_most() {
    let mut case = case("document own\nframe one\nframe other\nframe empty");
    case.page.frames[1].fields = 3;
    case.page.frames[2].fields = 1;
    let judged = judged_by(&case.page, &case.hosts);
    assert_eq!(judged[1..], ["frame_to_fill_in", "frame", "frame"]);
}
