//! What is remembered of hosts across pages: where each was seen and what its
//! headers told. What comes from a cache has neither, and would lose its
//! placement with every reload. It lives as long as the browser's session and
//! is never written to a disk.

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::event::RequestDetails;
use super::host::{HostRecord, telling};
use crate::locate::address;
use crate::model::{Address, AddressSource};
use crate::observe::url;
use crate::{order, wire};

const MOST_HOSTS: usize = 1_024;
/// How many go at once when there are more: to look for the oldest with every
/// new host would cost each request of a page that asks thousands.
const FORGOTTEN: usize = 128;
/// The memory is written down in parts, so that one new host does not write
/// all of them.
pub const PARTS: usize = 16;

#[derive(Debug, Default)]
pub struct Remembered {
    hosts: LiteMap<String, Seen>,
    clock: u64,
    changed: [bool; PARTS],
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Seen {
    record: HostRecord,
    /// Of the last use, for dropping the least recently used.
    clock: u64,
}

impl Remembered {
    /// Takes in what a request over the network tells of its host.
    pub fn learn(&mut self, details: &RequestDetails) {
        let proxied = details
            .proxy_info
            .as_ref()
            .is_some_and(|proxy| proxy.kind != "direct");
        if details.from_cache == Some(true) || proxied {
            return;
        }
        let (Some(host), Some(ip)) = (
            url::host(&details.url),
            details.ip.as_deref().and_then(address::parse),
        ) else {
            return;
        };
        let record = HostRecord {
            address: Some(Address {
                ip,
                source: AddressSource::Remembered,
            }),
            headers: telling(details),
        };
        self.clock += 1;
        let clock = self.clock;
        let part = part(&host);
        let seen = (self.hosts.entry(host)).or_insert_with(|| Seen {
            record: HostRecord::default(),
            clock,
        });
        let before = seen.record.clone();
        seen.record.merge(&record);
        seen.clock = clock;
        if before != seen.record {
            self.changed[part] = true;
        }
        if self.hosts.len() > MOST_HOSTS {
            self.forget_oldest();
        }
    }

    pub fn host(&self, host: &str) -> Option<&HostRecord> {
        self.hosts.get(host).map(|seen| &seen.record)
    }

    /// The parts that changed since the last call, each as a text.
    pub fn changed_parts(&mut self) -> Vec<(usize, String)> {
        let changed = std::mem::take(&mut self.changed);
        (changed.iter().enumerate().filter(|(_, changed)| **changed))
            .map(|(at, _)| {
                let hosts: Vec<_> = self
                    .hosts
                    .iter()
                    .filter(|(host, _)| part(host) == at)
                    .collect();
                (at, wire::encode(&hosts))
            })
            .collect()
    }

    /// Reads one part back. What was learnt meanwhile is newer and stays.
    pub fn read_back(&mut self, text: &str) {
        let Some(hosts) = wire::decode::<Vec<(String, Seen)>>(text) else {
            return;
        };
        for (host, seen) in hosts {
            self.clock = self.clock.max(seen.clock);
            self.hosts.entry(host).or_insert(seen);
        }
    }

    fn forget_oldest(&mut self) {
        let mut clocks: Vec<u64> = self.hosts.values().map(|seen| seen.clock).collect();
        order::by_key(&mut clocks, |clock| *clock);
        let newest = clocks.get(FORGOTTEN - 1).copied().unwrap_or_default();
        let changed = &mut self.changed;
        self.hosts.retain(|host, seen| {
            let stays = seen.clock > newest;
            changed[part(host)] |= !stays;
            stays
        });
    }
}

fn part(host: &str) -> usize {
    host.bytes().fold(0usize, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(usize::from(byte))
    }) % PARTS
}
