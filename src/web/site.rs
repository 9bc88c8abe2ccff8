//! A site: a registrable domain, the days of its visits, and what it stood on.

use super::{Day, Part, Visit, footing};
use crate::model::{Confidence, Layer, Placement, Reach};
use crate::order;

/// Moves that are kept; who changes places daily stands in several at once.
const MOVES: usize = 24;
/// Documents of which it is known that they were counted.
const COUNTED: usize = 8;

/// A registrable domain that was visited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    pub name: String,
    /// How often on which day, oldest first, never empty for a site that is
    /// kept.
    pub days: Vec<(Day, u32)>,
    /// The footings that its own host had and the day on which each was seen
    /// first, oldest first.
    pub homes: Vec<(Day, String)>,
    /// What its latest page stood on.
    pub parts: Vec<Part>,
    /// The documents that were counted last, so that none counts twice.
    pub(super) counted: Vec<u32>,
}

/// A site's own host changed what it stands on.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// When that was seen first.
    pub day: Day,
    pub from: Vec<Placement>,
    pub to: Vec<Placement>,
}

impl Site {
    /// Of that name, before any visit.
    pub fn new(name: &str) -> Site {
        Site {
            name: name.to_owned(),
            ..Site::default()
        }
    }

    /// Takes a visit. A document may come again, when more of it is known; it
    /// counts once.
    pub fn take(&mut self, visit: Visit, document: &str, day: Day) {
        let mark = mark(document);
        if !self.counted.contains(&mark) {
            self.counted.push(mark);
            let first = self.counted.len().saturating_sub(COUNTED);
            self.counted.drain(..first);
            self.count(day);
        }
        self.stand_on(visit.home, day);
        self.parts = visit.parts;
    }

    fn count(&mut self, day: Day) {
        match self.days.binary_search_by_key(&day, |(day, _)| *day) {
            Ok(at) => {
                if let Some((_, visits)) = self.days.get_mut(at) {
                    *visits = visits.saturating_add(1);
                }
            }
            Err(at) => self.days.insert(at, (day, 1)),
        }
    }

    fn stand_on(&mut self, home: String, day: Day) {
        match self.homes.last_mut() {
            Some((_, last)) if *last == home || !has_moved(last, &home) => {
                // A visit that tells nothing of the place takes nothing away.
                if !home.is_empty() {
                    *last = home;
                }
            }
            _ => self.homes.push((day, home)),
        }
        let first = self.homes.len().saturating_sub(MOVES);
        self.homes.drain(..first);
    }

    /// Forgets the days before this one; whether any is left.
    pub fn forget_before(&mut self, day: Day) -> bool {
        self.days.retain(|(of, _)| *of >= day);
        !self.days.is_empty()
    }

    /// Takes what is kept of the same site elsewhere: the greater count of a
    /// day, and of the rest what is newer.
    pub fn merge(&mut self, other: Site) {
        let newer = other.last() >= self.last();
        for (day, visits) in other.days {
            match self.days.iter_mut().find(|(own, _)| *own == day) {
                Some((_, own)) => *own = visits.max(*own),
                None => self.days.push((day, visits)),
            }
        }
        order::by(&mut self.days, Ord::cmp);
        let mut homes = std::mem::take(&mut self.homes);
        homes.extend(other.homes);
        order::by_key(&mut homes, |(day, _)| *day);
        for (day, home) in homes {
            self.stand_on(home, day);
        }
        if newer {
            self.parts = other.parts;
        }
    }

    /// The day of the last visit.
    pub fn last(&self) -> Option<Day> {
        self.days.last().map(|(day, _)| *day)
    }

    /// How often it was visited from one day to another, both included.
    pub fn visits(&self, from: Day, to: Day) -> u32 {
        let days = self
            .days
            .iter()
            .filter(|(day, _)| (from..=to).contains(day));
        days.map(|(_, visits)| *visits).sum()
    }

    /// The footing of its own host on a day: the one that was seen last before
    /// it, or the first there is.
    pub fn home(&self, day: Day) -> &str {
        let before = self.homes.iter().rev().find(|(since, _)| *since <= day);
        let home = before.or(self.homes.first());
        home.map_or("", |(_, home)| home)
    }

    /// Its moves, newest first.
    pub fn moves(&self) -> Vec<Move> {
        let pairs = self.homes.iter().zip(self.homes.iter().skip(1)).rev();
        let read = |home: &str| footing::read(home).unwrap_or_default();
        pairs
            .map(|((_, from), (day, to))| Move {
                day: *day,
                from: read(from),
                to: read(to),
            })
            .collect()
    }
}

/// Whether two footings of the same host, one after the other, are a move, and
/// not only more or less that is known of the same place.
fn has_moved(from: &str, to: &str) -> bool {
    let (Some(from), Some(to)) = (footing::read(from), footing::read(to)) else {
        return false;
    };
    [Layer::Edge, Layer::Origin].into_iter().any(|layer| {
        let on = |placements: &[Placement]| -> Vec<Placement> {
            let known = placements.iter().filter(|placement| {
                placement.layer == layer && placement.confidence > Confidence::Possible
            });
            known.cloned().collect()
        };
        let (from, to) = (on(&from), on(&to));
        let same = |(a, b): (&Placement, &Placement)| {
            let elsewhere = a.reach == Reach::Regional
                && b.reach == Reach::Regional
                && a.region.is_some()
                && b.region.is_some()
                && a.region != b.region;
            a.provider == b.provider && !elsewhere
        };
        let both = !from.is_empty() && !to.is_empty();
        both && !from.iter().any(|a| to.iter().any(|b| same((a, b))))
    })
}

/// A number for a document that says nothing of it (FNV-1a).
fn mark(document: &str) -> u32 {
    let step = |mark: u32, byte: u8| (mark ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    document.bytes().fold(0x811c_9dc5, step)
}
