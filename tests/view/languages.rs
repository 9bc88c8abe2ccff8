//! Every screen in every language, and that none says anything that is no
//! message.

use std::path::PathBuf;
use std::thread;
use std::{env, fs};

use faultline::catalogue;
use faultline::messages::{self, Joint, LANGUAGES, Language, Locale};
use faultline::view::html::Place;
use icu_locale_core::Locale as Tag;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};

/// What a language knows of plurals by Unicode's own library, as the browser
/// knows it.
struct Rules(PluralRules);

impl Rules {
    fn new(language: &str) -> Rules {
        let tag: Tag = language.replace('_', "-").parse().expect("a language");
        let kind = PluralRuleType::Cardinal.into();
        Rules(PluralRules::try_new(tag.into(), kind).expect("its rules"))
    }
}

impl Locale for Rules {
    fn form(&self, count: u32) -> String {
        let form = match self.0.category_for(count) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        };
        form.to_owned()
    }
}

/// English that writes dates and lists without a word: what is left is no
/// message.
struct Wordless;

impl Locale for Wordless {
    fn date(&self, year: i32, month: u8, day: u8) -> Option<String> {
        Some(format!("{year}-{month}-{day}"))
    }

    fn list(&self, names: &[String], _: Joint) -> String {
        names.join(", ")
    }
}

fn file(language: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("extension/_locales").join(language);
    fs::read_to_string(path.join("messages.json")).expect("a language has a file")
}

/// What `render` gives in a language. The language is a thread's own.
fn told<L: Locale + 'static>(
    file: &str,
    locale: impl FnOnce() -> L + Send,
    render: &(dyn Fn() -> String + Sync),
) -> String {
    thread::scope(|scope| {
        let speaking = scope.spawn(move || {
            let spoken = Language::new(file, locale());
            messages::speak(spoken.expect("a good file"));
            render()
        });
        speaking.join().expect("it is said")
    })
}

/// Renders a screen in all languages, and with every message marked. With a
/// folder in `SCREENS` (`target/screens`) each is written there, to be looked
/// at.
pub fn check(case: &str, place: Place, render: &(dyn Fn() -> String + Sync)) {
    let english = render();
    for language in LANGUAGES {
        let content = told(&file(language), || Rules::new(language), render);
        super::sound(&format!("{case} in {language}"), &content);
        if let Some(folder) = env::var_os("SCREENS") {
            let tag = format!("<html lang=\"{}\">", language.replace('_', "-"));
            let page = super::whole(&content, place).replace("<html lang=\"en\">", &tag);
            let path = PathBuf::from(folder).join(format!("{case}.{language}.html"));
            fs::write(path, page).expect("the folder is there");
        }
        let braces = |content: &str| content.matches('{').count();
        assert_eq!(
            braces(&content),
            braces(&english),
            "{case} in {language}: a gap is left open"
        );
        assert_eq!(
            content == english,
            *language == "en",
            "{case} in {language}"
        );
        let (length, usual) = (content.chars().count(), english.chars().count());
        assert!(
            length * 2 > usual && length < usual * 2,
            "{case} in {language}: {length} letters in place of {usual}"
        );
    }
    marked(case, render);
}

/// Every message stands in brackets, so that what is written outside of any is
/// no message.
fn marked(case: &str, render: &(dyn Fn() -> String + Sync)) {
    let mut entries: serde_json::Value = serde_json::from_str(&file("en")).expect("JSON");
    for entry in entries.as_object_mut().expect("messages").values_mut() {
        let marked = format!("⟦{}⟧", entry["message"].as_str().expect("a text"));
        entry["message"] = marked.into();
    }
    let content = told(&entries.to_string(), || Wordless, render);
    let found: Vec<String> = texts(&content)
        .iter()
        .map(|text| without_data(&outside(text)))
        .filter(|left| left.contains(char::is_alphabetic))
        .collect();
    assert!(
        found.is_empty(),
        "{case}: no messages, which belong into extension/_locales: {found:#?}"
    );
}

/// What people read or hear in markup: its texts but those of code and of other
/// languages, and its labels.
fn texts(content: &str) -> Vec<String> {
    let mut texts = Vec::new();
    // Elements whose text is data, as long as they are open.
    let mut data: Vec<&str> = Vec::new();
    for part in content.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        match tag.strip_prefix('/') {
            Some(closed) if data.last() == Some(&closed) => drop(data.pop()),
            Some(_) => {}
            None => {
                let is_data =
                    ["code", "textarea", "dd"].contains(&name) || tag.contains(" lang=\"en\"");
                if (is_data || data.last() == Some(&name)) && !tag.ends_with('/') {
                    data.push(name);
                }
                for label in ["aria-label", "title", "alt"] {
                    let start = format!(" {label}=\"");
                    let value = tag.split(start.as_str()).nth(1);
                    texts.extend(value.and_then(|rest| rest.split('"').next()).map(plain));
                }
            }
        }
        if data.is_empty() {
            texts.push(plain(text));
        }
    }
    texts
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// What stands outside of all brackets.
fn outside(text: &str) -> String {
    let mut depth = 0;
    let mut outside = String::new();
    for letter in text.chars() {
        match letter {
            '⟦' => depth += 1,
            '⟧' => depth -= 1,
            _ if depth == 0 => outside.push(letter),
            _ => {}
        }
    }
    outside
}

/// Names are data: of hosts, providers, services and regions, of whom the data
/// is from; and what the cases themselves are told.
fn without_data(text: &str) -> String {
    let mut names: Vec<String> = super::GIVEN
        .iter()
        .map(|given| (*given).to_owned())
        .collect();
    for provider in catalogue::providers() {
        names.push(provider.short.to_owned());
        let services = provider.services.iter();
        names.extend(
            services.map(|service| faultline::words::service(provider.key, Some(service.key))),
        );
        let regions = provider.regions.iter();
        for region in regions {
            names.push(faultline::words::region(provider.key, region.code));
            names.push(region.code.to_owned());
        }
    }
    // The longest first: one name may begin another.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut left = text.to_owned();
    for name in names
        .iter()
        .filter(|name| left.contains(name.as_str()))
        .collect::<Vec<_>>()
    {
        left = left.replace(name.as_str(), "");
    }
    let words = left.split_whitespace().filter(|word| {
        let is_host = word.trim_matches([',', '.']).contains('.') || word.contains("://");
        !is_host
    });
    words.collect::<Vec<_>>().join(" ")
}
