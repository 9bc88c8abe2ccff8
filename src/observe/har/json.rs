//! A pull reader of JSON: the caller says what it wants at each place, and
//! everything else is stepped over without being kept.
//!
//! Why not `serde_json` here: a recording is the largest and the least
//! reliable input that there is. It may be 500 MB of bodies that nobody wants,
//! nested deeper than a stack, written in half a character, or cut off in the
//! middle; and what was read before the bad place is still worth showing. So
//! this reader holds one buffer, steps over nested values in a loop instead of
//! by recursion, cuts long texts while it reads them, mends broken characters,
//! and knows line and column of the place where it had to stop. That it agrees
//! with `serde_json` on everything that is valid is a property test below.

use std::io::Read;

use super::place::Place;
use crate::messages;

/// How much of the source is held at a time.
const BUFFER: usize = 64 * 1024;

/// Nesting that no recorder writes. What is deeper is refused, so that a file
/// of nothing but brackets cannot fill the memory with their list.
const DEEPEST: usize = 100_000;

/// Longest key that is told apart from others; no key that matters is longer.
const LONGEST_KEY: usize = 64;

/// Why the reader had to stop, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    pub place: Place,
    pub trouble: Trouble,
}

/// What is wrong at that place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The text ends in the middle of a value.
    Ends,
    /// The byte found, and what should stand there.
    Unexpected { found: u8, wanted: &'static str },
    /// More brackets inside each other than the reader follows.
    TooDeep,
    /// The source itself failed, in its own words.
    Source(String),
}

/// A value that is not an object or a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    /// An object or a list stood there; it was stepped over.
    Nested,
}

impl Scalar {
    /// The text, or nothing where something else stood. An empty text is
    /// nothing, too: recorders write it for what they do not know.
    pub fn text(self) -> Option<String> {
        match self {
            Scalar::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// The number; also one that was written as a text, as WebPageTest does.
    pub fn number(self) -> Option<f64> {
        match self {
            Scalar::Number(number) => Some(number),
            Scalar::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
        .filter(|number: &f64| number.is_finite())
    }

    /// Whether it says yes: `true`, a number other than 0, a text other than
    /// `"0"` and `"false"`.
    pub fn yes(self) -> bool {
        match self {
            Scalar::Bool(yes) => yes,
            Scalar::Number(number) => number != 0.0,
            Scalar::Text(text) => !matches!(text.as_str(), "" | "0" | "false"),
            Scalar::Null | Scalar::Nested => false,
        }
    }
}

type Result<T> = std::result::Result<T, JsonError>;

/// The reader. Each call takes exactly one value from the text.
pub struct Json<R> {
    source: R,
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    /// Bytes that stood before the buffer.
    before: u64,
    line: u64,
    /// Offset of the first byte of the line.
    line_start: u64,
}

impl<R: Read> Json<R> {
    pub fn new(source: R) -> Self {
        Json {
            source,
            buffer: vec![0; BUFFER],
            at: 0,
            end: 0,
            before: 0,
            line: 1,
            line_start: 0,
        }
    }

    /// Takes an object member by member; `each` must take the member's value.
    /// Anything else than an object is stepped over: then the answer is
    /// `false`.
    pub fn members(&mut self, mut each: impl FnMut(&mut Self, &str) -> Result<()>) -> Result<bool> {
        if self.token()? != b'{' {
            return self.skip().map(|()| false);
        }
        self.at += 1;
        if self.token()? == b'}' {
            self.at += 1;
            return Ok(true);
        }
        loop {
            let key = self.key(LONGEST_KEY)?;
            each(self, &key)?;
            if self.another(b'}')? {
                continue;
            }
            return Ok(true);
        }
    }

    /// Takes a list item by item; `each` must take the item. Anything else
    /// than a list is stepped over: then the answer is `false`.
    pub fn items(&mut self, mut each: impl FnMut(&mut Self) -> Result<()>) -> Result<bool> {
        if self.token()? != b'[' {
            return self.skip().map(|()| false);
        }
        self.at += 1;
        if self.token()? == b']' {
            self.at += 1;
            return Ok(true);
        }
        loop {
            each(self)?;
            if self.another(b']')? {
                continue;
            }
            return Ok(true);
        }
    }

    /// Takes one value of any type; of a text the first `longest` bytes.
    pub fn scalar(&mut self, longest: usize) -> Result<Scalar> {
        match self.token()? {
            b'"' => self.string(longest).map(Scalar::Text),
            b'{' | b'[' => self.skip().map(|()| Scalar::Nested),
            _ => self.word(),
        }
    }

    /// Steps over one value of any type, however deep.
    pub fn skip(&mut self) -> Result<()> {
        let mut open: Vec<u8> = Vec::new();
        loop {
            match self.token()? {
                first @ (b'{' | b'[') => {
                    let close = if first == b'{' { b'}' } else { b']' };
                    self.at += 1;
                    if self.token()? == close {
                        self.at += 1;
                    } else if open.len() == DEEPEST {
                        return Err(self.error(Trouble::TooDeep));
                    } else {
                        open.push(close);
                        if close == b'}' {
                            self.key(0)?;
                        }
                        continue;
                    }
                }
                b'"' => {
                    self.string(0)?;
                }
                _ => {
                    self.word()?;
                }
            }
            loop {
                let Some(&close) = open.last() else {
                    return Ok(());
                };
                if self.another(close)? {
                    if close == b'}' {
                        self.key(0)?;
                    }
                    break;
                }
                open.pop();
            }
        }
    }

    /// Whether nothing but white space is left.
    pub fn at_end(&mut self) -> Result<bool> {
        match self.token() {
            Ok(_) => Ok(false),
            Err(error) if error.trouble == Trouble::Ends => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// Where the reader stands.
    pub fn place(&self) -> Place {
        let offset = self.before + self.at as u64;
        Place {
            line: self.line,
            column: offset - self.line_start + 1,
        }
    }

    /// The next byte that is not white space, left where it is.
    pub fn token(&mut self) -> Result<u8> {
        loop {
            let byte = self.peek()?;
            match byte {
                b'\n' => self.newline(),
                b' ' | b'\t' | b'\r' => self.at += 1,
                _ => return Ok(byte),
            }
        }
    }

    /// After a value: whether a comma says that another follows, or `close`
    /// ends it here.
    fn another(&mut self, close: u8) -> Result<bool> {
        let found = self.token()?;
        if found != b',' && found != close {
            let wanted = if close == b'}' {
                "`,` or `}`"
            } else {
                "`,` or `]`"
            };
            return Err(self.error(Trouble::Unexpected { found, wanted }));
        }
        self.at += 1;
        Ok(found == b',')
    }

    fn key(&mut self, longest: usize) -> Result<String> {
        let found = self.token()?;
        if found != b'"' {
            let wanted = messages::wanted_key();
            return Err(self.error(Trouble::Unexpected { found, wanted }));
        }
        let key = self.string(longest)?;
        let found = self.token()?;
        if found != b':' {
            let wanted = "`:`";
            return Err(self.error(Trouble::Unexpected { found, wanted }));
        }
        self.at += 1;
        Ok(key)
    }

    /// A text, the quotation mark included. Control characters and broken
    /// UTF-8 inside it are let through, because a body that some server sent
    /// is no reason to lose the recording.
    fn string(&mut self, longest: usize) -> Result<String> {
        self.at += 1;
        let mut kept: Vec<u8> = Vec::new();
        let mut high: Option<u32> = None;
        loop {
            self.peek()?;
            let rest = self.buffer.get(self.at..self.end).unwrap_or_default();
            let plain = rest
                .iter()
                .position(|byte| matches!(byte, b'"' | b'\\' | b'\n'))
                .unwrap_or(rest.len());
            if plain > 0 {
                half(&mut kept, longest, &mut high);
                let room = longest.saturating_sub(kept.len()).min(plain);
                kept.extend_from_slice(rest.get(..room).unwrap_or_default());
                self.at += plain;
                continue;
            }
            match self.peek()? {
                b'"' => {
                    half(&mut kept, longest, &mut high);
                    self.at += 1;
                    break;
                }
                b'\n' => {
                    half(&mut kept, longest, &mut high);
                    push(&mut kept, longest, '\n');
                    self.newline();
                }
                _ => {
                    self.at += 1;
                    let unit = self.escape()?;
                    match (high.take(), unit) {
                        (Some(first), 0xDC00..=0xDFFF) => {
                            let code = 0x10000 + ((first - 0xD800) << 10) + (unit - 0xDC00);
                            push(
                                &mut kept,
                                longest,
                                char::from_u32(code).unwrap_or('\u{FFFD}'),
                            );
                        }
                        (before, _) => {
                            if before.is_some() {
                                push(&mut kept, longest, '\u{FFFD}');
                            }
                            if (0xD800..0xDC00).contains(&unit) {
                                high = Some(unit);
                            } else {
                                push(
                                    &mut kept,
                                    longest,
                                    char::from_u32(unit).unwrap_or('\u{FFFD}'),
                                );
                            }
                        }
                    }
                }
            }
        }
        Ok(mended(kept))
    }

    /// What follows a backslash, as a UTF-16 unit.
    fn escape(&mut self) -> Result<u32> {
        let found = self.take()?;
        Ok(match found {
            b'"' | b'\\' | b'/' => u32::from(found),
            b'b' => 8,
            b'f' => 12,
            b'n' => 10,
            b'r' => 13,
            b't' => 9,
            b'u' => {
                let mut unit = 0;
                for _ in 0..4 {
                    let found = self.take()?;
                    let Some(digit) = char::from(found).to_digit(16) else {
                        self.at -= 1;
                        let wanted = messages::wanted_hex();
                        return Err(self.error(Trouble::Unexpected { found, wanted }));
                    };
                    unit = unit * 16 + digit;
                }
                unit
            }
            _ => {
                self.at -= 1;
                let wanted = messages::wanted_escape();
                return Err(self.error(Trouble::Unexpected { found, wanted }));
            }
        })
    }

    /// `null`, `true`, `false` or a number.
    fn word(&mut self) -> Result<Scalar> {
        let start = self.place();
        let mut word = String::new();
        while let Some(byte) = self.peek_or_end()? {
            if !matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'+' | b'-' | b'.') {
                break;
            }
            // No number that matters has more digits; the rest is stepped over.
            if word.len() < 64 {
                word.push(char::from(byte));
            }
            self.at += 1;
        }
        match word.as_str() {
            "null" => Ok(Scalar::Null),
            "true" => Ok(Scalar::Bool(true)),
            "false" => Ok(Scalar::Bool(false)),
            _ => match word.parse::<f64>() {
                // Rust also reads `inf` and `nan`, which JSON does not know.
                Ok(number) if word.bytes().all(|byte| b"0123456789+-.eE".contains(&byte)) => {
                    Ok(Scalar::Number(number))
                }
                _ => Err(JsonError {
                    place: start,
                    trouble: match (word.bytes().next(), self.peek_or_end()?) {
                        (Some(found), Some(_)) | (None, Some(found)) => Trouble::Unexpected {
                            found,
                            wanted: messages::wanted_value(),
                        },
                        (_, None) => Trouble::Ends,
                    },
                }),
            },
        }
    }

    fn take(&mut self) -> Result<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Ok(byte)
    }

    fn peek(&mut self) -> Result<u8> {
        match self.peek_or_end()? {
            Some(byte) => Ok(byte),
            None => Err(self.error(Trouble::Ends)),
        }
    }

    fn peek_or_end(&mut self) -> Result<Option<u8>> {
        if self.at >= self.end {
            // A step back over one byte must stay possible (see `escape`): it
            // is, because it only follows a byte that was just taken, and the
            // buffer is filled again when the next byte is looked at.
            self.before += self.at as u64;
            self.at = 0;
            self.end = loop {
                match self.source.read(&mut self.buffer) {
                    Ok(read) => break read,
                    Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                    Err(error) => {
                        self.end = 0;
                        return Err(self.error(Trouble::Source(error.to_string())));
                    }
                }
            };
        }
        Ok(self
            .buffer
            .get(self.at..self.end)
            .and_then(|rest| rest.first().copied()))
    }

    fn newline(&mut self) {
        self.at += 1;
        self.line += 1;
        self.line_start = self.before + self.at as u64;
    }

    fn error(&self, trouble: Trouble) -> JsonError {
        JsonError {
            place: self.place(),
            trouble,
        }
    }
}

/// Adds a character if there is room for the whole of it.
fn push(kept: &mut Vec<u8>, longest: usize, character: char) {
    if kept.len() + character.len_utf8() <= longest {
        kept.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// The first half of a pair that stayed alone is shown as the sign for a
/// character that is not known.
fn half(kept: &mut Vec<u8>, longest: usize, high: &mut Option<u32>) {
    if high.take().is_some() {
        push(kept, longest, '\u{FFFD}');
    }
}

/// The text; what is no UTF-8 is replaced. A character that the limit cut in
/// two is left out rather than replaced.
fn mended(mut kept: Vec<u8>) -> String {
    if let Err(error) = std::str::from_utf8(&kept)
        && error.error_len().is_none()
    {
        kept.truncate(error.valid_up_to());
    }
    String::from_utf8(kept)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests;
