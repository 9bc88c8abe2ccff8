//! Mozilla's own check of extensions, the one that decides over a listing at
//! addons.mozilla.org.

use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{Done, build, process, setup, target};

const VERSION: &str = "10.7.0";

/// The one warning that stays: `background.service_worker` is Chrome's, and
/// one manifest serves both browsers.
const EXPECTED: [&str; 1] = ["BACKGROUND_SERVICE_WORKER_IGNORED"];

/// Checks the extension as built.
///
/// # Errors
/// For every error and every warning that is not expected, each with its file.
pub fn lint() -> Done {
    if !build::extension().join("manifest.json").exists() {
        build::build(build::Profile::Release)?;
    }
    let program = install()?;
    // It ends with a failure when it finds errors; what it found is read
    // either way.
    let report = Command::new(program)
        .args([
            "lint",
            "--output=json",
            "--no-config-discovery",
            "--source-dir",
        ])
        .arg(build::extension())
        .output()
        .context("cannot start web-ext")?;
    let report: Value = serde_json::from_slice(&report.stdout).with_context(|| {
        format!(
            "web-ext gave no report: {}",
            String::from_utf8_lossy(&report.stderr)
        )
    })?;
    let found: Vec<String> = ["errors", "warnings"]
        .iter()
        .flat_map(|level| report[level].as_array().into_iter().flatten())
        .filter(|finding| !EXPECTED.iter().any(|code| finding["code"] == *code))
        .map(|finding| {
            format!(
                "{} {}: {}",
                finding["code"], finding["file"], finding["message"]
            )
        })
        .collect();
    if !found.is_empty() {
        bail!("{} findings:\n  {}", found.len(), found.join("\n  "));
    }
    Ok(())
}

fn install() -> Result<std::path::PathBuf> {
    let folder = target().join("web-ext");
    let package = folder.join("node_modules/web-ext/package.json");
    let installed = std::fs::read_to_string(package).unwrap_or_default();
    let installed: Value = serde_json::from_str(&installed).unwrap_or_default();
    if installed["version"] != VERSION {
        crate::say(&format!("installing web-ext {VERSION}"));
        let arguments = [
            "install",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
            "--prefix",
        ];
        let npm = setup::npm()?;
        process::output(
            Command::new(npm)
                .args(arguments)
                .arg(&folder)
                .arg(format!("web-ext@{VERSION}")),
        )?;
    }
    let name = if cfg!(windows) {
        "web-ext.cmd"
    } else {
        "web-ext"
    };
    Ok(folder.join("node_modules/.bin").join(name))
}
