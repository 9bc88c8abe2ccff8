//! The documented outages, replayed over all the sites as they are now.

use maud::{Markup, html};

use super::{Drawing, bar, outages, part};
use crate::messages;
use crate::outage::{self, Origin, Past};
use crate::survey::Toll;
use crate::view::html::id;
use crate::words::{self, web};

const FEW: usize = 8;

pub fn past(drawing: &Drawing) -> Markup {
    let ranked = drawing.known.web.ranked(&drawing.sites, Origin::Past);
    let known: Vec<(&Toll, &Past)> = (ranked.iter())
        .filter_map(|toll| Some((toll, outage::past(&toll.outage.id)?)))
        .collect();
    let worst = known
        .first()
        .filter(|(toll, _)| toll.down + toll.broken > 0);
    part(
        "past",
        messages::web_past(),
        html! {
            @if let Some((toll, past)) = worst {
                p { (web::lost(past, toll.down + toll.broken, drawing.count())) }
            }
            div.wide tabindex="0" role="group" aria-labelledby="past-title" {
                table.ranked {
                    thead { tr {
                        th scope="col" { (messages::web_outage()) }
                        th.bars scope="col" aria-hidden="true" {}
                        th scope="col" { (messages::web_when()) }
                        th.number scope="col" { (messages::web_lost()) }
                        th.number scope="col" { (messages::web_perhaps()) }
                        th.number scope="col" { (messages::web_degraded()) }
                    } }
                    tbody {
                        @for (toll, past) in known.iter().take(drawing.shown("past", FEW)) { (row(drawing, toll, past)) }
                    }
                }
            }
            (drawing.more("past", FEW, known.len()))
        },
    )
}

fn row(drawing: &Drawing, toll: &Toll, past: &Past) -> Markup {
    let id = id("past", past.id);
    let open = drawing.looking.open.contains(past.id);
    let perhaps = toll.may_down + toll.may_broken;
    html! {
        tr id=(id) {
            th scope="row" {
                button.fold-out id={ (id) "-open" } type="button" data-toggle=(past.id) aria-expanded=(open)
                    aria-controls={ (id) "-sites" } { span lang=[messages::foreign()] { (past.title) } }
            }
            td.bars { (bar(&[("down", toll.down), ("broken", toll.broken), ("may", perhaps)], drawing.count())) }
            td { time datetime=(past.start) { (messages::date(past.start)) } ", " (words::duration(past.minutes)) }
            td.number { (messages::number(toll.down + toll.broken)) }
            td.number { (messages::number(perhaps)) }
            td.number { (messages::number(toll.degraded + toll.may_degraded)) }
        }
        @if open {
            tr id={ (id) "-sites" } { td colspan="6" { p lang=[messages::foreign()] { (past.cause) "." } (outages::hit(drawing, past.id)) } }
        }
    }
}
