//! The browser's events, from their text to the text that is stored.

use std::cell::RefCell;

use faultline::observe::live::Observer;
use faultline::wire;
use wasm_bindgen::prelude::*;

thread_local! {
    static OBSERVER: RefCell<Observer> = RefCell::default();
}

/// Lower-case names of the headers that are kept.
#[wasm_bindgen]
pub fn events_headers() -> Vec<String> {
    let names = faultline::catalogue::telling_headers().iter();
    names.map(|&name| name.to_owned()).collect()
}

/// Forgets everything.
#[wasm_bindgen]
pub fn events_begin() {
    OBSERVER.take();
}

/// Takes events, one a line; how many tabs each changed, together.
#[wasm_bindgen]
pub fn events_take(lines: &str) -> usize {
    OBSERVER.with_borrow_mut(|observer| {
        let events = lines.lines().filter_map(|line| line.parse().ok());
        events.map(|event| observer.apply(event).len()).sum()
    })
}

/// Writes everything that changed; how much that is.
#[wasm_bindgen]
pub fn events_write() -> usize {
    OBSERVER.with_borrow_mut(|observer| {
        let hosts: usize = observer
            .remembered
            .changed_parts()
            .iter()
            .map(|(_, text)| text.len())
            .sum();
        let documents = observer.tabs.values().flat_map(|tab| &tab.documents);
        hosts
            + documents
                .map(|document| wire::encode(document).len())
                .sum::<usize>()
    })
}
