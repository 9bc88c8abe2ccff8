//! The panel among the browser's tools for developers: reads what they recorded
//! of the page as any other recording, and shows the report with the code
//! behind it. The background makes the report, and simulates, as for the popup.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::future::TimeoutFuture;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::api::{Answer, Refusal};
use super::devtools::{self, Recorded};
use super::language;
use super::page::{self, Mount};
use super::popup::planned;
use super::talk::Talk;
use crate::code::{self, Code};
use crate::messages;
use crate::observe::{har, url};
use crate::reply::{Question, Reply};
use crate::report::Report;
use crate::simulate::Beside;
use crate::view::html::{self, Gesture, Place, Screen, Shown, press};
use crate::view::{Source, json, markdown};

/// Milliseconds between two looks: a page that loads fills the panel about as
/// fast as one can read.
const PAUSE: u32 = 600;

struct Panel {
    mount: Option<Mount>,
    talk: Rc<Talk>,
    tab: i64,
    shown: Shown,
    /// What there is to show but for a report.
    screen: Screen,
    read: Option<Read>,
    beside: Beside,
    /// Of what the background told last.
    revision: Option<String>,
}

/// What was read from the recording.
struct Read {
    report: Report,
    code: Code,
}

type Shared = Rc<RefCell<Panel>>;

/// Starts the panel on its page.
pub fn panel() -> Result<(), JsValue> {
    let panel = Rc::new(RefCell::new(Panel {
        mount: None,
        talk: Rc::default(),
        tab: -1,
        shown: Shown::default(),
        screen: Screen::Loading,
        read: None,
        beside: Beside::default(),
        revision: None,
    }));
    let on_gesture = {
        let panel = Rc::clone(&panel);
        move |gesture| act(&panel, gesture)
    };
    panel.borrow_mut().mount = Some(Mount::new("app", on_gesture)?);
    spawn_local(async move {
        language::learn().await;
        page::introduce();
        if let Err(refusal) = follow(&panel).await {
            fail(&panel, refusal.0);
        }
    });
    Ok(())
}

/// Looks again and again while the panel is open.
async fn follow(panel: &Shared) -> Answer<()> {
    panel.borrow_mut().tab = devtools::tab()?;
    draw(panel);
    let news = Rc::new(Cell::new(true));
    let told = Rc::clone(&news);
    devtools::listen(move || told.set(true))?;
    loop {
        let mut changed = stand_beside(panel).await;
        if news.replace(false) {
            match read(panel).await {
                Ok(read) => {
                    let mut panel = panel.borrow_mut();
                    panel.read = read;
                    panel.screen = Screen::Unrecorded;
                }
                Err(why) => fail(panel, why),
            }
            changed = true;
        }
        if changed {
            draw(panel);
        }
        TimeoutFuture::new(PAUSE).await;
    }
}

fn fail(panel: &Shared, why: String) {
    let mut held = panel.borrow_mut();
    held.read = None;
    held.screen = Screen::Failed { why };
    drop(held);
    draw(panel);
}

/// Asks what is being simulated in the tab; whether that has changed.
async fn stand_beside(panel: &Shared) -> bool {
    let question = Question::Report {
        tab: panel.borrow().tab,
        revision: panel.borrow().revision.clone(),
    };
    let (beside, revision) = match ask(panel, &question).await {
        Reply::Report {
            beside, revision, ..
        } => (beside, Some(revision)),
        Reply::Unchanged => return false,
        _ => (Beside::default(), None),
    };
    let mut panel = panel.borrow_mut();
    let changed = panel.beside != beside;
    panel.revision = revision;
    panel.beside = beside;
    changed
}

async fn ask(panel: &Shared, question: &Question) -> Reply {
    let talk = Rc::clone(&panel.borrow().talk);
    let reply = talk.ask(question).await;
    reply.unwrap_or_else(|refusal| Reply::Failed(refusal.0))
}

/// Reads the recording; nothing where there is none.
///
/// # Errors
/// A sentence on why it cannot be read.
async fn read(panel: &Shared) -> Result<Option<Read>, String> {
    let said = |refusal: Refusal| refusal.0;
    let Some(Recorded { har, documents }) = devtools::recorded().await.map_err(said)? else {
        return Ok(None);
    };
    let recording = har::pages(har.as_bytes()).map_err(|error| error.to_string())?;
    let Some(page) = recording.pages.into_iter().next_back() else {
        return Ok(None);
    };
    let page = Box::new(page);
    let question = Question::Recorded { page: page.clone() };
    let report = match ask(panel, &question).await {
        Reply::Recorded(report) => report.open(),
        Reply::Failed(why) => return Err(why),
        _ => None,
    };
    let report = report.ok_or_else(|| messages::refused_odd().to_owned())?;
    let document = documents
        .iter()
        .rfind(|(address, _)| url::without_fragment(address) == page.url);
    let code = Code {
        callers: code::callers(&har),
        tags: document.map(|(address, text)| har::tags(text, address)),
        page: *page,
    };
    Ok(Some(Read { report, code }))
}

fn draw(panel: &Shared) {
    let mut panel = panel.borrow_mut();
    let markup = match &panel.read {
        Some(Read { report, code }) => html::panel(report, &panel.beside, code, &panel.shown),
        None => html::screen(&panel.screen, &panel.shown, Place::Panel),
    };
    if let Some(Err(error)) = (panel.mount.as_mut()).map(|mount| mount.render(markup.into_string()))
    {
        web_sys::console::error_1(&error);
    }
}

fn act(panel: &Shared, gesture: Gesture) {
    if panel.borrow_mut().shown.take(&gesture) {
        return draw(panel);
    }
    let Gesture::Press { name, value } = gesture else {
        return;
    };
    match name.as_str() {
        press::RECORD | press::RELOAD => {
            if let Err(refusal) = devtools::reload() {
                fail(panel, refusal.0);
            }
        }
        press::SIMULATE => simulate(panel, &value),
        press::STOP => {
            let tab = panel.borrow().tab;
            order(panel, Question::Stop { tab });
        }
        press::COPY_TAG => copy(panel, value),
        press::COPY_MARKDOWN => copy_report(panel, markdown::page),
        press::COPY_JSON => copy_report(panel, json::page),
        press::SAVE_SVG | press::SAVE_PNG => save(panel, name == press::SAVE_PNG),
        press::RETRY => {
            if let Some(window) = web_sys::window() {
                let _ = window.location().reload();
            }
        }
        _ => {}
    }
}

/// `which` is a mode and the id of an outage.
fn simulate(panel: &Shared, which: &str) {
    let (tab, plan) = {
        let panel = panel.borrow();
        let report = panel.read.as_ref().map(|read| &read.report);
        (panel.tab, report.and_then(|report| planned(report, which)))
    };
    if let Some(plan) = plan {
        let plan = Box::new(plan);
        order(panel, Question::Simulate { tab, plan });
    }
}

/// Asks for something to be done; what went wrong is said.
fn order(panel: &Shared, question: Question) {
    let panel = Rc::clone(panel);
    spawn_local(async move {
        if let Reply::Failed(why) = ask(&panel, &question).await {
            note(&panel, &why);
        }
    });
}

fn note(panel: &Shared, note: &str) {
    note.clone_into(&mut panel.borrow_mut().shown.note);
    draw(panel);
}

fn copy_report(panel: &Shared, write: fn(&Report, &Source) -> String) {
    let text = match &panel.borrow().read {
        Some(read) => write(&read.report, &Source::default()),
        None => return,
    };
    copy(panel, text);
}

fn copy(panel: &Shared, text: String) {
    let panel = Rc::clone(panel);
    spawn_local(async move {
        let said = match page::copy(&text).await {
            Ok(()) => messages::copied(),
            Err(_) => messages::not_copied(),
        };
        note(&panel, said);
    });
}

/// Saves the explorer's picture.
fn save(panel: &Shared, as_png: bool) {
    let (report, shown) = match &*panel.borrow() {
        Panel {
            read: Some(read),
            shown,
            ..
        } => (read.report.clone(), shown.clone()),
        _ => return,
    };
    let panel = Rc::clone(panel);
    spawn_local(async move { note(&panel, page::save_picture(&report, &shown, as_png).await) });
}
