//! Every trap of the facts behind the catalogue: what looks like a provider or
//! a region, and is none.

mod placing;

use placing::{check, locate};

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
        "host a.example\neagleid: b73ce41f17180000001234567e",
        "host a.example\nx-azure-ref: 0zxV+XAAAAABKMMOjBv2NT4TY6SQVjC0zV1NURURHRTA2MTkANDM3YzgyY2QtMzYwYS00YTU0LTk0YzMtNWZmNzA3NjQ3Nzgz",
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
fn trap_14_dead_is_said() {
    for (host, key) in [
        ("example.stackpathcdn.com", "stackpath"),
        ("cs1.wpc.edgecastcdn.net", "edgio"),
        ("cdn.rawgit.com", "rawgit"),
        ("polyfill.io", "polyfill-io"),
        ("my-project.glitch.me", "glitch"),
        ("cdn.footprint.net", "lumen"),
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
