//! The foot of a report: what can be done with it, how much of the page it
//! knows, and whose data it rests on.

use maud::{Markup, html};

use super::{Place, Shown, button, press};
use crate::messages;
use crate::report::{Data, Report};
use crate::words;

pub fn foot(report: &Report, shown: &Shown, place: Place) -> Markup {
    html! {
        footer.foot {
            div.acts {
                (button(messages::copy_markdown(), press::COPY_MARKDOWN, ""))
                (button(messages::copy_json(), press::COPY_JSON, ""))
                @if place == Place::Popup { (button(messages::full_page(), press::FULL_PAGE, "")) }
                @if matches!(place, Place::Popup | Place::Tab) {
                    (button(messages::your_web(), press::WEB, ""))
                    (button(messages::settings(), press::SETTINGS, ""))
                }
            }
            (note(shown))
            p { (messages::sentence(&words::coverage(&report.coverage))) }
            @if !report.data.date.is_empty() {
                p { (messages::data_of(&words::date(&report.data.date))) }
            }
            (credits(&report.data))
        }
    }
}

/// Whose data the answers rest on.
pub fn credits(data: &Data) -> Markup {
    html! {
        ul.credits {
            @for credit in &data.credits {
                li { a lang=[messages::foreign()] href=(credit.link) target="_blank" rel="noreferrer" { (credit.name) } }
            }
        }
    }
}

/// The word on the last thing done; always there, so that it is read out.
pub fn note(shown: &Shown) -> Markup {
    html! { p.note id="note" role="status" { (shown.note) } }
}
