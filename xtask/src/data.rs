//! `cargo xtask data`: makes `src/data/core.bin` and `src/data/rest.bin` from
//! the pinned packages of `src/data/sources.toml`, the AS numbers and regions of
//! `src/providers` and the purposes of `src/data/purposes.toml`. The same input
//! gives the same bytes. With `--from-feeds` the ranges come from the providers
//! themselves and the systems from RouteViews.

mod catalogue;
mod cloud;
mod encode;
mod feeds;
mod labels;
mod packages;
mod proof;
mod purposes;
mod rest;
mod routes;
mod suffixes;
mod systems;
mod words;

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
use sha2::{Digest, Sha256};

use crate::{root, say, target};

/// The file `sources.toml`.
#[derive(Deserialize)]
struct Sources {
    source: Vec<Source>,
}

/// One pinned package.
#[derive(Clone, Deserialize)]
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

/// The record of tables that were made from feeds.
const RECORD: &str = "feeds.toml";

/// Fetches, compiles, proves, and writes the tables, or with `check` compares
/// them with the committed ones.
pub fn run(check: bool, from_feeds: bool) -> Result<()> {
    let folder = root().join("src/data");
    let record = folder.join(RECORD);
    if check && record.exists() {
        return check_record(&folder, &read(&record)?);
    }
    let pins = read(&folder.join("sources.toml"))?;
    let mut sources: Sources = toml::from_str(&pins).context("src/data/sources.toml")?;
    let cache = target().join("data");
    fs::create_dir_all(&cache)?;
    let pinned = sources.source.clone();
    let archive = |key: &str| {
        let source = pinned.iter().find(|source| source.key == key);
        let source = source.with_context(|| format!("sources.toml has no source {key:?}"))?;
        packages::Archive::open(source, &cache)
    };

    let catalogue = catalogue::Catalogue::read(&root().join("src/providers"))?;
    let listed = systems::operators(&archive("systems")?)?;
    let mut fetched = feeds::Fetched::default();
    let (rows, operators) = if from_feeds {
        let rows = fetched.rows()?;
        let (operators, day) = fetched.operators(&listed)?;
        sources.source = fetched.sources(&sources.source, &day);
        (rows, operators)
    } else {
        (cloud::rows(&archive("cloud")?)?, listed)
    };
    let ranges = cloud::ranges(&rows, &catalogue, &cache)?;
    let blocks = systems::blocks(&operators, &catalogue.systems()?, &cache)?;
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

    proof::prove_drawn(&core, &rest, &operators)?;

    let files = [("core.bin", core), ("rest.bin", rest)];
    for (name, bytes) in &files {
        keep(&folder, name, bytes, check)?;
    }
    match from_feeds {
        true => fs::write(&record, record_of(&fetched.record, &files))?,
        false if record.exists() => fs::remove_file(&record)?,
        false => {}
    }
    Ok(())
}

/// What was made, by its hash, and what it was made from.
fn record_of(fetched: &str, files: &[(&str, Vec<u8>)]) -> String {
    let made = files.iter().map(|(name, bytes)| {
        let hash = packages::hex(&Sha256::digest(bytes));
        format!("[[made]]\nfile = {name:?}\nsha256 = {hash:?}\n\n")
    });
    let made: String = made.collect();
    format!(
        "# Written by `cargo xtask data --from-feeds`: what the tables were made from. The feeds\n\
         # themselves are not kept, so `--check` compares hashes only.\n\n{made}{fetched}"
    )
}

/// Tables that were made from feeds cannot be made again; they must be those
/// that were recorded.
fn check_record(folder: &Path, record: &str) -> Result<()> {
    #[derive(Deserialize)]
    struct Record {
        made: Vec<Made>,
    }
    #[derive(Deserialize)]
    struct Made {
        file: String,
        sha256: String,
    }
    let record: Record = toml::from_str(record).context(RECORD)?;
    ensure!(!record.made.is_empty(), "src/data/{RECORD} names no file");
    for Made { file, sha256 } in record.made {
        let bytes = fs::read(folder.join(&file)).with_context(|| file.clone())?;
        ensure!(
            packages::hex(&Sha256::digest(&bytes)) == sha256,
            "src/data/{file} is not the one that {RECORD} records: run `cargo xtask data` and \
             commit what it writes"
        );
        say(&format!(
            "src/data/{file} is the one that was made from the feeds"
        ));
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_from_feeds_are_those_that_were_recorded() {
        let folder = tempfile::tempdir().unwrap();
        let files = [("core.bin", vec![1, 2, 3]), ("rest.bin", vec![4])];
        let record = record_of("[[feed]]\nurl = \"https://feed.example\"\n", &files);
        for (name, bytes) in &files {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        check_record(folder.path(), &record).unwrap();
        fs::write(folder.path().join("rest.bin"), [5]).unwrap();
        let refused = check_record(folder.path(), &record).unwrap_err();
        assert!(refused.to_string().contains("rest.bin is not the one"));
        assert!(check_record(folder.path(), "made = []").is_err());
    }
}
