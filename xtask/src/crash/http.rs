//! The least of HTTP/1.1 that a portal needs from somebody who asks one thing per connection. Not a client for anything
//! else: answers are read to the end of the connection and must be JSON or short text.

use std::{
    io::{self, Read, Write},
    net::{Ipv4Addr, TcpStream},
    time::Duration,
};

use serde_json::Value;

/// A node that hangs is stuck, not slow; one that hands over reads all of it before it answers.
const STUCK: Duration = Duration::from_secs(600);

/// An answer that came whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// `name=value` of each cookie.
    pub(crate) cookies: Vec<String>,
    /// The body as text.
    pub(crate) text: String,
    /// The body as it came.
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn is_yes(&self) -> bool {
        (200..400).contains(&self.status)
    }

    /// The body as a document; `Null` if it is none.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    /// A member of the document that is a text.
    pub(crate) fn word(&self, name: &str) -> Option<String> {
        self.json().get(name)?.as_str().map(str::to_owned)
    }
}

/// Asks a server on this machine. An error is a connection that did not bring a whole answer: whether the request had its
/// effect is unknown then.
pub(crate) fn ask(
    port: u16,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> io::Result<Answer> {
    send(port, method, path, headers, body.len() as u64, &mut &*body)
}

/// The same with a body that is made while it leaves.
pub(crate) fn send(
    port: u16,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    n_bytes: u64,
    body: &mut dyn Read,
) -> io::Result<Answer> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(STUCK))?;
    stream.set_write_timeout(Some(STUCK))?;
    let mut head = format!(
        "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\n\
         accept: application/json\r\ncontent-length: {n_bytes}\r\n"
    );
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    io::copy(body, &mut stream)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    read(&bytes).ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))
}

/// Reads a whole answer; none if it broke off.
fn read(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let (head, body) = bytes.split_at_checked(end.checked_add(4)?)?;
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let (mut length, mut is_chunked, mut cookies) = (None, false, Vec::new());
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { continue };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse::<usize>().ok(),
            "transfer-encoding" => is_chunked = value.trim() == "chunked",
            "set-cookie" => cookies.extend(value.split(';').next().map(|v| v.trim().to_owned())),
            _ => {}
        }
    }
    // Every answer of a portal that is asked here has a length, or pieces with an end: else half would pass for all.
    let bytes = match is_chunked {
        true => joined(body)?,
        false if length == Some(body.len()) => body.to_vec(),
        false => return None,
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Some(Answer { status, cookies, text, bytes })
}

/// The pieces of a body (RFC 9112, 7.1) as one; none if the last one is missing.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|two| two == b"\r\n")?;
        let (size, rest) = body.split_at_checked(end)?;
        let size = usize::from_str_radix(std::str::from_utf8(size).ok()?, 16).ok()?;
        let (piece, rest) = rest.get(2..)?.split_at_checked(size)?;
        let rest = rest.strip_prefix(b"\r\n")?;
        if size == 0 {
            return rest.is_empty().then_some(whole);
        }
        whole.extend_from_slice(piece);
        body = rest;
    }
}

/// `application/x-www-form-urlencoded`.
pub(crate) fn form(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
    pairs.join("&")
}

fn escape(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

#[cfg(test)]
mod tests;
