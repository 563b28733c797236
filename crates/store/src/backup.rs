//! A copy of everything, taken while the council works, and put elsewhere.

use std::path::Path;

use crate::Store;
use crate::fault::Fault;
use crate::sqlite;
use crate::value::Statement;

impl Store {
    /// Copies everything as of one moment into a new file, whole and checked.
    ///
    /// # Errors
    /// On PostgreSQL, which has tools of its own for that; where the file is there already, or where there
    /// is no room.
    pub async fn backup(&self, to: &Path) -> Result<(), Fault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.backup(to).await,
            Self::Postgres(_) => Err(Fault::unfit(
                "a PostgreSQL database is backed up with PostgreSQL’s own tools: run \
                 `pg_dump --format=custom --file=FILE URL`, or back up the cluster",
            )),
        }
    }

    /// Puts a backup where an embedded database is to be; there must not be one yet. Open it with
    /// [`Store::open_sqlite`] afterwards.
    ///
    /// # Errors
    /// Where the file is no whole backup, or where there is a database already.
    pub fn restore_sqlite(backup: &Path, to: &Path) -> Result<(), Fault> {
        sqlite::restore(backup, to)
    }

    /// Ends every session and every link: what a restored copy still lets in was perhaps ended since.
    pub async fn sign_everybody_out(&self) -> Result<(), Fault> {
        let all = ["DELETE FROM session", "DELETE FROM pass"];
        let statements = all.map(|sql| Statement::new(sql, Vec::new()));
        self.run(statements.into()).await.map(drop)
    }
}
