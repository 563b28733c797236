//! The one writer. It takes what is queued, runs it in one transaction with a savepoint for each, and
//! answers after the commit is on disk.
//!
//! INVARIANT: no command is acknowledged before the COMMIT that holds it has been synced (WAL,
//! `synchronous = FULL`). A command that fails leaves nothing of itself and does not touch the others.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::{change, query};
use crate::batch::{Batch, CommitError, Committed};
use crate::facts::Facts;
use crate::fault::Fault;
use crate::log;
use crate::search::{self, INDEXED_AT_ONCE};
use crate::tx;
use crate::value::{Statement, params};

/// Commands that share one transaction, and so one sync, at most.
const GROUP_MAX: usize = 128;

/// What the writer is asked to do.
pub(super) enum Job {
    /// Commit a batch.
    Commit(Box<Batch>, oneshot::Sender<Result<Committed, CommitError>>),
    /// Run statements together.
    Run(Vec<Statement>, oneshot::Sender<Result<Vec<u64>, Fault>>),
    /// Do something outside of a transaction; it answers by itself.
    Alone(Box<dyn FnOnce(&mut Connection) + Send>),
}

/// An answer that waits for the commit.
enum Answer {
    Commit(
        oneshot::Sender<Result<Committed, CommitError>>,
        Result<Committed, CommitError>,
    ),
    Run(
        oneshot::Sender<Result<Vec<u64>, Fault>>,
        Result<Vec<u64>, Fault>,
    ),
}

/// How long the queue must be empty before the writer turns to the index of terms.
const IDLE: Duration = Duration::from_millis(30);
/// Commands after which it does so within the transactions of others, if the queue is never empty.
const UNINDEXED_MAX: usize = 2_000;
/// Lines of words that a command writes, about.
const LINES_OF_A_COMMAND: usize = 3;

/// Works until every handle of the store is gone.
pub(super) fn run(mut connection: Connection, queue: &Receiver<Job>, facts: &Facts) {
    let mut next = None;
    // Commands since the index was last up to date; a process before may have left some.
    let mut unindexed = 1;
    loop {
        let job = match next.take() {
            Some(job) => job,
            None if unindexed == 0 => match queue.recv() {
                Ok(job) => job,
                Err(_) => return,
            },
            None => match queue.recv_timeout(IDLE) {
                Ok(job) => job,
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {
                    unindexed = index(&mut connection);
                    continue;
                }
            },
        };
        if let Job::Alone(work) = job {
            work(&mut connection);
            continue;
        }
        let behind = unindexed > UNINDEXED_MAX;
        let (done, alone) = group(&connection, job, queue, behind, facts);
        next = alone;
        unindexed += done;
        if behind {
            unindexed = unindexed.saturating_sub(INDEXED_AT_ONCE / LINES_OF_A_COMMAND);
        }
    }
}

/// Indexes some words; returns what is to be taken for left. A fault is met again at the next command.
fn index(connection: &mut Connection) -> usize {
    let some = tx::writing(connection, async |tx| search::index_some(tx).await);
    some.unwrap_or(0)
}

/// One transaction. Returns how many commands it held, and a job that has to run alone after it.
fn group(
    connection: &Connection,
    first: Job,
    queue: &Receiver<Job>,
    index: bool,
    facts: &Facts,
) -> (usize, Option<Job>) {
    let mut answers = Vec::new();
    let mut alone = None;
    let mut moves = false;
    let begun = change(connection, "BEGIN IMMEDIATE", &[]);
    let mut job = Some(first);
    while let Some(this) = job.take() {
        match this {
            Job::Commit(batch, reply) => {
                moves |= Facts::are_in(&batch);
                let done = within(connection, &begun, |c| commit(c, *batch));
                answers.push(Answer::Commit(reply, done));
            }
            Job::Run(statements, reply) => {
                let done = within(connection, &begun, |c| execute(c, &statements));
                answers.push(Answer::Run(reply, done));
            }
            Job::Alone(_) => {
                alone = Some(this);
                break;
            }
        }
        if answers.len() < GROUP_MAX {
            job = queue.try_recv().ok();
        }
    }
    if index {
        // It fails only with the whole transaction, which the COMMIT then tells.
        let _ = within(connection, &begun, |c| {
            tx::at_once(search::index_some(&tx::SqliteTx(c)))
        });
    }
    let ended = begun.and_then(|_| change(connection, "COMMIT", &[]));
    if ended.is_err() && !connection.is_autocommit() {
        let _ = change(connection, "ROLLBACK", &[]);
    }
    if moves {
        facts.moved();
    }
    let done = answers.len();
    for answer in answers {
        answer.give(&ended);
    }
    (done, alone)
}

impl Answer {
    /// Tells the caller: what was found if the group is on disk, else the group's fault.
    fn give(self, ended: &Result<u64, Fault>) {
        let fault = || {
            ended
                .as_ref()
                .err()
                .map(|fault| Fault::Unfit(fault.to_string()))
        };
        match self {
            Self::Commit(reply, done) => {
                let _ = reply.send(match fault() {
                    Some(fault) => Err(CommitError::Fault(fault)),
                    None => done,
                });
            }
            Self::Run(reply, done) => {
                let _ = reply.send(fault().map_or(done, Err));
            }
        }
    }
}

/// Runs one command in a savepoint of its own.
fn within<T, E: From<Fault>>(
    connection: &Connection,
    begun: &Result<u64, Fault>,
    work: impl FnOnce(&Connection) -> Result<T, E>,
) -> Result<T, E> {
    // A fault such as a full disk ends the whole transaction: the COMMIT then fails, and with it all.
    if begun.is_err() || connection.is_autocommit() {
        return Err(Fault::Closed.into());
    }
    change(connection, "SAVEPOINT command", &[])?;
    let done = work(connection);
    if connection.is_autocommit() {
        return done;
    }
    if done.is_err() {
        change(connection, "ROLLBACK TO command", &[])?;
    }
    change(connection, "RELEASE command", &[])?;
    done
}

fn execute(connection: &Connection, statements: &[Statement]) -> Result<Vec<u64>, Fault> {
    statements
        .iter()
        .map(|statement| change(connection, statement.sql, &statement.params))
        .collect()
}

fn commit(connection: &Connection, batch: Batch) -> Result<Committed, CommitError> {
    if let Some(key) = &batch.idempotency {
        let params = params![batch.actor.as_str(), key];
        let before = query(connection, log::OUTCOME, &params)?;
        if let Some(cells) = before.into_iter().next() {
            return Err(CommitError::Duplicate(log::outcome(cells)?));
        }
    }
    let streams = batch.appends.iter().map(|append| &append.stream);
    let heads = tx::at_once(log::heads(&tx::SqliteTx(connection), streams))?;
    let (statements, committed) = log::plan(batch, heads)?;
    execute(connection, &statements)?;
    Ok(committed)
}
