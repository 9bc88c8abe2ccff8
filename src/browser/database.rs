//! The database in which sites are kept, for good and on this machine only. The
//! background writes into it, the page reads all of it. Every change is one
//! transaction: it happens whole or not at all, whatever ends in the middle of
//! it.
//!
//! Database `faultline-web`, version 1: the store `sites` holds objects
//! `{site, last, record}` under their `site`, with an index on `last`, the day
//! of the last visit; `record` is what [`Site::to_record`] gives, and has a
//! format of its own.

use std::cell::RefCell;
use std::rc::Rc;

use idb::{
    Database, DatabaseEvent, Factory, KeyPath, KeyRange, ObjectStoreParams, TransactionMode,
    TransactionResult,
};
use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::api::{Answer, Refusal};
use crate::messages;
use crate::web::{Day, Site, Unread};

const NAME: &str = "faultline-web";
const VERSION: u32 = 1;
const SITES: &str = "sites";
const LAST: &str = "last";

thread_local! {
    static OPEN: RefCell<Option<Rc<Database>>> = const { RefCell::new(None) };
}

impl From<idb::Error> for Refusal {
    fn from(error: idb::Error) -> Refusal {
        Refusal(messages::web_no_database(&error.to_string()))
    }
}

/// All sites, and how many there are that cannot be read.
#[derive(Default)]
pub struct Kept {
    pub sites: Vec<Site>,
    pub unread: usize,
}

async fn open() -> Answer<Rc<Database>> {
    if let Some(open) = OPEN.with_borrow(Clone::clone) {
        return Ok(open);
    }
    let mut opening = Factory::new()?.open(NAME, Some(VERSION))?;
    opening.on_upgrade_needed(|event| {
        // What fails here fails the opening, which says so.
        let _ = event.database().and_then(|database| {
            let mut by_site = ObjectStoreParams::new();
            by_site.key_path(Some(KeyPath::new_single("site")));
            let sites = database.create_object_store(SITES, by_site)?;
            sites.create_index(LAST, KeyPath::new_single(LAST), None)
        });
    });
    let database = Rc::new(opening.await?);
    OPEN.set(Some(Rc::clone(&database)));
    Ok(database)
}

/// A transaction on the open database. A browser may close a database by
/// itself, when its data are cleared; then it is opened anew.
async fn begin(mode: TransactionMode) -> Answer<idb::Transaction> {
    if let Ok(transaction) = open().await?.transaction(&[SITES], mode) {
        return Ok(transaction);
    }
    OPEN.set(None);
    Ok(open().await?.transaction(&[SITES], mode)?)
}

/// Changes one site: reads it, and writes what comes of it. With `only_kept`
/// one that is not kept stays so.
pub async fn change(name: &str, only_kept: bool, work: impl FnOnce(&mut Site)) -> Answer<()> {
    let transaction = begin(TransactionMode::ReadWrite).await?;
    let sites = transaction.object_store(SITES)?;
    let kept = sites.get(JsValue::from_str(name))?.await?;
    if only_kept && kept.is_none() {
        return Ok(());
    }
    let mut site = match kept.as_ref().and_then(read) {
        Some(Ok(site)) => site,
        // A later version's knowledge is not written over.
        Some(Err(Unread::Later)) => return Err(Refusal(messages::web_later_record().to_owned())),
        Some(Err(Unread::Damaged)) | None => Site::new(name),
    };
    work(&mut site);
    sites.put(&value(&site)?, None)?.await?;
    finish(transaction).await
}

/// All that is kept.
pub async fn all() -> Answer<Kept> {
    let transaction = begin(TransactionMode::ReadOnly).await?;
    let found = transaction
        .object_store(SITES)?
        .get_all(None, None)?
        .await?;
    let mut kept = Kept::default();
    for value in found {
        match read(&value) {
            Some(Ok(site)) => kept.sites.push(site),
            _ => kept.unread += 1,
        }
    }
    Ok(kept)
}

/// Writes sites as they are, all of them or none.
pub async fn put(sites: &[Site]) -> Answer<()> {
    let transaction = begin(TransactionMode::ReadWrite).await?;
    let store = transaction.object_store(SITES)?;
    for site in sites {
        store.put(&value(site)?, None)?;
    }
    finish(transaction).await
}

pub async fn forget(name: &str) -> Answer<()> {
    let transaction = begin(TransactionMode::ReadWrite).await?;
    let store = transaction.object_store(SITES)?;
    store.delete(JsValue::from_str(name))?.await?;
    finish(transaction).await
}

pub async fn forget_all() -> Answer<()> {
    let transaction = begin(TransactionMode::ReadWrite).await?;
    transaction.object_store(SITES)?.clear()?.await?;
    finish(transaction).await
}

/// Forgets the sites that were last visited before a day.
pub async fn forget_before(day: Day) -> Answer<()> {
    let transaction = begin(TransactionMode::ReadWrite).await?;
    let store = transaction.object_store(SITES)?;
    let before = KeyRange::upper_bound(&JsValue::from(day), Some(true))?;
    let old = store.index(LAST)?.get_all_keys(Some(before.into()), None)?;
    for name in old.await? {
        store.delete(name)?;
    }
    finish(transaction).await
}

async fn finish(transaction: idb::Transaction) -> Answer<()> {
    match transaction.commit()?.await? {
        TransactionResult::Committed => Ok(()),
        TransactionResult::Aborted => Err(Refusal(messages::web_no_database(
            messages::web_taken_back(),
        ))),
    }
}

fn value(site: &Site) -> Answer<JsValue> {
    let value = Object::new();
    let record = Uint8Array::from(site.to_record().as_slice());
    Reflect::set(&value, &"site".into(), &site.name.as_str().into())?;
    Reflect::set(
        &value,
        &LAST.into(),
        &site.last().unwrap_or_default().into(),
    )?;
    Reflect::set(&value, &"record".into(), &record)?;
    Ok(value.into())
}

/// `None` for what is none of ours.
fn read(value: &JsValue) -> Option<Result<Site, Unread>> {
    let field = |name: &str| Reflect::get(value, &name.into()).ok();
    let name = field("site")?.as_string()?;
    let record: Uint8Array = field("record")?.dyn_into().ok()?;
    Some(Site::from_record(&name, &record.to_vec()))
}
