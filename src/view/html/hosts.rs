//! The view by host: what serves each, how that is known and how sure, the
//! edge, the origin behind it and what they run on kept apart. What is not
//! known is said.

use std::iter;

use maud::{Markup, html};

use super::{Shown, host, id, outages, shapes};
use crate::messages;
use crate::model::{Evidence, Likelihood, Placement, Reach, Signal};
use crate::report::{Host, Report};
use crate::view::labels;
use crate::words;

/// How many hosts are listed before the rest is folded.
const LISTED: usize = 60;

pub fn hosts(report: &Report, shown: &Shown) -> Markup {
    let (first, rest) = report.hosts.split_at(report.hosts.len().min(LISTED));
    html! {
        ul.entries {
            @for host in first { (entry(host, shown)) }
            @if !rest.is_empty() {
                (outages::fold("hosts-rest", &messages::more_hosts(rest.len()), shown, || html! {
                    ul.entries { @for host in rest { (entry(host, shown)) } }
                }))
            }
            @if !report.hosts.is_empty() {
                (outages::fold("numbers", messages::in_numbers(), shown, || numbers(report)))
            }
        }
    }
}

/// How concentrated the page is, and the measures of the literature.
fn numbers(report: &Report) -> Markup {
    html! {
        div.inside {
            @for parts in words::parts(&report.numbers) {
                @if !parts.is_empty() { p { @for part in parts { (part) br; } } }
            }
            @for measure in words::measures(&report.numbers) { p { (messages::sentence(&measure)) } }
        }
    }
}

fn entry(known: &Host, shown: &Shown) -> Markup {
    let id = id("host", &known.host);
    let open = shown.is_open(&id);
    html! {
        li id=(id) class=(shapes::tone(known.verdict())) {
            details.entry open[open] {
                summary data-toggle=(id) {
                    (shapes::mark(known.verdict(), Likelihood::Will))
                    span.what { (host(&known.host)) }
                    span.kinds { (messages::requests(known.requests)) }
                    (shapes::turn())
                    span.why { (in_short(known)) }
                    // Sighted readers have the mark's shape.
                    span.unseen { (labels::if_lost(known.verdict())) }
                }
                @if open { div.inside { (inside(known)) } }
            }
        }
    }
}

/// Who serves it, edge first.
pub fn in_short(known: &Host) -> String {
    let layers = known.placements.iter();
    let said = layers.map(|placement| (placement.layer, words::placement(placement)));
    let all =
        said.reduce(|(first, line), (layer, name)| (first, labels::behind(layer, &line, &name)));
    match (all, &known.operator) {
        (Some((_, line)), _) => line,
        (None, Some(operator)) => messages::not_placed_in(&words::operator(operator)),
        (None, None) => messages::not_placed().to_owned(),
    }
}

fn inside(known: &Host) -> Markup {
    html! {
        p { (labels::if_lost(known.verdict())) " " span.soft { (messages::sentence(&kinds(known))) } }
        @if let Some(modes) = words::host_modes(known) { p { (messages::sentence(&modes)) } }
        @if known.third_party || known.purpose.is_some() {
            div.tags {
                @if known.third_party { span.tag { (messages::third_party()) } }
                @if let Some(purpose) = known.purpose { span.tag { (words::purpose(purpose)) } }
            }
        }
        @if known.placements.is_empty() {
            p { (messages::not_placed_why()) }
            @if let Some(operator) = &known.operator {
                p { (messages::operator_why()) }
                dl.evidence {
                    dt { (words::signal(Signal::AutonomousSystem)) }
                    dd { (operator.prefix) " · " (operator.date) }
                }
            }
        }
        @for placement in &known.placements { (layer(placement)) }
    }
}

fn layer(placement: &Placement) -> Markup {
    html! {
        section.layer {
            h2 {
                span { (labels::layer(placement.layer)) }
                span.sure { (words::confidence(placement.confidence)) }
            }
            p {
                b { (words::placement(placement)) }
                @if placement.reach == Reach::Global { " " (messages::everywhere()) }
            }
            (evidence(placement, usize::MAX))
            @if let Some(pop) = &placement.pop { p.kinds { (messages::served_from(pop)) } }
        }
    }
}

/// What the page asks of a host: `2 scripts, 1 font`.
pub fn kinds(known: &Host) -> String {
    let kinds: Vec<String> = known
        .kinds
        .iter()
        .map(|(kind, number)| words::kind(*kind, *number))
        .collect();
    words::commas(&kinds)
}

/// What speaks for a placement, and what spoke against it and lost. Of several
/// headers with the same name the first stands for all, and a date is said
/// where it changes.
pub fn evidence(placement: &Placement, most: usize) -> Markup {
    let mut seen = Vec::new();
    let distinct = placement.evidence.iter().filter(|evidence| {
        let name = match evidence.signal {
            Signal::Header => evidence.detail.split(':').next(),
            _ => Some(evidence.detail.as_str()),
        };
        let new = !seen.contains(&(evidence.signal, name));
        seen.push((evidence.signal, name));
        new
    });
    let listed: Vec<&Evidence> = distinct.take(most).collect();
    let dates = iter::once("").chain(listed.iter().map(|evidence| evidence.date.as_str()));
    html! {
        dl.evidence {
            @for (evidence, before) in listed.iter().zip(dates) {
                dt { (words::signal(evidence.signal)) }
                dd {
                    (evidence.detail)
                    @if most > 1 && evidence.date != before { " · " (evidence.date) }
                }
            }
            @if most > 1 {
                @for evidence in &placement.against {
                    dt { (messages::not_by(words::signal(evidence.signal))) }
                    dd.against { (evidence.detail) }
                }
            }
        }
    }
}
