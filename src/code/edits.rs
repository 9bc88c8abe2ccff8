//! Edits: the tags of a document that an advice is about, before and after.

use crate::model::Blocking;
use crate::observe::har::Tag;
use crate::observe::url;
use crate::report::{Advice, Change};

/// One tag to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// In the document's text, from 1.
    pub line: u32,
    pub before: String,
    /// A stylesheet that is preloaded has a second line, for readers without
    /// scripts.
    pub after: String,
}

/// The tags that an advice changes. None where no tag asks for its files: then a
/// script or a stylesheet does; and none for what no tag can change.
///
/// ```
/// use faultline::code::edits;
/// use faultline::observe::har::tags;
/// use faultline::report::{Advice, Change};
///
/// let tags = tags("<script src=//cdn.example/a.js></script>", "https://shop.example/");
/// let host = "cdn.example".to_owned();
/// let advice = Advice { change: Change::Defer, host, files: 1, saved: vec![], fatal: 1, sure: true };
/// assert_eq!(edits(&advice, &tags)[0].after, "<script defer src=//cdn.example/a.js>");
/// ```
pub fn edits(advice: &Advice, tags: &[Tag]) -> Vec<Edit> {
    let own = tags
        .iter()
        .filter(|tag| url::host(&tag.url).is_some_and(|host| host == advice.host));
    let edits = own.filter_map(|tag| {
        Some(Edit {
            line: tag.line,
            before: tag.text.clone(),
            after: after(advice.change, tag)?,
        })
    });
    edits.collect()
}

fn after(change: Change, tag: &Tag) -> Option<String> {
    let is_script = tag.text.get(1..7)?.eq_ignore_ascii_case("script");
    let waited_for = matches!(tag.blocking, Blocking::Render | Blocking::Parser);
    match change {
        Change::Async if is_script && waited_for => with(tag, "async"),
        Change::Defer if is_script && waited_for => with(tag, "defer"),
        Change::Preload if !is_script && waited_for => Some(format!(
            "<link rel=\"preload\" as=\"style\" href=\"{}\" onload=\"this.onload=null;this.rel='stylesheet'\">\n<noscript>{}</noscript>",
            escaped(&tag.url),
            tag.text,
        )),
        Change::SelfHost => {
            let path = path(&tag.url);
            Some(if is_script {
                format!("<script src=\"{}\"{}>", escaped(&path), how(tag))
            } else {
                format!("<link rel=\"stylesheet\" href=\"{}\">", escaped(&path))
            })
        }
        _ => None,
    }
}

/// The tag with one attribute more, behind its name.
fn with(tag: &Tag, attribute: &str) -> Option<String> {
    let (name, rest) = tag.text.split_at_checked("<script".len())?;
    Some(format!("{name} {attribute}{rest}"))
}

/// How a script that moves is waited for as before.
fn how(tag: &Tag) -> &'static str {
    let text = tag.text.to_ascii_lowercase();
    match tag.blocking {
        _ if text.contains("module") => " type=\"module\"",
        Blocking::Deferred => " defer",
        Blocking::No => " async",
        _ => "",
    }
}

/// The same file on the page's own host.
fn path(address: &str) -> String {
    let origin = url::origin(address).unwrap_or_default();
    let path = address.get(origin.len()..).unwrap_or_default();
    let path = path.split(['?', '#']).next().unwrap_or_default();
    match path {
        "" => "/".to_owned(),
        path => path.to_owned(),
    }
}

fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('"', "&quot;")
}
