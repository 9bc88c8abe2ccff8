//! What a style sheet's text asks for: its imports, and its fonts with what
//! their text does meanwhile. Only recorders that keep the bodies of answers
//! have it.
//!
//! This is no parser of CSS: it looks for the two rules that matter, wherever
//! they stand, also in the `style` elements of a document. What it takes for one
//! and is none names addresses that nobody asked for, which does no harm.

use crate::model::FontDisplay;

/// Most imports and fonts of one text.
const MOST: usize = 2000;

/// What a text asks for; all addresses as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub imports: Vec<String>,
    pub fonts: Vec<(String, FontDisplay)>,
}

/// Whether a MIME type is that of style sheets.
pub(super) fn is_css(mime: &str) -> bool {
    let mime = mime.trim_start().to_ascii_lowercase();
    mime.starts_with("text/css")
}

/// Reads the style sheet, or the style sheets in a document.
pub(super) fn style(text: &str) -> Style {
    let mut found = Style::default();
    let mut rest = text;
    while let Some(at) = rest.find(['@', '/']) {
        let here = rest.get(at..).unwrap_or_default();
        if let Some(comment) = here.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, behind)| behind);
        } else if let Some(import) = after_name(here, "@import") {
            rest = import;
            found.imports.extend(address(import).map(str::to_owned));
        } else if let Some(block) = after_name(here, "@font-face") {
            // An address may hold a brace, in quotes; nobody does that.
            let (face, behind) = block.split_once('}').unwrap_or((block, ""));
            rest = behind;
            let display = FontDisplay::of(display(face));
            let fonts = face.split("url(").skip(1).filter_map(in_brackets);
            let fonts = fonts.filter(|address| !address.starts_with("data:"));
            found
                .fonts
                .extend(fonts.map(|address| (address.to_owned(), display)));
        } else {
            rest = here.get(1..).unwrap_or_default();
        }
        if found.imports.len() + found.fonts.len() >= MOST {
            break;
        }
    }
    found
}

fn after_name<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (found, behind) = text.split_at_checked(name.len())?;
    let ends = behind.starts_with(|next: char| !next.is_alphanumeric() && next != '-');
    (ends && found.eq_ignore_ascii_case(name)).then_some(behind)
}

/// The address of an `@import`: in quotes, or in `url(…)`.
fn address(text: &str) -> Option<&str> {
    let text = text.trim_start();
    match text.strip_prefix("url(") {
        Some(inside) => in_brackets(inside),
        None => in_quotes(text),
    }
}

/// What stands before the bracket that closes an `url(`.
fn in_brackets(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let address = in_quotes(text).or_else(|| Some(text.split_once(')')?.0.trim_end()))?;
    (!address.is_empty()).then_some(address)
}

fn in_quotes(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|first| "\"'".contains(*first))?;
    let (address, _) = text.get(1..)?.split_once(quote)?;
    Some(address)
}

/// The value of `font-display` in a rule; empty where it is left out.
fn display(face: &str) -> &str {
    let name = "font-display";
    let at = face.to_ascii_lowercase().find(name);
    let value = at.and_then(|at| face.get(at + name.len()..));
    let value = value.and_then(|rest| rest.trim_start().strip_prefix(':'));
    value.map_or("", |value| value.split(';').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, imports: &[&str], fonts: &[(&str, FontDisplay)]) {
        let found = style(text);
        assert_eq!(found.imports, imports, "{text}");
        let found = found.fonts.iter();
        let found: Vec<(&str, FontDisplay)> = found
            .map(|(address, display)| (address.as_str(), *display))
            .collect();
        assert_eq!(found, fonts, "{text}");
    }

    #[test]
    fn imports() {
        check(
            "@import 'a.css';@import url(b.css) print;",
            &["a.css", "b.css"],
            &[],
        );
        check("@IMPORT url( \"c.css\" );", &["c.css"], &[]);
        check("/* @import 'a.css' */ p { color: red }", &[], &[]);
        check("@important 'a.css'; @import", &[], &[]);
        check("@import ''; @import url()", &[""], &[]);
    }

    #[test]
    fn fonts() {
        use FontDisplay::{Block, Swap};
        check(
            "@font-face { font-family: A; src: url(a.woff2) format('woff2'), url(\"a.woff\"); font-display: swap }",
            &[],
            &[("a.woff2", Swap), ("a.woff", Swap)],
        );
        check("@font-face{src:url('b.woff2')}", &[], &[("b.woff2", Block)]);
        check(
            "@font-face{FONT-DISPLAY : Swap;src:url(c.woff)}",
            &[],
            &[("c.woff", Swap)],
        );
        check("@font-face{src:url(data:font/woff2;base64,AA==)}", &[], &[]);
        check("@font-face{src:url(d.woff", &[], &[]);
        check(
            "<style>@font-face{src:url(e.woff)}</style>",
            &[],
            &[("e.woff", Block)],
        );
    }

    #[test]
    fn nothing_can_harm_it() {
        for text in [
            "@",
            "/",
            "/*",
            "@import",
            "@font-face",
            "@font-face{",
            "@import url(",
            "@ä",
            "é@import\"ü",
        ] {
            style(text);
        }
    }
}
