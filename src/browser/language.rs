//! The reader's language, on a page that is about to be drawn: which one it is,
//! its texts, and what the browser knows of it (plural forms, numbers, dates,
//! lists).

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

/// What the browser knows of a locale.
struct Browser {
    forms: PluralRules,
    numbers: NumberFormat,
    dates: DateTimeFormat,
    and: ListFormat,
    or: ListFormat,
}

impl Browser {
    /// `locale` as BCP 47 calls it; the browser itself names it so.
    fn new(locale: &str) -> Browser {
        let of = |members: &[(&str, &str)]| {
            let object = Object::new();
            for (name, value) in members {
                // A fresh object takes any member.
                let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
            }
            JsValue::from(object)
        };
        Browser {
            forms: PluralRules::new(locale),
            numbers: NumberFormat::new(locale),
            dates: DateTimeFormat::new(locale, &of(&[("dateStyle", "long"), ("timeZone", "UTC")])),
            and: ListFormat::new(locale, &of(&[("type", "conjunction")])),
            or: ListFormat::new(locale, &of(&[("type", "disjunction")])),
        }
    }
}

impl Locale for Browser {
    fn form(&self, count: u32) -> String {
        self.forms.select(count.into())
    }

    fn number(&self, number: u32) -> String {
        self.numbers.format(number.into())
    }

    fn date(&self, year: i32, month: u8, day: u8) -> Option<String> {
        let month = i32::from(month)
            .checked_sub(1)
            .filter(|month| *month < 12)?;
        let time = js_sys::Date::utc(year.into(), month.into());
        Some(
            self.dates
                .format(time + f64::from(day.checked_sub(1)?) * 86_400_000.0),
        )
    }

    fn list(&self, names: &[String], joint: Joint) -> String {
        let names: Array = names.iter().map(JsValue::from).collect();
        match joint {
            Joint::And => self.and.format(&names),
            Joint::Or => self.or.format(&names),
        }
    }
}

/// Says everything in the reader's language from now on. Where its texts cannot
/// be had, that is English.
pub async fn learn() {
    let wanted = wanted();
    let name = messages::best(&wanted);
    let own = wanted.iter().find(|tag| messages::best(&[tag]) == name);
    let locale = own.map_or("en", String::as_str);
    let language = match name {
        "en" => Ok(Language::english(Browser::new(locale))),
        name => texts(name).await.and_then(|file| {
            Language::new(&file, Browser::new(locale)).map_err(|error| error.to_string())
        }),
    };
    match language {
        Ok(language) => messages::speak(language),
        Err(why) => web_sys::console::error_1(&why.into()),
    }
    if let Some(root) = page::document()
        .ok()
        .and_then(|page| page.document_element())
    {
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
