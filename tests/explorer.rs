//! What must hold for every picture of the explorer, whatever the page.

use faultline::explorer::{self, BAR, COLUMNS, Flow, LEFT, Name, TOP, WIDTH};
use faultline::impact::HostUse;
use faultline::model::{Confidence, Domain, Kind, Layer, Outcome, Page, Placement, Reach, Request};
use faultline::outage::{self, Outage};
use faultline::report::{Asked, Data, Report, report_on_asked};
use proptest::prelude::*;

/// Far below what a screen shows, far above what adding up loses.
const CLOSE: f64 = 1e-6;

/// Of each host: how many requests, who answers (of few, so that they share)
/// and in which region, and whether another provider stands behind.
type Hosts = Vec<(u8, Option<u8>, Option<u8>, bool)>;

const PROVIDERS: [&str; 12] = [
    "aws",
    "google",
    "azure",
    "cloudflare",
    "fastly",
    "akamai",
    "meta",
    "ovh",
    "hetzner",
    "vercel",
    "netlify",
    "my racks",
];
const REGIONS: [&str; 3] = ["us-east-1", "eu-west-1", "ap-south-1"];

fn placement(provider: &str, region: Option<&str>, layer: Layer) -> Placement {
    Placement {
        provider: provider.to_owned(),
        service: None,
        region: region.map(str::to_owned),
        reach: if region.is_some() {
            Reach::Regional
        } else {
            Reach::Global
        },
        layer,
        pop: None,
        confidence: Confidence::Certain,
        evidence: Vec::new(),
        against: Vec::new(),
    }
}

/// The report on a page of such hosts, about the outages of AWS.
fn report(hosts: &Hosts) -> Report {
    let mut page = Page::default();
    let mut uses = Vec::new();
    for (number, (requests, provider, region, behind)) in hosts.iter().enumerate() {
        let name = format!("host-{number}.example");
        for request in 0..*requests {
            page.requests.push(Request {
                url: format!("https://{name}/{request}"),
                kind: [Kind::Script, Kind::Image, Kind::Stylesheet][number % 3],
                outcome: Outcome::Answered(200),
                ..Request::default()
            });
        }
        let region = region.map(|region| REGIONS[usize::from(region) % REGIONS.len()]);
        let provider = provider.map(|at| PROVIDERS[usize::from(at) % PROVIDERS.len()]);
        let mut placements: Vec<Placement> = provider
            .map(|provider| placement(provider, region, Layer::Edge))
            .into_iter()
            .collect();
        if *behind && provider.is_some() {
            placements.push(placement("aws", Some("us-east-1"), Layer::Origin));
        }
        uses.push(HostUse {
            host: name,
            placements,
            third_party: number > 0,
            purpose: None,
        });
    }
    let aws = Domain {
        provider: "aws".to_owned(),
        ..Domain::default()
    };
    let outages: Vec<Outage> = vec![outage::what_if(aws)];
    let asked = Asked {
        outages: Some(outages),
        mode: None,
    };
    report_on_asked(&page, &uses, Data::default(), &asked)
}

fn hosts() -> impl Strategy<Value = Hosts> {
    let host = (
        1_u8..40,
        prop::option::of(0_u8..12),
        prop::option::of(0_u8..3),
        any::<bool>(),
    );
    prop::collection::vec(host, 1..120)
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() < CLOSE
}

/// What holds for a picture of a page with so many requests.
fn sound(flow: &Flow, requests: u32) {
    for (column, left) in LEFT.iter().enumerate() {
        let nodes: Vec<_> = flow
            .nodes
            .iter()
            .filter(|node| node.column == column)
            .collect();
        let all: u32 = nodes.iter().map(|node| explorer::sum(&node.requests)).sum();
        assert_eq!(all, requests, "column {column} has every request once");
        assert!(
            nodes.len() <= 14,
            "column {column} has {} parts",
            nodes.len()
        );
        for pair in nodes.windows(2) {
            let (above, below) = (pair[0], pair[1]);
            assert!(
                above.top + above.height < below.top,
                "bars lie upon each other"
            );
            let middle = |node: &explorer::Node| node.top + node.height / 2.0;
            assert!(
                middle(below) - middle(above) > 15.0,
                "names lie upon each other"
            );
        }
        for node in &nodes {
            let high = flow.scale * f64::from(explorer::sum(&node.requests));
            assert!(close(high, node.height), "a request is as high everywhere");
            assert!(
                node.top >= TOP && node.top + node.height <= flow.height,
                "in the frame"
            );
            assert!(*left >= 0.0 && left + BAR < WIDTH);
        }
    }
    // The links fill each node's side, and none lies upon another.
    for (index, node) in flow.nodes.iter().enumerate() {
        let high = |link: &explorer::Link| flow.scale * f64::from(explorer::sum(&link.requests));
        let leaving = flow.links.iter().filter(|link| link.from == index);
        let mut leaving: Vec<(f64, f64)> = leaving.map(|link| (link.start, high(link))).collect();
        let coming = flow.links.iter().filter(|link| link.to == index);
        let mut coming: Vec<(f64, f64)> = coming.map(|link| (link.end, high(link))).collect();
        for (side, there) in [
            (&mut leaving, node.column + 1 < COLUMNS),
            (&mut coming, node.column > 0),
        ] {
            assert_eq!(side.is_empty(), !there);
            side.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut down = node.top;
            for (start, height) in side.iter() {
                assert!(close(down, *start), "a gap, or two upon each other");
                down += height;
            }
            assert!(
                !there || close(down, node.top + node.height),
                "widths add up"
            );
        }
    }
    for link in &flow.links {
        assert_eq!(flow.nodes[link.from].column + 1, flow.nodes[link.to].column);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_picture_is_sound(hosts in hosts()) {
        let report = report(&hosts);
        let impact = &report.outages[0].impact;
        let calm = explorer::flow(&report, None, None);
        sound(&calm, report.page.requests);
        let hit = explorer::flow(&report, Some(impact), None);
        sound(&hit, report.page.requests);
        // An outage moves nothing, and takes the same everywhere.
        for (calm, hit) in calm.nodes.iter().zip(&hit.nodes) {
            prop_assert_eq!((calm.name, calm.top, calm.height), (hit.name, hit.top, hit.height));
        }
        for column in 0..COLUMNS {
            let mut taken = [0; 4];
            for node in hit.nodes.iter().filter(|node| node.column == column) {
                for (all, own) in taken.iter_mut().zip(node.requests) {
                    *all += own;
                }
            }
            prop_assert_eq!(taken, hit.nodes[0].requests);
        }
        let lost: u32 = impact.hosts.iter().map(|lost| lost.requests).sum();
        let [gone, may, ..] = hit.nodes[0].requests;
        prop_assert_eq!(gone + may, lost);
    }

    #[test]
    fn the_same_page_is_the_same_picture(hosts in hosts()) {
        let (one, other) = (report(&hosts), report(&hosts));
        prop_assert_eq!(explorer::flow(&one, None, None), explorer::flow(&other, None, None));
    }

    #[test]
    fn every_part_has_its_own_key_and_stands_out(hosts in hosts()) {
        let report = report(&hosts);
        let flow = explorer::flow(&report, None, None);
        let mut keys: Vec<String> = flow.nodes.iter().map(|node| node.key()).collect();
        for (index, key) in keys.iter().enumerate() {
            let picked = explorer::flow(&report, None, Some(key));
            let own = |link: &&explorer::Link| link.from == index || link.to == index;
            prop_assert!(picked.links.iter().filter(own).all(|link| link.picked));
        }
        keys.sort();
        let all = keys.len();
        keys.dedup();
        prop_assert_eq!(keys.len(), all);
    }
}

#[test]
fn what_is_many_is_put_together_and_what_breaks_the_page_is_not() {
    let mut hosts: Hosts = vec![(1, Some(0), Some(0), false); 300];
    hosts[299].0 = 30;
    let report = report(&hosts);
    let flow = explorer::flow(&report, None, None);
    sound(&flow, report.page.requests);
    let more = flow
        .nodes
        .iter()
        .find(|node| matches!(node.name, Name::More(_)));
    let more = more.expect("a part for the many");
    assert_eq!(more.name, Name::More(287));
    assert_eq!(more.hosts.len(), 287);
    let alone = flow
        .nodes
        .iter()
        .filter(|node| node.column == 1 && node.hosts.len() == 1);
    let least = alone
        .map(|node| report.hosts[node.hosts[0]].verdict())
        .min();
    let most = more
        .hosts
        .iter()
        .map(|host| report.hosts[*host].verdict())
        .max();
    assert!(
        least >= most,
        "the worst of the many is no worse than the least of the others"
    );
}
