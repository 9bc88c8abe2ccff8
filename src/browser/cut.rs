//! Cutting hosts off: the browsers' own rules for a session, and in Firefox
//! the listener that holds answers back.
//!
//! Chromium has no way to do the latter. A rule can redirect a request to a
//! file of the extension, but the browser answers that from the disk and does
//! not ask the extension's service worker, which could have kept it waiting
//! (tried in version 156: the worker's `fetch` heard of nothing); holding
//! requests takes the permission `debugger`, which comes with a warning over
//! every page; and an address where nobody answers would be a packet sent.

use std::cell::RefCell;

use js_sys::{Function, Object, Promise, Reflect};
use litemap::LiteMap;
use wasm_bindgen::prelude::*;

use super::api::{self, Answer};
use crate::model::Mode;
use crate::observe::url;
use crate::simulate::{self, RULES, Running};

/// Requests that one tab's simulation keeps waiting.
struct Held {
    listener: Closure<dyn FnMut(JsValue) -> JsValue>,
    waiting: std::rc::Rc<RefCell<Vec<Function>>>,
}

thread_local! {
    static HELD: RefCell<LiteMap<i64, Held>> = RefCell::default();
}

/// Makes a simulation true, in place of what its rules said before. The
/// numbers of its rules are new ones: none that another simulation has.
pub async fn off(running: &mut Running) -> Answer<()> {
    let taken = api::rule_ids().await?;
    let first = taken.iter().max().map_or(1, |last| last + 1);
    let ids: [u32; RULES] = std::array::from_fn(|index| first + index as u32);
    let rules = simulate::rules(running, ids);
    let old = std::mem::take(&mut running.rules);
    running.rules = rules.iter().map(|rule| rule.id).collect();
    api::change_rules(&old, &rules).await?;
    if running.plan.mode == Mode::Hang {
        hold(running)?;
    }
    Ok(())
}

/// Ends it; what waited fails now.
pub async fn on(running: &Running) -> Answer<()> {
    release(running.tab);
    api::change_rules(&running.rules, &[]).await
}

/// Ends rules that no simulation answers for: those of an extension that was
/// loaded anew.
pub async fn orphans(running: &[Vec<u32>]) -> Answer<()> {
    let orphans: Vec<u32> = (api::rule_ids().await?)
        .into_iter()
        .filter(|id| !running.iter().flatten().any(|known| known == id))
        .collect();
    if orphans.is_empty() {
        return Ok(());
    }
    api::change_rules(&orphans, &[]).await
}

/// Keeps everything waiting that the tab, or the service worker of its page,
/// asks of the lost hosts.
pub fn hold(running: &Running) -> Answer<()> {
    let before = HELD.with_borrow_mut(|held| held.remove(&running.tab));
    let waiting = match &before {
        Some(before) => std::rc::Rc::clone(&before.waiting),
        None => std::rc::Rc::default(),
    };
    let tab = running.tab as f64;
    let origin = url::origin(&running.plan.page)
        .unwrap_or_default()
        .to_owned();
    let listener = {
        let waiting = std::rc::Rc::clone(&waiting);
        Closure::<dyn FnMut(JsValue) -> JsValue>::new(move |details: JsValue| {
            let of = |name: &str| Reflect::get(&details, &name.into()).unwrap_or_default();
            let asker = of("originUrl").as_string().unwrap_or_default();
            let concerned = match of("tabId").as_f64() {
                Some(-1.0) => url::origin(&asker) == Some(&origin),
                asked => {
                    asked == Some(tab) && of("type").as_string().as_deref() != Some("main_frame")
                }
            };
            if !concerned {
                return Object::new().into();
            }
            Promise::new(&mut |resolve, _| waiting.borrow_mut().push(resolve)).into()
        })
    };
    let patterns: Vec<String> = running.lost().map(|host| format!("*://{host}/*")).collect();
    api::hold_requests(listener.as_ref(), &patterns)?;
    if let Some(before) = before {
        api::let_requests_go(before.listener.as_ref());
    }
    HELD.with_borrow_mut(|held| held.insert(running.tab, Held { listener, waiting }));
    Ok(())
}

fn release(tab: i64) {
    let Some(held) = HELD.with_borrow_mut(|held| held.remove(&tab)) else {
        return;
    };
    api::let_requests_go(held.listener.as_ref());
    let cancel = Object::new();
    let _ = Reflect::set(&cancel, &"cancel".into(), &true.into());
    for resolve in held.waiting.take() {
        let _ = resolve.call1(&JsValue::NULL, &cancel);
    }
}
