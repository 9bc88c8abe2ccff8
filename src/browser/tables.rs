//! The address tables in the browser: a file of the program, read when the
//! first answer needs it and never before.

use std::cell::RefCell;

use super::api::{self, Answer, Refusal};
use crate::locate::table::Tables;

thread_local! {
    static TABLES: RefCell<Option<Tables<'static>>> = const { RefCell::new(None) };
}

/// The core tables. They live as long as the program, so their bytes are never
/// given back.
pub async fn tables() -> Answer<Tables<'static>> {
    if let Some(tables) = TABLES.with_borrow(|tables| *tables) {
        return Ok(tables);
    }
    let bytes = api::own_file("data/core.bin").await?;
    let tables = Tables::new(bytes.leak()).map_err(|error| Refusal(error.to_string()))?;
    TABLES.set(Some(tables));
    Ok(tables)
}
