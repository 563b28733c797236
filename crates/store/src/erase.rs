//! True erasure. Words and files are removed with their salts, their search terms, and whatever waits to
//! be sent or is half-written about them; then the pages that held them are overwritten. The event stays,
//! with a digest that no longer tells anything.
//!
//! INVARIANT: every erasure is on record twice: as an event of the stream `erasures`, which is sealed like
//! any other, and by key in the ledger `erasure`, from which a restored copy is erased again.
//!
//! What is guaranteed when [`Erased::purged`] is true:
//! - SQLite: no byte of the words is left in the database file, the write-ahead log or the shared-memory
//!   file. The database is rewritten for it (`VACUUM`), because a page that was split can keep a stale
//!   copy of a row.
//! - PostgreSQL: none is left in the database's tables and indexes. Its write-ahead log, archives of it,
//!   replicas and backups keep what they have until PostgreSQL or their keeper recycles them; with
//!   `wal_recycle = off` the server's own log files are removed at the next checkpoints.
//!
//! Neither can reach what the file system or the disk keeps of overwritten blocks.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{ContentKey, PersonId, Stream};
use jiff::Timestamp;

use crate::Store;
use crate::batch::{Batch, NewEvent, StreamAppend};
use crate::fault::Fault;
use crate::log;
use crate::tx::{Tx, transact};
use crate::value::{Statement, Val, params};

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Erasure {
    /// What was erased.
    pub key: ContentKey,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub actor: PersonId,
    /// Why, as a closed word or a statute; it is kept for ever, so it must hold nothing personal.
    pub reason: String,
}

/// What an erasure did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// How many contents were there and are gone.
    pub removed: u64,
    /// Whether the pages that held them were overwritten as well. If not, something else was using the
    /// database: call [`Store::purge`] again.
    pub purged: bool,
}

impl Store {
    /// Erases contents for good. See the module for what that guarantees.
    pub async fn erase(
        &self,
        keys: &[ContentKey],
        reason: &str,
        actor: &PersonId,
        at: Timestamp,
    ) -> Result<Erased, Fault> {
        let act = Act {
            keys: keys.iter().map(ToString::to_string).collect(),
            reason: reason.to_owned(),
            actor: actor.clone(),
            at,
        };
        let removed = transact!(self, |tx| act.erase(tx))?;
        let purged = self.purge().await?;
        Ok(Erased { removed, purged })
    }

    /// Overwrites the pages of what was deleted; tells whether it could.
    pub async fn purge(&self) -> Result<bool, Fault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.purge().await,
            Self::Postgres(postgres) => postgres.purge().await,
        }
    }

    /// The ledger of erasures, to be kept apart from the backups.
    pub async fn erasures(&self) -> Result<Vec<Erasure>, Fault> {
        let sql = "SELECT key, at, actor, reason FROM erasure ORDER BY at, key";
        let rows = self.query(sql, Vec::new()).await?;
        rows.into_iter()
            .map(|mut cells| {
                Ok(Erasure {
                    key: cells.parsed(0)?,
                    at: cells.instant(1)?,
                    actor: cells.parsed(2)?,
                    reason: cells.text(3)?,
                })
            })
            .collect()
    }

    /// Erases again, after a restore, what the ledger says was erased; returns how many contents were there.
    pub async fn erase_again(&self, ledger: &[Erasure], at: Timestamp) -> Result<u64, Fault> {
        let mut acts: BTreeMap<(&str, &PersonId), Vec<&str>> = BTreeMap::new();
        for line in ledger {
            let act = acts.entry((&line.reason, &line.actor)).or_default();
            act.push(line.key.as_str());
        }
        let mut removed = 0;
        for ((reason, actor), keys) in acts {
            let sql = "SELECT key FROM content WHERE key = ANY(?1)";
            let listed = keys.into_iter().map(str::to_owned).collect::<Vec<_>>();
            let mut there = Vec::new();
            for mut cells in self.query(sql, params![listed]).await? {
                there.push(cells.parsed(0)?);
            }
            if !there.is_empty() {
                removed += self.erase(&there, reason, actor, at).await?.removed;
            }
        }
        Ok(removed)
    }
}

/// One erasure, owned so that the writer can take it.
struct Act {
    keys: Vec<String>,
    reason: String,
    actor: PersonId,
    at: Timestamp,
}

impl Act {
    async fn erase(self, tx: &impl Tx) -> Result<u64, Fault> {
        let keys = Val::Texts(self.keys.clone());
        let sql = "SELECT DISTINCT c.stream, c.reference FROM content_stream s \
                   JOIN cases c ON c.stream = s.stream WHERE s.key = ANY(?1)";
        let (mut cases, mut references) = (Vec::new(), Vec::new());
        for mut cells in tx.query(sql, std::slice::from_ref(&keys)).await? {
            cases.push(cells.int(0)?);
            references.push(cells.text(1)?);
        }
        let mut statements = self.terms(tx, cases).await?;
        for sql in [
            "DELETE FROM content_chunk WHERE key = ANY(?1)",
            "DELETE FROM content_stream WHERE key = ANY(?1)",
        ] {
            statements.push(Statement::new(sql, vec![keys.clone()]));
        }
        for about in self.keys.iter().chain(&references) {
            for sql in [
                "DELETE FROM draft WHERE instr(form, ?1) > 0",
                "DELETE FROM outbox WHERE instr(payload, ?1) > 0",
            ] {
                statements.push(Statement::new(sql, params![about]));
            }
        }
        // A message that waits beside the case may quote what is erased.
        for reference in &references {
            for sql in [
                "DELETE FROM incoming_chunk WHERE key IN \
                 (SELECT key FROM incoming WHERE reference = ?1)",
                "UPDATE incoming SET told = '{}', sketch = '', state = 'done' WHERE reference = ?1",
            ] {
                statements.push(Statement::new(sql, params![reference]));
            }
        }
        for key in &self.keys {
            statements.push(Statement::new(
                "INSERT INTO erasure (key, at, actor, reason) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (key) DO NOTHING",
                params![key, self.at, self.actor.as_str(), &self.reason],
            ));
        }
        statements.extend(self.recorded(tx).await?);
        tx.change(&statements).await?;
        let contents = Statement::new("DELETE FROM content WHERE key = ANY(?1)", vec![keys]);
        Ok(tx.change(&[contents]).await?.iter().sum())
    }

    /// Removes the lines of the contents, and the terms that no other line of the same case has.
    async fn terms(&self, tx: &impl Tx, cases: Vec<i64>) -> Result<Vec<Statement>, Fault> {
        let sql = "SELECT stream, content, terms, received FROM search_doc \
                   WHERE stream = ANY(?1)";
        let erased: BTreeSet<&str> = self.keys.iter().map(String::as_str).collect();
        let (mut gone, mut kept) = (BTreeSet::new(), BTreeSet::new());
        for mut cells in tx.query(sql, &[Val::from(cases.clone())]).await? {
            let (stream, content) = (cells.int(0)?, cells.text(1)?);
            let (terms, received) = (cells.text(2)?, cells.int(3)?);
            let side = if erased.contains(content.as_str()) {
                &mut gone
            } else {
                &mut kept
            };
            for term in terms.split_whitespace() {
                side.insert((term.to_owned(), received, stream));
            }
        }
        let mut statements = vec![Statement::new(
            "DELETE FROM search_doc WHERE stream = ANY(?1) AND content = ANY(?2)",
            params![cases, self.keys.clone()],
        )];
        for (term, received, stream) in gone.difference(&kept) {
            statements.push(Statement::new(
                "DELETE FROM search_term WHERE term = ?1 AND received = ?2 AND stream = ?3",
                params![term, *received, *stream],
            ));
        }
        Ok(statements)
    }

    /// The event that records the erasure.
    async fn recorded(&self, tx: &impl Tx) -> Result<Vec<Statement>, Fault> {
        let stream = Stream("erasures".into());
        let heads = log::heads(tx, [&stream]).await?;
        let expected = heads.get(&stream).map_or(0, |head| head.version);
        let mut batch = Batch::new(self.at, self.actor.clone());
        let payload = serde_json::json!({ "erased": self.keys, "reason": self.reason });
        batch.appends.push(StreamAppend {
            stream,
            expected,
            events: vec![NewEvent {
                kind: "erased".into(),
                payload: payload.to_string(),
            }],
            cites: "[]".into(),
            projection: None,
        });
        let planned = log::plan(batch, heads);
        let (statements, _) = planned.map_err(|error| Fault::unfit(error.to_string()))?;
        Ok(statements)
    }
}
