//! The room in the browser's session storage, and what gives way when it is
//! short. First go the pages that no tab shows and that only back and forward
//! may return to, the oldest first; then, the oldest first, pages that tabs do
//! show: these can still be asked what they remember themselves. What runs, the
//! tabs themselves and what is remembered of hosts are small and stay.

use crate::order;

/// A page's record, as far as its place in the order goes.
#[derive(Clone, Debug)]
pub struct Record {
    pub key: String,
    /// Bytes.
    pub size: usize,
    /// A tab shows the page.
    pub shown: bool,
    /// When it was put into its tab, in milliseconds of the clock.
    pub began: f64,
}

/// The keys of those that go, so that `taken` bytes become at most `room`.
pub fn gives_way(mut records: Vec<Record>, mut taken: usize, room: usize) -> Vec<String> {
    order::by(&mut records, |one, other| {
        let by_shown = one.shown.cmp(&other.shown);
        by_shown.then(one.began.total_cmp(&other.began))
    });
    let mut gone = Vec::new();
    for record in records {
        if taken <= room {
            break;
        }
        taken = taken.saturating_sub(record.size);
        gone.push(record.key);
    }
    gone
}
