//! How a [`Toll`] is kept: four verdicts, each with what of it is sure, in one
//! byte, and as four letters where people and other programs read it.

use crate::impact::Toll;
use crate::model::{Mode, Verdict};

const VERDICTS: [(char, Verdict); 4] = [
    ('u', Verdict::Unaffected),
    ('g', Verdict::Degraded),
    ('b', Verdict::Broken),
    ('d', Verdict::Down),
];

/// The verdict where what is gone refuses, what of that is sure, and the same
/// two where it hangs.
fn four(toll: &Toll) -> [Verdict; 4] {
    let (refuse, hang) = (toll.verdicts(Mode::Refuse), toll.verdicts(Mode::Hang));
    [refuse.0, refuse.1, hang.0, hang.1]
}

fn of_four([refuse, sure_refuse, hang, sure_hang]: [Verdict; 4]) -> Toll {
    Toll::from_verdicts((refuse, sure_refuse), (hang, sure_hang))
}

/// Four letters: `dbuu`.
pub fn letters(toll: &Toll) -> String {
    let letter = |verdict| {
        let known = VERDICTS.iter().find(|(_, known)| *known == verdict);
        known.map_or('u', |(letter, _)| *letter)
    };
    four(toll).into_iter().map(letter).collect()
}

pub fn of_letters(text: &str) -> Option<Toll> {
    let verdict = |letter| {
        let known = VERDICTS.iter().find(|(known, _)| *known == letter);
        known.map(|(_, verdict)| *verdict)
    };
    let verdicts: Vec<Verdict> = text.chars().map(verdict).collect::<Option<_>>()?;
    verdicts.try_into().ok().map(of_four)
}

/// As a field of a record.
pub mod byte {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::{Toll, VERDICTS, four, of_four};
    use crate::model::Verdict;

    pub fn serialize<S: Serializer>(toll: &Toll, to: S) -> Result<S::Ok, S::Error> {
        let byte = four(toll)
            .into_iter()
            .fold(0, |byte, verdict| byte << 2 | verdict as u8);
        to.serialize_u8(byte)
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Toll, D::Error> {
        let byte = u8::deserialize(from)?;
        let verdict = |shift: u8| {
            let number = usize::from(byte >> shift & 3);
            VERDICTS
                .get(number)
                .map_or(Verdict::Unaffected, |(_, verdict)| *verdict)
        };
        Ok(of_four([6, 4, 2, 0].map(verdict)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    struct Kept(#[serde(with = "byte")] Toll);

    #[test]
    fn every_toll_comes_back_from_a_byte_and_from_letters() {
        let all = VERDICTS.map(|(_, verdict)| verdict);
        for refuse in all {
            for sure in all {
                for hang in all {
                    let toll = of_four([refuse, sure, hang, sure]);
                    assert_eq!(of_letters(&letters(&toll)), Some(toll));
                    let bytes = postcard::to_allocvec(&Kept(toll)).expect("bytes");
                    assert_eq!(bytes.len(), 1);
                    let kept: Kept = postcard::from_bytes(&bytes).expect("a toll");
                    assert_eq!(kept.0, toll);
                }
            }
        }
        assert_eq!(letters(&Toll::default()), "uuuu");
        assert_eq!(of_letters("uuu"), None);
        assert_eq!(of_letters("uuux"), None);
    }
}
