//! `cargo bench --manifest-path bench/Cargo.toml`: which system announces an
//! address, asked of Faultline's list and of other crates with the same data,
//! in the same run, turn by turn. Medians; only ratios travel between machines.

use std::hint::black_box;
use std::net::IpAddr;
use std::time::Instant;

use faultline::locate::operators::{Operators, REST};
use faultline_bench::memory::{Counting, live};
use faultline_bench::{Prefix, Stretch, address, mmdb, prefixes, stretches};
use ip_network::IpNetwork;
use ip_network_table::IpNetworkTable;
use ipnet::{Ipv4Net, Ipv6Net};
use iptrie::{Ipv4LCTrieMap, Ipv4RTrieMap, Ipv6LCTrieMap, Ipv6RTrieMap};
use prefix_trie::PrefixMap;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const QUERIES: usize = 100_000;
const ROUNDS: usize = 15;
/// No system has this number.
const NOBODY: u32 = 0;

type Lookup = Box<dyn Fn(&[IpAddr]) -> u64>;

/// One way to answer, and what it takes.
struct Way {
    name: &'static str,
    /// In memory, once it is ready.
    bytes: usize,
    /// Milliseconds until it is ready.
    ready: f64,
    answer: Box<dyn Fn(IpAddr) -> u32>,
    /// The sum of all answers, in one call.
    sum: Lookup,
}

fn main() {
    let [four, six] = [false, true].map(stretches);
    let all: Vec<Prefix> = [prefixes(false, &four), prefixes(true, &six)].concat();
    let ways = ways(&all);
    let mut dice = dice();
    let random = (0..QUERIES).map(|_| address(false, u128::from(dice() as u32)));
    let questions = [
        ("random IPv4", random.collect::<Vec<_>>()),
        ("IPv4 of the list", drawn(false, &four, &mut dice)),
        ("IPv6 of the list", drawn(true, &six, &mut dice)),
    ];
    for (question, addresses) in &questions {
        agree(question, addresses, &ways);
    }

    println!(
        "{} prefixes, {} systems' stretches; ns for each look-up, and times Faultline's",
        all.len(),
        four.len() + six.len()
    );
    print!("{:34}{:>10}{:>10}", "", "MB", "ready ms");
    questions.iter().for_each(|(name, _)| print!("{name:>24}"));
    println!();
    let times: Vec<Vec<f64>> = questions
        .iter()
        .map(|(_, addresses)| measure(addresses, &ways))
        .collect();
    for (index, way) in ways.iter().enumerate() {
        let megabytes = way.bytes as f64 / 1e6;
        print!("{:34}{megabytes:10.1}{:10.1}", way.name, way.ready);
        for times in &times {
            print!("{:17.0} {:5.1}x", times[index], times[index] / times[0]);
        }
        println!();
    }
}

/// Faultline first: the others are measured against it.
fn ways(all: &[Prefix]) -> Vec<Way> {
    let nets = all.iter().map(|prefix| {
        let ip = address(prefix.six, prefix.first);
        (ip, prefix.length, prefix.number)
    });
    let nets: Vec<(IpAddr, u8, u32)> = nets.collect();
    let numbers: Vec<u32> = {
        let mut numbers: Vec<u32> = all.iter().map(|prefix| prefix.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    };
    vec![
        way("Faultline, in place", REST.len(), || {
            let operators = Operators::new(REST).expect("a whole list");
            move |ip| operators.system(ip).map_or(NOBODY, |at| numbers[at])
        }),
        way("sorted array, binary search", 0, || array(all)),
        way("prefix-trie", 0, || {
            let mut four: PrefixMap<Ipv4Net, u32> = PrefixMap::new();
            let mut six: PrefixMap<Ipv6Net, u32> = PrefixMap::new();
            for (ip, length, number) in &nets {
                match *ip {
                    IpAddr::V4(ip) => {
                        four.insert(Ipv4Net::new(ip, *length).expect("a prefix"), *number)
                    }
                    IpAddr::V6(ip) => {
                        six.insert(Ipv6Net::new(ip, *length).expect("a prefix"), *number)
                    }
                };
            }
            move |ip| match ip {
                IpAddr::V4(ip) => four
                    .get_lpm(&Ipv4Net::from(ip))
                    .map_or(NOBODY, |(_, number)| *number),
                IpAddr::V6(ip) => six
                    .get_lpm(&Ipv6Net::from(ip))
                    .map_or(NOBODY, |(_, number)| *number),
            }
        }),
        way("iptrie, LC", 0, || {
            let mut four: Ipv4RTrieMap<u32> = Ipv4RTrieMap::with_root(NOBODY);
            let mut six: Ipv6RTrieMap<u32> = Ipv6RTrieMap::with_root(NOBODY);
            for (ip, length, number) in &nets {
                match *ip {
                    IpAddr::V4(ip) => {
                        four.insert(Ipv4Net::new(ip, *length).expect("a prefix").into(), *number)
                    }
                    IpAddr::V6(ip) => {
                        six.insert(Ipv6Net::new(ip, *length).expect("a prefix").into(), *number)
                    }
                };
            }
            let four: Ipv4LCTrieMap<u32> = four.compress();
            let six: Ipv6LCTrieMap<u32> = six.compress();
            move |ip| match ip {
                IpAddr::V4(ip) => *four.lookup(&ip).1,
                IpAddr::V6(ip) => *six.lookup(&ip).1,
            }
        }),
        way("ip_network_table", 0, || {
            let mut table: IpNetworkTable<u32> = IpNetworkTable::new();
            for (ip, length, number) in &nets {
                table.insert(IpNetwork::new(*ip, *length).expect("a prefix"), *number);
            }
            move |ip| {
                table
                    .longest_match(ip)
                    .map_or(NOBODY, |(_, number)| *number)
            }
        }),
        way("maxminddb, decoding a number", 0, || {
            let [four, six] = [false, true].map(|six| {
                let of: Vec<Prefix> = all.iter().copied().filter(|one| one.six == six).collect();
                maxminddb::Reader::from_source(mmdb::file(&of)).expect("a database")
            });
            move |ip| {
                let reader = if ip.is_ipv4() { &four } else { &six };
                let found = reader.lookup(ip).and_then(|found| found.decode::<u32>());
                found.ok().flatten().unwrap_or(NOBODY)
            }
        }),
    ]
}

/// Builds a way; `bytes` is what it has without allocating.
fn way<A: Fn(IpAddr) -> u32 + 'static>(
    name: &'static str,
    bytes: usize,
    build: impl FnOnce() -> A,
) -> Way {
    let (before, start) = (live(), Instant::now());
    let answer = build();
    let ready = start.elapsed().as_secs_f64() * 1e3;
    let bytes = bytes + live().saturating_sub(before);
    let answer = std::rc::Rc::new(answer);
    let same = std::rc::Rc::clone(&answer);
    Way {
        name,
        bytes,
        ready,
        answer: Box::new(move |ip| answer(ip)),
        sum: Box::new(move |addresses| addresses.iter().map(|ip| u64::from(same(*ip))).sum()),
    }
}

/// The slow, obvious twin.
fn array(all: &[Prefix]) -> impl Fn(IpAddr) -> u32 + use<> {
    let family = |six: bool| -> Vec<(u128, u128, u32)> {
        let bits = if six { 128 } else { 32 };
        let of = all.iter().filter(|prefix| prefix.six == six);
        of.map(|prefix| {
            let free = bits - u32::from(prefix.length);
            let last = prefix.first | 1_u128.checked_shl(free).unwrap_or(0).wrapping_sub(1);
            (prefix.first, last, prefix.number)
        })
        .collect()
    };
    let [four, six] = [false, true].map(family);
    move |ip| {
        let (array, ip) = match ip {
            IpAddr::V4(ip) => (&four, u128::from(u32::from(ip))),
            IpAddr::V6(ip) => (&six, u128::from(ip)),
        };
        let at = array.partition_point(|(first, _, _)| *first <= ip);
        match at.checked_sub(1).map(|at| array[at]) {
            Some((_, last, number)) if ip <= last => number,
            _ => NOBODY,
        }
    }
}

/// All ways give the same answers, or their times mean nothing.
fn agree(question: &str, addresses: &[IpAddr], ways: &[Way]) {
    for ip in addresses.iter().take(20_000) {
        let expect = (ways[1].answer)(*ip);
        for way in ways {
            let found = (way.answer)(*ip);
            assert_eq!(found, expect, "{question}, {}: {ip}", way.name);
        }
    }
}

/// Nanoseconds for each way: medians of rounds in which each has its turn.
fn measure(addresses: &[IpAddr], ways: &[Way]) -> Vec<f64> {
    let mut times = vec![Vec::new(); ways.len()];
    for _ in 0..ROUNDS {
        for (way, times) in ways.iter().zip(&mut times) {
            let start = Instant::now();
            black_box((way.sum)(black_box(addresses)));
            times.push(start.elapsed().as_nanos() as f64 / addresses.len() as f64);
        }
    }
    let median = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[ROUNDS / 2]
    };
    times.into_iter().map(median).collect()
}

/// A stretch, and an address in it.
fn drawn(six: bool, stretches: &[Stretch], dice: &mut impl FnMut() -> u64) -> Vec<IpAddr> {
    let mut draw = || {
        let stretch = stretches[dice() as usize % stretches.len()];
        let wide = u128::from(dice()) << 64 | u128::from(dice());
        let inside = wide % (stretch.last - stretch.first + 1);
        address(six, stretch.first + inside)
    };
    (0..QUERIES).map(|_| draw()).collect()
}

/// The same numbers in every run (xorshift).
fn dice() -> impl FnMut() -> u64 {
    let mut state = 20_261_122_u64;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    }
}
