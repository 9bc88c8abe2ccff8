//! The simulations that run, one a tab: begun, grown and ended here. They are
//! written before a page is loaded under them, so that one goes on when the
//! background dies, and its rules are never forgotten.
//!
//! Keys: `simulations` (the tabs that have one, or are about to), of which there
//! is none until the rules of an earlier session are gone; `simulation:<tab>`.

use std::cell::RefCell;

use super::api::{self, Answer, Keep};
use super::cut;
use crate::impact::HostUse;
use crate::model::{Mode, Page};
use crate::observe::url;
use crate::simulate::{MINUTES, Plan, Running, Status};
use crate::wire;
use litemap::LiteMap;

pub const TABS: &str = "simulations";

thread_local! {
    static RUNNING: RefCell<LiteMap<i64, Running>> = RefCell::default();
}

/// What runs in a tab.
pub fn of(tab: i64) -> Option<Running> {
    RUNNING.with_borrow(|running| running.get(&tab).cloned())
}

/// What runs in a tab, in short; `page` is what the tab loaded since.
pub fn status(tab: i64, page: Option<&Page>) -> Option<Status> {
    RUNNING.with_borrow(|running| {
        let running = running.get(&tab)?;
        Some(Status::new(running, page, api::now()))
    })
}

/// Reads back what ran when the background died, and ends the rules that
/// nothing answers for. `tabs` is what stands under [`TABS`].
pub async fn begin(tabs: Option<String>) -> Answer<()> {
    let tabs: Option<Vec<i64>> = tabs.and_then(|text| wire::decode(&text));
    // With no simulation there is no rule, and nothing more to wait for.
    if tabs.as_ref().is_some_and(Vec::is_empty) {
        return Ok(());
    }
    let keys: Vec<String> = tabs.into_iter().flatten().map(key).collect();
    if !keys.is_empty() {
        for (_, text) in api::stored(Keep::Session, &keys).await? {
            let Some(running) = wire::decode::<Running>(&text) else {
                continue;
            };
            if running.plan.mode == Mode::Hang {
                cut::hold(&running)?;
            }
            RUNNING.with_borrow_mut(|all| {
                all.entry(running.tab).or_insert(running);
            });
        }
    }
    let known: Vec<Vec<u32>> =
        RUNNING.with_borrow(|all| all.values().map(|running| running.rules.clone()).collect());
    cut::orphans(&known).await?;
    write_tabs(None).await
}

/// Makes a plan true in a tab, in place of what runs there, and loads the page
/// under it.
pub async fn start(tab: i64, plan: Plan) -> Answer<()> {
    if let Some(before) = take(tab) {
        cut::on(&before).await?;
    }
    let mut running = Running {
        tab,
        plan,
        until: api::now() + f64::from(MINUTES) * 60_000.0,
        late: Vec::new(),
        rules: Vec::new(),
    };
    // Rules of which nobody knew would never end.
    write_tabs(Some(tab)).await?;
    cut::off(&mut running).await?;
    api::wake(&key(tab), running.until).await?;
    keep(&running).await?;
    let page = running.plan.page.clone();
    if running.takes(&page) {
        return show_down(tab, &page).await;
    }
    let shown = api::tab(tab).await?.url.unwrap_or_default();
    if url::without_fragment(&shown) == page {
        api::reload(tab, true).await
    } else {
        api::lead(tab, &page).await
    }
}

/// Takes up the hosts that appeared; whether any did.
pub async fn grow(tab: i64, hosts: &[HostUse]) -> Answer<bool> {
    let grown = RUNNING.with_borrow_mut(|all| {
        let running = all.get_mut(&tab)?;
        running.grow(hosts).then(|| running.clone())
    });
    let Some(mut running) = grown else {
        return Ok(false);
    };
    cut::off(&mut running).await?;
    // It may have been stopped meanwhile.
    if of(tab).is_none() {
        cut::on(&running).await?;
        return Ok(false);
    }
    keep(&running).await?;
    Ok(true)
}

/// Ends what runs in a tab, and leaves the page as it is.
pub async fn end(tab: i64) -> Answer<Option<Running>> {
    let Some(running) = take(tab) else {
        return Ok(None);
    };
    cut::on(&running).await?;
    api::wake_no_more(&key(tab)).await;
    write_tabs(None).await?;
    api::forget(Keep::Session, &[key(tab)]).await?;
    Ok(Some(running))
}

/// Ends what runs in a tab, and shows the page as it is without.
pub async fn stop(tab: i64) -> Answer<()> {
    let Some(running) = end(tab).await? else {
        return Ok(());
    };
    let shown = api::tab(tab).await?.url.unwrap_or_default();
    if is_down_url(tab, &shown)? {
        let page = url::fragment(&shown).unwrap_or(&running.plan.page);
        api::lead(tab, page).await
    } else {
        api::reload(tab, false).await
    }
}

/// The tab that an alarm is about.
pub fn tab_of(alarm: &str) -> Option<i64> {
    alarm.strip_prefix("simulation:")?.parse().ok()
}

/// Puts the extension's own screen in place of a page that is cut off itself:
/// it knows the page by its fragment, even when all else is forgotten.
pub async fn show_down(tab: i64, page: &str) -> Answer<()> {
    api::lead(tab, &format!("{}#{page}", down_url(tab)?)).await
}

pub fn is_down_url(tab: i64, shown: &str) -> Answer<bool> {
    Ok(url::without_fragment(shown) == down_url(tab)?)
}

fn down_url(tab: i64) -> Answer<String> {
    api::own_url(&format!("popup.html?down={tab}"))
}

fn take(tab: i64) -> Option<Running> {
    RUNNING.with_borrow_mut(|running| running.remove(&tab))
}

async fn keep(running: &Running) -> Answer<()> {
    RUNNING.with_borrow_mut(|all| all.insert(running.tab, running.clone()));
    api::store(Keep::Session, &[(key(running.tab), wire::encode(running))]).await?;
    write_tabs(None).await
}

/// Writes which tabs have a simulation, and the one that is about to.
async fn write_tabs(next: Option<i64>) -> Answer<()> {
    let mut tabs: Vec<i64> = RUNNING.with_borrow(|running| running.keys().copied().collect());
    tabs.extend(next);
    api::store(Keep::Session, &[(TABS.to_owned(), wire::encode(&tabs))]).await
}

fn key(tab: i64) -> String {
    format!("simulation:{tab}")
}
