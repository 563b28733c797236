//! SQLite: one file, one writer with group commit, readers apart.
//!
//! INVARIANT: only the writer's connection writes. Readers are opened read-only.

mod backup;
mod maintenance;
mod writer;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use rusqlite::config::DbConfig;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql};
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::oneshot;

use crate::batch::{Batch, CommitError, Committed};
use crate::facts::Facts;
use crate::fault::Fault;
use crate::list::{Key, Seek, merge};
use crate::value::{Cells, Statement, Val, for_sqlite};
pub(crate) use backup::restore;
pub(crate) use maintenance::migrate;
use writer::Job;

/// How long a statement waits for another process that writes to the same file.
const BUSY_MILLISECONDS: u32 = 10_000;
/// What the file of the write-ahead log is cut to when a larger one begins anew: twice what it usually holds.
const LOG_BYTES_KEPT: u32 = 64 * 1024 * 1024;
/// Statements kept prepared on each connection.
const PREPARED_MAX: usize = 256;
/// Idle readers kept open.
const READERS_MAX: usize = 8;

/// The embedded engine.
#[derive(Debug, Clone)]
pub struct Sqlite(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    facts: Facts,
    readers: Mutex<Vec<Connection>>,
    jobs: Option<mpsc::Sender<Job>>,
    writer: Option<std::thread::JoinHandle<()>>,
}

impl Drop for Inner {
    /// Lets the writer finish what it has accepted, then closes the file, so that nothing of this
    /// process touches it afterwards.
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

impl Sqlite {
    /// Opens a database file, made if it is missing.
    pub(crate) fn open(path: &Path) -> Result<Self, Fault> {
        let connection = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        // An act touches some thirty pages and each is written whole, so small pages are what an act costs
        // least with. Their size and `auto_vacuum` hold only if they stand before the first table.
        // `secure_delete` overwrites what is deleted; temporary data stays in memory, so that words never
        // reach a file beside this one.
        connection.execute_batch(&format!(
            "PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL; \
             PRAGMA busy_timeout = {BUSY_MILLISECONDS}; PRAGMA journal_mode = WAL; \
             PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; \
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; \
             PRAGMA wal_autocheckpoint = 8000; PRAGMA journal_size_limit = {LOG_BYTES_KEPT};"
        ))?;
        prepare(&connection)?;
        let (jobs, queue) = mpsc::channel();
        let facts = Facts::default();
        let moved = facts.clone();
        let writer = std::thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || writer::run(connection, &queue, &moved))
            .map_err(|source| Fault::file(path, source))?;
        Ok(Self(Arc::new(Inner {
            path: path.to_owned(),
            facts,
            readers: Mutex::default(),
            jobs: Some(jobs),
            writer: Some(writer),
        })))
    }

    fn open_reader(&self) -> Result<Connection, Fault> {
        let connection = Connection::open_with_flags(
            &self.0.path,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        connection.execute_batch(&format!(
            "PRAGMA busy_timeout = {BUSY_MILLISECONDS}; PRAGMA temp_store = MEMORY; \
             PRAGMA cache_size = -16384; PRAGMA query_only = ON;"
        ))?;
        prepare(&connection)?;
        Ok(connection)
    }

    fn readers(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.0
            .readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// How often this process has changed the council's facts.
    pub(crate) fn facts(&self) -> &Facts {
        &self.0.facts
    }

    /// Reads what a few seeks find, on a connection of its own and on this very thread: to hand such a
    /// read to another thread costs more than the read.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let reader = self.readers().pop();
        let reader = match reader {
            Some(reader) => reader,
            None => self.open_reader()?,
        };
        let answer = read(&reader);
        // One that was left within a transaction is not used again.
        if reader.is_autocommit() {
            let mut readers = self.readers();
            if readers.len() < READERS_MAX {
                readers.push(reader);
            }
        }
        answer
    }

    /// Reads what may take long, without holding up the other tasks of the runtime.
    pub(crate) fn read_much<T>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        match Handle::try_current().map(|handle| handle.runtime_flavor()) {
            Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(|| self.read(read)),
            _ => self.read(read),
        }
    }

    pub(crate) fn query(&self, sql: &str, params: &[Val]) -> Result<Vec<Cells>, Fault> {
        self.read(|connection| query(connection, sql, params))
    }

    pub(crate) fn query_much(&self, sql: &str, params: &[Val]) -> Result<Vec<Cells>, Fault> {
        self.read_much(|connection| query(connection, sql, params))
    }

    /// What the seeks of a list find, in one snapshot.
    pub(crate) fn keys(&self, seek: &Seek, limit: usize) -> Result<Vec<Key>, Fault> {
        self.read(|connection| {
            let snapshot = connection.unchecked_transaction()?;
            let sql = seek
                .sql
                .replace("{key}", "?1")
                .replace("{limit}", &limit.to_string());
            let mut params = Vec::with_capacity(seek.params.len() + 1);
            params.push(Val::Null);
            // A list is written out once for all keys.
            params.extend(seek.params.iter().map(Val::as_json));
            let mut found = Vec::new();
            for key in &seek.keys {
                params[0] = Val::Text(key.clone());
                for mut cells in query(&snapshot, &sql, &params)? {
                    found.push(Key {
                        closed: cells.flag(0)?,
                        due: cells.text(1)?,
                        received: cells.int(2)?,
                        reference: cells.text(3)?,
                        stream: cells.int(4)?,
                        sort: seek.sort,
                    });
                }
            }
            snapshot.finish()?;
            Ok(merge(found, limit))
        })
    }

    fn send(&self, job: Job) -> Result<(), Fault> {
        let jobs = self.0.jobs.as_ref().ok_or(Fault::Closed)?;
        jobs.send(job).map_err(|_| Fault::Closed)
    }

    pub(crate) async fn commit(&self, batch: Batch) -> Result<Committed, CommitError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Commit(Box::new(batch), reply))?;
        answer
            .await
            .unwrap_or(Err(CommitError::Fault(Fault::Closed)))
    }

    /// Runs statements together or not at all; returns how many rows each changed.
    pub(crate) async fn run(&self, statements: Vec<Statement>) -> Result<Vec<u64>, Fault> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Run(statements, reply))?;
        answer.await.unwrap_or(Err(Fault::Closed))
    }

    /// Does something with the writer's connection alone, outside of any transaction.
    pub(crate) async fn alone<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Alone(Box::new(move |connection| {
            let _ = reply.send(work(connection));
        })))?;
        answer.await.unwrap_or(Err(Fault::Closed))
    }
}

/// What every connection needs: room for its statements, and plans that do not depend on the values
/// that are bound, so that no statement is prepared a second time for another value.
fn prepare(connection: &Connection) -> Result<(), Fault> {
    connection.set_prepared_statement_cache_capacity(PREPARED_MAX);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    let flags = FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_UTF8;
    connection.create_scalar_function("among", 2, flags, among)?;
    Ok(())
}

/// `among(list, value)`: whether a text is in a JSON array of texts, which is parsed once.
fn among(call: &Context<'_>) -> rusqlite::Result<bool> {
    let list = call.get_or_create_aux(0, |list| -> Result<HashSet<String>, Wrong> {
        Ok(serde_json::from_str(list.as_str()?)?)
    })?;
    let value = call.get_raw(1).as_str_or_null()?;
    Ok(value.is_some_and(|value| list.contains(value)))
}

type Wrong = Box<dyn std::error::Error + Send + Sync + 'static>;

/// Runs one question.
pub(crate) fn query(
    connection: &Connection,
    sql: &str,
    params: &[Val],
) -> Result<Vec<Cells>, Fault> {
    let mut statement = connection.prepare_cached(&for_sqlite(sql))?;
    let columns = statement.column_count();
    let mut rows = statement.query(rusqlite::params_from_iter(params))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = (0..columns).map(|n| Ok(cell(row.get_ref(n)?)));
        found.push(Cells(cells.collect::<Result<_, rusqlite::Error>>()?));
    }
    drop(rows);
    #[cfg(feature = "testing")]
    crate::testing::asked(&statement);
    Ok(found)
}

/// Runs one change; returns how many rows it changed.
pub(crate) fn change(connection: &Connection, sql: &str, params: &[Val]) -> Result<u64, Fault> {
    let mut statement = connection.prepare_cached(&for_sqlite(sql))?;
    let changed = statement.execute(rusqlite::params_from_iter(params))?;
    Ok(changed as u64)
}

fn cell(value: ValueRef<'_>) -> Val {
    match value {
        ValueRef::Null => Val::Null,
        ValueRef::Integer(value) => Val::Int(value),
        ValueRef::Real(value) => Val::Text(value.to_string()),
        ValueRef::Text(bytes) => Val::Text(text(bytes)),
        ValueRef::Blob(bytes) => Val::Blob(bytes.to_vec()),
    }
}

/// A text as it was bound: it was UTF-8 then, and to make sure is quicker than to mend.
fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// A list as SQLite gets it.
fn json<T: serde::Serialize>(list: &[T]) -> String {
    serde_json::to_string(list).expect("texts and numbers are plain data")
}

impl Val {
    /// The value as SQLite gets it, a list already written out.
    fn as_json(&self) -> Self {
        match self {
            Self::Texts(list) => Self::Text(json(list)),
            Self::Ints(list) => Self::Text(json(list)),
            Self::Column(list) => Self::Text(json(list)),
            other => other.clone(),
        }
    }
}

impl ToSql for Val {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Int(value) => ToSqlOutput::Owned(Value::Integer(*value)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Blob(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::Texts(list) => ToSqlOutput::Owned(Value::Text(json(list))),
            Self::Ints(list) => ToSqlOutput::Owned(Value::Text(json(list))),
            Self::Column(list) => ToSqlOutput::Owned(Value::Text(json(list))),
        })
    }
}
