//! The nouns: what a visited page is made of, what serves it, and what can
//! fail. Every step of the flow takes and gives these plain values; none of
//! them reads a clock, a file, the network or the browser.

use std::net::IpAddr;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

/// One document as visited, with everything it asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The address of the document, without its fragment.
    pub url: String,
    pub title: String,
    /// `frames[0]` is the page itself; every other frame names its parent.
    pub frames: Vec<Frame>,
    /// In the order in which they started, as far as that is known.
    pub requests: Vec<Request>,
    /// What was counted but not kept one by one.
    pub omitted: Omitted,
    /// What the observer knows that it does not know.
    pub gaps: Vec<Gap>,
    /// Whether the page's load event has passed.
    pub loaded: bool,
    /// The page is the answer to a form, which loading it again would send
    /// once more.
    #[serde(default)]
    pub posted: bool,
    /// What of the page its scripts do; `None` where nobody saw it being made,
    /// as in recordings.
    #[serde(default)]
    pub scripted: Option<Scripted>,
    /// What hosts are aliases of, by their names, where that was looked up.
    #[serde(default)]
    pub canonical: LiteMap<String, String>,
}

/// What of a page its scripts do, as far as somebody watched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scripted {
    /// How many characters of text there are in the end.
    pub letters: u32,
    /// Buttons that do nothing unless a script listens.
    pub needy: u32,
    /// Drawn by nobody known: by scripts that had waited for something.
    pub later: Drawn,
}

/// What something put into the document: shares of all that is there in the
/// end, less what it took away. A share is below 0 where it took more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Drawn {
    pub text: f32,
    pub fields: f32,
    /// Links and buttons.
    pub controls: f32,
    pub elements: f32,
    /// How many pictures, films, frames and canvases.
    pub parts: i32,
    /// How often something that stood there already looks different.
    pub changes: u32,
}

impl Drawn {
    /// What two drew together.
    #[must_use]
    pub fn and(self, other: Drawn) -> Drawn {
        Drawn {
            text: self.text + other.text,
            fields: self.fields + other.fields,
            controls: self.controls + other.controls,
            elements: self.elements + other.elements,
            parts: self.parts + other.parts,
            changes: self.changes + other.changes,
        }
    }

    /// The largest of the shares.
    pub fn most(&self) -> f32 {
        let uses = self.fields.max(self.controls);
        self.text.max(self.elements).max(uses)
    }
}

/// A document inside the page: the page itself, or an `iframe`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Index in [`Page::frames`]; `None` for the page itself.
    pub parent: Option<usize>,
    pub url: String,
    /// Fields to write or choose in; 0 where nobody could look.
    #[serde(default)]
    pub fields: u32,
}

/// How much of the page was left out, because a page may ask for more than
/// anybody wants to keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Omitted {
    pub requests: u32,
    pub hosts: u32,
}

/// A reason why the record of a page is not whole. Each is shown to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    /// The page was there before the extension: only what the page itself
    /// remembers is known, without addresses and headers.
    LoadedBefore,
    /// A service worker answers for the page: what it keeps may hide an outage
    /// from whoever was there before.
    ServiceWorker,
    /// Addresses are the proxy's, so that none is believed.
    Proxied,
    /// The page's own list of what it loaded could not be read.
    NoTiming,
    /// A recording without addresses.
    NoAddresses,
    /// A recording without response headers.
    NoHeaders,
}

/// One thing that the page asked for. A redirect is one request per hop, each
/// of the same kind, so that the loss of any hop has the effect of the whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Request {
    pub url: String,
    pub kind: Kind,
    /// Index in [`Page::frames`]. A frame's own document belongs to the frame
    /// that it fills.
    pub frame: usize,
    /// Who asked for it; `None` where it is not known.
    pub initiator: Option<Initiator>,
    pub address: Option<Address>,
    /// Only those that tell who serves it; names in lower case.
    pub headers: Vec<Header>,
    pub outcome: Outcome,
    pub cached: bool,
    pub blocking: Blocking,
    /// Bytes over the network, where known.
    pub bytes: Option<u64>,
    /// It started after the page's load event.
    pub after_load: bool,
    /// The page's service worker asked for it, not the page.
    pub background: bool,
    /// Share of the first screen that it fills, 0 to 1 (pictures, frames).
    pub area: Option<f32>,
    /// Of a script or a sheet that is waited for in the body: share of the
    /// page's text that stands behind it, 0 to 1.
    #[serde(default)]
    pub behind: Option<f32>,
    /// Of a script or a sheet: the document has another file for its place,
    /// should it fail.
    #[serde(default)]
    pub stand_in: bool,
    /// Of a script or data: what it put into the document, as far as the page
    /// was watched (see [`Page::scripted`]); `None` for nothing.
    #[serde(default)]
    pub drawn: Option<Drawn>,
    /// Of a script that is waited for: what scripts in the document put there
    /// after it and before the next file's.
    #[serde(default)]
    pub drawn_next: Option<Drawn>,
    /// The largest thing that was painted while the page loaded.
    pub largest: bool,
    /// Of a script: how it is known to be a part of a graph of modules.
    pub module: Module,
    /// Of a font: what its text does meanwhile.
    pub font_display: FontDisplay,
}

/// Whether a script is part of a graph of modules, of which none runs where one
/// is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Module {
    #[default]
    No,
    /// The document says so.
    Certain,
    /// Concluded: the page has modules, and nothing in its document asks for
    /// this script.
    Likely,
}

/// What text does while its font is on the way: `font-display` of CSS Fonts 4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FontDisplay {
    #[default]
    Unknown,
    /// `auto` and `block`: it is invisible for up to three seconds.
    Block,
    /// `swap`, `fallback` and `optional`: it shows in another font, at once or
    /// nearly so.
    Swap,
}

impl FontDisplay {
    /// The value of the descriptor; what it may not be counts as left out, and
    /// that as `auto`.
    ///
    /// ```
    /// use faultline::model::FontDisplay;
    /// assert_eq!(FontDisplay::of("swap"), FontDisplay::Swap);
    /// assert_eq!(FontDisplay::of(""), FontDisplay::Block);
    /// ```
    pub fn of(value: &str) -> FontDisplay {
        match value.trim().to_ascii_lowercase().as_str() {
            "swap" | "fallback" | "optional" => FontDisplay::Swap,
            _ => FontDisplay::Block,
        }
    }
}

/// What the page wants to do with the answer.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The page itself, or a redirect hop towards it.
    Document,
    /// A document inside the page.
    Frame,
    Stylesheet,
    Script,
    /// A script or stylesheet of a worker, or WebAssembly.
    Worker,
    Font,
    Image,
    Media,
    /// `fetch` and `XMLHttpRequest`.
    Data,
    /// WebSocket, EventSource, WebTransport.
    Socket,
    /// Sent without waiting for an answer: beacons, pings, reports.
    Beacon,
    /// Preload and prefetch hints, icons, the web app manifest, style sheets for
    /// another medium.
    Hint,
    #[default]
    Other,
}

/// How the page waits for a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Blocking {
    /// Nothing is painted before it is answered.
    Render,
    /// What follows it in the document is not parsed before it is answered.
    Parser,
    /// Runs once the document is parsed: `defer` and `type=module`.
    Deferred,
    /// Nothing waits for it.
    No,
    #[default]
    Unknown,
}

/// Who asked for a request, and how that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Initiator {
    /// Index in [`Page::requests`].
    pub request: usize,
    /// The browser named it; otherwise it is concluded from frames and order.
    pub certain: bool,
}

/// What became of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Not known: only the page itself remembers the request.
    #[default]
    Unknown,
    /// HTTP status.
    Answered(u16),
    /// The browser's name of the error.
    Failed(String),
}

impl Outcome {
    /// Whether the browser itself, an extension or the page stopped the
    /// request, so that its failure says nothing about who serves it. The
    /// names are those of Chromium's `net_error_list.h` and Firefox's
    /// `ErrorList.py`; Firefox calls what its protections stop `…_URI`.
    ///
    /// ```
    /// use faultline::model::Outcome;
    ///
    /// let failed = |error: &str| Outcome::Failed(error.to_owned()).is_blocked();
    /// assert!(failed("net::ERR_BLOCKED_BY_CLIENT"));
    /// assert!(failed("NS_ERROR_TRACKING_URI"));
    /// assert!(!failed("net::ERR_NAME_NOT_RESOLVED"));
    /// ```
    pub fn is_blocked(&self) -> bool {
        let Outcome::Failed(error) = self else {
            return false;
        };
        let protection = error.starts_with("NS_ERROR_") && error.ends_with("_URI");
        error.starts_with("net::ERR_BLOCKED_BY_")
            || (protection && error != "NS_ERROR_MALFORMED_URI")
            || [
                "net::ERR_ABORTED",
                "NS_BINDING_ABORTED",
                "NS_ERROR_ABORT",
                "NS_ERROR_BLOCKED_BY_POLICY",
                "NS_ERROR_CONTENT_BLOCKED",
            ]
            .contains(&error.as_str())
    }
}

/// Where the answer came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    pub ip: IpAddr,
    pub source: AddressSource,
}

/// How an address is known, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AddressSource {
    /// The connection of this very request.
    Live,
    /// The browser's cache kept it with the answer.
    Cached,
    /// The same host was seen at it earlier.
    Remembered,
}

/// A response header that tells who serves; the name is in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    pub name: String,
    pub value: String,
}

/// What serves a host, seen from one side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    /// Key of the catalogue, the name of a file in `src/providers`.
    pub provider: String,
    /// Key of one of the provider's services.
    pub service: Option<String>,
    /// Code of one of the provider's regions.
    pub region: Option<String>,
    pub reach: Reach,
    pub layer: Layer,
    /// The point of presence that served the reader: the reader's side, never
    /// the origin's region.
    pub pop: Option<String>,
    pub confidence: Confidence,
    /// What speaks for it, strongest first.
    pub evidence: Vec<Evidence>,
    /// What spoke against it and lost.
    pub against: Vec<Evidence>,
}

/// Whether a region means anything for what serves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// It stands in one region, whether or not that is known.
    #[default]
    Regional,
    /// One service in many places behind the same names or addresses
    /// (anycast, CDN): it does not fall with any region.
    Global,
}

/// Which side of the connection a placement speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// In front: it terminates the reader's connection.
    Edge,
    /// Behind the edge: it makes the answer.
    Origin,
    /// What the provider of another layer itself runs on.
    Upstream,
}

/// How sure a placement is. Of those called certain at least 99 % are right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    Possible,
    Likely,
    Certain,
}

/// One signal for (or against) a placement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub signal: Signal,
    /// The thing itself: `54.83.0.0/16`, `x-amz-cf-pop: FRA56-P5`,
    /// `*.s3.{region}.amazonaws.com`.
    pub detail: String,
    /// Of the data behind it, as `2026-10-26`.
    pub date: String,
}

/// The kinds of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signal {
    /// The reader said so: an address or host of their own.
    Own,
    /// The address lies in a range that the provider publishes.
    Range,
    /// The address belongs to an autonomous system of the provider.
    AutonomousSystem,
    /// The grammar of the host's name.
    Hostname,
    /// The name that the host's name is an alias of.
    Cname,
    /// A response header.
    Header,
    /// The catalogue says that the provider runs on it.
    RunsOn,
}

/// What fails together: a provider, or as much of it as is named.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Domain {
    pub provider: String,
    pub service: Option<String>,
    pub region: Option<String>,
    /// A zone inside the region. It never shows in names or addresses, so
    /// that its loss *may* hit a host, never *will*.
    pub zone: Option<String>,
}

/// How what is gone fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// It answers fast with an error, or its name does not resolve.
    Refuse,
    /// It never answers.
    Hang,
}

/// The worst that an outage does to a page. Ordered: later is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing is lost that the reader would notice.
    Unaffected,
    /// Parts of the page are missing.
    Degraded,
    /// The page shows, and does not do its job.
    Broken,
    /// There is no page.
    Down,
}

/// Whether the outage hits for sure what it hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Likelihood {
    May,
    Will,
}

/// What a host is for, as far as it decides how bad its loss is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    Advertising,
    Analytics,
    /// A consent wall: the page may wait for it.
    Consent,
    /// Hides the page until it has chosen a variant.
    Experiment,
    TagManager,
    Payment,
    Login,
    Captcha,
    Video,
    Fonts,
    Chat,
    Social,
    Library,
    Hosting,
    Other,
}
