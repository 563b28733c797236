//! A saved message that somebody chose on a form, kept until the form is sent: its files go along with what is
//! sent, and nobody but who chose it can name it.

use domain::ids::PersonId;
use jiff::SignedDuration;
use messages::Attached;
use sha2::{Digest as _, Sha256};
use store::{NewIncoming, PlacedIncoming};

use crate::operations::{ActError, Operations};

/// The state of such a message.
pub const CARRIED: &str = "carried";
/// For how long it is kept.
pub(super) const CARRIED_FOR: SignedDuration = SignedDuration::from_hours(24);

impl Operations {
    /// Keeps a chosen message for its form; gives the name under which the form finds it again.
    pub async fn carry(&self, person: &PersonId, raw: &[u8]) -> Result<String, ActError> {
        let key = domain::fresh::hex(&self.entropy().bytes(CARRIED)[..16]);
        let new = NewIncoming {
            digest: Sha256::digest(key.as_bytes()).into(),
            sender: chooser(person),
            at: self.now(),
            state: CARRIED.to_owned(),
            raw: raw.to_vec(),
            key: key.clone(),
        };
        self.store().keep_incoming(new).await?;
        Ok(key)
    }

    /// The files of a message that this person chose; none where it is too old, another's, or none.
    pub async fn carried(&self, person: &PersonId, key: &str) -> Result<Vec<Attached>, ActError> {
        let store = self.store();
        let raw = store.incoming_of(key, CARRIED, &chooser(person)).await?;
        let most = self.file_limits().await?;
        let message = raw.and_then(|raw| messages::fill(&raw, most));
        Ok(message.map_or_else(Vec::new, |message| message.files))
    }

    /// The form was sent: what was kept for it goes, since its files lie where they belong.
    pub async fn carried_home(&self, key: &str) -> Result<(), ActError> {
        let gone = PlacedIncoming {
            state: CARRIED.to_owned(),
            told: "{}".to_owned(),
            forget: true,
            ..PlacedIncoming::default()
        };
        self.store().place_incoming(key, &[CARRIED], gone).await?;
        Ok(())
    }
}

/// Whose it is, told apart from every sender of mail.
fn chooser(person: &PersonId) -> String {
    format!("chosen by {person}")
}
