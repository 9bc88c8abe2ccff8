//! Sentences about the page as a whole.

use super::{count, date, duration, some, some_or, title, verdict_verb};
use crate::model::{Gap, Likelihood, Omitted, Signal, Verdict};
use crate::outage::{self, Outage};
use crate::report::{Coverage, Finding, Report, Smallest};

/// The first line: `3 outages would take this page down; AWS, N. Virginia
/// (us-east-1) is one`.
pub fn answer(report: &Report) -> String {
    match answer_parts(report) {
        (headline, more) if more.is_empty() => headline,
        // The only outage is named, as are the reasons for knowing none.
        (headline, more)
            if !report.is_partial && (report.answer.worst.is_none() || only(report)) =>
        {
            format!("{headline}: {more}")
        }
        (headline, more) => format!("{headline}; {more}"),
    }
}

/// Whether the headline speaks of one outage.
fn only(report: &Report) -> bool {
    let answer = &report.answer;
    match answer.verdict {
        Verdict::Down => spoken_of(answer.down, answer.may_down) == 1,
        Verdict::Broken => spoken_of(answer.broken, answer.may_broken) == 1,
        _ => false,
    }
}

/// How many outages a headline speaks of: those that are sure, if any are.
fn spoken_of(will: u32, may: u32) -> u32 {
    if will > 0 { will } else { may }
}

/// The first line in two: the headline, and what there is to add, which may be
/// nothing.
pub fn answer_parts(report: &Report) -> (String, String) {
    let answer = &report.answer;
    let nobody_known = report.page.requests > 0 && report.coverage.placed == 0;
    if report.is_partial && !(answer.worst.is_none() && nobody_known) {
        return named(report);
    }
    let Some(worst) = &answer.worst else {
        return nothing(report);
    };
    let name = title(worst);
    match answer.verdict {
        Verdict::Down => headline(answer.down, answer.may_down, "take this page down", &name),
        Verdict::Broken => headline(answer.broken, answer.may_broken, "break this page", &name),
        _ => {
            let outages = count(answer.degraded, "outage", "outages");
            let parts = format!("{outages} would leave parts of it missing");
            ("No outage would break this page".to_owned(), parts)
        }
    }
}

/// How many named outages the answer speaks of.
const NAMED: usize = 3;

/// The answer about outages that somebody named: `If AWS fails, this page goes
/// down`, and the same of the others.
fn named(report: &Report) -> (String, String) {
    let findings = || report.outages.iter().chain(&report.history);
    let mut sentences = findings().take(NAMED).map(|finding| {
        let name = title(&finding.outage);
        let verb = verdict_verb(finding.impact.verdict, finding.impact.likelihood);
        match outage::past(&finding.outage.id) {
            Some(past) => {
                let day = date(past.start);
                format!("If the outage of {day} ({name}) came again, this page {verb}")
            }
            None => format!("If {name} fails, this page {verb}"),
        }
    });
    let first = sentences.next().unwrap_or_default();
    let mut others: Vec<String> = sentences.collect();
    let left = findings().count().saturating_sub(NAMED) as u32;
    if left > 0 {
        others.push(format!(
            "and {}",
            count(left, "more outage", "more outages")
        ));
    }
    (first, others.join("; "))
}

fn headline(will: u32, may: u32, verb: &str, name: &str) -> (String, String) {
    let number = spoken_of(will, may);
    let can = if will > 0 { "would" } else { "may" };
    let outages = count(number, "outage", "outages");
    let example = if number == 1 {
        name.to_owned()
    } else {
        format!("{name} is one")
    };
    let rest = if will > 0 && may > 0 {
        format!("; {may} more may")
    } else {
        String::new()
    };
    (format!("{outages} {can} {verb}"), example + &rest)
}

/// What is enough to take the page down: `The smallest outage that is sure to
/// take this page down: AWS EC2, N. Virginia (us-east-1); of single hosts,
/// shop.example is enough`. `None` where no outage is known to take it down:
/// that the host of the document is enough goes without saying.
pub fn smallest(report: &Report) -> Option<String> {
    if report.answer.verdict < Verdict::Down {
        return None;
    }
    let Smallest { outage, hosts } = &report.smallest;
    let smallest = match outage {
        Some(outage) => {
            let title = title(outage);
            format!("The smallest outage that is sure to take this page down: {title}")
        }
        None => "No outage is sure to take this page down".to_owned(),
    };
    Some(match hosts.as_slice() {
        [] => smallest,
        _ => format!(
            "{smallest}; of single hosts, {} is enough",
            some_or(hosts, 3)
        ),
    })
}

/// The first line where no outage has an effect.
fn nothing(report: &Report) -> (String, String) {
    let (headline, rest) = if report.page.requests == 0 {
        ("This page has not asked for anything yet", "")
    } else if report.coverage.placed == 0 {
        (
            "Who serves this page is not known",
            "Faultline can name no outage",
        )
    } else {
        ("No outage of what is known here would be noticed", "")
    };
    (headline.to_owned(), rest.to_owned())
}

/// What the past outages would have done: `9 of 87 documented outages since
/// 2016 would have hit this page (together 31 h), and 4 more may have; 3 would
/// have taken it down`.
pub fn history_answer(report: &Report) -> String {
    let history = &report.history;
    let hit = |likelihood: Likelihood| {
        history.iter().filter(move |finding| {
            finding.impact.verdict > Verdict::Unaffected && finding.impact.likelihood == likelihood
        })
    };
    let (will, may) = (hit(Likelihood::Will).count(), hit(Likelihood::May).count());
    let number = history.len() as u32;
    let all = count(number, "documented outage", "documented outages") + &since(history);
    if report.page.requests > 0 && report.coverage.placed == 0 {
        return format!(
            "Which of {all} would have hit this page is not known: nor is who serves it"
        );
    }
    match (will, may) {
        (0, 0) => return format!("None of {all} would have hit this page"),
        (0, may) => {
            return format!("None of {all} would surely have hit this page; {may} may have");
        }
        _ => {}
    }
    let down = hit(Likelihood::Will)
        .filter(|found| found.impact.verdict == Verdict::Down)
        .count();
    let (hit_it, may_have, down) = match down {
        down if down == will => ("taken this page down", "may have hit it", String::new()),
        0 => ("hit this page", "may have", String::new()),
        down => {
            let down = format!("; {down} would have taken it down");
            ("hit this page", "may have", down)
        }
    };
    let others = match may {
        0 => String::new(),
        may => format!(", and {may} more {may_have}"),
    };
    let lasted = duration(
        hit(Likelihood::Will)
            .map(|found| minutes(&found.outage))
            .sum(),
    );
    let together = if will == 1 { "" } else { "together " };
    format!("{will} of {all} would have {hit_it} ({together}{lasted}){others}{down}")
}

/// ` since 2016`: the year of the oldest, which is the last.
fn since(history: &[Finding]) -> String {
    let oldest = history
        .last()
        .and_then(|oldest| outage::past(&oldest.outage.id));
    let year = oldest.and_then(|oldest| oldest.start.get(..4));
    year.map_or_else(String::new, |year| format!(" since {year}"))
}

fn minutes(outage: &Outage) -> u32 {
    outage::past(&outage.id).map_or(0, |past| past.minutes)
}

/// How much is known: `Who serves 118 of 124 requests is known: 80 by published
/// address ranges and 38 by host name; not known: a.example and 2 more`.
pub fn coverage(coverage: &Coverage) -> String {
    let Coverage {
        requests,
        placed,
        by_signal,
        operators,
        unplaced,
        ..
    } = coverage;
    let all = count(*requests, "request", "requests");
    let how: Vec<String> = by_signal
        .iter()
        .map(|(signal, number)| format!("{} {}", super::number(*number), by(*signal)))
        .collect();
    let how = if how.is_empty() {
        String::new()
    } else {
        format!(": {}", super::and(&how))
    };
    let network = match operators {
        0 => String::new(),
        some => format!(
            "; of {} at least the network is",
            count(*some, "request", "requests")
        ),
    };
    if *requests == 0 {
        return "Nothing was asked for".to_owned();
    }
    if *placed == 0 {
        return format!(
            "Who serves {all} is not known: {}{network}",
            some(unplaced, 3)
        );
    }
    let unknown = match unplaced.as_slice() {
        [] => String::new(),
        hosts => format!("; not known: {}", some(hosts, 3)),
    };
    let placed = super::number(*placed);
    format!("Who serves {placed} of {all} is known{how}{unknown}{network}")
}

fn by(signal: Signal) -> &'static str {
    match signal {
        Signal::Own => "by your own rules",
        Signal::Range => "by published address ranges",
        Signal::AutonomousSystem => "by the network of their address",
        Signal::Hostname => "by host name",
        Signal::Cname => "by the alias of the host name",
        Signal::Header => "by response headers",
        Signal::RunsOn => "by what the provider runs on",
    }
}

/// What is not known of a page, and what to do about it.
pub fn gap(gap: Gap) -> &'static str {
    match gap {
        Gap::LoadedBefore => {
            "The page was there before Faultline, so addresses and headers are missing: \
             reload it to see all"
        }
        Gap::ServiceWorker => {
            "A service worker answers for this page: what it keeps may hide an outage from \
             those who were here before"
        }
        Gap::Proxied => {
            "The browser uses a proxy, so addresses are the proxy's and are not believed: \
             regions are known only where a name tells them"
        }
        Gap::NoTiming => {
            "The page's own list of what it loaded could not be read: cached parts may be \
             missing; reload it without the cache"
        }
        Gap::NoAddresses => {
            "The recording has no addresses, so only names and headers speak: record it in \
             the browser's network panel, with its content"
        }
        Gap::NoHeaders => {
            "The recording has no response headers, so what stands behind an edge is not \
             known: record it with its headers"
        }
    }
}

/// What to keep in mind of a recording that is much older or newer than the
/// data that it is judged by; both as `2016-05-29`.
///
/// ```
/// use faultline::words::aged;
/// assert!(aged("2016-05-29", "2026-10-26").unwrap().contains("10 years"));
/// assert_eq!(aged("2026-01-01", "2026-10-26"), None);
/// ```
pub fn aged(recorded: &str, data: &str) -> Option<String> {
    let year = |day: &str| day.get(..4)?.parse::<u32>().ok();
    let years = year(recorded)?.abs_diff(year(data)?);
    (years > 1).then(|| {
        format!(
            "The recording and the address data are {years} years apart: addresses may have \
             changed hands between"
        )
    })
}

/// What was counted but not kept; `None` where all was kept.
pub fn not_kept(omitted: Omitted) -> Option<String> {
    let requests = count(omitted.requests, "request", "requests");
    let hosts = count(omitted.hosts, "host", "hosts");
    let what = match (omitted.requests, omitted.hosts) {
        (0, 0) => return None,
        (_, 0) => requests,
        (0, _) => hosts,
        _ => format!("{requests} and {hosts}"),
    };
    let one = omitted.requests.saturating_add(omitted.hosts) == 1;
    let were = if one { "was" } else { "were" };
    Some(format!(
        "{what} beyond the limit {were} counted and not looked at"
    ))
}
