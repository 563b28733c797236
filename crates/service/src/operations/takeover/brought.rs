//! What somebody brought to the page, kept until it is taken over or a day has passed: whichever server is asked
//! next, and when it starts anew, it goes on with the same files. For who brought it alone.

use domain::enquiries::takeover::Mapping;
use domain::ids::PersonId;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::{NewIncoming, PlacedIncoming};

use super::source::Given;
use crate::operations::{ActError, Operations};

/// The state of such a file.
pub const BROUGHT: &str = "brought";
/// For how long it is kept.
pub(in crate::operations) const BROUGHT_FOR: SignedDuration = SignedDuration::from_hours(24);

/// What is known of a file beside its bytes.
#[derive(Serialize, Deserialize)]
struct Named {
    name: String,
    is_mail: bool,
    /// With which mapping all of it began to be taken over; kept beside the first file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    begun: Option<Mapping>,
}

impl Operations {
    /// Keeps what somebody brought, under a name that only they can use.
    pub async fn keep_brought(
        &self,
        person: &PersonId,
        key: &str,
        given: &[Given],
    ) -> Result<(), ActError> {
        for (n, file) in given.iter().enumerate() {
            let one = format!("{key}-{n:05}");
            let new = NewIncoming {
                key: one.clone(),
                digest: Sha256::digest(one.as_bytes()).into(),
                sender: bringer(person, key),
                at: self.now(),
                state: BROUGHT.to_owned(),
                raw: file.bytes.clone(),
            };
            self.store().keep_incoming(new).await?;
            let named = Named {
                name: file.name.clone(),
                is_mail: file.is_mail,
                begun: None,
            };
            let placed = PlacedIncoming {
                state: BROUGHT.to_owned(),
                told: serde_json::to_string(&named).expect("plain data"),
                ..PlacedIncoming::default()
            };
            self.store()
                .place_incoming(&one, &[BROUGHT], placed)
                .await?;
        }
        Ok(())
    }

    /// Keeps that all of it begins to be taken over with this mapping, so that somebody is told where it does not
    /// come to its end.
    pub async fn brought_begun(
        &self,
        person: &PersonId,
        key: &str,
        mapping: &Mapping,
    ) -> Result<(), ActError> {
        let store = self.store();
        let kept = store.incoming_by(BROUGHT, &bringer(person, key)).await?;
        let Some(first) = kept.into_iter().next() else {
            return Ok(());
        };
        let Ok(named) = serde_json::from_str::<Named>(&first.told) else {
            return Ok(());
        };
        let named = Named {
            begun: Some(mapping.clone()),
            ..named
        };
        let placed = PlacedIncoming {
            state: BROUGHT.to_owned(),
            told: serde_json::to_string(&named).expect("plain data"),
            ..PlacedIncoming::default()
        };
        store.place_incoming(&first.key, &[BROUGHT], placed).await?;
        Ok(())
    }

    /// What this person brought under a name, and the mapping with which it began to be taken over; nothing where
    /// it is too old, another's, or none.
    pub async fn brought(
        &self,
        person: &PersonId,
        key: &str,
    ) -> Result<(Vec<Given>, Option<Mapping>), ActError> {
        let kept = self
            .store()
            .incoming_by(BROUGHT, &bringer(person, key))
            .await?;
        let mut all = Vec::with_capacity(kept.len());
        let mut begun = None;
        for one in kept {
            let bytes = self.store().incoming_bytes(&one.key).await?;
            if let (Ok(named), Some(bytes)) = (serde_json::from_str::<Named>(&one.told), bytes) {
                all.push(Given {
                    name: named.name,
                    bytes,
                    is_mail: named.is_mail,
                });
                begun = begun.or(named.begun);
            }
        }
        Ok((all, begun))
    }

    /// It is taken over: what was brought goes.
    pub async fn forget_brought(&self, person: &PersonId, key: &str) -> Result<(), ActError> {
        let bringer = bringer(person, key);
        Ok(self.store().forget_incoming_by(BROUGHT, &bringer).await?)
    }
}

/// Whose it is, told apart from every sender of mail.
fn bringer(person: &PersonId, key: &str) -> String {
    format!("brought by {person} {key}")
}
