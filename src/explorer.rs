//! The explorer: a page's requests as one **flow**, from the page over the hosts
//! that it asks to whoever answers them and to where that stands, and what of it
//! an outage takes. What is small is put together, so that a page of three
//! hundred hosts is one picture, too.
//!
//! [`flow`] says what flows where, and where that stands on the picture. A
//! request has the same height everywhere, so that what leaves a node is as high
//! as what came to it.

mod ground;

use crate::impact::Impact;
use crate::model::{Reach, Verdict};
use crate::order;
use crate::report::{Host, Report};
pub use ground::{BAR, COLUMNS, LEFT, TOP, WIDTH};

/// How many nodes a column has at most: the page, hosts, who answers, places.
const MOST: [usize; COLUMNS] = [1, 14, 10, 10];

/// What becomes of a request while an outage lasts. Ordered: the first is drawn
/// first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Its host is gone.
    Lost,
    /// Its host may be gone.
    MayBeLost,
    /// Its host is there, and what would have asked it for things is gone: all
    /// of what the page asks this host for may fall with it, or a part.
    Falls,
    Stays,
}

impl Fate {
    pub const ALL: [Fate; 4] = [Fate::Lost, Fate::MayBeLost, Fate::Falls, Fate::Stays];
}

/// Numbers of requests, one for each of [`Fate::ALL`].
pub type Requests = [u32; 4];

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name<'a> {
    Page,
    Host(&'a str),
    Provider(&'a str),
    /// Of the network, where nothing better is known.
    Operator(&'a str),
    Region(&'a str, &'a str),
    /// One service in many places.
    Everywhere,
    Unknown,
    /// So many that have no node of their own.
    More(usize),
}

/// One bar of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'a> {
    pub name: Name<'a>,
    /// From 0, the page's, to 3, of the places.
    pub column: usize,
    pub requests: Requests,
    /// The hosts whose requests pass here, as indices in [`Report::hosts`].
    pub hosts: Vec<usize>,
    /// Its upper edge and its height.
    pub top: f64,
    pub height: f64,
}

/// Requests that go from one node to one of the next column.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Indices in [`Flow::nodes`].
    pub from: usize,
    pub to: usize,
    pub requests: Requests,
    /// Its upper edge at either node.
    pub start: f64,
    pub end: f64,
    /// Some of its requests go through the node that was picked.
    pub picked: bool,
}

/// What flows where, and where each stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flow<'a> {
    /// Column by column, from above.
    pub nodes: Vec<Node<'a>>,
    /// From above at their starts.
    pub links: Vec<Link>,
    /// Of the picture.
    pub height: f64,
    /// Of one request.
    pub scale: f64,
}

pub fn sum(requests: &Requests) -> u32 {
    requests.iter().sum()
}

/// The flow of a page. With the impact of an outage it says what that takes;
/// `picked` is the [`Node::key`] of the node whose requests stand out.
///
/// ```
/// use faultline::explorer::{self, Name};
/// use faultline::impact::HostUse;
/// use faultline::model::{Page, Request};
/// use faultline::report::{Data, report_on};
///
/// let request = Request { url: "https://shop.example/".to_owned(), ..Request::default() };
/// let page = Page { requests: vec![request], ..Page::default() };
/// let host = HostUse {
///     host: "shop.example".to_owned(),
///     placements: Vec::new(),
///     third_party: false,
///     purpose: None,
/// };
/// let report = report_on(&page, &[host], Data::default());
/// let flow = explorer::flow(&report, None, None);
/// let names: Vec<Name> = flow.nodes.iter().map(|node| node.name).collect();
/// assert_eq!(names, [Name::Page, Name::Host("shop.example"), Name::Unknown, Name::Unknown]);
/// ```
pub fn flow<'a>(report: &'a Report, impact: Option<&Impact>, picked: Option<&str>) -> Flow<'a> {
    let hosts = &report.hosts;
    let fates: Vec<Fate> = hosts.iter().map(|host| fate(host, impact)).collect();
    let mut columns: [Vec<Node<'a>>; COLUMNS] = Default::default();
    for (index, host) in hosts.iter().enumerate() {
        if host.requests == 0 {
            continue;
        }
        let names = [
            Name::Page,
            Name::Host(&host.host),
            answers(host),
            place(host),
        ];
        for (column, name) in names.into_iter().enumerate() {
            // A host stands there once: it need not be looked for.
            let known = (columns[column].iter_mut()).find(|node| column != 1 && node.name == name);
            match known {
                Some(node) => node.take(index, fates[index], host.requests),
                None => {
                    let mut node = Node::new(name, column);
                    node.take(index, fates[index], host.requests);
                    columns[column].push(node);
                }
            }
        }
    }
    for (column, nodes) in columns.iter_mut().enumerate() {
        gather(nodes, column, hosts);
    }
    arrange(&mut columns);
    let nodes: Vec<Node<'a>> = columns.into_iter().flatten().collect();
    let mut flow = Flow {
        links: links(&nodes, hosts, &fates, picked),
        nodes,
        ..Flow::default()
    };
    ground::lay(&mut flow);
    flow
}

impl<'a> Node<'a> {
    pub fn new(name: Name<'a>, column: usize) -> Node<'a> {
        Node {
            name,
            column,
            requests: Requests::default(),
            hosts: Vec::new(),
            top: 0.0,
            height: 0.0,
        }
    }

    fn take(&mut self, host: usize, fate: Fate, requests: u32) {
        self.hosts.push(host);
        self.requests[fate as usize] += requests;
    }

    /// Tells it from all others, also in the flow of the same page a moment
    /// later.
    pub fn key(&self) -> String {
        let what = match self.name {
            Name::Page => "page".to_owned(),
            Name::Host(name) | Name::Provider(name) => name.to_owned(),
            Name::Operator(name) => format!("as/{name}"),
            Name::Region(provider, code) => format!("{provider}/{code}"),
            Name::Everywhere => "everywhere".to_owned(),
            Name::Unknown => "unknown".to_owned(),
            Name::More(_) => "more".to_owned(),
        };
        format!("{}/{what}", self.column)
    }
}

/// What becomes of a host in an outage of that impact.
pub fn fate(host: &Host, impact: Option<&Impact>) -> Fate {
    let Some(impact) = impact else {
        return Fate::Stays;
    };
    let lost = impact.hosts.iter().find(|lost| lost.host == host.host);
    match lost {
        Some(lost) if lost.doubt.is_none() => Fate::Lost,
        Some(_) => Fate::MayBeLost,
        None => {
            let falls = impact
                .effects
                .iter()
                .any(|effect| effect.through.is_some() && effect.hosts.contains(&host.host));
            if falls { Fate::Falls } else { Fate::Stays }
        }
    }
}

/// Who answers for a host and where it stands, each with its column.
pub fn stands(host: &Host) -> [(Name<'_>, usize); 2] {
    [(answers(host), 2), (place(host), 3)]
}

/// Who answers the reader: what stands in front.
fn answers(host: &Host) -> Name<'_> {
    match (host.placements.first(), &host.operator) {
        (Some(placement), _) => Name::Provider(&placement.provider),
        (None, Some(operator)) => Name::Operator(&operator.name),
        (None, None) => Name::Unknown,
    }
}

/// Where the deepest layer stands whose region is known.
fn place(host: &Host) -> Name<'_> {
    let layers = host.placements.iter().rev();
    for placement in layers {
        if let Some(region) = &placement.region {
            return Name::Region(&placement.provider, region);
        }
    }
    match host.placements.last() {
        Some(placement) if placement.reach == Reach::Global => Name::Everywhere,
        _ => Name::Unknown,
    }
}

/// Puts together what has no room of its own: of hosts those go first whose
/// loss nobody would notice, and everywhere those that are asked for less.
fn gather(nodes: &mut Vec<Node>, column: usize, hosts: &[Host]) {
    let alone = |node: &Node| match node.hosts.as_slice() {
        [host] if column == 1 => hosts[*host].verdict(),
        _ => Verdict::Unaffected,
    };
    order::by(nodes, |a, b| {
        let key = |node: &Node| (alone(node), sum(&node.requests));
        key(b).cmp(&key(a))
    });
    if nodes.len() > MOST[column] {
        let rest = nodes.split_off(MOST[column] - 1);
        let mut more = Node::new(Name::More(rest.len()), column);
        for node in rest {
            more.hosts.extend(node.hosts);
            for (all, own) in more.requests.iter_mut().zip(node.requests) {
                *all += own;
            }
        }
        nodes.push(more);
    }
}

/// Who is asked for most stands first, and each host and place beside who
/// answers for it; what is many or unknown stands last.
fn arrange(columns: &mut [Vec<Node>; COLUMNS]) {
    let last = |node: &Node| match node.name {
        Name::More(_) => 2,
        Name::Unknown => 1,
        _ => 0,
    };
    order::by(&mut columns[2], |a, b| {
        let key = |node: &Node| (last(node), u32::MAX - sum(&node.requests));
        key(a).cmp(&key(b))
    });
    let answers = std::mem::take(&mut columns[2]);
    // Where those who answer for a node's hosts stand on the average.
    let beside = |node: &Node| {
        let (mut all, mut hosts) = (0, 0);
        for (row, answer) in answers.iter().enumerate() {
            let both = answer.hosts.iter().filter(|host| node.hosts.contains(host));
            let both = both.count();
            all += row * both * 1000;
            hosts += both;
        }
        all / hosts.max(1)
    };
    for column in [1, 3] {
        order::by_key(&mut columns[column], |node| {
            (last(node), beside(node), u32::MAX - sum(&node.requests))
        });
    }
    columns[2] = answers;
}

/// What goes from where to where. Every host has one way through the columns.
fn links(nodes: &[Node], hosts: &[Host], fates: &[Fate], picked: Option<&str>) -> Vec<Link> {
    let mut ways = vec![[0; COLUMNS]; hosts.len()];
    let mut stands_out = vec![false; hosts.len()];
    for (index, node) in nodes.iter().enumerate() {
        let is_picked = picked == Some(node.key().as_str());
        for host in &node.hosts {
            ways[*host][node.column] = index;
            stands_out[*host] |= is_picked;
        }
    }
    let mut links: Vec<Link> = Vec::new();
    for (index, host) in hosts
        .iter()
        .enumerate()
        .filter(|(_, host)| host.requests > 0)
    {
        for step in ways[index].windows(2) {
            let (from, to) = (step[0], step[1]);
            let known = links
                .iter()
                .position(|link| (link.from, link.to) == (from, to));
            let at = known.unwrap_or_else(|| {
                links.push(Link {
                    from,
                    to,
                    requests: Requests::default(),
                    start: 0.0,
                    end: 0.0,
                    picked: false,
                });
                links.len() - 1
            });
            links[at].requests[fates[index] as usize] += host.requests;
            links[at].picked |= stands_out[index];
        }
    }
    order::by_key(&mut links, |link| (link.from, link.to));
    links
}
