//! What a document says of its own scripts and stylesheets. Firefox records
//! the document's text, but not how the page waits for a request; the markup
//! tells.
//!
//! This is no HTML parser. It looks for the start tags that matter and steps
//! over what may look like one: comments, scripts, styles and the content of
//! `noscript` and `template`, which does not load.

use crate::model::Blocking;

/// Most elements that are looked at.
const MOST: usize = 2000;

/// A script or stylesheet in the markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Markup {
    /// As written, that is, relative to the document or its `base`.
    pub reference: String,
    pub blocking: Blocking,
    /// A script of `type=module`.
    pub is_module: bool,
}

/// Whether a MIME type is one of documents.
pub(super) fn is_html(mime: &str) -> bool {
    let mime = mime.trim_start().to_ascii_lowercase();
    mime.starts_with("text/html") || mime.starts_with("application/xhtml")
}

/// The scripts and stylesheets of a document, in its order.
pub(super) fn markup(text: &str) -> Vec<Markup> {
    let elements = elements(text).into_iter();
    elements.map(|(markup, _)| markup).collect()
}

/// The same, each with its start tag as it is written.
pub(super) fn elements(text: &str) -> Vec<(Markup, &str)> {
    let mut found = Vec::new();
    let mut base: Option<String> = None;
    let mut in_body = false;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = after(comment, "-->");
            continue;
        }
        let Some((tag, behind)) = start_tag(rest) else {
            continue;
        };
        let begin = text.len() - rest.len() - 1;
        let written = text
            .get(begin..text.len() - behind.len())
            .unwrap_or_default();
        rest = behind;
        match tag.name.as_str() {
            "script" => found.extend(script(&tag, in_body).map(|found| (found, written))),
            "link" => found.extend(stylesheet(&tag, in_body).map(|found| (found, written))),
            "base" => base = base.or_else(|| tag.value("href").map(str::to_owned)),
            "html" | "head" | "title" | "meta" | "style" | "noscript" | "template" => {}
            // The first tag that may not stand in the head opens the body.
            _ => in_body = true,
        }
        if let "script" | "style" | "noscript" | "template" | "title" | "textarea" =
            tag.name.as_str()
        {
            rest = after_end_tag(rest, &tag.name);
        }
        if found.len() >= MOST {
            break;
        }
    }
    if let Some(base) = base {
        for (markup, _) in &mut found {
            markup.reference = crate::observe::url::resolve(&base, &markup.reference);
        }
    }
    found
}

fn script(tag: &Tag, in_body: bool) -> Option<Markup> {
    let reference = tag.value("src")?.to_owned();
    let kind = tag.value("type").unwrap_or_default().to_ascii_lowercase();
    let is_module = kind == "module";
    let is_script =
        is_module || kind.is_empty() || kind.contains("javascript") || kind.contains("ecmascript");
    if !is_script || tag.value("nomodule").is_some() {
        return None;
    }
    let blocking = if tag
        .value("blocking")
        .is_some_and(|what| what.contains("render"))
        && !in_body
    {
        Blocking::Render
    } else if tag.value("async").is_some() {
        Blocking::No
    } else if is_module || tag.value("defer").is_some() {
        Blocking::Deferred
    } else if in_body {
        Blocking::Parser
    } else {
        Blocking::Render
    };
    Some(Markup {
        reference,
        blocking,
        is_module,
    })
}

fn stylesheet(tag: &Tag, in_body: bool) -> Option<Markup> {
    let rel = tag.value("rel")?.to_ascii_lowercase();
    let is_stylesheet = rel
        .split_ascii_whitespace()
        .any(|word| word == "stylesheet");
    let is_alternate = rel.split_ascii_whitespace().any(|word| word == "alternate");
    let reference = tag.value("href")?.to_owned();
    if !is_stylesheet || tag.value("disabled").is_some() {
        return None;
    }
    let media = tag
        .value("media")
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let blocking = match media.as_str() {
        _ if is_alternate => Blocking::No,
        "" | "all" | "screen" => {
            if in_body {
                Blocking::Parser
            } else {
                Blocking::Render
            }
        }
        "print" | "speech" => Blocking::No,
        // Whether a query holds depends on the window.
        _ => Blocking::Unknown,
    };
    Some(Markup {
        reference,
        blocking,
        is_module: false,
    })
}

/// A start tag: its name in lower case, and its attributes.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn value(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(key, _)| key == name)?;
        Some(value)
    }
}

/// Reads what follows a `<`; gives the tag and what stands behind it.
fn start_tag(text: &str) -> Option<(Tag, &str)> {
    let end = text.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
    let (name, mut rest) = text.split_at_checked(end)?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut tag = Tag {
        name: name.to_ascii_lowercase(),
        attributes: Vec::new(),
    };
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(behind) = rest.strip_prefix('>') {
            return Some((tag, behind));
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '='))?;
        // A stray `=` is the first character of a name.
        let end = if end == 0 { 1 } else { end };
        let (name, behind) = rest.split_at_checked(end)?;
        rest = behind.trim_start();
        let mut value = "";
        if let Some(behind) = rest.strip_prefix('=') {
            let behind = behind.trim_start();
            let (start, end) = match behind.chars().next()? {
                quote @ ('"' | '\'') => (1, behind.get(1..)?.find(quote)? + 1),
                _ => (0, behind.find(|c: char| c.is_whitespace() || c == '>')?),
            };
            value = behind.get(start..end)?;
            rest = behind.get(end + start..)?;
        }
        if tag.attributes.len() < 64 {
            let value = value.trim().replace("&amp;", "&");
            tag.attributes.push((name.to_ascii_lowercase(), value));
        }
    }
}

/// What stands behind `mark`, or nothing where it does not occur.
fn after<'t>(text: &'t str, mark: &str) -> &'t str {
    text.split_once(mark).map_or("", |(_, behind)| behind)
}

/// What stands behind `</name`.
fn after_end_tag<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once("</") {
        let found = behind.get(..name.len());
        if found.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return behind;
        }
        rest = behind;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(&str, Blocking)]) {
        let found: Vec<_> = markup(text)
            .into_iter()
            .map(|markup| (markup.reference, markup.blocking))
            .collect();
        let expect: Vec<_> = expect
            .iter()
            .map(|(reference, blocking)| ((*reference).to_owned(), *blocking))
            .collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn scripts() {
        use Blocking::{Deferred, No, Parser, Render};
        check("<script src=a.js></script>", &[("a.js", Render)]);
        check(
            "<SCRIPT SRC='a.js?b&amp;c'></SCRIPT>",
            &[("a.js?b&c", Render)],
        );
        check("<head><title><p></title><script src=a>", &[("a", Render)]);
        check("<p>x<script src=a></script>", &[("a", Parser)]);
        check("<script async src=a></script>", &[("a", No)]);
        check("<script defer src=a></script>", &[("a", Deferred)]);
        check("<script type=module src=a></script>", &[("a", Deferred)]);
        check("<script type=module async src=a></script>", &[("a", No)]);
        check(
            "<script async blocking=render src=a></script>",
            &[("a", Render)],
        );
        check("<script type='application/json' src=a></script>", &[]);
        check("<script nomodule src=a></script>", &[]);
        check(
            "<script>'<script src=a>'</script><script src=b>",
            &[("b", Render)],
        );
        check("<!-- <script src=a> --><script src=b >", &[("b", Render)]);
        check("<noscript><link rel=stylesheet href=a></noscript>", &[]);
        check(
            "<base href='https://cdn.test/x/'><script src=a>",
            &[("https://cdn.test/x/a", Render)],
        );
    }

    #[test]
    fn stylesheets() {
        use Blocking::{No, Parser, Render, Unknown};
        check("<link rel=stylesheet href=a>", &[("a", Render)]);
        check(
            "<link href=\"a\" rel='preload stylesheet'/>",
            &[("a", Render)],
        );
        check("<body><link rel=stylesheet href=a>", &[("a", Parser)]);
        check("<link rel=stylesheet media=print href=a>", &[("a", No)]);
        check("<link rel='alternate stylesheet' href=a>", &[("a", No)]);
        check(
            "<link rel=stylesheet media='(min-width: 9em)' href=a>",
            &[("a", Unknown)],
        );
        check("<link rel=icon href=a><link rel=stylesheet>", &[]);
    }

    #[test]
    fn broken_markup() {
        for text in [
            "<",
            "<a",
            "<a =",
            "<a b='",
            "< a>",
            "<!--",
            "<script",
            "</script>",
            "<a é=ü>",
            "<a ==>",
            "<é>",
        ] {
            check(text, &[]);
        }
    }
}
