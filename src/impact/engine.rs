//! The engine: judges a page's requests once, then adds up what each outage
//! takes. An outage costs time in proportion to the hosts, and to those
//! requests that it takes.

use std::collections::{BTreeMap, HashMap};

use super::rules::{Judged, judge_all};
use super::tally::{Gone, Tally};
use super::usage::{Use, uses};
use super::{HostUse, Impact, LostHost, Reason, copied_at_edges};
use crate::model::{Kind, Mode, Page, Verdict};
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
    /// For each request those that it asked for, with their certainty.
    children: Vec<Vec<(usize, bool)>>,
}

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
        let children = children(page, &uses);
        Engine {
            hosts,
            uses,
            judged,
            served,
            requests,
            children,
        }
    }

    /// What an outage does to the page.
    pub fn impact(&self, outage: &Outage) -> Impact {
        let hits = self.hits(outage);
        let empty = match outage.plane {
            Plane::Control => Reason::ControlPlane,
            Plane::Data | Plane::Both if outage.lost.is_empty() => Reason::Unseen,
            Plane::Data | Plane::Both => Reason::Untouched,
        };
        let hosts = hits.iter().filter_map(|(host, hit)| {
            let requests = self.requests.get(*host)?.len() as u32;
            let host = self.hosts.get(*host)?.host.clone();
            Some(LostHost {
                host,
                requests,
                doubt: hit.doubt,
            })
        });
        let name = |host: usize| self.hosts.get(host).map_or("", |host| host.host.as_str());
        self.loss_of(&hits, &outage.modes)
            .finish(hosts.collect(), empty, name)
    }

    /// The verdict on an outage, whether it will or may be, and the verdict
    /// that *will* be: what [`Engine::impact`] says, without the reasons.
    pub fn verdicts(&self, outage: &Outage) -> (Verdict, Verdict) {
        let tally = self.loss_of(&self.hits(outage), &outage.modes);
        (tally.verdict(), tally.sure())
    }

    /// The hosts that an outage hits, in the order of the page.
    fn hits(&self, outage: &Outage) -> Vec<(usize, HostHit)> {
        let providers = outage.lost.iter().map(|lost| lost.domain.provider.as_str());
        let mut concerned: Vec<usize> = providers
            .filter_map(|provider| self.served.get(provider))
            .flatten()
            .copied()
            .collect();
        concerned.sort_unstable();
        concerned.dedup();
        let hit = |host: usize| Some((host, outage.hits(self.hosts.get(host)?)?));
        concerned.into_iter().filter_map(hit).collect()
    }

    /// The verdict on the loss of one host alone, in the worse mode.
    pub fn loss_of_host(&self, host: usize) -> Verdict {
        self.host_gone(host).verdict()
    }

    /// The verdict that *will* be if one host alone is lost, in the worse mode.
    pub fn sure_loss_of_host(&self, host: usize) -> Verdict {
        self.host_gone(host).sure()
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

    fn host_gone(&self, host: usize) -> Tally {
        let hit = HostHit {
            doubt: None,
            edge_copy: false,
        };
        self.loss_of(&[(host, hit)], &[Mode::Refuse, Mode::Hang])
    }

    fn loss_of(&self, hits: &[(usize, HostHit)], modes: &[Mode]) -> Tally {
        let mut tally = Tally::new(modes);
        let direct = self.direct(hits);
        let mut carried = self.carried(&direct);
        for (request, gone) in direct {
            let carried = carried.get_mut(request).and_then(Option::take);
            self.count(&mut tally, request, Some(gone), carried);
        }
        for (request, gone) in carried.into_iter().enumerate() {
            if gone.is_some() {
                self.count(&mut tally, request, None, gone);
            }
        }
        tally
    }

    /// The requests that go to a lost host, in the order of the page.
    fn direct(&self, hits: &[(usize, HostHit)]) -> Vec<(usize, Gone)> {
        let mut gone = Vec::new();
        for (host, hit) in hits {
            for request in self.requests.get(*host).into_iter().flatten() {
                let Some(usage) = self.uses.get(*request) else {
                    continue;
                };
                let copy = hit.edge_copy && copied_at_edges(usage.request.kind);
                let doubt = hit
                    .doubt
                    .or(copy.then_some(Doubt::EdgeCopy))
                    .or(usage.request.background.then_some(Doubt::ServiceWorker));
                gone.push((
                    *request,
                    Gone {
                        doubt,
                        through: None,
                    },
                ));
            }
        }
        gone.sort_unstable_by_key(|(request, _)| *request);
        gone
    }

    /// The requests that are never made, because what would have asked for
    /// them is lost; for each request of the page, or none at all.
    fn carried(&self, direct: &[(usize, Gone)]) -> Vec<Option<Gone>> {
        let leads = |(request, _): &(usize, Gone)| {
            self.children
                .get(*request)
                .is_some_and(|children| !children.is_empty())
        };
        if !direct.iter().any(leads) {
            return Vec::new();
        }
        let mut carried: Vec<Option<Gone>> = vec![None; self.uses.len()];
        // From the back, so that the same loss is always laid to the same host.
        let mut work: Vec<(usize, Gone)> = direct
            .iter()
            .rev()
            .map(|(request, gone)| {
                let through = self.uses.get(*request).and_then(|usage| usage.host);
                (*request, Gone { through, ..*gone })
            })
            .collect();
        while let Some((request, gone)) = work.pop() {
            for (child, certain) in self.children.get(request).into_iter().flatten() {
                let doubt = gone.doubt.or((!certain).then_some(Doubt::Initiator));
                let Some(known) = carried.get_mut(*child) else {
                    continue;
                };
                let better = known.is_none_or(|old| old.doubt.is_some() && doubt.is_none());
                if better {
                    let gone = Gone {
                        doubt,
                        through: gone.through,
                    };
                    *known = Some(gone);
                    work.push((*child, gone));
                }
            }
        }
        carried
    }

    fn count(
        &self,
        tally: &mut Tally,
        request: usize,
        direct: Option<Gone>,
        carried: Option<Gone>,
    ) {
        let (Some(usage), Some(judged)) = (self.uses.get(request), self.judged.get(request)) else {
            return;
        };
        // What is never asked for is missing at once, in either mode.
        let missing = Judged {
            hang: judged.refuse,
            sure_hang: judged.sure_refuse,
            ..*judged
        };
        let readings = [
            direct.map(|gone| (*judged, gone)),
            carried.map(|gone| (missing, gone)),
        ];
        let shown = readings
            .iter()
            .flatten()
            .min_by_key(|(_, gone)| gone.doubt.is_some());
        for (judged, gone) in readings.iter().flatten() {
            tally.weigh(judged, gone.doubt);
        }
        if let Some((judged, gone)) = shown {
            tally.tell(usage, judged, *gone);
        }
    }
}

/// Which requests each request asked for: scripts, sheets and workers by
/// initiator, frames all that is inside them. A lost document needs no list.
fn children(page: &Page, uses: &[Use]) -> Vec<Vec<(usize, bool)>> {
    let mut children = vec![Vec::new(); uses.len()];
    let mut frame_documents: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (request, usage) in uses.iter().enumerate() {
        // Of the page itself a frame is a part only.
        if usage.is(&[Kind::Frame]) && usage.request.frame != 0 {
            frame_documents
                .entry(usage.request.frame)
                .or_default()
                .push(request);
        }
    }
    for (request, usage) in uses.iter().enumerate() {
        if usage.is(&[Kind::Document]) {
            continue;
        }
        if let Some(initiator) = usage.request.initiator {
            // What failed itself has asked for nothing, whatever is concluded.
            let loads = uses.get(initiator.request).is_some_and(|by| {
                by.is(&[Kind::Script, Kind::Stylesheet, Kind::Worker]) && !by.failed()
            });
            if let Some(children) = children.get_mut(initiator.request).filter(|_| loads) {
                children.push((request, initiator.certain));
            }
        }
        // A frame's own document stands in the frame that encloses it.
        let frame = usage.request.frame;
        let around = if usage.is(&[Kind::Frame]) {
            page.frames.get(frame).and_then(|frame| frame.parent)
        } else {
            Some(frame)
        };
        for document in around
            .and_then(|frame| frame_documents.get(&frame))
            .into_iter()
            .flatten()
        {
            if let Some(children) = children.get_mut(*document) {
                children.push((request, true));
            }
        }
    }
    children
}
