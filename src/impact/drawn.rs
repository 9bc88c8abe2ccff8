//! What is **left** of a page without one of its requests, and while one is
//! waited for: by what scripts and data were seen to put into the document, and
//! by who cannot run without whom.

use super::usage::Use;
use crate::model::{Blocking, Drawn, Kind, Module, Page, Purpose};

/// What is left of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// Not a letter.
    Nothing,
    /// At most half of the text, of what can be used, or of the elements.
    Little,
    /// More than half, and buttons that answer to nobody.
    Buttons,
    /// More than half, and nothing in it needs what is gone.
    Most,
    /// All of it, and nothing in it needs what is gone.
    All,
}

/// With this share gone as much of the page is lost as left.
const HALF: f32 = 0.5;
/// Up to this share is a counter or a greeting.
const TRIFLE: f32 = 0.02;
/// From this share on all is gone but the letters of a button.
pub const NEARLY_ALL: f32 = 0.995;

/// What of a page hangs on each request; nothing where nobody watched it.
pub fn mark(page: &Page, uses: &mut [Use]) {
    let Some(scripted) = page.scripted else {
        return;
    };
    let left = |gone: Drawn, buttons: bool| match gone {
        gone if scripted.letters > 0 && gone.text >= NEARLY_ALL => Left::Nothing,
        gone if gone.most() >= HALF => Left::Little,
        _ if buttons && scripted.needy > 0 => Left::Buttons,
        gone if gone.most() > TRIFLE || gone.fields > 0.0 => Left::Most,
        gone if gone.parts > 0 || gone.changes > 0 => Left::Most,
        _ => Left::All,
    };
    let drawers = drawers(uses);
    let any_own = uses.iter().any(acts);
    // What data brought a script asked for and drew.
    let brought = sum(uses.iter().filter(|usage| usage.is(&[Kind::Data])));
    let later = scripted.later.and(brought);
    let modules = sum(uses
        .iter()
        .filter(|usage| usage.request.module != Module::No));
    let followers = followers(uses);
    for (at, (usage, (after, own_after))) in uses.iter_mut().zip(followers).enumerate() {
        if usage.request.frame != 0 {
            continue;
        }
        let drawn = drawn(usage);
        match usage.request.kind {
            Kind::Script => {
                // Who lets people in or takes their money is called by the page's own.
                let called = usage.own
                    || matches!(
                        usage.purpose,
                        None | Some(Purpose::Library | Purpose::Hosting)
                    );
                let serves = needed(usage) && (called || own_after);
                // Of a graph of modules none runs without all.
                let mut gone = if usage.imported { modules } else { drawn };
                // A stranger that gives a link another look is not missed.
                if !acts(usage) {
                    gone.changes = 0;
                }
                if serves {
                    gone = gone.and(after);
                }
                if serves || usage.imported || drawers.get(at) == Some(&true) {
                    gone = gone.and(later);
                }
                // Where a page has no script of its own, a stranger's serves its buttons.
                let buttons = acts(usage) || (serves && own_after) || (!any_own && serves);
                usage.left = Some(left(gone, buttons));
                let behind = Drawn {
                    text: usage.request.behind.unwrap_or(1.0),
                    ..Drawn::default()
                };
                usage.held = match usage.waits {
                    Blocking::Parser => {
                        let held = gone.and(after).and(scripted.later).and(behind);
                        Some(left(held, true))
                    }
                    Blocking::Deferred if usage.holds_others => {
                        let held = gone.and(after).and(scripted.later);
                        Some(left(held, true))
                    }
                    _ => None,
                };
            }
            // What was drawn by nobody known may have been drawn of this.
            Kind::Data | Kind::Worker | Kind::Socket => {
                let known = usage.request.drawn.unwrap_or(scripted.later);
                usage.left = Some(left(known, false));
            }
            _ => {}
        }
    }
}

/// It is the page's own, or what that is made of: buttons may need it.
fn acts(usage: &Use) -> bool {
    let own = usage.own || usage.imported || usage.serves(&[Purpose::Library]);
    own && usage.is(&[Kind::Script]) && usage.request.frame == 0
}

/// The scripts that are thought to have drawn what nobody is known to have: late
/// ones of the page's own; or else what it is built with, or has deferred; or
/// else those that nobody knows to be for something else. Of each request
/// whether it is one.
fn drawers(uses: &[Use]) -> Vec<bool> {
    let neutral = |usage: &Use| usage.purpose.is_none() || usage.serves(&[Purpose::Library]);
    let tiers: [&dyn Fn(&Use) -> bool; 3] = [
        &|usage| usage.own,
        &|usage| usage.serves(&[Purpose::Library]) || (neutral(usage) && is_ordered(usage)),
        &neutral,
    ];
    let of_page = |usage: &Use| usage.is(&[Kind::Script]) && usage.request.frame == 0;
    let drew = |usage: &Use| usage.request.drawn.is_some();
    let any =
        |tier: &&&dyn Fn(&Use) -> bool| uses.iter().any(|usage| of_page(usage) && tier(usage));
    let Some(tier) = tiers.iter().find(any) else {
        return Vec::new();
    };
    let late = |usage: &Use| is_late(usage) && tier(usage);
    // Whoever was seen to draw something drew the rest, too.
    let any_drew = uses.iter().any(|usage| late(usage) && drew(usage));
    uses.iter()
        .map(|usage| late(usage) && (!any_drew || drew(usage)))
        .collect()
}

fn drawn(usage: &Use) -> Drawn {
    let next = usage.request.drawn_next.unwrap_or_default();
    usage.request.drawn.unwrap_or_default().and(next)
}

fn sum<'u, 'p: 'u>(uses: impl Iterator<Item = &'u Use<'p>>) -> Drawn {
    uses.map(drawn).fold(Drawn::default(), Drawn::and)
}

/// Whether scripts that run later are likely to need this one: a library, or
/// what is waited for and draws nothing itself.
fn needed(usage: &Use) -> bool {
    let waited_for = is_ordered(usage) || usage.waits == Blocking::Render;
    let neutral = usage.own
        || matches!(
            usage.purpose,
            None | Some(
                Purpose::Library
                    | Purpose::Hosting
                    | Purpose::Login
                    | Purpose::Payment
                    | Purpose::Captcha
            )
        );
    let idle = usage
        .request
        .drawn
        .is_none_or(|drawn| drawn.most() <= TRIFLE);
    waited_for && neutral && (idle || usage.serves(&[Purpose::Library]))
}

fn is_ordered(usage: &Use) -> bool {
    matches!(usage.waits, Blocking::Parser | Blocking::Deferred)
}

/// It runs once the document is parsed, or at any time.
fn is_late(usage: &Use) -> bool {
    usage.is(&[Kind::Script])
        && matches!(usage.waits, Blocking::Deferred | Blocking::No)
        && usage.request.frame == 0
        && !usage.request.after_load
        && !usage.request.background
}

/// For each request what the scripts draw that run after it because the page
/// waits for it, and whether one of them is the page's own. What the parser
/// waits for runs in order, then what is deferred.
fn followers(uses: &[Use]) -> Vec<(Drawn, bool)> {
    let mut found = vec![(Drawn::default(), false); uses.len()];
    let mut after = (Drawn::default(), false);
    let runs = |usage: &Use, deferred: bool| {
        let waits = match usage.waits {
            Blocking::Deferred => deferred,
            Blocking::Parser | Blocking::Render => !deferred,
            Blocking::No | Blocking::Unknown => false,
        };
        waits && usage.is(&[Kind::Script]) && usage.request.frame == 0
    };
    for deferred in [true, false] {
        for (usage, found) in uses.iter().zip(&mut found).rev() {
            if runs(usage, deferred) {
                *found = after;
                after = (after.0.and(drawn(usage)), after.1 || usage.own);
            }
        }
    }
    found
}
