//! Advice: which single changes to the page would save it from outages that are
//! sure to take it down. [`best`] are those to begin with; the others are there
//! for whoever asks about one outage.
//!
//! Nothing is advised by rule of thumb: each change is made to a copy of the
//! page, the engine judges the copy, and what it says is what is shown. A
//! change after which any outage is worse than before is not advised.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::Finding;
use crate::impact::{Engine, HostUse, Use};
use crate::model::{
    Blocking, Confidence, Frame, Kind, Page, Placement, Purpose, Reach, Request, Verdict,
};
use crate::observe::url;
use crate::order;

/// A change, and what the engine says of the page after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    pub change: Change,
    /// Whose files are changed.
    pub host: String,
    /// How many requests are changed.
    pub files: u32,
    /// Ids of those findings, with all that are the same, that are no longer
    /// sure to take the page down.
    pub saved: Vec<String>,
    /// How many findings are sure to take it down without the change.
    pub fatal: u32,
    /// Of the saved none even *may* take the page down.
    pub sure: bool,
}

/// What can be done about a host. Ordered: the least work first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Nothing waits for its scripts: for those that nothing else calls.
    Async,
    /// Its scripts run in their order once the document is parsed.
    Defer,
    /// Its stylesheets are preloaded and applied when they come, so that
    /// nothing waits for them, with a copy to fall back on.
    Preload,
    /// Its files move to the page's own host.
    SelfHost,
    /// It is served from a second provider, too.
    SecondProvider,
}

/// How many changes are tried at most, and how many requests are judged for
/// that in all: a page of 300 requests is tried with 30 changes, one of 2,000
/// with 6.
const TRIED: usize = 30;
const BUDGET: usize = 12_000;
/// How many of a large page are tried whatever it costs.
const LEAST: usize = 3;
/// With how many changes one begins.
const BEST: usize = 3;

/// Purposes whose scripts nothing else on a page calls while it is parsed.
const ALONE: &[Purpose] = &[
    Purpose::Advertising,
    Purpose::Analytics,
    Purpose::TagManager,
    Purpose::Consent,
    Purpose::Experiment,
    Purpose::Chat,
    Purpose::Social,
    Purpose::Video,
];
/// Purposes that need nothing of who serves them but the files.
const FILES: &[Purpose] = &[
    Purpose::Fonts,
    Purpose::Library,
    Purpose::Hosting,
    Purpose::Other,
];

/// Every change that was found to save, best first; `findings` are those of the
/// page.
pub(super) fn advice(
    page: &Page,
    hosts: &[HostUse],
    engine: &Engine,
    findings: &[Finding],
) -> Vec<Advice> {
    let fatal = findings.iter().filter(|finding| is_fatal(finding)).count();
    if fatal == 0 {
        return Vec::new();
    }
    // An outage takes the page down as its worst host does, so that only the
    // change of a host that is fatal by itself can save from it.
    let hosts_at_fault =
        (0..hosts.len()).filter(|host| engine.sure_loss_of_host(*host) == Verdict::Down);
    let mut tried: Vec<(Change, usize)> = hosts_at_fault
        .flat_map(|host| CHANGES.map(|change| (change, host)))
        .filter(|(change, host)| applies(*change, *host, page, hosts, engine.uses()))
        .collect();
    order::by(&mut tried, Ord::cmp);
    tried.truncate((BUDGET / page.requests.len().max(1)).clamp(LEAST, TRIED));
    let mut found: Vec<(usize, Advice)> = tried
        .into_iter()
        .filter_map(|(change, host)| Some((host, try_out(change, host, page, hosts, findings)?)))
        .collect();
    order::by_key(&mut found, |(host, advice)| {
        (
            Reverse(advice.saved.len()),
            !advice.sure,
            advice.change,
            *host,
        )
    });
    found.into_iter().map(|(_, advice)| advice).collect()
}

/// The changes to begin with: the best one of each host.
pub fn best(advice: &[Advice]) -> Vec<&Advice> {
    let mut best: Vec<&Advice> = Vec::new();
    for advice in advice {
        if best.len() < BEST && !best.iter().any(|better| better.host == advice.host) {
            best.push(advice);
        }
    }
    best
}

/// The changes that save from one outage, best first; see [`Advice::saved`].
pub fn saving<'a>(advice: &'a [Advice], id: &'a str) -> impl Iterator<Item = &'a Advice> {
    advice
        .iter()
        .filter(move |advice| advice.saved.iter().any(|saved| saved == id))
}

const CHANGES: [Change; 5] = [
    Change::Async,
    Change::Defer,
    Change::Preload,
    Change::SelfHost,
    Change::SecondProvider,
];

fn is_fatal(finding: &Finding) -> bool {
    finding.impact.sure == Verdict::Down
}

/// Judges the page after a change; `None` where it saves from nothing, or
/// makes anything worse.
fn try_out(
    change: Change,
    host: usize,
    page: &Page,
    hosts: &[HostUse],
    findings: &[Finding],
) -> Option<Advice> {
    let name = &hosts.get(host)?.host;
    let (changed_page, changed_hosts, files) = changed(change, name, page, hosts);
    let engine = Engine::new(&changed_page, &changed_hosts);
    let mut saved = Vec::new();
    let mut sure = true;
    for finding in findings {
        let (verdict, will) = engine.verdicts(&finding.outage);
        if verdict > finding.impact.verdict || will > finding.impact.sure {
            return None;
        }
        if !is_fatal(finding) || will == Verdict::Down {
            continue;
        }
        // What did the same before need not do the same now.
        let same: Vec<(Verdict, Verdict)> = finding
            .same
            .iter()
            .map(|same| engine.verdicts(same))
            .collect();
        if same.iter().all(|(_, will)| *will < Verdict::Down) {
            let worst = same.iter().map(|(verdict, _)| *verdict).max();
            sure &= Some(verdict).max(worst) < Some(Verdict::Down);
            saved.push(finding.outage.id.clone());
        }
    }
    let fatal = findings.iter().filter(|finding| is_fatal(finding)).count();
    (!saved.is_empty()).then(|| Advice {
        change,
        host: name.clone(),
        files,
        saved,
        fatal: fatal as u32,
        sure,
    })
}

/// Whether a change is one that somebody could make: whose scripts others wait
/// for is deferred rather than made async, who serves more than files stays.
fn applies(change: Change, host: usize, page: &Page, hosts: &[HostUse], uses: &[Use]) -> bool {
    let Some(known) = hosts.get(host) else {
        return false;
    };
    let has = |kind: Kind| {
        uses.iter()
            .any(|usage| usage.host == Some(host) && waited_for(usage.request, page, kind))
    };
    let alone = known
        .purpose
        .is_some_and(|purpose| ALONE.contains(&purpose));
    let own = url::host(&page.url).is_some_and(|own| own == known.host);
    match change {
        Change::Async => alone && has(Kind::Script),
        Change::Defer => !alone && has(Kind::Script),
        Change::Preload => !own && has(Kind::Stylesheet),
        Change::SelfHost => !own && known.purpose.is_none_or(|purpose| FILES.contains(&purpose)),
        Change::SecondProvider => true,
    }
}

/// Whether the page itself was seen to wait for a request of that kind.
fn waited_for(request: &Request, page: &Page, kind: Kind) -> bool {
    let frame: Option<&Frame> = page.frames.get(request.frame);
    request.kind == kind
        && matches!(request.blocking, Blocking::Render | Blocking::Parser)
        && frame.is_none_or(|frame| frame.parent.is_none())
}

/// The page and its hosts after a change of one host, and how many requests
/// are changed.
pub fn changed(
    change: Change,
    host: &str,
    page: &Page,
    hosts: &[HostUse],
) -> (Page, Vec<HostUse>, u32) {
    let mut after = page.clone();
    let mut hosts = hosts.to_vec();
    let mut files = 0;
    let own = |request: &Request| url::host(&request.url).is_some_and(|asked| asked == host);
    for request in after.requests.iter_mut().filter(|request| own(request)) {
        let waits = |kind| waited_for(request, page, kind);
        match change {
            Change::Async if waits(Kind::Script) => request.blocking = Blocking::No,
            Change::Defer if waits(Kind::Script) => request.blocking = Blocking::Deferred,
            Change::Preload if waits(Kind::Stylesheet) => request.blocking = Blocking::No,
            Change::SelfHost if is_file(request.kind) => request.url = page.url.clone(),
            Change::SecondProvider => {}
            _ => continue,
        }
        files += 1;
    }
    let known = hosts.iter_mut().find(|known| known.host == host);
    if let (Change::SecondProvider, Some(known)) = (change, known) {
        let second: Vec<Placement> = known.placements.iter().map(second).collect();
        known.placements.extend(second);
    }
    (after, hosts, files)
}

/// Kinds that anybody can serve a copy of.
fn is_file(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Script | Kind::Stylesheet | Kind::Font | Kind::Image | Kind::Media | Kind::Hint
    )
}

/// The same layer at somebody who has nothing to do with the first.
fn second(first: &Placement) -> Placement {
    Placement {
        provider: "a second provider".to_owned(),
        service: None,
        region: None,
        reach: Reach::Global,
        layer: first.layer,
        pop: None,
        confidence: Confidence::Certain,
        evidence: Vec::new(),
        against: Vec::new(),
    }
}
