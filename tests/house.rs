//! The rules of the house that the compiler does not know.

use std::fs;
use std::path::{Path, PathBuf};

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
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
