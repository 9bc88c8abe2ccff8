//! The settings, as the background keeps them: the reader's own addresses, and
//! whether aliases are looked up.

use std::cell::RefCell;
use std::rc::Rc;

use super::aliases;
use super::api::{self, Answer, Keep};
use crate::locate::{OwnRange, own};
use crate::reply::Reply;

/// Under this key the reader's own addresses are kept for good.
const OWN: &str = "own";

/// The reader's own addresses: as text, and as they were understood.
type Own = (String, Rc<[OwnRange]>);

thread_local! {
    static KNOWN: RefCell<Option<Own>> = const { RefCell::new(None) };
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

/// The settings as they stand.
pub async fn told() -> Answer<Reply> {
    let (text, ranges) = own().await?;
    Ok(Reply::Own {
        text,
        used: ranges.len(),
        errors: Vec::new(),
        looks_up: aliases::is_on().await?,
    })
}

/// Sets the reader's own addresses; a text that is not understood is told back
/// with what is wrong, and changes nothing.
pub async fn set_own(text: String) -> Answer<Reply> {
    match own::parse(&text) {
        Ok(ranges) => {
            api::store(Keep::Local, &[(OWN.to_owned(), text.clone())]).await?;
            KNOWN.set(Some((text, Rc::from(ranges))));
            told().await
        }
        Err(errors) => Ok(Reply::Own {
            text,
            used: own_ranges().await?.len(),
            errors,
            looks_up: aliases::is_on().await?,
        }),
    }
}
