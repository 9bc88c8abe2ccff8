//! The module that the page of your web loads: all that is kept of the sites that
//! were visited, and what goes on right now.

// It is linked for the browser only.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::*;

/// Starts the page of your web.
///
/// # Errors
/// When the page is another one.
#[wasm_bindgen]
pub fn web() -> Result<(), JsValue> {
    faultline::browser::web::web()
}
