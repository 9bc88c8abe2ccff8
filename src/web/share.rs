//! Shares: whose machines your sites stand on, as parts of the sites and of
//! their visits.

use std::cmp::Reverse;

use super::Span;
use super::whole::Web;
use crate::model::{Layer, Reach};
use crate::order;
use crate::survey::herfindahl;
use litemap::LiteMap;

/// What one provider, or one region of it, is to your sites.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Key of the catalogue, and code of one of its regions.
    pub provider: String,
    pub region: Option<String>,
    /// Sites whose own host it stands in front of, each counted for one
    /// provider only.
    pub home: u32,
    /// The visits of these.
    pub visits: u32,
    /// Sites that use it for anything at all, on any layer.
    pub used: u32,
}

impl Web {
    /// The providers that these sites use, those first that are home to most.
    pub fn providers(&self, sites: &[usize], span: Span) -> Vec<Share> {
        self.shares(sites, span, |provider, _| Some((provider.to_owned(), None)))
    }

    /// The regions that these sites use, as far as they are known. What stands
    /// in many places is in none of them.
    pub fn regions(&self, sites: &[usize], span: Span) -> Vec<Share> {
        self.shares(sites, span, |provider, region| {
            region.map(|region| (provider.to_owned(), Some(region.to_owned())))
        })
    }

    fn shares(
        &self,
        sites: &[usize],
        span: Span,
        key: impl Fn(&str, Option<&str>) -> Option<(String, Option<String>)>,
    ) -> Vec<Share> {
        let mut shares: Vec<Share> = Vec::new();
        let mut known: LiteMap<(String, Option<String>), usize> = LiteMap::new();
        // Which shares a footing has a part in, and the one that it is home to:
        // few footings serve many sites.
        let mut of_footing: Vec<(Vec<usize>, Option<usize>)> = Vec::new();
        for hosts in self.footings() {
            let mut parts = Vec::new();
            let mut home = None;
            for placement in &hosts.placements {
                let region = placement.region.as_deref();
                let region = region.filter(|_| placement.reach == Reach::Regional);
                let Some(key) = key(&placement.provider, region) else {
                    continue;
                };
                let (provider, region) = key.clone();
                let share = *known.entry(key).or_insert_with(|| {
                    shares.push(Share {
                        provider,
                        region,
                        ..Share::default()
                    });
                    shares.len() - 1
                });
                if !parts.contains(&share) {
                    parts.push(share);
                }
                if home.is_none() && placement.layer != Layer::Upstream {
                    home = Some(share);
                }
            }
            of_footing.push((parts, home));
        }
        let mut used_by: Vec<usize> = vec![usize::MAX; shares.len()];
        for &index in sites {
            let Some(site) = self.site(index) else {
                continue;
            };
            for &footing in self.footings_of(index) {
                for &share in of_footing.get(footing).map_or(&[][..], |(parts, _)| parts) {
                    if used_by.get(share) != Some(&index) {
                        used_by[share] = index;
                        shares[share].used += 1;
                    }
                }
            }
            let home = self.home_of(index).and_then(|home| of_footing.get(home));
            if let Some(share) = home.and_then(|(_, home)| *home) {
                shares[share].home += 1;
                shares[share].visits += site.visits(span.from, span.to);
            }
        }
        shares.retain(|share| share.used + share.home > 0);
        order::by_key(&mut shares, |share| Reverse((share.home, share.used)));
        shares
    }
}

/// How concentrated the sites are, and their visits: the Herfindahl–Hirschman
/// index over the providers that they are at home with. See
/// [`herfindahl`].
pub fn concentration(shares: &[Share]) -> Option<(u32, u32)> {
    let of = |number: fn(&Share) -> u32| {
        herfindahl(shares.iter().map(move |share| f64::from(number(share))))
    };
    Some((of(|share| share.home)?, of(|share| share.visits)?))
}
