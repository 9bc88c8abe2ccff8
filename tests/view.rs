//! The HTML view: every state as a whole page in `tests/view`, which a browser
//! shows as the reader would see it (`UPDATE=1` writes them anew), and what must
//! hold for all of them.

use std::collections::BTreeSet;
use std::{env, fs};

use faultline::impact::HostUse;
use faultline::model::{
    Blocking, Confidence, Evidence, Gap, Kind, Layer, Omitted, Outcome, Page, Placement, Purpose,
    Reach, Request, Signal,
};
use faultline::report::{Credit, Data, Report, report_on};
use faultline::view::html::{Place, Screen, Settings, Shown, Tab, screen};

/// Compares with the file of that name, or writes it.
fn check(case: &str, shows: &Screen, shown: &Shown, place: Place) {
    let content = screen(shows, shown, place).into_string();
    sound(case, &content);
    let page = whole(&content, place);
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

fn placed(
    provider: &str,
    part: (Option<&str>, Option<&str>),
    layer: Layer,
    evidence: &[(Signal, &str)],
) -> Placement {
    Placement {
        provider: provider.to_owned(),
        service: part.0.map(str::to_owned),
        region: part.1.map(str::to_owned),
        reach: if part.1.is_some() {
            Reach::Regional
        } else {
            Reach::Global
        },
        layer,
        pop: None,
        confidence: Confidence::Certain,
        evidence: evidence
            .iter()
            .map(|(signal, detail)| Evidence {
                signal: *signal,
                detail: (*detail).to_owned(),
                date: "2026-10-26".to_owned(),
            })
            .collect(),
        against: Vec::new(),
    }
}

fn host(name: &str, placements: Vec<Placement>, purpose: Option<Purpose>) -> HostUse {
    HostUse {
        host: name.to_owned(),
        placements,
        third_party: !name.ends_with("shop.example"),
        purpose,
    }
}

fn requests(host: &str, kind: Kind, blocking: Blocking, count: usize) -> Vec<Request> {
    (0..count)
        .map(|index| Request {
            url: format!("https://{host}/{index}"),
            kind,
            blocking,
            outcome: Outcome::Answered(200),
            bytes: Some(12_000),
            ..Request::default()
        })
        .collect()
}

fn data() -> Data {
    Data {
        date: "2026-10-26".to_owned(),
        credits: [
            ("DB-IP", "https://db-ip.com"),
            ("RouteViews", "https://www.routeviews.org"),
            ("NRO", "https://www.nro.net"),
        ]
        .map(|(name, link)| Credit {
            name: name.to_owned(),
            link: link.to_owned(),
        })
        .to_vec(),
    }
}

/// A shop that stands on five providers.
fn shop() -> (Page, Vec<HostUse>) {
    let region = Some("us-east-1");
    let mut behind_cdn = placed(
        "cloudflare",
        (None, None),
        Layer::Edge,
        &[
            (Signal::Header, "cf-ray: 8d1f0a-FRA"),
            (Signal::Range, "104.16.0.0/13"),
        ],
    );
    behind_cdn.pop = Some("FRA".to_owned());
    let mut bucket = placed(
        "aws",
        (Some("s3"), region),
        Layer::Origin,
        &[(Signal::Header, "x-amz-request-id: 7T3…")],
    );
    bucket.confidence = Confidence::Likely;
    bucket.against = vec![Evidence {
        signal: Signal::AutonomousSystem,
        detail: "AS13335".to_owned(),
        date: "2026-10-26".to_owned(),
    }];
    let hosts = vec![
        host(
            "shop.example",
            vec![placed(
                "aws",
                (Some("ec2"), region),
                Layer::Edge,
                &[(Signal::Range, "54.83.0.0/16")],
            )],
            None,
        ),
        host("cdn.shop.example", vec![behind_cdn, bucket], None),
        host(
            "api.shop.example",
            vec![placed(
                "aws",
                (Some("apigateway"), region),
                Layer::Edge,
                &[(Signal::Header, "x-amz-apigw-id: Zx1…")],
            )],
            None,
        ),
        host(
            "img-shop.s3.us-east-1.amazonaws.com",
            vec![placed(
                "aws",
                (Some("s3"), region),
                Layer::Edge,
                &[(Signal::Hostname, "*.s3.{region}.amazonaws.com")],
            )],
            None,
        ),
        host(
            "www.google.com",
            vec![placed(
                "google",
                (None, None),
                Layer::Edge,
                &[(Signal::Range, "142.250.0.0/15")],
            )],
            Some(Purpose::Captcha),
        ),
        host(
            "fonts.gstatic.com",
            vec![placed(
                "google",
                (None, None),
                Layer::Edge,
                &[(Signal::Hostname, "*.gstatic.com")],
            )],
            Some(Purpose::Fonts),
        ),
        host(
            "reviews.example",
            vec![placed(
                "fastly",
                (None, None),
                Layer::Edge,
                &[(Signal::Header, "x-served-by: cache-fra-1")],
            )],
            None,
        ),
        host(
            "connect.facebook.net",
            vec![placed(
                "meta",
                (None, None),
                Layer::Edge,
                &[(Signal::AutonomousSystem, "AS32934")],
            )],
            Some(Purpose::Analytics),
        ),
        host(
            "pixel.unheard-of.example",
            Vec::new(),
            Some(Purpose::Advertising),
        ),
    ];
    let page = Page {
        url: "https://shop.example/boots".to_owned(),
        title: "Boots".to_owned(),
        frames: vec![faultline::model::Frame {
            parent: None,
            url: "https://shop.example/boots".to_owned(),
        }],
        requests: [
            requests("shop.example", Kind::Document, Blocking::No, 1),
            requests("cdn.shop.example", Kind::Stylesheet, Blocking::Render, 2),
            requests("cdn.shop.example", Kind::Script, Blocking::Render, 2),
            requests("cdn.shop.example", Kind::Image, Blocking::No, 12),
            requests("api.shop.example", Kind::Data, Blocking::No, 5),
            requests(
                "img-shop.s3.us-east-1.amazonaws.com",
                Kind::Image,
                Blocking::No,
                21,
            ),
            requests("www.google.com", Kind::Script, Blocking::Deferred, 2),
            requests("www.google.com", Kind::Frame, Blocking::No, 1),
            requests("fonts.gstatic.com", Kind::Font, Blocking::No, 8),
            requests("reviews.example", Kind::Script, Blocking::Deferred, 1),
            requests("reviews.example", Kind::Image, Blocking::No, 6),
            requests("connect.facebook.net", Kind::Beacon, Blocking::No, 3),
            requests("pixel.unheard-of.example", Kind::Beacon, Blocking::No, 1),
        ]
        .concat(),
        loaded: true,
        ..Page::default()
    };
    (page, hosts)
}

fn report() -> Report {
    let (page, hosts) = shop();
    few(report_on(&page, &hosts, data()))
}

/// With few of the documented outages: a further one must not change a case.
fn few(mut report: Report) -> Report {
    let kept = ["2021-06-08-fastly", "2021-12-07-aws", "2021-10-04-meta"];
    report
        .history
        .retain(|finding| kept.contains(&finding.outage.id.as_str()));
    report
}

fn shows(report: Report) -> Screen {
    Screen::Report(Box::new(report))
}

fn on(tab: Tab, open: &[&str]) -> Shown {
    Shown {
        tab,
        open: open.iter().map(|id| (*id).to_owned()).collect(),
        note: String::new(),
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
        &["outage-aws-2f-us-2d-east-2d-1", "outages-harmless"],
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
        &["host-cdn.shop.example", "host-pixel.unheard-2d-of.example"],
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
    shown.note = faultline::view::labels::COPIED.to_owned();
    check("full-page", &shows(report()), &shown, Place::Tab);
}

#[test]
fn www() {
    check("www", &shows(report()), &Shown::default(), Place::Www);
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
fn nothing_to_fear() {
    let (mut page, hosts) = shop();
    page.requests = requests("pixel.unheard-of.example", Kind::Beacon, Blocking::No, 3);
    let report = few(report_on(&page, &hosts[8..], data()));
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
    let mut shown = Shown::default();
    for _ in 0..3 {
        for tab in Tab::ALL {
            shown.tab = tab;
            let content = screen(&screens[0], &shown, Place::Popup).into_string();
            shown.open.extend(
                content
                    .split("data-toggle=\"")
                    .skip(1)
                    .filter_map(|rest| Some(rest.split('"').next()?.to_owned())),
            );
        }
    }
    for tab in Tab::ALL {
        shown.tab = tab;
        shown.note = evil.to_owned();
        for shows in &screens {
            let content = screen(shows, &shown, Place::Popup).into_string();
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
