//! A simulation is one outage made true in one tab: the browser itself cuts
//! the hosts off that the outage takes, until the reader has seen enough.
//!
//! A [`Plan`] says what is to fail, made from the report of the page as it is;
//! [`rules`] are what the browser is told; a [`Running`] is a plan at work,
//! which grows with the hosts that appear meanwhile.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::impact::HostUse;
use crate::model::{Mode, Page, Verdict};
use crate::observe::url;
use crate::outage::Outage;
use crate::report::{Extent, Finding, Report};
use crate::trial::Trial;
use crate::wire::Sealed;

/// After this many minutes a simulation ends by itself: a forgotten one looks
/// like a broken network.
pub const MINUTES: u32 = 10;

/// What is to fail, and on which page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub outage: Outage,
    pub mode: Mode,
    /// What the report says of this outage in this mode.
    pub predicted: Verdict,
    /// Hosts that are cut off, those that only *may* be gone among them.
    pub lost: Vec<String>,
    /// Hosts below a lost one that stand: the browser's rules take a host
    /// with all below it.
    pub spared: Vec<String>,
    /// The address of the page.
    pub page: String,
    /// Every host of the page.
    pub hosts: Vec<String>,
    /// The report on the page as it was before anything failed.
    pub before: Sealed<Report>,
}

/// Why an outage cannot be simulated on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refused {
    /// It takes nothing that the page loads.
    NothingLost,
    /// The page is the answer to a form, which would be sent again.
    Form,
}

/// The plan for an outage of a report, by its id.
///
/// # Errors
/// When there is nothing to see, or no page that could be loaded again.
pub fn plan(report: &Report, id: &str, mode: Mode) -> Result<Plan, Refused> {
    if report.page.posted {
        return Err(Refused::Form);
    }
    let finding = finding(report, id).ok_or(Refused::NothingLost)?;
    let lost: Vec<String> = (finding.impact.hosts.iter())
        .map(|lost| lost.host.clone())
        .collect();
    if lost.is_empty() {
        return Err(Refused::NothingLost);
    }
    let stands = report.hosts.iter().map(|host| &host.host);
    Ok(Plan {
        outage: finding.outage.clone(),
        mode,
        predicted: in_mode(finding, mode),
        spared: stands
            .filter(|host| !lost.contains(host) && is_below(host, &lost))
            .cloned()
            .collect(),
        lost,
        page: report.page.url.clone(),
        hosts: report.hosts.iter().map(|host| host.host.clone()).collect(),
        before: Sealed::new(report),
    })
}

/// What a report says of the outage with this id, what if or past.
pub fn finding<'a>(report: &'a Report, id: &str) -> Option<&'a Finding> {
    let mut findings = report.outages.iter().chain(&report.history);
    findings.find(|finding| finding.outage.id == id)
}

/// The verdict on an outage in one mode; in the worse one where it did not
/// fail in this.
pub fn in_mode(finding: &Finding, mode: Mode) -> Verdict {
    let impact = &finding.impact;
    let said = match mode {
        Mode::Refuse => impact.refuse,
        Mode::Hang => impact.hang,
    };
    said.unwrap_or(impact.verdict)
}

/// Whether a host is below one of these: `a.cdn.example` is below `cdn.example`.
fn is_below(host: &str, above: &[String]) -> bool {
    above.iter().any(|above| {
        host.strip_suffix(above.as_str())
            .is_some_and(|rest| rest.ends_with('.'))
    })
}

/// A plan at work in a tab.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Running {
    pub tab: i64,
    pub plan: Plan,
    /// When it ends by itself, in milliseconds of the clock since 1970.
    pub until: f64,
    /// Lost hosts that appeared while it ran: each answered at least once.
    pub late: Vec<String>,
    /// The browser's numbers of the rules that make it true.
    pub rules: Vec<u32>,
}

impl Running {
    /// Every host that is cut off.
    pub fn lost(&self) -> impl Iterator<Item = &String> {
        self.plan.lost.iter().chain(&self.late)
    }

    pub fn takes(&self, address: &str) -> bool {
        url::host(address).is_some_and(|host| self.lost().any(|lost| *lost == host))
    }

    /// Takes up the hosts that appeared meanwhile; whether there are any that
    /// change the rules. What was cut off only because it is below a lost host
    /// is let through from now on, to be placed by its own address.
    pub fn grow(&mut self, hosts: &[HostUse]) -> bool {
        let known: HashSet<&str> = self.plan.hosts.iter().map(String::as_str).collect();
        let mut grown = false;
        for host in hosts {
            let name = &host.host;
            if known.contains(name.as_str()) || self.lost().any(|lost| lost == name) {
                continue;
            }
            let spared = self.plan.spared.iter().position(|spared| spared == name);
            if self.plan.outage.hits(host).is_some() {
                spared.map(|at| self.plan.spared.remove(at));
                self.late.push(name.clone());
                grown = true;
            } else if spared.is_none() && is_below(name, &self.plan.lost) {
                self.plan.spared.push(name.clone());
                grown = true;
            }
        }
        grown
    }

    /// How many of a page's requests went to hosts that are cut off, and
    /// failed.
    pub fn failed(&self, page: &Page) -> u32 {
        let failed = (page.requests.iter())
            .filter(|request| request.outcome.is_blocked() && self.takes(&request.url));
        u32::try_from(failed.count()).unwrap_or(u32::MAX)
    }
}

/// A rule of the browsers' `declarativeNetRequest`, in their own words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rule {
    pub id: u32,
    pub action: Action,
    pub condition: Condition,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Action {
    #[serde(rename = "type")]
    pub kind: &'static str,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Condition {
    pub tab_ids: Vec<i64>,
    pub request_domains: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub excluded_request_domains: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub initiator_domains: Vec<String>,
    /// None: every type but the page itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource_types: Vec<&'static str>,
}

/// How many rules a simulation takes.
pub const RULES: usize = 3;

/// What the browser is told, under the numbers given.
///
/// One rule is for the page itself and one for all that it asks for. The third
/// is for the page's service worker, which no tab owns: it also reaches other
/// tabs of the same site, as far as the worker asks on their behalf.
///
/// In [`Mode::Hang`] only the page itself is cut off: there is no rule that
/// holds an answer back.
pub fn rules(running: &Running, ids: [u32; RULES]) -> Vec<Rule> {
    let lost: Vec<String> = running.lost().cloned().collect();
    let condition = Condition {
        tab_ids: vec![running.tab],
        request_domains: lost,
        excluded_request_domains: running.plan.spared.clone(),
        ..Condition::default()
    };
    let page = Condition {
        resource_types: vec!["main_frame"],
        ..condition.clone()
    };
    let worker = Condition {
        tab_ids: vec![-1],
        initiator_domains: url::host(&running.plan.page).into_iter().collect(),
        ..condition.clone()
    };
    let conditions = match running.plan.mode {
        Mode::Refuse => vec![page, condition, worker],
        Mode::Hang => vec![page],
    };
    ids.into_iter()
        .zip(conditions)
        .map(|(id, condition)| Rule {
            id,
            action: Action { kind: "block" },
            condition,
        })
        .collect()
}

/// What the popup says of a simulation that runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Status {
    pub outage: Outage,
    pub mode: Mode,
    pub predicted: Verdict,
    /// How many hosts are cut off.
    pub hosts: u32,
    pub late: Vec<String>,
    /// How many requests of the page failed by it so far.
    pub failed: u32,
    /// Until it ends by itself, begun ones counted.
    pub minutes: u32,
    /// The page itself is lost, so that there is nothing to see but that.
    pub document: bool,
}

impl Status {
    /// `now` is in milliseconds since 1970; `page` what the tab loaded since.
    pub fn new(running: &Running, page: Option<&Page>, now: f64) -> Status {
        let plan = &running.plan;
        Status {
            outage: plan.outage.clone(),
            mode: plan.mode,
            predicted: plan.predicted,
            hosts: u32::try_from(running.lost().count()).unwrap_or(u32::MAX),
            late: running.late.clone(),
            failed: page.map_or(0, |page| running.failed(page)),
            minutes: ((running.until - now) / 60_000.0).ceil().max(0.0) as u32,
            document: running.takes(&plan.page),
        }
    }
}

/// What the extension adds to a report, because it has the tab at hand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Beside {
    /// What runs in the tab.
    pub simulation: Option<Status>,
    /// The browser lets an extension hold an answer back, so that it can make
    /// a host hang. Chrome does not.
    pub holds: bool,
    /// What was seen of outages of this page when they were tried.
    pub trials: Vec<Trial>,
    /// What the extension has to do without.
    pub troubles: Vec<Trouble>,
    /// Outages that the reader wants not listed.
    pub unlisted: Vec<Extent>,
}

/// Something that the extension has to do without, because the browser or one
/// of its own files refuses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trouble {
    pub lack: Lack,
    /// What the browser says.
    pub why: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lack {
    /// The session's storage: what was seen does not outlive the background.
    Memory,
    /// The reader's settings.
    Settings,
    /// The list of operators.
    Operators,
}
