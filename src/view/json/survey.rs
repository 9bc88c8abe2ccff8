//! Many pages in one summary, as one object.

use serde::Serialize;

use super::{SCHEMA, line};
use crate::outage::{self, Origin};
use crate::report::Data;
use crate::survey::{Files, Survey, Toll};
use crate::words;

/// The summary as one line, without a line break at its end:
///
/// - `schema`; `summary`: `files`, `unreadable` (of these), `pages`,
///   `requests`;
/// - `answer`: the first sentence;
/// - `outages[]`, hypothetical ones first, each worst first: `id`, `kind`,
///   `title`, and on how many pages it has which effect, every page counted
///   once: `down`, `may_down`, `broken`, `may_broken`, `degraded`,
///   `may_degraded`; of historical ones `start`, `end`, `minutes`. Those that
///   no page would notice are left out;
/// - `providers[]`, by the first layer that a request meets, most requests
///   first: `provider` (`null`: not known who), `provider_name`, `requests`,
///   `share` (of all requests, 0 to 1), `pages` (that ask it for anything),
///   `documents` (pages whose own host it serves);
/// - `concentration`: the Herfindahl–Hirschman index of the placed requests,
///   0 to 10,000, or `null`;
/// - `data`: as in a line of a page.
pub fn survey(survey: &Survey, files: Files, data: &Data) -> String {
    let what_ifs = survey.ranked(Origin::WhatIf).into_iter();
    let past = survey.ranked(Origin::Past).into_iter();
    let all = survey.requests().max(1) as f64;
    let holdings = survey.holdings();
    line(&SurveyLine {
        schema: SCHEMA,
        summary: SummaryOut {
            files,
            pages: survey.pages,
            requests: survey.requests(),
        },
        answer: words::survey_answer(survey),
        outages: what_ifs.chain(past).map(toll).collect(),
        providers: holdings
            .iter()
            .map(|(key, held)| ProviderOut {
                provider: *key,
                provider_name: key.map(words::provider),
                requests: held.requests,
                share: held.requests as f64 / all,
                pages: held.pages,
                documents: held.documents,
            })
            .collect(),
        concentration: survey.concentration(),
        data,
    })
}

fn toll(toll: &Toll) -> TollOut<'_> {
    let past = outage::past(&toll.outage.id);
    TollOut {
        id: &toll.outage.id,
        kind: super::kind(&toll.outage),
        title: words::title(&toll.outage),
        down: toll.down,
        may_down: toll.may_down,
        broken: toll.broken,
        may_broken: toll.may_broken,
        degraded: toll.degraded,
        may_degraded: toll.may_degraded,
        start: past.map(|past| past.start),
        end: past.map(|past| past.end),
        minutes: past.map(|past| past.minutes),
    }
}

#[derive(Serialize)]
struct SurveyLine<'a> {
    schema: u32,
    summary: SummaryOut,
    answer: String,
    outages: Vec<TollOut<'a>>,
    providers: Vec<ProviderOut<'a>>,
    concentration: Option<u32>,
    data: &'a Data,
}

#[derive(Serialize)]
struct SummaryOut {
    #[serde(flatten)]
    files: Files,
    pages: u32,
    requests: u64,
}

#[derive(Serialize)]
struct TollOut<'a> {
    id: &'a str,
    kind: &'static str,
    title: String,
    down: u32,
    may_down: u32,
    broken: u32,
    may_broken: u32,
    degraded: u32,
    may_degraded: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<u32>,
}

#[derive(Serialize)]
struct ProviderOut<'a> {
    provider: Option<&'a str>,
    provider_name: Option<&'a str>,
    requests: u64,
    share: f64,
    pages: u32,
    documents: u32,
}
