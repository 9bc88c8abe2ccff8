//! What was seen of pages when outages were tried on them, kept for as long as
//! the browser runs and in memory only; and the tabs in which they are tried,
//! which go with the page that opened them.
//!
//! Key: `tried`.

use std::cell::RefCell;

use super::api::{self, Answer, Keep};
use crate::trial::Trial;
use crate::wire;
use litemap::LiteMap;

const KEY: &str = "tried";
/// The last pages that were tried.
const MOST: usize = 20;

thread_local! {
    /// The tab of each page of trials, and the one in which it tries.
    static TRYING: RefCell<LiteMap<i64, i64>> = RefCell::default();
}

pub fn begin(by: i64, tab: i64) {
    TRYING.with_borrow_mut(|trying| trying.insert(by, tab));
}

/// Whether outages are tried in a tab: what is loaded there nobody visits.
pub fn is_trying(tab: i64) -> bool {
    TRYING.with_borrow(|trying| trying.values().any(|tried| *tried == tab))
}

/// One of the extension's pages is gone, or done: no page can tidy up while it
/// is closed.
pub async fn left(by: i64) {
    let tab = TRYING.with_borrow_mut(|trying| trying.remove(&by));
    if let Some(tab) = tab {
        let _ = api::close_tab(tab).await;
        let _ = api::listen_no_more().await;
    }
}

type Tried = Vec<(String, Vec<Trial>)>;

/// What was seen of a page.
pub async fn of(page: &str) -> Vec<Trial> {
    let tried = all().await.unwrap_or_default();
    let found = tried.into_iter().find(|(known, _)| known == page);
    found.map(|(_, trials)| trials).unwrap_or_default()
}

pub async fn keep(page: String, trials: Vec<Trial>) -> Answer<()> {
    let mut tried = all().await?;
    tried.retain(|(known, _)| *known != page);
    tried.push((page, trials));
    let first = tried.len().saturating_sub(MOST);
    let text = wire::encode(&tried.split_off(first));
    api::store(Keep::Session, &[(KEY.to_owned(), text)]).await
}

async fn all() -> Answer<Tried> {
    let stored = api::stored(Keep::Session, &[KEY.to_owned()]).await?;
    let read = |(_, text): &(String, String)| wire::decode(text);
    Ok(stored.first().and_then(read).unwrap_or_default())
}
