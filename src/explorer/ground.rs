//! Where the parts of a flow stand on the picture: four columns of bars, each
//! in the middle of a slot that has room for its name.

use super::{Flow, sum};

pub const COLUMNS: usize = 4;
/// Of the picture, in pixels: about the widest that a report is.
pub const WIDTH: f64 = 840.0;
/// Left edges of the columns' bars; the names stand right of them.
pub const LEFT: [f64; COLUMNS] = [1.0, 128.0, 438.0, 622.0];
/// Width of a bar.
pub const BAR: f64 = 10.0;
/// Room for the columns' headings.
pub const TOP: f64 = 34.0;
const BOTTOM: f64 = 10.0;
/// Height that a name needs.
const SLOT: f64 = 19.0;
/// Between two slots, at least and at most.
const GAP: (f64, f64) = (5.0, 26.0);
/// Of all requests together: so much for each host, in these bounds.
const EACH: f64 = 34.0;
const FLOW: (f64, f64) = (64.0, 380.0);

/// Gives nodes and links their places.
pub fn lay(flow: &mut Flow) {
    let column = |flow: &Flow, column: usize| -> Vec<usize> {
        let nodes = flow.nodes.iter().enumerate();
        nodes
            .filter(|(_, node)| node.column == column)
            .map(|(index, _)| index)
            .collect()
    };
    let columns: Vec<Vec<usize>> = (0..COLUMNS).map(|index| column(flow, index)).collect();
    let all: u32 = columns[0]
        .iter()
        .map(|page| sum(&flow.nodes[*page].requests))
        .sum();
    let high = (EACH * columns[1].len() as f64).clamp(FLOW.0, FLOW.1);
    flow.scale = high / f64::from(all.max(1));
    for node in &mut flow.nodes {
        node.height = flow.scale * f64::from(sum(&node.requests));
    }
    let slots = |flow: &Flow, column: &[usize]| -> f64 {
        column
            .iter()
            .map(|node| flow.nodes[*node].height.max(SLOT))
            .sum()
    };
    let gaps = |column: &[usize]| column.len().saturating_sub(1) as f64;
    let room = (columns.iter())
        .map(|column| slots(flow, column) + GAP.0 * gaps(column))
        .fold(0.0, f64::max);
    for column in &columns {
        let slots = slots(flow, column);
        let gap = ((room - slots) / gaps(column).max(1.0)).clamp(GAP.0, GAP.1);
        let mut top = TOP + (room - slots - gap * gaps(column)).max(0.0) / 2.0;
        for node in column {
            let node = &mut flow.nodes[*node];
            let slot = node.height.max(SLOT);
            node.top = top + (slot - node.height) / 2.0;
            top += slot + gap;
        }
    }
    flow.height = (TOP + room + BOTTOM).ceil();
    tie(flow);
}

/// The ends of the links, at each node in the order of the other ends.
fn tie(flow: &mut Flow) {
    let mut left: Vec<f64> = flow.nodes.iter().map(|node| node.top).collect();
    let mut entered = left.clone();
    // They stand in the order of their starts, and at one start of their ends;
    // so that they also reach each end in the order of the starts.
    for link in &mut flow.links {
        let height = flow.scale * f64::from(sum(&link.requests));
        link.start = left[link.from];
        left[link.from] += height;
        link.end = entered[link.to];
        entered[link.to] += height;
    }
}
