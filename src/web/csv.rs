//! Your web as a table: one row for each part of each site. The days of a site
//! and its homes stand in the first of its rows.

use super::export::{Refused, in_order, name};
use super::{Day, Part, Site, day, footing, toll};

const COLUMNS: [&str; 8] = [
    "site", "visits", "homes", "footing", "gone", "copied", "requests", "hosts",
];

/// All of it as CSV (RFC 4180, with a line of headings).
pub fn write(sites: &[Site]) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = table.write_record(COLUMNS);
    for site in sites {
        let visits: Vec<String> = (site.days.iter())
            .map(|(day, visits)| format!("{} {visits}", day::iso(*day)))
            .collect();
        let homes: Vec<String> = (site.homes.iter())
            .map(|(day, home)| format!("{} {home}", day::iso(*day)))
            .collect();
        let mut first = [visits.join(" | "), homes.join(" | ")];
        let mut row = |part: [String; 5]| {
            let [visits, homes] = std::mem::take(&mut first);
            let own = [site.name.clone(), visits, homes];
            let _ = table.write_record(own.into_iter().chain(part));
        };
        if site.parts.is_empty() {
            row(Default::default());
        }
        for part in &site.parts {
            row([
                part.footing.clone(),
                toll::letters(&part.gone),
                toll::letters(&part.copied),
                part.requests.to_string(),
                part.hosts.to_string(),
            ]);
        }
    }
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// The sites of such a table.
///
/// # Errors
/// When anything in it is not as it should be.
pub fn read(text: &str) -> Result<Vec<Site>, Refused> {
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let headings = table.headers().map_err(|_| Refused::NotOurs)?;
    if !headings.iter().eq(COLUMNS) {
        return Err(Refused::NotOurs);
    }
    let mut sites: Vec<Site> = Vec::new();
    for row in table.records() {
        let row = row.map_err(|error| Refused::Line {
            line: error.position().map_or(0, |at| at.line() as usize),
            what: error.to_string(),
        })?;
        let line = row.position().map_or(0, |at| at.line() as usize);
        let wrong = |column: &'static str| Refused::Line {
            line,
            what: column.to_owned(),
        };
        let field = |number: usize| row.get(number).unwrap_or_default();
        let name = name(field(0)).ok_or_else(|| wrong("site"))?;
        if sites.last().is_none_or(|site| site.name != name) {
            let mut site = Site::new(&name);
            for (day, visits) in dated(field(1)).ok_or_else(|| wrong("visits"))? {
                site.days
                    .push((day, visits.parse().map_err(|_| wrong("visits"))?));
            }
            for (day, home) in dated(field(2)).ok_or_else(|| wrong("homes"))? {
                footing::read(home).ok_or_else(|| wrong("homes"))?;
                site.homes.push((day, home.to_owned()));
            }
            sites.push(in_order(site).ok_or_else(|| wrong("visits"))?);
        }
        if field(4).is_empty() {
            continue;
        }
        footing::read(field(3)).ok_or_else(|| wrong("footing"))?;
        let part = Part {
            footing: field(3).to_owned(),
            gone: toll::of_letters(field(4)).ok_or_else(|| wrong("gone"))?,
            copied: toll::of_letters(field(5)).ok_or_else(|| wrong("copied"))?,
            requests: field(6).parse().map_err(|_| wrong("requests"))?,
            hosts: field(7).parse().map_err(|_| wrong("hosts"))?,
        };
        if let Some(site) = sites.last_mut() {
            site.parts.push(part);
        }
    }
    Ok(sites)
}

/// `2026-11-20 3 | 2026-11-22 1`, in pairs.
fn dated(text: &str) -> Option<Vec<(Day, &str)>> {
    let entries = text.split(" | ").filter(|entry| !entry.is_empty());
    let pair = |entry: &'_ str| -> Option<(Day, usize)> {
        let at = entry.find(' ').unwrap_or(entry.len());
        Some((day::parse(entry.get(..at)?)?, at))
    };
    entries
        .map(|entry| {
            let (day, at) = pair(entry)?;
            Some((day, entry.get(at..)?.trim_start()))
        })
        .collect()
}
