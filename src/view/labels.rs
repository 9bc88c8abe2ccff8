//! The view's own English: what stands on tabs, buttons and screens. What a
//! report says in sentences is in [`crate::words`]. No other file of the view
//! holds text for people, so that these two are all there is to translate.

use super::html::Tab;
use crate::model::{Layer, Likelihood, Mode, Verdict};
use crate::outage::Outage;
use crate::report::Summary;
use crate::words;

pub const VIEWS: &str = "Views of the report";
pub const UNKNOWN: &str = "unknown";
pub const NOT_KNOWN: &str = "Not known";

pub const COPY_MARKDOWN: &str = "Copy Markdown";
pub const COPY_JSON: &str = "Copy JSON";
pub const COPIED: &str = "Copied.";
pub const NOT_COPIED: &str =
    "The browser did not let Faultline use the clipboard. Click on this page and try again.";
pub const FULL_PAGE: &str = "Full page";
pub const SETTINGS: &str = "Settings";
pub const BACK: &str = "Back to the report";
pub const UNDO: &str = "Undo the last change";
pub const RELOAD: &str = "Reload";
pub const RETRY: &str = "Try again";
pub const ALLOW: &str = "Allow Faultline to look";

pub const LOADING: &str = "Looking at what this page loads";
pub const STILL_LOADING: &str = "The page is still loading; what comes is added here.";
pub const NOT_ALLOWED: &str = "Faultline may not look at this page yet";
pub const NOT_ALLOWED_WHY: &str = "To see which hosts a page loads, it needs your permission for \
    all sites. What it sees stays on this computer.";
pub const LOADED_BEFORE: &str = "This page was open before Faultline";
pub const LOADED_BEFORE_WHY: &str = "What it loaded then went by unseen. Reload it, and the answer \
    is here.";
pub const BROWSER_PAGE: &str = "This page belongs to the browser";
pub const BROWSER_PAGE_WHY: &str = "Settings, new tabs, add-on stores and the like are closed to \
    extensions. Go to any website and open Faultline there.";
pub const NOTHING: &str = "This page asked nobody for anything";
pub const NOTHING_WHY: &str = "It is empty, or comes from this computer alone, so that no outage \
    can touch it. If you expected more, reload it.";
pub const FAILED: &str = "Faultline itself is broken";
pub const FAILED_NEXT: &str = "Trying again starts it afresh. If it stays like this, install \
    Faultline again: nothing of yours is lost but your own addresses.";

pub const NO_OUTAGES: &str = "No outage that Faultline can name would be noticed on this page.";
pub const NO_OUTAGES_KNOWN: &str = "Faultline does not know who serves this page, so that it can \
    name no outage. That is not to say that there is none.";
pub const LOST_HOSTS: &str = "Hosts that are gone";
pub const NOT_PLACED: &str = "Not known who serves it";
pub const NOT_PLACED_WHY: &str = "Its name, its address and its answers fit no provider that \
    Faultline knows. It may be a machine of the site's own.";
pub const OPERATOR_WHY: &str = "Whoever runs a network is not always who serves from it.";
pub const THIRD_PARTY: &str = "third party";
pub const EVERYWHERE: &str = "everywhere";
pub const SOURCES: &str = "Sources:";
pub const UNCHECKED: &str = "Not all of this could be checked against them.";

pub const WHAT_WOULD_SAVE: &str = "What would save it?";
pub const IN_NUMBERS: &str = "In numbers";

pub const STOP: &str = "Stop";
pub const STOP_AND_BACK: &str = "Stop, and back to the page";
pub const BACK_TO_PAGE: &str = "Back to the page";
pub const NOT_REALLY_DOWN: &str = "In this tab only: everywhere else the page is as it was.";
pub const SIMULATION_ENDED: &str = "It was, in a simulation that has ended.";
pub const NO_SIMULATION_OF_FORMS: &str = "This page is the answer to a form. To simulate an outage \
    it would have to be sent again, so that cannot be done here.";
pub const NO_HANG_HERE: &str = "Only failing at once can be simulated here: this browser lets no \
    extension hold an answer back.";

pub const VERIFY: &str = "Verify the worst by simulation";
pub const TRIALS: &str = "Trials";
pub const TRIALS_WHAT: &str = "The page is loaded in a tab of its own, once as it is and once under each \
    outage; what the first screen shows is compared. Nothing is pressed and nothing is sent.";
pub const TRYING_NOTHING: &str = "Loading the page as it is";
pub const CANCEL: &str = "Cancel";
pub const TRY_AGAIN: &str = "Try again";
pub const CANCELLED: &str = "Cancelled.";
pub const TAB_CLOSED: &str = "The tab of the trials was closed.";
pub const NOTHING_TO_TRY: &str = "No outage that Faultline can name would be noticed on this page, so \
    there is nothing to try.";
pub const NOTHING_SEEN: &str = "Undisturbed, the page shows nothing that could be missed: nothing can \
    be seen of an outage.";
pub const FORETOLD: &str = "Foretold:";
pub const SEEN: &str = "Seen:";
pub const UNDISTURBED: &str = "Undisturbed";
pub const WITHOUT: &str = "Under the outage";
pub const NO_PICTURE: &str = "No picture";

pub const OWN: &str = "Your own addresses and hosts, one a line";
pub const OWN_WHY: &str = "Machines of your own, in your own racks or network, are in no public \
    list. Say here whose they are, and they count as a provider like any other.";
pub const OWN_FORM: &str = "A range, an address or a host; then a provider or a name of your own; \
    then, if you like, a region and a service:";
pub const OWN_EXAMPLE: &str = "10.20.0.0/16 \"Our racks\" berlin";
pub const ALIASES: &str = "Aliases of hosts";
pub const ALIASES_WHY: &str = "Many hosts' names are aliases of others, which tell who serves them. \
    Your browser can look that up, for hosts of which nothing better is known, while their report \
    is open. Each look-up goes to whoever answers your browser's questions about names, as when a \
    page is loaded, and to nobody else; none is made for private windows or behind a proxy.";
pub const ALIASES_ON: &str = "Aliases are looked up.";
pub const ALIASES_OFF: &str = "No aliases are looked up.";
pub const LOOK_UP: &str = "Look aliases up";
pub const LOOK_UP_NO_MORE: &str = "Look no aliases up";
pub const OWN_KEPT: &str = "Until every line is understood, the last good ones stay in use.";

pub const DROP: &str = "Drop a recording of a page here";
pub const DROP_WHAT: &str = "A HAR file, as the network panel of your browser's developer tools \
    saves it. Several at once are fine, and so are .har.gz files.";
pub const DROP_MORE: &str = "Drop more recordings anywhere on this page.";
pub const CHOOSE: &str = "Choose files";
pub const EXAMPLE: &str = "Show an example";
pub const PROMISE: &str = "Nothing leaves this machine: the recording is read here, by this page, \
    which is not allowed to send anything anywhere.";
pub const REMARKS: &str = "Remarks on the files";
pub const PAGES: &str = "Recorded pages";

/// What is being done with files.
pub fn reading(file: &str, number: usize, all: usize) -> String {
    match all {
        1 => format!("Reading {file}"),
        _ => format!("Reading {file}, {number} of {all}"),
    }
}

pub fn too_large(limit: usize) -> String {
    format!(
        "It holds more than {} MB, more than a browser's page can take. The command line reads \
         files of any length: faultline check FILE.",
        limit / 1_000_000
    )
}

pub fn not_unpacked() -> &'static str {
    "It is compressed, and damaged: it cannot be unpacked. Save or download it once more."
}

pub fn own_file_missing(path: &str) -> String {
    format!(
        "A part of this page is missing: {path} could not be loaded. Reload the page; if that \
         does not help, the folder that it is served from is not whole."
    )
}

pub fn not_read() -> &'static str {
    "The browser could not read it. If it was moved or changed meanwhile, choose it again."
}

pub fn tab(tab: Tab) -> &'static str {
    match tab {
        Tab::Outages => "Outages",
        Tab::Hosts => "Hosts",
        Tab::History => "It happened",
    }
}

/// How large the page is, and whether it still grows.
pub fn size(page: &Summary) -> String {
    let hosts = count(page.hosts as usize, "host", "hosts");
    let yet = if page.loaded { "" } else { " so far" };
    format!("{} · {hosts}{yet}", requests(page.requests))
}

pub fn requests(requests: u32) -> String {
    count(requests as usize, "request", "requests")
}

fn count(number: usize, one: &str, many: &str) -> String {
    words::count(u32::try_from(number).unwrap_or(u32::MAX), one, many)
}

/// A share in whole percent; what is there is never nothing.
pub fn percent(share: f64) -> String {
    if share < 1.0 {
        "< 1 %".to_owned()
    } else {
        format!("{share:.0} %")
    }
}

/// One block of the ground, as it is spoken.
pub fn block(name: &str, share: f64, verdict: Verdict) -> String {
    let fate = match verdict {
        Verdict::Down => "the page goes down without it",
        Verdict::Broken => "the page breaks without it",
        Verdict::Degraded => "parts are missing without it",
        Verdict::Unaffected => "not missed",
    };
    format!("{name} {}, {fate}", percent(share))
}

pub fn ground(blocks: &[String]) -> String {
    format!(
        "What this page stands on, by share of requests: {}.",
        blocks.join("; ")
    )
}

pub fn others(number: usize) -> String {
    format!("{number} more")
}

pub fn not_allowed(site: &str) -> String {
    format!("Faultline may not look at {site} yet")
}

pub fn loaded_before(site: &str) -> String {
    format!("{site} was open before Faultline")
}

pub fn nothing(site: &str) -> String {
    format!("{site} asked nobody for anything")
}

pub fn harmless(number: usize) -> String {
    match number {
        1 => "1 more outage would go unnoticed here".to_owned(),
        _ => format!("{number} more outages would go unnoticed here"),
    }
}

pub fn more(number: usize) -> String {
    format!(
        "and {} more",
        words::number(u32::try_from(number).unwrap_or(u32::MAX))
    )
}

pub fn more_hosts(number: usize) -> String {
    count(number, "more host", "more hosts")
}

/// How a layer stands to the one before it.
pub fn behind(layer: Layer) -> &'static str {
    match layer {
        Layer::Edge => ", also ",
        Layer::Origin => ", behind it ",
        Layer::Upstream => ", on ",
    }
}

/// A layer, as the heading over what serves it.
pub fn layer(layer: Layer) -> &'static str {
    match layer {
        Layer::Edge => "In front",
        Layer::Origin => "Behind it",
        Layer::Upstream => "What that runs on",
    }
}

/// A verdict on its own, at the end of a line.
pub fn verdict(verdict: Verdict, likelihood: Likelihood) -> &'static str {
    match (verdict, likelihood) {
        (Verdict::Down, Likelihood::Will) => "Down",
        (Verdict::Down, Likelihood::May) => "May go down",
        (Verdict::Broken, Likelihood::Will) => "Broken",
        (Verdict::Broken, Likelihood::May) => "May break",
        (Verdict::Degraded, Likelihood::Will) => "Degraded",
        (Verdict::Degraded, Likelihood::May) => "May lose parts",
        (Verdict::Unaffected, _) => "Unaffected",
    }
}

/// The button that makes an outage true in the tab.
pub fn simulate(mode: Mode) -> &'static str {
    match mode {
        Mode::Refuse => "Simulate in this tab",
        Mode::Hang => "Simulate, no answer",
    }
}

/// While the page is loaded under an outage.
pub fn trying(outage: &str) -> String {
    format!("Loading the page without {outage}")
}

/// The name of the tab of the trials.
pub fn trials_of(site: &str) -> String {
    format!("Trials of {site}")
}

/// In place of a page.
pub fn page_is_down(site: &str) -> String {
    format!("{site} is down")
}

/// Why it only may be.
pub fn may(doubt: &str) -> String {
    format!("It only may: {doubt}.")
}

/// A remark on how much was hit, as a sentence.
pub fn extent(extent: &str) -> String {
    format!("As far as is known, {extent}.")
}

/// Which outages alone are asked about, on the page for recordings.
pub const ASK: &str = "Ask about some outages only";
pub const ASK_FORM: &str = "A provider, a region or a service of it, a single host, or a documented \
    outage; nothing for all. For example:";
pub const ASK_EXAMPLE: &str = "aws/us-east-1 fastly/cdn host/cdn.example.com 2021-06-08-fastly";
pub const ASK_MODE: &str = "How they fail";

/// One way to fail, or both.
pub fn ask_mode(mode: Option<Mode>) -> &'static str {
    match mode {
        None => "Both ways to fail",
        Some(Mode::Refuse) => "Answers with errors",
        Some(Mode::Hang) => "Never answers",
    }
}

/// Above the changes that would save the page from one outage.
pub const SAVING: &str = "What would save it from this one";

/// Larger outages that change nothing more.
pub fn same(larger: &[Outage]) -> String {
    let titles: Vec<String> = larger.iter().map(words::title).collect();
    format!("The same if this fails: {}.", titles.join("; "))
}

/// What a host's loss alone would do.
pub fn if_lost(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Down => "Without this host alone, there is no page.",
        Verdict::Broken => "Without this host alone, the page does not do its job.",
        Verdict::Degraded => "Without this host alone, parts of the page are missing.",
        Verdict::Unaffected => "Nobody would notice the loss of this host alone.",
    }
}

/// Evidence that was outweighed.
pub fn against(signal: &str) -> String {
    format!("not {signal}")
}

pub fn pop(pop: &str) -> String {
    format!("You were served from its point of presence {pop}.")
}

pub fn missed(number: usize) -> String {
    count(
        number,
        "other would not have touched it",
        "others would not have touched it",
    )
}

pub fn also_hit(names: &[&str]) -> String {
    format!(
        "Among those that reports name as hit: {}.",
        names.join(", ")
    )
}

pub fn data_of(date: &str) -> String {
    format!("Data of {date}, with thanks to:")
}

pub fn own_used(lines: usize) -> String {
    match lines {
        0 => "None yet.".to_owned(),
        _ => format!("{} in use.", count(lines, "rule", "rules")),
    }
}

pub fn own_error(line: usize, why: &str) -> String {
    format!("Line {line}: {why}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(requests(1), "1 request");
        assert_eq!(requests(1000), "1,000 requests");
        assert_eq!(requests(1234567), "1,234,567 requests");
        assert_eq!(percent(0.2), "< 1 %");
        assert_eq!(percent(41.4), "41 %");
    }
}
