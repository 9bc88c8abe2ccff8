//! How a page uses a request: everything that the rules look at, worked out
//! once per request before any outage is asked about.

use std::collections::HashMap;

use litemap::LiteMap;

use super::HostUse;
use super::drawn::{self, Left};
use crate::model::{Blocking, Kind, Module, Outcome, Page, Purpose, Request};
use crate::observe::url;

/// How the page uses one request.
#[derive(Clone, Copy, Debug)]
pub struct Use<'a> {
    pub request: &'a Request,
    /// Index of its host among the page's; `None` for what has none.
    pub host: Option<usize>,
    /// The page's own: of its site, of the host that styles it, or of a hosting
    /// service that serves whoever pays for it.
    pub own: bool,
    /// What it is for: what its host is for to other sites, or what the ad or
    /// the measurement is for that asked for it.
    pub purpose: Option<Purpose>,
    /// The purpose is that of the script, the redirect or the frame that asked
    /// for it.
    pub inherited: bool,
    /// How the page waits for it; never `Unknown`.
    pub waits: Blocking,
    /// `waits` is concluded from kind and order, because nobody saw it.
    pub assumed: bool,
    /// Another deferred script of the frame runs only after this one.
    pub holds_others: bool,
    /// A script of the page's own asked for it.
    pub asked_by_own: bool,
    /// What is left of the page without it; `None` where nobody watched.
    pub left: Option<Left>,
    /// What is left of the page as long as the parser, or the queue of deferred
    /// scripts, waits for it.
    pub held: Option<Left>,
    /// Somebody watched the page while it was made.
    pub watched: bool,
    /// There is a frame with fields that serves the same.
    pub has_fields: bool,
    /// It is a frame with at least half of the fields in frames.
    pub most_fields: bool,
    /// A module that the page's own modules import: none of them runs without.
    pub imported: bool,
    /// The same file came from another host, too.
    pub copied: bool,
}

impl Use<'_> {
    pub fn is(&self, kinds: &[Kind]) -> bool {
        kinds.contains(&self.request.kind)
    }

    pub fn serves(&self, purposes: &[Purpose]) -> bool {
        self.purpose
            .is_some_and(|purpose| purposes.contains(&purpose))
    }

    /// Share of the first screen that it fills, 0 where that is not known.
    pub fn area(&self) -> f32 {
        self.request
            .area
            .filter(|area| area.is_finite())
            .unwrap_or(0.0)
            .clamp(0.0, 1.0)
    }

    /// It got no answer when the page was visited.
    pub fn failed(&self) -> bool {
        matches!(self.request.outcome, Outcome::Failed(_))
    }

    /// The server answered with an error when the page was visited.
    pub fn answered_with_error(&self) -> bool {
        matches!(self.request.outcome, Outcome::Answered(400..))
    }
}

/// What serves nobody who reads the page: all that it asks for is for the same.
const SERVANTS: &[Purpose] = &[Purpose::Advertising, Purpose::Analytics];
/// What a host is for whoever asks: the page may wait for these, or tells them
/// apart already.
const KEPT: &[Purpose] = &[
    Purpose::Advertising,
    Purpose::Analytics,
    Purpose::Consent,
    Purpose::Experiment,
    Purpose::Payment,
    Purpose::Login,
    Purpose::Captcha,
];

/// The uses of all requests of a page, in its order.
pub fn uses<'a>(page: &'a Page, hosts: &[HostUse]) -> Vec<Use<'a>> {
    let index: HashMap<&str, usize> = hosts
        .iter()
        .enumerate()
        .map(|(index, host)| (host.host.as_str(), index))
        .collect();
    let host_at = |address: &str| {
        let written = url::written_host(address)?;
        let known = index.get(written);
        let known = known.or_else(|| index.get(written.to_ascii_lowercase().as_str()));
        known.copied()
    };
    let asked: Vec<Option<usize>> = page
        .requests
        .iter()
        .map(|request| host_at(&request.url))
        .collect();
    // What a site is for to others is to itself just its page: to lose a
    // script of a video platform's own is to lose the platform.
    let itself = host_at(&page.url)
        .and_then(|host| hosts.get(host))
        .and_then(|host| host.purpose);
    let wardrobe = wardrobe(page, hosts, &asked);
    let first_content = first_content(page);
    let fields_of = |frame: usize| page.frames.get(frame).map_or(0, |frame| frame.fields);
    let fields: u32 = (1..page.frames.len()).map(fields_of).sum();
    let with_fields: Vec<Purpose> = (page.frames.iter())
        .filter(|frame| frame.parent.is_some() && frame.fields > 0)
        .filter_map(|frame| hosts.get(host_at(&frame.url)?)?.purpose)
        .collect();
    let mut uses: Vec<Use> = Vec::with_capacity(page.requests.len());
    // The frames that are ads or measure, by their documents.
    let mut servants: LiteMap<usize, Purpose> = LiteMap::new();
    for (position, (request, host)) in page.requests.iter().zip(asked).enumerate() {
        let facts = host.and_then(|host| hosts.get(host));
        let purpose = facts
            .filter(|host| host.third_party || host.purpose != itself)
            .and_then(|host| host.purpose)
            .or_else(|| named(page, request));
        let purpose = if is_captcha(&request.url) {
            Some(Purpose::Captcha)
        } else {
            purpose
        };
        let initiator = request
            .initiator
            .and_then(|initiator| (initiator.request != position).then_some(initiator.request));
        // Initiators come earlier; one that does not is bad input, and unknown.
        let initiator = initiator.and_then(|initiator| uses.get(initiator));
        let certain = request.initiator.is_some_and(|by| by.certain);
        let early = (first_content.get(request.frame).copied().flatten())
            .is_none_or(|first| position < first);
        // What a stranger's script fetches from a hosting service is the stranger's.
        let stranger = certain && initiator.is_some_and(|by| !by.own && by.is(&[Kind::Script]));
        let own = facts.is_none_or(|host| !host.third_party)
            || host.is_some_and(|host| wardrobe.get(host) == Some(&true))
            || (purpose == Some(Purpose::Hosting) && !stranger);
        let asked_for = initiator
            .filter(|by| certain && !own && !by.is(&[Kind::Document, Kind::Frame]))
            .and_then(|by| by.purpose)
            .or_else(|| around(page, &servants, request.frame))
            .filter(|purpose| SERVANTS.contains(purpose));
        let inherited = asked_for.is_some()
            && request.kind != Kind::Document
            && purpose.is_none_or(|purpose| !KEPT.contains(&purpose));
        let purpose = if inherited { asked_for } else { purpose };
        if let Some(purpose) = purpose.filter(|purpose| {
            request.kind == Kind::Frame && request.frame != 0 && SERVANTS.contains(purpose)
        }) {
            servants.entry(request.frame).or_insert(purpose);
        }
        let (waits, mut assumed) = waits(request, purpose, initiator, early);
        let asked_by_own = initiator.is_some_and(|by| by.own && by.is(&[Kind::Script]));
        let imported = is_imported(request, initiator);
        assumed |= imported && !certain;
        uses.push(Use {
            request,
            host,
            own,
            purpose,
            inherited,
            waits,
            assumed,
            holds_others: false,
            asked_by_own,
            left: None,
            held: None,
            most_fields: request.frame != 0 && fields_of(request.frame) * 2 >= fields.max(1),
            watched: page.scripted.is_some(),
            has_fields: purpose.is_some_and(|purpose| with_fields.contains(&purpose)),
            imported,
            copied: false,
        });
    }
    mark_queues(page, &mut uses);
    mark_copies(&mut uses);
    drawn::mark(page, &mut uses);
    uses
}

/// The captcha of most sites is served by a host of many purposes.
fn is_captcha(address: &str) -> bool {
    [
        "www.google.com/recaptcha/",
        "www.gstatic.com/recaptcha/",
        "www.recaptcha.net/recaptcha/",
    ]
    .iter()
    .any(|known| {
        address
            .strip_prefix("https://")
            .is_some_and(|rest| rest.starts_with(known))
    })
}

/// What is called as measuring is called, and was seen to draw nothing.
fn named(page: &Page, request: &Request) -> Option<Purpose> {
    let silent = page.scripted.is_some() && request.drawn.is_none();
    let kinds = [Kind::Script, Kind::Data, Kind::Image];
    let measures = silent && kinds.contains(&request.kind) && is_named_as_measuring(&request.url);
    measures.then_some(Purpose::Analytics)
}

/// The words in the names of hosts and files by which sites that count their
/// visitors themselves, and services that few use, can be known: generic ones,
/// and programs that everybody may install.
const MEASURING: &[&str] = &[
    "analytics",
    "beacon",
    "beacons",
    "clickstream",
    "countly",
    "gtag",
    "gtm",
    "matomo",
    "metrics",
    "monitoring",
    "piwik",
    "pixel",
    "pixels",
    "plausible",
    "posthog",
    "rum",
    "sentry",
    "snowplow",
    "stats",
    "statistics",
    "telemetry",
    "tracker",
    "tracking",
    "umami",
];

fn is_named_as_measuring(address: &str) -> bool {
    let host = url::written_host(address).unwrap_or_default();
    let file = url::file_name(address).unwrap_or_default();
    let file = file.rsplit('/').next().unwrap_or_default();
    let mut words = host.split(['.', '-']).chain(file.split(['.', '-', '_']));
    words.any(|word| {
        MEASURING
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known))
    })
}

/// The hosts of other sites that style the page: it is blank without their
/// sheets, and nothing says that they serve anybody. Large sites keep what is
/// theirs under such a second name (`bbci.co.uk`, `githubassets.com`).
fn wardrobe(page: &Page, hosts: &[HostUse], asked: &[Option<usize>]) -> Vec<bool> {
    let styles = |request: &Request| {
        let inserted = request
            .initiator
            .and_then(|initiator| page.requests.get(initiator.request))
            .is_some_and(|by| by.kind != Kind::Document);
        request.kind == Kind::Stylesheet
            && page
                .frames
                .get(request.frame)
                .is_none_or(|frame| frame.parent.is_none())
            && matches!(request.blocking, Blocking::Render | Blocking::Unknown)
            && !request.after_load
            && !inserted
    };
    let requests = page.requests.iter().zip(asked);
    let mut wardrobe = vec![false; hosts.len()];
    for (_, host) in requests.filter(|(request, _)| styles(request)) {
        let known = host.and_then(|host| Some((hosts.get(host)?, wardrobe.get_mut(host)?)));
        if let Some((host, styles)) = known {
            *styles = host.purpose.is_none();
        }
    }
    wardrobe
}

/// What the frame is for that a frame stands in, or is.
fn around(page: &Page, servants: &LiteMap<usize, Purpose>, mut frame: usize) -> Option<Purpose> {
    if servants.is_empty() {
        return None;
    }
    // As many steps as there are frames: a circle of parents is bad input.
    for _ in 0..page.frames.len() {
        if let Some(purpose) = servants.get(&frame) {
            return Some(*purpose);
        }
        frame = page.frames.get(frame)?.parent?;
    }
    None
}

/// Where each frame's first picture, film or data request stands: what the
/// document's head asks for comes before it.
fn first_content(page: &Page) -> Vec<Option<usize>> {
    let mut first = vec![None; page.frames.len().max(1)];
    for (position, request) in page.requests.iter().enumerate() {
        let shows = matches!(request.kind, Kind::Image | Kind::Media | Kind::Data);
        if let Some(first) = first.get_mut(request.frame).filter(|_| shows) {
            first.get_or_insert(position);
        }
    }
    first
}

/// How the page waits for a request, and whether that is only concluded.
///
/// Where nobody saw it, the worse of the common cases is taken: a sheet that
/// the document names blocks; a script that it names before any content does,
/// unless it is of a kind that everybody loads `async`; what a script inserts
/// never does (an inserted script is async by default).
fn waits(
    request: &Request,
    purpose: Option<Purpose>,
    initiator: Option<&Use>,
    early: bool,
) -> (Blocking, bool) {
    // Of an imported module browsers only say that painting does not wait.
    let said = match request.module {
        Module::Likely => request.blocking == Blocking::Render,
        Module::Certain | Module::No => request.blocking != Blocking::Unknown,
    };
    if said {
        // With nothing to be seen above it, it holds up all that there is.
        let all_behind = request
            .behind
            .is_some_and(|behind| behind >= drawn::NEARLY_ALL);
        let holds_all = all_behind && request.blocking == Blocking::Parser;
        let waits = if holds_all {
            Blocking::Render
        } else {
            request.blocking
        };
        return (waits, false);
    }
    if request.after_load || request.background {
        return (Blocking::No, false);
    }
    let inserted = initiator.is_some_and(|by| by.is(&[Kind::Script, Kind::Worker]));
    match request.kind {
        // What a module imports runs with it.
        Kind::Script if request.module != Module::No => (Blocking::Deferred, false),
        Kind::Stylesheet => match initiator {
            // An import holds back what its sheet holds back.
            Some(by) if by.is(&[Kind::Stylesheet]) => (by.waits, by.assumed),
            _ if inserted => (Blocking::No, false),
            _ => (Blocking::Render, true),
        },
        Kind::Script if inserted => (Blocking::No, false),
        Kind::Script if purpose.is_some_and(usually_async) => (Blocking::No, true),
        Kind::Script if early => (Blocking::Render, true),
        Kind::Script => (Blocking::Parser, true),
        _ => (Blocking::No, false),
    }
}

/// Whether the snippets that a service hands out load its script `async`.
fn usually_async(purpose: Purpose) -> bool {
    matches!(
        purpose,
        Purpose::Advertising
            | Purpose::Analytics
            | Purpose::TagManager
            | Purpose::Video
            | Purpose::Chat
            | Purpose::Social
    )
}

/// Whether a script is imported by modules of the page's own, or of nobody known:
/// a stranger's module takes its own graph along and no other.
fn is_imported(request: &Request, initiator: Option<&Use>) -> bool {
    let by_stranger = initiator.is_some_and(|by| by.is(&[Kind::Script]) && !by.own && !by.imported);
    request.kind == Kind::Script
        && request.module == Module::Likely
        && !request.after_load
        && !by_stranger
}

/// Scripts and sheets whose file came from another host, too: what is missing
/// of the one is there by the other. A file is known by its name where that
/// has a version or a hash in it: many are called `js/main.js`.
fn mark_copies(uses: &mut [Use]) {
    fn name<'u>(usage: &Use<'u>) -> Option<&'u str> {
        let code = usage.is(&[Kind::Script, Kind::Stylesheet]);
        let came = code && !usage.failed() && !usage.answered_with_error();
        let name = url::file_name(&usage.request.url).filter(|_| came)?;
        name.contains(|letter: char| letter.is_ascii_digit())
            .then_some(name)
    }
    let mut hosts: HashMap<(Kind, &str), Vec<usize>> = HashMap::new();
    for usage in uses.iter() {
        if let Some((host, name)) = usage.host.zip(name(usage)) {
            let hosts = hosts.entry((usage.request.kind, name)).or_default();
            if !hosts.contains(&host) {
                hosts.push(host);
            }
        }
    }
    hosts.retain(|_, hosts| hosts.len() > 1);
    for usage in uses.iter_mut().filter(|_| !hosts.is_empty()) {
        let of = |name| hosts.contains_key(&(usage.request.kind, name));
        usage.copied = name(usage).is_some_and(of);
    }
}

/// Deferred scripts run in order: one that hangs holds back those after it.
fn mark_queues(page: &Page, uses: &mut [Use]) {
    let mut followed = vec![false; page.frames.len().max(1)];
    for usage in uses.iter_mut().rev() {
        let queues = usage.is(&[Kind::Script]) && usage.waits == Blocking::Deferred;
        if let Some(follower) = followed.get_mut(usage.request.frame).filter(|_| queues) {
            usage.holds_others = *follower;
            *follower |= usage.own;
        }
    }
}
