//! What else is lost with a request: what a script, a sheet or a worker would
//! have asked for, and all that is inside a frame.

use litemap::LiteMap;

use super::usage::Use;
use crate::model::{Kind, Page};
use crate::order;
use crate::outage::Doubt;

/// How one request is lost.
#[derive(Clone, Copy, Debug)]
pub struct Gone {
    pub doubt: Option<Doubt>,
    /// The host whose loss takes it; `None` where it is its own.
    pub through: Option<usize>,
}

/// What of one request an outage takes; a request may be lost in both ways.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lost {
    /// It goes to a host that is gone.
    pub direct: Option<Gone>,
    /// It is never made, because what would have asked for it is lost.
    pub carried: Option<Gone>,
}

/// The losses of one outage. Empty ones cost nothing to leave behind, so that
/// one value serves many outages.
pub struct Losses {
    /// For each request of the page.
    of: Vec<Lost>,
    /// The requests that are lost in any way, each once.
    touched: Vec<usize>,
}

impl Losses {
    /// None, on a page of so many requests.
    pub fn none(requests: usize) -> Losses {
        Losses {
            of: vec![Lost::default(); requests],
            touched: Vec::new(),
        }
    }

    /// Forgets what is lost.
    pub fn clear(&mut self) {
        for request in self.touched.drain(..) {
            if let Some(lost) = self.of.get_mut(request) {
                *lost = Lost::default();
            }
        }
    }

    /// A request goes to a host that is gone; each is told of once.
    pub fn add(&mut self, request: usize, doubt: Option<Doubt>) {
        if let Some(lost) = self.of.get_mut(request) {
            let through = None;
            lost.direct = Some(Gone { doubt, through });
            self.touched.push(request);
        }
    }

    /// Every lost request and how it is lost.
    pub fn iter(&self) -> impl Iterator<Item = (usize, Lost)> {
        let lost = |&request: &usize| Some((request, *self.of.get(request)?));
        self.touched.iter().filter_map(lost)
    }

    /// Adds what is lost with what is lost already.
    pub fn spread(&mut self, spread: &Spread, uses: &[Use]) {
        let mut work: Vec<(usize, Gone)> = Vec::new();
        // From the back, so that the same loss is always laid to the same host.
        let mut lost = self.touched.clone();
        lost.sort_unstable();
        for request in lost.into_iter().rev() {
            let direct = self.of.get(request).and_then(|lost| lost.direct);
            if let Some(gone) = direct.filter(|_| !spread.of(request).is_empty()) {
                let through = uses.get(request).and_then(|usage| usage.host);
                work.push((request, Gone { through, ..gone }));
            }
        }
        while let Some((request, gone)) = work.pop() {
            for &(child, certain) in spread.of(request) {
                let doubt = gone.doubt.or((!certain).then_some(Doubt::Initiator));
                let Some(lost) = self.of.get_mut(child) else {
                    continue;
                };
                let better =
                    (lost.carried).is_none_or(|old| old.doubt.is_some() && doubt.is_none());
                if !better {
                    continue;
                }
                if lost.direct.is_none() && lost.carried.is_none() {
                    self.touched.push(child);
                }
                let gone = Gone { doubt, ..gone };
                lost.carried = Some(gone);
                work.push((child, gone));
            }
        }
    }
}

/// For each request those that it asked for, with their certainty.
pub struct Spread {
    /// Where each request's own begin in `children`; one more than requests.
    begins: Vec<usize>,
    children: Vec<(usize, bool)>,
}

impl Spread {
    /// Scripts, sheets and workers by initiator, frames all that is inside
    /// them. A lost document needs no list.
    pub fn new(page: &Page, uses: &[Use]) -> Spread {
        let mut pairs: Vec<(usize, usize, bool)> = Vec::new();
        let mut frame_documents: LiteMap<usize, Vec<usize>> = LiteMap::new();
        for (request, usage) in uses.iter().enumerate() {
            if usage.is(&[Kind::Frame]) && usage.request.frame != 0 {
                let documents = frame_documents.entry(usage.request.frame).or_default();
                documents.push(request);
            }
        }
        for (request, usage) in uses.iter().enumerate() {
            if usage.is(&[Kind::Document]) {
                continue;
            }
            if let Some(initiator) = usage.request.initiator {
                // What failed itself has asked for nothing, whatever is concluded.
                let loads = uses.get(initiator.request).is_some_and(|by| {
                    by.is(&[Kind::Script, Kind::Stylesheet, Kind::Worker, Kind::Data])
                        && !by.failed()
                });
                if loads {
                    pairs.push((initiator.request, request, initiator.certain));
                }
            }
            if frame_documents.is_empty() {
                continue;
            }
            // A frame's own document stands in the frame that encloses it.
            let frame = usage.request.frame;
            let around = if usage.is(&[Kind::Frame]) {
                page.frames.get(frame).and_then(|frame| frame.parent)
            } else {
                Some(frame)
            };
            let documents = around.and_then(|frame| frame_documents.get(&frame));
            for document in documents.into_iter().flatten() {
                pairs.push((*document, request, true));
            }
        }
        // By who asks; of one asker in the order of the page.
        order::by_key(&mut pairs, |(by, _, _)| *by);
        let mut begins = Vec::with_capacity(uses.len() + 1);
        let mut next = 0;
        for request in 0..=uses.len() {
            while pairs.get(next).is_some_and(|(by, _, _)| *by < request) {
                next += 1;
            }
            begins.push(next);
        }
        let children = pairs.into_iter();
        Spread {
            begins,
            children: children
                .map(|(_, child, certain)| (child, certain))
                .collect(),
        }
    }

    /// What a request asked for.
    fn of(&self, request: usize) -> &[(usize, bool)] {
        let bounds = self.begins.get(request).zip(self.begins.get(request + 1));
        let own = bounds.and_then(|(begin, end)| self.children.get(*begin..*end));
        own.unwrap_or_default()
    }
}
