//! The **catalogue**: what is known of the providers that serve the web. Every
//! provider is one file of `src/providers`, with its proof in it; the build
//! script checks the files and compiles them into the tables that this module
//! looks things up in. Nothing is decoded at run time.

use std::cell::Cell;

use crate::model::{Confidence, Layer, Reach};
use crate::pattern::{self, Captures, Spelling};

/// Someone who serves hosts. The key is the name of its file.
#[derive(Debug)]
pub struct Provider {
    pub key: &'static str,
    /// `Amazon Web Services`
    pub name: &'static str,
    /// `AWS`: for headings and tables.
    pub short: &'static str,
    pub home: &'static str,
    pub kind: ProviderKind,
    /// The house that it belongs to with others (`google`): an address of one
    /// says nothing against a name of another.
    pub house: Option<&'static str>,
    /// Of what none of its services says otherwise.
    pub reach: Reach,
    /// Numbers of its autonomous systems.
    pub asn: &'static [u32],
    /// Sorted by key.
    pub services: &'static [Service],
    /// Sorted by code.
    pub regions: &'static [Region],
    /// Codes of the regions and their other spellings, such as those of the
    /// address feeds, with the region's index; sorted.
    pub spellings: &'static [(&'static str, u8)],
    /// The short codes that some host names use for regions; sorted.
    pub shorts: &'static [(&'static str, u8)],
    /// What it runs on, where its regions do not say.
    pub runs_on: &'static [Link],
    /// Who stands in front of it.
    pub behind: &'static [Link],
    pub status: Option<Status>,
    /// Since when it serves nothing any more: `January 2025`.
    pub dead: Option<&'static str>,
    /// When its file was last checked against its sources, as `2026-11-22`.
    pub checked: &'static str,
}

/// What a provider mainly is; it decides who is believed to stand in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProviderKind {
    /// Computing and storage in regions, for everybody.
    Cloud,
    /// Delivers what others make.
    Cdn,
    /// Runs sites and applications, mostly on someone's cloud.
    Platform,
    /// Rents out machines.
    Hoster,
    /// One thing that pages embed or call.
    Service,
}

/// One of a provider's products that can fail by itself.
#[derive(Debug)]
pub struct Service {
    pub key: &'static str,
    pub name: &'static str,
    pub reach: Reach,
    /// It delivers what others make, as a CDN does.
    pub fronts: bool,
    /// It only tells where to go: what serves stands behind another name.
    pub steers: bool,
    /// Its names in the provider's own address feed.
    pub feeds: &'static [&'static str],
}

/// One of a provider's regions. The same code means other places at other
/// providers.
#[derive(Debug)]
pub struct Region {
    pub code: &'static str,
    /// As the provider calls it: `US East (N. Virginia)`.
    pub name: &'static str,
    /// Empty where not known.
    pub city: &'static str,
    /// Two letters; empty where it is several or not known.
    pub country: &'static str,
    /// Where this region itself stands.
    pub runs_on: Option<&'static Link>,
}

/// One provider's dependence on another.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// The service that depends; `None`: all of the provider.
    pub only: Option<&'static str>,
    pub provider: &'static str,
    pub service: Option<&'static str>,
    pub region: Option<&'static str>,
    pub confidence: Confidence,
}

/// Where a provider says how it is.
#[derive(Clone, Copy, Debug)]
pub struct Status {
    pub page: &'static str,
    /// Machine-readable, where there is one.
    pub feed: Option<&'static str>,
    /// `statuspage`, `aws`, `gcp`, `azure-rss` …; empty without a feed.
    pub format: &'static str,
}

/// A pattern of host names, see [`crate::pattern`].
#[derive(Debug)]
struct HostPattern {
    text: &'static str,
    /// Of two patterns that fit, the one of the higher rank is believed: the
    /// narrower.
    rank: u16,
    confidence: Confidence,
    /// Index in the table of providers.
    provider: u16,
    /// Index in the provider's services.
    service: Option<u8>,
    /// Index in the provider's regions, for names that mean one region
    /// without saying so.
    region: Option<u8>,
}

/// Where the patterns of one ending stand in the table of patterns; the count
/// of a free slot is 0.
struct Slot {
    hash: u32,
    first: u16,
    count: u16,
}

/// A response header that tells who serves.
#[derive(Debug)]
pub struct Fingerprint {
    /// In lower case.
    pub name: &'static str,
    /// Pattern of the value, see [`crate::pattern`].
    pub value: &'static str,
    /// Which part of a comma-separated value must match.
    pub take: Take,
    /// Further headers that must be there, as `name: pattern`.
    pub with: &'static [&'static str],
    /// Headers of which none may be there.
    pub without: &'static [&'static str],
    pub layer: FingerprintLayer,
    pub confidence: Confidence,
    provider: u16,
    service: Option<u8>,
}

impl Fingerprint {
    pub fn provider(&self) -> &'static Provider {
        &PROVIDERS[usize::from(self.provider)]
    }

    pub fn service(&self) -> Option<&'static Service> {
        self.service
            .and_then(|index| self.provider().services.get(usize::from(index)))
    }
}

/// Which part of a comma-separated header value a fingerprint looks at. Hops
/// append themselves, so that the last is nearest to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    Whole,
    First,
    Last,
    Any,
}

/// Which side of the connection a header speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FingerprintLayer {
    Edge,
    Origin,
    /// Whoever sends it may stand on either side: what else is known decides.
    Either,
}

impl From<FingerprintLayer> for Option<Layer> {
    fn from(layer: FingerprintLayer) -> Self {
        match layer {
            FingerprintLayer::Edge => Some(Layer::Edge),
            FingerprintLayer::Origin => Some(Layer::Origin),
            FingerprintLayer::Either => None,
        }
    }
}

include!(concat!(env!("OUT_DIR"), "/providers.rs"));

/// All providers, sorted by key.
pub fn providers() -> &'static [Provider] {
    PROVIDERS
}

/// The provider of a key.
///
/// ```
/// let aws = faultline::catalogue::provider("aws").unwrap();
/// assert_eq!(aws.name, "Amazon Web Services");
/// ```
pub fn provider(key: &str) -> Option<&'static Provider> {
    let index = PROVIDERS
        .binary_search_by(|provider| provider.key.cmp(key))
        .ok()?;
    PROVIDERS.get(index)
}

/// A region of a provider by its code or by any of its aliases. The same code
/// means other places at other providers.
///
/// ```
/// use faultline::catalogue::region;
/// assert_eq!(region("aws", "us-east-1").unwrap().city, "Ashburn area, Virginia");
/// assert!(region("cloudflare", "us-east-1").is_none());
/// ```
pub fn region(key: &str, code: &str) -> Option<&'static Region> {
    provider(key)?.region(code)
}

/// The provider that an autonomous system belongs to.
pub fn system(number: u32) -> Option<&'static Provider> {
    let index = SYSTEMS
        .binary_search_by_key(&number, |(number, _)| *number)
        .ok()?;
    PROVIDERS.get(usize::from(SYSTEMS.get(index)?.1))
}

/// Lower-case names of all headers that any fingerprint looks at, sorted.
pub fn telling_headers() -> &'static [&'static str] {
    HEADER_NAMES
}

/// All fingerprints that look at a header, by its lower-case name.
pub fn fingerprints(name: &str) -> &'static [Fingerprint] {
    let start = FINGERPRINTS.partition_point(|fingerprint| fingerprint.name < name);
    let rest = FINGERPRINTS.get(start..).unwrap_or_default();
    let count = rest
        .iter()
        .take_while(|fingerprint| fingerprint.name == name)
        .count();
    rest.get(..count).unwrap_or_default()
}

impl Provider {
    /// One of its regions by code or alias.
    pub fn region(&self, spelled: &str) -> Option<&'static Region> {
        self.spelled(spelled, Spelling::Code)
    }

    /// One of its services by key.
    pub fn service(&self, key: &str) -> Option<&'static Service> {
        self.services.iter().find(|service| service.key == key)
    }

    /// One of its services by its name in the provider's address feed.
    pub fn fed_service(&self, name: &str) -> Option<&'static Service> {
        self.services
            .iter()
            .find(|service| service.feeds.contains(&name))
    }

    /// A region as a pattern spells it.
    pub fn spelled(&self, spelled: &str, spelling: Spelling) -> Option<&'static Region> {
        let table = match spelling {
            Spelling::Code => self.spellings,
            Spelling::Short => self.shorts,
        };
        let place = table.binary_search_by(|(known, _)| (*known).cmp(spelled));
        let (_, index) = table.get(place.ok()?)?;
        self.regions.get(usize::from(*index))
    }
}

/// What the grammar of a host's name tells.
#[derive(Clone, Copy, Debug)]
pub struct HostMatch<'h> {
    pub provider: &'static Provider,
    pub service: Option<&'static Service>,
    pub region: Option<&'static Region>,
    pub pop: Option<&'h str>,
    pub pattern: &'static str,
    pub confidence: Confidence,
}

/// What the grammar of a host name tells; the name must be in lower case and
/// without a trailing dot. Of several patterns that fit, the narrowest is
/// believed.
///
/// Patterns are found by the hash of their ending, in which one label may be
/// open: `s3.*.amazonaws.com` for `b.s3.eu-west-1.amazonaws.com`. So one pass
/// over the host, and one for each label that may be the open one, finds the
/// few patterns that are worth comparing. Most hosts are told apart sooner: the
/// last two labels of a pattern are never open, and a [`LastTwo`] knows them all.
///
/// ```
/// let found = faultline::catalogue::host("a.b.s3.eu-west-1.amazonaws.com").unwrap();
/// assert_eq!((found.provider.key, found.region.unwrap().code), ("aws", "eu-west-1"));
/// ```
pub fn host(host: &str) -> Option<HostMatch<'_>> {
    let endings = Endings::of(host);
    // The longest ending mostly has the narrowest pattern.
    let mut best = None;
    for hash in endings.hashes.iter().take(endings.count).rev() {
        try_ending(host, *hash, &mut best);
    }
    let (pattern, found, said) = best?;
    let provider = &PROVIDERS[usize::from(pattern.provider)];
    let fixed = pattern
        .region
        .and_then(|index| provider.regions.get(usize::from(index)));
    Some(HostMatch {
        provider,
        service: pattern
            .service
            .and_then(|index| provider.services.get(usize::from(index))),
        region: fixed.or(said),
        pop: found.pop,
        pattern: pattern.text,
        confidence: pattern.confidence,
    })
}

/// A set of last two labels, by one bit of their hash: it may say yes to a few
/// that are none, never no to one that is.
struct LastTwo([u64; pattern::LAST_TWO_BITS / 64]);

impl LastTwo {
    fn may_have(&self, hash: u32) -> bool {
        let bit = pattern::slot(hash, pattern::LAST_TWO_BITS);
        self.0[bit / 64] >> (bit % 64) & 1 != 0
    }
}

/// The best match so far, with the region that it says.
type Best<'h> = Option<(&'static HostPattern, Captures<'h>, Option<&'static Region>)>;

/// The hashes of the endings of a host: those with an open label, then the
/// plain ones, the shorter first.
struct Endings {
    hashes: [u32; 24],
    count: usize,
}

impl Endings {
    fn of(host: &str) -> Endings {
        let mut endings = Endings {
            hashes: [0; 24],
            count: 0,
        };
        // For each label its hash, and that of the ending which it begins.
        let (mut labels, mut plain) = ([0; pattern::DEEPEST], [0; pattern::DEEPEST]);
        let (mut ending, mut count, mut open) = (pattern::NO_LABELS, 0, true);
        let mut rest = Some(host);
        for (own, plain) in labels.iter_mut().zip(&mut plain) {
            let Some(name) = rest else { break };
            let label;
            (rest, label) = pattern::last_label(name);
            *own = pattern::label_hash(label.as_bytes());
            ending = pattern::with_label(ending, *own);
            *plain = ending;
            count += 1;
            if count == 2 {
                if !ENDS.may_have(ending) {
                    return endings;
                }
                open = OPEN_ENDS.may_have(ending);
            }
        }
        let (labels, plain) = (&labels[..count], &plain[..count]);
        let last = if open { count } else { 0 };
        for at in 2..last {
            let left = labels.iter().skip(at + 1);
            let open = pattern::with_label(plain[at - 1], pattern::ANY_LABEL);
            left.fold(open, |ending, label| {
                let ending = pattern::with_label(ending, *label);
                endings.keep(ending);
                ending
            });
        }
        plain
            .iter()
            .skip(1)
            .for_each(|ending| endings.keep(*ending));
        endings
    }

    fn keep(&mut self, hash: u32) {
        if let Some(free) = self.hashes.get_mut(self.count) {
            *free = hash;
            self.count += 1;
        }
    }
}

/// Tries the patterns of one ending, the narrowest first.
fn try_ending<'h>(host: &'h str, hash: u32, best: &mut Best<'h>) {
    for pattern in group(hash) {
        if best.is_some_and(|(best, ..)| best.rank >= pattern.rank) {
            return;
        }
        let provider = &PROVIDERS[usize::from(pattern.provider)];
        // Where one text alone spelled a region, it is that of the match, and
        // need not be looked for again.
        let told = Cell::new((0_usize, None));
        let known = |text: &str, spelling| {
            let region = provider.spelled(text, spelling);
            if region.is_some() {
                told.set((told.get().0 + 1, region));
            }
            region.is_some()
        };
        if let Some(found) = pattern::match_host(pattern.text, host, &known) {
            let said = match (found.region, told.get()) {
                (Some(_), (1, region)) => region,
                (Some((text, spelling)), _) => provider.spelled(text, spelling),
                (None, _) => None,
            };
            *best = Some((pattern, found, said));
            return;
        }
    }
}

/// The patterns of one ending, by its hash, the narrowest first.
fn group(hash: u32) -> &'static [HostPattern] {
    let mut slot = pattern::slot(hash, SLOTS.len());
    // There are always free slots, so that the walk ends.
    while let Some(found) = SLOTS.get(slot).filter(|slot| slot.count > 0) {
        if found.hash == hash {
            let first = usize::from(found.first);
            let all = first..first + usize::from(found.count);
            return HOSTS.get(all).unwrap_or_default();
        }
        slot = (slot + 1) & (SLOTS.len() - 1);
    }
    &[]
}
