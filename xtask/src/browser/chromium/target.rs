//! Targets: what the DevTools Protocol can be attached to.

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
