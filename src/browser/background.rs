//! The background: takes the browser's events, keeps the pages, answers the
//! popup and paints the badge. It may die between any two lines; whatever it
//! holds is a copy of what [`store`](super::store) wrote or can be had again
//! from the page itself.

mod asked;
mod tended;

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::future::TimeoutFuture;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

use super::api::{self, Answer, Keep};
use super::badge;
use super::language;
use super::simulate;
use super::store::{self, Changes, Store};
use super::{aliases, settings, tables, tried, trouble, visits};
use crate::locate::Locator;
use crate::messages;
use crate::model::Page;
use crate::observe::live::Observer;
use crate::observe::live::event::{Collected, Event};
use crate::observe::url;
use crate::reply::{Question, Reply};
use crate::report::{self, Report};
use crate::simulate::Lack;
use crate::wire;

/// Milliseconds between a change and its writing: what the death of the
/// background may cost, beside what the page itself remembers.
const MOMENT: u32 = 400;

#[derive(Default)]
struct Background {
    observer: Observer,
    store: Store,
    /// Tabs that are neither written nor painted as they are.
    unsettled: Vec<i64>,
    /// Tabs that were seen to be open; the browser tells when they close.
    open: Vec<i64>,
    /// What is left of closed tabs has been removed.
    swept: bool,
    /// The last page that was reported on: the badge and the popup mostly ask
    /// about the same one.
    made: Option<Rc<(Page, Report)>>,
}

thread_local! {
    static BACKGROUND: RefCell<Background> = RefCell::default();
    /// Settled when what was written is read back.
    static BEGUN: RefCell<Option<js_sys::Promise>> = RefCell::default();
}

/// Runs a piece of work on the state. It never waits inside, so that two
/// callers never meet.
fn with<T>(work: impl FnOnce(&mut Background) -> T) -> T {
    BACKGROUND.with_borrow_mut(work)
}

/// Lower-case names of the headers that tell who serves.
#[must_use]
pub fn telling_headers() -> Vec<String> {
    crate::catalogue::telling_headers()
        .iter()
        .map(|&name| name.to_owned())
        .collect()
}

/// Takes [`Event`]s, one a line, in the order in which they came.
pub async fn flush(lines: String) -> Result<(), JsError> {
    let mut unread = 0;
    let events: Vec<Event> = lines
        .lines()
        .filter_map(|line| line.parse().inspect_err(|_| unread += 1).ok())
        .collect();
    take(events)
        .await
        .map_err(|refusal| JsError::new(&refusal.0))?;
    if unread > 0 {
        return Err(JsError::new(&format!(
            "{unread} events of the browser could not be read"
        )));
    }
    Ok(())
}

/// Answers a [`Question`] with a [`Reply`].
pub async fn answer(question: String) -> String {
    let reply = match wire::decode(&question) {
        Some(question) => reply(question)
            .await
            .unwrap_or_else(|refusal| Reply::Failed(refusal.0)),
        None => Reply::Failed(messages::refused_odd().to_owned()),
    };
    wire::encode(&reply)
}

/// The popup opens, and will ask.
pub async fn foresee() {
    asked::foresee().await;
}

/// The extension's page in this tab is gone.
pub async fn left(tab: f64) {
    tried::left(tab as i64).await;
}

/// An alarm rang: a simulation has run long enough.
pub async fn alarm(name: String) -> Result<(), JsError> {
    begin().await;
    if let Some(tab) = simulate::tab_of(&name) {
        simulate::end(tab)
            .await
            .map_err(|refusal| JsError::new(&refusal.0))?;
        paint(tab).await;
    }
    Ok(())
}

async fn take(events: Vec<Event>) -> Answer<()> {
    begin().await;
    let mut tabs = Vec::new();
    let mut origins: Vec<String> = Vec::new();
    let mut finished = Vec::new();
    for event in &events {
        include(&mut tabs, event.tab());
        let origin = event.asker().and_then(url::origin);
        include(&mut origins, origin.map(str::to_owned));
        if let Event::Loaded(details) = event
            && details.is_page()
        {
            finished.push(details.tab_id);
        }
        simulated(event);
    }
    read_back(&tabs, &origins).await;
    let changed: Vec<i64> = with(|background| {
        events
            .into_iter()
            .flat_map(|event| background.observer.apply(event))
            .collect()
    });
    settle_later(&changed);
    // A page that hangs must hold back neither the events of others nor its own.
    for tab in finished {
        spawn_local(async move {
            let _ = collect(tab).await;
        });
    }
    Ok(())
}

/// What an event means to a simulation in its tab.
fn simulated(event: &Event) {
    match event {
        Event::TabRemoved { tab_id } => {
            let tab = *tab_id;
            spawn_local(async move {
                let _ = simulate::end(tab).await;
            });
        }
        // Firefox leaves the old page where it is, Chrome shows a page of its
        // own: neither says that this is what an outage looks like.
        Event::Failed(details) if details.kind == "main_frame" => {
            let tab = details.tab_id;
            let address = details.url.clone();
            let cut_off = simulate::of(tab).is_some_and(|running| running.takes(&details.url));
            if cut_off {
                spawn_local(async move {
                    let _ = simulate::show_down(tab, &address).await;
                });
            }
        }
        _ => {}
    }
}

/// Reads back what was written, once: whoever comes while that goes on waits
/// for it, because half of it would look like nothing.
async fn begin() {
    let begun = BEGUN.with_borrow_mut(|begun| {
        let read = || {
            future_to_promise(async {
                read_begin().await;
                Ok(JsValue::UNDEFINED)
            })
        };
        begun.get_or_insert_with(read).clone()
    });
    let _ = JsFuture::from(begun).await;
}

async fn read_begin() {
    // One reading for all that an event may need. Without its memory the
    // background begins anew, and pages tell theirs.
    let mut keys = store::keys();
    keys.push(simulate::TABS.to_owned());
    let stored = api::stored(Keep::Session, &keys).await;
    let mut stored = trouble::lacks(Lack::Memory, stored).unwrap_or_default();
    let simulated = stored.iter().position(|(key, _)| key == simulate::TABS);
    let simulated = simulated.map(|at| stored.swap_remove(at).1);
    with(|background| {
        let Background {
            store, observer, ..
        } = background;
        store.take_begin(observer, stored);
    });
    if let Err(refusal) = simulate::begin(simulated).await {
        web_sys::console::warn_1(&refusal.0.into());
    }
}

/// What cannot be read is as if it had never been written.
async fn read_back(tabs: &[i64], origins: &[String]) {
    let missing = with(|background| background.store.missing(tabs, origins));
    if missing.is_empty() {
        return;
    }
    let found = store::read_tabs(&missing).await;
    let found = trouble::lacks(Lack::Memory, found).unwrap_or_default();
    with(|background| {
        let Background {
            store, observer, ..
        } = background;
        store.take_tabs(observer, &missing, found);
    });
}

/// Puts values in a list, each once. The lists are short.
fn include<T: PartialEq>(list: &mut Vec<T>, values: impl IntoIterator<Item = T>) {
    for value in values {
        if !list.contains(&value) {
            list.push(value);
        }
    }
}

/// Writes and paints what changed, once for all that comes within a moment: a
/// page that loads changes with every request.
fn settle_later(tabs: &[i64]) {
    let idle = with(|background| {
        let idle = background.unsettled.is_empty();
        include(&mut background.unsettled, tabs.iter().copied());
        idle && !background.unsettled.is_empty()
    });
    if idle {
        spawn_local(async {
            TimeoutFuture::new(MOMENT).await;
            settle().await;
        });
    }
}

async fn settle() {
    let tabs = with(|background| std::mem::take(&mut background.unsettled));
    tended::drop_closed(&tabs).await;
    let changes = with(|background| {
        let Background {
            store, observer, ..
        } = background;
        store.changes(observer, &tabs)
    });
    // That nothing is to be written is no sign that it could be.
    if !changes.is_empty() {
        write(changes).await;
    }
    for tab in tabs {
        if let Err(refusal) = grow(tab).await {
            web_sys::console::warn_1(&refusal.0.into());
        }
        paint(tab).await;
    }
    if !with(|background| std::mem::replace(&mut background.swept, true)) {
        // What cannot be told now is told when the background starts again.
        let _ = tended::sweep().await;
    }
}

async fn write(changes: Changes) {
    let keys = changes.keys();
    let gone = trouble::note(Lack::Memory, changes.write().await);
    with(|background| {
        let Background {
            store, observer, ..
        } = background;
        match gone {
            Some(gone) => store.gave_way(observer, &gone),
            // All is still here; only the death of the background would lose it.
            None => store.unwritten(&keys),
        }
    });
}

/// Cuts off what a simulated outage takes of the hosts that appeared since.
async fn grow(tab: i64) -> Answer<()> {
    if simulate::of(tab).is_none() {
        return Ok(());
    }
    let placed = read_page(tab, None, |_, page, locator| report::place(&page, locator));
    if let Some(hosts) = placed.await? {
        simulate::grow(tab, &hosts).await?;
    }
    Ok(())
}

/// Asks a tab's documents what they remember.
async fn collect(tab_id: i64) -> Answer<()> {
    let json = api::run_in_frames(tab_id, "collect.js").await?;
    let frames: Vec<Collected> =
        serde_json::from_str(&json).map_err(|error| api::Refusal(error.to_string()))?;
    read_back(&[tab_id], &[]).await;
    let before = with(|background| background.observer.revision(tab_id));
    let changed = with(|background| {
        let event = Event::Collected { tab_id, frames };
        background.observer.apply(event)
    });
    if before != with(|background| background.observer.revision(tab_id)) {
        settle_later(&changed);
    }
    Ok(())
}

async fn reply(question: Question) -> Answer<Reply> {
    begin().await;
    match question {
        Question::Report { tab, revision } => {
            // It takes as long to read as the page to tell what it remembers.
            spawn_local(async {
                let _ = tables::tables().await;
            });
            asked::about_tab(tab, revision).await
        }
        Question::Recorded { page } => asked::about_recorded(&page).await,
        Question::Simulate { tab, plan } => {
            simulate::start(tab, *plan).await?;
            paint(tab).await;
            Ok(Reply::Done)
        }
        Question::Stop { tab } => {
            simulate::stop(tab).await?;
            paint(tab).await;
            Ok(Reply::Done)
        }
        Question::Trying { by, tab } => {
            tried::begin(by, tab);
            Ok(Reply::Done)
        }
        Question::Tried { page, trials } => {
            tried::keep(page, trials).await?;
            with(|background| background.observer.touch());
            Ok(Reply::Done)
        }
        Question::Down { tab } => Ok(Reply::Down(simulate::status(tab, None))),
        Question::Own => settings::told().await,
        Question::LookUp { on } => {
            aliases::switch(on).await?;
            look_anew();
            settings::told().await
        }
        Question::Badge { on } => {
            settings::switch_badge(on).await?;
            look_anew();
            settings::told().await
        }
        Question::List { extent, on } => {
            settings::list(extent, on).await?;
            look_anew();
            settings::told().await
        }
        Question::Reset => {
            settings::reset().await?;
            look_anew();
            settings::told().await
        }
        Question::KeepWeb { days } => {
            visits::keep(days).await?;
            Ok(Reply::Done)
        }
        Question::SetOwn { text } => {
            let reply = settings::set_own(text).await;
            look_anew();
            reply
        }
    }
}

/// The page of a tab with its report. The report on a page that is as it was is
/// not made again.
async fn report_of(tab_id: i64, shown: Option<&str>) -> Answer<Option<Rc<(Page, Report)>>> {
    read_page(tab_id, shown, |background, page, locator| {
        let made = background.made.take().filter(|made| made.0 == page);
        let made = made.unwrap_or_else(|| {
            let report = report::report(&page, locator);
            Rc::new((page, report))
        });
        background.made = Some(Rc::clone(&made));
        made
    })
    .await
}

/// What is read from the page of a tab with the tables and the reader's own
/// addresses.
async fn read_page<T>(
    tab_id: i64,
    shown: Option<&str>,
    read: fn(&mut Background, Page, &Locator) -> T,
) -> Answer<Option<T>> {
    let tables = tables::tables().await?;
    let own = trouble::note(Lack::Settings, settings::own_ranges().await).unwrap_or_default();
    let _ = aliases::is_on().await;
    Ok(with(|background| {
        let mut page = background.observer.page(tab_id, shown)?;
        aliases::fill(&mut page);
        let locator = Locator {
            tables: &tables,
            own: &own,
        };
        Some(read(background, page, &locator))
    }))
}

/// What pages are looked at with has changed.
fn look_anew() {
    let tabs: Vec<i64> = with(|background| {
        background.made = None;
        background.observer.touch();
        background.observer.tabs.keys().copied().collect()
    });
    settle_later(&tabs);
}

/// Paints the tab's badge as things stand.
async fn paint(tab: i64) {
    let Some((document, _)) = with(|background| background.observer.revision(tab)) else {
        visits::forget(tab);
        return badge::forget(tab);
    };
    language::learn().await;
    let badge = match simulate::status(tab, None) {
        Some(status) => badge::simulating(&status),
        None => match report_of(tab, None).await {
            Ok(Some(made)) => {
                visits::note(tab, &document, &made.0, &made.1).await;
                let report = asked::listed(&made.1).await;
                badge::of(&report, settings::badge().await.unwrap_or(true))
            }
            _ => return,
        },
    };
    badge::paint(tab, document, badge).await;
}
