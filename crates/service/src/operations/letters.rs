//! What becomes of letters about cases, and who is told of it. Mail out of the house is not certain: what
//! did not arrive stands on the case, and whoever caused the letter finds a notice.

use domain::access::Token;
use domain::enquiries::JOBS;
use domain::ids::PersonId;
use store::{Batch, OutboxItem, PersonNotice, SentLetter, Upkeep};

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

    /// Whether letters are sent at all.
    pub(crate) fn leaves_letters(&self) -> bool {
        let letters = &self.inner.letters;
        letters.load(std::sync::atomic::Ordering::Relaxed)
    }

    /// The letters that go with notices, where letters are sent at all. `cause` names the act: the same
    /// act leaves each letter once.
    pub(super) fn letters(
        &self,
        notices: &[PersonNotice],
        by: &PersonId,
        cause: &str,
    ) -> Vec<OutboxItem> {
        if !self.leaves_letters() {
            return Vec::new();
        }
        let notices = notices.iter();
        notices
            .map(|notice| Letter::of_notice(notice, by, cause))
            .collect()
    }

    /// A letter did not arrive: it is on record, and whoever caused it is told. Of one that the product sent
    /// by itself, such as a reminder, its reader is told and whoever has the case, as far as they may read it.
    pub async fn letter_lost(&self, id: &str, said: &str) -> Result<(), ActError> {
        let now = self.now();
        let lost = self.store().letter_became(id, "failed", said, now).await?;
        let Some(lost) = lost else {
            return Ok(());
        };
        let told = if lost.cause.as_str() == JOBS {
            self.told_of_lost(&lost).await?
        } else {
            vec![lost.cause.clone()]
        };
        let mut batch = Batch::new(now, JOBS.parse().expect("a slug"));
        let notice = |person| PersonNotice {
            person,
            kind: MAIL_LOST.to_owned(),
            reference: lost.reference.clone(),
            basis: "null".to_owned(),
        };
        batch.notices = told.into_iter().map(notice).collect();
        self.committed(batch).await
    }

    /// Who is told that a letter of the product's own did not arrive.
    async fn told_of_lost(&self, lost: &SentLetter) -> Result<Vec<PersonId>, ActError> {
        let snapshot = self.council().await?;
        let case = self.store().upkeep_of(&lost.reference).await?;
        let with = match case {
            Some(Upkeep {
                handler: Some(handler),
                ..
            }) => vec![handler],
            Some(Upkeep {
                service: Some(service),
                ..
            }) => {
                let answerable = Token::manager_of(&service);
                snapshot.directory.holders_of(&answerable, self.today())
            }
            _ => Vec::new(),
        };
        let people = with.into_iter().chain([lost.person.clone()]).collect();
        self.readers_of(people, &lost.reference).await
    }

    /// Something else became of a letter.
    pub async fn letter_is(&self, id: &str, state: &str, said: &str) -> Result<(), ActError> {
        let now = self.now();
        self.store().letter_became(id, state, said, now).await?;
        Ok(())
    }
}
