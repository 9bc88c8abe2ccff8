//! The mount: the one element of a page that the view fills. It puts markup
//! there without losing what the reader holds (focus, scroll, a half-typed
//! line), and tells what the reader did there as [`Gesture`]s.
//!
//! Everything the reader can do is an attribute in the markup: `data-tab`,
//! `data-toggle`, `data-do` (with `data-value`), `data-field` and `data-search`. One listener
//! a kind of event, on the mount, serves them all, so that nothing has to be
//! bound again after a drawing.

mod morph;
pub mod save;

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::prelude::*;
use web_sys::{
    Document, DomParser, Element, Event, EventTarget, HtmlElement, HtmlInputElement,
    HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent, SupportedType,
};

use crate::messages;
use crate::observe::url;
use crate::report::Report;
use crate::view::html::{self, Gesture, Shown, Tab};

#[wasm_bindgen]
extern "C" {
    /// Notes the moment under a name, for the browser's own tools and for
    /// `cargo xtask bench`.
    #[wasm_bindgen(js_namespace = performance)]
    pub fn mark(name: &str);
    #[wasm_bindgen(js_namespace = document, js_name = execCommand)]
    fn exec_command(name: &str) -> bool;
}

/// The document of this page. Workers have none.
pub fn document() -> Result<Document, JsValue> {
    web_sys::window()
        .and_then(|window| window.document())
        .ok_or_else(|| JsValue::from_str("Faultline's page was started where there is no page."))
}

/// What the browser writes on this page's tab.
pub fn name(title: &str) {
    if let Ok(document) = document() {
        document.set_title(title);
    }
}

/// Says what Faultline is where that stands around the view: on the tab, and in
/// the element `what`, if there is one.
pub fn introduce() {
    let what = messages::extension_description();
    name(&messages::colon(messages::extension_name(), what));
    let place = document()
        .ok()
        .and_then(|document| document.get_element_by_id("what"));
    if let Some(place) = place {
        place.set_text_content(Some(what));
    }
}

/// An element that the view fills. Its listeners end when it is dropped.
#[must_use = "the page stops listening when its mount is dropped"]
pub struct Mount {
    root: Element,
    parser: DomParser,
    _listeners: Vec<EventListener>,
}

impl Mount {
    /// Takes the element of that id and calls `on` for every gesture in it.
    pub fn new(id: &str, on: impl Fn(Gesture) + 'static) -> Result<Mount, JsValue> {
        let root = document()?
            .get_element_by_id(id)
            .ok_or_else(|| JsValue::from_str(&format!("This page has no element `{id}`.")))?;
        let on = Rc::new(on);
        let listeners = vec![
            listen(&root, "click", on.clone(), pressed),
            listen(&root, "keydown", on.clone(), keyed),
            listen(&root, "change", on.clone(), edited),
            listen(&root, "input", on, searched),
        ];
        Ok(Mount {
            root,
            parser: DomParser::new()?,
            _listeners: listeners,
        })
    }

    /// Makes the mount's content equal to the markup, changing only what
    /// differs. Elements with an id are kept wherever they move to.
    pub fn render(&mut self, markup: String) -> Result<(), JsValue> {
        let parsed = self
            .parser
            .parse_from_string(&markup, SupportedType::TextHtml)?;
        let Some(body) = parsed.body() else {
            return Ok(());
        };
        let document = document()?;
        let held = document.active_element();
        morph::children(&self.root, &body)?;
        self.root.set_attribute("aria-busy", "false")?;
        give_back_focus(&document, held);
        Ok(())
    }
}

/// Moving an element in the document takes the focus from it.
fn give_back_focus(document: &Document, held: Option<Element>) {
    let Some(held) = held.and_then(|held| held.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let still = held.is_connected() && document.active_element().as_ref() != Some(held.as_ref());
    if still && held.tag_name() != "BODY" {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        // An element that became disabled cannot have it; the body has it then.
        let _ = held.focus_with_options(&options);
    }
}

fn listen(
    root: &Element,
    kind: &'static str,
    on: Rc<impl Fn(Gesture) + 'static>,
    read: fn(&Event) -> Option<Gesture>,
) -> EventListener {
    EventListener::new_with_options(
        root,
        kind,
        EventListenerOptions::enable_prevent_default(),
        move |event| {
            if let Some(gesture) = read(event) {
                on(gesture);
            }
        },
    )
}

/// The nearest element around the event's target that has this attribute.
fn around(event: &Event, attribute: &str) -> Option<(Element, String)> {
    let target: EventTarget = event.target()?;
    let found = target
        .dyn_into::<Element>()
        .ok()?
        .closest(&format!("[{attribute}]"))
        .ok()??;
    let value = found.get_attribute(attribute)?;
    Some((found, value))
}

fn pressed(event: &Event) -> Option<Gesture> {
    if let Some((_, tab)) = around(event, "data-tab") {
        return Tab::named(&tab).map(Gesture::Tab);
    }
    if let Some((button, name)) = around(event, "data-do") {
        event.prevent_default();
        let value = button.get_attribute("data-value").unwrap_or_default();
        return Some(Gesture::Press { name, value });
    }
    // The model says what is open: the browser must not open it by itself,
    // or a drawing in between would close it again.
    let (_, id) = around(event, "data-toggle")?;
    event.prevent_default();
    Some(Gesture::Toggle(id))
}

/// In a picture, arrow keys walk to the parts that stand in these attributes,
/// and Enter and the space bar press one.
fn drawn(event: &Event) -> Option<Gesture> {
    let part = event.target()?.dyn_into::<Element>().ok()?;
    let part = part.closest("g[data-do]").ok()??;
    let way = match event.dyn_ref::<KeyboardEvent>()?.key().as_str() {
        "Enter" | " " => {
            event.prevent_default();
            let name = part.get_attribute("data-do")?;
            let value = part.get_attribute("data-value")?;
            return Some(Gesture::Press { name, value });
        }
        "ArrowLeft" => "data-left",
        "ArrowRight" => "data-right",
        "ArrowUp" => "data-up",
        "ArrowDown" => "data-down",
        _ => return None,
    };
    event.prevent_default();
    let next = document()
        .ok()?
        .get_element_by_id(&part.get_attribute(way)?)?;
    // Drawings take the focus as everything else does.
    next.unchecked_ref::<HtmlElement>().focus().ok()?;
    None
}

/// Arrow keys, Home and End walk along the tabs, as the pattern for tabs asks.
fn keyed(event: &Event) -> Option<Gesture> {
    let Some((tab, _)) = around(event, "data-tab") else {
        return drawn(event);
    };
    let key = event.dyn_ref::<KeyboardEvent>()?.key();
    let mut forward = key == "ArrowRight";
    if matches!(key.as_str(), "ArrowLeft" | "ArrowRight") && right_to_left(&tab) {
        forward = !forward;
    }
    let list = tab.closest("[role=tablist]").ok()??;
    let next = match key.as_str() {
        "Home" => list.first_element_child(),
        "End" => list.last_element_child(),
        "ArrowLeft" | "ArrowRight" if forward => tab
            .next_element_sibling()
            .or_else(|| list.first_element_child()),
        "ArrowLeft" | "ArrowRight" => tab
            .previous_element_sibling()
            .or_else(|| list.last_element_child()),
        _ => None,
    }?;
    event.prevent_default();
    next.dyn_ref::<HtmlElement>()?.focus().ok()?;
    Tab::named(&next.get_attribute("data-tab")?).map(Gesture::Tab)
}

fn right_to_left(element: &Element) -> bool {
    matches!(element.closest("[dir=rtl]"), Ok(Some(_)))
}

fn edited(event: &Event) -> Option<Gesture> {
    let (field, name) = around(event, "data-field")?;
    let text = match field.dyn_ref::<HtmlSelectElement>() {
        Some(choice) => choice.value(),
        None => field.dyn_into::<HtmlTextAreaElement>().ok()?.value(),
    };
    Some(Gesture::Edit { name, text })
}

/// A search follows every letter.
fn searched(event: &Event) -> Option<Gesture> {
    let (field, name) = around(event, "data-search")?;
    let text = field.dyn_into::<HtmlInputElement>().ok()?.value();
    Some(Gesture::Edit { name, text })
}

/// Saves the picture of a report; a word on why not.
pub async fn save_picture(report: &Report, shown: &Shown, as_png: bool) -> &'static str {
    let site = url::host(&report.page.url).unwrap_or_default();
    let svg = html::picture(report, shown);
    match save::picture(&format!("faultline {site}"), &svg, as_png).await {
        Ok(()) => "",
        Err(_) => messages::no_picture(),
    }
}

/// Puts text on the clipboard. Only allowed while the reader presses something.
pub async fn copy(text: &str) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or_else(|| JsValue::from_str("There is no page."))?;
    let written = window.navigator().clipboard().write_text(text);
    if wasm_bindgen_futures::JsFuture::from(written).await.is_ok() {
        return Ok(());
    }
    // A page inside of the browser's tools has only the old way.
    let document = document()?;
    let field: HtmlTextAreaElement = document.create_element("textarea")?.unchecked_into();
    field.set_value(text);
    let body = document
        .body()
        .ok_or_else(|| JsValue::from_str("There is no page."))?;
    body.append_child(&field)?;
    field.select();
    let copied = exec_command("copy");
    field.remove();
    if copied {
        Ok(())
    } else {
        Err(JsValue::from_str("Nothing was copied."))
    }
}
