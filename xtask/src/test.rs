//! `cargo xtask test`: everything that must hold before a change lands.

use std::process::Command;

use anyhow::bail;
use clap::ValueEnum;

use crate::browser::Kind;
use crate::browser_tests::TESTS;
use crate::harness::{self, Tally};
use crate::{Done, build, process, setup, verify, wasm};

/// The parts, in the order in which they run: the quick ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Formatting and lints, of the native code and of the browser's
    Style,
    /// Unit, integration and documentation tests
    Native,
    /// The extension in real browsers
    Browser,
    /// What the stores ask: Mozilla's check, and the same bytes from the source
    Lint,
}

/// Which tests to run.
#[derive(Clone, Debug, clap::Args)]
pub struct Selection {
    /// Only these parts; all of them when none is named
    #[arg(value_enum)]
    parts: Vec<Part>,
    /// Only this browser
    #[arg(long, value_enum)]
    browser: Option<Kind>,
    /// Only browser tests with this in their name
    #[arg(
        long,
        default_value = "",
        value_name = "NAME",
        hide_default_value = true
    )]
    only: String,
}

/// Of the random cases: here the same each time, so that a change is judged by
/// what it changed. `cargo test` by hand takes new ones.
const SEED: &str = "20261122";

/// The core as functions of an engine, which is a workspace of its own.
const ENGINE: &str = "modules/sql/Cargo.toml";

/// Runs the parts that are asked for, each to its end, and counts.
///
/// # Errors
/// When any of them failed.
pub fn test(selection: &Selection) -> Done {
    let mut tally = Tally::default();
    for part in Part::value_variants() {
        if !selection.parts.is_empty() && !selection.parts.contains(part) {
            continue;
        }
        match part {
            Part::Style => {
                tally.count(
                    "formatting",
                    process::run(cargo("fmt").args(["--all", "--check"])),
                );
                let mut tables = cargo("fmt");
                tables.args(["--check", "--manifest-path", ENGINE]);
                tally.count("formatting of the functions", process::run(&mut tables));
                let lint = [
                    "--workspace",
                    "--all-targets",
                    "--locked",
                    "--",
                    "-Dwarnings",
                ];
                tally.count("clippy", process::run(cargo("clippy").args(lint)));
                tally.count("clippy for WebAssembly", wasm::lint());
            }
            Part::Native => {
                let all = ["--workspace", "--all-targets", "--locked", "--no-fail-fast"];
                let mut tests = cargo("test");
                tests.args(all).env("PROPTEST_RNG_SEED", SEED);
                tally.count("native tests", process::run(&mut tests));
                tally.count("address tables", crate::data::run(true, false));
                let mut tables = cargo("test");
                tables.args(["--locked", "--manifest-path", ENGINE]);
                // Its lints come with it, for to check the engine a second time
                // takes minutes: `[lints]` there makes errors of them.
                tables.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
                tally.count("the core in an engine", process::run(&mut tables));
                tally.count(
                    "documentation tests",
                    process::run(cargo("test").args(["--doc", "--locked"])),
                );
            }
            Part::Browser => browser(selection, &mut tally),
            Part::Lint => {
                tally.count("web-ext lint", crate::lint::lint());
                tally.count("the same bytes from the source", crate::package::again());
                tally.count("what it weighs", crate::package::weighed());
            }
        }
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if tally == Tally::default() {
        bail!("no test has {:?} in its name", selection.only);
    }
    if tally.failed > 0 {
        bail!("{} of {} failed", tally.failed, tally.passed + tally.failed);
    }
    Ok(())
}

impl Tally {
    fn count(&mut self, what: &str, outcome: Done) {
        match outcome {
            Ok(()) => {
                self.passed += 1;
                crate::say(&format!("{what}: passed"));
            }
            Err(error) => {
                self.failed += 1;
                crate::say(&format!("{what}: FAILED: {error:#}"));
            }
        }
    }
}

fn browser(selection: &Selection, tally: &mut Tally) {
    // What ships is what is tested.
    if let Err(error) = build::build(build::Profile::Release) {
        return tally.count("the extension", Err(error));
    }
    for kind in Kind::ALL {
        if selection.browser.is_some_and(|wanted| wanted != kind) {
            continue;
        }
        match setup::browser(kind) {
            Ok(program) => {
                let ran = harness::run(TESTS, &program, &build::extension(kind), &selection.only);
                tally.passed += ran.passed;
                tally.failed += ran.failed;
                let name = "predictions";
                if name.contains(&selection.only) {
                    let checked = verify::sample(&program, &build::extension(kind));
                    tally.count(&format!("{} {name}", kind.name()), checked);
                }
            }
            // A missing browser is a failure: a test that did not run proves
            // nothing.
            Err(error) => tally.count(kind.name(), Err(error)),
        }
    }
}

fn cargo(command: &str) -> Command {
    crate::say(&format!("cargo {command}"));
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(program);
    cargo.current_dir(crate::root()).arg(command);
    cargo
}
