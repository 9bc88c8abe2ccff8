//! An event is what a browser tells its extensions, in the browsers' own
//! words: each type here has the field names of the WebExtension API, so that
//! the extension passes on what it got, one event a line: its name, a space and
//! its details as JSON. Fields that only one browser gives are optional; fields
//! nobody reads are ignored.

use std::str::FromStr;

use serde::Deserialize;

/// One thing that happened, in the order in which the browser said it.
#[derive(Debug)]
pub enum Event {
    /// `webRequest.onCompleted`.
    Completed(RequestDetails),
    /// `webRequest.onErrorOccurred`.
    Failed(RequestDetails),
    /// `webRequest.onBeforeRedirect`.
    Redirected(RequestDetails),
    /// `webNavigation.onBeforeNavigate`.
    Navigating(NavigationDetails),
    /// `webNavigation.onCommitted`.
    Committed(NavigationDetails),
    /// `webNavigation.onHistoryStateUpdated`: another address, the same
    /// document.
    Moved(NavigationDetails),
    /// `webNavigation.onCompleted`.
    Loaded(NavigationDetails),
    /// `tabs.onRemoved`.
    TabRemoved { tab_id: i64 },
    /// `tabs.onReplaced`, in Chrome, when another page takes over a tab.
    TabReplaced { added: i64, removed: i64 },
    /// What the documents of a tab remember themselves.
    Collected { tab_id: i64, frames: Vec<Collected> },
}

/// The name stands before the details, so that these are read straight into
/// their type: one look at each byte, and no copy of what nobody keeps.
///
/// ```
/// use faultline::observe::live::event::Event;
///
/// let line = r#"committed {"tabId":7,"frameId":0,"parentFrameId":-1,"url":"https://shop.example/"}"#;
/// let event: Event = line.parse().unwrap();
/// assert_eq!(event.tab(), Some(7));
/// assert!("committed".parse::<Event>().is_err());
/// ```
impl FromStr for Event {
    type Err = serde_json::Error;

    fn from_str(line: &str) -> Result<Event, serde_json::Error> {
        let (name, details) = line.split_once(' ').unwrap_or((line, ""));
        let request = || serde_json::from_str::<RequestDetails>(details);
        let navigation = || serde_json::from_str::<NavigationDetails>(details);
        let tabs = || serde_json::from_str::<TabDetails>(details);
        Ok(match name {
            "completed" => Event::Completed(request()?),
            "failed" => Event::Failed(request()?),
            "redirected" => Event::Redirected(request()?),
            "navigating" => Event::Navigating(navigation()?),
            "committed" => Event::Committed(navigation()?),
            "moved" => Event::Moved(navigation()?),
            "loaded" => Event::Loaded(navigation()?),
            "tab-removed" => Event::TabRemoved {
                tab_id: tabs()?.removed,
            },
            "tab-replaced" => {
                let TabDetails { added, removed } = tabs()?;
                Event::TabReplaced { added, removed }
            }
            _ => return Err(serde::de::Error::unknown_variant(name, &[])),
        })
    }
}

/// Of `tabs.onRemoved` and `tabs.onReplaced`.
#[derive(Deserialize)]
struct TabDetails {
    #[serde(default)]
    added: i64,
    removed: i64,
}

impl Event {
    /// The tab that it happened in; `None` where no tab asked.
    pub fn tab(&self) -> Option<i64> {
        let tab = match self {
            Event::Completed(details) | Event::Failed(details) | Event::Redirected(details) => {
                details.tab_id
            }
            Event::Navigating(details)
            | Event::Committed(details)
            | Event::Moved(details)
            | Event::Loaded(details) => details.tab_id,
            Event::TabRemoved { tab_id } | Event::Collected { tab_id, .. } => *tab_id,
            Event::TabReplaced { removed, .. } => *removed,
        };
        (tab >= 0).then_some(tab)
    }

    /// Who asked, where no tab did: a service worker's origin or script.
    pub fn asker(&self) -> Option<&str> {
        match self {
            Event::Completed(details) | Event::Failed(details) | Event::Redirected(details) => {
                details.asker().filter(|_| details.tab_id < 0)
            }
            _ => None,
        }
    }
}

/// Of `webRequest`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct RequestDetails {
    pub request_id: String,
    pub url: String,
    pub method: String,
    #[serde(rename = "type")]
    pub kind: String,
    /// `-1` when no tab asked for it: a service worker did, or the browser.
    pub tab_id: i64,
    pub frame_id: i64,
    pub parent_frame_id: i64,
    /// The document that asked; neither browser gives it for a page's own
    /// document.
    pub document_id: Option<String>,
    pub parent_document_id: Option<String>,
    /// Chrome: the origin that asked.
    pub initiator: Option<String>,
    /// Firefox: the document that asked.
    pub document_url: Option<String>,
    /// Firefox: the page that asked for a page, where one did.
    pub origin_url: Option<String>,
    pub ip: Option<String>,
    pub from_cache: Option<bool>,
    pub status_code: Option<u16>,
    pub response_headers: Option<Vec<HeaderDetails>>,
    /// Firefox: bytes over the network.
    pub response_size: Option<u64>,
    /// Firefox: absent when the connection is direct.
    pub proxy_info: Option<ProxyInfo>,
    /// Firefox, always: tells which browser speaks.
    pub third_party: Option<bool>,
    pub error: Option<String>,
    pub time_stamp: f64,
}

impl RequestDetails {
    /// The origin or the document that asked.
    pub fn asker(&self) -> Option<&str> {
        self.initiator.as_deref().or(self.document_url.as_deref())
    }
}

/// Of `webRequest.HttpHeaders`; a header that is not text has no `value`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct HeaderDetails {
    pub name: String,
    pub value: Option<String>,
}

/// Of Firefox's `proxy.ProxyInfo`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProxyInfo {
    #[serde(rename = "type")]
    pub kind: String,
}

/// Of `webNavigation`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct NavigationDetails {
    pub tab_id: i64,
    pub frame_id: i64,
    /// `-1` for a page itself.
    pub parent_frame_id: i64,
    pub url: String,
    pub document_id: Option<String>,
    pub parent_document_id: Option<String>,
    /// Chrome: `prerender`, `active`, `cached`.
    pub document_lifecycle: Option<String>,
    pub transition_qualifiers: Option<Vec<String>>,
    pub time_stamp: f64,
}

impl NavigationDetails {
    pub fn is_page(&self) -> bool {
        self.parent_frame_id < 0
    }

    pub fn is_prerender(&self) -> bool {
        self.document_lifecycle.as_deref() == Some("prerender")
    }

    pub fn is_back_or_forward(&self) -> bool {
        self.is("forward_back")
    }

    /// The page before led here by itself: `meta refresh`, or a script.
    pub fn is_client_redirect(&self) -> bool {
        self.is("client_redirect")
    }

    fn is(&self, wanted: &str) -> bool {
        let mut qualifiers = self.transition_qualifiers.iter().flatten();
        qualifiers.any(|qualifier| qualifier == wanted)
    }
}

/// What one document says of itself, by `collect.js`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Collected {
    pub frame_id: i64,
    pub document_id: Option<String>,
    pub result: Option<Remembers>,
}

/// The page's own memory of what it loaded: Resource Timing and the elements
/// that name an address.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Remembers {
    pub url: String,
    pub title: String,
    /// When the document began, in milliseconds of the clock.
    pub time_origin: f64,
    /// Milliseconds after the navigation's start; 0 before the load event.
    pub load_event: f64,
    /// Whether a service worker answers for the page.
    pub controlled: bool,
    /// What there is, and who put it there; `None` where the extension came
    /// later, or where there is too much.
    pub drawn: Option<Watched>,
    /// Buttons that do nothing without a script.
    pub needy: u32,
    /// Fields to write or choose in.
    pub fields: u32,
    pub entries: Vec<Timing>,
    pub elements: Vec<ElementUse>,
    /// A module is written into the document, or a map of their names is.
    pub has_inline_modules: bool,
    /// Of the largest thing that was painted; empty where that is text.
    pub largest: Option<String>,
    /// What the style sheets that can be read import.
    pub imports: Vec<Import>,
    /// The fonts that the style sheets that can be read name.
    pub faces: Vec<Face>,
    /// `font-display` of all fonts that were asked for, each value once.
    pub displays: Vec<String>,
}

/// An `@import` of a style sheet.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Import {
    pub url: String,
    /// The address of the importing sheet; empty for one in the document.
    pub by: String,
    /// Its media query matches.
    pub applies: bool,
}

/// A file that an `@font-face` rule names.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Face {
    pub url: String,
    pub display: String,
}

/// What there is to read and to use in a document, and who put it there.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Watched {
    pub whole: Stroke,
    /// By each script file, once it had run.
    pub by: Vec<Stroke>,
    /// By nobody known, in the order of time.
    pub later: Vec<Stroke>,
    /// Custom elements that some script defined, nobody knows which.
    pub defined: u32,
}

/// What was put into a document at once, or by the same, less what was taken
/// away.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Stroke {
    /// Of the script file that did it, or that had run before; may be empty.
    pub url: String,
    /// Milliseconds after the navigation's start.
    pub at: f64,
    /// Characters, without spaces.
    pub text: i32,
    pub fields: i32,
    /// Links and buttons.
    pub controls: i32,
    pub elements: i32,
    /// Pictures, films, frames, canvases.
    pub parts: i32,
    /// Changes of what was there already.
    pub changes: u32,
    /// What of it stands on the first screen.
    pub first: First,
}

/// What stands on the first screen, counted as in [`Stroke`].
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct First {
    pub text: i32,
    pub fields: i32,
    pub controls: i32,
    pub elements: i32,
}

/// Of `PerformanceResourceTiming`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Timing {
    pub name: String,
    pub initiator_type: String,
    pub start_time: f64,
    pub response_end: f64,
    /// Chrome: `blocking` or `non-blocking`.
    pub render_blocking_status: Option<String>,
    pub transfer_size: u64,
}

/// An element that names an address, and what tells how the page waits for it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ElementUse {
    pub url: String,
    /// Lower case: `script`, `link`, `img`.
    pub tag: String,
    /// Of a `link`, and `as` of a preload.
    pub rel: String,
    #[serde(rename = "as")]
    pub destination: String,
    pub in_head: bool,
    /// Of a script: `async` or inserted by a script; of a style sheet: it
    /// applies once it has come (`media="print" onload="this.media='all'"`).
    pub is_async: bool,
    /// `type=module`.
    pub is_module: bool,
    /// `defer` or `type=module`.
    pub is_deferred: bool,
    /// Of a stylesheet: its media query matches and it is not disabled.
    pub applies: bool,
    /// Of a picture: it stands where nobody sees it, as in a closed menu.
    pub hidden: bool,
    /// Of a script or a sheet: the document has another file for its place,
    /// should it fail.
    pub has_stand_in: bool,
    /// Of a script or a sheet that is waited for in the body: share of the
    /// page's text that stands behind it, 0 to 1.
    pub behind: Option<f32>,
    /// Share of the first screen, 0 to 1.
    pub area: f32,
}
