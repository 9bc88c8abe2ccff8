//! The sites that fit, those visited most first.

use std::cmp::Reverse;

use maud::{Markup, html};

use super::{Drawing, part};
use crate::messages;
use crate::model::Layer;
use crate::order;
use crate::outage::Origin;
use crate::view::html::shapes;
use crate::view::labels;
use crate::web::{Site, footing};
use crate::words::{self, web};

const FEW: usize = 30;
/// Rows at most: a page of ten thousand is for nobody, and the search is near.
const MOST: usize = 300;

pub fn sites(drawing: &Drawing) -> Markup {
    let span = drawing.span;
    let mut sites: Vec<(u32, usize, &Site)> = (drawing.sites.iter())
        .filter_map(|&index| {
            let site = drawing.known.web.site(index)?;
            Some((site.visits(span.from, span.to), index, site))
        })
        .collect();
    order::by_key(&mut sites, |(visits, _, site)| {
        (Reverse(*visits), Reverse(site.last()))
    });
    let shown = drawing.shown("sites", FEW).min(MOST);
    part(
        "sites",
        messages::web_sites(),
        html! {
            div.wide tabindex="0" role="group" aria-labelledby="sites-title" {
                table {
                    thead { tr {
                        th scope="col" { (messages::web_site()) }
                        th scope="col" { (messages::web_served_by()) }
                        th scope="col" { (messages::web_worst()) }
                        th.number scope="col" { (messages::web_visits()) }
                        th scope="col" { (messages::web_last_seen()) }
                    } }
                    tbody { @for (visits, index, site) in sites.iter().take(shown) { (row(drawing, *visits, *index, site)) } }
                }
            }
            @if sites.len() > shown && shown > FEW { p.soft { (messages::and_more((sites.len() - shown) as u32)) } }
            (drawing.more("sites", FEW, sites.len()))
        },
    )
}

fn row(drawing: &Drawing, visits: u32, index: usize, site: &Site) -> Markup {
    let placements = footing::read(site.home(drawing.known.today)).unwrap_or_default();
    let home = placements
        .iter()
        .find(|placement| placement.layer != Layer::Upstream);
    let worst = drawing
        .known
        .web
        .of_site(index, Origin::WhatIf)
        .into_iter()
        .next();
    html! {
        tr {
            th scope="row" { a href={ "#" (site.name) } dir="ltr" { (site.name) } }
            td { @if let Some(home) = home { (web::place(home)) } @else { span.soft { (messages::web_nobody()) } } }
            td {
                @if let Some((outage, effect)) = worst {
                    span class={ "worst " (shapes::tone(effect.verdict)) } {
                        (shapes::mark(effect.verdict, effect.likelihood)) (words::title(outage))
                        span.unseen { ": " (labels::verdict(effect.verdict, effect.likelihood)) }
                    }
                } @else { span.soft { (messages::web_none()) } }
            }
            td.number { (messages::number(visits)) }
            td { @if let Some(day) = site.last() { (web::on(day)) } }
        }
    }
}
