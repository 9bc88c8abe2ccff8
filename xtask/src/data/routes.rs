//! Who announces which addresses, as the routers of RouteViews saw it: CAIDA's
//! lists of prefix, length and AS number. Better than any package, because it
//! is of yesterday and says what is announced, not what is registered.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::cloud::{self, Prefix};
use super::systems::Operators;

/// The newest file that a log of CAIDA names: its last line, third field.
pub fn newest(log: &str) -> Option<&str> {
    let mut lines = log.lines().filter(|line| !line.starts_with('#'));
    lines.next_back()?.split('\t').nth(2)
}

/// The day in the name of such a file: `2026/11/routeviews-rv2-20261120-1200.pfx2as.gz`.
pub fn day(path: &str) -> Option<String> {
    let digits = |part: &&str| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit());
    let day = path.split(['-', '/']).find(digits)?;
    Some(format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]))
}

/// The blocks of all systems; the longest prefix decides.
pub fn operators<'a>(
    lines: impl Iterator<Item = &'a str>,
    names: &BTreeMap<u32, String>,
) -> Result<Operators> {
    let mut prefixes: BTreeMap<Prefix, u32> = BTreeMap::new();
    for line in lines.filter(|line| !line.is_empty()) {
        let (prefix, number) = announced(line).with_context(|| line.to_owned())?;
        // A router's own default route announces nothing: no registry gives
        // out more than a /8.
        if prefix.2 >= 8 {
            prefixes.entry(prefix).or_insert(number);
        }
    }
    let name = |number: &u32| {
        let known = names.get(number);
        known.map_or_else(|| "an unnamed operator".to_owned(), String::clone)
    };
    Ok(Operators {
        names: prefixes
            .values()
            .map(|number| (*number, name(number)))
            .collect(),
        blocks: cloud::flatten(&prefixes, |_, _| {}),
    })
}

/// A line: `1.0.0.0<tab>24<tab>13335`. Where several systems announce the same
/// (`13335_4777`) or stand for one another (`13335,4777`), the first counts.
fn announced(line: &str) -> Result<(Prefix, u32)> {
    let mut fields = line.split('\t');
    let mut field = || fields.next().context("has too few fields");
    let cidr = format!("{}/{}", field()?, field()?);
    let number = field()?.split(['_', ',']).next().unwrap_or_default();
    let number = number.parse().context("has no AS number")?;
    Ok((cloud::prefix(&cidr)?, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_announcement_decides() {
        let text = include_str!("../../../tests/feeds/routes.tsv");
        let names = BTreeMap::from([(13335, "Cloudflare, Inc.".to_owned())]);
        let systems = operators(text.lines(), &names).unwrap();
        let blocks = systems.blocks.iter().map(|block| {
            let [first, last] = [block.first, block.last].map(|ip| cloud::text(block.six, ip));
            format!("{first} {last} {}", block.answer)
        });
        assert_eq!(
            blocks.collect::<Vec<_>>(),
            [
                "1.0.0.0 1.0.0.255 13335",
                "1.0.4.0 1.0.5.255 38803",
                "1.0.6.0 1.0.6.255 2519",
                "1.0.7.0 1.0.7.255 38803",
                "2606:4700:: 2606:4700:ffff:ffff:ffff:ffff:ffff:ffff 13335",
            ]
        );
        assert_eq!(systems.names[&13335], "Cloudflare, Inc.");
        assert_eq!(systems.names[&2519], "an unnamed operator");
    }

    #[test]
    fn a_bad_line_is_refused() {
        for line in [
            "1.0.0.0",
            "1.0.0.0\t24\tx",
            "1.0.0.1\t24\t1",
            "1.0.0.0\t33\t1",
        ] {
            assert!(announced(line).is_err(), "{line:?}");
        }
    }

    #[test]
    fn the_newest_file() {
        let log = include_str!("../../../tests/feeds/routes.log");
        let path = newest(log).unwrap();
        assert_eq!(path, "2026/11/routeviews-rv2-20261120-1200.pfx2as.gz");
        assert_eq!(day(path).as_deref(), Some("2026-11-20"));
        assert_eq!(newest("# nothing\n"), None);
        assert_eq!(day("nothing.gz"), None);
    }
}
