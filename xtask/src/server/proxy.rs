//! A proxy through which a browser goes with everything that it asks for, and
//! which writes down every host: what the browser's own protocol does not tell
//! of, or tells of wrongly, cannot pass it unseen.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;

/// More than any browser sends to open a tunnel.
const LONGEST_HEAD: usize = 64 << 10;

/// A proxy that runs, until it is dropped.
pub(super) struct Proxy {
    pub port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    hosts: Vec<(String, IpAddr)>,
    https_port: u16,
    asked: Mutex<Vec<String>>,
    stopped: AtomicBool,
}

impl Proxy {
    /// Leads to these hosts and to no others.
    ///
    /// # Errors
    /// When there is no port for it.
    pub fn start(hosts: &[(String, IpAddr)], https_port: u16) -> Result<Proxy> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared {
            hosts: hosts.to_vec(),
            https_port,
            asked: Mutex::default(),
            stopped: AtomicBool::new(false),
        });
        let accepting = shared.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if accepting.stopped.load(Ordering::Relaxed) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let shared = accepting.clone();
                // A browser that goes away in the middle is no fault of ours.
                std::thread::spawn(move || lead(stream, &shared));
            }
        });
        Ok(Proxy { port, shared })
    }

    /// What was asked for so far: `host:port` of a tunnel, or the whole address
    /// of what is not to be hidden from a proxy.
    pub fn asked(&self) -> Vec<String> {
        let asked = self.shared.asked.lock();
        asked.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
    }
}

/// Reads whither, writes it down, and carries bytes both ways. Only what is
/// encrypted has a way on: the tests' pages are.
fn lead(mut browser: TcpStream, shared: &Shared) -> io::Result<()> {
    let (method, target) = read(&mut browser)?;
    let mut asked = shared.asked.lock().unwrap_or_else(PoisonError::into_inner);
    asked.push(target.clone());
    drop(asked);
    let host = target.strip_suffix(":443").filter(|_| method == "CONNECT");
    let address = host.and_then(|host| {
        let known = shared.hosts.iter().find(|(name, _)| name == host);
        known.map(|(_, address)| *address)
    });
    let Some(address) = address else {
        return browser.write_all(b"HTTP/1.1 502 No way\r\ncontent-length: 0\r\n\r\n");
    };
    let mut server = TcpStream::connect((address, shared.https_port))?;
    browser.write_all(b"HTTP/1.1 200 Here\r\n\r\n")?;
    let (mut there, mut back) = (browser.try_clone()?, server.try_clone()?);
    std::thread::spawn(move || {
        let carried = io::copy(&mut there, &mut back);
        let _ = back.shutdown(std::net::Shutdown::Write);
        carried
    });
    io::copy(&mut server, &mut browser)?;
    browser.shutdown(std::net::Shutdown::Both)
}

/// The method and the target of a request; what follows the head is none of
/// the proxy's, and a browser sends nothing before it was answered.
fn read(stream: &mut impl Read) -> io::Result<(String, String)> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte)? == 0 || head.len() > LONGEST_HEAD {
            return Err(io::Error::other("the head of the request does not end"));
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head);
    let mut words = head.split_ascii_whitespace().map(str::to_owned);
    match (words.next(), words.next()) {
        (Some(method), Some(target)) => Ok((method, target)),
        _ => Err(io::Error::other("no request")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(port: u16, question: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        stream.write_all(question.as_bytes()).unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    #[test]
    fn everything_is_written_down_and_only_known_hosts_are_led_to() {
        let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let hosts = [("a.test".to_owned(), Ipv4Addr::LOCALHOST.into())];
        let proxy = Proxy::start(&hosts, server.local_addr().unwrap().port()).unwrap();
        let asks = [
            ("CONNECT a.test:443", "HTTP/1.1 200"),
            ("CONNECT b.test:443", "HTTP/1.1 502"),
            ("GET http://a.test/", "HTTP/1.1 502"),
        ];
        for (ask, said) in asks {
            let question = format!("{ask} HTTP/1.1\r\nhost: x\r\n\r\n");
            assert_eq!(answer(proxy.port, &question), said, "{ask}");
        }
        assert_eq!(
            proxy.asked(),
            ["a.test:443", "b.test:443", "http://a.test/"]
        );
    }
}
