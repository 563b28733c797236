//! The only place with SQL. Register-agnostic: it knows streams, rows, readers and contents, never what
//! an enquiry is.
//!
//! - `log` appends events to streams at expected versions and reads them back; `content` holds words and
//!   files; `cases`, `list` and `search` are the rows that pages read; `notices`, `outbox`, `drafts`,
//!   `sessions`, `passes` and `access_log` are what one person sees or what leaves the house;
//!   `reply_addresses`, `letters` and `choices` are how cases and people are written to.
//! - `sqlite` and `postgres` are the engines. Statements are written once (see `value`); one suite of
//!   contract tests runs on both.
//!
//! INVARIANT: what a [`Batch`] holds is committed together or not at all, and an answer means that it is
//! on disk.
//! INVARIANT: nothing of a case is read without a `domain::access::Visible`. The one exception is
//! maintenance ([`Store::load`] of a stream, rebuild, verify, export), which no page uses for a case.

mod access_log;
mod archive;
mod backup;
mod batch;
mod cases;
mod choices;
mod content;
mod drafts;
mod erase;
mod facts;
mod fault;
mod figures;
mod filter;
mod incoming;
mod letters;
mod list;
mod log;
mod migrate;
mod notices;
mod outbox;
mod passes;
mod postgres;
mod read_in;
mod rebuild;
mod reply_addresses;
mod seal;
mod search;
mod sessions;
mod sqlite;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;
mod upkeep;
mod value;

use std::path::Path;

pub use access_log::Access;
pub use archive::{Archived, Recount, Recounted};
pub use batch::{
    Batch, CommitError, Committed, NewEvent, OutboxItem, PersonNotice, Projection, StreamAppend,
};
pub use cases::{Glance, Loaded};
pub use choices::MailChoice;
pub use content::Content;
pub use erase::{Erased, Erasure};
pub use fault::Fault;
pub use figures::FiguresFilter;
pub use filter::Filter;
pub use incoming::{Incoming, KeptIncoming, NewIncoming, Placed as PlacedIncoming};
pub use letters::SentLetter;
pub use list::{BadCursor, COUNT_MAX, Count, Cursor, Item, Listing, Page, Sort};
pub use log::StoredEvent;
pub use notices::InboxNotice;
pub use outbox::{Outgoing, Waiting};
pub use passes::Pass;
pub use postgres::Postgres;
pub use read_in::Piece;
pub use rebuild::{Folded, Rebuilt};
pub use seal::{BadCheckpoint, Checkpoint, Placed, Proof, PublicKey, Sealed, Signer, Trouble};
pub use sessions::{Listed, Session};
pub use sqlite::Sqlite;
pub use upkeep::Upkeep;

use value::{Cells, Statement, Val};

/// A database, on either engine. Cheap to clone; the last clone closes it.
#[derive(Debug, Clone)]
pub enum Store {
    /// A file.
    Sqlite(Sqlite),
    /// A server.
    Postgres(Postgres),
}

impl Store {
    /// Opens a database file, made if it is missing. Call [`Store::migrate`] before anything else.
    pub fn open_sqlite(path: &Path) -> Result<Self, Fault> {
        Sqlite::open(path).map(Self::Sqlite)
    }

    /// Connects to a PostgreSQL database, `postgres://user@host/database`. Call [`Store::migrate`] before
    /// anything else.
    pub async fn open_postgres(url: &str) -> Result<Self, Fault> {
        Postgres::open(url).await.map(Self::Postgres)
    }

    /// Opens what is named: a `postgres://` address, or a file.
    pub async fn open(database: &str) -> Result<Self, Fault> {
        if database.starts_with("postgres://") || database.starts_with("postgresql://") {
            Self::open_postgres(database).await
        } else {
            Self::open_sqlite(Path::new(database))
        }
    }

    /// Commits a batch, together or not at all. An answer means that it is on disk.
    pub async fn commit(&self, batch: Batch) -> Result<Committed, CommitError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.commit(batch).await,
            Self::Postgres(postgres) => postgres.commit(batch).await,
        }
    }

    pub(crate) async fn query(&self, sql: &str, params: Vec<Val>) -> Result<Vec<Cells>, Fault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.query(sql, &params),
            Self::Postgres(postgres) => postgres.query(sql, &params).await,
        }
    }

    /// As [`Store::query`], of what may take long.
    pub(crate) async fn query_much(
        &self,
        sql: &str,
        params: Vec<Val>,
    ) -> Result<Vec<Cells>, Fault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.query_much(sql, &params),
            Self::Postgres(postgres) => postgres.query(sql, &params).await,
        }
    }

    pub(crate) async fn run(&self, statements: Vec<Statement>) -> Result<Vec<u64>, Fault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.run(statements).await,
            Self::Postgres(postgres) => postgres.run(statements).await,
        }
    }

    pub(crate) async fn keys(
        &self,
        seek: &list::Seek,
        limit: usize,
    ) -> Result<Vec<list::Key>, Fault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.keys(seek, limit),
            Self::Postgres(postgres) => postgres.keys(seek, limit).await,
        }
    }

    /// A change that gives rows back.
    pub(crate) async fn take(
        &self,
        sql: &'static str,
        on_postgres: &'static str,
        params: Vec<Val>,
    ) -> Result<Vec<Cells>, Fault> {
        match self {
            Self::Sqlite(sqlite) => {
                sqlite
                    .alone(move |connection| sqlite::query(connection, sql, &params))
                    .await
            }
            Self::Postgres(postgres) => postgres.query(on_postgres, &params).await,
        }
    }
}
