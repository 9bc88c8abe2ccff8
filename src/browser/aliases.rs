//! What hosts are aliases of, asked of the browser: only Firefox offers it, only
//! when the reader switched it on, and only for hosts of an open report of which
//! nothing better is known. A look-up leaves the machine as every look-up of a
//! name does, so none is made for a private window, nor behind a proxy, where
//! names are the proxy's business.
//!
//! What was told is kept as long as the session, under `aliases`; the switch,
//! under the same name, for good.

use std::cell::RefCell;

use super::api::{self, Answer, Keep, TabInfo};
use crate::model::Page;
use crate::order;
use crate::report::{Report, worth_looking_up};
use crate::wire;
use litemap::LiteMap;

const KEY: &str = "aliases";
/// What is kept while it is switched on.
const ON: &str = "on";
/// So many names are asked about for one opened report and moment.
const AT_ONCE: usize = 32;

#[derive(Default)]
struct Aliases {
    begun: bool,
    on: bool,
    /// Every host that was asked about, and its canonical name if it has
    /// another than its own.
    told: LiteMap<String, Option<String>>,
    /// Those that are being asked about.
    asked: Vec<String>,
}

thread_local! {
    static ALIASES: RefCell<Aliases> = RefCell::default();
}

fn with<T>(work: impl FnOnce(&mut Aliases) -> T) -> T {
    ALIASES.with_borrow_mut(work)
}

/// Whether it is switched on; `None` where the browser cannot do it.
pub async fn is_on() -> Answer<Option<bool>> {
    if !api::looks_up_names() {
        return Ok(None);
    }
    if !with(|aliases| aliases.begun) {
        let key = [KEY.to_owned()];
        let on = api::stored(Keep::Local, &key).await?;
        let told = api::stored(Keep::Session, &key).await?;
        let told: Option<Vec<_>> = told.first().and_then(|(_, text)| wire::decode(text));
        with(|aliases| {
            aliases.on = on.first().is_some_and(|(_, text)| text == ON);
            aliases.told = order::map(told.unwrap_or_default());
            aliases.begun = true;
        });
    }
    Ok(Some(with(|aliases| aliases.on)))
}

/// Switches it on or off. What was told is forgotten with the switch.
pub async fn switch(on: bool) -> Answer<()> {
    is_on().await?;
    let key = [KEY.to_owned()];
    if on {
        api::store(Keep::Local, &[(KEY.to_owned(), ON.to_owned())]).await?;
    } else {
        api::forget(Keep::Local, &key).await?;
        api::forget(Keep::Session, &key).await?;
    }
    with(|aliases| {
        aliases.on = on;
        aliases.told.clear();
    });
    Ok(())
}

/// Writes into a page what its hosts are aliases of, as far as that was told.
pub fn fill(page: &mut Page) {
    with(|aliases| {
        let told = aliases.told.iter().filter(|_| aliases.on);
        for (host, name) in told {
            if let Some(name) = name {
                page.canonical.insert(host.clone(), name.clone());
            }
        }
    });
}

/// The hosts of a report that are to be looked up now.
pub fn wanted(tab: &TabInfo, page: &Page, report: &Report) -> Vec<String> {
    with(|aliases| {
        if !aliases.on || tab.incognito != Some(false) {
            return Vec::new();
        }
        let new = worth_looking_up(report, page).filter(|host| {
            !aliases.told.contains_key(*host) && !aliases.asked.iter().any(|asked| asked == host)
        });
        let new: Vec<String> = new.map(str::to_owned).take(AT_ONCE).collect();
        aliases.asked.extend(new.iter().cloned());
        new
    })
}

/// Looks hosts up, one after the other. Whether any is an alias.
pub async fn look_up(hosts: Vec<String>) -> Answer<bool> {
    let mut is_more = false;
    for host in hosts {
        // It may have been switched off meanwhile.
        let name = match with(|aliases| aliases.on) {
            // A name that does not resolve has no alias either.
            true => api::canonical_name(&host).await.unwrap_or_default(),
            false => None,
        };
        let name = name.filter(|name| *name != host);
        with(|aliases| {
            aliases.asked.retain(|asked| *asked != host);
            if aliases.on {
                is_more |= name.is_some();
                aliases.told.insert(host, name);
            }
        });
    }
    let told = with(|aliases| aliases.on.then(|| wire::encode(&aliases.told)));
    if let Some(told) = told {
        api::store(Keep::Session, &[(KEY.to_owned(), told)]).await?;
    }
    Ok(is_more)
}
