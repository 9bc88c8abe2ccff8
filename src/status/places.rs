//! Which of a provider's services and regions a text speaks of. Providers write
//! for people: names stand in titles, longest first ("East US 2" is not "East
//! US").

use super::lost;
use crate::catalogue::{self, Provider};
use crate::order;
use crate::outage::{Extent, Lost};

/// What of a provider is lost, by the names in a text. Without any name that is
/// a part of all of it: whom it hits cannot be told.
pub fn lost_by(provider: &str, text: &str, extent: Extent) -> Vec<Lost> {
    let Some(known) = catalogue::provider(provider) else {
        return Vec::new();
    };
    let (services, regions) = (services(known, text), regions(known, text));
    if services.is_empty() && regions.is_empty() {
        // What only its customers use breaks no page.
        return match is_backstage(text) {
            true => Vec::new(),
            false => vec![lost(provider, None, None, Extent::Part)],
        };
    }
    all(provider, &services, &regions, extent)
}

/// Every service in every region; nothing named is all of it.
pub fn all(provider: &str, services: &[&str], regions: &[&str], extent: Extent) -> Vec<Lost> {
    fn each<'a>(names: &[&'a str]) -> Vec<Option<&'a str>> {
        match names {
            [] => vec![None],
            names => names.iter().map(|name| Some(*name)).collect(),
        }
    }
    let mut all = Vec::new();
    for region in each(regions) {
        for service in each(services) {
            all.push(lost(provider, service, region, extent));
        }
    }
    all
}

/// Codes of the regions that a text names.
pub fn regions(provider: &'static Provider, text: &str) -> Vec<&'static str> {
    let mut names: Vec<(&str, &'static str)> = Vec::new();
    for region in provider.regions {
        names.push((region.code, region.code));
        names.push((region.name, region.code));
        let city = region
            .city
            .split([',', '('])
            .next()
            .unwrap_or_default()
            .trim();
        names.push((city, region.code));
    }
    named(names, text)
}

/// Keys of the services that a text names.
pub fn services(provider: &'static Provider, text: &str) -> Vec<&'static str> {
    let names = provider.services.iter();
    named(
        names
            .flat_map(|service| [(service.key, service.key), (service.name, service.key)])
            .collect(),
        text,
    )
}

/// The values of the names that stand in a text as whole words, each place of it
/// taken by the longest.
fn named(mut names: Vec<(&str, &'static str)>, text: &str) -> Vec<&'static str> {
    order::by_key(&mut names, |(name, _)| std::cmp::Reverse(name.len()));
    let mut rest = plain(text);
    let mut found = Vec::new();
    for (name, value) in names {
        let name = plain(name);
        if name.trim().len() < 2 {
            continue;
        }
        if rest.contains(&name) {
            rest = rest.replace(&name, " | ");
            if !found.contains(&value) {
                found.push(value);
            }
        }
    }
    found
}

/// Lower case, one blank between words, around them, and for every sign.
fn plain(text: &str) -> String {
    let letters = text.chars().map(|letter| {
        if letter.is_alphanumeric() {
            letter
        } else {
            ' '
        }
    });
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    format!(" {} ", words.join(" "))
}

/// What only the provider's customers see.
fn is_backstage(text: &str) -> bool {
    const BACKSTAGE: [&str; 12] = [
        "billing",
        "console",
        "control panel",
        "customer portal",
        "dashboard",
        "documentation",
        "docs",
        "invoices",
        "support",
        "ticket",
        "analytics reports",
        "website",
    ];
    let text = plain(text);
    BACKSTAGE.iter().any(|word| text.contains(&plain(word)))
}
