//! Sentences about the page in numbers.

use super::{and, commas, domain, provider, some};
use crate::messages;
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
            |part: &Part| messages::colon(&place(part, unknown), &shares(part, &numbers.all));
        let mut lines: Vec<String> = parts.iter().take(TOLD).map(line).collect();
        if let Some(more) = parts.len().checked_sub(TOLD).filter(|more| *more > 0) {
            lines.push(messages::and_more(more));
        }
        if parts.iter().any(known) {
            lines
        } else {
            Vec::new()
        }
    };
    [
        lines(&numbers.providers, messages::not_known_who()),
        lines(&numbers.regions, messages::region_not_known()),
    ]
}

fn shares(part: &Part, all: &Part) -> String {
    let requests = percent(part.requests.into(), all.requests.into());
    let mut shares = vec![messages::share_requests(&requests)];
    if all.bytes > 0 {
        shares.push(messages::share_bytes(&percent(part.bytes, all.bytes)));
    }
    if all.critical > 0 {
        let critical = messages::number(part.critical);
        shares.push(messages::share_critical(all.critical, &critical));
    }
    commas(&shares)
}

fn place(part: &Part, unknown: &str) -> String {
    match (&part.provider, &part.region) {
        (Some(key), Some(_)) => domain(&Domain {
            provider: key.clone(),
            region: part.region.clone(),
            ..Domain::default()
        }),
        (Some(key), None) => provider(key).to_owned(),
        _ if part.everywhere => messages::in_many_places().to_owned(),
        _ => unknown.to_owned(),
    }
}

/// A share in whole percent; what is there is never nothing, and what is not all
/// is never 100 %.
fn percent(part: u64, all: u64) -> String {
    let whole = |number: f64| messages::percent(&messages::number(number.round() as u32));
    let share = 100.0 * part as f64 / (all.max(1)) as f64;
    match share {
        0.0 => whole(0.0),
        _ if share < 1.0 => messages::less_than(&whole(1.0)),
        _ if part < all => whole(share.min(99.0)),
        _ => whole(100.0),
    }
}

/// The measures of the literature, each under its name with its source.
pub fn measures(numbers: &Numbers) -> [String; 3] {
    [
        messages::measure_delivery(&delivery(numbers)),
        messages::measure_blocking(&render_blocking(numbers)),
        messages::measure_levels(&levels(numbers)),
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
        ([], _) => messages::delivery_none().to_owned(),
        (_, true) => messages::delivery_alone(&and(&names)),
        ([name], false) => messages::delivery_own(name),
        (_, false) => messages::delivery_several(&and(&names)),
    }
}

fn render_blocking(numbers: &Numbers) -> String {
    let found = &numbers.render_blocking;
    if found.requests == 0 {
        return messages::blocking_none().to_owned();
    }
    let (requests, hosts) = (messages::requests(found.requests), some(&found.hosts, 3));
    match found.concluded {
        0 => messages::blocking_to(&requests, &hosts),
        all if all == found.requests => messages::blocking_concluded(&requests, &hosts),
        some => messages::blocking_some_concluded(&requests, &hosts, &messages::number(some)),
    }
}

fn levels(numbers: &Numbers) -> String {
    let levels = &numbers.levels;
    let found = if levels.deepest == 0 {
        messages::levels_none().to_owned()
    } else {
        messages::levels(
            &messages::number(levels.deepest),
            &messages::requests(levels.explicit),
            &messages::number(levels.implicit),
        )
    };
    match levels.concluded {
        0 => found,
        number => messages::levels_concluded(&found, &messages::requests(number)),
    }
}
