//! What cannot have been said by any browser: lines, memories and records that
//! are damaged or made up. They are refused or taken for what they say; nothing
//! panics, and the page can still be told.

use faultline::observe::live::document::Document;
use faultline::observe::live::event::{Collected, Event};
use faultline::observe::live::{Observer, Tab};
use faultline::wire;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{A, Browser, commit, memory, request, with};

/// Values that the fields of an event never have.
fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!(-1)),
        Just(json!(i64::MIN)),
        Just(json!(1e308)),
        Just(json!("")),
        Just(json!([])),
        Just(json!({})),
        any::<i64>().prop_map(|number| json!(number)),
        "\\PC{0,40}".prop_map(|text| json!(text)),
        "[a-z]{1,8}:[/\\[\\]@:%#?a-z0-9.]{0,40}".prop_map(|address| json!(address)),
    ]
}

/// Puts a value in some place of another.
fn disturb(value: &mut Value, place: usize, odd: Value) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            let count = fields.len();
            let inside = fields.values_mut().nth(place % count).expect("a field");
            disturb(inside, place / 7, odd);
        }
        Value::Array(items) if !items.is_empty() => {
            let count = items.len();
            disturb(&mut items[place % count], place / 7, odd);
        }
        other => *other = odd,
    }
}

const EVENTS: [&str; 9] = [
    "completed",
    "failed",
    "redirected",
    "navigating",
    "committed",
    "moved",
    "loaded",
    "tab-removed",
    "tab-replaced",
];

/// What the browser could say, by the name of the event.
fn said(event: &str) -> Value {
    match event {
        "completed" | "failed" | "redirected" => with(
            request(1, "7", "script", "https://cdn.test/a.js", Some("d")),
            json!({ "redirectUrl": A, "error": "net::ERR_FAILED", "timeStamp": 9.0 }),
        ),
        "tab-removed" => json!({ "removed": 1 }),
        "tab-replaced" => json!({ "added": 2, "removed": 1 }),
        _ => with(
            commit(1, A, Some("d"), json!({})),
            json!({ "timeStamp": 9.0 }),
        ),
    }
}

/// A browser with a page on which everything was seen.
fn seen() -> Browser {
    let mut browser = Browser::default();
    browser.navigation(1, "1", A);
    browser.commit(1, A, Some("d"));
    browser.request(1, "2", "script", "https://cdn.test/a.js", "d");
    browser.event(
        "collected",
        memory(Some("d"), A, &[("img", "https://img.test/b.png")]),
    );
    browser
}

/// It goes on as ever, whatever it was told.
fn goes_on(mut observer: Observer) {
    for tab in [1, 2] {
        let _ = observer.page(tab, None);
        let _ = observer.page(tab, Some(A));
        let _ = observer.revision(tab);
    }
    for tab in observer.tabs.values() {
        let _ = wire::encode(tab);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lines_of_anything_are_refused(line in "\\PC{0,80}") {
        prop_assert!(line.parse::<Event>().is_err());
    }

    #[test]
    fn events_with_odd_values(
        event in prop::sample::select(&EVENTS[..]),
        places in prop::collection::vec((any::<usize>(), odd()), 1..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut details = said(event);
        for (place, odd) in places {
            disturb(&mut details, place, odd);
        }
        let line = format!("{event} {details}");
        let mut browser = seen();
        if let Ok(event) = line.parse::<Event>() {
            browser.observer.apply(event);
        }
        goes_on(browser.observer);
        // Cut off anywhere it is no event.
        let end = (line.char_indices()).map(|(at, _)| at).nth(cut.index(line.chars().count()));
        let cut_off = line.get(..end.unwrap_or_default()).unwrap_or_default();
        prop_assert!(cut_off.parse::<Event>().is_err(), "{cut_off}");
    }

    #[test]
    fn memories_with_odd_values(places in prop::collection::vec((any::<usize>(), odd()), 1..6)) {
        let mut told = memory(Some("d"), A, &[("script", "https://cdn.test/a.js"), ("img", A)]);
        for (place, odd) in places {
            disturb(&mut told["frames"], place, odd);
        }
        let mut browser = seen();
        if let Ok(frames) = serde_json::from_value::<Vec<Collected>>(told["frames"].take()) {
            browser.observer.apply(Event::Collected { tab_id: 1, frames });
        }
        goes_on(browser.observer);
    }

    #[test]
    fn records_that_are_damaged(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        end in any::<prop::sample::Index>(),
        whole: bool,
    ) {
        let browser = seen();
        let tab = &browser.observer.tabs[&1];
        let damage = |text: String| {
            let mut letters: Vec<char> = text.chars().collect();
            for (at, letter) in &changes {
                let at = at.index(letters.len());
                letters[at] = char::from(*letter);
            }
            if !whole {
                letters.truncate(end.index(letters.len()));
            }
            letters.into_iter().collect::<String>()
        };
        let mut observer = Observer::default();
        let mut read: Tab = wire::decode(&damage(wire::encode(tab))).unwrap_or_default();
        if let Some(mut document) = wire::decode::<Document>(&damage(wire::encode(&tab.documents[0]))) {
            document.rebuild_index();
            read.documents.push(document);
        }
        observer.tabs.insert(1, read);
        observer.remembered.read_back(&damage(wire::encode(tab)));
        // It takes events as ever, too.
        let details = with(request(1, "9", "image", "https://img.test/c.png", Some("d")), json!({ "timeStamp": 9.0 }));
        observer.apply(format!("completed {details}").parse().expect("an event"));
        goes_on(observer);
    }

    #[test]
    fn text_of_anything_is_no_record(text in "\\PC{0,200}") {
        let _ = wire::decode::<Tab>(&text);
        let _ = wire::decode::<Document>(&text);
        let mut observer = Observer::default();
        observer.remembered.read_back(&text);
        goes_on(observer);
    }
}
