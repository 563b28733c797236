//! A person's inbox in the product. A notice of a case that the person may no longer read is not shown
//! and not counted.

use domain::access::Visible;
use domain::reference::Reference;
use jiff::Timestamp;

use crate::Store;
use crate::cases::{tokens, visible};
use crate::fault::Fault;
use crate::list::{COUNT_MAX, Count};
use crate::value::{Statement, params};

/// A line in an inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxNotice {
    /// When it came.
    pub at: Timestamp,
    /// The case.
    pub reference: Reference,
    /// What happened, as a closed word.
    pub kind: String,
    /// Why this person is told: a `Basis` as JSON.
    pub basis: String,
    /// When it was read, if it was.
    pub read_at: Option<Timestamp>,
}

impl Store {
    /// This person's notices, newest first; only those before an instant, for the pages after the first.
    pub async fn notices(
        &self,
        visible: &Visible,
        unread_only: bool,
        before: Option<Timestamp>,
        limit: usize,
    ) -> Result<Vec<InboxNotice>, Fault> {
        let sql = concat!(
            "SELECT i.at, i.reference, i.kind, i.basis, i.read_at FROM notice i \
             JOIN cases c ON c.reference = i.reference \
             WHERE i.person = ?3 AND i.at < ?4 AND (?1 = 0 OR i.read_at IS NULL) AND ",
            visible!(),
            " ORDER BY i.at DESC, i.reference, i.kind LIMIT ?5"
        );
        let before = before.unwrap_or(Timestamp::MAX);
        let person = visible.person().as_str();
        let params = params![unread_only, tokens(visible), person, before, limit];
        self.query(sql, params)
            .await?
            .into_iter()
            .map(|mut cells| {
                Ok(InboxNotice {
                    at: cells.instant(0)?,
                    reference: cells.parsed(1)?,
                    kind: cells.text(2)?,
                    basis: cells.text(3)?,
                    read_at: cells.opt_int(4)?.map(crate::value::instant).transpose()?,
                })
            })
            .collect()
    }

    /// How many unread notices this person has.
    pub async fn unread(&self, visible: &Visible) -> Result<Count, Fault> {
        let sql = concat!(
            "SELECT 1 FROM notice i JOIN cases c ON c.reference = i.reference \
             WHERE i.person = ?3 AND i.read_at IS NULL AND ",
            visible!(),
            " LIMIT ?1"
        );
        let params = params![COUNT_MAX + 1, tokens(visible), visible.person().as_str()];
        Ok(Count::of(self.query(sql, params).await?.len()))
    }

    /// Marks this person's notices of a case as read, or all of them.
    pub async fn mark_read(
        &self,
        visible: &Visible,
        reference: Option<&Reference>,
        at: Timestamp,
    ) -> Result<(), Fault> {
        let person = visible.person().as_str();
        let statement = match reference {
            Some(reference) => Statement::new(
                "UPDATE notice SET read_at = ?3 \
                 WHERE person = ?1 AND reference = ?2 AND read_at IS NULL",
                params![person, reference.as_str(), at],
            ),
            None => Statement::new(
                "UPDATE notice SET read_at = ?2 WHERE person = ?1 AND read_at IS NULL",
                params![person, at],
            ),
        };
        self.run(vec![statement]).await.map(drop)
    }
}
