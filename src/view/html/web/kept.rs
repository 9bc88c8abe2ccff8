//! What is kept, for how long, and how to take it along or forget it.

use maud::{Markup, html};

use super::{Drawing, FILE, SPANS, note, part, press};
use crate::view::html::button;
use crate::words::web;

pub fn kept(drawing: &Drawing) -> Markup {
    let known = drawing.known;
    let sites = known.web.sites();
    let first = sites
        .iter()
        .filter_map(|site| Some(site.days.first()?.0))
        .min();
    part(
        "kept",
        web::KEEPING,
        html! {
            @match known.keep {
                Some(keep) => {
                    p { (web::kept(sites.len() as u32, first)) "." }
                    p.soft { (web::KEPT_WHERE) }
                    div.acts role="group" aria-label=(web::KEEP) {
                        span { (web::KEEP) }
                        @for days in SPANS {
                            button.do id={ "keep-" (days) } type="button" data-do=(press::KEEP) data-value=(days)
                                aria-pressed=(days == keep) { (web::days(days)) }
                        }
                    }
                }
                None => {
                    p { (web::IS_OFF) @if !sites.is_empty() { " " (web::still_kept(sites.len() as u32)) } }
                    p.soft { (web::KEPT_WHERE) }
                }
            }
            div.acts {
                @if known.keep.is_none() { (button(web::SWITCH_ON, press::ON, "first")) }
                @if !sites.is_empty() {
                    (button(web::EXPORT_JSON, press::JSON, ""))
                    (button(web::EXPORT_CSV, press::CSV, ""))
                }
                label.do for=(FILE) { (web::IMPORT) input.unseen id=(FILE) type="file" accept=".json,.csv"; }
                @if !sites.is_empty() { (button(web::FORGET_ALL, press::FORGET_ALL, "")) }
                @if known.keep.is_some() { (button(web::SWITCH_OFF, press::OFF, "")) }
            }
            (note(drawing.looking))
        },
    )
}
