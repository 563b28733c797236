//! Folding every case anew from the log: after an upgrade that reads old events otherwise, or to prove
//! that the rows are what the events say. Rows that are as their events say are left as they are: a rebuild
//! reads every case, and writes those that differ.
//!
//! INVARIANT: readers see the old rows until the new ones are whole. All of it is one transaction: whoever is
//! stopped half-way leaves every row as it was.

mod rows;
mod tables;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread::JoinHandle;

use domain::ids::Stream;
use rows::{CaseRows, Changes};

use crate::Store;
use crate::batch::Projection;
use crate::fault::Fault;
use crate::log::{self, StoredEvent};
use crate::tx::{Tx, transact};
use crate::value::Statement;

/// Events read at a time.
const CHUNK: usize = 5_000;

/// What a rebuild went through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rebuilt {
    /// Events read.
    pub events: u64,
    /// Cases found in them.
    pub cases: u64,
    /// Cases whose rows were not what their events say, and were written.
    pub changed: u64,
}

/// What came of folding one stream.
pub type Folded = Result<Option<Projection>, Fault>;

impl Store {
    /// Writes the rows of all cases anew. `fold` is given each stream with all its events and answers with
    /// the case as it is, or none for a stream that is no case; where it fails, nothing is changed. Other
    /// writers wait meanwhile. Streams are folded on all processors, and written in their order.
    pub async fn rebuild(
        &self,
        fold: impl Fn(&Stream, &[StoredEvent]) -> Folded + Send + Sync + 'static,
    ) -> Result<Rebuilt, Fault> {
        let rebuilt = transact!(self, |tx| rebuild(tx, fold))?;
        if let Self::Sqlite(sqlite) = self {
            // The rows are on the disk already: what is left of the log is only its size.
            let _ = sqlite.empty_log().await;
        }
        Ok(rebuilt)
    }
}

/// Up to so many cases are written with the indexes kept; with more of them,
const MANY: u64 = 1_000;
/// and more than one in so many, making the indexes anew costs less.
const KEPT_AMONG: u64 = 5;

/// The indexes that are cheaper to make at once than to keep; as in the migrations.
const INDEXES: [(&str, &str); 8] = [
    (
        "DROP INDEX cases_reference",
        "CREATE UNIQUE INDEX cases_reference ON cases (reference)",
    ),
    (
        "DROP INDEX cases_waits_on",
        "CREATE INDEX cases_waits_on ON cases (waits_on, closed, due, reference) \
         WHERE waits_on IS NOT NULL",
    ),
    (
        "DROP INDEX cases_holder",
        "CREATE INDEX cases_holder ON cases (holder, closed, due, reference) \
         WHERE holder IS NOT NULL",
    ),
    (
        "DROP INDEX cases_service",
        "CREATE INDEX cases_service ON cases (service, closed, due, reference) \
         WHERE service IS NOT NULL",
    ),
    (
        "DROP INDEX cases_ward",
        "CREATE INDEX cases_ward ON cases (ward, closed, due, reference) WHERE ward IS NOT NULL",
    ),
    (
        "DROP INDEX cases_handler",
        "CREATE INDEX cases_handler ON cases (handler, closed, due, reference) \
         WHERE handler IS NOT NULL",
    ),
    (
        "DROP INDEX case_token_due",
        "CREATE INDEX case_token_due ON case_token (token, closed, due, reference)",
    ),
    (
        "DROP INDEX case_token_received",
        "CREATE INDEX case_token_received ON case_token (token, received, reference)",
    ),
];

async fn rebuild(
    tx: &impl Tx,
    fold: impl Fn(&Stream, &[StoredEvent]) -> Folded + Send + Sync + 'static,
) -> Result<Rebuilt, Fault> {
    if tx.is_postgres() {
        let sql = "LOCK TABLE cases, case_token, case_denied IN SHARE ROW EXCLUSIVE MODE";
        tx.change(&[plain(sql)]).await?;
    }
    let mut writing = Writing {
        rebuilt: Rebuilt::default(),
        indexed: true,
    };
    let any = "SELECT 1 FROM cases UNION ALL SELECT 1 FROM case_token LIMIT 1";
    if tx.query(any, &[]).await?.is_empty() {
        writing.without_indexes(tx).await?;
    }
    let fold = Arc::new(fold);
    let mut open = None;
    let mut from = i64::MIN;
    // What is being folded while the chunk before it is written and the one after it is read.
    let mut folding = Folding::of(Vec::new(), &fold);
    loop {
        let (mut streams, last) = read(tx, &mut open, &mut writing.rebuilt).await?;
        let upto = match streams.last() {
            _ if last => i64::MAX,
            Some(stream) => stream.id,
            None => from,
        };
        with_rows(&mut streams, rows::kept(tx, (from, upto)).await?);
        from = upto;
        let before = folding.done()?;
        folding = Folding::of(streams, &fold);
        writing.write(tx, before).await?;
        if last {
            break;
        }
    }
    writing.write(tx, folding.done()?).await?;
    writing.end(tx).await
}

fn plain(sql: &'static str) -> Statement {
    Statement::new(sql, Vec::new())
}

/// What has been written.
struct Writing {
    rebuilt: Rebuilt,
    /// Whether the indexes are there.
    indexed: bool,
}

impl Writing {
    async fn write(&mut self, tx: &impl Tx, folded: FoldedRows) -> Result<(), Fault> {
        self.rebuilt.cases += folded.cases;
        self.rebuilt.changed += folded.changes.cases;
        let Rebuilt { cases, changed, .. } = self.rebuilt;
        // On PostgreSQL dropping an index shuts out the readers, so it is done only where there is nothing to read.
        let many = changed > MANY && changed > cases / KEPT_AMONG;
        if self.indexed && many && !tx.is_postgres() {
            self.without_indexes(tx).await?;
        }
        folded.changes.write(tx, self.indexed).await
    }

    async fn without_indexes(&mut self, tx: &impl Tx) -> Result<(), Fault> {
        let drops: Vec<Statement> = INDEXES.iter().map(|(drop, _)| plain(drop)).collect();
        self.indexed = false;
        tx.change(&drops).await?;
        Ok(())
    }

    async fn end(self, tx: &impl Tx) -> Result<Rebuilt, Fault> {
        if !self.indexed {
            let made: Vec<Statement> = INDEXES.iter().map(|(_, make)| plain(make)).collect();
            tx.change(&made).await?;
        }
        Ok(self.rebuilt)
    }
}

/// Gives each stream the rows that there are of it; rows without a stream become one without events.
fn with_rows(streams: &mut Vec<Whole>, mut kept: BTreeMap<i64, CaseRows>) {
    for stream in streams.iter_mut() {
        stream.rows = kept.remove(&stream.id).unwrap_or_default();
    }
    streams.extend(kept.into_iter().map(|(id, rows)| Whole {
        id,
        name: Stream("".into()),
        events: Vec::new(),
        rows,
    }));
}

/// The streams of the next events that are whole, and whether they are the last; one that may go on among
/// the events after them stays open.
async fn read(
    tx: &impl Tx,
    open: &mut Option<Whole>,
    rebuilt: &mut Rebuilt,
) -> Result<(Vec<Whole>, bool), Fault> {
    let (id, version) = open.as_ref().map_or((0, 0), Whole::end);
    let rows = tx
        .query(EVENTS, &[id.into(), version.into(), CHUNK.into()])
        .await?;
    let last = rows.len() < CHUNK;
    rebuilt.events += rows.len() as u64;
    let mut streams: Vec<Whole> = open.take().into_iter().collect();
    for mut cells in rows {
        let id = cells.int(0)?;
        if streams.last().is_none_or(|stream| stream.id != id) {
            streams.push(Whole {
                id,
                name: Stream(cells.text(1)?.into()),
                events: Vec::new(),
                rows: CaseRows::default(),
            });
        }
        let event = log::event(&mut cells, 2)?;
        if let Some(stream) = streams.last_mut() {
            stream.events.push(event);
        }
    }
    if !last {
        *open = streams.pop();
    }
    Ok((streams, last))
}

const EVENTS: &str = "SELECT e.stream, s.name, e.version, e.at, e.actor, e.kind, e.payload, e.cites \
     FROM events e JOIN stream s ON s.id = e.stream \
     WHERE (e.stream, e.version) > (?1, ?2) ORDER BY e.stream, e.version LIMIT ?3";

/// A stream with its events as far as they are read.
struct Whole {
    id: i64,
    name: Stream,
    events: Vec<StoredEvent>,
    rows: CaseRows,
}

impl Whole {
    /// Its number and the version of its last event.
    fn end(&self) -> (i64, u64) {
        (self.id, self.events.last().map_or(0, |event| event.version))
    }
}

/// Streams that are folded by threads of their own. What is to be written of each case is found there too, so
/// that the one writer only writes.
struct Folding(Vec<JoinHandle<Result<FoldedRows, Fault>>>);

/// What came of some streams.
#[derive(Default)]
struct FoldedRows {
    cases: u64,
    changes: Changes,
}

impl Folding {
    /// Begins to fold, on all processors but the writer's.
    fn of<F>(mut streams: Vec<Whole>, fold: &Arc<F>) -> Self
    where
        F: Fn(&Stream, &[StoredEvent]) -> Folded + Send + Sync + 'static,
    {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = processors.saturating_sub(1).max(1);
        let share = streams.len().div_ceil(threads).max(1);
        let mut folding = Vec::with_capacity(threads);
        while !streams.is_empty() {
            let rest = streams.split_off(share.min(streams.len()));
            let (some, fold) = (std::mem::replace(&mut streams, rest), fold.clone());
            folding.push(std::thread::spawn(move || folded(some, &*fold)));
        }
        Self(folding)
    }

    /// What came of it, in the order of the streams.
    fn done(self) -> Result<FoldedRows, Fault> {
        let mut all = FoldedRows::default();
        for thread in self.0 {
            let broke = |_| Err(Fault::corrupt("folding a stream broke off"));
            let some = thread.join().unwrap_or_else(broke)?;
            all.cases += some.cases;
            all.changes.append(some.changes);
        }
        Ok(all)
    }
}

fn folded(
    streams: Vec<Whole>,
    fold: &impl Fn(&Stream, &[StoredEvent]) -> Folded,
) -> Result<FoldedRows, Fault> {
    let mut all = FoldedRows::default();
    for stream in streams {
        let projection = if stream.events.is_empty() {
            None
        } else {
            fold(&stream.name, &stream.events)?
        };
        let wanted = projection.as_ref().map(|it| CaseRows::of(stream.id, it));
        all.cases += u64::from(wanted.is_some());
        all.changes
            .add(stream.id, stream.rows, wanted.unwrap_or_default());
    }
    Ok(all)
}
