//! What is said of a report: which message, and what fills its gaps. The views
//! put the sentences on paper or screen, and none makes its own.
//!
//! Sentences have no full stop at the end, so that a view can use them in
//! lists; names are the catalogue's. What only the command line says (of many
//! pages at once, of the list of outages) is English, and stands here as it is.

mod advice;
mod effects;
mod look;
pub mod now;
mod numbers;
mod page;
mod simulation;
mod survey;
mod trial;
pub mod web;

pub use crate::messages::date;
pub use advice::{advice, saving};
pub use effects::{doubt, effect, host_modes, modes, reason, why_may};
pub use look::difference;
pub use numbers::{measures, parts};
pub use page::{aged, answer, answer_parts, coverage, gap, history_answer, not_kept, smallest};
pub use simulation::{cut_off, late, simulated};
pub use survey::{concentration, survey_answer, survey_size};
pub use trial::{failing, lost, trials, tried, verified};

use crate::catalogue;
use crate::messages::{self, Joint};
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
    if let Some(host) = unknown.id.strip_prefix("host/") {
        return messages::unknown_host(&format!("{host:?}"));
    }
    let id = format!("{:?}", unknown.id);
    let mut said = vec![messages::unknown_outage(&id)];
    if !unknown.near.is_empty() {
        said.push(messages::did_you_mean(&messages::list(
            &unknown.near,
            Joint::Or,
        )));
    }
    said.push(messages::id_form().to_owned());
    sentences(&said)
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
    let mut parts = vec![service(&domain.provider, domain.service.as_deref())];
    if let Some(code) = &domain.region {
        parts.push(region(&domain.provider, code));
    }
    match domain.zone.as_deref() {
        Some("one") => parts.push(messages::one_zone().to_owned()),
        Some(zone) => parts.push(messages::zone(zone)),
        None => {}
    }
    commas(&parts)
}

/// What serves, in words: `AWS S3, N. Virginia (us-east-1)`.
pub fn placement(placement: &Placement) -> String {
    let name = service(&placement.provider, placement.service.as_deref());
    match (&placement.region, placement.reach) {
        (Some(code), _) => messages::comma(&name, &region(&placement.provider, code)),
        // Of a provider of the reader's own making nothing else is to be known.
        (None, Reach::Regional) if catalogue::provider(&placement.provider).is_some() => {
            messages::region_unknown(&name)
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

/// How a verdict is called in values: `down`.
pub fn verdict_key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Down => "down",
        Verdict::Broken => "broken",
        Verdict::Degraded => "degraded",
        Verdict::Unaffected => "unaffected",
    }
}

/// What became of the page, as a word inside a line.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Down => messages::word_down(),
        Verdict::Broken => messages::word_broken(),
        Verdict::Degraded => messages::word_degraded(),
        Verdict::Unaffected => messages::word_unaffected(),
    }
}

/// What the page does, after "if it fails": `this page goes down`.
pub fn verdict_clause(verdict: Verdict, likelihood: Likelihood) -> &'static str {
    match (verdict, likelihood) {
        (Verdict::Down, Likelihood::Will) => messages::goes_down(),
        (Verdict::Down, Likelihood::May) => messages::may_go_down(),
        (Verdict::Broken, Likelihood::Will) => messages::breaks(),
        (Verdict::Broken, Likelihood::May) => messages::may_break(),
        (Verdict::Degraded, Likelihood::Will) => messages::loses_parts(),
        (Verdict::Degraded, Likelihood::May) => messages::may_lose_parts(),
        (Verdict::Unaffected, _) => messages::is_unaffected(),
    }
}

/// What a verdict means, for a legend.
pub fn verdict_meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Down => messages::meaning_down(),
        Verdict::Broken => messages::meaning_broken(),
        Verdict::Degraded => messages::meaning_degraded(),
        Verdict::Unaffected => messages::meaning_unaffected(),
    }
}

/// One placement of several in a line: `in front: Fastly CDN (certain)`. Which
/// layer it speaks of is said where that is not plain: a single placement in
/// front has nothing to be in front of.
pub fn served_by(placement: &Placement, all: &[Placement]) -> String {
    let name = self::placement(placement);
    let sure = confidence(placement.confidence);
    match placement.layer {
        Layer::Edge if all.len() == 1 => messages::served(&name, sure),
        Layer::Edge => messages::served_in_front(&name, sure),
        Layer::Origin => messages::served_behind(&name, sure),
        Layer::Upstream => messages::served_on(&name, sure),
    }
}

/// What there is to say of a host that is placed nowhere.
pub fn not_placed(operator: Option<&Operator>) -> String {
    match operator {
        Some(operator) => messages::nobody_known_in(&self::operator(operator)),
        None => messages::nobody_known().to_owned(),
    }
}

pub fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => messages::certain(),
        Confidence::Likely => messages::likely(),
        Confidence::Possible => messages::possible(),
    }
}

/// What a piece of evidence is, to be read after "known by".
pub fn signal(signal: Signal) -> &'static str {
    match signal {
        Signal::Own => messages::signal_own(),
        Signal::Range => messages::signal_range(),
        Signal::AutonomousSystem => messages::signal_system(),
        Signal::Hostname => messages::signal_name(),
        Signal::Cname => messages::signal_alias(),
        Signal::Header => messages::signal_header(),
        Signal::RunsOn => messages::signal_runs_on(),
    }
}

pub fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Advertising => messages::purpose_advertising(),
        Purpose::Analytics => messages::purpose_analytics(),
        Purpose::Consent => messages::purpose_consent(),
        Purpose::Experiment => messages::purpose_experiment(),
        Purpose::TagManager => messages::purpose_tag_manager(),
        Purpose::Payment => messages::purpose_payment(),
        Purpose::Login => messages::purpose_login(),
        Purpose::Captcha => messages::purpose_captcha(),
        Purpose::Video => messages::purpose_video(),
        Purpose::Fonts => messages::purpose_fonts(),
        Purpose::Chat => messages::purpose_chat(),
        Purpose::Social => messages::purpose_social(),
        Purpose::Library => messages::purpose_library(),
        Purpose::Hosting => messages::purpose_hosting(),
        Purpose::Other => messages::purpose_rest(),
    }
}

/// A number of requests of a kind: `2 scripts`.
pub fn kind(kind: Kind, number: u32) -> String {
    match kind {
        Kind::Document => messages::kind_document(number),
        Kind::Frame => messages::kind_frame(number),
        Kind::Stylesheet => messages::kind_stylesheet(number),
        Kind::Script => messages::kind_script(number),
        Kind::Worker => messages::kind_worker(number),
        Kind::Font => messages::kind_font(number),
        Kind::Image => messages::kind_image(number),
        Kind::Media => messages::kind_media(number),
        Kind::Data => messages::kind_data(number),
        Kind::Socket => messages::kind_socket(number),
        Kind::Beacon => messages::kind_beacon(number),
        Kind::Hint => messages::kind_hint(number),
        Kind::Other => messages::kind_other(number),
    }
}

/// When a past outage was: `8 June 2021, 49 min`.
pub fn when(past: &Past) -> String {
    let (date, duration) = (date(past.start), duration(past.minutes));
    if past.approximate {
        messages::when_about(&date, &duration)
    } else {
        messages::when(&date, &duration)
    }
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

/// Several sentences, each with what ends it.
pub fn sentences(parts: &[impl AsRef<str>]) -> String {
    joined(parts, messages::sentences)
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

/// Where a report comes from: a file, and the day of its recording.
pub fn from(file: &str, recorded: Option<&str>) -> String {
    match recorded {
        Some(day) => messages::from_file_of(file, &date(day)),
        None => messages::from_file(file),
    }
}

/// Whose network an address is in: `the network of Example Hosting (AS64500)`.
pub fn operator(operator: &Operator) -> String {
    messages::network_of(&operator.name, &operator.number.to_string())
}

/// A length of time, to be read at a glance.
pub fn duration(minutes: u32) -> String {
    let hours = |hours| messages::hours(&messages::number(hours));
    match minutes {
        0..60 => messages::minutes(&messages::number(minutes)),
        60..2880 if minutes.is_multiple_of(60) => hours(minutes / 60),
        60..600 => {
            let (hours, rest) = (
                messages::number(minutes / 60),
                messages::number(minutes % 60),
            );
            messages::hours_minutes(&hours, &rest)
        }
        600..2880 => hours((minutes + 30) / 60),
        _ => messages::days(minutes.saturating_add(720) / 1440),
    }
}

/// A list in words: `a, b and c`.
pub(crate) fn and(names: &[String]) -> String {
    messages::list(names, Joint::And)
}

/// A list in words of which only the first ones are named.
pub(crate) fn some(names: &[String], shown: usize) -> String {
    and(&first_ones(names, shown))
}

/// As [`some`], of things of which one is enough: `a, b or 3 more`.
fn some_or(names: &[String], shown: usize) -> String {
    messages::list(&first_ones(names, shown), Joint::Or)
}

fn first_ones(names: &[String], shown: usize) -> Vec<String> {
    let mut list: Vec<String> = names.iter().take(shown).cloned().collect();
    if let Some(rest) = names.len().checked_sub(shown).filter(|rest| *rest > 0) {
        list.push(messages::others_more(rest));
    }
    list
}
