//! What people download and what a browser must read, beside the most that each
//! may weigh.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{Done, say, wasm};

/// Bytes of one module, gzipped.
const MODULE: usize = 350_000;
/// Bytes of the packed extension.
pub const EXTENSION: usize = 3_000_000;
/// Bytes of what the popup has beside its module: its HTML, CSS and JS.
const POPUP: usize = 60_000;

/// Says what each module weighs.
///
/// # Errors
/// When one cannot be read.
pub fn modules(packages: &Path) -> Done {
    for name in wasm::MODULES {
        let bytes = read(&packages.join(name).join(format!("{name}_bg.wasm")))?;
        let packed = gzipped(&bytes)?;
        let raw = bytes.len() / 1000;
        let verdict = judge(packed, MODULE);
        say(&format!("module {name}: {raw} kB, gzipped {verdict}"));
    }
    Ok(())
}

/// Says what the popup of a laid-out extension loads beside its module.
///
/// # Errors
/// When a file cannot be read.
pub fn popup(extension: &Path) -> Done {
    let files = ["popup.html", "page.css", "popup.js", "pkg/pages.js"];
    let mut sum = 0;
    for file in files {
        sum += read(&extension.join(file))?.len();
    }
    say(&format!("the popup's own files: {}", judge(sum, POPUP)));
    Ok(())
}

/// So many bytes beside the most that there may be, and whether it is too much.
pub fn judge(bytes: usize, most: usize) -> String {
    let over = if bytes > most { ": TOO MUCH" } else { "" };
    format!("{} of {} kB{over}", bytes / 1000, most / 1000)
}

fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}
