//! A survey: what many pages have in common. How many of them each outage
//! takes down, breaks or degrades, and how much of them each provider serves.
//!
//! It keeps numbers and no page: what it takes up depends on how many outages
//! and providers there are, and not on how many pages were looked at. Surveys
//! of parts of the pages merge into that of all, in any order.
//!
//! An outage is counted by its id, also where a page's report leaves it to a
//! wider one to speak for it. A page whose region is not known counts with its
//! provider and with no region: which one fails it, nobody can tell.

use std::borrow::Cow;
use std::cmp::Reverse;

use litemap::LiteMap;
use serde::Serialize;

use crate::impact::{HostUse, Impact};
use crate::model::{Likelihood, Verdict};
use crate::observe::url;
use crate::order;
use crate::outage::{self, Origin, Outage};
use crate::report::{Finding, Host, Report};

/// What many pages have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    pub pages: u32,
    tolls: LiteMap<String, Toll>,
    /// By key of the catalogue; `None`: not known who.
    holdings: LiteMap<Option<String>, Holding>,
}

/// How many files a survey was made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Files {
    pub files: u32,
    /// From which not a single page could be read.
    pub unreadable: u32,
}

/// On how many pages an outage has which effect; a page that does not notice
/// is in none of the numbers, every other in exactly one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toll {
    pub outage: Outage,
    pub down: u32,
    pub may_down: u32,
    pub broken: u32,
    pub may_broken: u32,
    pub degraded: u32,
    pub may_degraded: u32,
}

/// What one provider serves, as the first layer that a request meets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    /// That ask it for anything.
    pub pages: u32,
    /// Whose own host it serves.
    pub documents: u32,
    pub requests: u64,
}

impl Survey {
    /// Counts a page.
    pub fn add(&mut self, report: &Report) {
        self.pages += 1;
        for (outage, impact) in every(report) {
            if impact.verdict > Verdict::Unaffected {
                let id = outage.id.clone();
                let toll = self
                    .tolls
                    .entry(id)
                    .or_insert_with(|| Toll::new(outage.into_owned()));
                *toll.number(impact.verdict, impact.likelihood) += 1;
            }
        }
        let document = url::host(&report.page.url);
        let mut used = Vec::new();
        for host in &report.hosts {
            let first = host.placements.first();
            let provider = first.map(|placement| placement.provider.clone());
            let holding = self.holdings.entry(provider.clone()).or_default();
            holding.requests += u64::from(host.requests);
            holding.documents += u32::from(document.as_ref() == Some(&host.host));
            if !used.contains(&provider) {
                holding.pages += 1;
                used.push(provider);
            }
        }
    }

    /// Counts the pages of another survey, which must not be the same ones.
    pub fn merge(&mut self, other: Survey) {
        self.pages += other.pages;
        for (id, toll) in other.tolls {
            match self.tolls.get_mut(&id) {
                Some(own) => own.merge(&toll),
                None => {
                    self.tolls.insert(id, toll);
                }
            }
        }
        for (provider, holding) in other.holdings {
            let own = self.holdings.entry(provider).or_default();
            own.pages += holding.pages;
            own.documents += holding.documents;
            own.requests += holding.requests;
        }
    }

    /// The outages of one kind that any page notices, worst first: by the
    /// pages that surely go down or break, of these by those that go down,
    /// then by those that may, then by the degraded.
    pub fn ranked(&self, origin: Origin) -> Vec<&Toll> {
        let of_kind = |toll: &&Toll| toll.outage.origin == origin;
        let mut tolls: Vec<&Toll> = self.tolls.values().filter(of_kind).collect();
        order::by_key(&mut tolls, |toll| Reverse(toll.rank()));
        tolls
    }

    /// Who serves, most requests first; of what nobody is known for, last.
    pub fn holdings(&self) -> Vec<(Option<&str>, Holding)> {
        let named = self.holdings.iter();
        let mut holdings: Vec<(Option<&str>, Holding)> =
            named.map(|(key, held)| (key.as_deref(), *held)).collect();
        order::by_key(&mut holdings, |(key, held)| {
            (key.is_none(), Reverse(held.requests))
        });
        holdings
    }

    /// Of all pages together.
    pub fn requests(&self) -> u64 {
        self.holdings.values().map(|held| held.requests).sum()
    }

    /// How concentrated the placed requests are: the Herfindahl–Hirschman
    /// index, the sum of the squares of the providers' shares in percent. It is
    /// 10,000 where one serves all, and 1,000 where ten share alike. `None`
    /// where no request is placed.
    pub fn concentration(&self) -> Option<u32> {
        let placed = self.holdings.iter().filter(|(key, _)| key.is_some());
        herfindahl(placed.map(|(_, held)| held.requests as f64))
    }
}

/// The Herfindahl–Hirschman index of some parts of a whole; `None` where there
/// is no whole.
pub fn herfindahl(parts: impl Iterator<Item = f64> + Clone) -> Option<u32> {
    let all: f64 = parts.clone().sum();
    let squares = parts.map(|one| (one / all * 100.0).powi(2));
    (all > 0.0).then(|| squares.sum::<f64>().round() as u32)
}

impl Toll {
    pub(crate) fn new(outage: Outage) -> Toll {
        Toll {
            outage,
            down: 0,
            may_down: 0,
            broken: 0,
            may_broken: 0,
            degraded: 0,
            may_degraded: 0,
        }
    }

    pub(crate) fn number(&mut self, verdict: Verdict, likelihood: Likelihood) -> &mut u32 {
        match (verdict, likelihood) {
            (Verdict::Down, Likelihood::Will) => &mut self.down,
            (Verdict::Down, Likelihood::May) => &mut self.may_down,
            (Verdict::Broken, Likelihood::Will) => &mut self.broken,
            (Verdict::Broken, Likelihood::May) => &mut self.may_broken,
            (_, Likelihood::Will) => &mut self.degraded,
            (_, Likelihood::May) => &mut self.may_degraded,
        }
    }

    fn merge(&mut self, other: &Toll) {
        self.down += other.down;
        self.may_down += other.may_down;
        self.broken += other.broken;
        self.may_broken += other.may_broken;
        self.degraded += other.degraded;
        self.may_degraded += other.may_degraded;
    }

    pub(crate) fn rank(&self) -> impl Ord + use<> {
        let doubtful = self.may_down + self.may_broken;
        let sure = self.down + self.broken;
        (sure, self.down, doubtful, self.degraded, self.may_degraded)
    }
}

/// Every outage that a report speaks of and what it does to the page: each
/// what-if, worst first, followed by those that it speaks for, then the past
/// ones, newest first.
pub fn every(report: &Report) -> Vec<(Cow<'_, Outage>, &Impact)> {
    let hosts: Vec<HostUse> = report.hosts.iter().map(Host::to_use).collect();
    let mut implied: LiteMap<String, Vec<Outage>> = LiteMap::new();
    let narrower = outage::implied(&hosts).into_iter();
    for (outage, wider) in narrower.filter(|_| !report.is_partial) {
        implied.entry(wider).or_default().push(outage);
    }
    let mut every = Vec::new();
    let mut tell = |finding| {
        let Finding {
            outage,
            impact,
            same,
        }: &Finding = finding;
        for outage in std::iter::once(outage).chain(same) {
            let narrower = implied.remove(&outage.id).unwrap_or_default();
            every.push((Cow::Borrowed(outage), impact));
            every.extend(narrower.into_iter().map(|one| (Cow::Owned(one), impact)));
        }
    };
    report.outages.iter().for_each(&mut tell);
    report.history.iter().for_each(&mut tell);
    every
}
