//! What the writer of the tables (`cargo xtask data`, which includes this very
//! file) and the reader must agree on.

/// The first bytes of the file. The digit is the version of the layout.
pub const MAGIC: &[u8; 8] = b"faultln1";

/// Magic, checksum, and an offset and a length for each section.
pub const HEADER: usize = 16 + 8 * SECTIONS;

/// How many sections there are; each may be empty.
pub const SECTIONS: usize = 10;

/// All short texts, one after the other, behind their end offsets.
pub const TEXTS: usize = 0;
/// Provider and region of a published range: two text numbers each.
pub const PLACES: usize = 1;
/// Sets of services: lists of text numbers.
pub const SETS: usize = 2;
/// Autonomous systems: number, and the text number of the provider.
pub const SYSTEMS: usize = 3;
/// Published ranges of IPv4 and of IPv6.
pub const RANGES: [usize; 2] = [4, 5];
/// Address blocks of the autonomous systems, of IPv4 and of IPv6.
pub const BLOCKS: [usize; 2] = [6, 7];
/// The Public Suffix List, as a tree of labels.
pub const SUFFIXES: usize = 8;
/// What third parties are for, as a tree of labels.
pub const PURPOSES: usize = 9;

/// The first bytes of the second file, `rest.bin`.
pub const REST_MAGIC: &[u8; 8] = b"faultlr2";
/// How many sections the second file has: the line of its source,
pub const REST_SECTIONS: usize = 7;
pub const REST_SOURCE: usize = 0;
/// for every group of systems three numbers of 4 bytes: the AS number before
/// the first, and where its steps and its names begin,
pub const REST_GROUPS: usize = 1;
/// the steps from one AS number to the next,
pub const REST_NUMBERS: usize = 2;
/// the names, a line each,
pub const REST_NAMES: usize = 3;
/// the intervals of IPv4 and of IPv6,
pub const REST_RANGES: [usize; 2] = [4, 5];
/// and the words that many names have.
pub const REST_WORDS: usize = 6;
/// Systems in one group.
pub const GROUP: usize = 64;
/// A name that begins with this is the number of the system that has the same.
pub const SAME: u8 = 1;
/// In a name this byte or a higher one begins a word of the list: less this it
/// is the number of the word by 224, and
pub const CODED: u8 = 0x80;
/// the next byte, less this, is what is left over: so no code has a line break.
pub const CODE_REST: u8 = 0x20;
/// How many words begin with the same byte.
pub const CODES: usize = 224;
/// Words between two entries of their index.
pub const WORD_STRIDE: usize = 16;
/// Of the values in the second file: from here on it is the high byte of a
/// system's place in the list, and below it the how-manieth of those that the
/// block had last.
pub const LISTED: u8 = 0x80;

/// Intervals in one block, between two entries of the index.
pub const BLOCK: usize = 64;

/// The value of an interval, when it begins with this number, is: nothing.
pub const NOTHING: u64 = 0;
/// … is: as the next number says, at the place before the current one.
pub const SWAP: u64 = 1;
/// … is: as the number after the next says, at the place of the next.
pub const MOVE: u64 = 2;
/// … and otherwise: the set of this number less `FIRST`, at the current place.
pub const FIRST: u64 = 3;

/// A step code with this multiplier has its multiplier in the stream.
pub const EXPLICIT: u8 = 0;

/// The text number that says "no region is named".
pub const UNNAMED: u16 = 0;
/// The region of ranges that are in no region.
pub const GLOBAL: &str = "global";

/// In the tree of suffixes: this name is a public suffix,
pub const SUFFIX: u8 = 1;
/// every name right below it is one,
pub const WILDCARD: u8 = 2;
/// it is none although a wildcard says so.
pub const EXCEPTION: u8 = 4;

/// Children of one node of a tree between two entries of its index.
pub const STRIDE: usize = 16;
/// The bit of a child's first byte that says: a value follows the label.
pub const VALUED: u8 = 0x80;
/// The bit that says: the offset of the child's own children follows.
pub const PARENT: u8 = 0x40;

/// Tells a damaged file from a whole one. Not a defence against malice: the
/// file comes with the program. Eight bytes a step, so that half a megabyte
/// costs a tenth of a millisecond.
pub fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        for (to, from) in word.iter_mut().zip(chunk) {
            *to = *from;
        }
        sum = (sum ^ u64::from_le_bytes(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        sum ^= sum >> 29;
    }
    sum
}
