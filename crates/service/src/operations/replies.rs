//! By which address a case is written to.

use domain::reference::Reference;

use super::{ActError, Operations};
use crate::mail::address::{REPLIES_FOR, token};

/// What a reply address stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replied {
    /// The case. Whether whoever wrote may read it is still to be asked.
    pub reference: Reference,
    /// Whether the address is too old to be used.
    pub expired: bool,
}

impl Operations {
    /// The token under which replies to a case arrive, to be put into an address by
    /// [`CouncilAddress::of_case`](crate::mail::address::CouncilAddress::of_case).
    pub async fn reply_token(&self, reference: &Reference) -> Result<String, ActError> {
        let now = self.now();
        let fresh = token(&self.entropy().bytes(reference.as_str()));
        let (beyond, until) = (now + REPLIES_FOR / 2, now + REPLIES_FOR);
        let kept = self.store().reply_token(reference, &fresh, beyond, until);
        Ok(kept.await?)
    }

    /// The case that is answered under a token; none where the token was never given out.
    pub async fn replied_to(&self, token: &str) -> Result<Option<Replied>, ActError> {
        let found = self.store().case_of_reply(token).await?;
        Ok(found.map(|(reference, until)| Replied {
            reference,
            expired: until <= self.now(),
        }))
    }
}
