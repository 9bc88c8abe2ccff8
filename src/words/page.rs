//! Sentences about the page as a whole.

use super::{and, date, duration, semicolons, some, some_or, title, verdict_clause};
use crate::messages;
use crate::model::{Gap, Likelihood, Omitted, Signal, Verdict};
use crate::outage::{self, Outage};
use crate::report::{Answer, Coverage, Finding, Report, Smallest};

/// The first line: `3 outages would take this page down; AWS, N. Virginia
/// (us-east-1) is one`.
pub fn answer(report: &Report) -> String {
    match answer_parts(report) {
        (headline, more) if more.is_empty() => headline,
        // The only outage is named, as are the reasons for knowing none.
        (headline, more)
            if !report.is_partial && (report.answer.worst.is_none() || only(report)) =>
        {
            messages::colon(&headline, &more)
        }
        (headline, more) => messages::semicolon(&headline, &more),
    }
}

/// Whether the headline speaks of one outage.
fn only(report: &Report) -> bool {
    spoken_of(&report.answer).is_some_and(|spoken| spoken.number == 1)
}

/// Of how many outages a headline speaks: those that are sure, if any are.
struct Spoken {
    number: u32,
    sure: bool,
    /// The others, if those it speaks of are sure.
    may: u32,
}

fn spoken_of(answer: &Answer) -> Option<Spoken> {
    let (will, may) = match answer.verdict {
        Verdict::Down => (answer.down, answer.may_down),
        Verdict::Broken => (answer.broken, answer.may_broken),
        Verdict::Degraded | Verdict::Unaffected => return None,
    };
    let sure = will > 0;
    Some(Spoken {
        number: if sure { will } else { may },
        sure,
        may: if sure { may } else { 0 },
    })
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
    let Some(spoken) = spoken_of(answer) else {
        let parts = messages::would_degrade(answer.degraded);
        return (messages::no_outage_breaks().to_owned(), parts);
    };
    let headline = match (answer.verdict, spoken.sure) {
        (Verdict::Down, true) => messages::would_take_down(spoken.number),
        (Verdict::Down, false) => messages::may_take_down(spoken.number),
        (_, true) => messages::would_break(spoken.number),
        (_, false) => messages::may_break_page(spoken.number),
    };
    let name = title(worst);
    let example = if spoken.number == 1 {
        name
    } else {
        messages::example_among(&name)
    };
    match spoken.may {
        0 => (headline, example),
        may => (headline, messages::more_may(may, &example)),
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
        let clause = verdict_clause(finding.impact.verdict, finding.impact.likelihood);
        match outage::past(&finding.outage.id) {
            Some(past) => messages::if_again(&date(past.start), &name, clause),
            None => messages::if_fails(&name, clause),
        }
    });
    let first = sentences.next().unwrap_or_default();
    let mut others: Vec<String> = sentences.collect();
    let left = findings().count().saturating_sub(NAMED);
    if left > 0 {
        others.push(messages::and_more_outages(left));
    }
    (first, semicolons(&others))
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
        Some(outage) => messages::smallest(&title(outage)),
        None => messages::none_is_sure().to_owned(),
    };
    Some(match hosts.as_slice() {
        [] => smallest,
        _ => messages::host_is_enough(&smallest, &some_or(hosts, 3)),
    })
}

/// The first line where no outage has an effect.
fn nothing(report: &Report) -> (String, String) {
    let (headline, rest) = if report.page.requests == 0 {
        (messages::nothing_yet(), "")
    } else if report.coverage.placed == 0 {
        (messages::serving_unknown(), messages::can_name_none())
    } else {
        (messages::none_noticed(), "")
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
    let all = match since(history) {
        Some(year) => messages::documented_since(history.len(), year),
        None => messages::documented(history.len()),
    };
    if report.page.requests > 0 && report.coverage.placed == 0 {
        return messages::history_unknown(&all);
    }
    match (will, may) {
        (0, 0) => return messages::history_none(&all),
        (0, may) => return messages::history_may(may, &all),
        _ => {}
    }
    let down = hit(Likelihood::Will)
        .filter(|found| found.impact.verdict == Verdict::Down)
        .count();
    let lasted = hit(Likelihood::Will).map(|found| minutes(&found.outage));
    let lasted = duration(lasted.sum());
    let answer = if down == will {
        messages::history_down(will, &all, &lasted)
    } else {
        messages::history_hit(will, &all, &lasted)
    };
    let answer = match may {
        0 => answer,
        may if down == will => messages::history_more_hit(may, &answer),
        may => messages::history_more(may, &answer),
    };
    if down == 0 || down == will {
        answer
    } else {
        messages::history_of_them_down(down, &answer)
    }
}

/// The year of the oldest, which is the last.
fn since(history: &[Finding]) -> Option<&'static str> {
    let oldest = outage::past(&history.last()?.outage.id)?;
    oldest.start.get(..4)
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
    if *requests == 0 {
        return messages::asked_for_nothing().to_owned();
    }
    let mut said = if *placed == 0 {
        messages::coverage_none(&messages::requests(*requests), &some(unplaced, 3))
    } else {
        messages::coverage(*requests, &messages::number(*placed))
    };
    let how = by_signal.iter();
    let how: Vec<String> = how.map(|(signal, number)| by(*signal, *number)).collect();
    if !how.is_empty() {
        said = messages::colon(&said, &and(&how));
    }
    if *placed > 0 && !unplaced.is_empty() {
        said = messages::coverage_rest(&said, &some(unplaced, 3));
    }
    match operators {
        0 => said,
        some => messages::coverage_network(*some, &said),
    }
}

fn by(signal: Signal, number: u32) -> String {
    let said: fn(&str) -> String = match signal {
        Signal::Own => messages::by_own,
        Signal::Range => messages::by_range,
        Signal::AutonomousSystem => messages::by_system,
        Signal::Hostname => messages::by_name,
        Signal::Cname => messages::by_alias,
        Signal::Header => messages::by_header,
        Signal::RunsOn => messages::by_runs_on,
    };
    said(&messages::number(number))
}

/// What is not known of a page, and what to do about it.
pub fn gap(gap: Gap) -> &'static str {
    match gap {
        Gap::LoadedBefore => messages::gap_loaded_before(),
        Gap::ServiceWorker => messages::gap_service_worker(),
        Gap::Proxied => messages::gap_proxied(),
        Gap::NoTiming => messages::gap_no_timing(),
        Gap::NoAddresses => messages::gap_no_addresses(),
        Gap::NoHeaders => messages::gap_no_headers(),
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
    (years > 1).then(|| messages::years_apart(years))
}

/// What was counted but not kept; `None` where all was kept.
pub fn not_kept(omitted: Omitted) -> Option<String> {
    let Omitted { requests, hosts } = omitted;
    let what = match (requests, hosts) {
        (0, 0) => return None,
        (_, 0) => messages::requests(requests),
        (0, _) => messages::hosts(hosts),
        _ => messages::requests_and_hosts(&messages::requests(requests), &messages::hosts(hosts)),
    };
    Some(messages::not_kept(requests.saturating_add(hosts), &what))
}
