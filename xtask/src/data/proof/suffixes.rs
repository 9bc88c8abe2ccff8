//! The Public Suffix List as it is published: every rule against a search
//! through all rules, and the list's own test cases.

use std::collections::HashSet;

use anyhow::{Result, ensure};
use faultline::locate::table::Tables;

/// The slow, obvious twin, word for word after the list's own description: of
/// all rules that match, an exception prevails, then the longest.
fn site<'h>(rules: &HashSet<&str>, host: &'h str) -> &'h str {
    let starts: Vec<usize> = std::iter::once(0)
        .chain(host.match_indices('.').map(|(dot, _)| dot + 1))
        .collect();
    let exception = starts
        .iter()
        .position(|start| rules.contains(&*format!("!{}", &host[*start..])));
    let listed = starts.iter().enumerate().position(|(label, start)| {
        let above = starts
            .get(label + 1)
            .map(|next| format!("*.{}", &host[*next..]));
        rules.contains(&host[*start..]) || above.is_some_and(|rule| rules.contains(&*rule))
    });
    // The label where the public suffix begins.
    let suffix = match (exception, listed) {
        (Some(label), _) => label + 1,
        (None, Some(label)) => label,
        (None, None) => starts.len() - 1,
    };
    &host[suffix.checked_sub(1).map_or(0, |label| starts[label])..]
}

/// How many rules were asked about, each in four names.
pub fn prove(tables: &Tables, list: &str) -> Result<usize> {
    let lines = list
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    // Rules with other letters stand in the table as URLs have them.
    let plain = lines.filter(|rule| !rule.starts_with("//") && rule.is_ascii());
    let rules: HashSet<&str> = plain.collect();
    for rule in &rules {
        let name = rule.trim_start_matches("*.").trim_start_matches('!');
        for below in ["", "a.", "b.a.", "c.b.a."] {
            let host = format!("{below}{name}");
            let (found, expect) = (tables.site(&host), site(&rules, &host));
            ensure!(found == expect, "{host}: {found} is not {expect}");
        }
    }
    Ok(rules.len())
}

/// How many of the list's own cases were asked.
pub fn prove_cases(tables: &Tables, cases: &str) -> Result<usize> {
    let mut asked = 0;
    for case in cases
        .lines()
        .filter_map(|line| line.strip_prefix("checkPublicSuffix("))
    {
        let mut words = case.split('\'').skip(1).step_by(2);
        let Some(host) = words.next() else { continue };
        // Hosts come from URLs: no other letters, no leading dot.
        if !host.is_ascii() || host.starts_with('.') {
            continue;
        }
        // "null" is a public suffix, which has no site: given back whole.
        let expect = words.next().unwrap_or(host);
        let found = tables.site(host);
        ensure!(
            found.eq_ignore_ascii_case(expect),
            "{case}: {found} is not {expect}"
        );
        asked += 1;
    }
    Ok(asked)
}
