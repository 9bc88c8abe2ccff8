//! The reader's **own rules**: "these addresses are mine: name, region". They
//! are believed before anything else, and are the only thing that places a
//! private or loopback address.

use std::net::IpAddr;

use super::{address, hostname};
use crate::catalogue::{self, Provider};
use crate::messages;
use crate::model::Domain;

/// One rule of the reader's.
///
/// ```
/// use faultline::locate::own::parse;
/// let rules = parse("127.1.0.0/16 aws us-east-1 ec2\n10.0.0.0/8 \"Our data centre\"").unwrap();
/// assert_eq!(rules[0].region.as_deref(), Some("us-east-1"));
/// assert_eq!(rules[1].provider, "Our data centre");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRange {
    pub what: Own,
    /// Key of the catalogue, or a name of the reader's making.
    pub provider: String,
    pub region: Option<String>,
    pub service: Option<String>,
}

/// What a rule speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Own {
    /// All addresses that begin like this one, and how many bits of it count.
    Addresses(IpAddr, u8),
    /// One host's name.
    Host(String),
    /// All names that end in this, which begins with a dot.
    HostsBelow(String),
}

impl OwnRange {
    /// Whether the rule speaks of an address.
    pub fn covers(&self, ip: IpAddr) -> bool {
        match (&self.what, address::unwrap(ip)) {
            (Own::Addresses(IpAddr::V4(from), length), IpAddr::V4(ip)) => {
                same_start(from.to_bits().into(), ip.to_bits().into(), 32, *length)
            }
            (Own::Addresses(IpAddr::V6(from), length), IpAddr::V6(ip)) => {
                same_start(from.to_bits(), ip.to_bits(), 128, *length)
            }
            _ => false,
        }
    }

    /// The failure domain that the rule names.
    pub fn domain(&self) -> Domain {
        Domain {
            provider: self.provider.clone(),
            service: self.service.clone(),
            region: self.region.clone(),
            zone: None,
        }
    }

    /// Whether the rule speaks of a host, by its normal name.
    pub fn names(&self, host: &str) -> bool {
        match &self.what {
            Own::Addresses(..) => false,
            Own::Host(own) => own == host,
            Own::HostsBelow(end) => host.len() > end.len() && host.ends_with(end.as_str()),
        }
    }

    /// How much the rule says: of several that fit, the narrowest is believed.
    pub fn narrowness(&self) -> usize {
        match &self.what {
            Own::Addresses(_, length) => usize::from(*length),
            Own::Host(_) => usize::MAX,
            Own::HostsBelow(end) => end.len(),
        }
    }

    /// The rule as the reader could have written it.
    pub fn written(&self) -> String {
        match &self.what {
            Own::Addresses(from, length) => format!("{from}/{length}"),
            Own::Host(host) => host.clone(),
            Own::HostsBelow(end) => format!("*{end}"),
        }
    }
}

fn same_start(a: u128, b: u128, width: u32, length: u8) -> bool {
    (a ^ b)
        .checked_shr(width.saturating_sub(u32::from(length)))
        .unwrap_or(0)
        == 0
}

/// Reads rules, one a line: addresses (`10.0.0.0/8`, `::1`) or a host
/// (`shop.example`, `*.shop.example`), then a provider's key or a name of your
/// own, then maybe a region and a service. Names with spaces stand in quotes;
/// `#` begins a comment.
///
/// # Errors
/// For every line that cannot be understood its number, from 1, and a sentence.
pub fn parse(text: &str) -> Result<Vec<OwnRange>, Vec<(usize, String)>> {
    let (mut rules, mut problems) = (Vec::new(), Vec::new());
    for (index, line) in text.lines().enumerate() {
        match parse_line(line) {
            Ok(Some(rule)) => rules.push(rule),
            Ok(None) => {}
            Err(what) => problems.push((index + 1, what)),
        }
    }
    if problems.is_empty() {
        Ok(rules)
    } else {
        Err(problems)
    }
}

fn parse_line(line: &str) -> Result<Option<OwnRange>, String> {
    let words = words(line)?;
    let mut words = words.into_iter();
    let Some(what) = words.next() else {
        return Ok(None);
    };
    let range = parse_what(&what)?;
    let Some(name) = words.next() else {
        return Err(messages::own_nobody(&what));
    };
    let (region, service) = (words.next(), words.next());
    if let Some(more) = words.next() {
        return Err(messages::own_extra_word(&more));
    }
    let rule = match known_provider(&name) {
        Some(provider) => OwnRange {
            what: range,
            provider: provider.key.to_owned(),
            region: region
                .map(|code| known_region(provider, &code))
                .transpose()?,
            service: service
                .map(|key| known_service(provider, &key))
                .transpose()?,
        },
        None => OwnRange {
            what: range,
            provider: name,
            region,
            service,
        },
    };
    Ok(Some(rule))
}

fn known_provider(name: &str) -> Option<&'static Provider> {
    let same = |provider: &&Provider| {
        provider.short.eq_ignore_ascii_case(name) || provider.name.eq_ignore_ascii_case(name)
    };
    let by_key = catalogue::provider(&name.to_ascii_lowercase());
    by_key.or_else(|| catalogue::providers().iter().find(same))
}

fn known_region(provider: &Provider, code: &str) -> Result<String, String> {
    let region = provider.region(&code.to_ascii_lowercase());
    match (region, provider.regions.last()) {
        (Some(region), _) => Ok(region.code.to_owned()),
        (None, Some(example)) => Err(messages::own_no_region(provider.short, code, example.code)),
        (None, None) => Err(messages::own_no_regions(provider.short, code)),
    }
}

fn known_service(provider: &Provider, key: &str) -> Result<String, String> {
    match provider.service(&key.to_ascii_lowercase()) {
        Some(service) => Ok(service.key.to_owned()),
        None => {
            let keys: Vec<&str> = provider
                .services
                .iter()
                .map(|service| service.key)
                .collect();
            Err(messages::own_no_service(
                provider.short,
                key,
                &keys.join(", "),
            ))
        }
    }
}

fn parse_what(text: &str) -> Result<Own, String> {
    let (start, length) = match text.split_once('/') {
        Some((start, length)) => (start, Some(length)),
        None => (text, None),
    };
    let Ok(ip) = start.trim_matches(['[', ']']).parse::<IpAddr>() else {
        return parse_host(text);
    };
    let widest = if ip.is_ipv4() { 32 } else { 128 };
    let length = match length.map(str::parse::<u8>) {
        None => widest,
        Some(Ok(length)) if length <= widest => length,
        Some(_) => {
            return Err(messages::own_no_length(text, &widest.to_string()));
        }
    };
    Ok(Own::Addresses(ip, length))
}

fn parse_host(text: &str) -> Result<Own, String> {
    let (below, host) = match text.strip_prefix("*.") {
        Some(host) => (true, host),
        None => (false, text),
    };
    match hostname::normal(host) {
        Some(host) if below => Ok(Own::HostsBelow(format!(".{host}"))),
        Some(host) => Ok(Own::Host(host.into_owned())),
        None => Err(messages::own_neither(text)),
    }
}

/// The words of a line; quotes hold several together.
fn words(line: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() && !rest.starts_with('#') {
        let (word, later) = match rest.strip_prefix('"') {
            Some(quoted) => quoted
                .split_once('"')
                .ok_or_else(messages::own_open_quote)?,
            None => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
        };
        if word.trim().is_empty() {
            return Err(messages::own_empty_name().to_owned());
        }
        words.push(word.trim().to_owned());
        rest = later.trim_start();
    }
    Ok(words)
}
