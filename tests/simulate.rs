//! Simulations: what is to fail, what the browser is told, and what is taken
//! up while one runs (pages in the words of `dsl`).

mod dsl;

use dsl::case;
use faultline::impact::HostUse;
use faultline::model::{Mode, Outcome, Verdict};
use faultline::report::{Data, Report, report_on};
use faultline::simulate::{MINUTES, Plan, Refused, Running, Status, plan, rules};
use serde_json::json;

const SHOP: &str = "document shop.test own at=aws/us-east-1/ec2
    script a.cdn.test render at=fastly/global
    script cdn.test render at=cloudflare/global
    image img.test at=cloudflare/global";

fn report(page: &str) -> Report {
    let case = case(page);
    report_on(&case.page, &case.hosts, Data::default())
}

fn planned(page: &str, id: &str) -> Plan {
    plan(&report(page), id, Mode::Refuse).unwrap()
}

fn running(page: &str, id: &str) -> Running {
    Running {
        tab: 7,
        plan: planned(page, id),
        until: 60_000.0 * f64::from(MINUTES),
        late: Vec::new(),
        rules: Vec::new(),
    }
}

/// Hosts that a page uses, as they are placed.
fn hosts(page: &str) -> Vec<HostUse> {
    case(page).hosts
}

#[test]
fn a_plan_names_what_fails_and_what_stands_below_it() {
    let check = |id: &str, lost: &[&str], spared: &[&str], predicted: Verdict| {
        let plan = planned(SHOP, id);
        assert_eq!(plan.lost, lost, "{id}");
        assert_eq!(plan.spared, spared, "{id}");
        assert_eq!(plan.predicted, predicted, "{id}");
    };
    check("fastly", &["a.cdn.test"], &[], Verdict::Broken);
    let below = &["a.cdn.test"];
    check(
        "cloudflare",
        &["cdn.test", "img.test"],
        below,
        Verdict::Broken,
    );
    check("aws/us-east-1", &["shop.test"], &[], Verdict::Down);
}

#[test]
fn each_mode_has_its_own_prediction() {
    let report = report(SHOP);
    let predicted = |mode| plan(&report, "fastly", mode).unwrap().predicted;
    assert_eq!(predicted(Mode::Refuse), Verdict::Broken);
    assert_eq!(predicted(Mode::Hang), Verdict::Down);
}

#[test]
fn what_cannot_be_simulated_is_refused() {
    let check = |report: &Report, id: &str, why: Refused| {
        assert_eq!(plan(report, id, Mode::Refuse), Err(why), "{id}");
    };
    let mut shop = report(SHOP);
    check(&shop, "azure", Refused::NothingLost);
    check(&shop, "", Refused::NothingLost);
    // Facebook's own outage took nothing of this page.
    check(&shop, "2021-10-04-meta", Refused::NothingLost);
    shop.page.posted = true;
    check(&shop, "fastly", Refused::Form);
}

#[test]
fn the_browser_is_told_of_the_tab_and_of_the_worker_of_the_page() {
    let running = running(SHOP, "cloudflare");
    let told = serde_json::to_value(rules(&running, [4, 5, 6])).unwrap();
    let condition = |more: serde_json::Value| {
        let mut condition = json!({
            "tabIds": [7],
            "requestDomains": ["cdn.test", "img.test"],
            "excludedRequestDomains": ["a.cdn.test"],
        });
        let members = condition.as_object_mut().unwrap();
        members.extend(more.as_object().unwrap().clone());
        condition
    };
    let block = json!({ "type": "block" });
    let expected = json!([
        { "id": 4, "action": block, "condition": condition(json!({ "resourceTypes": ["main_frame"] })) },
        { "id": 5, "action": block, "condition": condition(json!({})) },
        { "id": 6, "action": block, "condition": condition(json!({ "tabIds": [-1], "initiatorDomains": ["shop.test"] })) },
    ]);
    assert_eq!(told, expected);
}

#[test]
fn what_hangs_is_held_and_not_cut_off() {
    let mut running = running(SHOP, "cloudflare");
    running.plan.mode = Mode::Hang;
    let told = rules(&running, [1, 2, 3]);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].condition.resource_types, ["main_frame"]);
}

#[test]
fn hosts_that_appear_are_taken_up() {
    let check = |seen: &str, late: &[&str], spared: &[&str]| {
        let mut running = running(SHOP, "cloudflare");
        let before = running.clone();
        let grown = running.grow(&hosts(seen));
        assert_eq!(running.late, late, "{seen}");
        assert_eq!(running.plan.spared, spared, "{seen}");
        assert_eq!(grown, running != before, "{seen}");
        assert!(
            !running.grow(&hosts(seen)),
            "nothing is taken up twice: {seen}"
        );
    };
    let below = &["a.cdn.test"];
    check(SHOP, &[], below);
    check(
        "image late.test at=cloudflare/global",
        &["late.test"],
        below,
    );
    check("image elsewhere.test at=fastly/global", &[], below);
    // Cut off by the browser as a part of cdn.test, and nothing known of it.
    let two = &["a.cdn.test", "b.cdn.test"];
    check("image b.cdn.test at=fastly/global", &[], two);
}

#[test]
fn a_host_that_was_let_through_is_cut_off_once_it_is_placed() {
    let mut running = running(SHOP, "cloudflare");
    assert!(running.grow(&hosts("image b.cdn.test at=fastly/global")));
    assert!(running.grow(&hosts("image b.cdn.test at=cloudflare/global")));
    assert_eq!(running.late, ["b.cdn.test"]);
    assert_eq!(running.plan.spared, ["a.cdn.test"]);
    assert!(running.takes("https://b.cdn.test/x.png"));
}

#[test]
fn the_status_counts_what_failed_by_it() {
    let running = running(SHOP, "cloudflare");
    let mut page = case(SHOP).page;
    for (request, error) in [
        (1, "net::ERR_BLOCKED_BY_CLIENT"),
        (2, "NS_ERROR_ABORT"),
        (3, "net::ERR_TIMED_OUT"),
    ] {
        page.requests[request].outcome = Outcome::Failed(error.to_owned());
    }
    let status = Status::new(&running, Some(&page), 60_000.0 * 3.5);
    // The first is another provider's, the last failed by itself.
    assert_eq!(status.failed, 1);
    assert_eq!(
        (status.hosts, status.minutes, status.document),
        (2, 7, false)
    );
    assert_eq!(Status::new(&running, None, 1e12).minutes, 0);
    let all = Running {
        plan: planned(SHOP, "aws/us-east-1"),
        ..running
    };
    assert!(Status::new(&all, None, 0.0).document);
}
