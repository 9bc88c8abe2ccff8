//! The Public Suffix List, both of its parts: a name below `github.io` belongs
//! to somebody else than the next one, as browsers see it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::labels::Labels;
use super::layout::{EXCEPTION, SUFFIX, WILDCARD};
use super::packages::Archive;

/// The rules as a tree. Also leaves the list and its own test cases in the
/// cache, for the proof.
pub fn labels(archive: &Archive, cache: &Path) -> Result<Labels> {
    let list = archive.file("publicsuffixlist/public_suffix_list.dat")?;
    fs::write(cache.join("suffixes.txt"), &list)?;
    let cases = archive.file("publicsuffixlist/test_psl.txt")?;
    fs::write(cache.join("suffixes-cases.txt"), cases)?;
    let list = String::from_utf8(list)?;
    let mut labels = Labels::default();
    for (line, rule) in list.lines().enumerate() {
        let rule = rule.split_whitespace().next().unwrap_or_default();
        if rule.is_empty() || rule.starts_with("//") {
            continue;
        }
        let (kind, name) = match (rule.strip_prefix("*."), rule.strip_prefix('!')) {
            (Some(name), _) => (WILDCARD, name),
            (_, Some(name)) => (EXCEPTION, name),
            _ => (SUFFIX, rule),
        };
        let at = || format!("public_suffix_list.dat, line {}: {rule}", line + 1);
        ensure!(
            !name.contains('*'),
            "{}: only the first label may be *",
            at()
        );
        // Hosts come from URLs, which have names in Punycode only.
        let name = idna::domain_to_ascii(name).with_context(at)?;
        labels.entry(&name).value |= kind;
    }
    Ok(labels)
}
