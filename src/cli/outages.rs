//! `faultline outages`: which outages are documented?

use std::io::Write;

use clap::{Args, ValueEnum};
use faultline::outage;
use faultline::view::{json, text};

use super::{Outcome, width};

/// List the documented outages, oldest first, with the ids that --outage takes
#[derive(Args)]
pub struct Outages {
    /// How to write them; JSON is one object per outage and line
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Outages {
    pub fn run(&self, output: &mut impl Write) -> std::io::Result<Outcome> {
        let history = outage::history();
        match self.format {
            Format::Text => write!(output, "{}", text::outages(history, width()))?,
            Format::Json => {
                for past in history {
                    writeln!(output, "{}", json::outage(past))?;
                }
            }
        }
        Ok(Outcome::Fine)
    }
}
