//! How Chromium is started.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use serde_json::json;

use crate::browser::Options;
use crate::browser::socket::Socket;
use crate::server::Network;

/// The command line for a profile.
pub fn arguments(profile: &Path, options: &Options) -> Vec<String> {
    let mut arguments: Vec<String> = [
        "--remote-debugging-port=0",
        "--enable-unsafe-extension-debugging",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-sync",
        "--disable-search-engine-choice-screen",
        // A server on the loopback interface speaks TCP only.
        "--disable-quic",
        "--password-store=basic",
        "--use-mock-keychain",
        "--window-size=1280,800",
    ]
    .map(str::to_owned)
    .into();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    if options.headless {
        arguments.extend(["--headless=new".to_owned(), "--disable-gpu".to_owned()]);
    }
    if crate::setup::is_root() {
        // The sandbox cannot be set up by root, and Chromium then refuses to
        // start.
        arguments.push("--no-sandbox".to_owned());
    }
    if let Some(network) = &options.network {
        arguments.push(match network.proxy {
            // The proxy finds the hosts; what is local goes through it, too.
            Some(port) => format!("--proxy-server=http://127.0.0.1:{port}"),
            None => format!("--host-resolver-rules={}", resolver_rules(network)),
        });
        arguments.push("--proxy-bypass-list=<-loopback>".to_owned());
        // The one certificate is trusted by its key. Ignoring all certificate
        // errors would switch off the HTTP cache for everything.
        arguments.push(format!(
            "--ignore-certificate-errors-spki-list={}",
            network.key_hash
        ));
    }
    arguments.push("about:blank".to_owned());
    arguments
}

/// Every known host goes to its own address, any other nowhere.
fn resolver_rules(network: &Network) -> String {
    let mut rules = Vec::new();
    for (host, address) in &network.hosts {
        rules.push(format!("MAP {host}:80 {address}:{}", network.http_port));
        rules.push(format!("MAP {host}:443 {address}:{}", network.https_port));
    }
    rules.push("MAP * ~NOTFOUND".to_owned());
    // The last rule would catch the connection to ourselves.
    rules.push("EXCLUDE 127.0.0.1".to_owned());
    rules.join(", ")
}

/// Installs the extension in that folder; its id.
pub fn load(socket: &Socket, folder: &Path) -> Result<String> {
    let folder = folder
        .canonicalize()
        .with_context(|| format!("there is no {}", folder.display()))?;
    let answer = socket
        .call(None, "Extensions.loadUnpacked", json!({ "path": folder }))
        .with_context(|| format!("the browser refused the extension in {}", folder.display()))?;
    answer["id"]
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| anyhow!("the extension got no id"))
}
