//! What hostile pages may send, and what readers may mistype: nothing panics,
//! and nothing is believed that should not be.

mod placing;

use proptest::prelude::*;

use faultline::locate::header::telling;
use faultline::locate::hostname::normal;
use faultline::locate::own;
use faultline::locate::table::Tables;
use faultline::locate::{HostFacts, Locator};
use faultline::model::{Address, AddressSource, Reach};
use placing::{check, locate};

#[test]
fn cookies_keep_no_secrets() {
    let cookies = "AWSALB=secret; Path=/\nsession=topsecret; HttpOnly\nAWSALBCORS=x";
    let kept = telling("Set-Cookie", cookies).unwrap();
    assert_eq!(kept.value, "AWSALB, AWSALBCORS");
    assert_eq!(telling(&kept.name, &kept.value), Some(kept));
    assert_eq!(telling("set-cookie", "session=secret; Path=/"), None);
    assert_eq!(telling("set-cookie", "secret"), None);
}

#[test]
fn hostile_hosts() {
    let long = "a".repeat(300);
    let deep = "a.".repeat(150);
    for (host, expect) in [
        ("Example.COM", Some("example.com")),
        ("example.com.", Some("example.com")),
        ("example.com:8443", Some("example.com")),
        ("example.com.:443", Some("example.com")),
        ("localhost", Some("localhost")),
        ("xn--mnchen-3ya.example", Some("xn--mnchen-3ya.example")),
        ("münchen.example", Some("münchen.example")),
        ("_dmarc.example.com", Some("_dmarc.example.com")),
        ("", None),
        (".", None),
        ("..", None),
        ("a..b", None),
        (".a.b", None),
        ("1.2.3.4", None),
        ("1.2.3.4:80", None),
        ("999.999.999.999", None),
        ("[::1]", None),
        ("[::1]:443", None),
        ("::1", None),
        ("[", None),
        ("a b.example", None),
        ("<b>.example", None),
        ("a.example/path", None),
        ("user@a.example", None),
        ("a\u{0}.example", None),
        (&long, None),
        (&deep, None),
        (&long[..64], None),
    ] {
        assert_eq!(normal(host).as_deref(), expect, "{host}");
        // Whatever it is, it is carried through.
        let _ = locate(&format!("host {host}"));
    }
    check("host LOCALHOST", "");
    check(
        "host BUCKET.S3.EU-WEST-1.AMAZONAWS.COM.:443",
        "edge aws s3 eu-west-1 - certain",
    );
    check("host evil.s3.eu-west-1.amazonaws.com.evil.example", "");
    check("host s3.eu-west-1.amazonaws.com.evil.example", "");
    check("host xs3.amazonaws.com.", "edge aws - - - certain");
    check(
        "host [2600:9000:2000::1]:443",
        "edge aws cloudfront - - global certain",
    );
    check("host 0.0.0.0", "");
    check("host ::1", "");
}

#[test]
fn hostile_headers() {
    let control = telling("server", "cloud\u{0}flare\r\nset-cookie: x").unwrap();
    assert_eq!(control.value, "cloudflareset-cookie: x");
    let long = telling("server", &"x".repeat(100_000)).unwrap();
    assert_eq!(long.value.len(), 256);
    let markup = locate("host a.example\ncf-ray: 8b1a2c3d4e5f6071-<b>FRA</b>");
    assert!(markup.is_empty(), "{markup:?}");
    let worst = format!("host a.example\nvia: {}", "1.1 cache".repeat(10_000));
    let _ = locate(&worst);
    // Headers that nobody has cleaned are carried through as well.
    let headers = [faultline::model::Header {
        name: "server".to_owned(),
        value: format!("\u{1b}AmazonS3{}", "é".repeat(5000)),
    }];
    let tables = Tables::built_in();
    let locator = Locator {
        tables: &tables,
        own: &[],
    };
    let facts = HostFacts {
        host: "a.example",
        headers: &headers,
        ..HostFacts::default()
    };
    assert!(locator.locate(&facts).is_empty());
}

#[test]
fn own_rules_are_read() {
    let one = |text: &str| {
        let rules = own::parse(text).unwrap();
        let rule = rules.first().cloned().unwrap();
        let field = |field: Option<String>| field.unwrap_or_else(|| "-".to_owned());
        format!(
            "{} {} {} {}",
            rule.written(),
            rule.provider,
            field(rule.region),
            field(rule.service)
        )
    };
    for (text, expect) in [
        (
            "127.1.0.0/16 aws us-east-1 ec2",
            "127.1.0.0/16 aws us-east-1 ec2",
        ),
        ("127.1.0.1 AWS", "127.1.0.1/32 aws - -"),
        ("::1 gcp", "::1/128 gcp - -"),
        (
            "fd00::/8 \"Our data centre\" hall-2",
            "fd00::/8 Our data centre hall-2 -",
        ),
        ("10.0.0.0/8 \"google cloud\"", "10.0.0.0/8 gcp - -"),
        ("10.0.0.0/8 azure norwaye", "10.0.0.0/8 azure norwayeast -"),
        ("Shop.Example. cloudflare", "shop.example cloudflare - -"),
        ("*.shop.example fastly", "*.shop.example fastly - -"),
        ("  10.0.0.0/8   us   # ours", "10.0.0.0/8 us - -"),
    ] {
        assert_eq!(one(text), expect, "{text}");
    }
    assert_eq!(own::parse("\n# nothing\n\n").unwrap(), []);
}

#[test]
fn bad_own_rules_are_explained() {
    for (text, expect) in [
        (
            "10.0.0.0/33 aws",
            "“10.0.0.0/33” has no length from 0 to 32 after its slash.",
        ),
        (
            "10.0.0.0/8",
            "“10.0.0.0/8” is nobody's yet; write a provider such as aws, or a name of \
             your own, after it.",
        ),
        (
            "10.0.0/8 aws",
            "“10.0.0/8” is neither an address such as 10.0.0.0/8 nor a host such as \
             shop.example.",
        ),
        (
            "10.0.0.0/8 aws mars-1",
            "AWS has no region “mars-1”; write a code such as us-west-2.",
        ),
        (
            "10.0.0.0/8 fastly mars-1",
            "Fastly has no region “mars-1”: the catalogue knows none of its regions; \
             leave it out.",
        ),
        (
            "10.0.0.0/8 fastly - dns",
            "Fastly has no region “-”: the catalogue knows none of its regions; leave \
             it out.",
        ),
        (
            "10.0.0.0/8 wasabi us-east-1 disk",
            "Wasabi has no service “disk” in the catalogue; it knows object-storage.",
        ),
        (
            "10.0.0.0/8 Our data centre hall",
            "“hall” is one word too many; put names with spaces in \"quotes\".",
        ),
        (
            "10.0.0.0/8 \"Our",
            "a quotation mark is opened and not closed; add the second one.",
        ),
        (
            "10.0.0.0/8 \"\"",
            "a name is empty; write one between the quotation marks.",
        ),
    ] {
        assert_eq!(
            own::parse(text).unwrap_err(),
            [(1, expect.to_owned())],
            "{text}"
        );
    }
    let problems = own::parse("x\n10.0.0.0/8 aws\n/\n").unwrap_err();
    assert_eq!(
        problems.iter().map(|(line, _)| *line).collect::<Vec<_>>(),
        [1, 3]
    );
}

proptest! {
    #[test]
    fn nothing_panics(
        host in ".{0,80}",
        name in "(server|via|x-served-by|x-vercel-id|cf-ray|x-dc|set-cookie|x-amz-request-id)",
        value in ".{0,300}",
        rules in "([0-9./: a-z\"#*é]|\n){0,60}",
        ip: u32,
        six: u128,
    ) {
        let own = own::parse(&rules).unwrap_or_default();
        let tables = Tables::built_in();
        let headers: Vec<_> = telling(&name, &value).into_iter().collect();
        let addresses = [
            Address { ip: std::net::IpAddr::V4(ip.into()), source: AddressSource::Live },
            Address { ip: std::net::IpAddr::V6(six.into()), source: AddressSource::Cached },
        ];
        let canonical = [value.clone()];
        let facts = HostFacts {
            host: &host,
            addresses: &addresses,
            headers: &headers,
            canonical: &canonical,
            proxied: false,
        };
        for placement in (Locator { tables: &tables, own: &own }).locate(&facts) {
            // What does not fall with a region names none.
            prop_assert!(placement.reach == Reach::Regional || placement.region.is_none());
            prop_assert!(!placement.evidence.is_empty());
        }
    }

    /// A rule covers an address exactly if all its leading bits are the same.
    #[test]
    fn own_rules_cover(from: u32, ip: u32, length in 0_u8..=32) {
        let text = format!("{}/{length} aws", std::net::Ipv4Addr::from(from));
        let rule = &own::parse(&text).unwrap()[0];
        let bits = |number: u32| format!("{number:032b}")[..usize::from(length)].to_owned();
        let covers = rule.covers(std::net::IpAddr::V4(ip.into()));
        prop_assert_eq!(covers, bits(from) == bits(ip));
        prop_assert!(rule.covers(std::net::IpAddr::V4(from.into())));
    }
}
