//! A **footing**: what some hosts stand on, as one short text. Everything that
//! decides whether an outage hits is in it, and no name of a host:
//!
//! `edge cloudflare//cdn global certain; origin aws/us-east-1/s3 regional likely`
//!
//! One placement after the other, in front first: its layer, its provider,
//! region and service (`/` between them), whether a region means anything for
//! it, and how sure that is. The empty text is a host of which nothing is known.

use std::fmt::Write;

use crate::impact::HostUse;
use crate::model::{Confidence, Layer, Placement, Reach};

const LAYERS: [(&str, Layer); 3] = [
    ("edge", Layer::Edge),
    ("origin", Layer::Origin),
    ("upstream", Layer::Upstream),
];
const REACHES: [(&str, Reach); 2] = [("regional", Reach::Regional), ("global", Reach::Global)];
const CONFIDENCES: [(&str, Confidence); 3] = [
    ("possible", Confidence::Possible),
    ("likely", Confidence::Likely),
    ("certain", Confidence::Certain),
];

/// The footing that placements make.
pub fn write(placements: &[Placement]) -> String {
    let mut text = String::new();
    for placement in placements {
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.push_str(named(&LAYERS, placement.layer));
        text.push(' ');
        escape(&placement.provider, &mut text);
        if placement.region.is_some() || placement.service.is_some() {
            text.push('/');
            escape(placement.region.as_deref().unwrap_or_default(), &mut text);
        }
        if let Some(service) = &placement.service {
            text.push('/');
            escape(service, &mut text);
        }
        text.push(' ');
        text.push_str(named(&REACHES, placement.reach));
        text.push(' ');
        text.push_str(named(&CONFIDENCES, placement.confidence));
    }
    text
}

/// The placements that a footing stands for, without their evidence; `None` for
/// a text that is no footing.
///
/// ```
/// use faultline::web::footing;
///
/// let text = "edge cloudflare//cdn global certain; origin aws/us-east-1/s3 regional likely";
/// let placements = footing::read(text).unwrap();
/// assert_eq!(placements[1].region.as_deref(), Some("us-east-1"));
/// assert_eq!(footing::write(&placements), text);
/// assert_eq!(footing::read("edge of what"), None);
/// ```
pub fn read(text: &str) -> Option<Vec<Placement>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    text.split("; ").map(placement).collect()
}

/// What the engine is told of hosts on a footing.
pub fn to_use(placements: Vec<Placement>) -> HostUse {
    HostUse {
        host: String::new(),
        placements,
        third_party: false,
        purpose: None,
    }
}

fn placement(text: &str) -> Option<Placement> {
    let mut words = text.split(' ');
    let layer = find(&LAYERS, words.next()?)?;
    let mut path = words.next()?.split('/');
    let reach = find(&REACHES, words.next()?)?;
    let confidence = find(&CONFIDENCES, words.next()?)?;
    let mut part = || path.next().map(unescape);
    let provider = part()??;
    let some = |text: Option<Option<String>>| match text {
        Some(text) => text.map(|text| Some(text).filter(|text| !text.is_empty())),
        None => Some(None),
    };
    let region = some(part())?;
    let service = some(part())?;
    let over = words.next().is_some() || path.next().is_some() || provider.is_empty();
    (!over).then_some(Placement {
        provider,
        service,
        region,
        reach,
        layer,
        pop: None,
        confidence,
        evidence: Vec::new(),
        against: Vec::new(),
    })
}

fn named<T: PartialEq>(names: &[(&'static str, T)], value: T) -> &'static str {
    let named = names.iter().find(|(_, known)| *known == value);
    named.map_or("", |(name, _)| name)
}

fn find<T: Copy>(names: &[(&str, T)], name: &str) -> Option<T> {
    let found = names.iter().find(|(known, _)| *known == name);
    found.map(|(_, value)| *value)
}

/// Keys of the catalogue stand as they are; a name of the reader's own making
/// may have anything in it.
fn escape(name: &str, text: &mut String) {
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02x}");
        }
    }
}

fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let number = digit(rest.next()?)? * 16 + digit(rest.next()?)?;
                u8::try_from(number).ok()?
            }
            _ => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_the_readers_own_making_comes_back() {
        let mut placements = read("origin aws regional certain").expect("a footing");
        placements[0].provider = "Our data centre; 100 % / süd".to_owned();
        placements[0].region = Some("a b".to_owned());
        let text = write(&placements);
        assert!(!text.contains("; "), "{text}");
        assert_eq!(read(&text), Some(placements));
    }

    #[test]
    fn what_is_no_footing_is_refused() {
        for odd in [
            "edge",
            "edge  global certain",
            "edge a/b/c/d global certain",
            "edge a%zz global certain",
            "edge a global certain;",
            "edge a global certain more",
            "front a global certain",
        ] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
