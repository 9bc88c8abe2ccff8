//! The settings: the reader's own addresses, one rule a line. What they say
//! counts for more than any table, so that whoever runs machines of their own
//! can name them. And the rest: whether aliases are looked up, where the browser
//! can do it; what the button shows, which outages are listed, and what all this
//! rests on.

use maud::{Markup, html};

use super::{button, foot, press, shapes};
use crate::messages;
use crate::report::{Data, Extent};
use crate::view::labels;
use crate::words;

/// The reader's own addresses as a text, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// As the reader wrote it.
    pub text: String,
    /// The number of each line that is not understood (from 1), and why.
    pub errors: Vec<(usize, String)>,
    /// How many rules are in use.
    pub used: usize,
    /// There is an earlier text to go back to.
    pub undo: bool,
    /// Whether aliases are looked up; `None` where the browser cannot.
    pub looks_up: Option<bool>,
    /// Whether the extension's button shows a number.
    pub badge: bool,
    /// Outages that are not listed.
    pub unlisted: Vec<Extent>,
    /// What the answers rest on.
    pub data: Data,
    /// Why the last change could not be kept; empty where it was.
    pub failed: String,
    /// Changes whenever the text does not come from the reader's typing.
    pub revision: u32,
}

pub fn settings(settings: &Settings) -> Markup {
    html! {
        div.settings id="settings" {
            h1 { (messages::settings()) }
            div role="alert" {
                @if !settings.failed.is_empty() {
                    div.banner { (shapes::remark()) p { (messages::not_set(&settings.failed)) } }
                }
            }
            p.soft { (messages::own_why()) }
            label for="own" { (messages::own()) }
            textarea id="own" data-field=(press::OWN) data-revision=(settings.revision) spellcheck="false"
                autocapitalize="off" autocomplete="off" dir="ltr" rows="8"
                aria-describedby="own-form own-result" aria-invalid=(!settings.errors.is_empty())
                // A parser of HTML drops the first line break of a textarea.
                { "\n" (settings.text) }
            p.soft id="own-form" {
                (messages::own_form()) " "
                code dir="ltr" { (messages::own_example()) }
            }
            div id="own-result" role="status" {
                @if !settings.errors.is_empty() {
                    ul.errors { @for (line, why) in &settings.errors { li { (messages::own_error(&messages::number(*line), why)) } } }
                    p { (messages::own_kept()) }
                }
                p { (labels::own_used(settings.used)) }
            }
            @if let Some(on) = settings.looks_up {
                h2 { (messages::aliases()) }
                p.soft { (messages::aliases_why()) }
                p role="status" { (if on { messages::aliases_on() } else { messages::aliases_off() }) }
                div.acts {
                    (button(if on { messages::look_up_no_more() } else { messages::look_up() }, press::LOOK_UP, ""))
                }
            }
            h2 { (messages::badge()) }
            p.soft { (messages::badge_why()) }
            p role="status" {
                (if settings.badge { messages::badge_on() } else { messages::badge_off() })
            }
            div.acts {
                @let switch = if settings.badge { messages::badge_hide() } else { messages::badge_show() };
                (button(switch, press::BADGE, ""))
            }
            h2 id="listed" { (messages::listed()) }
            p.soft { (messages::listed_why()) }
            div.acts role="group" aria-labelledby="listed" {
                @for extent in Extent::ALL {
                    button.do id={ "list-" (extent.key()) } type="button" data-do=(press::LIST) data-value=(extent.key())
                        aria-pressed=(!settings.unlisted.contains(&extent)) { (labels::extent(extent)) }
                }
            }
            h2 { (messages::private_windows()) }
            p.soft { (messages::private_windows_why()) }
            @if !settings.data.date.is_empty() {
                h2 { (messages::data()) }
                p { (messages::data_of(&words::date(&settings.data.date))) }
                (foot::credits(&settings.data))
            }
            div.acts {
                (button(messages::back_to_report(), press::BACK, "first"))
                @if settings.undo { (button(messages::undo(), press::UNDO, "")) }
                (button(messages::reset(), press::RESET, ""))
            }
        }
    }
}
