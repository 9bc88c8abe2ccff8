//! The engine: judges a page's requests once, then adds up what each outage
//! takes. An outage costs time in proportion to the hosts, and to those
//! requests that it takes.

use std::collections::BTreeMap;

use super::rules::{Judged, judge_all};
use super::usage::{Use, uses};
use super::{Effect, HostUse, Impact, Loss, LostHost, Reason, copied_at_edges};
use crate::model::Verdict::{self, Unaffected};
use crate::model::{Kind, Likelihood, Mode, Page};
use crate::outage::{Doubt, HostHit, Outage, Plane};

/// A page, judged: ready to be asked about any number of outages.
pub struct Engine<'a> {
    hosts: &'a [HostUse],
    uses: Vec<Use<'a>>,
    judged: Vec<Judged>,
    /// For each host its requests.
    requests: Vec<Vec<usize>>,
    /// For each request those that it asked for, with their certainty.
    children: Vec<Vec<(usize, bool)>>,
}

/// How one request is lost.
#[derive(Clone, Copy)]
struct Gone {
    doubt: Option<Doubt>,
    /// The host whose loss takes it; `None` where it is its own.
    through: Option<usize>,
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
        let children = children(page, &uses);
        Engine {
            hosts,
            uses,
            judged,
            requests,
            children,
        }
    }

    /// What an outage does to the page.
    pub fn impact(&self, outage: &Outage) -> Impact {
        let hits: Vec<(usize, HostHit)> = self
            .hosts
            .iter()
            .enumerate()
            .filter_map(|(index, host)| Some((index, outage.hits(host)?)))
            .collect();
        let empty = match outage.plane {
            Plane::Control => Reason::ControlPlane,
            Plane::Data | Plane::Both if outage.lost.is_empty() => Reason::Unseen,
            Plane::Data | Plane::Both => Reason::Untouched,
        };
        self.loss_of(&hits, &outage.modes, empty)
    }

    /// The verdict on the loss of one host alone, in the worse mode.
    pub fn loss_of_host(&self, host: usize) -> Verdict {
        let hit = HostHit {
            doubt: None,
            edge_copy: false,
        };
        self.loss_of(
            &[(host, hit)],
            &[Mode::Refuse, Mode::Hang],
            Reason::Untouched,
        )
        .verdict
    }

    fn loss_of(&self, hits: &[(usize, HostHit)], modes: &[Mode], empty: Reason) -> Impact {
        let mut tally = Tally::new(modes);
        let (direct, carried) = if hits.is_empty() {
            (Vec::new(), Vec::new())
        } else {
            let direct = self.direct(hits);
            let carried = self.carried(&direct);
            (direct, carried)
        };
        for (request, (direct, carried)) in direct.iter().zip(&carried).enumerate() {
            self.count(&mut tally, request, *direct, *carried);
        }
        let hosts = hits.iter().filter_map(|(host, hit)| {
            let requests = self.requests.get(*host)?.len() as u32;
            Some(LostHost {
                host: self.hosts.get(*host)?.host.clone(),
                requests,
                doubt: hit.doubt,
            })
        });
        tally.finish(hosts.collect(), empty, |host| self.host_name(host))
    }

    fn host_name(&self, host: usize) -> String {
        self.hosts
            .get(host)
            .map(|host| host.host.clone())
            .unwrap_or_default()
    }

    /// The requests that go to a lost host.
    fn direct(&self, hits: &[(usize, HostHit)]) -> Vec<Option<Gone>> {
        let mut gone = vec![None; self.uses.len()];
        for (host, hit) in hits {
            for request in self.requests.get(*host).into_iter().flatten() {
                let (Some(usage), Some(slot)) = (self.uses.get(*request), gone.get_mut(*request))
                else {
                    continue;
                };
                let copy = hit.edge_copy && copied_at_edges(usage.request.kind);
                let doubt = hit
                    .doubt
                    .or(copy.then_some(Doubt::EdgeCopy))
                    .or(usage.request.background.then_some(Doubt::ServiceWorker));
                *slot = Some(Gone {
                    doubt,
                    through: None,
                });
            }
        }
        gone
    }

    /// The requests that are never made, because what would have asked for
    /// them is lost.
    fn carried(&self, direct: &[Option<Gone>]) -> Vec<Option<Gone>> {
        let mut carried: Vec<Option<Gone>> = vec![None; self.uses.len()];
        let lost = direct.iter().enumerate();
        let mut work: Vec<(usize, Gone)> = lost
            .filter_map(|(request, gone)| {
                let through = self.uses.get(request).and_then(|usage| usage.host);
                gone.map(|gone| (request, Gone { through, ..gone }))
            })
            .collect();
        // In the order of the page, so that the same loss is always laid to
        // the same host.
        work.reverse();
        while let Some((request, gone)) = work.pop() {
            for (child, certain) in self.children.get(request).into_iter().flatten() {
                let doubt = gone.doubt.or((!certain).then_some(Doubt::Initiator));
                let Some(slot) = carried.get_mut(*child) else {
                    continue;
                };
                let better = slot.is_none_or(|old| old.doubt.is_some() && doubt.is_none());
                if better {
                    let gone = Gone {
                        doubt,
                        through: gone.through,
                    };
                    *slot = Some(gone);
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
        if usage.is(&[Kind::Frame]) {
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
            let loads = uses
                .get(initiator.request)
                .is_some_and(|by| by.is(&[Kind::Script, Kind::Stylesheet, Kind::Worker]));
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

/// What effects are grouped by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    /// Worst first.
    verdict: std::cmp::Reverse<Verdict>,
    doubt: Option<Doubt>,
    /// What is lost itself comes before what it takes along.
    carried: bool,
    loss: Loss,
    through: Option<usize>,
    only: Option<Mode>,
}

/// The sum of what an outage takes.
struct Tally {
    refuse: Option<Verdict>,
    hang: Option<Verdict>,
    sure: Verdict,
    requests: u32,
    /// Per group: requests by host, and their area.
    groups: BTreeMap<Group, (BTreeMap<Option<usize>, u32>, f32)>,
}

impl Tally {
    fn new(modes: &[Mode]) -> Self {
        let start = |mode| modes.contains(&mode).then_some(Unaffected);
        Tally {
            refuse: start(Mode::Refuse),
            hang: start(Mode::Hang),
            sure: Unaffected,
            requests: 0,
            groups: BTreeMap::new(),
        }
    }

    /// The worse of two verdicts, of the modes that the outage has.
    fn worse(&self, refuse: Verdict, hang: Verdict) -> Verdict {
        let refuse = self.refuse.map(|_| refuse);
        let hang = self.hang.map(|_| hang);
        refuse.max(hang).unwrap_or(Unaffected)
    }

    fn weigh(&mut self, judged: &Judged, doubt: Option<Doubt>) {
        if doubt.is_none() {
            self.sure = self
                .sure
                .max(self.worse(judged.sure_refuse, judged.sure_hang));
        }
        self.refuse = self.refuse.map(|verdict| verdict.max(judged.refuse));
        self.hang = self.hang.map(|verdict| verdict.max(judged.hang));
    }

    fn tell(&mut self, usage: &Use, judged: &Judged, gone: Gone) {
        let verdict = self.worse(judged.refuse, judged.hang);
        let sure = self.worse(judged.sure_refuse, judged.sure_hang);
        let doubt = gone.doubt.or((sure < verdict).then_some(Doubt::Waiting));
        let both = self.refuse.is_some() && self.hang.is_some();
        let only = match judged.refuse.cmp(&judged.hang) {
            std::cmp::Ordering::Less if both => Some(Mode::Hang),
            std::cmp::Ordering::Greater if both => Some(Mode::Refuse),
            _ => None,
        };
        let group = Group {
            verdict: std::cmp::Reverse(verdict),
            doubt,
            carried: gone.through.is_some(),
            loss: judged.loss,
            through: gone.through,
            only,
        };
        let (hosts, area) = self.groups.entry(group).or_default();
        *hosts.entry(usage.host).or_default() += 1;
        *area += usage.area();
        self.requests += 1;
    }

    fn finish(self, hosts: Vec<LostHost>, empty: Reason, name: impl Fn(usize) -> String) -> Impact {
        let verdict = self.refuse.max(self.hang).unwrap_or(Unaffected);
        let effects: Vec<Effect> = self
            .groups
            .into_iter()
            .map(|(group, (hosts, area))| {
                let count = hosts.values().sum();
                let mut hosts: Vec<(String, u32)> = hosts
                    .into_iter()
                    .filter_map(|(host, count)| Some((name(host?), count)))
                    .collect();
                hosts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                Effect {
                    loss: group.loss,
                    verdict: group.verdict.0,
                    only: group.only,
                    doubt: group.doubt,
                    count,
                    hosts: hosts.into_iter().map(|(host, _)| host).collect(),
                    through: group.through.map(&name),
                    area: area.min(1.0),
                }
            })
            .collect();
        let reason = match effects.first() {
            None => empty,
            Some(worst) => Reason::Effect {
                worst: Box::new(worst.clone()),
                others: self.requests - worst.count,
            },
        };
        let likelihood = if self.sure == verdict {
            Likelihood::Will
        } else {
            Likelihood::May
        };
        Impact {
            verdict,
            likelihood,
            sure: self.sure,
            refuse: self.refuse,
            hang: self.hang,
            reason,
            effects,
            hosts,
            requests: self.requests,
        }
    }
}
