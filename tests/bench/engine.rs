//! `cargo bench --bench engine`: milliseconds for a page against every outage,
//! the median and the best of several rounds. `cargo xtask bench engine` asks
//! the same in a browser.

mod made;

use std::hint::black_box;
use std::time::Instant;

use made::Made;

const ROUNDS: usize = 31;

fn main() {
    // `cargo test --all-targets` runs this, too, and has no use for times.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    for requests in [100, 1_000, 2_000, 10_000] {
        let made = Made::new(requests);
        println!("{requests} requests to {} hosts", made.hosts.len());
        measure("judged", || made.judge());
        measure("judged and asked about every outage", || made.ask());
        measure("the whole report, with advice", || made.report());
    }
}

fn measure(what: &str, work: impl Fn() -> usize) {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "  {what:40} {:9.2} ms, best {:9.2}",
        times[ROUNDS / 2],
        times[0]
    );
}
