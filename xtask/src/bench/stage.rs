//! The stage: a tab of Chromium with the core in it, as the background has it.

use anyhow::{Context, Result};

use crate::browser::{self, Browser, Kind, Options, Place, Tab};
use crate::server::{Host, Running, Site};
use crate::{build, setup, target, wasm};

const HOST: &str = "bench.test";

/// A browser whose tab has the module loaded, as `timed`.
pub struct Stage {
    browser: Box<dyn Browser>,
    tab: Tab,
    // The tab may ask for more of it until the end.
    _web: Running,
}

impl Stage {
    /// # Errors
    /// When the module does not build, or no browser starts.
    pub fn new() -> Result<Stage> {
        let folder = target().join("bench/core");
        build::fresh(&folder)?;
        for module in wasm::compile(&["timed"], build::QUICK)? {
            wasm::bind(&module, "timed", &folder)?;
        }
        // Only a page that is isolated from others gets a fine clock.
        let host = Host::new(HOST, "127.0.0.1")
            .header("cross-origin-opener-policy", "same-origin")
            .header("cross-origin-embedder-policy", "require-corp")
            .file("/", "<!doctype html><title>Bench</title>")
            .folder("/", folder)
            .folder("/data/", crate::root().join("src/data"));
        let web = Site::new().host(host).serve()?;
        let options = Options {
            headless: true,
            network: Some(web.network()),
            ..Options::default()
        };
        let program = setup::browser(Kind::Chromium)?;
        let mut browser = browser::launch(&program, &options)?;
        let tab = browser.open(&format!("https://{HOST}/"))?;
        let load = "(async () => {
            globalThis.timed = await import('/timed.js');
            await timed.default({ module_or_path: '/timed_bg.wasm' });
        })()";
        browser.evaluate(Place::Tab(&tab), load)?;
        crate::say(&format!("in {}", browser.version()));
        Ok(Stage {
            browser,
            tab,
            _web: web,
        })
    }

    /// The value of a JavaScript expression, which may use `timed`.
    ///
    /// # Errors
    /// When it throws.
    pub fn value(&mut self, expression: &str) -> Result<serde_json::Value> {
        self.browser.evaluate(Place::Tab(&self.tab), expression)
    }

    /// Calls a function again and again, after a few calls that let the browser
    /// compile it for good: the median and the best in milliseconds.
    ///
    /// # Errors
    /// When it throws.
    pub fn time(&mut self, call: &str, rounds: usize) -> Result<(f64, f64)> {
        let times = self.value(&format!(
            "(() => {{
                for (let round = 0; round < {rounds}; round++) timed.{call};
                const times = [];
                for (let round = 0; round < {rounds}; round++) {{
                    const start = performance.now();
                    timed.{call};
                    times.push(performance.now() - start);
                }}
                return times;
            }})()"
        ))?;
        let times = times.as_array().context("the browser gives no times")?;
        let mut times: Vec<f64> = times.iter().filter_map(|time| time.as_f64()).collect();
        times.sort_by(f64::total_cmp);
        let median = *times.get(times.len() / 2).context("no round ran")?;
        Ok((median, *times.first().context("no round ran")?))
    }
}
