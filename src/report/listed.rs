//! Which outages are listed, for a reader who wants not all of them.

use serde::{Deserialize, Serialize};

use super::assemble::answer;
use super::{Finding, Report};
use crate::outage::{Origin, Outage};

/// The **extent** of an outage: what kind of thing fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// A provider with all that it has.
    Provider,
    /// A service of a provider, everywhere or in one region.
    Service,
    /// A region of a provider, with all that stands there.
    Region,
    /// What has happened once.
    Past,
}

impl Extent {
    pub const ALL: [Extent; 4] = [
        Extent::Provider,
        Extent::Service,
        Extent::Region,
        Extent::Past,
    ];

    pub fn of(outage: &Outage) -> Extent {
        let has = |part: fn(&crate::model::Domain) -> bool| {
            outage.lost.iter().any(|lost| part(&lost.domain))
        };
        if outage.origin == Origin::Past {
            Extent::Past
        } else if has(|domain| domain.service.is_some()) {
            Extent::Service
        } else if has(|domain| domain.region.is_some()) {
            Extent::Region
        } else {
            Extent::Provider
        }
    }

    /// A name for machines.
    pub fn key(self) -> &'static str {
        match self {
            Extent::Provider => "provider",
            Extent::Service => "service",
            Extent::Region => "region",
            Extent::Past => "past",
        }
    }

    /// The extent of that name.
    pub fn named(key: &str) -> Option<Extent> {
        Extent::ALL.into_iter().find(|extent| extent.key() == key)
    }
}

/// Takes outages of these extents off a report's lists; its answer is on those
/// that stay.
pub fn unlist(report: &mut Report, unlisted: &[Extent]) {
    let stays = |outage: &Outage| !unlisted.contains(&Extent::of(outage));
    // Several that do the same are one finding: any of them may stand for it.
    let listed = |finding: &mut Finding| {
        finding.same.retain(stays);
        if stays(&finding.outage) {
            return true;
        }
        let has_other = !finding.same.is_empty();
        if has_other {
            finding.outage = finding.same.remove(0);
        }
        has_other
    };
    report.outages.retain_mut(listed);
    report.history.retain_mut(listed);
    report.answer = answer(report.outages.iter());
}
