//! Labels: names with a value each, as a tree read from the right, written in
//! the layout of the library's `locate::table::tree`.

use std::collections::{BTreeMap, VecDeque};

use anyhow::{Result, ensure};

use super::layout::{PARENT, STRIDE, VALUED};

/// A node: its value, and what is below it, by label.
#[derive(Default)]
pub struct Labels {
    pub value: u8,
    pub below: BTreeMap<String, Labels>,
}

impl Labels {
    /// The node of a name, made where it is missing.
    pub fn entry(&mut self, name: &str) -> &mut Labels {
        name.rsplit('.').fold(self, |node, label| {
            node.below.entry(label.to_ascii_lowercase()).or_default()
        })
    }

    /// The tree in bytes: level by level, so that all children of one node lie
    /// side by side.
    pub fn encode(&self) -> Result<Vec<u8>> {
        let common = self.common();
        let mut bytes = vec![common];
        // Nodes whose children are to be written, with the place that awaits
        // their offset.
        let mut waiting = VecDeque::from([(self, None)]);
        while let Some((node, patch)) = waiting.pop_front() {
            if let Some(patch) = patch {
                let here = bytes.len();
                ensure!(
                    here < 1 << 24,
                    "a tree of labels is too long for its offsets"
                );
                let here = here.to_le_bytes();
                bytes[patch..patch + 3].copy_from_slice(&here[..3]);
            }
            varint(&mut bytes, node.below.len() as u64);
            let groups = node.below.len().saturating_sub(1) / STRIDE;
            let index = bytes.len();
            bytes.resize(index + 2 * groups, 0);
            let children = bytes.len();
            for (ordinal, (label, child)) in node.below.iter().enumerate() {
                if ordinal > 0 && ordinal % STRIDE == 0 {
                    let offset = u16::try_from(bytes.len() - children)?;
                    let at = index + 2 * (ordinal / STRIDE - 1);
                    bytes[at..at + 2].copy_from_slice(&offset.to_le_bytes());
                }
                ensure!(
                    !label.is_empty() && label.len() < 64,
                    "{label:?} is no label"
                );
                let valued = if child.value == common { 0 } else { VALUED };
                let parent = if child.below.is_empty() { 0 } else { PARENT };
                bytes.push(label.len() as u8 | valued | parent);
                bytes.extend(label.as_bytes());
                if valued != 0 {
                    bytes.push(child.value);
                }
                if parent != 0 {
                    waiting.push_back((child, Some(bytes.len())));
                    bytes.extend([0; 3]);
                }
            }
        }
        Ok(bytes)
    }

    /// The value that most nodes have; of several, the lowest.
    fn common(&self) -> u8 {
        let mut counts = BTreeMap::new();
        let mut nodes = vec![self];
        while let Some(node) = nodes.pop() {
            nodes.extend(node.below.values());
            *counts.entry(node.value).or_insert(0) += 1;
        }
        let most = counts
            .iter()
            .max_by_key(|(value, count)| (**count, !**value));
        most.map_or(0, |(value, _)| *value)
    }
}

/// A whole number in seven-bit groups, lowest first.
pub fn varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}
