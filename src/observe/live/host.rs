//! A host, as far as its answers tell of it: where it was seen and what its
//! headers say.

use serde::{Deserialize, Serialize};

use super::event::RequestDetails;
use crate::locate::header;
use crate::model::{Address, Header};

/// A host tells who serves it in a few headers; a hostile one might send more,
/// and longer ones.
const MOST_HEADERS: usize = 24;
const LONGEST_HEADERS: usize = 2_048;

/// What is known of a host.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HostRecord {
    pub address: Option<Address>,
    pub headers: Vec<Header>,
}

impl HostRecord {
    /// Takes over what the other knows better.
    pub fn merge(&mut self, other: &HostRecord) {
        let better = match (self.address, other.address) {
            (Some(own), Some(new)) => new.source <= own.source,
            (None, Some(_)) => true,
            _ => false,
        };
        if better {
            self.address = other.address;
        }
        let mut length: usize = self.headers.iter().map(length_of).sum();
        for header in &other.headers {
            length += length_of(header);
            if self.headers.iter().any(|own| own.name == header.name) {
                length -= length_of(header);
            } else if self.headers.len() < MOST_HEADERS && length <= LONGEST_HEADERS {
                self.headers.push(header.clone());
            }
        }
    }
}

fn length_of(header: &Header) -> usize {
    header.name.len() + header.value.len()
}

pub(super) fn telling(details: &RequestDetails) -> Vec<Header> {
    let headers = details.response_headers.iter().flatten();
    headers
        .filter_map(|header| header::telling(&header.name, header.value.as_deref()?))
        .take(MOST_HEADERS)
        .collect()
}
