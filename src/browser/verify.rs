//! The page of the trials (`popup.html?verify=<tab>`): loads the page of that
//! tab again in a tab of its own, undisturbed and under its worst outages, and
//! shows what was seen beside what was foretold. Whatever ends it, the tab
//! goes, and with the tab what was simulated there.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::future::TimeoutFuture;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::api::{self, Answer, Refusal};
use super::language;
use super::page::{self, Mount};
use super::talk::Talk;
use crate::look::{AFTER, Look, PATIENCE};
use crate::messages;
use crate::observe::url;
use crate::order;
use crate::reply::{Question, Reply};
use crate::report::Report;
use crate::simulate::{Plan, Refused};
use crate::trial::{self, Trial};
use crate::view::html::{self, Gesture, Place, Screen, Seen, Shown, Stage, Trials, press};
use crate::words;

/// Milliseconds between two glances at the clock and at Cancel.
const GLANCE: u32 = 100;
/// A page that has not loaded by then is looked at as it is.
const LONGEST_LOAD: f64 = 20_000.0;

struct Verify {
    mount: Option<Mount>,
    talk: Rc<Talk>,
    trials: Trials,
    /// In which the page is tried.
    tab: Option<i64>,
    cancelled: bool,
}

type Shared = Rc<RefCell<Verify>>;

/// Why the trials ended early.
enum End {
    Cancelled,
    Because(String),
}

impl From<Refusal> for End {
    fn from(refusal: Refusal) -> End {
        End::Because(refusal.0)
    }
}

/// Starts the trials of the page that a tab shows.
pub fn start(source: i64) -> Result<(), JsValue> {
    let verify = Rc::new(RefCell::new(Verify {
        mount: None,
        talk: Rc::default(),
        trials: Trials::default(),
        tab: None,
        cancelled: false,
    }));
    let on_gesture = {
        let verify = Rc::clone(&verify);
        move |gesture| act(&verify, gesture)
    };
    verify.borrow_mut().mount = Some(Mount::new("app", on_gesture)?);
    spawn_local(async move {
        language::learn().await;
        draw(&verify);
        let ended = run(&verify, source).await;
        clean_up(&verify).await;
        stage(
            &verify,
            match ended {
                Ok(()) => Stage::Finished,
                Err(End::Cancelled) => Stage::Stopped(messages::cancelled().to_owned()),
                Err(End::Because(why)) => Stage::Stopped(why),
            },
        );
        if let Ok(own) = api::own_tab().await {
            let _ = api::come_forward(own).await;
        }
    });
    Ok(())
}

fn act(verify: &Shared, gesture: Gesture) {
    let Gesture::Press { name, .. } = gesture else {
        return;
    };
    match name.as_str() {
        press::CANCEL => verify.borrow_mut().cancelled = true,
        press::RETRY => {
            if let Some(window) = web_sys::window() {
                let _ = window.location().reload();
            }
        }
        _ => {}
    }
}

async fn run(verify: &Shared, source: i64) -> Result<(), End> {
    let (report, holds) = report(verify, source).await?;
    let page = report.page.url.clone();
    verify.borrow_mut().trials.page.clone_from(&page);
    page::name(&messages::trials_of(&url::host(&page).unwrap_or_default()));
    let plans = trial::plans(&report, holds).map_err(|refused| {
        End::Because(match refused {
            Refused::NothingLost => messages::nothing_to_try().to_owned(),
            Refused::Form => messages::no_simulation_of_forms().to_owned(),
        })
    })?;
    verify.borrow_mut().trials.all = plans.len();
    stage(verify, Stage::Undisturbed);

    api::listen_in(url::origin(&page).unwrap_or_default()).await?;
    let begun = api::now();
    let tab = api::open_tab(&page).await?;
    verify.borrow_mut().tab = Some(tab);
    let by = api::own_tab().await?;
    order(verify, &Question::Trying { by, tab }).await?;
    while api::now() - begun < LONGEST_LOAD && !is_loaded(tab).await? {
        wait(verify, f64::from(GLANCE)).await?;
    }
    // Every load has as long as the undisturbed one took, and a little more.
    let time = (api::now() - begun + 1_000.0).max(AFTER.as_millis() as f64);
    wait(verify, begun + time - api::now()).await?;
    let undisturbed = look(verify, tab, &report).await?;
    let undisturbed = undisturbed
        .filter(Look::is_shown)
        .ok_or_else(|| End::Because(messages::nothing_seen().to_owned()))?;
    verify.borrow_mut().trials.undisturbed = picture(verify, tab).await?;

    for plan in plans {
        stage(verify, Stage::Trying(words::title(&plan.outage)));
        let seen = try_one(verify, tab, &report, plan, &undisturbed, time).await?;
        verify.borrow_mut().trials.seen.push(seen);
        draw(verify);
    }
    let trials = (verify.borrow().trials.seen.iter())
        .map(|seen| seen.trial.clone())
        .collect();
    order(verify, &Question::Tried { page, trials }).await
}

/// The page's own report, as it stands beside its tab.
async fn report(verify: &Shared, tab: i64) -> Result<(Box<Report>, bool), End> {
    let revision = None;
    match ask(verify, &Question::Report { tab, revision }).await? {
        Reply::Report { report, beside, .. } => match report.open() {
            Some(report) => Ok((Box::new(report), beside.holds)),
            None => Err(End::Because(messages::refused_unreadable().to_owned())),
        },
        Reply::Failed(why) => Err(End::Because(why)),
        _ => Err(End::Because(messages::nothing_to_try().to_owned())),
    }
}

async fn try_one(
    verify: &Shared,
    tab: i64,
    report: &Report,
    plan: Plan,
    undisturbed: &Look,
    time: f64,
) -> Result<Seen, End> {
    // The outage before may have taken the page itself: it must be there
    // again, or it could not be loaded past the cache.
    if !shows(tab, &report.page.url).await? {
        order(verify, &Question::Stop { tab }).await?;
        let begun = api::now();
        while api::now() - begun < time && !shows(tab, &report.page.url).await? {
            wait(verify, f64::from(GLANCE)).await?;
        }
    }
    let question = Question::Simulate {
        tab,
        plan: Box::new(plan.clone()),
    };
    order(verify, &question).await?;
    wait(verify, time).await?;
    let disturbed = look(verify, tab, report).await?;
    Ok(Seen {
        trial: Trial::new(&plan, undisturbed, disturbed.as_ref()),
        picture: picture(verify, tab).await?,
    })
}

/// What the tab's documents show; `None` where the page itself is gone.
async fn look(verify: &Shared, tab: i64, report: &Report) -> Result<Option<Look>, End> {
    #[derive(Default, serde::Deserialize)]
    #[serde(default, rename_all = "camelCase")]
    struct Frame {
        frame_id: i64,
        result: Option<Look>,
    }
    if url::host(&shown(tab).await?).is_none() {
        return Ok(None);
    }
    let json = match in_time(verify, api::run_in_frames(tab, "look.js")).await? {
        Some(Ok(json)) => json,
        // The browser's own page about an error lets nobody look.
        Some(Err(_)) => return Ok(None),
        None => {
            let frozen = true;
            return Ok(Some(Look {
                frozen,
                ..Look::default()
            }));
        }
    };
    let mut frames: Vec<Frame> = serde_json::from_str(&json)
        .map_err(|error| End::Because(messages::refused_look(&error.to_string())))?;
    order::by_key(&mut frames, |frame| frame.frame_id);
    let mut look = Look::of(frames.into_iter().filter_map(|frame| frame.result));
    if let Some(look) = &mut look {
        look.leave_out(&|host| trial::is_beside_the_page(report, host));
    }
    Ok(look)
}

/// A picture of what the tab shows, where the browser can take one.
async fn picture(verify: &Shared, tab: i64) -> Result<Option<String>, End> {
    Ok(in_time(verify, api::picture(tab)).await?.flatten())
}

/// What comes of asking a page; `None` when it does not answer: a page that
/// something holds up would hold up the trials, too.
async fn in_time<T: 'static>(
    verify: &Shared,
    question: impl Future<Output = T> + 'static,
) -> Result<Option<T>, End> {
    let answer = Rc::new(RefCell::new(None));
    spawn_local({
        let answer = Rc::clone(&answer);
        async move {
            let came = question.await;
            answer.borrow_mut().replace(came);
        }
    });
    let end = api::now() + PATIENCE.as_millis() as f64;
    while answer.borrow().is_none() && api::now() < end {
        wait(verify, f64::from(GLANCE)).await?;
    }
    Ok(answer.take())
}

/// Waits some milliseconds, as long as the reader wants to.
async fn wait(verify: &Shared, time: f64) -> Result<(), End> {
    let end = api::now() + time;
    while api::now() < end {
        if verify.borrow().cancelled {
            return Err(End::Cancelled);
        }
        TimeoutFuture::new(GLANCE).await;
    }
    Ok(())
}

async fn tab(id: i64) -> Result<api::TabInfo, End> {
    (api::tab(id).await).map_err(|_| End::Because(messages::tab_closed().to_owned()))
}

async fn is_loaded(id: i64) -> Result<bool, End> {
    Ok(tab(id).await?.status.as_deref() == Some("complete"))
}

async fn shown(id: i64) -> Result<String, End> {
    Ok(tab(id).await?.url.unwrap_or_default())
}

async fn shows(id: i64, page: &str) -> Result<bool, End> {
    Ok(url::without_fragment(&shown(id).await?) == page)
}

async fn ask(verify: &Shared, question: &Question) -> Answer<Reply> {
    let talk = Rc::clone(&verify.borrow().talk);
    talk.ask(question).await
}

async fn order(verify: &Shared, question: &Question) -> Result<(), End> {
    match ask(verify, question).await? {
        Reply::Failed(why) => Err(End::Because(why)),
        _ => Ok(()),
    }
}

async fn clean_up(verify: &Shared) {
    let tab = verify.borrow_mut().tab.take();
    if let Some(tab) = tab {
        let _ = api::close_tab(tab).await;
    }
    let _ = api::listen_no_more().await;
}

fn stage(verify: &Shared, stage: Stage) {
    verify.borrow_mut().trials.stage = stage;
    draw(verify);
}

fn draw(verify: &Shared) {
    let mut verify = verify.borrow_mut();
    let screen = Screen::Trials(verify.trials.clone());
    let markup = html::screen(&screen, &Shown::default(), Place::Tab).into_string();
    if let Some(mount) = &mut verify.mount
        && let Err(error) = mount.render(markup)
    {
        web_sys::console::error_1(&error);
    }
}
