//! The engine: a made-up page of several sizes against every what-if and every
//! documented outage.

use super::Stage;
use crate::Done;

const SIZES: [usize; 4] = [100, 1_000, 2_000, 10_000];
const ROUNDS: usize = 21;

/// What is called, and what it does.
const STEPS: [(&str, &str); 3] = [
    ("engine_judge()", "judged"),
    ("engine_ask()", "judged and asked about every outage"),
    ("engine_report()", "the whole report, with advice"),
];

/// Prints the figures.
///
/// # Errors
/// When the module does not run.
pub fn run(stage: &mut Stage) -> Done {
    for requests in SIZES {
        let hosts = stage.value(&format!("timed.engine_prepare({requests})"))?;
        println!("{requests} requests to {hosts} hosts");
        for (call, what) in STEPS {
            let (median, best) = stage.time(call, ROUNDS)?;
            println!("  {what:40} {median:9.2} ms, best {best:9.2}");
        }
    }
    Ok(())
}
