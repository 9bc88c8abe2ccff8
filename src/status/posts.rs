//! The feeds that are written as posts for people: Fastly's (RSS, a post for
//! each step of an incident) and Hetzner's (Atom, an entry for each incident).
//! Neither has a field that says whether it is over; the words of the newest
//! post do, or, where nobody wrote them, its age.

use super::places::{lost_by, regions};
use super::rss::{Item, entries, items};
use super::{Incident, Unread};
use crate::catalogue;
use crate::observe::har::time::milliseconds;
use crate::outage::Extent;

/// Milliseconds after which a post that never said its end is history. While
/// something is down, providers write every few hours.
const FRESH: f64 = 3.0 * 24.0 * 3_600_000.0;

/// What the end of an incident reads like.
const OVER: [&str; 7] = [
    "resolved",
    "restored",
    "completed",
    "is complete",
    "has ended",
    "no longer",
    "fixed",
];

/// What is posted without anything failing: work that is planned, and what was
/// over before it was told.
const NO_FAILURE: [&str; 5] = [
    "maintenance",
    "capacity expansion",
    "announc",
    "retrospective",
    "changes to",
];

/// Fastly: the number of the post stands in its name behind that of its
/// incident (`/378892/817466`), and the newest stands first.
pub fn fastly(provider: &str, bytes: &[u8], now: f64) -> Result<Vec<Incident>, Unread> {
    let mut seen: Vec<String> = Vec::new();
    let mut incidents = Vec::new();
    for post in items(bytes)? {
        let name = post.name.trim_start_matches('/').split('/').next();
        let name = name.filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| shape("a post without the number", &post))?;
        if !seen.iter().any(|seen| seen == name) {
            seen.push(name.to_owned());
            incidents.extend(going_on(provider, &post, now)?);
        }
    }
    Ok(incidents)
}

/// Hetzner: an entry is updated until it is over.
pub fn hetzner(provider: &str, bytes: &[u8], now: f64) -> Result<Vec<Incident>, Unread> {
    let mut incidents = Vec::new();
    for entry in entries(bytes)? {
        incidents.extend(going_on(provider, &entry, now)?);
    }
    Ok(incidents)
}

/// The incident that a post tells of, where it goes on.
fn going_on(provider: &str, post: &Item, now: f64) -> Result<Option<Incident>, Unread> {
    let when = moment(&post.date).ok_or_else(|| shape("no date that can be read", post))?;
    let has = |text: &str, words: &[&str]| {
        let text = text.to_lowercase();
        words.iter().any(|word| text.contains(word))
    };
    let over = now - when > FRESH || has(&post.description, &OVER);
    if over || has(&post.title, &NO_FAILURE) || has(&post.title, &OVER) {
        return Ok(None);
    }
    // Places stand in the text, too; of services it speaks in passing.
    let places = catalogue::provider(provider).map(|known| regions(known, &post.description));
    let all = format!("{} {}", post.title, places.unwrap_or_default().join(" "));
    let lost = lost_by(provider, &all, Extent::Part);
    Ok(Some(Incident::new(provider, &post.title, lost)))
}

fn shape(what: &str, post: &Item) -> Unread {
    Unread::Shape(format!("{what}: {}", post.title))
}

/// A moment as Atom writes it (`2026-11-22T10:20:00+01:00`), or RSS
/// (`Sun, 22 Nov 2026 10:20:00 GMT`).
fn moment(text: &str) -> Option<f64> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let without_day = text.split_once(',').map_or(text, |(_, rest)| rest);
    let words: Vec<&str> = without_day.split_whitespace().collect();
    let [day, month, year, clock, zone] = words[..] else {
        return milliseconds(text);
    };
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let zone = match zone {
        "GMT" | "UTC" | "UT" => "Z",
        zone => zone,
    };
    milliseconds(&format!("{year}-{month:02}-{day}T{clock}{zone}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        let known = moment("2026-11-22T10:20:00Z");
        assert!(known.is_some());
        for text in [
            "Sun, 22 Nov 2026 10:20:00 GMT",
            "Sun, 22 Nov 2026 10:20:00 Z",
            "22 Nov 2026 11:20:00 +0100",
            "2026-11-22T11:20:00+01:00",
        ] {
            assert_eq!(moment(text), known, "{text}");
        }
        for text in ["", "yesterday", "Sun, 22 Foo 2026 10:20:00 GMT", ", , , ,"] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
