//! Targets: what the DevTools Protocol can be attached to.

use anyhow::Result;
use serde_json::{Value, json};

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

/// Everything that is attached now, by all that the events told so far.
pub fn attached(socket: &Socket) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    let relevant = socket.events(0, |event| {
        let method = event["method"].as_str()?;
        let wanted = [
            "Target.attachedToTarget",
            "Target.detachedFromTarget",
            "Target.targetInfoChanged",
        ];
        wanted.contains(&method).then(|| event.clone())
    });
    for event in relevant {
        let params = &event["params"];
        let info = &params["targetInfo"];
        match event["method"].as_str() {
            Some("Target.attachedToTarget") => targets.push(Target {
                id: text(&info["targetId"]),
                session: text(&params["sessionId"]),
                parent: event["sessionId"].as_str().map(str::to_owned),
                kind: text(&info["type"]),
                url: text(&info["url"]),
                prerendered: info["subtype"] == "prerender",
            }),
            Some("Target.detachedFromTarget") => {
                targets.retain(|target| params["sessionId"] != target.session.as_str());
            }
            _ => {
                for target in targets
                    .iter_mut()
                    .filter(|target| info["targetId"] == target.id.as_str())
                {
                    target.kind = text(&info["type"]);
                    target.url = text(&info["url"]);
                    target.prerendered = info["subtype"] == "prerender";
                }
            }
        }
    }
    targets
}

/// Asks a new target to report, and lets it go.
///
/// # Errors
/// When the connection is gone.
pub fn introduce(socket: &Socket, event: &Value, dark: bool) -> Result<()> {
    let params = &event["params"];
    let session = params["sessionId"].as_str();
    let kind = text(&params["targetInfo"]["type"]);
    if kind == "tab" {
        let attach = json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true });
        socket.post(session, "Target.setAutoAttach", attach)?;
    } else {
        for domain in ["Runtime", "Log", "Network"] {
            socket.post(session, &format!("{domain}.enable"), json!({}))?;
        }
        if kind != "service_worker" && dark {
            socket.post(session, "Emulation.setEmulatedMedia", scheme(dark))?;
        }
    }
    socket.post(session, "Runtime.runIfWaitingForDebugger", json!({}))?;
    Ok(())
}

/// The emulated preference for a colour scheme.
pub fn scheme(dark: bool) -> Value {
    let value = if dark { "dark" } else { "light" };
    json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] })
}
