//! A small HTTP client for tests and benchmarks: blocking connections that are kept alive, to this
//! machine only. It knows as much of HTTP as our own servers speak, so that it costs little beside
//! what it measures.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};

/// One connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What a server answered.
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The lines of the head, without the first.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

impl Connection {
    /// Connects, and waits for any answer at most half a minute.
    pub fn open(to: SocketAddr) -> anyhow::Result<Self> {
        ensure!(to.ip().is_loopback(), "`{to}` is not a loopback address");
        let stream = TcpStream::connect(to).with_context(|| format!("cannot connect to {to}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(64 * 1024),
        })
    }

    /// Sends one request and reads its answer to the end.
    pub fn send(&mut self, request: &[u8]) -> anyhow::Result<Answer> {
        self.stream.write_all(request)?;
        self.buffer.clear();
        let end_of_head = loop {
            let seen = self.buffer.len();
            self.more()?;
            let from = seen.saturating_sub(3);
            if let Some(at) = find(&self.buffer[from..], b"\r\n\r\n") {
                break from + at + 4;
            }
        };
        let head = std::str::from_utf8(&self.buffer[..end_of_head])?;
        let (first, rest) = head
            .split_once("\r\n")
            .context("an answer without a head")?;
        let status = first
            .get(9..12)
            .context("an answer without a status")?
            .parse()?;
        let mut answer = Answer {
            status,
            head: rest.to_owned(),
            body: Vec::new(),
        };
        let length: usize = match answer.header("content-length") {
            Some(length) => length.parse()?,
            None if answer.header("transfer-encoding").is_some() => bail!("a chunked answer"),
            None => 0,
        };
        while self.buffer.len() < end_of_head + length {
            self.more()?;
        }
        answer.body = self.buffer[end_of_head..].to_vec();
        Ok(answer)
    }

    fn more(&mut self) -> anyhow::Result<()> {
        let seen = self.buffer.len();
        self.buffer.resize(seen + 32 * 1024, 0);
        let read = self.stream.read(&mut self.buffer[seen..])?;
        self.buffer.truncate(seen + read);
        ensure!(read > 0, "the server closed the connection");
        Ok(())
    }
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

/// A request for a page.
pub fn get(path: &str, cookie: &str) -> Vec<u8> {
    let cookie = if cookie.is_empty() {
        String::new()
    } else {
        format!("cookie: {cookie}\r\n")
    };
    format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/html\r\n{cookie}\r\n")
        .into_bytes()
}

/// A form sent from one of the server's own pages.
pub fn post(path: &str, host: &str, cookie: &str, form: &[(&str, &str)]) -> Vec<u8> {
    let body: Vec<String> = form
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    let body = body.join("&");
    format!(
        "POST {path} HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\ncookie: {cookie}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                char::from(b).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_encoded() {
        let text =
            String::from_utf8(post("/a", "h", "c=1", &[("q", "a b&c"), ("r", "é")])).unwrap();
        assert!(text.ends_with("\r\n\r\nq=a%20b%26c&r=%C3%A9"));
        assert!(text.contains("content-length: 20\r\n"));
    }

    #[test]
    fn nothing_but_loopback_is_ever_loaded() {
        assert!(Connection::open(([192, 0, 2, 1], 80).into()).is_err());
    }
}
