//! From a dead background to its first answers: a page of the extension asks,
//! as browsers wake a background for a question as they do for an event.

use anyhow::Context;
use faultline::reply::Question;
use faultline::wire;
use serde_json::{Value, json};

use super::rivals::{self, PAGE, Rival};
use super::{median, ratio};
use crate::Done;
use crate::browser::{Browser, Place, Tab};
use crate::setup::BrowserProgram;

/// Milliseconds more than an empty extension takes: until the first event is
/// handled, and until the first placement is there.
const MOST: [f64; 2] = [20.0, 45.0];

/// Prints the figures.
///
/// # Errors
/// When a browser does not do its part.
pub fn run(program: &BrowserProgram, rounds: usize) -> Done {
    let web = rivals::site(&[1]).serve()?;
    let mut empty = Rival::Empty.launch(program, &web)?;
    let mut own = Rival::Faultline.launch(program, &web)?;
    let nothing = empty.open(&empty.extension_url(PAGE)?)?;
    own.open(&rivals::address(1, 0))?;
    let asker = own.open(&own.extension_url(PAGE)?)?;
    let tab = "(globalThis.browser ?? chrome).tabs.query({ url: 'https://page.test/*' }).then(([tab]) => tab.id)";
    let tab = own.evaluate(Place::Tab(&asker), tab)?;
    let tab = tab.as_i64().context("the page is in no tab")?;
    let revision = None;
    let questions = [Question::Down { tab }, Question::Report { tab, revision }];
    let questions = questions.map(|question| json!(wire::encode(&question)));

    let mut times: [Vec<f64>; 3] = Default::default();
    for round in 0..=rounds {
        let [nothings, events, placements] = &mut times;
        let [event, placement] = &questions;
        nothings.push(answered(&mut *empty, &nothing, &json!(""))?);
        events.push(answered(&mut *own, &asker, event)?);
        placements.push(answered(&mut *own, &asker, placement)?);
        if round == 0 {
            // For the browser's own warming up.
            times = Default::default();
        }
    }
    let [nothings, events, placements] = &times;
    println!("{}: a dead background, {rounds} times", own.version());
    println!(
        "  {:34} {:6.1} ms",
        "an empty extension answers",
        median(nothings)
    );
    let answers = [
        ("Faultline handles its first event", events, MOST[0]),
        ("Faultline has a whole report", placements, MOST[1]),
    ];
    for (what, times, most) in answers {
        let more: Vec<f64> = times
            .iter()
            .zip(nothings)
            .map(|(own, empty)| own - empty)
            .collect();
        println!(
            "  {what:34} {:6.1} ms, {:.2} of empty, {:.1} more (at most {most})",
            median(times),
            ratio(times, nothings),
            median(&more)
        );
    }
    Ok(())
}

/// Milliseconds until a background that was killed answers.
fn answered(browser: &mut dyn Browser, from: &Tab, text: &Value) -> anyhow::Result<f64> {
    browser.kill_background()?;
    let message = json!({ "id": 0, "text": text });
    let ask = format!(
        "(async () => {{
            const start = performance.now();
            const port = (globalThis.browser ?? chrome).runtime.connect();
            const answer = new Promise((resolve) => port.onMessage.addListener(resolve));
            port.postMessage({message});
            await answer;
            const time = performance.now() - start;
            port.disconnect();
            return time;
        }})()"
    );
    let time = browser.evaluate(Place::Tab(from), &ask)?;
    time.as_f64().context("the background gave no answer")
}
