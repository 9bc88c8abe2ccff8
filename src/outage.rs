//! An outage: a set of failure domains that are gone, and how they fail.
//!
//! *What-ifs* ask about every failure domain that a page touches; *past*
//! outages happened, and are kept one file each in `src/outages`. Both are the
//! same [`Outage`] to the impact engine.
//!
//! How outages are called is told at [`id`].

pub mod id;

use std::ops::Deref;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use crate::catalogue::{self, ProviderKind};
use crate::impact::HostUse;
use crate::model::{Confidence, Domain, Layer, Mode, Placement, Reach};
use crate::order;

include!(concat!(env!("OUT_DIR"), "/outages.rs"));

/// A set of failure domains that are gone, and how they fail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outage {
    pub id: String,
    pub origin: Origin,
    /// Without any and without hosts what failed does not show in what a page
    /// loads.
    pub lost: Vec<Lost>,
    /// Single hosts that are gone, whoever serves them: the smallest failure
    /// domain there is.
    #[serde(default)]
    pub hosts: Vec<String>,
    pub plane: Plane,
    /// At least one; a what-if has both unless somebody asked about one.
    pub modes: Vec<Mode>,
}

/// Why an outage is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    WhatIf,
    /// It happened: [`past`] has the rest of it.
    Past,
    /// It goes on: a provider says so.
    Live,
}

/// One failure domain of an outage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    pub domain: Domain,
    pub extent: Extent,
}

/// How much of a failure domain was gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    Whole,
    /// A share of its customers, places or requests: who was hit cannot be
    /// told from outside, so that it *may* hit a host, never *will*.
    Part,
}

/// What of a provider failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Plane {
    /// Requests of readers.
    Data,
    /// Changes, consoles and logins of customers: what ran kept serving, so
    /// that no page breaks.
    Control,
    Both,
}

/// An outage that happened, as its file in `src/outages` tells it. What only
/// readers want of it is [`Told`], and stands apart: the module that watches
/// requests is linked without it.
#[derive(Debug)]
pub struct Past {
    /// Index in the table of what is told.
    number: u16,
    /// The name of its file: `2021-12-07-aws`.
    pub id: &'static str,
    pub title: &'static str,
    /// UTC, to the minute: `2021-12-07T15:30Z`.
    pub start: &'static str,
    /// From start to end.
    pub minutes: u32,
    pub plane: Plane,
    pub modes: &'static [Mode],
    /// Empty where what failed does not show in what a page loads, such as
    /// the reader's own resolver.
    pub lost: &'static [PastLost],
}

/// What there is to tell of a past outage.
#[derive(Debug)]
pub struct Told {
    /// UTC, to the minute: when most of it was over.
    pub end: &'static str,
    /// One of the times is not known to the minute.
    pub approximate: bool,
    /// In one line.
    pub cause: &'static str,
    pub sources: &'static [&'static str],
    /// Whether the facts were compared with the sources.
    pub checked: bool,
    /// Who reports said were hit; never complete.
    pub hit: &'static [&'static str],
}

/// [`Lost`] as the build script can write it down.
#[derive(Debug)]
pub struct PastLost {
    pub provider: &'static str,
    pub service: Option<&'static str>,
    pub region: Option<&'static str>,
    pub zone: Option<&'static str>,
    pub extent: Extent,
}

/// Every past outage that is documented, oldest first.
pub fn history() -> &'static [Past] {
    HISTORY
}

/// The past outage with this id.
///
/// ```
/// assert_eq!(faultline::outage::past("2021-06-08-fastly").unwrap().minutes, 73);
/// assert!(faultline::outage::past("2021-06-09-fastly").is_none());
/// ```
pub fn past(id: &str) -> Option<&'static Past> {
    HISTORY.iter().find(|past| past.id == id)
}

impl Deref for Past {
    type Target = Told;

    fn deref(&self) -> &Told {
        &TOLD[usize::from(self.number)]
    }
}

impl Past {
    /// The outage to ask the impact engine about.
    pub fn outage(&self) -> Outage {
        let lost = self.lost.iter().map(|lost| Lost {
            domain: Domain {
                provider: lost.provider.to_owned(),
                service: lost.service.map(str::to_owned),
                region: lost.region.map(str::to_owned),
                zone: lost.zone.map(str::to_owned),
            },
            extent: lost.extent,
        });
        Outage {
            id: self.id.to_owned(),
            origin: Origin::Past,
            lost: lost.collect(),
            hosts: Vec::new(),
            plane: self.plane,
            modes: self.modes.to_vec(),
        }
    }
}

/// The outage of one whole failure domain, in both modes.
pub fn what_if(domain: Domain) -> Outage {
    Outage {
        id: domain_id(&domain),
        origin: Origin::WhatIf,
        lost: vec![Lost {
            domain,
            extent: Extent::Whole,
        }],
        hosts: Vec::new(),
        plane: Plane::Data,
        modes: vec![Mode::Refuse, Mode::Hang],
    }
}

/// The outage of a single host, by its normal name, in both modes.
pub fn host_gone(host: &str) -> Outage {
    Outage {
        id: format!("host/{host}"),
        origin: Origin::WhatIf,
        lost: Vec::new(),
        hosts: vec![host.to_owned()],
        plane: Plane::Data,
        modes: vec![Mode::Refuse, Mode::Hang],
    }
}

/// A failure domain as a path, from the large to the small.
pub fn domain_id(domain: &Domain) -> String {
    let parts = [&domain.region, &domain.zone, &domain.service];
    parts
        .into_iter()
        .flatten()
        .fold(domain.provider.clone(), |id, part| id + "/" + part)
}

/// One what-if for every failure domain that the page touches: providers,
/// their regions, their services, and services in a region; in the order of
/// their ids.
///
/// A service in a region is left out where the region alone or the service
/// alone takes exactly the same hosts: naming both would say nothing new.
pub fn what_ifs(hosts: &[HostUse]) -> Vec<Outage> {
    touching(hosts)
        .into_iter()
        .filter_map(|(outage, wider)| wider.is_none().then_some(outage))
        .collect()
}

/// The what-ifs that [`what_ifs`] leaves out, each with the id of the wider one
/// that takes exactly the same hosts. Whoever counts an outage over many pages
/// needs them: another page may tell the two apart.
pub fn implied(hosts: &[HostUse]) -> Vec<(Outage, String)> {
    touching(hosts)
        .into_iter()
        .filter_map(|(outage, wider)| Some((outage, wider?)))
        .collect()
}

/// Every what-if that touches the hosts, in the order of their ids, with the
/// id of the wider one that makes it needless.
fn touching(hosts: &[HostUse]) -> Vec<(Outage, Option<String>)> {
    let outages = every_what_if(hosts);
    let mut taken: LiteMap<String, Vec<Option<HostHit>>> = LiteMap::new();
    for outage in &outages {
        let hits = hosts.iter().map(|host| outage.hits(host)).collect();
        taken.insert(outage.id.clone(), hits);
    }
    let wider_than = |domain: &Domain| {
        if domain.service.is_none() || domain.region.is_none() {
            return None;
        }
        let hits = taken.get(&domain_id(domain));
        let wider = [
            Domain {
                service: None,
                ..domain.clone()
            },
            Domain {
                region: None,
                ..domain.clone()
            },
        ];
        wider
            .iter()
            .map(domain_id)
            .find(|wider| taken.get(wider) == hits)
    };
    let mut asked: Vec<(Outage, Option<String>)> = outages
        .into_iter()
        .map(|outage| {
            let wider = outage.lost.iter().find_map(|lost| wider_than(&lost.domain));
            (outage, wider)
        })
        .collect();
    order::by(&mut asked, |(a, _), (b, _)| a.id.cmp(&b.id));
    asked
}

/// One what-if for every failure domain that the page touches, those that
/// [`what_ifs`] leaves out among them.
pub fn every_what_if(hosts: &[HostUse]) -> Vec<Outage> {
    let mut domains: Vec<Domain> = hosts
        .iter()
        .flat_map(|host| &host.placements)
        .flat_map(domains_of)
        .collect();
    order::by(&mut domains, Ord::cmp);
    domains.dedup();
    domains.into_iter().map(what_if).collect()
}

/// The failure domains that a placement stands in, a zone never among them.
fn domains_of(placement: &Placement) -> Vec<Domain> {
    let region = placement
        .region
        .clone()
        .filter(|_| placement.reach == Reach::Regional);
    let service = placement.service.clone();
    let domain = |service: Option<String>, region: Option<String>| Domain {
        provider: placement.provider.clone(),
        service,
        region,
        zone: None,
    };
    let mut domains = vec![domain(None, None)];
    if region.is_some() {
        domains.push(domain(None, region.clone()));
    }
    if service.is_some() {
        domains.push(domain(service.clone(), None));
    }
    if region.is_some() && service.is_some() {
        domains.push(domain(service, region));
    }
    domains
}

/// Why an outage only *may* have an effect. Ordered: the first is said first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// One zone of a region: names and addresses do not tell zones apart.
    Zone,
    /// Only a share of the provider's customers, places or requests.
    Part,
    /// The host's region is not known, and could be the one that is gone.
    RegionUnknown,
    /// The host's service is not known, and could be the one that is gone.
    ServiceUnknown,
    /// What serves the host is not sure.
    Placement,
    /// The host was seen at a second provider, which is not gone.
    SecondProvider,
    /// The origin is gone, and the edge in front of it may have a copy.
    EdgeCopy,
    /// A service worker stands between, and may have a copy.
    ServiceWorker,
    /// The same file came from another host, too.
    Copy,
    /// How the page waits for it is concluded, not observed.
    Waiting,
    /// Who asked for it is concluded, not observed.
    Initiator,
}

/// How an outage hits a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HostHit {
    /// `None`: the host is gone for sure.
    pub doubt: Option<Doubt>,
    /// Only what stands behind an edge is gone, so that copies may be left.
    pub edge_copy: bool,
}

impl Outage {
    /// Whether, and how surely, the outage hits a host; `None` where it does
    /// not, and always for an outage of a control plane.
    ///
    /// The host is lost when any layer is lost that it is placed on: the edge
    /// in front, the origin behind, or what its provider itself runs on.
    ///
    /// A what-if about a service takes only what is known to be of it: whether
    /// the provider's other hosts are, is a guess that the what-if about the
    /// whole provider makes needless. Of a past outage it is worth telling.
    pub fn hits(&self, host: &HostUse) -> Option<HostHit> {
        if self.plane == Plane::Control {
            return None;
        }
        if self.hosts.contains(&host.host) {
            return Some(HostHit {
                doubt: None,
                edge_copy: false,
            });
        }
        let hit = |placement: &Placement| {
            self.lost
                .iter()
                .filter_map(|lost| lost.hits(placement))
                .filter(|hit| self.origin != Origin::WhatIf || !hit.guesses_service())
                .min_by_key(Hit::rank)
        };
        let hits: Vec<Option<Hit>> = host.placements.iter().map(hit).collect();
        let pairs = || host.placements.iter().zip(&hits);
        let stands = |layer: Layer| {
            pairs().any(|(placement, hit)| {
                placement.layer == layer
                    && placement.confidence > Confidence::Possible
                    && hit.is_none()
            })
        };
        let edge_stands = pairs().any(|(placement, hit)| {
            placement.layer == Layer::Edge && placement.reach == Reach::Global && hit.is_none()
        });
        pairs()
            .filter_map(|(placement, hit)| {
                let doubt = match hit.as_ref()? {
                    Hit::Doubtful(doubt) => Some(*doubt),
                    Hit::Sure => stands(placement.layer).then_some(Doubt::SecondProvider),
                };
                let edge_copy =
                    placement.layer != Layer::Edge && edge_stands && leaves_copies(placement);
                Some(HostHit { doubt, edge_copy })
            })
            // The surest hit counts: the one without doubt, then without a copy.
            .min_by_key(|hit| (hit.doubt.is_some(), hit.edge_copy, hit.doubt))
    }
}

/// Whether an edge in front goes on without what is behind it. What pages embed
/// from a service is gone with the service, whoever delivers it.
fn leaves_copies(placement: &Placement) -> bool {
    catalogue::provider(&placement.provider)
        .is_none_or(|provider| provider.kind != ProviderKind::Service)
}

/// Whether a service could be behind a name that does not tell it: a cloud's
/// can, and what delivers for others; the rest goes by names of its own.
fn serves_any_name(provider: &str, service: &str) -> bool {
    let Some(provider) = catalogue::provider(provider) else {
        return true;
    };
    let fronts = |known: &catalogue::Service| known.key == service && known.fronts;
    let cloud = matches!(
        provider.kind,
        ProviderKind::Cloud | ProviderKind::Platform | ProviderKind::Hoster
    );
    cloud || provider.services.iter().any(fronts)
}

/// How a failure domain hits a placement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hit {
    Sure,
    Doubtful(Doubt),
}

impl Hit {
    fn guesses_service(&self) -> bool {
        *self == Hit::Doubtful(Doubt::ServiceUnknown)
    }

    /// The surest first.
    fn rank(&self) -> Option<Doubt> {
        match self {
            Hit::Sure => None,
            Hit::Doubtful(doubt) => Some(*doubt),
        }
    }
}

impl Lost {
    fn hits(&self, placement: &Placement) -> Option<Hit> {
        let Domain {
            provider,
            service,
            region,
            zone,
        } = &self.domain;
        if *provider != placement.provider {
            return None;
        }
        let service_unknown = match (service, &placement.service) {
            (None, _) => false,
            (Some(lost), Some(placed)) if lost == placed => false,
            (Some(_), Some(_)) => return None,
            (Some(lost), None) if serves_any_name(provider, lost) => true,
            (Some(_), None) => return None,
        };
        let region_unknown = match (region, &placement.region) {
            (None, _) => false,
            // What stands in many places does not fall with one of them.
            (Some(_), _) if placement.reach == Reach::Global => return None,
            (Some(lost), Some(placed)) if lost == placed => false,
            (Some(_), Some(_)) => return None,
            (Some(_), None) => true,
        };
        // Two unknowns at once are a coincidence, not a finding.
        let unsure = placement.confidence == Confidence::Possible;
        let unknowns = [region_unknown, service_unknown, unsure];
        if unknowns.iter().filter(|unknown| **unknown).count() > 1
            || (region_unknown && zone.is_some())
        {
            return None;
        }
        let doubts = [
            (zone.is_some(), Doubt::Zone),
            (self.extent == Extent::Part, Doubt::Part),
            (region_unknown, Doubt::RegionUnknown),
            (service_unknown, Doubt::ServiceUnknown),
            (unsure, Doubt::Placement),
        ];
        let doubt = doubts.into_iter().find(|(applies, _)| *applies);
        Some(doubt.map_or(Hit::Sure, |(_, doubt)| Hit::Doubtful(doubt)))
    }
}
