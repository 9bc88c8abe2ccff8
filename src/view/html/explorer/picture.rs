//! The picture of a flow as SVG: bars for the parts, bands for what goes between
//! them. What an outage takes is told by a pattern and a word before its colour.
//! In a page the look comes from `explorer.css`; a file carries it along, in the
//! colours of the light scheme.

use maud::{Markup, PreEscaped, html};

use super::{called, fate, name};
use crate::explorer::{self, BAR, Fate, Flow, LEFT, Link, Name, Node, Requests, TOP, WIDTH};
use crate::messages;
use crate::model::{Domain, Likelihood, Verdict};
use crate::observe::url;
use crate::outage;
use crate::report::{Finding, Report};
use crate::view::html::{id, press, shapes};
use crate::view::labels;
use crate::words;

/// A letter's width on the average, in pixels.
const LETTER: f64 = 6.0;
/// From a bar to its mark, and from the mark to the name.
const MARK: f64 = 6.0;
const AFTER: f64 = 19.0;
/// Height of the line that says what the patterns mean, of a file's heading, and
/// of its last line.
const LEGEND: f64 = 26.0;
const HEADING: f64 = 62.0;
const CREDITS: f64 = 24.0;
/// Around a file's picture.
const MARGIN: f64 = 24.0;

/// The light colours of `page.css`, by the names of its tokens; a test compares
/// them.
pub const LIGHT: [(&str, &str); 9] = [
    ("paper", "#fffefb"),
    ("ink", "#1b1c20"),
    ("soft", "#5b5d63"),
    ("focus", "#0b57d0"),
    ("down", "#b3161b"),
    ("broken", "#a94a00"),
    ("degraded", "#6f5900"),
    ("unaffected", "#1c6a3c"),
    ("band", "#e5d7bb"),
];
const STYLE: &str = include_str!("../../../../extension/explorer.css");

/// The picture in a page: its parts can be chosen.
pub fn picture(
    report: &Report,
    flow: &Flow,
    finding: Option<&Finding>,
    picked: Option<&str>,
) -> Markup {
    let height = flow.height + if finding.is_some() { LEGEND } else { 0.0 };
    html! {
        svg.flow.(tone(finding)) width=(WIDTH) height=(height) viewBox=(format!("0 0 {WIDTH} {height}"))
            role="group" aria-label=(messages::explorer()) {
            (drawing(report, flow, finding, picked, true))
        }
    }
}

/// The picture as a file: with what it is of, and whose data it rests on.
pub fn file(report: &Report, flow: &Flow, finding: Option<&Finding>) -> String {
    let site = url::host(&report.page.url).unwrap_or_else(|| report.page.url.clone());
    let told = match finding {
        Some(finding) => {
            let impact = &finding.impact;
            let verdict = labels::verdict(impact.verdict, impact.likelihood);
            messages::colon(&name(finding), verdict)
        }
        None => words::answer_parts(report).0,
    };
    let legend = if finding.is_some() { LEGEND } else { 0.0 };
    let height = HEADING + flow.height + legend + CREDITS;
    let credits = report.data.credits.iter().map(|credit| credit.name.clone());
    let credits: Vec<String> = credits.collect();
    let credits = format!(
        "{} · {} {}",
        messages::extension_name(),
        messages::data_of(&words::date(&report.data.date)),
        words::semicolons(&credits),
    );
    let (wide, high) = (WIDTH + 2.0 * MARGIN, height + MARGIN);
    let svg = html! {
        svg.flow.(tone(finding)) xmlns="http://www.w3.org/2000/svg" width=(wide) height=(high)
            viewBox=(format!("-{MARGIN} 0 {wide} {high}")) role="img" aria-label=(messages::explorer()) {
            style { (PreEscaped(STYLE)) }
            rect.sheet x=(-MARGIN) width=(wide) height=(high) {}
            text.site x="1" y="32" { (site) }
            text.told x="1" y="51" { (told) }
            g transform=(format!("translate(0 {HEADING})")) { (drawing(report, flow, finding, None, false)) }
            text.credits x="1" y=(height - 8.0) { (credits) }
        }
    };
    let mut file = svg.into_string();
    for (token, colour) in LIGHT {
        file = file.replace(&format!("var(--{token})"), colour);
    }
    file
}

fn tone(finding: Option<&Finding>) -> &'static str {
    finding.map_or("calm", |finding| shapes::tone(finding.impact.verdict))
}

fn drawing(
    report: &Report,
    flow: &Flow,
    finding: Option<&Finding>,
    picked: Option<&str>,
    live: bool,
) -> Markup {
    let headings = [
        messages::column_page(),
        messages::tab_hosts(),
        messages::column_answers(),
        messages::column_places(),
    ];
    html! {
        @if finding.is_some() { (patterns()) }
        @for (heading, left) in headings.iter().zip(LEFT) {
            text.heading x=(left) y=(TOP - 18.0) { (heading) }
        }
        g.(if picked.is_some() { "bands some" } else { "bands" }) aria-hidden="true" {
            @for link in &flow.links { (band(flow, link)) }
        }
        @for (index, node) in flow.nodes.iter().enumerate() {
            (part(report, flow, index, node, finding, picked, live))
        }
        @if finding.is_some() { (legend(flow)) }
    }
}

/// How what is lost is drawn: lines close together, lines further apart, dots.
fn patterns() -> Markup {
    html! {
        defs {
            pattern id="flow-lost" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect.under width="5" height="5" {}
                rect.over width="3" height="5" {}
            }
            pattern id="flow-may" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)" {
                rect.under width="8" height="8" {}
                rect.over width="2" height="8" {}
            }
            pattern id="flow-falls" width="7" height="7" patternUnits="userSpaceOnUse" {
                rect.under width="7" height="7" {}
                circle.over cx="3.5" cy="3.5" r="1.6" {}
            }
        }
    }
}

/// What fills the share of a fate; what stays has its colour from the style.
fn fill(fate: Fate) -> Option<&'static str> {
    match fate {
        Fate::Lost => Some("url(#flow-lost)"),
        Fate::MayBeLost => Some("url(#flow-may)"),
        Fate::Falls => Some("url(#flow-falls)"),
        Fate::Stays => None,
    }
}

/// The shares of each fate, from above: how far down each begins, and its
/// height.
fn shares(requests: &Requests, scale: f64) -> impl Iterator<Item = (Fate, f64, f64)> {
    let mut down = 0.0;
    Fate::ALL
        .into_iter()
        .zip(*requests)
        .filter_map(move |(fate, requests)| {
            let (start, height) = (down, scale * f64::from(requests));
            down += height;
            (requests > 0).then_some((fate, start, height))
        })
}

fn band(flow: &Flow, link: &Link) -> Markup {
    let columns = [link.from, link.to].map(|node| flow.nodes[node].column);
    let (from, to) = (LEFT[columns[0]] + BAR, LEFT[columns[1]]);
    let middle = (from + to) / 2.0;
    html! {
        @for (fate, down, height) in shares(&link.requests, flow.scale) {
            @let (start, end) = (link.start + down, link.end + down);
            path.(if link.picked { "picked" } else { "band" }) fill=[fill(fate)] d=(format!(
                "M{from} {start:.1}C{middle} {start:.1} {middle} {end:.1} {to} {end:.1}v{height:.1}C{middle} {:.1} {middle} {:.1} {from} {:.1}z",
                end + height, start + height, start + height,
            )) {}
        }
    }
}

fn part(
    report: &Report,
    flow: &Flow,
    index: usize,
    node: &Node,
    finding: Option<&Finding>,
    picked: Option<&str>,
    live: bool,
) -> Markup {
    let left = LEFT[node.column];
    let middle = node.top + node.height / 2.0;
    let verdict = alone(report, node);
    let worst = finding
        .map(|_| worst(&node.requests))
        .filter(|fate| *fate < Fate::Stays);
    let name = called(node);
    let spoken = spoken(node, &name, verdict, finding.is_some());
    let key = node.key();
    let all = explorer::sum(&node.requests);
    let said = match worst {
        Some(worst) if node.requests[worst as usize] == all => fate(worst).to_owned(),
        Some(worst) => messages::colon(
            fate(worst),
            &messages::number(node.requests[worst as usize]),
        ),
        None => messages::number(all),
    };
    let next = LEFT.get(node.column + 1).copied().unwrap_or(WIDTH);
    let marked = if verdict.is_some() { AFTER } else { MARK };
    let room = (next - left - BAR - marked - 10.0) / LETTER;
    let room = (room as usize).saturating_sub(said.chars().count() + 1);
    let short = short(node, &name, room);
    let beside = beside(flow, index, node);
    let to = |way: usize| beside[way].map(|to| id("flow", &flow.nodes[to].key()));
    let content = html! {
        title { (spoken) }
        rect.hit x=(left - 1.0) y=(format!("{:.1}", (middle - 10.0).min(node.top - 1.0)))
            width=(next - left - 4.0) height=(format!("{:.1}", (node.height + 2.0).max(20.0))) rx="3" {}
        @for (fate, down, height) in shares(&node.requests, flow.scale) {
            rect.bar x=(left) y=(format!("{:.1}", node.top + down)) width=(BAR) height=(format!("{:.1}", height.max(0.8)))
                fill=[fill(fate)] {}
        }
        @if let Some((verdict, likelihood)) = verdict {
            g.(shapes::tone(verdict)) transform=(format!("translate({} {:.1}) scale(.72)", left + BAR + MARK - 2.0, middle - 6.5)) {
                (shapes::strokes(verdict, likelihood))
            }
        }
        // The part says the same in whole words.
        text aria-hidden="true" x=(left + BAR + marked) y=(format!("{:.1}", middle + 4.0)) {
            (short)
            tspan.(if worst.is_some() { "fate" } else { "count" }) dx="5" { (said) }
        }
    };
    html! {
        @if live {
            g.node id=(id("flow", &key)) role="button" aria-pressed=(picked == Some(key.as_str()))
                tabindex=(if is_entry(node, picked, flow) { "0" } else { "-1" })
                data-do=(press::PICK) data-value=(key)
                data-left=[to(0)] data-right=[to(1)] data-up=[to(2)] data-down=[to(3)] { (content) }
        } @else {
            g { (content) }
        }
    }
}

/// Tab leads to one part, from which arrow keys lead to the others: the chosen
/// one, or the page.
fn is_entry(node: &Node, picked: Option<&str>, flow: &Flow) -> bool {
    let there = flow
        .nodes
        .iter()
        .any(|node| picked == Some(node.key().as_str()));
    match picked.filter(|_| there) {
        Some(picked) => node.key() == picked,
        None => node.name == Name::Page,
    }
}

/// The parts left, right, above and below.
fn beside(flow: &Flow, index: usize, node: &Node) -> [Option<usize>; 4] {
    let widest = |ends: fn(&Link) -> (usize, usize)| {
        let own = flow.links.iter().filter(|link| ends(link).0 == index);
        own.max_by_key(|link| explorer::sum(&link.requests))
            .map(|link| ends(link).1)
    };
    let same = |other: usize| {
        let there = flow.nodes.get(other)?;
        (there.column == node.column).then_some(other)
    };
    [
        widest(|link| (link.to, link.from)),
        widest(|link| (link.from, link.to)),
        index.checked_sub(1).and_then(same),
        same(index + 1),
    ]
}

/// What the loss of this part alone would do, where that was asked.
fn alone(report: &Report, node: &Node) -> Option<(Verdict, Likelihood)> {
    let of = |provider: &str, region: Option<&str>| {
        let domain = Domain {
            provider: provider.to_owned(),
            region: region.map(str::to_owned),
            ..Domain::default()
        };
        let impact = &super::finding(report, &outage::domain_id(&domain))?.impact;
        Some((impact.verdict, impact.likelihood))
    };
    match node.name {
        Name::Host(_) => {
            let host = report.hosts.get(*node.hosts.first()?)?;
            Some((host.verdict(), Likelihood::Will))
        }
        Name::Provider(key) => of(key, None),
        Name::Region(key, code) => of(key, Some(code)),
        _ => None,
    }
}

/// The worst that happens to a part of it.
fn worst(requests: &Requests) -> Fate {
    let mut fates = Fate::ALL.into_iter().zip(requests);
    fates
        .find(|(_, requests)| **requests > 0)
        .map_or(Fate::Stays, |(fate, _)| fate)
}

fn spoken(
    node: &Node,
    name: &str,
    verdict: Option<(Verdict, Likelihood)>,
    in_outage: bool,
) -> String {
    let mut said = vec![messages::requests(explorer::sum(&node.requests))];
    if node.column != 1 || node.hosts.len() > 1 {
        said.push(messages::hosts(node.hosts.len()));
    }
    if let Some((verdict, likelihood)) = verdict {
        said.push(messages::colon(
            messages::column_alone(),
            labels::verdict(verdict, likelihood),
        ));
    }
    if in_outage {
        let fates = Fate::ALL.into_iter().zip(node.requests);
        let fates = fates.filter(|(_, requests)| *requests > 0);
        said.extend(
            fates.map(|(which, requests)| {
                messages::colon(fate(which), &messages::requests(requests))
            }),
        );
    }
    messages::colon(name, &words::semicolons(&said))
}

/// What stands on the picture: of a region its own name, as its provider stands
/// beside it, or where that is too long its code.
fn short(node: &Node, name: &str, room: usize) -> String {
    let Name::Region(key, code) = node.name else {
        return shortened(name, room);
    };
    let region = words::region(key, code);
    if region.chars().count() <= room {
        region
    } else {
        shortened(code, room)
    }
}

/// A name in so many letters: of a longer one the beginning and the end, which
/// tell hosts apart.
fn shortened(name: &str, most: usize) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= most {
        return name.to_owned();
    }
    let most = most.max(4);
    let (first, last) = (most / 2, (most - 1) / 2);
    let head = letters.iter().take(first);
    let tail = letters.iter().skip(letters.len() - last);
    head.chain(&['…']).chain(tail).collect()
}

/// What the patterns mean.
fn legend(flow: &Flow) -> Markup {
    let all = flow
        .nodes
        .first()
        .map(|page| page.requests)
        .unwrap_or_default();
    let there = Fate::ALL
        .into_iter()
        .zip(all)
        .filter(|(_, requests)| *requests > 0);
    let top = flow.height + 4.0;
    html! {
        g.legend aria-hidden="true" {
            @for (place, (which, requests)) in there.enumerate() {
                @let left = 1.0 + WIDTH / 4.0 * place as f64;
                rect.key x=(left) y=(top) width="22" height="13" fill=[fill(which)] {}
                text x=(left + 29.0) y=(top + 11.0) {
                    (messages::colon(fate(which), &messages::requests(requests)))
                }
            }
        }
    }
}
