//! A tree of labels: facts about names and all names below them, read from
//! the right as names are: `com` → `amazonaws` → `s3`.
//!
//! ```text
//! tree    value that most names have · children of the root
//! children  how many · an offset of every 16th, beyond the first · each child
//! child   04            label of 4 bytes (+0x80: has a value, +0x40: a parent)
//!         62 6c 6f 67   blog
//!         02            its value, if it is not the one that most names have
//!         10 27 00      where its own children are, in the section
//! ```
//!
//! Children are sorted, so that the index and at most 16 labels are looked at.

use std::cmp::Ordering;

use super::bytes::{u16_at, u24_at, varint};
use super::layout::{PARENT, STRIDE, VALUED};

#[derive(Clone, Copy, Debug)]
pub struct Tree<'a> {
    bytes: &'a [u8],
}

/// A name of the tree that the host ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Where in the host the name begins.
    pub start: usize,
    pub value: u8,
}

impl<'a> Tree<'a> {
    pub fn new(bytes: &'a [u8]) -> Tree<'a> {
        Tree { bytes }
    }

    /// All names of the tree that the host is or is below of, shortest first.
    pub fn matches<'h>(self, host: &'h str) -> impl Iterator<Item = Match> + use<'a, 'h> {
        let mut node = Some(1);
        let mut end = Some(host.len());
        std::iter::from_fn(move || {
            let stop = end?;
            let start = host[..stop].rfind('.').map_or(0, |dot| dot + 1);
            end = start.checked_sub(1);
            let (value, below) = self.child(node?, &host.as_bytes()[start..stop])?;
            node = below;
            Some(Match { start, value })
        })
    }

    /// Value of one child of the children at `node`, and where its own are.
    fn child(self, node: usize, label: &[u8]) -> Option<(u8, Option<usize>)> {
        let mut rest = self.bytes.get(node..)?.iter();
        let count = usize::try_from(varint(&mut rest)?).ok()?;
        let index = self.bytes.len() - rest.len();
        let groups = count.saturating_sub(1) / STRIDE;
        let children = index + 2 * groups;

        // The last group whose first label is not beyond ours.
        let start = |group: usize| -> Option<usize> {
            match group {
                0 => Some(children),
                _ => Some(children + usize::from(u16_at(self.bytes, index + 2 * (group - 1))?)),
            }
        };
        let (mut low, mut high) = (0, groups + 1);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            let record = Record::read(self.bytes, start(middle)?)?;
            if compare(record.label, label) == Ordering::Greater {
                high = middle;
            } else {
                low = middle;
            }
        }

        let mut at = start(low)?;
        for _ in 0..STRIDE.min(count - (low * STRIDE).min(count)) {
            let record = Record::read(self.bytes, at)?;
            match compare(record.label, label) {
                Ordering::Less => at = record.end,
                Ordering::Equal => {
                    let value = record.value.or(self.bytes.first().copied())?;
                    return Some((value, record.children));
                }
                Ordering::Greater => return None,
            }
        }
        None
    }
}

/// Labels in the tree are in lower case; a host may be in any.
fn compare(ours: &[u8], theirs: &[u8]) -> Ordering {
    ours.iter()
        .copied()
        .cmp(theirs.iter().map(u8::to_ascii_lowercase))
}

struct Record<'a> {
    label: &'a [u8],
    value: Option<u8>,
    children: Option<usize>,
    end: usize,
}

impl<'a> Record<'a> {
    fn read(bytes: &'a [u8], at: usize) -> Option<Record<'a>> {
        let head = *bytes.get(at)?;
        let mut end = at + 1 + usize::from(head & !(VALUED | PARENT));
        let label = bytes.get(at + 1..end)?;
        let mut value = None;
        if head & VALUED != 0 {
            value = Some(*bytes.get(end)?);
            end += 1;
        }
        let mut children = None;
        if head & PARENT != 0 {
            children = Some(u24_at(bytes, end)?);
            end += 3;
        }
        Some(Record {
            label,
            value,
            children,
            end,
        })
    }
}
