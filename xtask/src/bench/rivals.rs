//! Rivals: what Faultline is compared with, and a piece of the web to do it on.
//! A rival has Faultline's permissions and its icon, so that the browser has
//! the same to do with it, and hardly a line of code.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::browser::{self, Browser, Kind, Options};
use crate::build;
use crate::server::{Answer, Host, Running, Site};
use crate::setup::BrowserProgram;
use crate::{Done, target};

/// Something that may be installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rival {
    /// No extension.
    None,
    /// One that answers what its own page says, and does nothing else.
    Empty,
    /// The same with one listener to all requests, which does nothing.
    Listener,
    /// Faultline without the script in every page.
    WithoutEarly,
    Faultline,
}

/// A page of the extension that does nothing by itself.
pub const PAGE: &str = "bench.html";

const ECHO: &str = "const browser = globalThis.browser ?? globalThis.chrome;
browser.runtime.onConnect.addListener((port) => port.onMessage.addListener((message) => port.postMessage(message)));
";
const LISTEN: &str =
    "browser.webRequest.onCompleted.addListener(() => {}, { urls: [\"<all_urls>\"] });\n";

impl Rival {
    pub fn name(self) -> &'static str {
        match self {
            Rival::None => "no extension",
            Rival::Empty => "an empty extension",
            Rival::Listener => "one empty listener",
            Rival::WithoutEarly => "Faultline without early.js",
            Rival::Faultline => "Faultline",
        }
    }

    /// A browser with it, on a piece of the web.
    ///
    /// # Errors
    /// When its folder cannot be made or the browser does not start.
    pub fn launch(self, program: &BrowserProgram, web: &Running) -> Result<Box<dyn Browser>> {
        let folder = target()
            .join("bench")
            .join(format!("{self:?}-{}", program.kind.name()));
        let extension = match self {
            Rival::None => None,
            _ => {
                self.lay_out(program.kind, &folder)?;
                Some(folder)
            }
        };
        let options = Options {
            extension,
            headless: true,
            network: Some(web.network()),
            unwatched: true,
        };
        browser::launch(program, &options)
    }

    fn lay_out(self, kind: Kind, folder: &std::path::Path) -> Done {
        build::fresh(folder)?;
        let own = build::extension(kind);
        build::copy(&own, folder)?;
        fs::write(folder.join(PAGE), "<!doctype html><title>Bench</title>")?;
        let file = folder.join("manifest.json");
        let mut manifest: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
        let members = manifest.as_object_mut().context("it is no manifest")?;
        if self != Rival::Faultline {
            members.remove("content_scripts");
        }
        fs::write(&file, manifest.to_string())?;
        let background = match self {
            Rival::Empty => ECHO.to_owned(),
            Rival::Listener => format!("{ECHO}{LISTEN}"),
            Rival::None | Rival::WithoutEarly | Rival::Faultline => return Ok(()),
        };
        fs::write(folder.join("background.js"), background)?;
        Ok(())
    }
}

const DOCUMENT: &str = "page.test";

/// How the hosts of the page are called: those that a name places, and others.
const HOSTS: [&str; 20] = [
    "d111111abcdef8.cloudfront.net",
    "d222222abcdef8.cloudfront.net",
    "shop-assets.s3.eu-west-1.amazonaws.com",
    "images.eu-central-1.amazonaws.com",
    "shop.global.ssl.fastly.net",
    "media.freetls.fastly.net",
    "shop.azureedge.net",
    "data.blob.core.windows.net",
    "fonts.gstatic.com",
    "cdn.jsdelivr.net",
    "unpkg.com",
    "js.stripe.com",
    "one.cdn.test",
    "two.cdn.test",
    "three.cdn.test",
    "four.cdn.test",
    "five.cdn.test",
    "six.cdn.test",
    "seven.cdn.test",
    "eight.cdn.test",
];

/// Pages of several sizes: `https://page.test/300` asks for 300 things of 20
/// hosts, none of which any cache may keep.
pub fn site(sizes: &[usize]) -> Site {
    let mut document = Host::new(DOCUMENT, "127.3.0.1").header("server", "cloudflare");
    for size in sizes {
        let page = page(*size).into_bytes();
        let answer = Answer::new(200, "text/html; charset=utf-8", page);
        document = document.answer(
            &format!("/{size}"),
            answer.header("cache-control", "no-cache"),
        );
    }
    let mut site = Site::new().host(document);
    for (index, name) in HOSTS.iter().enumerate() {
        let mut host = Host::new(name, &format!("127.3.1.{}", index + 1));
        for (path, content) in [
            ("/a.js", "globalThis.asked = 1;"),
            ("/a.css", "p { color: black }"),
            ("/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ] {
            let answer = Answer::file(path, content.as_bytes().to_vec());
            host = host.answer(path, answer.header("cache-control", "no-store"));
        }
        site = site.host(host.header("server", "cloudflare"));
    }
    site
}

pub fn address(size: usize, round: usize) -> String {
    format!("https://{DOCUMENT}/{size}?{round}")
}

/// As many pictures as the rest, most of that scripts.
fn page(size: usize) -> String {
    let mut body = String::new();
    // The document is a request, too.
    for (number, host) in (1..size).zip(HOSTS.iter().cycle()) {
        body += &match number % 10 {
            0..5 => format!("<img src='https://{host}/a.svg?{number}' width=9 height=9 alt=''>"),
            5..9 => format!("<script async src='https://{host}/a.js?{number}'></script>"),
            _ => format!("<link rel=stylesheet href='https://{host}/a.css?{number}'>"),
        };
    }
    format!(
        "<!doctype html><link rel=icon href='data:,'><title>{size} requests</title><p>A page.</p>{body}"
    )
}
