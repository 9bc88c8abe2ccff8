//! Sentences: plural, names, dates, and that no case is left without one.

mod dsl;

use std::thread;

use dsl::{case, lose};
use faultline::impact::{Effect, Loss, RULES};
use faultline::messages::{self, Language, Locale};
use faultline::model::{Domain, Gap, Kind, Mode, Omitted, Verdict};
use faultline::outage::{self, Doubt, Plane};
use faultline::words;

#[test]
fn regions_are_called_by_their_place() {
    assert_eq!(words::region("aws", "us-east-1"), "N. Virginia (us-east-1)");
    assert_eq!(
        words::region("azure", "westeurope"),
        "West Europe (westeurope)"
    );
    assert_eq!(words::region("my racks", "cellar"), "cellar");
}

#[test]
fn services_are_called_by_whose_they_are() {
    assert_eq!(words::service("aws", Some("s3")), "AWS S3");
    assert_eq!(words::service("azure", Some("cdn")), "Azure CDN");
    assert_eq!(words::service("my racks", Some("disks")), "my racks disks");
    // What both names say is said once.
    assert_eq!(words::service("github", Some("web")), "github.com");
    let cloud = |key| words::service("gcp", Some(key));
    assert_eq!(cloud("cloud-run"), "Google Cloud Run");
    assert_eq!(cloud("load-balancing"), "Google Cloud Load Balancing");
}

#[test]
fn no_name_of_a_service_says_a_word_twice() {
    for provider in faultline::catalogue::providers() {
        for service in provider.services {
            let name = words::service(provider.key, Some(service.key)).to_lowercase();
            let words: Vec<&str> = name.split(' ').collect();
            for pair in words.windows(2) {
                assert_ne!(pair[0], pair[1], "{name}");
            }
        }
    }
}

#[test]
fn outages_are_called_by_what_is_gone() {
    assert_eq!(
        words::title(&lose("aws/us-east-1/s3")),
        "AWS S3, N. Virginia (us-east-1)"
    );
    let zone = Domain {
        provider: "aws".to_owned(),
        region: Some("us-east-1".to_owned()),
        zone: Some("one".to_owned()),
        service: None,
    };
    assert_eq!(
        words::domain(&zone),
        "AWS, N. Virginia (us-east-1), one zone"
    );
}

#[test]
fn times_are_read_at_a_glance() {
    assert_eq!(words::date("2021-06-08T09:47Z"), "8 June 2021");
    assert_eq!(words::date("2026-10-26"), "26 October 2026");
    assert_eq!(words::date("soon"), "soon");
    assert_eq!(words::date("2021-00-08"), "2021-00-08");
    for (minutes, expected) in [
        (0, "0 min"),
        (59, "59 min"),
        (60, "1 h"),
        (73, "1 h 13 min"),
        (670, "11 h"),
        (1440, "24 h"),
        (2 * 1440, "2 days"),
        (u32::MAX, "2,982,616 days"),
    ] {
        assert_eq!(words::duration(minutes), expected);
    }
}

#[test]
fn numbers_agree_with_their_nouns() {
    assert_eq!(words::kind(Kind::Script, 1), "1 script");
    assert_eq!(words::kind(Kind::Script, 0), "0 scripts");
    let kept = |requests, hosts| words::not_kept(Omitted { requests, hosts });
    assert_eq!(kept(0, 0), None);
    assert_eq!(
        kept(1, 0).as_deref(),
        Some("1 request beyond the limit was counted and not looked at")
    );
    assert_eq!(
        kept(12, 1).as_deref(),
        Some("12 requests and 1 host beyond the limit were counted and not looked at")
    );
}

/// Every sentence that an effect can have, for one request and for several.
#[test]
fn every_effect_has_a_sentence() {
    for rule in RULES {
        for verdict in [Verdict::Unaffected, rule.refuse, rule.hang] {
            for (count, only) in [(1, None), (2, Some(Mode::Hang))] {
                let effect = Effect {
                    loss: rule.loss,
                    verdict,
                    only,
                    doubt: None,
                    count,
                    hosts: vec!["cdn.example".to_owned()],
                    through: None,
                    area: 0.0,
                    file: None,
                };
                let sentence = words::effect(&effect);
                let (what, follows) = sentence.split_once(": ").expect("what: what follows");
                assert!(what.ends_with("from cdn.example"), "{sentence}");
                assert!(!follows.is_empty() && !follows.ends_with('.'), "{sentence}");
                let goes_on = follows.starts_with("the page goes on");
                assert!(!goes_on || verdict == Verdict::Unaffected, "{sentence}");
                let number = if rule.loss == Loss::Document {
                    "The"
                } else {
                    &count.to_string()
                };
                assert!(what.starts_with(number), "{sentence}");
            }
        }
    }
}

#[test]
fn many_hosts_are_not_all_named() {
    let page = "document own
                image a at=x
                image b at=x
                image c at=x
                image c at=x";
    let impact = case(page).impact(&lose("x"));
    assert_eq!(
        words::reason(&impact),
        "4 pictures from c, a and 1 more: empty boxes"
    );
}

#[test]
fn doubts_and_gaps_have_words() {
    for doubt in [
        Doubt::Zone,
        Doubt::Part,
        Doubt::RegionUnknown,
        Doubt::ServiceUnknown,
        Doubt::Placement,
        Doubt::SecondProvider,
        Doubt::EdgeCopy,
        Doubt::ServiceWorker,
        Doubt::Waiting,
        Doubt::Initiator,
    ] {
        assert!(!words::doubt(doubt).ends_with('.'));
    }
    for gap in [
        Gap::LoadedBefore,
        Gap::Proxied,
        Gap::NoTiming,
        Gap::NoAddresses,
        Gap::NoHeaders,
    ] {
        assert!(
            words::gap(gap).contains(": "),
            "what, and what to do: {}",
            words::gap(gap)
        );
    }
}

#[test]
fn what_cannot_be_seen_is_not_called_unaffected_in_silence() {
    let page = case("document own at=aws/us-east-1/ec2");
    let dyn_outage = outage::past("2016-10-21-dyn")
        .expect("it is documented")
        .outage();
    assert!(words::reason(&page.impact(&dyn_outage)).contains("is not known"));
    let control = outage::history()
        .iter()
        .find(|past| past.plane == Plane::Control);
    let impact = page.impact(&control.expect("there is one").outage());
    assert_eq!(
        words::reason(&impact),
        "Only the control plane failed: what was running kept serving"
    );
}

#[test]
fn what_fills_a_text_from_right_to_left_is_isolated() {
    struct Plain;
    impl Locale for Plain {}
    let file = r#"{
        "direction": { "message": "rtl" },
        "own_error": { "message": "שורה {line}: {why}" }
    }"#;
    // The language is a thread's own.
    let told = thread::spawn(move || {
        messages::speak(Language::new(file, Plain).expect("a file of messages"));
        messages::own_error("3", "shop.example")
    });
    assert_eq!(
        told.join().expect("it is said"),
        "שורה \u{2068}3\u{2069}: \u{2068}shop.example\u{2069}"
    );
}

#[test]
fn what_a_language_lacks_is_said_in_english() {
    struct Plain;
    impl Locale for Plain {}
    let told = thread::spawn(|| {
        let file = r#"{ "requests_other": { "message": "{count} Anfragen" } }"#;
        messages::speak(Language::new(file, Plain).expect("a file of messages"));
        let english = messages::in_english(|| messages::requests(2));
        [messages::requests(1), english, messages::hosts(1)]
    });
    let told = told.join().expect("it is said");
    assert_eq!(told, ["1 Anfragen", "2 requests", "1 host"]);
}
