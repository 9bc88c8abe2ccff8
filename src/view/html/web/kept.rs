//! What is kept, for how long, and how to take it along or forget it.

use maud::{Markup, html};

use super::{Drawing, FILE, SPANS, note, part, press};
use crate::messages;
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
        messages::web_keeping(),
        html! {
            @match known.keep {
                Some(keep) => {
                    p { (web::kept(sites.len() as u32, first)) }
                    p.soft { (messages::web_kept_where()) }
                    div.acts role="group" aria-label=(messages::web_keep()) {
                        span { (messages::web_keep()) }
                        @for days in SPANS {
                            button.do id={ "keep-" (days) } type="button" data-do=(press::KEEP) data-value=(days)
                                aria-pressed=(days == keep) { (messages::web_days(days)) }
                        }
                    }
                }
                None => {
                    p { (messages::web_is_off()) @if !sites.is_empty() { " " (messages::web_still_kept(sites.len() as u32)) } }
                    p.soft { (messages::web_kept_where()) }
                }
            }
            div.acts {
                @if known.keep.is_none() { (button(messages::web_switch_on(), press::ON, "first")) }
                @if !sites.is_empty() {
                    (button(messages::web_export_json(), press::JSON, ""))
                    (button(messages::web_export_csv(), press::CSV, ""))
                }
                label.do for=(FILE) { (messages::web_import()) input.unseen id=(FILE) type="file" accept=".json,.csv"; }
                @if !sites.is_empty() { (button(messages::web_forget_all(), press::FORGET_ALL, "")) }
                @if known.keep.is_some() { (button(messages::web_switch_off(), press::OFF, "")) }
            }
            (note(drawing.looking))
        },
    )
}
