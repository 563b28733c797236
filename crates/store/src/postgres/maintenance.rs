//! What is done to the whole database: migrations, and rewriting what held erased words.

use std::time::Duration;

use super::{Postgres, pipeline, values};
use crate::fault::Fault;
use crate::migrate;
use crate::value::Statement;

/// The advisory lock under which the schema is changed.
const MIGRATION_LOCK: i64 = 0x7761_7264_0001;
/// How long and how often a purge waits for others that could still see what was deleted.
const OTHERS_WAIT: Duration = Duration::from_millis(50);
const OTHERS_TRIES: usize = 200;

/// The tables that hold personal words, or hold terms of them.
const WITH_WORDS: [&str; 9] = [
    "content",
    "content_chunk",
    "content_stream",
    "search_doc",
    "search_term",
    "draft",
    "outbox",
    "incoming",
    "incoming_chunk",
];

impl Postgres {
    /// Rewrites the tables that held words, without a trace of what was deleted. Tells whether nobody could
    /// still see it, and whether the server let this role ask for the checkpoint after which the old files
    /// are gone.
    pub(crate) async fn purge(&self) -> Result<bool, Fault> {
        // A rewriting keeps the rows that somebody's older snapshot can still see.
        let unseen = self.wait_for_others().await?;
        let client = self.client().await?;
        for table in WITH_WORDS {
            client
                .batch_execute(&format!("VACUUM FULL {table}"))
                .await?;
        }
        // Both need rights that a hosted database may not give. The log is switched so that the file which
        // holds the words is full and can be recycled.
        let asked = client.batch_execute("CHECKPOINT").await.is_ok();
        let _ = client.batch_execute("SELECT pg_switch_wal()").await;
        Ok(unseen && asked && client.batch_execute("CHECKPOINT").await.is_ok())
    }

    /// Waits until no other session of this database has a snapshot from before now; tells whether that
    /// came about.
    async fn wait_for_others(&self) -> Result<bool, Fault> {
        let client = self.client().await?;
        let now = client
            .query_one("SELECT pg_current_xact_id()::text", &[])
            .await?;
        let now: String = now.get(0);
        let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                   AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL \
                   AND age(backend_xmin) >= age($1::text::xid8::xid)";
        for _ in 0..OTHERS_TRIES {
            let others: i64 = client.query_one(sql, &[&now]).await?.get(0);
            if others == 0 {
                return Ok(true);
            }
            tokio::time::sleep(OTHERS_WAIT).await;
        }
        Ok(false)
    }

    /// Applies the missing migrations, all in one transaction.
    pub(crate) async fn migrate(&self) -> Result<Vec<&'static str>, Fault> {
        let mut client = self.client().await?;
        let transaction = client.transaction().await?;
        transaction
            .execute("SELECT pg_advisory_xact_lock($1)", &[&MIGRATION_LOCK])
            .await?;
        transaction.batch_execute(migrate::TABLE).await?;
        let applied = transaction.query(migrate::APPLIED, &[]).await?;
        let applied = applied
            .iter()
            .map(values::cells)
            .collect::<Result<_, _>>()?;
        let mut names = Vec::new();
        for migration in migrate::missing(migrate::POSTGRES, applied)? {
            transaction.batch_execute(migration.sql).await?;
            let record = Statement::new(migrate::RECORD, migration.record());
            pipeline(&transaction, &[record]).await?;
            names.push(migration.name);
        }
        transaction.commit().await?;
        Ok(names)
    }
}
