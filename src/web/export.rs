//! Your web as a file, to keep or to take along: JSON, or a table as CSV (see
//! [`super::csv`]). Both hold all that is kept and are read back whole.
//!
//! ```json
//! {"schema": 1, "kind": "faultline-web", "sites": [{"site": "shop.example",
//!  "visits": [["2026-11-22", 3]], "homes": [["2026-11-20", "edge fastly//cdn global certain"]],
//!  "parts": [{"footing": "edge fastly//cdn global certain", "gone": "dddd", "copied": "dddd",
//!             "requests": 4, "hosts": 1}]}]}
//! ```
//!
//! `gone` and `copied` are four verdicts each (`u`naffected, de`g`raded,
//! `b`roken, `d`own): where what is gone refuses, what of that is sure, and the
//! same two where it never answers; `copied` where only what stands behind the
//! edge is gone.

use serde::{Deserialize, Serialize};

use super::{Part, Site, csv, day, footing, toll};
use crate::order;

const SCHEMA: u32 = 1;
const KIND: &str = "faultline-web";

/// Why a file is not taken. Nothing of it is, then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is neither.
    NotOurs,
    /// A later version of Faultline wrote it.
    Later(u32),
    /// In this line (from 1) it is no JSON, or not as it should be.
    Line { line: usize, what: String },
    /// What it says of this site cannot be.
    Site { site: String, field: &'static str },
}

#[derive(Serialize, Deserialize)]
struct File {
    schema: u32,
    kind: String,
    sites: Vec<Written>,
}

#[derive(Serialize, Deserialize)]
struct Written {
    site: String,
    visits: Vec<(String, u32)>,
    homes: Vec<(String, String)>,
    parts: Vec<WrittenPart>,
}

#[derive(Serialize, Deserialize)]
struct WrittenPart {
    footing: String,
    gone: String,
    copied: String,
    requests: u32,
    hosts: u32,
}

/// All of it as JSON.
pub fn json(sites: &[Site]) -> String {
    let write = |site: &Site| Written {
        site: site.name.clone(),
        visits: site
            .days
            .iter()
            .map(|(day, visits)| (day::iso(*day), *visits))
            .collect(),
        homes: site
            .homes
            .iter()
            .map(|(day, home)| (day::iso(*day), home.clone()))
            .collect(),
        parts: site.parts.iter().map(write_part).collect(),
    };
    let file = File {
        schema: SCHEMA,
        kind: KIND.to_owned(),
        sites: sites.iter().map(write).collect(),
    };
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

fn write_part(part: &Part) -> WrittenPart {
    WrittenPart {
        footing: part.footing.clone(),
        gone: toll::letters(&part.gone),
        copied: toll::letters(&part.copied),
        requests: part.requests,
        hosts: part.hosts,
    }
}

/// The sites of a file, in either form.
///
/// # Errors
/// When anything in it is not as it should be: half a file is not taken.
pub fn read(text: &str) -> Result<Vec<Site>, Refused> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('{') {
        read_json(text)
    } else {
        csv::read(text)
    }
}

fn read_json(text: &str) -> Result<Vec<Site>, Refused> {
    #[derive(Deserialize)]
    struct Head {
        #[serde(default)]
        schema: u32,
        #[serde(default)]
        kind: String,
    }
    let wrong = |error: serde_json::Error| Refused::Line {
        line: error.line(),
        what: error.to_string(),
    };
    let head: Head = serde_json::from_str(text).map_err(wrong)?;
    if head.kind != KIND {
        return Err(Refused::NotOurs);
    }
    if head.schema > SCHEMA {
        return Err(Refused::Later(head.schema));
    }
    let file: File = serde_json::from_str(text).map_err(wrong)?;
    file.sites.into_iter().map(read_site).collect()
}

fn read_site(written: Written) -> Result<Site, Refused> {
    let refuse = |field| Refused::Site {
        site: written.site.clone(),
        field,
    };
    let mut site = Site::new(&name(&written.site).ok_or_else(|| refuse("site"))?);
    for (day, visits) in &written.visits {
        site.days
            .push((day::parse(day).ok_or_else(|| refuse("visits"))?, *visits));
    }
    for (day, home) in &written.homes {
        let known = footing::read(home).and(day::parse(day));
        site.homes
            .push((known.ok_or_else(|| refuse("homes"))?, home.clone()));
    }
    for part in &written.parts {
        let read = footing::read(&part.footing).and_then(|_| {
            Some(Part {
                footing: part.footing.clone(),
                gone: toll::of_letters(&part.gone)?,
                copied: toll::of_letters(&part.copied)?,
                requests: part.requests,
                hosts: part.hosts,
            })
        });
        site.parts.push(read.ok_or_else(|| refuse("parts"))?);
    }
    in_order(site).ok_or_else(|| refuse("visits"))
}

/// The name of a site, if it could be one.
pub(super) fn name(text: &str) -> Option<String> {
    let odd = |letter: char| {
        letter.is_whitespace() || letter.is_control() || "/\\?#@<>\"'".contains(letter)
    };
    let fits = !text.is_empty() && text.len() <= 253 && !text.contains(odd);
    fits.then(|| text.to_lowercase())
}

/// Its days in their order, each once; `None` where there are none.
pub(super) fn in_order(mut site: Site) -> Option<Site> {
    order::by(&mut site.days, Ord::cmp);
    site.days.dedup_by_key(|(day, _)| *day);
    order::by_key(&mut site.homes, |(day, _)| *day);
    (!site.days.is_empty()).then_some(site)
}
