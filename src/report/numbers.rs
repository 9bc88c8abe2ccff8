//! The page in numbers: how concentrated it is, and the measures of the
//! literature, each in its own sense, so that a page can be compared with what
//! others counted.
//!
//! - *Critical dependence on a CDN*: Kashaf, Sekar, Agarwal, "Analyzing Third
//!   Party Service Dependencies in Modern Web Services", IMC 2020,
//!   doi 10.1145/3419394.3423664. They know a CDN by the alias of a host's name,
//!   Faultline by all of its evidence.
//! - *Render-blocking third parties*: Calvano, "Third Parties and Single Points
//!   of Failure", 2025, over the HTTP Archive.
//! - *Implicit levels*: Ikram, Masood, Tyson, Kaafar, Loizon, Ensafi, "The
//!   Chain of Implicit Trust", WWW 2019, arXiv 1901.07699.

use std::cmp::Reverse;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::Host;
use crate::catalogue::{self, ProviderKind};
use crate::impact::{Engine, Use};
use crate::model::{Blocking, Confidence, Kind, Layer, Page, Placement, Reach};
use crate::observe::url;
use crate::order;

/// The page in numbers. Requests that were counted but not kept are in none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbers {
    /// Of all hosts together; names nothing.
    pub all: Part,
    /// By who serves the first layer, most requests first, the unknown last.
    pub providers: Vec<Part>,
    /// By the region of the first layer that has one, most requests first.
    pub regions: Vec<Part>,
    pub delivery: Delivery,
    pub render_blocking: RenderBlocking,
    pub levels: Levels,
}

/// What stands at one provider or in one region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// `None`: not known, or everywhere.
    pub provider: Option<String>,
    pub region: Option<String>,
    /// In many places at once, so that no region counts.
    pub everywhere: bool,
    pub requests: u32,
    /// Over the network, of those requests where it is known.
    pub bytes: u64,
    /// Requests whose loss alone breaks the page or takes it down.
    pub critical: u32,
}

/// Dependence on a CDN in the sense of IMC 2020: of the page's own files,
/// those of its own site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The CDNs in front of them, by key.
    pub providers: Vec<String>,
    /// It is exactly one, and not the site's own.
    pub critical: bool,
}

/// Render-blocking third parties in the sense of the HTTP Archive: requests of
/// the page itself to another registrable domain that painting waits for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenderBlocking {
    pub requests: u32,
    /// In the order of the page.
    pub hosts: Vec<String>,
    /// Of the requests those of which it is concluded, because nobody saw it.
    pub concluded: u32,
}

/// The loading tree in the sense of WWW 2019. Level 0 is the page with its own
/// files, level 1 what these ask others for (explicit trust); what a third
/// party asks for is one level deeper (implicit trust).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Levels {
    pub deepest: u32,
    /// Requests of level 1.
    pub explicit: u32,
    /// Requests of level 2 and deeper.
    pub implicit: u32,
    /// Of all requests those of which nobody saw who asked for them: they are
    /// taken as asked for by their document, or by whom it is concluded.
    pub concluded: u32,
}

pub(super) fn numbers(page: &Page, hosts: &[Host], engine: &Engine) -> Numbers {
    let mut all = Part::default();
    let mut providers: LiteMap<Option<&str>, Part> = LiteMap::new();
    let mut regions: LiteMap<(bool, Option<&str>, Option<&str>), Part> = LiteMap::new();
    for (index, host) in hosts.iter().enumerate() {
        let critical = engine.critical(index);
        let first = host.placements.first();
        let provider = first.map(|placement| placement.provider.as_str());
        let standing = host.placements.iter().find_map(region);
        let everywhere = standing.is_none()
            && host
                .placements
                .iter()
                .any(|known| known.reach == Reach::Global);
        let (standing_at, region) = standing.unzip();
        let parts = [
            &mut all,
            providers.entry(provider).or_insert_with(|| Part {
                provider: provider.map(str::to_owned),
                ..Part::default()
            }),
            regions
                .entry((everywhere, standing_at, region))
                .or_insert_with(|| Part {
                    provider: standing_at.map(str::to_owned),
                    region: region.map(str::to_owned),
                    everywhere,
                    ..Part::default()
                }),
        ];
        for part in parts {
            part.requests += host.requests;
            part.bytes = part.bytes.saturating_add(host.bytes);
            part.critical += critical;
        }
    }
    Numbers {
        all,
        providers: largest_first(providers.into_iter().map(|(_, part)| part)),
        regions: largest_first(regions.into_iter().map(|(_, part)| part)),
        delivery: delivery(page, hosts),
        render_blocking: render_blocking(page, hosts, engine.uses()),
        levels: levels(hosts, engine.uses()),
    }
}

fn largest_first(parts: impl Iterator<Item = Part>) -> Vec<Part> {
    let mut parts: Vec<Part> = parts.collect();
    let unknown = |part: &Part| part.provider.is_none() && !part.everywhere;
    order::by_key(&mut parts, |part| (unknown(part), Reverse(part.requests)));
    parts
}

/// The provider and the region that a placement stands in, unless that is a
/// guess.
fn region(placement: &Placement) -> Option<(&str, &str)> {
    let stands = placement.reach == Reach::Regional && placement.confidence > Confidence::Possible;
    let region = placement.region.as_deref().filter(|_| stands)?;
    Some((placement.provider.as_str(), region))
}

fn delivery(page: &Page, hosts: &[Host]) -> Delivery {
    let own = hosts.iter().filter(|host| !host.third_party);
    let mut cdns: Vec<&str> = own
        .flat_map(|host| &host.placements)
        .filter(|placement| is_cdn(placement))
        .map(|placement| placement.provider.as_str())
        .collect();
    order::by(&mut cdns, Ord::cmp);
    cdns.dedup();
    let foreign = |provider: &&str| !belongs_to(&page.url, provider);
    Delivery {
        critical: cdns.len() == 1 && cdns.iter().all(foreign),
        providers: cdns.into_iter().map(str::to_owned).collect(),
    }
}

/// Whether a placement is in front, at somebody who delivers for others.
fn is_cdn(placement: &Placement) -> bool {
    let Some(provider) = catalogue::provider(&placement.provider) else {
        return false;
    };
    let fronts = provider
        .services
        .iter()
        .any(|service| service.fronts && Some(service.key) == placement.service.as_deref());
    placement.layer == Layer::Edge
        && placement.confidence > Confidence::Possible
        && (provider.kind == ProviderKind::Cdn || fronts)
}

/// Whether a page is one of the provider's own.
fn belongs_to(page: &str, provider: &str) -> bool {
    let home = catalogue::provider(provider).and_then(|provider| url::host(provider.home));
    let (Some(page), Some(home)) = (url::host(page), home) else {
        return false;
    };
    let home = home.strip_prefix("www.").unwrap_or(&home);
    page.strip_suffix(home)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn render_blocking(page: &Page, hosts: &[Host], uses: &[Use]) -> RenderBlocking {
    let mut found = RenderBlocking::default();
    for usage in uses {
        let frame = page.frames.get(usage.request.frame);
        let in_page = frame.is_none_or(|frame| frame.parent.is_none());
        let blocks = usage.is(&[Kind::Script, Kind::Stylesheet]) && usage.waits == Blocking::Render;
        let Some(host) = third_party(hosts, usage).filter(|_| in_page && blocks) else {
            continue;
        };
        found.requests += 1;
        found.concluded += u32::from(usage.assumed);
        if !found.hosts.contains(&host.host) {
            found.hosts.push(host.host.clone());
        }
    }
    found
}

fn third_party<'h>(hosts: &'h [Host], usage: &Use) -> Option<&'h Host> {
    hosts.get(usage.host?).filter(|host| host.third_party)
}

fn levels(hosts: &[Host], uses: &[Use]) -> Levels {
    let mut levels = Levels::default();
    let mut known: Vec<u32> = Vec::with_capacity(uses.len());
    let mut documents: LiteMap<usize, u32> = LiteMap::new();
    for usage in uses {
        let request = usage.request;
        // Initiators come earlier; one that does not is bad input, and unknown.
        let by = request.initiator.and_then(|by| known.get(by.request));
        // What nobody is named for, the document around it asked for.
        let around = documents.get(&request.frame);
        let parent = by.or(around).copied().unwrap_or(0);
        let foreign = third_party(hosts, usage).is_some();
        let level = parent + u32::from(foreign || parent > 0);
        if usage.is(&[Kind::Frame]) {
            documents.entry(request.frame).or_insert(level);
        }
        let seen = usage.is(&[Kind::Document]) || request.initiator.is_some_and(|by| by.certain);
        levels.concluded += u32::from(!seen);
        levels.deepest = levels.deepest.max(level);
        levels.explicit += u32::from(level == 1);
        levels.implicit += u32::from(level > 1);
        known.push(level);
    }
    levels
}
