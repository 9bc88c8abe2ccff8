//! The profile's settings: nothing that talks to the internet by itself or gets
//! in the way.

use serde_json::json;

use crate::browser::Options;

/// The file `user.js` of a profile.
pub fn written(options: &Options) -> String {
    let mut preferences = vec![
        // WebDriver BiDi only.
        ("remote.active-protocols", json!(1)),
        // Icons of tabs are asked for by the browser when it pleases.
        ("browser.chrome.site_icons", json!(false)),
        ("app.normandy.enabled", json!(false)),
        ("app.update.disabledForTesting", json!(true)),
        ("browser.aboutwelcome.enabled", json!(false)),
        ("browser.contentblocking.category", json!("standard")),
        ("browser.discovery.enabled", json!(false)),
        ("browser.newtabpage.enabled", json!(false)),
        ("browser.region.network.url", json!("")),
        ("browser.safebrowsing.update.enabled", json!(false)),
        ("browser.search.update", json!(false)),
        ("browser.shell.checkDefaultBrowser", json!(false)),
        ("browser.startup.homepage_override.mstone", json!("ignore")),
        ("browser.startup.page", json!(0)),
        ("browser.topsites.contile.enabled", json!(false)),
        ("browser.uitour.enabled", json!(false)),
        ("datareporting.policy.dataSubmissionEnabled", json!(false)),
        ("extensions.getAddons.cache.enabled", json!(false)),
        ("extensions.systemAddon.update.enabled", json!(false)),
        ("extensions.update.enabled", json!(false)),
        ("messaging-system.rsexperimentloader.enabled", json!(false)),
        ("network.captive-portal-service.enabled", json!(false)),
        ("network.connectivity-service.enabled", json!(false)),
        ("network.dns.disablePrefetch", json!(true)),
        ("network.http.http3.enable", json!(false)),
        ("network.trr.mode", json!(5)),
        ("services.settings.server", json!("data:,#offline")),
        ("signon.rememberSignons", json!(false)),
        ("toolkit.telemetry.reportingpolicy.firstRun", json!(false)),
        // A popup closes when its window is not in front, and a headless
        // window never is.
        ("ui.popup.disable_autohide", json!(options.headless)),
    ];
    if let Some(network) = &options.network {
        let ports = format!("80={};443={}", network.http_port, network.https_port);
        preferences.push(("network.socket.forcePort", json!(ports)));
        if let Some(port) = network.proxy {
            preferences.extend([
                ("network.proxy.type", json!(1)),
                ("network.proxy.http", json!("127.0.0.1")),
                ("network.proxy.http_port", json!(port)),
                ("network.proxy.ssl", json!("127.0.0.1")),
                ("network.proxy.ssl_port", json!(port)),
                ("network.proxy.no_proxies_on", json!("")),
                ("network.proxy.allow_hijacking_localhost", json!(true)),
                ("network.proxy.allow_bypass", json!(false)),
            ]);
        }
    }
    let lines = preferences
        .iter()
        .map(|(name, value)| format!("user_pref(\"{name}\", {value});\n"));
    lines.collect()
}
