//! The proofs of the providers' files: what each must and must not match.

use super::Source;
use super::check::{Problems, find_region, split_region};
use super::schema::{Region, Text};
use crate::pattern::{self, Spelling};

impl Problems<'_> {
    pub fn proof_is_there(&mut self, source: &Source) {
        let file = &source.file;
        let proof = &file.proof;
        if proof.is.is_empty() || proof.is_not.is_empty() {
            let what =
                "has no proof; give at least one host in `is` and one look-alike in `is_not`";
            self.at(source, &file.name, what);
        }
        for is in &proof.is {
            if is.host.is_some() != is.headers.is_empty() {
                let what =
                    "has a proof with both a host and headers, or with neither; give one of them";
                let place = is.host.as_ref().unwrap_or(&file.name);
                self.at(source, place, what);
            }
            self.own_service(source, is.service.as_ref());
            if let Some(region) = &is.region
                && !file
                    .regions
                    .keys()
                    .any(|code| code.get_ref() == region.get_ref())
            {
                self.at(
                    source,
                    region,
                    "is no region's code in this file; add it to [regions] or correct it",
                );
            }
        }
    }

    /// The hosts of the proofs; headers are proved by the tests, which have
    /// the whole of the locate step.
    pub fn proofs(&mut self, source: &Source) {
        for is in &source.file.proof.is {
            let Some(host) = &is.host else { continue };
            let wanted = describe(&source.key, [&is.service, &is.region, &is.pop].map(text_of));
            let found = find_host(self.sources, host.get_ref());
            let found = found.map_or("nothing".to_owned(), |found| found.1);
            if found != wanted {
                let what =
                    format!("must be {wanted}, but is {found}; correct the patterns or the proof");
                self.at(source, host, &what);
            }
        }
        for text in &source.file.proof.is_not {
            if text.get_ref().contains(": ") {
                continue;
            }
            if find_host(self.sources, text.get_ref())
                .is_some_and(|found| found.0.key == source.key)
            {
                self.at(
                    source,
                    text,
                    "is matched although it must not; narrow the patterns",
                );
            }
        }
    }
}

fn text_of(text: &Option<Text>) -> Option<&str> {
    text.as_ref().map(|text| text.get_ref().as_str())
}

/// A placement in words: key, then service, region and point of presence.
fn describe(key: &str, [service, region, pop]: [Option<&str>; 3]) -> String {
    let words = [("", service), ("in ", region), ("at ", pop)];
    words
        .iter()
        .fold(key.to_owned(), |text, (before, word)| match word {
            Some(word) => format!("{text} {before}{word}"),
            None => text,
        })
}

/// Whose a host is, and all that its name tells in words; found the slow way:
/// all patterns of all files, the narrowest of those that fit.
fn find_host<'s>(sources: &'s [Source], host: &str) -> Option<(&'s Source, String)> {
    let mut best = None;
    for source in sources {
        let known = |text: &str, spelling| spelled(source, text, spelling).is_some();
        let whole = source.file.hosts.iter().map(|host| (None, host));
        let services = source.file.service.iter().flat_map(|service| {
            service
                .hosts
                .iter()
                .map(move |host| (Some(service.key.get_ref().as_str()), host))
        });
        for (service, written) in whole.chain(services) {
            let (text, fixed) = split_region(written.get_ref());
            let Some(found) = pattern::match_host(text, host, &known) else {
                continue;
            };
            let region = match (fixed, found.region) {
                (Some(fixed), _) => find_region(source, fixed),
                (None, Some((text, spelling))) => spelled(source, text, spelling),
                (None, None) => None,
            };
            let code = region.and_then(|index| source.file.regions.keys().nth(index));
            let code = code.map(|code| code.get_ref().as_str());
            let pop = found.pop.map(str::to_ascii_uppercase);
            let rank = pattern::narrowness(text);
            if best.as_ref().is_none_or(|(best, _)| rank > *best) {
                let told = describe(&source.key, [service, code, pop.as_deref()]);
                best = Some((rank, (source, told)));
            }
        }
    }
    best.map(|(_, found)| found)
}

fn spelled(source: &Source, text: &str, spelling: Spelling) -> Option<usize> {
    let short = |region: &Region| {
        region
            .short
            .as_ref()
            .is_some_and(|short| short.get_ref() == text)
    };
    match spelling {
        Spelling::Code => find_region(source, text),
        Spelling::Short => source.file.regions.values().position(short),
    }
}
