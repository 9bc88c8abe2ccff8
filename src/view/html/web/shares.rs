//! Concentration: who serves how many of the sites and of their visits, the
//! index over all, and how it went.

use maud::{Markup, html};

use super::{Drawing, bar, part};
use crate::messages;
use crate::web::{self, History, Share};
use crate::words::{self, web as say};

const FEW: usize = 8;
/// Of the drawing over time, in its own units.
const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 120.0;

pub fn providers(drawing: &Drawing) -> Markup {
    let shares = drawing.known.web.providers(&drawing.sites, drawing.span);
    let history = drawing
        .known
        .web
        .history(&drawing.sites, drawing.known.today);
    let visits: u32 = shares.iter().map(|share| share.visits).sum();
    part(
        "concentration",
        messages::web_concentration(),
        html! {
            @if let Some((sites, visits)) = web::concentration(&shares) {
                p { (say::concentrated(sites, visits)) }
            }
            div.wide tabindex="0" role="group" aria-labelledby="concentration-title" {
                table {
                    thead { tr {
                        th scope="col" { (messages::web_provider()) }
                        th.bars scope="col" aria-hidden="true" {}
                        th.number scope="col" { (messages::web_serves()) }
                        th.number scope="col" { (messages::web_share()) }
                        th.number scope="col" { (messages::web_visits_share()) }
                        th.number scope="col" { (messages::web_used_by()) }
                    } }
                    tbody { @for share in shares.iter().take(drawing.shown("providers", FEW)) { (row(drawing, share, visits)) } }
                }
            }
            (drawing.more("providers", FEW, shares.len()))
            @if history.len() > 1 { (over_time(&history)) }
        },
    )
}

fn row(drawing: &Drawing, share: &Share, visits: u32) -> Markup {
    let sites = drawing.count();
    html! {
        tr {
            th scope="row" { (words::provider(&share.provider)) }
            td.bars { (bar(&[("home", share.home), ("used", share.used.saturating_sub(share.home))], sites)) }
            td.number { (messages::number(share.home)) }
            td.number { (say::percent(share.home, sites)) }
            td.number { (say::percent(share.visits, visits)) }
            td.number { (messages::web_count(share.used)) }
        }
    }
}

fn over_time(history: &History) -> Markup {
    let across = |point: usize| WIDTH * point as f64 / (history.len() - 1) as f64;
    let height = |index: u32| HEIGHT - HEIGHT * f64::from(index) / 10_000.0;
    let known: Vec<(usize, u32)> = (history.iter().enumerate())
        .filter_map(|(number, point)| Some((number, point.index?)))
        .collect();
    let line: Vec<String> = (known.iter())
        .map(|(number, index)| format!("{:.1},{:.1}", across(*number), height(*index)))
        .collect();
    html! {
        h3 id="over-time" { (messages::web_over_time()) }
        svg.line viewBox={ "-6 -6 " (WIDTH + 12.0) " " (HEIGHT + 12.0) } aria-hidden="true" {
            @for index in [0, 1_000, 1_800, 10_000] {
                line.rule x1="0" x2=(WIDTH) y1=(height(index)) y2=(height(index)) {}
            }
            polyline points=(line.join(" ")) {}
            @for (number, index) in &known { circle cx=(across(*number)) cy=(height(*index)) r="3.5" {} }
        }
        div.wide tabindex="0" role="group" aria-labelledby="over-time" {
            table.small {
                thead { tr {
                    th scope="col" { (messages::web_thirty_days_to()) }
                    th.number scope="col" { (messages::web_sites_then()) }
                    th.number scope="col" { (messages::web_index()) }
                    th scope="col" { (messages::web_largest()) }
                } }
                tbody {
                    @for point in history.iter().rev() {
                        tr {
                            th scope="row" { (say::on(point.day)) }
                            td.number { (messages::number(point.sites)) }
                            td.number { @if let Some(index) = point.index { (messages::number(index)) } @else { "–" } }
                            td {
                                @if let Some((provider, sites)) = &point.largest {
                                    (words::provider(provider)) " (" (say::percent(*sites, point.sites)) ")"
                                } @else { "–" }
                            }
                        }
                    }
                }
            }
        }
    }
}
