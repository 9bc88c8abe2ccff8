//! The extension API, as far as it is used: one block of bindings for both
//! browsers. Chrome and Firefox differ in the name of the global object only;
//! what one of them lacks is asked for by feature, never by browser.

mod bindings;

use bindings::{Api, Area, fetch};
use js_sys::{Array, Object, Promise, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

pub use bindings::Port;

use crate::messages;
use crate::simulate::Rule;

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
#[derive(Debug, Default)]
pub struct TabInfo {
    pub id: Option<i64>,
    /// Absent without permission for the page, and on the browser's own pages.
    pub url: Option<String>,
    pub status: Option<String>,
    /// It is in a private window.
    pub incognito: Option<bool>,
    /// It is in front of the others in its window.
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

/// An object of the browser's.
fn object<const N: usize>(members: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // A fresh object takes any member.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object.into()
}

fn list<T: Into<JsValue> + Clone>(values: &[T]) -> JsValue {
    values
        .iter()
        .cloned()
        .map(T::into)
        .collect::<Array>()
        .into()
}

/// A member of an object; `undefined` of what is none.
fn member(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

impl From<JsValue> for TabInfo {
    fn from(tab: JsValue) -> TabInfo {
        TabInfo {
            id: member(&tab, "id").as_f64().map(|id| id as i64),
            url: member(&tab, "url").as_string(),
            status: member(&tab, "status").as_string(),
            incognito: member(&tab, "incognito").as_bool(),
            active: member(&tab, "active").is_truthy(),
        }
    }
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
    pairs(keep, &list(keys)).await
}

/// All that is kept for the session.
pub async fn session() -> Answer<Vec<(String, String)>> {
    pairs(Keep::Session, &JsValue::NULL).await
}

/// How many bytes all that takes; none where the browser does not tell.
pub async fn session_bytes() -> Answer<usize> {
    let bytes = done(area(Keep::Session).bytes(&JsValue::NULL)).await?;
    Ok(bytes.as_f64().unwrap_or_default() as usize)
}

/// The keys of all that, where the browser tells them without the texts.
pub async fn session_keys() -> Answer<Vec<String>> {
    let keys = done(area(Keep::Session).keys()).await?;
    let keys = Array::from(&keys);
    Ok(keys.iter().filter_map(|key| key.as_string()).collect())
}

async fn pairs(keep: Keep, keys: &JsValue) -> Answer<Vec<(String, String)>> {
    let found = done(area(keep).get(keys)).await?;
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
    done(area(keep).remove(&list(keys))).await.map(drop)
}

pub async fn tab(id: i64) -> Answer<TabInfo> {
    Ok(done(api().tabs().get(id as f64)).await?.into())
}

/// The numbers of all tabs that are open.
pub async fn open_tabs() -> Answer<Vec<i64>> {
    let tabs = done(api().tabs().query(&object([]))).await?;
    let id = |tab: JsValue| Some(member(&tab, "id").as_f64()? as i64);
    Ok(Array::from(&tabs).iter().filter_map(id).collect())
}

/// The tab in front of the reader.
pub async fn active_tab() -> Answer<Option<TabInfo>> {
    let query = object([("active", true.into()), ("currentWindow", true.into())]);
    let tabs = done(api().tabs().query(&query)).await?;
    Ok(Array::from(&tabs).iter().next().map(TabInfo::from))
}

/// Loads a tab again; `fresh` asks every host anew, whatever the cache has.
pub async fn reload(id: i64, fresh: bool) -> Answer<()> {
    let how = object([("bypassCache", fresh.into())]);
    done(api().tabs().reload(id as f64, &how)).await.map(drop)
}

/// Leads a tab to another address.
pub async fn lead(id: i64, url: &str) -> Answer<()> {
    let properties = object([("url", url.into())]);
    done(api().tabs().update(id as f64, &properties))
        .await
        .map(drop)
}

/// Opens a tab in front of the others, and gives its number.
pub async fn open_tab(url: &str) -> Answer<i64> {
    let properties = object([("url", url.into())]);
    let tab = TabInfo::from(done(api().tabs().create(&properties)).await?);
    tab.id
        .ok_or_else(|| Refusal(messages::refused_tab().to_owned()))
}

pub async fn close_tab(id: i64) -> Answer<()> {
    done(api().tabs().remove(id as f64)).await.map(drop)
}

/// The tab that this page stands in.
pub async fn own_tab() -> Answer<i64> {
    let own = TabInfo::from(done(api().tabs().current()).await?);
    own.id
        .ok_or_else(|| Refusal(messages::refused_no_tab().to_owned()))
}

/// Brings a tab to the front.
pub async fn come_forward(id: i64) -> Answer<()> {
    let properties = object([("active", true.into())]);
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
    let how = object([("format", "jpeg".into()), ("quality", 60.into())]);
    done(api().tabs().capture(&how)).await.ok()?.as_string()
}

/// What notes in the pages of an origin who listens there, from their first
/// moment on.
const LISTEN: &str = "listen";

pub async fn listen_in(origin: &str) -> Answer<()> {
    listen_no_more().await.ok();
    let scripts = list(&[object([
        ("id", LISTEN.into()),
        ("js", list(&["listen.js"])),
        ("matches", list(&[format!("{origin}/*")])),
        ("allFrames", true.into()),
        ("runAt", "document_start".into()),
        ("world", "MAIN".into()),
        ("persistAcrossSessions", false.into()),
    ])]);
    done(api().scripting().register(&scripts)).await.map(drop)
}

/// # Errors
/// When nobody listened.
pub async fn listen_no_more() -> Answer<()> {
    let which = object([("ids", list(&[LISTEN]))]);
    done(api().scripting().unregister(&which)).await.map(drop)
}

/// What a script of the extension answers in every frame of a tab, as JSON.
pub async fn run_in_frames(tab: i64, file: &str) -> Answer<String> {
    let injection = object([
        (
            "target",
            object([("tabId", (tab as f64).into()), ("allFrames", true.into())]),
        ),
        ("files", list(&[file])),
        ("injectImmediately", true.into()),
    ]);
    let frames = done(api().scripting().execute_script(&injection)).await?;
    Ok(js_sys::JSON::stringify(&frames)?.into())
}

fn all_sites() -> JsValue {
    object([("origins", list(&["<all_urls>"]))])
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
    let how = list(&["canonical_name"]);
    let record = done(api().dns().resolve(host, &how)).await?;
    Ok(member(&record, "canonicalName").as_string())
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
    let of_tab =
        |name: &str, value: &str| object([("tabId", (tab as f64).into()), (name, value.into())]);
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

/// What the button says of a tab in full, or of one of which nothing is known.
pub async fn title(tab: Option<i64>) -> Answer<Option<String>> {
    let of = match tab {
        Some(tab) => object([("tabId", (tab as f64).into())]),
        None => object([]),
    };
    Ok(done(api().action().title(&of)).await?.as_string())
}

/// The numbers of all rules for this session.
pub async fn rule_ids() -> Answer<Vec<u32>> {
    let rules = done(api().rules().session_rules()).await?;
    let rules = Array::from(&rules);
    let id = |rule: JsValue| Some(member(&rule, "id").as_f64()? as u32);
    Ok(rules.iter().filter_map(id).collect())
}

/// Takes rules away and adds others, in one step.
pub async fn change_rules(remove: &[u32], add: &[Rule]) -> Answer<()> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Change<'a> {
        remove_rule_ids: &'a [u32],
        add_rules: &'a [Rule],
    }
    let change = Change {
        remove_rule_ids: remove,
        add_rules: add,
    };
    let change = serde_json::to_string(&change).map_err(|error| Refusal(error.to_string()))?;
    let change = js_sys::JSON::parse(&change)?;
    done(api().rules().update_session_rules(&change))
        .await
        .map(drop)
}

/// Wakes the background under this name; `when` is in milliseconds since 1970.
pub async fn wake(name: &str, when: f64) -> Answer<()> {
    let when = object([("when", when.into())]);
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

/// Asks this listener before each request to an address that fits a pattern.
pub fn hold_requests(listener: &JsValue, patterns: &[String]) -> Answer<()> {
    let event = api().web_request().on_before_request();
    let filter = object([("urls", list(patterns))]);
    Ok(event.add_listener(listener, &filter, &list(&["blocking"]))?)
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

/// What crosses a port: a number that tells replies apart, and the text of one.
pub struct Message {
    pub id: u32,
    pub text: String,
    /// Why there is no reply, where the core itself failed.
    pub failed: Option<String>,
}

pub fn post(port: &Port, id: u32, text: &str) -> Answer<()> {
    let message = object([("id", id.into()), ("text", text.into())]);
    Ok(port.post_message(&message)?)
}

/// `None` for what is no message.
pub fn heard(message: &JsValue) -> Option<Message> {
    Some(Message {
        id: member(message, "id").as_f64()? as u32,
        text: member(message, "text").as_string()?,
        failed: member(message, "failed").as_string(),
    })
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
    let buffer = own_buffer(url).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// The same as the browser has it, an `ArrayBuffer`.
pub async fn own_buffer(url: &str) -> Answer<JsValue> {
    let response = done(fetch(url)).await?;
    let method: js_sys::Function = Reflect::get(&response, &"arrayBuffer".into())?.dyn_into()?;
    let promise: Promise = method.call0(&response)?.dyn_into()?;
    Ok(JsFuture::from(promise).await?)
}
