//! The quick form of IPv4. Of an address the first 24 bits are read, and then,
//! seldom, the rest:
//!
//! - The **page** has a bit for each /24, set where another entry begins than the
//!   /24 before has. How many bits are set up to one is the place of its entry in
//!   one array of all. That takes one count of bits, because each 64 of them
//!   stand beside the count of all before.
//! - A **group** stands for a /24 that is not of one kind: a sorted list of the
//!   last bytes where another answer begins.
//!
//! Worked out: `3.5.44.130` is bit 44 of word 12,308 (`03 05 2c` without its last
//! six bits). Up to it 9 bits of that word are set, say, and 1,200 before it, so
//! that the entry is number 1,208. If `3.5.44.0/24` is not of one kind, that says
//! where its group is, and there the last byte at or before 130 has the answer.

use super::{DEEPER, Piece};

#[derive(Debug)]
pub(super) struct Four {
    words: Box<[Word; WORDS]>,
    /// How many bits are set before every 512th word.
    befores: Box<[u32; WORDS / STRIDE]>,
    entries: Vec<u32>,
    /// Of each group all last bytes, then all answers, four bytes each: so that a
    /// small group lies in one cache line.
    groups: Vec<u8>,
}

/// 64 places of the page. Packed, so that six of them lie in one cache line.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C, packed(2))]
struct Word {
    begins: u64,
    /// How many bits are set in the words before, since the last that stands in
    /// `befores`.
    before: u16,
}

const WORDS: usize = 1 << 18;
/// So many words have together fewer than 2^16 bits.
const STRIDE: usize = 512;
/// The low bits of the entry of a group: how many answers it has. Where it
/// begins is above them.
const COUNT_BITS: u32 = 9;

impl Four {
    /// Of pieces that cover all addresses; `None` where there are more groups
    /// than an entry can tell apart.
    pub fn new(pieces: &[Piece]) -> Option<Four> {
        let mut four = Four {
            words: vec![Word::default(); WORDS].try_into().ok()?,
            befores: Box::new([0; WORDS / STRIDE]),
            entries: Vec::new(),
            groups: Vec::new(),
        };
        let (mut rest, mut place) = (pieces, 0);
        while let Some(piece) = rest.first() {
            let end = place << 8 | 0xff;
            let (entry, next) = if piece.last >= end {
                (piece.answer, (piece.last + 1) >> 8)
            } else {
                let count = rest.partition_point(|piece| piece.last < end) + 1;
                (four.group_of(rest.get(..count)?, place << 8), place + 1)
            };
            if four.entries.last() != Some(&entry) {
                four.words.get_mut(place as usize >> 6)?.begins |= 1 << (place & 63);
                four.entries.push(entry);
            }
            place = next;
            let done = rest.partition_point(|piece| piece.last < place << 8);
            rest = &rest[done..];
        }
        let mut before = 0;
        for (words, stands) in four.words.chunks_mut(STRIDE).zip(four.befores.iter_mut()) {
            *stands = before;
            let mut since = 0;
            for word in words {
                word.before = since as u16;
                since += { word.begins }.count_ones();
            }
            before += since;
        }
        four.entries.shrink_to_fit();
        four.groups.shrink_to_fit();
        (four.groups.len() >> (31 - COUNT_BITS) == 0).then_some(four)
    }

    fn group_of(&mut self, pieces: &[Piece], first: u128) -> u32 {
        let entry = DEEPER | (self.groups.len() as u32) << COUNT_BITS | pieces.len() as u32;
        let begins = pieces.iter().map(|piece| piece.first.max(first) as u8);
        self.groups.extend(begins);
        let answers = pieces.iter().flat_map(|piece| piece.answer.to_le_bytes());
        self.groups.extend(answers);
        entry
    }

    #[inline]
    pub fn find(&self, ip: u32) -> u32 {
        let entry = self.entry(ip >> 8);
        if entry & DEEPER == 0 {
            return entry;
        }
        let answer = self.group(entry).and_then(|(begins, answers)| {
            let (answers, _) = answers.as_chunks();
            let at = after(begins, ip as u8).checked_sub(1)?;
            answers.get(at).copied().map(u32::from_le_bytes)
        });
        answer.unwrap_or(0)
    }

    #[inline]
    fn entry(&self, place: u32) -> u32 {
        let at = place as usize >> 6;
        let (Some(word), Some(before)) = (self.words.get(at), self.befores.get(at / STRIDE)) else {
            return 0;
        };
        let upto = word.begins & (u64::MAX >> (63 - (place & 63)));
        let at = (before + u32::from(word.before) + upto.count_ones()) as usize;
        self.entries.get(at.wrapping_sub(1)).copied().unwrap_or(0)
    }

    /// The last bytes of a group, and its answers.
    #[inline]
    fn group(&self, entry: u32) -> Option<(&[u8], &[u8])> {
        let count = (entry & ((1 << COUNT_BITS) - 1)) as usize;
        let from = ((entry & !DEEPER) >> COUNT_BITS) as usize;
        self.groups
            .get(from..from + 5 * count)?
            .split_at_checked(count)
    }

    /// The piece around an address.
    pub fn piece(&self, ip: u32) -> Piece {
        let entry = self.entry(ip >> 8);
        let group = self.group(entry).filter(|_| entry & DEEPER != 0);
        let (first, last) = match group {
            Some((begins, _)) => {
                let next = after(begins, ip as u8);
                let begin = |at: usize| begins.get(at).map(|begin| u32::from(*begin));
                let above = ip & !0xff;
                let first = begin(next.wrapping_sub(1)).unwrap_or(0);
                (
                    above | first,
                    above | begin(next).map_or(0xff, |next| next - 1),
                )
            }
            None => self.alike(ip),
        };
        let [first, last] = [first, last].map(u128::from);
        Piece {
            first,
            last,
            answer: self.find(ip),
        }
    }

    /// The addresses of all /24 around one that have its entry.
    fn alike(&self, ip: u32) -> (u32, u32) {
        let (here, bit) = (ip as usize >> 14, ip >> 8 & 63);
        let word = |at: usize| self.words.get(at).map_or(0, |word| word.begins);
        let begin = |at: usize, bit: u32| (at as u32) << 14 | bit << 8;
        let upto = (0..=here).rev().find_map(|at| {
            let mask = if at == here {
                u64::MAX >> (63 - bit)
            } else {
                u64::MAX
            };
            Some(begin(at, (word(at) & mask).checked_ilog2()?))
        });
        let next = (here..WORDS).find_map(|at| {
            let mask = if at == here {
                u64::MAX << bit << 1
            } else {
                u64::MAX
            };
            let found = word(at) & mask;
            (found != 0).then(|| begin(at, found.trailing_zeros()) - 1)
        });
        (upto.unwrap_or(0), next.unwrap_or(u32::MAX))
    }

    pub fn bytes(&self) -> usize {
        size_of_val(self.words.as_slice())
            + size_of_val(self.befores.as_slice())
            + size_of_val(self.entries.as_slice())
            + size_of_val(self.groups.as_slice())
    }
}

/// How many of a group's answers begin at a byte or before. To count them all,
/// several at a time, is faster than to search.
#[inline]
fn after(begins: &[u8], byte: u8) -> usize {
    let upto: u16 = begins.iter().map(|begin| u16::from(*begin <= byte)).sum();
    usize::from(upto)
}
