//! Text that somebody else wrote, made safe to be shown on a terminal.
//!
//! Host names, titles, headers and file names come from pages that nobody
//! vouches for. On a terminal an escape sequence among them could rewrite what
//! stands there, and a mark that turns the direction of writing could make one
//! name look like another.

use std::borrow::Cow;
use std::fmt::Write;

/// `text` with everything that is not seen written out: `\u{1b}`.
///
/// ```
/// assert_eq!(faultline::view::plain("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
/// assert_eq!(faultline::view::plain("Zürich"), "Zürich");
/// ```
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_unseen(character) {
            // Writing to a string does not fail.
            let _ = write!(safe, "{}", character.escape_unicode());
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

/// Control characters, and those that change direction or take no room.
pub(super) fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}
