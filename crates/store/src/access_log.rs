//! Who read what that is confidential. Written, and on disk, before the bytes go out.

use domain::ids::PersonId;
use domain::reference::Reference;
use jiff::Timestamp;

use crate::Store;
use crate::fault::Fault;
use crate::value::{Cells, Statement, params};

/// One reading of a confidential item.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Access {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub person: PersonId,
    /// Of which case.
    pub reference: Reference,
    /// What of it, as a closed word or a content key.
    pub what: String,
    /// Why it was allowed: a `Basis` as JSON.
    pub basis: String,
}

impl Access {
    /// The statement that records it.
    pub(crate) fn kept(&self) -> Statement {
        Statement::new(
            "INSERT INTO access_log (at, person, reference, what, basis) \
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                self.at,
                self.person.as_str(),
                self.reference.as_str(),
                &self.what,
                &self.basis
            ],
        )
    }
}

impl Store {
    /// Records a reading. Returns once it is on disk: send the bytes only after that.
    pub async fn log_access(&self, access: &Access) -> Result<(), Fault> {
        self.run(vec![access.kept()]).await.map(drop)
    }

    /// Who has read a case, newest first. For those whom the register's gate lets see it.
    pub async fn accesses(
        &self,
        reference: &Reference,
        limit: usize,
    ) -> Result<Vec<Access>, Fault> {
        let sql = "SELECT at, person, reference, what, basis FROM access_log \
                   WHERE reference = ?1 ORDER BY at DESC, person LIMIT ?2";
        let rows = self.query(sql, params![reference.as_str(), limit]).await?;
        rows.into_iter().map(access).collect()
    }
}

/// A reading from the columns `at, person, reference, what, basis`.
pub(crate) fn access(mut cells: Cells) -> Result<Access, Fault> {
    Ok(Access {
        at: cells.instant(0)?,
        person: cells.parsed(1)?,
        reference: cells.parsed(2)?,
        what: cells.text(3)?,
        basis: cells.text(4)?,
    })
}
