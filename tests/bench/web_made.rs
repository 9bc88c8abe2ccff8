//! Made-up sites, as many as one wants, for the benches of your web: on the
//! footings that sites have, visited as often and as lately as sites are.

use faultline::impact::Toll;
use faultline::model::Verdict;
use faultline::web::{Day, Part, Site, Visit};

/// The day that the sites were last visited on, or a day before it.
pub const TODAY: Day = 20_779;

const EDGES: &[&str] = &[
    "edge cloudflare//cdn global certain",
    "edge fastly//cdn global certain",
    "edge aws//cloudfront global certain",
    "edge akamai//edge global certain",
    "edge gcp//gws global certain",
    "edge azure//front-door global likely",
];
const ORIGINS: &[&str] = &[
    "aws/us-east-1/s3",
    "aws/us-east-1/ec2",
    "aws/us-west-2/ec2",
    "aws/eu-west-1/elb",
    "aws/eu-central-1/ec2",
    "aws/ap-southeast-2/s3",
    "aws/ap-northeast-1/ec2",
    "gcp/us-central1/compute-engine",
    "gcp/europe-west1/run",
    "azure/eastus/app-service",
    "azure/westeurope/app-service",
    "digitalocean/nyc3/spaces",
    "oci/us-ashburn-1",
    "alibaba/eu-central-1",
    "ibm/eu-de",
    "hetzner/fsn1",
    "ovh/gra",
    "linode/eu-west",
];

/// So many sites, the same in every run.
pub fn sites(count: usize) -> Vec<Site> {
    let mut roll = dice();
    (0..count)
        .map(|number| {
            let mut site = Site::new(&format!("site-{number}.example"));
            for visit in 0..1 + roll() % 6 {
                let day = TODAY - (roll() % 30 * (1 + roll() % 12)) as Day;
                site.take(self::visit(&mut roll), &format!("{number} {visit}"), day);
            }
            site
        })
        .collect()
}

/// What a page with a handful of footings leaves.
fn visit(roll: &mut impl FnMut() -> usize) -> Visit {
    let verdicts = [
        Verdict::Unaffected,
        Verdict::Degraded,
        Verdict::Broken,
        Verdict::Down,
    ];
    let mut parts: Vec<Part> = Vec::new();
    for number in 0..3 + roll() % 6 {
        let footing = footing(roll);
        let verdict = if number == 0 {
            Verdict::Down
        } else {
            verdicts[roll() % 3]
        };
        let toll = Toll::from_verdicts((verdict, verdict), (verdict, verdicts[roll() % 2]));
        if parts.iter().all(|part| part.footing != footing) {
            parts.push(Part {
                footing,
                gone: toll,
                copied: toll,
                requests: 1 + roll() as u32 % 40,
                hosts: 1,
            });
        }
    }
    Visit {
        home: parts[0].footing.clone(),
        parts,
    }
}

fn footing(roll: &mut impl FnMut() -> usize) -> String {
    let edge = EDGES[(roll() % EDGES.len()).min(roll() % EDGES.len())];
    let origin = ORIGINS[(roll() % ORIGINS.len()).min(roll() % ORIGINS.len())];
    match roll() % 3 {
        0 => edge.to_owned(),
        1 => format!("edge {origin} regional certain"),
        _ => format!("{edge}; origin {origin} regional likely"),
    }
}

/// The same numbers in every run (xorshift).
fn dice() -> impl FnMut() -> usize {
    let mut state = 20_261_122_u32;
    move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize
    }
}
