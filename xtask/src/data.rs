//! `cargo xtask data`: makes `src/data/core.bin` and `src/data/rest.bin` from
//! the pinned packages of `src/data/sources.toml`, the AS numbers and regions of
//! `src/providers` and the purposes of `src/data/purposes.toml`. The same input
//! gives the same bytes.

mod catalogue;
mod cloud;
mod encode;
mod labels;
mod packages;
mod proof;
mod purposes;
mod rest;
mod suffixes;
mod systems;

/// The layout that the reader in the library has, too.
#[path = "../../src/locate/table/layout.rs"]
#[allow(
    dead_code,
    reason = "the writer does not need all that the reader does"
)]
mod layout;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::{root, say, target};

/// The file `sources.toml`.
#[derive(Deserialize)]
struct Sources {
    source: Vec<Source>,
}

/// One pinned package.
#[derive(Deserialize)]
struct Source {
    key: String,
    name: String,
    registry: packages::Registry,
    version: String,
    file: String,
    sha256: String,
    date: String,
    licence: String,
    credit: String,
    link: String,
}

/// Fetches, compiles, proves, and writes the tables, or with `check` compares
/// them with the committed ones.
pub fn run(check: bool) -> Result<()> {
    let folder = root().join("src/data");
    let pins = read(&folder.join("sources.toml"))?;
    let sources: Sources = toml::from_str(&pins).context("src/data/sources.toml")?;
    let cache = target().join("data");
    fs::create_dir_all(&cache)?;
    let archive = |key: &str| {
        let source = sources.source.iter().find(|source| source.key == key);
        let source = source.with_context(|| format!("sources.toml has no source {key:?}"))?;
        packages::Archive::open(source, &cache)
    };

    let catalogue = catalogue::Catalogue::read(&root().join("src/providers"))?;
    let ranges = cloud::ranges(&archive("cloud")?, &catalogue, &cache)?;
    let packed = archive("systems")?;
    let blocks = systems::blocks(&packed, &catalogue.systems()?, &cache)?;
    let operators = systems::operators(&packed)?;
    let suffixes = suffixes::labels(&archive("suffixes")?, &cache)?;
    let own = read(&folder.join("purposes.toml"))?;
    let purposes = purposes::labels(&archive("purposes")?, &own)?;
    let core = encode::file(&encode::Contents {
        sources: &credits(&sources.source),
        ranges: &ranges,
        blocks: &blocks,
        suffixes: &suffixes,
        purposes: &purposes,
    })?;
    proof::prove(&core, &cache)?;

    let listed = sources
        .source
        .iter()
        .filter(|source| source.key == "systems");
    let rest = rest::file(&credits(listed), &operators)?;
    let proven = rest::prove(&rest, &operators).context("operators")?;
    say(&format!(
        "the list of operators answers as {proven} blocks say"
    ));

    keep(&folder, "core.bin", &core, check)?;
    keep(&folder, "rest.bin", &rest, check)
}

/// Writes a file, or with `check` compares it with the committed one.
fn keep(folder: &Path, name: &str, bytes: &[u8], check: bool) -> Result<()> {
    let path = folder.join(name);
    if check {
        ensure!(
            fs::read(&path).is_ok_and(|committed| committed == bytes),
            "src/data/{name} is not what the sources give: run `cargo xtask data` and commit it"
        );
        say(&format!("src/data/{name} is what the sources give"));
    } else {
        fs::write(&path, bytes).with_context(|| path.display().to_string())?;
        say(&format!("wrote src/data/{name}: {} bytes", bytes.len()));
    }
    Ok(())
}

/// The lines that the tables carry, so that results can name their sources.
fn credits<'a>(sources: impl IntoIterator<Item = &'a Source>) -> String {
    let line = |source: &Source| {
        [
            &source.name,
            &source.version,
            &source.date,
            &source.licence,
            &source.credit,
            &source.link,
        ]
        .map(|field| field.replace(['\t', '\n'], " "))
        .join("\t")
    };
    sources.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}
