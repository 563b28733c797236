//! The council's mailbox, read over IMAP (RFC 3501): what is new is fetched, taken in, and marked as taken;
//! then the server is asked to tell of the next (IDLE, RFC 2177). A message stays in the mailbox whatever
//! becomes of it. A server that is down is tried again later and later.
//!
//! The client is our own: it speaks eight commands, and holds each answer to a size that it sets itself, so
//! that a server which announces a gigabyte costs nothing (see `docs/decisions`).

#[cfg(test)]
mod tests;
mod wire;

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use crate::config::{MailIn, Security};
use crate::operations::Operations;
use crate::operations::intake::Letterbox;
use wire::{Line, TooLong, Wire};

/// How long the server has for one answer.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long it is listened to before it is asked again: servers end what is silent for half an hour.
const LISTEN: Duration = Duration::from_secs(25 * 60);
/// How often a server is asked that cannot tell by itself.
const ASK: Duration = Duration::from_secs(60);
/// The shortest and the longest wait before a server that failed is tried again.
const AGAIN: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(300));
/// The most bytes of the head of a message that is too large to be fetched.
const HEAD: usize = 256 * 1024;
/// The most bytes of a whole folder that is read at once.
const ALL: usize = domain::enquiries::takeover::BYTES_MAX;
/// How often a message is asked for whole that the server does not give; then its head is, as often, and then it
/// lies until the next start.
const TRIES: u8 = 3;
/// The mark of what was taken.
const TAKEN: &str = "$WardroomTaken";

/// What reads a mailbox.
pub struct Mailbox {
    operations: Operations,
    letterbox: Letterbox,
    set_up: MailIn,
    /// How often the server did not give a message that it has. It stands behind the others then, so that it
    /// keeps none of them out.
    failed: BTreeMap<u32, u8>,
    /// How long the server has for one answer.
    patience: Duration,
}

/// What was fetched of a message.
enum Fetched {
    /// All of it.
    Whole(Vec<u8>),
    /// Its head, since it is too large or cannot be fetched: it stays where it is.
    Head(Vec<u8>),
}

/// What a server can do.
#[derive(Debug, Clone, Copy, Default)]
struct Can {
    /// Tell of what is new by itself.
    idle: bool,
    /// Keep a mark of ours.
    marks: bool,
}

impl Mailbox {
    /// As set up.
    pub fn new(operations: Operations, letterbox: Letterbox, set_up: MailIn) -> Self {
        Self {
            operations,
            letterbox,
            set_up,
            failed: BTreeMap::new(),
            patience: PATIENCE,
        }
    }

    /// Reads until the task is dropped.
    pub async fn keep(mut self) {
        let mut wait = AGAIN.0;
        loop {
            let began = tokio::time::Instant::now();
            let Err(error) = self.read_on().await;
            tracing::warn!(
                error = format!("{error:#}"),
                "the mailbox cannot be read; it is tried again"
            );
            if began.elapsed() > AGAIN.1 {
                wait = AGAIN.0;
            }
            tokio::time::sleep(wait).await;
            wait = (wait * 2).min(AGAIN.1);
        }
    }

    /// Reads and listens until something fails.
    async fn read_on(&mut self) -> anyhow::Result<std::convert::Infallible> {
        self.operations.place_kept(&self.letterbox).await?;
        let (mut wire, can) = self.open().await?;
        loop {
            self.fetch_new(&mut wire, can).await?;
            if can.idle {
                wire.listen(LISTEN, self.patience).await?;
            } else {
                tokio::time::sleep(ASK).await;
                ask(&mut wire, "NOOP", 0).await?;
            }
        }
    }

    /// Reads what is new once, and ends; returns how many messages were taken.
    pub async fn read_once(&mut self) -> anyhow::Result<usize> {
        let (mut wire, can) = self.open().await?;
        let taken = self.fetch_new(&mut wire, can).await?;
        let goodbye = Duration::from_secs(1);
        let _ = timeout(goodbye, wire.command("LOGOUT", 0)).await;
        Ok(taken)
    }

    /// Connects, signs in, opens the folder.
    async fn open(&self) -> anyhow::Result<(Wire, Can)> {
        open(&self.set_up, "SELECT", self.patience).await
    }

    /// Takes in what is not marked, the oldest first.
    async fn fetch_new(&mut self, wire: &mut Wire, can: Can) -> anyhow::Result<usize> {
        let wanted = if can.marks {
            format!("UNKEYWORD {TAKEN}")
        } else {
            "UNSEEN".to_owned()
        };
        let found = ask(wire, &format!("UID SEARCH UNDELETED {wanted}"), 0).await?;
        let failed = |uid: &u32| self.failed.get(uid).copied().unwrap_or_default();
        let mut uids = numbers(&found);
        uids.retain(|uid| failed(uid) < 2 * TRIES);
        uids.sort_by_key(|uid| (failed(uid), *uid));
        for uid in &uids {
            let fetched = match self.fetch(wire, *uid).await {
                Ok(fetched) => fetched,
                Err(error) => {
                    let times = self.failed.entry(*uid).or_default();
                    // Whoever announces too much once will do so again.
                    *times = if error.is::<TooLong>() {
                        TRIES.max(*times + 1)
                    } else {
                        *times + 1
                    };
                    return Err(error.context("the server did not give a message that it has"));
                }
            };
            let flag = match &fetched {
                Fetched::Whole(_) => "\\Seen",
                Fetched::Head(_) => "\\Flagged",
            };
            self.keep_one(&fetched).await?;
            self.failed.remove(uid);
            let mark = if can.marks { TAKEN } else { "" };
            let flags = format!("UID STORE {uid} +FLAGS.SILENT ({flag} {mark})");
            ask(wire, &flags.replace(" )", ")"), 0).await?;
        }
        Ok(uids.len())
    }

    /// Fetches one message, or the head of one that is too large or was not given before.
    async fn fetch(&self, wire: &mut Wire, uid: u32) -> anyhow::Result<Fetched> {
        let most = self.set_up.bytes_max();
        let sized = ask(wire, &format!("UID FETCH {uid} (RFC822.SIZE)"), 0).await?;
        let size = sized
            .iter()
            .find_map(|line| number_after(&line.text, "RFC822.SIZE"));
        let given = self.failed.get(&uid).is_none_or(|times| *times < TRIES);
        if given && size.is_none_or(|size| size <= most as u64) {
            let fetched = ask(wire, &format!("UID FETCH {uid} (BODY.PEEK[])"), most).await?;
            let raw = fetched.into_iter().find_map(|line| line.literal);
            return raw.map(Fetched::Whole).context("it announced it only");
        }
        let head = format!("UID FETCH {uid} (BODY.PEEK[HEADER]<0.{HEAD}>)");
        let head = ask(wire, &head, HEAD).await?;
        let head = head.into_iter().find_map(|line| line.literal);
        Ok(Fetched::Head(head.unwrap_or_default()))
    }

    /// Takes in what was fetched.
    async fn keep_one(&self, fetched: &Fetched) -> anyhow::Result<()> {
        match fetched {
            Fetched::Whole(raw) => {
                let taken = self.operations.take_in(&self.letterbox, raw).await?;
                tracing::info!(outcome = ?std::mem::discriminant(&taken), "a message was taken in");
            }
            Fetched::Head(head) => {
                self.operations
                    .note_too_large(&self.letterbox, head)
                    .await?
            }
        }
        Ok(())
    }
}

/// Connects, signs in, opens the folder that the set-up names: to change what is marked in it (`SELECT`), or to
/// look only (`EXAMINE`).
async fn open(set_up: &MailIn, how: &str, patience: Duration) -> anyhow::Result<(Wire, Can)> {
    let host = set_up.server.as_deref().context("no mailbox is set up")?;
    let usual = if set_up.security == Security::Tls {
        993
    } else {
        143
    };
    let port = set_up.port.unwrap_or(usual);
    let stream = timeout(patience, TcpStream::connect((host, port)))
        .await
        .with_context(|| format!("`{host}` port {port} does not answer"))?
        .with_context(|| format!("cannot connect to `{host}` port {port}"))?;
    let secure = async |stream: TcpStream| {
        let config = crate::tls::client(set_up.authority_file.as_deref())?;
        let name = ServerName::try_from(host.to_owned())?;
        let connecting = TlsConnector::from(config).connect(name, stream);
        let stream = timeout(patience, connecting).await??;
        anyhow::Ok(Wire::new(Box::new(stream), patience))
    };
    let mut wire = match set_up.security {
        Security::Tls => {
            let mut wire = secure(stream).await?;
            timeout(patience, wire.greeting()).await??;
            wire
        }
        Security::None => {
            let mut wire = Wire::new(Box::new(stream), patience);
            timeout(patience, wire.greeting()).await??;
            wire
        }
        Security::Starttls => {
            let stream = timeout(patience, wire::upgrade(stream)).await??;
            secure(stream).await?
        }
    };
    let password = set_up
        .password
        .as_ref()
        .map_or("", |secret| secret.reveal());
    let login = format!(
        "LOGIN {} {}",
        wire::quoted(&set_up.user)?,
        wire::quoted(password)?
    );
    ask(&mut wire, &login, 0)
        .await
        .with_context(|| format!("`{host}` does not let us in"))?;
    let said = ask(&mut wire, "CAPABILITY", 0).await?;
    let folder = wire::quoted(&set_up.folder)?;
    let opened = ask(&mut wire, &format!("{how} {folder}"), 0)
        .await
        .with_context(|| format!("`{host}` has no folder `{}`", set_up.folder))?;
    let says = |lines: &[Line], word: &str| {
        lines
            .iter()
            .any(|line| line.text.to_ascii_uppercase().contains(word))
    };
    let can = Can {
        idle: says(&said, " IDLE"),
        marks: opened
            .iter()
            .any(|line| line.text.contains("PERMANENTFLAGS") && line.text.contains("\\*")),
    };
    Ok((wire, can))
}

/// Every message of a folder of the mailbox that is set up, each with its number there; nothing in it is changed.
///
/// # Errors
/// Where no mailbox is set up, where the server does not answer or has no such folder, and where a message or all
/// together are larger than is taken.
pub async fn all(set_up: &MailIn, folder: &str) -> anyhow::Result<Vec<(u32, Vec<u8>)>> {
    let set_up = MailIn {
        folder: folder.to_owned(),
        ..set_up.clone()
    };
    let (mut wire, _) = open(&set_up, "EXAMINE", PATIENCE).await?;
    let found = ask(&mut wire, "UID SEARCH UNDELETED", 0).await;
    let found = found.with_context(|| {
        format!(
            "`{folder}` cannot be listed; if it holds more than 9,000 messages, give it as a file"
        )
    })?;
    let (mut messages, mut left) = (Vec::new(), ALL);
    for uid in numbers(&found) {
        let most = set_up.bytes_max().min(left);
        let fetched = ask(&mut wire, &format!("UID FETCH {uid} (BODY.PEEK[])"), most).await;
        let fetched = fetched.with_context(|| format!("message {uid} of `{folder}`"))?;
        let raw = fetched.into_iter().find_map(|line| line.literal);
        let raw = raw.with_context(|| format!("the server gave no message {uid}"))?;
        left -= raw.len();
        messages.push((uid, raw));
    }
    let goodbye = Duration::from_secs(1);
    let _ = timeout(goodbye, wire.command("LOGOUT", 0)).await;
    Ok(messages)
}

/// What a search found, the oldest first.
fn numbers(found: &[Line]) -> Vec<u32> {
    let mut uids: Vec<u32> = found
        .iter()
        .filter_map(|line| line.text.strip_prefix("* SEARCH"))
        .flat_map(str::split_ascii_whitespace)
        .filter_map(|uid| uid.parse().ok())
        .collect();
    uids.sort_unstable();
    uids
}

/// One command with its answers, held to a size for what it brings.
async fn ask(wire: &mut Wire, command: &str, most: usize) -> anyhow::Result<Vec<Line>> {
    // A large message over a slow line has its time: a megabyte in ten seconds at least.
    let patience = wire.patience + Duration::from_secs(most as u64 / 100_000);
    timeout(patience, wire.command(command, most))
        .await
        .context("the server is too slow")?
}

fn number_after(text: &str, word: &str) -> Option<u64> {
    let (_, rest) = text.split_once(word)?;
    let digits: String = rest
        .trim_start()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}
