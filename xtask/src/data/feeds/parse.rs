//! The form of each feed: text in, rows out. `tests/feeds` has a small one of
//! each.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::data::cloud::Row;

/// AWS: a list for each family, a row for every service of a prefix.
pub fn aws(text: &str) -> Result<Vec<Row>> {
    #[derive(Deserialize)]
    struct Feed {
        prefixes: Vec<Prefix>,
        ipv6_prefixes: Vec<Prefix>,
    }
    #[derive(Deserialize)]
    struct Prefix {
        #[serde(alias = "ip_prefix", alias = "ipv6_prefix")]
        cidr: String,
        region: String,
        service: String,
    }
    let feed: Feed = json(text)?;
    let all = feed.prefixes.into_iter().chain(feed.ipv6_prefixes);
    let row = |prefix: Prefix| row("aws", &prefix.cidr, &prefix.region, &prefix.service);
    Ok(all.map(row).collect())
}

/// The day of AWS's feed: it alone says one, as `2026-11-20-22-03-08`.
pub fn aws_day(text: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Feed {
        #[serde(rename = "createDate")]
        created: String,
    }
    let feed: Feed = serde_json::from_str(text).ok()?;
    feed.created.get(..10).map(str::to_owned)
}

/// Google Cloud: a row has one prefix, in a key that names its family.
pub fn gcp(text: &str) -> Result<Vec<Row>> {
    #[derive(Deserialize)]
    struct Feed {
        prefixes: Vec<Prefix>,
    }
    #[derive(Deserialize)]
    struct Prefix {
        #[serde(alias = "ipv4Prefix", alias = "ipv6Prefix")]
        cidr: String,
        service: String,
        scope: String,
    }
    let feed: Feed = json(text)?;
    let row = |prefix: Prefix| {
        let service = prefix.service.to_uppercase().replace(' ', "_");
        row("gcp", &prefix.cidr, &prefix.scope, &service)
    };
    Ok(feed.prefixes.into_iter().map(row).collect())
}

/// Azure: tags, each with a list of prefixes.
pub fn azure(text: &str) -> Result<Vec<Row>> {
    #[derive(Deserialize)]
    struct Feed {
        values: Vec<Tag>,
    }
    #[derive(Deserialize)]
    struct Tag {
        name: String,
        properties: Properties,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Properties {
        region: String,
        address_prefixes: Vec<String>,
    }
    let feed: Feed = json(text)?;
    let mut rows = Vec::new();
    for Tag { name, properties } in feed.values {
        let service = name.to_uppercase();
        for cidr in &properties.address_prefixes {
            rows.push(row("azure", cidr, &properties.region, &service));
        }
    }
    Ok(rows)
}

/// The link to the newest file of tags, on the page that offers it.
pub fn azure_link(page: &str) -> Option<&str> {
    const START: &str = "https://download.microsoft.com/";
    let mut rest = page;
    while let Some(at) = rest.find(START) {
        rest = &rest[at..];
        let end = rest.find(['"', '\'', '<', ' ', '&']).unwrap_or(rest.len());
        let url = &rest[..end];
        if url.contains("/ServiceTags_Public_") && url.ends_with(".json") {
            return Some(url);
        }
        rest = &rest[START.len()..];
    }
    None
}

/// Oracle: regions, each with prefixes, each with tags.
pub fn oracle(text: &str) -> Result<Vec<Row>> {
    #[derive(Deserialize)]
    struct Feed {
        regions: Vec<Region>,
    }
    #[derive(Deserialize)]
    struct Region {
        region: String,
        cidrs: Vec<Prefix>,
    }
    #[derive(Deserialize)]
    struct Prefix {
        cidr: String,
        tags: Vec<String>,
    }
    let feed: Feed = json(text)?;
    let mut rows = Vec::new();
    for Region { region, cidrs } in feed.regions {
        for prefix in cidrs {
            let tags = prefix.tags.join(",");
            rows.push(row("oracle", &prefix.cidr, &region, &tags));
        }
    }
    Ok(rows)
}

/// Cloudflare: a prefix a line, all of them everywhere.
pub fn cloudflare(text: &str) -> Result<Vec<Row>> {
    Ok(lines(text)
        .map(|cidr| row("cloudflare", cidr, "", ""))
        .collect())
}

/// Fastly: a list for each family, all of them everywhere.
pub fn fastly(text: &str) -> Result<Vec<Row>> {
    #[derive(Deserialize)]
    struct Feed {
        addresses: Vec<String>,
        ipv6_addresses: Vec<String>,
    }
    let feed: Feed = json(text)?;
    let all = feed.addresses.into_iter().chain(feed.ipv6_addresses);
    Ok(all.map(|cidr| row("fastly", &cidr, "GLOBAL", "")).collect())
}

/// DigitalOcean: a geofeed (RFC 8805), whose third field is a part of a country.
pub fn digitalocean(text: &str) -> Result<Vec<Row>> {
    let rows = lines(text).map(|line| {
        let (cidr, place) = geofeed(line)?;
        Ok(row("digitalocean", cidr, place, ""))
    });
    rows.collect()
}

/// Linode: the same; only where a part of a country has one region is the
/// region known.
pub fn linode(text: &str) -> Result<Vec<Row>> {
    const ONLY: [(&str, &str); 6] = [
        ("US-FL", "us-mia"),
        ("US-GA", "us-southeast"),
        ("US-IL", "us-ord"),
        ("US-NJ", "us-east"),
        ("US-TX", "us-central"),
        ("US-WA", "us-sea"),
    ];
    let rows = lines(text).map(|line| {
        let (cidr, place) = geofeed(line)?;
        let only = ONLY.iter().find(|(feed, _)| *feed == place);
        Ok(row("linode", cidr, only.map_or("", |(_, code)| code), ""))
    });
    rows.collect()
}

/// GitHub: a list of prefixes for each of its services. What it runs for its
/// customers' builds stands on Azure, as Azure's own feed says.
pub fn github(text: &str) -> Result<Vec<Row>> {
    #[derive(Deserialize)]
    struct Feed {
        web: Vec<String>,
        api: Vec<String>,
        git: Vec<String>,
        packages: Vec<String>,
        pages: Vec<String>,
    }
    let feed: Feed = json(text)?;
    let services = [
        ("WEB", feed.web),
        ("API", feed.api),
        ("GIT", feed.git),
        ("PACKAGES", feed.packages),
        ("PAGES", feed.pages),
    ];
    let rows = |(service, prefixes): (&str, Vec<String>)| -> Vec<Row> {
        let row = |cidr: &String| row("github", cidr, "", service);
        prefixes.iter().map(row).collect()
    };
    Ok(services.into_iter().flat_map(rows).collect())
}

fn json<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).context("the feed has another form than it used to")
}

/// Lines that say something.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The prefix of a line of a geofeed, and the part of a country that it is in.
fn geofeed(line: &str) -> Result<(&str, &str)> {
    let mut fields = line.split(',').map(str::trim);
    let cidr = fields.next().context("an empty line")?;
    let _country = fields
        .next()
        .with_context(|| format!("{line}: no country"))?;
    Ok((cidr, fields.next().unwrap_or_default()))
}

fn row(provider: &str, cidr: &str, region: &str, service: &str) -> Row {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Row {
        cidr: cidr.to_owned(),
        provider: provider.to_owned(),
        region: some(region),
        service: some(service),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_of_another_form_is_refused() {
        for parse in [aws, gcp, azure, oracle, fastly, github] {
            let refused = parse("<!DOCTYPE html>").unwrap_err().to_string();
            assert_eq!(refused, "the feed has another form than it used to");
            assert!(parse("{}").is_err());
        }
        assert!(digitalocean("<!DOCTYPE html>").is_err());
        assert!(linode("nonsense").is_err());
    }

    #[test]
    fn the_day_of_the_feed() {
        let text = include_str!("../../../../tests/feeds/aws.json");
        assert_eq!(aws_day(text).as_deref(), Some("2026-11-20"));
        assert_eq!(aws_day("{}"), None);
    }

    #[test]
    fn the_link_of_the_week() {
        let page = r#"<a href="https://download.microsoft.com/a/other.json">
            <a href="https://download.microsoft.com/download/7/1/d/x/ServiceTags_Public_20261116.json">"#;
        let url = azure_link(page).unwrap();
        assert!(url.ends_with("/ServiceTags_Public_20261116.json"), "{url}");
        assert_eq!(azure_link("<html>"), None);
    }
}
