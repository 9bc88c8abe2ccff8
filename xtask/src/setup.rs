//! Set-up: finds what a task needs that Cargo does not bring, installs it
//! where that is possible without asking, and otherwise says in one sentence a
//! platform what to install.

use std::process::Command;
use std::sync::Once;

use anyhow::{Result, bail};

use crate::process;

/// What to install, as a person on each platform would.
pub struct Advice {
    /// The thing that is missing, as the beginning of a sentence.
    pub missing: &'static str,
    /// Debian packages; also what is installed without asking.
    pub debian: &'static [&'static str],
    pub fedora: &'static str,
    pub macos: &'static str,
    pub windows: &'static str,
}

impl Advice {
    /// Installs the packages where this machine lets us (root on Debian and
    /// its kin), and otherwise ends with the sentence that says what to do.
    ///
    /// # Errors
    /// Always, unless the packages could be installed.
    pub fn install(&self) -> Result<()> {
        if !may_install() {
            bail!("{}", self.sentence());
        }
        crate::say(&format!("installing {}", self.debian.join(", ")));
        if let Err(error) = install(self.debian) {
            bail!(
                "{} Installing them here was tried: {error:#}",
                self.sentence()
            );
        }
        Ok(())
    }

    /// Says what is missing and what to do about it on each platform.
    pub fn sentence(&self) -> String {
        format!(
            "{}\n  Debian, Ubuntu: sudo apt-get install {}\n  Fedora: {}\n  macOS: {}\n  Windows: {}\n",
            self.missing,
            self.debian.join(" "),
            self.fedora,
            self.macos,
            self.windows
        )
    }
}

/// Whether packages can be installed without asking anybody.
fn may_install() -> bool {
    let root = process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    root && process::find("apt-get").is_some()
}

fn install(packages: &[&str]) -> Result<()> {
    static UPDATED: Once = Once::new();
    UPDATED.call_once(|| {
        // Without it a fresh machine knows no package; if it fails, the
        // installation says why.
        process::succeeds(Command::new("apt-get").args(["update", "--quiet"]));
    });
    process::output(
        Command::new("apt-get")
            .args(["install", "--yes", "--quiet", "--no-install-recommends"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )?;
    Ok(())
}
