//! Asks the extension itself for the report that its popup shows.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use faultline::reply::{Question, Reply};
use faultline::report::Report;
use faultline::wire;
use serde_json::{Value, json};

use crate::browser::{Browser, Place};

/// How long a report may take to become final.
const PATIENCE: Duration = Duration::from_secs(30);
/// Two answers this far apart that say the same are the answer: later than any
/// batch of events that the background still holds.
const PAUSE: Duration = Duration::from_millis(400);

/// What the background answers to a question, asked from one of the
/// extension's own pages.
///
/// # Errors
/// When it does not answer, or with something else than a reply.
pub fn ask(browser: &mut dyn Browser, from: Place, question: &Question) -> Result<Reply> {
    let mut replies = ask_all(browser, from, std::slice::from_ref(question))?;
    replies.pop().context("the background gave no answer")
}

/// What it answers to several questions, asked at once.
///
/// # Errors
/// As [`ask`].
pub fn ask_all(
    browser: &mut dyn Browser,
    from: Place,
    questions: &[Question],
) -> Result<Vec<Reply>> {
    let texts: Vec<String> = questions.iter().map(wire::encode).collect();
    let script = format!(
        "new Promise((resolve) => {{
            const port = (globalThis.browser ?? chrome).runtime.connect();
            const questions = {};
            const answers = [];
            let open = questions.length;
            port.onMessage.addListener(({{ id, text }}) => {{
                answers[id] = text;
                if (--open === 0) {{ resolve(answers); port.disconnect(); }}
            }});
            port.onDisconnect.addListener(() => resolve(answers));
            questions.forEach((text, id) => port.postMessage({{ id, text }}));
        }})",
        json!(texts)
    );
    let answers = browser.evaluate(from, &script)?;
    let answers = answers.as_array().into_iter().flatten();
    let read = |answer: &Value| {
        let text = answer.as_str().context("the background gave no answer")?;
        wire::decode(text).with_context(|| format!("the background answered {text:?}"))
    };
    answers.map(read).collect()
}

/// The extension's number of the tab in front.
fn front(browser: &mut dyn Browser, from: Place) -> Result<i64> {
    let front = "(async () => {
        const [tab] = await (globalThis.browser ?? chrome).tabs.query({ active: true, currentWindow: true });
        return tab.id;
    })()";
    let tab = browser.evaluate(from, front)?;
    tab.as_i64().context("no tab is in front")
}

/// The report on the tab in front, once it no longer changes.
///
/// # Errors
/// With what the background says instead of a report.
pub fn report(browser: &mut dyn Browser, from: Place) -> Result<Report> {
    let tab = front(browser, from)?;
    report_on(browser, from, tab)
}

/// The report on the tab with this number, once it no longer changes.
///
/// # Errors
/// With what the background says instead of a report.
pub fn report_on(browser: &mut dyn Browser, from: Place, tab: i64) -> Result<Report> {
    let deadline = Instant::now() + PATIENCE;
    let mut before = None;
    loop {
        let revision = None;
        let now = ask(browser, from, &Question::Report { tab, revision })?;
        if let Reply::Report { report, .. } = &now
            && before.as_ref() == Some(&now)
        {
            return report.open().context("the report cannot be read");
        }
        if Instant::now() > deadline {
            bail!("there is no final report: {}", short(&now));
        }
        before = Some(now);
        std::thread::sleep(PAUSE);
    }
}

/// A reply in a few words, for an error.
fn short(reply: &Reply) -> Value {
    match reply {
        Reply::Report { revision, .. } => json!({ "still changing": revision }),
        other => serde_json::to_value(other).unwrap_or_default(),
    }
}
