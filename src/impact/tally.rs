//! The sum of what an outage takes: the worst of it, and effects that say the
//! same put together.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::judge::Judged;
use super::spread::Gone;
use super::usage::Use;
use super::{Effect, Impact, Loss, LostHost, Reason};
use crate::model::Verdict::{self, Unaffected};
use crate::model::{Likelihood, Mode};
use crate::observe::url;
use crate::order;
use crate::outage::Doubt;

/// The worst that the loss of some requests means, in each mode: whether it
/// will or may be, and what *will* be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Toll {
    refuse: Worst,
    hang: Worst,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Worst {
    verdict: Verdict,
    sure: Verdict,
}

impl Default for Worst {
    fn default() -> Self {
        Worst {
            verdict: Unaffected,
            sure: Unaffected,
        }
    }
}

impl Worst {
    fn add(&mut self, verdict: Verdict, sure: Option<Verdict>) {
        self.verdict = self.verdict.max(verdict);
        self.sure = self.sure.max(sure.unwrap_or(Unaffected));
    }
}

impl Toll {
    /// Lets a lost request count.
    pub fn weigh(&mut self, judged: &Judged, doubt: Option<Doubt>) {
        let sure = |verdict| doubt.is_none().then_some(verdict);
        self.refuse.add(judged.refuse, sure(judged.sure_refuse));
        self.hang.add(judged.hang, sure(judged.sure_hang));
    }

    /// Lets another loss count; what is sure of it only where it is sure itself.
    pub fn add(&mut self, other: &Toll, is_sure: bool) {
        let sure = |worst: Worst| is_sure.then_some(worst.sure);
        self.refuse.add(other.refuse.verdict, sure(other.refuse));
        self.hang.add(other.hang.verdict, sure(other.hang));
    }

    /// From verdict and what of it is sure, where what is gone answers fast with
    /// an error, and where it never answers: what [`Toll::verdicts`] gives.
    pub fn from_verdicts(refuse: (Verdict, Verdict), hang: (Verdict, Verdict)) -> Toll {
        let mut toll = Toll::default();
        toll.refuse.add(refuse.0, Some(refuse.1));
        toll.hang.add(hang.0, Some(hang.1));
        toll
    }

    /// The verdict in one mode, and what of it *will* be.
    pub fn verdicts(&self, mode: Mode) -> (Verdict, Verdict) {
        let Worst { verdict, sure } = self.of(mode);
        (verdict, sure)
    }

    fn of(&self, mode: Mode) -> Worst {
        match mode {
            Mode::Refuse => self.refuse,
            Mode::Hang => self.hang,
        }
    }

    /// The worst in any of the modes.
    pub fn worst(&self, modes: &[Mode]) -> Verdict {
        let worst = modes.iter().map(|mode| self.of(*mode).verdict).max();
        worst.unwrap_or(Unaffected)
    }

    /// The worst that *will* be in any of the modes.
    pub fn sure(&self, modes: &[Mode]) -> Verdict {
        let worst = modes.iter().map(|mode| self.of(*mode).sure).max();
        worst.unwrap_or(Unaffected)
    }
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
    /// See [`Effect::file`].
    file: Option<String>,
}

impl Sum {
    fn add(&mut self, usage: &Use) {
        self.count += 1;
        self.area += usage.area();
        if usage.request.largest {
            self.file = url::file_name(&usage.request.url)
                .and_then(|name| name.rsplit('/').next())
                .map(str::to_owned);
        }
        let Some(host) = usage.host else { return };
        match self.hosts.last_mut() {
            Some((last, count)) if *last == host => *count += 1,
            _ => self.hosts.push((host, 1)),
        }
    }

    /// The hosts, most requests first, then by name.
    fn names<'n>(&mut self, name: impl Fn(usize) -> &'n str) -> Vec<String> {
        order::by(&mut self.hosts, Ord::cmp);
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
        order::by(&mut named, Ord::cmp);
        named.into_iter().map(|(_, name)| name.to_owned()).collect()
    }
}

/// The sum of what an outage takes.
pub struct Tally<'m> {
    modes: &'m [Mode],
    requests: u32,
    groups: HashMap<Group, Sum, BuildHasherDefault<Quick>>,
}

impl<'m> Tally<'m> {
    pub fn new(modes: &'m [Mode]) -> Self {
        Tally {
            modes,
            requests: 0,
            groups: HashMap::default(),
        }
    }

    /// The worse of two verdicts, of the modes that the outage has.
    fn worse(&self, refuse: Verdict, hang: Verdict) -> Verdict {
        let of = |mode: &Mode| match mode {
            Mode::Refuse => refuse,
            Mode::Hang => hang,
        };
        self.modes.iter().map(of).max().unwrap_or(Unaffected)
    }

    /// Puts a lost request among those that share its effect.
    pub fn tell(&mut self, usage: &Use, judged: &Judged, gone: Gone) {
        let verdict = self.worse(judged.refuse, judged.hang);
        let sure = self.worse(judged.sure_refuse, judged.sure_hang);
        let only = match judged.refuse.cmp(&judged.hang) {
            _ if self.modes.len() < 2 => None,
            Ordering::Less => Some(Mode::Hang),
            Ordering::Greater => Some(Mode::Refuse),
            Ordering::Equal => None,
        };
        let group = Group {
            verdict: Reverse(verdict),
            doubt: gone.doubt.or((sure < verdict).then_some(judged.doubt)),
            carried: gone.through.is_some(),
            loss: judged.loss,
            through: gone.through,
            only,
        };
        self.groups.entry(group).or_default().add(usage);
        self.requests += 1;
    }

    /// The impact; `toll` is the worst of all that was told, `empty` the reason
    /// where that is nothing.
    pub fn finish<'n>(
        self,
        toll: Toll,
        hosts: Vec<LostHost>,
        empty: Reason,
        name: impl Fn(usize) -> &'n str,
    ) -> Impact {
        let mut groups: Vec<(Group, Sum)> = self.groups.into_iter().collect();
        order::by_key(&mut groups, |(group, _)| *group);
        let effect = |(group, mut sum): (Group, Sum)| Effect {
            loss: group.loss,
            verdict: group.verdict.0,
            only: group.only,
            doubt: group.doubt,
            count: sum.count,
            area: sum.area.min(1.0),
            hosts: sum.names(&name),
            through: group.through.map(|host| name(host).to_owned()),
            file: sum.file,
        };
        let effects: Vec<Effect> = groups.into_iter().map(effect).collect();
        let reason = effects.first().map_or(empty, |worst| Reason::Effect {
            worst: Box::new(worst.clone()),
            others: self.requests.saturating_sub(worst.count),
        });
        let (verdict, sure) = (toll.worst(self.modes), toll.sure(self.modes));
        let in_mode = |mode| self.modes.contains(&mode).then(|| toll.worst(&[mode]));
        Impact {
            verdict,
            likelihood: if sure == verdict {
                Likelihood::Will
            } else {
                Likelihood::May
            },
            sure,
            refuse: in_mode(Mode::Refuse),
            hang: in_mode(Mode::Hang),
            reason,
            effects,
            hosts,
            requests: self.requests,
        }
    }
}

/// A hash for keys of a few small numbers that nobody chooses to do harm: the
/// standard one is made for strings of strangers, and was a third of the work.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        // Multiplied by an odd number without pattern (2^64 over the golden
        // ratio), so that every bit of the number reaches the high ones.
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(u64::from(number));
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_isize(&mut self, number: isize) {
        self.write_u64(number as u64);
    }

    /// The table looks at the lowest bits and at the highest.
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}
