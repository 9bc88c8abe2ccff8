//! The settings, as the background keeps them: the reader's own addresses,
//! whether aliases are looked up, whether the button shows a number, and which
//! outages are listed.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::aliases;
use super::api::{self, Answer, Keep};
use super::language;
use super::tables;
use crate::locate::{OwnRange, own};
use crate::reply::Reply;
use crate::report::{self, Extent};

/// Under this key the reader's own addresses are kept for good.
const OWN: &str = "own";
/// It is there where the button is to show no number.
const BADGE_OFF: &str = "badge-off";

/// The extents that are not listed, with a blank between two.
const UNLISTED: &str = "unlisted";

/// The reader's own addresses: as text, and as they were understood.
type Own = (String, Rc<[OwnRange]>);

thread_local! {
    static KNOWN: RefCell<Option<Own>> = const { RefCell::new(None) };
    static BADGE: Cell<Option<bool>> = const { Cell::new(None) };
    static LISTED: RefCell<Option<Vec<Extent>>> = const { RefCell::new(None) };
}

async fn own() -> Answer<Own> {
    if let Some(known) = KNOWN.with_borrow(Clone::clone) {
        return Ok(known);
    }
    let stored = api::stored(Keep::Local, &[OWN.to_owned()]).await?;
    let text = stored.into_iter().next().map(|(_, text)| text);
    let text = text.unwrap_or_default();
    let ranges = own::parse(&text).unwrap_or_default();
    let known = (text, Rc::from(ranges));
    KNOWN.set(Some(known.clone()));
    Ok(known)
}

/// The rules of the reader's own addresses.
pub async fn own_ranges() -> Answer<Rc<[OwnRange]>> {
    Ok(own().await?.1)
}

/// Whether the button shows its number.
pub async fn badge() -> Answer<bool> {
    if let Some(on) = BADGE.get() {
        return Ok(on);
    }
    let off = api::stored(Keep::Local, &[BADGE_OFF.to_owned()]).await?;
    BADGE.set(Some(off.is_empty()));
    Ok(off.is_empty())
}

pub async fn switch_badge(on: bool) -> Answer<()> {
    let key = BADGE_OFF.to_owned();
    if on {
        api::forget(Keep::Local, &[key]).await?;
    } else {
        api::store(Keep::Local, &[(key, String::new())]).await?;
    }
    BADGE.set(Some(on));
    Ok(())
}

/// The outages that the reader wants not listed.
pub async fn unlisted() -> Answer<Vec<Extent>> {
    if let Some(known) = LISTED.with_borrow(Clone::clone) {
        return Ok(known);
    }
    let stored = api::stored(Keep::Local, &[UNLISTED.to_owned()]).await?;
    let text = stored.first().map_or("", |(_, text)| text);
    let unlisted: Vec<Extent> = text.split(' ').filter_map(Extent::named).collect();
    LISTED.set(Some(unlisted.clone()));
    Ok(unlisted)
}

/// Lists outages of this extent from now on, or no more.
pub async fn list(extent: Extent, on: bool) -> Answer<()> {
    let mut all = unlisted().await?;
    all.retain(|known| *known != extent);
    if !on {
        all.push(extent);
    }
    let keys: Vec<&str> = all.iter().map(|extent| extent.key()).collect();
    api::store(Keep::Local, &[(UNLISTED.to_owned(), keys.join(" "))]).await?;
    LISTED.set(Some(all));
    Ok(())
}

/// Makes all settings what they were at first.
pub async fn reset() -> Answer<()> {
    set_own(String::new()).await?;
    switch_badge(true).await?;
    for extent in Extent::ALL {
        list(extent, true).await?;
    }
    if aliases::is_on().await? == Some(true) {
        aliases::switch(false).await?;
    }
    Ok(())
}

/// The settings as they stand.
pub async fn told() -> Answer<Reply> {
    let (text, _) = own().await?;
    as_told(text, Vec::new()).await
}

async fn as_told(text: String, errors: Vec<(usize, String)>) -> Answer<Reply> {
    Ok(Reply::Own {
        text,
        used: own_ranges().await?.len(),
        errors,
        looks_up: aliases::is_on().await?,
        badge: badge().await?,
        unlisted: unlisted().await?,
        data: report::data(&tables::tables().await?),
    })
}

/// Sets the reader's own addresses; a text that is not understood is told back
/// with what is wrong, and changes nothing.
pub async fn set_own(text: String) -> Answer<Reply> {
    language::learn().await;
    match own::parse(&text) {
        Ok(ranges) => {
            api::store(Keep::Local, &[(OWN.to_owned(), text.clone())]).await?;
            KNOWN.set(Some((text, Rc::from(ranges))));
            told().await
        }
        Err(errors) => as_told(text, errors).await,
    }
}
