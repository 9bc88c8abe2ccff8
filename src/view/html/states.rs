//! The screens without a report. Each says what is the matter and offers the
//! one thing that helps; no two look the same.

use maud::{Markup, html};

use super::shapes::{Scene, scene};
use super::{Screen, button, press};
use crate::view::labels;

/// A screen that is neither a report nor the settings.
pub fn state(screen: &Screen) -> Markup {
    let named = |site: &str, with: fn(&str) -> String, without: &str| {
        if site.is_empty() {
            without.to_owned()
        } else {
            with(site)
        }
    };
    let (picture, tone, title, text, action) = match screen {
        Screen::NoPermission { site } => (
            Scene::Locked,
            "",
            named(site, labels::not_allowed, labels::NOT_ALLOWED),
            labels::NOT_ALLOWED_WHY.to_owned(),
            Some((labels::ALLOW, press::ALLOW)),
        ),
        Screen::LoadedBefore { site } => (
            Scene::Again,
            "",
            named(site, labels::loaded_before, labels::LOADED_BEFORE),
            labels::LOADED_BEFORE_WHY.to_owned(),
            Some((labels::RELOAD, press::RELOAD)),
        ),
        Screen::BrowserPage => (
            Scene::Blank,
            "",
            labels::BROWSER_PAGE.to_owned(),
            labels::BROWSER_PAGE_WHY.to_owned(),
            None,
        ),
        Screen::Nothing { site } => (
            Scene::Blank,
            "",
            named(site, labels::nothing, labels::NOTHING),
            labels::NOTHING_WHY.to_owned(),
            Some((labels::RELOAD, press::RELOAD)),
        ),
        Screen::Failed { why } => (
            Scene::Cracked,
            "down",
            labels::FAILED.to_owned(),
            why.clone(),
            Some((labels::RETRY, press::RETRY)),
        ),
        Screen::Loading
        | Screen::Report(..)
        | Screen::Down { .. }
        | Screen::Trials(_)
        | Screen::Settings(_) => (
            Scene::Loading,
            "",
            labels::LOADING.to_owned(),
            String::new(),
            None,
        ),
    };
    html! {
        div id="state" class={ "state " (tone) } {
            (scene(picture))
            div role="status" {
                h1 { (title) }
            }
            @if !text.is_empty() { p { (text) } }
            @if matches!(screen, Screen::Loading) {
                div.progress role="progressbar" aria-label=(labels::LOADING) { i {} }
            }
            @if let Some((label, press)) = action {
                div.acts { (button(label, press, "first")) }
            }
            @if matches!(screen, Screen::Failed { .. }) { p { (labels::FAILED_NEXT) } }
        }
    }
}
