//! The panel that the extension puts among the browser's tools for developers,
//! reached through those tools as a person reaches it.

use anyhow::{Context, Result};
use serde_json::json;

use super::target::{Target, frames_too};
use super::{Browser, Chromium, Place};
use crate::browser::Tab;

/// Where the tools' own page lives.
const TOOLS: &str = "devtools://";

/// Brings the extension's tool to the front, once the tools know of it.
const SHOW: &str = "(async () => {
    const { InspectorView } = await import('./ui/legacy/legacy.js');
    const view = InspectorView.InspectorView.instance();
    const id = view.tabbedPane.tabIds().find(id => id.includes('Faultline'));
    if (id) await view.showPanel(id);
    return Boolean(id);
})()";

/// Opens the tools for a tab, and the panel in them.
pub fn open(chromium: &mut Chromium, tab: &Tab) -> Result<()> {
    chromium
        .socket
        .call(None, "Target.openDevTools", json!({ "targetId": tab.0 }))?;
    chromium.wait_for("the tools to open", |chromium| tools(chromium).ok())?;
    let session = tools(chromium)?.session;
    chromium
        .socket
        .call(Some(&session), "Target.setAutoAttach", frames_too())?;
    chromium.wait_for("the tools to know of the panel", |chromium| {
        let shown = chromium.run(&session, None, SHOW);
        (shown.ok()? == json!(true)).then_some(())
    })?;
    chromium.wait_for("the panel", |chromium| panel(chromium).ok())?;
    let browser: &mut dyn Browser = chromium;
    let loaded = "document.readyState === 'complete'";
    browser
        .wait_until(Place::Panel, loaded, "the panel to load")
        .map(drop)
}

/// The page of the tools, which shows the panel in a frame.
pub fn tools(chromium: &Chromium) -> Result<Target> {
    let mut targets = chromium.targets().into_iter();
    let tools = targets.rfind(|target| target.kind == "page" && target.url.starts_with(TOOLS));
    tools.context("the tools are not open")
}

/// The panel itself.
pub fn panel(chromium: &Chromium) -> Result<Target> {
    let url = chromium.extension_url("panel.html")?;
    let mut targets = chromium.targets().into_iter();
    let panel = targets.rfind(|target| target.url.starts_with(&url));
    panel.context("the panel is not open")
}
