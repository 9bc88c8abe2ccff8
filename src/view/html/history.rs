//! The view of what happened: every documented outage replayed on this page.
//! Those that would have touched it are listed, newest first, with date,
//! length, cause and source; the others are one line.

use maud::{Markup, html};

use super::{Drawing, id, outages, shapes};
use crate::messages;
use crate::model::{Likelihood, Verdict};
use crate::observe::url;
use crate::order;
use crate::outage::{self, Past};
use crate::report::{Extent, Finding, Report};
use crate::words;

/// How many would have touched the page.
pub fn count(report: &Report) -> usize {
    replays(report)
        .filter(|(finding, _)| touched(finding))
        .count()
}

fn touched(finding: &Finding) -> bool {
    finding.impact.verdict > Verdict::Unaffected
}

/// Each replayed outage with the rest of what is known of it.
fn replays(report: &Report) -> impl Iterator<Item = (&Finding, &'static Past)> {
    report
        .history
        .iter()
        .filter_map(|finding| Some((finding, outage::past(&finding.outage.id)?)))
}

pub fn history(drawing: &Drawing) -> Markup {
    let Drawing { report, shown, .. } = *drawing;
    let (hit, missed): (Vec<_>, Vec<_>) =
        replays(report).partition(|(finding, _)| touched(finding));
    html! {
        @if !report.is_partial && !report.history.is_empty() { p { (messages::sentence(&words::history_answer(report))) } }
        (outages::unlisted(drawing, |extent| extent == Extent::Past))
        (quake(report))
        ul.entries {
            @for (finding, past) in hit { (entry(drawing, finding, past)) }
            @if !missed.is_empty() {
                (outages::fold("history-missed", &messages::missed(missed.len()), shown, || html! {
                    ul.entries {
                        @for (finding, past) in &missed { (entry(drawing, finding, past)) }
                    }
                }))
            }
        }
    }
}

fn entry(drawing: &Drawing, finding: &Finding, past: &Past) -> Markup {
    let why = html! {
        time datetime=(past.start) { (messages::sentence(&words::when(past))) } " "
        (messages::sentence(&words::reason(&finding.impact)))
    };
    let title = html! { span lang=[messages::foreign()] { (past.title) } };
    let id = id("past", past.id);
    outages::line(&id, finding, title, why, drawing.shown, || {
        inside(drawing, finding, past)
    })
}

fn inside(drawing: &Drawing, finding: &Finding, past: &Past) -> Markup {
    html! {
        p {
            span lang=[messages::foreign()] { (past.cause) "." }
            @if words::was_partial(past) { " " (messages::only_a_part_gone()) }
        }
        (outages::inside(drawing, finding))
        @if !past.hit.is_empty() { p.soft { (messages::also_hit(&words::commas(past.hit))) } }
        p.soft {
            (messages::sources())
            @for (index, source) in past.sources.iter().enumerate() {
                @if index > 0 { "," } " "
                @if let Some(host) = url::host(source) {
                    a href=(source) target="_blank" rel="noreferrer" { (host) }
                } @else { (source) }
            }
            "."
            @if !past.checked { " " (messages::unchecked()) }
        }
    }
}

/// Height of the drawing and of its base line, in pixels.
const HEIGHT: u32 = 48;
const BASE: u32 = 30;

/// The outages on a line of years, as a seismograph would draw them: the worse
/// for this page, the longer the stroke.
fn quake(report: &Report) -> Markup {
    let mut marks: Vec<(f64, Verdict, Likelihood)> = replays(report)
        .map(|(finding, past)| {
            let impact = &finding.impact;
            (years(past.start), impact.verdict, impact.likelihood)
        })
        .collect();
    // The worse is drawn over the better.
    order::by_key(&mut marks, |(_, verdict, likelihood)| {
        (*verdict, *likelihood)
    });
    let (Some(first), Some(last)) = (
        marks
            .iter()
            .map(|(at, ..)| at.floor())
            .min_by(f64::total_cmp),
        marks
            .iter()
            .map(|(at, ..)| at.floor() + 1.0)
            .max_by(f64::total_cmp),
    ) else {
        return html! {};
    };
    // Three percent stay free at either side, for the years' numbers.
    let place = |at: f64| format!("{:.2}%", 3.0 + 94.0 * (at - first) / (last - first));
    let every = if last - first > 7.0 { 2 } else { 1 };
    html! {
        svg.quake width="100%" height=(HEIGHT) aria-hidden="true" {
            line.calm x1="0" x2="100%" y1=(BASE) y2=(BASE) {}
            @for year in (first as i32..=last as i32).step_by(every) {
                text x=(place(f64::from(year))) y=(HEIGHT - 3) { (year) }
            }
            @for (at, verdict, likelihood) in &marks {
                @let reach = match verdict {
                    Verdict::Down => 26, Verdict::Broken => 18, Verdict::Degraded => 11,
                    Verdict::Unaffected => 3,
                };
                @let class = match (verdict, likelihood) {
                    (Verdict::Unaffected, _) => "calm",
                    (_, Likelihood::Will) => "will",
                    (_, Likelihood::May) => "may",
                };
                line class={ (class) " " (shapes::tone(*verdict)) }
                    x1=(place(*at)) x2=(place(*at)) y1=(BASE - reach) y2=(BASE + reach.min(4)) {}
            }
        }
    }
}

/// A date as years and their fraction: `2021-07-02T…` is about 2021.5. Months
/// count alike: this is for a drawing of a few hundred pixels.
fn years(date: &str) -> f64 {
    let mut parts = date
        .split(['-', 'T'])
        .map(|part| part.parse::<f64>().unwrap_or(1.0));
    let mut next = || parts.next().unwrap_or(1.0);
    let (year, month, day) = (next(), next(), next());
    year + ((month - 1.0) + (day - 1.0) / 31.0) / 12.0
}

#[cfg(test)]
mod tests {
    use super::years;

    #[test]
    fn dates_lie_in_their_year() {
        assert_eq!(years("2021-01-01T00:00Z"), 2021.0);
        assert!((years("2021-07-01T12:00Z") - 2021.5).abs() < 0.01);
        assert!(years("2021-12-31T23:59Z") < 2022.0);
    }
}
