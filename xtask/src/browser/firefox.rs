//! Firefox, by WebDriver BiDi. What BiDi does not offer (the popup, the
//! background, permissions) is done by a script in the browser's own window,
//! `firefox.js`, to which BiDi leads as well when it is asked to.

mod preferences;

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use base64::Engine;
use serde_json::{Value, json};

use super::program::{self, Program};
use super::socket::{Socket, text};
use super::{Browser, Complaint, Kind, Options, Place, Reload, Tab, Usage, Wish, as_json};

pub struct Firefox {
    // Before the program: the connection closes first.
    socket: Socket,
    program: Program,
    version: String,
    /// The context of the browser's own window.
    window: String,
    extension: Option<Extension>,
    /// The container of each fresh tab.
    fresh: HashMap<String, String>,
}

struct Extension {
    id: String,
    /// `moz-extension://…/`, anew for every profile.
    origin: String,
}

impl Firefox {
    pub fn launch(path: &Path, options: &Options) -> Result<Firefox> {
        let profile = program::profile()?;
        fs::write(
            profile.path().join("user.js"),
            preferences::written(options),
        )?;
        let mut arguments = vec!["--no-remote".to_owned(), "--profile".to_owned()];
        arguments.push(profile.path().display().to_string());
        arguments.extend(
            ["--remote-debugging-port=0", "--remote-allow-system-access"].map(str::to_owned),
        );
        if options.headless {
            arguments.push("--headless".to_owned());
        }
        arguments.push("about:blank".to_owned());
        let mut program = Program::start(path, &arguments, profile)?;
        let port = program.wait_for_file("WebDriverBiDiServer.json", |file| {
            let file: Value = serde_json::from_str(file).ok()?;
            u16::try_from(file["ws_port"].as_u64()?).ok()
        })?;
        let socket = Socket::connect(port, "/session", |_, _| true)?;
        let answer = socket.call(None, "session.new", json!({ "capabilities": {} }))?;
        let version = format!(
            "Firefox {}",
            text(&answer["capabilities"]["browserVersion"])
        );
        let tree = socket.call(
            None,
            "browsingContext.getTree",
            json!({ "moz:scope": "chrome", "maxDepth": 0 }),
        )?;
        let mut windows = tree["contexts"].as_array().into_iter().flatten();
        let window =
            windows.find(|context| context["url"] == "chrome://browser/content/browser.xhtml");
        let window = text(&window.context("Firefox has no window")?["context"]);
        let mut firefox = Firefox {
            socket,
            program,
            version,
            window,
            extension: None,
            fresh: HashMap::new(),
        };
        firefox.script(
            &firefox.window,
            &format!("{{ {} }}", include_str!("firefox.js")),
        )?;
        if let Some(network) = &options.network {
            if network.proxy.is_none() {
                firefox.driver("resolve", &[json!(network.hosts), json!(network.aliases)])?;
            }
            firefox.driver("trust", &[json!(network.authority)])?;
        }
        if let Some(folder) = &options.extension {
            firefox.extension = Some(firefox.install(folder)?);
            let running = format!("driver.backgroundRuns({})", firefox.id()?);
            firefox.wait_for("the extension to start", &running)?;
        }
        Ok(firefox)
    }

    fn install(&self, folder: &Path) -> Result<Extension> {
        let folder = folder
            .canonicalize()
            .with_context(|| format!("there is no {}", folder.display()))?;
        let data = json!({ "extensionData": { "type": "path", "path": folder } });
        let answer = self
            .socket
            .call(None, "webExtension.install", data)
            .with_context(|| {
                format!("the browser refused the extension in {}", folder.display())
            })?;
        let id = text(&answer["extension"]);
        let origin = text(&self.driver("origin", &[json!(id)])?);
        Ok(Extension { id, origin })
    }

    /// Runs a script in a context. BiDi's own form of values is of no use
    /// here: scripts give strings.
    fn script(&self, context: &str, script: &str) -> Result<Value> {
        let params = json!({
            "expression": script,
            "target": { "context": context },
            "awaitPromise": true,
            "userActivation": true,
        });
        let mut answer = self.socket.call(None, "script.evaluate", params)?;
        if let Some(exception) = answer.get("exceptionDetails") {
            bail!("{}", text(&exception["text"]));
        }
        Ok(answer["result"]["value"].take())
    }

    /// Calls a function of `firefox.js`.
    fn driver(&self, function: &str, arguments: &[Value]) -> Result<Value> {
        let arguments: Vec<String> = arguments.iter().map(Value::to_string).collect();
        let call = format!("driver.{function}({})", arguments.join(", "));
        parse(&self.script(&self.window, &as_json(&call))?)
    }

    /// Of all tabs.
    fn contexts(&self) -> Result<Vec<String>> {
        let depth = json!({ "maxDepth": 0 });
        let tree = self.socket.call(None, "browsingContext.getTree", depth)?;
        let contexts = tree["contexts"].as_array().into_iter().flatten();
        Ok(contexts.map(|context| text(&context["context"])).collect())
    }

    fn extension(&self) -> Result<&Extension> {
        self.extension.as_ref().context("no extension is installed")
    }

    fn id(&self) -> Result<Value> {
        Ok(json!(self.extension()?.id))
    }

    fn wait_for(&mut self, what: &str, expression: &str) -> Result<()> {
        let window = Tab(self.window.clone());
        let browser: &mut dyn Browser = self;
        browser
            .wait_until(Place::Tab(&window), expression, what)
            .map(drop)
    }
}

impl Browser for Firefox {
    fn kind(&self) -> Kind {
        Kind::Firefox
    }

    fn version(&self) -> &str {
        &self.version
    }

    fn extension_url(&self, path: &str) -> Result<String> {
        Ok(format!("{}{path}", self.extension()?.origin))
    }

    fn open(&mut self, url: &str) -> Result<Tab> {
        let made = self
            .socket
            .call(None, "browsingContext.create", json!({ "type": "tab" }))?;
        let tab = Tab(text(&made["context"]));
        self.select(&tab)?;
        let browser: &mut dyn Browser = self;
        browser.navigate(&tab, url)?;
        Ok(tab)
    }

    fn open_window(&mut self, fresh: Option<&str>) -> Result<Tab> {
        let mut params = json!({ "type": "window" });
        if fresh.is_some() {
            let made = self
                .socket
                .call(None, "browser.createUserContext", json!({}))?;
            params["userContext"] = json!(text(&made["userContext"]));
        }
        let made = self
            .socket
            .call(None, "browsingContext.create", params.clone())?;
        let tab = Tab(text(&made["context"]));
        if let Some(script) = fresh {
            let container = text(&params["userContext"]);
            self.fresh.insert(tab.0.clone(), container);
            let function = format!("() => {{ {script} }}");
            let preload = json!({ "functionDeclaration": function, "contexts": [tab.0] });
            self.socket.call(None, "script.addPreloadScript", preload)?;
        }
        Ok(tab)
    }

    fn open_private(&mut self) -> Result<Tab> {
        let before = self.contexts()?;
        self.driver("openPrivate", &[self.id()?])?;
        let running = format!("driver.backgroundRuns({})", self.id()?);
        self.wait_for("the extension to start again", &running)?;
        let mut made = self.contexts()?.into_iter();
        let made = made.find(|context| !before.contains(context));
        Ok(Tab(made.context("the private window has no tab")?))
    }

    fn evaluate_in_documents(&mut self, tab: &Tab, expression: &str) -> Result<Vec<Value>> {
        let script = as_json(expression);
        let own = parse(&self.script(&tab.0, &script)?)?;
        let tree = json!({ "root": tab.0 });
        let tree = self.socket.call(None, "browsingContext.getTree", tree)?;
        let mut documents = vec![own];
        let mut open: Vec<&Value> = vec![&tree["contexts"][0]];
        while let Some(context) = open.pop() {
            for inside in context["children"].as_array().into_iter().flatten() {
                let value = self.script(&text(&inside["context"]), &script);
                documents.extend(value.and_then(|value| parse(&value)));
                open.push(inside);
            }
        }
        Ok(documents)
    }

    fn start(&mut self, tab: &Tab, url: &str) -> Result<()> {
        let params = json!({ "context": tab.0, "url": url, "wait": "none" });
        self.socket
            .call(None, "browsingContext.navigate", params)
            .map(drop)
    }

    fn start_reload(&mut self, tab: &Tab, how: Reload) -> Result<()> {
        // BiDi's own reload knows no bypassing of the cache.
        self.select(tab)?;
        self.driver("reloadSelected", &[json!(how == Reload::BypassCache)])
            .map(drop)
    }

    fn select(&mut self, tab: &Tab) -> Result<()> {
        self.socket
            .call(
                None,
                "browsingContext.activate",
                json!({ "context": tab.0 }),
            )
            .map(drop)
    }

    fn close(&mut self, tab: Tab) -> Result<()> {
        self.socket
            .call(None, "browsingContext.close", json!({ "context": tab.0 }))?;
        if let Some(container) = self.fresh.remove(&tab.0) {
            let params = json!({ "userContext": container });
            self.socket
                .call(None, "browser.removeUserContext", params)?;
        }
        Ok(())
    }

    fn evaluate(&mut self, place: Place, expression: &str) -> Result<Value> {
        let script = as_json(expression);
        let answer = match place {
            Place::Tab(tab) => self.script(&tab.0, &script),
            Place::Popup => self.driver("evaluateInPopup", &[json!(script)]),
            Place::Panel => self.driver("evaluateInPanel", &[json!(script)]),
            Place::Background => self.driver("evaluateInBackground", &[self.id()?, json!(script)]),
        };
        parse(&answer.with_context(|| format!("`{expression}` failed"))?)
    }

    fn press(&mut self, place: Place, key: &str) -> Result<()> {
        match place {
            Place::Tab(tab) => {
                let key = key_code(key);
                let press = ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key }));
                let source = json!({ "type": "key", "id": "keyboard", "actions": press });
                let params = json!({ "context": tab.0, "actions": [source] });
                self.socket
                    .call(None, "input.performActions", params)
                    .map(drop)
            }
            Place::Popup => self.driver("pressInPopup", &[json!(key)]).map(drop),
            Place::Panel | Place::Background => bail!("nobody types there"),
        }
    }

    fn open_popup(&mut self, tab: &Tab) -> Result<()> {
        self.close_popup()?;
        self.select(tab)?;
        self.driver("openPopup", &[self.id()?])?;
        self.wait_for("the popup to open", "driver.popupIsOpen()")?;
        let browser: &mut dyn Browser = self;
        let shown = "location.protocol === 'moz-extension:' && document.readyState === 'complete'";
        browser
            .wait_until(Place::Popup, shown, "the popup to load")
            .map(drop)
    }

    fn choose_in_menu(&mut self, tab: &Tab, entry: &str) -> Result<()> {
        self.select(tab)?;
        let entry = json!(entry);
        // It is there, or this fails.
        let update = format!("browser.contextMenus.update({entry}, {{}})");
        self.evaluate(Place::Background, &update)?;
        self.driver("chooseInMenu", &[self.id()?, entry]).map(drop)
    }

    fn close_popup(&mut self) -> Result<()> {
        self.driver("closePopup", &[])?;
        self.wait_for("the popup to close", "!driver.popupIsOpen()")
    }

    fn open_panel(&mut self, tab: &Tab) -> Result<()> {
        self.select(tab)?;
        self.driver("openPanel", &[self.id()?])?;
        self.wait_for("the panel", "driver.panelIsOpen()")?;
        let browser: &mut dyn Browser = self;
        let shown = "location.protocol === 'moz-extension:' && document.readyState === 'complete'";
        browser
            .wait_until(Place::Panel, shown, "the panel to load")
            .map(drop)
    }

    fn screenshot(&mut self, place: Place) -> Result<Vec<u8>> {
        let data = match place {
            Place::Tab(tab) => {
                let params = json!({ "context": tab.0 });
                self.socket
                    .call(None, "browsingContext.captureScreenshot", params)?["data"]
                    .take()
            }
            Place::Popup => self.driver("pictureOfPopup", &[])?,
            Place::Panel => self.driver("pictureOfPanel", &[])?,
            Place::Background => bail!("the background shows nothing"),
        };
        let data = data.as_str().unwrap_or_default();
        base64::engine::general_purpose::STANDARD
            .decode(data)
            .context("the screenshot is damaged")
    }

    fn resize(&mut self, tab: &Tab, width: u32, height: u32) -> Result<()> {
        let params = json!({ "context": tab.0, "viewport": { "width": width, "height": height } });
        self.socket
            .call(None, "browsingContext.setViewport", params)
            .map(drop)
    }

    fn wish(&mut self, wish: Wish, on: bool) -> Result<()> {
        // The whole browser changes, as it does with the system: a popup
        // follows the browser's theme and not the pages' setting.
        let (preference, value) = match wish {
            Wish::Dark => ("ui.systemUsesDarkTheme", i32::from(on)),
            Wish::ForcedColours => ("browser.display.document_color_use", if on { 2 } else { 0 }),
            Wish::LessMotion => ("ui.prefersReducedMotion", i32::from(on)),
        };
        self.driver("prefer", &[json!(preference), json!(value)])
            .map(drop)
    }

    fn crash(&mut self, tab: &Tab) -> Result<()> {
        self.select(tab)?;
        self.driver("crashSelected", &[])?;
        self.wait_for("the crash", "driver.selectedCrashed()")
    }

    fn background_runs(&mut self) -> Result<bool> {
        Ok(self.driver("backgroundRuns", &[self.id()?])? == json!(true))
    }

    fn kill_background(&mut self) -> Result<()> {
        self.driver("killBackground", &[self.id()?])?;
        let stopped = format!("driver.backgroundDied({})", self.id()?);
        self.wait_for("the background to die", &stopped)
    }

    fn set_host_access(&mut self, granted: bool) -> Result<()> {
        self.driver("setHostAccess", &[self.id()?, json!(granted)])
            .map(drop)
    }

    fn complaints(&mut self) -> Result<Vec<Complaint>> {
        let origin = self.extension().map(|extension| extension.origin.clone());
        let found = self.driver("complaints", &[])?;
        let found = found.as_array().map(Vec::as_slice).unwrap_or_default();
        let complaints = found.iter().map(|complaint| {
            let source = complaint["source"].as_str().unwrap_or_default().to_owned();
            let inside = origin
                .as_ref()
                .is_ok_and(|origin| source.starts_with(origin));
            Complaint {
                from_extension: inside,
                source,
                text: text(&complaint["text"]),
            }
        });
        // The browser's own scripts complain of a machine without internet.
        let ours = |complaint: &Complaint| {
            let source = &complaint.source;
            source.starts_with("http") || source.starts_with("moz-extension")
        };
        Ok(complaints.filter(ours).collect())
    }

    fn extension_requests(&mut self) -> Result<Vec<String>> {
        let urls = self.driver("requests", &[self.id()?])?;
        Ok(urls.as_array().into_iter().flatten().map(text).collect())
    }

    fn extension_usage(&mut self) -> Result<Usage> {
        let usage = self.driver("extensionUsage", &[])?;
        let number = |name: &str| usage[name].as_f64().unwrap_or_default();
        Ok(Usage {
            memory: number("memory") as u64,
            time: Duration::from_secs_f64(number("time")),
        })
    }

    fn wait(&mut self) -> Result<()> {
        self.program.wait()
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        if self.socket.post(None, "browser.close", json!({})).is_ok() {
            self.program.expect_end();
        }
    }
}

/// WebDriver's own characters for keys that write nothing.
fn key_code(key: &str) -> String {
    let code = match key {
        "Tab" => '\u{e004}',
        "Enter" => '\u{e006}',
        "Escape" => '\u{e00c}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "ArrowLeft" => '\u{e012}',
        "ArrowUp" => '\u{e013}',
        "ArrowRight" => '\u{e014}',
        "ArrowDown" => '\u{e015}',
        other => return other.to_owned(),
    };
    code.to_string()
}

/// A script's answer, which is a string of JSON.
fn parse(answer: &Value) -> Result<Value> {
    let json = answer.as_str().unwrap_or("null");
    serde_json::from_str(json).context("the script gave no value")
}
