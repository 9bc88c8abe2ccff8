//! The Public Suffix List as it is published: its own test cases, and every
//! rule against a search through all rules. Asked for by name, after
//! `cargo xtask data`: `cargo test --test tables -- --ignored`.

use std::collections::HashSet;
use std::fs;

use faultline::locate::table::Tables;

fn left_by_data(name: &str) -> String {
    let path = format!("{}/target/data/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(path).expect("run `cargo xtask data` first")
}

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

#[test]
#[ignore = "needs target/data, which `cargo xtask data` leaves"]
fn every_rule_gives_the_site_that_a_search_gives() {
    let list = left_by_data("suffixes.txt");
    let lines = list
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    // Rules with other letters stand in the table as URLs have them.
    let plain = lines.filter(|rule| !rule.starts_with("//") && rule.is_ascii());
    let rules: HashSet<&str> = plain.collect();
    let tables = Tables::built_in();
    let mut asked = 0;
    for rule in &rules {
        let name = rule.trim_start_matches("*.").trim_start_matches('!');
        for host in [
            name.to_owned(),
            format!("a.{name}"),
            format!("b.a.{name}"),
            format!("c.b.a.{name}"),
        ] {
            assert_eq!(tables.site(&host), site(&rules, &host), "{host}");
            asked += 1;
        }
    }
    assert!(asked > 35_000, "only {asked} hosts");
}

#[test]
#[ignore = "needs target/data, which `cargo xtask data` leaves"]
fn the_lists_own_cases() {
    let cases = left_by_data("suffixes-cases.txt");
    let tables = Tables::built_in();
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
        assert!(tables.site(host).eq_ignore_ascii_case(expect), "{case}");
        asked += 1;
    }
    assert!(asked > 50, "only {asked} cases");
}
