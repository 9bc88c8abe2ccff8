//! Chromium, Chrome and their kin, by the Chrome DevTools Protocol.
//!
//! Everything is attached to before it runs its first line, so that no error
//! and no request is missed: a new target waits, is asked to report, and is let
//! go, all on the thread that reads the socket.

mod console;
mod flags;
mod keyboard;
mod media;
mod panel;
mod popup;
mod target;
mod usage;
mod windows;

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use base64::Engine;
use serde_json::{Value, json};

use super::program::{self, Program};
use super::socket::{Socket, text};
use super::{Browser, Complaint, Kind, Options, Place, Reload, Tab, Usage, Wish, as_json};
use media::Wishes;
use target::{Attached, Target, introduce};

pub struct Chromium {
    // Before the program: the connection closes first.
    socket: Socket,
    program: Program,
    version: String,
    attached: RefCell<Attached>,
    /// Of the extension.
    id: Option<String>,
    wishes: Arc<Wishes>,
    /// The tab that the open popup is, for the protocol.
    popup: Option<Tab>,
    /// The context of each fresh tab.
    fresh: HashMap<String, String>,
    /// Contexts that no tab uses now, each with a window.
    contexts: Vec<String>,
}

impl Chromium {
    pub fn launch(path: &Path, options: &Options) -> Result<Chromium> {
        let profile = program::profile()?;
        let arguments = flags::arguments(profile.path(), options);
        let mut program = Program::start(path, &arguments, profile)?;
        let (port, endpoint) = program.wait_for_file("DevToolsActivePort", |file| {
            let (port, endpoint) = file.trim().split_once('\n')?;
            Some((port.parse().ok()?, endpoint.to_owned()))
        })?;
        let wishes = Arc::new(Wishes::default());
        let wanted = wishes.clone();
        let watched = !options.unwatched;
        let socket = Socket::connect(port, &endpoint, move |socket, event| {
            if event["method"] == "Target.attachedToTarget" {
                // When the connection is gone, so is the target.
                let _ = introduce(socket, event, &wanted, watched);
            }
            target::is_telling(event)
        })?;
        let version = text(&socket.call(None, "Browser.getVersion", json!({}))?["product"]);
        socket.call(
            None,
            "Target.setDiscoverTargets",
            json!({ "discover": true, "filter": [{}] }),
        )?;
        // Pages are attached to through their tab, which survives what happens
        // to them; the browser's own surfaces are left alone.
        let filter = ["page", "browser_ui", "other", "browser"]
            .map(|kind| json!({ "type": kind, "exclude": true }));
        let filter: Vec<Value> = filter.into_iter().chain([json!({})]).collect();
        let attach = json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true, "filter": filter });
        socket.call(None, "Target.setAutoAttach", attach)?;
        let id = match &options.extension {
            Some(folder) => Some(flags::load(&socket, folder)?),
            None => None,
        };
        let mut chromium = Chromium {
            socket,
            program,
            version,
            attached: RefCell::default(),
            id,
            wishes,
            popup: None,
            fresh: HashMap::new(),
            contexts: Vec::new(),
        };
        if chromium.id.is_some() {
            // Installed is not yet listening: what happened before would be
            // lost, as it never is for a person.
            chromium.wait_for("the extension to start", |chromium| {
                chromium.background().ok()?
            })?;
            let browser: &mut dyn Browser = &mut chromium;
            let listening = "self.serviceWorker?.state === 'activated'";
            browser.wait_until(Place::Background, listening, "the background to listen")?;
        }
        Ok(chromium)
    }

    /// Everything that is attached now.
    fn targets(&self) -> Vec<Target> {
        let mut attached = self.attached.borrow_mut();
        attached.catch_up(&self.socket);
        attached.targets.clone()
    }

    /// The session in which the visible document of a tab lives.
    fn page_session(&self, tab: &Tab) -> Result<String> {
        let targets = self.targets();
        let holder = targets
            .iter()
            .find(|target| target.id == tab.0)
            .context("the tab is closed")?;
        let mut pages = targets.iter().filter(|target| {
            target.parent.as_ref() == Some(&holder.session)
                && target.kind == "page"
                && !target.prerendered
        });
        pages
            .next_back()
            .map(|page| page.session.clone())
            .context("the tab has no document")
    }

    fn session(&self, place: Place) -> Result<String> {
        match place {
            Place::Tab(tab) => self.page_session(tab),
            Place::Popup => {
                let popup = self.popup.as_ref().context("the popup is not open")?;
                self.page_session(popup).context("the popup has closed")
            }
            Place::Panel => Ok(panel::panel(self)?.session),
            Place::Background => {
                let background = self
                    .background()?
                    .context("the background is not running")?;
                Ok(background.session)
            }
        }
    }

    fn background(&self) -> Result<Option<Target>> {
        let base = self.extension_url("")?;
        let mut workers = self
            .targets()
            .into_iter()
            .filter(|target| target.kind == "service_worker");
        Ok(workers.rfind(|worker| worker.url.starts_with(&base)))
    }

    /// The origin of the extension, or what no address begins with.
    fn base(&self) -> String {
        self.extension_url("")
            .unwrap_or_else(|_| "no extension".to_owned())
    }

    /// The address of every session that there ever was.
    fn sessions(&self) -> Vec<(String, String)> {
        self.socket.events(0, |event| {
            (event["method"] == "Target.attachedToTarget").then(|| {
                let params = &event["params"];
                (
                    text(&params["sessionId"]),
                    text(&params["targetInfo"]["targetId"]),
                )
            })
        })
    }

    /// Waits until `done` says so.
    fn wait_for<T>(&self, what: &str, done: impl Fn(&Chromium) -> Option<T>) -> Result<T> {
        let from = self.socket.events_so_far().saturating_sub(1);
        if let Some(found) = done(self) {
            return Ok(found);
        }
        let deadline = Instant::now() + super::PATIENCE;
        let mut seen = from;
        loop {
            // Any event may be the one; none within a moment is no reason to
            // look less often.
            std::thread::sleep(Duration::from_millis(10));
            let now = self.socket.events_so_far();
            if now != seen
                && let Some(found) = done(self)
            {
                return Ok(found);
            }
            seen = now;
            if Instant::now() > deadline {
                bail!("waited {} seconds for {what}", super::PATIENCE.as_secs());
            }
        }
    }
}

impl Browser for Chromium {
    fn kind(&self) -> Kind {
        Kind::Chromium
    }

    fn version(&self) -> &str {
        &self.version
    }

    fn extension_url(&self, path: &str) -> Result<String> {
        let id = self.id.as_ref().context("no extension is installed")?;
        Ok(format!("chrome-extension://{id}/{path}"))
    }

    fn open(&mut self, url: &str) -> Result<Tab> {
        let params = json!({ "url": "about:blank", "forTab": true });
        let made = self.socket.call(None, "Target.createTarget", params)?;
        let tab = Tab(text(&made["targetId"]));
        self.wait_for("a new tab", |chromium| chromium.page_session(&tab).ok())?;
        let browser: &mut dyn Browser = self;
        browser.navigate(&tab, url)?;
        Ok(tab)
    }

    fn open_window(&mut self, fresh: Option<&str>) -> Result<Tab> {
        windows::open(self, fresh)
    }

    fn evaluate_in_documents(&mut self, tab: &Tab, expression: &str) -> Result<Vec<Value>> {
        windows::evaluate(self, tab, expression)
    }

    fn start(&mut self, tab: &Tab, url: &str) -> Result<()> {
        let session = self.page_session(tab)?;
        let answer = self
            .socket
            .call(Some(&session), "Page.navigate", json!({ "url": url }))?;
        match answer["errorText"].as_str() {
            Some(error) => bail!("{url} does not load: {error}"),
            None => Ok(()),
        }
    }

    fn start_reload(&mut self, tab: &Tab, how: Reload) -> Result<()> {
        let session = self.page_session(tab)?;
        let params = json!({ "ignoreCache": how == Reload::BypassCache });
        self.socket
            .call(Some(&session), "Page.reload", params)
            .map(drop)
    }

    fn select(&mut self, tab: &Tab) -> Result<()> {
        self.socket
            .call(None, "Target.activateTarget", json!({ "targetId": tab.0 }))
            .map(drop)
    }

    fn close(&mut self, tab: Tab) -> Result<()> {
        windows::clear(self, &tab)?;
        self.socket
            .call(None, "Target.closeTarget", json!({ "targetId": tab.0 }))?;
        self.wait_for("the tab to close", |chromium| {
            chromium
                .targets()
                .iter()
                .all(|target| target.id != tab.0)
                .then_some(())
        })
    }

    fn evaluate(&mut self, place: Place, expression: &str) -> Result<Value> {
        self.run(&self.session(place)?, None, expression)
    }

    fn press(&mut self, place: Place, key: &str) -> Result<()> {
        let session = self.session(place)?;
        for event in keyboard::events(key) {
            self.socket
                .call(Some(&session), "Input.dispatchKeyEvent", event)?;
        }
        Ok(())
    }

    fn open_popup(&mut self, tab: &Tab) -> Result<()> {
        popup::open(self, tab)
    }

    fn choose_in_menu(&mut self, tab: &Tab, entry: &str) -> Result<()> {
        self.select(tab)?;
        let entry = json!(entry);
        let choose = format!(
            "(async () => {{
                await chrome.contextMenus.update({entry}, {{}});
                const [tab] = await chrome.tabs.query({{ active: true, lastFocusedWindow: true }});
                chrome.contextMenus.onClicked.dispatch({{ menuItemId: {entry} }}, tab);
            }})()"
        );
        self.evaluate(Place::Background, &choose).map(drop)
    }

    fn close_popup(&mut self) -> Result<()> {
        popup::close(self)
    }

    fn open_panel(&mut self, tab: &Tab) -> Result<()> {
        panel::open(self, tab)
    }

    fn screenshot(&mut self, place: Place) -> Result<Vec<u8>> {
        let session = match place {
            Place::Panel => panel::tools(self)?.session,
            _ => self.session(place)?,
        };
        let answer = self.socket.call(
            Some(&session),
            "Page.captureScreenshot",
            json!({ "format": "png" }),
        )?;
        let data = answer["data"].as_str().unwrap_or_default();
        base64::engine::general_purpose::STANDARD
            .decode(data)
            .context("the screenshot is damaged")
    }

    fn resize(&mut self, tab: &Tab, width: u32, height: u32) -> Result<()> {
        let session = self.page_session(tab)?;
        let params =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.socket
            .call(Some(&session), "Emulation.setDeviceMetricsOverride", params)
            .map(drop)
    }

    fn wish(&mut self, wish: Wish, on: bool) -> Result<()> {
        self.wishes.set(wish, on);
        let pages = self.targets();
        for page in pages.iter().filter(|target| target.kind == "page") {
            let media = self.wishes.media();
            self.socket
                .call(Some(&page.session), "Emulation.setEmulatedMedia", media)?;
        }
        Ok(())
    }

    fn crash(&mut self, tab: &Tab) -> Result<()> {
        windows::crash(self, tab)
    }

    fn background_runs(&mut self) -> Result<bool> {
        Ok(self.background()?.is_some())
    }

    fn kill_background(&mut self) -> Result<()> {
        let Some(worker) = self.background()? else {
            return Ok(());
        };
        self.socket
            .call(None, "Target.closeTarget", json!({ "targetId": worker.id }))?;
        // Without this the next start would wait for a debugger that believes
        // it has already said hello.
        let _ = self.socket.call(
            None,
            "Target.detachFromTarget",
            json!({ "sessionId": worker.session }),
        );
        self.wait_for("the background to die", |chromium| {
            chromium
                .background()
                .is_ok_and(|worker| worker.is_none())
                .then_some(())
        })
    }

    fn set_host_access(&mut self, granted: bool) -> Result<()> {
        let id = self.id.clone().context("no extension is installed")?;
        let access = if granted { "ON_ALL_SITES" } else { "ON_CLICK" };
        let settings = self.open("chrome://extensions/")?;
        let update = json!({ "extensionId": id, "hostAccess": access });
        let script = format!("chrome.developerPrivate.updateExtensionConfiguration({update})");
        self.evaluate(Place::Tab(&settings), &script)?;
        self.close(settings)
    }

    fn complaints(&mut self) -> Result<Vec<Complaint>> {
        Ok(console::complaints(self))
    }

    fn extension_requests(&mut self) -> Result<Vec<String>> {
        Ok(console::own_requests(self))
    }

    fn extension_usage(&mut self) -> Result<Usage> {
        usage::of_extension(&self.socket)
    }

    fn wait(&mut self) -> Result<()> {
        self.program.wait()
    }
}

impl Chromium {
    /// The value of an expression in a session, in its own document or in the
    /// script context of this number.
    fn run(&self, session: &str, context: Option<i64>, expression: &str) -> Result<Value> {
        let mut params = json!({
            "expression": as_json(expression),
            "awaitPromise": true,
            "returnByValue": true,
            // As if a person had just clicked: some interfaces ask for it.
            "userGesture": true,
        });
        if let Some(context) = context {
            params["contextId"] = context.into();
        }
        let answer = self
            .socket
            .call(Some(session), "Runtime.evaluate", params)?;
        if let Some(exception) = answer.get("exceptionDetails") {
            let description = &exception["exception"]["description"];
            bail!("`{expression}` threw {}", text(description));
        }
        let json = answer["result"]["value"].as_str().unwrap_or("null");
        serde_json::from_str(json).with_context(|| format!("`{expression}` gave no value"))
    }

    /// Every target that ever showed something of the extension's.
    fn extension_targets(&self, base: &str) -> Vec<String> {
        self.socket.events(0, |event| {
            let info = event["params"].get("targetInfo")?;
            info["url"]
                .as_str()?
                .starts_with(base)
                .then(|| text(&info["targetId"]))
        })
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        if self.socket.post(None, "Browser.close", json!({})).is_ok() {
            self.program.expect_end();
        }
    }
}
