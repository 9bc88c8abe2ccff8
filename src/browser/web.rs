//! The page of your web (`web.html`): reads all that is kept, shows it, and does
//! what the reader asks of it. Which site's own page is shown stands in the
//! address behind `#`, so that the browser's Back works.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::future::TimeoutFuture;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, HtmlInputElement, VisibilityState};

use super::api::{self, Answer, Keep, Refusal};
use super::page::{self, Mount};
use super::talk::Talk;
use super::{database, language, now, visits};
use crate::messages;
use crate::outage::Outage;
use crate::reply::{Question, Reply};
use crate::status::Incident;
use crate::status::schedule::State;
use crate::view::html::Gesture;
use crate::view::html::web::{self as view, FILE, Known, Looking, SPANS, Screen, press};
use crate::web::{Site, Span, Web, csv, export};
use crate::words::web as words;

/// Milliseconds between two looks at whose turn it is.
const GLANCE: u32 = 1_000;
/// Feeds that are asked before what they say is shown.
const AT_ONCE: usize = 8;

struct Page {
    mount: Option<Mount>,
    talk: Talk,
    screen: Screen,
    looking: Looking,
    /// What was forgotten last.
    forgotten: Vec<Site>,
    _listeners: Vec<EventListener>,
}

type Shared = Rc<RefCell<Page>>;

/// Starts the page.
pub fn web() -> Result<(), JsValue> {
    let page = Rc::new(RefCell::new(Page {
        mount: None,
        talk: Talk::default(),
        screen: Screen::Reading,
        looking: Looking::default(),
        forgotten: Vec::new(),
        _listeners: Vec::new(),
    }));
    let on_gesture = {
        let page = Rc::clone(&page);
        move |gesture| act(&page, gesture)
    };
    page.borrow_mut().mount = Some(Mount::new("app", on_gesture)?);
    page.borrow_mut()._listeners = listeners(&page)?;
    page.borrow_mut().looking.site = named_site();
    spawn_local(async move {
        language::learn().await;
        read(&page).await;
        loop {
            hear(&page).await;
            TimeoutFuture::new(GLANCE).await;
        }
    });
    Ok(())
}

/// Asks the feeds whose turn it is, while the page is in front.
async fn hear(page: &Shared) {
    let is_seen =
        page::document().is_ok_and(|page| page.visibility_state() == VisibilityState::Visible);
    let heard = match &page.borrow().screen {
        Screen::Web(known) if is_seen => known.now.clone(),
        _ => None,
    };
    let Some(mut heard) = heard else { return };
    let moment = api::now();
    let due = heard
        .iter_mut()
        .filter(|(_, heard)| heard.asked.is_due(moment));
    let mut is_new = false;
    for (feed, heard) in due.take(AT_ONCE) {
        now::ask(feed, heard).await;
        is_new = true;
    }
    let is_on = |page: &Page| matches!(&page.screen, Screen::Web(known) if known.now.is_some());
    if is_new && is_on(&page.borrow()) {
        let _ = now::keep(&heard).await;
        show_heard(page, heard);
    }
}

/// Asks the sites about what was heard.
fn show_heard(page: &Shared, heard: now::AllHeard) {
    let live = live(&heard);
    if let Screen::Web(known) = &mut page.borrow_mut().screen {
        known.now = Some(heard);
        known.web = Web::new(known.web.sites().to_vec(), live);
    }
    draw(page);
}

/// The outages that go on.
fn live(heard: &now::AllHeard) -> Vec<Outage> {
    let told = heard.iter().filter_map(|(_, heard)| match &heard.state {
        State::Told(incidents) => Some(incidents),
        State::NotYet | State::Unknown(_) => None,
    });
    let outages = |incidents: &Vec<Incident>| -> Vec<Outage> {
        let numbered = incidents.iter().enumerate();
        numbered
            .map(|(number, incident)| incident.outage(number))
            .collect()
    };
    told.flat_map(outages).collect()
}

/// Asks the feeds from now on, or no more.
fn watch(page: &Shared, on: bool) {
    work(page, async move {
        now::switch(on).await?;
        Ok("")
    });
}

fn listeners(page: &Shared) -> Result<Vec<EventListener>, JsValue> {
    let window = web_sys::window().ok_or_else(|| JsValue::from_str("There is no page."))?;
    let leads = {
        let page = Rc::clone(page);
        EventListener::new(&window, "hashchange", move |_| {
            page.borrow_mut().looking.site = named_site();
            draw(&page);
            if let Some(window) = web_sys::window() {
                window.scroll_to_with_x_and_y(0.0, 0.0);
            }
        })
    };
    let chosen = {
        let page = Rc::clone(page);
        let document = page::document()?;
        EventListener::new(&document, "change", move |event| {
            let input = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            let Some(input) = input.filter(|input| input.id() == FILE) else {
                return;
            };
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                import(&page, file);
            }
            // The same file once more is a change, too.
            input.set_value("");
        })
    };
    Ok(vec![leads, chosen])
}

/// The site that the address names.
fn named_site() -> Option<String> {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok())?;
    let name = hash.strip_prefix('#').filter(|name| !name.is_empty())?;
    Some(name.to_owned())
}

/// Reads all that is kept, and shows it.
async fn read(page: &Shared) {
    let screen = match known().await {
        Ok(known) => Screen::Web(Box::new(known)),
        Err(refusal) => Screen::Failed(refusal.0),
    };
    page.borrow_mut().screen = screen;
    draw(page);
}

async fn known() -> Answer<Known> {
    let keep = visits::keeping().await?;
    let today = api::today();
    if let Some(keep) = keep {
        database::forget_before(Span::last(keep, today).from).await?;
    }
    let kept = database::all().await?;
    let now = now::heard().await?;
    let live = now.as_ref().map(live).unwrap_or_default();
    let trouble = api::stored(Keep::Session, &[visits::TROUBLE.to_owned()]).await?;
    Ok(Known {
        web: Web::new(kept.sites, live),
        today,
        keep,
        unread: kept.unread,
        trouble: trouble.into_iter().next().map(|(_, why)| why),
        now,
    })
}

fn draw(page: &Shared) {
    let mut page = page.borrow_mut();
    let markup = view::screen(&page.screen, &page.looking).into_string();
    if let Some(mount) = &mut page.mount
        && let Err(error) = mount.render(markup)
    {
        web_sys::console::error_1(&error);
    }
}

fn act(page: &Shared, gesture: Gesture) {
    page.borrow_mut().looking.note.clear();
    match gesture {
        Gesture::Toggle(id) => turn(page, id),
        Gesture::Edit { name, text } if name == press::SEARCH => {
            page.borrow_mut().looking.search = text
        }
        Gesture::Press { name, value } => return press(page, &name, value),
        Gesture::Edit { .. } | Gesture::Tab(_) => return,
    }
    draw(page);
}

fn turn(page: &Shared, id: String) {
    let open = &mut page.borrow_mut().looking.open;
    if !open.remove(&id) {
        open.insert(id);
    }
}

fn press(page: &Shared, name: &str, value: String) {
    match name {
        press::SPAN => {
            if let Ok(days) = value.parse() {
                page.borrow_mut().looking.days = days;
            }
            draw(page);
        }
        press::MORE => {
            turn(page, value);
            draw(page);
        }
        press::ON => keep(page, Some(SPANS[1])),
        press::OFF => keep(page, None),
        press::KEEP => keep(page, value.parse().ok()),
        press::FORGET => forget(page, Some(value)),
        press::FORGET_ALL => forget(page, None),
        press::UNDO => undo(page),
        press::JSON => save(page, "your-web.json", "application/json", export::json),
        press::CSV => save(page, "your-web.csv", "text/csv", csv::write),
        press::NOW_ON => watch(page, true),
        press::NOW_OFF => watch(page, false),
        press::RETRY => {
            let page = Rc::clone(page);
            spawn_local(async move { read(&page).await });
        }
        _ => {}
    }
}

/// Does a piece of work on what is kept, and shows how it is then; what went
/// wrong is said, and changes nothing.
fn work(page: &Shared, work: impl Future<Output = Answer<&'static str>> + 'static) {
    let page = Rc::clone(page);
    spawn_local(async move {
        let note = match work.await {
            Ok(note) => note.to_owned(),
            Err(refusal) => refusal.0,
        };
        page.borrow_mut().looking.note = note;
        read(&page).await;
    });
}

/// Keeps so many days from now on, or nothing any more.
fn keep(page: &Shared, days: Option<u32>) {
    let shared = Rc::clone(page);
    work(page, async move {
        let talk = std::mem::take(&mut shared.borrow_mut().talk);
        let told = talk.ask(&Question::KeepWeb { days }).await;
        shared.borrow_mut().talk = talk;
        match told? {
            Reply::Failed(why) => Err(Refusal(why)),
            _ => Ok(""),
        }
    });
}

/// Forgets a site, or all.
fn forget(page: &Shared, name: Option<String>) {
    let sites: Vec<Site> = match &page.borrow().screen {
        Screen::Web(known) => (known.web.sites().iter())
            .filter(|site| name.as_ref().is_none_or(|name| site.name == *name))
            .cloned()
            .collect(),
        _ => return,
    };
    let shared = Rc::clone(page);
    work(page, async move {
        match &name {
            Some(name) => database::forget(name).await?,
            None => database::forget_all().await?,
        }
        let mut page = shared.borrow_mut();
        page.forgotten = sites;
        page.looking.undo = true;
        if name.is_some() && page.looking.site == name {
            page.looking.site = None;
            lead_back();
        }
        Ok(messages::web_forgotten())
    });
}

/// From a site's own page to all sites.
fn lead_back() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash("");
    }
}

fn undo(page: &Shared) {
    let sites = std::mem::take(&mut page.borrow_mut().forgotten);
    page.borrow_mut().looking.undo = false;
    work(page, async move {
        database::put(&sites).await?;
        Ok(messages::web_brought_back())
    });
}

/// Writes all sites into a file of the reader's.
fn save(page: &Shared, name: &str, kind: &str, write: fn(&[Site]) -> String) {
    let text = match &page.borrow().screen {
        Screen::Web(known) => write(known.web.sites()),
        _ => return,
    };
    if let Err(error) = page::save::text(name, kind, &text) {
        web_sys::console::error_1(&error);
    }
}

/// Takes the sites of a file, beside those that are kept.
fn import(page: &Shared, file: File) {
    let page = Rc::clone(page);
    spawn_local(async move {
        let name = file.name();
        let note = match JsFuture::from(file.array_buffer()).await {
            Ok(bytes) => {
                let bytes = Uint8Array::new(&bytes).to_vec();
                let text = String::from_utf8_lossy(&bytes);
                match export::read(&text) {
                    Ok(sites) => taken(&page, sites).await,
                    Err(refused) => words::refused(&name, &refused),
                }
            }
            Err(_) => messages::web_not_read(&name),
        };
        page.borrow_mut().looking.note = note;
        read(&page).await;
    });
}

async fn taken(page: &Shared, mut sites: Vec<Site>) -> String {
    if let Screen::Web(known) = &page.borrow().screen {
        let own = known.web.sites().iter().map(|own| (own.name.as_str(), own));
        let own: HashMap<&str, &Site> = own.collect();
        for site in &mut sites {
            if let Some(own) = own.get(site.name.as_str()) {
                let other = std::mem::replace(site, (*own).clone());
                site.merge(other);
            }
        }
    }
    match database::put(&sites).await {
        Ok(()) => messages::web_imported(sites.len() as u32),
        Err(refusal) => refusal.0,
    }
}
