//! What is shown when something of the extension or of the browser fails.

use faultline::report::{Extent, unlist};
use faultline::simulate::{Beside, Lack, Trouble};
use faultline::view::html::{Place, Screen, Settings, Shown, Tab};

use super::check;
use super::fixtures::report;

#[test]
fn a_report_says_what_was_made_do_without() {
    let full = "Session storage quota bytes exceeded. Values were not stored.";
    let damaged = "The address table is damaged: it ends after 12,288 of 253,110 bytes.";
    let troubles = [
        (Lack::Memory, full),
        (Lack::Settings, full),
        (Lack::Operators, damaged),
    ];
    let troubles = troubles.map(|(lack, why)| Trouble {
        lack,
        why: why.to_owned(),
    });
    let beside = Beside {
        troubles: troubles.into(),
        ..Beside::default()
    };
    let screen = Screen::Report(Box::new(report()), beside);
    check("troubles", &screen, &Shown::default(), Place::Popup);
}

#[test]
fn a_setting_that_is_not_kept_stays_where_it_was_written() {
    let settings = Settings {
        text: "10.20.0.0/16 \"Our racks\" berlin".to_owned(),
        failed: "Session storage quota bytes exceeded. Values were not stored.".to_owned(),
        ..Settings::default()
    };
    let screen = Screen::Settings(settings);
    check("settings-failed", &screen, &Shown::default(), Place::Popup);
}

#[test]
fn a_tab_that_is_closed() {
    check("closed", &Screen::Closed, &Shown::default(), Place::Tab);
}

#[test]
fn what_the_reader_wants_not_listed() {
    let unlisted = vec![Extent::Provider, Extent::Past];
    let mut report = report();
    unlist(&mut report, &unlisted);
    let beside = Beside {
        unlisted,
        ..Beside::default()
    };
    for (case, tab) in [("unlisted", Tab::Outages), ("unlisted-past", Tab::History)] {
        let screen = Screen::Report(Box::new(report.clone()), beside.clone());
        let shown = Shown {
            tab,
            ..Shown::default()
        };
        check(case, &screen, &shown, Place::Popup);
    }
}
