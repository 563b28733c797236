//! One transaction on either engine, so that what is done in several steps is written once.

use deadpool_postgres::Transaction;
use rusqlite::{Connection, TransactionBehavior};

use crate::Store;
use crate::fault::Fault;
use crate::value::{Cells, Statement, Val};
use crate::{postgres, sqlite};

/// Questions and changes within a transaction.
pub(crate) trait Tx {
    /// Whether this is PostgreSQL, for the few statements that differ.
    const POSTGRES: bool;
    /// As [`Tx::POSTGRES`], of a value.
    fn is_postgres(&self) -> bool {
        Self::POSTGRES
    }
    /// Asks.
    async fn query(&self, sql: &str, params: &[Val]) -> Result<Vec<Cells>, Fault>;
    /// Changes, in order; returns how many rows each statement changed.
    async fn change(&self, statements: &[Statement]) -> Result<Vec<u64>, Fault>;
}

/// On SQLite nothing ever waits: the future is done when it is first asked.
pub(crate) struct SqliteTx<'a>(pub &'a Connection);

impl Tx for SqliteTx<'_> {
    const POSTGRES: bool = false;
    async fn query(&self, sql: &str, params: &[Val]) -> Result<Vec<Cells>, Fault> {
        sqlite::query(self.0, sql, params)
    }
    async fn change(&self, statements: &[Statement]) -> Result<Vec<u64>, Fault> {
        statements
            .iter()
            .map(|statement| sqlite::change(self.0, statement.sql, &statement.params))
            .collect()
    }
}

pub(crate) struct PostgresTx<'a>(pub &'a Transaction<'a>);

impl Tx for PostgresTx<'_> {
    const POSTGRES: bool = true;
    async fn query(&self, sql: &str, params: &[Val]) -> Result<Vec<Cells>, Fault> {
        postgres::ask(self.0, sql, params).await
    }
    async fn change(&self, statements: &[Statement]) -> Result<Vec<u64>, Fault> {
        postgres::pipeline(self.0, statements).await
    }
}

/// Runs a future that is known never to wait, on the writer's thread.
pub(crate) fn at_once<T>(future: impl Future<Output = T>) -> T {
    futures::executor::block_on(future)
}

/// Within one transaction of the writer on SQLite.
pub(crate) fn writing<T>(
    connection: &mut Connection,
    work: impl AsyncFnOnce(&SqliteTx<'_>) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = at_once(work(&SqliteTx(&transaction)))?;
    transaction.commit()?;
    Ok(done)
}

/// Runs `$work` in one writing transaction of either engine. `$tx` is the transaction; everything that
/// `$work` takes must be owned.
macro_rules! transact {
    ($store:expr, |$tx:ident| $work:expr) => {
        match $store {
            $crate::Store::Sqlite(sqlite) => {
                sqlite
                    .alone(move |connection| {
                        $crate::tx::writing(connection, async move |$tx| $work.await)
                    })
                    .await
            }
            $crate::Store::Postgres(postgres) => {
                let mut client = postgres.client().await?;
                let transaction = client.transaction().await?;
                let $tx = &$crate::tx::PostgresTx(&transaction);
                let done = $work.await?;
                transaction.commit().await?;
                Ok(done)
            }
        }
    };
}
pub(crate) use transact;

/// Runs `$work` in one snapshot of either engine: it sees one moment of the database and changes nothing.
macro_rules! snapshot {
    ($store:expr, |$tx:ident| $work:expr) => {
        match $store {
            $crate::Store::Sqlite(sqlite) => sqlite.read_much(|connection| {
                let transaction = connection.unchecked_transaction()?;
                let $tx = &$crate::tx::SqliteTx(&transaction);
                let done = $crate::tx::at_once($work);
                transaction.finish()?;
                done
            }),
            $crate::Store::Postgres(postgres) => {
                let mut client = postgres.client().await?;
                let transaction = client
                    .build_transaction()
                    .isolation_level(tokio_postgres::IsolationLevel::RepeatableRead)
                    .read_only(true)
                    .start()
                    .await?;
                let $tx = &$crate::tx::PostgresTx(&transaction);
                let done = $work.await?;
                transaction.commit().await?;
                Ok(done)
            }
        }
    };
}
pub(crate) use snapshot;

impl Store {
    /// Whether this is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }
}
