//! Folding every case anew from the log: after an upgrade that reads old events otherwise, or to prove
//! that the rows are what the events say.
//!
//! INVARIANT: readers see the old rows until the new ones are whole.

use domain::ids::Stream;

use crate::Store;
use crate::batch::Projection;
use crate::cases;
use crate::fault::Fault;
use crate::log::{self, StoredEvent};
use crate::tx::{Tx, transact};
use crate::value::{Statement, params};

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
    /// writers wait meanwhile.
    pub async fn rebuild(
        &self,
        fold: impl FnMut(&Stream, &[StoredEvent]) -> Folded + Send + 'static,
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
    mut fold: impl FnMut(&Stream, &[StoredEvent]) -> Folded,
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
    let mut rebuilt = Rebuilt::default();
    let mut stream = (0, Stream("".into()));
    let mut events: Vec<StoredEvent> = Vec::new();
    let mut after = 0;
    loop {
        let params = params![stream.0, after, CHUNK];
        let rows = tx.query(EVENTS, &params).await?;
        let last = rows.len() < CHUNK;
        let mut statements = Vec::new();
        for mut cells in rows {
            let id = cells.int(0)?;
            if id != stream.0 {
                rebuilt.cases += write(&mut statements, &stream, &events, &mut fold)?;
                stream = (id, Stream(cells.text(1)?.into()));
                events.clear();
            }
            let event = log::event(&mut cells, 2)?;
            after = event.version;
            rebuilt.events += 1;
            events.push(event);
        }
        if last {
            rebuilt.cases += write(&mut statements, &stream, &events, &mut fold)?;
        }
        tx.change(&statements).await?;
        if last {
            break;
        }
    }
    let made: Vec<Statement> = indexes.iter().map(|(_, make)| plain(make)).collect();
    tx.change(&made).await?;
    Ok(rebuilt)
}

const EVENTS: &str = "SELECT e.stream, s.name, e.version, e.at, e.actor, e.kind, e.payload, e.cites \
     FROM events e JOIN stream s ON s.id = e.stream \
     WHERE (e.stream, e.version) > (?1, ?2) ORDER BY e.stream, e.version LIMIT ?3";

fn write(
    statements: &mut Vec<Statement>,
    (id, stream): &(i64, Stream),
    events: &[StoredEvent],
    fold: &mut impl FnMut(&Stream, &[StoredEvent]) -> Folded,
) -> Result<u64, Fault> {
    if events.is_empty() {
        return Ok(0);
    }
    let Some(projection) = fold(stream, events)? else {
        return Ok(0);
    };
    cases::insert(statements, *id, &projection);
    Ok(1)
}
