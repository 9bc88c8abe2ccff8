//! Targets: what the DevTools Protocol can be attached to.

use anyhow::Result;
use serde_json::{Value, json};

use super::media::Wishes;
use crate::browser::socket::{Socket, text};

/// Something with a script world of its own, as the events tell.
#[derive(Clone, Debug)]
pub struct Target {
    pub id: String,
    pub session: String,
    /// The session of the tab that it lives in.
    pub parent: Option<String>,
    pub kind: String,
    pub url: String,
    pub prerendered: bool,
}

/// Everything that is attached now.
#[derive(Default)]
pub struct Attached {
    pub targets: Vec<Target>,
    /// How many events it has taken in.
    seen: usize,
}

impl Attached {
    /// Takes in what the events told since the last time.
    pub fn catch_up(&mut self, socket: &Socket) {
        let so_far = socket.events_so_far();
        let told = socket.events(self.seen, |event| {
            let method = event["method"].as_str()?;
            method.starts_with("Target.").then(|| event.clone())
        });
        // What came in between is seen twice: everything here may be.
        self.seen = so_far;
        for event in told {
            self.take_in(&event);
        }
    }

    fn take_in(&mut self, event: &Value) {
        let params = &event["params"];
        let info = &params["targetInfo"];
        match event["method"].as_str() {
            Some("Target.attachedToTarget") => {
                let session = text(&params["sessionId"]);
                self.targets.retain(|target| target.session != session);
                self.targets.push(Target {
                    id: text(&info["targetId"]),
                    session,
                    parent: event["sessionId"].as_str().map(str::to_owned),
                    kind: text(&info["type"]),
                    url: text(&info["url"]),
                    prerendered: info["subtype"] == "prerender",
                });
            }
            Some("Target.detachedFromTarget") => {
                self.targets
                    .retain(|target| params["sessionId"] != target.session.as_str());
            }
            Some("Target.targetInfoChanged") => {
                for target in self
                    .targets
                    .iter_mut()
                    .filter(|target| info["targetId"] == target.id.as_str())
                {
                    target.kind = text(&info["type"]);
                    target.url = text(&info["url"]);
                    target.prerendered = info["subtype"] == "prerender";
                }
            }
            _ => {}
        }
    }
}

/// Whether anybody ever asks for an event: the network tells a lot of every
/// request, and only that there was one matters here.
pub fn is_telling(event: &Value) -> bool {
    let method = event["method"].as_str().unwrap_or_default();
    !method.starts_with("Network.")
        || ["Network.requestWillBeSent", "Network.webSocketCreated"].contains(&method)
}

/// Asks a new target to report, where that is wanted, and lets it go.
///
/// # Errors
/// When the connection is gone.
pub fn introduce(socket: &Socket, event: &Value, wishes: &Wishes, watched: bool) -> Result<()> {
    let params = &event["params"];
    let session = params["sessionId"].as_str();
    let kind = text(&params["targetInfo"]["type"]);
    if kind == "tab" {
        let attach = json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true });
        socket.post(session, "Target.setAutoAttach", attach)?;
    } else {
        if kind == "iframe" {
            // A frame in a process of its own may have such frames itself.
            socket.post(session, "Target.setAutoAttach", frames_too())?;
        }
        for domain in ["Runtime", "Log", "Network"].iter().filter(|_| watched) {
            socket.post(session, &format!("{domain}.enable"), json!({}))?;
        }
        if kind != "service_worker" && wishes.any() {
            socket.post(session, "Emulation.setEmulatedMedia", wishes.media())?;
        }
    }
    socket.post(session, "Runtime.runIfWaitingForDebugger", json!({}))?;
    Ok(())
}

/// Reports frames that live in processes of their own.
pub fn frames_too() -> Value {
    let filter = json!([{ "type": "iframe" }]);
    json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true, "filter": filter })
}
