//! A place in a text file, as an editor counts.

use std::fmt;

use crate::messages;

/// Line and column, both from 1; the column counts bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub line: u64,
    pub column: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = |number: u64| number.to_string();
        f.write_str(&messages::place(&digits(self.line), &digits(self.column)))
    }
}
