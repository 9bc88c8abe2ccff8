//! The judgement of a page's requests: for each the rule that applies to it, and
//! what the frame that it stands in makes of that.

use super::rules::{RULES, Rule};
use super::usage::Use;
use super::{HostUse, Loss};
use crate::model::Verdict::{self, Broken, Degraded, Down, Unaffected};
use crate::model::{Blocking, Kind, Page};
use crate::outage::Doubt;

/// The judgement of one request: what its loss means, whatever outage takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    pub rule: &'static str,
    pub loss: Loss,
    pub refuse: Verdict,
    pub hang: Verdict,
    /// What holds however the page waits for it; below the others where how
    /// it waits is only concluded.
    pub sure_refuse: Verdict,
    pub sure_hang: Verdict,
    /// Why those are below the others, where they are.
    pub doubt: Doubt,
}

impl Judged {
    /// The same of a request that is never made: it is missing at once, in
    /// either mode.
    pub fn missing(self) -> Judged {
        Judged {
            hang: self.refuse,
            sure_hang: self.sure_refuse,
            ..self
        }
    }
}

/// Judges one request as if it stood in the page itself.
pub fn judge(usage: &Use) -> Judged {
    let rule = rule(usage);
    let (mut sure_refuse, mut sure_hang) = (rule.refuse, rule.hang);
    if usage.assumed {
        let patient = patient(usage);
        sure_refuse = sure_refuse.min(patient.refuse);
        sure_hang = sure_hang.min(patient.hang);
    }
    // Where nothing waits for it, a copy by another host does the same.
    let waited_for = matches!(usage.waits, Blocking::Render | Blocking::Parser);
    if usage.copied {
        sure_refuse = Unaffected;
        sure_hang = if waited_for { sure_hang } else { Unaffected };
    }
    let mut refuse = rule.refuse;
    // An error brings the other file; silence brings nothing.
    if usage.request.stand_in && usage.waits != Blocking::Unknown {
        refuse = Unaffected;
        sure_refuse = Unaffected;
    }
    let doubt = if usage.copied {
        Doubt::Copy
    } else {
        Doubt::Waiting
    };
    let Rule {
        name, loss, hang, ..
    } = *rule;
    Judged {
        rule: name,
        loss,
        refuse,
        hang,
        sure_refuse,
        sure_hang,
        doubt,
    }
}

/// The rule for a request that nothing waits for.
fn patient(usage: &Use) -> &'static Rule {
    rule(&Use {
        waits: Blocking::No,
        held: None,
        imported: false,
        ..*usage
    })
}

fn rule(usage: &Use) -> &'static Rule {
    // The last rule applies to everything.
    RULES
        .iter()
        .find(|rule| (rule.applies)(usage))
        .unwrap_or(&RULES[RULES.len() - 1])
}

/// Judges all requests of a page. What happens in a frame is at most as bad as
/// the loss of the frame, and where the page goes on without the frame, it does
/// not wait for what the frame waits for.
pub fn judge_all(page: &Page, uses: &[Use]) -> Vec<Judged> {
    let mut judged: Vec<Judged> = uses.iter().map(judge).collect();
    let caps = frame_caps(page, uses, &judged);
    for (usage, judged) in uses.iter().zip(&mut judged) {
        let Some(Some((refuse, hang))) = caps.get(usage.request.frame) else {
            continue;
        };
        if *refuse.max(hang) < Broken {
            judged.loss = patient(usage).loss;
        }
        judged.refuse = judged.refuse.min(*refuse);
        judged.hang = judged.hang.min(*hang);
        judged.sure_refuse = judged.sure_refuse.min(*refuse);
        judged.sure_hang = judged.sure_hang.min(*hang);
    }
    judged
}

/// For each frame how bad its loss is to the page (refused, hung); `None` for
/// the page itself.
fn frame_caps(page: &Page, uses: &[Use], judged: &[Judged]) -> Vec<Option<(Verdict, Verdict)>> {
    // A frame without a document of its own was written by a script.
    let mut own = vec![(Unaffected, Unaffected); page.frames.len()];
    let mut named = vec![false; page.frames.len()];
    for (usage, judged) in uses
        .iter()
        .zip(judged)
        .filter(|(usage, _)| usage.is(&[Kind::Frame]))
    {
        if let Some(own) = own.get_mut(usage.request.frame) {
            *own = (own.0.max(judged.refuse), own.1.max(judged.hang));
        }
        if let Some(named) = named.get_mut(usage.request.frame) {
            *named = true;
        }
    }
    for (own, _) in own.iter_mut().zip(&named).filter(|(_, named)| !**named) {
        *own = (Degraded, Degraded);
    }
    let cap = |frame: usize| {
        let mut cap = (Down, Down);
        let mut at = frame;
        // As many steps as there are frames: a circle of parents is bad input.
        for _ in 0..page.frames.len() {
            let parent = page.frames.get(at).and_then(|frame| frame.parent);
            let (Some(parent), Some(own)) = (parent, own.get(at)) else {
                break;
            };
            cap = (cap.0.min(own.0), cap.1.min(own.1));
            at = parent;
        }
        cap
    };
    let is_page = |frame: usize| {
        page.frames
            .get(frame)
            .is_none_or(|frame| frame.parent.is_none())
    };
    (0..page.frames.len())
        .map(|frame| (!is_page(frame)).then(|| cap(frame)))
        .collect()
}

/// The rule that judges each request of a page, by name: what the tests and
/// a curious reader look at.
pub fn judged_by(page: &Page, hosts: &[HostUse]) -> Vec<&'static str> {
    super::usage::uses(page, hosts)
        .iter()
        .map(|usage| judge(usage).rule)
        .collect()
}
