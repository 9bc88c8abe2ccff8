//! The engine: a made-up page against every outage.

#[path = "../../../tests/bench/made.rs"]
mod made;

use std::cell::RefCell;

use made::Made;
use wasm_bindgen::prelude::*;

thread_local! {
    static MADE: RefCell<Option<Made>> = const { RefCell::new(None) };
}

/// Makes the page that the other functions work on; the number of its hosts.
#[wasm_bindgen]
pub fn engine_prepare(requests: usize) -> usize {
    let made = Made::new(requests);
    let hosts = made.hosts.len();
    MADE.set(Some(made));
    hosts
}

/// See [`Made::judge`].
#[wasm_bindgen]
pub fn engine_judge() -> usize {
    MADE.with_borrow(|made| made.as_ref().map_or(0, Made::judge))
}

/// See [`Made::ask`].
#[wasm_bindgen]
pub fn engine_ask() -> usize {
    MADE.with_borrow(|made| made.as_ref().map_or(0, Made::ask))
}

/// See [`Made::report`].
#[wasm_bindgen]
pub fn engine_report() -> usize {
    MADE.with_borrow(|made| made.as_ref().map_or(0, Made::report))
}
