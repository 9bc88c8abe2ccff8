//! Compiles `extension/_locales`: every **message** of the English file becomes
//! a function of its own name, so that a wrong name or a forgotten gap does not
//! compile. Every other language is held to the English one: the same messages
//! with the same gaps, and the plural forms that the language has.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};
use serde::Deserialize;

/// The language that is built in, and that all others follow.
const ENGLISH: &str = "en";

/// What a plural form may be called, at the end of a message's name: the
/// categories of CLDR.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Numbers by which the forms are found that a language needs. Some languages
/// have one for whole millions; pages have no millions of anything, and `other`
/// stands in.
const NUMBERS: std::ops::Range<u32> = 0..1000;

/// One entry of a file, in the format of the browsers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    message: String,
    /// For whoever translates it.
    #[serde(default)]
    description: Option<String>,
}

/// A message with all its forms; the form of one without is called nothing.
pub struct Message {
    pub forms: BTreeMap<String, String>,
    description: Option<String>,
}

impl Message {
    fn is_plural(&self) -> bool {
        !self.forms.contains_key("")
    }

    /// The names of its gaps, in the order in which they first stand in any
    /// form; a plural's number always is one.
    fn gaps(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        if self.is_plural() {
            gaps.push("count".to_owned());
        }
        // The last form, `other`, is the fullest.
        for text in self.forms.values().rev() {
            for gap in gaps_of(text) {
                if !gaps.contains(&gap) {
                    gaps.push(gap);
                }
            }
        }
        gaps
    }
}

pub type Messages = BTreeMap<String, Message>;

/// A file while it is checked.
struct Checked<'a> {
    language: &'a str,
    text: &'a str,
    problems: Vec<String>,
}

impl Checked<'_> {
    /// Notes what is wrong with the entry of that name.
    fn problem(&mut self, key: &str, problem: &str) {
        let line = self.text.find(&format!("\"{key}\":")).map_or(1, |at| {
            let before = self.text.get(..at).unwrap_or_default();
            before.matches('\n').count() + 1
        });
        let file = path(self.language);
        let problem = format!("{file}:{line}: {key}: {problem}");
        self.problems.push(problem);
    }
}

fn path(language: &str) -> String {
    format!("extension/_locales/{language}/messages.json")
}

/// The Rust text of a function a message, and of the list of languages.
///
/// # Errors
///
/// Every problem of every file, each with file, line, message and what to do.
pub fn compile(folder: &Path) -> Result<String, Vec<String>> {
    let trouble = |error| vec![format!("cannot read {}: {error}", folder.display())];
    let mut languages = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(trouble)? {
        let name = entry.map_err(trouble)?.file_name();
        languages.push(name.to_string_lossy().into_owned());
    }
    languages.sort();
    let read =
        |language: &str| std::fs::read_to_string(folder.join(language).join("messages.json"));
    let text = read(ENGLISH).map_err(trouble)?;
    let (english, mut problems) = one(ENGLISH, &text, None);
    for language in languages.iter().filter(|language| *language != ENGLISH) {
        match read(language) {
            Ok(text) => problems.extend(one(language, &text, Some(&english)).1),
            Err(error) => problems.push(format!("{}: {error}", path(language))),
        }
    }
    if problems.is_empty() {
        Ok(emit(&english, &languages))
    } else {
        Err(problems)
    }
}

/// The messages of one file, and every problem with them. `english` is what
/// they must say, too.
pub fn one(language: &str, text: &str, english: Option<&Messages>) -> (Messages, Vec<String>) {
    let mut checked = Checked {
        language,
        text,
        problems: Vec::new(),
    };
    let entries: BTreeMap<String, Entry> = match serde_json::from_str(text) {
        Ok(entries) => entries,
        Err(error) => {
            let problem = format!("{}:{}: {error}", path(language), error.line());
            return (Messages::new(), vec![problem]);
        }
    };
    for key in entries.keys() {
        check_key(&mut checked, key);
    }
    let messages = grouped(entries);
    let needed = forms(language);
    if needed.is_empty() {
        let problem = "the folder is no language that is known; call it as browsers do: de, pt_BR";
        return (messages, vec![format!("{}:1: {problem}", path(language))]);
    }
    for (key, message) in &messages {
        check_message(&mut checked, key, message, &needed);
    }
    for (key, meant) in english.into_iter().flatten() {
        match messages.get(key) {
            Some(message) => check_gaps(&mut checked, key, message, meant),
            None => checked.problem(key, "is missing; translate the English one"),
        }
    }
    for key in messages
        .keys()
        .filter(|key| english.is_some_and(|all| !all.contains_key(*key)))
    {
        checked.problem(key, "is no English message; take it out, or add it there");
    }
    (messages, checked.problems)
}

/// The forms of each message together.
fn grouped(entries: BTreeMap<String, Entry>) -> Messages {
    let mut messages = Messages::new();
    for (key, entry) in entries {
        let (name, form) = split(&key);
        let message = messages.entry(name.to_owned()).or_insert_with(|| Message {
            forms: BTreeMap::new(),
            description: None,
        });
        message.forms.insert(form.to_owned(), entry.message);
        message.description = entry.description.or(message.description.take());
    }
    messages
}

/// A name and its form: `requests_one` is the form `one` of `requests`.
fn split(key: &str) -> (&str, &str) {
    match key.rsplit_once('_') {
        Some((name, form)) if FORMS.contains(&form) => (name, form),
        _ => (key, ""),
    }
}

/// The forms that a language has for the numbers that occur.
fn forms(language: &str) -> BTreeSet<&'static str> {
    let rules =
        language
            .replace('_', "-")
            .parse()
            .ok()
            .and_then(|locale: icu_locale_core::Locale| {
                PluralRules::try_new(locale.into(), PluralRuleType::Cardinal.into()).ok()
            });
    let name = |category| match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    };
    let found = rules
        .iter()
        .flat_map(|rules| NUMBERS.map(|number| name(rules.category_for(number))));
    let mut forms: BTreeSet<&str> = found.collect();
    if !forms.is_empty() {
        forms.insert("other");
    }
    forms
}

fn check_key(checked: &mut Checked, key: &str) {
    let is_name = key.starts_with(|first: char| first.is_ascii_lowercase())
        && key
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !is_name {
        checked.problem(
            key,
            "is no name of a function; write it with small letters and _",
        );
    }
    // A reader of JSON takes the last of two and is silent.
    if checked.text.matches(&format!("\"{key}\":")).count() > 1 {
        checked.problem(key, "stands there twice; take one out");
    }
}

fn check_message(checked: &mut Checked, key: &str, message: &Message, needed: &BTreeSet<&str>) {
    for text in message.forms.values() {
        if text.trim().is_empty() {
            checked.problem(key, "is empty; write the text");
        }
        if text.contains('$') {
            checked.problem(
                key,
                "has a `$`, which browsers take for a gap of theirs; write {name}",
            );
        }
        if text.matches('{').count() != text.matches('}').count()
            || gaps_of(text).count() != text.matches('{').count()
        {
            checked.problem(key, "has a brace without its partner; write gaps as {name}");
        }
    }
    if !message.is_plural() {
        if message.forms.len() > 1 {
            checked.problem(
                key,
                "stands there with plural forms and without; take one out",
            );
        }
        return;
    }
    for form in needed
        .iter()
        .filter(|form| !message.forms.contains_key(**form))
    {
        let first = message.forms.keys().next().map_or("", String::as_str);
        let problem =
            format!("the plural form {key}_{form} is missing; this language needs {needed:?}");
        checked.problem(&format!("{key}_{first}"), &problem);
    }
    for form in message
        .forms
        .keys()
        .filter(|form| !needed.contains(form.as_str()))
    {
        let problem = format!("this language has no plural form `{form}`; it has {needed:?}");
        checked.problem(&format!("{key}_{form}"), &problem);
    }
}

/// Every gap of the English message must be in the fullest form, and none
/// besides: a number may be left out where the form says it.
fn check_gaps(checked: &mut Checked, key: &str, message: &Message, english: &Message) {
    if message.is_plural() != english.is_plural() {
        return checked.problem(
            key,
            "has plural forms in one of English and this language only; make it as the English one",
        );
    }
    let meant: BTreeSet<String> = english.gaps().into_iter().collect();
    let number = english
        .forms
        .values()
        .any(|text| gaps_of(text).any(|gap| gap == "count"));
    for (form, text) in &message.forms {
        let key = if form.is_empty() {
            key.to_owned()
        } else {
            format!("{key}_{form}")
        };
        let has: BTreeSet<String> = gaps_of(text).collect();
        for gap in has.difference(&meant) {
            checked.problem(
                &key,
                &format!("has a gap {{{gap}}} that the English one has not; take it out"),
            );
        }
        let needed = |gap: &&String| *gap != "count" || (number && form == "other");
        for gap in meant.difference(&has).filter(needed) {
            checked.problem(
                &key,
                &format!("lacks the gap {{{gap}}} of the English one; put it where it belongs"),
            );
        }
    }
}

/// The names in braces.
fn gaps_of(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split('{').skip(1).filter_map(|rest| {
        let (name, _) = rest.split_once('}')?;
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        is_name.then(|| name.to_owned())
    })
}

fn emit(english: &Messages, languages: &[String]) -> String {
    let mut text = format!(
        "/// The languages that there are, as their folders are called.\npub const LANGUAGES: &[&str] = &{languages:?};\n"
    );
    for (key, message) in english {
        let shown: Vec<String> = message
            .forms
            .values()
            .map(|form| format!("/// `{form}`\n"))
            .collect();
        let about = message
            .description
            .iter()
            .map(|about| format!("///\n/// {about}\n"));
        text.extend(shown.into_iter().chain(about));
        let gaps = message.gaps();
        let values: String = gaps
            .iter()
            .filter(|gap| *gap != "count")
            .map(|gap| format!("({gap:?}, {gap}), "))
            .collect();
        let kinds = gaps.iter().map(|gap| match gap.as_str() {
            "count" if message.is_plural() => "count: impl TryInto<u32>".to_owned(),
            gap => format!("{gap}: &str"),
        });
        let arguments = kinds.collect::<Vec<_>>().join(", ");
        let form = |name: &str| message.forms.get(name).map_or("", String::as_str);
        // Writing to a string does not fail.
        let _ = match (message.is_plural(), gaps.is_empty()) {
            (true, _) => writeln!(
                text,
                "pub fn {key}({arguments}) -> String {{ counted({key:?}, {:?}, {:?}, count.try_into().unwrap_or(u32::MAX), &[{values}]) }}",
                form("one"),
                form("other"),
            ),
            (false, true) => writeln!(
                text,
                "pub fn {key}() -> &'static str {{ said({key:?}, {:?}) }}",
                form("")
            ),
            (false, false) => {
                let values: String = gaps
                    .iter()
                    .map(|gap| format!("({gap:?}, {gap}), "))
                    .collect();
                writeln!(
                    text,
                    "pub fn {key}({arguments}) -> String {{ filled(said({key:?}, {:?}), &[{values}]) }}",
                    form("")
                )
            }
        };
    }
    text
}
