//! Troubles: what the extension has to do without at the moment, because the
//! browser or a file of its own refuses. A report is made all the same, and
//! says so.

use std::cell::RefCell;

use super::api::{Answer, Refusal};
use crate::simulate::{Lack, Trouble};

thread_local! {
    static TROUBLES: RefCell<Vec<Trouble>> = const { RefCell::new(Vec::new()) };
}

/// Notes whether there is a lack of this kind, and gives what there is.
pub fn note<T>(lack: Lack, outcome: Answer<T>) -> Option<T> {
    if outcome.is_ok() {
        TROUBLES.with_borrow_mut(|troubles| troubles.retain(|known| known.lack != lack));
    }
    lacks(lack, outcome)
}

/// Notes a lack, and gives what there is. That this went well is no sign that
/// the lack has ended.
pub fn lacks<T>(lack: Lack, outcome: Answer<T>) -> Option<T> {
    let note = |Refusal(why)| {
        TROUBLES.with_borrow_mut(|troubles| {
            if !troubles.iter().any(|known| known.lack == lack) {
                web_sys::console::warn_1(&why.as_str().into());
                troubles.push(Trouble { lack, why });
            }
        });
    };
    outcome.map_err(note).ok()
}

/// Those that there are now.
pub fn all() -> Vec<Trouble> {
    TROUBLES.with_borrow(Clone::clone)
}
