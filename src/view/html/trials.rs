//! The view of trials: each simulated outage with what was foretold, what was
//! seen, and both pictures; while they go on, how far they are.

use maud::{Markup, html};

use super::{button, press, shapes};
use crate::messages;
use crate::model::{Likelihood, Verdict};
use crate::trial::Trial;
use crate::view::labels;
use crate::words;

/// The trials of one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trials {
    /// The address of the page.
    pub page: String,
    pub stage: Stage,
    /// The picture of the undisturbed page, as a `data:` address.
    pub undisturbed: Option<String>,
    pub seen: Vec<Seen>,
    /// How many there will be.
    pub all: usize,
}

/// How far the trials are.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Stage {
    /// The page is asked for its report.
    #[default]
    Asking,
    /// The page is loaded as it is.
    Undisturbed,
    /// The page is loaded under this outage.
    Trying(String),
    Finished,
    /// It ended before all were tried, and why.
    Stopped(String),
}

/// A trial, and what the page looked like.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub trial: Trial,
    pub picture: Option<String>,
}

pub fn trials(trials: &Trials) -> Markup {
    let site = crate::observe::url::host(&trials.page).unwrap_or_default();
    let goes_on = matches!(
        trials.stage,
        Stage::Asking | Stage::Undisturbed | Stage::Trying(_)
    );
    html! {
        header.head.trials-head {
            div.site { b dir="ltr" { (site) } }
            div.answer role="status" { h1 { span { (words::trials(&verdicts(trials))) } } }
            p.soft { (messages::trials_what()) }
            @if goes_on {
                progress max=(trials.all + 1) value=(done(trials)) aria-label=(messages::trials()) {}
            }
            div.acts {
                @if goes_on {
                    (button(messages::cancel(), press::CANCEL, "first"))
                } @else {
                    (button(messages::retry(), press::RETRY, ""))
                }
            }
            p.note role="status" { (stage(&trials.stage)) }
        }
        ol.trials {
            @for seen in &trials.seen { (one(trials, seen)) }
        }
    }
}

fn verdicts(trials: &Trials) -> Vec<&Trial> {
    trials.seen.iter().map(|seen| &seen.trial).collect()
}

fn done(trials: &Trials) -> usize {
    trials.seen.len() + usize::from(trials.undisturbed.is_some())
}

fn stage(stage: &Stage) -> String {
    match stage {
        Stage::Asking => messages::loading().to_owned(),
        Stage::Undisturbed => messages::trying_nothing().to_owned(),
        Stage::Trying(outage) => messages::trying(outage),
        Stage::Finished => String::new(),
        Stage::Stopped(why) => why.clone(),
    }
}

fn one(trials: &Trials, seen: &Seen) -> Markup {
    let Seen { trial, picture } = seen;
    html! {
        li.trial {
            h2 { (words::title(&trial.outage)) " " small { (words::failing(trial.mode)) } }
            p.verdicts {
                (verdict(messages::foretold(), trial.predicted)) " "
                (verdict(messages::seen(), trial.observed.verdict)) " "
                b.(if trial.agrees() { "agrees" } else { "differs" }) { (words::verified(trial)) }
            }
            div.pictures {
                (self::picture(messages::undisturbed(), trials.undisturbed.as_deref()))
                (self::picture(messages::under_outage(), picture.as_deref()))
            }
            @if !trial.observed.differences.is_empty() {
                ul.soft {
                    @for difference in &trial.observed.differences {
                        li { (messages::sentence(&words::difference(difference))) }
                    }
                }
            }
            p.soft { (messages::sentence(&words::lost(&trial.lost))) }
        }
    }
}

fn verdict(label: &str, verdict: Verdict) -> Markup {
    html! {
        span.said.(shapes::tone(verdict)) {
            (label) " " (shapes::mark(verdict, Likelihood::Will))
            span.verdict { (labels::verdict(verdict, Likelihood::Will)) }
        }
    }
}

fn picture(label: &str, picture: Option<&str>) -> Markup {
    html! {
        figure {
            @match picture {
                Some(picture) => img src=(picture) alt=(label);,
                None => div.none { (messages::no_picture()) },
            }
            figcaption { (label) }
        }
    }
}

/// What trials said of an outage, in its entry.
pub fn of_outage(trials: &[Trial], outage: &str) -> Markup {
    html! {
        @for trial in trials.iter().filter(|trial| trial.outage.id == outage) {
            p.tried.(if trial.agrees() { "agrees" } else { "differs" }) {
                (messages::sentence(&words::tried(trial)))
            }
        }
    }
}
