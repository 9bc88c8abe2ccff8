//! What visits leave to your web, written by the background: only where the
//! reader switched it on, only of pages that have loaded as they are, and never
//! of a private window.
//!
//! Key for good: `web`, how many days are kept; without it nothing is. Keys of
//! the session: `web-trouble`, why the last visit could not be kept; `web-noted`,
//! the documents that were counted, for what the reader forgot since must not
//! come back with a page that is still open.

use std::cell::RefCell;

use super::api::{self, Answer, Keep};
use super::{database, simulate, tables, tried};
use crate::model::Page;
use crate::observe::url;
use crate::order;
use crate::report::Report;
use crate::web::{self, Day, Site};
use crate::wire;
use litemap::LiteMap;

pub const KEY: &str = "web";
pub const TROUBLE: &str = "web-trouble";
const NOTED: &str = "web-noted";

/// Milliseconds after which a page that goes on asking is written again.
const AGAIN: f64 = 10_000.0;

#[derive(Default)]
struct Visits {
    begun: bool,
    /// How many days are kept; `None` while it is off.
    keep: Option<u32>,
    /// When which document of a tab was last written, in milliseconds.
    written: LiteMap<i64, (String, f64)>,
    /// The day on which old sites were last forgotten.
    tidied: Option<Day>,
    troubled: bool,
}

thread_local! {
    static VISITS: RefCell<Visits> = RefCell::default();
}

fn with<T>(work: impl FnOnce(&mut Visits) -> T) -> T {
    VISITS.with_borrow_mut(work)
}

/// How many days are kept; `None` where it is off.
pub async fn keeping() -> Answer<Option<u32>> {
    let stored = api::stored(Keep::Local, &[KEY.to_owned()]).await?;
    Ok(stored.first().and_then(|(_, days)| days.parse().ok()))
}

async fn begin() -> Answer<()> {
    if with(|visits| visits.begun) {
        return Ok(());
    }
    let keep = keeping().await?;
    let noted = api::stored(Keep::Session, &[NOTED.to_owned()]).await?;
    let noted: Option<Vec<_>> = noted.first().and_then(|(_, text)| wire::decode(text));
    with(|visits| {
        visits.keep = keep;
        visits.written = order::map(noted.unwrap_or_default());
        visits.begun = true;
    });
    Ok(())
}

/// Keeps so many days from now on, or nothing any more.
pub async fn keep(days: Option<u32>) -> Answer<()> {
    match days {
        Some(days) => api::store(Keep::Local, &[(KEY.to_owned(), days.to_string())]).await?,
        None => api::forget(Keep::Local, &[KEY.to_owned()]).await?,
    }
    begin().await?;
    with(|visits| {
        visits.keep = days;
        visits.tidied = None;
    });
    Ok(())
}

/// Takes the page of a tab as a visit, if it is one to keep.
pub async fn note(tab: i64, document: &str, page: &Page, report: &Report) {
    let noted = take(tab, document, page, report).await;
    let trouble = noted.err().map(|refusal| refusal.0);
    let was = with(|visits| std::mem::replace(&mut visits.troubled, trouble.is_some()));
    let _ = match trouble {
        Some(why) => api::store(Keep::Session, &[(TROUBLE.to_owned(), why)]).await,
        None if was => api::forget(Keep::Session, &[TROUBLE.to_owned()]).await,
        None => Ok(()),
    };
}

async fn take(tab: i64, document: &str, page: &Page, report: &Report) -> Answer<()> {
    begin().await?;
    let Some(keep) = with(|visits| visits.keep) else {
        return Ok(());
    };
    let now = api::now();
    let is_due = with(|visits| {
        let written = visits.written.get(&tab);
        written.is_none_or(|(known, when)| known != document || now - when > AGAIN)
    });
    if !is_due || !page.loaded || simulate::of(tab).is_some() || tried::is_trying(tab) {
        return Ok(());
    }
    let tables = tables::tables().await?;
    let host = url::host(&page.url).unwrap_or_default();
    let site = tables.site(&host);
    if !is_registrable(site) || api::tab(tab).await?.incognito != Some(false) {
        return Ok(());
    }
    let written = with(|visits| visits.written.insert(tab, (document.to_owned(), now)));
    let again = written.is_some_and(|(known, _)| known == document);
    if !again {
        let noted = with(|visits| wire::encode(&visits.written));
        api::store(Keep::Session, &[(NOTED.to_owned(), noted)]).await?;
    }
    let visit = web::visit(page, report);
    let today = api::today();
    let take = |site: &mut Site| site.take(visit, document, today);
    database::change(site, again, take).await?;
    tidy(keep, today).await
}

/// Once a day what is older than the reader wants is forgotten, whether or not
/// anybody looks at it.
async fn tidy(keep: u32, today: Day) -> Answer<()> {
    if with(|visits| visits.tidied) == Some(today) {
        return Ok(());
    }
    database::forget_before((today + 1).saturating_sub(keep)).await?;
    with(|visits| visits.tidied = Some(today));
    Ok(())
}

/// An address and a name inside the house are no site of the web.
fn is_registrable(site: &str) -> bool {
    let last = site.rsplit('.').next().unwrap_or_default();
    site.contains('.') && !site.contains(':') && !last.bytes().all(|byte| byte.is_ascii_digit())
}

/// A tab is gone.
pub fn forget(tab: i64) {
    with(|visits| visits.written.remove(&tab));
}
