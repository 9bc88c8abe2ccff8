//! `cargo bench --manifest-path bench/Cargo.toml --bench peers`: provider,
//! region, services and system of an address, asked of Faultline's tables and
//! of other crates with the same data, in the same run, turn by turn. Medians;
//! only ratios travel between machines.

use std::hint::black_box;
use std::net::IpAddr;
use std::time::Instant;

use faultline::locate::address::is_public;
use faultline::locate::operators::Operators;
use faultline::locate::quick::{Quick, WORTH_IT};
use faultline::locate::table::{AddressHit, Tables};
use faultline_bench::memory::{Counting, live};
use faultline_bench::{
    Answer, CHUNK, Kinds, NOTHING, Prefix, SYSTEM_BITS, Stretch, address, dice, median, mmdb,
    prefixes, stretches, system, timed,
};
use ip_network::IpNetwork;
use ip_network_table::IpNetworkTable;
use ipnet::{Ipv4Net, Ipv6Net};
use iptrie::{Ipv4LCTrieMap, Ipv4RTrieMap, Ipv6LCTrieMap, Ipv6RTrieMap};
use prefix_trie::PrefixMap;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const QUERIES: usize = 100_000;
const ROUNDS: usize = 15;

/// The part of an answer that is the system.
const SYSTEM: Answer = (1 << SYSTEM_BITS) - 1;

/// Many addresses, and room for their answers.
type Lookup = Box<dyn Fn(&[IpAddr], &mut [Answer])>;

/// One way to answer, and what it takes.
struct Way {
    name: &'static str,
    /// In memory, once it is ready.
    bytes: usize,
    /// Milliseconds until it is ready.
    ready: f64,
    /// It knows the system only.
    partly: bool,
    answer: Box<dyn Fn(IpAddr) -> Answer>,
    /// Many in one call.
    answers: Lookup,
}

fn main() {
    let mut kinds = Kinds::default();
    let [four, six] = [false, true].map(|six| stretches(six, &mut kinds));
    let all: Vec<Prefix> = [prefixes(false, &four), prefixes(true, &six)].concat();
    let ways = ways(&all, [&four, &six]);
    let mut dice = dice();
    let random = (0..QUERIES).map(|_| address(false, u128::from(dice() as u32)));
    let questions = [
        ("random IPv4", random.collect::<Vec<_>>()),
        ("IPv4 of the ranges", drawn(false, &four, &mut dice)),
        ("IPv6 of the ranges", drawn(true, &six, &mut dice)),
    ];
    for (question, addresses) in &questions {
        agree(question, addresses, &ways);
    }

    println!(
        "{} prefixes, {} stretches; ns for each look-up, and times Faultline's",
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
    whole(&questions, ways[0].ready);
}

/// Whole answers with their texts, in place and from the quick form: after how
/// many of them making it has paid.
fn whole(questions: &[(&str, Vec<IpAddr>)], ready: f64) {
    let (tables, operators) = (Tables::built_in(), Operators::built_in());
    let quick = Quick::new(&tables, &operators).expect("tables that fit");
    println!("\nwith all texts, and the operator where no range is known; ns for each");
    for (name, addresses) in questions {
        let (mut place, mut fast) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            place.push(each(addresses, |ip| {
                let hit = tables.address(ip);
                let operator = || operators.operator(ip);
                black_box(((hit == AddressHit::default()).then(operator), hit));
            }));
            fast.push(each(addresses, |ip| {
                let hit = quick.address(&tables, ip);
                let operator = || quick.operator(&operators, ip);
                black_box(((hit == AddressHit::default()).then(operator), hit));
            }));
        }
        let (place, fast) = (median(place), median(fast));
        let worth = ready * 1e6 / (place - fast);
        println!(
            "{name:34} in place {place:5.0}, quick {fast:5.0}: pays after {worth:.0} addresses \
             (the command line waits for {WORTH_IT} look-ups)"
        );
    }
}

fn each(addresses: &[IpAddr], mut ask: impl FnMut(IpAddr)) -> f64 {
    let parts = addresses.chunks(CHUNK).map(|part| {
        timed(part.len(), || {
            part.iter().for_each(|ip| ask(black_box(*ip)))
        })
    });
    median(parts.collect())
}

/// Faultline first: the others are measured against it.
fn ways(all: &[Prefix], stretches: [&[Stretch]; 2]) -> Vec<Way> {
    let nets = all.iter().map(|prefix| {
        let ip = address(prefix.six, prefix.first);
        (ip, prefix.length, prefix.answer)
    });
    let nets: Vec<(IpAddr, u8, Answer)> = nets.collect();
    vec![
        way("Faultline, quick form", 0, || {
            let quick = Quick::new(&Tables::built_in(), &Operators::built_in());
            let quick = quick.expect("tables that fit");
            move |ip| quick.find(ip).0
        }),
        way("sorted array, binary search", 0, || array(all)),
        way("prefix-trie", 0, || {
            let mut four: PrefixMap<Ipv4Net, Answer> = PrefixMap::new();
            let mut six: PrefixMap<Ipv6Net, Answer> = PrefixMap::new();
            for (ip, length, answer) in &nets {
                match *ip {
                    IpAddr::V4(ip) => {
                        four.insert(Ipv4Net::new(ip, *length).expect("a prefix"), *answer)
                    }
                    IpAddr::V6(ip) => {
                        six.insert(Ipv6Net::new(ip, *length).expect("a prefix"), *answer)
                    }
                };
            }
            move |ip| match ip {
                IpAddr::V4(ip) => four
                    .get_lpm(&Ipv4Net::from(ip))
                    .map_or(NOTHING, |(_, answer)| *answer),
                IpAddr::V6(ip) => six
                    .get_lpm(&Ipv6Net::from(ip))
                    .map_or(NOTHING, |(_, answer)| *answer),
            }
        }),
        way("iptrie, LC", 0, || {
            let mut four: Ipv4RTrieMap<Answer> = Ipv4RTrieMap::with_root(NOTHING);
            let mut six: Ipv6RTrieMap<Answer> = Ipv6RTrieMap::with_root(NOTHING);
            for (ip, length, answer) in &nets {
                match *ip {
                    IpAddr::V4(ip) => {
                        four.insert(Ipv4Net::new(ip, *length).expect("a prefix").into(), *answer)
                    }
                    IpAddr::V6(ip) => {
                        six.insert(Ipv6Net::new(ip, *length).expect("a prefix").into(), *answer)
                    }
                };
            }
            let four: Ipv4LCTrieMap<Answer> = four.compress();
            let six: Ipv6LCTrieMap<Answer> = six.compress();
            move |ip| match ip {
                IpAddr::V4(ip) => *four.lookup(&ip).1,
                IpAddr::V6(ip) => *six.lookup(&ip).1,
            }
        }),
        way("ip_network_table", 0, || {
            let mut table: IpNetworkTable<Answer> = IpNetworkTable::new();
            for (ip, length, answer) in &nets {
                table.insert(IpNetwork::new(*ip, *length).expect("a prefix"), *answer);
            }
            move |ip| {
                table
                    .longest_match(ip)
                    .map_or(NOTHING, |(_, answer)| *answer)
            }
        }),
        Way {
            partly: true,
            ..way("ip2asn, the system only", 0, || {
                let rows = stretches.concat().into_iter().filter_map(row);
                let rows: String = rows.collect();
                let map = ip2asn::Builder::new().with_source(rows.as_bytes());
                let map = map.and_then(ip2asn::Builder::build).expect("a list");
                move |ip| {
                    map.lookup(ip)
                        .map_or(NOTHING, |found| Answer::from(found.asn))
                }
            })
        },
        way("maxminddb, decoding a number", 0, || {
            let [four, six] = [false, true].map(|six| {
                let of: Vec<Prefix> = all.iter().copied().filter(|one| one.six == six).collect();
                maxminddb::Reader::from_source(mmdb::file(&of)).expect("a database")
            });
            move |ip| {
                let reader = if ip.is_ipv4() { &four } else { &six };
                let found = reader.lookup(ip).and_then(|found| found.decode::<Answer>());
                found.ok().flatten().unwrap_or(NOTHING)
            }
        }),
    ]
}

/// A line as `ip2asn` reads them; the place of the system as its number.
fn row(stretch: Stretch) -> Option<String> {
    let place = system(stretch.answer)? + 1;
    let six = stretch.first > u128::from(u32::MAX);
    let [first, last] = [stretch.first, stretch.last].map(|ip| address(six, ip));
    Some(format!("{first}\t{last}\t{place}\tZZ\tSomebody\n"))
}

/// Builds a way; `bytes` is what it has without allocating.
fn way<A: Fn(IpAddr) -> Answer + 'static>(
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
        partly: false,
        answer: Box::new(move |ip| answer(ip)),
        answers: Box::new(move |addresses, answers| {
            let pairs = addresses.iter().zip(answers);
            pairs.for_each(|(ip, to)| *to = same(*ip));
        }),
    }
}

/// The slow, obvious twin.
fn array(all: &[Prefix]) -> impl Fn(IpAddr) -> Answer + use<> {
    let family = |six: bool| -> Vec<(u128, u128, Answer)> {
        let bits = if six { 128 } else { 32 };
        let of = all.iter().filter(|prefix| prefix.six == six);
        of.map(|prefix| {
            let free = bits - u32::from(prefix.length);
            let last = prefix.first | 1_u128.checked_shl(free).unwrap_or(0).wrapping_sub(1);
            (prefix.first, last, prefix.answer)
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
            Some((_, last, answer)) if ip <= last => answer,
            _ => NOTHING,
        }
    }
}

/// All ways give the same answers, or their times mean nothing.
fn agree(question: &str, addresses: &[IpAddr], ways: &[Way]) {
    let public = addresses.iter().filter(|ip| is_public(**ip));
    for ip in public.take(20_000) {
        let expect = (ways[1].answer)(*ip);
        for way in ways {
            let found = (way.answer)(*ip);
            let expect = if way.partly { expect & SYSTEM } else { expect };
            assert_eq!(found, expect, "{question}, {}: {ip}", way.name);
        }
    }
}

/// Nanoseconds for each way: medians of rounds in which each has its turn. As the
/// others have filled the processor's caches before, a turn begins with all the
/// questions once, untimed.
fn measure(addresses: &[IpAddr], ways: &[Way]) -> Vec<f64> {
    let mut times = vec![Vec::new(); ways.len()];
    let mut answers = vec![NOTHING; addresses.len()];
    for _ in 0..ROUNDS {
        for (way, times) in ways.iter().zip(&mut times) {
            (way.answers)(black_box(addresses), &mut answers);
            for part in addresses.chunks(CHUNK) {
                times.push(timed(part.len(), || {
                    (way.answers)(black_box(part), black_box(&mut answers));
                }));
            }
        }
    }
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
