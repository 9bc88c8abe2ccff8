//! What serves a host, from all signals together: the rules of the locate step.

mod placing;

use faultline::model::Signal;
use placing::{check, locate, told};

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

#[test]
fn a_header_is_evidence_once() {
    let facts = "host a.example\ncf-ray: 8b1a2c3d4e5f6071-FRA\ncf-ray: 8b1a2c3d4e5f6072-FRA";
    let placements = locate(facts);
    let evidence = &placements[0].evidence;
    assert_eq!(evidence.len(), 1, "{evidence:?}");
    assert_eq!(evidence[0].detail, "cf-ray: 8b1a2c3d4e5f6071-FRA");
}

#[test]
fn one_house() {
    check(
        "host a.example\nlive 142.250.1.1\nserver: Google Frontend",
        "edge gcp - - - certain",
    );
    check(
        "host storage.googleapis.com\nlive 142.250.1.1",
        "edge gcp storage - - certain",
    );
    check(
        "host fonts.gstatic.com\nlive 142.250.1.1\nvia: 1.1 google",
        "edge google fonts - - global certain",
    );
}

#[test]
fn a_service_whose_files_lie_in_a_cloud() {
    check(
        "host cdn.taboola.com
         server: AmazonS3
         x-served-by: cache-fra-etou8220141-FRA
         x-timer: S1.2,VS0,VE1",
        "edge fastly cdn - FRA global certain
         origin taboola - - - global certain
         upstream aws s3 - - certain",
    );
}
