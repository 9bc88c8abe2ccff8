//! What was seen of pages when outages were tried on them, kept for as long as
//! the browser runs and in memory only.
//!
//! Key: `tried`.

use super::api::{self, Answer, Keep};
use crate::trial::Trial;
use crate::wire;

const KEY: &str = "tried";
/// The last pages that were tried.
const MOST: usize = 20;

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
