//! What the server answers, and the gate that holds an answer back.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// One answer to one path.
#[derive(Clone, Debug)]
pub struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Arc<Vec<u8>>,
    pub(super) gate: Option<Gate>,
    pub(super) delay: Duration,
    /// Said to whoever opens a WebSocket.
    pub(super) messages: Vec<String>,
}

impl Answer {
    pub fn new(status: u16, content_type: &str, body: Vec<u8>) -> Answer {
        let headers = vec![("content-type".to_owned(), content_type.to_owned())];
        Answer {
            status,
            headers,
            body: Arc::new(body),
            gate: None,
            delay: Duration::ZERO,
            messages: Vec::new(),
        }
    }

    /// A file that caches may keep for an hour, as most of the web's may.
    pub fn file(path: &str, content: Vec<u8>) -> Answer {
        Answer::new(200, content_type(path), content).header("cache-control", "max-age=3600")
    }

    /// Adds a header, or replaces it.
    pub fn header(mut self, name: &str, value: &str) -> Answer {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Holds the answer back until [`super::Running::release`] lets it go.
    pub fn held(mut self) -> Answer {
        self.gate = Some(Gate::default());
        self
    }

    /// Makes whoever asks wait this long.
    pub fn delayed(mut self, delay: Duration) -> Answer {
        self.delay = delay;
        self
    }

    /// What is said over a WebSocket to whoever opens one here.
    pub fn messages(mut self, messages: &[String]) -> Answer {
        self.messages = messages.to_vec();
        self
    }

    /// The same with another status.
    pub fn status(mut self, status: u16) -> Answer {
        self.status = status;
        self
    }

    /// Lets the answer go, if it is held.
    pub(super) fn release(&self) {
        if let Some(gate) = &self.gate {
            gate.open();
        }
    }

    /// Adds those of the headers that the answer does not set itself.
    pub(super) fn add(&mut self, headers: &[(String, String)]) {
        for (name, value) in headers {
            if !self.headers.iter().any(|(known, _)| known == name) {
                self.headers.push((name.clone(), value.clone()));
            }
        }
    }
}

/// Holds answers back until a test lets them go: a place in time without a
/// clock. Clones are the same gate.
#[derive(Clone, Debug, Default)]
pub(super) struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    /// Lets through everything that waits and everything that comes.
    fn open(&self) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.1.notify_all();
    }

    /// Waits a while; says whether the gate is open.
    pub(super) fn wait(&self, at_most: Duration) -> bool {
        let open = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.0.1.wait_timeout_while(open, at_most, |open| !*open);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

/// By the end of the name, as every server does it.
fn content_type(path: &str) -> &'static str {
    let extension = path
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, end)| end);
    match extension {
        None | Some("html" | "htm") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json" | "map" | "har") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff") => "font/woff",
        Some("woff2") => "font/woff2",
        Some("ttf") => "font/ttf",
        Some("wasm") => "application/wasm",
        Some("txt") => "text/plain; charset=utf-8",
        Some(_) => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types() {
        let check = |path: &str, expect: &str| assert_eq!(content_type(path), expect, "{path}");
        check("/", "text/html; charset=utf-8");
        check("/about", "text/html; charset=utf-8");
        check("/a.b/about", "text/html; charset=utf-8");
        check("/a/b.min.css", "text/css; charset=utf-8");
        check("/font.woff2", "font/woff2");
        check("/core.bin", "application/octet-stream");
    }

    #[test]
    fn an_answers_own_header_wins() {
        let mut answer = Answer::file("/", Vec::new()).header("server", "own");
        answer.add(&[
            ("server".to_owned(), "host's".to_owned()),
            ("via".to_owned(), "1.1".to_owned()),
        ]);
        let values: Vec<&str> = answer
            .headers
            .iter()
            .map(|(_, value)| value.as_str())
            .collect();
        assert_eq!(
            values,
            ["text/html; charset=utf-8", "max-age=3600", "own", "1.1"]
        );
    }

    #[test]
    fn a_gate_opens_for_all_its_clones() {
        let gate = Gate::default();
        assert!(!gate.wait(Duration::ZERO));
        gate.clone().open();
        assert!(gate.wait(Duration::ZERO));
    }
}
