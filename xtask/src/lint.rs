//! Mozilla's own check of extensions, the one that decides over a listing at
//! addons.mozilla.org.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::browser::Kind;
use crate::{Done, build, process, setup, target};

const VERSION: &str = "10.7.0";
/// Used where the machine's own Node is too old for that version.
const NODE: &str = "22.12.0";
const OLDEST_NODE: u32 = 20;

/// Checks the extension as built.
///
/// # Errors
/// For every error and every warning, each with its file.
pub fn lint() -> Done {
    if !build::extension(Kind::Firefox)
        .join("manifest.json")
        .exists()
    {
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
        .arg(build::extension(Kind::Firefox))
        .env("PATH", path()?)
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

/// Gives the program, fetched if need be.
fn install() -> Result<PathBuf> {
    let name = if cfg!(windows) {
        "web-ext.cmd"
    } else {
        "web-ext"
    };
    let program = folder().join("node_modules/.bin").join(name);
    let package = folder().join("node_modules/web-ext/package.json");
    let installed = std::fs::read_to_string(package).unwrap_or_default();
    let installed: Value = serde_json::from_str(&installed).unwrap_or_default();
    if installed["version"] == VERSION && program.exists() {
        return Ok(program);
    }
    crate::say(&format!("installing web-ext {VERSION}"));
    let npm = setup::npm()?;
    let arguments = [
        "install",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        "--prefix",
    ];
    let install = |package: String| {
        process::output(
            Command::new(&npm)
                .args(arguments)
                .arg(folder())
                .arg(package),
        )
    };
    install(format!("web-ext@{VERSION}"))?;
    let node = process::output(Command::new("node").arg("--version")).unwrap_or_default();
    if major(&node).is_none_or(|version| version < OLDEST_NODE) {
        install(format!("node@{NODE}"))?;
    }
    Ok(program)
}

fn folder() -> PathBuf {
    target().join("web-ext")
}

/// `PATH`, with the programs that were installed along with web-ext first.
fn path() -> Result<OsString> {
    let own = folder().join("node_modules/.bin");
    let known = std::env::var_os("PATH").unwrap_or_default();
    Ok(std::env::join_paths(
        [own].into_iter().chain(std::env::split_paths(&known)),
    )?)
}

/// `v22.12.0` is 22.
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node() {
        let check = |told: &str, expect: Option<u32>| assert_eq!(major(told), expect, "{told}");
        check("v18.20.4\n", Some(18));
        check("v22.12.0", Some(22));
        check("", None);
    }
}
