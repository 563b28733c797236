//! Lines and literals of IMAP, each held to a size of ours before a byte of it is kept.

use std::time::Duration;

use anyhow::{Context as _, bail};
use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader,
};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The longest line.
const LINE: usize = 64 * 1024;
/// The most lines of one answer.
const LINES: usize = 100_000;

/// What a connection is made of, with or without TLS.
pub(super) trait Both: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Both for T {}

/// A connection to a server.
pub(super) struct Wire {
    stream: BufReader<Box<dyn Both>>,
    tag: u32,
    /// How long the server has for one answer.
    pub(super) patience: Duration,
}

/// An answer of the server: its text, and the bytes that it brought, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) literal: Option<Vec<u8>>,
}

/// What the server sends is longer than it said or than is taken.
#[derive(Debug, thiserror::Error)]
#[error("the server sends more than is taken")]
pub(super) struct TooLong;

impl Wire {
    pub(super) fn new(stream: Box<dyn Both>, patience: Duration) -> Self {
        Self {
            stream: BufReader::new(stream),
            tag: 0,
            patience,
        }
    }

    /// What the server says first.
    pub(super) async fn greeting(&mut self) -> anyhow::Result<()> {
        let first = self.line(0).await?;
        if !first.text.starts_with("* OK") && !first.text.starts_with("* PREAUTH") {
            bail!("the server does not want us: `{}`", first.text);
        }
        Ok(())
    }

    /// Sends a command and gives what comes until it is done; no bytes beyond `most` are taken.
    pub(super) async fn command(&mut self, text: &str, most: usize) -> anyhow::Result<Vec<Line>> {
        self.tag += 1;
        let tag = format!("w{}", self.tag);
        self.send(&format!("{tag} {text}\r\n")).await?;
        let mut lines = Vec::new();
        loop {
            let line = self.line(most).await?;
            if let Some(rest) = line.text.strip_prefix(&format!("{tag} ")) {
                if rest.starts_with("OK") {
                    return Ok(lines);
                }
                // A password could stand in the command: only the server's words are told.
                bail!("the server refuses: `{rest}`");
            }
            if line.text.starts_with("* BYE") && !text.starts_with("LOGOUT") {
                bail!("the server ends the connection: `{}`", line.text);
            }
            lines.push(line);
            if lines.len() > LINES {
                bail!(TooLong);
            }
        }
    }

    /// Listens until the server tells of something, or for so long.
    pub(super) async fn listen(
        &mut self,
        long: Duration,
        patience: Duration,
    ) -> anyhow::Result<()> {
        self.tag += 1;
        let tag = format!("w{}", self.tag);
        self.send(&format!("{tag} IDLE\r\n")).await?;
        let news = async {
            loop {
                let line = self.line(0).await?;
                let text = line.text.to_ascii_uppercase();
                if text.starts_with("* BYE") {
                    bail!("the server ends the connection");
                }
                if text.starts_with("* ") && text.ends_with(" EXISTS") {
                    return Ok(());
                }
                if text.starts_with(&tag.to_ascii_uppercase()) {
                    bail!(
                        "the server does not want to be listened to: `{}`",
                        line.text
                    );
                }
            }
        };
        match timeout(long, news).await {
            Ok(told) => told?,
            Err(_silent) => {}
        }
        self.send("DONE\r\n").await?;
        let ended = async {
            loop {
                let line = self.line(0).await?;
                if line.text.starts_with(&tag) {
                    return anyhow::Ok(());
                }
            }
        };
        timeout(patience, ended)
            .await
            .context("the server is too slow")?
    }

    async fn send(&mut self, text: &str) -> anyhow::Result<()> {
        let stream = self.stream.get_mut();
        stream.write_all(text.as_bytes()).await?;
        stream.flush().await?;
        Ok(())
    }

    /// One answer with the bytes that it brings. A second literal in it is read and dropped.
    async fn line(&mut self, most: usize) -> anyhow::Result<Line> {
        let mut whole = Line {
            text: String::new(),
            literal: None,
        };
        loop {
            let part = line(&mut self.stream).await?;
            let announced = announced(&part);
            whole.text.push_str(&part);
            let Some(size) = announced else {
                return Ok(whole);
            };
            if size > most || whole.text.len() > LINE {
                bail!(TooLong);
            }
            let mut bytes = Vec::new();
            let read = (&mut self.stream)
                .take(size as u64)
                .read_to_end(&mut bytes)
                .await?;
            if read < size {
                bail!("the server announced {size} bytes and sent {read}");
            }
            whole.literal.get_or_insert(bytes);
        }
    }
}

/// One line without its end.
async fn line<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    stream
        .take(LINE as u64)
        .read_until(b'\n', &mut bytes)
        .await?;
    if bytes.is_empty() {
        bail!("the server closed the connection");
    }
    if bytes.pop() != Some(b'\n') {
        bail!(TooLong);
    }
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// How many bytes a line says will follow it: `… {120}`.
fn announced(line: &str) -> Option<usize> {
    let (_, digits) = line.strip_suffix('}')?.rsplit_once('{')?;
    digits.trim_end_matches('+').parse().ok()
}

/// Asks a server for TLS before anything else is said. What it sends beside its answer is not read: it could
/// come from anybody.
pub(super) async fn upgrade(stream: TcpStream) -> anyhow::Result<TcpStream> {
    let mut stream = BufReader::new(stream);
    let first = line(&mut stream).await?;
    if !first.starts_with("* OK") {
        bail!("the server does not want us: `{first}`");
    }
    stream.get_mut().write_all(b"w0 STARTTLS\r\n").await?;
    loop {
        let said = line(&mut stream).await?;
        if said.starts_with("w0 OK") {
            break;
        }
        if said.starts_with("w0 ") {
            bail!(
                "the server does not offer TLS: write `tls` where it listens with TLS from the start"
            );
        }
    }
    if !stream.buffer().is_empty() {
        bail!("the server said more than it was asked before TLS began");
    }
    Ok(stream.into_inner())
}

/// A text as IMAP takes it in quotes.
pub(super) fn quoted(text: &str) -> anyhow::Result<String> {
    if !text.is_ascii() || text.contains(['\r', '\n', '\0']) {
        bail!("the mailbox’s name, user and password must be of plain letters, digits and signs");
    }
    Ok(format!(
        "\"{}\"",
        text.replace('\\', "\\\\").replace('"', "\\\"")
    ))
}
