//! One connection: HTTP/1.1 with keep-alive, over TLS or not.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use faultline::model::Mode;

use super::{Answer, Hit, Shared, websocket};

/// A browser holds connections open for later; the threads of those that it
/// forgets end after this long.
const IDLE: Duration = Duration::from_secs(60);
/// How often a host that hangs asks whether it still does.
const HANG: Duration = Duration::from_millis(100);
/// More than any browser sends.
const LONGEST_HEAD: usize = 64 << 10;

/// What a browser asks for.
struct Question {
    method: String,
    path: String,
    host: String,
    headers: Vec<(String, String)>,
    keep: bool,
    body: usize,
}

/// Answers until the browser has enough.
pub fn serve(stream: TcpStream, shared: &Shared, secure: bool) -> io::Result<()> {
    stream.set_read_timeout(Some(IDLE))?;
    stream.set_nodelay(true)?;
    if secure {
        let session =
            rustls::ServerConnection::new(shared.tls.clone()).map_err(io::Error::other)?;
        converse(rustls::StreamOwned::new(session, stream), shared, "https")
    } else {
        converse(stream, shared, "http")
    }
}

fn converse(mut stream: impl Read + Write, shared: &Shared, scheme: &str) -> io::Result<()> {
    let mut buffer = Vec::new();
    while let Some(question) = read(&mut stream, &mut buffer)? {
        shared
            .asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(question.host.clone(), Instant::now());
        if !is_there(shared, &question.host) {
            return Ok(());
        }
        let url = format!("{scheme}://{}{}", question.host, question.path);
        let host = shared.hosts.iter().find(|host| host.is(&question.host));
        let answer = match host {
            Some(host) => host.find(&question.path),
            None => Answer::new(421, "text/plain", b"There is no such host.".to_vec()),
        };
        let mut headers = question.headers.iter();
        let key = headers.find(|(name, _)| name == "sec-websocket-key");
        let key = key.map(|(_, key)| key.clone());
        let hit = Hit {
            url,
            method: question.method.clone(),
            host: question.host.clone(),
            headers: question.headers,
            answer: answer.clone(),
        };
        shared
            .log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(hit);
        if let Some(gate) = &answer.gate {
            while !gate.wait(Duration::from_secs(1)) {
                if shared.stopped.load(Ordering::Relaxed) {
                    return Ok(());
                }
            }
        }
        std::thread::sleep(answer.delay);
        if let Some(key) = key.filter(|_| !answer.messages.is_empty()) {
            return websocket::speak(stream, &key, &answer.messages);
        }
        write(
            &mut stream,
            &answer,
            question.method == "HEAD",
            question.keep,
        )?;
        if !question.keep || shared.stopped.load(Ordering::Relaxed) {
            break;
        }
    }
    Ok(())
}

/// Whether a host answers. If it hangs, this waits until it no longer does:
/// then it is too late for an answer.
fn is_there(shared: &Shared, host: &str) -> bool {
    let how = || shared.lost().get(host).copied();
    if how().is_none() {
        return true;
    }
    while how() == Some(Mode::Hang) && !shared.stopped.load(Ordering::Relaxed) {
        std::thread::sleep(HANG);
    }
    false
}

/// Reads one request; `None` when the browser has closed the connection.
/// What was read beyond it stays in the buffer.
fn read(stream: &mut impl Read, buffer: &mut Vec<u8>) -> io::Result<Option<Question>> {
    let (question, head) = loop {
        if let Some(parsed) = parse(buffer)? {
            break parsed;
        }
        if buffer.len() > LONGEST_HEAD {
            return Err(io::Error::other("the head of the request does not end"));
        }
        if !fill(stream, buffer)? {
            return Ok(None);
        }
    };
    while buffer.len() < head + question.body {
        if !fill(stream, buffer)? {
            return Ok(None);
        }
    }
    buffer.drain(..head + question.body);
    Ok(Some(question))
}

fn fill(stream: &mut impl Read, buffer: &mut Vec<u8>) -> io::Result<bool> {
    let mut piece = [0; 4096];
    let count = stream.read(&mut piece)?;
    buffer.extend_from_slice(&piece[..count]);
    Ok(count > 0)
}

/// The request at the beginning of the buffer and the length of its head, or
/// `None` while that is not whole.
fn parse(buffer: &[u8]) -> io::Result<Option<(Question, usize)>> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut request = httparse::Request::new(&mut headers);
    let status = request.parse(buffer).map_err(io::Error::other)?;
    let httparse::Status::Complete(length) = status else {
        return Ok(None);
    };
    let value = |name: &str| {
        let header = request
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case(name));
        header
            .and_then(|header| std::str::from_utf8(header.value).ok())
            .unwrap_or_default()
    };
    let headers = request.headers.iter().filter_map(|header| {
        let value = std::str::from_utf8(header.value).ok()?;
        Some((header.name.to_ascii_lowercase(), value.to_owned()))
    });
    let host = value("host");
    let question = Question {
        method: request.method.unwrap_or("GET").to_owned(),
        path: request.path.unwrap_or("/").to_owned(),
        host: host.split(':').next().unwrap_or(host).to_ascii_lowercase(),
        headers: headers.collect(),
        keep: !value("connection").eq_ignore_ascii_case("close"),
        body: value("content-length").parse().unwrap_or(0),
    };
    Ok(Some((question, length)))
}

fn write(stream: &mut impl Write, answer: &Answer, head_only: bool, keep: bool) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {} {}\r\n", answer.status, reason(answer.status));
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n", answer.body.len()));
    if !keep {
        head.push_str("connection: close\r\n");
    }
    head.push_str("\r\n");
    let mut bytes = head.into_bytes();
    if !head_only {
        bytes.extend_from_slice(&answer.body);
    }
    stream.write_all(&bytes)?;
    stream.flush()
}

/// Nobody reads it, and it may not be missing.
fn reason(status: u16) -> &'static str {
    match status {
        200..=299 => "OK",
        300..=399 => "Redirect",
        400..=499 => "Not here",
        _ => "Failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &str, expect: Option<(&str, &str, bool)>) {
        let parsed = parse(bytes.as_bytes()).unwrap();
        let parsed = parsed
            .as_ref()
            .map(|(found, _)| (found.host.as_str(), found.path.as_str(), found.keep));
        assert_eq!(parsed, expect, "{bytes:?}");
    }

    #[test]
    fn requests() {
        check("", None);
        check("GET / HTTP/1.1\r\nHost: a.test\r\n", None);
        check(
            "GET / HTTP/1.1\r\nHost: A.test:8080\r\n\r\n",
            Some(("a.test", "/", true)),
        );
        check(
            "GET /x?y HTTP/1.1\r\nhost: a\r\nConnection: close\r\n\r\nrest",
            Some(("a", "/x?y", false)),
        );
    }

    #[test]
    fn the_body_belongs_to_the_request_and_the_rest_to_the_next() {
        let mut bytes: &[u8] = b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\n\r\nabcGET /next HTTP/1.1\r\nhost: a\r\n\r\n";
        let mut buffer = Vec::new();
        let paths: Vec<String> = std::iter::from_fn(|| read(&mut bytes, &mut buffer).unwrap())
            .map(|question| question.path)
            .collect();
        assert_eq!(paths, ["/", "/next"]);
    }
}
