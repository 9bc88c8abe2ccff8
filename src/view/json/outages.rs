//! The documented outages, one object a line.

use serde::Serialize;

use super::{SCHEMA, line};
use crate::model::Mode;
use crate::outage::{Extent, Past, PastLost, Plane};

/// A documented outage as one line, without a line break at its end: `schema`,
/// `id` (what `check --outage` takes), `title`, `start` and `end` (UTC, when
/// most of it was over), `minutes`, `approximate` (one of the times is not known
/// to the minute), `plane` (`data`, `control` or `both`), `modes[]` (`refuse`,
/// `hang`), `lost[]` with `provider`, `service`, `region`, `zone` and `extent`
/// (`whole` or `part`), `cause`, `sources[]`, `checked` (the facts were compared
/// with the sources), `hit[]` (who was reported to be hit; never complete).
pub fn outage(past: &Past) -> String {
    line(&OutageLine {
        schema: SCHEMA,
        id: past.id,
        title: past.title,
        start: past.start,
        end: past.end,
        minutes: past.minutes,
        approximate: past.approximate,
        plane: past.plane,
        modes: past.modes,
        lost: past.lost.iter().map(lost).collect(),
        cause: past.cause,
        sources: past.sources,
        checked: past.checked,
        hit: past.hit,
    })
}

fn lost(lost: &PastLost) -> LostOut {
    LostOut {
        provider: lost.provider,
        service: lost.service,
        region: lost.region,
        zone: lost.zone,
        extent: lost.extent,
    }
}

#[derive(Serialize)]
struct OutageLine<'a> {
    schema: u32,
    id: &'a str,
    title: &'a str,
    start: &'a str,
    end: &'a str,
    minutes: u32,
    approximate: bool,
    plane: Plane,
    modes: &'a [Mode],
    lost: Vec<LostOut>,
    cause: &'a str,
    sources: &'a [&'a str],
    checked: bool,
    hit: &'a [&'a str],
}

#[derive(Serialize)]
struct LostOut {
    provider: &'static str,
    service: Option<&'static str>,
    region: Option<&'static str>,
    zone: Option<&'static str>,
    extent: Extent,
}
