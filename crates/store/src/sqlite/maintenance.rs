//! What is done to the whole file: migrations, and overwriting what was deleted.

use std::time::Duration;

use rusqlite::Connection;

use super::{BUSY_MILLISECONDS, Sqlite, change, query};
use crate::fault::Fault;

/// How long emptying the write-ahead log may hold up the acts that wait.
const LOG_WAIT: Duration = Duration::from_millis(500);

/// Applies the missing migrations, each in a transaction of its own.
pub(crate) fn migrate(connection: &mut Connection) -> Result<Vec<&'static str>, Fault> {
    change(connection, crate::migrate::TABLE, &[])?;
    let applied = query(connection, crate::migrate::APPLIED, &[])?;
    let mut names = Vec::new();
    for migration in crate::migrate::missing(crate::migrate::SQLITE, applied)? {
        let transaction =
            connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Another process may have applied it meanwhile.
        let record = migration.record();
        let applied = query(&transaction, crate::migrate::APPLIED, &[])?;
        if crate::migrate::missing(crate::migrate::SQLITE, applied)?
            .first()
            .is_none_or(|next| next.version > migration.version)
        {
            continue;
        }
        transaction.execute_batch(migration.sql)?;
        change(&transaction, crate::migrate::RECORD, &record)?;
        transaction.commit()?;
        names.push(migration.name);
    }
    Ok(names)
}

impl Sqlite {
    /// Rewrites the file without a trace of what was deleted; tells whether nothing of it is left in the
    /// write-ahead log either.
    pub(crate) async fn purge(&self) -> Result<bool, Fault> {
        self.alone(|connection| {
            // First out of the log, so that the rewriting is all that the log holds after it. The rewritten
            // copy goes through a file in the folder of temporary files; what was deleted is not in it.
            truncate(connection)?;
            connection
                .execute_batch("PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY;")?;
            truncate(connection)
        })
        .await
    }
}

impl Sqlite {
    /// Empties the write-ahead log after much was written, if nobody reads an older state for long: as it is
    /// then, the file is cut when the log begins anew.
    pub(crate) async fn empty_log(&self) -> Result<bool, Fault> {
        self.alone(|connection| {
            connection.busy_timeout(LOG_WAIT)?;
            let emptied = truncate(connection);
            connection.busy_timeout(Duration::from_millis(BUSY_MILLISECONDS.into()))?;
            emptied
        })
        .await
    }
}

/// Moves the write-ahead log into the database and cuts it to nothing; tells whether it could. It waits
/// for readers as long as for any lock.
fn truncate(connection: &Connection) -> Result<bool, Fault> {
    let mut rows = query(connection, "PRAGMA wal_checkpoint(TRUNCATE)", &[])?.into_iter();
    match rows.next() {
        Some(mut cells) => Ok(cells.int(0)? == 0),
        None => Ok(false),
    }
}
