//! The module that the page for recordings loads: everything but the extension.

// It is linked for the browser only.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::*;

/// Starts the page for recordings.
///
/// # Errors
/// When the page is another one.
#[wasm_bindgen]
pub fn www() -> Result<(), JsValue> {
    faultline::browser::www::www()
}
