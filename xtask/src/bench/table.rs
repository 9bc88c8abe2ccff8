//! The address tables: how long until they answer, how long an answer takes,
//! and what they take of the memory.

use super::Stage;
use crate::Done;

const ROUNDS: usize = 301;

/// Of the two files: what takes its bytes, what makes it answer.
const FILES: [(&str, &str, &str); 2] = [
    ("core.bin", "table_take_core", "table_ready"),
    ("rest.bin", "table_take_rest", "table_ready_rest"),
];

/// What is called, and what it answers.
const LOOK_UPS: [(&str, &str); 3] = [
    ("table_find()", "range and system, as numbers"),
    ("table_address()", "everything, with all texts"),
    ("table_system()", "who announces it"),
];

/// Prints the figures.
///
/// # Errors
/// When the module does not run.
pub fn run(stage: &mut Stage) -> Done {
    for (file, take, ready) in FILES {
        let first = stage.value(&format!(
            "(async () => {{
                const answer = await fetch('/data/{file}');
                const bytes = new Uint8Array(await answer.arrayBuffer());
                const before = timed.table_memory();
                timed.{take}(bytes);
                const start = performance.now();
                timed.{ready}();
                const time = performance.now() - start;
                return [bytes.length, time, timed.table_memory() - before];
            }})()"
        ))?;
        let number = |index: usize| first[index].as_f64().unwrap_or_default();
        let (median, best) = stage.time(&format!("{ready}()"), ROUNDS)?;
        println!(
            "{file}: {:.0} kB; from bytes to the first answer {:.2} ms at first, then {median:.2} ms, \
             best {best:.2}; memory {:.0} kB",
            number(0) / 1e3,
            number(1),
            number(2) / 1e3
        );
    }
    for (six, family) in [(false, "IPv4"), (true, "IPv6")] {
        let drawn = stage.value(&format!("timed.table_draw({six})"))?;
        let count = drawn.as_f64().unwrap_or(1.0);
        for (call, what) in LOOK_UPS {
            let (median, best) = stage.time(call, ROUNDS)?;
            let [median, best] = [median, best].map(|time| time * 1e6 / count);
            println!("  {family}: {what:32} {median:6.0} ns, best {best:6.0}");
        }
    }
    Ok(())
}
