//! The view of the explorer: the page, its hosts, who answers them and where
//! that stands as one picture, what an outage takes of it, what passes through
//! the part that the reader chose, and all of it once more as a table.

mod picture;

pub use picture::LIGHT;

use maud::{Markup, html};

use super::{Drawing, button, host, hosts, outages, press, shapes, simulation};
use crate::explorer::{self, Fate, Name, Node};
use crate::messages;
use crate::model::{Domain, Likelihood, Verdict};
use crate::outage;
use crate::report::{Finding, Host, Report};
use crate::view::labels;
use crate::words;

/// How many hosts of a chosen part are listed.
const LISTED: usize = 60;

pub fn explorer(drawing: &Drawing) -> Markup {
    let Drawing { report, shown, .. } = *drawing;
    let finding = (shown.lost.as_deref()).and_then(|id| finding(report, id));
    let picked = shown.picked.as_deref();
    let flow = explorer::flow(report, finding.map(|finding| &finding.impact), picked);
    if flow.nodes.is_empty() {
        return html! { p { (messages::nothing_yet()) } };
    }
    let chosen = flow
        .nodes
        .iter()
        .find(|node| picked == Some(node.key().as_str()));
    html! {
        div.explore {
            (choice(report, finding))
            div id="falls" role="status" {
                @if let Some(finding) = finding { (falls(drawing, finding)) }
            }
            // What is wider than the window is scrolled, also by keyboard.
            div.scroll id="picture" tabindex="0" role="region" aria-label=(messages::tab_explorer()) {
                (picture::picture(report, &flow, finding, picked))
            }
            @if let Some(node) = chosen { (passing(report, node)) }
            div.acts {
                (button(messages::save_svg(), press::SAVE_SVG, ""))
                (button(messages::save_png(), press::SAVE_PNG, ""))
            }
        }
        ul.entries { (outages::fold("explorer-table", messages::as_table(), shown, || table(report, finding))) }
    }
}

/// The picture as a file of its own, as it is shown.
pub fn file(report: &Report, shown: &super::Shown) -> String {
    let finding = (shown.lost.as_deref()).and_then(|id| finding(report, id));
    let impact = finding.map(|finding| &finding.impact);
    let flow = explorer::flow(report, impact, shown.picked.as_deref());
    picture::file(report, &flow, finding)
}

/// The finding on an outage, which may speak for others that do the same.
fn finding<'a>(report: &'a Report, id: &str) -> Option<&'a Finding> {
    let mut all = report.outages.iter().chain(&report.history);
    all.find(|finding| finding.outage.id == id || finding.same.iter().any(|same| same.id == id))
}

/// Every outage that somebody would notice.
fn choice(report: &Report, chosen: Option<&Finding>) -> Markup {
    let group = |label: &str, findings: &[Finding]| {
        html! {
            @if findings.iter().any(noticed) {
                optgroup label=(label) {
                    @for finding in findings.iter().filter(|finding| noticed(finding)) {
                        option value=(finding.outage.id)
                            selected[chosen.is_some_and(|chosen| chosen.outage.id == finding.outage.id)] {
                            (messages::colon(&name(finding), labels::verdict(finding.impact.verdict, finding.impact.likelihood)))
                        }
                    }
                }
            }
        }
    };
    html! {
        label for="lose" { (messages::what_falls()) }
        select id="lose" data-field=(press::LOSE) {
            option value="" selected[chosen.is_none()] { (messages::none_chosen()) }
            (group(messages::tab_outages(), &report.outages))
            (group(messages::tab_history(), &report.history))
        }
    }
}

fn noticed(finding: &Finding) -> bool {
    finding.impact.verdict > Verdict::Unaffected
}

/// What an outage is called, a past one with its day.
fn name(finding: &Finding) -> String {
    let title = words::title(&finding.outage);
    match outage::past(&finding.outage.id) {
        Some(past) => messages::comma(&title, &words::date(past.start)),
        None => title,
    }
}

fn falls(drawing: &Drawing, finding: &Finding) -> Markup {
    let impact = &finding.impact;
    html! {
        div.falls.(shapes::tone(impact.verdict)) {
            (shapes::mark(impact.verdict, impact.likelihood))
            p {
                b.verdict { (labels::verdict(impact.verdict, impact.likelihood)) } " "
                (messages::sentence(&words::reason(impact)))
            }
        }
        (simulation::buttons(drawing, finding))
    }
}

/// What passes through the chosen part, and the way to what its outage takes.
fn passing(report: &Report, node: &Node) -> Markup {
    let requests = messages::requests(explorer::sum(&node.requests));
    let size = messages::requests_and_hosts(&requests, &messages::hosts(node.hosts.len()));
    let domain = match node.name {
        Name::Provider(key) => Some((key, None)),
        Name::Region(key, code) => Some((key, Some(code))),
        _ => None,
    };
    let outage = domain.and_then(|(provider, region)| {
        let domain = Domain {
            provider: provider.to_owned(),
            region: region.map(str::to_owned),
            ..Domain::default()
        };
        finding(report, &outage::domain_id(&domain))
    });
    html! {
        section.passing aria-labelledby="passing" {
            h2 id="passing" { (called(node)) " " small { (size) } }
            @if let Some(finding) = outage {
                div.acts {
                    button.do id="do-lose" type="button" data-do=(press::LOSE) data-value=(finding.outage.id)
                        { (messages::show_its_outage()) }
                }
            }
            ul {
                @for known in node.hosts.iter().filter_map(|host| report.hosts.get(*host)).take(LISTED) {
                    li.(shapes::tone(known.verdict())) {
                        (shapes::mark(known.verdict(), Likelihood::Will))
                        span { (host(&known.host)) " " span.kinds { (messages::requests(known.requests)) " · " (hosts::in_short(known)) } }
                    }
                }
                @if node.hosts.len() > LISTED { li { (messages::and_more(node.hosts.len() - LISTED)) } }
            }
        }
    }
}

/// What a part is called, in full.
fn called(node: &Node) -> String {
    match (node.name, node.column) {
        (Name::Page, _) => messages::column_page().to_owned(),
        (Name::Host(name) | Name::Operator(name), _) => name.to_owned(),
        (Name::Provider(key), _) => words::provider(key).to_owned(),
        (Name::Region(key, code), _) => {
            messages::comma(&words::region(key, code), words::provider(key))
        }
        (Name::Everywhere, _) => messages::in_many_places().to_owned(),
        (Name::Unknown, 2) => messages::not_known_who().to_owned(),
        (Name::Unknown, _) => messages::region_not_known().to_owned(),
        (Name::More(count), 1) => messages::more_hosts(count),
        (Name::More(count), _) => messages::others_more(count),
    }
}

fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Lost => messages::fate_lost(),
        Fate::MayBeLost => messages::fate_may(),
        Fate::Falls => messages::fate_falls(),
        Fate::Stays => messages::fate_stays(),
    }
}

/// The picture in words: every host with its way, none put together.
fn table(report: &Report, finding: Option<&Finding>) -> Markup {
    let impact = finding.map(|finding| &finding.impact);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(messages::as_table()) {
            table.ways {
                thead { tr {
                    th scope="col" { (messages::tab_hosts()) }
                    th.number scope="col" { (messages::column_requests()) }
                    th scope="col" { (messages::column_answers()) }
                    th scope="col" { (messages::column_places()) }
                    th scope="col" { (messages::column_alone()) }
                    @if impact.is_some() { th scope="col" { (messages::column_fate()) } }
                } }
                tbody { @for known in &report.hosts { (row(known, impact)) } }
            }
        }
    }
}

fn row(known: &Host, impact: Option<&crate::impact::Impact>) -> Markup {
    let [answers, place] =
        explorer::stands(known).map(|(name, column)| called(&Node::new(name, column)));
    html! {
        tr.(shapes::tone(known.verdict())) {
            th scope="row" { (host(&known.host)) }
            td.number { (messages::number(known.requests)) }
            td { (answers) }
            td { (place) }
            td.verdict { (labels::verdict(known.verdict(), Likelihood::Will)) }
            @if impact.is_some() { td { (fate(explorer::fate(known, impact))) } }
        }
    }
}
