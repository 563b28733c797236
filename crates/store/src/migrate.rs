//! Numbered migrations, inside the program. Each is recorded with its digest; a database that a newer
//! program has migrated is refused, and so is one whose migrations differ from this program's.

use sha2::{Digest, Sha256};

use crate::Store;
use crate::fault::Fault;
use crate::value::{Cells, params};

/// One migration of one engine.
pub(crate) struct Migration {
    pub version: u64,
    pub name: &'static str,
    pub sql: &'static str,
}

macro_rules! migrations {
    ($engine:literal: $($version:literal $name:literal),* $(,)?) => {
        &[$(Migration {
            version: $version,
            name: $name,
            sql: include_str!(concat!("../migrations/", $engine, "/", $name, ".sql")),
        }),*]
    };
}

pub(crate) const SQLITE: &[Migration] = migrations!("sqlite":
    1 "0001_log", 2 "0002_content", 3 "0003_cases", 4 "0004_people", 5 "0005_sign_in",
    6 "0006_reply_addresses", 7 "0007_letters", 8 "0008_incoming", 9 "0009_unsealed");

pub(crate) const POSTGRES: &[Migration] = migrations!("postgres":
    1 "0001_log", 2 "0002_content", 3 "0003_cases", 4 "0004_people", 5 "0005_sign_in",
    6 "0006_reply_addresses", 7 "0007_letters", 8 "0008_incoming", 9 "0009_unsealed");

pub(crate) const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migration \
     (version BIGINT PRIMARY KEY NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL)";
pub(crate) const RECORD: &str =
    "INSERT INTO schema_migration (version, name, sha256) VALUES (?1, ?2, ?3)";
pub(crate) const APPLIED: &str = "SELECT version, sha256 FROM schema_migration ORDER BY version";

impl Migration {
    pub(crate) fn sha256(&self) -> String {
        domain::fresh::hex(&Sha256::digest(self.sql))
    }
    pub(crate) fn record(&self) -> Vec<crate::value::Val> {
        params![self.version, self.name, self.sha256()]
    }
}

/// The migrations that are still to be applied, given those that were.
pub(crate) fn missing(
    all: &'static [Migration],
    applied: Vec<Cells>,
) -> Result<&'static [Migration], Fault> {
    let known = all.len() as u64;
    let mut done = 0;
    for mut cells in applied {
        let (version, sha256) = (cells.count(0)?, cells.text(1)?);
        let Some(migration) = all.iter().find(|m| m.version == version) else {
            return Err(Fault::unfit(format!(
                "the database is at schema {version}, but this program knows only {known}: \
                 use the wardroom that migrated it, or a newer one"
            )));
        };
        if migration.sha256() != sha256 {
            return Err(Fault::unfit(format!(
                "migration `{}` of the database is not the one in this program: \
                 use the wardroom that migrated it",
                migration.name
            )));
        }
        done = done.max(version as usize);
    }
    Ok(&all[done.min(all.len())..])
}

impl Store {
    /// Brings the database to this program's schema; returns the names of the migrations applied.
    pub async fn migrate(&self) -> Result<Vec<&'static str>, Fault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.alone(crate::sqlite::migrate).await,
            Self::Postgres(postgres) => postgres.migrate().await,
        }
    }

    /// Says clearly if the database is not at this program's schema.
    pub async fn check_schema(&self) -> Result<(), Fault> {
        let all = match self {
            Self::Sqlite(_) => SQLITE,
            Self::Postgres(_) => POSTGRES,
        };
        // Without the table the database is new.
        let applied = self.query(APPLIED, Vec::new()).await.unwrap_or_default();
        let missing = missing(all, applied)?;
        match missing.first() {
            None => Ok(()),
            Some(first) => Err(Fault::unfit(format!(
                "the database lacks migration `{}`: run `wardroom migrate`",
                first.name
            ))),
        }
    }
}
