//! What becomes of letters about cases, and who is told of it. Mail out of the house is not certain: what
//! did not arrive stands on the case, and whoever caused the letter finds a notice.

use domain::enquiries::JOBS;
use domain::ids::PersonId;
use store::{Batch, OutboxItem, PersonNotice};

use super::{ActError, Operations};
use crate::mail::Letter;

/// The notice that a letter did not arrive. It is never sent by mail.
pub const MAIL_LOST: &str = "mail-lost";

impl Operations {
    /// From now on acts leave letters beside their notices, because somebody sends them.
    pub fn leave_letters(&self) {
        let letters = &self.inner.letters;
        letters.store(true, std::sync::atomic::Ordering::Relaxed);
    }

    /// The letters that go with notices, where letters are sent at all. `cause` names the act: the same
    /// act leaves each letter once.
    pub(super) fn letters(
        &self,
        notices: &[PersonNotice],
        by: &PersonId,
        cause: &str,
    ) -> Vec<OutboxItem> {
        let letters = &self.inner.letters;
        if !letters.load(std::sync::atomic::Ordering::Relaxed) {
            return Vec::new();
        }
        let notices = notices.iter();
        notices
            .map(|notice| Letter::of_notice(notice, by, cause))
            .collect()
    }

    /// A letter did not arrive: it is on record, and whoever caused it is told.
    pub async fn letter_lost(&self, id: &str, said: &str) -> Result<(), ActError> {
        let now = self.now();
        let lost = self.store().letter_became(id, "failed", said, now).await?;
        let Some(lost) = lost.filter(|lost| lost.cause.as_str() != JOBS) else {
            return Ok(());
        };
        let mut batch = Batch::new(now, JOBS.parse().expect("a slug"));
        batch.notices.push(PersonNotice {
            person: lost.cause,
            kind: MAIL_LOST.to_owned(),
            reference: lost.reference,
            basis: "null".to_owned(),
        });
        self.committed(batch).await
    }

    /// Something else became of a letter.
    pub async fn letter_is(&self, id: &str, state: &str, said: &str) -> Result<(), ActError> {
        let now = self.now();
        self.store().letter_became(id, state, said, now).await?;
        Ok(())
    }
}
