//! The impact of an outage on a page: what each lost request means, what else
//! is lost with it, and the verdict that follows.
//!
//! Each request is judged once, by the first rule of a table that applies to
//! it ([`rules`]); an outage then only adds up what it takes. The worst effect
//! over the outage's modes is the verdict.

mod drawn;
mod engine;
mod judge;
mod rules;
mod spread;
mod tally;
mod usage;
mod when;

pub use engine::Engine;
pub use judge::judged_by;
pub use rules::{RULES, Rule};
use serde::{Deserialize, Serialize};
pub use tally::Toll;
pub use usage::Use;

use crate::model::{Kind, Likelihood, Mode, Page, Placement, Purpose, Verdict};
use crate::outage::{Doubt, Outage};

/// A host that the page uses, with what is known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HostUse {
    pub host: String,
    pub placements: Vec<Placement>,
    /// It belongs to another site than the page.
    pub third_party: bool,
    pub purpose: Option<Purpose>,
}

/// What an outage does to a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Impact {
    /// The worst effect over the outage's modes, whether it will or may be.
    pub verdict: Verdict,
    /// Of the verdict.
    pub likelihood: Likelihood,
    /// The worst that *will* be; below the verdict where that only may.
    pub sure: Verdict,
    /// The verdict where what is gone answers fast with an error; `None` where
    /// the outage did not fail so.
    pub refuse: Option<Verdict>,
    /// The verdict where what is gone never answers.
    pub hang: Option<Verdict>,
    pub reason: Reason,
    /// Worst first; together they tell of every lost request.
    pub effects: Vec<Effect>,
    /// The hosts that are gone, in the order of the page.
    pub hosts: Vec<LostHost>,
    /// How many requests are lost, with what they would have led to.
    pub requests: u32,
}

/// A host that an outage takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostHost {
    pub host: String,
    pub requests: u32,
    /// `None`: it is gone for sure.
    pub doubt: Option<Doubt>,
}

/// Why the verdict is what it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The page uses nothing of what is gone.
    Untouched,
    /// Only a control plane is gone: what ran kept serving.
    ControlPlane,
    /// What failed does not show in what a page loads: whether it would have
    /// been hit cannot be told.
    Unseen,
    /// The worst effect, and how many requests are lost in other ways.
    Effect { worst: Box<Effect>, others: u32 },
}

/// What the loss of some requests means; they share all that is said here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    pub loss: Loss,
    /// The worst over the outage's modes.
    pub verdict: Verdict,
    /// The mode that alone brings the verdict; `None` where each of the
    /// outage's modes does.
    pub only: Option<Mode>,
    /// `None`: it will be; otherwise it may.
    pub doubt: Option<Doubt>,
    /// How many requests.
    pub count: u32,
    /// Whose requests they are, most requests first.
    pub hosts: Vec<String>,
    /// The lost host whose script, sheet or frame would have asked for them;
    /// `None` where they are lost themselves.
    pub through: Option<String>,
    /// Share of the first screen that they fill together, 0 to 1.
    pub area: f32,
    /// Of the largest picture: the name of its file.
    #[serde(default)]
    pub file: Option<String>,
}

impl Effect {
    pub fn likelihood(&self) -> Likelihood {
        if self.doubt.is_none() {
            Likelihood::Will
        } else {
            Likelihood::May
        }
    }
}

/// What a lost request was to the page. Ordered: the first is said first among
/// equals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    Document,
    BlockingStylesheet,
    BlockingScript,
    ParserScript,
    Payment,
    Login,
    Captcha,
    Consent,
    Experiment,
    DeferredScript,
    OwnScript,
    PageData,
    OwnFrame,
    Worker,
    FontStylesheet,
    LateStylesheet,
    OptionalScript,
    OptionalData,
    Socket,
    Embed,
    Media,
    LargestPicture,
    MainPicture,
    Picture,
    HidingFont,
    Font,
    Other,
    TagManager,
    Advertising,
    Measurement,
    Hint,
    /// It failed, or was answered with an error, when the page was visited.
    AlreadyMissing,
    /// The browser or an extension stopped it when the page was visited.
    Blocked,
}

/// What an outage does to a page; [`Engine`] asks about many at once.
///
/// ```
/// use faultline::impact::{HostUse, impact};
/// use faultline::model::{Confidence, Domain, Kind, Layer, Page, Placement, Reach, Request, Verdict};
/// use faultline::{outage, words};
///
/// let document = Request {
///     url: "https://shop.example/".to_owned(),
///     kind: Kind::Document,
///     ..Request::default()
/// };
/// let page = Page { requests: vec![document], ..Page::default() };
/// let placement = Placement {
///     provider: "fastly".to_owned(),
///     service: None,
///     region: None,
///     reach: Reach::Global,
///     layer: Layer::Edge,
///     pop: None,
///     confidence: Confidence::Certain,
///     evidence: Vec::new(),
///     against: Vec::new(),
/// };
/// let host = HostUse {
///     host: "shop.example".to_owned(),
///     placements: vec![placement],
///     third_party: false,
///     purpose: None,
/// };
/// let fastly = Domain { provider: "fastly".to_owned(), ..Domain::default() };
/// let impact = impact(&page, &[host], &outage::what_if(fastly));
/// assert_eq!(impact.verdict, Verdict::Down);
/// assert_eq!(words::reason(&impact), "The document from shop.example: there is no page");
/// ```
pub fn impact(page: &Page, hosts: &[HostUse], outage: &Outage) -> Impact {
    Engine::new(page, hosts).impact(outage)
}

/// Kinds whose answers an edge commonly keeps a copy of.
fn copied_at_edges(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Stylesheet
            | Kind::Script
            | Kind::Worker
            | Kind::Font
            | Kind::Image
            | Kind::Media
            | Kind::Hint
    )
}
