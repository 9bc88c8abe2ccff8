//! Sentences about what was seen of an outage.

use super::number;
use crate::look::{Difference, Sign};

/// What is less than before: `412 of 900 characters of text on the first screen
/// are left`.
pub fn difference(difference: &Difference) -> String {
    let Difference {
        sign,
        before,
        after,
        ..
    } = *difference;
    let left = |what: &str| {
        let (before, after) = (number(before), number(after));
        format!("{after} of {before} {what} left")
    };
    match sign {
        Sign::Page => "There is nothing to see".to_owned(),
        Sign::Frozen => "It answers nobody: something in it waits and holds up all else".to_owned(),
        Sign::Text => left("characters of text on the first screen"),
        Sign::Below => left("characters of text on the whole page"),
        Sign::Elements => left("elements on the first screen"),
        Sign::Style => left("traits of the style"),
        Sign::Fields => left("fields"),
        Sign::FrameFields => left("fields in frames"),
        Sign::Controls => left("links and buttons"),
        Sign::Dead => {
            let (before, after) = (number(before), number(after));
            format!("{after} of {before} buttons with a script behind them do nothing")
        }
        Sign::Frames => left("frames that show something"),
        Sign::Pictures => left("pictures"),
        Sign::Largest => "The largest picture is gone".to_owned(),
        Sign::Media => left("films or sounds"),
        Sign::Fonts => left("fonts"),
        Sign::Errors => {
            let (before, after) = (number(before), number(after));
            format!("{after} errors in scripts instead of {before}")
        }
    }
}
