//! The observed verdict: what of a look may be gone before it means something.

use std::collections::BTreeMap;

use faultline::look::{Look, Sign, observed};
use faultline::model::Verdict::{self, Broken, Degraded, Down, Unaffected};
use faultline::words;

fn by_host(hosts: &[(&str, u32)]) -> BTreeMap<String, u32> {
    let own = |(host, count): &(&str, u32)| ((*host).to_owned(), *count);
    hosts.iter().map(own).collect()
}

fn style(properties: &[(&str, &str)]) -> BTreeMap<String, String> {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    properties.iter().map(own).collect()
}

fn frame(host: &str) -> Look {
    Look {
        url: format!("https://{host}/form"),
        painted: true,
        text: 20,
        fields: 3,
        ..Look::default()
    }
}

/// A shop's front page.
fn whole() -> Look {
    Look {
        url: "https://shop.test/".to_owned(),
        painted: true,
        text: 1000,
        below: 3000,
        elements: 100,
        pictures: by_host(&[("shop.test", 2), ("ads.test", 1)]),
        largest: "shop.test".to_owned(),
        media: by_host(&[("films.test", 1)]),
        fonts: 2,
        styles: [
            (
                "body.",
                style(&[("color", "navy"), ("float", "left"), ("left", "0")]),
            ),
            (
                "h1.",
                style(&[("font-size", "40px"), ("margin-top", "0px")]),
            ),
        ]
        .map(|(name, style)| (name.to_owned(), style))
        .into(),
        fields: 4,
        controls: 10,
        scripted: Some(4),
        dead: Some(1),
        errors: Some(0),
        frozen: false,
        frames: vec![frame("pay.test")],
    }
}

/// Changes the disturbed look and says what follows from it.
fn check(change: impl Fn(&mut Look), expect: Verdict) {
    let mut disturbed = whole();
    change(&mut disturbed);
    let seen = observed(&whole(), Some(&disturbed));
    assert_eq!(seen.verdict, expect, "{seen:?}");
}

#[test]
fn a_page_that_answers_nobody_is_broken() {
    let frozen = Look {
        frozen: true,
        ..Look::default()
    };
    let seen = observed(&whole(), Some(&frozen));
    assert_eq!(seen.verdict, Verdict::Broken);
    assert_eq!(seen.differences[0].sign, Sign::Frozen);
    // Nothing is to be observed of one that is so anyway.
    assert!(!frozen.is_shown());
}

#[test]
fn nothing_to_see_is_down() {
    check(|look| look.painted = false, Down);
    check(
        |look| {
            *look = Look {
                painted: true,
                elements: 100,
                ..Look::default()
            }
        },
        Down,
    );
    assert_eq!(observed(&whole(), None).verdict, Down);
    // The browser's own page about the error has text, too.
    let error = Look {
        url: "chrome-error://chromewebdata/".to_owned(),
        ..whole()
    };
    assert_eq!(Look::of([error]), None);
    assert_eq!(Look::of([]), None);
}

#[test]
fn what_is_left_of_the_first_screen() {
    check(|_| (), Unaffected);
    check(|look| look.text = 2000, Unaffected);
    check(|look| look.text = 960, Degraded);
    check(|look| look.text = 1000 - 20, Unaffected);
    check(|look| look.text = 600, Degraded);
    check(|look| look.text = 530, Degraded);
    check(|look| look.text = 490, Broken);
    check(|look| look.elements = 97, Degraded);
    check(|look| look.elements = 50, Broken);
    check(|look| look.below = 2000, Degraded);
    check(|look| look.below = 0, Broken);
    // What slides off the first screen is not lost.
    check(
        |look| {
            look.text = 990;
            look.below = 3010;
        },
        Unaffected,
    );
}

#[test]
fn what_is_looked_at_only_degrades() {
    check(|look| look.pictures.clear(), Degraded);
    check(
        |look| look.pictures = by_host(&[("shop.test", 2)]),
        Degraded,
    );
    check(|look| look.largest.clear(), Degraded);
    check(|look| look.media.clear(), Degraded);
    check(|look| look.fonts = 1, Degraded);
    check(|look| look.fonts = 0, Degraded);
}

#[test]
fn a_page_that_is_not_styled_is_broken() {
    check(
        |look| look.styles.values_mut().for_each(BTreeMap::clear),
        Broken,
    );
    check(
        |look| {
            look.styles.remove("body.");
        },
        Unaffected,
    );
    check(
        |look| {
            look.styles.get_mut("h1.").expect("an h1").clear();
        },
        Degraded,
    );
}

#[test]
fn what_the_reader_does_something_with() {
    check(|look| look.fields = 3, Degraded);
    check(|look| look.fields = 2, Broken);
    check(|look| look.controls = 4, Broken);
    check(|look| look.dead = Some(2), Degraded);
    check(|look| look.dead = Some(4), Broken);
    check(|look| look.dead = Some(50), Broken);
    check(|look| look.dead = None, Unaffected);
    // Gone with its script: missing, not dead.
    check(
        |look| (look.scripted, look.controls) = (Some(3), 9),
        Degraded,
    );
    check(|look| look.errors = Some(3), Unaffected);
}

#[test]
fn a_frame_with_fields_is_what_the_page_is_for() {
    check(|look| look.frames.clear(), Broken);
    check(|look| look.frames[0].painted = false, Degraded);
    check(|look| look.frames[0].fields = 2, Degraded);
    let mut undisturbed = whole();
    undisturbed.frames[0].fields = 0;
    let mut disturbed = undisturbed.clone();
    disturbed.frames.clear();
    assert_eq!(observed(&undisturbed, Some(&disturbed)).verdict, Degraded);
}

#[test]
fn the_loss_of_an_ad_is_none() {
    let (mut undisturbed, mut disturbed) = (whole(), whole());
    undisturbed.frames.push(Look {
        fields: 2,
        ..frame("ads.test")
    });
    disturbed.pictures = by_host(&[("shop.test", 2)]);
    let seen = observed(&undisturbed, Some(&disturbed));
    assert_eq!(seen.verdict, Degraded, "{seen:?}");
    for look in [&mut undisturbed, &mut disturbed] {
        look.leave_out(&|host| host == "ads.test");
    }
    assert_eq!(observed(&undisturbed, Some(&disturbed)).differences, []);
}

#[test]
fn nothing_can_be_observed_of_a_page_that_shows_nothing() {
    let nothing = Look::default();
    assert_eq!(observed(&nothing, Some(&whole())).verdict, Unaffected);
    assert_eq!(observed(&nothing, None).verdict, Unaffected);
}

#[test]
fn differences_are_told_worst_first() {
    let disturbed = Look {
        text: 400,
        below: 3600,
        fonts: 1,
        errors: Some(2),
        pictures: by_host(&[]),
        ..whole()
    };
    let seen = observed(&whole(), Some(&disturbed));
    let signs: Vec<Sign> = seen.differences.iter().map(|found| found.sign).collect();
    assert_eq!(
        signs,
        [Sign::Text, Sign::Pictures, Sign::Fonts, Sign::Errors]
    );
    let told: Vec<String> = seen.differences.iter().map(words::difference).collect();
    assert_eq!(
        told,
        [
            "420 of 1,020 characters of text on the first screen left",
            "0 of 3 pictures left",
            "1 of 2 fonts left",
            "2 errors in scripts instead of 0",
        ]
    );
}

#[test]
fn a_look_is_what_the_script_gives() {
    let given = r#"{"url":"https://a.test/","painted":true,"text":3,"below":0,"elements":1,
        "pictures":{},"largest":"","media":{},"fonts":0,"styles":{"body.":{"color":"red"}},
        "fields":0,"controls":0,"scripted":null,"dead":null,"errors":null,"frames":[]}"#;
    let look: Look = serde_json::from_str(given).expect("a look");
    assert_eq!(look.styles["body."]["color"], "red");
    assert!(look.is_shown());
}
