//! The kind of a request and how the page waits for it, out of the several
//! names that the browser's sources have for them.

use super::event::{ElementUse, Timing};
use crate::model::{Blocking, Kind};

/// Of `webRequest`'s `type`; both browsers' lists.
pub fn of_web_request(kind: &str) -> Kind {
    match kind {
        "main_frame" => Kind::Document,
        "sub_frame" | "object" | "object_subrequest" => Kind::Frame,
        "stylesheet" | "xslt" => Kind::Stylesheet,
        "script" => Kind::Script,
        "font" => Kind::Font,
        "image" | "imageset" => Kind::Image,
        "media" => Kind::Media,
        "xmlhttprequest" | "json" => Kind::Data,
        "websocket" | "webtransport" => Kind::Socket,
        "ping" | "beacon" | "csp_report" => Kind::Beacon,
        "web_manifest" | "speculative" => Kind::Hint,
        _ => Kind::Other,
    }
}

/// Of Resource Timing's `initiatorType`, which names what asked rather than
/// what was asked for; the ending of the path decides the rest.
pub fn of_timing(timing: &Timing) -> Kind {
    match timing.initiator_type.as_str() {
        "script" => Kind::Script,
        "img" | "image" | "input" => Kind::Image,
        "iframe" | "frame" | "embed" | "object" => Kind::Frame,
        "fetch" | "xmlhttprequest" => Kind::Data,
        "beacon" | "ping" => Kind::Beacon,
        "video" | "audio" | "track" => Kind::Media,
        "css" => match of_path(&timing.name) {
            Kind::Other => Kind::Image,
            kind => kind,
        },
        _ => of_path(&timing.name),
    }
}

/// Of an element; `None` when it asks for nothing (a link that only names
/// another page).
pub fn of_element(element: &ElementUse) -> Option<Kind> {
    Some(match element.tag.as_str() {
        "script" => Kind::Script,
        "img" => Kind::Image,
        "iframe" | "frame" | "embed" | "object" => Kind::Frame,
        "video" | "audio" => Kind::Media,
        "link" => {
            let has = |word: &str| {
                element
                    .rel
                    .split_ascii_whitespace()
                    .any(|rel| rel.eq_ignore_ascii_case(word))
            };
            if has("stylesheet") && !has("alternate") {
                Kind::Stylesheet
            } else if has("modulepreload") {
                Kind::Script
            } else if has("preload") {
                match element.destination.as_str() {
                    "style" => Kind::Stylesheet,
                    "script" => Kind::Script,
                    "font" => Kind::Font,
                    "image" => Kind::Image,
                    _ => Kind::Hint,
                }
            } else if has("prefetch") || has("icon") || has("apple-touch-icon") || has("manifest") {
                Kind::Hint
            } else {
                return None;
            }
        }
        _ => return None,
    })
}

/// Whether the element makes the browser ask at all, so that a page whose
/// memory of it is lost can still be told to use it. Hints may never be
/// followed, and a stylesheet for another medium may wait for ever.
pub fn is_asked_for(element: &ElementUse, kind: Kind) -> bool {
    match kind {
        Kind::Hint => false,
        Kind::Stylesheet => element.applies,
        Kind::Image => element.area > 0.0,
        _ => true,
    }
}

/// How the document waits for the element; `None` when it tells nothing.
/// Sources: the HTML standard's "prepare the script element" and
/// "render-blocking" sections.
pub fn blocking(element: &ElementUse, kind: Kind) -> Option<Blocking> {
    match (element.tag.as_str(), kind) {
        ("script", _) if element.is_async => Some(Blocking::No),
        ("script", _) if element.is_deferred => Some(Blocking::Deferred),
        ("script", _) if element.in_head => Some(Blocking::Render),
        ("script", _) => Some(Blocking::Parser),
        ("link", Kind::Stylesheet) if !element.rel.to_ascii_lowercase().contains("stylesheet") => {
            None
        }
        ("link", Kind::Stylesheet) if element.is_async || !element.applies => Some(Blocking::No),
        ("link", Kind::Stylesheet) if element.in_head => Some(Blocking::Render),
        ("link", Kind::Stylesheet) => Some(Blocking::Parser),
        ("link", _) => None,
        _ => Some(Blocking::No),
    }
}

fn of_path(url: &str) -> Kind {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "css" => Kind::Stylesheet,
        "js" | "mjs" => Kind::Script,
        "woff" | "woff2" | "ttf" | "otf" | "eot" => Kind::Font,
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg" | "ico" | "bmp" => Kind::Image,
        "mp4" | "webm" | "m3u8" | "mp3" | "ogg" | "mpd" => Kind::Media,
        "json" => Kind::Data,
        "wasm" => Kind::Worker,
        _ => Kind::Other,
    }
}
