//! JSON commands and events over one WebSocket: what the Chrome DevTools
//! Protocol and WebDriver BiDi have in common. A thread of its own reads, so
//! that an event can be answered at once, whatever the caller is doing.

use std::collections::HashMap;
use std::fmt;
use std::net::TcpStream;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};
use tungstenite::protocol::{Role, WebSocketConfig};
use tungstenite::{Message, WebSocket};

/// How long an answer may take before the step counts as hung.
const PATIENCE: Duration = Duration::from_secs(30);

/// The browser took a command and did not answer it in time.
#[derive(Debug)]
pub struct Hung(String);

impl fmt::Display for Hung {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (method, seconds) = (&self.0, PATIENCE.as_secs());
        write!(out, "{method} hung: no answer within {seconds} seconds")
    }
}

impl std::error::Error for Hung {}

/// One connection to a browser. Clones speak over the same socket.
#[derive(Clone)]
pub struct Socket(Arc<Inner>);

struct Inner {
    writer: Mutex<WebSocket<TcpStream>>,
    next: AtomicU64,
    heard: Mutex<Heard>,
    changed: Condvar,
}

/// Everything that the browser said.
#[derive(Default)]
struct Heard {
    answers: HashMap<u64, Value>,
    /// Kept for the life of the connection: a test asks later.
    events: Vec<Value>,
    /// Set once the connection is gone.
    closed: bool,
}

impl Socket {
    /// Connects to `ws://127.0.0.1:<port><path>`. `on_event` runs on the
    /// reading thread, before anybody else sees the event, and says whether
    /// anybody is to see it at all; it may send with [`Socket::post`] but must
    /// not wait for an answer.
    ///
    /// # Errors
    /// When nobody listens there or does not speak WebSocket.
    pub fn connect(
        port: u16,
        path: &str,
        on_event: impl Fn(&Socket, &Value) -> bool + Send + 'static,
    ) -> Result<Socket> {
        let address = format!("ws://127.0.0.1:{port}{path}");
        let stream = TcpStream::connect(("127.0.0.1", port))
            .with_context(|| format!("the browser does not listen at {address}"))?;
        let second = stream.try_clone()?;
        let config = WebSocketConfig::default()
            // A screenshot is one message.
            .max_message_size(Some(256 << 20))
            .max_frame_size(Some(256 << 20));
        let (reader, _) = tungstenite::client::client_with_config(&address, stream, Some(config))
            .map_err(|error| anyhow!("the browser refused {address}: {error}"))?;
        // The same socket twice: reading blocks, and must not block writing.
        let writer = WebSocket::from_raw_socket(second, Role::Client, Some(config));
        let socket = Socket(Arc::new(Inner {
            writer: Mutex::new(writer),
            next: AtomicU64::new(1),
            heard: Mutex::default(),
            changed: Condvar::new(),
        }));
        let listener = socket.clone();
        std::thread::spawn(move || listener.listen(reader, on_event));
        Ok(socket)
    }

    /// Sends a command and waits for its answer. `session` is the DevTools
    /// Protocol's; BiDi has none.
    ///
    /// # Errors
    /// When the browser refuses, is gone, or does not answer in time.
    pub fn call(&self, session: Option<&str>, method: &str, params: Value) -> Result<Value> {
        let from = self.events_so_far();
        let id = self.post(session, method, params)?;
        let deadline = Instant::now() + PATIENCE;
        let mut heard = self.heard();
        // A session that ends takes its answers along.
        let ended = |event: &Value| {
            let detached = event["method"] == "Target.detachedFromTarget";
            detached && event["params"]["sessionId"].as_str() == session
        };
        loop {
            if let Some(answer) = heard.answers.remove(&id) {
                return result(method, answer);
            }
            if heard.closed {
                bail!("the browser went away during {method}");
            }
            if session.is_some() && heard.events.iter().skip(from).any(ended) {
                bail!("the document went away during {method}");
            }
            let Some(left) = deadline.checked_duration_since(Instant::now()) else {
                bail!(Hung(method.to_owned()));
            };
            heard = self.wait(heard, left);
        }
    }

    /// Sends a command and does not wait; gives its number.
    ///
    /// # Errors
    /// When the connection is gone.
    pub fn post(&self, session: Option<&str>, method: &str, params: Value) -> Result<u64> {
        let id = self.0.next.fetch_add(1, Ordering::Relaxed);
        let mut command = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = session {
            command["sessionId"] = session.into();
        }
        let mut writer = self.0.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer
            .send(Message::text(command.to_string()))
            .with_context(|| format!("the browser went away before {method}"))?;
        Ok(id)
    }

    /// How many events there were so far: the place to look from for what a
    /// command is about to cause.
    pub fn events_so_far(&self) -> usize {
        self.heard().events.len()
    }

    /// Waits for the first event since `from` of which `pick` makes something.
    /// `what` ends the sentence "waited … for".
    ///
    /// # Errors
    /// When none came in time or the browser is gone.
    pub fn wait_for<T>(
        &self,
        from: usize,
        what: &str,
        mut pick: impl FnMut(&Value) -> Option<T>,
    ) -> Result<T> {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = from;
        let mut heard = self.heard();
        loop {
            for event in heard.events.iter().skip(seen) {
                if let Some(found) = pick(event) {
                    return Ok(found);
                }
            }
            seen = heard.events.len();
            if heard.closed {
                bail!("the browser went away while waiting for {what}");
            }
            let Some(left) = deadline.checked_duration_since(Instant::now()) else {
                bail!("waited {} seconds for {what}", PATIENCE.as_secs());
            };
            heard = self.wait(heard, left);
        }
    }

    /// Everything that `pick` makes of the events since `from`.
    pub fn events<T>(&self, from: usize, pick: impl FnMut(&Value) -> Option<T>) -> Vec<T> {
        self.heard()
            .events
            .iter()
            .skip(from)
            .filter_map(pick)
            .collect()
    }

    fn listen(
        &self,
        mut reader: WebSocket<TcpStream>,
        on_event: impl Fn(&Socket, &Value) -> bool + Send + 'static,
    ) {
        while let Ok(message) = reader.read() {
            let Message::Text(text) = message else {
                continue;
            };
            let Ok(value) = serde_json::from_str::<Value>(&text) else {
                continue;
            };
            let answered = value["id"].as_u64();
            if answered.is_none() && !on_event(self, &value) {
                continue;
            }
            let mut heard = self.heard();
            match answered {
                Some(id) => {
                    heard.answers.insert(id, value);
                }
                None => heard.events.push(value),
            }
            self.0.changed.notify_all();
        }
        self.heard().closed = true;
        self.0.changed.notify_all();
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.0.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, heard: MutexGuard<'a, Heard>, left: Duration) -> MutexGuard<'a, Heard> {
        let waited = self.0.changed.wait_timeout(heard, left);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

/// The DevTools Protocol gives `error: {message}`, BiDi `error` and `message`.
fn result(method: &str, mut answer: Value) -> Result<Value> {
    match &answer["error"] {
        Value::Null => Ok(answer["result"].take()),
        Value::String(kind) => bail!("{method}: {kind}: {}", text(&answer["message"])),
        error => bail!("{method}: {}", text(&error["message"])),
    }
}

/// A string as it is, and anything else as JSON.
pub fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
