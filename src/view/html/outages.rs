//! The view of the what-ifs, worst first. Each line tells the verdict by shape,
//! word and colour, who is gone and where, and the reason; opened, what exactly
//! is lost and how each lost host is known to stand there.

use maud::{Markup, html};

use super::{Drawing, Shown, host, hosts, id, shapes, simulation};
use crate::impact::LostHost;
use crate::messages;
use crate::model::{Likelihood, Placement, Verdict};
use crate::outage::{Lost, Outage};
use crate::report::{Extent, Finding, Report};
use crate::view::labels;
use crate::words;

/// How many hosts and effects of one outage are listed.
const LISTED: usize = 24;

/// How many outages the tab counts: those that somebody would notice.
pub fn count(report: &Report) -> usize {
    report
        .outages
        .iter()
        .filter(|finding| noticed(finding))
        .count()
}

fn noticed(finding: &Finding) -> bool {
    finding.impact.verdict > Verdict::Unaffected
}

pub fn outages(drawing: &Drawing) -> Markup {
    let Drawing { report, shown, .. } = *drawing;
    let (noticed, harmless): (Vec<&Finding>, Vec<&Finding>) =
        report.outages.iter().partition(|finding| noticed(finding));
    let advice = words::advice(report);
    html! {
        @if noticed.is_empty() { p { (if shapes::is_unknown(report) { messages::no_outages_known() } else { messages::no_outages() }) } }
        @if let Some(smallest) = words::smallest(report) { p { (messages::sentence(&smallest)) } }
        @if !noticed.is_empty() { (simulation::verify(drawing)) }
        (unlisted(drawing, |extent| extent != Extent::Past))
        ul.entries {
            @for finding in noticed { (entry(drawing, finding)) }
            @if !harmless.is_empty() {
                (fold("outages-harmless", &messages::harmless(harmless.len()), shown, || html! {
                    ul.entries {
                        @for finding in &harmless { (entry(drawing, finding)) }
                    }
                }))
            }
            @if !advice.is_empty() {
                (fold("advice", messages::what_would_save(), shown, || html! {
                    div.inside { @for sentence in &advice { p { (messages::sentence(sentence)) } } }
                }))
            }
        }
    }
}

/// What the reader wants not listed here.
pub fn unlisted(drawing: &Drawing, here: fn(Extent) -> bool) -> Markup {
    let all = drawing.beside.map_or(&[][..], |beside| &beside.unlisted);
    let left_out: Vec<String> = (all.iter().filter(|extent| here(**extent)))
        .map(|extent| labels::extent(*extent).to_owned())
        .collect();
    html! {
        @if !left_out.is_empty() { p.soft { (messages::unlisted(&words::and(&left_out))) } }
    }
}

/// Many entries behind one line.
pub fn fold(id: &str, line: &str, shown: &Shown, inside: impl FnOnce() -> Markup) -> Markup {
    let open = shown.is_open(id);
    html! {
        li id=(id) {
            details.entry.fold open[open] {
                summary data-toggle=(id) { span { (line) } (shapes::turn()) }
                @if open { (inside()) }
            }
        }
    }
}

fn entry(drawing: &Drawing, finding: &Finding) -> Markup {
    let id = id("outage", &finding.outage.id);
    let why = html! { (messages::sentence(&words::reason(&finding.impact))) };
    let title = title(&finding.outage);
    line(&id, finding, title, why, drawing.shown, || {
        inside(drawing, finding)
    })
}

/// The line of an outage, past or possible: the verdict by shape, word and
/// colour, who is gone, and why it matters; what is inside, where it is open.
pub fn line(
    id: &str,
    finding: &Finding,
    what: Markup,
    why: Markup,
    shown: &Shown,
    inside: impl FnOnce() -> Markup,
) -> Markup {
    let open = shown.is_open(id);
    let impact = &finding.impact;
    html! {
        li id=(id) class=(shapes::tone(impact.verdict)) {
            details.entry open[open] {
                summary data-toggle=(id) {
                    (shapes::mark(impact.verdict, impact.likelihood))
                    span.what { (what) }
                    (verdict(impact.verdict, impact.likelihood))
                    (shapes::turn())
                    span.why { (why) }
                }
                @if open { div.inside { (inside()) } }
            }
        }
    }
}

/// Who is gone, and how much of them.
fn title(outage: &Outage) -> Markup {
    html! {
        @for (index, Lost { domain, .. }) in outage.lost.iter().enumerate() {
            @if index > 0 { ", " }
            (words::service(&domain.provider, domain.service.as_deref())) " "
            small {
                @match &domain.region {
                    Some(region) => (words::region(&domain.provider, region)),
                    None => (messages::everywhere()),
                }
            }
        }
        @for (index, name) in outage.hosts.iter().enumerate() {
            @if index > 0 { ", " }
            (host(name))
        }
    }
}

/// The verdict as a word, in its colour.
fn verdict(verdict: Verdict, likelihood: Likelihood) -> Markup {
    html! { span.verdict title=(words::verdict_meaning(verdict)) { (labels::verdict(verdict, likelihood)) } }
}

/// What a verdict means, for whoever has not met it before.
fn meaning(verdict: Verdict) -> String {
    let name = labels::verdict(verdict, Likelihood::Will);
    messages::sentence(&messages::colon(name, words::verdict_meaning(verdict)))
}

/// What an outage does, in full.
pub fn inside(drawing: &Drawing, finding: &Finding) -> Markup {
    let impact = &finding.impact;
    let report = drawing.report;
    html! {
        p.soft { (meaning(impact.verdict)) }
        (simulation::buttons(drawing, finding))
        @if let Some(modes) = words::modes(impact) { p { (messages::sentence(&modes)) } }
        @if let Some(doubt) = words::why_may(impact) { p { (messages::it_only_may(doubt)) } }
        @if !impact.effects.is_empty() {
            ul.effects {
                @for effect in impact.effects.iter().take(LISTED) {
                    li class=(shapes::tone(effect.verdict)) {
                        (shapes::mark(effect.verdict, effect.likelihood()))
                        span { (messages::sentence(&words::effect(effect))) }
                    }
                }
                (more(impact.effects.len()))
            }
        }
        @if !impact.hosts.is_empty() {
            ul.hosts aria-label=(messages::lost_hosts()) {
                @for lost in impact.hosts.iter().take(LISTED) { (lost_host(report, &finding.outage, lost)) }
                (more(impact.hosts.len()))
            }
        }
        @let saving = words::saving(report, finding);
        @if !saving.is_empty() {
            p { (messages::saving()) }
            ul.saving { @for sentence in saving { li { (messages::sentence(&sentence)) } } }
        }
        @if !finding.same.is_empty() { p.soft { (labels::same(&finding.same)) } }
    }
}

fn more(count: usize) -> Markup {
    html! {
        @if count > LISTED { li { span.soft { (messages::and_more(count - LISTED)) } } }
    }
}

/// A host that is gone: what the page asks it for, and why it is thought to
/// stand on what is gone.
fn lost_host(report: &Report, outage: &Outage, lost: &LostHost) -> Markup {
    let known = report.hosts.iter().find(|host| host.host == lost.host);
    let concerned = |placement: &&Placement| {
        outage
            .lost
            .iter()
            .any(|lost| lost.domain.provider == placement.provider)
    };
    html! {
        li {
            div.row {
                (host(&lost.host))
                span.kinds {
                    @match known {
                        Some(known) => (hosts::kinds(known)),
                        None => (messages::requests(lost.requests)),
                    }
                }
            }
            @if let Some(doubt) = lost.doubt { p.kinds { (messages::it_only_may(words::doubt(doubt))) } }
            @for placement in known.iter().flat_map(|known| &known.placements).filter(concerned) {
                (hosts::evidence(placement, 1))
            }
        }
    }
}
