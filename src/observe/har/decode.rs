//! From bytes to UTF-8: byte order marks, and UTF-16 as some editors on
//! Windows save it.

use std::io::{Cursor, Error, Read};

use super::json::{JsonError, Trouble};
use super::note::HarError;
use super::place::Place;

/// The same text as UTF-8 and without a byte order mark.
pub(super) fn utf8<'s>(mut source: impl Read + 's) -> Result<Box<dyn Read + 's>, HarError> {
    let mut first = Vec::new();
    if let Err(error) = source.by_ref().take(4).read_to_end(&mut first) {
        return Err(HarError::NotJson(JsonError {
            place: Place { line: 1, column: 1 },
            trouble: Trouble::Source(error.to_string()),
        }));
    }
    let little: fn([u8; 2]) -> u16 = u16::from_le_bytes;
    let (mark, unit) = match first.as_slice() {
        [] => return Err(HarError::Empty),
        [0x1F, 0x8B, ..] => return Err(HarError::Compressed),
        [0xEF, 0xBB, 0xBF, ..] => (3, None),
        [0xFF, 0xFE, ..] => (2, Some(little)),
        [0xFE, 0xFF, ..] => (2, Some(u16::from_be_bytes as _)),
        [1..=0x7F, 0, ..] => (0, Some(little)),
        [0, 1..=0x7F, ..] => (0, Some(u16::from_be_bytes as _)),
        _ => (0, None),
    };
    first.drain(..mark);
    let whole = Cursor::new(first).chain(source);
    Ok(match unit {
        Some(unit) => Box::new(Utf16::new(whole, unit)),
        None => Box::new(whole),
    })
}

/// Reads UTF-16 and gives UTF-8; halves of pairs that stand alone are
/// replaced.
struct Utf16<R> {
    source: R,
    unit: fn([u8; 2]) -> u16,
    /// Bytes and units that wait for the rest of their character.
    waiting: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
}

impl<R: Read> Utf16<R> {
    fn new(source: R, unit: fn([u8; 2]) -> u16) -> Self {
        Utf16 {
            source,
            unit,
            waiting: Vec::new(),
            ready: Vec::new(),
            given: 0,
        }
    }

    fn refill(&mut self) -> Result<(), Error> {
        let mut piece = [0; 8192];
        let read = self.source.read(&mut piece)?;
        self.waiting
            .extend_from_slice(piece.get(..read).unwrap_or_default());
        let mut whole = self.waiting.len() & !1;
        // The first half of a pair waits for the second, unless nothing comes.
        let unit = self.unit;
        let last = self
            .waiting
            .get(whole.saturating_sub(2)..whole)
            .and_then(|pair| pair.try_into().ok());
        if read > 0 && last.is_some_and(|pair| (0xD800..0xDC00).contains(&unit(pair))) {
            whole -= 2;
        }
        let units = self
            .waiting
            .get(..whole)
            .unwrap_or_default()
            .chunks_exact(2)
            .filter_map(|pair| pair.try_into().ok().map(unit));
        let text: String = char::decode_utf16(units)
            .map(|character| character.unwrap_or('\u{FFFD}'))
            .collect();
        self.waiting.drain(..whole);
        if read == 0 {
            self.waiting.clear();
        }
        self.ready = text.into_bytes();
        self.given = 0;
        Ok(())
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Error> {
        while self.given >= self.ready.len() {
            let waited = self.waiting.len();
            self.refill()?;
            if self.ready.is_empty() && self.waiting.len() <= waited {
                return Ok(0);
            }
        }
        let rest = self.ready.get(self.given..).unwrap_or_default();
        let count = rest.len().min(into.len());
        for (to, from) in into.iter_mut().zip(rest) {
            *to = *from;
        }
        self.given += count;
        Ok(count)
    }
}
