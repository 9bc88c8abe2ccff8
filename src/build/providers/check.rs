//! The checks on the providers' files that the shape of a file cannot say.
//! Every problem is a sentence that ends in what to do.

use std::collections::{BTreeMap, BTreeSet};

use super::Source;
use super::schema::{Header, Link, Text};
use crate::pattern;

const KINDS: [&str; 5] = ["cloud", "cdn", "platform", "hoster", "service"];
const REACHES: [&str; 2] = ["regional", "global"];
const CONFIDENCES: [&str; 3] = ["possible", "likely", "certain"];
const LAYERS: [&str; 3] = ["edge", "origin", "either"];
const TAKES: [&str; 4] = ["whole", "first", "last", "any"];
const FORMATS: [&str; 18] = [
    "adobe",
    "alibaba",
    "apple",
    "aws",
    "azure-rss",
    "fastly-rss",
    "gcp",
    "heroku",
    "hetzner-atom",
    "ibm-rss",
    "meta",
    "microsoft",
    "oci",
    "salesforce",
    "statusio",
    "statuspage",
    "tencent",
    "vultr",
];

/// Every problem of the files, in their order.
pub fn check(sources: &[Source]) -> Vec<String> {
    let mut problems = Problems {
        found: Vec::new(),
        sources,
    };
    for source in sources {
        problems.one_file(source);
    }
    problems.claims();
    problems.systems();
    if problems.found.is_empty() {
        for source in sources {
            problems.proofs(source);
        }
    }
    problems.found
}

/// What is wrong, collected; and all files, for what spans several.
pub struct Problems<'s> {
    found: Vec<String>,
    pub sources: &'s [Source],
}

impl Problems<'_> {
    fn add(&mut self, source: &Source, offset: usize, what: impl std::fmt::Display) {
        self.found.push(source.problem(offset, what));
    }

    /// Says what is wrong with a text of a file.
    pub fn at(&mut self, source: &Source, text: &Text, what: &str) {
        self.add(
            source,
            text.span().start,
            format!("`{}` {what}", text.get_ref()),
        );
    }

    fn one_file(&mut self, source: &Source) {
        let file = &source.file;
        self.one_of(source, &file.kind, &KINDS);
        self.one_of(source, &file.reach, &REACHES);
        self.plain_texts(source);
        self.sorted(
            source,
            file.asn
                .iter()
                .map(|number| (*number.get_ref(), number.span().start)),
        );
        self.sorted(
            source,
            file.service
                .iter()
                .map(|s| (s.key.get_ref(), s.key.span().start)),
        );
        let mut written: Vec<&Text> = file.regions.keys().collect();
        written.sort_by_key(|code| code.span().start);
        self.sorted(
            source,
            written
                .iter()
                .map(|code| (code.get_ref(), code.span().start)),
        );
        for host in hosts(source) {
            self.host_pattern(source, host);
        }
        for service in &file.service {
            self.optional(source, service.reach.as_ref(), &REACHES);
            self.optional(source, service.confidence.as_ref(), &CONFIDENCES);
        }
        for header in &file.header {
            self.header(source, header);
        }
        for link in file.runs_on.iter().chain(&file.behind) {
            self.link(source, link);
        }
        self.regions(source);
        if let Some(status) = &file.status {
            self.optional(source, status.format.as_ref(), &FORMATS);
            if status.feed.is_some() != status.format.is_some() {
                self.at(
                    source,
                    &status.page,
                    "has a feed or a format, not both; give both or none",
                );
            }
        }
        self.proof_is_there(source);
    }

    fn one_of(&mut self, source: &Source, text: &Text, allowed: &[&str]) {
        if !allowed.contains(&text.get_ref().as_str()) {
            self.at(
                source,
                text,
                &format!("is not known; write one of: {}", allowed.join(", ")),
            );
        }
    }

    fn optional(&mut self, source: &Source, text: Option<&Text>, allowed: &[&str]) {
        if let Some(text) = text {
            self.one_of(source, text, allowed);
        }
    }

    fn plain_texts(&mut self, source: &Source) {
        let file = &source.file;
        for text in [&file.name, &file.short] {
            if text.get_ref().trim().is_empty() || !text.get_ref().is_ascii() {
                self.at(
                    source,
                    text,
                    "must be plain ASCII and not empty; write it in letters of English",
                );
            }
        }
        let web = |text: &Text| text.get_ref().starts_with("https://");
        let named = file
            .sources
            .iter()
            .filter(|text| !web(text) && !text.get_ref().contains(' '));
        for text in std::iter::once(&file.home)
            .filter(|text| !web(text))
            .chain(named)
        {
            self.at(
                source,
                text,
                "is no source; write an https:// address, or the name of the source in words",
            );
        }
        if file.sources.is_empty() {
            self.at(
                source,
                &file.name,
                "has no sources; say where the facts were found",
            );
        }
        let date = file.checked.get_ref();
        let digits = date.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        if date.len() != 10 || !digits {
            self.at(source, &file.checked, "is no date; write it as 2026-11-22");
        }
    }

    /// Keeps lists in order, so that two people who add one do not collide
    /// and a reader finds it.
    fn sorted<T: Ord + std::fmt::Display>(
        &mut self,
        source: &Source,
        items: impl Iterator<Item = (T, usize)>,
    ) {
        let mut last: Option<T> = None;
        for (item, offset) in items {
            match &last {
                Some(last) if *last == item => {
                    self.add(
                        source,
                        offset,
                        format!("`{item}` is there twice; remove one"),
                    );
                }
                Some(last) if *last > item => {
                    let what = format!("`{item}` should stand before `{last}`; move it up");
                    self.add(source, offset, what);
                }
                _ => {}
            }
            last = Some(item);
        }
    }

    fn host_pattern(&mut self, source: &Source, host: &Text) {
        let (text, region) = split_region(host.get_ref());
        if let Err(what) = pattern::check(text, true) {
            self.at(source, host, &what);
        }
        let spells = text.contains("{region}") || text.contains("{short}");
        if spells && source.file.regions.is_empty() {
            self.at(
                source,
                host,
                "speaks of regions, but the file has none; add [regions]",
            );
        }
        if let Some(region) = region
            && find_region(source, region).is_none()
        {
            let what = "names a region that the file has not; add it to [regions] or correct it";
            self.at(source, host, what);
        }
    }

    fn header(&mut self, source: &Source, header: &Header) {
        let name = header.name.get_ref();
        if name.is_empty()
            || name
                .chars()
                .any(|c| !(c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c)))
        {
            self.at(
                source,
                &header.name,
                "is no header's name; write it in small letters",
            );
        }
        if let Some(value) = &header.value
            && let Err(what) = pattern::check(value.get_ref(), false)
        {
            self.at(source, value, &what);
        }
        for condition in header.with.iter().chain(&header.without) {
            match condition.get_ref().split_once(": ") {
                None => self.at(
                    source,
                    condition,
                    "is no condition; write it as `name: pattern`",
                ),
                Some((_, value)) => {
                    if let Err(what) = pattern::check(value, false) {
                        self.at(source, condition, &what);
                    }
                }
            }
        }
        self.one_of(source, &header.layer, &LAYERS);
        self.optional(source, header.take.as_ref(), &TAKES);
        self.optional(source, header.confidence.as_ref(), &CONFIDENCES);
        self.own_service(source, header.service.as_ref());
    }

    pub fn own_service(&mut self, source: &Source, key: Option<&Text>) {
        if let Some(key) = key
            && find_service(source, key.get_ref()).is_none()
        {
            self.at(
                source,
                key,
                "is no service of this file; add a [[service]] or correct it",
            );
        }
    }

    fn link(&mut self, source: &Source, link: &Link) {
        self.optional(source, link.confidence.as_ref(), &CONFIDENCES);
        self.own_service(source, link.only.as_ref());
        let Some(other) = self
            .sources
            .iter()
            .find(|other| other.key == *link.provider.get_ref())
        else {
            self.at(
                source,
                &link.provider,
                "is no provider; write the name of a file of src/providers without .toml",
            );
            return;
        };
        if other.key == source.key {
            self.at(
                source,
                &link.provider,
                "is this very provider; remove the link",
            );
        }
        if let Some(service) = &link.service
            && find_service(other, service.get_ref()).is_none()
        {
            self.at(
                source,
                service,
                &format!(
                    "is no service in {}; add it there or correct it",
                    other.path
                ),
            );
        }
        if let Some(region) = &link.region
            && find_region(other, region.get_ref()).is_none()
        {
            self.at(
                source,
                region,
                &format!("is no region in {}; add it there or correct it", other.path),
            );
        }
    }

    fn regions(&mut self, source: &Source) {
        let mut spelled = BTreeMap::new();
        for (code, region) in &source.file.regions {
            for text in std::iter::once(code).chain(&region.aliases) {
                if spelled.insert(text.get_ref(), code).is_some() {
                    self.at(
                        source,
                        text,
                        "spells two regions of this file; keep it with one",
                    );
                }
            }
            if !matches!(region.country.len(), 0 | 2) {
                self.at(
                    source,
                    code,
                    "has a country that is no code of two letters; correct it",
                );
            }
            let Some(link) = &region.runs_on else {
                continue;
            };
            let other = link.get_ref().split_once('/').and_then(|(provider, code)| {
                let other = self.sources.iter().find(|other| other.key == provider)?;
                find_region(other, code)
            });
            if other.is_none() {
                self.at(
                    source,
                    link,
                    "is no region of another provider; write it as `provider/region`",
                );
            }
        }
        let mut short = BTreeSet::new();
        for text in source
            .file
            .regions
            .values()
            .filter_map(|region| region.short.as_ref())
        {
            if !short.insert(text.get_ref()) {
                self.at(
                    source,
                    text,
                    "is the short code of two regions; keep it with one",
                );
            }
        }
    }

    /// No two files may claim the same names equally well, and no file the
    /// same pattern twice.
    fn claims(&mut self) {
        let mut claimed: BTreeMap<String, (&Source, &str)> = BTreeMap::new();
        for source in self.sources {
            for host in hosts(source) {
                let (text, _) = split_region(host.get_ref());
                let Some((other, same)) = claimed.insert(shape(text), (source, text)) else {
                    continue;
                };
                if other.key != source.key || same == text {
                    let what =
                        format!("is claimed in {} as well; keep it in one place", other.path);
                    self.at(source, host, &what);
                }
            }
        }
    }

    fn systems(&mut self) {
        let mut owners: BTreeMap<u32, &Source> = BTreeMap::new();
        for source in self.sources {
            for number in &source.file.asn {
                let other = owners.insert(*number.get_ref(), source);
                if let Some(other) = other.filter(|other| other.key != source.key) {
                    let (offset, number) = (number.span().start, number.get_ref());
                    let path = &other.path;
                    let what = format!("AS{number} is in {path} as well; keep it in one place");
                    self.add(source, offset, what);
                }
            }
        }
    }
}

/// Every host pattern of a file, with what the provider claims as a whole.
fn hosts(source: &Source) -> impl Iterator<Item = &Text> {
    let services = source
        .file
        .service
        .iter()
        .flat_map(|service| &service.hosts);
    source.file.hosts.iter().chain(services)
}

/// A pattern as written, `pattern -> region` or just the pattern.
pub fn split_region(written: &str) -> (&str, Option<&str>) {
    match written.split_once(" -> ") {
        Some((pattern, region)) => (pattern, Some(region)),
        None => (written, None),
    }
}

/// The pattern with all named pieces made the same.
fn shape(pattern: &str) -> String {
    let mut shape = pattern.to_owned();
    for piece in [
        "{region}", "{short}", "{name}", "{digits}", "{hex}", "{pop}",
    ] {
        shape = shape.replace(piece, "{}");
    }
    shape
}

/// Index of a region by code or alias.
pub fn find_region(source: &Source, spelled: &str) -> Option<usize> {
    source.file.regions.iter().position(|(code, region)| {
        code.get_ref() == spelled
            || region
                .aliases
                .iter()
                .any(|alias| alias.get_ref() == spelled)
    })
}

pub fn find_service(source: &Source, key: &str) -> Option<usize> {
    source
        .file
        .service
        .iter()
        .position(|service| service.key.get_ref() == key)
}
