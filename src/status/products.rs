//! The feeds of houses with many products, most of which no page loads: Apple's,
//! Adobe's and Microsoft's. An incident of a product is told; failure domains it
//! has only where the product is a service of the catalogue.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::places::services;
use super::{Incident, Unread, json, lost};
use crate::catalogue;
use crate::outage::{Extent, Lost};

/// Apple, `system_status_en_US.js`: services with their events; also as a call
/// of `jsonCallback`, which is how the developers' list is written.
pub fn apple(provider: &str, bytes: &[u8]) -> Result<Vec<Incident>, Unread> {
    #[derive(Deserialize)]
    struct Whole {
        services: Vec<Service>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Service {
        service_name: String,
        events: Vec<Event>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Event {
        event_status: String,
        #[serde(default)]
        status_type: Option<String>,
    }
    let call = bytes.trim_ascii().strip_prefix(b"jsonCallback(");
    let bytes = match call {
        Some(inner) => inner
            .strip_suffix(b");")
            .ok_or_else(|| Unread::Shape("half a call".to_owned()))?,
        None => bytes,
    };
    let whole: Whole = json(bytes)?;
    if whole.services.is_empty() {
        return Err(Unread::Shape("no service at all".to_owned()));
    }
    let mut incidents = Vec::new();
    for service in &whole.services {
        for event in &service.events {
            let kind = event.status_type.as_deref().unwrap_or("Issue");
            match event.event_status.as_str() {
                "resolved" | "completed" | "upcoming" => continue,
                "ongoing" if kind == "Maintenance" => continue,
                "ongoing" => {}
                other => return Err(Unread::Shape(format!("status {other:?}"))),
            }
            let name = service.service_name.trim();
            let title = format!("{name}: {kind}");
            incidents.push(Incident::new(provider, &title, product(provider, name)));
        }
    }
    Ok(incidents)
}

/// Adobe, `StatusEvents`: the incidents of some weeks, each with the products
/// that it hits and what was said of them by seconds since 1970.
pub fn adobe(provider: &str, bytes: &[u8]) -> Result<Vec<Incident>, Unread> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Whole {
        incident_event: Events,
    }
    #[derive(Deserialize)]
    struct Events {
        incidents: BTreeMap<String, Told>,
    }
    #[derive(Deserialize)]
    struct Told {
        products: BTreeMap<String, Product>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Product {
        name: String,
        #[serde(default)]
        ended_on: Option<u64>,
        history: BTreeMap<String, Step>,
    }
    #[derive(Deserialize)]
    struct Step {
        status: String,
        #[serde(default)]
        severity: Option<String>,
    }
    let whole: Whole = json(bytes)?;
    let mut incidents = Vec::new();
    let told = whole.incident_event.incidents.values();
    for product in told.flat_map(|told| told.products.values()) {
        let steps = product.history.iter();
        let latest = steps.max_by_key(|(when, _)| when.parse::<u64>().unwrap_or(0));
        let Some((_, latest)) = latest else {
            return Err(Unread::Shape(format!("nothing of {}", product.name)));
        };
        let status = latest.status.to_lowercase();
        let over = ["closed", "dismissed", "canceled", "completed"].contains(&status.as_str());
        if over || product.ended_on.is_some_and(|ended| ended > 0) {
            continue;
        }
        let severity = latest.severity.as_deref().unwrap_or("Incident");
        let title = format!("{}: {severity}", product.name);
        incidents.push(Incident::new(
            provider,
            &title,
            self::product(provider, &product.name),
        ));
    }
    Ok(incidents)
}

/// Microsoft, `api/posts/m365Consumer`: a word for each of its products for
/// everybody. (What it says of those for offices, only they can ask.)
pub fn microsoft(provider: &str, bytes: &[u8]) -> Result<Vec<Incident>, Unread> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Post {
        service_display_name: String,
        status: String,
        #[serde(default)]
        title: Option<String>,
    }
    let posts: Vec<Post> = json(bytes)?;
    if posts.is_empty() {
        return Err(Unread::Shape("no product at all".to_owned()));
    }
    let mut incidents = Vec::new();
    for post in &posts {
        match post.status.as_str() {
            "Available" | "Operational" | "ServiceRestored" => continue,
            "ServiceDegradation" | "ServiceInterruption" => {}
            other => return Err(Unread::Shape(format!("status {other:?}"))),
        }
        let name = &post.service_display_name;
        let what = post.title.as_deref().map(str::trim);
        let what = what.filter(|title| !title.is_empty());
        let title = format!("{name}: {}", what.unwrap_or("service degradation"));
        incidents.push(Incident::new(provider, &title, product(provider, name)));
    }
    Ok(incidents)
}

/// A part of the services that bear the name of a product.
fn product(provider: &str, name: &str) -> Vec<Lost> {
    let known = catalogue::provider(provider).map(|known| services(known, name));
    let known = known.unwrap_or_default().into_iter();
    known
        .map(|key| lost(provider, Some(key), None, Extent::Part))
        .collect()
}
