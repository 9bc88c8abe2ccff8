//! Errors and requests, as the DevTools Protocol's events tell of them.

use serde_json::Value;

use crate::browser::socket::text;

/// The source and the text of an event that is an error. What the browser's own
/// tools for developers complain of is theirs.
pub fn complaint(event: &Value) -> Option<(String, String)> {
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
pub fn own_request(event: &Value) -> Option<&str> {
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
