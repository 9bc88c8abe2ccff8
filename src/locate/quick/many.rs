//! When the quick form is made: once as much time has gone into look-ups in
//! place as making it takes. Whoever asks little never pays for it, and whoever
//! asks much never takes twice as long as who had known before.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use super::super::operators::Operators;
use super::super::table::Tables;
use super::Quick;

/// After so many look-ups it pays: making the quick form takes as long as it
/// saves on 170,000 addresses with all their texts. `cargo bench --manifest-path
/// bench/Cargo.toml --bench peers` prints both.
pub const WORTH_IT: usize = 170_000;

/// Counts look-ups in the built-in tables, and has their quick form in the end.
#[derive(Debug)]
pub struct WhenMany {
    asked: AtomicUsize,
    quick: OnceLock<Option<Quick>>,
}

static BUILT_IN: WhenMany = WhenMany {
    asked: AtomicUsize::new(0),
    quick: OnceLock::new(),
};

impl WhenMany {
    /// The quick form, if it is time. One thread makes it, while the others go
    /// on in place.
    pub(in super::super) fn get(&self) -> Option<&Quick> {
        if let Some(made) = self.quick.get() {
            return made.as_ref();
        }
        if self.asked.fetch_add(1, Relaxed) != WORTH_IT {
            return None;
        }
        let make = || Quick::new(&Tables::built_in(), &Operators::built_in());
        self.quick.get_or_init(make).as_ref()
    }
}

impl Tables<'static> {
    /// The built-in tables for whoever may ask about very many addresses.
    pub fn built_in_for_many() -> Tables<'static> {
        let mut tables = Tables::built_in();
        tables.many = Some(&BUILT_IN);
        tables
    }
}

impl Operators<'static> {
    /// The built-in list for whoever may ask about very many addresses.
    pub fn built_in_for_many() -> Operators<'static> {
        let mut operators = Operators::built_in();
        operators.many = Some(&BUILT_IN);
        operators
    }
}
