//! The feeds that are written as RSS 2.0: Azure's, which names places in titles
//! only, and IBM's, whose items end with labelled lines.

use super::places::{all, lost_by, regions};
use super::{Incident, Unread};
use crate::catalogue;
use crate::outage::Extent;

/// One entry of a feed, as text.
struct Item {
    title: String,
    description: String,
}

/// Azure: no item says that all is well, because only what is broad is posted.
pub fn azure(provider: &str, bytes: &[u8]) -> Result<Vec<Incident>, Unread> {
    let incident = |item: &Item| {
        Incident::new(
            provider,
            &item.title,
            lost_by(provider, &item.title, Extent::Part),
        )
    };
    Ok(items(bytes)?.iter().map(incident).collect())
}

/// IBM: an item is an incident that goes on where its type says so and its end
/// is open.
pub fn ibm(provider: &str, bytes: &[u8]) -> Result<Vec<Incident>, Unread> {
    let mut incidents = Vec::new();
    for item in items(bytes)? {
        let line = |label: &str| -> Option<&str> {
            let mut lines = item.description.lines().map(str::trim);
            lines.find_map(|line| {
                Some(
                    line.strip_prefix(label)?
                        .trim_start()
                        .strip_prefix(':')?
                        .trim(),
                )
            })
        };
        let kind = line("Type").ok_or_else(|| Unread::Shape(format!("no type: {}", item.title)))?;
        let over = line("Outage End").is_some_and(|end| !end.is_empty());
        if !kind.eq_ignore_ascii_case("incident") || over {
            continue;
        }
        let known = catalogue::provider(provider);
        let places = line("Regions").unwrap_or_default();
        let places = known
            .map(|known| regions(known, places))
            .unwrap_or_default();
        let lost = match places.as_slice() {
            [] => lost_by(provider, &item.title, Extent::Part),
            places => all(provider, &[], places, Extent::Part),
        };
        incidents.push(Incident::new(provider, &item.title, lost));
    }
    Ok(incidents)
}

/// The items of a feed. Nothing of XML is needed but to find them: elements do
/// not nest here, and of attributes none tells anything.
fn items(bytes: &[u8]) -> Result<Vec<Item>, Unread> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unread::Shape("no text".to_owned()))?;
    let shape = |what: &str| Unread::Shape(what.to_owned());
    if !text.trim_end().ends_with("</rss>") {
        return Err(shape("no end"));
    }
    let channel = inside(text, "channel").ok_or_else(|| shape("no whole channel"))?;
    let mut items = Vec::new();
    let mut rest = channel;
    while let Some(start) = rest.find("<item") {
        rest = rest.get(start..).unwrap_or_default();
        let item = inside(rest, "item").ok_or_else(|| shape("half an item"))?;
        items.push(Item {
            title: inside(item, "title")
                .map(plain)
                .ok_or_else(|| shape("no title"))?,
            description: inside(item, "description").map(plain).unwrap_or_default(),
        });
        let end = rest
            .find("</item>")
            .map_or(rest.len(), |end| end + "</item>".len());
        rest = rest.get(end..).unwrap_or_default();
    }
    Ok(items)
}

/// What stands in the first element of a name.
fn inside<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let from = text.get(text.find(&format!("<{name}"))?..)?;
    let content = from.get(from.find('>')? + 1..)?;
    // A channel has no other in it; what ends a title ends the first one.
    let close = format!("</{name}>");
    let end = if name == "channel" {
        content.rfind(&close)?
    } else {
        content.find(&close)?
    };
    content.get(..end)
}

/// Text without markup: HTML stands in it escaped, or as it is.
fn plain(text: &str) -> String {
    let text = text.trim();
    let raw = text
        .strip_prefix("<![CDATA[")
        .and_then(|text| text.strip_suffix("]]>"));
    let text = raw.map_or_else(|| unescape(text), str::to_owned);
    let mut plain = String::new();
    let mut in_tag = false;
    for letter in text
        .replace("<br", "\n<br")
        .replace("</p>", "\n</p>")
        .chars()
    {
        match letter {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            letter if !in_tag => plain.push(letter),
            _ => {}
        }
    }
    unescape(&plain)
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&apos;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}
