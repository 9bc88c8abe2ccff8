//! The browser tests' stage. A test is a piece of the web and a function that
//! drives a browser on it; both run in a new profile with the extension
//! installed, once per browser. What every test must keep is checked here,
//! after each: nobody wrote an error to a console, and the extension made no
//! request of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};

use faultline::report::Report;
use tempfile::TempDir;

use crate::ask;
use crate::browser::{self, Browser, Kind, Options, Tab};
use crate::server::{Running, Site};
use crate::setup::BrowserProgram;

/// One test. What it asserts, it asserts with `assert!` and its kin.
pub struct Test {
    pub name: &'static str,
    /// Those that it runs in: usually [`Kind::ALL`].
    pub browsers: &'static [Kind],
    /// The hosts that it visits.
    pub site: fn() -> Site,
    pub run: fn(&mut Scene) -> Result<()>,
}

impl Test {
    /// A test that runs in both browsers.
    pub const fn in_both(
        name: &'static str,
        site: fn() -> Site,
        run: fn(&mut Scene) -> Result<()>,
    ) -> Test {
        let browsers = &Kind::ALL;
        Test {
            name,
            browsers,
            site,
            run,
        }
    }
}

/// What a test works with.
pub struct Scene {
    pub browser: Box<dyn Browser>,
    pub web: Running,
    /// The last step that began.
    step: String,
    /// Parts of complaints that the test provokes.
    expected: Vec<&'static str>,
    /// The background was killed while it started.
    cut_off: bool,
    /// What requests begin with that the reader had the extension make.
    wanted: Vec<&'static str>,
    program: BrowserProgram,
    extension: PathBuf,
    /// The copy of the extension that was damaged, where one was.
    damaged: Option<TempDir>,
}

impl Scene {
    /// Starts the browser anew, with a copy of the extension to which something
    /// is done first. From then on the extension may complain.
    ///
    /// # Errors
    /// When the copy cannot be made or the browser refuses it.
    pub fn damage(&mut self, how: impl FnOnce(&Path) -> std::io::Result<()>) -> Result<()> {
        let folder = tempfile::tempdir()?;
        copy(&self.extension, folder.path())?;
        how(folder.path()).context("the extension could not be damaged")?;
        let options = options(folder.path(), &self.web);
        self.browser = browser::launch(&self.program, &options)?;
        self.damaged = Some(folder);
        Ok(())
    }

    /// Names what follows, for the reader of a failure.
    pub fn step(&mut self, name: &str) {
        eprintln!("      {name}");
        name.clone_into(&mut self.step);
    }

    /// Says that an error with this text in it may be written to a console by
    /// a *page*; the extension has no excuse.
    pub fn expect_complaint(&mut self, part: &'static str) {
        self.expected.push(part);
    }

    /// Says that the test kills the background at any moment, also while the
    /// browser reads its script, of which the browser then complains.
    pub fn expect_cut_off(&mut self) {
        self.cut_off = true;
    }

    /// Says that the test switches on that the extension asks somebody, at
    /// addresses that begin so.
    pub fn expect_requests(&mut self, start: &'static str) {
        self.wanted.push(start);
    }

    /// Opens the popup for a tab, waits until an expression is true in it, and
    /// gives its text.
    ///
    /// # Errors
    /// When the popup does not open or the expression stays false.
    pub fn popup_text(&mut self, tab: &Tab, ready: &str) -> Result<String> {
        self.browser.open_popup(tab)?;
        self.browser
            .wait_until(browser::Place::Popup, ready, "the popup's answer")?;
        let text = self
            .browser
            .evaluate(browser::Place::Popup, "document.body.innerText")?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// The report on a tab, as the popup gets it, once it no longer changes.
    /// The popup stays open.
    ///
    /// # Errors
    /// When the popup does not open or there is no report.
    pub fn report(&mut self, tab: &Tab) -> Result<Report> {
        self.browser.open_popup(tab)?;
        ask::report(&mut *self.browser, browser::Place::Popup)
    }

    /// What every test must keep.
    fn check(&mut self) -> Result<()> {
        let complaints = self.browser.complaints()?;
        let unexpected = complaints.iter().find(|complaint| {
            let cut_off = self.cut_off && complaint.text.contains("Failed to load the script");
            let excused = complaint.from_extension && (self.damaged.is_some() || cut_off);
            !excused
                && (complaint.from_extension
                    || !self
                        .expected
                        .iter()
                        .any(|part| complaint.text.contains(part)))
        });
        if let Some(complaint) = unexpected {
            bail!(
                "a console got an error from {}: {}",
                complaint.source,
                complaint.text
            );
        }
        let mut requests = self.browser.extension_requests()?;
        requests.retain(|url| !self.wanted.iter().any(|start| url.starts_with(start)));
        if !requests.is_empty() {
            bail!(
                "the extension made requests of its own: {}",
                requests.join(", ")
            );
        }
        Ok(())
    }
}

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
}

/// Runs the tests whose name has `only` in it, in one browser.
pub fn run(tests: &[&[Test]], program: &BrowserProgram, extension: &Path, only: &str) -> Tally {
    let mut tally = Tally::default();
    for test in tests.iter().copied().flatten() {
        if !test.browsers.contains(&program.kind) || !test.name.contains(only) {
            continue;
        }
        eprintln!("  {} {}", program.kind.name(), test.name);
        let start = Instant::now();
        match perform(test, program, extension) {
            Ok(()) => {
                tally.passed += 1;
                eprintln!("    passed in {:.1} s", start.elapsed().as_secs_f32());
            }
            Err(error) => {
                tally.failed += 1;
                eprintln!("    FAILED: {error:#}");
            }
        }
    }
    tally
}

fn perform(test: &Test, program: &BrowserProgram, extension: &Path) -> Result<()> {
    let web = (test.site)().serve()?;
    let browser = browser::launch(program, &options(extension, &web))?;
    let step = "before its first step".to_owned();
    let mut scene = Scene {
        browser,
        web,
        step,
        expected: Vec::new(),
        cut_off: false,
        wanted: Vec::new(),
        program: program.clone(),
        extension: extension.to_path_buf(),
        damaged: None,
    };
    // A failed assertion ends its test and no other.
    let ran = catch_unwind(AssertUnwindSafe(|| (test.run)(&mut scene)));
    let outcome = ran.unwrap_or_else(|_| Err(anyhow!("an assertion failed, see above")));
    outcome.with_context(|| format!("at \"{}\"", scene.step))?;
    scene.check()
}

fn options(extension: &Path, web: &Running) -> Options {
    Options {
        extension: Some(extension.to_path_buf()),
        headless: true,
        network: Some(web.network()),
        ..Options::default()
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            std::fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
