//! An entry: one request with its answer, as a recorder wrote it. The three
//! flavours put the same things in different places; here they become one.
//!
//! Every field is optional and may be of a wrong type. A wrong field costs
//! that field and a note, never the entry; only an entry without an address
//! is left out.

use std::io::Read;
use std::net::IpAddr;

use super::html::{self, Markup};
use super::json::{Json, JsonError, Scalar};
use super::note::{Notes, What};
use super::style::{self, Style};
use super::time::milliseconds;
use crate::locate::{address, header};
use crate::model::Header;
use crate::observe::url;

/// Longest URL that is kept whole.
const LONGEST_URL: usize = 4096;
/// Longest other text.
const LONGEST_TEXT: usize = 1024;
/// Longest description of an initiator, which chrome-har writes as a text.
const LONGEST_DETAIL: usize = 32 * 1024;
/// How much of a document is looked at for its scripts and stylesheets.
const LONGEST_DOCUMENT: usize = 1024 * 1024;
/// Most headers of one answer that are looked at.
const MOST_HEADERS: usize = 256;

/// What matters of one entry.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// Its place in the file, from 1.
    pub number: u32,
    pub page: Option<String>,
    /// Milliseconds since 1970.
    pub started: Option<f64>,
    /// Without its fragment.
    pub url: String,
    pub method: String,
    /// `_resourceType` (Chrome) or `_request_type` (WebPageTest), lower case.
    pub resource_type: Option<String>,
    /// `sec-fetch-dest`: what the browser itself said that it is for.
    pub destination: Option<String>,
    pub accept: Option<String>,
    pub referer: Option<String>,
    /// `purpose` or `sec-purpose`: said of prefetching only.
    pub purpose: Option<String>,
    pub mime: Option<String>,
    /// `parser`, `script`, `preload`, `other` …
    pub initiator_type: Option<String>,
    pub initiator_url: Option<String>,
    /// The line of that document, stylesheet or script.
    pub initiator_line: Option<f64>,
    pub priority: Option<String>,
    pub render_blocking: Option<String>,
    pub frame: Option<String>,
    /// WebPageTest says which entry is the page's document.
    pub is_document: bool,
    pub address: Option<IpAddr>,
    pub headers: Vec<Header>,
    /// The answer has headers at all, telling ones or not.
    pub has_headers: bool,
    pub status: Option<u16>,
    pub error: Option<String>,
    pub location: Option<String>,
    pub bytes: Option<u64>,
    pub cached: bool,
    /// What the document itself says of the scripts and stylesheets in it.
    pub markup: Vec<Markup>,
    /// What the stylesheet itself asks for, or those in the document.
    pub style: Style,
    /// It is a script that another one names in its text, rather than inserts.
    pub is_imported: bool,
}

/// Parts of an answer that only together say how long and whether cached.
#[derive(Default)]
struct Sizes {
    transferred: Option<f64>,
    received: Option<f64>,
    headers: Option<f64>,
    body: Option<f64>,
    content: Option<f64>,
}

/// Takes one entry from `json`; nothing if it is not one.
pub(super) fn entry<R: Read>(
    json: &mut Json<R>,
    number: u32,
    notes: &mut Notes,
) -> Result<Option<Entry>, JsonError> {
    let mut entry = Entry {
        number,
        ..Entry::default()
    };
    let mut sizes = Sizes::default();
    let mut full_url = None;
    let mut detail = None;
    let mut addresses: [Option<String>; 2] = [None, None];
    let mut from_cache = None;
    let is_object = json.members(|json, key| {
        match key {
            "pageref" => entry.page = text(json, notes, number, "pageref")?,
            "startedDateTime" => {
                let text = text(json, notes, number, "startedDateTime")?;
                entry.started = text.as_deref().and_then(milliseconds);
            }
            "request" => request(json, &mut entry, notes)?,
            "response" => response(json, &mut entry, &mut sizes, notes)?,
            "serverIPAddress" => addresses[0] = json.scalar(LONGEST_TEXT)?.text(),
            "_ip_addr" => addresses[1] = json.scalar(LONGEST_TEXT)?.text(),
            "_resourceType" | "_request_type" => {
                entry.resource_type = json.scalar(LONGEST_TEXT)?.text().map(|t| t.to_lowercase());
            }
            "_initiator" => initiator(json, &mut entry)?,
            "_initiator_type" => {
                if let Some(kind) = json.scalar(LONGEST_TEXT)?.text() {
                    entry.initiator_type = Some(kind.to_lowercase());
                }
            }
            "_initiator_line" => entry.initiator_line = json.scalar(LONGEST_TEXT)?.number(),
            "_initiator_detail" => detail = json.scalar(LONGEST_DETAIL)?.text(),
            "_priority" => entry.priority = json.scalar(LONGEST_TEXT)?.text(),
            "_renderBlocking" => entry.render_blocking = json.scalar(LONGEST_TEXT)?.text(),
            "_frame_id" => entry.frame = json.scalar(LONGEST_TEXT)?.text(),
            "_is_base_page" | "_final_base_page" => {
                entry.is_document |= json.scalar(LONGEST_TEXT)?.yes();
            }
            "_full_url" => full_url = json.scalar(LONGEST_URL)?.text(),
            "_bytesIn" => sizes.received = json.scalar(LONGEST_TEXT)?.number(),
            "_fromCache" => from_cache = json.scalar(LONGEST_TEXT)?.text(),
            // Safari: `Memory Cache`, `Disk Cache`, `Network Load` …
            "_fetchType" => {
                let from = json.scalar(LONGEST_TEXT)?.text();
                entry.cached |= from.is_some_and(|from| from.ends_with("Cache"));
            }
            "cache" => {
                json.members(|json, key| {
                    if key == "beforeRequest" && json.token()? == b'{' {
                        entry.cached = true;
                    }
                    json.skip()
                })?;
            }
            _ => json.skip()?,
        }
        Ok(())
    })?;
    if !is_object {
        notes.add(What::NoObject, Some(number));
        return Ok(None);
    }

    if entry.url.is_empty() {
        entry.url = full_url.unwrap_or_default();
    }
    if entry.started.is_none() {
        notes.add(What::NoTime, Some(number));
    }
    if entry.initiator_url.is_none()
        && let Some(detail) = detail
    {
        // A text that is cut or broken names nobody, which is no harm.
        // It is read by the code that reads the file: a box has one type for both.
        let detail: Box<dyn Read + '_> = Box::new(detail.as_bytes());
        let _ = initiator(&mut Json::new(detail), &mut entry);
    }
    if let Some(written) = addresses.into_iter().flatten().next() {
        entry.address = address::parse(&written);
        if entry.address.is_none() && !is_placeholder(&written) {
            notes.add(What::BadAddress, Some(number));
        }
    }
    entry.cached |= from_cache.is_some() || sizes.is_from_cache();
    entry.bytes = sizes.bytes();
    Ok(usable(entry, notes))
}

/// The entry if its address is one on the network.
fn usable(mut entry: Entry, notes: &mut Notes) -> Option<Entry> {
    let number = Some(entry.number);
    if entry.url.is_empty() {
        notes.add(What::NoUrl, number);
        return None;
    }
    let scheme = url::scheme(&entry.url).map(str::to_ascii_lowercase);
    match scheme.as_deref() {
        Some("http" | "https" | "ws" | "wss") if url::host(&entry.url).is_some() => {}
        // `localhost:80` looks like a scheme, too; those that recorders write
        // for what is not on the network are few.
        Some(
            scheme @ ("data"
            | "blob"
            | "about"
            | "file"
            | "javascript"
            | "filesystem"
            | "chrome"
            | "chrome-extension"
            | "moz-extension"
            | "resource"
            | "devtools"
            | "edge"
            | "safari-web-extension"
            | "intent"
            | "mailto"),
        ) => {
            notes.add(What::NotNetwork(scheme.to_owned()), number);
            return None;
        }
        _ => {
            notes.add(What::BadUrl, number);
            return None;
        }
    }
    if entry.url.len() > LONGEST_URL - 4 {
        notes.add(What::LongUrl, number);
    }
    entry.url = without_secrets(url::without_fragment(&entry.url));
    if entry.status.is_none() && entry.error.is_none() {
        notes.add(What::NoAnswer, number);
    }
    Some(entry)
}

/// Without name and password, which would otherwise show in reports.
fn without_secrets(address: &str) -> String {
    let authority = url::origin(address).unwrap_or_default();
    match (authority.split_once("://"), authority.rfind('@')) {
        (Some((scheme, _)), Some(at)) => {
            format!("{scheme}://{}", address.get(at + 1..).unwrap_or_default())
        }
        _ => address.to_owned(),
    }
}

fn is_placeholder(written: &str) -> bool {
    matches!(
        written.trim(),
        "0.0.0.0" | "::" | "[::]" | "-" | "unknown" | "null"
    )
}

fn request<R: Read>(
    json: &mut Json<R>,
    entry: &mut Entry,
    notes: &mut Notes,
) -> Result<(), JsonError> {
    let number = entry.number;
    let is_object = json.members(|json, key| {
        match key {
            "url" => {
                let written = json.scalar(LONGEST_URL)?;
                if matches!(written, Scalar::Text(_)) {
                    entry.url = written.text().unwrap_or_default().trim().to_owned();
                } else {
                    notes.add(What::WrongType("request.url"), Some(number));
                }
            }
            "method" => entry.method = json.scalar(LONGEST_TEXT)?.text().unwrap_or_default(),
            "headers" => {
                let is_list = headers(json, |name, value| match name {
                    "sec-fetch-dest" => entry.destination = Some(value),
                    "accept" => entry.accept = Some(value),
                    "referer" => entry.referer = Some(url::without_fragment(&value).to_owned()),
                    "purpose" | "sec-purpose" | "x-moz" => entry.purpose = Some(value),
                    _ => {}
                })?;
                if !is_list {
                    notes.add(What::WrongType("request.headers"), Some(number));
                }
            }
            _ => json.skip()?,
        }
        Ok(())
    })?;
    if !is_object {
        notes.add(What::WrongType("request"), Some(number));
    }
    Ok(())
}

fn response<R: Read>(
    json: &mut Json<R>,
    entry: &mut Entry,
    sizes: &mut Sizes,
    notes: &mut Notes,
) -> Result<(), JsonError> {
    let number = entry.number;
    let is_object = json.members(|json, key| {
        match key {
            "status" => {
                let written = json.scalar(LONGEST_TEXT)?;
                let is_nothing = matches!(written, Scalar::Null);
                match written.number() {
                    // 0 and, in old WebPageTest files, numbers below it: no answer.
                    Some(status) if (100.0..1000.0).contains(&status) => {
                        entry.status = Some(status as u16);
                    }
                    Some(_) => {}
                    None if is_nothing => {}
                    None => notes.add(What::WrongType("response.status"), Some(number)),
                }
            }
            "_error" => entry.error = json.scalar(LONGEST_TEXT)?.text(),
            "redirectURL" => entry.location = json.scalar(LONGEST_URL)?.text(),
            "headers" => {
                let mut kept = Vec::new();
                let mut location = None;
                let is_list = headers(json, |name, value| {
                    entry.has_headers = true;
                    if name == "location" {
                        location = Some(value);
                    } else {
                        kept.extend(header::telling(name, &value));
                    }
                })?;
                if !is_list {
                    notes.add(What::WrongType("response.headers"), Some(number));
                }
                entry.headers = kept;
                entry.location = entry.location.take().or(location);
            }
            "content" => content(json, entry, sizes)?,
            "bodySize" => sizes.body = json.scalar(LONGEST_TEXT)?.number(),
            "headersSize" => sizes.headers = json.scalar(LONGEST_TEXT)?.number(),
            "_transferSize" => sizes.transferred = json.scalar(LONGEST_TEXT)?.number(),
            _ => json.skip()?,
        }
        Ok(())
    })?;
    if !is_object {
        notes.add(What::WrongType("response"), Some(number));
    }
    Ok(())
}

fn content<R: Read>(
    json: &mut Json<R>,
    entry: &mut Entry,
    sizes: &mut Sizes,
) -> Result<(), JsonError> {
    let mut body = None;
    let mut is_base64 = false;
    json.members(|json, key| {
        match key {
            "mimeType" => entry.mime = json.scalar(LONGEST_TEXT)?.text(),
            "size" => sizes.content = json.scalar(LONGEST_TEXT)?.number(),
            "encoding" => is_base64 = json.scalar(LONGEST_TEXT)?.text().is_some(),
            // The type stands before the text in every recorder's files; where
            // it does not, the text is read and then looked at or not.
            "text" if entry.mime.as_deref().is_none_or(is_read) => {
                body = json.scalar(LONGEST_DOCUMENT)?.text();
            }
            _ => json.skip()?,
        }
        Ok(())
    })?;
    let mime = entry.mime.as_deref().filter(|mime| is_read(mime));
    if let (Some(body), Some(mime)) = (body.filter(|_| !is_base64), mime) {
        if html::is_html(mime) {
            entry.markup = html::markup(&body);
        }
        entry.style = style::style(&body);
    }
    Ok(())
}

/// Whether the body of an answer is looked at.
fn is_read(mime: &str) -> bool {
    html::is_html(mime) || style::is_css(mime)
}

/// DevTools writes an object, chrome-har and WebPageTest the URL alone.
fn initiator<R: Read>(json: &mut Json<R>, entry: &mut Entry) -> Result<(), JsonError> {
    if json.token()? != b'{' {
        entry.initiator_url = json.scalar(LONGEST_URL)?.text();
        return Ok(());
    }
    let mut own = None;
    let mut caller = None;
    json.members(|json, key| {
        match key {
            "type" => entry.initiator_type = json.scalar(LONGEST_TEXT)?.text(),
            "url" => own = json.scalar(LONGEST_URL)?.text(),
            "lineNumber" => entry.initiator_line = json.scalar(LONGEST_TEXT)?.number(),
            "stack" => stack(json, &mut caller, 0)?,
            _ => json.skip()?,
        }
        Ok(())
    })?;
    // Chrome names the importing module itself, and for all else where in it
    // the script was that asked.
    entry.is_imported = entry.initiator_type.as_deref() == Some("script") && caller.is_none();
    entry.initiator_url = own.or(caller);
    Ok(())
}

/// The script nearest to the request: the first named one of the call frames,
/// or of the stack that started this one later (`parent`).
fn stack<R: Read>(
    json: &mut Json<R>,
    caller: &mut Option<String>,
    depth: u32,
) -> Result<(), JsonError> {
    let mut parent = None;
    json.members(|json, key| {
        match key {
            "callFrames" => {
                json.items(|json| {
                    json.members(|json, key| {
                        if key == "url" && caller.is_none() {
                            *caller = json.scalar(LONGEST_URL)?.text();
                            Ok(())
                        } else {
                            json.skip()
                        }
                    })
                    .map(|_| ())
                })?;
            }
            // Stacks of long-lived pages are hundreds of parents deep.
            "parent" if depth < 16 => stack(json, &mut parent, depth + 1)?,
            _ => json.skip()?,
        }
        Ok(())
    })?;
    *caller = caller.take().or(parent);
    Ok(())
}

/// Gives each header to `each`, its name in lower case. `false` where there
/// is no list of headers.
fn headers<R: Read>(
    json: &mut Json<R>,
    mut each: impl FnMut(&str, String),
) -> Result<bool, JsonError> {
    let mut seen = 0;
    json.items(|json| {
        seen += 1;
        if seen > MOST_HEADERS {
            return json.skip();
        }
        let mut name = None;
        let mut value = None;
        json.members(|json, key| {
            match key {
                "name" => name = json.scalar(LONGEST_TEXT)?.text(),
                "value" => value = json.scalar(LONGEST_TEXT)?.text(),
                _ => json.skip()?,
            }
            Ok(())
        })?;
        if let (Some(name), Some(value)) = (name, value) {
            each(&name.to_lowercase(), value);
        }
        Ok(())
    })
}

fn text<R: Read>(
    json: &mut Json<R>,
    notes: &mut Notes,
    number: u32,
    field: &'static str,
) -> Result<Option<String>, JsonError> {
    let written = json.scalar(LONGEST_TEXT)?;
    if !matches!(written, Scalar::Text(_) | Scalar::Null) {
        notes.add(What::WrongType(field), Some(number));
    }
    Ok(written.text())
}

impl Sizes {
    /// Bytes over the network, headers included where they are known.
    fn bytes(&self) -> Option<u64> {
        let known = |size: Option<f64>| size.filter(|size| *size >= 0.0);
        let both = || Some(known(self.headers).unwrap_or(0.0) + known(self.body)?);
        known(self.transferred)
            .or_else(|| known(self.received).filter(|size| *size > 0.0))
            .or_else(both)
            .map(|size| size as u64)
    }

    /// Chrome says so for certain: nothing came over the network, and yet
    /// there is an answer with a body.
    fn is_from_cache(&self) -> bool {
        self.transferred == Some(0.0) && self.content.is_some_and(|size| size > 0.0)
    }
}
