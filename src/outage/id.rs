//! What an outage is called where somebody writes it: its id. A failure domain
//! is a path from the large to the small (`aws`, `aws/us-east-1`,
//! `aws/cloudfront`, `aws/us-east-1/s3`), a single host is `host/` and its name,
//! and a documented outage is called like its file, `2021-12-07-aws`.

use super::{Outage, history, host_gone, past, what_if};
use crate::catalogue::{self, Provider};
use crate::model::Domain;
use crate::order;

/// How many ids are offered for one that does not exist.
const NEAR: usize = 3;
/// How many letters may be wrong in what is still taken for a slip.
const SLIPS: usize = 3;

/// Why an id means no outage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// As it was written.
    pub id: String,
    /// Ids that exist and look much like it, the nearest first.
    pub near: Vec<String>,
}

/// The outage that an id means. `own` are the failure domains that the reader's
/// own rules name, for which nothing but the same spelling is right.
///
/// # Errors
/// When nothing is called so.
///
/// ```
/// use faultline::outage::id::find;
///
/// assert_eq!(find("aws/us-east-1/s3", &[]).unwrap().id, "aws/us-east-1/s3");
/// assert_eq!(find("2021-06-08-fastly", &[]).unwrap().modes.len(), 1);
/// assert_eq!(find("host/cdn.example.com", &[]).unwrap().hosts, ["cdn.example.com"]);
/// assert_eq!(find("aws/us-east1", &[]).unwrap_err().near[0], "aws/us-east-1");
/// ```
pub fn find(id: &str, own: &[Domain]) -> Result<Outage, Unknown> {
    let written = id.trim();
    let lower = written.to_lowercase();
    let found = match lower.strip_prefix("host/") {
        Some(host) => is_host(host).then(|| host_gone(host.trim_end_matches('.'))),
        None => past(&lower)
            .map(super::Past::outage)
            .or_else(|| domain(&lower).map(what_if))
            .or_else(|| own_domain(written, own).map(what_if)),
    };
    found.ok_or_else(|| Unknown {
        id: written.to_owned(),
        near: near(&lower),
    })
}

/// The outages that the ids in a text mean, each once, and those that mean none;
/// ids are parted by spaces, commas or lines.
///
/// ```
/// let (found, unknown) = faultline::outage::id::find_all("aws, fastly asw");
/// assert_eq!((found.len(), unknown.len()), (2, 1));
/// ```
pub fn find_all(text: &str) -> (Vec<Outage>, Vec<Unknown>) {
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    let apart = |letter: char| letter.is_whitespace() || letter == ',';
    for id in text.split(apart).filter(|id| !id.is_empty()) {
        match find(id, &[]) {
            Ok(outage) if found.contains(&outage) => {}
            Ok(outage) => found.push(outage),
            Err(why) => unknown.push(why),
        }
    }
    (found, unknown)
}

/// The failure domain that a path means, by the catalogue.
fn domain(id: &str) -> Option<Domain> {
    let mut parts = id.split('/');
    let provider = catalogue::provider(parts.next()?)?;
    let rest: Vec<&str> = parts.collect();
    let region = |code: &str| provider.region(code).map(|region| region.code.to_owned());
    let service = |key: &str| provider.service(key).map(|service| service.key.to_owned());
    let (region, service) = match rest.as_slice() {
        [] => (None, None),
        [one] => match region(one) {
            Some(region) => (Some(region), None),
            None => (None, Some(service(one)?)),
        },
        [code, key] => (Some(region(code)?), Some(service(key)?)),
        _ => return None,
    };
    Some(Domain {
        provider: provider.key.to_owned(),
        service,
        region,
        zone: None,
    })
}

/// The failure domain that a path means, by the reader's own rules: whatever of
/// a rule's provider, region and service it names.
fn own_domain(id: &str, own: &[Domain]) -> Option<Domain> {
    let parts = own.iter().flat_map(|rule| {
        let provider = Domain {
            provider: rule.provider.clone(),
            ..Domain::default()
        };
        let region = Domain {
            region: rule.region.clone(),
            ..provider.clone()
        };
        let service = Domain {
            service: rule.service.clone(),
            ..provider.clone()
        };
        [provider, region, service, rule.clone()]
    });
    let mut parts = parts.into_iter();
    parts.find(|part| super::domain_id(part).eq_ignore_ascii_case(id))
}

fn is_host(name: &str) -> bool {
    let wrong = |letter: char| letter.is_whitespace() || "/?#@\\".contains(letter);
    !name.is_empty() && name.len() <= 253 && !name.contains(wrong)
}

/// The ids that look most like one that does not exist. A path is compared step by
/// step: what is below a provider is looked for at the provider that is meant.
fn near(id: &str) -> Vec<String> {
    if id.starts_with("host/") {
        return Vec::new();
    }
    let (first, rest) = id.split_once('/').unwrap_or((id, ""));
    let past = history().iter().map(|past| past.id.to_owned());
    let mut ids: Vec<(usize, String)> = past
        .filter(|_| rest.is_empty())
        .filter_map(|known| Some((distance(id, &known)?, known)))
        .collect();
    // What begins with a date is meant to be a documented one.
    let is_dated = id.starts_with(|letter: char| letter.is_ascii_digit());
    for provider in catalogue::providers().iter().filter(|_| !is_dated) {
        let names = [provider.key, provider.short, provider.name].map(str::to_lowercase);
        let by_name = names.iter().filter_map(|name| distance(first, name)).min();
        if let Some(slips) = by_name {
            ids.extend(below(provider, rest).map(|(more, id)| (slips + more, id)));
        }
        // A region or a service without saying whose.
        if rest.is_empty() && domain(&format!("{}/{first}", provider.key)).is_some() {
            ids.push((1, format!("{}/{first}", provider.key)));
        }
    }
    order::by(&mut ids, Ord::cmp);
    ids.dedup();
    let nearest = ids.first().map(|(slips, _)| *slips);
    let ids = ids.into_iter().filter(|(slips, _)| Some(*slips) == nearest);
    ids.take(NEAR).map(|(_, id)| id).collect()
}

/// What of a provider looks like the rest of an id.
fn below(provider: &Provider, rest: &str) -> impl Iterator<Item = (usize, String)> {
    let (one, other) = rest.split_once('/').unwrap_or((rest, ""));
    let regions = provider.regions.iter().map(|region| region.code);
    let services = provider.services.iter().map(|service| service.key);
    let near = |wanted: &str, known: Vec<&'static str>| -> Vec<(usize, &'static str)> {
        let near = known.into_iter();
        near.filter_map(|key| Some((distance(wanted, key)?, key)))
            .collect()
    };
    let (regions, services): (Vec<_>, Vec<_>) = (regions.collect(), services.collect());
    let key = provider.key;
    let mut found: Vec<(usize, String)> = Vec::new();
    if rest.is_empty() {
        found.push((0, key.to_owned()));
    } else if other.is_empty() {
        let both = [regions, services].concat();
        let both = near(one, both).into_iter();
        found.extend(both.map(|(slips, part)| (slips, format!("{key}/{part}"))));
    } else {
        for (slips, region) in near(one, regions) {
            let services = near(other, services.clone()).into_iter();
            found.extend(
                services.map(|(more, service)| (slips + more, format!("{key}/{region}/{service}"))),
            );
        }
    }
    found.into_iter()
}

/// How many letters must be put in, left out or replaced to make one word of
/// another; `None` where it is no slip. What begins or ends another counts as
/// one: people leave out what goes without saying.
fn distance(one: &str, other: &str) -> Option<usize> {
    let longer_than_two = one.len() > 2 && other.len() > 2;
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.iter().enumerate() {
        let mut diagonal = at;
        for (before, known) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != known);
            diagonal = row.get(before + 1).copied().unwrap_or(replaced);
            let left = row.get(before).copied().unwrap_or(replaced);
            // The first cell of the row is one more for every letter.
            let left = if before == 0 { at + 1 } else { left };
            let best = replaced.min(diagonal + 1).min(left + 1);
            if let Some(cell) = row.get_mut(before + 1) {
                *cell = best;
            }
        }
    }
    let slips = match row.last() {
        Some(last) if !other.is_empty() && !one.is_empty() => *last,
        _ => one.len().max(other.len()),
    };
    let part = longer_than_two
        && (one.ends_with(other)
            || other.ends_with(one)
            || one.starts_with(other)
            || other.starts_with(one));
    let shorter = one.len().min(other.len());
    if part {
        return Some(slips.min(1));
    }
    (slips <= SLIPS.min(shorter.div_ceil(2))).then_some(slips)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found, or `?` and what is near.
    fn check(id: &str, expect: &str) {
        let own = [Domain {
            provider: "Our racks".to_owned(),
            region: Some("berlin".to_owned()),
            ..Domain::default()
        }];
        let found = match find(id, &own) {
            Ok(outage) => outage.id,
            Err(unknown) => format!("? {}", unknown.near.join(" ")),
        };
        assert_eq!(found.trim(), expect, "{id}");
    }

    #[test]
    fn every_form() {
        check("aws", "aws");
        check(" AWS ", "aws");
        check("aws/us-east-1", "aws/us-east-1");
        check("aws/cloudfront", "aws/cloudfront");
        check("aws/us-east-1/s3", "aws/us-east-1/s3");
        check("host/CDN.example.com.", "host/cdn.example.com");
        check("2021-06-08-fastly", "2021-06-08-fastly");
        check("our racks", "Our racks");
        check("Our racks/berlin", "Our racks/berlin");
    }

    #[test]
    fn slips() {
        check("asw", "? aws ias");
        check("amazon/us-east-1", "? aws/us-east-1");
        check("aws/us-east1", "? aws/us-east-1");
        check("aws/us-east-1/s4", "? aws/us-east-1/s3");
        check("cloudfront", "? aws/cloudfront");
        check("2021-06-08-fasty", "? 2021-06-08-fastly");
        check("fastyl", "? fastly");
        check("2022-10-25-meta", "? 2021-10-04-meta");
        check("host/", "?");
        check("host/a b", "?");
        check("", "?");
        check("aws//", "?");
        check("aws/us-east-1/s3/more", "?");
    }

    #[test]
    fn letters_are_counted() {
        for (one, other, expect) in [
            ("fastly", "fastly", Some(0)),
            ("fasly", "fastly", Some(1)),
            ("fatsly", "fastly", Some(2)),
            ("east-1", "us-east-1", Some(1)),
            ("aws", "gcp", None),
            ("", "aws", None),
            ("ab", "", None),
        ] {
            assert_eq!(distance(one, other), expect, "{one} {other}");
        }
    }
}
