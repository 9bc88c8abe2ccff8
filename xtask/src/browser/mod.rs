//! Real browsers, driven through their own remote protocols and nothing else:
//! Chromium by the Chrome DevTools Protocol, Firefox by WebDriver BiDi. No
//! driver program, no Node.
//!
//! [`launch`] starts one with a clean profile and the extension installed; it
//! ends, and its profile goes, when the value is dropped. Both browsers are the
//! same trait, so that a test is written once:
//!
//! ```ignore
//! let mut browser = browser::launch(&program, &Options { extension, network, .. })?;
//! let tab = browser.open("https://shop.test/")?;
//! browser.open_popup(&tab)?;
//! browser.wait_until(Place::Popup, "document.querySelector('h1')", "the answer")?;
//! let text = browser.evaluate(Place::Popup, "document.body.innerText")?;
//! assert!(browser.complaints()?.is_empty());
//! ```
//!
//! What is given to `evaluate` is a JavaScript *expression*; a promise is
//! awaited, and the value comes back as JSON. Nothing sleeps for a fixed time:
//! everything waits for a condition, and says which one when it does not come.

mod chromium;
mod firefox;
mod program;
mod socket;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::ValueEnum;
use serde_json::Value;

use crate::server::Network;
use crate::setup::BrowserProgram;
pub use socket::Hung;

/// The two engines that Faultline is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    Chromium,
    Firefox,
}

impl Kind {
    pub const ALL: [Kind; 2] = [Kind::Chromium, Kind::Firefox];

    /// As in `popup-chromium.png`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Chromium => "chromium",
            Kind::Firefox => "firefox",
        }
    }
}

/// How a browser is started.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder of an unpacked extension.
    pub extension: Option<PathBuf>,
    pub headless: bool,
    /// Hosts that lead to a local server. With a network, no other host name
    /// resolves.
    pub network: Option<Network>,
    /// Nobody will ask for complaints and requests: telling of them costs every
    /// request time, which is in the way where time is what is asked for.
    pub unwatched: bool,
}

/// What a process took so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Usage {
    /// Bytes that it holds now and shares with no other.
    pub memory: u64,
    /// Of the processor.
    pub time: Duration,
}

/// A tab, for as long as it is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab(String);

/// Where a script runs.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// The document in a tab, which may be one of the extension's own pages.
    Tab(&'a Tab),
    /// The toolbar popup, after [`Browser::open_popup`].
    Popup,
    /// The panel among the tools for developers, after [`Browser::open_panel`].
    Panel,
    /// The extension's background, if it runs.
    Background,
}

/// What a reader wants of all that they look at, and sets in their system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Dark,
    /// The reader's own few colours in place of a page's.
    ForcedColours,
    /// Nothing that moves.
    LessMotion,
}

/// How much of the cache a reload may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reload {
    Plain,
    BypassCache,
}

/// Something that a page or the extension wrote to the console as an error, or
/// threw and did not catch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Of the extension (background, popup, pages, content scripts), and not
    /// of a visited page.
    pub from_extension: bool,
    /// The address of the script or document.
    pub source: String,
    pub text: String,
}

/// One running browser.
pub trait Browser {
    fn kind(&self) -> Kind;

    /// The name and version, for the log.
    fn version(&self) -> &str;

    /// The address of one of the extension's own files.
    ///
    /// # Errors
    /// When no extension is installed.
    fn extension_url(&self, path: &str) -> Result<String>;

    /// Opens a tab in front of the others and waits until it has loaded.
    ///
    /// # Errors
    /// When the address cannot be loaded.
    fn open(&mut self, url: &str) -> Result<Tab>;

    /// Opens an empty tab in a window of its own, which is shown however many
    /// there are. With `fresh` it shares nothing with other tabs: no cache, no
    /// cookies, no workers, in Chromium not even the extension. What such a tab
    /// shows runs this script first, before the document's own.
    ///
    /// # Errors
    /// When the browser opens no window.
    fn open_window(&mut self, fresh: Option<&str>) -> Result<Tab>;

    /// Allows the extension in private windows, for which it is loaded anew, and
    /// opens one with an empty tab. Its popups are those that are opened from now
    /// on, until the tab is closed. Only Firefox can.
    ///
    /// # Errors
    /// When the browser gives no such window, and in Chromium.
    fn open_private(&mut self) -> Result<Tab> {
        anyhow::bail!("{} opens no private window for a test", self.version())
    }

    /// The value of an expression in every document of a tab, the tab's own
    /// first. A document that goes away meanwhile has none, and neither has a
    /// tab of [`Browser::open_window`] that waits for its first.
    ///
    /// # Errors
    /// When the tab is gone or the expression throws in its own document.
    fn evaluate_in_documents(&mut self, tab: &Tab, expression: &str) -> Result<Vec<Value>>;

    /// Starts a navigation or does whatever else `url` does, without waiting.
    ///
    /// # Errors
    /// When the browser refuses it, for example because nobody answers there.
    fn start(&mut self, tab: &Tab, url: &str) -> Result<()>;

    /// Starts to reload, without waiting.
    ///
    /// # Errors
    /// When the tab is gone.
    fn start_reload(&mut self, tab: &Tab, how: Reload) -> Result<()>;

    /// Brings a tab to the front.
    ///
    /// # Errors
    /// When the tab is gone.
    fn select(&mut self, tab: &Tab) -> Result<()>;

    /// Closes a tab.
    ///
    /// # Errors
    /// When the tab is gone already.
    fn close(&mut self, tab: Tab) -> Result<()>;

    /// The value of a JavaScript expression.
    ///
    /// # Errors
    /// When it throws, or the place is not there.
    fn evaluate(&mut self, place: Place, expression: &str) -> Result<Value>;

    /// Presses and lets go a key, as `KeyboardEvent.key` names it: `Tab`,
    /// `Enter`, `ArrowDown`, or one character. Only where something is shown.
    ///
    /// # Errors
    /// When the place is not there.
    fn press(&mut self, place: Place, key: &str) -> Result<()>;

    /// Opens the real toolbar popup for a tab, as a click on the button does.
    /// Works while the background is dead.
    ///
    /// # Errors
    /// When no popup appears.
    fn open_popup(&mut self, tab: &Tab) -> Result<()>;

    /// Chooses an entry of the extension's in the menu of the page in a tab.
    ///
    /// # Errors
    /// When there is no such entry.
    fn choose_in_menu(&mut self, tab: &Tab, entry: &str) -> Result<()>;

    /// Closes the popup, if it is open.
    ///
    /// # Errors
    /// When it stays.
    fn close_popup(&mut self) -> Result<()>;

    /// Opens the browser's tools for developers on a tab, and the extension's
    /// panel in them.
    ///
    /// # Errors
    /// When no panel appears.
    fn open_panel(&mut self, tab: &Tab) -> Result<()>;

    /// A picture (PNG) of what the place shows. The background shows nothing.
    ///
    /// # Errors
    /// When the place is not there.
    fn screenshot(&mut self, place: Place) -> Result<Vec<u8>>;

    /// Makes the place as large as this, in CSS pixels. Only for tabs.
    ///
    /// # Errors
    /// When the tab is gone.
    fn resize(&mut self, tab: &Tab, width: u32, height: u32) -> Result<()>;

    /// Grants a wish or takes it back, for everything opened from now on.
    ///
    /// # Errors
    /// When the browser refuses.
    fn wish(&mut self, wish: Wish, on: bool) -> Result<()>;

    /// Crashes the process that shows a tab's page, and with it other tabs that
    /// it shows. The tab itself stays.
    ///
    /// # Errors
    /// When it survives.
    fn crash(&mut self, tab: &Tab) -> Result<()>;

    /// Whether the extension's background is alive.
    ///
    /// # Errors
    /// When the browser does not say.
    fn background_runs(&mut self) -> Result<bool>;

    /// Kills the extension's background as the browser does when it is idle:
    /// its memory is gone, and the next event starts it anew.
    ///
    /// # Errors
    /// When it survives.
    fn kill_background(&mut self) -> Result<()>;

    /// Takes from the extension the access to hosts, or gives it back, as a
    /// person does in the browser's own settings.
    ///
    /// # Errors
    /// When the browser refuses.
    fn set_host_access(&mut self, granted: bool) -> Result<()>;

    /// Everything that anybody complained about since the start.
    ///
    /// # Errors
    /// When the browser does not say.
    fn complaints(&mut self) -> Result<Vec<Complaint>>;

    /// The addresses of all requests that the extension itself made over the
    /// network since the start.
    ///
    /// # Errors
    /// When the browser does not say.
    fn extension_requests(&mut self) -> Result<Vec<String>>;

    /// What the process of the extension took so far. It may have some
    /// extensions of the browser's own in it, too.
    ///
    /// # Errors
    /// When there is none, or the system does not say.
    fn extension_usage(&mut self) -> Result<Usage>;

    /// Waits until the person closes the browser.
    ///
    /// # Errors
    /// When waiting is not possible.
    fn wait(&mut self) -> Result<()>;
}

/// What a tab shows before it shows anything.
const EMPTY: &str = "about:blank";
/// How long a condition may take to come true.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is made of the primitives, the same way in both browsers.
impl dyn Browser + '_ {
    /// Navigates and waits until the new document has loaded.
    ///
    /// # Errors
    /// When the address cannot be loaded.
    pub fn navigate(&mut self, tab: &Tab, url: &str) -> Result<()> {
        self.leave(tab, &format!("{url} to load"), url == EMPTY, |browser| {
            browser.start(tab, url)
        })
    }

    /// Leaves an empty tab for an address and waits for nothing: not for the
    /// address to answer, and not for the page.
    ///
    /// # Errors
    /// When the tab is gone.
    pub fn set_off(&mut self, tab: &Tab, url: &str) -> Result<()> {
        let url = Value::from(url);
        let expression = format!("void setTimeout(() => location.replace({url}))");
        self.evaluate(Place::Tab(tab), &expression).map(drop)
    }

    /// Reloads and waits until the document has loaded.
    ///
    /// # Errors
    /// When it does not load.
    pub fn reload(&mut self, tab: &Tab, how: Reload) -> Result<()> {
        self.leave(tab, "the reload", false, |browser| {
            browser.start_reload(tab, how)
        })
    }

    /// Goes back in the tab's history and waits until the page is there.
    ///
    /// # Errors
    /// When there is nothing to go back to.
    pub fn back(&mut self, tab: &Tab) -> Result<()> {
        self.traverse(tab, "history.back()")
    }

    /// Goes forward in the tab's history and waits until the page is there.
    ///
    /// # Errors
    /// When there is nothing to go forward to.
    pub fn forward(&mut self, tab: &Tab) -> Result<()> {
        self.traverse(tab, "history.forward()")
    }

    /// Runs a script in a page that makes it leave for another document, such
    /// as a click on a link, and waits until that has loaded.
    ///
    /// # Errors
    /// When the script throws or nothing loads.
    pub fn follow(&mut self, tab: &Tab, script: &str) -> Result<()> {
        self.traverse(tab, script)
    }

    /// Waits until an expression is true, and gives its value. While a document
    /// is being replaced there is nothing to ask, so that errors count as "not
    /// yet". `what` ends the sentence "waited for".
    ///
    /// # Errors
    /// When it stays false.
    pub fn wait_until(&mut self, place: Place, expression: &str, what: &str) -> Result<Value> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let answer = self.evaluate(place, expression);
            match &answer {
                Ok(value) if truthy(value) => return answer,
                _ if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(25)),
                Ok(value) => {
                    bail!(
                        "waited {} seconds for {what}; it is {value}",
                        PATIENCE.as_secs()
                    )
                }
                Err(error) => {
                    bail!(
                        "waited {} seconds for {what}; {error:#}",
                        PATIENCE.as_secs()
                    )
                }
            }
        }
    }

    /// The script runs after its own answer: a document that goes away gives
    /// none.
    fn traverse(&mut self, tab: &Tab, script: &str) -> Result<()> {
        let expression = format!("void setTimeout(() => {{ {script} }})");
        self.leave(
            tab,
            &format!("the page after `{script}`"),
            false,
            |browser| browser.evaluate(Place::Tab(tab), &expression).map(drop),
        )
    }

    /// Marks the document, does something that replaces it, and waits for a
    /// loaded document without the mark. A document that comes back from the
    /// back/forward cache, and one that only changes its address, take the mark
    /// off themselves.
    fn leave(
        &mut self,
        tab: &Tab,
        what: &str,
        to_empty: bool,
        departure: impl FnOnce(&mut dyn Browser) -> Result<()>,
    ) -> Result<()> {
        const MARK: &str = "(() => {
            globalThis.leaving = true;
            for (const event of ['pageshow', 'popstate', 'hashchange'])
                addEventListener(event, () => { delete globalThis.leaving }, { once: true });
        })()";
        self.evaluate(Place::Tab(tab), MARK)?;
        departure(self)?;
        // A tab that moves to another process is empty and complete for a moment.
        let arrived = format!(
            "document.readyState === 'complete' && !globalThis.leaving
                && ({to_empty} || location.href !== '{EMPTY}')"
        );
        self.wait_until(Place::Tab(tab), &arrived, what)?;
        Ok(())
    }
}

/// Starts a browser with a clean profile.
///
/// # Errors
/// When it does not start, or does not accept the extension.
pub fn launch(program: &BrowserProgram, options: &Options) -> Result<Box<dyn Browser>> {
    Ok(match program.kind {
        Kind::Chromium => Box::new(chromium::Chromium::launch(&program.path, options)?),
        Kind::Firefox => Box::new(firefox::Firefox::launch(&program.path, options)?),
    })
}

/// An expression as a script whose value is a string of JSON, whatever the
/// protocol makes of values.
fn as_json(expression: &str) -> String {
    format!("(async () => JSON.stringify((await ({expression})) ?? null))()")
}

/// As JavaScript sees it.
fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn truth_is_javascripts() {
        for value in [json!(true), json!(1), json!("0"), json!([]), json!({})] {
            assert!(truthy(&value), "{value}");
        }
        for value in [json!(null), json!(false), json!(0), json!(""), json!(-0.0)] {
            assert!(!truthy(&value), "{value}");
        }
    }
}
