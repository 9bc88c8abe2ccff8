//! Who asked for a request, as far as a browser lets an extension know: it names
//! no initiator, only the origin of the document. Style sheets that can be read
//! say what they import; the rest is concluded from the order of things, and
//! said to be weaker ([`Initiator::certain`] is false).

use super::document::{Entry, hash};
use crate::model::{Blocking, Initiator, Kind, Module, Request};
use crate::observe::url;
use crate::order;

/// A script that has come runs at once, and what it inserts is asked for then:
/// milliseconds within which the one is thought to be the reason for the other.
const SOON: f64 = 250.0;

/// Milliseconds from an answer to what is asked with it.
const AT_ONCE: f64 = 50.0;

/// Names the initiators of a page's requests, which stand in the order of their
/// start; `entries` are what the observer knows of each.
pub fn name(requests: &mut [Request], entries: &[Option<&Entry>]) {
    for at in 0..requests.len() {
        let Some(entry) = entries.get(at).copied().flatten() else {
            continue;
        };
        let before = Before {
            requests: requests.get(..at).unwrap_or_default(),
            entries,
            entry,
        };
        let initiator = if entry.by_style {
            before.importer().or_else(|| before.sheet())
        } else if entry.kind == Kind::Data {
            before.stranger().or_else(|| before.data())
        } else if entry.kind != Kind::Script {
            None
        } else if entry.module == Module::Likely {
            before.module()
        } else if entry.blocking == Blocking::No {
            before.script()
        } else {
            None
        };
        if let Some(request) = requests.get_mut(at).filter(|_| initiator.is_some()) {
            request.initiator = initiator;
        }
    }
}

/// A request, and all that began before it.
struct Before<'p> {
    requests: &'p [Request],
    entries: &'p [Option<&'p Entry>],
    entry: &'p Entry,
}

impl<'p> Before<'p> {
    /// Those of its frame, the last first.
    fn of_frame(&self, kind: Kind) -> impl Iterator<Item = (usize, &'p Request, &'p Entry)> {
        let frame = self.entry.frame;
        let requests = self.requests.iter().enumerate().rev();
        let entries = self.entries;
        requests
            .filter(move |(_, request)| request.kind == kind && request.frame == frame)
            .filter_map(move |(at, request)| Some((at, request, (*entries.get(at)?)?)))
    }

    /// The style sheet that says so itself.
    fn importer(&self) -> Option<Initiator> {
        let by = self.entry.importer?;
        let mut sheets = self.of_frame(Kind::Stylesheet);
        let (request, ..) = sheets.find(|(_, sheet, _)| hash(&sheet.url) == by)?;
        Some(Initiator {
            request,
            certain: true,
        })
    }

    /// Of a font or picture: the last style sheet of its host, or else the last
    /// one of its frame.
    fn sheet(&self) -> Option<Initiator> {
        let host = url::written_host(&self.entry.url);
        let mut of_host = self.of_frame(Kind::Stylesheet);
        let own = of_host.find(|(_, sheet, _)| url::written_host(&sheet.url) == host);
        concluded(own.or_else(|| self.of_frame(Kind::Stylesheet).next()))
    }

    /// Of an imported module: the last module that had come before.
    fn module(&self) -> Option<Initiator> {
        let start = self.entry.start?;
        let mut scripts = self.of_frame(Kind::Script);
        concluded(scripts.find(|(_, _, script)| {
            script.module != Module::No && script.end.is_some_and(|end| end <= start)
        }))
    }

    /// Of data that is asked for the moment other data has come: a token, a
    /// list. What was drawn of that itself was not asked for its sake.
    fn data(&self) -> Option<Initiator> {
        let start = self.entry.start?;
        let mut data = self.of_frame(Kind::Data);
        concluded(data.find(|(_, _, data)| {
            let at_once = |end: f64| end <= start && start - end <= AT_ONCE;
            data.end.is_some_and(at_once) && data.drawn.is_none()
        }))
    }

    /// Of data of a stranger's: the stranger's script that had come last.
    fn stranger(&self) -> Option<Initiator> {
        let start = self.entry.start?;
        let host = url::written_host(&self.entry.url)?;
        let page = url::written_host(&self.requests.first()?.url)?;
        let of_family = |script: &Request| {
            url::written_host(&script.url).is_some_and(|by| are_family(by, host))
        };
        let mut scripts = self.of_frame(Kind::Script);
        concluded(scripts.find(|(_, script, entry)| {
            of_family(script) && entry.end.is_some_and(|end| end <= start)
        }))
        .filter(|_| !are_family(page, host))
    }

    /// Of an async script: the script that had come just before and inserted
    /// it. One that the document names is asked for before any has come, because
    /// browsers look ahead. One of the same host did it rather than a stranger's.
    /// What a site inserts of its own host
    /// no stranger's script is thought to have asked for.
    fn script(&self) -> Option<Initiator> {
        let start = self.entry.start?;
        let just_before =
            |script: &Entry| (script.end).is_some_and(|end| end <= start && start - end <= SOON);
        let mut came: Vec<_> = (self.of_frame(Kind::Script))
            .filter(|(_, _, script)| just_before(script))
            .collect();
        order::by(&mut came, |(_, _, one), (_, _, other)| {
            let end = |script: &Entry| script.end.unwrap_or_default();
            end(other).total_cmp(&end(one))
        });
        let host = url::written_host(&self.entry.url);
        let page = self
            .requests
            .first()
            .and_then(|page| url::written_host(&page.url));
        let of_host = came
            .iter()
            .find(|(_, script, _)| url::written_host(&script.url) == host);
        let any = came.first().filter(|_| host != page);
        concluded(of_host.or(any).copied())
    }
}

fn concluded(found: Option<(usize, &Request, &Entry)>) -> Option<Initiator> {
    let (request, ..) = found?;
    Some(Initiator {
        request,
        certain: false,
    })
}

/// Whether two hosts have the end of their names in common, and more of it than
/// what many share (`co.uk`).
fn are_family(one: &str, other: &str) -> bool {
    let labels = one.rsplit('.').zip(other.rsplit('.'));
    let same: Vec<&str> = labels
        .take_while(|(one, other)| one == other)
        .map(|(label, _)| label)
        .collect();
    same.len() > 2 || matches!(same.as_slice(), [_, name] if name.len() > 3)
}
