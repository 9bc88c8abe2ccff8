//! The manifest: what a browser is told about the extension. The project has
//! one; each browser gets it without what only the other one understands and
//! would warn about.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::Done;
use crate::browser::Kind;

/// What is taken out for a browser: members by their path.
fn foreign(kind: Kind) -> &'static [&'static [&'static str]] {
    match kind {
        Kind::Chromium => &[&["browser_specific_settings"], &["background", "scripts"]],
        Kind::Firefox => &[
            &["minimum_chrome_version"],
            &["background", "service_worker"],
        ],
    }
}

/// Permissions that only Firefox has: to hold an answer back while a
/// simulation runs, and to look names up. Chrome calls them unknown.
const FIREFOX_PERMISSIONS: [&str; 2] = ["webRequestBlocking", "dns"];

/// Writes a browser's manifest in place of the one for both.
///
/// # Errors
/// When the file is not there, or is no manifest.
pub fn adapt(file: &Path, kind: Kind) -> Done {
    let text =
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let manifest = adapted(&text, kind).with_context(|| format!("in {}", file.display()))?;
    fs::write(file, manifest).with_context(|| format!("cannot write {}", file.display()))
}

fn adapted(text: &str, kind: Kind) -> Result<String> {
    let mut manifest: Value = serde_json::from_str(text)?;
    for path in foreign(kind) {
        let Some((last, around)) = path.split_last() else {
            continue;
        };
        let inner = around
            .iter()
            .try_fold(&mut manifest, |value, name| value.get_mut(name));
        if let Some(object) = inner.and_then(Value::as_object_mut) {
            object.remove(*last);
        }
    }
    let permissions = manifest
        .get_mut("permissions")
        .and_then(Value::as_array_mut)
        .context("it lists no permissions")?;
    let only_firefox = |name: &Value| {
        FIREFOX_PERMISSIONS
            .iter()
            .any(|permission| name == permission)
    };
    permissions.retain(|name| kind == Kind::Firefox || !only_firefox(name));
    Ok(format!("{manifest:#}\n"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_browser_gets_what_it_understands() {
        let both = json!({
            "minimum_chrome_version": "123",
            "browser_specific_settings": {},
            "background": { "service_worker": "b.js", "scripts": ["b.js"], "type": "module" },
            "permissions": ["storage", "webRequestBlocking"],
        });
        let adapted = |kind| -> Value {
            serde_json::from_str(&adapted(&both.to_string(), kind).unwrap()).unwrap()
        };
        let chromium = json!({
            "minimum_chrome_version": "123",
            "background": { "service_worker": "b.js", "type": "module" },
            "permissions": ["storage"],
        });
        assert_eq!(adapted(Kind::Chromium), chromium);
        let firefox = json!({
            "browser_specific_settings": {},
            "background": { "scripts": ["b.js"], "type": "module" },
            "permissions": ["storage", "webRequestBlocking"],
        });
        assert_eq!(adapted(Kind::Firefox), firefox);
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        assert!(adapted("{}", Kind::Firefox).is_err());
        assert!(adapted("[", Kind::Firefox).is_err());
    }
}
