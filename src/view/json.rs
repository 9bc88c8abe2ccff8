//! The public JSON, schema 1: what `faultline check --format json` and
//! `faultline locate --format json` write, one object per line, and what the
//! popup copies.
//!
//! Names and their order stay as they are within a schema; new names may be
//! added. A reader should ignore names that it does not know. Keys of
//! providers are the names of the files in `src/providers`; verdicts are
//! `down`, `broken`, `degraded` and `unaffected`; a likelihood is `will` or
//! `may`; layers are `edge`, `origin` and `upstream`; confidences are
//! `certain`, `likely` and `possible`. What is not known is `null`.
//!
//! A line of `check`:
//!
//! - `schema`, `file` (`null` for a page seen live), `error` (a sentence;
//!   only where the file could not be read, and then nothing follows);
//! - `page`: `url`, `title`, `requests`, `recorded` (the day, or `null`);
//! - `answer`: the first sentence of the report;
//! - `verdict`: of the worst hypothetical outage, whether it will or may be;
//! - `smallest`: what is enough to take the page down for sure: `outage`, the
//!   id of the narrowest failure domain, or `null`; `hosts[]` each of which is
//!   enough alone; `sentence`, or `null`;
//! - `hosts[]`, in the order of their first use: `host`, `requests`,
//!   `third_party`, `purpose`, `verdict` (if this host alone were gone), `refuse`
//!   and `hang` (that in each mode of failing), `placements[]`, `operator` (of a host without placements: who announces
//!   the network of its address, with `number`, `name`, `prefix`, `date`);
//! - `placements[]`, edge first: `provider`, `provider_name`, `service`,
//!   `region`, `region_name`, `reach` (`regional` or `global`), `layer`, `pop`
//!   (where the reader was served), `confidence`, `evidence[]` and
//!   `against[]`, each with `signal`, `detail`, `date`;
//! - `outages[]`, hypothetical ones first, each worst first: `id`, `kind`
//!   (`hypothetical` or `historical`), `title`, `verdict`, `likelihood`,
//!   `sure` (the verdict that *will* be), `refuse` and `hang` (the verdict in
//!   each mode of failing), `reason`, `effects[]`, `hosts[]` (that are gone),
//!   `same[]` (ids of larger outages that do the same), and of historical ones
//!   `start`, `end`, `minutes`, `sources[]`. Historical ones that would not
//!   have been noticed are left out unless they are asked for by name; `asked`
//!   has the numbers of both kinds;
//! - `effects[]`, worst first: `loss`, `verdict`, `likelihood`, `requests`,
//!   `hosts[]`, `through` (the lost host without which they are not asked
//!   for), `sentence`;
//! - `advice[]`, best first: the single changes that were found to save from
//!   outages that are sure to take the page down: `change` (`async`, `defer`,
//!   `preload` with a copy to fall back on, `self-host`, `second-provider`),
//!   `host`, `files` (requests that are changed), `saved[]` (ids of outages),
//!   `fatal` (of how many), `sure` (none of the saved even may take it down);
//!   `advice_sentences[]` tells of those to begin with;
//! - `numbers`: `all`, `providers[]` and `regions[]`, each with `provider`,
//!   `region`, `everywhere`, `requests`, `bytes` and `critical` (requests whose
//!   loss alone breaks the page or takes it down); the measures of the
//!   literature `delivery` (`providers[]`, `critical`: Kashaf et al., IMC 2020),
//!   `render_blocking` (`requests`, `hosts[]`, `concluded`: HTTP Archive) and
//!   `levels` (`deepest`, `explicit`, `implicit`, `concluded`: Ikram et al.,
//!   WWW 2019);
//! - `measures[]`: the same measures as sentences;
//! - `coverage`: `requests`, `placed`, `regions` (placed requests whose region
//!   is known or means nothing), `by_signal`, `by_layer`, `operators` (requests that
//!   are not placed, with a known operator), `unplaced[]`;
//! - `data`: `date` of the address tables and `credits[]` to show with them;
//! - `notes[]`: sentences on what is missing.
//!
//! A line of `locate` has `schema`, `query`, `placements[]`, `operator` and `data`.
//!
//! What `check --summary` writes is told at [`survey()`], what `outages` does at
//! [`outage()`].
//!
//! ```
//! use faultline::model::{Confidence, Evidence, Layer, Placement, Reach, Signal};
//! use faultline::report::Data;
//!
//! let placement = Placement {
//!     provider: "aws".to_owned(),
//!     service: Some("s3".to_owned()),
//!     region: Some("us-east-1".to_owned()),
//!     reach: Reach::Regional,
//!     layer: Layer::Origin,
//!     pop: None,
//!     confidence: Confidence::Certain,
//!     evidence: vec![Evidence {
//!         signal: Signal::Hostname,
//!         detail: "*.s3.{region}.amazonaws.com".to_owned(),
//!         date: "2026-11-22".to_owned(),
//!     }],
//!     against: vec![],
//! };
//! let line = faultline::view::json::located("a.s3.us-east-1.amazonaws.com", &[placement], None, &Data::default());
//! let value: serde_json::Value = serde_json::from_str(&line).unwrap();
//! assert_eq!(value["schema"], 1);
//! assert_eq!(value["placements"][0]["region"], "us-east-1");
//! assert_eq!(value["placements"][0]["evidence"][0]["signal"], "hostname");
//! ```

mod outages;
mod survey;

use std::cmp::Reverse;

use litemap::LiteMap;
pub use outages::outage;
use serde::Serialize;
pub use survey::survey;

use super::Source;
use crate::impact::{Effect, Loss};
use crate::messages;
use crate::model::{Confidence, Evidence, Layer, Likelihood, Placement, Purpose, Reach, Verdict};
use crate::order;
use crate::outage::{self, Origin, Outage};
use crate::report::{Advice, Coverage, Data, Finding, Host, Numbers, Operator, Report};
use crate::words;

const SCHEMA: u32 = 1;

/// The report as one line, without a line break at its end. Machines compare it,
/// so that its sentences are English for every reader.
pub fn page(report: &Report, source: &Source) -> String {
    messages::in_english(|| page_line(report, source))
}

fn page_line(report: &Report, source: &Source) -> String {
    let hypothetical = report.outages.iter();
    let mut historical: Vec<&Finding> = super::replayed(report).collect();
    order::by_key(&mut historical, |finding| {
        Reverse((finding.impact.verdict, finding.impact.likelihood))
    });
    line(&PageLine {
        schema: SCHEMA,
        file: source.file,
        page: PageOut {
            url: &report.page.url,
            title: &report.page.title,
            requests: report.page.requests,
            recorded: source.recorded,
        },
        answer: words::answer(report),
        verdict: report.answer.verdict,
        smallest: SmallestOut {
            outage: report.smallest.outage.as_ref().map(|outage| &*outage.id),
            hosts: &report.smallest.hosts,
            sentence: words::smallest(report),
        },
        hosts: report.hosts.iter().map(host).collect(),
        outages: hypothetical.chain(historical).map(finding).collect(),
        asked: Asked {
            hypothetical: report.outages.len(),
            historical: report.history.len(),
        },
        advice: &report.advice,
        advice_sentences: words::advice(report),
        numbers: &report.numbers,
        measures: words::measures(&report.numbers),
        coverage: coverage(&report.coverage),
        data: &report.data,
        notes: super::caveats(report, source),
    })
}

/// A file that could not be read, as a line of `check`.
pub fn unreadable(file: &str, error: &str) -> String {
    line(&ErrorLine {
        schema: SCHEMA,
        file,
        error,
    })
}

/// What serves a host or an address, as a line of `locate`.
pub fn located(
    query: &str,
    placements: &[Placement],
    operator: Option<&Operator>,
    data: &Data,
) -> String {
    line(&LocateLine {
        schema: SCHEMA,
        query,
        placements: placements.iter().map(placement).collect(),
        operator,
        data,
    })
}

/// None of the values can fail to be written: keys are texts, numbers finite.
fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| {
        let reason = serde_json::to_string(&error.to_string()).unwrap_or_default();
        format!("{{\"schema\":{SCHEMA},\"error\":{reason}}}")
    })
}

fn host(host: &Host) -> HostOut<'_> {
    HostOut {
        host: &host.host,
        requests: host.requests,
        third_party: host.third_party,
        purpose: host.purpose,
        verdict: host.verdict(),
        refuse: host.refuse,
        hang: host.hang,
        placements: host.placements.iter().map(placement).collect(),
        operator: host.operator.as_ref(),
    }
}

fn placement(placement: &Placement) -> PlacementOut<'_> {
    let region = placement.region.as_deref();
    PlacementOut {
        provider: &placement.provider,
        provider_name: words::provider(&placement.provider),
        service: placement.service.as_deref(),
        region,
        region_name: region.map(|code| words::region(&placement.provider, code)),
        reach: placement.reach,
        layer: placement.layer,
        pop: placement.pop.as_deref(),
        confidence: placement.confidence,
        evidence: &placement.evidence,
        against: &placement.against,
    }
}

fn finding(finding: &Finding) -> OutageOut<'_> {
    let past = outage::past(&finding.outage.id);
    OutageOut {
        id: &finding.outage.id,
        kind: kind(&finding.outage),
        title: words::title(&finding.outage),
        verdict: finding.impact.verdict,
        likelihood: finding.impact.likelihood,
        sure: finding.impact.sure,
        refuse: finding.impact.refuse,
        hang: finding.impact.hang,
        reason: words::reason(&finding.impact),
        effects: finding.impact.effects.iter().map(effect).collect(),
        hosts: finding
            .impact
            .hosts
            .iter()
            .map(|lost| lost.host.as_str())
            .collect(),
        same: finding
            .same
            .iter()
            .map(|outage| outage.id.as_str())
            .collect(),
        start: past.map(|past| past.start),
        end: past.map(|past| past.end),
        minutes: past.map(|past| past.minutes),
        sources: past.map(|past| past.sources),
    }
}

/// How the public tables call it.
pub(super) fn kind(outage: &Outage) -> &'static str {
    match outage.origin {
        Origin::WhatIf => "hypothetical",
        Origin::Past => "historical",
        Origin::Live => "live",
    }
}

fn effect(effect: &Effect) -> EffectOut<'_> {
    EffectOut {
        loss: effect.loss,
        verdict: effect.verdict,
        likelihood: effect.likelihood(),
        requests: effect.count,
        hosts: &effect.hosts,
        through: effect.through.as_deref(),
        sentence: words::effect(effect),
    }
}

fn coverage(coverage: &Coverage) -> CoverageOut<'_> {
    CoverageOut {
        requests: coverage.requests,
        placed: coverage.placed,
        regions: coverage.regions,
        by_signal: named(&coverage.by_signal),
        by_layer: named(&coverage.by_layer),
        operators: coverage.operators,
        unplaced: &coverage.unplaced,
    }
}

/// Numbers by the name that their key has everywhere else.
fn named<K: Serialize>(numbers: &[(K, u32)]) -> LiteMap<String, u32> {
    order::map(numbers.iter().filter_map(|(key, number)| {
        let name = serde_json::to_string(key).ok()?;
        Some((name.trim_matches('"').to_owned(), *number))
    }))
}

#[derive(Serialize)]
struct PageLine<'a> {
    schema: u32,
    file: Option<&'a str>,
    page: PageOut<'a>,
    answer: String,
    verdict: Verdict,
    smallest: SmallestOut<'a>,
    hosts: Vec<HostOut<'a>>,
    outages: Vec<OutageOut<'a>>,
    asked: Asked,
    advice: &'a [Advice],
    advice_sentences: Vec<String>,
    numbers: &'a Numbers,
    measures: [String; 3],
    coverage: CoverageOut<'a>,
    data: &'a Data,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct ErrorLine<'a> {
    schema: u32,
    file: &'a str,
    error: &'a str,
}

#[derive(Serialize)]
struct LocateLine<'a> {
    schema: u32,
    query: &'a str,
    placements: Vec<PlacementOut<'a>>,
    operator: Option<&'a Operator>,
    data: &'a Data,
}

#[derive(Serialize)]
struct PageOut<'a> {
    url: &'a str,
    title: &'a str,
    requests: u32,
    recorded: Option<&'a str>,
}

#[derive(Serialize)]
struct SmallestOut<'a> {
    outage: Option<&'a str>,
    hosts: &'a [String],
    sentence: Option<String>,
}

#[derive(Serialize)]
struct HostOut<'a> {
    host: &'a str,
    requests: u32,
    third_party: bool,
    purpose: Option<Purpose>,
    verdict: Verdict,
    refuse: Verdict,
    hang: Verdict,
    placements: Vec<PlacementOut<'a>>,
    operator: Option<&'a Operator>,
}

#[derive(Serialize)]
struct PlacementOut<'a> {
    provider: &'a str,
    provider_name: &'a str,
    service: Option<&'a str>,
    region: Option<&'a str>,
    region_name: Option<String>,
    reach: Reach,
    layer: Layer,
    pop: Option<&'a str>,
    confidence: Confidence,
    evidence: &'a [Evidence],
    against: &'a [Evidence],
}

#[derive(Serialize)]
struct OutageOut<'a> {
    id: &'a str,
    kind: &'static str,
    title: String,
    verdict: Verdict,
    likelihood: Likelihood,
    sure: Verdict,
    refuse: Option<Verdict>,
    hang: Option<Verdict>,
    reason: String,
    effects: Vec<EffectOut<'a>>,
    hosts: Vec<&'a str>,
    same: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sources: Option<&'static [&'static str]>,
}

#[derive(Serialize)]
struct EffectOut<'a> {
    loss: Loss,
    verdict: Verdict,
    likelihood: Likelihood,
    requests: u32,
    hosts: &'a [String],
    through: Option<&'a str>,
    sentence: String,
}

#[derive(Serialize)]
struct Asked {
    hypothetical: usize,
    historical: usize,
}

#[derive(Serialize)]
struct CoverageOut<'a> {
    requests: u32,
    placed: u32,
    regions: u32,
    by_signal: LiteMap<String, u32>,
    by_layer: LiteMap<String, u32>,
    operators: u32,
    unplaced: &'a [String],
}
