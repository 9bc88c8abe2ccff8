//! Asks status feeds, as [`schedule`](crate::status::schedule) allows: only while
//! the reader has switched it on, and only while the page that shows it is in
//! front. Nothing goes out but the question.
//!
//! Key for good: `now`, there where it is switched on. Key of the session: the
//! same, what was heard and when to ask again, so that a page that is opened
//! twice asks no more than one.

use js_sys::{Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

use super::api::{self, Answer, Keep};
use crate::status::schedule::{Heard, State};
use crate::status::{self, Feed, LIMIT, Unread};
use crate::wire;

const KEY: &str = "now";
/// Milliseconds until whoever does not answer is silent.
const PATIENCE: f64 = 20_000.0;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = fetch, catch)]
    fn fetch_as(url: &str, how: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = AbortSignal, js_name = timeout)]
    fn give_up_after(milliseconds: f64) -> JsValue;
}

pub type AllHeard = Vec<(Feed, Heard)>;

/// Whether it is switched on, and what was heard.
pub async fn heard() -> Answer<Option<AllHeard>> {
    let key = [KEY.to_owned()];
    if api::stored(Keep::Local, &key).await?.is_empty() {
        return Ok(None);
    }
    let stored = api::stored(Keep::Session, &key).await?;
    let stored = stored.first().and_then(|(_, text)| wire::decode(text));
    let mut stored: Vec<(String, Heard)> = stored.unwrap_or_default();
    let now = api::now();
    let heard = status::feeds().into_iter().map(|feed| {
        let known = stored.iter().position(|(url, _)| url == feed.url);
        let known = known.map(|known| stored.swap_remove(known).1);
        let heard = known.unwrap_or_else(|| Heard::new(&feed, now));
        (feed, heard)
    });
    Ok(Some(heard.collect()))
}

pub async fn keep(heard: &AllHeard) -> Answer<()> {
    let heard: Vec<(&str, &Heard)> = heard
        .iter()
        .map(|(feed, heard)| (feed.url, heard))
        .collect();
    api::store(Keep::Session, &[(KEY.to_owned(), wire::encode(&heard))]).await
}

pub async fn switch(on: bool) -> Answer<()> {
    if on {
        return api::store(Keep::Local, &[(KEY.to_owned(), "on".to_owned())]).await;
    }
    api::forget(Keep::Local, &[KEY.to_owned()]).await?;
    api::forget(Keep::Session, &[KEY.to_owned()]).await
}

/// Asks a feed, and notes what it says.
pub async fn ask(feed: &Feed, heard: &mut Heard) {
    let answer = fetch(feed, heard).await;
    let now = api::now();
    match answer {
        Ok(None) => heard.asked.answered(feed.url, now),
        Ok(Some(bytes)) => match status::read(feed, &bytes, now) {
            Ok(incidents) => {
                heard.asked.answered(feed.url, now);
                heard.state = State::Told(incidents);
            }
            Err(why) => fail(feed, heard, now, None, why),
        },
        Err((why, after)) => fail(feed, heard, now, after, why),
    }
}

fn fail(feed: &Feed, heard: &mut Heard, now: f64, after: Option<f64>, why: Unread) {
    heard.asked.failed(feed.url, now, after);
    heard.state = State::Unknown(why);
}

/// The bytes of a feed; `None` where nothing changed. Otherwise why not, and for
/// how many seconds it wants to be left alone.
async fn fetch(feed: &Feed, heard: &mut Heard) -> Result<Option<Vec<u8>>, (Unread, Option<f64>)> {
    let silent = |_| (Unread::Silent, None);
    let how = question(heard).map_err(silent)?;
    let asked = fetch_as(feed.url, &how).map_err(silent)?;
    let response: Response = JsFuture::from(asked)
        .await
        .map_err(silent)?
        .unchecked_into();
    let header = |name: &str| response.headers().get(name).ok().flatten();
    match response.status() {
        200 => {}
        304 => return Ok(None),
        status => {
            let after = header("retry-after").and_then(|after| after.parse().ok());
            return Err((Unread::Refused(status), after));
        }
    }
    let bytes = body(&response).await.map_err(|why| (why, None))?;
    heard.asked.etag = header("etag");
    heard.asked.modified = header("last-modified");
    Ok(Some(bytes))
}

/// The question: without cookies, without a referrer, past the cache, and to no
/// other host than the one that is named.
fn question(heard: &Heard) -> Result<JsValue, JsValue> {
    let set =
        |object: &Object, name: &str, value: &JsValue| Reflect::set(object, &name.into(), value);
    let headers = Object::new();
    if let Some(etag) = &heard.asked.etag {
        set(&headers, "if-none-match", &etag.into())?;
    } else if let Some(modified) = &heard.asked.modified {
        set(&headers, "if-modified-since", &modified.into())?;
    }
    let how = Object::new();
    for (name, value) in [
        ("cache", "no-store"),
        ("credentials", "omit"),
        ("redirect", "error"),
        ("referrerPolicy", "no-referrer"),
    ] {
        set(&how, name, &value.into())?;
    }
    set(&how, "headers", &headers)?;
    set(&how, "signal", &give_up_after(PATIENCE))?;
    Ok(how.into())
}

/// A body, as far as the limit: who sends more is not read to the end.
async fn body(response: &Response) -> Result<Vec<u8>, Unread> {
    let silent = |_| Unread::Silent;
    let stream = response.body().ok_or(Unread::Silent)?;
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let piece = JsFuture::from(reader.read()).await.map_err(silent)?;
        let done = Reflect::get(&piece, &"done".into()).map_err(silent)?;
        if done.is_truthy() {
            return Ok(bytes);
        }
        let piece = Reflect::get(&piece, &"value".into()).map_err(silent)?;
        bytes.extend(Uint8Array::new(&piece).to_vec());
        if bytes.len() > LIMIT {
            let _ = reader.cancel();
            return Err(Unread::Huge);
        }
    }
}
