//! The popup, and the same in a tab of its own (`popup.html?tab=<id>`): asks
//! the background about one tab, shows the answer, and does what the reader
//! asks for.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::future::TimeoutFuture;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::api::{self, Answer, Refusal};
use super::language;
use super::page::{self, Mount};
use super::talk::Talk;
use super::verify;
use crate::messages;
use crate::model::Mode;
use crate::observe::url;
use crate::reply::{Question, Reply};
use crate::report::{Extent, Report};
use crate::simulate::{self, Plan};
use crate::view::html::{self, Gesture, Place, Screen, Settings, Shown, press};
use crate::view::{Source, json, markdown};
use crate::words;

/// Milliseconds between two questions: a page that loads fills the popup about
/// as fast as one can read.
const PAUSE: u32 = 600;

struct Popup {
    mount: Option<Mount>,
    talk: Rc<Talk>,
    place: Place,
    asked: Asked,
    tab: i64,
    shown: Shown,
    screen: Screen,
    revision: Option<String>,
    settings: Option<Settings>,
    /// Earlier texts of the reader's own addresses, for undo.
    earlier: Vec<String>,
}

type Shared = Rc<RefCell<Popup>>;

/// Starts the popup on its page.
pub fn popup() -> Result<(), JsValue> {
    page::mark("core");
    let asked = asked();
    if let Asked::Verify(tab) = asked {
        return verify::start(tab);
    }
    let popup = Rc::new(RefCell::new(Popup {
        mount: None,
        talk: Rc::default(),
        place: match asked {
            Asked::Front => Place::Popup,
            Asked::Tab(_) | Asked::Down(_) | Asked::Verify(_) | Asked::Welcome => Place::Tab,
        },
        asked,
        tab: -1,
        shown: Shown::default(),
        screen: Screen::Loading,
        revision: None,
        settings: None,
        earlier: Vec::new(),
    }));
    let on_gesture = {
        let popup = Rc::clone(&popup);
        move |gesture| act(&popup, gesture)
    };
    popup.borrow_mut().mount = Some(Mount::new("app", on_gesture)?);
    spawn_local(async move {
        language::learn().await;
        page::introduce();
        if let Err(refusal) = follow(&popup).await {
            show(&popup, Screen::Failed { why: refusal.0 });
        }
    });
    Ok(())
}

/// What the page's own address asks it to show.
#[derive(Clone, Copy)]
enum Asked {
    /// The report on the tab in front.
    Front,
    /// The report on this tab: `?tab=<id>`.
    Tab(i64),
    /// What stands in place of this tab's page: `?down=<id>#<its address>`.
    Down(i64),
    /// Whether the report on this tab is right: `?verify=<id>`.
    Verify(i64),
    /// What there is to know after installing: `?welcome`.
    Welcome,
}

fn asked() -> Asked {
    let search = web_sys::window().and_then(|window| window.location().search().ok());
    let search = search.unwrap_or_default();
    let named = |name: &str| search.strip_prefix(name)?.parse().ok();
    None.or_else(|| named("?tab=").map(Asked::Tab))
        .or_else(|| named("?down=").map(Asked::Down))
        .or_else(|| named("?verify=").map(Asked::Verify))
        .or_else(|| (search == "?welcome").then_some(Asked::Welcome))
        .unwrap_or(Asked::Front)
}

/// The address of the page in whose place this stands. Browsers write
/// a fragment as it was given, as long as it is an address.
fn fragment() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    let hash = hash.unwrap_or_default();
    hash.strip_prefix('#').unwrap_or_default().to_owned()
}

/// Asks again and again while the popup is open.
async fn follow(popup: &Shared) -> Answer<()> {
    let asked = popup.borrow().asked;
    let tab = match asked {
        Asked::Tab(tab) | Asked::Down(tab) | Asked::Verify(tab) => tab,
        Asked::Welcome => return welcome(popup).await,
        Asked::Front => {
            let front = api::active_tab().await?.and_then(|tab| tab.id);
            let none = || Refusal(messages::refused_front().to_owned());
            front.ok_or_else(none)?
        }
    };
    popup.borrow_mut().tab = tab;
    draw(popup);
    loop {
        let question = match asked {
            Asked::Down(tab) => Question::Down { tab },
            Asked::Front | Asked::Tab(_) | Asked::Verify(_) | Asked::Welcome => Question::Report {
                tab,
                revision: popup.borrow().revision.clone(),
            },
        };
        take(popup, ask(popup, &question).await);
        TimeoutFuture::new(PAUSE).await;
    }
}

/// Looks again and again whether the permission was given.
async fn welcome(popup: &Shared) -> Answer<()> {
    page::name(messages::welcome());
    loop {
        let allowed = api::sees_all_sites().await?;
        show(popup, Screen::Welcome { allowed });
        TimeoutFuture::new(PAUSE).await;
    }
}

async fn ask(popup: &Shared, question: &Question) -> Reply {
    let talk = Rc::clone(&popup.borrow().talk);
    let reply = talk.ask(question).await;
    reply.unwrap_or_else(|refusal| Reply::Failed(refusal.0))
}

fn take(popup: &Shared, reply: Reply) {
    let screen = match reply {
        // The panel alone asks about recordings.
        Reply::Unchanged | Reply::Recorded(_) => return,
        Reply::Report {
            report,
            beside,
            revision,
        } => {
            let Some(report) = report.open() else {
                let why = messages::refused_unreadable().to_owned();
                return show(popup, Screen::Failed { why });
            };
            popup.borrow_mut().revision = Some(revision);
            return show(popup, Screen::Report(Box::new(report), beside));
        }
        Reply::Down(status) => {
            let page = fragment();
            page::name(&messages::page_is_down(
                &url::host(&page).unwrap_or_default(),
            ));
            Screen::Down { page, status }
        }
        Reply::Done => return,
        Reply::NoPermission { site } => Screen::NoPermission { site },
        Reply::LoadedBefore { site } => Screen::LoadedBefore { site },
        Reply::BrowserPage => Screen::BrowserPage,
        Reply::Nothing { site } => Screen::Nothing { site },
        Reply::Closed => Screen::Closed,
        Reply::Failed(why) => Screen::Failed { why },
        Reply::Own {
            text,
            used,
            errors,
            looks_up,
            badge,
            unlisted,
            data,
        } => {
            let mut popup = popup.borrow_mut();
            let undo = !popup.earlier.is_empty();
            let revision = popup
                .settings
                .as_ref()
                .map_or(0, |settings| settings.revision);
            popup.settings = Some(Settings {
                text,
                errors,
                used,
                undo,
                looks_up,
                badge,
                unlisted,
                data,
                failed: String::new(),
                revision,
            });
            drop(popup);
            return;
        }
    };
    popup.borrow_mut().revision = None;
    show(popup, screen);
}

fn show(popup: &Shared, screen: Screen) {
    let same = popup.borrow().screen == screen;
    if !same {
        let is_report = matches!(screen, Screen::Report(..));
        popup.borrow_mut().screen = screen;
        draw(popup);
        if is_report {
            page::mark("report");
        }
    }
}

fn draw(popup: &Shared) {
    let mut popup = popup.borrow_mut();
    let settings = popup.settings.clone().map(Screen::Settings);
    let screen = settings.as_ref().unwrap_or(&popup.screen);
    let markup = html::screen(screen, &popup.shown, popup.place).into_string();
    if let Some(mount) = &mut popup.mount
        && let Err(error) = mount.render(markup)
    {
        web_sys::console::error_1(&error);
    }
}

fn act(popup: &Shared, gesture: Gesture) {
    if popup.borrow_mut().shown.take(&gesture) {
        return draw(popup);
    }
    match gesture {
        Gesture::Edit { text, .. } => {
            let before = popup
                .borrow()
                .settings
                .as_ref()
                .map(|settings| settings.text.clone());
            popup
                .borrow_mut()
                .earlier
                .extend(before.filter(|before| *before != text));
            set_own(popup, text);
        }
        Gesture::Press { name, value } => press(popup, &name, &value),
        Gesture::Tab(_) | Gesture::Toggle(_) => {}
    }
}

fn press(popup: &Shared, name: &str, value: &str) {
    let tab = popup.borrow().tab;
    // Under a simulation a copy in the cache would hide what is gone.
    let fresh =
        matches!(&popup.borrow().screen, Screen::Report(_, beside) if beside.simulation.is_some());
    match name {
        press::COPY_MARKDOWN => copy(popup, |report| markdown::page(report, &Source::default())),
        press::COPY_JSON => copy(popup, |report| json::page(report, &Source::default())),
        press::SAVE_SVG | press::SAVE_PNG => save(popup, name == press::SAVE_PNG),
        press::FULL_PAGE => open_own(&format!("popup.html?tab={tab}")),
        press::VERIFY => open_own(&format!("popup.html?verify={tab}")),
        press::WEB => open_own("web.html"),
        press::ALLOW => allow(popup),
        press::SIMULATE => simulate(popup, value),
        press::STOP => stop(popup),
        press::RELOAD => spawn_local(async move {
            let _ = api::reload(tab, fresh).await;
        }),
        press::RETRY => {
            if let Some(window) = web_sys::window() {
                let _ = window.location().reload();
            }
        }
        press::SETTINGS => set(popup, Question::Own),
        press::LOOK_UP => {
            let on = of_settings(popup, |settings| settings.looks_up != Some(true));
            set(popup, Question::LookUp { on });
        }
        press::BADGE => {
            let on = of_settings(popup, |settings| !settings.badge);
            set(popup, Question::Badge { on });
        }
        press::LIST => {
            if let Some(extent) = Extent::named(value) {
                let unlisted = of_settings(popup, |settings| settings.unlisted.clone());
                let on = unlisted.contains(&extent);
                set(popup, Question::List { extent, on });
            }
        }
        press::RESET => {
            let text = of_settings(popup, |settings| settings.text.clone());
            let mut changed = popup.borrow_mut();
            changed
                .earlier
                .extend(Some(text).filter(|text| !text.is_empty()));
            if let Some(settings) = &mut changed.settings {
                settings.revision += 1;
            }
            drop(changed);
            set(popup, Question::Reset);
        }
        press::UNDO => {
            let earlier = popup.borrow_mut().earlier.pop();
            if let Some(text) = earlier {
                if let Some(settings) = &mut popup.borrow_mut().settings {
                    settings.revision += 1;
                }
                set_own(popup, text);
            }
        }
        press::BACK => {
            popup.borrow_mut().settings = None;
            draw(popup);
        }
        _ => {}
    }
}

/// Opens one of the extension's own pages; the popup makes way for it.
fn open_own(path: &str) {
    if let Ok(url) = api::own_url(path) {
        spawn_local(async move {
            let _ = api::open_tab(&url).await;
        });
    }
}

/// Asks for something to be done, and then for how things stand.
fn order(popup: &Shared, question: Question) {
    let popup = Rc::clone(popup);
    spawn_local(async move {
        if let Reply::Failed(why) = ask(&popup, &question).await {
            popup.borrow_mut().shown.note = why;
            draw(&popup);
        }
    });
}

/// The simulation that a button asks for: `which` is a mode and the id of an
/// outage.
pub fn planned(report: &Report, which: &str) -> Option<Plan> {
    let (mode, id) = which.split_once(' ')?;
    let modes = [Mode::Refuse, Mode::Hang];
    let mode = modes
        .into_iter()
        .find(|known| words::mode_key(*known) == mode)?;
    simulate::plan(report, id, mode).ok()
}

fn simulate(popup: &Shared, which: &str) {
    let plan = match &popup.borrow().screen {
        Screen::Report(report, _) => planned(report, which),
        _ => None,
    };
    if let Some(plan) = plan {
        let tab = popup.borrow().tab;
        let plan = Box::new(plan);
        order(popup, Question::Simulate { tab, plan });
    }
}

/// Ends the simulation; one that has ended left only the way back.
fn stop(popup: &Shared) {
    let tab = popup.borrow().tab;
    let back = match &popup.borrow().screen {
        Screen::Down { page, status: None } => Some(page.clone()),
        _ => None,
    };
    match back {
        Some(url) => spawn_local(async move {
            let _ = api::lead(tab, &url).await;
        }),
        None => order(popup, Question::Stop { tab }),
    }
}

/// What the settings say that are shown.
fn of_settings<T: Default>(popup: &Shared, tell: impl Fn(&Settings) -> T) -> T {
    popup
        .borrow()
        .settings
        .as_ref()
        .map(tell)
        .unwrap_or_default()
}

fn set_own(popup: &Shared, text: String) {
    set(popup, Question::SetOwn { text });
}

/// Changes a setting, and shows how they stand then.
fn set(popup: &Shared, question: Question) {
    let popup = Rc::clone(popup);
    spawn_local(async move {
        let reply = ask(&popup, &question).await;
        // What the reader wrote must not make way to the failure.
        let failed = match (&reply, &mut popup.borrow_mut().settings) {
            (Reply::Failed(why), Some(settings)) => {
                settings.failed.clone_from(why);
                true
            }
            _ => false,
        };
        if !failed {
            take(&popup, reply);
        }
        draw(&popup);
    });
}

/// The browser wants this asked in the very turn of the click. Firefox opens
/// its question beneath the popup, which therefore makes way.
fn allow(popup: &Shared) {
    let asked = match api::ask_for_all_sites() {
        Ok(asked) => asked,
        Err(refusal) => return show(popup, Screen::Failed { why: refusal.0 }),
    };
    if popup.borrow().place == Place::Popup && api::questions_open_beneath() {
        if let Some(window) = web_sys::window() {
            let _ = window.close();
        }
        return;
    }
    spawn_local(async move {
        // The next question to the background finds out what was answered.
        let _ = JsFuture::from(asked).await;
    });
}

/// Saves the explorer's picture.
fn save(popup: &Shared, as_png: bool) {
    let popup = Rc::clone(popup);
    let (report, shown) = match &*popup.borrow() {
        Popup {
            screen: Screen::Report(report, _),
            shown,
            ..
        } => (report.clone(), shown.clone()),
        _ => return,
    };
    spawn_local(async move {
        let note = page::save_picture(&report, &shown, as_png).await;
        popup.borrow_mut().shown.note = note.to_owned();
        draw(&popup);
    });
}

fn copy(popup: &Shared, write: impl Fn(&crate::report::Report) -> String) {
    let text = match &popup.borrow().screen {
        Screen::Report(report, _) => write(report),
        _ => return,
    };
    let Some(window) = web_sys::window() else {
        return;
    };
    let written = window.navigator().clipboard().write_text(&text);
    let popup = Rc::clone(popup);
    spawn_local(async move {
        let note = match JsFuture::from(written).await {
            Ok(_) => messages::copied(),
            Err(_) => messages::not_copied(),
        };
        popup.borrow_mut().shown.note = note.to_owned();
        draw(&popup);
    });
}
