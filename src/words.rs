//! Every English sentence about a report, in one place: the views put them on
//! paper or screen, and none makes its own.
//!
//! Sentences have no full stop at the end, so that a view can use them in
//! lists; names are the catalogue's.

mod advice;
mod effects;
mod look;
mod numbers;
mod page;
mod simulation;
mod survey;
mod trial;

pub use advice::{advice, saving};
pub use effects::{doubt, effect, host_modes, modes, reason, why_may};
pub use look::difference;
pub use numbers::{measures, parts};
pub use page::{aged, answer, answer_parts, coverage, gap, history_answer, not_kept, smallest};
pub use simulation::{cut_off, late, simulated};
pub use survey::{concentration, survey_answer, survey_size};
pub use trial::{failing, lost, trials, tried, verified};

use crate::catalogue;
use crate::messages;
use crate::model::{
    Confidence, Domain, Kind, Layer, Likelihood, Mode, Placement, Purpose, Reach, Signal, Verdict,
};
use crate::outage::id::Unknown;
use crate::outage::{self, Extent, Outage, Past, Plane};
use crate::report::Operator;

/// What an outage is called: `AWS, N. Virginia (us-east-1)`.
pub fn title(outage: &Outage) -> String {
    if let Some(past) = outage::past(&outage.id) {
        return past.title.to_owned();
    }
    let names: Vec<String> = outage
        .lost
        .iter()
        .map(|lost| domain(&lost.domain))
        .chain(outage.hosts.iter().cloned())
        .collect();
    and(&names)
}

/// What is wrong with an id, and what may have been meant.
pub fn unknown_outage(unknown: &Unknown) -> String {
    let id = &unknown.id;
    if let Some(host) = id.strip_prefix("host/") {
        return format!("{host:?} is no name of a host: write host/ and the name alone.");
    }
    let meant = match unknown.near.as_slice() {
        [] => String::new(),
        near => format!(" Did you mean {}?", listed(near, "or")),
    };
    format!(
        "No outage is called {id:?}.{meant} An id is a provider with a region or a service of it \
         (aws/us-east-1/s3), a host (host/cdn.example.com), or one of those that `faultline \
         outages` lists."
    )
}

/// How a mode of failing is called in values: `refuse`.
pub fn mode_key(mode: Mode) -> &'static str {
    match mode {
        Mode::Refuse => "refuse",
        Mode::Hang => "hang",
    }
}

/// What a failure domain is called: `AWS S3, N. Virginia (us-east-1)`.
pub fn domain(domain: &Domain) -> String {
    let mut name = service(&domain.provider, domain.service.as_deref());
    if let Some(code) = &domain.region {
        name += ", ";
        name += &region(&domain.provider, code);
    }
    if let Some(zone) = &domain.zone {
        name += ", ";
        name += &if zone == "one" {
            "one zone".to_owned()
        } else {
            format!("zone {zone}")
        };
    }
    name
}

/// What serves, in words: `AWS S3, N. Virginia (us-east-1)`.
pub fn placement(placement: &Placement) -> String {
    let name = service(&placement.provider, placement.service.as_deref());
    match (&placement.region, placement.reach) {
        (Some(code), _) => format!("{name}, {}", region(&placement.provider, code)),
        // Of a provider of the reader's own making nothing else is to be known.
        (None, Reach::Regional) if catalogue::provider(&placement.provider).is_some() => {
            format!("{name}, region unknown")
        }
        (None, Reach::Regional) => name,
        (None, Reach::Global) => name,
    }
}

/// A provider's short name: `AWS`. One that the catalogue does not have is
/// the reader's own, and called as they call it.
///
/// ```
/// assert_eq!(faultline::words::provider("aws"), "AWS");
/// assert_eq!(faultline::words::provider("my racks"), "my racks");
/// ```
pub fn provider(key: &str) -> &str {
    catalogue::provider(key).map_or(key, |provider| provider.short)
}

/// A provider's service: `AWS S3`; without one just the provider. A name that
/// says whose it is stands alone: `Azure CDN`; a word that ends one name and
/// begins the other is said once: `Google Cloud Run`.
pub fn service(provider_key: &str, key: Option<&str>) -> String {
    let provider = provider(provider_key);
    let Some(key) = key else {
        return provider.to_owned();
    };
    let known = catalogue::provider(provider_key)
        .and_then(|provider| provider.services.iter().find(|service| service.key == key));
    let name = known.map_or(key, |service| service.name);
    if name.to_lowercase().contains(&provider.to_lowercase()) {
        return name.to_owned();
    }
    let last = provider.rsplit(' ').next().unwrap_or(provider);
    match name.split_once(' ') {
        Some((first, rest)) if first == last => format!("{provider} {rest}"),
        _ => format!("{provider} {name}"),
    }
}

/// A region with its code: `N. Virginia (us-east-1)`, from the name that the
/// provider gives it, `US East (N. Virginia)`.
pub fn region(provider_key: &str, code: &str) -> String {
    let name = catalogue::region(provider_key, code).map_or(code, |region| region.name);
    let place = name
        .split_once('(')
        .and_then(|(_, rest)| rest.strip_suffix(')'));
    match place.unwrap_or(name) {
        place if place == code => code.to_owned(),
        place => format!("{place} ({code})"),
    }
}

/// What became of the page, to be read after "the page is".
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Down => "down",
        Verdict::Broken => "broken",
        Verdict::Degraded => "degraded",
        Verdict::Unaffected => "unaffected",
    }
}

/// What the page does, as a verb: `goes down`, `may break`.
pub fn verdict_verb(verdict: Verdict, likelihood: Likelihood) -> &'static str {
    match (verdict, likelihood) {
        (Verdict::Down, Likelihood::Will) => "goes down",
        (Verdict::Down, Likelihood::May) => "may go down",
        (Verdict::Broken, Likelihood::Will) => "breaks",
        (Verdict::Broken, Likelihood::May) => "may break",
        (Verdict::Degraded, Likelihood::Will) => "loses parts",
        (Verdict::Degraded, Likelihood::May) => "may lose parts",
        (Verdict::Unaffected, _) => "is unaffected",
    }
}

/// What a verdict means, for a legend.
pub fn verdict_meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Down => "there is no page",
        Verdict::Broken => "the page shows, and does not do its job",
        Verdict::Degraded => "parts of the page are missing",
        Verdict::Unaffected => "nothing is lost that a reader would notice",
    }
}

pub fn layer(layer: Layer) -> &'static str {
    match layer {
        Layer::Edge => "in front",
        Layer::Origin => "behind",
        Layer::Upstream => "runs on",
    }
}

pub fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "certain",
        Confidence::Likely => "likely",
        Confidence::Possible => "possible",
    }
}

/// What a piece of evidence is, to be read after "known by".
pub fn signal(signal: Signal) -> &'static str {
    match signal {
        Signal::Own => "your own rule",
        Signal::Range => "published address range",
        Signal::AutonomousSystem => "network of the address",
        Signal::Hostname => "host name",
        Signal::Cname => "alias of the host name",
        Signal::Header => "response header",
        Signal::RunsOn => "what the provider runs on",
    }
}

pub fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Advertising => "advertising",
        Purpose::Analytics => "analytics",
        Purpose::Consent => "consent",
        Purpose::Experiment => "experiments",
        Purpose::TagManager => "tag manager",
        Purpose::Payment => "payment",
        Purpose::Login => "login",
        Purpose::Captcha => "captcha",
        Purpose::Video => "video",
        Purpose::Fonts => "fonts",
        Purpose::Chat => "chat",
        Purpose::Social => "social media",
        Purpose::Library => "libraries",
        Purpose::Hosting => "hosting",
        Purpose::Other => "other",
    }
}

/// A number of requests of a kind: `2 scripts`.
pub fn kind(kind: Kind, number: u32) -> String {
    let (one, many) = match kind {
        Kind::Document => ("document", "documents"),
        Kind::Frame => ("frame", "frames"),
        Kind::Stylesheet => ("stylesheet", "stylesheets"),
        Kind::Script => ("script", "scripts"),
        Kind::Worker => ("worker", "workers"),
        Kind::Font => ("font", "fonts"),
        Kind::Image => ("picture", "pictures"),
        Kind::Media => ("media file", "media files"),
        Kind::Data => ("data request", "data requests"),
        Kind::Socket => ("live connection", "live connections"),
        Kind::Beacon => ("beacon", "beacons"),
        Kind::Hint => ("preload or icon", "preloads or icons"),
        Kind::Other => ("other request", "other requests"),
    };
    count(number, one, many)
}

/// When a past outage was: `8 June 2021, 49 min`.
pub fn when(past: &Past) -> String {
    let about = if past.approximate { "about " } else { "" };
    format!("{}, {about}{}", date(past.start), duration(past.minutes))
}

/// What was gone in a past outage, and how it failed: `Gone: a part of AWS, N.
/// Virginia (us-east-1). It answered with errors or not at all`.
pub fn gone(past: &Past) -> String {
    let failed = match past.modes {
        [Mode::Refuse] => "It answered with errors",
        [Mode::Hang] => "It did not answer",
        _ => "It answered with errors or not at all",
    };
    let outage = past.outage();
    let parts = outage.lost.iter().map(|lost| match lost.extent {
        Extent::Whole => domain(&lost.domain),
        Extent::Part => format!("a part of {}", domain(&lost.domain)),
    });
    let parts: Vec<String> = parts.collect();
    let parts = parts.join("; ");
    match past.plane {
        _ if parts.is_empty() => {
            format!("What was gone does not show in what a page loads. {failed}")
        }
        Plane::Control => {
            format!("Gone: the control plane of {parts}. What was running kept serving")
        }
        Plane::Data | Plane::Both => format!("Gone: {parts}. {failed}"),
    }
}

/// Whether only a part of a past outage's domains was gone.
pub fn was_partial(past: &Past) -> bool {
    let mut lost = past.lost.iter();
    lost.any(|lost| lost.extent == Extent::Part || lost.zone.is_some())
}

/// Several parts of one line: `2 scripts, 1 font`.
pub fn commas(parts: &[impl AsRef<str>]) -> String {
    joined(parts, messages::comma)
}

/// Several half sentences, or entries with commas in them, in one line.
pub fn semicolons(parts: &[impl AsRef<str>]) -> String {
    joined(parts, messages::semicolon)
}

fn joined(parts: &[impl AsRef<str>], with: fn(&str, &str) -> String) -> String {
    let parts = parts.iter().map(|part| part.as_ref().to_owned());
    parts
        .reduce(|first, rest| with(&first, &rest))
        .unwrap_or_default()
}

/// Whose network an address is in: `the network of Example Hosting (AS64500)`.
pub fn operator(operator: &Operator) -> String {
    let Operator { number, name, .. } = operator;
    format!("the network of {name} (AS{number})")
}

/// A date in words: `2021-06-08T09:47Z` is `8 June 2021`.
pub fn date(iso: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = iso.split(['-', 'T', ' ']);
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let month = month.and_then(|month| month.parse::<usize>().ok());
    let name = month.and_then(|month| MONTHS.get(month.checked_sub(1)?));
    let day = day.and_then(|day| day.parse::<u8>().ok());
    match (year, name, day) {
        (Some(year), Some(month), Some(day)) => format!("{day} {month} {year}"),
        _ => iso.to_owned(),
    }
}

/// A length of time, to be read at a glance.
pub fn duration(minutes: u32) -> String {
    match minutes {
        0..60 => format!("{minutes} min"),
        60..2880 if minutes.is_multiple_of(60) => format!("{} h", minutes / 60),
        60..600 => format!("{} h {} min", minutes / 60, minutes % 60),
        600..2880 => format!("{} h", (minutes + 30) / 60),
        _ => format!("{} days", minutes.saturating_add(720) / 1440),
    }
}

/// A number and its noun.
pub(crate) fn count(number: u32, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{} {noun}", self::number(number))
}

/// Digits in groups of three: `12,480`.
pub(crate) fn number(number: u32) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A list in words: `a, b and c`.
pub(crate) fn and(names: &[String]) -> String {
    listed(names, "and")
}

fn listed(names: &[String], joint: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [firsts @ .., last] => format!("{} {joint} {last}", firsts.join(", ")),
    }
}

/// A list in words of which only the first ones are named.
pub(crate) fn some(names: &[String], shown: usize) -> String {
    and(&first_ones(names, shown))
}

/// As [`some`], of things of which one is enough: `a, b or 3 more`.
fn some_or(names: &[String], shown: usize) -> String {
    listed(&first_ones(names, shown), "or")
}

fn first_ones(names: &[String], shown: usize) -> Vec<String> {
    let mut list: Vec<String> = names.iter().take(shown).cloned().collect();
    if let Some(rest) = names.len().checked_sub(shown).filter(|rest| *rest > 0) {
        list.push(format!("{rest} more"));
    }
    list
}
