//! Faultline: which cloud outages would break this page?
//!
//! Data flows one way, and every step is a pure function over plain values:
//!
//! `observe` (browser events or a recording → [`model::Page`]) → `locate`
//! (host, address, headers → [`model::Placement`]) → `outage` (which are worth
//! asking about) → `impact` (page × placements × outage → effects and a
//! verdict) → `report` (ranked, with coverage) → `view` (HTML, text, Markdown,
//! JSON). `explorer` is a report as one picture; `survey` adds up the reports of many pages; `web` keeps what the pages
//! that you visit left, and answers for all of them; `look` is what is seen of
//! one, to check a verdict against.
//!
//! Nothing outside `browser` names the browser.

pub mod catalogue;
pub mod code;
pub mod explorer;
pub mod impact;
pub mod locate;
pub mod look;
pub mod messages;
pub mod model;
pub mod observe;
pub mod order;
pub mod outage;
pub mod pattern;
pub mod reply;
pub mod report;
pub mod simulate;
pub mod status;
pub mod survey;
pub mod trial;
pub mod view;
pub mod web;
pub mod wire;
pub mod words;

#[cfg(target_arch = "wasm32")]
pub mod browser;
