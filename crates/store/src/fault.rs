//! What can go wrong in the store that is nobody's choice. Never carries words of a case.

use std::error::Error as _;

/// The store could not do its work. It is logged once with its cause and shown as a plain apology.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// SQLite said no.
    #[error("the SQLite database could not be used: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL said no.
    #[error("the PostgreSQL database could not be used: {}", told(.0))]
    Postgres(#[from] tokio_postgres::Error),
    /// No connection to PostgreSQL could be had.
    #[error("no connection to PostgreSQL: {}", refused(.0))]
    Pool(#[from] deadpool_postgres::PoolError),
    /// A file beside the database could not be used.
    #[error("cannot use `{path}`: {source}")]
    File {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The database holds what this program never wrote.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// The database is not as this program needs it; the text says what to do.
    #[error("{0}")]
    Unfit(String),
    /// The writer has stopped, so nothing more can be committed.
    #[error("the store is closed")]
    Closed,
}

impl Fault {
    pub(crate) fn corrupt(what: impl Into<String>) -> Self {
        Self::Corrupt(what.into())
    }
    pub(crate) fn unfit(what: impl Into<String>) -> Self {
        Self::Unfit(what.into())
    }
    pub(crate) fn file(path: &std::path::Path, source: std::io::Error) -> Self {
        Self::File {
            path: path.display().to_string(),
            source,
        }
    }
}

/// What the driver says, where the pool only passes it on.
fn refused(error: &deadpool_postgres::PoolError) -> String {
    match error {
        deadpool_postgres::PoolError::Backend(error) => told(error),
        other => other.to_string(),
    }
}

/// The server's own message, or why it was not reached: the driver keeps both one level down.
fn told(error: &tokio_postgres::Error) -> String {
    match (error.as_db_error(), error.source()) {
        (Some(db), _) => db.message().to_owned(),
        (None, Some(source)) => format!("{error}: {source}"),
        (None, None) => error.to_string(),
    }
}
