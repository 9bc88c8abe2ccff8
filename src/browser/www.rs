//! The page for recordings: takes HAR files that are chosen or dropped, reads
//! them in the page itself, and shows the report on every page in them. The
//! only files it asks its own server for are the address tables and the
//! example; nothing goes out.

mod files;

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::future::TimeoutFuture;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement};

use super::language;
use super::page::{self, Mount};
use crate::locate::Locator;
use crate::locate::operators::Operators;
use crate::locate::table::Tables;
use crate::messages;
use crate::model::Mode;
use crate::observe::har;
use crate::report;
use crate::view::html::{self, FILES, Gesture, Recorded, Recordings, Remark, Shown, press};
use crate::view::labels;

/// Where the canned example lies, beside the page.
const EXAMPLE: &str = "example.har";
/// Milliseconds in which the browser draws.
const TURN: u32 = 30;

/// All that the page holds. It lives as long as the page.
struct App {
    mount: Option<Mount>,
    recordings: Recordings,
    shown: Shown,
    tables: Option<Tables<'static>>,
    operators: Option<Operators<'static>>,
    /// Files that wait for their turn.
    waiting: Vec<Source>,
    reading: bool,
}

/// Where the bytes of a recording come from.
enum Source {
    File(File),
    Example,
}

type Shared = Rc<RefCell<App>>;

/// Starts the page for recordings.
pub fn www() -> Result<(), JsValue> {
    let app = Rc::new(RefCell::new(App {
        mount: None,
        recordings: Recordings::default(),
        shown: Shown::default(),
        tables: None,
        operators: None,
        waiting: Vec::new(),
        reading: false,
    }));
    let on_gesture = {
        let app = Rc::clone(&app);
        move |gesture| act(&app, gesture)
    };
    app.borrow_mut().mount = Some(Mount::new("app", on_gesture)?);
    listen(&app)?;
    spawn_local(async move {
        language::learn().await;
        page::introduce();
        draw(&app);
    });
    Ok(())
}

fn draw(app: &Shared) {
    let mut app = app.borrow_mut();
    let markup = html::recordings(&app.recordings, &app.shown).into_string();
    if let Some(Err(error)) = app.mount.as_mut().map(|mount| mount.render(markup)) {
        web_sys::console::error_1(&error);
    }
}

fn act(app: &Shared, gesture: Gesture) {
    if app.borrow_mut().shown.take(&gesture) {
        return draw(app);
    }
    let (name, value) = match gesture {
        Gesture::Press { name, value } => (name, value),
        Gesture::Edit { name, text } if name == press::ASK => {
            app.borrow_mut().recordings.ids = text;
            return ask(app);
        }
        _ => return,
    };
    match name.as_str() {
        press::EXAMPLE => take(app, vec![Source::Example]),
        press::CHOOSE => {
            if let Ok(index) = value.parse() {
                choose(app, index);
                draw(app);
            }
        }
        press::ASK_MODE => {
            app.borrow_mut().recordings.mode = match value.as_str() {
                "refuse" => Some(Mode::Refuse),
                "hang" => Some(Mode::Hang),
                _ => None,
            };
            ask(app);
        }
        press::COPY_MARKDOWN | press::COPY_JSON => copy(app, &name),
        press::SAVE_SVG | press::SAVE_PNG => save(app, name == press::SAVE_PNG),
        _ => {}
    }
}

/// Answers what the reader asks about the chosen page.
fn ask(app: &Shared) {
    app.borrow_mut().recordings.ask();
    draw(app);
}

/// Shows another page, with nothing open.
fn choose(app: &Shared, index: usize) {
    let mut app = app.borrow_mut();
    app.recordings.chosen = index;
    app.recordings.ask();
    app.shown.open.clear();
}

/// Puts the chosen report on the clipboard, and says whether that went well.
fn copy(app: &Shared, what: &str) {
    let text = {
        let app = app.borrow();
        let Some(page) = app.recordings.pages.get(app.recordings.chosen) else {
            return;
        };
        page.copied(what == press::COPY_JSON)
    };
    let app = Rc::clone(app);
    spawn_local(async move {
        let note = match page::copy(&text).await {
            Ok(()) => messages::copied(),
            Err(_) => messages::not_copied(),
        };
        app.borrow_mut().shown.note = note.to_owned();
        draw(&app);
    });
}

/// Saves the picture of the chosen report.
fn save(app: &Shared, as_png: bool) {
    let app = Rc::clone(app);
    let Some((report, shown)) = ({
        let app = app.borrow();
        let page = app.recordings.pages.get(app.recordings.chosen);
        page.map(|page| (page.shown().clone(), app.shown.clone()))
    }) else {
        return;
    };
    spawn_local(async move {
        let note = page::save_picture(&report, &shown, as_png).await;
        app.borrow_mut().shown.note = note.to_owned();
        draw(&app);
    });
}

/// Files that are chosen come from the one control; dropped ones from anywhere
/// on the page, for nobody aims well with a file in hand.
fn listen(app: &Shared) -> Result<(), JsValue> {
    let document = page::document()?;
    let active = EventListenerOptions::enable_prevent_default();
    let chosen = Rc::clone(app);
    EventListener::new(&document, "change", move |event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input.filter(|input| input.id() == FILES) {
            take(&chosen, listed(input.files()));
            // The same file once more is a change, too.
            input.set_value("");
        }
    })
    .forget();
    for (kind, over) in [
        ("dragenter", true),
        ("dragover", true),
        ("dragleave", false),
    ] {
        EventListener::new_with_options(&document, kind, active, move |event| {
            event.prevent_default();
            mark(over);
        })
        .forget();
    }
    let dropped = Rc::clone(app);
    EventListener::new_with_options(&document, "drop", active, move |event: &Event| {
        event.prevent_default();
        mark(false);
        let files = event
            .dyn_ref::<DragEvent>()
            .and_then(DragEvent::data_transfer);
        take(&dropped, listed(files.and_then(|files| files.files())));
    })
    .forget();
    Ok(())
}

/// Shows that a file hovers over the page.
fn mark(over: bool) {
    let body = page::document().ok().and_then(|document| document.body());
    if let Some(body) = body {
        // Only a class: it cannot fail in a way that matters.
        let _ = body.class_list().toggle_with_force("dropping", over);
    }
}

fn listed(files: Option<FileList>) -> Vec<Source> {
    let Some(files) = files else {
        return Vec::new();
    };
    (0..files.length())
        .filter_map(|index| files.get(index))
        .map(Source::File)
        .collect()
}

/// Puts files in the queue, and starts on it unless that is already done.
fn take(app: &Shared, sources: Vec<Source>) {
    let idle = {
        let mut app = app.borrow_mut();
        app.waiting.extend(sources);
        !app.reading && !app.waiting.is_empty()
    };
    if idle {
        app.borrow_mut().reading = true;
        spawn_local(work_off(Rc::clone(app)));
    }
}

async fn work_off(app: Shared) {
    let mut number = 0;
    let first_new = app.borrow().recordings.pages.len();
    loop {
        let source = {
            let mut app = app.borrow_mut();
            if app.waiting.is_empty() {
                app.reading = false;
                app.recordings.busy.clear();
                break;
            }
            app.waiting.remove(0)
        };
        number += 1;
        let name = match &source {
            Source::File(file) => file.name(),
            Source::Example => EXAMPLE.to_owned(),
        };
        {
            let mut app = app.borrow_mut();
            let all = number + app.waiting.len();
            app.recordings.busy = labels::reading(&name, number, all);
        }
        draw(&app);
        // A turn for the browser, so that the line above is seen.
        TimeoutFuture::new(TURN).await;
        let before = app.borrow().recordings.pages.len();
        if let Err(sentence) = read(&app, &name, source).await {
            let remark = Remark {
                file: name,
                sentence,
                failed: true,
            };
            app.borrow_mut().recordings.remarks.push(remark);
        }
        // Whoever brings a file wants to see that one.
        if before == first_new && app.borrow().recordings.pages.len() > before {
            choose(&app, before);
        }
        draw(&app);
    }
    draw(&app);
}

/// Reads one recording and puts its pages on the list.
///
/// # Errors
/// A sentence for whoever chose the file.
async fn read(app: &Shared, name: &str, source: Source) -> Result<(), String> {
    let bytes = match source {
        Source::File(file) => files::bytes(&file).await?,
        Source::Example => files::own(EXAMPLE).await?,
    };
    let recording = har::pages(&bytes).map_err(|error| error.to_string())?;
    drop(bytes);
    let tables = tables(app).await?;
    let locator = Locator {
        tables: &tables,
        own: &[],
    };
    for page in recording.pages {
        let mut report = report::report(&page, &locator);
        if report::is_open(&report, &page) {
            report::complete(&mut report, &page, &operators(app).await?);
        }
        let recorded = Recorded {
            file: name.to_owned(),
            day: recording.day.clone(),
            page,
            report,
            about: None,
        };
        app.borrow_mut().recordings.pages.push(recorded);
    }
    for note in &recording.notes {
        let remark = Remark {
            file: name.to_owned(),
            sentence: note.to_string(),
            failed: false,
        };
        app.borrow_mut().recordings.remarks.push(remark);
    }
    Ok(())
}

/// The address table, fetched when the first recording needs it.
async fn tables(app: &Shared) -> Result<Tables<'static>, String> {
    let known = app.borrow().tables;
    if let Some(tables) = known {
        return Ok(tables);
    }
    // It is needed for as long as the page lives.
    let bytes: &'static [u8] = files::own("data/core.bin").await?.leak();
    let tables = Tables::new(bytes).map_err(|error| error.to_string())?;
    app.borrow_mut().tables = Some(tables);
    Ok(tables)
}

/// The list of operators, fetched when the first recording needs it.
async fn operators(app: &Shared) -> Result<Operators<'static>, String> {
    let known = app.borrow().operators;
    if let Some(operators) = known {
        return Ok(operators);
    }
    let bytes: &'static [u8] = files::own("data/rest.bin").await?.leak();
    let operators = Operators::new(bytes).map_err(|error| error.to_string())?;
    app.borrow_mut().operators = Some(operators);
    Ok(operators)
}
