//! What gives way when the browser's storage is short of room.

use faultline::observe::live::room::{Record, gives_way};
use proptest::prelude::*;

fn record(key: &str, size: usize, shown: bool, began: f64) -> Record {
    Record {
        key: key.to_owned(),
        size,
        shown,
        began,
    }
}

#[test]
fn the_oldest_that_no_tab_shows_go_first() {
    let records = vec![
        record("shown, old", 10, true, 1.0),
        record("left, new", 10, false, 4.0),
        record("left, old", 10, false, 2.0),
        record("shown, new", 10, true, 3.0),
    ];
    let gone = |room| gives_way(records.clone(), 50, room);
    assert!(gone(50).is_empty());
    assert_eq!(gone(49), ["left, old"]);
    assert_eq!(gone(40), ["left, old"]);
    assert_eq!(gone(39), ["left, old", "left, new"]);
    assert_eq!(gone(29), ["left, old", "left, new", "shown, old"]);
    // Ten bytes are no page's.
    assert_eq!(gone(0).len(), 4);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// There is room afterwards wherever pages are what takes it, and nothing
    /// goes that need not.
    #[test]
    fn as_much_as_is_needed(pages in prop::collection::vec((0..1_000_usize, any::<bool>(), 0..50_u32), 0..40), room in 0..20_000_usize) {
        let named = |(at, (size, shown, began)): (usize, &(usize, bool, u32))| {
            record(&at.to_string(), *size, *shown, f64::from(*began))
        };
        let records: Vec<Record> = pages.iter().enumerate().map(named).collect();
        let taken: usize = pages.iter().map(|(size, ..)| size).sum();
        let gone = gives_way(records, taken, room);
        let size = |key: &String| pages[key.parse::<usize>().expect("a number")].0;
        let freed: usize = gone.iter().map(size).sum();
        prop_assert!(taken - freed <= room);
        if let Some(last) = gone.last() {
            prop_assert!(taken - freed + size(last) > room);
        }
    }
}
