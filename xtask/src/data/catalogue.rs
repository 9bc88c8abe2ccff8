//! What the tables need of the catalogue, the files in `src/providers`: which
//! autonomous systems are whose, and how regions are spelled.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

pub struct Catalogue {
    providers: BTreeMap<String, Provider>,
}

#[derive(Deserialize)]
struct Provider {
    #[serde(default)]
    asn: Vec<u32>,
    #[serde(default)]
    regions: BTreeMap<String, Region>,
}

#[derive(Deserialize)]
struct Region {
    #[serde(default)]
    aliases: Vec<String>,
}

impl Catalogue {
    pub fn read(folder: &Path) -> Result<Catalogue> {
        let mut providers = BTreeMap::new();
        for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.extension().is_none_or(|extension| extension != "toml") {
                continue;
            }
            let at = || path.display().to_string();
            let read = fs::read_to_string(&path).with_context(at)?;
            let provider = toml::from_str(&read).with_context(at)?;
            let key = path.file_stem().and_then(|stem| stem.to_str());
            let key = key.with_context(|| format!("{}: no plain name", at()))?;
            providers.insert(key.to_owned(), provider);
        }
        Ok(Catalogue { providers })
    }

    /// Every autonomous system that a provider says is its own.
    pub fn systems(&self) -> Result<BTreeMap<u32, String>> {
        let mut systems = BTreeMap::new();
        for (key, provider) in &self.providers {
            for number in &provider.asn {
                if let Some(other) = systems.insert(*number, key.clone()) {
                    bail!("AS {number} is claimed by {other} and {key}: leave it to one of them");
                }
            }
        }
        ensure!(
            !systems.is_empty(),
            "no provider names an AS number (key `asn`)"
        );
        Ok(systems)
    }

    /// The code of a region that a provider's feed spells in its own way.
    pub fn region(&self, provider: &str, feed: &str) -> Result<&str> {
        let known = self.providers.get(provider);
        let known = known.with_context(|| format!("there is no src/providers/{provider}.toml"))?;
        let spelled = |(code, region): &(&String, &Region)| {
            *code == feed || region.aliases.iter().any(|alias| alias == feed)
        };
        match known.regions.iter().find(spelled) {
            Some((code, _)) => Ok(code),
            None => bail!("src/providers/{provider}.toml has no region {feed:?}: add it there"),
        }
    }
}
