//! The view of simulations and trials.

use faultline::look::{Difference, Observed, Sign};
use faultline::model::{Mode, Verdict};
use faultline::simulate::{Beside, Status};
use faultline::trial::Trial;
use faultline::view::html::{Place, Screen, Seen, Shown, Stage, Tab, Trials};

use super::fixtures::report;
use super::{check, on};

fn status(document: bool) -> Status {
    let outage = report()
        .outages
        .into_iter()
        .next()
        .map(|finding| finding.outage);
    Status {
        outage: outage.expect("the shop has an outage"),
        mode: Mode::Refuse,
        predicted: Verdict::Broken,
        hosts: 3,
        late: vec!["late.shop.example".to_owned()],
        failed: 7,
        minutes: 9,
        document,
    }
}

fn trial(mode: Mode, seen: Verdict) -> Trial {
    let difference = Difference {
        sign: Sign::Text,
        before: 900,
        after: 120,
        verdict: seen,
    };
    Trial {
        outage: status(false).outage,
        mode,
        predicted: Verdict::Broken,
        observed: Observed {
            verdict: seen,
            differences: vec![difference],
        },
        lost: vec!["cdn.shop.example".to_owned()],
    }
}

#[test]
fn simulating() {
    let beside = Beside {
        simulation: Some(status(false)),
        holds: true,
        trials: vec![trial(Mode::Hang, Verdict::Degraded)],
        ..Beside::default()
    };
    let shown = on(Tab::Outages, &["outage-aws-2f-us-2d-east-2d-1"]);
    let screen = Screen::Report(Box::new(report()), beside);
    check("simulating", &screen, &shown, Place::Popup);
}

#[test]
fn the_page_is_down() {
    let page = "https://shop.example/<b>".to_owned();
    let runs = Screen::Down {
        page: page.clone(),
        status: Some(status(true)),
    };
    check("down", &runs, &Shown::default(), Place::Tab);
    let over = Screen::Down { page, status: None };
    check("down-over", &over, &Shown::default(), Place::Tab);
}

#[test]
fn trials() {
    let seen = |mode, verdict| Seen {
        trial: trial(mode, verdict),
        picture: None,
    };
    let goes_on = Trials {
        page: "https://shop.example/".to_owned(),
        stage: Stage::Trying("Fastly".to_owned()),
        undisturbed: Some("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==".to_owned()),
        seen: vec![seen(Mode::Refuse, Verdict::Broken)],
        all: 3,
    };
    check(
        "trials-going-on",
        &Screen::Trials(goes_on.clone()),
        &Shown::default(),
        Place::Tab,
    );
    let over = Trials {
        stage: Stage::Stopped(faultline::messages::cancelled().to_owned()),
        seen: vec![
            seen(Mode::Refuse, Verdict::Broken),
            seen(Mode::Hang, Verdict::Degraded),
        ],
        ..goes_on
    };
    check(
        "trials-over",
        &Screen::Trials(over),
        &Shown::default(),
        Place::Tab,
    );
}
