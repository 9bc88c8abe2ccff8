//! What late scripts draw: how much of a page is left without what they put
//! into the document once that was parsed.

use super::usage::Use;
use crate::model::{Blocking, Kind, Page, Purpose};

/// What is left of a page without what its late scripts draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// Not a letter.
    Nothing,
    /// At most half of the text, of what can be used, or of the elements.
    Little,
    /// More than half, and buttons that answer to nobody.
    Buttons,
    /// More than half, and nothing in it needs a script.
    Most,
    /// All of it, and nothing in it needs a script.
    All,
}

impl Left {
    /// At most half.
    pub fn is_little(self) -> bool {
        matches!(self, Left::Nothing | Left::Little)
    }
}

/// With this share left as much of the page is lost as left.
const HALF: f32 = 0.5;
/// More than this share left is all but a counter or a greeting.
const NEARLY_ALL: f32 = 0.98;

/// What is left of a page; `None` where nobody saw it being made.
pub fn left(page: &Page) -> Option<Left> {
    let scripted = page.scripted?;
    let least = scripted.text.min(scripted.uses).min(scripted.elements);
    Some(match least {
        _ if scripted.letters > 0 && scripted.text == 0.0 => Left::Nothing,
        least if least <= HALF => Left::Little,
        _ if scripted.needy > 0 => Left::Buttons,
        // What is in a frame is not counted, nor who put it there.
        least if least < NEARLY_ALL || page.frames.len() > 1 => Left::Most,
        _ => Left::All,
    })
}

/// Marks the scripts that draw: the late ones of the page's own and what they
/// import, or where it has none those that nobody knows to be for something
/// else.
pub fn mark(uses: &mut [Use]) {
    let late = |usage: &Use| {
        usage.is(&[Kind::Script])
            && matches!(usage.waits, Blocking::Deferred | Blocking::No)
            && usage.request.frame == 0
            && !usage.request.after_load
            && !usage.request.background
    };
    let any_own = uses.iter().any(|usage| usage.own && late(usage));
    for usage in uses {
        let neutral = matches!(usage.purpose, None | Some(Purpose::Library));
        let part = usage.own || usage.imported;
        usage.draws = late(usage) && (part || (!any_own && neutral));
    }
}
