//! What a visited page leaves to its site.

use serde::{Deserialize, Serialize};

use super::{footing, toll};
use crate::impact::{Engine, HostUse, Toll};
use crate::model::Page;
use crate::observe::url;
use crate::report::{Host, Report};

/// All hosts of a page that stand on the same footing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// See [`footing`].
    pub footing: String,
    /// What their loss means to the page where they are gone for sure.
    #[serde(with = "toll::byte")]
    pub gone: Toll,
    /// The same where only what stands behind their edge is.
    #[serde(with = "toll::byte")]
    pub copied: Toll,
    pub requests: u32,
    pub hosts: u32,
}

/// What one visit leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// The footing of the page's own host.
    pub home: String,
    pub parts: Vec<Part>,
}

/// What a page leaves to its site, from its report.
pub fn visit(page: &Page, report: &Report) -> Visit {
    let hosts: Vec<HostUse> = report.hosts.iter().map(Host::to_use).collect();
    let engine = Engine::new(page, &hosts);
    let own = url::host(&page.url);
    let mut visit = Visit::default();
    for (index, host) in report.hosts.iter().enumerate() {
        let footing = footing::write(&host.placements);
        if own.as_ref() == Some(&host.host) {
            visit.home.clone_from(&footing);
        }
        let [gone, copied] = engine.tolls(index);
        match visit.parts.iter_mut().find(|part| part.footing == footing) {
            Some(part) => {
                part.gone.add(&gone, true);
                part.copied.add(&copied, true);
                part.requests += host.requests;
                part.hosts += 1;
            }
            None => visit.parts.push(Part {
                footing,
                gone,
                copied,
                requests: host.requests,
                hosts: 1,
            }),
        }
    }
    visit
}
