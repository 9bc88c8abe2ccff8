//! The view of simulations: the buttons beside an outage, the banner while one
//! runs, and the screen in place of a page that it took down.

use maud::{Markup, html};

use super::{Drawing, button, press, shapes, trials};
use crate::messages;
use crate::model::{Mode, Verdict};
use crate::observe::url;
use crate::report::Finding;
use crate::simulate::{Beside, Status};
use crate::view::labels;
use crate::words;

/// What can be done about an outage: one button a mode. Nothing where there is
/// no tab to do it in, or nothing to see.
pub fn buttons(drawing: &Drawing, finding: &Finding) -> Markup {
    let Some(beside) = drawing.beside else {
        return html! {};
    };
    if finding.impact.hosts.is_empty() {
        return html! {};
    }
    if drawing.report.page.posted {
        return html! { p.soft { (messages::no_simulation_of_forms()) } };
    }
    let modes: &[Mode] = if beside.holds {
        &[Mode::Refuse, Mode::Hang]
    } else {
        &[Mode::Refuse]
    };
    html! {
        (trials::of_outage(&beside.trials, &finding.outage.id))
        div.acts.simulate {
            @for mode in modes { (start(*mode, &finding.outage.id)) }
        }
        @if !beside.holds && differs(finding) { p.soft { (messages::no_hang_here()) } }
    }
}

/// Whether it matters in which way the outage fails.
fn differs(finding: &Finding) -> bool {
    matches!((finding.impact.refuse, finding.impact.hang), (Some(refuse), Some(hang)) if refuse != hang)
}

fn start(mode: Mode, outage: &str) -> Markup {
    html! {
        button.do id=(super::id(words::mode_key(mode), outage)) type="button" data-do=(press::SIMULATE)
            data-value={ (words::mode_key(mode)) " " (outage) } { (labels::simulate(mode)) }
    }
}

/// The way to see whether the predictions are right.
pub fn verify(drawing: &Drawing) -> Markup {
    // A panel opens no tabs.
    let can = drawing.beside.is_some() && drawing.code.is_none() && !drawing.report.page.posted;
    html! {
        @if can { div.acts.verify { (button(messages::verify(), press::VERIFY, "")) } }
    }
}

/// While a simulation runs, nobody must take it for a broken network.
pub fn banner(beside: &Beside) -> Markup {
    let Some(status) = &beside.simulation else {
        return html! {};
    };
    html! {
        div.banner.simulating role="status" {
            (shapes::cut())
            p {
                b { (messages::sentence(&words::simulated(status))) } " "
                (words::cut_off(status))
                @if !status.late.is_empty() { " " (messages::sentence(&words::late(&status.late))) }
            }
            div.acts {
                (button(messages::stop(), press::STOP, "first"))
                @if !status.late.is_empty() && !status.document { (button(messages::reload(), press::RELOAD, "")) }
            }
        }
    }
}

/// In place of the page: what a reader would see of it.
pub fn down(page: &str, status: Option<&Status>) -> Markup {
    let site = url::host(page).unwrap_or_else(|| page.to_owned());
    html! {
        div id="state" class={ "state " (shapes::tone(Verdict::Down)) } {
            (shapes::scene(shapes::Scene::Cracked))
            div role="status" { h1 { (messages::page_is_down(&site)) } }
            @match status {
                Some(status) => {
                    p { (messages::sentence(&words::simulated(status))) " " (messages::not_really_down()) }
                    div.acts { (button(messages::stop_and_back(), press::STOP, "first")) }
                }
                None => {
                    p { (messages::simulation_ended()) }
                    div.acts { (button(messages::back_to_page(), press::STOP, "first")) }
                }
            }
        }
    }
}
