//! The extension API, as far as it is used: one block of bindings for both
//! browsers. Chrome and Firefox differ in the name of the global object only;
//! what one of them lacks is asked for by feature, never by browser.

use js_sys::{Array, Object, Promise, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::messages;
use crate::simulate::Rule;

#[wasm_bindgen]
extern "C" {
    type Api;
    #[wasm_bindgen(method, getter)]
    fn storage(this: &Api) -> Storage;
    #[wasm_bindgen(method, getter)]
    fn tabs(this: &Api) -> Tabs;
    #[wasm_bindgen(method, getter)]
    fn scripting(this: &Api) -> Scripting;
    #[wasm_bindgen(method, getter)]
    fn permissions(this: &Api) -> Permissions;
    #[wasm_bindgen(method, getter)]
    fn action(this: &Api) -> Action;
    #[wasm_bindgen(method, getter)]
    fn runtime(this: &Api) -> Runtime;
    #[wasm_bindgen(method, getter)]
    fn alarms(this: &Api) -> Alarms;
    #[wasm_bindgen(method, getter)]
    fn dns(this: &Api) -> Names;
    #[wasm_bindgen(method, getter, js_name = declarativeNetRequest)]
    fn rules(this: &Api) -> Rules;
    #[wasm_bindgen(method, getter, js_name = webRequest)]
    fn web_request(this: &Api) -> WebRequest;

    type Storage;
    #[wasm_bindgen(method, getter)]
    fn session(this: &Storage) -> Area;
    #[wasm_bindgen(method, getter)]
    fn local(this: &Storage) -> Area;

    type Area;
    #[wasm_bindgen(method, catch)]
    fn get(this: &Area, keys: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn set(this: &Area, items: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn remove(this: &Area, keys: &JsValue) -> Result<Promise, JsValue>;

    type Tabs;
    #[wasm_bindgen(method, catch)]
    fn get(this: &Tabs, id: f64) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn query(this: &Tabs, query: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn reload(this: &Tabs, id: f64, how: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn update(this: &Tabs, id: f64, properties: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn create(this: &Tabs, properties: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn remove(this: &Tabs, id: f64) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getCurrent)]
    fn current(this: &Tabs) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = captureVisibleTab)]
    fn capture(this: &Tabs, how: &JsValue) -> Result<Promise, JsValue>;

    type Scripting;
    #[wasm_bindgen(method, catch, js_name = executeScript)]
    fn execute_script(this: &Scripting, injection: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = registerContentScripts)]
    fn register(this: &Scripting, scripts: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = unregisterContentScripts)]
    fn unregister(this: &Scripting, which: &JsValue) -> Result<Promise, JsValue>;

    type Permissions;
    #[wasm_bindgen(method, catch)]
    fn contains(this: &Permissions, permissions: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn request(this: &Permissions, permissions: &JsValue) -> Result<Promise, JsValue>;

    type Action;
    #[wasm_bindgen(method, catch, js_name = setBadgeText)]
    fn set_badge_text(this: &Action, details: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = setBadgeBackgroundColor)]
    fn set_badge_background_color(this: &Action, details: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = setBadgeTextColor)]
    fn set_badge_text_color(this: &Action, details: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = setTitle)]
    fn set_title(this: &Action, details: &JsValue) -> Result<Promise, JsValue>;

    type Alarms;
    #[wasm_bindgen(method, catch)]
    fn create(this: &Alarms, name: &str, when: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn clear(this: &Alarms, name: &str) -> Result<Promise, JsValue>;

    type Names;
    #[wasm_bindgen(method, catch)]
    fn resolve(this: &Names, host: &str, how: &JsValue) -> Result<Promise, JsValue>;

    type Rules;
    #[wasm_bindgen(method, catch, js_name = updateSessionRules)]
    fn update_session_rules(this: &Rules, change: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getSessionRules)]
    fn session_rules(this: &Rules) -> Result<Promise, JsValue>;

    type WebRequest;
    #[wasm_bindgen(method, getter, js_name = onBeforeRequest)]
    fn on_before_request(this: &WebRequest) -> BlockingEvent;

    type BlockingEvent;
    #[wasm_bindgen(method, catch, js_name = addListener)]
    fn add_listener(
        this: &BlockingEvent,
        listener: &JsValue,
        filter: &JsValue,
        extra: &JsValue,
    ) -> Result<(), JsValue>;
    #[wasm_bindgen(method, js_name = removeListener)]
    fn remove_listener(this: &BlockingEvent, listener: &JsValue);

    type Runtime;
    #[wasm_bindgen(method, js_name = getManifest)]
    fn manifest(this: &Runtime) -> JsValue;
    #[wasm_bindgen(method, catch, js_name = getURL)]
    fn get_url(this: &Runtime, path: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn connect(this: &Runtime) -> Result<Port, JsValue>;

    pub type Port;
    #[wasm_bindgen(method, catch, js_name = postMessage)]
    fn post_message(this: &Port, message: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, getter, js_name = onMessage)]
    fn on_message(this: &Port) -> Event;
    #[wasm_bindgen(method, getter, js_name = onDisconnect)]
    fn on_disconnect(this: &Port) -> Event;

    type Event;
    #[wasm_bindgen(method, js_name = addListener)]
    fn add_listener(this: &Event, listener: &JsValue);

    #[wasm_bindgen(catch)]
    fn fetch(url: &str) -> Result<Promise, JsValue>;
}

/// What the browser said when it refused, in its own words.
#[derive(Debug)]
pub struct Refusal(pub String);

impl From<JsValue> for Refusal {
    fn from(value: JsValue) -> Refusal {
        let message = Reflect::get(&value, &"message".into())
            .ok()
            .and_then(|text| text.as_string());
        Refusal(
            message
                .or_else(|| value.as_string())
                .unwrap_or_else(|| format!("{value:?}")),
        )
    }
}

pub type Answer<T> = Result<T, Refusal>;

/// A tab, as far as the extension may know it.
#[derive(Debug, Default, serde::Deserialize)]
pub struct TabInfo {
    pub id: Option<i64>,
    /// Absent without permission for the page, and on the browser's own pages.
    pub url: Option<String>,
    pub status: Option<String>,
    /// It is in a private window.
    pub incognito: Option<bool>,
    /// It is in front of the others in its window.
    #[serde(default)]
    pub active: bool,
}

fn api() -> Api {
    let global = js_sys::global();
    let named = |name: &str| {
        Reflect::get(&global, &name.into())
            .ok()
            .filter(|value| value.is_object())
    };
    // `browser` first: where both exist, `chrome` may lack promises.
    named("browser")
        .or_else(|| named("chrome"))
        .unwrap_or(JsValue::UNDEFINED)
        .unchecked_into()
}

async fn done(promise: Result<Promise, JsValue>) -> Answer<JsValue> {
    Ok(JsFuture::from(promise?).await?)
}

fn plain(value: &impl Serialize) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).unwrap_or(JsValue::UNDEFINED)
}

fn read<T: DeserializeOwned>(value: JsValue) -> Answer<T> {
    serde_wasm_bindgen::from_value(value).map_err(|error| Refusal(error.to_string()))
}

/// How long a text is kept: for this session of the browser, in memory only,
/// or for good.
#[derive(Clone, Copy)]
pub enum Keep {
    Session,
    Local,
}

fn area(keep: Keep) -> Area {
    match keep {
        Keep::Session => api().storage().session(),
        Keep::Local => api().storage().local(),
    }
}

/// The texts under these keys, in pairs; a key without a text is left out.
pub async fn stored(keep: Keep, keys: &[String]) -> Answer<Vec<(String, String)>> {
    let found = done(area(keep).get(&plain(&keys))).await?;
    let pairs = Object::entries(found.unchecked_ref::<Object>());
    let text = |pair: JsValue| {
        let pair: Array = pair.unchecked_into();
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    Ok(pairs.iter().filter_map(text).collect())
}

pub async fn store(keep: Keep, items: &[(String, String)]) -> Answer<()> {
    let object = Object::new();
    for (key, text) in items {
        Reflect::set(&object, &key.into(), &text.into())?;
    }
    done(area(keep).set(&object)).await.map(drop)
}

pub async fn forget(keep: Keep, keys: &[String]) -> Answer<()> {
    done(area(keep).remove(&plain(&keys))).await.map(drop)
}

pub async fn tab(id: i64) -> Answer<TabInfo> {
    read(done(api().tabs().get(id as f64)).await?)
}

/// The tab in front of the reader.
pub async fn active_tab() -> Answer<Option<TabInfo>> {
    let query = plain(&serde_json::json!({ "active": true, "currentWindow": true }));
    let tabs: Vec<TabInfo> = read(done(api().tabs().query(&query)).await?)?;
    Ok(tabs.into_iter().next())
}

/// Loads a tab again; `fresh` asks every host anew, whatever the cache has.
pub async fn reload(id: i64, fresh: bool) -> Answer<()> {
    let how = plain(&serde_json::json!({ "bypassCache": fresh }));
    done(api().tabs().reload(id as f64, &how)).await.map(drop)
}

/// Leads a tab to another address.
pub async fn lead(id: i64, url: &str) -> Answer<()> {
    let properties = plain(&serde_json::json!({ "url": url }));
    done(api().tabs().update(id as f64, &properties))
        .await
        .map(drop)
}

/// Opens a tab in front of the others, and gives its number.
pub async fn open_tab(url: &str) -> Answer<i64> {
    let properties = plain(&serde_json::json!({ "url": url }));
    let tab: TabInfo = read(done(api().tabs().create(&properties)).await?)?;
    tab.id
        .ok_or_else(|| Refusal(messages::refused_tab().to_owned()))
}

pub async fn close_tab(id: i64) -> Answer<()> {
    done(api().tabs().remove(id as f64)).await.map(drop)
}

/// The tab that this page stands in.
pub async fn own_tab() -> Answer<i64> {
    let own: TabInfo = read(done(api().tabs().current()).await?)?;
    own.id
        .ok_or_else(|| Refusal(messages::refused_no_tab().to_owned()))
}

/// Brings a tab to the front.
pub async fn come_forward(id: i64) -> Answer<()> {
    let properties = plain(&serde_json::json!({ "active": true }));
    done(api().tabs().update(id as f64, &properties))
        .await
        .map(drop)
}

/// A picture of what a tab shows, as a `data:` address; none where another tab
/// is in front of it.
pub async fn picture(id: i64) -> Option<String> {
    if !tab(id).await.ok()?.active {
        return None;
    }
    let how = plain(&serde_json::json!({ "format": "jpeg", "quality": 60 }));
    done(api().tabs().capture(&how)).await.ok()?.as_string()
}

/// What notes in the pages of an origin who listens there, from their first
/// moment on.
const LISTEN: &str = "listen";

pub async fn listen_in(origin: &str) -> Answer<()> {
    listen_no_more().await.ok();
    let scripts = plain(&serde_json::json!([{
        "id": LISTEN,
        "js": ["listen.js"],
        "matches": [format!("{origin}/*")],
        "allFrames": true,
        "runAt": "document_start",
        "world": "MAIN",
        "persistAcrossSessions": false,
    }]));
    done(api().scripting().register(&scripts)).await.map(drop)
}

/// # Errors
/// When nobody listened.
pub async fn listen_no_more() -> Answer<()> {
    let which = plain(&serde_json::json!({ "ids": [LISTEN] }));
    done(api().scripting().unregister(&which)).await.map(drop)
}

/// What a script of the extension answers in every frame of a tab, as JSON.
pub async fn run_in_frames(tab: i64, file: &str) -> Answer<String> {
    let injection = plain(&serde_json::json!({
        "target": { "tabId": tab, "allFrames": true },
        "files": [file],
        "injectImmediately": true,
    }));
    let frames = done(api().scripting().execute_script(&injection)).await?;
    Ok(js_sys::JSON::stringify(&frames)?.into())
}

fn all_sites() -> JsValue {
    plain(&serde_json::json!({ "origins": ["<all_urls>"] }))
}

/// Whether the extension may see the requests of all sites.
pub async fn sees_all_sites() -> Answer<bool> {
    Ok(done(api().permissions().contains(&all_sites()))
        .await?
        .is_truthy())
}

/// Asks the reader for it. Browsers want this called straight from a click,
/// with nothing awaited before.
pub fn ask_for_all_sites() -> Answer<Promise> {
    Ok(api().permissions().request(&all_sites())?)
}

/// Firefox shows its question beneath an open popup. Only it tells about
/// itself.
pub fn questions_open_beneath() -> bool {
    Reflect::has(&api().runtime(), &"getBrowserInfo".into()).unwrap_or(false)
}

/// Whether the browser looks names up for extensions: only Firefox does.
pub fn looks_up_names() -> bool {
    let has = |of: &JsValue, name: &str| Reflect::has(of, &name.into()).unwrap_or(false);
    has(&api(), "dns") && has(&api().dns(), "resolve")
}

/// The name that a host's name is an alias of, in the end.
pub async fn canonical_name(host: &str) -> Answer<Option<String>> {
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Record {
        canonical_name: Option<String>,
    }
    let how = plain(&["canonical_name"]);
    let record: Record = read(done(api().dns().resolve(host, &how)).await?)?;
    Ok(record.canonical_name)
}

/// What the toolbar's button says of a tab.
#[derive(Clone, Debug, PartialEq)]
pub struct Badge {
    pub text: String,
    pub colour: &'static str,
    pub title: String,
}

/// Shows what is not already said. A tab that is gone by now is no error.
pub async fn paint(tab: i64, badge: &Badge, before: Option<&Badge>) {
    let action = api().action();
    let of_tab = |name: &str, value: &str| plain(&serde_json::json!({ "tabId": tab, name: value }));
    if before.is_none() {
        let _ = done(action.set_badge_text_color(&of_tab("color", "#ffffff"))).await;
    }
    if before.is_none_or(|before| before.colour != badge.colour) {
        let _ = done(action.set_badge_background_color(&of_tab("color", badge.colour))).await;
    }
    if before.is_none_or(|before| before.text != badge.text) {
        let _ = done(action.set_badge_text(&of_tab("text", &badge.text))).await;
    }
    if before.is_none_or(|before| before.title != badge.title) {
        let _ = done(action.set_title(&of_tab("title", &badge.title))).await;
    }
}

/// The numbers of all rules for this session.
pub async fn rule_ids() -> Answer<Vec<u32>> {
    #[derive(serde::Deserialize)]
    struct Known {
        id: u32,
    }
    let rules: Vec<Known> = read(done(api().rules().session_rules()).await?)?;
    Ok(rules.into_iter().map(|rule| rule.id).collect())
}

/// Takes rules away and adds others, in one step.
pub async fn change_rules(remove: &[u32], add: &[Rule]) -> Answer<()> {
    let change = serde_json::json!({ "removeRuleIds": remove, "addRules": add });
    done(api().rules().update_session_rules(&plain(&change)))
        .await
        .map(drop)
}

/// Wakes the background under this name; `when` is in milliseconds since 1970.
pub async fn wake(name: &str, when: f64) -> Answer<()> {
    let when = plain(&serde_json::json!({ "when": when }));
    done(api().alarms().create(name, &when)).await.map(drop)
}

pub async fn wake_no_more(name: &str) {
    let _ = done(api().alarms().clear(name)).await;
}

/// Whether the browser lets the extension hold an answer back: only Firefox
/// knows the permission, which the build leaves out of Chrome's manifest.
pub fn holds_answers() -> bool {
    let manifest = api().runtime().manifest();
    let permissions = Reflect::get(&manifest, &"permissions".into()).unwrap_or_default();
    Array::from(&permissions).includes(&"webRequestBlocking".into(), 0)
}

/// Asks this listener before each request that fits the filter.
pub fn hold_requests(listener: &JsValue, filter: &impl Serialize) -> Answer<()> {
    let event = api().web_request().on_before_request();
    Ok(event.add_listener(listener, &plain(filter), &plain(&["blocking"]))?)
}

pub fn let_requests_go(listener: &JsValue) {
    api()
        .web_request()
        .on_before_request()
        .remove_listener(listener);
}

/// Milliseconds since 1970.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// The day of the reader's calendar.
pub fn today() -> crate::web::Day {
    let minutes = now() / 60_000.0 - js_sys::Date::new_0().get_timezone_offset();
    (minutes / 1_440.0) as crate::web::Day
}

/// A port to the background, which it wakes.
pub fn connect() -> Answer<Port> {
    Ok(api().runtime().connect()?)
}

pub fn post(port: &Port, message: &impl Serialize) -> Answer<()> {
    Ok(port.post_message(&plain(message))?)
}

/// The listeners must live as long as the port does.
pub fn listen(port: &Port, hear: &Closure<dyn FnMut(JsValue)>, end: &Closure<dyn FnMut()>) {
    port.on_message().add_listener(hear.as_ref());
    port.on_disconnect().add_listener(end.as_ref());
}

/// The address of a file of the extension.
pub fn own_url(path: &str) -> Answer<String> {
    Ok(api().runtime().get_url(path)?)
}

/// The bytes of a file that came with the program.
pub async fn own_file(url: &str) -> Answer<Vec<u8>> {
    let response = done(fetch(url)).await?;
    let method: js_sys::Function = Reflect::get(&response, &"arrayBuffer".into())?.dyn_into()?;
    let promise: Promise = method.call0(&response)?.dyn_into()?;
    let buffer = JsFuture::from(promise).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}
