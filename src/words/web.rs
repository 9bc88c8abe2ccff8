//! Sentences about your web.

use super::{domain, title};
use crate::messages::{date, number};
use crate::model::{Domain, Placement};
use crate::outage::Past;
use crate::survey::Toll;
use crate::web::export::Refused;
use crate::web::{Day, Move, day};

pub const WHAT: &str = "See how much of the web that you use hangs on one company or one region, and what past outages would have taken from you.";
pub const KEPT_WHERE: &str = "For each site that you visit, in this browser and nowhere else, Faultline will keep its name, the days of your visits, and which providers and regions its latest page stood on: no pages, no addresses, nothing from private windows.";
pub const SWITCH_ON: &str = "Switch on";
pub const SWITCH_OFF: &str = "Switch off";
pub const IS_OFF: &str = "It is off: nothing new is kept.";
pub const NOTHING_YET: &str = "No site yet. Visit some, and come back.";
pub const NOTHING_FITS: &str = "No site fits.";
pub const SEARCH: &str = "Search";
pub const SEARCH_FOR: &str = "Sites, providers, services, regions";
pub const SPAN: &str = "Visited in the last";
pub const OUTAGES: &str = "What would hit most of it";
pub const OUTAGE: &str = "Outage";
pub const SURELY: &str = "Down or broken";
pub const PERHAPS: &str = "May be";
pub const DEGRADED: &str = "Parts missing";
pub const CONCENTRATION: &str = "How concentrated it is";
pub const PROVIDER: &str = "Provider";
pub const SERVES: &str = "Sites it serves";
pub const SHARE: &str = "Of the sites";
pub const VISITS_SHARE: &str = "Of the visits";
pub const USED_BY: &str = "Used by";
pub const OVER_TIME: &str = "Over time";
pub const THIRTY_DAYS_TO: &str = "Thirty days to";
pub const INDEX: &str = "Index";
pub const LARGEST: &str = "Largest";
pub const REGIONS: &str = "Where it stands";
pub const REGION: &str = "Region";
pub const PLACE: &str = "Place";
pub const PAST: &str = "It happened";
pub const LOST: &str = "Sites lost";
pub const WHEN: &str = "When";
pub const SITES: &str = "Your sites";
pub const SITE: &str = "Site";
pub const SITES_THEN: &str = "Sites";
pub const LAST_SEEN: &str = "Last visit";
pub const VISITS: &str = "Visits";
pub const SERVED_BY: &str = "Served by";
pub const WORST: &str = "Worst outage";
pub const NOBODY: &str = "not known";
pub const NONE: &str = "none known";
pub const KEEPING: &str = "What is kept";
pub const KEEP: &str = "Keep the last";
pub const EXPORT_JSON: &str = "Export as JSON";
pub const EXPORT_CSV: &str = "Export as CSV";
pub const IMPORT: &str = "Import a file";
pub const FORGET_ALL: &str = "Forget all";
pub const FORGET: &str = "Forget this site";
pub const TRY_AGAIN: &str = "Try again";
pub const UNDO: &str = "Undo";
pub const BACK: &str = "Back to all sites";
pub const STANDS_ON: &str = "What its latest page stands on";
pub const ITS_OUTAGES: &str = "What would hit it";
pub const MOVES: &str = "Its moves";
pub const NO_MOVES: &str = "It was always seen in the same place.";
pub const FORGOTTEN: &str = "Forgotten.";
pub const BROUGHT_BACK: &str = "Brought back.";
pub const NOT_VISITED: &str = "This site is not among those that are kept.";
pub const ALL: &str = "Show all";
pub const FEWER: &str = "Show fewer";
pub const READING: &str = "Reading your web";
pub const FAILED: &str = "Your web cannot be read";
pub const FAILED_NEXT: &str = "Nothing is lost by trying again. If it goes on, free some space on the disk, or export, forget all and import.";
pub const MAP: &str = "A map of the world with the regions that these sites stand on; the table below it says the same.";

/// A number and its noun.
pub(super) fn count(number: u32, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{} {noun}", self::number(number))
}

/// The first line: `Of the 143 sites you visited in the last 30 days, 61 go
/// down or break with AWS, N. Virginia (us-east-1)`.
pub fn answer(sites: u32, days: u32, search: &str, worst: Option<&Toll>) -> String {
    let of = match (search, sites) {
        ("", 1) => format!("Of the one site you visited in the last {days} days"),
        ("", _) => format!(
            "Of the {} sites you visited in the last {days} days",
            number(sites)
        ),
        (_, 1) => "Of the one site that fits".to_owned(),
        _ => format!("Of the {} sites that fit", number(sites)),
    };
    let Some(worst) = worst else {
        return format!("{of}, none is known to hang on anybody");
    };
    let (sure, name) = (worst.down + worst.broken, title(&worst.outage));
    let may = worst.may_down + worst.may_broken;
    match (sure, may) {
        (0, 0) => format!("{of}, none goes down or breaks with any one outage"),
        (0, may) => format!("{of}, {} may go down or break with {name}", number(may)),
        (1, _) => format!("{of}, 1 goes down or breaks with {name}"),
        (sure, _) => format!("{of}, {} go down or break with {name}", number(sure)),
    }
}

/// The second line: `6 more may; 4 lose parts`.
pub fn beside(worst: &Toll) -> Option<String> {
    let may = worst.may_down + worst.may_broken;
    let parts = worst.degraded + worst.may_degraded;
    let sure = worst.down + worst.broken > 0;
    let may = (may > 0 && sure).then(|| format!("{} more may", number(may)));
    let parts = (parts > 0).then(|| match parts {
        1 => "1 loses parts".to_owned(),
        parts => format!("{} lose parts", number(parts)),
    });
    let said: Vec<String> = [may, parts].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// `On 20 October 2025 you would have lost 38 of 143`.
pub fn lost(past: &Past, lost: u32, sites: u32) -> String {
    format!(
        "On {} you would have lost {} of {}",
        date(past.start),
        number(lost),
        number(sites)
    )
}

/// `30 days`.
pub fn days(days: u32) -> String {
    count(days, "day", "days")
}

pub fn sites(sites: u32) -> String {
    count(sites, "site", "sites")
}

pub fn hosts(hosts: u32) -> String {
    count(hosts, "host", "hosts")
}

pub fn visits(visits: u32) -> String {
    count(visits, "visit", "visits")
}

/// `12 visits, the last on 22 November 2026`.
pub fn seen(visits: u32, last: Day) -> String {
    match visits {
        1 => format!("1 visit, on {}", on(last)),
        _ => format!("{}, the last on {}", self::visits(visits), on(last)),
    }
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
    format!(
        "By who serves the sites they are {} (Herfindahl–Hirschman index {}, of at most 10,000), by visits {} ({})",
        super::concentration(sites),
        number(sites),
        super::concentration(visits),
        number(visits),
    )
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

/// `Moved from AWS to Cloudflare on 3 May 2026`.
pub fn moved(told: &Move) -> String {
    let named = |placements: &[Placement]| match placements.first() {
        Some(first) => place(first),
        None => NOBODY.to_owned(),
    };
    let (mut from, mut to) = (named(&told.from), named(&told.to));
    if from == to {
        // The same in front: what stands behind has moved.
        from = named(told.from.get(1..).unwrap_or_default());
        to = named(told.to.get(1..).unwrap_or_default());
    }
    format!("Moved from {from} to {to} on {}", on(told.day))
}

pub fn more(number: u32) -> String {
    format!("and {} more", self::number(number))
}

pub fn still_kept(kept: u32) -> String {
    format!(
        "{} still kept here.",
        match kept {
            1 => "1 site is".to_owned(),
            _ => format!("{} sites are", number(kept)),
        }
    )
}

pub fn kept(kept: u32, first: Option<Day>) -> String {
    match first {
        Some(first) => format!("{}, since {}", sites(kept), on(first)),
        None => sites(kept),
    }
}

pub fn unread(unread: usize) -> String {
    format!(
        "{unread} more cannot be read: they are damaged, or a later version of Faultline wrote them."
    )
}

pub fn trouble(why: &str) -> String {
    format!("The last visit could not be kept. {why}")
}

pub fn imported(sites: usize) -> String {
    format!("{} taken from the file.", self::sites(sites as u32))
}

/// Why a file was not taken, and what to do.
pub fn refused(file: &str, refused: &Refused) -> String {
    let why = match refused {
        Refused::NotOurs => {
            "it is no export of your web. Choose a file that Faultline wrote as JSON or CSV"
                .to_owned()
        }
        Refused::Later(schema) => format!(
            "a later version of Faultline wrote it (schema {schema}). Bring Faultline up to date"
        ),
        Refused::Line { line, what } => format!("line {line} is not as it should be: {what}"),
        Refused::Site { site, field } => format!("what it says of {site} cannot be ({field})"),
    };
    format!("Nothing was taken from {file}: {why}.")
}

pub fn not_read(file: &str) -> String {
    format!("{file} could not be read. Is it still there?")
}

pub fn no_database(why: &str) -> String {
    format!(
        "The browser's database refuses: {why}. Free some space on the disk, or restart the browser."
    )
}

pub fn not_written() -> String {
    no_database("it took the change back")
}

pub fn later_record() -> &'static str {
    "A later version of Faultline wrote what is kept of this site. Bring Faultline up to date."
}
