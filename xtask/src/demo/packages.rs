//! Packages from the npm registry, pinned by version and hash, unpacked below
//! `target/demo` and kept there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha512};

use crate::{process, setup, target};

#[derive(Debug)]
pub struct Package {
    pub name: &'static str,
    pub version: &'static str,
    /// SHA-512 of the archive, in base64, as npm writes it after `sha512-`.
    pub integrity: &'static str,
}

impl Package {
    /// The folder of its files, fetched if need be.
    ///
    /// # Errors
    /// When it cannot be fetched or is not what it was.
    pub fn unpacked(&self) -> Result<PathBuf> {
        let plain = self.name.trim_start_matches('@').replace('/', "-");
        let folder = target()
            .join("demo")
            .join(format!("{plain}-{}", self.version));
        let files = folder.join("package");
        // Two that want the same package fetch it once.
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        if !files.is_dir() {
            crate::say(&format!("fetching {} {}", self.name, self.version));
            self.fetch(&folder, &files)?;
        }
        Ok(files)
    }

    fn fetch(&self, folder: &Path, files: &Path) -> Result<()> {
        fs::create_dir_all(folder)?;
        let wanted = format!("{}@{}", self.name, self.version);
        let printed = process::output(
            Command::new(setup::npm()?)
                .args(["pack", "--silent", "--pack-destination"])
                .arg(folder)
                .arg(&wanted),
        )
        .with_context(|| format!("{wanted} cannot be fetched; it needs the npm registry once"))?;
        let archive = folder.join(printed.trim());
        let bytes =
            fs::read(&archive).with_context(|| format!("npm left no {}", archive.display()))?;
        let found = STANDARD.encode(Sha512::digest(&bytes));
        if found != self.integrity {
            bail!(
                "{wanted} is not what it was: its hash is sha512-{found}, not sha512-{}",
                self.integrity
            );
        }
        // Next to its place first: half a package would be taken for a whole.
        let part = folder.join("part");
        if part.exists() {
            fs::remove_dir_all(&part)?;
        }
        tar::Archive::new(flate2::read::GzDecoder::new(bytes.as_slice())).unpack(&part)?;
        fs::rename(part.join("package"), files)?;
        fs::remove_dir_all(&part)?;
        fs::remove_file(&archive).context("cannot remove what was unpacked")
    }
}
