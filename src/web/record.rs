//! A site as the database keeps it: one **record**, whose first byte is the
//! number of its format. A record of an earlier format is read as it was
//! written; whoever writes the site again brings it into the present one.

use serde::{Deserialize, Serialize};

use super::{Day, Part, Site};

/// The format that is written.
const FORMAT: u8 = 2;

/// Why a record cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is of a format that a later version of Faultline writes.
    Later,
    /// It is damaged.
    Damaged,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    /// The first day, then the distance from each to the next.
    days: Vec<(u32, u32)>,
    homes: Vec<(Day, String)>,
    parts: Vec<Part>,
    counted: Vec<u32>,
}

/// Format 1 counted no hosts, and knew a site's present home only.
mod first {
    use serde::Deserialize;

    use crate::impact::Toll;
    use crate::web::toll;

    #[derive(Deserialize)]
    pub struct Kept {
        pub days: Vec<(u32, u32)>,
        pub home: String,
        pub parts: Vec<Part>,
    }

    #[derive(Deserialize)]
    pub struct Part {
        pub footing: String,
        #[serde(with = "toll::byte")]
        pub gone: Toll,
        #[serde(with = "toll::byte")]
        pub copied: Toll,
        pub requests: u32,
    }
}

impl Site {
    /// The bytes to keep under the site's name.
    pub fn to_record(&self) -> Vec<u8> {
        let mut before = 0;
        let days = self.days.iter().map(|(day, visits)| {
            let distance = day.saturating_sub(before);
            before = *day;
            (distance, *visits)
        });
        let kept = Kept {
            days: days.collect(),
            homes: self.homes.clone(),
            parts: self.parts.clone(),
            counted: self.counted.clone(),
        };
        // Nothing in it can refuse to be written.
        postcard::to_extend(&kept, vec![FORMAT]).unwrap_or_default()
    }

    /// The site that was kept under a name.
    ///
    /// # Errors
    /// When the bytes are no record, or one of a later version.
    pub fn from_record(name: &str, bytes: &[u8]) -> Result<Site, Unread> {
        let (format, bytes) = bytes.split_first().ok_or(Unread::Damaged)?;
        let kept = match format {
            1 => {
                let kept = postcard::from_bytes(bytes).map_err(|_| Unread::Damaged)?;
                second_of_first(kept)
            }
            2 => postcard::from_bytes(bytes).map_err(|_| Unread::Damaged)?,
            _ => return Err(Unread::Later),
        };
        let mut day: Day = 0;
        let days = kept.days.into_iter().map(|(distance, visits)| {
            day = day.saturating_add(distance);
            (day, visits)
        });
        Ok(Site {
            name: name.to_owned(),
            days: days.collect(),
            homes: kept.homes,
            parts: kept.parts,
            counted: kept.counted,
        })
    }
}

fn second_of_first(first: first::Kept) -> Kept {
    let since = first.days.first().map_or(0, |(day, _)| *day);
    let parts = first.parts.into_iter().map(|part| Part {
        footing: part.footing,
        gone: part.gone,
        copied: part.copied,
        requests: part.requests,
        hosts: 1,
    });
    Kept {
        parts: parts.collect(),
        homes: vec![(since, first.home)],
        days: first.days,
        counted: Vec::new(),
    }
}
