//! The reader against `serde_json`, its slow and obvious twin: what is valid
//! reads the same, and what is not is refused by both.

use proptest::prelude::*;
use serde_json::Value;

use super::*;

/// Reads everything, through the calls that the entries are read with.
fn value<R: Read>(json: &mut Json<R>) -> Result<Value> {
    match json.token()? {
        b'{' => {
            let mut map = serde_json::Map::new();
            json.members(|json, key| {
                map.insert(key.to_owned(), value(json)?);
                Ok(())
            })?;
            Ok(Value::Object(map))
        }
        b'[' => {
            let mut list = Vec::new();
            json.items(|json| {
                list.push(value(json)?);
                Ok(())
            })?;
            Ok(Value::Array(list))
        }
        _ => Ok(match json.scalar(usize::MAX)? {
            Scalar::Null | Scalar::Nested => Value::Null,
            Scalar::Bool(yes) => Value::Bool(yes),
            Scalar::Number(number) => number.into(),
            Scalar::Text(text) => Value::String(text),
        }),
    }
}

fn whole(text: &[u8]) -> Result<Value> {
    let mut json = Json::new(text);
    let found = value(&mut json)?;
    if json.at_end()? {
        return Ok(found);
    }
    let found = json.token()?;
    let wanted = "the end";
    Err(json.error(Trouble::Unexpected { found, wanted }))
}

/// The same by stepping over the value.
fn skipped(text: &[u8]) -> Result<bool> {
    let mut json = Json::new(text);
    json.skip()?;
    json.at_end()
}

/// Any JSON; keys no longer than are told apart, numbers that are exact.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i32>().prop_map(|number| Value::from(f64::from(number))),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::String),
    ];
    leaf.prop_recursive(6, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::vec(("[ -~]{0,8}|\\PC{0,4}", inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// One byte at a time, so that the end of the buffer falls everywhere.
struct Drops<'t>(&'t [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let (Some((first, rest)), Some(place)) = (self.0.split_first(), into.first_mut()) else {
            return Ok(0);
        };
        *place = *first;
        self.0 = rest;
        Ok(1)
    }
}

proptest! {
    #[test]
    fn reads_what_the_twin_writes(expect in any_value(), pretty: bool) {
        let text = if pretty {
            serde_json::to_vec_pretty(&expect)
        } else {
            serde_json::to_vec(&expect)
        }
        .unwrap();
        prop_assert_eq!(whole(&text), Ok(expect.clone()));
        prop_assert_eq!(skipped(&text), Ok(true));
        prop_assert_eq!(value(&mut Json::new(Drops(&text))), Ok(expect));
    }

    /// Damage: whatever the twin still reads, the reader reads the same.
    #[test]
    fn reads_what_the_twin_reads(
        written in any_value(),
        cut in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        byte in prop::sample::select(b"{}[]\",:\\u0e-tfn \x00\xff".to_vec()),
    ) {
        let mut text = serde_json::to_vec(&written).unwrap();
        let at = place.index(text.len());
        text[at] = byte;
        text.truncate(cut.index(text.len()) + 1);
        let found = whole(&text);
        if let Ok(expect) = serde_json::from_slice::<Value>(&text) {
            // The twin keeps whole numbers as such.
            let as_floats = serde_json::to_string(&expect).unwrap();
            let expect = whole(as_floats.as_bytes());
            prop_assert_eq!(&found, &expect);
        }
        prop_assert_eq!(found.is_ok(), skipped(&text) == Ok(true));
    }
}

fn stops(text: &str, line: u64, column: u64, trouble: &str) {
    let error = whole(text.as_bytes()).unwrap_err();
    assert_eq!(error.place, Place { line, column }, "{text:?}: {error:?}");
    assert_eq!(error.trouble.to_string(), trouble, "{text:?}");
}

#[test]
fn where_and_why_it_stops() {
    let ends = "it ends in the middle of a value";
    stops("", 1, 1, ends);
    stops("{\"a\":\n", 2, 1, ends);
    stops("\"abc", 1, 5, ends);
    stops("[1,\n 2,\n x]", 3, 2, "found `x` where a value should be");
    stops("[1 2]", 1, 4, "found `2` where `,` or `]` should be");
    stops(
        "{1:2}",
        1,
        2,
        "found `1` where a key in quotation marks should be",
    );
    stops("{\"a\" 2}", 1, 6, "found `2` where `:` should be");
    stops(
        "\"\\x\"",
        1,
        3,
        "found `x` where one of `\"\\/bfnrtu` after a backslash should be",
    );
    stops(
        "\"\\u12g4\"",
        1,
        6,
        "found `g` where four hexadecimal digits after `\\u` should be",
    );
    stops("\u{1}", 1, 1, "found the byte 0x01 where a value should be");
    stops("[1]]", 1, 4, "found `]` where the end should be");
}

#[test]
fn mends_texts() {
    let check = |text: &[u8], expect: &str| {
        assert_eq!(
            whole(text),
            Ok(Value::String(expect.to_owned())),
            "{text:?}"
        );
    };
    check(br#""\ud83d\ude00""#, "😀");
    check(br#""a\ud83d b""#, "a\u{FFFD} b");
    check(br#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀");
    check(br#""\ude00""#, "\u{FFFD}");
    check(br#""\ud83d""#, "\u{FFFD}");
    check(b"\"a\xffb\"", "a\u{FFFD}b");
    check(b"\"a\nb\tc\"", "a\nb\tc");
}

#[test]
fn cuts_texts_between_characters() {
    for (longest, expect) in [
        (0, ""),
        (1, "a"),
        (2, "a"),
        (3, "aé"),
        (4, "aéb"),
        (9, "aéb"),
    ] {
        let mut json = Json::new("\"aéb\"".as_bytes());
        assert_eq!(json.scalar(longest), Ok(Scalar::Text(expect.to_owned())));
        assert_eq!(json.at_end(), Ok(true));
    }
}

#[test]
fn steps_over_depth_without_recursion() {
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert_eq!(skipped(deep(50_000).as_bytes()), Ok(true));
    let error = skipped(deep(DEEPEST + 2).as_bytes()).unwrap_err();
    assert_eq!(error.trouble, Trouble::TooDeep);
}
