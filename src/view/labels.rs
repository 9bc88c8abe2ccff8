//! Which message stands on a tab, a button, a screen: where the text depends on
//! what is shown. What a report says in sentences is in [`crate::words`].

use super::html::Tab;
use crate::messages;
use crate::model::{Layer, Likelihood, Mode, Verdict};
use crate::outage::Outage;
use crate::report::{Extent, Summary};
use crate::words;

/// What is being done with files.
pub fn reading(file: &str, number: usize, all: usize) -> String {
    match all {
        1 => messages::reading(file),
        _ => messages::reading_one_of(file, &messages::number(number), &messages::number(all)),
    }
}

pub fn too_large(limit: usize) -> String {
    messages::too_large(&messages::number(limit / 1_000_000))
}

pub fn extent(extent: Extent) -> &'static str {
    match extent {
        Extent::Provider => messages::extent_provider(),
        Extent::Service => messages::extent_service(),
        Extent::Region => messages::extent_region(),
        Extent::Past => messages::extent_past(),
    }
}

pub fn tab(tab: Tab) -> &'static str {
    match tab {
        Tab::Outages => messages::tab_outages(),
        Tab::Hosts => messages::tab_hosts(),
        Tab::History => messages::tab_history(),
        Tab::Explorer => messages::tab_explorer(),
        Tab::Code => messages::column_requests(),
    }
}

/// How large the page is, and whether it still grows.
pub fn size(page: &Summary) -> String {
    let (requests, hosts) = (
        messages::requests(page.requests),
        messages::hosts(page.hosts),
    );
    if page.loaded {
        messages::size(&requests, &hosts)
    } else {
        messages::size_so_far(&requests, &hosts)
    }
}

/// A share in whole percent; what is there is never nothing.
pub fn percent(share: f64) -> String {
    let one = |number: f64| messages::percent(&messages::number(number.round() as u32));
    if share < 1.0 {
        messages::less_than(&one(1.0))
    } else {
        one(share)
    }
}

/// One block of the ground, as it is spoken.
pub fn block(name: &str, share: f64, verdict: Verdict) -> String {
    let share = percent(share);
    match verdict {
        Verdict::Down => messages::without_down(name, &share),
        Verdict::Broken => messages::without_broken(name, &share),
        Verdict::Degraded => messages::without_degraded(name, &share),
        Verdict::Unaffected => messages::without_unaffected(name, &share),
    }
}

/// Who serves a host, in one line, as far as the layer before.
pub fn behind(layer: Layer, first: &str, rest: &str) -> String {
    match layer {
        Layer::Edge => messages::placed_also(first, rest),
        Layer::Origin => messages::placed_behind(first, rest),
        Layer::Upstream => messages::placed_on(first, rest),
    }
}

/// A layer, as the heading over what serves it.
pub fn layer(layer: Layer) -> &'static str {
    match layer {
        Layer::Edge => messages::layer_edge(),
        Layer::Origin => messages::layer_origin(),
        Layer::Upstream => messages::layer_upstream(),
    }
}

/// A verdict on its own, at the end of a line.
pub fn verdict(verdict: Verdict, likelihood: Likelihood) -> &'static str {
    match (verdict, likelihood) {
        (Verdict::Down, Likelihood::Will) => messages::verdict_down(),
        (Verdict::Down, Likelihood::May) => messages::verdict_may_down(),
        (Verdict::Broken, Likelihood::Will) => messages::verdict_broken(),
        (Verdict::Broken, Likelihood::May) => messages::verdict_may_broken(),
        (Verdict::Degraded, Likelihood::Will) => messages::verdict_degraded(),
        (Verdict::Degraded, Likelihood::May) => messages::verdict_may_degraded(),
        (Verdict::Unaffected, _) => messages::verdict_unaffected(),
    }
}

/// The button that makes an outage true in the tab.
pub fn simulate(mode: Mode) -> &'static str {
    match mode {
        Mode::Refuse => messages::simulate_refuse(),
        Mode::Hang => messages::simulate_hang(),
    }
}

/// One way to fail, or both.
pub fn ask_mode(mode: Option<Mode>) -> &'static str {
    match mode {
        None => messages::ask_both(),
        Some(Mode::Refuse) => messages::ask_refuse(),
        Some(Mode::Hang) => messages::ask_hang(),
    }
}

/// Larger outages that change nothing more.
pub fn same(larger: &[Outage]) -> String {
    let titles: Vec<String> = larger.iter().map(words::title).collect();
    messages::same_if(&words::semicolons(&titles))
}

/// What a host's loss alone would do.
pub fn if_lost(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Down => messages::alone_down(),
        Verdict::Broken => messages::alone_broken(),
        Verdict::Degraded => messages::alone_degraded(),
        Verdict::Unaffected => messages::alone_unaffected(),
    }
}

pub fn own_used(rules: usize) -> String {
    match rules {
        0 => messages::own_none().to_owned(),
        _ => messages::own_used(rules),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_read_well() {
        assert_eq!(percent(0.2), "< 1 %");
        assert_eq!(percent(41.4), "41 %");
    }
}
