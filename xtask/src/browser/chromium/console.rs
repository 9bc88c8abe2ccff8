//! Errors and requests, as the DevTools Protocol's events tell of them.

use serde_json::Value;

use super::Chromium;
use crate::browser::Complaint;
use crate::browser::socket::text;

/// Everything that anybody complained about.
pub fn complaints(chromium: &Chromium) -> Vec<Complaint> {
    let base = chromium.base();
    let sessions = chromium.sessions();
    let extension = chromium.extension_targets(&base);
    chromium.socket.events(0, |event| {
        let (source, text) = complaint(event)?;
        let target = sessions
            .iter()
            .find(|(session, _)| event["sessionId"] == session.as_str());
        let inside = target.is_some_and(|(_, id)| extension.contains(id));
        Some(Complaint {
            // Its tab may have gone on to another site's page.
            from_extension: (inside && !source.starts_with("http")) || source.starts_with(&base),
            source,
            text,
        })
    })
}

/// The requests that the extension itself made.
pub fn own_requests(chromium: &Chromium) -> Vec<String> {
    let extension = chromium.extension_targets(&chromium.base());
    let sessions = chromium.sessions().into_iter();
    let sessions: Vec<String> = sessions
        .filter_map(|(session, target)| extension.contains(&target).then_some(session))
        .collect();
    chromium.socket.events(0, |event| {
        let url = own_request(event)?;
        let session = event["sessionId"].as_str()?;
        (sessions.iter().any(|known| known == session)).then(|| url.to_owned())
    })
}

/// The source and the text of an event that is an error. What the browser's own
/// tools for developers complain of is theirs.
fn complaint(event: &Value) -> Option<(String, String)> {
    error(event).filter(|(source, _)| !source.starts_with("devtools://"))
}

fn error(event: &Value) -> Option<(String, String)> {
    let params = &event["params"];
    match event["method"].as_str()? {
        "Runtime.exceptionThrown" => {
            let details = &params["exceptionDetails"];
            let thrown = details["exception"]["description"].as_str();
            Some((
                source(details),
                thrown.map_or_else(|| text(&details["text"]), str::to_owned),
            ))
        }
        "Runtime.consoleAPICalled" if params["type"] == "error" || params["type"] == "assert" => {
            let arguments = params["args"]
                .as_array()
                .map(Vec::as_slice)
                .unwrap_or_default();
            let words = arguments.iter().map(|value| {
                text(
                    value
                        .get("value")
                        .or(value.get("description"))
                        .unwrap_or(&Value::Null),
                )
            });
            Some((source(params), words.collect::<Vec<_>>().join(" ")))
        }
        "Log.entryAdded" if params["entry"]["level"] == "error" => {
            let entry = &params["entry"];
            Some((
                entry["url"].as_str().unwrap_or_default().to_owned(),
                text(&entry["text"]),
            ))
        }
        _ => None,
    }
}

/// The address of a request over the network that is not made by a page of the
/// web: a tab that showed one of the extension's may show another site's since.
fn own_request(event: &Value) -> Option<&str> {
    let params = &event["params"];
    let url = match event["method"].as_str()? {
        "Network.requestWillBeSent" => params["request"]["url"].as_str()?,
        "Network.webSocketCreated" => params["url"].as_str()?,
        _ => return None,
    };
    let asker = params["documentURL"].as_str().unwrap_or_default();
    let remote = ["http", "ws", "ftp"];
    let remote = remote.iter().any(|scheme| url.starts_with(scheme));
    (remote && !asker.starts_with("http")).then_some(url)
}

/// Where an error was made: its own address, or the innermost call's.
fn source(details: &Value) -> String {
    let innermost = &details["stackTrace"]["callFrames"][0]["url"];
    details["url"]
        .as_str()
        .or(innermost.as_str())
        .unwrap_or_default()
        .to_owned()
}
