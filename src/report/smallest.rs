//! The smallest outage that kills the page: the narrowest failure domain whose
//! loss alone takes the page down for sure.
//!
//! It is looked for among all failure domains that the page touches, those
//! that the list of outages leaves out because a wider one says the same among
//! them. The limit case is a single host, which is why those are named, too.

use serde::{Deserialize, Serialize};

use crate::impact::{Engine, HostUse};
use crate::model::{Domain, Verdict};
use crate::outage::{self, Outage};

/// What is enough to take the page down for sure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Smallest {
    /// `None`: no failure domain that is known does.
    pub outage: Option<Outage>,
    /// The hosts each of which is enough, in the order of the page.
    pub hosts: Vec<String>,
}

/// How narrow a failure domain is, the narrowest first: a service in a region,
/// a region, a service everywhere, a whole provider.
///
/// ```
/// use faultline::model::Domain;
/// use faultline::report::narrowness;
///
/// let whole = Domain { provider: "aws".into(), ..Domain::default() };
/// let region = Domain { region: Some("us-east-1".into()), ..whole.clone() };
/// assert!(narrowness(&region) < narrowness(&whole));
/// ```
pub fn narrowness(domain: &Domain) -> u8 {
    match (domain.region.is_some(), domain.service.is_some()) {
        (true, true) => 0,
        (true, false) => 1,
        (false, true) => 2,
        (false, false) => 3,
    }
}

/// Of equally narrow ones the one that takes fewer hosts, then the first by id.
pub(super) fn smallest(engine: &Engine, hosts: &[HostUse]) -> Smallest {
    let fatal = |outage: &Outage| engine.verdicts(outage).1 == Verdict::Down;
    let narrow = |outage: &Outage| {
        let lost = outage.lost.iter().map(|lost| narrowness(&lost.domain));
        let taken = hosts.iter().filter(|host| outage.hits(host).is_some());
        (lost.max(), taken.count(), outage.id.clone())
    };
    let enough = |index: &usize| engine.sure_loss_of_host(*index) == Verdict::Down;
    let name = |index: usize| hosts.get(index).map(|host| host.host.clone());
    Smallest {
        outage: outage::every_what_if(hosts)
            .into_iter()
            .filter(fatal)
            .min_by_key(narrow),
        hosts: (0..hosts.len()).filter(enough).filter_map(name).collect(),
    }
}
