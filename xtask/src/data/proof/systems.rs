//! Every address block of the providers' autonomous systems: its first and
//! last address.

use std::net::IpAddr;

use anyhow::{Context, Result, ensure};
use faultline::locate::table::Tables;

/// How many blocks were asked for.
pub fn prove(tables: &Tables, lines: &str) -> Result<usize> {
    for line in lines.lines() {
        prove_block(tables, line).with_context(|| line.to_owned())?;
    }
    Ok(lines.lines().count())
}

fn prove_block(tables: &Tables, line: &str) -> Result<()> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [first, last, number, provider] = fields.as_slice() else {
        anyhow::bail!("is not four fields");
    };
    for address in [first, last] {
        let address: IpAddr = address.parse()?;
        let system = tables.address(address).system;
        let system = system.with_context(|| format!("{address} is in no system"))?;
        ensure!(
            system.number == number.parse::<u32>()? && system.provider == *provider,
            "{address}: {system:?}"
        );
    }
    Ok(())
}
