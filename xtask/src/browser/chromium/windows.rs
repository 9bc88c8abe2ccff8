//! Windows that share nothing, the documents in them, and tabs that crash.

use anyhow::Result;
use serde_json::{Value, json};

use super::Chromium;
use super::target::frames_too;
use crate::browser::Tab;
use crate::browser::socket::text;

/// Opens an empty window; see `Browser::open_window`. A window is expensive: a
/// context keeps its own, in which fresh tabs come to the front, and is cleared
/// when one of them closes.
pub fn open(chromium: &mut Chromium, fresh: Option<&str>) -> Result<Tab> {
    let create = |chromium: &Chromium, context: Option<&str>, new: bool| -> Result<Tab> {
        let mut params = json!({ "url": "about:blank", "forTab": true, "newWindow": new });
        if let Some(context) = context {
            params["browserContextId"] = context.into();
        }
        let made = chromium.socket.call(None, "Target.createTarget", params)?;
        Ok(Tab(text(&made["targetId"])))
    };
    let tab = match (fresh, chromium.contexts.pop()) {
        (None, unused) => {
            chromium.contexts.extend(unused);
            create(chromium, None, true)?
        }
        (Some(_), context) => {
            let context = match context {
                Some(context) => context,
                None => {
                    let made =
                        chromium
                            .socket
                            .call(None, "Target.createBrowserContext", json!({}))?;
                    let context = text(&made["browserContextId"]);
                    create(chromium, Some(&context), true)?;
                    context
                }
            };
            let tab = create(chromium, Some(&context), false)?;
            chromium.fresh.insert(tab.0.clone(), context);
            tab
        }
    };
    let session = chromium.wait_for("a new window", |chromium| chromium.page_session(&tab).ok())?;
    let call = |method, params| chromium.socket.call(Some(&session), method, params);
    // Frames of other sites live in processes of their own.
    call("Target.setAutoAttach", frames_too())?;
    call("Page.enable", json!({}))?;
    if let Some(script) = fresh {
        call(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": script }),
        )?;
    }
    Ok(tab)
}

/// Before a fresh tab closes: forgets what its documents have kept, so that the
/// next one begins anew.
pub fn clear(chromium: &mut Chromium, tab: &Tab) -> Result<()> {
    let Some(context) = chromium.fresh.remove(&tab.0) else {
        return Ok(());
    };
    let session = chromium.page_session(tab)?;
    let call = |method, params| chromium.socket.call(Some(&session), method, params);
    let mut origins = chromium.socket.events(0, |event| {
        let here =
            event["sessionId"] == session.as_str() && event["method"] == "Page.frameNavigated";
        here.then(|| text(&event["params"]["frame"]["securityOrigin"]))
    });
    origins.dedup();
    for origin in origins.iter().filter(|origin| origin.starts_with("http")) {
        let params = json!({ "origin": origin, "storageTypes": "all" });
        call("Storage.clearDataForOrigin", params)?;
    }
    call("Network.clearBrowserCache", json!({}))?;
    chromium.contexts.push(context);
    Ok(())
}

/// Crashes what a tab shows; see `Browser::crash`.
pub fn crash(chromium: &Chromium, tab: &Tab) -> Result<()> {
    let session = chromium.page_session(tab)?;
    let from = chromium.socket.events_so_far();
    // Nobody is left to answer it.
    chromium
        .socket
        .post(Some(&session), "Page.crash", json!({}))?;
    chromium.socket.wait_for(from, "the crash", |event| {
        (event["method"] == "Target.targetCrashed").then_some(())
    })
}

/// The value of an expression in every document of a tab; see
/// `Browser::evaluate_in_documents`.
pub fn evaluate(chromium: &Chromium, tab: &Tab, expression: &str) -> Result<Vec<Value>> {
    let session = chromium.page_session(tab)?;
    // A tab that waits for a document answers no question: for its first, or
    // for the one that its first leads to by itself.
    let mut top = String::new();
    let waits = chromium.socket.events(0, |event| {
        let params = &event["params"];
        match event["method"]
            .as_str()
            .filter(|_| event["sessionId"] == session.as_str())?
        {
            "Page.frameNavigated" if params["frame"].get("parentId").is_none() => {
                top = text(&params["frame"]["id"]);
                Some(false)
            }
            "Page.frameRequestedNavigation" if params["frameId"] == top.as_str() => Some(true),
            _ => None,
        }
    });
    if waits.last() != Some(&false) {
        return Ok(Vec::new());
    }
    let mut documents = vec![chromium.run(&session, None, expression)?];
    let tree = chromium
        .socket
        .call(Some(&session), "Page.getFrameTree", json!({}))?;
    let top = text(&tree["frameTree"]["frame"]["id"]);
    // Every frame comes after the document that it stands in.
    let mut sessions = vec![session];
    for target in chromium.targets() {
        let inside = target
            .parent
            .is_some_and(|parent| sessions.contains(&parent));
        if target.kind == "iframe" && inside {
            sessions.push(target.session);
        }
    }
    for session in &sessions {
        for (context, frame) in contexts(chromium, session) {
            if frame != top {
                documents.extend(chromium.run(session, Some(context), expression));
            }
        }
    }
    Ok(documents)
}

/// The script contexts of the documents in a session, and their frames.
fn contexts(chromium: &Chromium, session: &str) -> Vec<(i64, String)> {
    let events = chromium.socket.events(0, |event| {
        let of_session = event["sessionId"] == session;
        let method = event["method"].as_str()?;
        (of_session && method.starts_with("Runtime.executionContext")).then(|| event.clone())
    });
    let mut contexts = Vec::new();
    for event in events {
        let params = &event["params"];
        match event["method"].as_str() {
            Some("Runtime.executionContextCreated") => {
                let made = &params["context"];
                if let (Some(id), true) =
                    (made["id"].as_i64(), made["auxData"]["isDefault"] == true)
                {
                    contexts.push((id, text(&made["auxData"]["frameId"])));
                }
            }
            Some("Runtime.executionContextDestroyed") => {
                contexts.retain(|(id, _)| params["executionContextId"] != *id);
            }
            _ => contexts.clear(),
        }
    }
    contexts
}
