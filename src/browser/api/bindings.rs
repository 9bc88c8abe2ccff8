//! The objects and functions of the extension API that are used, as the browser
//! calls them.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    pub type Api;
    #[wasm_bindgen(method, getter)]
    pub fn storage(this: &Api) -> Storage;
    #[wasm_bindgen(method, getter)]
    pub fn tabs(this: &Api) -> Tabs;
    #[wasm_bindgen(method, getter)]
    pub fn scripting(this: &Api) -> Scripting;
    #[wasm_bindgen(method, getter)]
    pub fn permissions(this: &Api) -> Permissions;
    #[wasm_bindgen(method, getter)]
    pub fn action(this: &Api) -> Action;
    #[wasm_bindgen(method, getter)]
    pub fn runtime(this: &Api) -> Runtime;
    #[wasm_bindgen(method, getter)]
    pub fn alarms(this: &Api) -> Alarms;
    #[wasm_bindgen(method, getter)]
    pub fn dns(this: &Api) -> Names;
    #[wasm_bindgen(method, getter, js_name = declarativeNetRequest)]
    pub fn rules(this: &Api) -> Rules;
    #[wasm_bindgen(method, getter, js_name = webRequest)]
    pub fn web_request(this: &Api) -> WebRequest;

    pub type Storage;
    #[wasm_bindgen(method, getter)]
    pub fn session(this: &Storage) -> Area;
    #[wasm_bindgen(method, getter)]
    pub fn local(this: &Storage) -> Area;

    pub type Area;
    #[wasm_bindgen(method, catch)]
    pub fn get(this: &Area, keys: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn set(this: &Area, items: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn remove(this: &Area, keys: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getBytesInUse)]
    pub fn bytes(this: &Area, keys: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getKeys)]
    pub fn keys(this: &Area) -> Result<Promise, JsValue>;

    pub type Tabs;
    #[wasm_bindgen(method, catch)]
    pub fn get(this: &Tabs, id: f64) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn query(this: &Tabs, query: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn reload(this: &Tabs, id: f64, how: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn update(this: &Tabs, id: f64, properties: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn create(this: &Tabs, properties: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn remove(this: &Tabs, id: f64) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getCurrent)]
    pub fn current(this: &Tabs) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = captureVisibleTab)]
    pub fn capture(this: &Tabs, how: &JsValue) -> Result<Promise, JsValue>;

    pub type Scripting;
    #[wasm_bindgen(method, catch, js_name = executeScript)]
    pub fn execute_script(this: &Scripting, injection: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = registerContentScripts)]
    pub fn register(this: &Scripting, scripts: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = unregisterContentScripts)]
    pub fn unregister(this: &Scripting, which: &JsValue) -> Result<Promise, JsValue>;

    pub type Permissions;
    #[wasm_bindgen(method, catch)]
    pub fn contains(this: &Permissions, permissions: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn request(this: &Permissions, permissions: &JsValue) -> Result<Promise, JsValue>;

    pub type Action;
    #[wasm_bindgen(method, catch, js_name = setBadgeText)]
    pub fn set_badge_text(this: &Action, details: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = setBadgeBackgroundColor)]
    pub fn set_badge_background_color(this: &Action, details: &JsValue)
    -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = setBadgeTextColor)]
    pub fn set_badge_text_color(this: &Action, details: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = setTitle)]
    pub fn set_title(this: &Action, details: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getTitle)]
    pub fn title(this: &Action, details: &JsValue) -> Result<Promise, JsValue>;

    pub type Alarms;
    #[wasm_bindgen(method, catch)]
    pub fn create(this: &Alarms, name: &str, when: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn clear(this: &Alarms, name: &str) -> Result<Promise, JsValue>;

    pub type Names;
    #[wasm_bindgen(method, catch)]
    pub fn resolve(this: &Names, host: &str, how: &JsValue) -> Result<Promise, JsValue>;

    pub type Rules;
    #[wasm_bindgen(method, catch, js_name = updateSessionRules)]
    pub fn update_session_rules(this: &Rules, change: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getSessionRules)]
    pub fn session_rules(this: &Rules) -> Result<Promise, JsValue>;

    pub type WebRequest;
    #[wasm_bindgen(method, getter, js_name = onBeforeRequest)]
    pub fn on_before_request(this: &WebRequest) -> BlockingEvent;

    pub type BlockingEvent;
    #[wasm_bindgen(method, catch, js_name = addListener)]
    pub fn add_listener(
        this: &BlockingEvent,
        listener: &JsValue,
        filter: &JsValue,
        extra: &JsValue,
    ) -> Result<(), JsValue>;
    #[wasm_bindgen(method, js_name = removeListener)]
    pub fn remove_listener(this: &BlockingEvent, listener: &JsValue);

    pub type Runtime;
    #[wasm_bindgen(method, js_name = getManifest)]
    pub fn manifest(this: &Runtime) -> JsValue;
    #[wasm_bindgen(method, catch, js_name = getURL)]
    pub fn get_url(this: &Runtime, path: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn connect(this: &Runtime) -> Result<Port, JsValue>;

    pub type Port;
    #[wasm_bindgen(method, catch, js_name = postMessage)]
    pub fn post_message(this: &Port, message: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, getter, js_name = onMessage)]
    pub fn on_message(this: &Port) -> Event;
    #[wasm_bindgen(method, getter, js_name = onDisconnect)]
    pub fn on_disconnect(this: &Port) -> Event;

    pub type Event;
    #[wasm_bindgen(method, js_name = addListener)]
    pub fn add_listener(this: &Event, listener: &JsValue);

    #[wasm_bindgen(catch)]
    pub fn fetch(url: &str) -> Result<Promise, JsValue>;
}
