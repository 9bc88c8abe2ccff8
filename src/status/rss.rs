//! The feeds that are written as RSS 2.0: Azure's, which names places in titles
//! only, and IBM's, whose items end with labelled lines.

use super::places::{all, lost_by, regions};
use super::{Incident, Unread};
use crate::catalogue;
use crate::outage::Extent;

/// One entry of a feed, as text; what it does not say is empty, but its title.
pub struct Item {
    pub title: String,
    pub description: String,
    /// What tells it from all others.
    pub name: String,
    /// When it was written or changed.
    pub date: String,
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

/// The items of RSS. Nothing of XML is needed but to find them: elements do
/// not nest here, and of attributes none tells anything.
pub fn items(bytes: &[u8]) -> Result<Vec<Item>, Unread> {
    let text = whole(bytes, "</rss>")?;
    let channel = inside(text, "channel").ok_or_else(|| shape("no whole channel"))?;
    elements(channel, "item")
}

/// The entries of Atom, as [`items`].
pub fn entries(bytes: &[u8]) -> Result<Vec<Item>, Unread> {
    let text = whole(bytes, "</feed>")?;
    let feed = text.find("<feed").and_then(|start| text.get(start..));
    elements(feed.ok_or_else(|| shape("no feed"))?, "entry")
}

fn shape(what: &str) -> Unread {
    Unread::Shape(what.to_owned())
}

/// The text, which must be there to its end.
fn whole<'b>(bytes: &'b [u8], end: &str) -> Result<&'b str, Unread> {
    let text = std::str::from_utf8(bytes).map_err(|_| shape("no text"))?;
    match text.trim_end().ends_with(end) {
        true => Ok(text),
        false => Err(shape("no end")),
    }
}

fn elements(text: &str, name: &str) -> Result<Vec<Item>, Unread> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut items = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(&open) {
        rest = rest.get(start..).unwrap_or_default();
        let item = inside(rest, name).ok_or_else(|| shape("half an entry"))?;
        let first = |names: &[&str]| {
            let mut found = names.iter().filter_map(|name| inside(item, name));
            found.next().map(plain)
        };
        items.push(Item {
            title: first(&["title"]).ok_or_else(|| shape("no title"))?,
            description: first(&["description", "content", "summary"]).unwrap_or_default(),
            name: first(&["guid", "id"]).unwrap_or_default(),
            date: first(&["pubDate", "updated", "published"]).unwrap_or_default(),
        });
        let end = rest
            .find(&close)
            .map_or(rest.len(), |end| end + close.len());
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
