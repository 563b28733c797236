//! True erasure: the event says that words are erased and waits in the outbox until they are.

use domain::ids::{ContentKey, PersonId};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::{ActError, Operations};

/// The outbox's word for an erasure.
pub(super) const ERASE: &str = "erase";
/// How long one attempt has the item for itself.
const ATTEMPT: SignedDuration = SignedDuration::from_mins(2);

/// What is to be erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Erasing {
    pub keys: Vec<ContentKey>,
    pub reason: String,
    pub actor: PersonId,
}

impl Operations {
    /// Erases what events said is erased and nobody has erased yet; returns how many contents went.
    pub async fn erase_now(&self) -> Result<u64, ActError> {
        let now = self.now();
        let mut removed = 0;
        for item in self.store().take_outgoing(now, now + ATTEMPT, 100).await? {
            if item.kind != ERASE {
                continue;
            }
            let erasing: Erasing = serde_json::from_str(&item.payload).map_err(|error| {
                store::Fault::Corrupt(format!("an erasure of the outbox: {error}"))
            })?;
            let store = self.store();
            let done = store
                .erase(&erasing.keys, &erasing.reason, &erasing.actor, now)
                .await?;
            removed += done.removed;
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
