//! The head of a report: the site, the answer in one sentence, the ground, and
//! what the reader must know before believing any of it.

use maud::{Markup, html};

use super::{Place, button, ground, press, shapes};
use crate::messages;
use crate::model::Gap;
use crate::observe::url;
use crate::report::Report;
use crate::simulate::{Lack, Trouble};
use crate::view::labels;
use crate::words;

pub fn head(report: &Report) -> Markup {
    let answer = &report.answer;
    let unknown = shapes::is_unknown(report);
    let (headline, example) = words::answer_parts(report);
    let site = url::host(&report.page.url).unwrap_or_else(|| report.page.url.clone());
    html! {
        header.head {
            @if !report.page.loaded { div.progress aria-hidden="true" { i {} } }
            div.site {
                b dir="ltr" title=(report.page.title) { (site) }
                span { (labels::size(&report.page)) }
            }
            div.answer.(if unknown { "unknown" } else { shapes::tone(answer.verdict) }) role="status" {
                h1 {
                    (shapes::answer(report))
                    span { (headline) }
                }
                @if !example.is_empty() { p { (messages::sentence(&example)) } }
            }
            (ground::ground(report))
        }
    }
}

/// What is known to be missing, each with what can be done about it.
pub fn banners(report: &Report, troubles: &[Trouble], place: Place) -> Markup {
    let page = &report.page;
    html! {
        @for trouble in troubles {
            div.banner role="note" {
                (shapes::remark())
                p { (lack(trouble)) }
            }
        }
        @for gap in &page.gaps {
            div.banner role="note" {
                (shapes::remark())
                p { (messages::sentence(words::gap(*gap))) }
                @if *gap == Gap::LoadedBefore && place != Place::Www {
                    (button(messages::reload(), press::RELOAD, ""))
                }
            }
        }
        @if let Some(not_kept) = words::not_kept(page.omitted) {
            div.banner role="note" {
                (shapes::remark())
                p { (messages::sentence(&not_kept)) }
            }
        }
    }
}

fn lack(Trouble { lack, why }: &Trouble) -> String {
    match lack {
        Lack::Memory => messages::lack_memory(why),
        Lack::Settings => messages::lack_settings(why),
        Lack::Operators => messages::lack_operators(why),
    }
}
