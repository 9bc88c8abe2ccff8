//! The rows that reports make in a table, whoever writes it: one per page and
//! outage.
//!
//! Every outage has its own row, also where a report lets one speak for
//! several that do the same. Past outages that would not have been noticed are
//! left out.

use super::json;
use crate::model::{Likelihood, Verdict};
use crate::outage::Origin;
use crate::report::Report;
use crate::survey;
use crate::words;

/// What one outage does to the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The outage's id.
    pub outage: String,
    /// `hypothetical` or `historical`.
    pub kind: &'static str,
    pub title: String,
    pub verdict: &'static str,
    /// `will` or `may`.
    pub likelihood: &'static str,
    /// How many are gone.
    pub hosts: usize,
    /// How many are lost, with what they would have led to.
    pub requests: u32,
    /// The verdict where what is gone refuses; `None` where the outage did not
    /// fail so.
    pub refuse: Option<&'static str>,
    /// The verdict where what is gone hangs.
    pub hang: Option<&'static str>,
}

/// The rows of a report, in its order.
pub fn rows(report: &Report) -> Vec<Row> {
    let every = survey::every(report).into_iter();
    let told = every.filter(|(outage, impact)| {
        let noticed = report.is_partial || impact.verdict > Verdict::Unaffected;
        noticed || outage.origin != Origin::Past
    });
    told.map(|(outage, impact)| Row {
        kind: json::kind(&outage),
        title: words::title(&outage),
        verdict: words::verdict_key(impact.verdict),
        likelihood: match impact.likelihood {
            Likelihood::Will => "will",
            Likelihood::May => "may",
        },
        hosts: impact.hosts.len(),
        requests: impact.requests,
        refuse: impact.refuse.map(words::verdict_key),
        hang: impact.hang.map(words::verdict_key),
        outage: outage.into_owned().id,
    })
    .collect()
}
