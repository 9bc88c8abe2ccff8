//! Right now: what providers themselves say is failing.
//!
//! A **feed** is a provider's machine-readable account of how it is. Reading one
//! gives its **incidents**, those that go on, each with the failure domains
//! that it touches; or [`Unread`], because what cannot be read is not known, and
//! never fine. Reading is pure: who fetches, when, and how gently, is told by
//! [`schedule`].
//!
//! ```
//! use faultline::status::{self, Unread};
//!
//! let heroku = status::feeds().into_iter().find(|feed| feed.provider == "heroku").unwrap();
//! let fine = br#"{"status": [{"system": "Apps", "status": "green"}], "incidents": []}"#;
//! assert_eq!(status::read(&heroku, fine, 0.0), Ok(Vec::new()));
//! assert!(matches!(status::read(&heroku, b"{}", 0.0), Err(Unread::Shape(_))));
//! ```

mod aws;
mod clouds;
mod gcp;
mod others;
mod places;
mod posts;
mod products;
mod rss;
pub mod schedule;
mod statuspage;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::catalogue;
use crate::model::{Domain, Mode};
use crate::outage::{Extent, Lost, Origin, Outage, Plane};

/// The most bytes of a feed that are read: Google's, which keeps years, has
/// some five million.
pub const LIMIT: usize = 16 << 20;

/// A provider's account of how it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Key of the catalogue.
    pub provider: &'static str,
    pub url: &'static str,
    pub format: Format,
}

/// How a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Statuspage,
    Aws,
    Gcp,
    Azure,
    Oracle,
    Ibm,
    Alibaba,
    Meta,
    Heroku,
    Vultr,
    Salesforce,
    StatusIo,
    Fastly,
    Hetzner,
    Apple,
    Adobe,
    Microsoft,
    Tencent,
}

const FORMATS: [(&str, Format); 18] = [
    ("statuspage", Format::Statuspage),
    ("aws", Format::Aws),
    ("gcp", Format::Gcp),
    ("azure-rss", Format::Azure),
    ("oci", Format::Oracle),
    ("ibm-rss", Format::Ibm),
    ("alibaba", Format::Alibaba),
    ("meta", Format::Meta),
    ("heroku", Format::Heroku),
    ("vultr", Format::Vultr),
    ("salesforce", Format::Salesforce),
    ("statusio", Format::StatusIo),
    ("fastly-rss", Format::Fastly),
    ("hetzner-atom", Format::Hetzner),
    ("apple", Format::Apple),
    ("adobe", Format::Adobe),
    ("microsoft", Format::Microsoft),
    ("tencent", Format::Tencent),
];

/// Something that a provider says is failing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// Key of the catalogue.
    pub provider: String,
    /// In the provider's own words.
    pub title: String,
    /// Empty where what fails does not show in what a page loads, such as a
    /// console.
    pub lost: Vec<Lost>,
}

/// Why it is not known how a provider is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unread {
    /// Nobody answered, or the answer broke off.
    Silent,
    /// It was answered with this status of HTTP.
    Refused(u16),
    /// It has more than [`LIMIT`] bytes.
    Huge,
    /// It is not written as it used to be: what was found.
    Shape(String),
}

/// The feeds of the catalogue that can be read, in the order of their providers.
pub fn feeds() -> Vec<Feed> {
    let feed = |provider: &'static catalogue::Provider| {
        let status = provider.status?;
        let format = FORMATS.iter().find(|(name, _)| *name == status.format)?.1;
        Some(Feed {
            provider: provider.key,
            url: status.feed?,
            format,
        })
    };
    let alive = catalogue::providers()
        .iter()
        .filter(|provider| provider.dead.is_none());
    alive.filter_map(feed).collect()
}

/// What a feed tells of `now`, in milliseconds since 1970.
///
/// # Errors
/// When it cannot be read: what it tells is then not known.
pub fn read(feed: &Feed, bytes: &[u8], now: f64) -> Result<Vec<Incident>, Unread> {
    if bytes.len() > LIMIT {
        return Err(Unread::Huge);
    }
    let provider = feed.provider;
    let read = match feed.format {
        Format::Statuspage => statuspage::read,
        Format::Aws => aws::read,
        Format::Gcp => gcp::read,
        Format::Azure => rss::azure,
        Format::Ibm => rss::ibm,
        Format::Oracle => clouds::oracle,
        Format::Alibaba => clouds::alibaba,
        Format::Vultr => clouds::vultr,
        Format::Meta => others::meta,
        Format::Heroku => others::heroku,
        Format::Salesforce => others::salesforce,
        Format::StatusIo => others::statusio,
        Format::Apple => products::apple,
        Format::Adobe => products::adobe,
        Format::Microsoft => products::microsoft,
        Format::Tencent => clouds::tencent,
        Format::Fastly => return posts::fastly(provider, bytes, now),
        Format::Hetzner => return posts::hetzner(provider, bytes, now),
    };
    read(provider, bytes)
}

impl Incident {
    fn new(provider: &str, title: &str, lost: Vec<Lost>) -> Incident {
        Incident {
            provider: provider.to_owned(),
            title: title.trim().to_owned(),
            lost,
        }
    }

    /// The outage to ask about; `number` tells it from the provider's others.
    pub fn outage(&self, number: usize) -> Outage {
        Outage {
            id: format!("live/{}/{number}", self.provider),
            origin: Origin::Live,
            lost: self.lost.clone(),
            hosts: Vec::new(),
            plane: Plane::Data,
            modes: vec![Mode::Refuse, Mode::Hang],
        }
    }
}

/// A failure domain that is gone.
fn lost(provider: &str, service: Option<&str>, region: Option<&str>, extent: Extent) -> Lost {
    Lost {
        domain: Domain {
            provider: provider.to_owned(),
            service: service.map(str::to_owned),
            region: region.map(str::to_owned),
            zone: None,
        },
        extent,
    }
}

/// JSON in UTF-8.
fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unread> {
    serde_json::from_slice(bytes).map_err(|error| Unread::Shape(error.to_string()))
}
