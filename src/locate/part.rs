//! A **part**: a placement in the making, of which it is not yet said which
//! side of the connection it stands on.

use crate::catalogue::{HostMatch, Link, Provider, ProviderKind, Region, Service};
use crate::locate::header::HeaderSign;
use crate::model::{Confidence, Evidence, Layer, Placement, Reach, Signal};
use crate::order;

#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Key of the catalogue, or a name of the reader's making.
    pub key: String,
    /// `None`: the catalogue does not know it.
    pub known: Option<&'static Provider>,
    pub service: Option<String>,
    pub region: Option<String>,
    pub reach: Reach,
    pub pop: Option<String>,
    pub confidence: Confidence,
    pub evidence: Vec<Evidence>,
    pub against: Vec<Evidence>,
}

impl Part {
    /// A part of a catalogued provider.
    pub fn new(
        provider: &'static Provider,
        service: Option<&'static Service>,
        region: Option<&'static Region>,
        confidence: Confidence,
        evidence: Evidence,
    ) -> Part {
        Part {
            key: provider.key.to_owned(),
            known: Some(provider),
            service: service.map(|service| service.key.to_owned()),
            region: region.map(|region| region.code.to_owned()),
            // A region in a name is a promise to stand there, whatever the
            // provider's other services do.
            reach: match (region, service) {
                (Some(_), _) => Reach::Regional,
                (None, Some(service)) => service.reach,
                (None, None) => provider.reach,
            },
            pop: None,
            confidence,
            evidence: vec![evidence],
            against: Vec::new(),
        }
    }

    pub fn of_host(found: &HostMatch, signal: Signal, detail: &str) -> Part {
        let evidence = evidence(signal, detail, found.provider.checked);
        let mut part = Part::new(
            found.provider,
            found.service,
            found.region,
            found.confidence,
            evidence,
        );
        part.pop = found.pop.map(str::to_ascii_uppercase);
        part
    }

    pub fn of_header(sign: &HeaderSign) -> Part {
        let evidence = evidence(Signal::Header, &sign.detail, sign.provider.checked);
        let mut part = Part::new(
            sign.provider,
            sign.service,
            sign.region,
            sign.confidence,
            evidence,
        );
        part.pop = sign.pop.clone();
        part
    }

    /// What a provider depends on by the catalogue.
    pub fn of_link(link: &Link, from: &Provider, confidence: Confidence) -> Option<Part> {
        let provider = crate::catalogue::provider(link.provider)?;
        let service = link.service.and_then(|key| provider.service(key));
        let region = link.region.and_then(|code| provider.region(code));
        let place = link
            .region
            .map(|region| format!(" {region}"))
            .unwrap_or_default();
        let detail = format!("{} → {}{place}", from.short, provider.short);
        let evidence = evidence(Signal::RunsOn, &detail, from.checked);
        Some(Part::new(
            provider,
            service,
            region,
            link.confidence.min(confidence),
            evidence,
        ))
    }

    /// Whether it delivers what others make.
    pub fn fronts(&self) -> bool {
        let service = self
            .service
            .as_deref()
            .and_then(|key| self.known?.service(key));
        match service {
            Some(service) => service.fronts,
            None => self.kind() == Some(ProviderKind::Cdn),
        }
    }

    /// Whether its name only tells where to go.
    pub fn steers(&self) -> bool {
        let service = self
            .service
            .as_deref()
            .and_then(|key| self.known?.service(key));
        service.is_some_and(|service| service.steers)
    }

    pub fn kind(&self) -> Option<ProviderKind> {
        self.known.map(|provider| provider.kind)
    }

    /// Whether it rents out machines or computing, so that others run on it.
    pub fn carries(&self) -> bool {
        matches!(
            self.kind(),
            Some(ProviderKind::Cloud | ProviderKind::Hoster)
        ) && !self.fronts()
    }

    /// Whether it is of the kind that runs on someone's machines.
    pub fn is_carried(&self) -> bool {
        matches!(
            self.kind(),
            Some(ProviderKind::Platform | ProviderKind::Service)
        )
    }

    /// Whether nothing but the address speaks for it, or the reader's word.
    pub fn only_address(&self) -> bool {
        let address = |signal| matches!(signal, Signal::Range | Signal::AutonomousSystem);
        let all = |test: &dyn Fn(Signal) -> bool| self.evidence.iter().all(|one| test(one.signal));
        all(&address) || all(&|signal| signal == Signal::Own)
    }

    /// Whether nothing but the autonomous system speaks for it.
    pub fn only_system(&self) -> bool {
        let system = |evidence: &Evidence| evidence.signal == Signal::AutonomousSystem;
        self.evidence.iter().all(system)
    }

    /// Whether both are services, and not the same.
    pub fn differs(&self, other: &Part) -> bool {
        self.service.is_some() && other.service.is_some() && self.service != other.service
    }

    /// The same, and no surer than that.
    pub fn at_most(mut self, confidence: Confidence) -> Part {
        self.confidence = self.confidence.min(confidence);
        self
    }

    /// Whether the catalogue says that this runs on that.
    pub fn runs_on(&self, other: &Part) -> bool {
        self.known.is_some_and(|known| {
            let regions = known.regions.iter().filter_map(|region| region.runs_on);
            known
                .runs_on
                .iter()
                .chain(regions)
                .any(|link| link.provider == other.key)
        })
    }

    /// Whether the other is where this stands: by the catalogue, or because
    /// the one needs somebody's machines and the other has machines for rent.
    pub fn stands_on(&self, other: &Part) -> bool {
        self.runs_on(other) || self.is_carried() && other.carries()
    }

    /// Whether the catalogue says that the other stands in front of this.
    pub fn behind(&self, other: &Part) -> bool {
        self.links_in_front().any(|link| link.provider == other.key)
    }

    /// What the catalogue says of who stands in front of this.
    pub fn links_in_front(&self) -> impl Iterator<Item = &'static Link> + '_ {
        let links = self.known.map_or(&[][..], |known| known.behind);
        links.iter().filter(|link| self.concerned_by(link))
    }

    /// What the catalogue says that this runs on: its region knows best.
    pub fn links_below(&self) -> Vec<&'static Link> {
        let Some(known) = self.known else {
            return Vec::new();
        };
        let region = self.region.as_deref().and_then(|code| known.region(code));
        match region.and_then(|region| region.runs_on) {
            Some(link) => vec![link],
            None => known
                .runs_on
                .iter()
                .filter(|link| self.concerned_by(link))
                .collect(),
        }
    }

    fn concerned_by(&self, link: &Link) -> bool {
        link.only
            .is_none_or(|only| self.service.as_deref() == Some(only))
    }

    /// Whether both belong to one house, so that an address of the one says
    /// nothing against a name of the other.
    pub fn same_house(&self, other: &Part) -> bool {
        let house = |part: &Part| part.known.and_then(|known| known.house);
        house(self).is_some() && house(self) == house(other)
    }

    /// Takes what another signal says of the same provider. What this one
    /// does not know it learns; where both know a region and they differ, this
    /// one stays, and nobody is certain any more.
    pub fn merge(&mut self, other: Part) {
        let contradicts = match (&self.region, &other.region) {
            (Some(mine), Some(other)) => mine != other,
            _ => false,
        };
        self.against.extend(other.against);
        if contradicts {
            self.confidence = self.confidence.min(Confidence::Likely);
            self.against.extend(other.evidence);
            return;
        }
        if self.service.is_none() || self.steers() {
            if other.service.is_some() {
                self.service = other.service;
                self.reach = other.reach;
            } else if self.region.is_none() && other.region.is_some() {
                self.reach = other.reach;
            }
        }
        if self.region.is_none() && self.reach == Reach::Regional {
            self.region = other.region;
        }
        self.pop = self.pop.take().or(other.pop);
        self.confidence = self.confidence.max(other.confidence);
        self.evidence.extend(other.evidence);
    }

    /// Takes the evidence of another as support, and of what it tells only the
    /// point of presence.
    pub fn support(&mut self, other: Part) {
        self.pop = self.pop.take().or(other.pop);
        self.evidence.extend(other.evidence);
        self.against.extend(other.against);
    }

    /// Keeps the evidence of one who lost.
    pub fn outweigh(&mut self, other: Part) {
        self.against.extend(other.evidence);
        self.against.extend(other.against);
    }

    /// The finished placement. Two kinds of evidence that agree are certain
    /// where each alone is only likely.
    pub fn place(mut self, layer: Layer) -> Placement {
        tidy(&mut self.evidence);
        tidy(&mut self.against);
        let mut kinds = self
            .evidence
            .iter()
            .filter_map(|one| independent(one.signal));
        let first = kinds.next();
        let agreed = self.against.is_empty() && kinds.any(|kind| Some(kind) != first);
        let confidence = match self.confidence {
            Confidence::Likely if agreed => Confidence::Certain,
            other => other,
        };
        let region = self.region.filter(|_| self.reach == Reach::Regional);
        Placement {
            provider: self.key,
            service: self.service,
            region,
            reach: self.reach,
            layer,
            pop: self.pop,
            confidence,
            evidence: self.evidence,
            against: self.against,
        }
    }
}

/// Strongest first, and each thing once: a header that has another value in
/// every answer still says the same.
fn tidy(evidence: &mut Vec<Evidence>) {
    let thing = |one: &Evidence| match one.signal {
        Signal::Header => one.detail.split(':').next().map(str::to_owned),
        _ => Some(one.detail.clone()),
    };
    let mut seen = Vec::new();
    evidence.retain(|one| {
        let one = (one.signal, thing(one));
        let new = !seen.contains(&one);
        if new {
            seen.push(one);
        }
        new
    });
    order::by_key(evidence, |one| belief(one.signal));
}

/// What two signals must differ in to count as two: both kinds of names come
/// from one hand, and so do both kinds of addresses. What the catalogue adds
/// was not seen.
fn independent(signal: Signal) -> Option<u8> {
    match signal {
        Signal::Own => Some(0),
        Signal::Hostname | Signal::Cname => Some(1),
        Signal::Header => Some(2),
        Signal::Range | Signal::AutonomousSystem => Some(3),
        Signal::RunsOn => None,
    }
}

/// Which kind of evidence is believed first.
fn belief(signal: Signal) -> u8 {
    match signal {
        Signal::Own => 0,
        Signal::Hostname => 1,
        Signal::Cname => 2,
        Signal::Header => 3,
        Signal::Range => 4,
        Signal::AutonomousSystem => 5,
        Signal::RunsOn => 6,
    }
}

pub(super) fn evidence(signal: Signal, detail: &str, date: &str) -> Evidence {
    Evidence {
        signal,
        detail: detail.to_owned(),
        date: date.to_owned(),
    }
}
