//! What the browser's tools for developers give to their panels: the recording
//! of the page that they look at. Their interface takes functions to call back,
//! in both browsers under the name that Chrome gave it.

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::api::{Answer, Refusal};

#[wasm_bindgen]
extern "C" {
    type Tools;
    #[wasm_bindgen(method, getter, js_name = inspectedWindow)]
    fn inspected(this: &Tools) -> Inspected;
    #[wasm_bindgen(method, getter)]
    fn network(this: &Tools) -> Network;

    type Inspected;
    #[wasm_bindgen(method, getter, js_name = tabId)]
    fn tab_id(this: &Inspected) -> f64;
    #[wasm_bindgen(method)]
    fn reload(this: &Inspected, how: &JsValue);

    type Network;
    #[wasm_bindgen(method, js_name = getHAR)]
    fn recording(this: &Network, callback: &Function);
    #[wasm_bindgen(method, getter, js_name = onRequestFinished)]
    fn on_request_finished(this: &Network) -> Event;
    #[wasm_bindgen(method, getter, js_name = onNavigated)]
    fn on_navigated(this: &Network) -> Event;

    type Event;
    #[wasm_bindgen(method, js_name = addListener)]
    fn add_listener(this: &Event, listener: &JsValue);
}

/// How many documents are asked for their text, and how long each may take to
/// give it, in milliseconds.
const DOCUMENTS: usize = 6;
const PATIENCE: u32 = 1500;

/// What is recorded.
pub struct Recorded {
    /// As HAR, with the text of its documents.
    pub har: String,
    /// The documents with their text: address and text.
    pub documents: Vec<(String, String)>,
}

fn tools() -> Answer<Tools> {
    let tools = get(&get(&js_sys::global(), "chrome"), "devtools");
    if tools.is_undefined() {
        let why = "This page belongs among the browser's tools for developers.";
        return Err(Refusal(why.to_owned()));
    }
    Ok(tools.unchecked_into())
}

/// The number of the tab that is looked at.
pub fn tab() -> Answer<i64> {
    Ok(tools()?.inspected().tab_id() as i64)
}

/// Loads the page again, past the cache, so that all of it is recorded.
pub fn reload() -> Answer<()> {
    let how = Object::new();
    Reflect::set(&how, &"ignoreCache".into(), &true.into())?;
    tools()?.inspected().reload(&how);
    Ok(())
}

/// Calls `on` whenever there is more to be recorded.
pub fn listen(on: impl FnMut() + 'static) -> Answer<()> {
    let network = tools()?.network();
    // It listens for as long as the panel lives.
    let on = Closure::<dyn FnMut()>::new(on).into_js_value();
    network.on_request_finished().add_listener(&on);
    network.on_navigated().add_listener(&on);
    Ok(())
}

/// What is recorded by now; `None` where that is nothing.
pub async fn recorded() -> Answer<Option<Recorded>> {
    let network = tools()?.network();
    let log = Promise::new(&mut |resolve, _| network.recording(&resolve));
    let log = JsFuture::from(log).await?;
    let entries = get(&log, "entries").dyn_into::<Array>().unwrap_or_default();
    if entries.length() == 0 {
        return Ok(None);
    }
    let mut documents = Vec::new();
    for entry in entries.iter() {
        let content = get(&get(&entry, "response"), "content");
        let kind = get(&content, "mimeType").as_string().unwrap_or_default();
        if !kind.starts_with("text/html") || documents.len() == DOCUMENTS {
            continue;
        }
        let url = get(&get(&entry, "request"), "url").as_string();
        if let (Some(url), Some(text)) = (url, text(&entry, &content).await) {
            Reflect::set(&content, &"text".into(), &text.as_str().into())?;
            documents.push((url, text));
        }
    }
    let file = Object::new();
    Reflect::set(&file, &"log".into(), &log)?;
    let har = JSON::stringify(&file)?.into();
    Ok(Some(Recorded { har, documents }))
}

/// The text of an answer: Firefox writes it into the recording, Chromium gives
/// it when asked, and not if the page has gone on.
async fn text(entry: &JsValue, content: &JsValue) -> Option<String> {
    if let Some(text) = get(content, "text").as_string() {
        return Some(text);
    }
    let ask = get(entry, "getContent").dyn_into::<Function>().ok()?;
    let answer = Promise::new(&mut |resolve, _| {
        // What throws gives no text, as silence does.
        let _ = ask.call1(entry, &resolve);
    });
    let silence = future_to_promise(async {
        gloo::timers::future::TimeoutFuture::new(PATIENCE).await;
        Ok(JsValue::NULL)
    });
    let first = Promise::race(&Array::of2(&answer, &silence));
    JsFuture::from(first).await.ok()?.as_string()
}

fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED)
}
