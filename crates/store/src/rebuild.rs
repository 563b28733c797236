//! Folding every case anew from the log: after an upgrade that reads old events otherwise, or to prove
//! that the rows are what the events say.
//!
//! INVARIANT: readers see the old rows until the new ones are whole.

use std::sync::Arc;
use std::thread::JoinHandle;

use domain::ids::Stream;

use crate::Store;
use crate::batch::Projection;
use crate::cases;
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
    /// Cases written.
    pub cases: u64,
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
        transact!(self, |tx| rebuild(tx, fold))
    }
}

/// The indexes that are cheaper to make at once than to keep; as in the migrations.
const INDEXES: [(&str, &str); 7] = [
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
    let plain = |sql| Statement::new(sql, Vec::new());
    // On PostgreSQL dropping an index would shut out the readers; there the lock only shuts out writers.
    let indexes: &[(&str, &str)] = if tx.is_postgres() { &[] } else { &INDEXES };
    let mut clear: Vec<Statement> = indexes.iter().map(|(drop, _)| plain(drop)).collect();
    if tx.is_postgres() {
        clear.push(plain(
            "LOCK TABLE cases, case_token, case_denied IN SHARE ROW EXCLUSIVE MODE",
        ));
    }
    clear.extend(
        [
            "DELETE FROM cases",
            "DELETE FROM case_token",
            "DELETE FROM case_denied",
        ]
        .map(plain),
    );
    tx.change(&clear).await?;
    let fold = Arc::new(fold);
    let mut rebuilt = Rebuilt::default();
    let mut open = None;
    // What is being folded while the chunk before it is written and the one after it is read.
    let mut folding = Folding::of(Vec::new(), &fold);
    loop {
        let (streams, last) = read(tx, &mut open, &mut rebuilt).await?;
        let before = folding.done()?;
        folding = Folding::of(streams, &fold);
        tx.change(&before.statements).await?;
        rebuilt.cases += before.cases;
        if last {
            break;
        }
    }
    let before = folding.done()?;
    tx.change(&before.statements).await?;
    rebuilt.cases += before.cases;
    let made: Vec<Statement> = indexes.iter().map(|(_, make)| plain(make)).collect();
    tx.change(&made).await?;
    Ok(rebuilt)
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
}

impl Whole {
    /// Its number and the version of its last event.
    fn end(&self) -> (i64, u64) {
        (self.id, self.events.last().map_or(0, |event| event.version))
    }
}

/// Streams that are folded by threads of their own. The statements of each case are made there too, so that
/// the one writer only writes.
struct Folding(Vec<JoinHandle<Result<Rows, Fault>>>);

/// What writes the rows of some cases.
#[derive(Default)]
struct Rows {
    cases: u64,
    statements: Vec<Statement>,
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
            folding.push(std::thread::spawn(move || rows(&some, &*fold)));
        }
        Self(folding)
    }

    /// What came of it, in the order of the streams.
    fn done(self) -> Result<Rows, Fault> {
        let mut all = Rows::default();
        for thread in self.0 {
            let broke = |_| Err(Fault::corrupt("folding a stream broke off"));
            let some = thread.join().unwrap_or_else(broke)?;
            all.cases += some.cases;
            all.statements.extend(some.statements);
        }
        Ok(all)
    }
}

fn rows(
    streams: &[Whole],
    fold: &impl Fn(&Stream, &[StoredEvent]) -> Folded,
) -> Result<Rows, Fault> {
    let mut rows = Rows::default();
    for stream in streams {
        if let Some(projection) = fold(&stream.name, &stream.events)? {
            cases::insert(&mut rows.statements, stream.id, &projection);
            rows.cases += 1;
        }
    }
    Ok(rows)
}
