//! What leaves the house: written in the transaction of its cause, sent at least once, with a key by
//! which the receiver can tell a second sending.

use jiff::{SignedDuration, Timestamp};

use crate::Store;
use crate::fault::Fault;
use crate::value::{Statement, params};

/// Something to be sent now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The idempotency key.
    pub key: String,
    /// What sends it.
    pub kind: String,
    /// What is to be sent, as JSON.
    pub payload: String,
    /// When its cause happened.
    pub at: Timestamp,
    /// How often it was tried before.
    pub attempts: u64,
}

/// How much of one kind waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// What sends or does it.
    pub kind: String,
    /// How many.
    pub count: u64,
    /// How long the oldest has waited.
    pub oldest: SignedDuration,
}

impl Store {
    /// How much waits, by kind: for whoever watches the server.
    pub async fn waiting(&self, now: Timestamp) -> Result<Vec<Waiting>, Fault> {
        let sql = "SELECT kind, COUNT(*), MIN(at) FROM outbox WHERE done_at IS NULL \
                   GROUP BY kind ORDER BY kind";
        let rows = self.query(sql, Vec::new()).await?;
        let waiting = rows.into_iter().map(|mut cells| {
            Ok(Waiting {
                kind: cells.text(0)?,
                count: cells.count(1)?,
                oldest: now.duration_since(cells.instant(2)?),
            })
        });
        waiting.collect()
    }

    /// Takes what of one kind is due to be sent. Nobody else gets it before `until`: a sender that dies does not
    /// keep it for ever.
    pub async fn take_outgoing(
        &self,
        kind: &str,
        now: Timestamp,
        until: Timestamp,
        limit: usize,
    ) -> Result<Vec<Outgoing>, Fault> {
        let params = params![now, until, limit, kind];
        let mut taken = Vec::new();
        for mut cells in self.take(TAKE, TAKE_POSTGRES, params).await? {
            taken.push(Outgoing {
                key: cells.text(0)?,
                kind: cells.text(1)?,
                payload: cells.text(2)?,
                at: cells.instant(3)?,
                attempts: cells.count(4)?,
            });
        }
        taken.sort_by(|a, b| (a.at, &a.key).cmp(&(b.at, &b.key)));
        Ok(taken)
    }

    /// It was sent.
    pub async fn outgoing_done(&self, key: &str, at: Timestamp) -> Result<(), Fault> {
        let sql = "UPDATE outbox SET done_at = ?2, trouble = NULL WHERE key = ?1";
        let statement = Statement::new(sql, params![key, at]);
        self.run(vec![statement]).await.map(drop)
    }

    /// Removes what was sent and must not be kept, such as a letter with a link that opens something.
    pub async fn forget_outgoing(&self, key: &str) -> Result<(), Fault> {
        let sql = "DELETE FROM outbox WHERE key = ?1";
        let statement = Statement::new(sql, params![key]);
        self.run(vec![statement]).await.map(drop)
    }

    /// It could not be sent; it is tried again later.
    pub async fn outgoing_failed(
        &self,
        key: &str,
        again_at: Timestamp,
        trouble: &str,
    ) -> Result<(), Fault> {
        let sql = "UPDATE outbox SET next_at = ?2, trouble = ?3 WHERE key = ?1";
        let statement = Statement::new(sql, params![key, again_at, trouble]);
        self.run(vec![statement]).await.map(drop)
    }

    /// It is not to go before an instant: that is no failed attempt.
    pub async fn outgoing_later(&self, key: &str, at: Timestamp) -> Result<(), Fault> {
        let sql = "UPDATE outbox SET next_at = ?2, attempts = attempts - 1 WHERE key = ?1";
        let statement = Statement::new(sql, params![key, at]);
        self.run(vec![statement]).await.map(drop)
    }

    /// Removes what was sent before an instant; returns how many.
    pub async fn clear_outbox(&self, before: Timestamp) -> Result<u64, Fault> {
        let sql = "DELETE FROM outbox WHERE done_at < ?1";
        let changed = self.run(vec![Statement::new(sql, params![before])]).await?;
        Ok(changed.iter().sum())
    }
}

const TAKE: &str = "UPDATE outbox SET next_at = ?2, attempts = attempts + 1 \
     WHERE key IN (SELECT key FROM outbox WHERE done_at IS NULL AND next_at <= ?1 AND kind = ?4 \
     ORDER BY next_at, key LIMIT ?3) RETURNING key, kind, payload, at, attempts - 1";
const TAKE_POSTGRES: &str = "UPDATE outbox SET next_at = ?2, attempts = attempts + 1 \
     WHERE key IN (SELECT key FROM outbox WHERE done_at IS NULL AND next_at <= ?1 AND kind = ?4 \
     ORDER BY next_at, key LIMIT ?3 FOR UPDATE SKIP LOCKED) \
     RETURNING key, kind, payload, at, attempts - 1";
