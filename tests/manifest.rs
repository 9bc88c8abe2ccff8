//! Nobody is let in: what the manifest and the extension's own pages allow is
//! what they need, and no page of the web can load, name or speak to any of it.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

fn read(file: &str) -> String {
    let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).expect(&path)
}

fn manifest() -> Value {
    serde_json::from_str(&read("extension/manifest.json")).expect("JSON")
}

/// The extension's own files with this ending.
fn files(ending: &str) -> Vec<(String, String)> {
    let folder = format!("{}/extension", env!("CARGO_MANIFEST_DIR"));
    let entries = fs::read_dir(folder).expect("the extension");
    let names = entries.map(|entry| entry.expect("a file").file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    let found = names.filter(|name| name.ends_with(ending));
    let found: Vec<_> = found
        .map(|name| (name.clone(), read(&format!("extension/{name}"))))
        .collect();
    assert!(!found.is_empty(), "{ending}");
    found
}

/// A page that can load one file of an extension can tell that it is there.
#[test]
fn no_page_of_the_web_can_load_or_address_it() {
    let manifest = manifest();
    for door in [
        "web_accessible_resources",
        "externally_connectable",
        "sandbox",
        "update_url",
        "content_capabilities",
        "protocol_handlers",
        "key",
    ] {
        assert_eq!(manifest.get(door), None, "{door}");
    }
    for script in manifest["content_scripts"].as_array().expect("a list") {
        assert_eq!(
            script.get("world"),
            None,
            "a page could reach into {script}"
        );
    }
}

#[test]
fn its_pages_run_what_came_with_it_and_nothing_else() {
    let manifest = manifest();
    let policies = manifest["content_security_policy"].as_object();
    let policies = policies.expect("policies");
    assert_eq!(policies.keys().collect::<Vec<_>>(), ["extension_pages"]);
    let policy = policies["extension_pages"].as_str().expect("a policy");
    let mut directives: BTreeMap<&str, Vec<&str>> = policy
        .split(';')
        .map(|directive| {
            let mut words = directive.split_whitespace();
            (words.next().unwrap_or_default(), words.collect())
        })
        .collect();
    // Whom it may ask once the reader wants it: no one beyond, and no family of
    // hosts. `tests/status.rs` says that these are the feeds.
    let asked = directives.remove("connect-src").expect("connect-src");
    for host in asked.iter().filter(|host| **host != "'self'") {
        assert!(
            host.starts_with("https://") && !host.contains('*'),
            "{host}"
        );
    }
    let expected = [
        ("base-uri", vec!["'none'"]),
        ("default-src", vec!["'none'"]),
        ("form-action", vec!["'none'"]),
        // The panel stands among the browser's own tools, where no page is.
        ("frame-ancestors", vec!["devtools:"]),
        ("img-src", vec!["'self'", "data:"]),
        ("script-src", vec!["'self'", "'wasm-unsafe-eval'"]),
        ("style-src", vec!["'self'"]),
    ];
    assert_eq!(directives, BTreeMap::from(expected));
}

#[test]
fn its_pages_hold_no_code_and_name_no_other_address() {
    for (name, text) in files(".html") {
        for forbidden in ["http:", "https:", "//", " style=", " on", "javascript:"] {
            let found = text.lines().find(|line| {
                let is_namespace = line.contains("www.w3.org");
                let of_tag = line
                    .split('<')
                    .skip(1)
                    .filter_map(|tag| tag.split('>').next());
                !is_namespace
                    && of_tag
                        .into_iter()
                        .any(|tag| !tag.starts_with("!--") && tag.contains(forbidden))
            });
            assert_eq!(found, None, "{name}: {forbidden}");
        }
        for script in text.split("<script").skip(1) {
            assert!(
                script.contains(" src=\"") && script.contains("\"></script>"),
                "{name}"
            );
        }
    }
}

/// A page that took over its renderer speaks as the content script in it.
#[test]
fn messages_come_from_its_own_pages_only() {
    for (name, code) in files(".js") {
        for way in [
            "onMessageExternal",
            "onConnectExternal",
            "runtime.onMessage.",
            "sendMessage",
            "runtime.connect",
        ] {
            // The popup wakes the background, before its own core can.
            let wakes = name == "popup.js" && way == "runtime.connect";
            assert!(wakes || !code.contains(way), "{name}: {way}");
        }
        let hears = code.matches("onConnect.").count();
        assert_eq!(hears, usize::from(name == "background.js"), "{name}");
    }
    let background = read("extension/background.js");
    let (_, hears) = background
        .split_once("onConnect.addListener((port) => {")
        .expect("a listener");
    let first = hears.lines().map(str::trim).find(|line| !line.is_empty());
    assert_eq!(
        first,
        Some("if (!port.sender?.url?.startsWith(own)) return port.disconnect();")
    );
    assert!(background.contains("const own = browser.runtime.getURL(\"\");"));
}

#[test]
fn every_permission_is_explained_and_none_is_for_later() {
    let manifest = manifest();
    let readme = read("README.md");
    let rows = readme
        .lines()
        .skip_while(|line| !line.starts_with("| permission |"));
    let rows = rows.skip(2).take_while(|line| line.starts_with('|'));
    let explained: Vec<&str> = rows
        .filter_map(|row| row.split('|').nth(1))
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect();
    let asked = manifest["permissions"].as_array().expect("a list");
    let mut asked: Vec<&str> = asked.iter().filter_map(Value::as_str).collect();
    asked.sort_unstable();
    let mut told = explained;
    told.sort_unstable();
    assert_eq!(asked, told);
    for later in ["optional_permissions", "optional_host_permissions"] {
        assert_eq!(manifest.get(later), None, "{later}");
    }
    let gecko = &manifest["browser_specific_settings"]["gecko"];
    let collected = &gecko["data_collection_permissions"]["required"];
    assert_eq!(*collected, serde_json::json!(["none"]));
}
