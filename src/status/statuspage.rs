//! Atlassian Statuspage, `api/v2/summary.json`, and those that write the same:
//! the incidents that are not resolved, and the components that are out without
//! one. Single places of a network are no components of their own here: they
//! come and go daily, and readers are served from the next.

use serde::Deserialize;

use super::places::lost_by;
use super::{Incident, Unread, json};
use crate::outage::Extent;

#[derive(Deserialize)]
struct Summary {
    #[serde(rename = "page")]
    _page: serde::de::IgnoredAny,
    components: Vec<Component>,
    incidents: Vec<Told>,
}

#[derive(Deserialize)]
struct Component {
    name: String,
    status: String,
    #[serde(default)]
    group_id: Option<String>,
}

#[derive(Deserialize)]
struct Told {
    name: String,
    status: String,
    impact: String,
    #[serde(default)]
    components: Vec<Component>,
}

pub fn read(provider: &str, bytes: &[u8]) -> Result<Vec<Incident>, Unread> {
    let summary: Summary = json(bytes)?;
    let mut incidents = Vec::new();
    for told in &summary.incidents {
        let over =
            ["resolved", "postmortem", "completed", "scheduled"].contains(&told.status.as_str());
        if over || ["none", "maintenance"].contains(&told.impact.as_str()) {
            continue;
        }
        let out = told
            .components
            .iter()
            .filter(|component| component.status != "operational");
        let names: Vec<&str> = out.map(|component| component.name.as_str()).collect();
        let whole = told.impact == "critical" && told.components.iter().any(is_out);
        let extent = if whole { Extent::Whole } else { Extent::Part };
        let text = format!("{} {}", told.name, names.join(" "));
        incidents.push(Incident::new(
            provider,
            &told.name,
            lost_by(provider, &text, extent),
        ));
    }
    if incidents.is_empty() {
        let out = summary
            .components
            .iter()
            .filter(|component| component.group_id.is_none() && is_out(component));
        incidents.extend(out.map(|component| {
            Incident::new(
                provider,
                &component.name,
                lost_by(provider, &component.name, Extent::Part),
            )
        }));
    }
    Ok(incidents)
}

fn is_out(component: &Component) -> bool {
    component.status == "major_outage"
}
