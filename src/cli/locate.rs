//! `faultline locate`: what serves a host or an address?

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use faultline::locate::address;
use faultline::locate::operators::Operators;
use faultline::locate::table::Tables;
use faultline::locate::{HostFacts, Locator};
use faultline::model::{Address, AddressSource, Header};
use faultline::observe::url;
use faultline::report;
use faultline::view::{json, text};

use super::{Outcome, complain, own_rules, width};

/// A host's name has at most 253 characters; room for a port and brackets.
const LONGEST_HOST: usize = 264;

/// Say what serves hosts and addresses, as far as names and tables tell
///
/// Nothing is looked up in the network: a name is told by its grammar alone,
/// an address by the published ranges.
#[derive(Args)]
pub struct Locate {
    /// Names of hosts, IP addresses, or URLs
    #[arg(required = true, value_name = "HOST|IP")]
    queries: Vec<String>,

    /// A response header to go by, as `name: value`; of every query
    #[arg(long = "header", value_name = "NAME: VALUE", value_parser = header)]
    headers: Vec<Header>,

    /// How to write the answers; JSON is one object per query and line
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// File with address ranges of your own, one a line:
    /// `10.0.0.0/8 "Our racks" berlin`
    #[arg(long, value_name = "FILE")]
    own: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

fn header(text: &str) -> Result<Header, String> {
    let (name, value) = text
        .split_once(':')
        .ok_or("write it as `name: value`, with the colon")?;
    let name = name.trim().to_lowercase();
    if name.is_empty() {
        return Err("the name before the colon is missing".to_owned());
    }
    let value = value.trim().to_owned();
    Ok(Header { name, value })
}

impl Locate {
    pub fn run(&self, output: &mut impl Write) -> std::io::Result<Outcome> {
        let Some(own) = own_rules(self.own.as_deref()) else {
            return Ok(Outcome::BadInput);
        };
        let tables = Tables::built_in_for_many();
        let locator = Locator {
            tables: &tables,
            own: &own,
        };
        let data = report::data(&tables);
        let mut outcome = Outcome::Fine;
        for (index, query) in self.queries.iter().enumerate() {
            let host = match host(query) {
                Ok(host) => host,
                Err(sentence) => {
                    complain(&format!("{query}: {sentence}"));
                    outcome = Outcome::BadInput;
                    continue;
                }
            };
            let address = address::parse(&host).map(|ip| Address {
                ip,
                source: AddressSource::Live,
            });
            let placements = locator.locate(&HostFacts {
                host: &host,
                addresses: address.as_slice(),
                headers: &self.headers,
                canonical: &[],
                proxied: false,
            });
            let operator = address
                .filter(|_| placements.is_empty())
                .and_then(|address| report::operator(&Operators::built_in_for_many(), address.ip));
            let operator = operator.as_ref();
            match self.format {
                Format::Json => {
                    let line = json::located(query, &placements, operator, &data);
                    writeln!(output, "{line}")?;
                }
                Format::Text => {
                    if index > 0 {
                        writeln!(output)?;
                    }
                    let text = text::placements(query, &placements, operator, width());
                    write!(output, "{text}")?;
                }
            }
        }
        Ok(outcome)
    }
}

/// The host that a query speaks of.
fn host(query: &str) -> Result<String, &'static str> {
    let trimmed = query.trim();
    let host = if trimmed.contains("://") {
        url::host(trimmed).ok_or("No host can be found in this address.")?
    } else {
        trimmed.to_owned()
    };
    if host.is_empty() {
        return Err("Name a host such as www.example.com, or an IP address.");
    }
    if host.len() > LONGEST_HOST {
        return Err("No host's name is longer than 253 characters.");
    }
    if host.contains(|c: char| c.is_whitespace() || c.is_control() || "/?#@\\".contains(c)) {
        return Err("This is no name of a host: name it alone, or a whole URL with https://.");
    }
    Ok(host)
}
