//! Messages as they came. One is kept before anything of it is decided, known again when it comes twice, and
//! gone with its words once they lie in a case.
//!
//! INVARIANT: a message that is addressed to a case is shown to nobody who may not read that case.

use domain::access::Visible;
use domain::fresh::hex;
use domain::reference::Reference;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::cases::{tokens, visible};
use crate::fault::Fault;
use crate::tx::{Tx, transact};
use crate::value::{Cells, Statement, Val, params};

/// Whether the message `i` is addressed to no case, or to one that the reader with these tokens may read.
macro_rules! seen {
    () => {
        concat!(
            "(i.reference IS NULL OR EXISTS (SELECT 1 FROM cases c WHERE c.reference = i.reference AND ",
            visible!(),
            "))"
        )
    };
}

/// Bytes of one chunk.
const CHUNK_BYTES: usize = 256 * 1024;

/// A message to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIncoming {
    /// Its name here, random.
    pub key: String,
    /// By what it is known when it comes again.
    pub digest: [u8; 32],
    /// A digest of its sender's address, by which the messages of one sender are counted.
    pub sender: String,
    /// When it came.
    pub at: Timestamp,
    /// What it is at first, as a closed word: `new` for what is still to be decided on.
    pub state: String,
    /// Its bytes.
    pub raw: Vec<u8>,
}

/// A message that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incoming {
    /// Its name here.
    pub key: String,
    /// When it came.
    pub at: Timestamp,
    /// Its size in bytes.
    pub size: u64,
    /// What became of it, as a closed word.
    pub state: String,
    /// Why, as a closed word.
    pub reason: Option<String>,
    /// The case that it is addressed to or became.
    pub reference: Option<Reference>,
    /// What is shown of it, as JSON.
    pub told: String,
    /// By what it is compared with others.
    pub sketch: String,
}

/// Everything that is kept of a message beside its bytes, for an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptIncoming {
    /// The message.
    #[serde(flatten)]
    pub message: Incoming,
    /// By what it is known when it comes again, in hexadecimal digits.
    pub digest: String,
    /// A digest of its sender's address.
    pub sender: String,
}

impl KeptIncoming {
    /// What writes it again, with its bytes, where there are any.
    pub(crate) fn kept(&self, raw: &[u8]) -> Result<Vec<Statement>, Fault> {
        let message = &self.message;
        let digits = self.digest.as_bytes().chunks(2);
        let digest = digits.map(|pair| u8::from_str_radix(&String::from_utf8_lossy(pair), 16));
        let digest = digest.collect::<Result<Vec<u8>, _>>();
        let digest = digest
            .ok()
            .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let digest = digest
            .ok_or_else(|| Fault::unfit(format!("{}: its digest cannot be read", message.key)))?;
        let row = Statement::new(
            "INSERT INTO incoming (key, digest, sender, at, size, state, reason, reference, told, sketch) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                &message.key,
                digest,
                &self.sender,
                message.at,
                message.size,
                &message.state,
                message.reason.as_deref(),
                message.reference.as_ref().map(Reference::as_str),
                &message.told,
                &message.sketch
            ],
        );
        Ok(std::iter::once(row)
            .chain(chunks(&message.key, raw))
            .collect())
    }
}

/// What writes the bytes of a message, in chunks.
fn chunks(key: &str, raw: &[u8]) -> impl Iterator<Item = Statement> {
    raw.chunks(CHUNK_BYTES).enumerate().map(move |(n, chunk)| {
        Statement::new(
            "INSERT INTO incoming_chunk (key, n, bytes) VALUES (?1, ?2, ?3)",
            params![key, n, chunk],
        )
    })
}

/// What becomes of a message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Placed {
    /// As a closed word.
    pub state: String,
    /// Why, as a closed word.
    pub reason: Option<String>,
    /// The case that it is addressed to or became.
    pub reference: Option<Reference>,
    /// What is shown of it, as JSON.
    pub told: String,
    /// By what it is compared with others.
    pub sketch: String,
    /// Whether its bytes are no longer needed.
    pub forget: bool,
}

const COLUMNS: &str = "i.key, i.at, i.size, i.state, i.reason, i.reference, i.told, i.sketch";

fn incoming(cells: &mut Cells) -> Result<Incoming, Fault> {
    Ok(Incoming {
        key: cells.text(0)?,
        at: cells.instant(1)?,
        size: cells.count(2)?,
        state: cells.text(3)?,
        reason: cells.opt_text(4)?,
        reference: cells.opt_parsed(5)?,
        told: cells.text(6)?,
        sketch: cells.text(7)?,
    })
}

impl NewIncoming {
    /// Keeps it; the key of the same message, where it came before.
    async fn keep(self, tx: &impl Tx) -> Result<Option<String>, Fault> {
        let row = Statement::new(
            "INSERT INTO incoming (key, digest, sender, at, size, state, told, sketch) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, '{}', '') ON CONFLICT (digest) DO NOTHING",
            params![
                &self.key,
                self.digest,
                &self.sender,
                self.at,
                self.raw.len(),
                &self.state
            ],
        );
        if tx.change(&[row]).await?.first() != Some(&1) {
            let sql = "SELECT key FROM incoming WHERE digest = ?1";
            let rows = tx.query(sql, &[Val::from(self.digest)]).await?;
            let first = rows.into_iter().next();
            return first.map(|mut cells| cells.text(0)).transpose();
        }
        let chunks: Vec<_> = chunks(&self.key, &self.raw).collect();
        tx.change(&chunks).await?;
        Ok(None)
    }
}

/// Changes what became of a message, if it still stands as one of `from`.
struct Placing {
    key: String,
    from: Vec<String>,
    to: Placed,
}

impl Placing {
    async fn place(self, tx: &impl Tx) -> Result<bool, Fault> {
        let to = &self.to;
        let row = Statement::new(
            "UPDATE incoming SET state = ?3, reason = ?4, reference = ?5, told = ?6, sketch = ?7 \
             WHERE key = ?1 AND state = ANY(?2)",
            params![
                &self.key,
                self.from,
                &to.state,
                to.reason.as_deref(),
                to.reference.as_ref().map(Reference::as_str),
                &to.told,
                &to.sketch
            ],
        );
        let placed = tx.change(&[row]).await?.first() == Some(&1);
        if placed && to.forget {
            let sql = "DELETE FROM incoming_chunk WHERE key = ?1";
            tx.change(&[Statement::new(sql, params![&self.key])])
                .await?;
        }
        Ok(placed)
    }
}

impl Store {
    /// Keeps a message as it came. None if it is new; the key of the same message, where it came before.
    pub async fn keep_incoming(&self, new: NewIncoming) -> Result<Option<String>, Fault> {
        transact!(self, |tx| new.keep(tx))
    }

    /// Says what became of a message, if it still stands as one of `from`; tells whether it did, so that two
    /// people cannot both place it.
    pub async fn place_incoming(
        &self,
        key: &str,
        from: &[&str],
        to: Placed,
    ) -> Result<bool, Fault> {
        let placing = Placing {
            key: key.to_owned(),
            from: from.iter().map(|state| (*state).to_owned()).collect(),
            to,
        };
        transact!(self, |tx| placing.place(tx))
    }

    /// A message by its key, for who decides what becomes of it. Pages use [`Store::incoming_seen`].
    pub async fn incoming(&self, key: &str) -> Result<Option<Incoming>, Fault> {
        let sql = "SELECT i.key, i.at, i.size, i.state, i.reason, i.reference, i.told, i.sketch \
                   FROM incoming i WHERE i.key = ?1";
        let rows = self.query(sql, params![key]).await?;
        rows.into_iter()
            .next()
            .map(|mut cells| incoming(&mut cells))
            .transpose()
    }

    /// The bytes of a message; none once they are gone.
    pub async fn incoming_bytes(&self, key: &str) -> Result<Option<Vec<u8>>, Fault> {
        let sql = "SELECT bytes FROM incoming_chunk WHERE key = ?1 ORDER BY n";
        let mut whole = Vec::new();
        for mut cells in self.query(sql, params![key]).await? {
            whole.extend(cells.blob(0)?);
        }
        Ok(Some(whole).filter(|bytes| !bytes.is_empty()))
    }

    /// Messages in a state, the newest first, as far as this person may know of the cases that they are
    /// addressed to; those that come after one, by its time and its key. Messages that are addressed to no case are
    /// `strays`. Who may see them is not asked here.
    pub async fn incoming_seen(
        &self,
        visible: &Visible,
        state: &str,
        strays: bool,
        after: Option<(Timestamp, &str)>,
        limit: usize,
    ) -> Result<Vec<Incoming>, Fault> {
        let sql = format!(
            "SELECT {COLUMNS} FROM incoming i WHERE i.state = ?1 AND (i.at < ?5 OR (i.at = ?5 AND i.key > ?6)) \
             AND (?7 = 1 OR i.reference IS NOT NULL) AND {} ORDER BY i.at DESC, i.key LIMIT ?4",
            seen!()
        );
        let person = visible.person().as_str();
        let (at, key) = after.unwrap_or((Timestamp::MAX, ""));
        let params = params![state, tokens(visible), person, limit, at, key, strays];
        let rows = self.query(&sql, params).await?;
        rows.into_iter()
            .map(|mut cells| incoming(&mut cells))
            .collect()
    }

    /// A message by its key, if this person may know of the case that it is addressed to.
    pub async fn incoming_for(
        &self,
        visible: &Visible,
        key: &str,
    ) -> Result<Option<Incoming>, Fault> {
        let sql = format!(
            "SELECT {COLUMNS} FROM incoming i WHERE i.key = ?1 AND {}",
            seen!()
        );
        let params = params![key, tokens(visible), visible.person().as_str()];
        let row = self.query(&sql, params).await?.into_iter().next();
        row.map(|mut cells| incoming(&mut cells)).transpose()
    }

    /// The bytes of a message in a state that counts as this sender's; none where there is no such.
    pub async fn incoming_of(
        &self,
        key: &str,
        state: &str,
        sender: &str,
    ) -> Result<Option<Vec<u8>>, Fault> {
        let sql = "SELECT 1 FROM incoming WHERE key = ?1 AND state = ?2 AND sender = ?3";
        if self
            .query(sql, params![key, state, sender])
            .await?
            .is_empty()
        {
            return Ok(None);
        }
        self.incoming_bytes(key).await
    }

    /// What is kept in a state and counts as this sender's, in the order of their names.
    pub async fn incoming_by(&self, state: &str, sender: &str) -> Result<Vec<Incoming>, Fault> {
        let sql = format!(
            "SELECT {COLUMNS} FROM incoming i WHERE i.sender = ?1 AND i.state = ?2 ORDER BY i.key"
        );
        let rows = self.query_much(&sql, params![sender, state]).await?;
        rows.into_iter()
            .map(|mut cells| incoming(&mut cells))
            .collect()
    }

    /// Removes what is kept in a state and counts as this sender's.
    pub async fn forget_incoming_by(&self, state: &str, sender: &str) -> Result<(), Fault> {
        let chunks = "DELETE FROM incoming_chunk WHERE key IN \
                      (SELECT key FROM incoming WHERE sender = ?1 AND state = ?2)";
        let rows = "DELETE FROM incoming WHERE sender = ?1 AND state = ?2";
        let both = [chunks, rows].map(|sql| Statement::new(sql, params![sender, state]));
        self.run(both.into()).await.map(drop)
    }

    /// The messages that nobody has decided on, the oldest first: those that came while the program stopped.
    pub async fn incoming_new(&self, limit: usize) -> Result<Vec<String>, Fault> {
        let sql = "SELECT key FROM incoming WHERE state = 'new' ORDER BY at, key LIMIT ?1";
        let rows = self.query(sql, params![limit]).await?;
        rows.into_iter().map(|mut cells| cells.text(0)).collect()
    }

    /// The sketches of what became cases since an instant, each with its case, the newest first: by them what
    /// says nearly the same is found. For the intake only, which tells nobody of a case that they may not
    /// read.
    pub async fn incoming_sketches(
        &self,
        state: &str,
        since: Timestamp,
        limit: usize,
    ) -> Result<Vec<(Reference, String)>, Fault> {
        let sql = "SELECT reference, sketch FROM incoming \
                   WHERE state = ?1 AND at >= ?2 AND reference IS NOT NULL AND sketch <> '' \
                   ORDER BY at DESC, key LIMIT ?3";
        let rows = self.query(sql, params![state, since, limit]).await?;
        rows.into_iter()
            .map(|mut cells| Ok((cells.parsed(0)?, cells.text(1)?)))
            .collect()
    }

    /// Every message but those in some states, the oldest first. For an archive of the whole.
    pub async fn incoming_kept(&self, but: &[&str]) -> Result<Vec<KeptIncoming>, Fault> {
        let sql = format!(
            "SELECT {COLUMNS}, i.digest, i.sender FROM incoming i WHERE NOT (i.state = ANY(?1)) \
             ORDER BY i.at, i.key"
        );
        let but: Vec<String> = but.iter().map(|state| (*state).to_owned()).collect();
        let rows = self.query_much(&sql, params![but]).await?;
        let kept = rows.into_iter().map(|mut cells| {
            Ok(KeptIncoming {
                message: incoming(&mut cells)?,
                digest: hex(&cells.blob(8)?),
                sender: cells.text(9)?,
            })
        });
        kept.collect()
    }

    /// How many messages of one sender came since an instant, at most a hundred.
    pub async fn incoming_from(&self, sender: &str, since: Timestamp) -> Result<usize, Fault> {
        let sql = "SELECT 1 FROM incoming WHERE sender = ?1 AND at >= ?2 LIMIT 100";
        Ok(self.query(sql, params![sender, since]).await?.len())
    }

    /// Removes what is decided and came before an instant, with what is left of it; returns how many.
    pub async fn clear_incoming(&self, states: &[&str], before: Timestamp) -> Result<u64, Fault> {
        let states: Vec<String> = states.iter().map(|state| (*state).to_owned()).collect();
        let chunks = "DELETE FROM incoming_chunk WHERE key IN \
                      (SELECT key FROM incoming WHERE at < ?1 AND state = ANY(?2))";
        let rows = "DELETE FROM incoming WHERE at < ?1 AND state = ANY(?2)";
        let changed = self.run(vec![
            Statement::new(chunks, params![before, states.clone()]),
            Statement::new(rows, params![before, states]),
        ]);
        Ok(changed.await?.last().copied().unwrap_or_default())
    }
}
