//! Compiles the catalogue and the messages: every file of `src/providers`,
//! `src/outages` and `extension/_locales` is checked and turned into Rust that
//! needs no decoding at run time. A bad file fails the build with its name, the
//! line and what to do.

mod messages;
mod outages;
#[path = "../pattern.rs"]
mod pattern;
mod providers;

use std::path::Path;
use std::process::ExitCode;

/// The compiled text, or every problem that was found.
type Compiled = Result<String, Vec<String>>;

fn main() -> ExitCode {
    for path in [
        "src/build",
        "src/providers",
        "src/outages",
        "extension/_locales",
        "src/pattern.rs",
    ] {
        println!("cargo:rerun-if-changed={path}");
    }
    let parts: [(&str, Compiled); 3] = [
        (
            "messages.rs",
            messages::compile(Path::new("extension/_locales")),
        ),
        (
            "providers.rs",
            providers::compile(Path::new("src/providers")),
        ),
        (
            "outages.rs",
            outages::compile(
                Path::new("src/outages"),
                &providers::names(Path::new("src/providers")),
            ),
        ),
    ];
    let problems: Vec<String> = parts
        .into_iter()
        .flat_map(|(name, compiled)| write(name, compiled))
        .collect();
    for problem in &problems {
        eprintln!("{problem}");
    }
    if problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Writes one compiled text where the library includes it from; gives back the
/// problems.
fn write(name: &str, compiled: Compiled) -> Vec<String> {
    let folder = std::env::var_os("OUT_DIR").unwrap_or_default();
    let written = compiled.and_then(|text| {
        let path = Path::new(&folder).join(name);
        std::fs::write(path, text).map_err(|error| vec![format!("cannot write {name}: {error}")])
    });
    written.err().unwrap_or_default()
}
