//! The drawings: a shape a verdict, so that colour is never the only sign, and
//! the scenes of the screens without a report. All are inline SVG whose
//! colours come from the stylesheet; none says anything that words do not say.

use maud::{Markup, html};

use crate::model::{Likelihood, Verdict};
use crate::report::{Answer, Report};

/// The class that gives an element its verdict's colour.
pub fn tone(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Down => "down",
        Verdict::Broken => "broken",
        Verdict::Degraded => "degraded",
        Verdict::Unaffected => "unaffected",
    }
}

/// The mark of a verdict: an octagon, a diamond, a triangle or a circle, solid
/// where it *will* be so and an outline where it only *may*. The colour is the
/// surrounding element's [`tone`].
pub fn mark(verdict: Verdict, likelihood: Likelihood) -> Markup {
    html! {
        svg.mark viewBox="0 0 18 18" aria-hidden="true" { (strokes(verdict, likelihood)) }
    }
}

/// What is drawn of a mark, on a square of 18.
pub fn strokes(verdict: Verdict, likelihood: Likelihood) -> Markup {
    let (outline, inside) = match verdict {
        Verdict::Down => (
            "M6 1.5h6L16.5 6v6L12 16.5H6L1.5 12V6z",
            "m6.25 6.25 5.5 5.5m0-5.5-5.5 5.5",
        ),
        Verdict::Broken => (
            "M9 1.2 16.8 9 9 16.8 1.2 9z",
            "m9.8 4.6-2.2 3.6 2.9 1.7-2.2 3.6",
        ),
        Verdict::Degraded => ("M9 2 16.9 15.8H1.1z", "M9 7.2v3.6m0 2.2v.2"),
        Verdict::Unaffected => ("M9 2a7 7 0 1 0 0 14A7 7 0 1 0 9 2z", ""),
    };
    let solid = likelihood == Likelihood::Will && verdict != Verdict::Unaffected;
    html! {
        path d=(outline) fill=(if solid { "currentColor" } else { "none" })
            stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" {}
        path d=(inside) fill="none" stroke=(if solid { "var(--paper)" } else { "currentColor" })
            stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" {}
    }
}

/// Whether an answer's verdict will be, or only may.
pub fn sureness(answer: &Answer) -> Likelihood {
    let (will, may) = match answer.verdict {
        Verdict::Down => (answer.down, answer.may_down),
        Verdict::Broken => (answer.broken, answer.may_broken),
        Verdict::Degraded | Verdict::Unaffected => return Likelihood::Will,
    };
    if will == 0 && may > 0 {
        Likelihood::May
    } else {
        Likelihood::Will
    }
}

/// Whether nothing is known of who serves a page: no answer is not a good one.
pub fn is_unknown(report: &Report) -> bool {
    report.answer.worst.is_none() && report.coverage.placed == 0
}

/// The mark of a report's answer.
pub fn answer(report: &Report) -> Markup {
    if is_unknown(report) {
        unknown()
    } else {
        mark(report.answer.verdict, sureness(&report.answer))
    }
}

/// The mark of what cannot be judged.
fn unknown() -> Markup {
    html! {
        svg.mark viewBox="0 0 18 18" aria-hidden="true" {
            circle cx="9" cy="9" r="7.2" fill="none" stroke="currentColor" stroke-width="1.6"
                stroke-dasharray="3 2.65" {}
            path d="M6.8 7.2a2.2 2.2 0 1 1 3.4 1.8c-.8.5-1.2.9-1.2 1.7m0 2.3v.2" fill="none"
                stroke="currentColor" stroke-width="1.6" stroke-linecap="round" {}
        }
    }
}

/// Points at what opens.
pub fn turn() -> Markup {
    html! {
        svg.turn viewBox="0 0 10 10" aria-hidden="true" {
            path d="m3 1 4 4-4 4" fill="none" stroke="currentColor" stroke-width="1.6"
                stroke-linecap="round" stroke-linejoin="round" {}
        }
    }
}

/// The mark of a remark that is no verdict.
pub fn remark() -> Markup {
    html! {
        svg viewBox="0 0 18 18" aria-hidden="true" {
            circle cx="9" cy="9" r="7.2" fill="none" stroke="currentColor" stroke-width="1.6" {}
            path d="M9 8.2v4.3M9 5.4v.2" fill="none" stroke="currentColor" stroke-width="1.8"
                stroke-linecap="round" {}
        }
    }
}

/// The mark of what is cut off: a line with a gap.
pub fn cut() -> Markup {
    html! {
        svg viewBox="0 0 18 18" aria-hidden="true" {
            path d="M1.5 9h4.5M12 9h4.5M7.5 4.5l-1.5 9M12 4.5l-1.5 9" fill="none"
                stroke="currentColor" stroke-width="1.8" stroke-linecap="round" {}
        }
    }
}

/// What a scene shows on the sheet of paper that stands on the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    /// Lines of text still being written.
    Loading,
    /// A closed lock.
    Locked,
    /// An arrow that goes round.
    Again,
    /// Nothing at all.
    Blank,
    /// A crack through it.
    Cracked,
    /// Where a file is laid down.
    Drop,
}

/// A sheet of paper standing on ground, which runs on to the window's edges.
pub fn scene(scene: Scene) -> Markup {
    let sign = match scene {
        Scene::Loading | Scene::Blank | Scene::Cracked => "",
        Scene::Locked => "M53 40v-6a7 7 0 0 1 14 0v6M50 40h20v14H50z",
        Scene::Again => "M69 37a11 11 0 1 0 2 9M71 31v8h-8",
        Scene::Drop => "M60 28v22m-8-8 8 8 8-8",
    };
    html! {
        svg.scene viewBox="0 0 120 96" aria-hidden="true" {
            path.sheet d="M36 12h38l10 10v48H36z" {}
            path.sheet d="M74 12v10h10" {}
            @if matches!(scene, Scene::Loading | Scene::Cracked) {
                path.text d="M45 34h30M45 44h24M45 54h28" {}
            }
            @if !sign.is_empty() { path.sign d=(sign) {} }
            path.earth d="M-2000 70h4120v26h-4120z" {}
            path."earth-2" d="M-2000 79h4120v17h-4120z" {}
            path."earth-3" d="M-2000 88h4120v8h-4120z" {}
            @if scene == Scene::Cracked {
                path.crack d="m66 12-8 18 7 12-8 14 6 14-6 12 5 14h6l-5-14 6-12-6-14 8-14-7-12 8-18z" {}
            }
        }
    }
}
