//! What people download and what a browser must read, beside the most that each
//! may weigh.

use std::io::Write;
use std::path::Path;
use std::{fmt, fs};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::wasm;

/// Bytes of one module, gzipped.
const MODULE: usize = 350_000;
/// Bytes of the packed extension.
const EXTENSION: usize = 3_000_000;
/// Bytes of what the popup has beside its module: its HTML, CSS and JS.
const POPUP: usize = 60_000;

/// What something weighs, beside the most that it may.
pub struct Weight {
    what: String,
    bytes: usize,
    most: usize,
}

impl Weight {
    fn is_over(&self) -> bool {
        self.bytes > self.most
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let over = if self.is_over() { ": TOO MUCH" } else { "" };
        let (bytes, most) = (self.bytes / 1000, self.most / 1000);
        write!(out, "{}: {bytes} of {most} kB{over}", self.what)
    }
}

/// What each module weighs.
///
/// # Errors
/// When one cannot be read.
pub fn modules(packages: &Path) -> Result<Vec<Weight>> {
    let weigh = |name: &&str| {
        let bytes = read(&packages.join(name).join(format!("{name}_bg.wasm")))?;
        Ok(Weight {
            what: format!("module {name}, {} kB, gzipped", bytes.len() / 1000),
            bytes: gzipped(&bytes)?,
            most: MODULE,
        })
    };
    wasm::MODULES.iter().map(weigh).collect()
}

/// What the popup of a laid-out extension loads beside its module.
///
/// # Errors
/// When a file cannot be read.
pub fn popup(extension: &Path) -> Result<Weight> {
    let files = [
        "popup.html",
        "page.css",
        "explorer.css",
        "popup.js",
        "waiting.js",
        "pkg/popup.js",
    ];
    let mut bytes = 0;
    for file in files {
        bytes += read(&extension.join(file))?.len();
    }
    Ok(Weight {
        what: "the popup's own files".to_owned(),
        bytes,
        most: POPUP,
    })
}

/// What an archive for a store weighs.
///
/// # Errors
/// When it cannot be read.
pub fn archive(archive: &Path) -> Result<Weight> {
    Ok(Weight {
        what: archive.display().to_string(),
        bytes: read(archive)?.len(),
        most: EXTENSION,
    })
}

fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}
