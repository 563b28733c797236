//! The log of events: the chain of each stream, what a commit writes, and reading a stream back.
//!
//! INVARIANT: an event is never changed and never removed; only its contents can be erased.
//! INVARIANT: the versions of a stream are 1, 2, 3… without a gap, and each event's chain digest covers
//! the event before it.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{PersonId, Stream};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::Store;
use crate::batch::{Batch, CommitError, Committed, StreamAppend};
use crate::cases;
use crate::content;
use crate::fault::Fault;
use crate::passes::Pass;
use crate::tx::Tx;
use crate::value::{Cells, Statement, Val, nanos, params};

/// An event as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// Its place in its stream, from 1.
    pub version: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// Who did it.
    pub actor: PersonId,
    /// Its kind as a closed word.
    pub kind: String,
    /// Its fields as JSON.
    pub payload: String,
    /// What it rests on, as a JSON array.
    pub cites: String,
}

/// The end of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// The store's own number of the stream.
    pub id: i64,
    pub version: u64,
    pub chain: [u8; 32],
}

impl Head {
    /// A stream before its first event.
    pub(crate) fn new(id: i64) -> Self {
        Self {
            id,
            version: 0,
            chain: [0; 32],
        }
    }
}

/// The chain digest of an event: SHA-256 over the digest before it and every field, each with its length.
pub(crate) fn chain(before: &[u8; 32], stream: &str, event: &StoredEvent) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"wardroom event 1\0");
    hash.update(before);
    hash.update(event.version.to_be_bytes());
    hash.update(nanos(event.at).to_be_bytes());
    for field in [
        stream,
        event.actor.as_str(),
        &event.kind,
        &event.payload,
        &event.cites,
    ] {
        hash.update((field.len() as u64).to_be_bytes());
        hash.update(field.as_bytes());
    }
    hash.finalize().into()
}

const HEADS: &str = "SELECT name, id, version, chain FROM stream WHERE name = ANY(?1)";
const HEAD: &str = "SELECT name, id, version, chain FROM stream WHERE name = ?1";

/// The heads of streams, a new one with the number that it will have. On PostgreSQL they are locked in
/// order, so that two acts on the same streams wait for each other and not for ever.
pub(crate) async fn heads<T: Tx>(
    tx: &T,
    streams: impl IntoIterator<Item = &Stream>,
) -> Result<BTreeMap<Stream, Head>, Fault> {
    let wanted: BTreeSet<&Stream> = streams.into_iter().collect();
    let mut rows = Vec::with_capacity(wanted.len());
    if T::POSTGRES {
        let names: Vec<String> = wanted.iter().map(|s| s.as_str().to_owned()).collect();
        let sql = format!("{HEADS} ORDER BY name FOR UPDATE");
        rows = tx.query(&sql, &[Val::from(names)]).await?;
    } else {
        for stream in &wanted {
            rows.extend(tx.query(HEAD, &[Val::from(stream.as_str())]).await?);
        }
    }
    let mut heads = BTreeMap::new();
    for mut cells in rows {
        let head = Head {
            id: cells.int(1)?,
            version: cells.count(2)?,
            chain: cells.hash(3)?,
        };
        heads.insert(Stream(cells.text(0)?.into()), head);
    }
    let new: Vec<&Stream> = wanted
        .into_iter()
        .filter(|stream| !heads.contains_key(*stream))
        .collect();
    for (stream, id) in new.iter().zip(numbers(tx, new.len()).await?) {
        heads.insert((*stream).clone(), Head::new(id));
    }
    Ok(heads)
}

/// Numbers for so many new streams.
async fn numbers<T: Tx>(tx: &T, count: usize) -> Result<Vec<i64>, Fault> {
    if count == 0 {
        return Ok(Vec::new());
    }
    if T::POSTGRES {
        let sql = "SELECT nextval('stream_id') FROM generate_series(1, ?1::bigint)";
        let rows = tx.query(sql, &[Val::from(count)]).await?;
        return rows.into_iter().map(|mut cells| cells.int(0)).collect();
    }
    // The one writer is the only one who gives them.
    let last = "SELECT coalesce(max(id), 0) FROM stream";
    let mut rows = tx.query(last, &[]).await?.into_iter();
    let last = rows.next().map_or(Ok(0), |mut cells| cells.int(0))?;
    Ok((1..).map(|n| last + n).take(count).collect())
}

pub(crate) const OUTCOME: &str = "SELECT outcome FROM idempotency WHERE actor = ?1 AND key = ?2";

/// Everything that a commit writes, given the heads of its streams. Touches no database, so that both
/// engines write the same rows.
pub(crate) fn plan(
    batch: Batch,
    mut heads: BTreeMap<Stream, Head>,
) -> Result<(Vec<Statement>, Committed), CommitError> {
    let mut statements = Vec::with_capacity(24);
    let mut rows = BTreeMap::new();
    let keys: BTreeMap<&str, usize> = batch
        .contents
        .iter()
        .enumerate()
        .map(|(n, content)| (content.key.as_str(), n))
        .collect();
    let mut uses: Vec<(i64, BTreeSet<&str>)> = Vec::new();
    for append in &batch.appends {
        let Some(head) = heads.get_mut(&append.stream) else {
            return Err(Fault::corrupt("a stream without its number").into());
        };
        if head.version != append.expected {
            return Err(CommitError::Conflict {
                stream: append.stream.clone(),
                found: head.version,
            });
        }
        events(&mut statements, head, append, batch.at, &batch.actor);
        if let Some(projection) = &append.projection {
            if append.expected == 0 {
                cases::insert(&mut statements, head.id, projection);
            } else {
                cases::project(&mut statements, head.id, projection);
            }
            rows.insert(head.id, &projection.row);
        }
        let named = append
            .events
            .iter()
            .flat_map(|event| content::named(&event.payload, &keys))
            .collect();
        uses.push((head.id, named));
    }
    content::insert(&mut statements, &batch.contents);
    for (stream, named) in &uses {
        for key in named {
            let sql = if keys.contains_key(*key) {
                content::USE_NEW
            } else {
                content::USE
            };
            statements.push(Statement::new(sql, params![*stream, *key]));
        }
    }
    let mut users: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for (stream, named) in &uses {
        for key in named {
            users.entry(key).or_default().push(*stream);
        }
    }
    for (key, terms) in &batch.terms {
        for stream in users.get(key.as_str()).into_iter().flatten() {
            if let Some(row) = rows.get(stream) {
                statements.extend(crate::search::doc(*stream, row, key.as_str(), terms));
            }
        }
    }
    let committed = Committed {
        versions: versions(&batch, &heads),
    };
    aside(&mut statements, &batch, &committed);
    Ok((statements, committed))
}

/// The streams in the order in which the batch first names them, each with its new version.
fn versions(batch: &Batch, heads: &BTreeMap<Stream, Head>) -> Vec<(Stream, u64)> {
    let mut versions: Vec<(Stream, u64)> = Vec::with_capacity(batch.appends.len());
    let mut named = BTreeSet::new();
    for append in &batch.appends {
        if named.insert(&append.stream) {
            let version = heads.get(&append.stream).map_or(0, |head| head.version);
            versions.push((append.stream.clone(), version));
        }
    }
    versions
}

fn events(
    statements: &mut Vec<Statement>,
    head: &mut Head,
    append: &StreamAppend,
    at: Timestamp,
    actor: &PersonId,
) {
    let before = *head;
    for new in &append.events {
        let event = StoredEvent {
            version: head.version + 1,
            at,
            actor: actor.clone(),
            kind: new.kind.clone(),
            payload: new.payload.clone(),
            cites: append.cites.clone(),
        };
        *head = Head {
            id: head.id,
            version: event.version,
            chain: chain(&head.chain, append.stream.as_str(), &event),
        };
        statements.push(Statement::new(
            "INSERT INTO events (stream, version, at, actor, kind, payload, cites, chain) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                head.id,
                event.version,
                event.at,
                actor.as_str(),
                event.kind,
                event.payload,
                event.cites,
                head.chain
            ],
        ));
    }
    if before.version == 0 && head.version > 0 {
        statements.push(Statement::new(
            "INSERT INTO stream (id, name, version, chain, sealed) VALUES (?1, ?2, ?3, ?4, 0)",
            params![head.id, append.stream.as_str(), head.version, head.chain],
        ));
    } else if head.version > before.version {
        statements.push(Statement::new(
            "UPDATE stream SET version = ?2, chain = ?3 WHERE id = ?1",
            params![head.id, head.version, head.chain],
        ));
    }
}

/// Notices, outbox, passes, drafts and the idempotency key.
fn aside(statements: &mut Vec<Statement>, batch: &Batch, committed: &Committed) {
    for notice in &batch.notices {
        statements.push(Statement::new(
            "INSERT INTO notice (person, at, reference, kind, basis) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (person, at, reference, kind) DO NOTHING",
            params![
                notice.person.as_str(),
                batch.at,
                notice.reference.as_str(),
                &notice.kind,
                &notice.basis
            ],
        ));
    }
    for item in &batch.outbox {
        statements.push(Statement::new(
            "INSERT INTO outbox (key, kind, payload, at, next_at, attempts) \
             VALUES (?1, ?2, ?3, ?4, ?4, 0) ON CONFLICT (key) DO NOTHING",
            params![&item.key, &item.kind, &item.payload, batch.at],
        ));
    }
    statements.extend(batch.passes.iter().map(Pass::kept));
    for form in &batch.drafts_done {
        statements.push(Statement::new(
            "DELETE FROM draft WHERE person = ?1 AND form = ?2",
            params![batch.actor.as_str(), form],
        ));
    }
    if let Some(key) = &batch.idempotency {
        statements.push(Statement::new(
            "INSERT INTO idempotency (actor, key, at, outcome) VALUES (?1, ?2, ?3, ?4)",
            params![
                batch.actor.as_str(),
                key,
                batch.at,
                serde_json::to_string(committed).unwrap_or_default()
            ],
        ));
    }
}

impl Store {
    /// What this actor committed under an idempotency key, if anything.
    pub async fn outcome(&self, actor: &PersonId, key: &str) -> Result<Option<Committed>, Fault> {
        let rows = self.query(OUTCOME, params![actor.as_str(), key]).await?;
        rows.into_iter().next().map(outcome).transpose()
    }
}

/// What was committed under an idempotency key.
pub(crate) fn outcome(mut cells: Cells) -> Result<Committed, Fault> {
    let text = cells.text(0)?;
    serde_json::from_str(&text).map_err(|_| Fault::corrupt("an idempotency key without its result"))
}

/// An event from the columns `version, at, actor, kind, payload, cites` that begin at `from`.
pub(crate) fn event(cells: &mut Cells, from: usize) -> Result<StoredEvent, Fault> {
    Ok(StoredEvent {
        version: cells.count(from)?,
        at: cells.instant(from + 1)?,
        actor: cells.parsed(from + 2)?,
        kind: cells.text(from + 3)?,
        payload: cells.text(from + 4)?,
        cites: cells.text(from + 5)?,
    })
}

impl Store {
    /// The events of a stream after a version, in order. For the council's own streams (directory,
    /// calendar, settings, protocol) and for deciding; a case is shown by [`Store::load_visible`].
    pub async fn load(&self, stream: &Stream, after: u64) -> Result<Vec<StoredEvent>, Fault> {
        let sql = "SELECT e.version, e.at, e.actor, e.kind, e.payload, e.cites \
                   FROM stream s JOIN events e ON e.stream = s.id \
                   WHERE s.name = ?1 AND e.version > ?2 ORDER BY e.version";
        let rows = self.query(sql, params![stream.as_str(), after]).await?;
        rows.into_iter()
            .map(|mut cells| event(&mut cells, 0))
            .collect()
    }

    /// The version of each of these streams, 0 for one that does not exist. One cheap query.
    pub async fn stream_versions(&self, streams: &[Stream]) -> Result<Vec<u64>, Fault> {
        let names: Vec<String> = streams.iter().map(|s| s.as_str().to_owned()).collect();
        let sql = "SELECT name, version FROM stream WHERE name = ANY(?1)";
        let rows = self.query(sql, vec![Val::Texts(names)]).await?;
        let mut found = BTreeMap::new();
        for mut cells in rows {
            found.insert(cells.text(0)?, cells.count(1)?);
        }
        let version = |s: &Stream| found.get(s.as_str()).copied().unwrap_or(0);
        Ok(streams.iter().map(version).collect())
    }
}
