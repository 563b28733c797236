//! Recomputing the log: every chain from its events, every leaf, every root, every checkpoint.
//!
//! Never repairs anything and never stops at the first trouble.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::checkpoint::{Checkpoint, PublicKey};
use super::merkle::{Frontier, Hash, leaf};
use crate::fault::Fault;
use crate::log::{self, Head, StoredEvent};
use crate::tx::Tx;
use crate::value::{Cells, Val, params};

/// Rows read at a time.
const CHUNK: u64 = 2_000;
/// Contents read at a time; with files among them they may be large.
const CONTENTS: usize = 32;
/// Troubles listed at most; the rest are counted.
const LISTED_MAX: usize = 50;

/// What a verification found and what it proves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proof {
    /// Streams whose chain was recomputed.
    pub streams: u64,
    /// Events whose digest was recomputed.
    pub events: u64,
    /// Events in the sealed log.
    pub sealed: u64,
    /// Contents whose salted digest was compared with their event.
    pub contents: u64,
    /// Contents that were erased on record.
    pub erased: u64,
    /// The checkpoint from outside that the log agrees with: its size and time.
    pub outside: Option<(u64, Timestamp)>,
    /// Checkpoints kept in the database that the log agrees with.
    pub checkpoints: u64,
    /// Whether the council's public key was given and every checkpoint is signed with it.
    pub signed: bool,
    /// What is wrong, the first fifty.
    pub troubles: Vec<Trouble>,
    /// How many things are wrong.
    pub trouble_count: u64,
}

/// One thing that is wrong with the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Where: a stream with its version, a place or a checkpoint.
    pub at: String,
    /// What is wrong, as a sentence without its stop.
    pub what: String,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.what)
    }
}

impl Proof {
    /// Whether nothing is wrong.
    pub fn holds(&self) -> bool {
        self.trouble_count == 0
    }

    /// Events that no seal covers yet.
    pub fn unsealed(&self) -> u64 {
        self.events.saturating_sub(self.sealed)
    }

    /// What this proves and what it does not, a sentence each.
    pub fn statements(&self) -> Vec<String> {
        if !self.holds() {
            let n = self.trouble_count;
            return vec![format!("The log is not as it was written: {n} troubles.")];
        }
        let mut said = vec![format!(
            "Every one of the {} events in {} streams fits the digest chain of its stream, and the {} \
             sealed ones fit the tree.",
            self.events, self.streams, self.sealed
        )];
        said.push(match self.outside {
            Some((size, at)) => format!(
                "The first {size} events are those that the checkpoint of {at} covers: none was \
                 changed, removed, added or moved since."
            ),
            None => "Without a checkpoint from outside this does not show that nobody rewrote the \
                     whole log: give one with --checkpoint."
                .to_owned(),
        });
        said.push(if self.signed {
            "Every checkpoint is signed with the council’s key.".to_owned()
        } else {
            "Whose key signed the checkpoints was not compared: give the council’s public key."
                .to_owned()
        });
        said.push(format!(
            "{} words and files fit their events; {} were erased on record.",
            self.contents, self.erased
        ));
        said.push(match self.unsealed() {
            0 => "There is no event after the last seal.".to_owned(),
            n => format!(
                "The last {n} events are not sealed yet: their chains fit, but no seal covers them."
            ),
        });
        said
    }

    fn trouble(&mut self, at: impl fmt::Display, what: impl Into<String>) {
        self.trouble_count += 1;
        if self.troubles.len() < LISTED_MAX {
            self.troubles.push(Trouble {
                at: at.to_string(),
                what: what.into(),
            });
        }
    }
}

/// Everything, in one snapshot.
pub(super) async fn verify(
    tx: &impl Tx,
    outside: Option<&Checkpoint>,
    key: Option<PublicKey>,
) -> Result<Proof, Fault> {
    let mut proof = Proof::default();
    chains(tx, &mut proof).await?;
    let checkpoints = checkpoints(tx, &mut proof, outside, key).await?;
    tree(tx, &mut proof, &checkpoints).await?;
    if let Some(outside) = outside
        && proof.holds()
    {
        proof.outside = Some((outside.size, outside.at));
    }
    Ok(proof)
}

/// The chain of every stream, and the contents that its events name.
async fn chains(tx: &impl Tx, proof: &mut Proof) -> Result<(), Fault> {
    let mut walk = Walk::default();
    loop {
        let params = params![walk.head.id, walk.head.version, CHUNK];
        let rows = tx.query(EVENTS, &params).await?;
        let last = (rows.len() as u64) < CHUNK;
        let mut words = Vec::new();
        for mut cells in rows {
            let id = cells.int(0)?;
            if id != walk.head.id {
                walk.end(proof);
                walk = Walk::begin(id, &mut cells)?;
            }
            let event = log::event(&mut cells, 2)?;
            words.extend(
                named(&event.payload)
                    .into_iter()
                    .map(|(key, digest)| Named {
                        key,
                        digest,
                        at: format!("{} version {}", walk.stream, event.version),
                    }),
            );
            walk.step(proof, &event, cells.hash(8)?);
        }
        contents(tx, proof, words).await?;
        if last {
            walk.end(proof);
            break;
        }
    }
    let sql = "SELECT s.name FROM stream s WHERE s.version > 0 AND NOT EXISTS \
               (SELECT 1 FROM events e WHERE e.stream = s.id) LIMIT 50";
    for mut cells in tx.query(sql, &[]).await? {
        proof.trouble(cells.text(0)?, "every event of the stream is gone");
    }
    Ok(())
}

const EVENTS: &str = "SELECT e.stream, s.name, e.version, e.at, e.actor, e.kind, e.payload, e.cites, \
     e.chain, s.version, s.chain FROM events e LEFT JOIN stream s ON s.id = e.stream \
     WHERE (e.stream, e.version) > (?1, ?2) ORDER BY e.stream, e.version LIMIT ?3";

/// Where the walk over the events stands: the stream, its recomputed head, and what the stream's own row
/// says of its end.
struct Walk {
    stream: String,
    head: Head,
    said: Option<Head>,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            stream: String::new(),
            head: Head::new(0),
            said: None,
        }
    }
}

impl Walk {
    fn begin(id: i64, cells: &mut Cells) -> Result<Self, Fault> {
        let said = match cells.opt_int(9)? {
            None => None,
            Some(version) => Some(Head {
                id,
                version: version.unsigned_abs(),
                chain: cells.hash(10)?,
            }),
        };
        let name = cells.opt_text(1)?;
        Ok(Self {
            stream: name.unwrap_or_else(|| format!("stream number {id}")),
            head: Head::new(id),
            said,
        })
    }

    fn step(&mut self, proof: &mut Proof, event: &StoredEvent, kept: Hash) {
        let at = || format!("{} version {}", self.stream, event.version);
        if event.version != self.head.version + 1 {
            proof.trouble(at(), "an event before it is missing");
        }
        // Without its row the stream has lost its name, over which the chain goes as well: said at its end.
        if self.said.is_some() && log::chain(&self.head.chain, &self.stream, event) != kept {
            proof.trouble(at(), "the event is not as it was written");
        }
        // The kept digest goes on, so that one changed event is one trouble and not all after it too.
        self.head = Head {
            id: self.head.id,
            version: event.version,
            chain: kept,
        };
        proof.events += 1;
    }

    fn end(&self, proof: &mut Proof) {
        if self.head.version == 0 {
            return;
        }
        proof.streams += 1;
        match self.said {
            None => proof.trouble(&self.stream, "the stream has events but no end"),
            Some(said) if said != self.head => {
                proof.trouble(&self.stream, "the stream does not end with its last event");
            }
            Some(_) => {}
        }
    }
}

/// A content as an event names it.
struct Named {
    key: String,
    digest: String,
    at: String,
}

/// The contents that an event names, each with its digest.
pub(crate) fn named(payload: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if !payload.contains("\"digest\"") {
        return found;
    }
    let Ok(value) = serde_json::from_str(payload) else {
        return found;
    };
    let mut open = vec![&value];
    while let Some(value) = open.pop() {
        match value {
            serde_json::Value::Array(list) => open.extend(list),
            serde_json::Value::Object(fields) => {
                let text = |name: &str| fields.get(name).and_then(|v| v.as_str());
                if let (Some(key), Some(digest)) = (text("key"), text("digest"))
                    && digest.len() == 64
                {
                    found.push((key.to_owned(), digest.to_owned()));
                }
                open.extend(fields.values());
            }
            _ => {}
        }
    }
    found
}

/// Compares contents with the digests of their events.
async fn contents(tx: &impl Tx, proof: &mut Proof, words: Vec<Named>) -> Result<(), Fault> {
    let sql = "SELECT key, salt, bytes, size FROM content WHERE key = ANY(?1)";
    let more = "SELECT bytes FROM content_chunk WHERE key = ?1 ORDER BY n";
    for words in words.chunks(CONTENTS) {
        let keys: Vec<String> = words.iter().map(|words| words.key.clone()).collect();
        let mut digests = BTreeMap::new();
        for mut cells in tx.query(sql, &[Val::from(keys)]).await? {
            let key = cells.text(0)?;
            let (salt, bytes) = (cells.blob(1)?, cells.blob(2)?);
            let mut hash = Sha256::new();
            hash.update(salt);
            hash.update(&bytes);
            if cells.count(3)? > bytes.len() as u64 {
                for mut chunk in tx.query(more, &[Val::from(&key)]).await? {
                    hash.update(chunk.blob(0)?);
                }
            }
            digests.insert(key, domain::fresh::hex(&hash.finalize()));
        }
        for Named { key, digest, at } in words {
            match digests.get(key) {
                Some(found) if found == digest => proof.contents += 1,
                Some(_) => {
                    proof.contents += 1;
                    proof.trouble(at, "its words or file are not those that were recorded");
                }
                None => gone(tx, proof, key, at).await?,
            }
        }
    }
    Ok(())
}

/// A content that is not there: erased on record, or lost.
async fn gone(tx: &impl Tx, proof: &mut Proof, key: &str, at: &str) -> Result<(), Fault> {
    let erased = "SELECT 1 FROM erasure WHERE key = ?1";
    if tx.query(erased, &[Val::from(key)]).await?.is_empty() {
        proof.trouble(
            at,
            "its words or file are gone, and no erasure is on record",
        );
    } else {
        proof.erased += 1;
    }
    Ok(())
}

/// The root that some statement gives for a size of the log.
struct Said {
    size: u64,
    root: Hash,
    by: String,
}

/// What the seals and checkpoints say the log is, in order of size.
async fn checkpoints(
    tx: &impl Tx,
    proof: &mut Proof,
    outside: Option<&Checkpoint>,
    key: Option<PublicKey>,
) -> Result<Vec<Said>, Fault> {
    let mut said = Vec::new();
    for mut cells in tx.query("SELECT size, root FROM seal", &[]).await? {
        let size = cells.count(0)?;
        said.push(Said {
            size,
            root: cells.hash(1)?,
            by: format!("seal of {size} events"),
        });
    }
    let mut others = 0;
    for mut cells in tx.query("SELECT size, note FROM checkpoint", &[]).await? {
        let (size, note) = (cells.count(0)?, cells.text(1)?);
        let by = format!("checkpoint of {size} events");
        match note.parse::<Checkpoint>() {
            Ok(checkpoint) if checkpoint.size == size => {
                if key.is_some_and(|key| key != checkpoint.key) {
                    proof.trouble(&by, "it is not signed with the council’s key");
                }
                proof.checkpoints += 1;
                others += 1;
                said.push(Said {
                    size,
                    root: checkpoint.root,
                    by,
                });
            }
            Ok(_) => proof.trouble(by, "it is kept under another size than its own"),
            Err(bad) => proof.trouble(by, bad.to_string()),
        }
    }
    if let Some(checkpoint) = outside {
        let by = format!("checkpoint of {} from outside", checkpoint.at);
        if key.is_some_and(|key| key != checkpoint.key) {
            proof.trouble(&by, "it is not signed with the council’s key");
        }
        others += 1;
        said.push(Said {
            size: checkpoint.size,
            root: checkpoint.root,
            by,
        });
    }
    proof.signed = key.is_some() && others > 0;
    said.sort_by_key(|said| said.size);
    Ok(said)
}

/// The sealed log: every place, every leaf, every root that was stated.
async fn tree(tx: &impl Tx, proof: &mut Proof, said: &[Said]) -> Result<(), Fault> {
    let mut tree = Frontier::default();
    let mut said = said.iter().peekable();
    let mut from = 0;
    let mut compare = |tree: &Frontier, proof: &mut Proof| {
        while let Some(said) = said.next_if(|said| said.size == tree.size()) {
            if said.root != tree.root() {
                proof.trouble(&said.by, "the events up to it are not those that it covers");
            }
        }
    };
    compare(&tree, proof);
    loop {
        let rows = tx
            .query(LEAVES, &[Val::from(from), Val::from(CHUNK)])
            .await?;
        let last = (rows.len() as u64) < CHUNK;
        for mut cells in rows {
            let (place, stream, version) = (cells.count(0)?, cells.text(1)?, cells.count(2)?);
            let kept = cells.hash(3)?;
            let at = || format!("place {place}");
            if place != tree.size() {
                proof.trouble(at(), "a place before it is missing");
            }
            match cells.opt_blob(4)?.and_then(|chain| chain.try_into().ok()) {
                None => proof.trouble(at(), format!("{stream} version {version} is gone")),
                Some(chain) if leaf(&stream, version, &chain) != kept => {
                    proof.trouble(
                        at(),
                        format!("{stream} version {version} is not the sealed one"),
                    );
                }
                Some(_) => {}
            }
            tree.push(kept);
            proof.sealed += 1;
            from = place + 1;
            compare(&tree, proof);
        }
        if last {
            break;
        }
    }
    for said in said {
        proof.trouble(
            &said.by,
            format!("the log has only {} sealed events", tree.size()),
        );
    }
    let sum = "SELECT CAST(coalesce(sum(sealed), 0) AS BIGINT) FROM stream";
    let rows = tx.query(sum, &[]).await?;
    if let Some(mut cells) = rows.into_iter().next()
        && cells.count(0)? != tree.size()
    {
        proof.trouble(
            "the log",
            "its streams were sealed further or less far than it",
        );
    }
    Ok(())
}

const LEAVES: &str = "SELECT l.place, coalesce(s.name, 'stream number ' || l.stream), l.version, \
     l.leaf, e.chain FROM sealed l LEFT JOIN stream s ON s.id = l.stream \
     LEFT JOIN events e ON e.stream = l.stream AND e.version = l.version \
     WHERE l.place >= ?1 ORDER BY l.place LIMIT ?2";
