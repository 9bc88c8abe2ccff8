//! AWS, `public/currentevents`: a list of events that are open or were just
//! closed, in UTF-16 with a mark at its start that tells the order of bytes.

use serde::Deserialize;

use super::places::all;
use super::{Incident, Unread, json};
use crate::catalogue;
use crate::outage::Extent;

#[derive(Deserialize)]
struct Event {
    /// `s3-us-east-1`, or a name alone for what is in no region.
    service: String,
    summary: String,
    /// `0` is over; `3` is the worst of the others.
    status: Level,
    /// `arn:aws:health:us-east-1::event/…`
    #[serde(default)]
    arn: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Level {
    Text(String),
    Number(i64),
}

pub fn read(provider: &str, bytes: &[u8]) -> Result<Vec<Incident>, Unread> {
    let events: Vec<Event> = json(utf8(bytes)?.as_bytes())?;
    let mut incidents = Vec::new();
    for event in &events {
        let level = match &event.status {
            Level::Text(text) => text
                .parse()
                .map_err(|_| Unread::Shape(format!("status {text:?}")))?,
            Level::Number(number) => *number,
        };
        if level > 0 {
            incidents.push(incident(provider, event, level));
        }
    }
    Ok(incidents)
}

fn incident(provider: &str, event: &Event, level: i64) -> Incident {
    let extent = if level >= 3 {
        Extent::Whole
    } else {
        Extent::Part
    };
    let known = catalogue::provider(provider);
    let region = (event.arn.split(':').nth(3))
        .and_then(|code| known?.region(code))
        .or_else(|| {
            known?
                .regions
                .iter()
                .find(|region| event.service.ends_with(region.code))
        });
    let regions: Vec<&str> = region.iter().map(|region| region.code).collect();
    let name = regions.first().map_or(event.service.as_str(), |region| {
        event.service.trim_end_matches(region).trim_end_matches('-')
    });
    let lost = match name {
        "multipleservices" => all(provider, &[], &regions, Extent::Part),
        name => {
            let plain = name.replace('-', "");
            let service = known.and_then(|known| {
                known
                    .services
                    .iter()
                    .find(|service| service.key.replace('-', "") == plain)
            });
            // A service that serves nothing to pages breaks none.
            service.map_or_else(Vec::new, |service| {
                all(provider, &[service.key], &regions, extent)
            })
        }
    };
    Incident::new(provider, &event.summary, lost)
}

/// The text, whatever the mark at its start says it is written in.
fn utf8(bytes: &[u8]) -> Result<String, Unread> {
    let wide = |read: fn([u8; 2]) -> u16, bytes: &[u8]| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| read(*pair)).collect();
        match rest {
            [] => String::from_utf16(&units).ok(),
            _ => None,
        }
    };
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => wide(u16::from_be_bytes, rest),
        [0xff, 0xfe, rest @ ..] => wide(u16::from_le_bytes, rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ => String::from_utf8(bytes.to_vec()).ok(),
    };
    text.ok_or_else(|| Unread::Shape("no text".to_owned()))
}
