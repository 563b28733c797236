//! Sealing: one sealer gives committed events their place in the log, in batches, and hashes them into a
//! tree whose root a checkpoint signs. Consumers read the sealed prefix, by place.
//!
//! INVARIANT: places are 0, 1, 2… without a gap, given in the order of sealing; the events of a stream
//! keep their order. An event that is committed later gets a later place, so that whoever has read up to
//! a place has missed nothing before it. Nobody reads by `at` or by row number.

mod checkpoint;
mod merkle;
mod verify;

pub use checkpoint::{BadCheckpoint, Checkpoint, PublicKey, Signer};
pub use verify::{Proof, Trouble};

use domain::ids::Stream;
use jiff::Timestamp;

use crate::Store;
use crate::fault::Fault;
use crate::log::{self, StoredEvent};
use crate::tx::{Tx, snapshot, transact};
use crate::value::{Cells, Statement, Val, params};
use merkle::Hash;
pub(crate) use merkle::{Frontier, leaf};
pub(crate) use verify::named;

/// Streams sealed in one transaction at most.
const BATCH_STREAMS: usize = 500;
/// The advisory lock that keeps PostgreSQL to one sealer at a time.
const SEAL_LOCK: i64 = 0x7761_7264_0002;

/// The state of the sealed log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sealed {
    /// How many events it holds.
    pub size: u64,
    /// The root of the tree over them.
    pub root: [u8; 32],
}

/// An event with its place in the sealed log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its place, from 0.
    pub place: u64,
    /// Its stream.
    pub stream: Stream,
    /// The event.
    pub event: StoredEvent,
}

impl Store {
    /// Seals everything that is committed by now.
    pub async fn seal(&self, at: Timestamp) -> Result<Sealed, Fault> {
        loop {
            let (sealed, more) = transact!(self, |tx| seal_batch(tx, at))?;
            if !more {
                return Ok(sealed);
            }
        }
    }

    /// Seals, signs the state of the log, and keeps the checkpoint with it. Send the text of it out of the
    /// house: it is there that it proves something.
    pub async fn checkpoint(&self, signer: &Signer, at: Timestamp) -> Result<Checkpoint, Fault> {
        let sealed = self.seal(at).await?;
        let checkpoint = signer.sign(sealed.size, sealed.root, at);
        let sql = "INSERT INTO checkpoint (size, note) VALUES (?1, ?2) \
                   ON CONFLICT (size) DO UPDATE SET note = excluded.note";
        let params = params![sealed.size, checkpoint.to_string()];
        self.run(vec![Statement::new(sql, params)]).await?;
        Ok(checkpoint)
    }

    /// The sealed events from a place on, in the order of the log; for jobs that follow it.
    pub async fn read_log(&self, from: u64, limit: usize) -> Result<Vec<Placed>, Fault> {
        let sql = "SELECT l.place, s.name, e.version, e.at, e.actor, e.kind, e.payload, e.cites \
                   FROM sealed l JOIN stream s ON s.id = l.stream JOIN events e ON e.stream = l.stream AND e.version = l.version \
                   WHERE l.place >= ?1 ORDER BY l.place LIMIT ?2";
        let rows = self.query_much(sql, params![from, limit]).await?;
        rows.into_iter().map(placed).collect()
    }

    /// Recomputes the whole log from its events and says what that proves. With a checkpoint from outside
    /// it also proves that nothing which the checkpoint covers was changed since; with the council's
    /// public key, that the key made the checkpoints.
    pub async fn verify(
        &self,
        outside: Option<&Checkpoint>,
        key: Option<PublicKey>,
    ) -> Result<Proof, Fault> {
        snapshot!(self, |tx| verify::verify(tx, outside, key))
    }

    /// The sealed log as lines of JSON, each event with its place and chain digest, without contents.
    /// `line` gets one line at a time, without its end.
    pub async fn export(
        &self,
        mut line: impl FnMut(&str) -> std::io::Result<()>,
    ) -> Result<u64, Fault> {
        let mut from = 0;
        loop {
            let rows = self.query_much(EXPORT, params![from, 2_000_u64]).await?;
            if rows.is_empty() {
                return Ok(from);
            }
            for mut cells in rows {
                let chain = cells.hash(8)?;
                let placed = placed(cells)?;
                from = placed.place + 1;
                line(&json(&placed, &chain)).map_err(|source| Fault::File {
                    path: "the export".into(),
                    source,
                })?;
            }
        }
    }
}

const EXPORT: &str = "SELECT l.place, s.name, e.version, e.at, e.actor, e.kind, e.payload, e.cites, \
     e.chain FROM sealed l JOIN stream s ON s.id = l.stream JOIN events e ON e.stream = l.stream AND e.version = l.version \
     WHERE l.place >= ?1 ORDER BY l.place LIMIT ?2";

fn json(placed: &Placed, chain: &Hash) -> String {
    let event = &placed.event;
    let parsed = |text: &str| serde_json::from_str(text).unwrap_or(serde_json::Value::Null);
    serde_json::json!({
        "place": placed.place,
        "stream": placed.stream.as_str(),
        "version": event.version,
        "at": event.at,
        "actor": event.actor,
        "kind": event.kind,
        "payload": parsed(&event.payload),
        "cites": parsed(&event.cites),
        "chain": domain::fresh::hex(chain),
    })
    .to_string()
}

fn placed(mut cells: Cells) -> Result<Placed, Fault> {
    Ok(Placed {
        place: cells.count(0)?,
        stream: Stream(cells.text(1)?.into()),
        event: log::event(&mut cells, 2)?,
    })
}

/// The last state of the tree.
async fn frontier(tx: &impl Tx) -> Result<Frontier, Fault> {
    let sql = "SELECT size, frontier FROM seal ORDER BY size DESC LIMIT 1";
    let Some(mut cells) = tx.query(sql, &[]).await?.into_iter().next() else {
        return Ok(Frontier::default());
    };
    Frontier::from_bytes(cells.count(0)?, &cells.blob(1)?)
        .ok_or_else(|| Fault::corrupt("the last seal does not fit its own size"))
}

/// Seals some streams; tells whether there may be more.
async fn seal_batch<T: Tx>(tx: &T, at: Timestamp) -> Result<(Sealed, bool), Fault> {
    let lock = if T::POSTGRES {
        let sql = "SELECT 1 FROM pg_advisory_xact_lock(?1)";
        tx.query(sql, &[Val::from(SEAL_LOCK)]).await?;
        // A stream that is being written to gets its place in the next batch.
        " FOR UPDATE SKIP LOCKED"
    } else {
        ""
    };
    let mut tree = frontier(tx).await?;
    let sql = format!(
        "SELECT id FROM stream WHERE sealed < version ORDER BY id LIMIT {BATCH_STREAMS}{lock}"
    );
    let mut streams = Vec::new();
    for mut cells in tx.query(&sql, &[]).await? {
        streams.push(cells.int(0)?);
    }
    if !streams.is_empty() {
        let more = streams.len() == BATCH_STREAMS;
        place(tx, &mut tree, streams, at).await?;
        return Ok((state(&tree), more));
    }
    Ok((state(&tree), false))
}

fn state(tree: &Frontier) -> Sealed {
    Sealed {
        size: tree.size(),
        root: tree.root(),
    }
}

async fn place(
    tx: &impl Tx,
    tree: &mut Frontier,
    streams: Vec<i64>,
    at: Timestamp,
) -> Result<(), Fault> {
    let sql = "SELECT s.name, e.version, e.chain, s.id FROM stream s \
               JOIN events e ON e.stream = s.id AND e.version > s.sealed \
               WHERE s.id = ANY(?1) ORDER BY s.id, e.version";
    let streams = Val::from(streams);
    let mut statements = Vec::new();
    for mut cells in tx.query(sql, std::slice::from_ref(&streams)).await? {
        let (stream, version, chain) = (cells.text(0)?, cells.count(1)?, cells.hash(2)?);
        let hash = leaf(&stream, version, &chain);
        statements.push(Statement::new(
            "INSERT INTO sealed (place, stream, version, leaf) VALUES (?1, ?2, ?3, ?4)",
            params![tree.size(), cells.int(3)?, version, hash],
        ));
        tree.push(hash);
    }
    statements.push(Statement::new(
        "UPDATE stream SET sealed = version WHERE id = ANY(?1)",
        vec![streams],
    ));
    statements.push(Statement::new(
        "INSERT INTO seal (size, root, frontier, at) VALUES (?1, ?2, ?3, ?4)",
        params![tree.size(), tree.root(), tree.to_bytes(), at],
    ));
    tx.change(&statements).await.map(drop)
}
