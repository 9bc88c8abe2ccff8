//! The page that opens once, after installing: what the extension does, in three
//! steps, and the permission where it is lacking.

use maud::{Markup, html};

use super::shapes::{Scene, scene};
use super::{button, press};
use crate::messages;

/// `allowed`: it may look at all sites already.
pub fn welcome(allowed: bool) -> Markup {
    html! {
        div.settings.welcome id="welcome" {
            (scene(Scene::Loading))
            h1 { (messages::welcome()) }
            p { (messages::welcome_what()) }
            ol {
                li {
                    h2 { (messages::welcome_allow()) }
                    div role="status" {
                        @if allowed { p.agrees { (messages::welcome_allowed()) } }
                    }
                    @if !allowed {
                        p { (messages::not_allowed_why()) }
                        div.acts { (button(messages::allow(), press::ALLOW, "first")) }
                    }
                }
                li {
                    h2 { (messages::welcome_browse()) }
                    p { (messages::welcome_browse_how()) }
                }
                li {
                    h2 { (messages::welcome_click()) }
                    p { (messages::welcome_click_how()) }
                }
            }
            h2 { (messages::welcome_why()) }
            ul.permits {
                @for why in [
                    messages::permit_sites(), messages::permit_scripts(), messages::permit_storage(), messages::permit_cut(),
                    messages::permit_alarms(), messages::permit_menu(), messages::permit_names(),
                ] { li { (why) } }
            }
            p.soft { (messages::welcome_promise()) }
        }
    }
}
