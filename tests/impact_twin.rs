//! The engine beside its slow, obvious twin: what an outage takes is found by
//! looking at every request again and again until nothing more is lost.

mod dsl;

use dsl::{Case, case};
use faultline::impact::{Engine, RULES, Rule, judged_by};
use faultline::model::Verdict::{self, Unaffected};
use faultline::model::{Kind, Mode, Outcome, Request};
use faultline::observe::url;
use faultline::outage::{Doubt, Outage, Past, history, what_ifs};
use proptest::prelude::*;

/// For each request whether it is lost, whatever the doubt.
fn lost(case: &Case, outage: &Outage) -> (Vec<bool>, Vec<bool>) {
    let requests = &case.page.requests;
    let hit = |request: &Request| {
        let host = url::host(&request.url);
        case.hosts
            .iter()
            .any(|known| Some(&known.host) == host.as_ref() && outage.hits(known).is_some())
    };
    let direct: Vec<bool> = requests.iter().map(hit).collect();
    let mut carried = vec![false; requests.len()];
    loop {
        let before = carried.clone();
        for (index, request) in requests.iter().enumerate() {
            let gone = |by: usize| direct[by] || carried[by];
            let loader = request.initiator.is_some_and(|initiator| {
                requests.get(initiator.request).is_some_and(|by| {
                    matches!(
                        by.kind,
                        Kind::Script | Kind::Stylesheet | Kind::Worker | Kind::Data
                    ) && !matches!(by.outcome, Outcome::Failed(_))
                        && gone(initiator.request)
                })
            });
            let around = match request.kind {
                Kind::Frame => case.page.frames[request.frame].parent,
                _ => Some(request.frame),
            };
            let frame = requests.iter().enumerate().any(|(by, document)| {
                document.kind == Kind::Frame && Some(document.frame) == around && gone(by)
            });
            carried[index] |= request.kind != Kind::Document && (loader || frame);
        }
        if carried == before {
            return (direct, carried);
        }
    }
}

/// The verdict on each mode by the rules' names alone, for pages without
/// frames (a frame bounds what happens in it).
fn verdict(case: &Case, outage: &Outage, mode: Mode) -> Verdict {
    let (direct, carried) = lost(case, outage);
    let rules = judged_by(&case.page, &case.hosts);
    let rule = |name: &str| -> &Rule { RULES.iter().find(|rule| rule.name == name).unwrap() };
    let mut worst = Unaffected;
    for (index, name) in rules.iter().enumerate() {
        let Rule { refuse, hang, .. } = rule(name);
        if carried[index] {
            worst = worst.max(*refuse);
        }
        if direct[index] {
            worst = worst.max(if mode == Mode::Hang { *hang } else { *refuse });
        }
    }
    worst
}

fn lines(frames: bool) -> impl Strategy<Value = Vec<String>> {
    let kinds = [
        "script",
        "script",
        "stylesheet",
        "image",
        "font",
        "data",
        "worker",
        "frame",
    ];
    let kinds = &kinds[..if frames { 8 } else { 7 }];
    let waits = ["", "render", "parser", "deferred", "async"];
    let hosts = [
        "a at=aws/us-east-1/s3 own",
        "b at=aws/us-east-1/ec2??",
        "c at=fastly/global origin=aws/us-east-1/s3",
        "d at=fastly/global tag-manager",
        "e at=cloudflare/global library",
    ];
    let line = (
        prop::sample::select(kinds.to_vec()),
        prop::sample::select(waits.to_vec()),
        prop::sample::select(hosts.to_vec()),
        (0..12_usize, any::<bool>()),
        0..3_usize,
        prop::sample::select(vec!["", "", "404", "failed", "blocked"]),
    );
    let line = line.prop_map(move |(kind, waits, host, (by, certain), frame, outcome)| {
        let by = if certain {
            format!("by={by}")
        } else {
            format!("by~{by}")
        };
        let frame = if frames {
            format!("in={frame}")
        } else {
            String::new()
        };
        format!("{kind} {host} {waits} {by} {frame} {outcome}")
    });
    prop::collection::vec(line, 0..14)
}

fn page_of(lines: &[String], frames: bool) -> Case {
    let mut text = String::from("document a at=aws/us-east-1/s3 own\n");
    if frames {
        text += "frame d at=fastly/global tag-manager\nframe b at=aws/us-east-1/ec2??\n";
    }
    case(&(text + &lines.join("\n")))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_requests_are_lost(lines in lines(true)) {
        let case = page_of(&lines, true);
        for outage in what_ifs(&case.hosts) {
            let (direct, carried) = lost(&case, &outage);
            let expected = direct.iter().zip(&carried).filter(|(a, b)| **a || **b).count();
            prop_assert_eq!(case.impact(&outage).requests as usize, expected, "{}", outage.id);
        }
    }

    /// Outages that take the same are worked out once, and verdicts without
    /// reasons another way: neither may show.
    #[test]
    fn many_outages_are_each_as_if_alone(lines in lines(true)) {
        let case = page_of(&lines, true);
        let engine = Engine::new(&case.page, &case.hosts);
        let past = history().iter().map(Past::outage);
        let outages: Vec<Outage> = what_ifs(&case.hosts).into_iter().chain(past).collect();
        for (outage, impact) in outages.iter().zip(engine.impacts(outages.iter())) {
            prop_assert_eq!(engine.verdicts(outage), (impact.verdict, impact.sure));
            prop_assert_eq!(case.impact(outage), impact, "{}", outage.id);
        }
    }

    #[test]
    fn the_verdict_is_the_worst_of_the_rules(lines in lines(false)) {
        let case = page_of(&lines, false);
        for outage in what_ifs(&case.hosts) {
            for mode in [Mode::Refuse, Mode::Hang] {
                prop_assert_eq!(case.verdict(&outage, mode), verdict(&case, &outage, mode));
            }
        }
    }

    /// What is sure stays when everything that is in doubt is left out.
    #[test]
    fn what_is_sure_needs_no_doubt(lines in lines(false)) {
        let case = page_of(&lines, false);
        for outage in what_ifs(&case.hosts) {
            let impact = case.impact(&outage);
            let sure = impact.effects.iter().filter(|effect| {
                effect.doubt.is_none() || effect.doubt == Some(Doubt::Waiting)
            });
            let most = sure.map(|effect| effect.verdict).max().unwrap_or(Unaffected);
            let doubtless = impact.effects.iter().filter(|effect| effect.doubt.is_none());
            let least = doubtless.map(|effect| effect.verdict).max().unwrap_or(Unaffected);
            prop_assert!(least <= impact.sure && impact.sure <= most, "{}", outage.id);
        }
    }
}
