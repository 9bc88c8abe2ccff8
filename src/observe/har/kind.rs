//! What the page wanted to do with an answer, from whatever the recorder or
//! the request itself says of it: its type in the browser's own words first,
//! then what the request asked to accept, the answer's type, and the name.

use super::entry::Entry;
use super::html::is_html;
use crate::model::Kind;
use crate::observe::url;

/// The kind of a request by itself. A document of a frame is a
/// [`Kind::Document`] here, unless the browser said that it is a frame's.
pub(super) fn kind(entry: &Entry) -> Kind {
    if entry.url.starts_with("ws") {
        return Kind::Socket;
    }
    let is_prefetch = |purpose: &str| purpose.contains("prefetch") || purpose.contains("prerender");
    if entry.purpose.as_deref().is_some_and(is_prefetch) || is_icon(entry) {
        return Kind::Hint;
    }
    // Asked for by the browser, to check certificates, in Firefox with the
    // `accept` of documents. The page goes on without it.
    if entry.mime.as_deref() == Some("application/ocsp-response") {
        return Kind::Beacon;
    }
    by_type(entry)
        .or_else(|| by_destination(entry))
        .or_else(|| by_accept(entry))
        .or_else(|| by_answer(entry))
        .unwrap_or(Kind::Other)
}

/// By `_resourceType` and `_request_type`: the browser's word.
fn by_type(entry: &Entry) -> Option<Kind> {
    let is = |kind| Some(kind);
    match entry.resource_type.as_deref()? {
        "document" => by_destination(entry)
            .filter(|kind| *kind == Kind::Frame)
            .or(Some(Kind::Document)),
        "subdocument" | "sub_frame" | "iframe" => is(Kind::Frame),
        "stylesheet" => is(Kind::Stylesheet),
        // Scripts of workers are scripts here; the destination knows better.
        "script" => by_destination(entry)
            .filter(|kind| *kind == Kind::Worker)
            .or(Some(Kind::Script)),
        "image" => is(Kind::Image),
        "media" | "texttrack" => is(Kind::Media),
        "font" => is(Kind::Font),
        "xhr" | "fetch" | "preflight" | "xmlhttprequest" => is(Kind::Data),
        "websocket" | "eventsource" | "webtransport" | "directsocket" => is(Kind::Socket),
        "ping" | "beacon" | "csp-violation-report" | "cspviolationreport" | "csp_report" => {
            is(Kind::Beacon)
        }
        "manifest" | "prefetch" | "webmanifest" => is(Kind::Hint),
        "wasm" => is(Kind::Worker),
        _ => None,
    }
}

/// By `sec-fetch-dest`, which Chrome and Firefox send since 2020.
fn by_destination(entry: &Entry) -> Option<Kind> {
    match entry.destination.as_deref()? {
        "document" => Some(Kind::Document),
        "iframe" | "frame" | "fencedframe" => Some(Kind::Frame),
        "script" | "json" => Some(Kind::Script),
        "style" | "xslt" => Some(Kind::Stylesheet),
        "font" => Some(Kind::Font),
        "image" => Some(Kind::Image),
        "audio" | "video" | "track" => Some(Kind::Media),
        "worker" | "sharedworker" | "serviceworker" | "audioworklet" | "paintworklet" => {
            Some(Kind::Worker)
        }
        "manifest" => Some(Kind::Hint),
        "report" => Some(Kind::Beacon),
        "empty" if entry.accept.as_deref() == Some("text/event-stream") => Some(Kind::Socket),
        "empty" => Some(Kind::Data),
        _ => None,
    }
}

/// By the request's `accept`, where it says more than "anything".
fn by_accept(entry: &Entry) -> Option<Kind> {
    let accept = entry.accept.as_deref()?;
    if accept.starts_with("text/html") {
        Some(Kind::Document)
    } else if accept.starts_with("text/css") {
        Some(Kind::Stylesheet)
    } else if accept.starts_with("image/") {
        Some(Kind::Image)
    } else if accept.starts_with("text/event-stream") {
        Some(Kind::Socket)
    } else if accept.starts_with("application/font") || accept.starts_with("font/") {
        Some(Kind::Font)
    } else if accept.starts_with("video/") || accept.starts_with("audio/") {
        Some(Kind::Media)
    } else if accept.starts_with("application/json") {
        Some(Kind::Data)
    } else {
        None
    }
}

/// By the type of the answer and the end of the name. An error page says
/// nothing of what was wanted, so that there the name goes first.
fn by_answer(entry: &Entry) -> Option<Kind> {
    let mime = entry.mime.as_deref().and_then(by_mime);
    let name = by_name(&entry.url);
    match entry.status {
        // An answer without content gives the page nothing.
        Some(204) => name.or(Some(Kind::Beacon)),
        Some(200..300) if entry.mime.as_deref().is_some_and(is_html) => name.or(
            // A document is asked for as such; HTML that was not is data.
            if entry.accept.is_some() {
                Some(Kind::Data)
            } else {
                mime
            },
        ),
        Some(200..300 | 304) => mime.or(name),
        _ => name.or(mime),
    }
}

fn by_mime(mime: &str) -> Option<Kind> {
    let mime = mime
        .split(';')
        .next()
        .unwrap_or(mime)
        .trim()
        .to_ascii_lowercase();
    let (group, name) = mime.split_once('/')?;
    match group {
        _ if is_html(&mime) => Some(Kind::Document),
        _ if name.contains("javascript") || name.contains("ecmascript") => Some(Kind::Script),
        _ if name.contains("font") => Some(Kind::Font),
        "image" => Some(Kind::Image),
        "font" => Some(Kind::Font),
        "audio" | "video" => Some(Kind::Media),
        "text" if name == "css" => Some(Kind::Stylesheet),
        "text" if name == "event-stream" => Some(Kind::Socket),
        "application" if name == "wasm" => Some(Kind::Worker),
        "application" if name == "manifest+json" => Some(Kind::Hint),
        "application" if name == "x-shockwave-flash" => Some(Kind::Media),
        "application" if name.contains("mpegurl") || name.contains("dash") => Some(Kind::Media),
        "application" if name == "octet-stream" => None,
        "application" | "text" => Some(Kind::Data),
        _ => None,
    }
}

fn by_name(url: &str) -> Option<Kind> {
    let (_, end) = file_name(url).rsplit_once('.')?;
    match end.to_ascii_lowercase().as_str() {
        "js" | "mjs" => Some(Kind::Script),
        "css" => Some(Kind::Stylesheet),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg" | "bmp" => Some(Kind::Image),
        "ico" => Some(Kind::Hint),
        "woff" | "woff2" | "ttf" | "otf" | "eot" => Some(Kind::Font),
        "mp4" | "webm" | "mp3" | "ogg" | "m4a" | "m4s" | "m3u8" | "mpd" | "ts" | "vtt" => {
            Some(Kind::Media)
        }
        "json" => Some(Kind::Data),
        "wasm" => Some(Kind::Worker),
        "webmanifest" => Some(Kind::Hint),
        _ => None,
    }
}

fn is_icon(entry: &Entry) -> bool {
    let mime = entry.mime.as_deref().unwrap_or_default();
    mime == "image/x-icon"
        || mime == "image/vnd.microsoft.icon"
        || file_name(&entry.url) == "favicon.ico"
}

fn file_name(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let start = url::origin(path).map_or(0, str::len);
    let path = path.get(start..).unwrap_or_default();
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(change: impl FnOnce(&mut Entry), expect: Kind) {
        let mut entry = Entry {
            url: "https://example.com/".to_owned(),
            status: Some(200),
            ..Entry::default()
        };
        change(&mut entry);
        assert_eq!(kind(&entry), expect, "{entry:?}");
    }

    #[test]
    fn kinds() {
        let some = |text: &str| Some(text.to_owned());
        check(|_| {}, Kind::Other);
        check(|e| e.url = "wss://example.com/".to_owned(), Kind::Socket);
        check(|e| e.resource_type = some("stylesheet"), Kind::Stylesheet);
        check(|e| e.resource_type = some("document"), Kind::Document);
        check(
            |e| {
                e.resource_type = some("document");
                e.destination = some("iframe");
            },
            Kind::Frame,
        );
        check(
            |e| {
                e.resource_type = some("script");
                e.destination = some("worker");
            },
            Kind::Worker,
        );
        check(
            |e| {
                e.resource_type = some("ping");
                e.destination = some("empty");
            },
            Kind::Beacon,
        );
        check(|e| e.destination = some("empty"), Kind::Data);
        check(|e| e.accept = some("text/css,*/*;q=0.1"), Kind::Stylesheet);
        check(
            |e| e.mime = some("text/html; charset=utf-8"),
            Kind::Document,
        );
        check(
            |e| {
                e.mime = some("text/html");
                e.accept = some("*/*");
            },
            Kind::Data,
        );
        check(|e| e.mime = some("application/x-javascript"), Kind::Script);
        check(|e| e.mime = some("application/ocsp-response"), Kind::Beacon);
        check(|e| e.purpose = some("prefetch;prerender"), Kind::Hint);
        check(
            |e| e.url = "https://example.com/favicon.ico?v=1".to_owned(),
            Kind::Hint,
        );
        check(
            |e| {
                e.url = "https://example.com/app.JS?x=a.css".to_owned();
                e.mime = some("text/html");
                e.status = Some(404);
            },
            Kind::Script,
        );
        check(|e| e.status = Some(204), Kind::Beacon);
        check(|e| e.url = "https://example.js".to_owned(), Kind::Other);
    }
}
