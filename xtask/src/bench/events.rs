//! The browser's events, from what it gives to the text that is stored.

use super::Stage;
use crate::Done;

const SIZES: [usize; 3] = [50, 300, 1_000];
const ROUNDS: usize = 51;
/// Microseconds a request.
const MOST: f64 = 20.0;

/// What `background.js` does with the events of a page: a crossing for what
/// came within a moment, and a writing for every fourth.
const PAGE: &str = "
    timed.page = (count) => {
        const header = (name, value) => ({ name, value });
        const details = (at) => ({
            documentId: '0F' + 'A'.repeat(30), documentLifecycle: 'active', frameId: 0, frameType: 'outermost_frame',
            fromCache: false, initiator: 'https://shop.example', ip: `151.101.${at % 20}.7`, method: 'GET',
            parentFrameId: -1, requestId: String(at), statusCode: 200, statusLine: 'HTTP/1.1 200', tabId: 7,
            timeStamp: 1795000000000 + at, type: at % 2 ? 'image' : 'script',
            url: `https://cdn${at % 20}.shop.example/assets/product/${at}.js?v=${at}`,
            responseHeaders: [
                header('content-type', 'text/javascript'), header('cache-control', 'max-age=3600'),
                header('server', 'cloudflare'), header('cf-ray', '8a1b2c3d4e5f6071-FRA'), header('age', '17'),
                header('date', 'Sun, 22 Nov 2026 15:00:00 GMT'), header('etag', '\"0123456789abcdef\"'),
                header('vary', 'accept-encoding'), header('x-served-by', 'cache-fra-etou8220023-FRA'),
            ],
        });
        timed.events = Array.from({ length: count }, (_, at) => details(at));
    };
    timed.telling = new Set(timed.events_headers());
    timed.line = (details) => {
        details.responseHeaders = details.responseHeaders.filter((header) => timed.telling.has(header.name.toLowerCase()));
        return `completed ${JSON.stringify(details)}`;
    };
    timed.store = () => {
        timed.events_begin();
        const events = timed.events.map((details) => ({ ...details }));
        const start = performance.now();
        for (let at = 0; at < events.length; at += 50) {
            timed.events_take(events.slice(at, at + 50).map(timed.line).join('\\n'));
            if (at % 200 === 150) timed.events_write();
        }
        timed.events_write();
        return performance.now() - start;
    };
";

/// Prints the figures.
///
/// # Errors
/// When the module does not run.
pub fn run(stage: &mut Stage) -> Done {
    // A module's own object takes no members.
    let install = format!("(() => {{ globalThis.timed = {{ ...timed }}; {PAGE} }})()");
    stage.value(&install)?;
    for size in SIZES {
        let times = stage.value(&format!(
            "(() => {{ timed.page({size}); return Array.from({{ length: {ROUNDS} }}, timed.store); }})()"
        ))?;
        let times: Vec<f64> = times
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(serde_json::Value::as_f64)
            .collect();
        let first = times.first().copied().unwrap_or_default();
        let each = |time: f64| time * 1e3 / size as f64;
        println!(
            "{size} events: {:.1} µs each, the first time {:.1} (at most {MOST})",
            each(super::median(&times)),
            each(first)
        );
    }
    Ok(())
}
