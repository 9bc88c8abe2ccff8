//! `cargo xtask run`: a clean browser with the extension in it, on any page or
//! on the demo. With `--headless` nobody has to look: it opens the popup on
//! every page, prints what it reports and keeps a picture of it.

use std::fs;
use std::io::Write;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use faultline::report::Report;
use faultline::view::{Source, json, text};

use crate::browser::{self, Browser, Kind, Options, Place, Wish};
use crate::{Done, ask, build, demo, setup, target};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// What to run.
#[derive(Clone, Debug, clap::Args)]
pub struct Run {
    /// Pages to visit; the demo when none is given
    urls: Vec<String>,
    #[arg(long, value_enum, default_value_t = Kind::Chromium)]
    browser: Kind,
    /// Show no window: visit every page, open the popup, print its report
    #[arg(long)]
    headless: bool,
    /// How to print the reports; JSON is one object per page and line
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Prefer the dark colour scheme
    #[arg(long)]
    dark: bool,
}

/// Wide enough for a sentence, narrow enough for a terminal.
const WIDTH: usize = 96;

/// Runs it.
///
/// # Errors
/// When any step failed.
pub fn run(run: &Run) -> Done {
    if !run.headless && !has_screen() {
        bail!("There is no screen here to open a window on; --headless prints the report instead.");
    }
    build::build(build::Profile::Development)?;
    let program = setup::browser(run.browser)?;
    let (web, urls) = if run.urls.is_empty() {
        let pages = demo::PAGES.map(str::to_owned);
        (Some(demo::site()?.serve()?), pages.to_vec())
    } else {
        (None, run.urls.clone())
    };
    let options = Options {
        extension: Some(build::extension(run.browser)),
        headless: run.headless,
        network: web.as_ref().map(|web| web.network()),
        ..Options::default()
    };
    let mut browser = browser::launch(&program, &options)?;
    crate::say(&format!("{} with Faultline", browser.version()));
    browser.wish(Wish::Dark, run.dark)?;
    if !run.headless {
        for url in &urls {
            browser.open(url)?;
        }
        crate::say("click the button of Faultline in the toolbar; close the browser to end this");
        return browser.wait();
    }
    for (number, url) in urls.iter().enumerate() {
        let name = match number {
            0 => format!("popup-{}.png", run.browser.name()),
            _ => format!("popup-{}-{}.png", run.browser.name(), number + 1),
        };
        let report = visit(&mut *browser, url, &name).with_context(|| format!("on {url}"))?;
        print(&report, run.format)?;
    }
    complain(&mut *browser)
}

/// Visits a page, opens the popup on it and keeps a picture.
fn visit(browser: &mut dyn Browser, url: &str, picture: &str) -> Result<Report> {
    let tab = browser.open(url)?;
    browser.open_popup(&tab)?;
    let report = ask::report(browser, Place::Popup)?;
    let shown = "document.getElementById('app').getAttribute('aria-busy') !== 'true'";
    browser.wait_until(Place::Popup, shown, "the popup to show the report")?;
    let folder = target().join("screenshots");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(picture), browser.screenshot(Place::Popup)?)?;
    crate::say(&format!("{}", folder.join(picture).display()));
    browser.close_popup()?;
    Ok(report)
}

fn print(report: &Report, format: Format) -> Done {
    let source = Source::default();
    let text = match format {
        Format::Text => text::page(report, &source, WIDTH),
        Format::Json => json::page(report, &source),
    };
    writeln!(std::io::stdout(), "{}", text.trim_end()).context("nobody reads the report")
}

/// The extension has no excuse for an error, and none for a request.
fn complain(browser: &mut dyn Browser) -> Done {
    let complaints = browser.complaints()?;
    if let Some(complaint) = complaints.iter().find(|complaint| complaint.from_extension) {
        bail!(
            "the extension wrote an error to the console, from {}: {}",
            complaint.source,
            complaint.text
        );
    }
    let requests = browser.extension_requests()?;
    if !requests.is_empty() {
        bail!(
            "the extension made requests of its own: {}",
            requests.join(", ")
        );
    }
    Ok(())
}

/// Whether a window can be shown. Only Linux tells beforehand.
fn has_screen() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some())
}
