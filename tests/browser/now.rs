//! Right now: nobody is asked before it is switched on; then every feed is, once;
//! what hits a site stands first, and what cannot be read is not known.

use anyhow::Result;
use faultline::observe::url;
use faultline::status;

use super::shop::{self, SHOP, own_addresses};
use super::web::{keeps, open_kept, press, says};
use crate::browser::Reload;
use crate::harness::{Scene, Test};
use crate::server::{Answer, Host, Site};

pub const TEST: Test = Test::in_both("your web, right now", site, right_now);

const EVENT: &str = r#"[{"service": "multipleservices-us-east-1", "summary": "Power in one zone", "status": "1", "arn": "arn:aws:health:us-east-1::event/A/B/C"}]"#;
const APPS: &str = r#"{"status": [{"system": "Apps", "status": "green"}], "incidents": []}"#;

/// The shop, and a server for each feed: one with an event, one that is fine, one
/// that is fine in part of its bytes only, and the rest in no known shape.
fn site() -> Site {
    let mut site = shop::site();
    for (number, feed) in status::feeds().into_iter().enumerate() {
        let host = url::host(feed.url).unwrap_or_default();
        let path = feed.url.split_once(&*host).map_or("/", |(_, path)| path);
        let body = match feed.provider {
            "aws" => EVENT.as_bytes(),
            "heroku" => APPS.as_bytes(),
            "oci" => br#"{"status": {"indicator": "none", "descr"#,
            _ => b"{}",
        };
        let answer = Answer::file("feed.json", body.to_vec())
            .header("access-control-allow-origin", "*")
            .header("etag", "\"one\"");
        site = site.host(Host::new(&host, &format!("127.9.0.{}", number + 1)).answer(path, answer));
    }
    site
}

/// How often feeds were asked.
fn asked(scene: &Scene) -> usize {
    let feeds = status::feeds();
    let of_feed = |address: &str| {
        feeds
            .iter()
            .any(|feed| url::host(feed.url) == url::host(address))
    };
    scene
        .web
        .log()
        .iter()
        .filter(|hit| of_feed(&hit.url))
        .count()
}

fn right_now(scene: &mut Scene) -> Result<()> {
    scene.expect_requests("https://");
    own_addresses(scene)?;
    let page = open_kept(scene)?;
    let shop = scene.browser.open(SHOP)?;
    keeps(scene, &page, &["shop.test"])?;
    scene.browser.close(shop)?;

    scene.step("off: whom it would ask is named, and nobody is asked");
    scene.browser.reload(&page, Reload::Plain)?;
    says(scene, &page, "at most every five minutes")?;
    assert_eq!(asked(scene), 0);

    scene.step("on: each is asked once");
    press(scene, &page, "do-now-on")?;
    let all = status::feeds().len();
    let read = format!("2 of {all} providers could be read");
    for _ in 0..3 {
        if asked(scene) < all {
            let _ = says(scene, &page, &read);
        }
    }
    says(scene, &page, "AWS reports: Power in one zone")?;
    says(scene, &page, "1 site of 1 may be hit")?;
    says(scene, &page, &format!("Not known ({})", all - 2))?;
    says(scene, &page, &read)?;

    scene.step("opened again, nobody is asked again so soon");
    let before = asked(scene);
    assert_eq!(before, all);
    scene.browser.reload(&page, Reload::Plain)?;
    says(scene, &page, "AWS reports: Power in one zone")?;
    assert_eq!(asked(scene), before);

    scene.step("off again");
    press(scene, &page, "do-now-off")?;
    says(scene, &page, "at most every five minutes")
}
