//! Sentences about what is failing right now.

use super::{and, provider};
use crate::messages;
use crate::order;
use crate::status::{Feed, Unread};

/// Why it is not known how a provider is.
pub fn unread(key: &str, why: &Unread) -> String {
    let provider = provider(key);
    match why {
        Unread::Silent => messages::now_silent(provider),
        Unread::Refused(status) => messages::now_refused(provider, &status.to_string()),
        Unread::Huge => messages::now_huge(provider),
        Unread::Shape(_) => messages::now_shape(provider),
    }
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
