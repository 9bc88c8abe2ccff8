//! The engine: judges a page's requests once and adds up once what the loss of
//! each host means; a verdict on an outage then costs time in proportion to the
//! hosts that it takes, and its reasons in proportion to the requests.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::judge::{Judged, judge_all};
use super::spread::{Gone, Losses, Spread};
use super::tally::{Tally, Toll};
use super::usage::{Use, uses};
use super::{HostUse, Impact, LostHost, Reason, copied_at_edges};
use crate::model::{Mode, Page, Verdict};
use crate::outage::{Doubt, HostHit, Outage, Plane};

/// A page, judged: ready to be asked about any number of outages.
pub struct Engine<'a> {
    hosts: &'a [HostUse],
    uses: Vec<Use<'a>>,
    judged: Vec<Judged>,
    /// For each provider the hosts that it has to do with, in their order.
    served: HashMap<&'a str, Vec<usize>>,
    /// For each host its requests.
    requests: Vec<Vec<usize>>,
    spread: Spread,
    /// For each host what its loss means: gone for sure, and where copies of
    /// some of it may be left.
    tolls: Vec<[Toll; 2]>,
}

/// The hosts that an outage hits, in the order of the page.
type Hits = Vec<(usize, HostHit)>;

const BOTH: [Mode; 2] = [Mode::Refuse, Mode::Hang];

impl<'a> Engine<'a> {
    pub fn new(page: &'a Page, hosts: &'a [HostUse]) -> Self {
        let uses = uses(page, hosts);
        let judged = judge_all(page, &uses);
        let mut requests = vec![Vec::new(); hosts.len()];
        for (request, usage) in uses.iter().enumerate() {
            if let Some(requests) = usage.host.and_then(|host| requests.get_mut(host)) {
                requests.push(request);
            }
        }
        let mut served: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, host) in hosts.iter().enumerate() {
            for placement in &host.placements {
                let hosts = served.entry(&placement.provider).or_default();
                if hosts.last() != Some(&index) {
                    hosts.push(index);
                }
            }
        }
        let mut engine = Engine {
            hosts,
            spread: Spread::new(page, &uses),
            uses,
            judged,
            served,
            requests,
            tolls: Vec::new(),
        };
        engine.tolls = engine.weigh_hosts();
        engine
    }

    /// What an outage does to the page.
    pub fn impact(&self, outage: &Outage) -> Impact {
        let mut losses = Losses::none(self.uses.len());
        self.impact_of(&self.hits(outage), outage, &mut losses)
    }

    /// What each of many outages does to the page, in their order. Those that
    /// take the same hosts in the same way are worked out once.
    pub fn impacts<'o>(&self, outages: impl Iterator<Item = &'o Outage>) -> Vec<Impact> {
        let mut losses = Losses::none(self.uses.len());
        let mut known: HashMap<(Hits, &[Mode]), usize> = HashMap::new();
        let mut impacts: Vec<Impact> = Vec::new();
        for outage in outages {
            let hits = self.hits(outage);
            if hits.is_empty() {
                impacts.push(self.impact_of(&hits, outage, &mut losses));
                continue;
            }
            let impact = match known.entry((hits, outage.modes.as_slice())) {
                Entry::Occupied(same) => impacts.get(*same.get()).cloned(),
                Entry::Vacant(new) => {
                    let impact = self.impact_of(&new.key().0, outage, &mut losses);
                    new.insert(impacts.len());
                    Some(impact)
                }
            };
            impacts.extend(impact);
        }
        impacts
    }

    /// The verdict on an outage, whether it will or may be, and the verdict
    /// that *will* be: what [`Engine::impact`] says, without the reasons.
    pub fn verdicts(&self, outage: &Outage) -> (Verdict, Verdict) {
        let toll = self.toll(&self.hits(outage));
        (toll.worst(&outage.modes), toll.sure(&outage.modes))
    }

    /// The verdict on the loss of one host alone, in one mode.
    pub fn loss_of_host(&self, host: usize, mode: Mode) -> Verdict {
        let toll = self.tolls.get(host).map(|[gone, _]| gone.worst(&[mode]));
        toll.unwrap_or(Verdict::Unaffected)
    }

    /// What the loss of one host means where it is gone for sure, and where only
    /// what stands behind its edge is, so that copies may be left. The loss of
    /// several means the worst of theirs.
    pub fn tolls(&self, host: usize) -> [Toll; 2] {
        self.tolls.get(host).copied().unwrap_or_default()
    }

    /// The verdict that *will* be if one host alone is lost, in the worse mode.
    pub fn sure_loss_of_host(&self, host: usize) -> Verdict {
        let toll = self.tolls.get(host).map(|[gone, _]| gone.sure(&BOTH));
        toll.unwrap_or(Verdict::Unaffected)
    }

    /// How the page uses each of its requests, in its order.
    pub fn uses(&self) -> &[Use<'a>] {
        &self.uses
    }

    /// How many of a host's requests break the page or take it down when they
    /// are lost, each by itself and in the worse mode.
    pub fn critical(&self, host: usize) -> u32 {
        let requests = self.requests.get(host).into_iter().flatten();
        let judged = requests.filter_map(|request| self.judged.get(*request));
        let critical = judged.filter(|judged| judged.refuse.max(judged.hang) >= Verdict::Broken);
        critical.count() as u32
    }

    fn hits(&self, outage: &Outage) -> Hits {
        let providers = outage.lost.iter().map(|lost| lost.domain.provider.as_str());
        let mut concerned: Vec<usize> = providers
            .filter_map(|provider| self.served.get(provider))
            .flatten()
            .copied()
            .collect();
        let named = |host: &(usize, &HostUse)| outage.hosts.contains(&host.1.host);
        if !outage.hosts.is_empty() {
            let hosts = self.hosts.iter().enumerate();
            concerned.extend(hosts.filter(named).map(|(index, _)| index));
        }
        if outage.lost.len() + outage.hosts.len() > 1 {
            concerned.sort_unstable();
            concerned.dedup();
        }
        let hit = |host: usize| Some((host, outage.hits(self.hosts.get(host)?)?));
        concerned.into_iter().filter_map(hit).collect()
    }

    /// What the loss of several hosts means. A verdict is the worst of what is
    /// lost, and what is lost with two hosts is what is lost with either.
    fn toll(&self, hits: &[(usize, HostHit)]) -> Toll {
        let mut sum = Toll::default();
        for (host, hit) in hits {
            if let Some([gone, copied]) = self.tolls.get(*host) {
                let toll = if hit.edge_copy { copied } else { gone };
                sum.add(toll, hit.doubt.is_none());
            }
        }
        sum
    }

    fn weigh_hosts(&self) -> Vec<[Toll; 2]> {
        let mut losses = Losses::none(self.uses.len());
        let mut weigh = |host: usize, edge_copy: bool| {
            let doubt = None;
            self.lose(&[(host, HostHit { doubt, edge_copy })], &mut losses);
            let mut toll = Toll::default();
            for (request, lost) in losses.iter() {
                if let Some(judged) = self.judged.get(request) {
                    if let Some(gone) = lost.direct {
                        toll.weigh(judged, gone.doubt);
                    }
                    if let Some(gone) = lost.carried {
                        toll.weigh(&judged.missing(), gone.doubt);
                    }
                }
            }
            toll
        };
        (0..self.hosts.len())
            .map(|host| [weigh(host, false), weigh(host, true)])
            .collect()
    }

    fn impact_of(&self, hits: &[(usize, HostHit)], outage: &Outage, losses: &mut Losses) -> Impact {
        let empty = match outage.plane {
            Plane::Control => Reason::ControlPlane,
            Plane::Data | Plane::Both if outage.lost.is_empty() && outage.hosts.is_empty() => {
                Reason::Unseen
            }
            Plane::Data | Plane::Both => Reason::Untouched,
        };
        self.lose(hits, losses);
        let mut tally = Tally::new(&outage.modes);
        for (request, lost) in losses.iter() {
            let (Some(usage), Some(judged)) = (self.uses.get(request), self.judged.get(request))
            else {
                continue;
            };
            let readings = [
                lost.direct.map(|gone| (*judged, gone)),
                lost.carried.map(|gone| (judged.missing(), gone)),
            ];
            let surest = |(_, gone): &&(Judged, Gone)| gone.doubt.is_some();
            if let Some((judged, gone)) = readings.iter().flatten().min_by_key(surest) {
                tally.tell(usage, judged, *gone);
            }
        }
        let hosts = hits.iter().filter_map(|(host, hit)| {
            let requests = self.requests.get(*host)?.len() as u32;
            let host = self.hosts.get(*host)?.host.clone();
            let doubt = hit.doubt;
            Some(LostHost {
                host,
                requests,
                doubt,
            })
        });
        let name = |host: usize| self.hosts.get(host).map_or("", |host| host.host.as_str());
        tally.finish(self.toll(hits), hosts.collect(), empty, name)
    }

    /// What is lost with some hosts.
    fn lose(&self, hits: &[(usize, HostHit)], losses: &mut Losses) {
        losses.clear();
        for (host, hit) in hits {
            for &request in self.requests.get(*host).into_iter().flatten() {
                let Some(usage) = self.uses.get(request) else {
                    continue;
                };
                let copy = hit.edge_copy && copied_at_edges(usage.request.kind);
                let doubt = hit
                    .doubt
                    .or(copy.then_some(Doubt::EdgeCopy))
                    .or(usage.request.background.then_some(Doubt::ServiceWorker));
                losses.add(request, doubt);
            }
        }
        losses.spread(&self.spread, &self.uses);
    }
}
