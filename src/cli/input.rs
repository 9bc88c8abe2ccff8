//! Recordings from files and from standard input, unpacked where they are
//! compressed, and never in memory as a whole.

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};

use faultline::observe::har::{self, Recording};
use faultline::view::plain;
use flate2::bufread::MultiGzDecoder;

use super::files::Input;

/// Files larger than this show how far they are read.
const LARGE: u64 = 20 * 1024 * 1024;

/// Reads a recording. A large file that `is_alone` says how far it is read:
/// several would talk at once.
///
/// # Errors
/// A sentence, without the name of the file.
pub fn recording(source: Input, is_alone: bool) -> Result<Recording, String> {
    let (source, size): (Box<dyn Read>, u64) = match source {
        Input::File(path) => {
            let opened = File::open(path).and_then(|file| Ok((file.metadata()?, file)));
            let (about, file) =
                opened.map_err(|error| format!("The file cannot be opened: {error}"))?;
            (Box::new(file), about.len())
        }
        Input::Stream => (Box::new(std::io::stdin()), 0),
        Input::Recorded(recorded) => (Box::new(recorded), 0),
    };
    let counted = Counted {
        source,
        read: 0,
        shown: 0,
        size,
        is_shown: is_alone && size >= LARGE && std::io::stderr().is_terminal(),
    };
    let mut buffered = BufReader::with_capacity(64 * 1024, counted);
    let first = buffered
        .fill_buf()
        .map_err(|error| format!("The file cannot be read: {error}"))?;
    let read = if first.starts_with(&[0x1F, 0x8B]) {
        har::pages_from(MultiGzDecoder::new(buffered))
    } else {
        har::pages_from(buffered)
    };
    read.map_err(|error| error.to_string())
}

/// Says on the terminal how many of many files are done.
pub struct Progress {
    /// Where that is known: of a stream nobody knows.
    all: Option<usize>,
    begun: usize,
    is_shown: bool,
}

impl Progress {
    pub fn new(all: Option<usize>) -> Progress {
        Progress {
            all,
            begun: 0,
            is_shown: all != Some(1) && std::io::stderr().is_terminal(),
        }
    }

    /// It is the turn of the next file.
    pub fn next(&mut self, name: &str) {
        self.begun += 1;
        if self.is_shown {
            let name = plain(name);
            let of = self
                .all
                .map_or_else(String::new, |all| format!(" of {all}"));
            status(&format!("{}{of}: {name}", self.begun));
        }
    }

    pub fn clear(&self) {
        if self.is_shown {
            status("");
        }
    }
}

/// Replaces the line that the cursor stands in. What cannot be shown is not
/// worth stopping for.
fn status(text: &str) {
    let mut terminal = std::io::stderr().lock();
    let _ = write!(terminal, "\r\u{1b}[K{text}");
    let _ = terminal.flush();
}

/// A file that says how far it is read.
struct Counted<R> {
    source: R,
    read: u64,
    /// In percent, as shown last.
    shown: u64,
    size: u64,
    is_shown: bool,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.source.read(into)?;
        self.read += read as u64;
        if self.is_shown {
            let percent = self.read * 100 / self.size.max(1);
            if read == 0 {
                status("");
            } else if percent > self.shown {
                self.shown = percent;
                status(&format!("{percent} %"));
            }
        }
        Ok(read)
    }
}
