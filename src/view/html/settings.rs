//! The settings: the reader's own addresses, one rule a line. What they say
//! counts for more than any table, so that whoever runs machines of their own
//! can name them. And, where the browser can do it, whether aliases are looked
//! up.

use maud::{Markup, html};

use super::{button, press};
use crate::view::labels;

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
    /// Changes whenever the text does not come from the reader's typing.
    pub revision: u32,
}

pub fn settings(settings: &Settings) -> Markup {
    html! {
        div.settings id="settings" {
            h1 { (labels::SETTINGS) }
            p.soft { (labels::OWN_WHY) }
            label for="own" { (labels::OWN) }
            textarea id="own" data-field=(press::OWN) data-revision=(settings.revision) spellcheck="false"
                autocapitalize="off" autocomplete="off" dir="ltr" rows="8"
                aria-describedby="own-form own-result" aria-invalid=(!settings.errors.is_empty())
                // A parser of HTML drops the first line break of a textarea.
                { "\n" (settings.text) }
            p.soft id="own-form" {
                (labels::OWN_FORM) " "
                code dir="ltr" { (labels::OWN_EXAMPLE) }
            }
            div id="own-result" role="status" {
                @if !settings.errors.is_empty() {
                    ul.errors { @for (line, why) in &settings.errors { li { (labels::own_error(*line, why)) } } }
                    p { (labels::OWN_KEPT) }
                }
                p { (labels::own_used(settings.used)) }
            }
            @if let Some(on) = settings.looks_up {
                h2 { (labels::ALIASES) }
                p.soft { (labels::ALIASES_WHY) }
                p role="status" { (if on { labels::ALIASES_ON } else { labels::ALIASES_OFF }) }
                div.acts {
                    (button(if on { labels::LOOK_UP_NO_MORE } else { labels::LOOK_UP }, press::LOOK_UP, ""))
                }
            }
            div.acts {
                (button(labels::BACK, press::BACK, "first"))
                @if settings.undo { (button(labels::UNDO, press::UNDO, "")) }
            }
        }
    }
}
