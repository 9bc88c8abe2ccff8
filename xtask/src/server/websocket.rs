//! A WebSocket that says what it has to say, and then listens until its other
//! end goes away.

use std::io::{self, Read, Write};

use tungstenite::handshake::derive_accept_key;
use tungstenite::protocol::Role;
use tungstenite::{Message, WebSocket};

/// Goes over from HTTP to a WebSocket; `key` is the browser's.
pub fn speak(mut stream: impl Read + Write, key: &str, messages: &[String]) -> io::Result<()> {
    let accept = derive_accept_key(key.as_bytes());
    write!(
        stream,
        "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n\
         sec-websocket-accept: {accept}\r\n\r\n"
    )?;
    stream.flush()?;
    let mut socket = WebSocket::from_raw_socket(stream, Role::Server, None);
    for message in messages {
        let message = Message::text(message.as_str());
        socket.send(message).map_err(io::Error::other)?;
    }
    while socket.read().is_ok() {}
    Ok(())
}
