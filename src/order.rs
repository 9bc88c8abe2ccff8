//! Order: sorting as `slice::sort_by` does, but with one routine for values of
//! all types. The compiler makes a sort of 6 kB for each type that is sorted,
//! and of the module that starts with every wake of the background a seventh was
//! such sorts. What is sorted here are lists that people read; where a list is
//! long and waited for, `sort_unstable` is the better one.
//!
//! For the same reason maps are [`LiteMap`]s, sorted lists, where a `BTreeMap`
//! takes 5 kB for each type; and [`map`] makes one, where `collect` sorts.

use std::cmp::Ordering;

use litemap::LiteMap;
use serde::{Deserialize, Deserializer};

/// Sorts by a comparison; equals keep their order.
///
/// ```
/// let mut words = ["pear", "fig", "kiwi", "apple"];
/// faultline::order::by(&mut words, |a, b| a.len().cmp(&b.len()));
/// assert_eq!(words, ["fig", "pear", "kiwi", "apple"]);
/// ```
pub fn by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut order: Vec<usize> = (0..items.len()).collect();
    sort(&mut order, &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    // `order` says where what belongs to each place stands. Each cycle of such
    // places is followed once, and what was followed points to itself.
    for start in 0..order.len() {
        let mut place = start;
        while let Some(from) = order
            .get_mut(place)
            .map(|from| std::mem::replace(from, place))
        {
            if from == start {
                break;
            }
            items.swap(place, from);
            place = from;
        }
    }
}

/// Sorts by a key; equals keep their order.
///
/// ```
/// let mut words = ["pear", "fig", "kiwi", "apple"];
/// faultline::order::by_key(&mut words, |word| std::cmp::Reverse(word.len()));
/// assert_eq!(words, ["apple", "pear", "kiwi", "fig"]);
/// ```
pub fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

/// A map of pairs; of several with one key the last one is in it.
pub fn map<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> LiteMap<K, V> {
    let mut map = LiteMap::new();
    for (key, value) in pairs {
        map.insert(key, value);
    }
    map
}

/// Reads a map that crossed the [`wire`](crate::wire), for `deserialize_with`.
///
/// # Errors
/// When it is something else.
pub fn read_map<'de, D, K, V>(from: D) -> Result<LiteMap<K, V>, D::Error>
where
    D: Deserializer<'de>,
    K: Ord + Deserialize<'de>,
    V: Deserialize<'de>,
{
    Vec::deserialize(from).map(map)
}

#[inline(never)]
fn sort(order: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    order.sort_by(|a, b| compare(*a, *b));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_the_standard_library(values in prop::collection::vec(0_u8..20, 0..200)) {
            let items: Vec<(usize, u8)> = values.into_iter().enumerate().collect();
            let mut ours = items.clone();
            super::by_key(&mut ours, |(_, value)| *value);
            let mut theirs = items;
            theirs.sort_by_key(|(_, value)| *value);
            prop_assert_eq!(ours, theirs);
        }
    }
}
