//! When which feed is asked. Gently: a feed at most every five minutes, those of
//! one round not all at once, and one that fails ever more seldom. Whoever
//! asks tells the time; nothing here reads a clock.

/// Milliseconds between two questions to one feed, at least.
pub const PAUSE: f64 = 300_000.0;
/// Milliseconds over which the feeds of one round are spread.
const SPREAD: f64 = 30_000.0;
/// After so many failures in a row it is not asked any more seldom: every five
/// hours and a half.
const MOST: u32 = 6;

use serde::{Deserialize, Serialize};

use super::{Feed, Incident, Unread};

/// What is known of a feed, and when to ask it again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heard {
    pub asked: Asked,
    pub state: State,
}

/// How a provider is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum State {
    /// It was not asked yet.
    NotYet,
    /// It says what fails; nothing where it is empty.
    Told(Vec<Incident>),
    /// What it says could not be read.
    Unknown(Unread),
}

impl Heard {
    pub fn new(feed: &Feed, now: f64) -> Heard {
        Heard {
            asked: Asked::new(feed.url, now),
            state: State::NotYet,
        }
    }
}

/// How it went with a feed so far. Times are milliseconds since 1970.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Not before then.
    next: f64,
    failures: u32,
    /// What its last answer said of itself, to be asked for only if it changed.
    pub etag: Option<String>,
    pub modified: Option<String>,
}

impl Asked {
    /// A feed that was not asked yet: the first question, too, has its place in
    /// the round.
    pub fn new(url: &str, now: f64) -> Asked {
        Asked {
            next: now + spread(url),
            ..Asked::default()
        }
    }

    pub fn is_due(&self, now: f64) -> bool {
        now >= self.next
    }

    /// It answered.
    pub fn answered(&mut self, url: &str, now: f64) {
        self.failures = 0;
        self.next = now + PAUSE + spread(url);
    }

    /// It did not, or not as it should have; `after` is how many seconds it asked
    /// to be left alone for.
    pub fn failed(&mut self, url: &str, now: f64, after: Option<f64>) {
        self.failures = (self.failures + 1).min(MOST);
        let pause = PAUSE * f64::from(1_u32 << self.failures);
        // A day is as long as anybody needs to be left alone.
        let after = after.unwrap_or_default().clamp(0.0, 86_400.0) * 1_000.0;
        self.next = now + pause.max(after) + spread(url);
        self.etag = None;
        self.modified = None;
    }
}

/// Its place in the round: the same for the same feed (FNV-1a).
fn spread(url: &str) -> f64 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let hash = url.bytes().fold(0x811c_9dc5, step);
    SPREAD * f64::from(hash % 1_000) / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://status.example/api";

    #[test]
    fn never_more_often_than_every_five_minutes() {
        let mut asked = Asked::new(URL, 0.0);
        let (mut questions, mut last) = (0, f64::NEG_INFINITY);
        for second in 0..86_400 {
            let now = f64::from(second) * 1_000.0;
            if asked.is_due(now) {
                assert!(now - last >= PAUSE);
                (questions, last) = (questions + 1, now);
                asked.answered(URL, now);
            }
        }
        assert!((200..=288).contains(&questions), "{questions}");
    }

    #[test]
    fn what_fails_is_left_alone_ever_longer_and_as_long_as_it_asks() {
        let mut asked = Asked::new(URL, 0.0);
        let mut before = 0.0;
        for _ in 0..4 {
            asked.failed(URL, 0.0, None);
            assert!(asked.next > before * 1.5, "{} after {before}", asked.next);
            before = asked.next;
        }
        for _ in 0..50 {
            asked.failed(URL, 0.0, None);
        }
        assert!(asked.next < 7.0 * 3_600_000.0);
        asked.failed(URL, 0.0, Some(80_000.0));
        assert!(!asked.is_due(79_999_000.0) && asked.is_due(80_031_000.0));
        asked.failed(URL, 0.0, Some(f64::NAN));
        asked.answered(URL, 0.0);
        assert!(asked.is_due(PAUSE + SPREAD));
    }

    #[test]
    fn a_round_is_spread() {
        let places: Vec<f64> = super::super::feeds()
            .iter()
            .map(|feed| spread(feed.url))
            .collect();
        let early = places.iter().filter(|place| **place < SPREAD / 2.0).count();
        assert!(
            (places.len() / 4..places.len() * 3 / 4).contains(&early),
            "{early} of {}",
            places.len()
        );
    }
}
