//! The sum of what an outage takes: verdicts, and effects that say the same put
//! together.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;

use super::rules::Judged;
use super::usage::Use;
use super::{Effect, Impact, Loss, LostHost, Reason};
use crate::model::Verdict::{self, Unaffected};
use crate::model::{Likelihood, Mode};
use crate::outage::Doubt;

/// How one request is lost.
#[derive(Clone, Copy)]
pub struct Gone {
    pub doubt: Option<Doubt>,
    /// The host whose loss takes it; `None` where it is its own.
    pub through: Option<usize>,
}

/// What effects are grouped by, and sorted by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Group {
    /// Worst first.
    verdict: Reverse<Verdict>,
    doubt: Option<Doubt>,
    /// What is lost itself comes before what it takes along.
    carried: bool,
    loss: Loss,
    through: Option<usize>,
    only: Option<Mode>,
}

/// The requests of one group.
#[derive(Default)]
struct Sum {
    count: u32,
    area: f32,
    /// Host and number, as they come: a host may come again.
    hosts: Vec<(usize, u32)>,
}

impl Sum {
    fn add(&mut self, usage: &Use) {
        self.count += 1;
        self.area += usage.area();
        let Some(host) = usage.host else { return };
        match self.hosts.last_mut() {
            Some((last, count)) if *last == host => *count += 1,
            _ => self.hosts.push((host, 1)),
        }
    }

    /// The hosts, most requests first, then by name.
    fn names<'n>(mut self, name: impl Fn(usize) -> &'n str) -> Vec<String> {
        self.hosts.sort_unstable();
        self.hosts.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 += if same { next.1 } else { 0 };
            same
        });
        let mut named: Vec<(Reverse<u32>, &str)> = self
            .hosts
            .iter()
            .map(|(host, count)| (Reverse(*count), name(*host)))
            .collect();
        named.sort_unstable();
        named.into_iter().map(|(_, name)| name.to_owned()).collect()
    }
}

/// The sum of what an outage takes.
pub struct Tally {
    refuse: Option<Verdict>,
    hang: Option<Verdict>,
    sure: Verdict,
    requests: u32,
    groups: HashMap<Group, Sum>,
}

impl Tally {
    pub fn new(modes: &[Mode]) -> Self {
        let start = |mode| modes.contains(&mode).then_some(Unaffected);
        Tally {
            refuse: start(Mode::Refuse),
            hang: start(Mode::Hang),
            sure: Unaffected,
            requests: 0,
            groups: HashMap::new(),
        }
    }

    pub fn verdict(&self) -> Verdict {
        self.refuse.max(self.hang).unwrap_or(Unaffected)
    }

    /// The worst that *will* be.
    pub fn sure(&self) -> Verdict {
        self.sure
    }

    /// The worse of two verdicts, of the modes that the outage has.
    fn worse(&self, refuse: Verdict, hang: Verdict) -> Verdict {
        let refuse = self.refuse.map(|_| refuse);
        let hang = self.hang.map(|_| hang);
        refuse.max(hang).unwrap_or(Unaffected)
    }

    /// Lets a lost request count for the verdicts.
    pub fn weigh(&mut self, judged: &Judged, doubt: Option<Doubt>) {
        if doubt.is_none() {
            self.sure = self
                .sure
                .max(self.worse(judged.sure_refuse, judged.sure_hang));
        }
        self.refuse = self.refuse.map(|verdict| verdict.max(judged.refuse));
        self.hang = self.hang.map(|verdict| verdict.max(judged.hang));
    }

    /// Puts a lost request among those that share its effect.
    pub fn tell(&mut self, usage: &Use, judged: &Judged, gone: Gone) {
        let verdict = self.worse(judged.refuse, judged.hang);
        let sure = self.worse(judged.sure_refuse, judged.sure_hang);
        let both = self.refuse.is_some() && self.hang.is_some();
        let only = match judged.refuse.cmp(&judged.hang) {
            Ordering::Less if both => Some(Mode::Hang),
            Ordering::Greater if both => Some(Mode::Refuse),
            _ => None,
        };
        let group = Group {
            verdict: Reverse(verdict),
            doubt: gone.doubt.or((sure < verdict).then_some(Doubt::Waiting)),
            carried: gone.through.is_some(),
            loss: judged.loss,
            through: gone.through,
            only,
        };
        self.groups.entry(group).or_default().add(usage);
        self.requests += 1;
    }

    /// The impact; `empty` is the reason where nothing is lost.
    pub fn finish<'n>(
        self,
        hosts: Vec<LostHost>,
        empty: Reason,
        name: impl Fn(usize) -> &'n str,
    ) -> Impact {
        let verdict = self.verdict();
        let mut groups: Vec<(Group, Sum)> = self.groups.into_iter().collect();
        groups.sort_unstable_by_key(|(group, _)| *group);
        let effect = |(group, sum): (Group, Sum)| Effect {
            loss: group.loss,
            verdict: group.verdict.0,
            only: group.only,
            doubt: group.doubt,
            count: sum.count,
            area: sum.area.min(1.0),
            hosts: sum.names(&name),
            through: group.through.map(|host| name(host).to_owned()),
        };
        let effects: Vec<Effect> = groups.into_iter().map(effect).collect();
        let reason = effects.first().map_or(empty, |worst| Reason::Effect {
            worst: Box::new(worst.clone()),
            others: self.requests.saturating_sub(worst.count),
        });
        let sure = self.sure == verdict;
        Impact {
            verdict,
            likelihood: if sure {
                Likelihood::Will
            } else {
                Likelihood::May
            },
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
