//! Whole sessions of browsing, made up at random and told with every
//! disturbance that there is: the browser's two sources in any order, events
//! told twice, events lost, the background killed between any two. Each tab's
//! page must be what an observer makes of it whom nobody disturbed.
//!
//! What a killed background did not hear, a page tells that is asked for what
//! it remembers. Only its own request and the redirects before it no page
//! remembers, so that they are never lost here.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{Browser, commit, memory, request, told, with};

/// What the reader does, or a page.
#[derive(Clone, Debug)]
enum Step {
    /// Goes to a page that loads so many things, over a redirect or not.
    Visit {
        tab: i64,
        page: usize,
        loads: usize,
        redirect: bool,
    },
    /// The page on the screen asks for one more thing.
    Late {
        tab: i64,
    },
    /// The page opens a frame, which asks for something.
    Frame {
        tab: i64,
    },
    /// Another address, the same document.
    Move {
        tab: i64,
    },
    Back {
        tab: i64,
    },
    Close {
        tab: i64,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let tab = 1..4_i64;
    prop_oneof![
        4 => (tab.clone(), 0..4_usize, 0..6_usize, any::<bool>())
            .prop_map(|(tab, page, loads, redirect)| Step::Visit { tab, page, loads, redirect }),
        3 => tab.clone().prop_map(|tab| Step::Late { tab }),
        2 => tab.clone().prop_map(|tab| Step::Frame { tab }),
        1 => tab.clone().prop_map(|tab| Step::Move { tab }),
        2 => tab.clone().prop_map(|tab| Step::Back { tab }),
        1 => tab.prop_map(|tab| Step::Close { tab }),
    ]
}

/// Who tells: events of one source keep their order.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Source {
    Requests,
    Navigation,
}

#[derive(Clone, Debug)]
struct Told {
    source: Source,
    name: &'static str,
    details: Value,
    /// Nobody remembers it afterwards.
    unique: bool,
}

/// A document, as the browser itself knows it.
#[derive(Clone, Debug)]
struct Real {
    name: String,
    url: String,
    /// Everything that it asked for, itself included.
    asked: BTreeSet<String>,
    /// As it remembers it: what asked, and for what.
    entries: Vec<(&'static str, String)>,
    frames: usize,
}

/// The browser, as it really is.
#[derive(Default)]
struct World {
    /// The history of each tab, and which document is on the screen.
    tabs: BTreeMap<i64, (Vec<Real>, usize)>,
    closed: BTreeSet<i64>,
    count: usize,
    /// Each step's events, in the order in which they happen.
    steps: Vec<Vec<Told>>,
}

impl World {
    fn live(steps: &[Step]) -> World {
        let mut world = World::default();
        for step in steps {
            let events = world.step(step);
            world.steps.push(events);
        }
        world
    }

    fn number(&mut self) -> usize {
        self.count += 1;
        self.count
    }

    fn step(&mut self, step: &Step) -> Vec<Told> {
        let (Step::Visit { tab, .. }
        | Step::Late { tab }
        | Step::Frame { tab }
        | Step::Move { tab }
        | Step::Back { tab }
        | Step::Close { tab }) = *step;
        if self.closed.contains(&tab) {
            return Vec::new();
        }
        let number = self.number();
        if let Step::Visit {
            page,
            loads,
            redirect,
            ..
        } = *step
        {
            return self.visit(tab, page, loads, redirect);
        }
        let Some((history, at)) = self.tabs.get_mut(&tab) else {
            return Vec::new();
        };
        let real = &mut history[*at];
        match step {
            Step::Late { .. } => {
                let url = format!("https://late.test/{number}");
                let details = request(tab, &format!("r{number}"), "image", &url, Some(&real.name));
                real.asked.insert(url.clone());
                real.entries.push(("img", url));
                vec![asks("completed", details, false)]
            }
            Step::Frame { .. } => {
                real.frames += 1;
                let (frame, name) = (real.frames as i64, format!("F{number}"));
                let url = format!("https://frame.test/{number}");
                let inside = format!("https://inside.test/{number}");
                let own = with(
                    request(tab, &format!("r{number}"), "sub_frame", &url, None),
                    json!({ "frameId": frame, "parentFrameId": 0, "parentDocumentId": real.name }),
                );
                let shown = with(
                    commit(tab, &url, Some(&name), json!({})),
                    json!({ "frameId": frame, "parentFrameId": 0, "parentDocumentId": real.name }),
                );
                let asked = with(
                    request(tab, &format!("i{number}"), "script", &inside, Some(&name)),
                    json!({ "frameId": frame, "parentFrameId": 0, "parentDocumentId": real.name }),
                );
                real.asked.extend([url.clone(), inside.clone()]);
                // What a frame asks for its own document remembers; one is enough here.
                real.entries.extend([("iframe", url), ("script", inside)]);
                vec![
                    asks("completed", own, false),
                    goes("committed", shown),
                    asks("completed", asked, false),
                ]
            }
            Step::Move { .. } => {
                real.url = format!(
                    "{}#{number}",
                    real.url.split('#').next().unwrap_or_default()
                );
                vec![goes(
                    "moved",
                    commit(tab, &real.url, Some(&real.name), json!({})),
                )]
            }
            Step::Back { .. } => {
                *at = at.saturating_sub(1);
                let real = &history[*at];
                let back = json!({ "transitionQualifiers": ["forward_back"] });
                vec![goes(
                    "committed",
                    commit(tab, &real.url, Some(&real.name), back),
                )]
            }
            Step::Close { .. } => {
                self.tabs.remove(&tab);
                self.closed.insert(tab);
                // What was under way fails, and the browser says so later.
                let late = request(
                    tab,
                    &format!("r{number}"),
                    "image",
                    "https://late.test/",
                    Some("gone"),
                );
                vec![
                    goes("tab-removed", json!({ "removed": tab })),
                    asks(
                        "failed",
                        with(late, json!({ "error": "net::ERR_ABORTED" })),
                        false,
                    ),
                ]
            }
            Step::Visit { .. } => unreachable!("handled above"),
        }
    }

    fn visit(&mut self, tab: i64, page: usize, loads: usize, redirect: bool) -> Vec<Told> {
        let number = self.count;
        let url = format!("https://p{page}.test/");
        let mut real = Real {
            name: format!("D{number}"),
            url: url.clone(),
            asked: BTreeSet::from([url.clone()]),
            entries: Vec::new(),
            frames: 0,
        };
        let mut events = vec![goes(
            "navigating",
            json!({ "tabId": tab, "frameId": 0, "parentFrameId": -1, "url": url }),
        )];
        let id = format!("n{number}");
        if redirect {
            let from = format!("https://from{page}.test/");
            let hop = with(
                request(tab, &id, "main_frame", &from, None),
                json!({ "statusCode": 301 }),
            );
            events.push(asks("redirected", hop, true));
            real.asked.insert(from);
        }
        events.push(asks(
            "completed",
            request(tab, &id, "main_frame", &url, None),
            true,
        ));
        events.push(goes(
            "committed",
            commit(tab, &url, Some(&real.name), json!({})),
        ));
        for load in 0..loads {
            let url = format!("https://cdn{}.test/{number}/{load}.js", load % 3);
            let details = request(
                tab,
                &format!("r{number}.{load}"),
                "script",
                &url,
                Some(&real.name),
            );
            events.push(asks("completed", details, false));
            real.asked.insert(url.clone());
            real.entries.push(("script", url));
        }
        events.push(goes(
            "loaded",
            commit(tab, &url, Some(&real.name), json!({})),
        ));
        let (history, at) = self.tabs.entry(tab).or_insert_with(|| (Vec::new(), 0));
        history.truncate(*at + 1);
        history.push(real);
        *at = history.len() - 1;
        events
    }

    /// What the pages on the screen remember, told by themselves.
    fn collect(&self, browser: &mut Browser) {
        for (tab, (history, at)) in &self.tabs {
            let real = &history[*at];
            let entries: Vec<(&str, &str)> = real
                .entries
                .iter()
                .map(|(kind, url)| (*kind, url.as_str()))
                .collect();
            let mut told = memory(Some(&real.name), &real.url, &entries);
            told["tab_id"] = json!(tab);
            browser.event("collected", told);
        }
    }

    /// Each page on the screen is exactly what it asked for. `deaf` is whoever
    /// may have missed a commit: of two visits to one address only the page's
    /// own redirects cannot be told apart then.
    fn check(&self, browser: &mut Browser, deaf: bool) -> Result<(), TestCaseError> {
        for (tab, (history, at)) in &self.tabs {
            let real = &history[*at];
            let others = history.iter().filter(|other| other.name != real.name);
            let address = |real: &Real| real.url.split('#').next().map(str::to_owned);
            let twice = deaf
                && others
                    .into_iter()
                    .any(|other| address(other) == address(real));
            let told = |url: &&String| !(twice && url.starts_with("https://from"));
            let page = browser
                .observer
                .page(*tab, Some(&real.url))
                .expect("a page");
            let mut urls: Vec<&String> = page
                .requests
                .iter()
                .map(|request| &request.url)
                .filter(told)
                .collect();
            urls.sort();
            prop_assert_eq!(
                urls,
                real.asked.iter().filter(told).collect::<Vec<_>>(),
                "tab {}",
                tab
            );
        }
        for tab in &self.closed {
            prop_assert!(
                !browser.observer.tabs.contains_key(tab),
                "tab {} is closed",
                tab
            );
        }
        Ok(())
    }
}

fn asks(name: &'static str, details: Value, unique: bool) -> Told {
    let source = Source::Requests;
    Told {
        source,
        name,
        details,
        unique,
    }
}

fn goes(name: &'static str, details: Value) -> Told {
    let source = Source::Navigation;
    Told {
        source,
        name,
        details,
        unique: false,
    }
}

/// The two sources of one step in another order, each in its own.
fn shuffled(events: &[Told], dice: &mut impl Iterator<Item = bool>) -> Vec<Told> {
    let of = |source| {
        events
            .iter()
            .filter(move |told| told.source == source)
            .cloned()
    };
    let mut requests: Vec<Told> = of(Source::Requests).rev().collect();
    let mut navigation: Vec<Told> = of(Source::Navigation).rev().collect();
    let mut merged = Vec::new();
    while !requests.is_empty() || !navigation.is_empty() {
        let first = if requests.is_empty() || (!navigation.is_empty() && dice.next() == Some(true))
        {
            &mut navigation
        } else {
            &mut requests
        };
        merged.extend(first.pop());
    }
    merged
}

/// The page of each tab, its lines in the order of the alphabet: without times
/// requests stand as they were told.
fn pages(browser: &mut Browser) -> Vec<(i64, Vec<String>)> {
    let tabs: Vec<i64> = browser.observer.tabs.keys().copied().collect();
    let page = |tab| {
        let page = browser.observer.page(tab, None)?;
        let mut lines: Vec<String> = told(&page).lines().map(str::to_owned).collect();
        lines.sort();
        Some((tab, lines))
    };
    tabs.into_iter().filter_map(page).collect()
}

fn undisturbed(world: &World) -> Browser {
    let mut browser = Browser::default();
    for told in world.steps.iter().flatten() {
        browser.event(told.name, told.details.clone());
    }
    browser
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The model itself: without any disturbance the pages are what they are.
    #[test]
    fn nobody_disturbs(steps in prop::collection::vec(step(), 1..30)) {
        let world = World::live(&steps);
        let mut browser = undisturbed(&world);
        if world.tabs.values().all(|(history, _)| history.len() <= 10) {
            world.check(&mut browser, false)?;
        }
        world.collect(&mut browser);
        world.check(&mut browser, false)?;
    }

    /// In any order, each event perhaps twice, and killed between any two.
    #[test]
    fn any_order_doubles_and_kills(
        steps in prop::collection::vec(step(), 1..25),
        dice in prop::collection::vec(any::<bool>(), 1..64),
        doubled in prop::collection::vec(prop::bool::weighted(0.2), 1..64),
        kills in prop::collection::vec(prop::bool::weighted(0.2), 1..64),
    ) {
        let world = World::live(&steps);
        let mut expected = undisturbed(&world);
        let (mut dice, mut doubled, mut kills) = (dice.into_iter().cycle(), doubled.into_iter().cycle(), kills.into_iter().cycle());
        let mut browser = Browser::default();
        for step in &world.steps {
            for told in shuffled(step, &mut dice) {
                browser.event(told.name, told.details.clone());
                if doubled.next() == Some(true) {
                    browser.clock -= 1.0;
                    browser.event(told.name, told.details);
                }
                if kills.next() == Some(true) {
                    browser.die();
                }
            }
        }
        prop_assert_eq!(pages(&mut browser), pages(&mut expected));
    }

    /// Things that a page asks for and nobody tells of, and a background that
    /// dies before it wrote the last half a second: what the pages remember
    /// makes up for it.
    #[test]
    fn losses(
        steps in prop::collection::vec(step(), 1..25),
        lost in prop::collection::vec(prop::bool::weighted(0.3), 1..64),
        death in 0..100_usize,
    ) {
        let world = World::live(&steps);
        let (mut lost, mut left) = (lost.into_iter().cycle(), death);
        let mut browser = Browser::default();
        let mut written = Browser::default();
        for step in &world.steps {
            // Readers are slower than that.
            written.observer = browser.read_back();
            for told in step {
                let kept = told.unique || told.source == Source::Navigation;
                if kept || lost.next() == Some(false) {
                    browser.event(told.name, told.details.clone());
                }
                if told.unique || told.name == "tab-removed" {
                    written.observer = browser.read_back();
                }
                if left == 0 {
                    browser.observer = written.read_back();
                }
                left = left.wrapping_sub(1);
            }
        }
        world.collect(&mut browser);
        world.check(&mut browser, true)?;
    }
}
