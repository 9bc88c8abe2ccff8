//! The module that the background loads, whenever it is woken: it takes the
//! browser's events and answers the extension's pages, and has no view.

// It is linked for the browser only.
#![cfg(target_arch = "wasm32")]

use faultline::browser::background;
use wasm_bindgen::prelude::*;

/// Lower-case names of the headers that tell who serves.
#[wasm_bindgen]
pub fn telling_headers() -> Vec<String> {
    background::telling_headers()
}

/// Takes events, one a line, in the order in which they came.
///
/// # Errors
/// When the storage refuses, or an event cannot be read; the others are taken.
#[wasm_bindgen]
pub async fn flush(lines: String) -> Result<(), JsError> {
    background::flush(lines).await
}

/// Answers a question of one of the extension's pages.
#[wasm_bindgen]
pub async fn answer(question: String) -> String {
    background::answer(question).await
}

/// The popup opens, and will ask.
#[wasm_bindgen]
pub async fn foresee() {
    background::foresee().await;
}

/// The extension's page in this tab is gone.
#[wasm_bindgen]
pub async fn left(tab: f64) {
    background::left(tab).await;
}

/// An alarm rang.
///
/// # Errors
/// When a simulation cannot be ended.
#[wasm_bindgen]
pub async fn alarm(name: String) -> Result<(), JsError> {
    background::alarm(name).await
}
