//! What providers say is failing right now: first what hits one of the sites,
//! then the rest, then of whom it is not known.

use maud::{Markup, html};

use super::{Drawing, outages, part, press};
use crate::messages;
use crate::order;
use crate::status::schedule::State;
use crate::status::{self, Incident};
use crate::view::html::{button, id};
use crate::words::{self, now as say};

pub fn now(drawing: &Drawing) -> Markup {
    let Some(heard) = &drawing.known.now else {
        return off();
    };
    let (mut hit, mut elsewhere, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let (mut told, mut waiting) = (0, false);
    for (feed, heard) in heard {
        match &heard.state {
            State::NotYet => waiting = true,
            State::Unknown(why) => unknown.push(say::unread(feed.provider, why)),
            State::Told(incidents) => {
                told += 1;
                for (number, incident) in incidents.iter().enumerate() {
                    let outage = incident.outage(number).id;
                    let sites = drawing.known.web.hit_by(&drawing.sites, &outage).len() as u32;
                    match sites {
                        0 => elsewhere.push(incident),
                        _ => hit.push((sites, outage, incident)),
                    }
                }
            }
        }
    }
    order::by_key(&mut hit, |(sites, ..)| std::cmp::Reverse(*sites));
    part(
        "now",
        messages::now(),
        html! {
            div role="status" {
                @if hit.is_empty() && elsewhere.is_empty() && told > 0 { p { (messages::now_all_well()) } }
                @if waiting { p.soft { (messages::now_asking()) } }
            }
            ul.now {
                @for (sites, outage, incident) in &hit { (one(drawing, *sites, outage, incident)) }
            }
            @if !elsewhere.is_empty() {
                details id="now-elsewhere" {
                    summary { (messages::now_elsewhere(&messages::number(elsewhere.len()))) }
                    ul { @for incident in &elsewhere { li { (messages::now_reports(words::provider(&incident.provider), &incident.title)) } } }
                }
            }
            @if !unknown.is_empty() {
                details id="now-unknown" {
                    summary { (messages::now_unknown(&messages::number(unknown.len()))) }
                    ul { @for why in &unknown { li { (why) } } }
                }
            }
            p.soft { (messages::now_heard(heard.len() as u32, &messages::number(told as u32))) }
            (button(messages::web_switch_off(), press::NOW_OFF, ""))
        },
    )
}

/// An incident that hits some of the sites, with these.
fn one(drawing: &Drawing, sites: u32, outage: &str, incident: &Incident) -> Markup {
    let open = drawing.looking.open.contains(outage);
    html! {
        li id=(id("now", outage)) {
            button.fold-out id={ (id("now", outage)) "-open" } type="button" data-toggle=(outage) aria-expanded=(open) {
                (messages::now_reports(words::provider(&incident.provider), &incident.title))
            }
            " " span.soft { (messages::now_hits(sites, &messages::number(drawing.count()))) }
            @if open { (outages::hit(drawing, outage)) }
        }
    }
}

fn off() -> Markup {
    let feeds = status::feeds();
    part(
        "now",
        messages::now(),
        html! {
            p { (messages::now_why(&messages::number(feeds.len()))) }
            details id="now-whom" {
                summary { (messages::now_whom()) }
                p.soft { code dir="ltr" translate="no" { (say::hosts(&feeds)) } }
            }
            (button(messages::web_switch_on(), press::NOW_ON, ""))
        },
    )
}
