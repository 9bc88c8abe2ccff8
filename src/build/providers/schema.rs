//! The shape of a provider's file, as TOML. Every text that a check may have
//! to point at keeps its place in the file.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A text that remembers where it stands.
pub type Text = Spanned<String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub name: Text,
    pub short: Text,
    pub home: Text,
    /// `cloud`, `cdn`, `platform`, `hoster` or `service`.
    pub kind: Text,
    /// The house that it belongs to with others.
    pub house: Option<Text>,
    /// `regional` or `global`.
    pub reach: Text,
    /// Since when it serves nothing any more.
    pub dead: Option<Text>,
    #[serde(default)]
    pub asn: Vec<Spanned<u32>>,
    pub checked: Text,
    pub sources: Vec<Text>,
    /// Host patterns that no service claims.
    #[serde(default)]
    pub hosts: Vec<Text>,
    pub status: Option<Status>,
    #[serde(default)]
    pub service: Vec<Service>,
    #[serde(default)]
    pub header: Vec<Header>,
    #[serde(default)]
    pub runs_on: Vec<Link>,
    #[serde(default)]
    pub behind: Vec<Link>,
    /// By code.
    #[serde(default)]
    pub regions: BTreeMap<Text, Region>,
    pub proof: Proof,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Status {
    pub page: Text,
    pub feed: Option<Text>,
    pub format: Option<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    pub key: Text,
    pub name: Text,
    /// As the provider, where not said.
    pub reach: Option<Text>,
    #[serde(default)]
    pub fronts: bool,
    #[serde(default)]
    pub steers: bool,
    #[serde(default)]
    pub feeds: Vec<Text>,
    #[serde(default)]
    pub hosts: Vec<Text>,
    /// Of its host patterns: `certain` where not said.
    pub confidence: Option<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    pub name: Text,
    /// Anything, where not said.
    pub value: Option<Text>,
    pub take: Option<Text>,
    #[serde(default)]
    pub with: Vec<Text>,
    #[serde(default)]
    pub without: Vec<Text>,
    pub layer: Text,
    pub service: Option<Text>,
    /// `likely` where not said.
    pub confidence: Option<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub provider: Text,
    pub service: Option<Text>,
    pub region: Option<Text>,
    /// The one of our own services that depends.
    pub only: Option<Text>,
    /// `likely` where not said.
    pub confidence: Option<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    pub name: Text,
    #[serde(default)]
    pub city: String,
    #[serde(default)]
    pub country: String,
    #[serde(default)]
    pub aliases: Vec<Text>,
    pub short: Option<Text>,
    /// `provider/region`
    pub runs_on: Option<Text>,
}

/// What the file must and must not match.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    pub is: Vec<Is>,
    /// Hosts, or headers as `name: value`.
    pub is_not: Vec<Text>,
}

/// A host, or headers, with all that they must tell.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Is {
    pub host: Option<Text>,
    #[serde(default)]
    pub headers: Vec<Text>,
    pub service: Option<Text>,
    pub region: Option<Text>,
    pub pop: Option<Text>,
}
