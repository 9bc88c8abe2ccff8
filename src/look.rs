//! A **look**: what a reader would see of a page's first screen at one moment,
//! in numbers. Two looks at the same page, one undisturbed and one while an
//! outage is simulated, give the *observed* verdict, which a prediction is
//! checked against.
//!
//! `extension/look.js` gathers a look in every document of a tab, and
//! `extension/listen.js`, where it ran before the page's own scripts, adds
//! whether buttons have somebody who listens. Nothing of the prediction enters:
//! neither which requests were lost nor what they were for. What is lost is
//! seen or it is not.
//!
//! Both loads are looked at the same time after they began ([`AFTER`]), both
//! fresh: without caches, without what a page kept from an earlier visit.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::model::Verdict;
use crate::order;

/// How long after the start of the navigation a page is looked at. What hangs
/// still hangs then (browsers wait from 20 seconds to minutes), while what the
/// page itself or the browser waits for is over: fonts hide text for 3 seconds,
/// anti-flicker snippets hide the page for 3 to 4.
pub const AFTER: Duration = Duration::from_secs(5);

/// What is seen of one document, and of the frames in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// Of the document that the tab really shows.
    pub url: String,
    /// The browser has painted text or a picture (First Contentful Paint).
    pub painted: bool,
    /// Characters of visible text on the first screen.
    pub text: u32,
    /// Characters of text below the first screen.
    pub below: u32,
    /// Visible elements on the first screen, without those counted apart:
    /// pictures, films, frames.
    pub elements: u32,
    /// Visible pictures on the first screen that arrived, by their hosts.
    pub pictures: BTreeMap<String, u32>,
    /// The host of the largest thing painted, where that is a picture, which
    /// may be a background; empty otherwise.
    pub largest: String,
    /// Films and sounds that can begin to play, by their hosts.
    pub media: BTreeMap<String, u32>,
    /// Fonts that arrived and are used.
    pub fonts: u32,
    /// How the first elements of each kind look: property and value, without
    /// what everything has unless a style says otherwise.
    pub styles: BTreeMap<String, BTreeMap<String, String>>,
    /// Visible fields to write or choose in, on the first screen and not in a
    /// box that floats over a corner of it.
    pub fields: u32,
    /// Visible links and buttons on the first screen.
    pub controls: u32,
    /// Links and buttons anywhere on the page that would do nothing by
    /// themselves and have a script that listens. `None`: nobody listened in.
    pub scripted: Option<u32>,
    /// Those that would do nothing, because no script listens either.
    pub dead: Option<u32>,
    /// Errors that the page's scripts threw and nobody caught.
    pub errors: Option<u32>,
    /// The document did not let itself be looked at: something in it waits and
    /// holds up all else. Nothing else is known then.
    pub frozen: bool,
    /// The looks at the documents inside.
    pub frames: Vec<Look>,
}

/// How long a document is given to let itself be looked at. A busy one needs a
/// second or two.
pub const PATIENCE: Duration = Duration::from_secs(10);

impl Look {
    /// Puts the looks at a tab's documents together, the tab's own first.
    /// `None` where there is no document: it was lost.
    pub fn of(documents: impl IntoIterator<Item = Look>) -> Option<Look> {
        let mut documents = documents.into_iter();
        let top = documents.next()?;
        // The browser's own page about an error is not the page.
        let served = |look: &Look| look.url.starts_with("http");
        let frames = documents.filter(served).collect();
        served(&top).then_some(Look { frames, ..top })
    }

    /// Whether there is anything to see.
    pub fn is_shown(&self) -> bool {
        let pictures = sum(&self.pictures) + sum(&self.media) > 0 || !self.largest.is_empty();
        let frames = || self.frames.iter().any(Look::is_shown);
        self.painted && (self.text > 0 || pictures || frames())
    }

    /// Forgets pictures, films and frames of hosts that serve nobody who reads
    /// the page: by the meaning of the verdicts the loss of an ad is none.
    pub fn leave_out(&mut self, host: &dyn Fn(&str) -> bool) {
        self.pictures.retain(|known, _| !host(known));
        self.media.retain(|known, _| !host(known));
        if host(&self.largest) {
            self.largest.clear();
        }
        let host_of = |look: &Look| crate::observe::url::host(&look.url);
        self.frames
            .retain(|frame| !host_of(frame).is_some_and(|known| host(&known)));
        for frame in &mut self.frames {
            frame.leave_out(host);
        }
    }

    /// A number of the page and of all frames in it.
    fn everywhere(&self, number: fn(&Look) -> u32) -> u32 {
        let inside = self.frames.iter().map(|frame| frame.everywhere(number));
        number(self) + inside.sum::<u32>()
    }
}

fn sum(counts: &BTreeMap<String, u32>) -> u32 {
    counts.values().sum()
}

/// What was seen of an outage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observed {
    /// The worst of the differences.
    pub verdict: Verdict,
    /// What is less than in the undisturbed look, worst first.
    pub differences: Vec<Difference>,
}

/// One thing that the disturbed page has less of; of [`Sign::Dead`] and
/// [`Sign::Errors`] more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    pub sign: Sign,
    /// Undisturbed.
    pub before: u32,
    /// Disturbed.
    pub after: u32,
    /// What it amounts to by itself.
    pub verdict: Verdict,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// The document, shown (1) or not (0).
    Page,
    /// The document, answering to clicks and keys (1) or not (0).
    Frozen,
    Text,
    Below,
    Elements,
    /// Properties of the elements that both looks have: how many look so, and
    /// how many still do.
    Style,
    Fields,
    FrameFields,
    Controls,
    /// Buttons that a script listened to; how many of them do nothing now.
    Dead,
    Frames,
    Pictures,
    Largest,
    Media,
    Fonts,
    Errors,
}

/// How much less of something may be left before it means something.
struct Threshold {
    sign: Sign,
    number: fn(&Look) -> u32,
    /// No more than this many percent are left: the page is broken.
    broken: u32,
    /// Fewer than this many percent are left: the page is degraded.
    degraded: u32,
}

/// No more than half: at least as much of the page is lost as left.
const HALF: u32 = 50;
/// Clocks, counters and headlines that take turns change by a few letters.
const NEARLY_ALL: u32 = 98;
/// What is counted in ones does not come and go by itself.
const ALL: u32 = 100;
/// However much of it is lost, the page does its job.
const NEVER: u32 = 0;

#[rustfmt::skip]
const THRESHOLDS: &[Threshold] = &[
    Threshold { sign: Sign::Text,        broken: HALF,  degraded: NEARLY_ALL, number: |look| look.everywhere(|look| look.text) },
    Threshold { sign: Sign::Below,       broken: HALF,  degraded: NEARLY_ALL, number: |look| look.text + look.below },
    Threshold { sign: Sign::Elements,    broken: HALF,  degraded: NEARLY_ALL, number: |look| look.everywhere(|look| look.elements) },
    Threshold { sign: Sign::Fields,      broken: HALF,  degraded: ALL,        number: |look| look.fields },
    Threshold { sign: Sign::FrameFields, broken: HALF,  degraded: ALL,        number: |look| look.everywhere(|look| look.fields) - look.fields },
    Threshold { sign: Sign::Controls,    broken: HALF,  degraded: NEARLY_ALL, number: |look| look.controls },
    Threshold { sign: Sign::Frames,      broken: NEVER, degraded: ALL,        number: |look| look.frames.iter().filter(|frame| frame.is_shown()).count() as u32 },
    Threshold { sign: Sign::Pictures,    broken: NEVER, degraded: ALL,        number: |look| look.everywhere(|look| sum(&look.pictures)) },
    Threshold { sign: Sign::Media,       broken: NEVER, degraded: ALL,        number: |look| look.everywhere(|look| sum(&look.media)) },
    Threshold { sign: Sign::Fonts,       broken: NEVER, degraded: ALL,        number: |look| look.everywhere(|look| look.fonts) },
];

/// What an outage does to a page, by what is seen of it with and without the
/// outage. `None` for the disturbed look: there is no document.
///
/// Of a page that shows nothing undisturbed nothing can be observed; ask
/// [`Look::is_shown`] first.
///
/// ```
/// use faultline::look::{Look, observed};
/// use faultline::model::Verdict;
///
/// let whole = Look { painted: true, text: 900, ..Look::default() };
/// let half = Look { text: 400, ..whole.clone() };
/// assert_eq!(observed(&whole, Some(&half)).verdict, Verdict::Broken);
/// assert_eq!(observed(&whole, None).verdict, Verdict::Down);
/// ```
pub fn observed(undisturbed: &Look, disturbed: Option<&Look>) -> Observed {
    let gone = |sign: Sign, verdict: Verdict| Difference {
        sign,
        before: 1,
        after: 0,
        verdict,
    };
    let differences = match disturbed.filter(|look| look.frozen || look.is_shown()) {
        Some(look) if look.frozen => vec![gone(Sign::Frozen, Verdict::Broken)],
        Some(disturbed) => differences(undisturbed, disturbed),
        None if undisturbed.is_shown() => vec![gone(Sign::Page, Verdict::Down)],
        None => Vec::new(),
    };
    let worst = differences.iter().map(|difference| difference.verdict);
    Observed {
        verdict: worst.max().unwrap_or(Verdict::Unaffected),
        differences,
    }
}

fn differences(before: &Look, after: &Look) -> Vec<Difference> {
    let counted = THRESHOLDS.iter().map(|threshold| {
        let numbers = [(threshold.number)(before), (threshold.number)(after)];
        less(
            threshold.sign,
            numbers,
            threshold.broken,
            threshold.degraded,
        )
    });
    let others = [style(before, after), dead(before, after)];
    let plain = [largest(before, after), errors(before, after)];
    let mut found: Vec<Difference> = counted.chain(others).chain(plain).flatten().collect();
    order::by_key(&mut found, |difference| {
        (std::cmp::Reverse(difference.verdict), difference.sign)
    });
    found
}

fn less(sign: Sign, [before, after]: [u32; 2], broken: u32, degraded: u32) -> Option<Difference> {
    let left = |percent: u32| u64::from(after) * 100 >= u64::from(before) * u64::from(percent);
    let at_most = |percent: u32| u64::from(after) * 100 <= u64::from(before) * u64::from(percent);
    let verdict = match () {
        () if after >= before || left(degraded) => return None,
        () if broken != NEVER && at_most(broken) => Verdict::Broken,
        () => Verdict::Degraded,
    };
    Some(Difference {
        sign,
        before,
        after,
        verdict,
    })
}

/// A page without its style sheet has the same elements, and they look as
/// browsers draw what nobody styled. Only what both looks have is compared.
fn style(before: &Look, after: &Look) -> Option<Difference> {
    let (mut all, mut kept) = (0, 0);
    for (element, properties) in &before.styles {
        let Some(now) = after.styles.get(element) else {
            continue;
        };
        all += properties.len() as u32;
        let same = properties
            .iter()
            .filter(|(name, value)| now.get(*name) == Some(*value));
        kept += same.count() as u32;
    }
    less(Sign::Style, [all, kept], HALF, NEARLY_ALL)
}

/// A button that is there and does nothing any more. One that is gone with its
/// script is missing, which its own sign tells.
fn dead(before: &Look, after: &Look) -> Option<Difference> {
    let (scripted, dead) = (before.scripted?, after.dead?);
    let newly = dead.saturating_sub(before.dead?).min(scripted);
    let left = [scripted, scripted - newly];
    let difference = less(Sign::Dead, left, HALF, ALL)?;
    Some(Difference {
        after: newly,
        ..difference
    })
}

/// The largest picture may be a background, which is no element to count.
fn largest(before: &Look, after: &Look) -> Option<Difference> {
    let lost = !before.largest.is_empty() && before.largest != after.largest;
    lost.then_some(Difference {
        sign: Sign::Largest,
        before: 1,
        after: 0,
        verdict: Verdict::Degraded,
    })
}

/// Errors are told and decide nothing: a page that loses a counter of visitors
/// throws as well, and a page that lost its content shows that.
fn errors(before: &Look, after: &Look) -> Option<Difference> {
    let (before, after) = (before.errors?, after.errors?);
    (after > before).then_some(Difference {
        sign: Sign::Errors,
        before,
        after,
        verdict: Verdict::Unaffected,
    })
}
