//! Set-up: finds what a task needs that Cargo does not bring, installs it
//! where that is possible without asking, and otherwise says in one sentence a
//! platform what to install.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Once, OnceLock};

use anyhow::{Context, Result, bail};

use crate::browser::Kind;
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
    is_root() && process::find("apt-get").is_some()
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

/// A browser on this machine.
#[derive(Clone, Debug)]
pub struct BrowserProgram {
    pub kind: Kind,
    pub path: PathBuf,
}

/// Finds a browser, installs it where that is possible, and checks that it is
/// new enough.
///
/// # Errors
/// With the sentence that says what to install.
pub fn browser(kind: Kind) -> Result<BrowserProgram> {
    let variable = kind.name().to_uppercase();
    let path = match std::env::var_os(&variable) {
        Some(path) => {
            let path = PathBuf::from(path);
            if !process::is_program(&path) {
                bail!(
                    "{variable} names {}, and there is no program",
                    path.display()
                );
            }
            path
        }
        None => match find(kind) {
            Some(path) => path,
            None => {
                advice(kind).install()?;
                find(kind)
                    .with_context(|| format!("{} is installed and cannot be found", kind.name()))?
            }
        },
    };
    check_version(kind, &path)?;
    Ok(BrowserProgram { kind, path })
}

/// Node's package manager, from which `web-ext` and the demo's pages come.
///
/// # Errors
/// With the sentence that says what to install.
pub fn npm() -> Result<PathBuf> {
    if let Some(path) = process::find("npm").or_else(|| process::find("npm.cmd")) {
        return Ok(path);
    }
    NPM.install()?;
    process::find("npm").context("npm is installed and cannot be found")
}

/// Python's package manager, from which the address ranges come.
///
/// # Errors
/// With the sentence that says what to install.
pub fn pip() -> Result<PathBuf> {
    if let Some(path) = process::find("pip3").or_else(|| process::find("pip")) {
        return Ok(path);
    }
    PIP.install()?;
    process::find("pip3").context("pip is installed and cannot be found")
}

/// Whether this is the superuser, who may install packages and whom Chromium's
/// sandbox refuses.
pub fn is_root() -> bool {
    static ROOT: OnceLock<bool> = OnceLock::new();
    *ROOT.get_or_init(|| {
        process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
    })
}

const PIP: Advice = Advice {
    missing: "`cargo xtask data` needs Python's package manager pip.",
    debian: &["python3-pip"],
    fedora: "sudo dnf install python3-pip",
    macos: "brew install python",
    windows: "winget install Python.Python.3.13",
};

const NPM: Advice = Advice {
    missing: "npm is missing. It brings web-ext, Mozilla's check of extensions, and the pages of \
              the demo:",
    debian: &["npm"],
    fedora: "sudo dnf install nodejs-npm",
    macos: "brew install node",
    windows: "winget install OpenJS.NodeJS.LTS",
};

fn advice(kind: Kind) -> Advice {
    match kind {
        Kind::Chromium => Advice {
            missing: "There is no Chromium here, and no Chrome. Set CHROMIUM to the program if it \
                      has an unusual place; otherwise:",
            debian: &["chromium"],
            fedora: "sudo dnf install chromium",
            macos: "brew install --cask chromium",
            windows: "winget install Hibbiki.Chromium",
        },
        Kind::Firefox => Advice {
            missing: "There is no Firefox here. Set FIREFOX to the program if it has an unusual \
                      place; otherwise:",
            debian: &["firefox-esr"],
            fedora: "sudo dnf install firefox",
            macos: "brew install --cask firefox",
            windows: "winget install Mozilla.Firefox",
        },
    }
}

/// The first that is there, by name in `PATH` or by the platform's own place.
fn find(kind: Kind) -> Option<PathBuf> {
    let (names, places): (&[&str], &[&str]) = match kind {
        // Chromium before Chrome: Chrome loads no unpacked extension that a
        // program asks it to.
        Kind::Chromium => (
            &[
                "chromium",
                "chromium-browser",
                "google-chrome-stable",
                "google-chrome",
                "chrome",
            ],
            &[
                "/Applications/Chromium.app/Contents/MacOS/Chromium",
                "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                r"Chromium\Application\chrome.exe",
                r"Google\Chrome\Application\chrome.exe",
            ],
        ),
        Kind::Firefox => (
            &["firefox", "firefox-esr"],
            &[
                "/Applications/Firefox.app/Contents/MacOS/firefox",
                r"Mozilla Firefox\firefox.exe",
            ],
        ),
    };
    let windows = ["LOCALAPPDATA", "PROGRAMFILES", "PROGRAMFILES(X86)"];
    let roots: Vec<PathBuf> = windows
        .iter()
        .filter_map(std::env::var_os)
        .map(PathBuf::from)
        .collect();
    let rooted = places
        .iter()
        .flat_map(|place| roots.iter().map(move |root| root.join(place)));
    let absolute = places
        .iter()
        .filter(|place| place.starts_with('/'))
        .map(PathBuf::from);
    let placed = absolute
        .chain(rooted)
        .find(|path| process::is_program(path));
    names.iter().find_map(|name| process::find(name)).or(placed)
}

/// Windows' browsers open a window instead of telling their version, so that
/// there the extension's own minimum has to do.
fn check_version(kind: Kind, path: &Path) -> Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    let told = process::output(Command::new(path).arg("--version"))?;
    // The lowest with which the tests pass; the manifest asks for less.
    let lowest = match kind {
        Kind::Chromium => 139,
        Kind::Firefox => 140,
    };
    match major(&told) {
        Some(version) if version >= lowest => Ok(()),
        Some(version) => bail!(
            "{} is version {version}; driving the toolbar popup takes {lowest} or newer. {}",
            path.display(),
            advice(kind).sentence()
        ),
        None => bail!(
            "{} does not tell its version; it says {:?}",
            path.display(),
            told.trim()
        ),
    }
}

/// `Mozilla Firefox 153.7.0esr` is 153.
fn major(told: &str) -> Option<u32> {
    told.split_whitespace()
        .find_map(|word| word.split_once('.')?.0.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        let check = |told: &str, expect: Option<u32>| assert_eq!(major(told), expect, "{told}");
        check("Mozilla Firefox 153.7.0esr\n", Some(153));
        check(
            "Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)",
            Some(156),
        );
        check("Google Chrome 141.0.7390.37", Some(141));
        check("command not found", None);
    }
}
