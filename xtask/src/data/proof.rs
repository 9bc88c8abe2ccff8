//! The proof of the tables: every row that was published, every address block
//! and every rule about names is asked for, and held against a slow, obvious
//! twin. It lives here and not among the tests because what was published is
//! fetched, not committed.

mod random;
mod rows;
mod suffixes;
mod systems;

/// How the tables may differ from what was published; the tests have it, too.
#[path = "../../../tests/tables/compare.rs"]
mod compare;

use std::path::Path;

use anyhow::{Context, Result, ensure};
use faultline::locate::table::Tables;

use super::systems::Operators;
use crate::say;

/// Holds the list of operators, and both tables in their quick form, against the
/// rows that the list was made from.
///
/// # Errors
/// With the first address that they know otherwise.
pub fn prove_drawn(core: &[u8], rest: &[u8], systems: &Operators) -> Result<()> {
    let drawn = random::prove(core, rest, systems).context("addresses drawn by lot")?;
    say(&format!(
        "of {drawn} addresses drawn by lot, the list and the quick form know who announces them \
         as a scan of its rows does"
    ));
    Ok(())
}

/// Holds the tables against what making them has left in the cache.
///
/// # Errors
/// With the first question that the tables and the twin answer differently.
pub fn prove(core: &[u8], cache: &Path) -> Result<()> {
    let tables = Tables::new(core).map_err(|error| anyhow::anyhow!(error.0))?;
    let left = |name: &str| super::read(&cache.join(name));
    let rows = rows::prove(&tables, &left("ranges.tsv")?).context("published ranges")?;
    let blocks = systems::prove(&tables, &left("blocks.tsv")?).context("address blocks")?;
    let rules = suffixes::prove(&tables, &left("suffixes.txt")?).context("public suffixes")?;
    let cases = suffixes::prove_cases(&tables, &left("suffixes-cases.txt")?)
        .context("the cases of the Public Suffix List")?;
    // Files that became empty would prove anything.
    for (number, least) in [
        (rows, 100_000),
        (blocks, 10_000),
        (rules, 8_000),
        (cases, 50),
    ] {
        ensure!(number > least, "only {number} of something were there");
    }
    say(&format!(
        "the tables answer as {rows} published rows, {blocks} address blocks, {rules} rules \
         about names and {cases} cases of their authors say"
    ));
    Ok(())
}
