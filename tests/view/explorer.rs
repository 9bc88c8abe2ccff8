//! The view of the explorer: one host, nine and three hundred, without and with
//! an outage, and the picture as a file.

use std::{env, fs};

use faultline::impact::HostUse;
use faultline::model::{Blocking, Initiator, Kind, Layer, Page, Signal};
use faultline::report::{Report, report_on};
use faultline::view::html::{Place, Screen, Shown, Tab, picture, screen};

use super::fixtures::{data, few, host, placed, report, requests, shop};
use super::{check, shows};

fn explored(lost: Option<&str>, picked: Option<&str>) -> Shown {
    Shown {
        tab: Tab::Explorer,
        lost: lost.map(str::to_owned),
        picked: picked.map(str::to_owned),
        ..Shown::default()
    }
}

/// The shop with three hundred strangers, as a page of a newspaper has.
pub fn many() -> Report {
    let (mut page, mut hosts) = shop();
    let served = [
        "cloudflare",
        "fastly",
        "google",
        "akamai",
        "aws",
        "meta",
        "azure",
    ];
    let regions = ["us-east-1", "eu-west-1", "eu-central-1", "ap-northeast-1"];
    for number in 0..300 {
        let name = format!("part-{number}.of.a-stranger-{}.example", number % 40);
        let provider = served[number % served.len()];
        let region = (provider == "aws").then(|| regions[number % regions.len()]);
        let placements = match number % 9 {
            8 => Vec::new(),
            _ => vec![placed(
                provider,
                (None, region),
                Layer::Edge,
                &[(Signal::Range, "192.0.2.0/24")],
            )],
        };
        hosts.push(host(&name, placements, None));
        let kind = [Kind::Image, Kind::Beacon, Kind::Script][number % 3];
        page.requests
            .extend(requests(&name, kind, Blocking::No, 1 + number % 4));
    }
    few(report_on(&page, &hosts, data()))
}

/// The shop whose reviews bring a stranger's picture along.
fn led() -> Report {
    let (mut page, hosts) = shop();
    let script = page
        .requests
        .iter()
        .position(|request| request.url.contains("reviews"));
    for request in &mut page.requests {
        if request.url.contains("unheard-of") {
            request.kind = Kind::Image;
            request.initiator = script.map(|request| Initiator {
                request,
                certain: true,
            });
        }
    }
    few(report_on(&page, &hosts, data()))
}

fn single() -> Report {
    let (mut page, hosts): (Page, Vec<HostUse>) = shop();
    page.requests.truncate(1);
    few(report_on(&page, &hosts[..1], data()))
}

#[test]
fn pictures() {
    check(
        "explorer",
        &shows(report()),
        &explored(None, None),
        Place::Tab,
    );
    let lost = explored(Some("aws/us-east-1"), Some("2/cloudflare"));
    check("explorer-lost", &shows(report()), &lost, Place::Tab);
    check(
        "explorer-led",
        &shows(led()),
        &explored(Some("fastly"), None),
        Place::Tab,
    );
    let mut many_lost = explored(Some("fastly"), None);
    many_lost.open.insert("explorer-table".to_owned());
    check("explorer-many", &shows(many()), &many_lost, Place::Tab);
    check(
        "explorer-one",
        &shows(single()),
        &explored(None, Some("1/shop.example")),
        Place::Tab,
    );
}

#[test]
fn a_popup_has_no_room_for_it() {
    let content = screen(&shows(report()), &Shown::default(), Place::Popup).into_string();
    assert!(!content.contains("tab-explorer"));
}

#[test]
fn what_the_chosen_part_hangs_on_leads_to_its_outage() {
    let shown = explored(None, Some("3/aws/us-east-1"));
    let content = screen(&shows(report()), &shown, Place::Tab).into_string();
    assert!(content.contains("id=\"do-lose\""), "{content}");
    assert!(content.contains("data-value=\"aws/us-east-1\""));
}

#[test]
fn an_outage_that_the_page_does_not_know_takes_nothing() {
    let shown = explored(Some("nowhere"), Some("9/nothing"));
    let content = screen(&shows(report()), &shown, Place::Tab).into_string();
    assert!(!content.contains("flow-lost"));
}

/// A file needs nothing else: no style sheet, no token, no script.
#[test]
fn a_file_of_its_own() {
    let shown = explored(Some("aws/us-east-1"), None);
    let file = picture(&report(), &shown);
    for outside in ["var(--", "http://", "https://", "tabindex", "data-do"] {
        let found = file.replace("http://www.w3.org/2000/svg", "");
        assert!(!found.contains(outside), "the file has {outside}");
    }
    assert!(file.starts_with("<svg ") && file.contains("<style>") && file.contains("shop.example"));
    let path = format!("{}/tests/view/explorer.svg", env!("CARGO_MANIFEST_DIR"));
    if env::var_os("UPDATE").is_some() {
        return fs::write(&path, file).expect("the file can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        file == expected,
        "the picture differs from {path}: look at it, and write it anew with UPDATE=1"
    );
}

/// The colours of a file are those of the style sheet.
#[test]
fn a_file_is_light() {
    let css = fs::read_to_string(format!("{}/extension/page.css", env!("CARGO_MANIFEST_DIR")));
    let css = css.expect("the style sheet");
    for (token, colour) in faultline::view::html::LIGHT {
        let line = format!("--{token}: light-dark({colour},");
        assert!(css.contains(&line), "{token} is not {colour} in page.css");
    }
}

#[test]
fn a_page_without_requests_has_no_picture() {
    let report = report_on(&Page::default(), &[], data());
    let screen = screen(
        &Screen::Report(Box::new(report), Default::default()),
        &explored(None, None),
        Place::Tab,
    );
    assert!(!screen.into_string().contains("class=\"flow"));
}
