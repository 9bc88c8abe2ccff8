//! How concentrated your sites were, over time.

use super::whole::Web;
use super::{Day, footing};
use crate::model::Layer;
use crate::survey::herfindahl;
use litemap::LiteMap;

/// Days that a point looks back.
const MONTH: u32 = 30;
/// Points at most: more say no more.
const POINTS: u32 = 12;

/// The points, oldest first.
pub type History = Vec<Point>;

/// The thirty days that end with a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub day: Day,
    /// Sites that were visited in them.
    pub sites: u32,
    /// Their concentration, as [`super::concentration`] has it for the sites;
    /// `None` where it is known of none who serves it.
    pub index: Option<u32>,
    /// Who was home to most of them, and to how many.
    pub largest: Option<(String, u32)>,
}

impl Web {
    /// The concentration of these sites in months that end every so many days,
    /// the last of them today; none from before the first visit.
    pub fn history(&self, sites: &[usize], today: Day) -> History {
        let first = sites
            .iter()
            .filter_map(|&index| Some(self.site(index)?.days.first()?.0))
            .min();
        let Some(first) = first else {
            return History::new();
        };
        let kept = today.saturating_sub(first);
        let step = (kept / POINTS).max(1);
        let days = (0..POINTS).rev().filter(|back| back * step <= kept);
        let mut homes: LiteMap<String, Option<String>> = LiteMap::new();
        days.map(|back| self.point(sites, today - back * step, &mut homes))
            .collect()
    }

    fn point(
        &self,
        sites: &[usize],
        day: Day,
        homes: &mut LiteMap<String, Option<String>>,
    ) -> Point {
        let mut count: LiteMap<String, u32> = LiteMap::new();
        let mut visited = 0;
        let from = (day + 1).saturating_sub(MONTH);
        for site in sites.iter().filter_map(|&index| self.site(index)) {
            if site.visits(from, day) == 0 {
                continue;
            }
            visited += 1;
            let home = site.home(day);
            if !homes.contains_key(home) {
                homes.insert(home.to_owned(), provider(home));
            }
            if let Some(Some(provider)) = homes.get(home) {
                match count.get_mut(provider) {
                    Some(count) => *count += 1,
                    None => {
                        count.insert(provider.clone(), 1);
                    }
                }
            }
        }
        Point {
            day,
            sites: visited,
            index: herfindahl(count.values().map(|&sites| f64::from(sites))),
            largest: count.into_iter().max_by_key(|(_, sites)| *sites),
        }
    }
}

/// Who is home to what stands on a footing.
fn provider(home: &str) -> Option<String> {
    let placements = footing::read(home)?.into_iter();
    let mut own = placements.filter(|placement| placement.layer != Layer::Upstream);
    own.next().map(|placement| placement.provider)
}
