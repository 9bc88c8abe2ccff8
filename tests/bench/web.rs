//! `cargo bench --bench web`: what your web takes with ten thousand sites, from
//! records to the page, the median and the best of several rounds. `cargo xtask
//! bench web` asks the same of a browser.

// Not all that it can be asked is asked here.
#[allow(dead_code)]
mod made;
mod web_made;

use std::hint::black_box;
use std::time::Instant;

use faultline::outage::Origin;
use faultline::report::{Data, report_on};
use faultline::view::html::web::{Known, Looking, Screen, screen};
use faultline::web::{Site, Span, Web, visit};
use web_made::{TODAY, sites};

const ROUNDS: usize = 21;
const SITES: usize = 10_000;

fn main() {
    // `cargo test --all-targets` runs this, too, and has no use for times.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let all = sites(SITES);
    let records: Vec<(String, Vec<u8>)> = (all.iter())
        .map(|site| (site.name.clone(), site.to_record()))
        .collect();
    let bytes: usize = records.iter().map(|(_, record)| record.len()).sum();
    println!("{SITES} sites, {} bytes each", bytes / SITES);
    let read = || -> Vec<Site> {
        let read = records
            .iter()
            .map(|(name, record)| Site::from_record(name, record));
        read.filter_map(Result::ok).collect()
    };
    measure("records read", || read().len());
    measure("put together and asked about every outage", || {
        Web::new(all.clone(), Vec::new()).outages().len()
    });
    let web = Web::new(read(), Vec::new());
    let span = Span::last(365, TODAY);
    for search in ["", "cloudflare", "us-east-1 site-77", "nobody"] {
        measure(&format!("found: {search:?}"), || {
            web.find(span, search).len()
        });
    }
    let found = web.find(span, "");
    measure("ranked", || web.ranked(&found, Origin::WhatIf).len());
    measure("shares", || {
        web.providers(&found, span).len() + web.regions(&found, span).len()
    });
    measure("history", || web.history(&found, TODAY).len());
    let known = Screen::Web(Box::new(Known {
        web,
        today: TODAY,
        keep: Some(365),
        unread: 0,
        trouble: None,
        now: None,
    }));
    for search in ["", "cloudflare", "site-7"] {
        let looking = Looking {
            days: 365,
            search: search.to_owned(),
            ..Looking::default()
        };
        measure(&format!("the whole page for {search:?}"), || {
            screen(&known, &looking).into_string().len()
        });
    }

    let page = made::Made::new(100);
    let report = report_on(&page.page, &page.hosts, Data::default());
    let kept = &records[0];
    measure("one visit of a page of 100 requests", || {
        let mut site = Site::from_record(&kept.0, &kept.1).unwrap_or_default();
        site.take(visit(&page.page, &report), "document", TODAY);
        site.to_record().len()
    });
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
        "  {what:44} {:9.2} ms, best {:9.2}",
        times[ROUNDS / 2],
        times[0]
    );
}
