//! Who is told of a message: its writer, of what became of it, or that it waits; and the officers of the case that it
//! is addressed to, that it waits. Neither is told a word of it.

use domain::enquiries::JOBS;
use domain::ids::PersonId;
use domain::reference::Reference;
use domain::verdict::Basis;
use store::{Batch, PersonNotice};

use super::Why;
use crate::mail::Letter;
use crate::operations::{ActError, Operations};
use crate::registers;

/// The notice that a message to a case waits for somebody to place it, in every register.
const WAITS: &str = "mail-waits";

impl Operations {
    /// Tells somebody, once, what became of their message.
    pub(super) async fn tell(
        &self,
        person: &PersonId,
        reference: &Reference,
        kind: &str,
        question: &str,
        key: &str,
    ) -> Result<(), ActError> {
        let basis = Basis::default_of(question, None);
        let mut batch = Batch::new(self.now(), JOBS.parse().expect("a slug"));
        batch.idempotency = Some(format!("mail {key} told"));
        batch.notices.push(PersonNotice {
            person: person.clone(),
            kind: kind.to_owned(),
            reference: reference.clone(),
            basis: serde_json::to_string(&basis).expect("plain data"),
        });
        batch.outbox = self.letters(&batch.notices, &batch.actor, &format!("mail {key}"));
        self.committed(batch).await
    }

    /// Writes to somebody, once an hour for the same reason, that a message of theirs waits, and why as far as they
    /// may know. A program that answers such a letter as a person would is not answered without end.
    pub(super) async fn tell_writer(&self, person: &PersonId, why: Why) -> Result<(), ActError> {
        if !self.leaves_letters() || why.to_writer().is_none() {
            return Ok(());
        }
        let letter = Letter::Kept {
            person: person.clone(),
            why: why.name().to_owned(),
        };
        let hour = self.now().as_second() / 3600;
        let key = format!("mail kept {person} {} {hour}", why.name());
        let mut batch = Batch::new(self.now(), JOBS.parse().expect("a slug"));
        batch.outbox.push(letter.waiting(key.clone()));
        batch.idempotency = Some(key);
        self.committed(batch).await
    }

    /// Tells the officers of a case, once a day, that a message to it waits.
    pub(super) async fn tell_desk(&self, reference: &Reference) -> Result<(), ActError> {
        let Some(register) = registers::of_reference(reference) else {
            return Ok(());
        };
        let basis = Basis::default_of("W310", None);
        let basis = serde_json::to_string(&basis).expect("plain data");
        let notice = |person| PersonNotice {
            person,
            kind: WAITS.to_owned(),
            reference: reference.clone(),
            basis: basis.clone(),
        };
        let readers = match (register.desk)(self, reference).await {
            Ok(readers) => readers,
            // It may have been addressed to what is no case any more.
            Err(ActError::NotFound) => return Ok(()),
            Err(other) => return Err(other),
        };
        let mut officers = Vec::new();
        for person in readers {
            if self.opens_pen(&self.actor(&person, None).await?).await? {
                officers.push(person);
            }
        }
        if officers.is_empty() {
            return Ok(());
        }
        let cause = format!("mail waits {reference} {}", self.today());
        let mut batch = Batch::new(self.now(), JOBS.parse().expect("a slug"));
        batch.idempotency = Some(cause.clone());
        batch.notices = officers.into_iter().map(notice).collect();
        batch.outbox = self.letters(&batch.notices, &batch.actor, &cause);
        self.committed(batch).await
    }
}
