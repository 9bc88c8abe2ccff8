//! The rules of the house that the compiler does not know.

use std::fs;
use std::path::{Path, PathBuf};

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        // What a build leaves in a workspace of its own.
        if path.ends_with("target") {
            continue;
        }
        if path.is_dir() {
            found.extend(files_below(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn only_the_browser_folder_names_the_browser() {
    let own = root().join("src/browser");
    for file in files_below(&root().join("src"), "rs") {
        if file.starts_with(&own) {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a file");
        for (number, line) in text.lines().enumerate() {
            for name in ["wasm_bindgen", "web_sys", "js_sys", "gloo"] {
                assert!(
                    !line.contains(name),
                    "{}:{}: names {name}; what speaks to the browser belongs into src/browser",
                    file.display(),
                    number + 1,
                );
            }
        }
    }
}

#[test]
fn a_file_has_one_job() {
    for folder in ["modules", "src", "tests", "xtask", "extension", "www"] {
        for ending in ["rs", "js", "css"] {
            for file in files_below(&root().join(folder), ending) {
                let lines = fs::read_to_string(&file).expect("a file").lines().count();
                let name = file.display();
                assert!(
                    lines <= 500,
                    "{name} has {lines} lines: which two jobs does it do?"
                );
            }
        }
    }
}

#[test]
fn every_module_opens_by_saying_what_it_is() {
    for folder in ["modules", "src", "tests", "xtask/src", "xtask/timed/src"] {
        for file in files_below(&root().join(folder), "rs") {
            let text = fs::read_to_string(&file).expect("a file");
            assert!(
                text.starts_with("//!"),
                "{}: begins without `//!`; say in a sentence what it is about",
                file.display(),
            );
        }
    }
}

/// Of `cargo metadata`.
#[derive(serde::Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(serde::Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// Where it comes from; `None` for what stands here.
    source: Option<String>,
}

#[derive(serde::Deserialize)]
struct Policy {
    licenses: Licences,
}

#[derive(serde::Deserialize)]
struct Licences {
    allow: Vec<String>,
}

/// `.cargo/deny.toml` without its list of known faults, which only the internet
/// has.
#[test]
fn dependencies_come_from_the_registry_under_licences_that_go_with_ours() {
    let policy = fs::read_to_string(root().join(".cargo/deny.toml")).expect("the policy");
    let policy: Policy = toml::from_str(&policy).expect("a policy");
    let allowed: Vec<spdx::Licensee> = (policy.licenses.allow.iter())
        .map(|licence| spdx::Licensee::parse(licence).expect("a licence"))
        .collect();
    for manifest in ["Cargo.toml", "bench/Cargo.toml", "modules/sql/Cargo.toml"] {
        let output = std::process::Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--locked"])
            .arg("--manifest-path")
            .arg(root().join(manifest))
            .output()
            .expect("cargo");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let metadata: Metadata = serde_json::from_slice(&output.stdout).expect("metadata");
        for package in metadata.packages {
            let name = format!("{} {}", package.name, package.version);
            let registry = "registry+https://github.com/rust-lang/crates.io-index";
            if let Some(source) = package.source {
                assert_eq!(source, registry, "{name} does not come from the registry");
            }
            let licence = package.license.expect(&name);
            let licence = spdx::Expression::parse_mode(&licence, spdx::ParseMode::LAX);
            let fits = licence
                .expect(&name)
                .evaluate(|wanted| allowed.iter().any(|allowed| allowed.satisfies(wanted)));
            assert!(
                fits,
                "{name} is under a licence that .cargo/deny.toml does not list"
            );
        }
    }
}
