//! The messages: every text for people, in the reader's language.
//!
//! A **message** is a text with a name and with gaps for what is told of,
//! written in `extension/_locales/<language>/messages.json`, once a language.
//! `src/build` checks them and makes a function of each: English is built in,
//! and stands in for what another language lacks. The language is set once,
//! by [`speak`], before anything is drawn: it is the one thing that every
//! sentence needs and that no step of the flow decides, so that it is not handed
//! from function to function. What machines read is told [`in_english`].
//!
//! ```
//! use faultline::messages;
//!
//! assert_eq!(messages::requests(1), "1 request");
//! assert_eq!(messages::requests(1480), "1,480 requests");
//! ```

use std::cell::Cell;

use litemap::LiteMap;
use serde::Deserialize;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// What a language knows besides its texts. The browser knows it of all
/// languages; what stands here is the English of those that have no browser.
pub trait Locale {
    /// The plural form for a number of things, by its name in CLDR: `few`.
    fn form(&self, count: u32) -> String {
        if count == 1 { "one" } else { "other" }.to_owned()
    }

    /// Digits in groups: `12,480`.
    fn number(&self, number: u32) -> String {
        grouped(number)
    }

    /// A date, the month from 1: `8 June 2021`.
    fn date(&self, year: i32, month: u8, day: u8) -> Option<String> {
        let name = MONTHS.get(usize::from(month).checked_sub(1)?)?;
        Some(format!("{day} {name} {year}"))
    }

    /// A list of two or more: `a, b and c`.
    fn list(&self, names: &[String], joint: Joint) -> String {
        let joint = match joint {
            Joint::And => "and",
            Joint::Or => "or",
        };
        match names {
            [firsts @ .., last] => format!("{} {joint} {last}", firsts.join(", ")),
            [] => String::new(),
        }
    }
}

/// What stands before the last of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    And,
    Or,
}

struct English;

impl Locale for English {}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Digits in groups of three: `12,480`.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[derive(Deserialize)]
struct Text {
    message: String,
}

/// The texts of a language, and what else it knows.
pub struct Language {
    texts: LiteMap<String, Text>,
    locale: Box<dyn Locale>,
}

impl Language {
    /// English, in the forms of a locale: `en-US` writes dates otherwise than
    /// `en-GB`.
    pub fn english(locale: impl Locale + 'static) -> Language {
        Language {
            texts: LiteMap::new(),
            locale: Box::new(locale),
        }
    }

    /// The language of a file of messages.
    ///
    /// # Errors
    /// When the text is no such file.
    pub fn new(file: &str, locale: impl Locale + 'static) -> Result<Language, serde_json::Error> {
        Ok(Language {
            texts: serde_json::from_str(file)?,
            locale: Box::new(locale),
        })
    }
}

thread_local! {
    static SPOKEN: Cell<Option<&'static Language>> = const { Cell::new(None) };
}

/// Says everything in this language from now on, on this thread. Its texts live
/// as long as the program, as the built-in ones do.
pub fn speak(language: Language) {
    SPOKEN.set(Some(Box::leak(Box::new(language))));
}

/// What `tell` says in English, whatever the reader's language is: machines
/// compare it.
pub fn in_english<T>(tell: impl FnOnce() -> T) -> T {
    let spoken = SPOKEN.take();
    let told = tell();
    SPOKEN.set(spoken);
    told
}

/// Of the languages that there are, the one for a reader who wants these, best
/// first, as BCP 47 calls them; English for one who wants none of them.
///
/// ```
/// use faultline::messages::best;
///
/// assert_eq!(best(&["de-AT", "en"]), "de");
/// assert_eq!(best(&["pt"]), "pt_BR");
/// // Who reads traditional characters is not given simplified ones.
/// assert_eq!(best(&["zh-TW", "ja"]), "ja");
/// assert_eq!(best(&["tlh"]), "en");
/// ```
pub fn best(wanted: &[impl AsRef<str>]) -> &'static str {
    let fits = |tag: &str| {
        let tag = tag.to_lowercase().replace('-', "_");
        let has = |language: &&&str| language.to_lowercase() == tag;
        if let Some(exact) = LANGUAGES.iter().find(has) {
            return Some(*exact);
        }
        let traditional = ["hant", "tw", "hk", "mo"]
            .iter()
            .any(|part| tag.split('_').any(|own| own == *part));
        let first = |tag: &str| tag.split('_').next().unwrap_or_default().to_lowercase();
        let same = |language: &&&str| first(language) == first(&tag) && !traditional;
        LANGUAGES.iter().find(same).copied()
    };
    wanted
        .iter()
        .find_map(|tag| fits(tag.as_ref()))
        .unwrap_or("en")
}

fn with_locale<T>(ask: impl FnOnce(&dyn Locale) -> T) -> T {
    match SPOKEN.get() {
        Some(language) => ask(&*language.locale),
        None => ask(&English),
    }
}

/// A number as the reader writes it: `12,480`. Pages have no more than `u32`
/// holds of anything.
pub fn number(number: impl TryInto<u32>) -> String {
    let number = number.try_into().unwrap_or(u32::MAX);
    with_locale(|locale| locale.number(number))
}

/// A date in words: `2021-06-08T09:47Z` is `8 June 2021`. What is no date stays
/// as it is.
pub fn date(iso: &str) -> String {
    let mut parts = iso.split(['-', 'T', ' ']);
    let mut next = || parts.next();
    let (year, month, day) = (next(), next(), next());
    let parsed = || {
        let (year, month, day) = (
            year?.parse().ok()?,
            month?.parse().ok()?,
            day?.parse().ok()?,
        );
        with_locale(|locale| locale.date(year, month, day))
    };
    parsed().unwrap_or_else(|| iso.to_owned())
}

/// A list in words: `a, b and c`.
pub fn list(names: &[String], joint: Joint) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        several => with_locale(|locale| locale.list(several, joint)),
    }
}

/// The language of texts that are English in every language, such as the causes
/// of past outages: `None` for whoever reads English anyway.
pub fn foreign() -> Option<&'static str> {
    (language() != "en").then_some("en")
}

/// The text of that name, in the reader's language or else in English.
fn said(key: &str, english: &'static str) -> &'static str {
    let spoken = SPOKEN.get();
    let text = spoken.and_then(|language| Some(language.texts.get(key)?.message.as_str()));
    text.unwrap_or(english)
}

/// The form of a text for a number of things, with its gaps filled.
fn counted(
    key: &str,
    one: &'static str,
    other: &'static str,
    count: u32,
    gaps: &[(&str, &str)],
) -> String {
    let text = SPOKEN.get().and_then(|language| {
        let of = |form: &str| language.texts.get(&format!("{key}_{form}"));
        let form = of(&language.locale.form(count)).or_else(|| of("other"))?;
        Some(form.message.as_str())
    });
    let text = text.unwrap_or(if count == 1 { one } else { other });
    let number = number(count);
    let all: Vec<(&str, &str)> = [("count", number.as_str())]
        .into_iter()
        .chain(gaps.iter().copied())
        .collect();
    filled(text, &all)
}

/// A text with its gaps filled. What fills a gap in a text from right to left is
/// isolated from it, for most of that is not: hosts, names, numbers.
fn filled(text: &str, gaps: &[(&str, &str)]) -> String {
    let isolate = direction() == "rtl";
    let mut filled = String::with_capacity(text.len() + 32);
    let mut parts = text.split('{');
    filled.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        let value = gaps
            .iter()
            .find(|(gap, _)| *gap == name)
            .map_or("", |(_, value)| *value);
        if isolate {
            filled.push('\u{2068}');
        }
        filled.push_str(value);
        if isolate {
            filled.push('\u{2069}');
        }
        filled.push_str(rest);
    }
    filled
}
