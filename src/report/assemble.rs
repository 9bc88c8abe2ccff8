//! Puts a report together from a page and what serves its hosts.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::{
    Answer, Coverage, Data, Finding, Host, Report, Share, Summary, advice, numbers, smallest,
};
use crate::catalogue::{self, ProviderKind};
use crate::impact::{Engine, HostUse, Impact};
use crate::model::{Kind, Layer, Likelihood, Mode, Page, Placement, Reach, Verdict};
use crate::observe::url;
use crate::order;
use crate::outage::{self, Doubt, Origin, Outage};
use litemap::LiteMap;

/// What is asked about a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// Only these outages; `None` for all that are worth asking about.
    pub outages: Option<Vec<Outage>>,
    /// Only as if what is gone failed in this way.
    pub mode: Option<Mode>,
}

impl Asked {
    /// The outages of one origin, where some are named.
    fn named(&self, origin: Origin) -> Option<Vec<Outage>> {
        let named = self.outages.as_ref()?.iter();
        Some(
            named
                .filter(|named| named.origin == origin)
                .cloned()
                .collect(),
        )
    }

    fn in_mode(&self, mut outages: Vec<Outage>) -> Vec<Outage> {
        if let Some(mode) = self.mode {
            for outage in &mut outages {
                outage.modes = vec![mode];
            }
        }
        outages
    }
}

/// The report on a page whose hosts are placed. `hosts` stand in the order in
/// which the page first used them, as [`hosts_of`] names them.
pub fn report_on(page: &Page, hosts: &[HostUse], data: Data) -> Report {
    report_on_asked(page, hosts, data, &Asked::default())
}

/// The same about some outages only: each has its own finding, also where
/// several say the same.
pub fn report_on_asked(page: &Page, hosts: &[HostUse], data: Data, asked: &Asked) -> Report {
    let engine = Engine::new(page, hosts);
    let outages = match asked.named(Origin::WhatIf) {
        Some(named) => find(&engine, asked.in_mode(named)),
        None => together(find(&engine, asked.in_mode(outage::what_ifs(hosts)))),
    };
    let outages = worst_first(outages);
    let past = asked.named(Origin::Past).unwrap_or_else(|| {
        let past = outage::history().iter().rev();
        past.map(outage::Past::outage).collect()
    });
    let history = find(&engine, asked.in_mode(past));
    let listed = list_hosts(hosts, &engine);
    let numbers = numbers::numbers(page, &listed, &engine);
    let shares = shares(&listed, &outages);
    let coverage = coverage(page, &listed);
    Report {
        page: summary(page, &listed),
        answer: match asked.outages {
            Some(_) => answer(outages.iter().chain(&history)),
            None => answer(outages.iter()),
        },
        smallest: smallest::smallest(&engine, hosts),
        advice: advice::advice(page, hosts, &engine, &outages),
        is_partial: asked.outages.is_some(),
        outages,
        history,
        hosts: listed,
        shares,
        numbers,
        coverage,
        data,
    }
}

/// The report on the same page about some outages only, from the report on all.
pub fn about(report: &Report, page: &Page, asked: &Asked) -> Report {
    let hosts: Vec<HostUse> = report.hosts.iter().map(Host::to_use).collect();
    let mut about = report_on_asked(page, &hosts, report.data.clone(), asked);
    for (host, known) in about.hosts.iter_mut().zip(&report.hosts) {
        host.operator.clone_from(&known.operator);
    }
    about.coverage.operators = report.coverage.operators;
    about.shares = shares(&about.hosts, &about.outages);
    about
}

/// The hosts that a page uses, each once, in the order of their first use.
pub fn hosts_of(page: &Page) -> Vec<String> {
    // A few hosts are written again and again: only new writings are copied.
    let (mut writings, mut seen) = (HashSet::new(), HashSet::new());
    let urls = page.requests.iter().map(|request| request.url.as_str());
    let written = urls.filter_map(url::written_host);
    let new = written.filter(|written| writings.insert(*written));
    new.map(str::to_ascii_lowercase)
        .filter(|host| seen.insert(host.clone()))
        .collect()
}

/// Asks the engine, one finding for each outage.
fn find(engine: &Engine, outages: Vec<Outage>) -> Vec<Finding> {
    let impacts = engine.impacts(outages.iter());
    let found = outages.into_iter().zip(impacts);
    found
        .map(|(outage, impact)| Finding {
            outage,
            impact,
            same: Vec::new(),
        })
        .collect()
}

/// Findings that say the same of the same provider, put together.
fn together(mut asked: Vec<Finding>) -> Vec<Finding> {
    let mut groups: Vec<Finding> = Vec::new();
    order::by_key(&mut asked, |finding| size(&finding.outage));
    for finding in asked {
        let twin = groups.iter_mut().find(|group| {
            provider(&group.outage) == provider(&finding.outage) && group.impact == finding.impact
        });
        match twin {
            Some(group) => group.same.push(finding.outage),
            None => groups.push(finding),
        }
    }
    groups
}

fn worst_first(mut findings: Vec<Finding>) -> Vec<Finding> {
    order::by(&mut findings, |a, b| {
        rank(a)
            .cmp(&rank(b))
            .then_with(|| a.outage.id.cmp(&b.outage.id))
    });
    findings
}

fn provider(outage: &Outage) -> Option<&str> {
    outage
        .lost
        .first()
        .map(|lost| lost.domain.provider.as_str())
}

/// Which of several outages that do the same speaks for them. A cloud's region
/// fails more often than a service in it, that more often than the service
/// everywhere, and that more often than the whole cloud. Whoever is no cloud
/// is known by name, and hardly by the name of a product.
pub(crate) fn size(outage: &Outage) -> u8 {
    let Some(lost) = outage.lost.first() else {
        return 0;
    };
    let domain = &lost.domain;
    let cloud = catalogue::provider(&domain.provider)
        .is_none_or(|provider| provider.kind == ProviderKind::Cloud);
    match (domain.region.is_some(), domain.service.is_some()) {
        (true, false) => 0,
        (true, true) => 1,
        (false, true) => 2 + u8::from(!cloud) * 2,
        (false, false) => 3,
    }
}

/// Worst first: by verdict, what will before what may, what is known before
/// what could be, then by breadth.
fn rank(finding: &Finding) -> impl Ord + use<> {
    let doubt = finding.impact.effects.first().and_then(|worst| worst.doubt);
    let guessed = matches!(
        doubt,
        Some(Doubt::RegionUnknown | Doubt::ServiceUnknown | Doubt::Placement)
    );
    let Impact {
        verdict,
        likelihood,
        sure,
        requests,
        ref hosts,
        ..
    } = finding.impact;
    (
        Reverse(verdict),
        Reverse(likelihood),
        Reverse(sure),
        guessed,
        Reverse(requests),
        Reverse(hosts.len()),
    )
}

/// Of several equally bad findings the first is the worst.
pub(super) fn answer<'f>(findings: impl Iterator<Item = &'f Finding> + Clone) -> Answer {
    let count = |verdict, likelihood| {
        let same = |finding: &&Finding| {
            finding.impact.verdict == verdict && finding.impact.likelihood == likelihood
        };
        findings.clone().filter(same).count() as u32
    };
    let both = |verdict| count(verdict, Likelihood::Will) + count(verdict, Likelihood::May);
    // The first of the worst, which `max_by_key` would not give.
    let worst = (findings.clone()).min_by_key(|finding| Reverse(finding.impact.verdict));
    let worst = worst.filter(|worst| worst.impact.verdict > Verdict::Unaffected);
    Answer {
        verdict: worst.map_or(Verdict::Unaffected, |worst| worst.impact.verdict),
        down: count(Verdict::Down, Likelihood::Will),
        may_down: count(Verdict::Down, Likelihood::May),
        broken: count(Verdict::Broken, Likelihood::Will),
        may_broken: count(Verdict::Broken, Likelihood::May),
        degraded: both(Verdict::Degraded),
        unaffected: both(Verdict::Unaffected),
        worst: worst.map(|worst| worst.outage.clone()),
    }
}

fn list_hosts(hosts: &[HostUse], engine: &Engine) -> Vec<Host> {
    let mut sums: Vec<(u32, LiteMap<Kind, u32>, u64)> = vec![Default::default(); hosts.len()];
    for usage in engine.uses() {
        let sum = usage.host.and_then(|host| sums.get_mut(host));
        if let Some((requests, kinds, bytes)) = sum {
            *requests += 1;
            *kinds.entry(usage.request.kind).or_default() += 1;
            *bytes = bytes.saturating_add(usage.request.bytes.unwrap_or(0));
        }
    }
    let hosts = hosts.iter().zip(sums).enumerate();
    hosts
        .map(|(index, (host, (requests, kinds, bytes)))| {
            let mut placements = host.placements.clone();
            order::by_key(&mut placements, |placement| {
                (placement.layer, Reverse(placement.confidence))
            });
            Host {
                host: host.host.clone(),
                requests,
                kinds: most_first(kinds),
                bytes,
                third_party: host.third_party,
                purpose: host.purpose,
                placements,
                operator: None,
                refuse: engine.loss_of_host(index, Mode::Refuse),
                hang: engine.loss_of_host(index, Mode::Hang),
            }
        })
        .collect()
}

/// Counted things, most first, then by their own order.
fn most_first<T: Ord>(counts: LiteMap<T, u32>) -> Vec<(T, u32)> {
    let mut counts: Vec<(T, u32)> = counts.into_iter().collect();
    order::by_key(&mut counts, |(_, count)| Reverse(*count));
    counts
}

/// One share for each provider, and for those of whom only the network is
/// known one for each operator.
pub(super) fn shares(hosts: &[Host], outages: &[Finding]) -> Vec<Share> {
    let mut shares: LiteMap<(Option<String>, Option<String>), Share> = LiteMap::new();
    for host in hosts {
        let provider = host
            .placements
            .first()
            .map(|placement| placement.provider.clone());
        let operator = host.operator.as_ref().map(|operator| operator.name.clone());
        let key = (provider.clone(), operator.clone());
        let share = shares.entry(key).or_insert_with(|| Share {
            verdict: Verdict::Unaffected,
            provider,
            operator,
            requests: 0,
            hosts: 0,
        });
        share.requests += host.requests;
        share.hosts += 1;
        // At least: what falls with several of them is in the outage's verdict.
        share.verdict = share.verdict.max(host.verdict());
    }
    for (_, share) in &mut shares {
        let whole = share.provider.as_ref().and_then(|key| whole(key, outages));
        share.verdict = whole.unwrap_or(share.verdict);
    }
    let mut shares: Vec<Share> = shares.into_iter().map(|(_, share)| share).collect();
    // Those of whom less is known come last.
    order::by_key(&mut shares, |share| {
        let unknown = (share.provider.is_none(), share.operator.is_none());
        (unknown.0, unknown.0 && unknown.1, Reverse(share.requests))
    });
    shares
}

/// The verdict on the outage of a whole provider, where it was asked for.
fn whole(provider: &str, outages: &[Finding]) -> Option<Verdict> {
    let asked = |finding: &&Finding| {
        finding
            .same
            .iter()
            .chain([&finding.outage])
            .any(|outage| outage.id == provider)
    };
    let found = outages.iter().find(asked);
    found.map(|finding| finding.impact.verdict)
}

fn coverage(page: &Page, hosts: &[Host]) -> Coverage {
    let mut coverage = Coverage::default();
    let mut signals = LiteMap::new();
    let mut layers: LiteMap<Layer, u32> = LiteMap::new();
    let mut unplaced: Vec<&Host> = Vec::new();
    for host in hosts {
        coverage.requests += host.requests;
        let Some(first) = host.placements.first() else {
            unplaced.push(host);
            continue;
        };
        coverage.placed += host.requests;
        if host.placements.iter().all(region_settled) {
            coverage.regions += host.requests;
        }
        if let Some(evidence) = first.evidence.first() {
            *signals.entry(evidence.signal).or_default() += host.requests;
        }
        for layer in [Layer::Edge, Layer::Origin, Layer::Upstream] {
            if host.placements.iter().any(|known| known.layer == layer) {
                *layers.entry(layer).or_default() += host.requests;
            }
        }
    }
    coverage.requests += page.omitted.requests;
    coverage.by_signal = most_first(signals);
    coverage.by_layer = layers.into_iter().collect();
    order::by_key(&mut unplaced, |host| Reverse(host.requests));
    coverage.unplaced = unplaced.into_iter().map(|host| host.host.clone()).collect();
    coverage
}

/// Whether a placement's region is known, or means nothing.
fn region_settled(placement: &Placement) -> bool {
    placement.reach == Reach::Global || placement.region.is_some()
}

fn summary(page: &Page, hosts: &[Host]) -> Summary {
    let mut gaps = page.gaps.clone();
    order::by(&mut gaps, Ord::cmp);
    gaps.dedup();
    Summary {
        url: page.url.clone(),
        title: page.title.clone(),
        requests: page.requests.len() as u32 + page.omitted.requests,
        hosts: hosts.len() as u32 + page.omitted.hosts,
        omitted: page.omitted,
        gaps,
        loaded: page.loaded,
        posted: page.posted,
    }
}
