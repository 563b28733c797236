//! What the product's own jobs look at: cases by reference alone, for nobody to see. Tells no page
//! anything; whoever acts on a case goes through its register's gate.

use domain::ids::{PersonId, ServiceId};
use domain::reference::Reference;
use jiff::civil::Date;

use crate::Store;
use crate::cases::NO_DATE;
use crate::fault::Fault;
use crate::value::{Cells, params};

/// A case that a job may have to act on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upkeep {
    /// The case.
    pub reference: Reference,
    /// The version of its last event.
    pub version: u64,
    /// The next date as its row has it.
    pub due: Option<Date>,
    /// The officer who has it.
    pub handler: Option<PersonId>,
    /// The service that deals with it.
    pub service: Option<ServiceId>,
    /// Whether it still waits on anybody.
    pub open: bool,
}

impl Store {
    /// The cases of a register that are open, or that have a date before a day, in order of reference
    /// and after one of them. For jobs only.
    pub async fn upkeep(
        &self,
        register: &str,
        before: Date,
        after: Option<&Reference>,
        most: usize,
    ) -> Result<Vec<Upkeep>, Fault> {
        let sql = "SELECT c.reference, h.version, c.due, c.handler, c.service, c.closed \
                   FROM cases c JOIN stream h ON h.id = c.stream \
                   WHERE c.register = ?1 AND (c.closed = 0 OR c.due < ?2) AND c.reference > ?3 \
                   ORDER BY c.reference LIMIT ?4";
        let after = after.map_or("", |reference| reference.as_str());
        let rows = self
            .query(sql, params![register, before.to_string(), after, most])
            .await?;
        rows.into_iter().map(upkeep).collect()
    }

    /// One case as jobs look at it. For jobs only.
    pub async fn upkeep_of(&self, reference: &Reference) -> Result<Option<Upkeep>, Fault> {
        let sql = "SELECT c.reference, h.version, c.due, c.handler, c.service, c.closed \
                   FROM cases c JOIN stream h ON h.id = c.stream WHERE c.reference = ?1";
        let rows = self.query(sql, params![reference.as_str()]).await?;
        rows.into_iter().next().map(upkeep).transpose()
    }

    /// Every case of a register, by reference: for what counts all of them.
    pub async fn references(&self, register: &str) -> Result<Vec<Reference>, Fault> {
        let sql = "SELECT reference FROM cases WHERE register = ?1 ORDER BY reference";
        let rows = self.query(sql, params![register]).await?;
        rows.into_iter().map(|mut cells| cells.parsed(0)).collect()
    }
}

fn upkeep(mut cells: Cells) -> Result<Upkeep, Fault> {
    let reference = cells.parsed(0)?;
    let version = cells.count(1)?;
    let due = cells.text(2)?;
    let due = (due != NO_DATE)
        .then(|| due.parse().map_err(|_| Fault::corrupt("a case's date")))
        .transpose()?;
    Ok(Upkeep {
        reference,
        version,
        due,
        handler: cells.opt_parsed(3)?,
        service: cells.opt_parsed(4)?,
        open: !cells.flag(5)?,
    })
}
