//! True erasure: the event says that words are erased and waits in the outbox until they are.

use std::sync::atomic::Ordering;

use domain::access::Token;
use domain::enquiries::command::Act;
use domain::enquiries::{Command, Enquiries};
use domain::ids::{ContentKey, PersonId};
use domain::reference::Reference;
use domain::register::{Actor, Register as _};
use domain::verdict::Basis;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::{ActError, Done, Operations, Options, Subject};

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

impl Operations {
    /// Erases words of an enquiry on a legal ground. The Monitoring Officer does it by the reference
    /// alone, without reading the enquiry; for anybody else it is an act on what they can read. The gate
    /// decides either way.
    pub async fn erase_words(
        &self,
        actor: &Actor,
        reference: &Reference,
        which: Erasable,
        ground: String,
        options: Options,
    ) -> Result<Done, ActError> {
        if reference.prefix() != Enquiries::PREFIX {
            return Err(ActError::NotFound);
        }
        let unread = actor.visible.has(&Token::post("monitoring-officer"));
        let subject = if unread {
            Subject::Unread(reference.clone())
        } else {
            Subject::Case(reference.clone())
        };
        let keys = match which {
            Erasable::Keys(keys) => keys,
            Erasable::All => {
                let case = if unread {
                    self.whole_case::<Enquiries>(reference).await?
                } else {
                    self.case::<Enquiries>(reference, &actor.visible).await?
                };
                let mut kept = case.state.contents;
                kept.retain(|key| !case.state.erased.contains(key));
                kept
            }
        };
        let basis = Basis::Statute(ground);
        let command = Command::from(Act::Erase { keys, basis });
        self.act::<Enquiries>(actor, subject, command, options)
            .await
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
