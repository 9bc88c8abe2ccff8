//! The address tables in the browser: files of the program, each read when the
//! first answer needs it and never before.

use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::api::{self, Answer, Refusal};
use crate::locate::operators::Operators;
use crate::locate::table::Tables;

thread_local! {
    static TABLES: RefCell<Option<Tables<'static>>> = const { RefCell::new(None) };
    /// Gives the bytes of the core tables.
    static READING: RefCell<Option<Promise>> = const { RefCell::new(None) };
    static OPERATORS: RefCell<Option<Operators<'static>>> = const { RefCell::new(None) };
}

/// The core tables. They live as long as the program, so their bytes are never
/// given back. Whoever asks while they are being read waits for that.
pub async fn tables() -> Answer<Tables<'static>> {
    if let Some(tables) = TABLES.with_borrow(|tables| *tables) {
        return Ok(tables);
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
    if let Some(tables) = TABLES.with_borrow(|tables| *tables) {
        return Ok(tables);
    }
    let bytes = js_sys::Uint8Array::new(&bytes?).to_vec();
    let tables = Tables::new(bytes.leak()).map_err(|error| Refusal(error.to_string()))?;
    TABLES.set(Some(tables));
    Ok(tables)
}

/// The list of operators, seven times as large: only for reports that are
/// shown, and that the core leaves open.
pub async fn operators() -> Answer<Operators<'static>> {
    if let Some(operators) = OPERATORS.with_borrow(|operators| *operators) {
        return Ok(operators);
    }
    let bytes = api::own_file("data/rest.bin").await?;
    let operators = Operators::new(bytes.leak()).map_err(|error| Refusal(error.to_string()))?;
    OPERATORS.set(Some(operators));
    Ok(operators)
}
