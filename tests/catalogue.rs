//! The proofs of every file of `src/providers`, and the look-ups of the
//! catalogue beside slow twins.

use std::fs;

use proptest::prelude::*;

use faultline::catalogue::{self, Provider};
use faultline::locate::header::{self, telling};
use faultline::model::Header;
use faultline::pattern::{self, Spelling};

/// Every file of the catalogue, by key.
fn files() -> Vec<(String, toml::Table)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/providers");
    let mut files: Vec<(String, toml::Table)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| {
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

#[test]
fn the_catalogue_is_whole() {
    let providers = catalogue::providers();
    assert!(providers.len() >= 100, "{}", providers.len());
    let regions: usize = providers
        .iter()
        .map(|provider| provider.regions.len())
        .sum();
    assert!(regions >= 413, "{regions}");
    for (key, count) in [
        ("alibaba", 29),
        ("aws", 42),
        ("azure", 81),
        ("digitalocean", 16),
        ("fly", 35),
        ("gcp", 53),
        ("heroku", 2),
        ("hetzner", 6),
        ("ibm", 16),
        ("linode", 33),
        ("oci", 57),
        ("ovh", 15),
        ("render", 5),
        ("scaleway", 4),
        ("vercel", 20),
    ] {
        let provider = catalogue::provider(key).unwrap();
        assert_eq!(provider.regions.len(), count, "{key}");
    }
}

#[test]
fn look_ups() {
    for provider in catalogue::providers() {
        assert_eq!(catalogue::provider(provider.key).unwrap().key, provider.key);
        for region in provider.regions {
            let found = catalogue::region(provider.key, region.code).unwrap();
            assert_eq!(found.name, region.name);
        }
        for number in provider.asn {
            assert_eq!(catalogue::system(*number).unwrap().key, provider.key);
        }
        for service in provider.services {
            assert_eq!(provider.service(service.key).unwrap().name, service.name);
            for feed in service.feeds {
                assert_eq!(provider.fed_service(feed).unwrap().key, service.key);
            }
        }
    }
    assert!(catalogue::provider("").is_none());
    assert!(catalogue::provider("zzz").is_none());
    assert!(catalogue::region("aws", "").is_none());
    assert!(catalogue::system(64500).is_none());
    assert!(catalogue::fingerprints("content-type").is_empty());
}

/// What a feed calls a region that the catalogue calls otherwise.
#[test]
fn spellings_of_the_feeds() {
    for (provider, feed, code) in [
        ("azure", "centralfrance", "francecentral"),
        ("azure", "germanywc", "germanywestcentral"),
        ("azure", "norwaye", "norwayeast"),
        ("azure", "switzerlandw", "switzerlandwest"),
        ("azure", "brazilse", "brazilsoutheast"),
        ("azure", "chilec", "chilecentral"),
    ] {
        assert_eq!(catalogue::region(provider, feed).unwrap().code, code);
    }
}

/// A pattern of the catalogue as its file has it, with the provider.
struct Written {
    pattern: String,
    key: String,
    service: Option<String>,
}

fn written() -> Vec<Written> {
    let mut all = Vec::new();
    for (key, file) in files() {
        let mut add = |hosts: Option<&toml::Value>, service: Option<&str>| {
            for text in texts(hosts) {
                all.push(Written {
                    pattern: text.split(" -> ").next().unwrap().to_owned(),
                    key: key.clone(),
                    service: service.map(str::to_owned),
                });
            }
        };
        add(file.get("hosts"), None);
        let services = file.get("service").and_then(toml::Value::as_array);
        for service in services.into_iter().flatten() {
            add(service.get("hosts"), service["key"].as_str());
        }
    }
    all
}

/// The slow twin of the look-up by hash: every pattern of every file.
fn host_slowly<'w>(written: &'w [Written], host: &str) -> Option<&'w Written> {
    let fits = |one: &&Written| {
        let provider = catalogue::provider(&one.key).unwrap();
        let known = |text: &str, spelling| provider.spelled(text, spelling).is_some();
        pattern::match_host(&one.pattern, host, &known).is_some()
    };
    written
        .iter()
        .filter(fits)
        .max_by_key(|one| (pattern::narrowness(&one.pattern), &one.pattern))
}

#[test]
fn every_pattern_is_found_as_by_its_slow_twin() {
    let written = written();
    assert!(written.len() > 600, "{}", written.len());
    for one in &written {
        let provider = catalogue::provider(&one.key).unwrap();
        let code = provider.regions.first().map_or("", |region| region.code);
        let short = provider.shorts.first().map_or("", |(short, _)| short);
        let host = one
            .pattern
            .replace("{region}", code)
            .replace("{short}", short)
            .replace("{pop}", "fra3")
            .replace("{name}", "name")
            .replace("{digits}", "7")
            .replace("{hex}", "a1")
            .replace("*.", "a.b.");
        for host in [host.clone(), format!("x.{host}"), format!("x{host}")] {
            let fast = catalogue::host(&host);
            let slow = host_slowly(&written, &host);
            assert_eq!(
                fast.map(|found| (found.provider.key, found.service.map(|service| service.key))),
                slow.map(|found| (found.key.as_str(), found.service.as_deref())),
                "{host}"
            );
        }
    }
}

/// The slow twin of the matcher: every set of places that the text may have
/// been read up to, piece by piece.
fn fits_slowly(pattern: &str, text: &str) -> bool {
    let mut places = vec![0];
    let mut rest = pattern;
    while !rest.is_empty() {
        let end = match rest.starts_with('{') {
            true => rest.find('}').unwrap() + 1,
            false => rest.chars().next().unwrap().len_utf8(),
        };
        let (piece, later) = rest.split_at(end);
        let mut next = Vec::new();
        for from in places {
            for to in from..=text.len() {
                let Some(part) = text.get(from..to) else {
                    continue;
                };
                let all = |test: fn(&char) -> bool| {
                    !part.is_empty() && part.chars().all(|letter| test(&letter))
                };
                let fits = match piece {
                    "*" => true,
                    "{name}" => !part.is_empty(),
                    "{digits}" => all(char::is_ascii_digit),
                    "{hex}" => all(char::is_ascii_hexdigit),
                    "{pop}" => all(char::is_ascii_alphanumeric),
                    "{region}" => part == "eu-1" || part == "eu",
                    "{short}" => part == "e1",
                    literal => part.eq_ignore_ascii_case(literal),
                };
                if fits && !next.contains(&to) {
                    next.push(to);
                }
            }
        }
        places = next;
        rest = later;
    }
    places.contains(&text.len())
}

fn known(text: &str, spelling: Spelling) -> bool {
    match spelling {
        Spelling::Code => text == "eu-1" || text == "eu",
        Spelling::Short => text == "e1",
    }
}

proptest! {
    #[test]
    fn the_matcher_is_its_slow_twin(
        pattern in "([*]|[{]name[}]|[{]digits[}]|[{]hex[}]|[{]pop[}]|[{]region[}]|[{]short[}]|[ae1é-]){0,6}",
        text in "(eu|eu-1|e1|[ae1é-]){0,8}",
    ) {
        let found = pattern::match_value(&pattern, &text, &known);
        prop_assert_eq!(found.is_some(), fits_slowly(&pattern, &text));
        if let Some((region, spelling)) = found.and_then(|found| found.region) {
            prop_assert!(known(region, spelling));
        }
    }

    #[test]
    fn any_host_is_found_as_by_its_slow_twin(
        labels in prop::collection::vec("(s3|eu-west-1|elb|amazonaws|com|cn|net|run|app|a|[a-z0-9é]{1,8})", 0..7),
    ) {
        let host = labels.join(".");
        let written = WRITTEN.with(Clone::clone);
        let fast = catalogue::host(&host).map(|found| found.provider.key);
        let slow = host_slowly(&written, &host).map(|found| found.key.as_str());
        prop_assert_eq!(fast, slow);
    }

    #[test]
    fn no_host_panics(host in ".{0,300}") {
        let _ = catalogue::host(&host);
    }
}

thread_local! {
    static WRITTEN: std::rc::Rc<Vec<Written>> = std::rc::Rc::new(written());
}
