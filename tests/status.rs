//! Status feeds: a recorded document of each format, written by hand in the
//! shape that the provider gives, and what must never pass for "fine".

use std::fs;

use faultline::catalogue;
use faultline::outage::{Extent, domain_id};
use faultline::status::{self, Feed, Format, Incident, LIMIT, Unread};
use proptest::prelude::*;

/// When the documents are read: noon of 22 November 2026.
const NOW: f64 = 1_795_348_800_000.0;

/// An event, and the domains that it names.
type Told = (&'static str, &'static [&'static str]);

/// File, provider, and what it must tell: title, and what is lost, `~` before
/// what is lost in part.
const TOLD: &[(&str, &str, &[Told])] = &[
    (
        "statuspage.json",
        "cloudflare",
        &[
            ("Errors on Workers", &["cloudflare/workers"]),
            ("Dashboard slow", &[]),
        ],
    ),
    (
        "aws.json",
        "aws",
        &[
            ("Increased Error Rates", &["aws/us-east-1/s3"]),
            ("Power in one zone", &["~aws/eu-west-1"]),
            ("Slow changes of policies", &[]),
        ],
    ),
    (
        "gcp.json",
        "gcp",
        &[("Cloud Run requests fail", &["gcp/europe-west1/cloud-run"])],
    ),
    (
        "azure.rss",
        "azure",
        &[(
            "Virtual Machines - East US 2 - Investigating",
            &["~azure/eastus2/virtual-machines"],
        )],
    ),
    (
        "ibm.rss",
        "ibm",
        &[(
            "INCIDENT: Virtual servers unreachable",
            &["~ibm/eu-de", "~ibm/us-south"],
        )],
    ),
    ("oci.json", "oci", &[("Minor Service Outage", &["~oci"])]),
    (
        "alibaba.json",
        "alibaba",
        &[(
            "Network jitter in Singapore",
            &["~alibaba/ap-southeast-1/cdn"],
        )],
    ),
    (
        "meta.json",
        "meta",
        &[(
            "Facebook Graph API, Graph API: Major disruptions",
            &["~meta/graph"],
        )],
    ),
    (
        "heroku.json",
        "heroku",
        &[
            ("Apps: Routing errors", &["heroku"]),
            ("Data: Routing errors", &[]),
        ],
    ),
    (
        "vultr.json",
        "vultr",
        &[
            ("Billing portal slow", &[]),
            ("Network outage in New Jersey", &["~vultr/ewr1"]),
        ],
    ),
    (
        "salesforce.json",
        "salesforce",
        &[("coreService 20003001, serviceDisruption", &["~salesforce"])],
    ),
    (
        "statusio.json",
        "gitlab-pages",
        &[
            (
                "GitLab Pages: Service Disruption",
                &["~gitlab-pages/gitlab", "~gitlab-pages/pages"],
            ),
            ("Support Services: Degraded Performance", &[]),
        ],
    ),
    (
        "apple.js",
        "apple",
        &[
            ("Apple Pay & Wallet: Outage", &["~apple/apple-pay"]),
            ("iCloud Mail: Issue", &[]),
        ],
    ),
    (
        "adobe.json",
        "adobe",
        &[
            ("Adobe Fonts: Major", &["~adobe/fonts"]),
            ("Adobe Express: Minor", &[]),
        ],
    ),
    (
        "microsoft.json",
        "microsoft",
        &[("Outlook.com: service degradation", &[])],
    ),
    (
        "tencent.json",
        "tencent",
        &[(
            "Requests to Cloud Object Storage in Tokyo fail",
            &["~tencent/ap-tokyo/cos"],
        )],
    ),
    (
        "fastly.rss",
        "fastly",
        &[
            ("Compute Errors in Frankfurt (FRA)", &["~fastly/compute"]),
            ("Ashburn (IAD) Elevated Errors", &["~fastly"]),
        ],
    ),
    (
        "hetzner.atom",
        "hetzner",
        &[("Network outage FSN1-DC14", &["~hetzner/fsn1"])],
    ),
];

fn document(name: &str) -> Vec<u8> {
    fs::read(format!(
        "{}/tests/status/{name}",
        env!("CARGO_MANIFEST_DIR")
    ))
    .expect("a document")
}

fn feed(provider: &str) -> Feed {
    let feed = status::feeds()
        .into_iter()
        .find(|feed| feed.provider == provider);
    feed.unwrap_or_else(|| panic!("{provider} has no feed"))
}

fn in_words(incident: &Incident) -> (String, Vec<String>) {
    let lost = incident.lost.iter().map(|lost| {
        let part = if lost.extent == Extent::Part { "~" } else { "" };
        format!("{part}{}", domain_id(&lost.domain))
    });
    let mut lost: Vec<String> = lost.collect();
    lost.sort();
    (incident.title.clone(), lost)
}

#[test]
fn every_document_tells_what_goes_on() {
    for (name, provider, expected) in TOLD {
        let told = status::read(&feed(provider), &document(name), NOW)
            .unwrap_or_else(|why| panic!("{name}: {why:?}"));
        let told: Vec<_> = told.iter().map(in_words).collect();
        let expected: Vec<(String, Vec<String>)> = (expected.iter())
            .map(|(title, lost)| {
                (
                    (*title).to_owned(),
                    lost.iter().map(|&lost| lost.to_owned()).collect(),
                )
            })
            .collect();
        assert_eq!(told, expected, "{name}");
    }
}

#[test]
fn every_format_has_a_document() {
    let mut formats: Vec<Format> = TOLD
        .iter()
        .map(|(_, provider, _)| feed(provider).format)
        .collect();
    formats.dedup();
    for feed in status::feeds() {
        assert!(
            formats.contains(&feed.format),
            "{}: {:?}",
            feed.provider,
            feed.format
        );
        assert!(feed.url.starts_with("https://"), "{}", feed.url);
    }
    assert_eq!(
        status::feeds().len(),
        67,
        "add to this number what is added to the catalogue"
    );
}

#[test]
fn the_extension_may_speak_to_the_feeds_and_to_nobody_else() {
    let manifest = fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/extension/manifest.json"
    ))
    .expect("a file");
    let policy = manifest
        .split("connect-src ")
        .nth(1)
        .and_then(|rest| rest.split(';').next());
    let mut allowed: Vec<&str> = policy.expect("a policy").split(' ').collect();
    let feeds = status::feeds();
    let origins = feeds
        .iter()
        .filter_map(|feed| faultline::observe::url::origin(feed.url));
    let mut expected: Vec<&str> = origins.chain(["'self'"]).collect();
    for list in [&mut allowed, &mut expected] {
        list.sort_unstable();
        list.dedup();
    }
    assert_eq!(
        allowed, expected,
        "what extension/manifest.json names as connect-src"
    );
}

#[test]
fn what_is_lost_is_of_the_catalogue() {
    for (name, provider, _) in TOLD {
        for incident in status::read(&feed(provider), &document(name), NOW).unwrap_or_default() {
            for lost in &incident.lost {
                let known = catalogue::provider(&lost.domain.provider).expect("a provider");
                let service = lost.domain.service.as_deref();
                assert!(
                    service.is_none_or(|key| known.service(key).is_some()),
                    "{name}: {service:?}"
                );
                let region = lost.domain.region.as_deref();
                assert!(
                    region.is_none_or(|code| known.region(code).is_some()),
                    "{name}: {region:?}"
                );
            }
        }
    }
}

#[test]
fn aws_writes_in_wide_letters_of_either_order() {
    let text = String::from_utf8(document("aws.json")).expect("text");
    let told = status::read(&feed("aws"), text.as_bytes(), NOW);
    assert_eq!(told.as_ref().map(Vec::len), Ok(3));
    let wide = |mark: [u8; 2], write: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(write);
        mark.into_iter().chain(units).collect()
    };
    for bytes in [
        wide([0xfe, 0xff], u16::to_be_bytes),
        wide([0xff, 0xfe], u16::to_le_bytes),
    ] {
        assert_eq!(status::read(&feed("aws"), &bytes, NOW), told);
        assert!(
            status::read(&feed("aws"), &bytes[..bytes.len() - 1], NOW).is_err(),
            "half a letter"
        );
    }
}

#[test]
fn what_breaks_off_is_unknown() {
    for (name, provider, _) in TOLD {
        let whole = document(name);
        let end = whole.trim_ascii_end().len();
        for part in [0, 1, end / 3, end / 2, end - 1] {
            let told = status::read(&feed(provider), &whole[..part], NOW);
            assert!(
                matches!(told, Err(Unread::Shape(_))),
                "{name}, {part} bytes of it: {told:?}"
            );
        }
    }
}

#[test]
fn another_shape_is_unknown() {
    let odd = [
        "",
        "{}",
        "[1]",
        "null",
        "true",
        "\"fine\"",
        "{\"status\": \"ok\"}",
        "<!doctype html><title>Just a moment</title>",
        "{\"page\": {}, \"components\": []}",
        "{\"success\": false, \"data\": []}",
        "{\"status\": []}",
        "{\"result\": {\"status\": []}}",
        "{\"page\":{},\"status\":{\"indicator\":\"purple\",\"description\":\"\"}}",
    ];
    for (name, provider, _) in TOLD {
        for text in odd {
            let told = status::read(&feed(provider), text.as_bytes(), NOW);
            assert!(
                matches!(told, Err(Unread::Shape(_))),
                "{name}: {text}: {told:?}"
            );
        }
    }
}

#[test]
fn posts_that_never_said_their_end_are_history_after_days() {
    for (name, provider) in [("fastly.rss", "fastly"), ("hetzner.atom", "hetzner")] {
        let days = |days: f64| NOW + days * 86_400_000.0;
        let told = |now| status::read(&feed(provider), &document(name), now);
        assert!(told(days(1.0)).is_ok_and(|told| !told.is_empty()), "{name}");
        assert_eq!(told(days(5.0)), Ok(Vec::new()), "{name}");
        // A day that cannot be read is another shape.
        let text = String::from_utf8(document(name)).expect("text");
        let text = text.replace("2026", "this year");
        let told = status::read(&feed(provider), text.as_bytes(), NOW);
        assert!(matches!(told, Err(Unread::Shape(_))), "{name}: {told:?}");
    }
}

#[test]
fn words_that_nobody_knows_are_unknown() {
    for (name, provider, known) in [
        ("apple.js", "apple", "\"ongoing\""),
        ("microsoft.json", "microsoft", "\"ServiceDegradation\""),
        ("tencent.json", "tencent", "\"ABNORMAL\""),
    ] {
        let text = String::from_utf8(document(name)).expect("text");
        assert!(text.contains(known), "{name}");
        let text = text.replace(known, "\"purple\"");
        let told = status::read(&feed(provider), text.as_bytes(), NOW);
        assert!(matches!(told, Err(Unread::Shape(_))), "{name}: {told:?}");
    }
}

#[test]
fn huge_is_unknown() {
    let mut bytes = document("oci.json");
    bytes.resize(LIMIT + 1, b' ');
    assert_eq!(status::read(&feed("oci"), &bytes, NOW), Err(Unread::Huge));
}

#[test]
fn a_fine_day_is_fine() {
    for (provider, text) in [
        ("aws", "[]"),
        ("gcp", "[]"),
        (
            "azure",
            "<rss version=\"2.0\"><channel><title>Azure Status</title></channel></rss>",
        ),
        (
            "fastly",
            "<rss version=\"2.0\"><channel><title>Fastly Status</title></channel></rss>",
        ),
        (
            "tencent",
            "{\"Response\": {\"Data\": {\"Status\": \"NORMAL\", \"IsShow\": false}}}",
        ),
        ("vultr", "{\"service_alerts\": [], \"regions\": {}}"),
        ("salesforce", "[]"),
        (
            "cloudflare",
            "{\"page\": {}, \"components\": [], \"incidents\": [], \"scheduled_maintenances\": []}",
        ),
    ] {
        assert_eq!(
            status::read(&feed(provider), text.as_bytes(), NOW),
            Ok(Vec::new()),
            "{provider}"
        );
    }
}

proptest! {
    #[test]
    fn nothing_that_is_damaged_makes_it_panic(which in 0..TOLD.len(), at in 0.0..1.0_f64, byte: u8) {
        let (name, provider, _) = TOLD[which];
        let mut bytes = document(name);
        let at = (bytes.len() as f64 * at) as usize;
        bytes[at] = byte;
        let _ = status::read(&feed(provider), &bytes, NOW);
    }
}
