//! PostgreSQL: a pool of connections, statements prepared once on each.
//!
//! INVARIANT: a server that may lose what it has acknowledged (`fsync`, `full_page_writes` or
//! `synchronous_commit` off) is refused.
//! INVARIANT: work is done in a `Transaction`, which rolls back when a caller goes away half-way.

mod commit;
mod maintenance;
mod tls;
mod values;

use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Transaction};
use futures::future::join_all;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, NoTls};

use crate::facts::Facts;
use crate::fault::Fault;
use crate::list::{Key, Seek, merge};
use crate::value::{Cells, Statement, Val, for_postgres};

/// Connections at most. PostgreSQL groups their commits by itself.
const CONNECTIONS_MAX: usize = 24;
/// Statements sent without waiting for the answers to those before.
const PIPELINE_MAX: usize = 30;
/// Commits after which words are indexed. Until then search finds them in their own lines.
const INDEX_EVERY: u64 = 64;

/// A PostgreSQL server.
#[derive(Debug, Clone)]
pub struct Postgres {
    pool: Pool,
    facts: Facts,
    indexing: Arc<Indexing>,
}

/// When words are moved into the index of terms, behind the commits.
#[derive(Debug, Default)]
struct Indexing {
    commits: AtomicU64,
    busy: AtomicBool,
}

impl Postgres {
    /// Connects, and refuses a server that could lose what it has acknowledged.
    pub(crate) async fn open(url: &str) -> Result<Self, Fault> {
        let (url, roots) = tls::without_roots(url);
        let mut config = Config::from_str(&url).map_err(|error| {
            Fault::unfit(format!(
                "the address of the database cannot be read: {error}: \
                 write postgres://user@host/database"
            ))
        })?;
        if config.get_application_name().is_none() {
            config.application_name("wardroom");
        }
        // Compiling a plan costs more than any statement here takes.
        let options = match config.get_options() {
            Some(options) => format!("{options} -c jit=off"),
            None => "-c jit=off".to_owned(),
        };
        config.options(options);
        let method = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let manager = match tls::connector(&mut config, roots.as_deref())? {
            Some(tls) => Manager::from_config(config, tls, method),
            None => Manager::from_config(config, NoTls, method),
        };
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS_MAX)
            .build()
            .map_err(|error| Fault::unfit(error.to_string()))?;
        let opened = Self {
            pool,
            facts: Facts::default(),
            indexing: Arc::default(),
        };
        opened.refuse_unsafe().await?;
        Ok(opened)
    }

    /// How often this process has changed the council's facts.
    pub(crate) fn facts(&self) -> &Facts {
        &self.facts
    }

    async fn refuse_unsafe(&self) -> Result<(), Fault> {
        let client = self.client().await?;
        for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
            let row = client
                .query_one("SELECT current_setting($1)", &[&setting])
                .await?;
            if row.get::<_, String>(0) == "off" {
                return Err(Fault::unfit(format!(
                    "PostgreSQL runs with `{setting} = off` and could lose what it has acknowledged: \
                     set `{setting} = on`"
                )));
            }
        }
        Ok(())
    }

    pub(crate) async fn client(&self) -> Result<Object, Fault> {
        Ok(self.pool.get().await?)
    }

    pub(crate) async fn query(&self, sql: &str, params: &[Val]) -> Result<Vec<Cells>, Fault> {
        let client = self.client().await?;
        let statement = client.prepare_cached(&for_postgres(sql)).await?;
        let rows = client.query(&statement, &refs(params)).await?;
        rows.iter().map(values::cells).collect()
    }

    /// Runs statements together or not at all; returns how many rows each changed.
    pub(crate) async fn run(&self, statements: Vec<Statement>) -> Result<Vec<u64>, Fault> {
        let mut client = self.client().await?;
        let transaction = client.transaction().await?;
        let changed = pipeline(&transaction, &statements).await?;
        transaction.commit().await?;
        Ok(changed)
    }

    /// What the seeks of a list find, in one statement.
    pub(crate) async fn keys(&self, seek: &Seek, limit: usize) -> Result<Vec<Key>, Fault> {
        let one = seek
            .sql
            .replace("{key}", "each.key")
            .replace("{limit}", &limit.to_string());
        let sql = format!(
            "SELECT closed, due, received, reference, stream \
             FROM unnest(?1::text[]) AS each(key) CROSS JOIN LATERAL ({one}) AS found"
        );
        let mut params = vec![Val::Texts(seek.keys.clone())];
        params.extend_from_slice(&seek.params);
        let mut found = Vec::new();
        for mut cells in self.query(&sql, &params).await? {
            found.push(Key {
                closed: cells.flag(0)?,
                due: cells.text(1)?,
                received: cells.int(2)?,
                reference: cells.text(3)?,
                stream: cells.int(4)?,
                sort: seek.sort,
            });
        }
        Ok(merge(found, limit))
    }
}

impl Postgres {
    /// Indexes in the background after some commits.
    fn index_behind(&self) {
        let nth = self.indexing.commits.fetch_add(1, Ordering::Relaxed);
        if nth % INDEX_EVERY != INDEX_EVERY - 1 || self.indexing.busy.swap(true, Ordering::AcqRel) {
            return;
        }
        let this = self.clone();
        tokio::spawn(async move {
            while matches!(this.index_some().await, Ok(1..)) {}
            this.indexing.busy.store(false, Ordering::Release);
        });
    }

    async fn index_some(&self) -> Result<usize, Fault> {
        let mut client = self.client().await?;
        let transaction = client.transaction().await?;
        let lines = crate::search::index_some(&crate::tx::PostgresTx(&transaction)).await?;
        transaction.commit().await?;
        Ok(lines)
    }
}

/// Parameters as the driver takes them.
pub(crate) fn refs(params: &[Val]) -> Vec<&(dyn ToSql + Sync)> {
    params
        .iter()
        .map(|val| val as &(dyn ToSql + Sync))
        .collect()
}

/// A question within a transaction.
pub(crate) async fn ask(
    transaction: &Transaction<'_>,
    sql: &str,
    params: &[Val],
) -> Result<Vec<Cells>, Fault> {
    let statement = transaction.prepare_cached(&for_postgres(sql)).await?;
    let rows = transaction.query(&statement, &refs(params)).await?;
    rows.iter().map(values::cells).collect()
}

/// Sends statements in order without waiting between them; returns how many rows each changed.
pub(crate) async fn pipeline(
    transaction: &Transaction<'_>,
    statements: &[Statement],
) -> Result<Vec<u64>, Fault> {
    let mut changed = Vec::with_capacity(statements.len());
    // Up to this many, `join_all` sends them in their order.
    for some in statements.chunks(PIPELINE_MAX) {
        let mut prepared = Vec::with_capacity(some.len());
        for statement in some {
            let sql = for_postgres(statement.sql);
            prepared.push(transaction.prepare_cached(&sql).await?);
        }
        let params: Vec<_> = some.iter().map(|s| refs(&s.params)).collect();
        let sent = prepared
            .iter()
            .zip(&params)
            .map(|(statement, params)| transaction.execute(statement, params));
        let answers = join_all(sent).await;
        // After the first fault every other statement only says that the transaction is aborted.
        if let Some(fault) = answers.iter().position(|answer| {
            answer
                .as_ref()
                .is_err_and(|error| error.code() != Some(&SqlState::IN_FAILED_SQL_TRANSACTION))
        }) {
            let fault = answers.into_iter().nth(fault);
            return Err(fault
                .and_then(Result::err)
                .map_or(Fault::Closed, Fault::from));
        }
        for answer in answers {
            changed.push(answer?);
        }
    }
    Ok(changed)
}
