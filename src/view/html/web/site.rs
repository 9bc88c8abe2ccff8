//! One site's own page: what it stands on, what would hit it, where it moved.

use maud::{Markup, html};

use super::{Drawing, part, press};
use crate::messages;
use crate::order;
use crate::outage::{self, Origin};
use crate::view::html::shapes;
use crate::view::labels;
use crate::web::{Site, footing};
use crate::words::{self, web};

const FEW: usize = 12;

pub fn site(drawing: &Drawing, name: &str) -> Markup {
    let sites = drawing.known.web.sites();
    let index = sites.iter().position(|site| site.name == name);
    html! {
        header.head id="head" {
            div.site { a href="#" { (messages::web_back()) } }
            div.answer { h1 { span dir="ltr" { (name) } } }
            @match index.and_then(|index| sites.get(index)) {
                Some(site) => {
                    p.soft { (seen(drawing, site)) }
                    div.acts {
                        button.do id="forget" type="button" data-do=(press::FORGET) data-value=(name) { (messages::web_forget()) }
                    }
                }
                None => p.soft { (messages::web_not_visited()) }
            }
        }
        @if let Some((index, site)) = index.and_then(|index| Some((index, sites.get(index)?))) {
            (stands_on(site))
            (hit_by(drawing, index))
            (moves(site))
        }
    }
}

fn seen(drawing: &Drawing, site: &Site) -> String {
    let visits = site.visits(0, drawing.known.today);
    web::seen(visits, site.last().unwrap_or_default())
}

fn stands_on(site: &Site) -> Markup {
    let mut parts: Vec<_> = site.parts.iter().collect();
    order::by_key(&mut parts, |part| std::cmp::Reverse(part.requests));
    part(
        "stands",
        messages::web_stands_on(),
        html! {
            div.wide tabindex="0" role="group" aria-labelledby="stands-title" {
                table {
                    tbody {
                        @for part in parts {
                            tr {
                                td { (placed(&part.footing)) }
                                td.number { (messages::hosts(part.hosts)) }
                                td.number { (messages::requests(part.requests)) }
                            }
                        }
                    }
                }
            }
        },
    )
}

/// The placements of a footing, one a line.
fn placed(footing: &str) -> Markup {
    let placements = footing::read(footing).unwrap_or_default();
    html! {
        @if placements.is_empty() { span.soft { (messages::web_nobody()) } }
        @for placement in &placements { div { (words::served_by(placement, &placements)) } }
    }
}

fn hit_by(drawing: &Drawing, index: usize) -> Markup {
    let known = &drawing.known.web;
    let mut told = known.of_site(index, Origin::WhatIf);
    told.extend(known.of_site(index, Origin::Past));
    part(
        "hit",
        messages::web_its_outages(),
        html! {
            ul.hit {
                @for (outage, effect) in told.iter().take(drawing.shown("hit", FEW)) {
                    li class=(shapes::tone(effect.verdict)) {
                        (shapes::mark(effect.verdict, effect.likelihood))
                        // The titles of past outages are English.
                        @let is_past = outage::past(&outage.id).is_some();
                        span lang=[messages::foreign().filter(|_| is_past)] { (words::title(outage)) } " "
                        span.verdict { (labels::verdict(effect.verdict, effect.likelihood)) }
                    }
                }
                @if told.is_empty() { li { (messages::web_none()) } }
            }
            (drawing.more("hit", FEW, told.len()))
        },
    )
}

fn moves(site: &Site) -> Markup {
    let moves = site.moves();
    part(
        "moves",
        messages::web_moves(),
        html! {
            @if moves.is_empty() { p.soft { (messages::web_no_moves()) } }
            ul.moves { @for told in &moves { li { (web::moved(told)) } } }
        },
    )
}
