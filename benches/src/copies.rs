//! Many enquiries from some: each copy is an enquiry that was made through the real decisions, with a
//! reference, words and digests of its own, committed by the store's own commit as one act at the time of
//! its last event. So every row, index and seal of the copy is the product's; only its history is borrowed.
//! Where only the briefest are copied, the log is written first and every row folded from it at the end; their
//! words are found by no search.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, bail};
use domain::access::Visible;
use domain::council::Council;
use domain::enquiries::event::Event;
use domain::enquiries::{Enquiries, State};
use domain::fresh::Fresh;
use domain::ids::{ContentKey, PersonId, Stream};
use domain::reference::Reference;
use domain::register::{Recorded, Register as _};
use domain::verdict::NewContent;
use jiff::Timestamp;
use serde_json::Value;
use service::operations::Operations;
use store::{Batch, CommitError, NewEvent, Projection, StoredEvent, StreamAppend};

use crate::product::Size;

/// Copies that are committed at the same time.
const AT_ONCE: usize = 128;
/// Events read at a time.
const CHUNK: usize = 5_000;
/// Copies between two lines of progress.
const TELL_EVERY: u64 = 50_000;

/// An enquiry to copy.
struct Source {
    reference: Reference,
    open: bool,
    events: Vec<StoredEvent>,
    contents: Vec<(ContentKey, String, Vec<u8>)>,
}

/// Of how many enquiries one is copied where only the briefest are.
const BRIEF_OF: usize = 10;

/// Copies enquiries that a person may not read, until the council has so many: what that person reads
/// stays what it was.
pub async fn fill(
    operations: &Operations,
    unread_by: &Visible,
    size: Size,
    tell: fn(&str),
) -> anyhow::Result<()> {
    let mut sources = sources(operations, unread_by).await?;
    let (there, total) = (sources.all, size.enquiries);
    if there >= total {
        return Ok(());
    }
    if size.brief {
        let all = &mut sources.to_copy;
        all.sort_by_key(|source| (source.open, source.events.len()));
        all.truncate(all.len().div_ceil(BRIEF_OF));
    }
    let council = operations.council().await?.council.clone();
    let work = Arc::new(Work {
        operations: operations.clone(),
        council,
        sources: sources.to_copy,
        next: AtomicU64::new(0),
        done: AtomicU64::new(0),
        rows_later: size.brief,
        wanted: (total - there) as u64,
        tell,
    });
    let mut tasks = Vec::with_capacity(AT_ONCE);
    for _ in 0..AT_ONCE {
        let work = work.clone();
        tasks.push(tokio::spawn(async move { work.go_on().await }));
    }
    for task in tasks {
        task.await??;
    }
    operations.store().seal(operations.now()).await?;
    if size.brief {
        tell("  every row folded from the log");
        operations.rebuild().await?;
    }
    Ok(())
}

struct Sources {
    all: usize,
    to_copy: Vec<Source>,
}

async fn sources(operations: &Operations, unread_by: &Visible) -> anyhow::Result<Sources> {
    let store = operations.store();
    store.seal(operations.now()).await?;
    let mut streams: BTreeMap<Stream, Vec<StoredEvent>> = BTreeMap::new();
    let mut from = 0;
    loop {
        let placed = store.read_log(from, CHUNK).await?;
        let Some(last) = placed.last() else { break };
        from = last.place + 1;
        for one in placed {
            streams.entry(one.stream).or_default().push(one.event);
        }
    }
    streams.retain(|stream, _| stream.as_str().starts_with("enquiries/"));
    let all = streams.len();
    let mut to_copy = Vec::new();
    for (stream, events) in streams {
        let (state, _) = folded(&events)?;
        if unread_by.may_read(&Enquiries::readers(&state)).is_some() {
            continue;
        }
        let texts = store.texts(&stream).await?.into_iter();
        to_copy.push(Source {
            open: state.is_open(),
            reference: state.reference,
            events,
            contents: texts
                .map(|(key, text)| (key, text.media, text.bytes.unwrap_or_default()))
                .collect(),
        });
    }
    anyhow::ensure!(!to_copy.is_empty(), "there is no enquiry to copy");
    Ok(Sources { all, to_copy })
}

fn folded(events: &[StoredEvent]) -> anyhow::Result<(State, u64)> {
    let mut state = None;
    for stored in events {
        let event: Event = serde_json::from_str(&stored.payload)?;
        let recorded = Recorded {
            version: stored.version,
            at: stored.at,
            actor: stored.actor.clone(),
            event,
        };
        state = Enquiries::evolve(state, &recorded);
    }
    Ok((state.context("no enquiry")?, events.len() as u64))
}

struct Work {
    operations: Operations,
    council: Arc<Council>,
    sources: Vec<Source>,
    next: AtomicU64,
    done: AtomicU64,
    /// Whether only the log is written, and every row folded from it at the end.
    rows_later: bool,
    wanted: u64,
    tell: fn(&str),
}

impl Work {
    async fn go_on(&self) -> anyhow::Result<()> {
        while self.done.load(Ordering::Relaxed) < self.wanted {
            let n = self.next.fetch_add(1, Ordering::Relaxed);
            let source = &self.sources[(n % self.sources.len() as u64) as usize];
            let batch = self.copy(source, n)?;
            match self.operations.store().commit(batch).await {
                Ok(_) => {
                    let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
                    if done.is_multiple_of(TELL_EVERY) {
                        (self.tell)(&format!("  {done} of {} copies", self.wanted));
                    }
                }
                // This reference is taken: the next copy has another.
                Err(CommitError::Conflict { .. }) => {}
                Err(other) => bail!(other),
            }
        }
        Ok(())
    }

    fn copy(&self, source: &Source, n: u64) -> anyhow::Result<Batch> {
        let mut seed = [17; 32];
        seed[..8].copy_from_slice(&n.to_le_bytes());
        let fresh = Fresh::new(seed);
        // An odd factor gives every number its own reference.
        let reference = Reference::from_entropy("ENQ", n.wrapping_mul(0x2C9F_41A7) & 0x3FFF_FFFF);
        let contents: Vec<NewContent> = source
            .contents
            .iter()
            .enumerate()
            .map(|(n, (_, media, bytes))| NewContent {
                key: fresh.content_key(n),
                salt: fresh.salt(n),
                media: media.clone(),
                bytes: bytes.clone(),
                searchable: media.starts_with("text/"),
            })
            .collect();
        let renamed: BTreeMap<&str, &NewContent> = source
            .contents
            .iter()
            .map(|(key, _, _)| key.as_str())
            .zip(&contents)
            .collect();
        let last = source.events.last().context("an enquiry without events")?;
        let (at, actor) = (last.at, last.actor.clone());
        let mut events = Vec::with_capacity(source.events.len());
        for event in &source.events {
            let mut payload: Value = serde_json::from_str(&event.payload)?;
            rename(
                &mut payload,
                source.reference.as_str(),
                reference.as_str(),
                &renamed,
            );
            events.push(NewEvent {
                kind: event.kind.clone(),
                payload: payload.to_string(),
            });
        }
        self.batch(reference, events, contents, (at, actor), &last.cites)
    }

    fn batch(
        &self,
        reference: Reference,
        events: Vec<NewEvent>,
        contents: Vec<NewContent>,
        (at, actor): (Timestamp, PersonId),
        cites: &str,
    ) -> anyhow::Result<Batch> {
        let stored = events.iter().zip(1..).map(|(event, version)| StoredEvent {
            version,
            at,
            actor: actor.clone(),
            kind: event.kind.clone(),
            payload: event.payload.clone(),
            cites: cites.to_owned(),
        });
        let (state, _) = folded(&stored.collect::<Vec<_>>())?;
        let mut batch = Batch::new(at, actor.clone());
        batch.terms = contents
            .iter()
            .filter(|content| content.searchable && !self.rows_later)
            .filter_map(|content| {
                let text = std::str::from_utf8(&content.bytes).ok()?;
                Some((content.key.clone(), domain::text::terms(text)))
            })
            .collect();
        batch.contents = contents;
        batch.appends.push(StreamAppend {
            stream: Stream::case(Enquiries::NAME, &reference),
            expected: 0,
            events,
            cites: cites.to_owned(),
            projection: (!self.rows_later).then(|| Projection {
                row: Enquiries::summary(&state, &self.council),
                readers: Enquiries::readers(&state),
                words: Enquiries::words_readers(&state),
            }),
        });
        Ok(batch)
    }
}

/// Gives an event the reference, keys and digests of its copy.
fn rename(value: &mut Value, from: &str, to: &str, renamed: &BTreeMap<&str, &NewContent>) {
    match value {
        Value::String(text) if text == from => to.clone_into(text),
        Value::Array(list) => {
            for each in list {
                rename(each, from, to, renamed);
            }
        }
        Value::Object(fields) => {
            let key = fields.get("key").and_then(Value::as_str);
            if let Some(content) = key.and_then(|key| renamed.get(key)) {
                fields.insert("key".into(), content.key.as_str().into());
                fields.insert("digest".into(), content.digest().into());
                return;
            }
            for each in fields.values_mut() {
                rename(each, from, to, renamed);
            }
        }
        _ => {}
    }
}
