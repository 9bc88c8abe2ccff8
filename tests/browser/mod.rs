//! Tests in real browsers: the same steps in Chromium and in Firefox, on
//! local pages under fake host names. `cargo xtask test browser` runs them;
//! xtask's modules `harness`, `browser` and `server` say what a test can do.

mod accessible;
mod aliases;
mod demo;
mod drawn;
mod driver;
mod explorer;
mod failing;
mod held;
mod hostile;
mod now;
mod observe;
mod options;
mod panel;
mod private;
mod proxy;
mod recordings;
mod shop;
mod simulate;
mod smoke;
mod soak;
mod survive;
mod uses;
mod verify;
mod web;
mod wishes;

use crate::harness::Test;

/// Every test, in the order in which they run.
pub const TESTS: &[&[Test]] = &[
    &driver::TESTS,
    observe::TESTS,
    survive::TESTS,
    failing::TESTS,
    hostile::TESTS,
    &[uses::TEST, drawn::TEST],
    simulate::TESTS,
    verify::TESTS,
    web::TESTS,
    &[now::TEST],
    &[held::TEST, aliases::TEST, private::TEST, recordings::TEST],
    &[explorer::TEST, panel::TEST],
    options::TESTS,
    &[accessible::TEST, wishes::TEST],
    &[proxy::TEST, soak::TEST],
    &[smoke::TEST, demo::TEST],
];
