//! Every outage by how many of your sites it hits, with the sites.

use maud::{Markup, html};

use super::{Drawing, bar, part};
use crate::messages;
use crate::survey::Toll;
use crate::view::html::{id, shapes};
use crate::view::labels;
use crate::words;

const FEW: usize = 10;
/// Sites that are named of one outage.
const NAMED: usize = 60;

pub fn outages(drawing: &Drawing, ranked: &[Toll]) -> Markup {
    let shown = ranked.iter().take(drawing.shown("outages", FEW));
    part(
        "outages",
        messages::web_outages(),
        html! {
            div.wide tabindex="0" role="group" aria-labelledby="outages-title" {
                table.ranked {
                    thead { tr {
                        th scope="col" { (messages::web_outage()) }
                        th.bars scope="col" aria-hidden="true" {}
                        th.number scope="col" { (messages::web_surely()) }
                        th.number scope="col" { (messages::web_perhaps()) }
                        th.number scope="col" { (messages::web_degraded()) }
                    } }
                    tbody { @for toll in shown { (row(drawing, toll)) } }
                }
            }
            (drawing.more("outages", FEW, ranked.len()))
        },
    )
}

fn row(drawing: &Drawing, toll: &Toll) -> Markup {
    let id = id("hit", &toll.outage.id);
    let open = drawing.looking.open.contains(&toll.outage.id);
    let surely = toll.down + toll.broken;
    let (perhaps, degraded) = (
        toll.may_down + toll.may_broken,
        toll.degraded + toll.may_degraded,
    );
    html! {
        tr id=(id) {
            th scope="row" {
                button.fold-out id={ (id) "-open" } type="button" data-toggle=(toll.outage.id) aria-expanded=(open)
                    aria-controls={ (id) "-sites" } { (words::title(&toll.outage)) }
            }
            td.bars { (bar(&[("down", toll.down), ("broken", toll.broken), ("may", perhaps)], drawing.count())) }
            td.number { (messages::number(surely)) }
            td.number { (messages::number(perhaps)) }
            td.number { (messages::number(degraded)) }
        }
        @if open {
            tr id={ (id) "-sites" } { td colspan="5" { (hit(drawing, &toll.outage.id)) } }
        }
    }
}

/// The sites that an outage hits, worst first.
pub fn hit(drawing: &Drawing, outage: &str) -> Markup {
    let hit = drawing.known.web.hit_by(&drawing.sites, outage);
    html! {
        ul.hit {
            @for (site, effect) in hit.iter().take(NAMED) {
                @if let Some(site) = drawing.known.web.site(*site) {
                    li class=(shapes::tone(effect.verdict)) {
                        (shapes::mark(effect.verdict, effect.likelihood))
                        a href={ "#" (site.name) } dir="ltr" { (site.name) }
                        " " span.verdict { (labels::verdict(effect.verdict, effect.likelihood)) }
                    }
                }
            }
            @if hit.len() > NAMED { li { (messages::and_more((hit.len() - NAMED) as u32)) } }
        }
    }
}
