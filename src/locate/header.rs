//! What the response **headers** tell: every fingerprint of the catalogue that
//! they match, with the side of the connection that it speaks of.

use std::borrow::Cow;

use super::decode;
use crate::catalogue::{self, Fingerprint, Provider, Region, Service, Take};
use crate::model::{Confidence, Header, Layer};
use crate::pattern::{self, Captures};

/// The longest value that is looked at: what tells stands at the beginning,
/// and a hostile header must not cost more.
const LONGEST_VALUE: usize = 256;

/// One header that told something.
#[derive(Clone, Debug)]
pub struct HeaderSign {
    pub provider: &'static Provider,
    pub service: Option<&'static Service>,
    pub region: Option<&'static Region>,
    pub pop: Option<String>,
    /// `None`: whoever sends it may stand on either side.
    pub layer: Option<Layer>,
    pub confidence: Confidence,
    /// The header itself, cut short.
    pub detail: String,
}

/// The part of a header that is worth keeping, or `None` when no fingerprint
/// looks at it. Control characters go, and what is too long; of cookies only
/// the names that tell stay: their values are the reader's secrets.
///
/// ```
/// use faultline::locate::header::telling;
/// assert_eq!(telling("Server", "cloudflare").unwrap().name, "server");
/// assert!(telling("content-type", "text/html").is_none());
/// ```
pub fn telling(name: &str, value: &str) -> Option<Header> {
    let name = match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    };
    catalogue::telling_headers()
        .binary_search(&name.as_ref())
        .ok()?;
    let value = match name.as_ref() {
        "set-cookie" => cookie_names(value)?,
        _ => value
            .chars()
            .filter(|c| !c.is_control())
            .take(LONGEST_VALUE)
            .collect(),
    };
    Some(Header {
        name: name.into_owned(),
        value,
    })
}

/// The names of the cookies that a header sets, of those that any fingerprint
/// looks for. Several cookies stand on lines of their own; names without values
/// have been through here before.
fn cookie_names(value: &str) -> Option<String> {
    let wanted = |name: &&str| {
        let mut fingerprints = catalogue::fingerprints("set-cookie").iter();
        fingerprints.any(|one| pattern::match_value(one.value, name, &|_, _| false).is_some())
    };
    let written = value.split(['\n', ',']);
    let names = written.filter_map(|line| Some(cut(line.split(['=', ';']).next()?.trim())));
    let told: Vec<&str> = names.filter(wanted).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// Everything that the headers of one response tell.
pub fn read(headers: &[Header]) -> Vec<HeaderSign> {
    let kept = headers
        .iter()
        .filter_map(|header| telling(&header.name, &header.value));
    let kept: Vec<Header> = kept.collect();
    let signs = kept.iter().flat_map(|header| {
        let fitting = catalogue::fingerprints(&header.name).iter();
        fitting.filter_map(|fingerprint| sign(fingerprint, header, &kept))
    });
    signs.collect()
}

fn sign(fingerprint: &Fingerprint, header: &Header, all: &[Header]) -> Option<HeaderSign> {
    let provider = fingerprint.provider();
    let found = find(fingerprint.take, fingerprint.value, &header.value, provider)?;
    let holds = |condition: &&str| condition_holds(condition, all, provider);
    if !fingerprint.with.iter().all(&holds) || fingerprint.without.iter().any(holds) {
        return None;
    }
    let region = found
        .region
        .and_then(|(text, spelling)| provider.spelled(text, spelling))
        .or_else(|| decode::region(&header.name, &header.value, provider));
    let pop = found.pop.map(str::to_ascii_uppercase);
    Some(HeaderSign {
        provider,
        service: fingerprint.service(),
        region,
        pop: pop.or_else(|| decode::pop(&header.name, &header.value)),
        layer: fingerprint.layer.into(),
        confidence: fingerprint.confidence,
        detail: detail(header),
    })
}

/// Whether any header fulfils a condition, which is written `name: pattern`.
fn condition_holds(condition: &str, headers: &[Header], provider: &'static Provider) -> bool {
    let Some((name, value)) = condition.split_once(": ") else {
        return false;
    };
    let named = headers.iter().filter(|header| header.name == name);
    named
        .into_iter()
        .any(|header| find(Take::Whole, value, &header.value, provider).is_some())
}

/// Matches the part of a value that is to be looked at.
fn find<'v>(
    take: Take,
    wanted: &str,
    value: &'v str,
    provider: &'static Provider,
) -> Option<Captures<'v>> {
    let known = |text: &str, spelling| provider.spelled(text, spelling).is_some();
    let fits = |part: &'v str| pattern::match_value(wanted, cut(part.trim()), &known);
    let mut parts = value.split(',');
    match take {
        Take::Whole => fits(value),
        Take::First => parts.next().and_then(fits),
        Take::Last => parts.next_back().and_then(fits),
        Take::Any => parts.find_map(fits),
    }
}

/// No more of a value than is worth looking at.
fn cut(value: &str) -> &str {
    match value.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => &value[..end],
        None => value,
    }
}

/// `x-amz-cf-pop: FRA56-P5`, short enough to show.
fn detail(header: &Header) -> String {
    const SHOWN: usize = 80;
    let value = header.value.chars().filter(|c| !c.is_control());
    let shown: String = value.clone().take(SHOWN).collect();
    let more = if value.count() > SHOWN { "…" } else { "" };
    format!("{}: {shown}{more}", header.name)
}
