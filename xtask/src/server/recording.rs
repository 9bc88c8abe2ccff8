//! The server's log as a recording (HAR 1.2): what a recorder that knows
//! nothing of the extension would have written down of the same load.

use serde_json::{Value, json};

use super::{Hit, Running};

impl Running {
    /// A HAR file with one page and one entry for every request so far, as
    /// Firefox writes it: with the request's own headers and with the text of
    /// documents, without anything that only some recorders know.
    pub fn har(&self) -> String {
        let entries: Vec<Value> = self.log().iter().map(|hit| self.entry(hit)).collect();
        let page = json!({
            "id": "page_1", "title": "A recording", "startedDateTime": START,
            "pageTimings": { "onLoad": 60_000 },
        });
        json!({ "log": {
            "version": "1.2",
            "creator": { "name": "Faultline's test server", "version": "1" },
            "pages": [page],
            "entries": entries,
        } })
        .to_string()
    }

    fn entry(&self, hit: &Hit) -> Value {
        let pairs = |headers: &[(String, String)]| {
            let pair = |(name, value): &(String, String)| json!({ "name": name, "value": value });
            Value::Array(headers.iter().map(pair).collect())
        };
        let find = |name: &str| {
            let known = hit.answer.headers.iter().find(|(known, _)| known == name);
            known.map(|(_, value)| value.as_str()).unwrap_or_default()
        };
        let mime = find("content-type");
        let text = if mime.starts_with("text/html") {
            String::from_utf8_lossy(&hit.answer.body).into_owned()
        } else {
            String::new()
        };
        let address = (self.network.hosts.iter()).find(|(host, _)| *host == hit.host);
        json!({
            "pageref": "page_1", "startedDateTime": START, "time": 1,
            "request": { "method": hit.method, "url": hit.url, "headers": pairs(&hit.headers) },
            "response": {
                "status": hit.answer.status,
                "headers": pairs(&hit.answer.headers),
                "redirectURL": find("location"),
                "content": { "mimeType": mime, "size": hit.answer.body.len(), "text": text },
            },
            "serverIPAddress": address.map(|(_, address)| address.to_string()),
        })
    }
}

/// The order of the entries is the order of the log; no clock is asked.
const START: &str = "2026-01-01T00:00:00.000Z";
