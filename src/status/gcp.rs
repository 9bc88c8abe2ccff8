//! Google Cloud, `incidents.json`: all incidents of years; those without an end
//! go on. Firebase and Workspace write the same.

use serde::Deserialize;

use super::places::{all, services};
use super::{Incident, Unread, json};
use crate::catalogue;
use crate::outage::Extent;

#[derive(Deserialize)]
struct Told {
    external_desc: String,
    #[serde(rename = "begin")]
    _begin: String,
    #[serde(default)]
    end: Option<String>,
    #[serde(default)]
    status_impact: String,
    #[serde(default)]
    service_name: String,
    #[serde(default)]
    affected_products: Vec<Named>,
    #[serde(default)]
    currently_affected_locations: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    title: String,
    id: String,
}

pub fn read(provider: &str, bytes: &[u8]) -> Result<Vec<Incident>, Unread> {
    let told: Vec<Told> = json(bytes)?;
    let open = told
        .iter()
        .filter(|told| told.end.as_deref().unwrap_or_default().is_empty());
    let bad = open.filter(|told| told.status_impact != "SERVICE_INFORMATION");
    Ok(bad.map(|told| incident(provider, told)).collect())
}

fn incident(provider: &str, told: &Told) -> Incident {
    let extent = match told.status_impact.as_str() {
        "SERVICE_OUTAGE" => Extent::Whole,
        _ => Extent::Part,
    };
    let Some(known) = catalogue::provider(provider) else {
        return Incident::new(provider, &told.external_desc, Vec::new());
    };
    let titles = told
        .affected_products
        .iter()
        .map(|product| product.title.as_str());
    let products: Vec<&str> = titles.chain([told.service_name.as_str()]).collect();
    let services = services(known, &products.join(" | "));
    let regions = told.currently_affected_locations.iter();
    let regions: Vec<&str> = (regions.filter_map(|place| known.region(&place.id)))
        .map(|region| region.code)
        .collect();
    let everywhere = told
        .currently_affected_locations
        .iter()
        .any(|place| place.id == "global");
    // Products that serve nothing to pages break none.
    let lost = match services.as_slice() {
        [] => Vec::new(),
        services if everywhere => all(provider, services, &[], extent),
        services => all(provider, services, &regions, extent),
    };
    Incident::new(provider, &told.external_desc, lost)
}
