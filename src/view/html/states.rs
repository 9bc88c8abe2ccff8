//! The screens without a report. Each says what is the matter and offers the
//! one thing that helps; no two look the same.

use maud::{Markup, html};

use super::shapes::{Scene, scene};
use super::{Screen, button, press};
use crate::messages;

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
            named(site, messages::not_allowed, messages::not_allowed_here()),
            messages::not_allowed_why().to_owned(),
            Some((messages::allow(), press::ALLOW)),
        ),
        Screen::LoadedBefore { site } => (
            Scene::Again,
            "",
            named(
                site,
                messages::loaded_before,
                messages::loaded_before_here(),
            ),
            messages::loaded_before_why().to_owned(),
            Some((messages::reload(), press::RELOAD)),
        ),
        Screen::BrowserPage => (
            Scene::Blank,
            "",
            messages::browser_page().to_owned(),
            messages::browser_page_why().to_owned(),
            None,
        ),
        Screen::Unrecorded => (
            Scene::Again,
            "",
            messages::nothing_recorded().to_owned(),
            messages::nothing_recorded_why().to_owned(),
            Some((messages::reload_to_record(), press::RECORD)),
        ),
        Screen::Nothing { site } => (
            Scene::Blank,
            "",
            named(site, messages::nothing, messages::nothing_here()),
            messages::nothing_why().to_owned(),
            Some((messages::reload(), press::RELOAD)),
        ),
        Screen::Closed => (
            Scene::Blank,
            "",
            messages::tab_is_closed().to_owned(),
            messages::tab_is_closed_why().to_owned(),
            None,
        ),
        Screen::Failed { why } => (
            Scene::Cracked,
            "down",
            messages::failed().to_owned(),
            why.clone(),
            Some((messages::retry(), press::RETRY)),
        ),
        Screen::Loading
        | Screen::Report(..)
        | Screen::Down { .. }
        | Screen::Trials(_)
        | Screen::Settings(_)
        | Screen::Welcome { .. } => (
            Scene::Loading,
            "",
            messages::loading().to_owned(),
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
                div.progress role="progressbar" aria-label=(messages::loading()) { i {} }
            }
            @if let Some((label, press)) = action {
                div.acts { (button(label, press, "first")) }
            }
            @if matches!(screen, Screen::Failed { .. }) { p { (messages::failed_next()) } }
        }
    }
}
