//! The quick form of IPv6: the first halves of the addresses where pieces end,
//! sorted, and a **search tree** above them. A node is a cache line of eight
//! ends; above every eight nodes stands one that has the last end of each. How
//! many ends of a node are smaller than what is looked for says where to go on.
//! All look-ups take the same steps, and none of them is a guess.
//!
//! What a network of 64 bits has inside is a **list**, searched by the second
//! half of the address.

use super::{DEEPER, Piece, low};

#[derive(Debug)]
pub(super) struct Six {
    /// From the root, one node, down to the leaves, which have all ends.
    levels: Vec<Vec<Node>>,
    /// Of each end.
    entries: Vec<u32>,
    /// Of all lists, one after the other: second halves of the addresses where
    /// pieces end, and their answers. Where a list begins is in `lists`, which
    /// has one more than there are.
    inner: Vec<u64>,
    inner_answers: Vec<u32>,
    lists: Vec<u32>,
}

/// Filled up with the highest number, which no other is above.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Node([u64; NODE]);

const NODE: usize = 8;

impl Six {
    /// Of pieces that cover all addresses.
    pub fn new(pieces: &[Piece]) -> Six {
        let mut ends = Vec::new();
        let mut six = Six {
            levels: Vec::new(),
            entries: Vec::new(),
            inner: Vec::new(),
            inner_answers: Vec::new(),
            lists: vec![0],
        };
        // The network that is next; the first piece of the rest begins there or
        // before.
        let (mut rest, mut next) = (pieces, Some(0));
        while let (Some(piece), Some(network)) = (rest.first(), next) {
            let edge = wide(network) | low(64);
            let (end, entry) = if piece.last >= edge {
                // As far as it fills networks.
                let end = (piece.last >> 64) as u64;
                let is_whole = piece.last as u64 == u64::MAX;
                (end - u64::from(!is_whole), piece.answer)
            } else {
                let count = rest.partition_point(|piece| piece.last < edge) + 1;
                (
                    network,
                    six.list_of(rest.get(..count).unwrap_or(rest), edge),
                )
            };
            ends.push(end);
            six.entries.push(entry);
            let done = rest.partition_point(|piece| piece.last <= wide(end) | low(64));
            rest = &rest[done..];
            next = end.checked_add(1);
        }
        six.entries.shrink_to_fit();
        six.inner.shrink_to_fit();
        six.inner_answers.shrink_to_fit();
        while six.levels.first().is_none_or(|level| level.len() > 1) {
            let nodes = ends.chunks(NODE).map(|ends| {
                let mut node = Node([u64::MAX; NODE]);
                node.0.iter_mut().zip(ends).for_each(|(to, end)| *to = *end);
                node
            });
            let nodes: Vec<Node> = nodes.collect();
            ends = nodes.iter().map(|node| node.0[NODE - 1]).collect();
            six.levels.insert(0, nodes);
        }
        six
    }

    fn list_of(&mut self, pieces: &[Piece], edge: u128) -> u32 {
        let number = self.lists.len() as u32 - 1;
        let ends = pieces.iter().map(|piece| piece.last.min(edge) as u64);
        self.inner.extend(ends);
        let answers = pieces.iter().map(|piece| piece.answer);
        self.inner_answers.extend(answers);
        self.lists.push(self.inner.len() as u32);
        DEEPER | number
    }

    #[inline]
    pub fn find(&self, ip: u128) -> u32 {
        match self.entry(self.end((ip >> 64) as u64)) {
            entry if entry & DEEPER == 0 => entry,
            entry => self.listed(entry, ip as u64),
        }
    }

    /// The number of the first end that is not smaller.
    #[inline]
    fn end(&self, half: u64) -> usize {
        self.levels.iter().fold(0, |at, level| {
            let node = level.get(at).map_or(&[0; NODE], |node| &node.0);
            let smaller: usize = node.iter().map(|end| usize::from(*end < half)).sum();
            at * NODE + smaller
        })
    }

    #[inline]
    fn entry(&self, end: usize) -> u32 {
        self.entries.get(end).copied().unwrap_or(0)
    }

    fn listed(&self, entry: u32, half: u64) -> u32 {
        let (from, list) = self.list(entry);
        let at = from + list.partition_point(|end| *end < half);
        self.inner_answers.get(at).copied().unwrap_or(0)
    }

    /// The list of a network, and where it begins.
    fn list(&self, entry: u32) -> (usize, &[u64]) {
        let at = (entry & !DEEPER) as usize;
        let bound = |at: usize| self.lists.get(at).map_or(0, |begin| *begin as usize);
        let (from, to) = (bound(at), bound(at + 1));
        (from, self.inner.get(from..to).unwrap_or_default())
    }

    /// The piece around an address.
    pub fn piece(&self, ip: u128) -> Piece {
        let half = (ip >> 64) as u64;
        let at = self.end(half);
        let entry = self.entry(at);
        if entry & DEEPER != 0 {
            let (from, list) = self.list(entry);
            let at = list.partition_point(|end| *end < ip as u64);
            let before = at.checked_sub(1).and_then(|at| list.get(at));
            let first = before.map_or(0, |before| before + 1);
            let last = list.get(at).copied().unwrap_or(u64::MAX);
            let answer = self.inner_answers.get(from + at);
            return Piece {
                first: wide(half) | u128::from(first),
                last: wide(half) | u128::from(last),
                answer: answer.copied().unwrap_or(0),
            };
        }
        let end = |at: usize| {
            let leaf = self.levels.last()?.get(at / NODE)?;
            leaf.0.get(at % NODE).copied()
        };
        let before = at.checked_sub(1).and_then(end);
        Piece {
            first: wide(before.map_or(0, |before| before + 1)),
            last: wide(end(at).unwrap_or(u64::MAX)) | low(64),
            answer: entry,
        }
    }

    pub fn bytes(&self) -> usize {
        let nodes: usize = self
            .levels
            .iter()
            .map(|level| size_of_val(level.as_slice()))
            .sum();
        let numbers = [&self.entries, &self.inner_answers, &self.lists];
        let numbers = numbers.map(|part| size_of_val(part.as_slice()));
        nodes + numbers.iter().sum::<usize>() + size_of_val(self.inner.as_slice())
    }
}

/// The first address whose first half that is.
fn wide(half: u64) -> u128 {
    u128::from(half) << 64
}
