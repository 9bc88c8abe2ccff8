//! A trial is one simulated outage, seen: the page is loaded under it in a tab
//! of its own, and what is seen stands beside what was foretold.

use serde::{Deserialize, Serialize};

use crate::look::{Look, Observed, observed};
use crate::model::{Mode, Purpose, Verdict};
use crate::order;
use crate::outage::Outage;
use crate::report::{Finding, Report};
use crate::simulate::{self, Plan};

/// How many outages are tried: each takes a load of the page, and a reader
/// waits for them.
pub const OUTAGES: usize = 5;

/// One outage in one mode, foretold and seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    pub outage: Outage,
    pub mode: Mode,
    pub predicted: Verdict,
    pub observed: Observed,
    /// The hosts that were cut off.
    pub lost: Vec<String>,
}

impl Trial {
    /// Compares the page under an outage with the undisturbed one. `None` for
    /// the disturbed look: the document itself was lost.
    pub fn new(plan: &Plan, undisturbed: &Look, disturbed: Option<&Look>) -> Trial {
        Trial {
            outage: plan.outage.clone(),
            mode: plan.mode,
            predicted: plan.predicted,
            observed: observed(undisturbed, disturbed),
            lost: plan.lost.clone(),
        }
    }

    pub fn agrees(&self) -> bool {
        self.predicted == self.observed.verdict
    }
}

/// The plans worth trying: the worst outages that take different hosts, each
/// failing at once; and hanging, where that is foretold to be something else
/// and the browser can do it.
///
/// # Errors
/// When none can be simulated.
pub fn plans(report: &Report, holds: bool) -> Result<Vec<Plan>, simulate::Refused> {
    let mut seen = Vec::new();
    let mut plans = Vec::new();
    let touched = |finding: &&Finding| finding.impact.verdict > Verdict::Unaffected;
    let mut worst: Vec<&Finding> = report.outages.iter().filter(touched).collect();
    order::by_key(&mut worst, |finding| {
        std::cmp::Reverse(finding.impact.verdict)
    });
    for finding in worst {
        if seen.len() == OUTAGES {
            break;
        }
        let plan = simulate::plan(report, &finding.outage.id, Mode::Refuse)?;
        if seen.contains(&plan.lost) {
            continue;
        }
        seen.push(plan.lost.clone());
        let hang = simulate::in_mode(finding, Mode::Hang);
        let other = (holds && hang != plan.predicted)
            .then(|| simulate::plan(report, &finding.outage.id, Mode::Hang))
            .transpose()?;
        plans.push(plan);
        plans.extend(other);
    }
    if plans.is_empty() {
        return Err(simulate::Refused::NothingLost);
    }
    Ok(plans)
}

/// Whether what a host shows belongs to the page for those who read it. Where
/// it does not, no verdict counts it.
pub fn is_beside_the_page(report: &Report, host: &str) -> bool {
    let known = report.hosts.iter().find(|known| known.host == host);
    known.is_some_and(|known| {
        matches!(
            known.purpose,
            Some(Purpose::Advertising | Purpose::Analytics)
        )
    })
}
