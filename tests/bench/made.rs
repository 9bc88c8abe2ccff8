//! A made-up page of any size, for the benches: kinds, hosts, and who asks for
//! what in the proportions of a large news page. The same for the same size,
//! natively and in a browser.

use faultline::impact::{Engine, HostUse};
use faultline::model::{
    Blocking, Confidence, Evidence, Initiator, Kind, Layer, Outcome, Page, Placement, Purpose,
    Reach, Request, Signal,
};
use faultline::outage::{self, Outage};
use faultline::report::{Data, report_on};

/// A page and its hosts.
pub struct Made {
    pub page: Page,
    pub hosts: Vec<HostUse>,
}

/// What serves a host, as `provider/region/service`, `-` where there is none;
/// a second one stands behind the first.
const PLACES: &[&str] = &[
    "fastly/-/cdn aws/us-east-1/s3",
    "aws/-/cloudfront aws/us-east-1/s3",
    "cloudflare/-/cdn",
    "gcp/-/gws",
    "akamai/-/edge",
    "aws/us-east-1/ec2",
    "aws/us-east-1/elb",
    "gcp/us-central1/compute-engine",
    "azure/eastus/app-service",
    "azure/-/front-door azure/westeurope/app-service",
    "aws/eu-west-1/ec2",
    "cloudflare/-/cdn gcp/europe-west1/run",
    "meta/-/-",
    "",
    "aws/eu-central-1/ec2",
    "heroku/us/- aws/us-east-1/ec2",
    "vercel/-/edge",
    "digitalocean/nyc3/spaces",
    "aws/ap-southeast-2/s3",
    "fastly/-/cdn",
];

/// What the third parties are for, as often as large pages have them.
const PURPOSES: &[Option<Purpose>] = &[
    None,
    Some(Purpose::Analytics),
    Some(Purpose::Advertising),
    None,
    Some(Purpose::TagManager),
    Some(Purpose::Library),
    Some(Purpose::Advertising),
    Some(Purpose::Fonts),
    Some(Purpose::Consent),
    Some(Purpose::Social),
    Some(Purpose::Payment),
    Some(Purpose::Hosting),
];

/// In the order in which a page asks, a tenth of the whole each.
const KINDS: &[Kind] = &[
    Kind::Stylesheet,
    Kind::Script,
    Kind::Script,
    Kind::Script,
    Kind::Font,
    Kind::Image,
    Kind::Image,
    Kind::Image,
    Kind::Data,
    Kind::Beacon,
];

impl Made {
    /// A page of so many requests, to twice as many hosts as the square root
    /// of that: 20 for 100, 90 for 2,000.
    pub fn new(requests: usize) -> Made {
        let count = (2.0 * (requests as f64).sqrt()).ceil() as usize;
        let hosts = (0..count).map(host).collect();
        let mut page = Page {
            url: url(0, 0),
            loaded: true,
            ..Page::default()
        };
        page.frames.push(faultline::model::Frame::default());
        let mut roll = dice();
        for number in 0..requests {
            page.requests.push(request(number, count, &mut roll));
        }
        Made { page, hosts }
    }

    /// Works out how the page uses each request, and what its loss means.
    pub fn judge(&self) -> usize {
        Engine::new(&self.page, &self.hosts).uses().len()
    }

    /// Judges the page and asks it about every what-if and every documented
    /// outage, reasons and effects included. The number of lost requests.
    pub fn ask(&self) -> usize {
        let engine = Engine::new(&self.page, &self.hosts);
        let lost = |outage: Outage| engine.impact(&outage).requests as usize;
        let what_ifs = outage::what_ifs(&self.hosts).into_iter();
        let past = outage::history().iter().map(outage::Past::outage);
        what_ifs.chain(past).map(lost).sum()
    }

    /// The whole report, advice included. The number of its findings.
    pub fn report(&self) -> usize {
        let report = report_on(&self.page, &self.hosts, Data::default());
        report.outages.len() + report.advice.len()
    }
}

fn url(host: usize, file: usize) -> String {
    format!(
        "https://static-{host}.example-{}.test/assets/v2/{file}/bundle.min.js?hash=8f3a",
        host / 2
    )
}

fn host(number: usize) -> HostUse {
    let layers = [Layer::Edge, Layer::Origin];
    let places = PLACES[number % PLACES.len()].split_whitespace();
    HostUse {
        host: faultline::observe::url::host(&url(number, 0)).unwrap_or_default(),
        placements: places
            .zip(layers)
            .map(|(place, layer)| placement(place, layer))
            .collect(),
        third_party: number >= 4,
        purpose: if number < 4 {
            None
        } else {
            PURPOSES[number % PURPOSES.len()]
        },
    }
}

fn placement(place: &str, layer: Layer) -> Placement {
    let mut parts = place.split('/');
    let mut part = || parts.next().filter(|part| *part != "-").map(str::to_owned);
    let provider = part().unwrap_or_default();
    let region = part();
    Placement {
        provider,
        reach: if region.is_none() {
            Reach::Global
        } else {
            Reach::Regional
        },
        region,
        service: part(),
        layer,
        pop: None,
        confidence: Confidence::Certain,
        evidence: vec![Evidence {
            signal: Signal::Range,
            detail: "192.0.2.0/24".to_owned(),
            date: "2026-10-26".to_owned(),
        }],
        against: Vec::new(),
    }
}

/// Few hosts get most of the requests: the smaller of two throws.
fn request(number: usize, hosts: usize, roll: &mut impl FnMut() -> usize) -> Request {
    let kind = match number {
        0 => Kind::Document,
        _ => KINDS[roll() % KINDS.len()],
    };
    let host = match number {
        0 => 0,
        _ => (roll() % hosts).min(roll() % hosts),
    };
    let early = number < 30;
    let by = (number > 0 && roll().is_multiple_of(3)).then(|| Initiator {
        request: roll() % number,
        certain: roll().is_multiple_of(2),
    });
    Request {
        url: url(host, number),
        kind,
        initiator: by,
        outcome: Outcome::Answered(200),
        blocking: match kind {
            Kind::Stylesheet if early => Blocking::Render,
            Kind::Script if early && number.is_multiple_of(3) => Blocking::Render,
            Kind::Script if number.is_multiple_of(2) => Blocking::Deferred,
            _ => Blocking::No,
        },
        bytes: Some(20_000),
        after_load: number > 200,
        ..Request::default()
    }
}

/// The same numbers in every run (xorshift), in 32 bits: so they are the same
/// in a browser, too.
fn dice() -> impl FnMut() -> usize {
    let mut state = 20_261_026_u32;
    move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize
    }
}
