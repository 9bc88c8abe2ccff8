//! Standard input as a stream: recordings one after another, with or without
//! line breaks between them, also packed with gzip, one by one or as a whole.
//!
//! A thread of its own finds where each ends, by counting brackets, and hands
//! its pieces on; to understand them is the work of the others. So recordings
//! are read by all cores while the stream goes on, one larger than the memory
//! is never in it as a whole, and a stream without end is worked on as it comes.
//!
//! A recording that is cut off must not swallow those behind it: a line that
//! begins with `{"log"` always begins one. What is none is handed on up to the
//! end of its line, for whoever reads it to complain of.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

use flate2::bufread::MultiGzDecoder;

/// Bytes that are looked at together.
const CHUNK: usize = 64 * 1024;
/// Chunks of a recording that wait to be read, 16 MB: the stream can be that
/// far ahead.
const WAITING: usize = 256;
/// How every recording begins that a program writes in one line.
const BEGIN: &[u8] = b"{\"log\"";

/// One recording of the stream, to be read.
pub struct Recorded {
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: Vec<u8>,
    given: usize,
}

impl Read for Recorded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.chunk.len() {
            match self.chunks.recv() {
                Ok(chunk) => (self.chunk, self.given) = (chunk?, 0),
                Err(_) => return Ok(0),
            }
        }
        let rest = self.chunk.get(self.given..).unwrap_or_default();
        let count = rest.len().min(into.len());
        let pairs = into.iter_mut().zip(rest);
        pairs.for_each(|(into, byte)| *into = *byte);
        self.given += count;
        Ok(count)
    }
}

/// The recordings of a stream, as they come; of an empty one, one that is empty.
pub fn recordings(source: impl Read + Send + 'static) -> impl Iterator<Item = Recorded> + Send {
    let (found, recordings) = mpsc::sync_channel(1);
    thread::spawn(move || {
        let mut splitter = Splitter {
            found,
            open: None,
            state: State::Between,
            is_any: false,
        };
        // An error here is that nobody wants to know any more.
        let _ = split(source, &mut splitter);
    });
    recordings.into_iter()
}

/// Nobody wants more recordings.
struct Over;

#[derive(Clone, Copy)]
enum State {
    /// Behind one and before the next.
    Between,
    /// In an object: how many brackets are open, and whether a text is, and in
    /// it, whether the next character means nothing.
    Object {
        depth: usize,
        in_text: bool,
        escaped: bool,
    },
    /// In what is no object, up to the end of the line.
    Line,
    /// In UTF-16, which nobody streams: all is one recording.
    Whole,
}

struct Splitter {
    found: SyncSender<Recorded>,
    open: Option<SyncSender<io::Result<Vec<u8>>>>,
    state: State,
    is_any: bool,
}

fn split(source: impl Read, splitter: &mut Splitter) -> Result<(), Over> {
    let mut source = BufReader::with_capacity(CHUNK, source);
    let is_packed = source
        .fill_buf()
        .is_ok_and(|first| first.starts_with(&[0x1F, 0x8B]));
    if is_packed {
        splitter.all(MultiGzDecoder::new(source))
    } else {
        splitter.all(source)
    }
}

impl Splitter {
    fn all(&mut self, mut source: impl Read) -> Result<(), Over> {
        let mut held: Vec<u8> = Vec::new();
        let mut chunk = vec![0; CHUNK];
        loop {
            // What there is, at once, so that a slow stream is worked on.
            let read = match source.read(&mut chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.bytes(&held, true)?;
                    self.begin_if_none()?;
                    self.send(Err(error));
                    return Ok(());
                }
                Ok(read) => read,
            };
            held.extend(chunk.iter().take(read));
            let is_end = read == 0;
            if !self.is_any {
                match held.as_slice() {
                    [] | [_] if !is_end => continue,
                    [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, _, ..] | [_, 0, ..] => {
                        self.begin(State::Whole)?;
                    }
                    _ => {}
                }
            }
            let used = self.bytes(&held, is_end)?;
            held.drain(..used);
            if is_end {
                return self.begin_if_none();
            }
        }
    }

    /// Hands on what it can tell of these bytes and says how many they are;
    /// more only follow where this is not the end.
    fn bytes(&mut self, bytes: &[u8], is_end: bool) -> Result<usize, Over> {
        let mut from = 0;
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let rest = bytes.get(at + 1..).unwrap_or_default();
            let is_break = *byte == b'\n' && !matches!(self.state, State::Between | State::Whole);
            let may_begin = rest.len() < BEGIN.len() && BEGIN.starts_with(rest);
            if is_break && !is_end && may_begin {
                break;
            }
            at += 1;
            match &mut self.state {
                State::Between => {
                    // Also the mark before a text, and RFC 7464's before each.
                    if byte.is_ascii_whitespace() || [0x1E, 0xEF, 0xBB, 0xBF].contains(byte) {
                        continue;
                    }
                    from = at - 1;
                    let object = State::Object {
                        depth: 1,
                        in_text: false,
                        escaped: false,
                    };
                    let is_object = *byte == b'{';
                    self.begin(if is_object { object } else { State::Line })?;
                    continue;
                }
                State::Object {
                    depth,
                    in_text,
                    escaped,
                } => match byte {
                    _ if std::mem::take(escaped) => {}
                    b'\\' if *in_text => *escaped = true,
                    b'"' => *in_text = !*in_text,
                    b'{' | b'[' if !*in_text => *depth += 1,
                    b'}' | b']' if !*in_text => *depth -= 1,
                    _ => {}
                },
                State::Line | State::Whole => {}
            }
            let is_over = match self.state {
                State::Object { depth: 0, .. } => true,
                State::Line => is_break,
                _ => is_break && rest.starts_with(BEGIN),
            };
            if is_over {
                self.send(Ok(bytes.get(from..at).unwrap_or_default().to_vec()));
                self.open = None;
                self.state = State::Between;
                from = at;
            }
        }
        if self.open.is_some() {
            self.send(Ok(bytes.get(from..at).unwrap_or_default().to_vec()));
        }
        Ok(at)
    }

    fn begin(&mut self, state: State) -> Result<(), Over> {
        let (chunks, waiting) = mpsc::sync_channel(WAITING);
        let recorded = Recorded {
            chunks: waiting,
            chunk: Vec::new(),
            given: 0,
        };
        self.found.send(recorded).map_err(|_| Over)?;
        self.open = Some(chunks);
        self.state = state;
        self.is_any = true;
        Ok(())
    }

    /// That there is nothing at all is worth a complaint.
    fn begin_if_none(&mut self) -> Result<(), Over> {
        if self.is_any {
            return Ok(());
        }
        self.begin(State::Line)
    }

    /// Whoever reads may have stopped before the end, which is no matter.
    fn send(&self, chunk: io::Result<Vec<u8>>) {
        if let Some(open) = &self.open {
            let _ = open.send(chunk);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A source that gives so many bytes at a time.
    struct Slow(io::Cursor<Vec<u8>>, usize);

    impl Read for Slow {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let most = self.1.min(into.len());
            self.0.read(into.get_mut(..most).unwrap_or_default())
        }
    }

    fn read(stream: &[u8], step: usize) -> Vec<String> {
        let source = Slow(io::Cursor::new(stream.to_vec()), step);
        recordings(source)
            .map(|recorded| io::read_to_string(recorded).unwrap().trim_end().to_owned())
            .collect()
    }

    fn check(stream: &str, expect: &[&str]) {
        for step in [1, 3, 1000] {
            assert_eq!(read(stream.as_bytes(), step), expect, "{stream}");
        }
    }

    #[test]
    fn recordings_end_where_their_brackets_close() {
        check(r#"{"a": 1}"#, &[r#"{"a": 1}"#]);
        check("{}{}\n{}\r\n\n {} ", &["{}", "{}", "{}", "{}"]);
        check("\u{1e}{}\n\u{1e}{}\n", &["{}", "{}"]);
        check("\u{feff}{}", &["{}"]);
        let nested = r#"{"a": [{"b": "}]\"}\\"}, []]}"#;
        check(&format!("{nested}{nested}"), &[nested, nested]);
        check(
            "{\n \"log\": {\n }\n}\n{}",
            &["{\n \"log\": {\n }\n}", "{}"],
        );
    }

    #[test]
    fn what_is_none_swallows_nothing() {
        check("", &[""]);
        check(" \n", &[""]);
        check("<html>\n{}", &["<html>", "{}"]);
        check("{}}\n{}", &["{}", "}", "{}"]);
        check(
            "{\"log\": {\"a\": \"b\n{\"log\": 1}\n{}",
            &["{\"log\": {\"a\": \"b", "{\"log\": 1}", "{}"],
        );
        check("{\"log\": [", &["{\"log\": ["]);
    }

    #[test]
    fn a_large_one_goes_through_in_pieces() {
        let large = format!("{{\"a\": \"{}\"}}", "b\\\"{".repeat(100_000));
        let stream = [large.as_str(); 3].join("\n");
        assert_eq!(read(stream.as_bytes(), 70_000), [large.as_str(); 3]);
    }

    #[test]
    fn who_stops_reading_stops_nobody() {
        let large = format!("{{\"a\": \"{}\"}}", "b".repeat(CHUNK * (WAITING + 9)));
        let stream = format!("{large}{{}}");
        let found = recordings(io::Cursor::new(stream.into_bytes()));
        assert_eq!(found.map(drop).count(), 2);
    }

    #[test]
    fn utf_16_is_one() {
        let text: Vec<u8> = "{}\n{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&text, 1000).len(), 1);
    }
}
