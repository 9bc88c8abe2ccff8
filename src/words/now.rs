//! Sentences about what is failing right now.

use super::web::count;
use super::{and, provider};
use crate::order;
use crate::status::{Feed, Unread};

pub const TITLE: &str = "Right now";
pub const SWITCH_ON: &str = "Ask them";
pub const SWITCH_OFF: &str = "Ask no more";
pub const WHOM: &str = "The hosts that are asked";
pub const ALL_WELL: &str = "None of the providers that could be read reports a failure.";
pub const ELSEWHERE: &str = "Reported, and none of these sites is hit";
pub const UNKNOWN: &str = "Not known";
pub const ASKING: &str = "Asking.";

/// What it does, before it is switched on.
pub fn why(feeds: usize) -> String {
    format!(
        "Faultline can ask the status pages of {feeds} providers what is failing at this moment. \
         It asks each at most every five minutes, only while this page is open and in front of you, \
         and tells them nothing but that somebody asks. It is off until you switch it on."
    )
}

/// `Fastly reports: Elevated errors`.
pub fn reports(key: &str, title: &str) -> String {
    format!("{} reports: {title}", provider(key))
}

/// `Sites that are hit: 12`, in a sentence.
pub fn hits(sites: u32, all: u32) -> String {
    format!("{} of {all} may be hit", count(sites, "site", "sites"))
}

/// How many were asked, and when the next are.
pub fn heard(told: u32, all: u32) -> String {
    format!(
        "{told} of {} could be read",
        count(all, "provider", "providers")
    )
}

/// Why it is not known how a provider is.
pub fn unread(key: &str, why: &Unread) -> String {
    let why = match why {
        Unread::Silent => "did not answer".to_owned(),
        Unread::Refused(status) => format!("answered with status {status}"),
        Unread::Huge => "sent more than can be read".to_owned(),
        Unread::Shape(_) => "writes in another way than before".to_owned(),
    };
    format!("{} {why}", provider(key))
}

/// The names of those that are asked.
pub fn hosts(feeds: &[Feed]) -> String {
    let mut hosts: Vec<String> = (feeds.iter())
        .filter_map(|feed| crate::observe::url::host(feed.url))
        .collect();
    order::by(&mut hosts, Ord::cmp);
    hosts.dedup();
    and(&hosts)
}
