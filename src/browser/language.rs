//! The reader's language: which one it is, its texts, and what the browser knows
//! of it (plural forms, numbers, dates, lists).

use std::cell::{Cell, OnceCell};

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::api;
use super::page;
use crate::messages::{self, Joint, Language, Locale};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str) -> PluralRules;
    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, count: f64) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str) -> NumberFormat;
    #[wasm_bindgen(method)]
    fn format(this: &NumberFormat, number: f64) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str, how: &JsValue) -> DateTimeFormat;
    #[wasm_bindgen(method)]
    fn format(this: &DateTimeFormat, time: f64) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type ListFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str, how: &JsValue) -> ListFormat;
    #[wasm_bindgen(method)]
    fn format(this: &ListFormat, names: &Array) -> String;
}

/// What the browser knows of a locale, each asked for when it is first needed:
/// it takes the browser a while to find out.
struct Browser {
    /// As BCP 47 calls it: the browser itself names it so.
    locale: String,
    forms: OnceCell<PluralRules>,
    numbers: OnceCell<NumberFormat>,
    dates: OnceCell<DateTimeFormat>,
    lists: [OnceCell<ListFormat>; 2],
}

impl Browser {
    fn new(locale: &str) -> Browser {
        Browser {
            locale: locale.to_owned(),
            forms: OnceCell::new(),
            numbers: OnceCell::new(),
            dates: OnceCell::new(),
            lists: [OnceCell::new(), OnceCell::new()],
        }
    }
}

impl Locale for Browser {
    fn form(&self, count: u32) -> String {
        let forms = self.forms.get_or_init(|| PluralRules::new(&self.locale));
        forms.select(count.into())
    }

    fn number(&self, number: u32) -> String {
        let numbers = self.numbers.get_or_init(|| NumberFormat::new(&self.locale));
        numbers.format(number.into())
    }

    fn date(&self, year: i32, month: u8, day: u8) -> Option<String> {
        let dates = self.dates.get_or_init(|| {
            let how = members(&[("dateStyle", "long"), ("timeZone", "UTC")]);
            DateTimeFormat::new(&self.locale, &how)
        });
        let month = i32::from(month)
            .checked_sub(1)
            .filter(|month| *month < 12)?;
        let first = js_sys::Date::utc(year.into(), month.into());
        let days = f64::from(day.checked_sub(1)?);
        Some(dates.format(first + days * 86_400_000.0))
    }

    fn list(&self, names: &[String], joint: Joint) -> String {
        let [and, or] = &self.lists;
        let (list, kind) = match joint {
            Joint::And => (and, "conjunction"),
            Joint::Or => (or, "disjunction"),
        };
        let list = list.get_or_init(|| ListFormat::new(&self.locale, &members(&[("type", kind)])));
        list.format(&names.iter().map(JsValue::from).collect())
    }
}

fn members(members: &[(&str, &str)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // A fresh object takes any member.
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object.into()
}

thread_local! {
    static KNOWN: Cell<bool> = const { Cell::new(false) };
}

/// Says everything in the reader's language from now on. Where its texts cannot
/// be had, that is English.
pub async fn learn() {
    if KNOWN.replace(true) {
        return;
    }
    let wanted = wanted();
    let name = messages::best(&wanted);
    let own = wanted.iter().find(|tag| messages::best(&[tag]) == name);
    let locale = Browser::new(own.map_or("en", String::as_str));
    let language = match name {
        "en" => Ok(Language::english(locale)),
        name => texts(name)
            .await
            .and_then(|file| Language::new(&file, locale).map_err(|error| error.to_string())),
    };
    match language {
        Ok(language) => messages::speak(language),
        Err(why) => web_sys::console::error_1(&why.into()),
    }
    // The background has no document.
    if let Some(root) = page::document()
        .ok()
        .and_then(|page| page.document_element())
    {
        // Only attributes: they cannot fail in a way that matters.
        let _ = root.set_attribute("lang", messages::language());
        let _ = root.set_attribute("dir", messages::direction());
    }
}

async fn texts(language: &str) -> Result<String, String> {
    let file = format!("_locales/{language}/messages.json");
    let bytes = api::own_file(&file).await.map_err(|refusal| refusal.0)?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

/// The languages that the reader set in the browser, best first.
fn wanted() -> Vec<String> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into());
    let languages = navigator.and_then(|navigator| Reflect::get(&navigator, &"languages".into()));
    let languages = languages
        .ok()
        .and_then(|languages| languages.dyn_into::<Array>().ok());
    let languages = languages.iter().flat_map(Array::iter);
    languages.filter_map(|tag| tag.as_string()).collect()
}
