//! The feeds of Meta, Heroku and Salesforce, and those of Status.io.

use serde::Deserialize;

use super::places::{lost_by, services};
use super::{Incident, Unread, json, lost};
use crate::catalogue;
use crate::outage::{Extent, Lost};

/// Meta, `orgs.json`: its products for businesses, with a word each.
pub fn meta(provider: &str, bytes: &[u8]) -> Result<Vec<Incident>, Unread> {
    #[derive(Deserialize)]
    struct Org {
        name: String,
        services: Vec<Service>,
    }
    #[derive(Deserialize)]
    struct Service {
        name: String,
        status: String,
    }
    let orgs: Vec<Org> = json(bytes)?;
    if orgs.is_empty() {
        return Err(Unread::Shape("no product at all".to_owned()));
    }
    let mut incidents = Vec::new();
    for org in &orgs {
        let fine = |service: &&Service| {
            !["No known issues", "Resolved"].contains(&service.status.as_str())
        };
        for service in org.services.iter().filter(fine) {
            let title = format!("{}, {}: {}", org.name, service.name, service.status);
            // Products for businesses: only what is known to stand in pages.
            let known = catalogue::provider(provider).map(|known| services(known, &service.name));
            let lost = known.unwrap_or_default().into_iter();
            let lost: Vec<Lost> = lost
                .map(|key| self::lost(provider, Some(key), None, Extent::Part))
                .collect();
            incidents.push(Incident::new(provider, &title, lost));
        }
    }
    Ok(incidents)
}

/// Heroku, `current-status`: three systems with a colour each.
pub fn heroku(provider: &str, bytes: &[u8]) -> Result<Vec<Incident>, Unread> {
    #[derive(Deserialize)]
    struct Whole {
        status: Vec<System>,
        #[serde(default)]
        incidents: Vec<Told>,
    }
    #[derive(Deserialize)]
    struct System {
        system: String,
        status: String,
    }
    #[derive(Deserialize)]
    struct Told {
        title: String,
    }
    let whole: Whole = json(bytes)?;
    if whole.status.is_empty() {
        return Err(Unread::Shape("no system at all".to_owned()));
    }
    let mut incidents = Vec::new();
    for system in &whole.status {
        let extent = match system.status.as_str() {
            "green" | "blue" => continue,
            "yellow" => Extent::Part,
            "red" => Extent::Whole,
            other => return Err(Unread::Shape(format!("status {other:?}"))),
        };
        let told = whole
            .incidents
            .first()
            .map(|told| format!(": {}", told.title));
        let title = format!("{}{}", system.system, told.unwrap_or_default());
        let lost = match system.system.as_str() {
            "Apps" => vec![lost(provider, None, None, extent)],
            // Tools and databases are behind the pages' back.
            _ => Vec::new(),
        };
        incidents.push(Incident::new(provider, &title, lost));
    }
    Ok(incidents)
}

/// Salesforce, `v1/incidents`: incidents of instances, over once each of their
/// impacts has an end.
pub fn salesforce(provider: &str, bytes: &[u8]) -> Result<Vec<Incident>, Unread> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Told {
        id: serde_json::Value,
        #[serde(default)]
        service_keys: Vec<String>,
        #[serde(rename = "IncidentImpacts")]
        impacts: Vec<Impact>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Impact {
        #[serde(default)]
        end_time: Option<String>,
        #[serde(default, rename = "type")]
        kind: Option<String>,
    }
    let told: Vec<Told> = json(bytes)?;
    let open = told.iter().filter_map(|told| {
        let impact = told
            .impacts
            .iter()
            .find(|impact| impact.end_time.is_none())?;
        let kind = impact.kind.as_deref().unwrap_or("incident");
        let title = format!("{} {}, {kind}", told.service_keys.join(", "), told.id);
        // Which customers are on the instances does not show.
        Some(Incident::new(
            provider,
            &title,
            vec![lost(provider, None, None, Extent::Part)],
        ))
    });
    Ok(open.collect())
}

/// Status.io: components with a code, 100 where all is well.
pub fn statusio(provider: &str, bytes: &[u8]) -> Result<Vec<Incident>, Unread> {
    #[derive(Deserialize)]
    struct Whole {
        result: Told,
    }
    #[derive(Deserialize)]
    struct Told {
        status: Vec<Component>,
    }
    #[derive(Deserialize)]
    struct Component {
        name: String,
        status: String,
        status_code: u32,
    }
    let whole: Whole = json(bytes)?;
    if whole.result.status.is_empty() {
        return Err(Unread::Shape("no component at all".to_owned()));
    }
    // 200 is planned maintenance.
    let bad = whole
        .result
        .status
        .iter()
        .filter(|component| component.status_code >= 300);
    let incident = |component: &Component| {
        let title = format!("{}: {}", component.name, component.status);
        Incident::new(
            provider,
            &title,
            lost_by(provider, &component.name, Extent::Part),
        )
    };
    Ok(bad.map(incident).collect())
}
