//! The files of messages: what the build says of bad ones. That the committed
//! ones are good the build itself has shown.

// What is for the build alone is not used here.
#[allow(dead_code)]
#[path = "../src/build/messages.rs"]
mod messages;

const ENGLISH: &str = r#"{
  "greet": { "message": "Hello {name}", "description": "Said at first." },
  "files_one": { "message": "{count} file in {folder}" },
  "files_other": { "message": "{count} files in {folder}" }
}"#;

/// The problems of a file in a language, without the path.
fn problems(language: &str, text: &str) -> Vec<String> {
    let (english, none) = messages::one("en", ENGLISH, None);
    assert!(none.is_empty(), "{none:?}");
    let followed = (language != "en").then_some(&english);
    let path = format!("extension/_locales/{language}/messages.json:");
    let (_, found) = messages::one(language, text, followed);
    let short = |problem: &String| problem.strip_prefix(&path).unwrap_or(problem).to_owned();
    found.iter().map(short).collect()
}

const POLISH: &str = r#"{
  "greet": { "message": "Cześć, {name}" },
  "files_one": { "message": "plik w {folder}" },
  "files_few": { "message": "{count} pliki w {folder}" },
  "files_many": { "message": "{count} plików w {folder}" },
  "files_other": { "message": "{count} pliku w {folder}" }
}"#;

#[test]
fn a_language_says_all_that_english_says() {
    assert_eq!(problems("pl", POLISH), [""; 0]);
}

/// What is found where a part of the Polish file is another.
fn check(from: &str, to: &str, expect: &[&str]) {
    assert!(POLISH.contains(from), "{from}");
    assert_eq!(
        problems("pl", &POLISH.replace(from, to)),
        expect,
        "{from:?} as {to:?}"
    );
}

#[test]
fn what_is_wrong_is_said_with_its_line_and_what_to_do() {
    check(
        "files_many",
        "files_two",
        &[
            r#"4: files_few: the plural form files_many is missing; this language needs {"few", "many", "one", "other"}"#,
            r#"5: files_two: this language has no plural form `two`; it has {"few", "many", "one", "other"}"#,
        ],
    );
    check(
        "greet",
        "greets",
        &[
            "1: greet: is missing; translate the English one",
            "2: greets: is no English message; take it out, or add it there",
        ],
    );
    check(
        "Cześć, {name}",
        "Cześć, {nazwa}",
        &[
            "2: greet: has a gap {nazwa} that the English one has not; take it out",
            "2: greet: lacks the gap {name} of the English one; put it where it belongs",
        ],
    );
    check(
        "plik w {folder}",
        "plik",
        &["3: files_one: lacks the gap {folder} of the English one; put it where it belongs"],
    );
    // Only the last form must tell the number.
    check(
        "{count} pliku",
        "plików",
        &["6: files_other: lacks the gap {count} of the English one; put it where it belongs"],
    );
    check(
        "Cześć, {name}",
        "Cześć, {name} {",
        &["2: greet: has a brace without its partner; write gaps as {name}"],
    );
    check(
        "Cześć, {name}",
        "$NAME$ {name}",
        &["2: greet: has a `$`, which browsers take for a gap of theirs; write {name}"],
    );
    check(
        "Cześć, {name}",
        " ",
        &[
            "2: greet: is empty; write the text",
            "2: greet: lacks the gap {name} of the English one; put it where it belongs",
        ],
    );
    check(
        r#""greet": {"#,
        r#""greet": { "message": "a {name}" },
  "greet": {"#,
        &["2: greet: stands there twice; take one out"],
    );
    check("},", "}", &["3: expected `,` or `}` at line 3 column 3"]);
    assert_eq!(
        problems("speech", POLISH)[0],
        "1: the folder is no language that is known; call it as browsers do: de, pt_BR"
    );
}

#[test]
fn a_name_is_one_that_a_function_can_have() {
    let found = problems("en", r#"{ "Greet me": { "message": "Hello" } }"#);
    assert_eq!(
        found,
        ["1: Greet me: is no name of a function; write it with small letters and _"]
    );
}

/// The committed files: what the build cannot know of them.
#[test]
fn the_languages_say_who_they_are_and_fit_where_they_stand() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/extension/_locales");
    let read = |language: &str| {
        let path = format!("{folder}/{language}/messages.json");
        let text = std::fs::read_to_string(path).expect("a file");
        messages::one(language, &text, None).0
    };
    let english = read("en");
    for language in faultline::messages::LANGUAGES {
        let texts = read(language);
        let said = |key: &str| texts[key].forms[""].clone();
        assert_eq!(said("language"), language.replace('_', "-"));
        // What Chrome's store and Firefox's take.
        assert!(said("extension_name").chars().count() <= 45, "{language}");
        assert!(
            said("extension_description").chars().count() <= 132,
            "{language}"
        );
        for (key, message) in &texts {
            let longest = |message: &messages::Message| {
                let lengths = message.forms.values().map(|text| text.chars().count());
                lengths.max().unwrap_or(0)
            };
            let (own, usual) = (longest(message), longest(&english[key]));
            assert!(
                own <= 2 * usual + 16,
                "{language}: {key} has {own} letters for {usual}"
            );
        }
    }
}
