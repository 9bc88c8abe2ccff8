//! The address tables in the browser: files of the program, each read when the
//! first answer needs it and never before.

use std::cell::RefCell;
use std::thread::LocalKey;

use js_sys::Promise;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::api::{self, Answer, Refusal};
use super::language;
use crate::locate::operators::Operators;
use crate::locate::table::{TableError, Tables};

/// A file that was read, or what is wrong with it.
type Read<T> = RefCell<Option<Result<T, TableError>>>;

thread_local! {
    static TABLES: Read<Tables<'static>> = const { RefCell::new(None) };
    /// Gives the bytes of the core tables.
    static READING: RefCell<Option<Promise>> = const { RefCell::new(None) };
    static OPERATORS: Read<Operators<'static>> = const { RefCell::new(None) };
}

/// The core tables. Whoever asks while they are being read waits for that.
pub async fn tables() -> Answer<Tables<'static>> {
    if let Some(known) = TABLES.with_borrow(Clone::clone) {
        return told(known);
    }
    let bytes = READING.with_borrow_mut(|reading| {
        let read = || {
            future_to_promise(async {
                let read = api::own_buffer("data/core.bin").await;
                read.map_err(|refusal| refusal.0.into())
            })
        };
        reading.get_or_insert_with(read).clone()
    });
    let bytes = JsFuture::from(bytes).await;
    READING.take();
    if let Some(known) = TABLES.with_borrow(Clone::clone) {
        return told(known);
    }
    let bytes = js_sys::Uint8Array::new(&bytes?).to_vec();
    understand(&TABLES, bytes, Tables::new).await
}

/// The list of operators, seven times as large: only for reports that are
/// shown, and that the core leaves open.
pub async fn operators() -> Answer<Operators<'static>> {
    if let Some(known) = OPERATORS.with_borrow(Clone::clone) {
        return told(known);
    }
    let bytes = api::own_file("data/rest.bin").await?;
    understand(&OPERATORS, bytes, Operators::new).await
}

/// A table lives as long as the program, so its bytes are never given back, and
/// a damaged one is not read again.
async fn understand<T: Copy + 'static>(
    of: &'static LocalKey<Read<T>>,
    bytes: Vec<u8>,
    new: fn(&'static [u8]) -> Result<T, TableError>,
) -> Answer<T> {
    let bytes: &'static [u8] = bytes.leak();
    let mut table = new(bytes);
    if table.is_err() {
        // What is wrong with it is said in the reader's language.
        language::learn().await;
        table = new(bytes);
    }
    of.set(Some(table.clone()));
    told(table)
}

fn told<T>(table: Result<T, TableError>) -> Answer<T> {
    table.map_err(|TableError(why)| Refusal(why))
}
