//! The HTML view: every state as a whole page in `tests/view`, which a browser
//! shows as the reader would see it (`UPDATE=1` writes them anew), and what must
//! hold for all of them.

#[path = "view/explorer.rs"]
mod explorer;
#[path = "view/fixtures.rs"]
mod fixtures;
#[path = "view/languages.rs"]
mod languages;
#[path = "view/panel.rs"]
mod panel;
#[path = "view/simulation.rs"]
mod simulation;
#[path = "view/troubles.rs"]
mod troubles;

use std::collections::BTreeSet;
use std::{env, fs};

use faultline::model::{Blocking, Gap, Kind, Mode, Omitted};
use faultline::report::{Extent, Operator, Report, report_on};
use faultline::simulate::Beside;
use faultline::view::html::{
    self, Place, Recorded, Recordings, Remark, Screen, Settings, Shown, Tab, screen,
};

use fixtures::{data, few, nothing_known, report, requests, shop};

/// Compares with the file of that name, or writes it.
fn check(case: &str, shows: &Screen, shown: &Shown, place: Place) {
    let render = || screen(shows, shown, place).into_string();
    compare(case, &render(), place);
    languages::check(case, place, &render);
}

/// What the cases are told: names, and what was said before the screen was made.
const GIVEN: [&str; 9] = [
    "Boots",
    "Cancelled.",
    "Copied.",
    "It ends in the middle of a value.",
    "1 entry left out: no `request.url`.",
    "“/99” is longer than an IPv4 address: at most /32.",
    "Reading shop.har.gz, 2 of 3",
    "Session storage quota bytes exceeded. Values were not stored.",
    "The address table is damaged: it ends after 12,288 of 253,110 bytes.",
];

fn compare(case: &str, content: &str, place: Place) {
    sound(case, content);
    let page = whole(content, place);
    let path = format!("{}/tests/view/{case}.html", env!("CARGO_MANIFEST_DIR"));
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, page).expect("the case's file can be written");
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        page == expected,
        "{case} differs from {path}. If it is meant to, write it anew with UPDATE=1 and look at it."
    );
}

/// The content as a page that a browser can show from where it lies, with a
/// line for each block, so that a change reads well.
fn whole(content: &str, place: Place) -> String {
    let mut lines = content.to_owned();
    for block in [
        "<li", "<div", "<details", "<section", "<header", "<footer", "<ul", "<p>", "<svg",
    ] {
        lines = lines.replace(block, &format!("\n{block}"));
    }
    let class = if place == Place::Www {
        " class=\"www\""
    } else {
        ""
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Faultline</title>\n\
         <link rel=\"stylesheet\" href=\"../../extension/page.css\">\n\
         <link rel=\"stylesheet\" href=\"../../extension/explorer.css\">\n\
         <body{class}>\n<main id=\"app\">{lines}\n</main>\n"
    )
}

/// What holds for every screen: ids are unique, labels point at something, the
/// tabs are whole, and nothing is written that the pages' policy forbids.
fn sound(case: &str, content: &str) {
    let all = |attribute: &str| -> Vec<&str> {
        let start = format!(" {attribute}=\"");
        content
            .split(start.as_str())
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect()
    };
    let ids = all("id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(
        ids.len(),
        unique.len(),
        "{case}: an id stands twice: {ids:?}"
    );
    for attribute in [
        "aria-labelledby",
        "aria-controls",
        "aria-describedby",
        "for",
        "data-toggle",
    ] {
        for target in all(attribute).iter().flat_map(|names| names.split(' ')) {
            assert!(
                unique.contains(target),
                "{case}: {attribute} points at no `{target}`"
            );
        }
    }
    let tabs = content.matches("role=\"tab\"").count();
    assert_eq!(
        tabs,
        content.matches("role=\"tabpanel\"").count(),
        "{case}: tabs and panels"
    );
    assert_eq!(
        content.matches("aria-selected=\"true\"").count(),
        tabs.min(1),
        "{case}: one tab"
    );
    for forbidden in [" style=", "<script", " onclick", "javascript:"] {
        assert!(!content.contains(forbidden), "{case}: has {forbidden}");
    }
    for tag in content.split('<') {
        assert!(
            tag.matches(" class=\"").count() < 2,
            "{case}: two classes: <{tag}"
        );
    }
    assert_eq!(
        content.matches("<h1").count(),
        1,
        "{case}: one first heading"
    );
    assert!(
        content.contains("role=\"status\""),
        "{case}: nothing is announced"
    );
}

fn shows(report: Report) -> Screen {
    Screen::Report(Box::new(report), Beside::default())
}

fn on(tab: Tab, open: &[&str]) -> Shown {
    Shown {
        tab,
        open: open.iter().map(|id| (*id).to_owned()).collect(),
        ..Shown::default()
    }
}

#[test]
fn outages() {
    check("outages", &shows(report()), &Shown::default(), Place::Popup);
}

#[test]
fn outages_opened() {
    let shown = on(
        Tab::Outages,
        &[
            "outage-aws-2f-us-2d-east-2d-1",
            "outages-harmless",
            "advice",
        ],
    );
    check("outages-opened", &shows(report()), &shown, Place::Popup);
}

#[test]
fn hosts_view() {
    check(
        "hosts",
        &shows(report()),
        &on(Tab::Hosts, &[]),
        Place::Popup,
    );
}

#[test]
fn hosts_opened() {
    let shown = on(
        Tab::Hosts,
        &[
            "host-cdn.shop.example",
            "host-pixel.unheard-2d-of.example",
            "numbers",
        ],
    );
    check("hosts-opened", &shows(report()), &shown, Place::Popup);
}

#[test]
fn history() {
    let shown = on(Tab::History, &["past-2021-2d-06-2d-08-2d-fastly"]);
    check("history", &shows(report()), &shown, Place::Popup);
}

#[test]
fn full_page() {
    let mut shown = on(Tab::Outages, &["outage-aws-2f-us-2d-east-2d-1"]);
    shown.note = faultline::messages::copied().to_owned();
    check("full-page", &shows(report()), &shown, Place::Tab);
}

#[test]
fn the_page_for_recordings() {
    let check = |case: &str, recordings: &Recordings, shown: &Shown| {
        let render = || html::recordings(recordings, shown).into_string();
        compare(case, &render(), Place::Www);
        languages::check(case, Place::Www, &render);
    };
    let none = Recordings::default();
    check("www", &none, &Shown::default());

    let remark = |file: &str, sentence: &str, failed| Remark {
        file: file.to_owned(),
        sentence: sentence.to_owned(),
        failed,
    };
    let reading = Recordings {
        busy: faultline::view::labels::reading("shop.har.gz", 2, 3),
        remarks: vec![remark(
            "<b>cut</b>.har",
            "It ends in the middle of a value.",
            true,
        )],
        ..Recordings::default()
    };
    check("www-reading", &reading, &Shown::default());

    let page = |file: &str, report: Report| Recorded {
        file: file.to_owned(),
        day: Some("2026-10-27".to_owned()),
        page: shop().0,
        report,
        about: None,
    };
    let several = Recordings {
        pages: vec![
            page("shop.har.gz", report()),
            page("pixel.har", nothing_known()),
        ],
        chosen: 1,
        remarks: vec![remark(
            "pixel.har",
            "1 entry left out: no `request.url`.",
            false,
        )],
        ..Recordings::default()
    };
    check("www-several", &several, &Shown::default());
    let one = Recordings {
        pages: vec![page("shop.har.gz", report())],
        ..Recordings::default()
    };
    check("www-one", &one, &on(Tab::Hosts, &[]));

    let mut asked = Recordings {
        ids: "fastly aws/us-east1 2021-06-08-fastly".to_owned(),
        mode: Some(Mode::Hang),
        ..one
    };
    asked.ask();
    check("www-asked", &asked, &Shown::default());
}

#[test]
fn with_gaps() {
    let (mut page, hosts) = shop();
    page.gaps = vec![Gap::LoadedBefore, Gap::Proxied];
    page.omitted = Omitted {
        requests: 1480,
        hosts: 12,
    };
    page.loaded = false;
    check(
        "gaps",
        &shows(few(report_on(&page, &hosts, data()))),
        &Shown::default(),
        Place::Popup,
    );
}

#[test]
fn what_is_not_known_is_no_good_news() {
    let shows = shows(nothing_known());
    check("nothing-known", &shows, &Shown::default(), Place::Popup);
    let content = screen(&shows, &Shown::default(), Place::Popup).into_string();
    assert!(!content.contains("answer unaffected"));
}

#[test]
fn only_the_network_is_known() {
    let mut report = nothing_known();
    let host = &mut report.hosts[0];
    host.operator = Some(Operator {
        number: 64500,
        name: "Example <Hosting>".to_owned(),
        prefix: "192.0.32.0/22".to_owned(),
        date: "2026-06-17".to_owned(),
    });
    let id = "host-pixel.unheard-2d-of.example";
    check(
        "only-network",
        &shows(report),
        &on(Tab::Hosts, &[id]),
        Place::Popup,
    );
}

#[test]
fn nothing_to_fear() {
    let (mut page, hosts) = shop();
    page.requests = requests("connect.facebook.net", Kind::Beacon, Blocking::No, 3);
    let report = few(report_on(&page, &hosts[7..8], data()));
    check(
        "nothing-to-fear",
        &shows(report),
        &Shown::default(),
        Place::Popup,
    );
}

#[test]
fn states() {
    let site = || "shop.example".to_owned();
    for (case, shows) in [
        ("loading", Screen::Loading),
        ("no-permission", Screen::NoPermission { site: site() }),
        (
            "no-permission-unnamed",
            Screen::NoPermission {
                site: String::new(),
            },
        ),
        ("loaded-before", Screen::LoadedBefore { site: site() }),
        ("browser-page", Screen::BrowserPage),
        ("nothing", Screen::Nothing { site: site() }),
        (
            "failed",
            Screen::Failed {
                why: "The address table is damaged: it ends after 12,288 of 253,110 bytes."
                    .to_owned(),
            },
        ),
    ] {
        check(case, &shows, &Shown::default(), Place::Popup);
    }
}

#[test]
fn welcome() {
    for (case, allowed) in [("welcome", false), ("welcome-allowed", true)] {
        check(
            case,
            &Screen::Welcome { allowed },
            &Shown::default(),
            Place::Tab,
        );
    }
}

#[test]
fn settings() {
    let settings = Settings {
        text: "10.20.0.0/16 \"Our racks\" berlin
10.20.0.0/99 nobody
"
        .to_owned(),
        errors: vec![(
            2,
            "“/99” is longer than an IPv4 address: at most /32.".to_owned(),
        )],
        used: 1,
        undo: true,
        looks_up: Some(false),
        badge: true,
        unlisted: vec![Extent::Service],
        data: fixtures::data(),
        failed: String::new(),
        revision: 3,
    };
    check(
        "settings",
        &Screen::Settings(settings),
        &Shown::default(),
        Place::Popup,
    );
    check(
        "settings-empty",
        &Screen::Settings(Settings::default()),
        &Shown::default(),
        Place::Tab,
    );
}

/// Whatever a page, a recording or a file is called, it is shown as text.
#[test]
fn markup_from_outside_is_text() {
    let evil = "<img src=x onerror=alert(1)>\"'&";
    let (mut page, mut hosts) = shop();
    page.title = evil.to_owned();
    page.url = format!("https://{evil}/");
    hosts[1].host = evil.to_owned();
    hosts[1].placements[0].provider = evil.to_owned();
    hosts[1].placements[0].service = Some(evil.to_owned());
    hosts[1].placements[0].region = Some(evil.to_owned());
    hosts[1].placements[0].pop = Some(evil.to_owned());
    hosts[1].placements[0].evidence[0].detail = evil.to_owned();
    hosts[1].placements[1].against[0].detail = evil.to_owned();
    let mut report = report_on(&page, &hosts, data());
    report.data.date = evil.to_owned();
    report.data.credits[0].name = evil.to_owned();
    for finding in &mut report.outages {
        for lost in &mut finding.impact.hosts {
            lost.host = evil.to_owned();
        }
    }
    let settings = Settings {
        text: format!("</textarea>{evil}"),
        errors: vec![(1, evil.to_owned())],
        ..Settings::default()
    };
    let screens = [
        shows(report.clone()),
        Screen::NoPermission {
            site: evil.to_owned(),
        },
        Screen::LoadedBefore {
            site: evil.to_owned(),
        },
        Screen::Nothing {
            site: evil.to_owned(),
        },
        Screen::Failed {
            why: evil.to_owned(),
        },
        Screen::Settings(settings),
    ];
    // Everything open that can be.
    let mut shown = Shown {
        picked: Some(format!("1/{evil}")),
        ..Shown::default()
    };
    for _ in 0..3 {
        for tab in Tab::shown_in(Place::Tab) {
            shown.tab = tab;
            let content = screen(&screens[0], &shown, Place::Tab).into_string();
            shown.open.extend(
                content
                    .split("data-toggle=\"")
                    .skip(1)
                    .filter_map(|rest| Some(rest.split('"').next()?.to_owned())),
            );
        }
    }
    for tab in Tab::shown_in(Place::Tab) {
        shown.tab = tab;
        shown.note = evil.to_owned();
        for shows in &screens {
            let content = screen(shows, &shown, Place::Tab).into_string();
            assert!(!content.contains("<img"), "{content}");
            sound("hostile", &content);
        }
    }
}

#[test]
fn what_is_open_stays_open_and_nothing_else_is_made() {
    let closed = screen(&shows(report()), &Shown::default(), Place::Popup).into_string();
    assert!(!closed.contains("class=\"inside\""));
    let shown = on(Tab::Outages, &["outage-aws-2f-us-2d-east-2d-1"]);
    let opened = screen(&shows(report()), &shown, Place::Popup).into_string();
    assert_eq!(opened.matches("class=\"inside\"").count(), 1);
}
