//! Many sites together. Sites share few footings, so that every outage is asked
//! about each footing once; what it does to a site is then a few look-ups.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Day, Site, footing};
use crate::catalogue;
use crate::impact::{HostUse, Toll};
use crate::model::{Likelihood, Verdict};
use crate::order;
use crate::outage::{self, HostHit, Origin, Outage};
use crate::{report, survey};
use litemap::LiteMap;

/// From one day to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Day,
    pub to: Day,
}

impl Span {
    /// So many days, the last of them today.
    pub fn last(days: u32, today: Day) -> Span {
        Span {
            from: (today + 1).saturating_sub(days),
            to: today,
        }
    }
}

/// What an outage does to a site that notices it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Effect {
    /// Number of the outage among [`Web::outages`].
    pub outage: u32,
    pub verdict: Verdict,
    pub likelihood: Likelihood,
}

/// Many sites, ready to be asked.
pub struct Web {
    sites: Vec<Site>,
    /// Each footing once.
    footings: Vec<HostUse>,
    /// Of each footing the words that a search finds it by.
    words: Vec<String>,
    outages: Vec<Outage>,
    standing: Vec<Standing>,
    /// For each what-if the one that speaks for it because it does the same.
    speaker: Vec<usize>,
}

/// What a site stands on, in numbers.
struct Standing {
    home: Option<usize>,
    /// Of its parts, in their order.
    footings: Vec<usize>,
    effects: Vec<Effect>,
}

/// The outages that hit a footing.
type Hits = Vec<(usize, HostHit)>;

impl Web {
    /// The sites together, asked about every failure domain that one of them
    /// touches, every documented outage, and some more.
    pub fn new(sites: Vec<Site>, more: Vec<Outage>) -> Web {
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut footings = Vec::new();
        let mut texts: Vec<&str> = Vec::new();
        for site in &sites {
            let parts = site.parts.iter().map(|part| part.footing.as_str());
            texts.extend(parts.chain(site.homes.last().map(|(_, home)| home.as_str())));
        }
        for text in texts {
            known.entry(text).or_insert_with(|| {
                footings.push(footing::to_use(footing::read(text).unwrap_or_default()));
                footings.len() - 1
            });
        }
        let outages = outages(&footings, more);
        let hits = hits(&footings, &outages);
        let mut scratch = Scratch::new(outages.len());
        let standing: Vec<Standing> = sites
            .iter()
            .map(|site| {
                let numbers: Vec<usize> = (site.parts.iter())
                    .filter_map(|part| known.get(part.footing.as_str()).copied())
                    .collect();
                let home = site.homes.last();
                Standing {
                    home: home.and_then(|(_, home)| known.get(home.as_str()).copied()),
                    effects: scratch.effects(site, &numbers, &hits, &outages),
                    footings: numbers,
                }
            })
            .collect();
        Web {
            words: footings.iter().map(words_of).collect(),
            speaker: speakers(&outages, &standing),
            sites,
            footings,
            outages,
            standing,
        }
    }

    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    pub fn site(&self, index: usize) -> Option<&Site> {
        self.sites.get(index)
    }

    pub fn outages(&self) -> &[Outage] {
        &self.outages
    }

    /// The sites that were visited in a span and that fit a search, in the
    /// order in which they are kept. Each word of it must stand in the site's
    /// name, or name who or where one of its hosts is served.
    pub fn find(&self, span: Span, search: &str) -> Vec<usize> {
        let search = search.to_lowercase();
        let words: Vec<&str> = search.split_whitespace().collect();
        let named: Vec<Vec<bool>> = words
            .iter()
            .map(|word| self.words.iter().map(|text| text.contains(word)).collect())
            .collect();
        let fits = |index: &usize| {
            let (Some(site), Some(standing)) = (self.sites.get(*index), self.standing.get(*index))
            else {
                return false;
            };
            let on = |named: &[bool]| {
                let mut numbers = standing.footings.iter();
                numbers.any(|number| named.get(*number) == Some(&true))
            };
            site.visits(span.from, span.to) > 0
                && (words.iter().zip(&named))
                    .all(|(word, named)| site.name.contains(word) || on(named))
        };
        (0..self.sites.len()).filter(fits).collect()
    }

    /// The outages of one origin that any of these sites notices, those first
    /// that take down or break most. Of what-ifs that do the same to all, one
    /// speaks for the others.
    pub fn ranked(&self, sites: &[usize], origin: Origin) -> Vec<survey::Toll> {
        let mut tolls: Vec<Option<survey::Toll>> = vec![None; self.outages.len()];
        for effect in sites.iter().flat_map(|&site| self.effects(site)) {
            let number = effect.outage as usize;
            let Some(outage) = self.outages.get(number) else {
                continue;
            };
            if outage.origin != origin || self.speaker.get(number) != Some(&number) {
                continue;
            }
            let toll = tolls[number].get_or_insert_with(|| survey::Toll::new(outage.clone()));
            *toll.number(effect.verdict, effect.likelihood) += 1;
        }
        let mut tolls: Vec<survey::Toll> = tolls.into_iter().flatten().collect();
        order::by_key(&mut tolls, |toll| Reverse(toll.rank()));
        tolls
    }

    /// What an outage does to each of these sites that notices it, worst first.
    pub fn hit_by(&self, sites: &[usize], id: &str) -> Vec<(usize, Effect)> {
        let Some(number) = self.outages.iter().position(|outage| outage.id == id) else {
            return Vec::new();
        };
        let mut hit: Vec<(usize, Effect)> = sites
            .iter()
            .filter_map(|&site| {
                let mut effects = self.effects(site).iter();
                let effect = effects.find(|effect| effect.outage as usize == number)?;
                Some((site, *effect))
            })
            .collect();
        order::by_key(&mut hit, |(_, effect)| {
            Reverse((effect.verdict, effect.likelihood))
        });
        hit
    }

    /// What outages do to a site, worst first, the wider ones before the others;
    /// of what-ifs that do the same to all sites only the one that speaks for
    /// them.
    pub fn of_site(&self, site: usize, origin: Origin) -> Vec<(&Outage, Effect)> {
        let speaks = |effect: &Effect| {
            let number = effect.outage as usize;
            self.speaker.get(number) == Some(&number)
        };
        let told = self.effects(site).iter().filter(|effect| speaks(effect));
        let mut told: Vec<(&Outage, Effect)> = told
            .filter_map(|effect| Some((self.outages.get(effect.outage as usize)?, *effect)))
            .filter(|(outage, _)| outage.origin == origin)
            .collect();
        order::by_key(&mut told, |(outage, effect)| {
            (
                Reverse((effect.verdict, effect.likelihood)),
                report::size(outage),
            )
        });
        told
    }

    pub(super) fn footings(&self) -> &[HostUse] {
        &self.footings
    }

    pub(super) fn footings_of(&self, site: usize) -> &[usize] {
        self.standing
            .get(site)
            .map_or(&[], |standing| &standing.footings)
    }

    pub(super) fn home_of(&self, site: usize) -> Option<usize> {
        self.standing.get(site)?.home
    }

    fn effects(&self, site: usize) -> &[Effect] {
        self.standing
            .get(site)
            .map_or(&[], |standing| &standing.effects)
    }
}

/// Every what-if that touches a footing, the past, and some more.
fn outages(footings: &[HostUse], more: Vec<Outage>) -> Vec<Outage> {
    let mut outages = outage::every_what_if(footings);
    outages.extend(outage::history().iter().rev().map(outage::Past::outage));
    outages.extend(more);
    outages
}

/// Which outages hit each footing, and how.
fn hits(footings: &[HostUse], outages: &[Outage]) -> Vec<Hits> {
    // Only an outage of one of its providers can hit a footing.
    let mut of_provider: LiteMap<&str, Vec<usize>> = LiteMap::new();
    for (number, outage) in outages.iter().enumerate() {
        for lost in &outage.lost {
            let numbers = of_provider.entry(&lost.domain.provider).or_default();
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
    }
    let hit = |hosts: &HostUse| {
        let providers = hosts
            .placements
            .iter()
            .map(|placement| placement.provider.as_str());
        let mut numbers: Vec<usize> = (providers.filter_map(|provider| of_provider.get(provider)))
            .flatten()
            .copied()
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let hit = |number: usize| Some((number, outages.get(number)?.hits(hosts)?));
        numbers.into_iter().filter_map(hit).collect()
    };
    footings.iter().map(hit).collect()
}

/// The tolls of one site after the other, on the same paper.
struct Scratch {
    tolls: Vec<Toll>,
    touched: Vec<usize>,
}

impl Scratch {
    fn new(outages: usize) -> Scratch {
        Scratch {
            tolls: vec![Toll::default(); outages],
            touched: Vec::new(),
        }
    }

    fn effects(
        &mut self,
        site: &Site,
        footings: &[usize],
        hits: &[Hits],
        outages: &[Outage],
    ) -> Vec<Effect> {
        for (part, footing) in site.parts.iter().zip(footings) {
            for (number, hit) in hits.get(*footing).into_iter().flatten() {
                let toll = if hit.edge_copy {
                    &part.copied
                } else {
                    &part.gone
                };
                if *toll == Toll::default() {
                    continue;
                }
                if let Some(sum) = self.tolls.get_mut(*number) {
                    if *sum == Toll::default() {
                        self.touched.push(*number);
                    }
                    sum.add(toll, hit.doubt.is_none());
                }
            }
        }
        let mut effects = Vec::with_capacity(self.touched.len());
        self.touched.sort_unstable();
        for number in self.touched.drain(..) {
            let (Some(toll), Some(outage)) = (self.tolls.get_mut(number), outages.get(number))
            else {
                continue;
            };
            let toll = std::mem::take(toll);
            let (verdict, sure) = (toll.worst(&outage.modes), toll.sure(&outage.modes));
            if verdict > Verdict::Unaffected {
                let likelihood = match sure == verdict {
                    true => Likelihood::Will,
                    false => Likelihood::May,
                };
                effects.push(Effect {
                    outage: number as u32,
                    verdict,
                    likelihood,
                });
            }
        }
        effects
    }
}

/// For each what-if the one that speaks for it: of those of one provider that
/// do the same to every site, the one that is the likeliest to happen.
fn speakers(outages: &[Outage], standing: &[Standing]) -> Vec<usize> {
    let mut done: Vec<DefaultHasher> = vec![DefaultHasher::new(); outages.len()];
    for (site, standing) in standing.iter().enumerate() {
        for effect in &standing.effects {
            if let Some(done) = done.get_mut(effect.outage as usize) {
                (site, effect.verdict, effect.likelihood).hash(done);
            }
        }
    }
    let mut order: Vec<usize> = (0..outages.len()).collect();
    order::by_key(&mut order, |&number| outages.get(number).map(report::size));
    let mut first: HashMap<(&str, u64), usize> = HashMap::new();
    let mut speaker: Vec<usize> = (0..outages.len()).collect();
    for number in order {
        let Some(outage) = outages.get(number) else {
            continue;
        };
        let (Origin::WhatIf, Some(lost)) = (outage.origin, outage.lost.first()) else {
            continue;
        };
        let hash = done.get(number).map_or(0, DefaultHasher::finish);
        speaker[number] = *first.entry((&lost.domain.provider, hash)).or_insert(number);
    }
    speaker
}

/// Keys, names and codes, in lower case.
fn words_of(hosts: &HostUse) -> String {
    let mut words = String::new();
    for placement in &hosts.placements {
        let provider = catalogue::provider(&placement.provider);
        let service = placement.service.as_deref();
        let service_name = provider.and_then(|provider| provider.service(service?));
        let region = placement.region.as_deref();
        let place = provider.and_then(|provider| provider.region(region?));
        let named = [
            Some(placement.provider.as_str()),
            provider.map(|provider| provider.name),
            provider.map(|provider| provider.short),
            service,
            service_name.map(|service| service.name),
            region,
            place.map(|place| place.name),
            place.map(|place| place.city),
        ];
        for name in named.into_iter().flatten() {
            words.push_str(&name.to_lowercase());
            words.push(' ');
        }
    }
    words
}
