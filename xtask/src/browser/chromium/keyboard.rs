//! Keys, as the DevTools Protocol wants them: a name alone moves nothing, the
//! number and the text have to be there, too.

use serde_json::{Value, json};

/// The events of pressing a key and letting it go.
pub fn events(key: &str) -> [Value; 2] {
    let (number, text) = match key {
        "Tab" => (9, ""),
        "Enter" => (13, "\r"),
        "Escape" => (27, ""),
        " " => (32, " "),
        "End" => (35, ""),
        "Home" => (36, ""),
        "ArrowLeft" => (37, ""),
        "ArrowUp" => (38, ""),
        "ArrowRight" => (39, ""),
        "ArrowDown" => (40, ""),
        other => (0, other),
    };
    let event = |kind: &str| json!({ "type": kind, "key": key, "code": key, "text": text, "windowsVirtualKeyCode": number });
    let down = if text.is_empty() {
        "rawKeyDown"
    } else {
        "keyDown"
    };
    [event(down), event("keyUp")]
}
