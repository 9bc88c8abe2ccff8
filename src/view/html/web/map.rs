//! The regions that the sites stand on: on a map of the world, and in a table
//! that says the same.

use maud::{Markup, html};

use super::{Drawing, bar, land, part};
use crate::catalogue;
use crate::messages;
use crate::order;
use crate::web::{Share, places};
use crate::words;

const FEW: usize = 8;
/// Of the largest point, in degrees.
const RADIUS: f64 = 7.0;

/// Regions in one town, drawn as one.
struct Town {
    x: f64,
    y: f64,
    used: u32,
    names: Vec<String>,
}

pub fn regions(drawing: &Drawing) -> Markup {
    let mut shares = drawing.known.web.regions(&drawing.sites, drawing.span);
    order::by_key(&mut shares, |share| {
        std::cmp::Reverse((share.used, share.home))
    });
    if shares.is_empty() {
        return html! {};
    }
    part(
        "regions",
        messages::web_regions(),
        html! {
            (map(&shares))
            div.wide tabindex="0" role="group" aria-labelledby="regions-title" {
                table {
                    thead { tr {
                        th scope="col" { (messages::web_region()) }
                        th.bars scope="col" aria-hidden="true" {}
                        th scope="col" { (messages::web_place()) }
                        th.number scope="col" { (messages::web_used_by()) }
                        th.number scope="col" { (messages::web_serves()) }
                    } }
                    tbody { @for share in shares.iter().take(drawing.shown("regions", FEW)) { (row(drawing, share)) } }
                }
            }
            (drawing.more("regions", FEW, shares.len()))
        },
    )
}

fn row(drawing: &Drawing, share: &Share) -> Markup {
    let code = share.region.as_deref().unwrap_or_default();
    let region = catalogue::region(&share.provider, code);
    let place = region.map(|region| match (region.city, region.country) {
        ("", country) => country.to_owned(),
        (city, "") => city.to_owned(),
        (city, country) => format!("{city}, {country}"),
    });
    html! {
        tr {
            th scope="row" { (words::provider(&share.provider)) ", " (words::region(&share.provider, code)) }
            td.bars { (bar(&[("home", share.home), ("used", share.used.saturating_sub(share.home))], drawing.count())) }
            td lang=[messages::foreign()] { (place.unwrap_or_default()) }
            td.number { (messages::web_count(share.used)) }
            td.number { (messages::number(share.home)) }
        }
    }
}

fn map(shares: &[Share]) -> Markup {
    let towns = towns(shares);
    let most = towns.iter().map(|town| town.used).max().unwrap_or(1).max(1);
    html! {
        svg.map viewBox="-170 -84 352 142" role="img" aria-label=(messages::web_map()) {
            @for line in (-180..=180).step_by(30) { line.rule x1=(line) x2=(line) y1="-84" y2="58" {} }
            @for line in [-60, -30, 0, 30] { line.rule x1="-180" x2="182" y1=(line) y2=(line) {} }
            @for outline in land::OUTLINES { path.land d=(path(outline)) {} }
            @for town in &towns {
                circle.town cx=(format!("{:.1}", town.x)) cy=(format!("{:.1}", town.y))
                    r=(format!("{:.2}", (f64::from(town.used) / f64::from(most)).sqrt() * RADIUS + 0.8)) {
                    title { (town.names.join("; ")) ": " (messages::web_count(town.used)) }
                }
            }
        }
    }
}

/// The larger below the smaller, so that each can be pointed at.
fn towns(shares: &[Share]) -> Vec<Town> {
    let mut towns: Vec<Town> = Vec::new();
    for share in shares {
        let code = share.region.as_deref().unwrap_or_default();
        let Some(at) = places::position(&share.provider, code) else {
            continue;
        };
        let (x, y) = (f64::from(at.longitude), -f64::from(at.latitude));
        let name = format!(
            "{}, {}",
            words::provider(&share.provider),
            words::region(&share.provider, code)
        );
        match towns.iter_mut().find(|town| town.x == x && town.y == y) {
            Some(town) => {
                town.used += share.used;
                town.names.push(name);
            }
            None => towns.push(Town {
                x,
                y,
                used: share.used,
                names: vec![name],
            }),
        }
    }
    order::by_key(&mut towns, |town| std::cmp::Reverse(town.used));
    towns
}

fn path(outline: &[(i16, i16)]) -> String {
    let mut path = String::new();
    for (number, (longitude, latitude)) in outline.iter().enumerate() {
        path.push(if number == 0 { 'M' } else { 'L' });
        path.push_str(&format!("{longitude} {}", -latitude));
    }
    path.push('z');
    path
}
