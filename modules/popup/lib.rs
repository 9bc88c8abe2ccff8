//! The module that the popup loads, and the same in a tab of its own: it shows
//! what the background tells, and neither observes nor looks anything up. But the
//! panel among the tools for developers, which is in it, reads what they recorded.

// It is linked for the browser only.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::*;

/// Starts the popup, or what its address asks for, on its page.
///
/// # Errors
/// When the page is not the popup's.
#[wasm_bindgen]
pub fn popup() -> Result<(), JsValue> {
    faultline::browser::popup::popup()
}

/// Starts the panel among the browser's tools for developers.
///
/// # Errors
/// When the page is another one.
#[wasm_bindgen]
pub fn panel() -> Result<(), JsValue> {
    faultline::browser::panel::panel()
}
