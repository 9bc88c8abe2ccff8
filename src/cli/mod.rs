//! The command line: files, standard input and output, and exit codes around
//! the same report that the extension shows. Nothing here decides anything.
//!
//! Exit codes: 0 fine; 1 the threshold of `--fail-on` is met; 2 bad input or
//! use. Where several files are given, 2 wins over 1, because a script that
//! asked about ten pages and got nine answers must not take them for ten.

mod check;
mod files;
mod input;
mod locate;
mod outages;
mod stream;
mod workers;

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use faultline::locate::OwnRange;
use faultline::locate::own;

/// Which cloud outages would break this page?
#[derive(Parser)]
#[command(name = "faultline", version, about, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Check),
    Locate(locate::Locate),
    Outages(outages::Outages),
}

const EXIT_CODES: &str = "Exit codes: 0 fine, 1 the threshold of --fail-on is met, \
    2 bad input or use. Nothing is sent anywhere.";

/// What became of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Fine,
    ThresholdMet,
    BadInput,
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let mut output = std::io::stdout().lock();
    let outcome = match &arguments.command {
        Command::Check(check) => check.run(&mut output),
        Command::Locate(locate) => locate.run(&mut output),
        Command::Outages(outages) => outages.run(&mut output),
    };
    let flushed = outcome.and_then(|outcome| output.flush().map(|()| outcome));
    match flushed {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::ThresholdMet) => ExitCode::from(1),
        Ok(Outcome::BadInput) => ExitCode::from(2),
        // Whoever read the output has seen enough (`| head`).
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("The output could not be written: {error}"));
            ExitCode::from(2)
        }
    }
}

/// A sentence for whoever caused it.
fn complain(sentence: &str) {
    eprintln!("faultline: {}", faultline::view::plain(sentence));
}

/// Characters in a line of the reader's terminal. A pipe has no width; lines
/// are then as long as they are good to read.
fn width() -> usize {
    if !std::io::stdout().is_terminal() {
        return 100;
    }
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0))
}

/// The reader's own rules from a file; every bad line is complained of.
fn own_rules(file: Option<&Path>) -> Option<Vec<OwnRange>> {
    let Some(file) = file else {
        return Some(Vec::new());
    };
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            complain(&format!("{}: {error}", file.display()));
            return None;
        }
    };
    match own::parse(&text) {
        Ok(rules) => Some(rules),
        Err(problems) => {
            for (line, problem) in problems {
                complain(&format!("{}, line {line}: {problem}", file.display()));
            }
            None
        }
    }
}
