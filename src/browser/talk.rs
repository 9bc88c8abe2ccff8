//! A talk with the background: questions and replies over a port. A port ends
//! without a word when the popup closes or the background dies, where a single
//! message would leave an error in Firefox's console; the next question opens
//! a new one, which also wakes the background.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Promise};
use litemap::LiteMap;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::api::{self, Answer, Port, Refusal};
use crate::messages;
use crate::reply::{Question, Reply};
use crate::wire;

/// Who waits for which reply.
type Waiting = Rc<RefCell<LiteMap<u32, Function>>>;

#[derive(Default)]
pub struct Talk {
    line: RefCell<Option<Line>>,
    waiting: Waiting,
    next: Cell<u32>,
}

/// An open port, with what listens to it.
struct Line {
    port: Port,
    open: Rc<Cell<bool>>,
    _hear: Closure<dyn FnMut(JsValue)>,
    _end: Closure<dyn FnMut()>,
}

impl Talk {
    /// The reply to a question.
    ///
    /// # Errors
    /// When the background cannot be reached, or died before it answered
    /// twice.
    pub async fn ask(&self, question: &Question) -> Answer<Reply> {
        let text = match self.ask_once(question).await? {
            Some(text) => text,
            None => (self.ask_once(question).await?)
                .ok_or_else(|| Refusal(messages::refused_silent().to_owned()))?,
        };
        wire::decode(&text).ok_or_else(|| Refusal(messages::refused_unreadable().to_owned()))
    }

    /// `None` when the port closed before the reply came.
    async fn ask_once(&self, question: &Question) -> Answer<Option<String>> {
        let id = self.next.replace(self.next.get().wrapping_add(1));
        let text = wire::encode(question);
        let promise = Promise::new(&mut |resolve, _| {
            self.waiting.borrow_mut().insert(id, resolve);
        });
        self.send(id, &text)?;
        let answer = JsFuture::from(promise).await?;
        if answer.is_instance_of::<js_sys::Error>() {
            return Err(answer.into());
        }
        Ok(answer.as_string())
    }

    fn send(&self, id: u32, text: &str) -> Answer<()> {
        let mut line = self.line.borrow_mut();
        let open = line.as_ref().is_some_and(|line| line.open.get());
        if !open {
            *line = Some(Line::open(&self.waiting)?);
        }
        match line.as_ref() {
            Some(line) => api::post(&line.port, id, text),
            None => Ok(()),
        }
    }
}

impl Line {
    fn open(waiting: &Waiting) -> Answer<Line> {
        let port = api::connect()?;
        let open = Rc::new(Cell::new(true));
        let hear = {
            let waiting = Rc::clone(waiting);
            Closure::<dyn FnMut(JsValue)>::new(move |message: JsValue| {
                if let Some(message) = api::heard(&message)
                    && let Some(resolve) = waiting.borrow_mut().remove(&message.id)
                {
                    let answer = match message.failed {
                        None => message.text.into(),
                        Some(why) => js_sys::Error::new(&messages::refused_start(&why)).into(),
                    };
                    let _ = resolve.call1(&JsValue::NULL, &answer);
                }
            })
        };
        let end = {
            let (waiting, open) = (Rc::clone(waiting), Rc::clone(&open));
            Closure::<dyn FnMut()>::new(move || {
                open.set(false);
                for (_, resolve) in std::mem::take(&mut *waiting.borrow_mut()) {
                    let _ = resolve.call0(&JsValue::NULL);
                }
            })
        };
        api::listen(&port, &hear, &end);
        Ok(Line {
            port,
            open,
            _hear: hear,
            _end: end,
        })
    }
}
