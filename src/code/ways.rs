//! Ways: how each request came about. Chrome's recorder names the calls that
//! led to a request, also across promises and timers; what nobody names is
//! concluded, as the page's initiators are.

use litemap::LiteMap;
use serde::Deserialize;

use crate::model::{Kind, Page};

/// How far a way is followed, in steps and in requests.
const MOST_STEPS: usize = 40;
const MOST_REQUESTS: usize = 12;
/// How deep the parents of a stack may lie.
const DEEPEST: usize = 16;

/// One step of a way, from the request towards the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A function was at this place when it asked, or called who did; line and
    /// column from 1.
    Call {
        function: String,
        url: String,
        line: u32,
        column: u32,
    },
    /// What was called later: `Promise.then`, `setTimeout`.
    Later(String),
    /// It is written on this line of a document or stylesheet, from 1.
    Written { url: String, line: u32 },
    /// This request's answer asked for it; otherwise only concluded.
    Asked { url: String, certain: bool },
}

/// What a recorder says of who asked, by the requests' addresses.
pub type Callers = LiteMap<String, Vec<Step>>;

#[derive(Deserialize)]
struct Recorded {
    log: Log,
}

#[derive(Deserialize)]
struct Log {
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    request: Request,
    #[serde(default, rename = "_initiator")]
    initiator: Option<Initiator>,
}

#[derive(Deserialize)]
struct Request {
    url: String,
}

/// Chrome counts lines from 0 here and elsewhere in a stack.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Initiator {
    #[serde(default)]
    url: String,
    line_number: Option<f64>,
    stack: Option<Stack>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
struct Stack {
    description: String,
    call_frames: Vec<CallFrame>,
    parent: Option<Box<Stack>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct CallFrame {
    function_name: String,
    url: String,
    line_number: f64,
    column_number: f64,
}

/// What a recording says of who asked for each address first. Nothing where it
/// says nothing, as Firefox's do.
///
/// ```
/// use faultline::code::{Step, callers};
///
/// let har = r#"{"log": {"entries": [{
///     "request": {"url": "https://shop.example/data"},
///     "_initiator": {"type": "script", "stack": {"callFrames": [{
///         "functionName": "load", "url": "https://shop.example/a.js", "lineNumber": 4, "columnNumber": 2
///     }]}}
/// }]}}"#;
/// let callers = callers(har);
/// let steps = callers.get("https://shop.example/data").unwrap();
/// assert!(matches!(&steps[0], Step::Call { function, line: 5, .. } if function == "load"));
/// ```
pub fn callers(har: &str) -> Callers {
    let mut callers = Callers::new();
    let Ok(recorded) = serde_json::from_str::<Recorded>(har) else {
        return callers;
    };
    for entry in recorded.log.entries {
        let Some(initiator) = entry.initiator else {
            continue;
        };
        let steps = steps(initiator);
        if !steps.is_empty() {
            callers.entry(entry.request.url).or_insert(steps);
        }
    }
    callers
}

fn steps(initiator: Initiator) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut stack = initiator.stack.map(Box::new);
    for _ in 0..DEEPEST {
        let Some(this) = stack else { break };
        if !this.description.is_empty() && !steps.is_empty() {
            steps.push(Step::Later(this.description));
        }
        steps.extend(this.call_frames.into_iter().map(|frame| Step::Call {
            function: frame.function_name,
            url: frame.url,
            line: number(frame.line_number),
            column: number(frame.column_number),
        }));
        stack = this.parent;
    }
    if let (true, Some(line), false) = (
        steps.is_empty(),
        initiator.line_number,
        initiator.url.is_empty(),
    ) {
        let line = number(line);
        steps.push(Step::Written {
            url: initiator.url,
            line,
        });
    }
    steps.truncate(MOST_STEPS);
    steps
}

/// From 1, where it was from 0.
fn number(from_zero: f64) -> u32 {
    (from_zero.max(0.0) as u32).saturating_add(1)
}

/// The way of a request, back to the document as far as it is known.
pub fn way(page: &Page, request: usize, callers: &Callers) -> Vec<Step> {
    let mut way = Vec::new();
    let mut at = request;
    for _ in 0..MOST_REQUESTS {
        let Some(this) = page.requests.get(at) else {
            break;
        };
        way.extend(callers.get(&this.url).into_iter().flatten().cloned());
        let by = this
            .initiator
            .and_then(|by| Some((by, page.requests.get(by.request)?)));
        let Some((by, asker)) = by.filter(|_| this.kind != Kind::Document) else {
            break;
        };
        way.push(Step::Asked {
            url: asker.url.clone(),
            certain: by.certain,
        });
        // Whoever asked stands before.
        if by.request >= at {
            break;
        }
        at = by.request;
    }
    way.truncate(MOST_STEPS);
    way
}
