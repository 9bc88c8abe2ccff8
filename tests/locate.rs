//! What serves a host, from all signals together: the rules of the locate
//! step, and every trap of the facts behind the catalogue.

use std::fmt::Write as _;

use proptest::prelude::*;

use faultline::locate::header::telling;
use faultline::locate::hostname::normal;
use faultline::locate::own;
use faultline::locate::table::Tables;
use faultline::locate::{HostFacts, Locator};
use faultline::model::{Address, AddressSource, Confidence, Layer, Placement, Reach, Signal};

/// Places a host by facts in words, one a line: `host NAME`, `live IP`,
/// `cached IP`, `remembered IP`, `alias NAME`, `own RULE`, `proxied`, or a
/// header as `name: value`.
fn locate(facts: &str) -> Vec<Placement> {
    let tables = Tables::built_in();
    let (mut host, mut rules, mut proxied) = ("", String::new(), false);
    let (mut addresses, mut headers, mut canonical) = (Vec::new(), Vec::new(), Vec::new());
    for line in facts.lines().map(str::trim) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let mut address = |source| {
            addresses.push(Address {
                ip: rest.parse().unwrap(),
                source,
            })
        };
        match word {
            "host" => host = rest,
            "live" => address(AddressSource::Live),
            "cached" => address(AddressSource::Cached),
            "remembered" => address(AddressSource::Remembered),
            "alias" => canonical.push(rest.to_owned()),
            "own" => rules += &format!("{rest}\n"),
            "proxied" => proxied = true,
            "" => {}
            name => headers.extend(telling(name.strip_suffix(':').unwrap(), rest)),
        }
    }
    let own = own::parse(&rules).unwrap();
    let locator = Locator {
        tables: &tables,
        own: &own,
    };
    let facts = HostFacts {
        host,
        addresses: &addresses,
        headers: &headers,
        canonical: &canonical,
        proxied,
    };
    locator.locate(&facts)
}

/// A placement a line: layer, provider, service, region, pop, confidence.
fn told(placements: &[Placement]) -> String {
    let mut text = String::new();
    for placement in placements {
        let layer = match placement.layer {
            Layer::Edge => "edge",
            Layer::Origin => "origin",
            Layer::Upstream => "upstream",
        };
        let confidence = match placement.confidence {
            Confidence::Possible => "possible",
            Confidence::Likely => "likely",
            Confidence::Certain => "certain",
        };
        let field = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".to_owned());
        let global = if placement.reach == Reach::Global {
            " global"
        } else {
            ""
        };
        let [service, region, pop] =
            [&placement.service, &placement.region, &placement.pop].map(field);
        let provider = &placement.provider;
        writeln!(
            text,
            "{layer} {provider} {service} {region} {pop}{global} {confidence}"
        )
        .unwrap();
    }
    text
}

fn check(facts: &str, expect: &str) {
    let found = told(&locate(facts));
    let expect: String = expect
        .lines()
        .map(|line| format!("{}\n", line.trim()))
        .collect();
    assert_eq!(found.trim(), expect.trim(), "\nfor:\n{facts}");
}

#[test]
fn one_signal() {
    check(
        "host bucket.s3.eu-west-1.amazonaws.com",
        "edge aws s3 eu-west-1 - certain",
    );
    check("host 54.83.1.2", "edge aws ec2 us-east-1 - certain");
    check(
        "host [::ffff:54.83.1.2]:443",
        "edge aws ec2 us-east-1 - certain",
    );
    check(
        "host a.example\nserver: cloudflare",
        "edge cloudflare cdn - - global likely",
    );
    check(
        "host a.example\nalias b.herokudns.com.",
        "edge heroku dynos - - certain\nupstream aws ec2 us-east-1 - likely",
    );
    check("host a.example", "");
}

#[test]
fn an_address_is_weaker_when_not_of_this_connection() {
    check(
        "host a.example\nlive 54.83.1.2",
        "edge aws ec2 us-east-1 - certain",
    );
    check(
        "host a.example\ncached 54.83.1.2",
        "edge aws ec2 us-east-1 - likely",
    );
    check(
        "host a.example\nremembered 54.83.1.2",
        "edge aws ec2 us-east-1 - likely",
    );
    check("host a.example\nproxied\nlive 54.83.1.2", "");
    // What was seen live stays, whatever the cache remembers.
    check(
        "host a.example\nremembered 13.248.1.1\nlive 54.83.1.2",
        "edge aws ec2 us-east-1 - likely",
    );
    // The address of the query itself is no proxy's.
    check(
        "host 54.83.1.2\nproxied",
        "edge aws ec2 us-east-1 - certain",
    );
}

#[test]
fn edge_and_origin() {
    check(
        "host shop.example
         live 104.16.132.229
         cf-ray: 8b1a2c3d4e5f6071-FRA
         server: cloudflare
         server: AmazonS3
         x-amz-bucket-region: eu-west-1",
        "edge cloudflare cdn - FRA global certain
         origin aws s3 eu-west-1 - certain",
    );
    check(
        "host d111.cloudfront.net
         live 13.32.1.1
         x-amz-cf-pop: FRA56-P5
         server: AmazonS3",
        "edge aws cloudfront - FRA56 global certain
         origin aws s3 - - certain",
    );
    // A load balancer answers from addresses of EC2: one thing, not two.
    check(
        "host a.example\nlive 54.83.1.2\nserver: awselb/2.0",
        "edge aws elb us-east-1 - certain",
    );
    check(
        "host assets.azureedge.net\nalias assets.azureedge.net.edgekey.net\nalias e1.a.akamaiedge.net",
        "edge akamai cdn - - global certain
         origin azure cdn - - global certain",
    );
}

#[test]
fn upstream() {
    check(
        "host my-app.herokuapp.com\nlive 54.220.192.176\nvia: 1.1 vegur",
        "edge heroku dynos - - certain
         upstream aws ec2 eu-west-1 - certain",
    );
    check(
        "host a.example\nlive 54.83.1.2\nvia: 1.1 vegur",
        "edge heroku dynos - - certain
         upstream aws ec2 us-east-1 - certain",
    );
    check(
        "host my-app.onrender.com",
        "edge cloudflare - - - global likely
         origin render web - - certain
         upstream aws - - - likely",
    );
    check(
        "host shop.myshopify.com\ncf-ray: 8b1a2c3d4e5f6071-FRA\nx-dc: gcp-us-east1,gcp-us-central1",
        "edge cloudflare cdn - FRA global certain
         origin shopify shops us-east1 - certain
         upstream gcp - us-east1 - likely",
    );
    check(
        "host web-production.up.railway.app",
        "edge railway apps - - certain
         upstream gcp - - - likely",
    );
    // Two legs, and nothing says which: both are possible.
    check(
        "host cdn.jsdelivr.net",
        "edge cloudflare - - - global possible
         edge fastly - - - global possible
         origin jsdelivr cdn - - global certain",
    );
    check(
        "host cdn.jsdelivr.net\nx-served-by: cache-fra-etou8220141-FRA\nx-timer: S1.2,VS0,VE1",
        "edge fastly cdn - FRA global certain
         origin jsdelivr cdn - - global certain",
    );
}

#[test]
fn own_rules() {
    check("host shop.test\nlive 127.1.0.1", "");
    check("host shop.test\nlive 192.168.1.5", "");
    check(
        "host shop.test\nown 127.1.0.0/16 aws us-east-1 ec2\nlive 127.1.0.1",
        "edge aws ec2 us-east-1 - certain",
    );
    check(
        "host cdn.jsdelivr.net\nown 127.2.0.0/16 cloudflare\nlive 127.2.0.1",
        "edge cloudflare - - - global certain
         origin jsdelivr cdn - - global certain",
    );
    check(
        "host wiki.corp\nown 10.0.0.0/8 \"Our data centre\" hall-2\nlive 10.1.2.3",
        "edge Our data centre - hall-2 - certain",
    );
    // The narrowest rule wins, and a host's rule tells of the host's name.
    check(
        "host wiki.corp\nown 10.0.0.0/8 aws us-east-1\nown 10.1.0.0/16 gcp europe-west1\nlive 10.1.2.3",
        "edge gcp - europe-west1 - certain",
    );
    check(
        "host shop.example\nown *.example azure westeurope\nlive 127.0.0.1",
        "edge azure - westeurope - certain",
    );
    // The reader knows better than the catalogue.
    check(
        "host bucket.s3.eu-west-1.amazonaws.com\nown 10.0.0.0/8 \"Our mirror\"\nlive 10.1.2.3",
        "edge Our mirror - - - certain",
    );
}

#[test]
fn what_loses_is_kept() {
    let placements = locate("host bucket.s3.eu-west-1.amazonaws.com\nlive 54.83.1.2");
    assert_eq!(told(&placements), "edge aws s3 eu-west-1 - likely\n");
    let against = &placements[0].against;
    assert_eq!(against[0].signal, Signal::Range);
    assert_eq!(placements[0].evidence[0].signal, Signal::Hostname);
    assert_eq!(
        placements[0].evidence[0].detail,
        "*.s3.{region}.amazonaws.com"
    );
}

// The traps, in the order of the facts.

#[test]
fn trap_1_the_same_code_is_another_place() {
    for (host, provider, country) in [
        ("b.s3.ap-southeast-1.amazonaws.com", "aws", "SG"),
        ("b.oss-ap-southeast-1.aliyuncs.com", "alibaba", "SG"),
        ("b.obs.ap-southeast-1.myhuaweicloud.com", "huawei", "HK"),
        ("b.s3.me-central-1.amazonaws.com", "aws", "AE"),
        ("b.oss-me-central-1.aliyuncs.com", "alibaba", "SA"),
        ("b.s3.eu-central-1.amazonaws.com", "aws", "DE"),
        ("b.s3.eu-central-1.wasabisys.com", "wasabi", "NL"),
        ("b.us-east-1.linodeobjects.com", "linode", "US"),
    ] {
        let placement = &locate(&format!("host {host}"))[0];
        let region = placement.region.as_deref().unwrap();
        let region = faultline::catalogue::region(provider, region).unwrap();
        assert_eq!(
            (placement.provider.as_str(), region.country),
            (provider, country),
            "{host}"
        );
    }
    let ionos = faultline::catalogue::region("ionos", "eu-central-2").unwrap();
    assert_eq!(ionos.city, "Berlin");
}

#[test]
fn trap_2_two_letters_are_no_country() {
    for (short, region) in [
        ("uk", "us-east4"),
        ("eu", "asia-southeast3"),
        ("no", "europe-southwest1"),
        ("de", "asia-east1"),
        ("as", "asia-southeast1"),
    ] {
        check(
            &format!("host shop-a1b2c3d4e5-{short}.a.run.app"),
            &format!("edge gcp cloud-run {region} - certain"),
        );
    }
}

#[test]
fn trap_3_the_global_name_of_s3_has_no_region() {
    check("host bucket.s3.amazonaws.com", "edge aws s3 - - certain");
    check("host s3.amazonaws.com", "edge aws s3 - - certain");
    // Where the address tells, it is known.
    check(
        "host bucket.s3.amazonaws.com\nlive 52.217.1.1",
        "edge aws s3 us-east-1 - certain",
    );
    check(
        "host bucket.s3.amazonaws.com\nserver: AmazonS3\nx-amz-bucket-region: eu-west-1",
        "edge aws s3 eu-west-1 - certain",
    );
}

#[test]
fn trap_4_two_kinds_of_load_balancers() {
    check(
        "host web-1234567890.eu-west-1.elb.amazonaws.com",
        "edge aws elb eu-west-1 - certain",
    );
    check(
        "host net-0123456789abcdef.elb.eu-west-1.amazonaws.com",
        "edge aws elb eu-west-1 - certain",
    );
}

#[test]
fn trap_5_look_alikes() {
    check(
        "host a.example\nserver: ECS (fra/1A2B)",
        "edge edgio edgecast - FRA global certain",
    );
    check(
        "host a.example\nserver: volt-adc",
        "edge f5 - - - global certain",
    );
    assert!(faultline::catalogue::system(5065).is_none());
    assert!(faultline::catalogue::system(20446).is_none());
    assert!(faultline::catalogue::system(399_073).is_none());
}

#[test]
fn trap_6_googles_via() {
    check(
        "host a.example\nvia: 1.1 google\ncf-ray: 8b1a2c3d4e5f6071-FRA",
        "edge cloudflare cdn - FRA global certain
         origin gcp load-balancing - - global likely",
    );
    check(
        "host a.example\nlive 34.117.1.1\nvia: 1.1 google",
        "edge gcp load-balancing - - global certain",
    );
}

#[test]
fn trap_7_first_and_last() {
    check(
        "host a.example
         x-served-by: cache-iad-kcgs7200076-IAD, cache-fra-etou8220141-FRA
         x-timer: S1718000000.123456,VS0,VE1",
        "edge fastly cdn - FRA global certain",
    );
    check(
        "host a.example\nx-vercel-id: fra1::iad1::82mqm-1724415466843-d608bd28fa1c",
        "edge vercel hosting - FRA1 global certain
         origin vercel functions iad1 - certain
         upstream aws - us-east-1 - likely",
    );
    check(
        "host a.example\nx-vercel-id: fra1::82mqm-1724415466843-d608bd28fa1c",
        "edge vercel hosting - FRA1 global certain
         upstream aws - - - likely",
    );
}

#[test]
fn trap_8_the_language_of_s3_is_not_s3() {
    check(
        "host a.example\nx-amz-request-id: tx0000000000000001-0065a1b2c3-12-default",
        "",
    );
    check(
        "host a.example\nx-amz-request-id: 4442587FB7D0A2F9\nserver: MinIO",
        "",
    );
    check(
        "host a.example\nx-amz-request-id: a1b2c3d4\nserver: nginx",
        "",
    );
    check(
        "host a.example\nserver: WasabiS3/7.17 (head3)\nx-amz-bucket-region: us-east-1",
        "origin wasabi object-storage - - certain",
    );
    check(
        "host a.example\nx-amz-request-id: tx000000000000012345678-0065a1b2c3-1a2b3c4-nyc3c",
        "origin digitalocean spaces nyc3 - certain",
    );
}

#[test]
fn trap_9_steering_is_followed() {
    check(
        "host a.example\nalias a.trafficmanager.net\nalias app.westeurope.cloudapp.azure.com",
        "edge azure virtual-machines westeurope - certain",
    );
    check(
        "host a.example\nalias a.example.akadns.net\nalias d111.cloudfront.net",
        "edge aws cloudfront - - global certain",
    );
    check(
        "host a.trafficmanager.net\nlive 54.83.1.2",
        "edge aws ec2 us-east-1 - certain",
    );
    // What only steers says little of what serves.
    check(
        "host a.trafficmanager.net",
        "edge azure traffic-manager - - global possible",
    );
}

#[test]
fn trap_10_a_point_of_presence_is_no_region() {
    for facts in [
        "host a.example\ncf-ray: 8b1a2c3d4e5f6071-FRA",
        "host a.example\nx-amz-cf-pop: IAD89-C1",
        "host a.example\nx-served-by: cache-iad-kiad7000021-IAD\nx-timer: S1.2,VS0,VE1",
        "host a.example\nfly-request-id: 01HXYZ7P2M3N4Q5R6S7T8V9W0X-iad",
        "host a.example\nserver: BunnyCDN-DE1-1082",
        "host scontent-fra3-1.xx.fbcdn.net",
        "host d111.cloudfront.net\nlive 13.32.1.1\nx-amz-cf-pop: FRA56-P5",
    ] {
        for placement in locate(facts) {
            assert_eq!(placement.region, None, "{facts}");
        }
        assert!(locate(facts)[0].pop.is_some(), "{facts}");
    }
}

#[test]
fn trap_11_headers_that_many_send() {
    check("host a.example\nx-edge-location: defr", "");
    check("host a.example\nx-cache: HIT", "");
    check("host a.example\nx-cache: Hit from origin", "");
    check("host a.example\nx-served-by: cache-fra-etou8220141-FRA", "");
    check(
        "host a.example\nserver: keycdn-engine\nx-edge-location: defr",
        "edge keycdn cdn - DEFR global certain",
    );
}

#[test]
fn trap_12_a_cached_answer_keeps_its_origin() {
    check(
        "host a.example
         age: 86400
         x-cache: Hit from cloudfront
         via: 1.1 0123456789abcdef.cloudfront.net (CloudFront)
         server: AmazonS3",
        "edge aws cloudfront - - global certain
         origin aws s3 - - certain",
    );
}

#[test]
fn trap_13_cookies_tell_the_origin() {
    check(
        "host a.example\ncf-ray: 8b1a2c3d4e5f6071-FRA\nset-cookie: AWSALB=secret; Path=/",
        "edge cloudflare cdn - FRA global certain
         origin aws elb - - likely",
    );
    check(
        "host a.example\nx-azure-ref: 20241122T083000Z-1578f8c6b4c\nset-cookie: ARRAffinity=secret; Path=/",
        "edge azure front-door - - global certain
         origin azure app-service - - likely",
    );
}

#[test]
fn cookies_keep_no_secrets() {
    let kept = telling(
        "Set-Cookie",
        "AWSALB=secret; Path=/\nsession=topsecret; HttpOnly",
    )
    .unwrap();
    assert_eq!(kept.value, "AWSALB, session");
    assert_eq!(telling(&kept.name, &kept.value), Some(kept));
    assert_eq!(telling("set-cookie", "secret; Path").unwrap().value, "");
}

#[test]
fn trap_14_dead_is_said() {
    for (host, key) in [
        ("example.stackpathcdn.com", "stackpath"),
        ("cs1.wpc.edgecastcdn.net", "edgio"),
        ("cdn.rawgit.com", "rawgit"),
        ("polyfill.io", "polyfill-io"),
        ("my-project.glitch.me", "glitch"),
    ] {
        let placements = locate(&format!("host {host}"));
        let last = placements
            .iter()
            .find(|placement| placement.provider == key);
        let provider = faultline::catalogue::provider(&last.unwrap().provider).unwrap();
        assert!(provider.dead.is_some(), "{host}");
    }
    check(
        "host polyfill-fastly.io",
        "edge fastly - - - global certain",
    );
}

// What hostile pages may send.

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
