//! Making the quick form: both tables are walked through side by side, and give
//! the pieces of the address space.

use std::collections::HashMap;

use super::super::operators::Operators;
use super::super::table::Tables;
use super::super::table::intervals::Value;
use super::{Four, Piece, Quick, Six};

impl Quick {
    /// `None` where the tables contradict themselves or have more in them than
    /// an answer of 31 bits can tell apart; they still answer in place.
    pub fn new(tables: &Tables, operators: &Operators) -> Option<Quick> {
        let system_bits = usize::BITS - operators.systems().leading_zeros();
        let mut kinds = Kinds::default();
        let [four, six] =
            [false, true].map(|six| pieces(&mut kinds, system_bits, tables, operators, six));
        if kinds.values.len() >> (31_u32.checked_sub(system_bits)?) > 0 {
            return None;
        }
        let mut core = HashMap::new();
        core.extend((0..).map_while(|at| Some((tables.system(at)?.number, at))));
        let places =
            (0..operators.systems()).map_while(|place| Some((place, operators.number(place)?)));
        let core_systems = places.filter_map(|(place, number)| Some((place, *core.get(&number)?)));
        Some(Quick {
            four: Four::new(&four?)?,
            six: Six::new(&six?),
            values: kinds.values,
            system_bits,
            core_systems: core_systems.collect(),
        })
    }
}

/// Numbers place and services of ranges as they come, from 1 on.
#[derive(Default)]
struct Kinds {
    values: Vec<Value>,
    numbers: HashMap<Value, u32>,
}

impl Kinds {
    fn number(&mut self, value: Value) -> u32 {
        *self.numbers.entry(value).or_insert_with(|| {
            self.values.push(value);
            self.values.len() as u32
        })
    }
}

/// Both tables of a family as one.
fn pieces(
    kinds: &mut Kinds,
    system_bits: u32,
    tables: &Tables,
    operators: &Operators,
    six: bool,
) -> Option<Vec<Piece>> {
    let top = if six { u128::MAX } else { u128::from(u32::MAX) };
    let ranges = tables.ranges.get(usize::from(six))?.walk();
    let mut ranges = ranges.map(|range| {
        let number = range.value.map_or(0, |value| kinds.number(value));
        (range.last.whole(), number << system_bits)
    });
    let mut systems = operators.stretches(six);
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut range, mut system) = (ranges.next()?, systems.next()?);
    let mut first = 0;
    loop {
        let last = range.0.min(system.0);
        // The tables go forward; damaged ones may not.
        if last < first {
            return None;
        }
        let answer = range.1 | system.1.map_or(0, |system| system as u32 + 1);
        match pieces.last_mut() {
            Some(before) if before.answer == answer => before.last = last,
            _ => pieces.push(Piece {
                first,
                last,
                answer,
            }),
        }
        if last == top {
            return Some(pieces);
        }
        first = last + 1;
        if range.0 == last {
            range = ranges.next()?;
        }
        if system.0 == last {
            system = systems.next()?;
        }
    }
}
