//! The stage: one browser with the extension in it, and the hosts of some
//! pages. Several pages are on it at once, each in one load at a time, so that
//! most of the time is spent waiting for all of them together.

use std::cmp::Reverse;
use std::collections::VecDeque;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use faultline::look::{self, Look, Observed, observed};
use faultline::model::{Mode, Verdict};
use faultline::reply::{Question, Reply};
use faultline::report::Report;
use faultline::trial;

use super::case::{Case, Outage};
use crate::ask;
use crate::browser::{self, Browser, Hung, Options, Place, Tab};
use crate::server::{Running, Site};
use crate::setup::BrowserProgram;

/// How many pages are loaded at the same time. More are late for their look.
const AT_ONCE: usize = 8;
/// A page that asked for something is given this long to show it.
const QUIET: Duration = Duration::from_millis(1500);
/// However often it asks, it is looked at so long after the time for it.
const PATIENCE: Duration = Duration::from_secs(5);
/// A driver hiccups now and then: so often a load is tried.
const TRIES: u32 = 2;
const MODES: [Mode; 2] = [Mode::Refuse, Mode::Hang];

/// What came of one page.
pub struct Checked {
    pub name: String,
    pub apart: bool,
    pub outcomes: Vec<Outcome>,
    /// Two undisturbed loads did not look the same.
    pub unsteady: bool,
    /// Loads that had to be repeated.
    pub hiccups: u32,
    /// Why there is no more.
    pub failure: Option<String>,
}

impl Checked {
    /// A page that could not be checked.
    pub fn failed(case: &Case, error: &anyhow::Error) -> Checked {
        Checked {
            name: case.name.clone(),
            apart: case.apart,
            outcomes: Vec::new(),
            unsteady: false,
            hiccups: 0,
            failure: Some(format!("{error:#}")),
        }
    }
}

/// One outage in one mode, predicted and seen.
pub struct Outcome {
    pub outage: String,
    /// The page's own document is among what is lost: easily foretold.
    pub document: bool,
    pub mode: Mode,
    pub predicted: Verdict,
    pub seen: Observed,
}

impl Outcome {
    /// Whether exactly what was predicted was seen.
    pub fn is_right(&self) -> bool {
        self.predicted == self.seen.verdict
    }
}

/// What a load is for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Goal {
    /// The extension's prediction.
    Prediction,
    Undisturbed,
    Disturbed(Outage, Mode),
}

/// A page on the stage.
struct Act<'a> {
    case: &'a Case,
    left: VecDeque<(Goal, u32)>,
    report: Option<Report>,
    undisturbed: Vec<Look>,
    /// `None` as a look: there was no document.
    disturbed: Vec<(Outage, Mode, Option<Look>)>,
    hiccups: u32,
    failure: Option<String>,
    busy: bool,
}

/// A load that waits for its look.
struct Load {
    act: usize,
    goal: Goal,
    tries: u32,
    tab: Tab,
    due: Instant,
}

struct Stage<'a> {
    browser: Box<dyn Browser>,
    web: Running,
    /// A page of the extension's own, from where it is asked.
    asker: Tab,
    acts: Vec<Act<'a>>,
    look: String,
    listen: String,
}

/// Loads pages that have no host in common, each undisturbed and under each of
/// its outages. `done` is called with each page when it is through.
///
/// # Errors
/// When the browser or the server does not start, or the browser is gone.
pub fn perform(
    cases: &[&Case],
    program: &BrowserProgram,
    extension: &Path,
    done: &mut dyn FnMut(Checked),
) -> Result<()> {
    let names: Vec<(&Case, &str)> = cases
        .iter()
        .flat_map(|case| case.hosts().map(|host| (*case, host)))
        .collect();
    let mut site = Site::new();
    for (number, (case, host)) in names.iter().enumerate() {
        let address = format!("127.77.{}.{}", number / 250, number % 250 + 1);
        site = site.host(case.serve(host, &address)?);
    }
    let web = site.serve()?;
    let options = Options {
        extension: Some(extension.to_path_buf()),
        headless: true,
        network: Some(web.network()),
        ..Options::default()
    };
    let mut browser = browser::launch(program, &options)?;
    let asker = browser.open(&browser.extension_url("popup.html?tab=0")?)?;
    let rules: Vec<String> = cases.iter().flat_map(|case| case.own_rules()).collect();
    let text = rules.join("\n");
    match ask::ask(
        &mut *browser,
        Place::Tab(&asker),
        &Question::SetOwn { text },
    )? {
        Reply::Own { errors, .. } if errors.is_empty() => {}
        other => bail!("the extension does not take the pages' own rules: {other:?}"),
    }
    let script = |name: &str| {
        let file = crate::root().join("extension").join(name);
        std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
    };
    let look = script("look.js")?
        .trim_end()
        .trim_end_matches(';')
        .to_owned()
        + "\n";
    let mut acts: Vec<Act> = cases.iter().map(|case| Act::new(case)).collect();
    // What takes long begins first, so that nothing is left alone at the end.
    acts.sort_by_key(|act| Reverse(act.left.len()));
    let mut stage = Stage {
        browser,
        web,
        asker,
        acts,
        look,
        listen: script("listen.js")?,
    };
    stage.play(done)
}

impl<'a> Act<'a> {
    fn new(case: &'a Case) -> Act<'a> {
        let disturbed = case
            .outages()
            .into_iter()
            .flat_map(|outage| MODES.map(|mode| Goal::Disturbed(outage.clone(), mode)));
        let before = [Goal::Prediction, Goal::Undisturbed, Goal::Undisturbed];
        Act {
            case,
            left: before
                .into_iter()
                .chain(disturbed)
                .map(|goal| (goal, 0))
                .collect(),
            report: None,
            undisturbed: Vec::new(),
            disturbed: Vec::new(),
            hiccups: 0,
            failure: None,
            busy: false,
        }
    }

    /// What came of it, once nothing is left to do.
    fn conclude(mut self) -> Checked {
        let checked = Checked {
            name: self.case.name.clone(),
            apart: self.case.apart,
            outcomes: Vec::new(),
            unsteady: false,
            hiccups: self.hiccups,
            failure: self.failure.take(),
        };
        let Some(report) = &self.report else {
            return checked;
        };
        let looks = self.undisturbed.iter_mut();
        for look in looks.chain(
            self.disturbed
                .iter_mut()
                .filter_map(|(.., look)| look.as_mut()),
        ) {
            look.leave_out(&|host| trial::is_beside_the_page(report, host));
        }
        let [first, second] = self.undisturbed.as_slice() else {
            return checked;
        };
        let differs = |a: &Look, b: &Look| observed(a, Some(b)).verdict != Verdict::Unaffected;
        let outcome = |(outage, mode, look): &(Outage, Mode, Option<Look>)| Outcome {
            outage: outage.id.clone(),
            document: self.case.loses_document(outage),
            mode: *mode,
            predicted: predicted(report, &outage.id, *mode),
            seen: observed(first, look.as_ref()),
        };
        Checked {
            outcomes: self.disturbed.iter().map(outcome).collect(),
            unsteady: differs(first, second) || differs(second, first),
            ..checked
        }
    }
}

/// What the report says of an outage in one mode. One that it does not list
/// touches nothing that the page was seen to use.
fn predicted(report: &Report, id: &str, mode: Mode) -> Verdict {
    let finding = report.outages.iter().find(|finding| {
        let mut known = finding.same.iter().chain([&finding.outage]);
        known.any(|outage| outage.id == id)
    });
    let verdict = finding.and_then(|finding| match mode {
        Mode::Refuse => finding.impact.refuse,
        Mode::Hang => finding.impact.hang,
    });
    verdict.unwrap_or(Verdict::Unaffected)
}

impl Stage<'_> {
    fn play(&mut self, done: &mut dyn FnMut(Checked)) -> Result<()> {
        let mut loads: VecDeque<Load> = VecDeque::new();
        loop {
            while loads.len() < AT_ONCE
                && let Some(act) = self.next()
            {
                loads.extend(self.begin(act)?);
                self.conclude(act, done);
            }
            let Some(load) = loads.pop_front() else {
                break;
            };
            std::thread::sleep(load.due.saturating_duration_since(Instant::now()));
            if let Some(later) = self.restless(&load) {
                loads.push_back(Load { due: later, ..load });
                continue;
            }
            let act = load.act;
            self.end(load)?;
            self.conclude(act, done);
        }
        Ok(())
    }

    /// Hands a page over that is through.
    fn conclude(&mut self, index: usize, done: &mut dyn FnMut(Checked)) {
        let act = &mut self.acts[index];
        if !act.busy && act.left.is_empty() {
            let over = Act {
                left: VecDeque::new(),
                ..Act::new(act.case)
            };
            done(std::mem::replace(act, over).conclude());
        }
    }

    /// The first page that has something left to do and is not busy.
    fn next(&self) -> Option<usize> {
        let waits = |act: &Act| !act.busy && !act.left.is_empty();
        self.acts.iter().position(waits)
    }

    /// When to look instead, where a page has asked for something only just
    /// now: a machine with other things to do is slower than the clock.
    fn restless(&self, load: &Load) -> Option<Instant> {
        let asked = self.web.last_asked(self.acts[load.act].case.hosts())?;
        let quiet = asked + QUIET;
        (quiet > Instant::now() && quiet < load.due + PATIENCE).then_some(quiet)
    }

    /// Starts a page's next load; none when the browser hiccups.
    fn begin(&mut self, index: usize) -> Result<Option<Load>> {
        let act = &mut self.acts[index];
        let Some((goal, tries)) = act.left.pop_front() else {
            return Ok(None);
        };
        if let Goal::Disturbed(outage, mode) = &goal {
            self.web
                .lose(outage.hosts.iter().map(String::as_str), *mode);
        }
        let fresh = (goal != Goal::Prediction).then_some(self.listen.as_str());
        let page = act.case.page.as_str();
        let browser = &mut *self.browser;
        let set_off = browser.open_window(fresh).and_then(|tab| {
            browser.set_off(&tab, page)?;
            Ok(tab)
        });
        match set_off {
            Ok(tab) => {
                act.busy = true;
                let due = Instant::now() + look::AFTER;
                Ok(Some(Load {
                    act: index,
                    goal,
                    tries,
                    tab,
                    due,
                }))
            }
            Err(error) => {
                self.again(index, goal, tries, &error)?;
                Ok(None)
            }
        }
    }

    fn end(&mut self, load: Load) -> Result<()> {
        let outcome = self.take(&load);
        let act = &mut self.acts[load.act];
        act.busy = false;
        if let Goal::Disturbed(outage, _) = &load.goal {
            self.web.restore(outage.hosts.iter().map(String::as_str));
        }
        let closed = self.browser.close(load.tab);
        match outcome.and(closed) {
            Ok(()) => Ok(()),
            Err(error) => self.again(load.act, load.goal, load.tries, &error),
        }
    }

    /// Takes what a load is for.
    fn take(&mut self, load: &Load) -> Result<()> {
        let case = self.acts[load.act].case;
        if load.goal == Goal::Prediction {
            let report = self.report(case)?;
            self.acts[load.act].report = Some(report);
            return Ok(());
        }
        let look = match self.browser.evaluate_in_documents(&load.tab, &self.look) {
            Ok(documents) => {
                let looks = documents.into_iter().map(serde_json::from_value::<Look>);
                Look::of(looks.collect::<Result<Vec<Look>, _>>()?)
            }
            // Once may be the machine; a page that hangs twice hangs.
            Err(error) if load.tries > 0 && error.is::<Hung>() => Some(Look {
                frozen: true,
                ..Look::default()
            }),
            Err(error) => return Err(error),
        };
        let act = &mut self.acts[load.act];
        match &load.goal {
            Goal::Disturbed(outage, mode) => {
                let document_lost = case.loses_document(outage);
                ensure!(
                    look.is_some() || document_lost || load.tries > 0,
                    "there is no document, although its host is there"
                );
                act.disturbed.push((outage.clone(), *mode, look));
            }
            _ => {
                let look = look.context("undisturbed there is no document")?;
                ensure!(look.is_shown(), "undisturbed it shows nothing: {look:?}");
                act.undisturbed.push(look);
            }
        }
        Ok(())
    }

    /// The extension's report on a page that is open.
    fn report(&mut self, case: &Case) -> Result<Report> {
        let hosts: Vec<&str> = case.hosts().collect();
        let hosts = serde_json::to_string(&hosts)?;
        let find = format!(
            "(async () => {{
                const tabs = await (globalThis.browser ?? chrome).tabs.query({{}});
                return tabs.find((tab) => {hosts}.includes(new URL(tab.url ?? 'about:blank').hostname))?.id;
            }})()"
        );
        let asker = Place::Tab(&self.asker);
        let tab = self.browser.evaluate(asker, &find)?;
        let tab = tab.as_i64().context("the page is in no tab")?;
        ask::report_on(&mut *self.browser, asker, tab)
    }

    /// Tries a load once more, and gives the page up when that was tried.
    fn again(&mut self, act: usize, goal: Goal, tries: u32, error: &anyhow::Error) -> Result<()> {
        if let Goal::Disturbed(outage, _) = &goal {
            self.web.restore(outage.hosts.iter().map(String::as_str));
        }
        // Whether it is the page or the browser.
        self.browser
            .evaluate(Place::Tab(&self.asker), "1")
            .context("the browser is gone")?;
        let act = &mut self.acts[act];
        if tries + 1 < TRIES {
            act.hiccups += 1;
            act.left.push_front((goal, tries + 1));
        } else {
            act.failure = Some(format!("{goal:?}: {error:#}"));
            act.left.clear();
        }
        Ok(())
    }
}
