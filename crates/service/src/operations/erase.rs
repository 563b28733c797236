//! True erasure: the event says that words are erased and waits in the outbox until they are.

use std::sync::atomic::Ordering;

use domain::access::Token;
use domain::ids::{ContentKey, PersonId};
use domain::reference::Reference;
use domain::register::{Actor, Register};
use domain::verdict::Basis;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::{ActError, Done, Operations, Options, Subject};
use crate::registers::of_reference;

/// The outbox's word for an erasure.
pub(super) const ERASE: &str = "erase";
/// How long one attempt has the item for itself.
pub(super) const ATTEMPT: SignedDuration = SignedDuration::from_mins(2);

/// What is to be erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Erasing {
    pub keys: Vec<ContentKey>,
    pub reason: String,
    pub actor: PersonId,
}

/// Which words and files of a case are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Erasable {
    /// Everything that is not erased yet.
    All,
    /// These.
    Keys(Vec<ContentKey>),
}

/// What somebody asks to be erased for good.
#[derive(Debug, Clone)]
pub struct ToErase {
    /// Of which case.
    pub reference: Reference,
    /// What of it.
    pub which: Erasable,
    /// On which legal ground; kept for ever, so it names nobody.
    pub ground: String,
}

impl Operations {
    /// Erases words and files of a case of any register on a legal ground. The Monitoring Officer does it
    /// by the reference alone, without reading the case; for anybody else it is an act on what they can
    /// read. The register's gate decides either way.
    pub async fn erase_words(
        &self,
        actor: &Actor,
        what: ToErase,
        options: Options,
    ) -> Result<Done, ActError> {
        let register = of_reference(&what.reference).ok_or(ActError::NotFound)?;
        (register.erase)(self, actor, what, options).await
    }

    /// The same, of a case of one register.
    pub(crate) async fn erase_of<R>(
        &self,
        actor: &Actor,
        what: ToErase,
        options: Options,
    ) -> Result<Done, ActError>
    where
        R: Register<State: Send + Sync, Event: Send + Sync, Command: Clone + Send>,
    {
        let ToErase {
            reference,
            which,
            ground,
        } = what;
        let unread = actor.visible.has(&Token::post("monitoring-officer"));
        let case = if unread {
            self.whole_case::<R>(&reference).await?
        } else {
            self.case::<R>(&reference, &actor.visible).await?
        };
        let erasing = R::erasing(&case.state).ok_or(ActError::NotFound)?;
        let keys = match which {
            Erasable::Keys(keys) => keys,
            Erasable::All => erasing.left,
        };
        let command = (erasing.command)(keys, Basis::Statute(ground));
        let subject = if unread {
            Subject::Unread(reference)
        } else {
            Subject::Case(reference)
        };
        self.act::<R>(actor, subject, command, options).await
    }

    /// Does what events left in the outbox: hands over what another register takes, and erases what they
    /// said is erased; returns how many contents went.
    pub async fn erase_now(&self) -> Result<u64, ActError> {
        self.hand_over_now().await?;
        let now = self.now();
        let mut removed = 0;
        for item in self
            .store()
            .take_outgoing(ERASE, now, now + ATTEMPT, 100)
            .await?
        {
            let erasing: Erasing = serde_json::from_str(&item.payload).map_err(|error| {
                store::Fault::Corrupt(format!("an erasure of the outbox: {error}"))
            })?;
            let store = self.store();
            let done = store
                .erase(&erasing.keys, &erasing.reason, &erasing.actor, now)
                .await?;
            removed += done.removed;
            self.inner.erased.fetch_add(1, Ordering::AcqRel);
            if done.purged {
                store.outgoing_done(&item.key, now).await?;
            } else {
                let again = now + ATTEMPT;
                store
                    .outgoing_failed(&item.key, again, "the pages are still to be wiped")
                    .await?;
            }
        }
        Ok(removed)
    }
}
