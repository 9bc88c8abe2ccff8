//! The feeds of Oracle, Alibaba, Tencent and Vultr.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::places::{all, lost_by};
use super::{Incident, Unread, json, lost};
use crate::catalogue;
use crate::outage::Extent;

/// Oracle, `api/v2/status.json`: one word for everything.
pub fn oracle(provider: &str, bytes: &[u8]) -> Result<Vec<Incident>, Unread> {
    #[derive(Deserialize)]
    struct Whole {
        status: Status,
    }
    #[derive(Deserialize)]
    struct Status {
        indicator: String,
        description: String,
    }
    let Whole { status } = json(bytes)?;
    match status.indicator.as_str() {
        "none" => Ok(Vec::new()),
        "minor" | "major" | "critical" => Ok(vec![Incident::new(
            provider,
            &status.description,
            vec![lost(provider, None, None, Extent::Part)],
        )]),
        other => Err(Unread::Shape(format!("indicator {other:?}"))),
    }
}

/// Alibaba, `listEventInProgress`: events with lists of products and regions,
/// or both in the title only.
pub fn alibaba(provider: &str, bytes: &[u8]) -> Result<Vec<Incident>, Unread> {
    #[derive(Deserialize)]
    struct Whole {
        success: bool,
        data: Vec<Event>,
    }
    #[derive(Deserialize)]
    struct Event {
        title: String,
        #[serde(default)]
        products: Option<serde_json::Value>,
        #[serde(default)]
        regions: Option<serde_json::Value>,
    }
    let whole: Whole = json(bytes)?;
    if !whole.success {
        return Err(Unread::Shape("it says that it failed".to_owned()));
    }
    let incident = |event: &Event| {
        // Names or objects with names: the text of either has them.
        let text = |value: &Option<serde_json::Value>| {
            value.as_ref().map(ToString::to_string).unwrap_or_default()
        };
        let all = format!(
            "{} {} {}",
            event.title,
            text(&event.products),
            text(&event.regions)
        );
        Incident::new(
            provider,
            &event.title,
            lost_by(provider, &all, Extent::Part),
        )
    };
    Ok(whole.data.iter().map(incident).collect())
}

/// Tencent, `DescribeHappening`: what stands above its page of states, or would.
pub fn tencent(provider: &str, bytes: &[u8]) -> Result<Vec<Incident>, Unread> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Whole {
        response: Response,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Response {
        data: Happening,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Happening {
        status: String,
        #[serde(default)]
        desc: String,
    }
    let whole: Whole = json(bytes)?;
    let Happening { status, desc } = whole.response.data;
    match status.as_str() {
        // A notice is of work that is planned.
        "NORMAL" | "NOTIFY" => Ok(Vec::new()),
        "ABNORMAL" => {
            let title = desc.trim().lines().next().unwrap_or("Abnormal");
            let lost = lost_by(provider, &desc, Extent::Part);
            Ok(vec![Incident::new(provider, title, lost)])
        }
        other => Err(Unread::Shape(format!("status {other:?}"))),
    }
}

/// Vultr, `status.json`: alerts of services, and of each region.
pub fn vultr(provider: &str, bytes: &[u8]) -> Result<Vec<Incident>, Unread> {
    #[derive(Deserialize)]
    struct Whole {
        service_alerts: Vec<Alert>,
        regions: BTreeMap<String, Region>,
    }
    #[derive(Deserialize)]
    struct Region {
        alerts: Vec<Alert>,
    }
    #[derive(Deserialize)]
    struct Alert {
        subject: String,
        status: String,
    }
    let whole: Whole = json(bytes)?;
    let goes_on = |alert: &&Alert| alert.status != "resolved" && alert.status != "completed";
    let mut incidents: Vec<Incident> = (whole.service_alerts.iter().filter(goes_on))
        .map(|alert| {
            Incident::new(
                provider,
                &alert.subject,
                lost_by(provider, &alert.subject, Extent::Part),
            )
        })
        .collect();
    for (code, region) in &whole.regions {
        // Here a region is `ewr`, and `ewr1` in the names of hosts.
        let is_it =
            |known: &str| known.trim_end_matches(|letter: char| letter.is_ascii_digit()) == code;
        let provider_known = catalogue::provider(provider);
        let mut regions = provider_known.into_iter().flat_map(|known| known.regions);
        let known = regions
            .find(|region| is_it(region.code))
            .map(|region| region.code);
        for alert in region.alerts.iter().filter(goes_on) {
            let lost = match known {
                Some(code) => all(provider, &[], &[code], Extent::Part),
                None => Vec::new(),
            };
            incidents.push(Incident::new(provider, &alert.subject, lost));
        }
    }
    Ok(incidents)
}
