//! The popup: a window of the browser's own with a page of the extension in it.

use anyhow::{Context, Result};
use serde_json::json;

use super::{Chromium, text};
use crate::browser::{Browser, Place, Tab};

/// As a click on the button does.
pub fn open(chromium: &mut Chromium, tab: &Tab) -> Result<()> {
    close(chromium)?;
    chromium.select(tab)?;
    let id = chromium.id.as_ref().context("no extension is installed")?;
    let from = chromium.socket.events_so_far();
    let params = json!({ "id": id, "targetId": tab.0 });
    chromium
        .socket
        .call(None, "Extensions.triggerAction", params)?;
    let popup = chromium
        .socket
        .wait_for(from, "the popup to open", |event| {
            let info = &event["params"]["targetInfo"];
            let new = event["method"] == "Target.attachedToTarget" && info["type"] == "tab";
            new.then(|| Tab(text(&info["targetId"])))
        })?;
    chromium.popup = Some(popup.clone());
    chromium.wait_for("the popup's document", |chromium| {
        chromium.page_session(&popup).ok()
    })?;
    let browser: &mut dyn Browser = chromium;
    let shown = "location.protocol === 'chrome-extension:' && document.readyState === 'complete'";
    browser
        .wait_until(Place::Popup, shown, "the popup to load")
        .map(drop)
}

/// Does nothing where none is open.
pub fn close(chromium: &mut Chromium) -> Result<()> {
    let Some(popup) = chromium.popup.take() else {
        return Ok(());
    };
    if chromium.targets().iter().any(|target| target.id == popup.0) {
        // It may close by itself meanwhile, which is as good.
        let params = json!({ "targetId": popup.0 });
        let _ = chromium.socket.call(None, "Target.closeTarget", params);
        chromium.wait_for("the popup to close", |chromium| {
            let targets = chromium.targets();
            targets
                .iter()
                .all(|target| target.id != popup.0)
                .then_some(())
        })?;
    }
    Ok(())
}
