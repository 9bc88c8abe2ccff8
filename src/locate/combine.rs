//! Makes one answer of all signals.
//!
//! The rules, in the order in which they are applied:
//!
//! 1. The reader's own rules come first; they alone place private addresses.
//!    Behind a proxy no address is believed.
//! 2. The name (the host's own, or what its chain of aliases ends in) and the
//!    address tell who answers the reader: the **edge**. Where they name two
//!    providers, one who delivers for others, or of whom the catalogue says
//!    so, stands in front of the one whose name it is; a cloud or a hoster
//!    carries it (**upstream**); an address of the same house supports it;
//!    otherwise the name is believed.
//! 3. Headers of an edge confirm it, or stand for the edge when nothing else
//!    is known. Where another edge is known already, the sender is behind it.
//! 4. Headers of an **origin** tell who makes the answer. Where the edge is
//!    that very service, there is no origin apart from it.
//! 5. What the catalogue says of who stands in front and what carries whom
//!    fills what no signal told, and is never certain.
//!
//! What loses is kept, to be shown with the winner.

use super::header::{self, HeaderSign};
use super::hostname;
use super::own::{Own, OwnRange};
use super::part::{Part, evidence};
use super::{HostFacts, Locator, address};
use crate::catalogue::{self, ProviderKind, Service};
use crate::model::{Address, AddressSource, Confidence, Layer, Placement, Reach, Signal};
use crate::order;

/// The parts of the answer, by their side of the connection.
#[derive(Default)]
struct Answer {
    edges: Vec<Part>,
    origin: Option<Part>,
    upstreams: Vec<Part>,
    /// The edge is known by the address that answered, not only by name.
    connected: bool,
}

pub(super) fn combine(locator: &Locator, facts: &HostFacts) -> Vec<Placement> {
    let mut answer = Answer::default();
    let name = by_name(locator, facts);
    let address = by_address(locator, facts);
    answer.meet(name, address);
    answer.hear(header::read(facts.headers));
    answer.complete();
    answer.finish()
}

/// What the host's name and its aliases tell.
fn by_name(locator: &Locator, facts: &HostFacts) -> Vec<Part> {
    let Some(host) = hostname::normal(facts.host) else {
        return Vec::new();
    };
    let own = locator.own.iter().filter(|rule| rule.names(&host));
    if let Some(rule) = own.max_by_key(|rule| rule.narrowness()) {
        return vec![of_own(rule)];
    }
    let named = catalogue::host(&host).map(|found| {
        (
            hostname::steers(&found),
            Part::of_host(&found, Signal::Hostname, found.pattern),
        )
    });
    let alias = hostname::canonical(facts.canonical).map(|(name, found)| {
        (
            hostname::steers(&found),
            Part::of_host(&found, Signal::Cname, name),
        )
    });
    // What only steers counts when nothing else is known.
    match (named, alias) {
        (Some((true, _)), Some((_, alias))) | (None, Some((_, alias))) => vec![alias],
        (Some((_, named)), Some((true, _)) | None) => vec![named],
        (Some((false, named)), Some((false, alias))) => vec![named, alias],
        (None, None) => Vec::new(),
    }
}

/// What the addresses tell, the best known first.
fn by_address(locator: &Locator, facts: &HostFacts) -> Option<Part> {
    let literal = address::parse(facts.host);
    let literal = literal.map(|ip| Address {
        ip,
        source: AddressSource::Live,
    });
    let seen = facts.addresses.iter().copied().filter(|_| !facts.proxied);
    let mut addresses: Vec<Address> = literal.into_iter().chain(seen).collect();
    order::by_key(&mut addresses, |address| address.source);
    let mut best: Option<Part> = None;
    for part in addresses
        .iter()
        .filter_map(|address| of_address(locator, *address))
    {
        match &mut best {
            None => best = Some(part),
            Some(best) if best.key == part.key => best.merge(part),
            Some(best) => best.outweigh(part),
        }
    }
    best
}

fn of_own(rule: &OwnRange) -> Part {
    let known = catalogue::provider(&rule.provider);
    let service = known.and_then(|known| known.service(rule.service.as_deref()?));
    let reach = match (service, known) {
        _ if rule.region.is_some() => Reach::Regional,
        (Some(service), _) => service.reach,
        (None, Some(known)) => known.reach,
        (None, None) => Reach::Regional,
    };
    Part {
        key: rule.provider.clone(),
        known,
        service: rule.service.clone(),
        region: rule.region.clone(),
        reach,
        pop: None,
        confidence: Confidence::Certain,
        evidence: vec![evidence(Signal::Own, &rule.written(), "")],
        against: Vec::new(),
    }
}

/// What one address tells: the reader's rule, the published range, the AS.
fn of_address(locator: &Locator, seen: Address) -> Option<Part> {
    let ip = address::unwrap(seen.ip);
    let own = locator
        .own
        .iter()
        .filter(|rule| matches!(rule.what, Own::Addresses(..)) && rule.covers(ip));
    if let Some(rule) = own.max_by_key(|rule| rule.narrowness()) {
        return Some(of_own(rule));
    }
    if !address::is_public(ip) {
        return None;
    }
    let live = seen.source == AddressSource::Live;
    let hit = locator.tables.address(ip);
    let date = locator.tables.date();
    let system = hit.system.and_then(|system| {
        let provider = catalogue::provider(system.provider)?;
        let confidence = if live {
            Confidence::Likely
        } else {
            Confidence::Possible
        };
        let evidence = evidence(
            Signal::AutonomousSystem,
            &format!("AS{}", system.number),
            date,
        );
        Some(Part::new(provider, None, None, confidence, evidence))
    });
    let range = hit.range.and_then(|range| {
        let provider = catalogue::provider(range.provider)?;
        let region = range.region.and_then(|code| provider.region(code));
        let services: Vec<&'static Service> = range
            .services
            .iter()
            .filter_map(|name| provider.fed_service(name))
            .collect();
        let service = match services.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        let confidence = if live {
            Confidence::Certain
        } else {
            Confidence::Likely
        };
        let mut part = Part::new(
            provider,
            service,
            region,
            confidence,
            evidence(Signal::Range, &range.prefix, date),
        );
        if range.global && region.is_none() {
            part.reach = Reach::Global;
        }
        Some(part)
    });
    match (range, system) {
        (Some(mut range), Some(system)) if range.key == system.key => {
            range.support(system);
            Some(range)
        }
        // Whoever publishes a range knows better than who announces it: a
        // customer's own block, or a platform's block on its cloud.
        (Some(range), _) => Some(range),
        (None, system) => system,
    }
}

impl Answer {
    /// Rule 2: the names, then the address. Each is closer to the reader's
    /// connection than the one before.
    fn meet(&mut self, names: Vec<Part>, address: Option<Part>) {
        self.connected = address.is_some();
        let mut edge: Option<Part> = None;
        for closer in names.into_iter().chain(address) {
            edge = Some(match edge {
                None => closer,
                Some(name) => self.meet_two(name, closer),
            });
        }
        self.edges.extend(edge);
    }

    /// Says who of two stands at the edge, and what the other is then.
    fn meet_two(&mut self, mut name: Part, mut closer: Part) -> Part {
        let own = |part: &Part| part.evidence.iter().any(|one| one.signal == Signal::Own);
        let told = !closer.only_system();
        if name.key == closer.key {
            name.merge(closer);
            name
        } else if name.behind(&closer) {
            self.add_origin(name);
            closer
        } else if name.steers() {
            closer.support(name);
            closer
        } else if closer.fronts() && !name.fronts() {
            self.add_origin(name);
            closer
        } else if name.runs_on(&closer) {
            self.add_upstream(closer);
            name
        } else if closer.fronts() && told {
            self.add_origin(name);
            closer
        } else if name.same_house(&closer) {
            name.support(closer);
            name
        } else if closer.carries() && name.is_carried() {
            self.add_upstream(closer);
            name
        } else if own(&closer) && !own(&name) {
            closer.outweigh(name);
            closer
        } else {
            if closer.confidence == Confidence::Certain && !own(&name) {
                name.confidence = name.confidence.min(Confidence::Likely);
            }
            name.outweigh(closer);
            name
        }
    }

    /// Rules 3 and 4. Whoever delivers for others as a trade is heard first:
    /// a cloud's own delivery often stands behind another.
    fn hear(&mut self, mut signs: Vec<HeaderSign>) {
        order::by_key(&mut signs, |sign| {
            let side = match sign.layer {
                Some(Layer::Edge) => 0,
                Some(_) => 1,
                None => 2,
            };
            let trade = sign.provider.kind != ProviderKind::Cdn;
            (side, trade, std::cmp::Reverse(sign.confidence))
        });
        for sign in signs {
            let part = Part::of_header(&sign);
            match sign.layer {
                Some(Layer::Edge) => self.hear_edge(part),
                Some(_) => self.hear_origin(part),
                None => self.hear_either(part),
            }
        }
    }

    fn hear_edge(&mut self, part: Part) {
        let Some(mut edge) = self.edges.pop() else {
            return match self.origin.take_if(|origin| origin.key == part.key) {
                Some(mut origin) => {
                    origin.merge(part);
                    self.edges.push(origin);
                }
                None => self.edges.push(part),
            };
        };
        if edge.key == part.key {
            edge.merge(part);
        } else if edge.fronts() && part.fronts() && edge.same_house(&part) {
            edge.support(part);
        } else if self
            .origin
            .as_ref()
            .is_some_and(|origin| origin.key == part.key)
        {
            self.add_origin(part);
        } else if let Some(below) = self
            .upstreams
            .iter_mut()
            .find(|below| below.key == part.key)
        {
            below.support(part);
        } else if part.runs_on(&edge) && edge.only_address() {
            self.add_upstream(std::mem::replace(&mut edge, part));
        } else if (!self.connected || edge.same_house(&part))
            && (edge.behind(&part) || part.fronts() && !edge.fronts())
        {
            let behind = std::mem::replace(&mut edge, part);
            self.add_origin(behind);
        } else if edge.same_house(&part) {
            edge.support(part);
        } else if edge.carries() && edge.only_address() && !part.fronts() {
            self.add_upstream(std::mem::replace(&mut edge, part));
        } else if part.fronts() {
            // It says that it is the edge, and somebody else answered.
            self.add_origin(part.at_most(Confidence::Likely));
        } else {
            self.add_origin(part);
        }
        self.edges.push(edge);
    }

    fn hear_origin(&mut self, part: Part) {
        let Some(mut edge) = self.edges.pop() else {
            return self.add_origin(part);
        };
        if edge.key == part.key && edge.only_address() && !edge.fronts() {
            // Many services answer from addresses of the plainest one.
            edge.service = part.service.clone().or(edge.service);
        }
        if edge.key == part.key && !edge.differs(&part) && (!edge.fronts() || part.fronts()) {
            edge.merge(part);
        } else if edge.only_address() && !edge.fronts() && edge.same_house(&part) {
            // A house's addresses serve all that belongs to it.
            let house = std::mem::replace(&mut edge, part);
            edge.support(house);
        } else if edge.only_address() && !edge.fronts() && part.runs_on(&edge) {
            self.add_upstream(std::mem::replace(&mut edge, part));
        } else {
            self.add_origin(part);
        }
        self.edges.push(edge);
    }

    fn hear_either(&mut self, part: Part) {
        let Some(mut edge) = self.edges.pop() else {
            return match &mut self.origin {
                Some(origin) if origin.key == part.key => origin.merge(part),
                Some(origin) if origin.runs_on(&part) => self.add_upstream(part),
                _ => self.edges.push(part),
            };
        };
        if edge.key == part.key {
            edge.merge(part);
        } else if edge.same_house(&part) {
            edge.support(part);
        } else if edge.runs_on(&part) && !edge.fronts() {
            self.add_upstream(part);
        } else {
            self.add_origin(part);
        }
        self.edges.push(edge);
    }

    fn add_origin(&mut self, part: Part) {
        let Some(mut origin) = self.origin.take() else {
            self.origin = Some(part);
            return;
        };
        if origin.key == part.key && !origin.differs(&part) {
            origin.merge(part);
        } else if origin.stands_on(&part) {
            self.add_upstream(part);
        } else if part.stands_on(&origin) {
            self.add_upstream(std::mem::replace(&mut origin, part));
        } else if part.confidence > origin.confidence {
            let lost = std::mem::replace(&mut origin, part);
            origin.outweigh(lost);
        } else {
            origin.outweigh(part);
        }
        self.origin = Some(origin);
    }

    fn add_upstream(&mut self, part: Part) {
        match self
            .upstreams
            .iter_mut()
            .find(|known| known.key == part.key)
        {
            Some(known) => known.merge(part),
            None => self.upstreams.push(part),
        }
    }

    /// Rule 5.
    fn complete(&mut self) {
        self.complete_front();
        let mut next: Vec<(Part, usize)> = Vec::new();
        next.extend(
            self.edges
                .iter()
                .chain(&self.origin)
                .map(|part| (part.clone(), 0)),
        );
        while let Some((part, depth)) = next.pop() {
            let Some(known) = part.known else { continue };
            // Nobody stands on more than two others.
            if depth == 2 {
                continue;
            }
            for link in part.links_below() {
                let Some(below) = Part::of_link(link, known, part.confidence) else {
                    continue;
                };
                next.push((below.clone(), depth + 1));
                match self
                    .upstreams
                    .iter_mut()
                    .find(|upstream| upstream.key == below.key)
                {
                    // What answered knows better than the catalogue where.
                    Some(upstream) if upstream.region.is_some() => {
                        let agrees = below.region.is_none() || below.region == upstream.region;
                        if agrees {
                            upstream.support(below)
                        } else {
                            upstream.outweigh(below)
                        }
                    }
                    Some(upstream) => upstream.merge(below),
                    None => self.upstreams.push(below),
                }
            }
        }
    }

    /// Where only a name or an origin is known, the catalogue says who stands
    /// in front.
    fn complete_front(&mut self) {
        if self.connected || self.edges.len() > 1 {
            return;
        }
        let edge = self.edges.pop();
        let behind = edge.as_ref().or(self.origin.as_ref());
        let mut fronts: Vec<Part> = Vec::new();
        if let Some(behind) = behind {
            let in_front = behind
                .links_in_front()
                .filter_map(|link| Part::of_link(link, behind.known?, behind.confidence));
            // The origin of a known edge needs nobody else in front.
            let needed = edge.is_some() || self.origin.is_some();
            fronts.extend(in_front.filter(|_| needed));
        }
        match (fronts.is_empty(), edge) {
            (false, Some(edge)) => self.add_origin(edge),
            (true, Some(edge)) => self.edges.push(edge),
            (_, None) => {}
        }
        self.edges.extend(fronts);
    }

    fn finish(self) -> Vec<Placement> {
        let edges = self.edges.into_iter().map(|part| part.place(Layer::Edge));
        let origin = self
            .origin
            .into_iter()
            .map(|part| part.place(Layer::Origin));
        let upstreams = self
            .upstreams
            .into_iter()
            .map(|part| part.place(Layer::Upstream));
        edges.chain(origin).chain(upstreams).collect()
    }
}
