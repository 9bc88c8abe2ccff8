//! What third parties are for: the categories of third-party-web, refined by
//! the project's own `src/data/purposes.toml`.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::labels::Labels;
use super::packages::Archive;

/// The purposes of `model::Purpose`, in the order of the reader's list, which
/// counts from 1.
const PURPOSES: [&str; 15] = [
    "advertising",
    "analytics",
    "consent",
    "experiment",
    "tag-manager",
    "payment",
    "login",
    "captcha",
    "video",
    "fonts",
    "chat",
    "social",
    "library",
    "hosting",
    "other",
];

const OTHER: u8 = 15;

#[derive(Deserialize)]
struct Entity {
    category: Option<String>,
    domains: Vec<String>,
}

/// The tree of names with the number of a purpose each. Names that add nothing
/// to the name above them are left out.
pub fn labels(archive: &Archive, own: &str) -> Result<Labels> {
    let entities = archive.file("dist/entities-nostats.json")?;
    let entities: Vec<Entity> = serde_json::from_slice(&entities).context("entities")?;
    let mut labels = Labels::default();
    for entity in &entities {
        let category = entity.category.as_deref().unwrap_or("other");
        let purpose = number(purpose(category)?)?;
        for domain in &entity.domains {
            let name = domain.trim_start_matches("*.");
            // A few entries are addresses.
            if name.bytes().any(|byte| byte.is_ascii_alphabetic()) {
                labels.entry(name).value = purpose;
            }
        }
    }
    let own: BTreeMap<String, Vec<String>> =
        toml::from_str(own).context("src/data/purposes.toml")?;
    let mut ours = Vec::new();
    for (purpose, names) in &own {
        let purpose = number(purpose).context("src/data/purposes.toml")?;
        ours.extend(names.iter().map(|name| (name, purpose)));
    }
    // First all that is to be forgotten, then all that is to be known.
    for (name, purpose) in &ours {
        if *purpose != OTHER {
            labels.entry(name).below.clear();
        }
    }
    for (name, purpose) in ours {
        labels.entry(name).value = purpose;
    }
    prune(&mut labels, 0);
    Ok(labels)
}

/// A category of third-party-web, as one of ours.
fn purpose(category: &str) -> Result<&'static str> {
    Ok(match category {
        // Marketing tools show pop-ups and gather addresses.
        "ad" | "marketing" => "advertising",
        "analytics" => "analytics",
        "consent-provider" => "consent",
        "tag-manager" => "tag-manager",
        "video" => "video",
        "customer-success" => "chat",
        "social" => "social",
        "cdn" => "library",
        "hosting" => "hosting",
        "utility" | "content" | "other" => "other",
        unknown => bail!("third-party-web has a new category {unknown:?}: say what it means"),
    })
}

fn number(purpose: &str) -> Result<u8> {
    let found = PURPOSES.iter().position(|name| *name == purpose);
    let found = found.with_context(|| format!("{purpose:?} is none of {PURPOSES:?}"))?;
    Ok(found as u8 + 1)
}

/// Takes away values that repeat the one above them, "other" where there is
/// none above to correct, and then nodes that say nothing.
fn prune(node: &mut Labels, above: u8) {
    if node.value == above || (node.value == OTHER && above == 0) {
        node.value = 0;
    }
    let here = if node.value == 0 { above } else { node.value };
    for child in node.below.values_mut() {
        prune(child, here);
    }
    node.below
        .retain(|_, child| child.value != 0 || !child.below.is_empty());
}
