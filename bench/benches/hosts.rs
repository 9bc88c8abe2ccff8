//! `cargo bench --manifest-path bench/Cargo.toml --bench hosts`: which provider
//! a host's name tells, on 100,000 names of which half are of hosts that the
//! catalogue knows.

use std::fs;
use std::hint::black_box;

use faultline::catalogue;
use faultline::locate::hostname::normal;
use faultline::locate::table::Tables;
use faultline_bench::{CHUNK, dice, median, timed};

const NAMES: usize = 100_000;
const ROUNDS: usize = 15;
/// What made-up names are made of.
const WORDS: [&str; 12] = [
    "www",
    "cdn",
    "static",
    "api",
    "img",
    "shop",
    "tracker",
    "assets-v2",
    "eu",
    "beacon",
    "media",
    "login",
];
const ENDINGS: [&str; 8] = ["com", "de", "net", "co.uk", "io", "org", "com.br", "fr"];

fn main() {
    let names = names();
    let known = names.iter().filter(|name| catalogue::host(name).is_some());
    println!("{} of {NAMES} names are known", known.count());
    // Its list is of another day than ours.
    let tables = Tables::built_in();
    let as_psl = |name: &&String| tables.site(name) == psl::domain_str(name).unwrap_or(name);
    println!(
        "the sites of {} are as the crate psl has them",
        names.iter().filter(as_psl).count()
    );
    println!("ns for each:");
    let ways: [(&str, fn(&str) -> bool); 5] = [
        ("its normal form", |name| normal(name).is_some()),
        ("provider, service and region", |name| {
            catalogue::host(name).is_some()
        }),
        ("the site", |name| Tables::built_in().site(name).len() > 3),
        ("the site, by the crate psl", |name| {
            psl::domain_str(name).is_some()
        }),
        ("the purpose", |name| {
            Tables::built_in().purpose(name).is_some()
        }),
    ];
    for (what, ask) in ways {
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            for part in names.chunks(CHUNK) {
                times.push(timed(part.len(), || {
                    part.iter().for_each(|name| {
                        black_box(ask(black_box(name)));
                    });
                }));
            }
        }
        println!("{what:34}{:6.0}", median(times));
    }
}

/// Half of the names are those of the providers' proofs with another first
/// label, where they have more than two; half are made up.
fn names() -> Vec<String> {
    let proven = proven();
    let mut dice = dice();
    let mut pick = move |from: usize| dice() as usize % from;
    let names = (0..NAMES).map(|index| {
        let word = WORDS[pick(WORDS.len())];
        let number = pick(100_000);
        if index % 2 == 0 {
            let ending = ENDINGS[pick(ENDINGS.len())];
            return format!("{word}.{}{number:x}.{ending}", WORDS[pick(WORDS.len())]);
        }
        let host = &proven[pick(proven.len())];
        match host.split_once('.') {
            Some((_, rest)) if rest.matches('.').count() > 1 => format!("{word}{number:x}.{rest}"),
            _ => host.clone(),
        }
    });
    names.collect()
}

/// All hosts that the providers' files say are theirs, in the files' order.
fn proven() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../src/providers");
    let files = fs::read_dir(folder).expect("the folder of providers");
    let mut files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    files.sort();
    let read = |path| fs::read_to_string(path).expect("a provider's file");
    let hosts = files.iter().map(read).flat_map(|text| {
        let hosts = text.lines().filter_map(|line| {
            let host = line.trim().strip_prefix("{ host = \"")?;
            host.split_once('"').map(|(host, _)| host.to_owned())
        });
        hosts.collect::<Vec<_>>()
    });
    hosts.collect()
}
