//! Pages in a few words, for tests: a line is a request.
//!
//! `script cdn render` is a blocking script from the host `cdn`. After kind
//! and host come, in any order: how the page waits (`render`, `parser`,
//! `deferred`, `async`), what the host is for (`analytics`, `payment` …), and
//!
//! - `own`: the host is of the page's own site;
//! - `at=aws/us-east-1/s3`: what serves the host, edge unless said, else
//!   `origin=` or `upstream=`; without any, a provider of the host's name;
//! - `by=2`, `by~2`: the request in line 2 asked for it, surely or presumably;
//! - `in=1`: it stands in frame 1; a `frame` line opens the next frame;
//! - `left=nothing`, `little`, `buttons`, `most`, `all`: of the page without what its
//!   late scripts draw; `behind=0.4`: as much of its text stands behind a
//!   script;
//! - `404`, `failed`, `blocked`, `after` (the load event), `background`, `area=0.4`;
//! - `module`, `imported` (presumably, by a module), `largest`, `font-block`,
//!   `font-swap`, `font-optional`; `file=3.1/x.js`: the end of its address.

#![allow(dead_code)]

use faultline::impact::{HostUse, Impact, impact};
use faultline::model::{
    Blocking, Confidence, Domain, Drawn, FontDisplay, Frame, Initiator, Kind, Layer, Mode, Module,
    Outcome, Page, Placement, Purpose, Reach, Request, Scripted, Verdict,
};
use faultline::outage::{Outage, what_if};
use serde::de::DeserializeOwned;

/// A page and its hosts, as [`faultline::impact::Engine`] takes them.
#[derive(Clone, Debug)]
pub struct Case {
    pub page: Page,
    pub hosts: Vec<HostUse>,
}

impl Case {
    /// What an outage in one mode does.
    pub fn verdict(&self, outage: &Outage, mode: Mode) -> Verdict {
        self.impact(&Outage {
            modes: vec![mode],
            ..outage.clone()
        })
        .verdict
    }

    pub fn impact(&self, outage: &Outage) -> Impact {
        impact(&self.page, &self.hosts, outage)
    }
}

/// Reads a page. Line 0 is the first that is not empty.
pub fn case(text: &str) -> Case {
    let mut case = Case {
        page: Page::default(),
        hosts: Vec::new(),
    };
    case.page.frames.push(Frame::default());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        add(&mut case, line);
    }
    case.page.url = case
        .page
        .requests
        .first()
        .map(|first| first.url.clone())
        .unwrap_or_default();
    case
}

/// Adds the request of one line.
pub fn add(case: &mut Case, line: &str) {
    let mut words = line.split_whitespace();
    let kind: Kind = named(words.next().expect("a kind")).expect("a kind");
    let name = words.next().expect("a host");
    let number = case.page.requests.len();
    let mut request = Request {
        url: format!("https://{name}/{number}"),
        kind,
        outcome: Outcome::Answered(200),
        blocking: Blocking::Unknown,
        ..Request::default()
    };
    let mut facts = HostUse {
        host: name.to_owned(),
        placements: Vec::new(),
        third_party: kind != Kind::Document,
        purpose: None,
    };
    let mut parent = 0;
    let mut fields = 0;
    for word in words {
        if let Some(purpose) = named::<Purpose>(word) {
            facts.purpose = Some(purpose);
        } else if let Some((key, value)) = word.split_once(['=', '~']) {
            match key {
                "at" => facts.placements.push(placement(value, Layer::Edge)),
                "origin" => facts.placements.push(placement(value, Layer::Origin)),
                "upstream" => facts.placements.push(placement(value, Layer::Upstream)),
                "by" => {
                    let request_number = value.parse().expect("a line");
                    let certain = word.contains('=');
                    request.initiator = Some(Initiator {
                        request: request_number,
                        certain,
                    });
                }
                "file" => request.url = format!("https://{name}/{value}"),
                "in" => parent = value.parse().expect("a frame"),
                "left" => draw(&mut case.page, &mut request, value),
                "later" => {
                    let scripted = case.page.scripted.as_mut().expect("left= before");
                    scripted.later.text = value.parse().expect("a share");
                }
                "fields" => fields = value.parse().expect("a number"),
                "behind" => request.behind = Some(value.parse().expect("a share")),
                "area" => request.area = Some(value.parse().expect("a share")),
                _ => panic!("{word}"),
            }
        } else {
            match word {
                "render" => request.blocking = Blocking::Render,
                "parser" => request.blocking = Blocking::Parser,
                "deferred" => request.blocking = Blocking::Deferred,
                "async" => request.blocking = Blocking::No,
                "own" => facts.third_party = false,
                "module" => request.module = Module::Certain,
                "imported" => request.module = Module::Likely,
                "largest" => request.largest = true,
                "font-block" => request.font_display = FontDisplay::Block,
                "font-swap" => request.font_display = FontDisplay::Swap,
                "stand-in" => request.stand_in = true,
                "needy" => case.page.scripted.as_mut().expect("left= before").needy = 1,
                "after" => request.after_load = true,
                "background" => request.background = true,
                "blocked" => {
                    request.outcome = Outcome::Failed("net::ERR_BLOCKED_BY_CLIENT".to_owned());
                }
                "failed" => request.outcome = Outcome::Failed("refused".to_owned()),
                status => request.outcome = Outcome::Answered(status.parse().expect("a status")),
            }
        }
    }
    request.frame = parent;
    if kind == Kind::Frame {
        request.frame = case.page.frames.len();
        case.page.frames.push(Frame {
            parent: Some(parent),
            url: request.url.clone(),
            fields,
        });
    }
    if facts.placements.is_empty() {
        facts.placements.push(placement(name, Layer::Edge));
    }
    if !case.hosts.iter().any(|host| host.host == name) {
        case.hosts.push(facts);
    }
    case.page.requests.push(request);
}

/// What the request drew is as much as leaves so much without it.
fn draw(page: &mut Page, request: &mut Request, left: &str) {
    let (text, needy) = match left {
        "nothing" => (1.0, 0),
        "little" => (0.6, 1),
        "buttons" => (0.0, 1),
        "most" => (0.4, 0),
        "all" => (0.0, 0),
        other => panic!("{other}"),
    };
    request.drawn = (text > 0.0).then_some(Drawn {
        text,
        ..Drawn::default()
    });
    page.scripted = Some(Scripted {
        letters: 500,
        needy,
        later: Drawn::default(),
    });
}

/// `aws/us-east-1/s3`; the region `global` for what has none, `?` for what is
/// not known, a `?` at the end where all of it is only possible.
pub fn placement(text: &str, layer: Layer) -> Placement {
    let possible = text.ends_with("??");
    let text = text.trim_end_matches("??");
    let mut parts = text.split('/');
    let mut part = || parts.next().filter(|part| *part != "?").map(str::to_owned);
    let provider = part().expect("a provider");
    let (region, service) = (part(), part());
    let global = region.as_deref() == Some("global");
    Placement {
        provider,
        service,
        region: region.filter(|_| !global),
        reach: if global {
            Reach::Global
        } else {
            Reach::Regional
        },
        layer,
        pop: None,
        confidence: if possible {
            Confidence::Possible
        } else {
            Confidence::Certain
        },
        evidence: Vec::new(),
        against: Vec::new(),
    }
}

/// The outage of a failure domain: `aws`, `aws/us-east-1`, `aws/?/s3`,
/// `aws/us-east-1/s3`.
pub fn lose(text: &str) -> Outage {
    let mut parts = text.split('/');
    let mut part = || parts.next().filter(|part| *part != "?").map(str::to_owned);
    let provider = part().expect("a provider");
    what_if(Domain {
        provider,
        region: part(),
        service: part(),
        zone: None,
    })
}

/// A value by the name that it has in JSON.
fn named<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}
