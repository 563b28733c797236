//! A load client: blocking connections that are kept alive, one thread each, on loopback only. It
//! knows as much of HTTP as the two servers need, so that it costs little beside what it measures.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};

use crate::time::now;

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

/// What a run of load came to.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Answers in each second.
    pub rate: f64,
    /// Half of the answers came within this.
    pub median: Duration,
    /// Ninety-nine in a hundred came within this.
    pub p99: Duration,
    /// The mean size of a body, in bytes.
    pub bytes: u64,
}

/// One run: how many connections, and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// Connections at once, one thread each.
    pub clients: usize,
    /// For how long.
    pub lasts: Duration,
}

/// Sends requests until the time is over; every answer must have this status. The `n`th request of
/// the run is made by `request`.
pub fn load(
    to: SocketAddr,
    run: Run,
    status: u16,
    request: &(dyn Fn(u64) -> Vec<u8> + Sync),
) -> anyhow::Result<Load> {
    let next = AtomicU64::new(0);
    let until = now() + run.lasts;
    let begun = now();
    let all: Vec<anyhow::Result<Took>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..run.clients)
            .map(|_| scope.spawn(|| one_client(to, until, status, &next, request)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| bail!("a client panicked")))
            .collect()
    });
    let lasted = begun.elapsed();
    let mut times = Vec::new();
    let mut bytes = 0;
    for took in all {
        let took = took?;
        times.extend(took.times);
        bytes += took.bytes;
    }
    ensure!(!times.is_empty(), "no answer came in time");
    times.sort_unstable();
    let count = times.len();
    Ok(Load {
        rate: count as f64 / lasted.as_secs_f64(),
        median: times[count / 2],
        p99: times[(count * 99 / 100).min(count - 1)],
        bytes: bytes / count as u64,
    })
}

struct Took {
    times: Vec<Duration>,
    bytes: u64,
}

fn one_client(
    to: SocketAddr,
    until: Instant,
    status: u16,
    next: &AtomicU64,
    request: &(dyn Fn(u64) -> Vec<u8> + Sync),
) -> anyhow::Result<Took> {
    let mut connection = Connection::open(to)?;
    let mut took = Took {
        times: Vec::new(),
        bytes: 0,
    };
    while now() < until {
        let text = request(next.fetch_add(1, Ordering::Relaxed));
        let begun = now();
        let answer = connection.send(&text)?;
        took.times.push(begun.elapsed());
        took.bytes += answer.body.len() as u64;
        if answer.status != status {
            let body = String::from_utf8_lossy(&answer.body);
            let what = String::from_utf8_lossy(&text);
            bail!(
                "status {} where {status} was expected for\n{what}\n{body}",
                answer.status
            );
        }
    }
    Ok(took)
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
