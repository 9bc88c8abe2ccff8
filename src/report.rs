//! The report: all that there is to say about a page, ranked, with what is not
//! known. Every view shows the same report.
//!
//! It holds values, not sentences: [`crate::words`] makes those.

mod advice;
mod aliases;
mod assemble;
mod listed;
mod numbers;
mod operators;
mod place;
mod smallest;

pub use advice::{Advice, Change, best, changed, saving};
pub use aliases::worth_looking_up;
pub(crate) use assemble::size;
pub use assemble::{Asked, about, hosts_of, report_on, report_on_asked};
pub use listed::{Extent, unlist};
pub use numbers::{Delivery, Levels, Numbers, Part, RenderBlocking};
pub use operators::{complete, is_open, operator};
pub use place::{data, place, report, report_asked};
use serde::{Deserialize, Serialize};
pub use smallest::{Smallest, narrowness};

use crate::impact::{HostUse, Impact};
use crate::model::{Gap, Kind, Layer, Omitted, Placement, Purpose, Signal, Verdict};
use crate::outage::Outage;

/// All that there is to say about a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub page: Summary,
    pub answer: Answer,
    pub smallest: Smallest,
    /// Only some outages were asked about, and no others are spoken of.
    #[serde(default)]
    pub is_partial: bool,
    /// The what-ifs, worst first; see [`Finding::same`].
    pub outages: Vec<Finding>,
    /// The single changes that were found to save from some of them, best
    /// first; [`best`] and [`saving`] choose among them.
    pub advice: Vec<Advice>,
    /// Every documented past outage replayed on this page, newest first;
    /// `outage::past(&finding.outage.id)` has its dates and sources.
    pub history: Vec<Finding>,
    /// In the order in which the page first used them.
    pub hosts: Vec<Host>,
    /// The page's requests by who serves them, largest first.
    pub shares: Vec<Share>,
    pub numbers: Numbers,
    pub coverage: Coverage,
    pub data: Data,
}

/// The page in short.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    pub url: String,
    pub title: String,
    /// Kept and omitted ones together.
    pub requests: u32,
    /// Kept and omitted ones together.
    pub hosts: u32,
    pub omitted: Omitted,
    pub gaps: Vec<Gap>,
    pub loaded: bool,
    /// Loading the page again would send a form again.
    #[serde(default)]
    pub posted: bool,
}

/// The first line: how many outages are how bad. What-ifs only, each group of
/// the same counted once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Of the worst finding.
    pub verdict: Verdict,
    /// How many what-ifs would take the page down for sure.
    pub down: u32,
    /// How many more may take it down.
    pub may_down: u32,
    /// How many break it for sure (and are not counted before).
    pub broken: u32,
    pub may_broken: u32,
    /// How many only degrade it, surely or not.
    pub degraded: u32,
    pub unaffected: u32,
    /// The worst finding; `None` where there is none that has an effect.
    pub worst: Option<Outage>,
}

/// One outage, and what it does to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    pub outage: Outage,
    pub impact: Impact,
    /// Other outages of the same provider that do exactly the same to this
    /// page; the one that speaks for them is the likeliest, or the best known.
    pub same: Vec<Outage>,
}

/// A host that the page uses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Host {
    pub host: String,
    pub requests: u32,
    /// How many of each kind, most first.
    pub kinds: Vec<(Kind, u32)>,
    /// Over the network, of those requests where it is known.
    pub bytes: u64,
    pub third_party: bool,
    pub purpose: Option<Purpose>,
    /// Edge first. Empty: not known.
    pub placements: Vec<Placement>,
    /// Of a host that is placed nowhere, once [`complete`] has looked.
    pub operator: Option<Operator>,
    /// What the loss of this host alone would do to the page where it answers
    /// fast with an error.
    pub refuse: Verdict,
    /// The same where it never answers.
    pub hang: Verdict,
}

impl Host {
    /// What the impact engine is told of it.
    pub fn to_use(&self) -> HostUse {
        HostUse {
            host: self.host.clone(),
            placements: self.placements.clone(),
            third_party: self.third_party,
            purpose: self.purpose,
        }
    }

    /// What the loss of this host alone would do to the page, in the worse mode.
    pub fn verdict(&self) -> Verdict {
        self.refuse.max(self.hang)
    }
}

/// Who announces the network that a host's address is in: all that is known of
/// the host, and not always who serves it. No failure domain comes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    /// Of the autonomous system.
    pub number: u32,
    pub name: String,
    /// The block around the address, as `192.0.32.0/22`.
    pub prefix: String,
    /// Of the list, as `2026-06-17`.
    pub date: String,
}

/// A part of the page's requests: those whose first layer one provider serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// `None`: not known who.
    pub provider: Option<String>,
    /// Name of the network's operator, where nothing better is known.
    pub operator: Option<String>,
    pub requests: u32,
    pub hosts: u32,
    /// Of the outage of the whole provider; of the hosts' own loss where the
    /// provider is not known.
    pub verdict: Verdict,
}

/// How much of the page is placed, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    pub requests: u32,
    pub placed: u32,
    /// Placed requests whose region is known or means nothing for them.
    pub regions: u32,
    /// Placed requests by the strongest evidence for their first placement,
    /// most first.
    pub by_signal: Vec<(Signal, u32)>,
    /// Placed requests by the layers that are known, `Edge` first.
    pub by_layer: Vec<(Layer, u32)>,
    /// Requests that are not placed, to hosts whose [`Operator`] is known.
    pub operators: u32,
    /// Hosts that are placed nowhere, most requests first.
    pub unplaced: Vec<String>,
}

/// What the answers rest on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Data {
    /// Of the address tables: `2026-10-26`. Empty where there are none.
    pub date: String,
    /// Whom to credit, with a link, where results show.
    pub credits: Vec<Credit>,
}

/// Somebody whose data the answers rest on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    pub name: String,
    pub link: String,
}
