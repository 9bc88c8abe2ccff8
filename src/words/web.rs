//! Sentences about your web.

use super::{domain, title};
use crate::messages::{self, date, number};
use crate::model::{Domain, Placement};
use crate::outage::Past;
use crate::survey::Toll;
use crate::web::export::Refused;
use crate::web::{Day, Move, day};

/// The first line: `Of the 143 sites you visited in the last 30 days, 61 go
/// down or break with AWS, N. Virginia (us-east-1).`
pub fn answer(sites: u32, days: u32, search: &str, worst: Option<&Toll>) -> String {
    let of = match search {
        "" => messages::web_of_sites(sites, &number(days)),
        _ => messages::web_of_fitting(sites),
    };
    let Some(worst) = worst else {
        return messages::web_answer_unknown(&of);
    };
    let (sure, name) = (worst.down + worst.broken, title(&worst.outage));
    let may = worst.may_down + worst.may_broken;
    match (sure, may) {
        (0, 0) => messages::web_answer_none(&of),
        (0, may) => messages::web_answer_may(may, &of, &name),
        (sure, _) => messages::web_answer_sure(sure, &of, &name),
    }
}

/// The second line: `6 more may. 4 lose parts.`
pub fn beside(worst: &Toll) -> Option<String> {
    let may = worst.may_down + worst.may_broken;
    let parts = worst.degraded + worst.may_degraded;
    let sure = worst.down + worst.broken > 0;
    let may = (may > 0 && sure).then(|| messages::web_more_may(may));
    let parts = (parts > 0).then(|| messages::web_lose_parts(parts));
    let said: Vec<String> = [may, parts].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// `On 20 October 2025 you would have lost 38 of 143.`
pub fn lost(past: &Past, lost: u32, sites: u32) -> String {
    messages::web_lost_on(&date(past.start), &number(lost), &number(sites))
}

/// `12 visits, the last on 22 November 2026.`
pub fn seen(visits: u32, last: Day) -> String {
    messages::web_seen(visits, &on(last))
}

pub fn on(day: Day) -> String {
    date(&day::iso(day))
}

/// `36 %`.
pub fn percent(part: u32, whole: u32) -> String {
    match whole {
        0 => "–".to_owned(),
        _ => format!("{} %", (f64::from(part) * 100.0 / f64::from(whole)).round()),
    }
}

/// What the index says of the sites and of the visits.
pub fn concentrated(sites: u32, visits: u32) -> String {
    let said = |index: u32| match index {
        0..1000 => messages::concentration_low(),
        1000..=1800 => messages::concentration_middle(),
        _ => messages::concentration_high(),
    };
    messages::web_concentrated(said(sites), &number(sites), said(visits), &number(visits))
}

/// A placement as a failure domain, without its layer: `AWS S3, N. Virginia`.
pub fn place(placement: &Placement) -> String {
    domain(&Domain {
        provider: placement.provider.clone(),
        service: placement.service.clone(),
        region: placement.region.clone(),
        zone: None,
    })
}

/// `Moved from AWS to Cloudflare on 3 May 2026.`
pub fn moved(told: &Move) -> String {
    let named = |placements: &[Placement]| match placements.first() {
        Some(first) => place(first),
        None => messages::web_nobody().to_owned(),
    };
    let (mut from, mut to) = (named(&told.from), named(&told.to));
    if from == to {
        // The same in front: what stands behind has moved.
        from = named(told.from.get(1..).unwrap_or_default());
        to = named(told.to.get(1..).unwrap_or_default());
    }
    messages::web_moved(&from, &to, &on(told.day))
}

pub fn kept(kept: u32, first: Option<Day>) -> String {
    match first {
        Some(first) => messages::web_kept_since(kept, &on(first)),
        None => messages::web_kept(kept),
    }
}

/// Why a file was not taken, and what to do.
pub fn refused(file: &str, refused: &Refused) -> String {
    let why = match refused {
        Refused::NotOurs => messages::web_refused_odd().to_owned(),
        Refused::Later(schema) => messages::web_refused_later(&schema.to_string()),
        Refused::Line { line, what } => messages::web_refused_line(&number(*line), what),
        Refused::Site { site, field } => messages::web_refused_site(site, field),
    };
    messages::web_refused(file, &why)
}
