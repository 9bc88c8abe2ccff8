//! The ground: the page as a strip of earth, one block a provider, as wide as
//! its share of the page's requests, its turf in the colour of the verdict if
//! that provider fails. Where its loss is fatal the ground has slipped: a
//! crack runs through the block, and the far side lies lower.
//!
//! Widths are percentages inside SVG, because the extension's pages allow no
//! style written into the markup.

use maud::{Markup, html};

use super::shapes;
use crate::messages;
use crate::model::Verdict;
use crate::report::{Report, Share};
use crate::view::labels;
use crate::words;

/// How many providers get a block of their own.
const BLOCKS: usize = 6;
/// Height of the strip, and of the turf's upper edge below its top, in pixels.
const HEIGHT: u32 = 56;
const TURF: u32 = 6;
/// How far the ground slips at a crack.
const SLIP: u32 = 9;
/// Widths of the window from which on a name that needs them is shown, with
/// its class in the stylesheet; and a letter's width on average.
const WINDOWS: [(f64, &str); 4] = [
    (320.0, ""),
    (400.0, "popup"),
    (704.0, "roomy"),
    (1152.0, "wide"),
];
const LETTER: f64 = 6.5;

/// One block of the strip.
struct Block {
    name: String,
    requests: u32,
    verdict: Verdict,
    known: bool,
}

/// The strip of a report; nothing for a page without requests.
pub fn ground(report: &Report) -> Markup {
    let blocks = blocks(&report.shares);
    let total: u32 = blocks.iter().map(|block| block.requests).sum();
    if total == 0 {
        return html! {};
    }
    let share = |block: &Block| 100.0 * f64::from(block.requests) / f64::from(total);
    let spoken: Vec<String> = blocks
        .iter()
        .map(|block| labels::block(&block.name, share(block), block.verdict))
        .collect();
    let lefts: Vec<f64> = blocks
        .iter()
        .scan(0.0, |left, block| {
            let this = *left;
            *left += share(block);
            Some(this)
        })
        .collect();
    html! {
        svg.ground width="100%" height=(HEIGHT) role="img" aria-label=(messages::ground(&words::semicolons(&spoken))) {
            @for ((block, spoken), left) in blocks.iter().zip(&spoken).zip(lefts) {
                (draw(block, left, share(block), spoken))
            }
        }
    }
}

/// The largest shares one by one, the others together.
fn blocks(shares: &[Share]) -> Vec<Block> {
    let (large, small) = shares.split_at(shares.len().min(BLOCKS));
    let mut blocks: Vec<Block> = large
        .iter()
        .map(|share| Block {
            name: match (&share.provider, &share.operator) {
                (Some(provider), _) => words::provider(provider).to_owned(),
                (None, Some(operator)) => operator.clone(),
                (None, None) => messages::unknown().to_owned(),
            },
            requests: share.requests,
            verdict: share.verdict,
            known: share.provider.is_some(),
        })
        .collect();
    if let Some(verdict) = small.iter().map(|share| share.verdict).max() {
        blocks.push(Block {
            name: messages::others_more(small.len()),
            requests: small.iter().map(|share| share.requests).sum(),
            verdict,
            known: true,
        });
    }
    blocks
}

fn draw(block: &Block, left: f64, width: f64, spoken: &str) -> Markup {
    let fatal = block.verdict == Verdict::Down;
    // The name stands left of the crack, and is left out where it would be cut.
    let firm = if fatal { 0.80 } else { 1.0 };
    let needed = block.name.chars().count() as f64 * LETTER + 13.0;
    let label = WINDOWS
        .iter()
        .find(|(window, _)| needed <= width / 100.0 * window * firm)
        .map(|(_, class)| class);
    html! {
        svg x={ (percent(left)) } width={ (percent(width)) } height=(HEIGHT)
            class=(if block.known { shapes::tone(block.verdict) } else { "unknown" }) {
            title { (spoken) }
            (layers(0, if fatal { "82%" } else { "100%" }))
            @if fatal {
                svg x="82%" width="18%" height=(HEIGHT) overflow="visible" {
                    (layers(SLIP, "100%"))
                    path.crack d="M0 6-7 18 3 29-7 41-1 56h8L1 41 11 29 1 18 4 15z" {}
                }
            }
            @if left > 0.0 { rect.sky width="2" height=(HEIGHT) {} }
            @if let Some(class) = label {
                text x="9" y="25" class=(class) { (block.name) }
                text x="9" y="41" class={ "share " (class) } { (labels::percent(width)) }
            }
        }
    }
}

/// Turf and earth, `slip` pixels below where they belong, as wide as told.
fn layers(slip: u32, width: &str) -> Markup {
    html! {
        rect.earth y=(TURF + slip) width=(width) height=(HEIGHT) {}
        rect."earth-2" y=(TURF + slip + 24) width=(width) height=(HEIGHT) {}
        rect."earth-3" y=(TURF + slip + 40) width=(width) height=(HEIGHT) {}
        rect.turf y=(TURF + slip) width=(width) height="3" {}
    }
}

/// As SVG wants it, to a hundredth.
fn percent(value: f64) -> String {
    format!("{value:.2}%")
}
