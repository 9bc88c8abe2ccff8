//! The browser as a program: a process with a profile of its own, both of
//! which go when the value does.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

/// How long a browser may take to start. A cold one on a busy machine is slow.
const START: Duration = Duration::from_secs(60);

pub struct Program {
    child: Child,
    profile: TempDir,
}

/// A folder for a profile, empty.
///
/// # Errors
/// When no temporary folder can be made.
pub fn profile() -> Result<TempDir> {
    tempfile::Builder::new()
        .prefix("faultline-profile-")
        .tempdir()
        .context("cannot make a folder for the browser's profile")
}

impl Program {
    /// Starts a browser on a profile. What it prints goes to a file there.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(path: &Path, arguments: &[String], profile: TempDir) -> Result<Program> {
        let log =
            File::create(log_path(profile.path())).context("cannot write the browser's log")?;
        let child = Command::new(path)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            // A crash shows in the test; nobody reads the reporter's window.
            .env("MOZ_CRASHREPORTER_DISABLE", "1")
            .spawn()
            .with_context(|| format!("cannot start {}", path.display()))?;
        Ok(Program { child, profile })
    }

    /// Waits until the browser has written a file of its profile that says
    /// where it listens, and gives what `parse` makes of it.
    ///
    /// # Errors
    /// When the browser ends first or never writes the file.
    pub fn wait_for_file<T>(&mut self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T> {
        let deadline = Instant::now() + START;
        loop {
            let written = fs::read_to_string(self.profile.path().join(name)).ok();
            if let Some(found) = written.as_deref().and_then(&parse) {
                return Ok(found);
            }
            if let Some(status) = self.child.try_wait()? {
                bail!(
                    "the browser ended as soon as it was started ({status}):\n{}",
                    self.log()
                );
            }
            if Instant::now() > deadline {
                bail!(
                    "the browser did not start within {START:?}:\n{}",
                    self.log()
                );
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until the process has ended by itself.
    ///
    /// # Errors
    /// When waiting is not possible.
    pub fn wait(&mut self) -> Result<()> {
        self.child
            .wait()
            .map(drop)
            .context("cannot wait for the browser")
    }

    /// Gives the process a moment to end by itself, after it was asked to.
    pub fn expect_end(&mut self) {
        let deadline = Instant::now() + Duration::from_secs(3);
        while Instant::now() < deadline && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The last lines that the browser printed.
    fn log(&self) -> String {
        let text = fs::read(log_path(self.profile.path())).unwrap_or_default();
        let text = String::from_utf8_lossy(&text).into_owned();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Both fail when the process has ended already, which is what we want.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn log_path(profile: &Path) -> PathBuf {
    profile.join("browser.log")
}
