//! The words that many names of operators have, and names written with them.
//! The layout is described where it is read: in the library's
//! `locate::operators`.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::layout::{CODE_REST, CODED, CODES, WORD_STRIDE};

/// More words than this save less than their list takes.
const MOST: usize = 6000;

/// Each word's number in the list.
pub struct Words<'n>(BTreeMap<&'n str, usize>);

/// A word begins where a space is, and with it.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?.len_utf8();
        let end = rest[first..].find(' ').map_or(rest.len(), |at| at + first);
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

impl<'n> Words<'n> {
    /// The words that save most, numbered by how often they are there: what is
    /// frequent then has codes that are alike. Letters beyond ASCII stand in
    /// the list only.
    pub fn choose(names: impl Iterator<Item = &'n str>) -> Words<'n> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in names.flat_map(words) {
            *counts.entry(word).or_default() += 1;
        }
        let saved = |word: &str, count: usize| {
            (count * word.len().saturating_sub(2)).saturating_sub(word.len() + 1)
        };
        let (needed, mut useful): (Vec<_>, Vec<_>) =
            counts.into_iter().partition(|(word, _)| !word.is_ascii());
        useful.retain(|(word, count)| *count > 2 && saved(word, *count) > 0);
        useful.sort_by_key(|(word, count)| (Reverse(saved(word, *count)), *word));
        useful.truncate(MOST.saturating_sub(needed.len()));
        let mut chosen = [useful, needed].concat();
        chosen.sort_by_key(|(word, count)| (Reverse(*count), *word));
        let numbers = chosen.into_iter().map(|(word, _)| word).zip(0..);
        Words(numbers.collect())
    }

    /// A name, with the numbers of the words that are in the list.
    pub fn write(&self, name: &str, bytes: &mut Vec<u8>) {
        for word in words(name) {
            match self.0.get(word) {
                Some(number) => {
                    bytes.push(CODED + (number / CODES) as u8);
                    bytes.push(CODE_REST + (number % CODES) as u8);
                }
                None => bytes.extend(word.bytes()),
            }
        }
    }

    /// The list itself, behind its index.
    pub fn encode(&self) -> Result<Vec<u8>> {
        let mut order: Vec<_> = self.0.iter().collect();
        order.sort_by_key(|(_, number)| **number);
        let (mut index, mut text) = (Vec::new(), String::new());
        for (word, number) in order {
            if number % WORD_STRIDE == 0 {
                let start = u16::try_from(text.len()).context("the words exceed 64 kB")?;
                index.extend(start.to_le_bytes());
            }
            text.push_str(word);
            text.push('\n');
        }
        let entries = u16::try_from(index.len() / 2)?.to_le_bytes();
        Ok([entries.as_slice(), &index, text.as_bytes()].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_make_the_name_again() {
        for name in ["", "One", "One Two", " a  b ", "Größe Ü", "x\u{e9}"] {
            assert_eq!(words(name).collect::<String>(), name);
        }
        assert_eq!(
            words("One Two  x").collect::<Vec<_>>(),
            ["One", " Two", " ", " x"]
        );
    }

    #[test]
    fn what_saves_most_gets_a_code() {
        let names = ["A Telecom", "B Telecom", "C Telecom", "Caf\u{e9}"];
        let words = Words::choose(names.into_iter());
        let mut bytes = Vec::new();
        words.write("D Telecom", &mut bytes);
        words.write("Caf\u{e9}", &mut bytes);
        assert_eq!(bytes, [b'D', CODED, CODE_REST, CODED, CODE_REST + 1]);
        let list = words.encode().unwrap();
        assert_eq!(
            list,
            [b"\x01\0\0\0 Telecom\nCaf".as_slice(), "\u{e9}\n".as_bytes()].concat()
        );
    }
}
