//! Sentences about what was seen of an outage.

use crate::look::{Difference, Sign};
use crate::messages::{self, number};

/// What is less than before: `412 of 900 characters of text on the first screen
/// left`.
pub fn difference(difference: &Difference) -> String {
    let (after, before) = (number(difference.after), number(difference.before));
    let said: fn(&str, &str) -> String = match difference.sign {
        Sign::Page => return messages::gone_page().to_owned(),
        Sign::Frozen => return messages::gone_frozen().to_owned(),
        Sign::Largest => return messages::gone_largest().to_owned(),
        Sign::Text => messages::left_text,
        Sign::Below => messages::left_below,
        Sign::Elements => messages::left_elements,
        Sign::Style => messages::left_style,
        Sign::Fields => messages::left_fields,
        Sign::FrameFields => messages::left_frame_fields,
        Sign::Controls => messages::left_controls,
        Sign::Dead => messages::left_dead,
        Sign::Frames => messages::left_frames,
        Sign::Pictures => messages::left_pictures,
        Sign::Media => messages::left_media,
        Sign::Fonts => messages::left_fonts,
        Sign::Errors => messages::more_errors,
    };
    said(&after, &before)
}
