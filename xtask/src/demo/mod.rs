//! The demo: two complete sites, served on this machine under the true host
//! names and with the headers of the true services. Once its packages are here
//! it needs no internet.

mod fonts;
mod packages;
mod pinned;
mod sites;

use anyhow::Result;

use crate::server::{Host, Site};
pub use pinned::AXE;
pub use sites::{Hosted, SITES, WholeSite};

/// The addresses of the demo's pages.
pub const PAGES: [&str; 2] = [sites::AGENCY.page, sites::CREATIVE.page];

/// What every answer of a public CDN says.
const OPEN: (&str, &str) = ("access-control-allow-origin", "*");
/// A point of presence in Frankfurt, as two vendors write it.
const RAY: (&str, &str) = ("cf-ray", "93d0f1c2ab4e6f58-FRA");
const SHIELDED: &str = "cache-iad-kiad7000087-IAD, cache-fra-etou8220141-FRA";
const CLOUDFLARE: [(&str, &str); 3] = [("server", "cloudflare"), RAY, ("cf-cache-status", "HIT")];

/// The demo's hosts. Fetches the packages that are not here yet.
///
/// # Errors
/// When a package cannot be fetched or is not what it was.
pub fn site() -> Result<Site> {
    let sites = [sites::AGENCY, sites::CREATIVE];
    let mut names: Vec<&str> = Vec::new();
    for hosted in sites.iter().flat_map(|site| site.hosts) {
        if !names.contains(&hosted.name) {
            names.push(hosted.name);
        }
    }
    let mut made = Site::new();
    for (name, number) in names.iter().zip(1..) {
        let mut host = Host::new(name, &format!("127.2.0.{number}"));
        for (header, value) in headers(name) {
            host = host.header(header, value);
        }
        for hosted in sites.iter().flat_map(|site| site.hosts) {
            if hosted.name == *name {
                host = hosted.serve(host)?;
            }
        }
        made = made.host(host);
    }
    Ok(made)
}

/// The headers of the true service.
fn headers(host: &str) -> Vec<(&'static str, &'static str)> {
    let own: &[(&str, &str)] = match host {
        "tidewater-agency.s3.us-east-1.amazonaws.com" => {
            return vec![
                ("server", "AmazonS3"),
                ("x-amz-request-id", "8Q2V7K3M5N0P4R6T"),
                (
                    "x-amz-id-2",
                    "b0Zf4q1sXw7uKc9eYh3LmPn5Rt6Vd8Aj2GkBiCoDpEqFrGsHtIuJvKwLxMyNzO0",
                ),
                ("x-amz-server-side-encryption", "AES256"),
            ];
        }
        "tidewater-creative.herokuapp.com" => {
            return vec![
                ("server", "Cowboy"),
                ("via", "1.1 vegur"),
                ("nel", r#"{"report_to":"heroku-nel","max_age":3600}"#),
            ];
        }
        "fonts.googleapis.com" => &[("server", "ESF")],
        "fonts.gstatic.com" => &[("server", "sffe")],
        "cdn.jsdelivr.net" => &[
            ("x-served-by", SHIELDED),
            ("x-cache", "HIT, HIT"),
            ("x-jsd-version-type", "version"),
        ],
        "cdnjs.cloudflare.com" => &[("cf-cdnjs-via", "cfworker/kv")],
        _ => &[],
    };
    let behind_cloudflare = [
        "cdn.jsdelivr.net",
        "cdnjs.cloudflare.com",
        "use.fontawesome.com",
    ];
    let mut headers = vec![OPEN];
    if behind_cloudflare.contains(&host) {
        headers.extend(CLOUDFLARE);
    }
    headers.extend(own);
    headers
}
