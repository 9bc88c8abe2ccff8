//! The proofs of every file of `src/providers`, and the look-ups of the
//! catalogue beside slow twins.

use std::fs;

use faultline::catalogue::{self, Provider};
use faultline::locate::header::{self, telling};
use faultline::model::Header;

/// Every file of the catalogue, by key.
fn files() -> Vec<(String, toml::Table)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/providers");
    let mut files: Vec<(String, toml::Table)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let key = path.file_stem().unwrap().to_string_lossy().into_owned();
            (key, fs::read_to_string(&path).unwrap().parse().unwrap())
        })
        .collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

fn texts(value: Option<&toml::Value>) -> Vec<&str> {
    let items = value
        .and_then(toml::Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    items.iter().filter_map(toml::Value::as_str).collect()
}

/// A header as it is kept; one that no fingerprint looks at is a bad proof.
fn headers(written: &[&str]) -> Vec<Header> {
    let kept = written.iter().filter_map(|text| {
        let (name, value) = text.split_once(": ")?;
        telling(name, value)
    });
    kept.collect()
}

#[test]
fn every_provider_is_one_file() {
    let keys: Vec<&str> = catalogue::providers()
        .iter()
        .map(|provider| provider.key)
        .collect();
    let files = files();
    let names: Vec<&str> = files.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, names);
}

#[test]
fn proofs() {
    for (key, file) in files() {
        let provider = catalogue::provider(&key).unwrap();
        let proof = file["proof"].as_table().unwrap();
        for is in proof["is"].as_array().unwrap() {
            let field = |name: &str| is.get(name).and_then(toml::Value::as_str);
            let wanted = (
                Some(key.as_str()),
                field("service"),
                field("region"),
                field("pop"),
            );
            let found = match field("host") {
                Some(host) => by_host(host),
                None => by_headers(provider, &texts(is.get("headers"))),
            };
            let found = found.as_ref().map(|(provider, service, region, pop)| {
                (Some(*provider), *service, *region, pop.as_deref())
            });
            assert_eq!(found, Some(wanted), "{key}: {is}");
        }
        for not in texts(proof.get("is_not")) {
            if not.contains(": ") {
                let signs = header::read(&headers(&[not]));
                assert!(
                    signs.iter().all(|sign| sign.provider.key != key),
                    "{key}: {not}"
                );
            } else {
                let found = catalogue::host(not);
                assert!(
                    found.is_none_or(|found| found.provider.key != key),
                    "{key}: {not}"
                );
            }
        }
    }
}

type Found = (
    &'static str,
    Option<&'static str>,
    Option<&'static str>,
    Option<String>,
);

fn by_host(host: &str) -> Option<Found> {
    let found = catalogue::host(host)?;
    let region = found.region.map(|region| region.code);
    let pop = found.pop.map(str::to_ascii_uppercase);
    Some((
        found.provider.key,
        found.service.map(|service| service.key),
        region,
        pop,
    ))
}

/// What the headers tell of one provider, all fingerprints together.
fn by_headers(provider: &'static Provider, written: &[&str]) -> Option<Found> {
    let signs = header::read(&headers(written));
    let mine = || {
        signs
            .iter()
            .filter(|sign| sign.provider.key == provider.key)
    };
    mine().next()?;
    Some((
        provider.key,
        mine()
            .find_map(|sign| sign.service)
            .map(|service| service.key),
        mine()
            .find_map(|sign| sign.region)
            .map(|region| region.code),
        mine().find_map(|sign| sign.pop.clone()),
    ))
}
