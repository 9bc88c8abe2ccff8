//! A piece of the web on the loopback interface: hosts with names and
//! addresses of their own, over HTTP and TLS, with the headers that the real
//! services send.
//!
//! ```ignore
//! let web = Site::new()
//!     .host(Host::new("shop.test", "127.1.0.1")
//!         .header("server", "AmazonS3")
//!         .file("/", "<!doctype html><script src=https://cdn.test/app.js></script>")
//!         .redirect("/old", "https://shop.test/"))
//!     .host(Host::new("cdn.test", "127.1.0.2")
//!         .answer("/app.js", Answer::script("1").header("x-served-by", "cache-fra1").held()))
//!     .serve()?;
//! let options = Options { network: Some(web.network()), ..Options::default() };
//! // … drive a browser, and let the script through when the test wants it:
//! web.release("cdn.test", "/app.js");
//! assert_eq!(web.log().len(), 2);
//! ```
//!
//! The server ends when the value is dropped.

mod answer;
mod certificate;
mod connection;
mod proxy;
mod recording;
mod websocket;

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use faultline::model::Mode;

pub use answer::Answer;
use proxy::Proxy;

/// The hosts of a piece of the web.
#[derive(Default)]
pub struct Site {
    hosts: Vec<Host>,
    behind_proxy: bool,
    /// Why there is no such site.
    impossible: Option<anyhow::Error>,
}

/// A site that could not be made says why when it is to be served.
impl From<Result<Site>> for Site {
    fn from(made: Result<Site>) -> Site {
        made.unwrap_or_else(|error| Site {
            impossible: Some(error),
            ..Site::default()
        })
    }
}

/// One host name and what it answers.
pub struct Host {
    name: String,
    address: String,
    alias_of: Option<String>,
    /// Sent with every answer of the host.
    headers: Vec<(String, String)>,
    /// Path, with its query where it has one, and the answer.
    answers: Vec<(String, Answer)>,
    /// Looked into for every other path: what the path begins with, and the
    /// folder that stands for it.
    folders: Vec<(String, PathBuf)>,
}

impl Site {
    pub fn new() -> Site {
        Site::default()
    }

    pub fn host(mut self, host: Host) -> Site {
        self.hosts.push(host);
        self
    }

    /// Browsers get here, and anywhere, through a proxy only, which writes down
    /// whither they want.
    pub fn behind_proxy(mut self) -> Site {
        self.behind_proxy = true;
        self
    }

    /// Starts to serve, on ports of the machine's choice.
    ///
    /// # Errors
    /// When an address is not one of this machine or a port is taken.
    pub fn serve(self) -> Result<Running> {
        match self.impossible {
            Some(error) => Err(error),
            None => Running::start(self.hosts, self.behind_proxy),
        }
    }
}

impl Host {
    /// A host with an address of `127.0.0.0/8`, of its own if tests are to
    /// tell hosts apart by it. `*.shop.test` is every host right below
    /// `shop.test`.
    pub fn new(name: &str, address: &str) -> Host {
        let (name, address) = (name.to_owned(), address.to_owned());
        Host {
            name,
            address,
            headers: Vec::new(),
            alias_of: None,
            answers: Vec::new(),
            folders: Vec::new(),
        }
    }

    /// Its name is an alias of another, whoever looks it up. Firefox only.
    pub fn alias_of(mut self, name: &str) -> Host {
        self.alias_of = Some(name.to_owned());
        self
    }

    /// A header of every answer of this host.
    pub fn header(mut self, name: &str, value: &str) -> Host {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A file, with the content type that the end of its name says; a path
    /// that ends in a slash is a page. It may be kept in caches for an hour.
    pub fn file(self, path: &str, content: &str) -> Host {
        let answer = Answer::file(path, content.as_bytes().to_vec());
        self.answer(path, answer)
    }

    /// Any answer at all.
    pub fn answer(mut self, path: &str, answer: Answer) -> Host {
        self.answers.push((path.to_owned(), answer));
        self
    }

    /// A redirect (302) to another address.
    pub fn redirect(self, path: &str, to: &str) -> Host {
        self.answer(
            path,
            Answer::new(302, "text/plain", Vec::new()).header("location", to),
        )
    }

    /// Answers every other path that begins with `path` from the files in a
    /// folder.
    pub fn folder(mut self, path: &str, folder: PathBuf) -> Host {
        self.folders.push((path.to_owned(), folder));
        self
    }

    fn is(&self, name: &str) -> bool {
        match self.name.strip_prefix('*') {
            Some(end) => name.strip_suffix(end).is_some_and(|own| !own.contains('.')),
            None => self.name == name,
        }
    }

    /// What a path is answered with.
    fn find(&self, path: &str) -> Answer {
        let without_query = path.split('?').next().unwrap_or(path);
        let known = |wanted: &str| self.answers.iter().find(|(path, _)| path == wanted);
        let mut answer = match known(path).or_else(|| known(without_query)) {
            Some((_, answer)) => answer.clone(),
            None => self.look_up(without_query),
        };
        answer.add(&self.headers);
        answer
    }

    fn look_up(&self, path: &str) -> Answer {
        let file = if path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        };
        // Only what lies in the folder.
        let inside = !file.split('/').any(|part| part == "..");
        let content = self
            .folders
            .iter()
            .filter(|_| inside)
            .find_map(|(path, folder)| std::fs::read(folder.join(file.strip_prefix(path)?)).ok());
        match content {
            Some(content) => Answer::file(&file, content),
            None => Answer::new(404, "text/plain", b"There is no such file.".to_vec()),
        }
    }
}

/// How a browser gets to the hosts.
#[derive(Clone, Debug)]
pub struct Network {
    pub hosts: Vec<(String, IpAddr)>,
    /// Hosts, and what their names are aliases of.
    pub aliases: Vec<(String, String)>,
    pub http_port: u16,
    pub https_port: u16,
    /// Of the proxy on 127.0.0.1 that everything goes through, where one is
    /// wanted: it, and not the browser, knows where the hosts are.
    pub proxy: Option<u16>,
    /// The certificate of the throw-away authority, as base64 of DER.
    pub authority: String,
    /// The hash of the server's public key, as base64.
    pub key_hash: String,
}

/// One request that reached the server.
#[derive(Clone, Debug)]
pub struct Hit {
    pub url: String,
    pub method: String,
    host: String,
    headers: Vec<(String, String)>,
    answer: Answer,
}

/// Shared by all threads of the server.
struct Shared {
    hosts: Vec<Host>,
    log: Mutex<Vec<Hit>>,
    /// When each host was asked the last time.
    asked: Mutex<HashMap<String, Instant>>,
    /// The hosts that are gone, and how they fail.
    lost: Mutex<HashMap<String, Mode>>,
    tls: Arc<rustls::ServerConfig>,
    stopped: AtomicBool,
}

/// A server that runs, until it is dropped.
pub struct Running {
    shared: Arc<Shared>,
    network: Network,
    proxy: Option<Proxy>,
}

impl Running {
    fn start(hosts: Vec<Host>, behind_proxy: bool) -> Result<Running> {
        let names: Vec<String> = hosts.iter().map(|host| host.name.clone()).collect();
        let aliases = hosts.iter().filter_map(|host| {
            let alias_of = host.alias_of.clone()?;
            Some((host.name.clone(), alias_of))
        });
        let aliases = aliases.collect();
        let certificate = certificate::make(&names)?;
        let mut addresses = Vec::new();
        for host in &hosts {
            let address: IpAddr = host
                .address
                .parse()
                .with_context(|| format!("{} is no address", host.address))?;
            addresses.push(usable(address)?);
        }
        let shared = Arc::new(Shared {
            hosts,
            log: Mutex::default(),
            asked: Mutex::default(),
            lost: Mutex::default(),
            tls: certificate.tls,
            stopped: AtomicBool::new(false),
        });
        let mut ports = [0; 2];
        for (port, secure) in ports.iter_mut().zip([false, true]) {
            for listener in listen(&addresses)? {
                *port = listener.local_addr()?.port();
                let shared = shared.clone();
                std::thread::spawn(move || accept(&listener, &shared, secure));
            }
        }
        let hosts: Vec<(String, IpAddr)> = names.into_iter().zip(addresses).collect();
        let proxy = behind_proxy.then(|| Proxy::start(&hosts, ports[1]));
        let proxy = proxy.transpose()?;
        let network = Network {
            hosts,
            proxy: proxy.as_ref().map(|proxy| proxy.port),
            aliases,
            http_port: ports[0],
            https_port: ports[1],
            authority: certificate.authority,
            key_hash: certificate.key_hash,
        };
        Ok(Running {
            shared,
            network,
            proxy,
        })
    }

    /// How a browser gets here.
    pub fn network(&self) -> Network {
        self.network.clone()
    }

    /// Lets the answer of a path through, now and from now on, if it is held.
    pub fn release(&self, host: &str, path: &str) {
        let hosts = self.shared.hosts.iter().filter(|known| known.name == host);
        for (_, answer) in hosts
            .flat_map(|host| &host.answers)
            .filter(|(known, _)| known == path)
        {
            answer.release();
        }
    }

    /// Takes hosts away: from now on they close every connection without an
    /// answer (*refuse*), or keep it and never answer (*hang*).
    pub fn lose<'a>(&self, hosts: impl IntoIterator<Item = &'a str>, mode: Mode) {
        let gone = hosts.into_iter().map(|host| (host.to_owned(), mode));
        self.shared.lost().extend(gone);
    }

    /// Gives hosts back. Whoever still waits gets no answer any more.
    pub fn restore<'a>(&self, hosts: impl IntoIterator<Item = &'a str>) {
        let mut lost = self.shared.lost();
        for host in hosts {
            lost.remove(host);
        }
    }

    /// When one of the hosts was asked for something the last time.
    pub fn last_asked<'a>(&self, hosts: impl IntoIterator<Item = &'a str>) -> Option<Instant> {
        let asked = self
            .shared
            .asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let times = hosts.into_iter().filter_map(|host| asked.get(host));
        times.max().copied()
    }

    /// What was asked of the proxy so far: `host:port`, or an address that is
    /// not encrypted.
    pub fn asked_of_proxy(&self) -> Vec<String> {
        self.proxy.as_ref().map(Proxy::asked).unwrap_or_default()
    }

    /// Every request so far, in the order of arrival.
    pub fn log(&self) -> Vec<Hit> {
        self.shared
            .log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Shared {
    fn lost(&self) -> MutexGuard<'_, HashMap<String, Mode>> {
        self.lost.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
        // Whoever waits for a connection gets one, and then sees the mark.
        for (_, address) in &self.network.hosts {
            for port in [self.network.http_port, self.network.https_port] {
                drop(TcpStream::connect((*address, port)));
            }
        }
    }
}

/// The address itself where the machine has it. macOS has of `127.0.0.0/8`
/// only the first; there all hosts share it, and only tests that tell hosts
/// apart by address notice.
fn usable(address: IpAddr) -> Result<IpAddr> {
    if !address.is_loopback() {
        bail!("{address} is not a loopback address: the server would be open to the network");
    }
    match TcpListener::bind((address, 0)) {
        Ok(_) => Ok(address),
        Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => {
            Ok(Ipv4Addr::LOCALHOST.into())
        }
        Err(error) => Err(error).with_context(|| format!("cannot listen at {address}")),
    }
}

/// A listener for each distinct address, all at the same port: Firefox can
/// send a port of the web to one other port only.
fn listen(addresses: &[IpAddr]) -> Result<Vec<TcpListener>> {
    let mut distinct = addresses.to_vec();
    distinct.sort();
    distinct.dedup();
    // Another program may have the port at one of the addresses.
    for _ in 0..20 {
        let mut listeners: Vec<TcpListener> = Vec::new();
        let mut port = 0;
        for address in &distinct {
            let Ok(listener) = TcpListener::bind((*address, port)) else {
                break;
            };
            port = listener
                .local_addr()
                .map(|address: SocketAddr| address.port())?;
            listeners.push(listener);
        }
        if listeners.len() == distinct.len() {
            return Ok(listeners);
        }
    }
    bail!(
        "found no port that is free at all of {} addresses",
        distinct.len()
    )
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>, secure: bool) {
    for stream in listener.incoming() {
        if shared.stopped.load(Ordering::Relaxed) {
            break;
        }
        let Ok(stream) = stream else { continue };
        let shared = shared.clone();
        // A browser that goes away in the middle is no fault of the server's.
        std::thread::spawn(move || connection::serve(stream, &shared, secure));
    }
}
