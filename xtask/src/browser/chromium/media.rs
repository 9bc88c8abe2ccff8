//! What the reader wishes, as media features that documents are told as they
//! come.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use crate::browser::Wish;

#[derive(Default)]
pub struct Wishes {
    dark: AtomicBool,
    forced_colours: AtomicBool,
    less_motion: AtomicBool,
}

impl Wishes {
    pub fn set(&self, wish: Wish, on: bool) {
        let wished = match wish {
            Wish::Dark => &self.dark,
            Wish::ForcedColours => &self.forced_colours,
            Wish::LessMotion => &self.less_motion,
        };
        wished.store(on, Ordering::Relaxed);
    }

    pub fn any(&self) -> bool {
        let all = [&self.dark, &self.forced_colours, &self.less_motion];
        all.iter().any(|wished| wished.load(Ordering::Relaxed))
    }

    /// For `Emulation.setEmulatedMedia`.
    pub fn media(&self) -> Value {
        let feature = |name: &str, wished: &AtomicBool, yes: &str, no: &str| {
            let value = if wished.load(Ordering::Relaxed) {
                yes
            } else {
                no
            };
            json!({ "name": name, "value": value })
        };
        json!({ "features": [
            feature("prefers-color-scheme", &self.dark, "dark", "light"),
            feature("forced-colors", &self.forced_colours, "active", "none"),
            feature("prefers-reduced-motion", &self.less_motion, "reduce", "no-preference"),
        ] })
    }
}
