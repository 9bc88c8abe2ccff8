//! Sentences about the page in numbers.

use super::{and, count, domain, provider, some};
use crate::model::Domain;
use crate::report::{Numbers, Part};

/// How many providers, and how many regions, are told of.
const TOLD: usize = 5;

/// How concentrated the page is, in lines: by provider, then by region, such as
/// `AWS: 60 % of requests, 75 % of bytes, 2 of 3 critical requests`. A request
/// is critical whose loss alone breaks the page or takes it down. What is not
/// known of any request has no lines.
pub fn parts(numbers: &Numbers) -> [Vec<String>; 2] {
    let known = |part: &Part| part.provider.is_some() || part.everywhere;
    let lines = |parts: &[Part], unknown: &str| {
        let line =
            |part: &Part| format!("{}: {}", place(part, unknown), shares(part, &numbers.all));
        let mut lines: Vec<String> = parts.iter().take(TOLD).map(line).collect();
        if let Some(more) = parts.len().checked_sub(TOLD).filter(|more| *more > 0) {
            lines.push(format!("and {more} more"));
        }
        if parts.iter().any(known) {
            lines
        } else {
            Vec::new()
        }
    };
    [
        lines(&numbers.providers, "Not known who"),
        lines(&numbers.regions, "Region not known"),
    ]
}

fn shares(part: &Part, all: &Part) -> String {
    let requests = percent(part.requests.into(), all.requests.into());
    let mut shares = vec![format!("{requests} of requests")];
    if all.bytes > 0 {
        shares.push(format!("{} of bytes", percent(part.bytes, all.bytes)));
    }
    if all.critical > 0 {
        let critical = count(all.critical, "critical request", "critical requests");
        shares.push(format!("{} of {critical}", part.critical));
    }
    shares.join(", ")
}

fn place(part: &Part, unknown: &str) -> String {
    match (&part.provider, &part.region) {
        (Some(key), Some(_)) => domain(&Domain {
            provider: key.clone(),
            region: part.region.clone(),
            ..Domain::default()
        }),
        (Some(key), None) => provider(key).to_owned(),
        _ if part.everywhere => "In many places at once".to_owned(),
        _ => unknown.to_owned(),
    }
}

/// A share in whole percent; what is there is never nothing.
fn percent(part: u64, all: u64) -> String {
    let share = 100.0 * part as f64 / (all.max(1)) as f64;
    match share {
        0.0 => "0 %".to_owned(),
        _ if share < 1.0 => "< 1 %".to_owned(),
        _ if part < all => format!("{:.0} %", share.min(99.0)),
        _ => "100 %".to_owned(),
    }
}

/// The measures of the literature, each under its name with its source.
pub fn measures(numbers: &Numbers) -> [String; 3] {
    [
        format!(
            "Critical dependence on a CDN (Kashaf et al., IMC 2020): {}",
            delivery(numbers)
        ),
        format!(
            "Render-blocking third parties (HTTP Archive): {}",
            render_blocking(numbers)
        ),
        format!(
            "Implicit levels (Ikram et al., WWW 2019): {}",
            levels(numbers)
        ),
    ]
}

fn delivery(numbers: &Numbers) -> String {
    let delivery = &numbers.delivery;
    let names = delivery
        .providers
        .iter()
        .map(|key| provider(key).to_owned());
    let names: Vec<String> = names.collect();
    match (names.as_slice(), delivery.critical) {
        ([], _) => "none is known to deliver the page's own files".to_owned(),
        (_, true) => format!("yes, {} alone delivers the page's own files", and(&names)),
        ([_], false) => format!("no, {} is the site's own", and(&names)),
        (_, false) => format!("no, {} deliver the page's own files", and(&names)),
    }
}

fn render_blocking(numbers: &Numbers) -> String {
    let found = &numbers.render_blocking;
    if found.requests == 0 {
        return "none".to_owned();
    }
    let requests = count(found.requests, "request", "requests");
    let concluded = match found.concluded {
        0 => String::new(),
        all if all == found.requests => ", as far as can be concluded".to_owned(),
        some => format!(", {some} of them concluded, not seen"),
    };
    format!("{requests} to {}{concluded}", some(&found.hosts, 3))
}

fn levels(numbers: &Numbers) -> String {
    let levels = &numbers.levels;
    let requests = |number: u32| count(number, "request", "requests");
    let concluded = match levels.concluded {
        0 => String::new(),
        number => format!("; who asked was not seen for {}", requests(number)),
    };
    if levels.deepest == 0 {
        return format!("0, the page asks no third party for anything{concluded}");
    }
    format!(
        "{}; {} of third parties explicitly asked for by the page, {} implicitly by what it \
         loads from them{concluded}",
        levels.deepest,
        requests(levels.explicit),
        levels.implicit,
    )
}
