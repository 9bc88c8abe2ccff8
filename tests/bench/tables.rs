//! `cargo bench --bench tables`: nanoseconds for each look-up in the tables,
//! the median and the best of several rounds. Only ratios travel between
//! machines.

use std::hint::black_box;
use std::net::IpAddr;
use std::time::Instant;

use faultline::locate::table::intervals::{Intervals, Key};
use faultline::locate::table::layout::{BLOCKS, RANGES};
use faultline::locate::table::{CORE, Tables, section};

const QUERIES: usize = 100_000;
const ROUNDS: usize = 15;

fn main() {
    // `cargo test --all-targets` runs this, too, and has no use for times.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let tables = Tables::built_in();
    measure("the file, checked and divided", 1, || {
        black_box(Tables::new(black_box(CORE)).is_ok());
    });
    for (family, name) in ["IPv4", "IPv6"].into_iter().enumerate() {
        for (of, table) in [(RANGES, "ranges"), (BLOCKS, "blocks")] {
            let (bytes, _) = section(CORE, of[family]).expect("a section");
            let intervals = Intervals::new(bytes).expect("a section of intervals");
            let drawn = draw(intervals, family);
            measure(
                &format!("{name} {table}, drawn from the intervals"),
                QUERIES,
                || {
                    for &key in &drawn {
                        black_box(intervals.find(black_box(key)));
                    }
                },
            );
            let hot = &drawn[..256];
            measure(
                &format!("{name} {table}, 256 again and again"),
                QUERIES,
                || {
                    for &key in hot.iter().cycle().take(QUERIES) {
                        black_box(intervals.find(black_box(key)));
                    }
                },
            );
        }
    }
    let addresses: Vec<IpAddr> = draw_addresses(QUERIES);
    measure(
        "everything of a random IPv4 address, as text",
        QUERIES,
        || {
            for &ip in &addresses {
                black_box(tables.address(black_box(ip)));
            }
        },
    );
    let hosts = [
        "www.example.co.uk",
        "d1.cloudfront.net",
        "a.b.c.kawasaki.jp",
        "fonts.gstatic.com",
    ];
    measure("the site of a host", QUERIES, || {
        for host in hosts.iter().cycle().take(QUERIES) {
            black_box(tables.site(black_box(host)));
        }
    });
    measure("the purpose of a host", QUERIES, || {
        for host in hosts.iter().cycle().take(QUERIES) {
            black_box(tables.purpose(black_box(host)));
        }
    });
}

fn measure(what: &str, count: usize, mut work: impl FnMut()) {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_nanos() as f64 / count as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "{what:50} {:9.0} ns, best {:9.0}",
        times[ROUNDS / 2],
        times[0]
    );
}

/// The same numbers in every run (xorshift).
fn dice() -> impl FnMut() -> u64 {
    let mut state = 20_261_026_u64;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    }
}

/// An interval that has a value, and an address in it.
fn draw(intervals: Intervals, family: usize) -> Vec<Key> {
    let valued: Vec<_> = intervals
        .walk()
        .filter(|found| found.value.is_some())
        .collect();
    let mut roll = dice();
    (0..QUERIES)
        .map(|_| {
            let found = &valued[roll() as usize % valued.len()];
            let (first, last) = (found.first, found.last);
            if family == 0 || first.high == last.high {
                let low = first.low + roll() % (last.low - first.low).saturating_add(1).max(1);
                Key { low, ..first }
            } else {
                let high = first.high + roll() % (last.high - first.high);
                Key { high, low: roll() }
            }
        })
        .collect()
}

fn draw_addresses(count: usize) -> Vec<IpAddr> {
    let mut roll = dice();
    (0..count)
        .map(|_| IpAddr::from((roll() as u32).to_be_bytes()))
        .collect()
}
