//! Letters out of the outbox to the mail server, or to a folder: taken a few at a time, tried again later
//! and later while the server is down, and given up after three days. Nothing waits on it: an act is done
//! when it is committed.

mod letter;
#[cfg(test)]
mod tests;
mod transport;

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use lettre::Message;
use lettre::message::Mailbox;
use store::Outgoing;

use super::{Letter, MAIL};
use crate::config::{Mail, Serve};
use crate::operations::{ActError, Operations};
use crate::running::Stop;
pub use letter::link;
use transport::{Refusal, Transport};

/// How often the outbox is looked at.
const BEAT: Duration = Duration::from_secs(2);
/// How many letters are taken at a time.
const AT_ONCE: usize = 50;
/// How long one attempt has its letters for itself.
const ATTEMPT: SignedDuration = SignedDuration::from_mins(10);
/// When a letter is given up.
const GIVEN_UP: SignedDuration = SignedDuration::from_hours(72);

/// What sends letters.
pub struct Post {
    operations: Operations,
    base: String,
    from: Mailbox,
    transport: Transport,
}

impl Post {
    /// As set up. Fails where the set-up names something that cannot be used, such as a folder that
    /// cannot be written; not where the server is down.
    pub fn new(operations: Operations, mail: &Mail, serve: &Serve) -> anyhow::Result<Self> {
        Ok(Self {
            operations,
            base: serve.base().to_owned(),
            from: mail.from.parse()?,
            transport: Transport::new(mail)?,
        })
    }

    /// Sends what is due until it is time to end.
    pub async fn keep(self, stop: Stop) {
        let mut beat = tokio::time::interval(BEAT);
        beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        while stop.beat(&mut beat).await {
            if let Err(error) = self.send_due().await {
                tracing::error!(%error, "letters could not be taken from the outbox");
            }
        }
    }

    /// Sends what is due now; returns how many letters went.
    pub async fn send_due(&self) -> Result<u64, ActError> {
        let store = self.operations.store();
        let mut sent = 0;
        loop {
            let now = self.operations.now();
            let due = store
                .take_outgoing(MAIL, now, now + ATTEMPT, AT_ONCE)
                .await?;
            let last = due.len() < AT_ONCE;
            for item in due {
                sent += u64::from(self.send(&item).await?);
            }
            if last {
                return Ok(sent);
            }
        }
    }

    /// Sends one letter; says whether it went.
    async fn send(&self, item: &Outgoing) -> Result<bool, ActError> {
        let (store, now) = (self.operations.store(), self.operations.now());
        let Some(message) = self.written(item, now).await? else {
            store.forget_outgoing(&item.key).await?;
            return Ok(false);
        };
        match self.transport.send(&item.key, message).await {
            Ok(()) => {
                store.forget_outgoing(&item.key).await?;
                Ok(true)
            }
            Err(Refusal::ForGood(why)) => {
                tracing::warn!(%why, "a letter was refused for good");
                store.forget_outgoing(&item.key).await?;
                Ok(false)
            }
            Err(Refusal::ForNow(why)) => {
                tracing::warn!(%why, attempts = item.attempts, "a letter was not taken; it is tried again");
                let again = now + wait(item.attempts);
                store.outgoing_failed(&item.key, again, &why).await?;
                Ok(false)
            }
        }
    }

    /// The letter as it is sent; none where nobody is there to get it, or where it is too late.
    async fn written(&self, item: &Outgoing, now: Timestamp) -> Result<Option<Message>, ActError> {
        let Ok(letter) = serde_json::from_str::<Letter>(&item.payload) else {
            tracing::error!("a letter of the outbox cannot be read, and is dropped");
            return Ok(None);
        };
        let late = match &letter {
            Letter::SignInLink { minutes, .. } => SignedDuration::from_mins(i64::from(*minutes)),
        };
        if now.duration_since(item.at) > late.min(GIVEN_UP) {
            return Ok(None);
        }
        let council = self.operations.council().await?;
        let Some(details) = council.directory.details(letter.person()) else {
            return Ok(None);
        };
        let address = details.email.as_deref().and_then(|mail| mail.parse().ok());
        let Some(address) = address else {
            return Ok(None);
        };
        let to = Mailbox::new(Some(details.name.clone()), address);
        let told = letter::words(&letter, &council.name, &self.base);
        let written = told.and_then(|told| told.message(&self.from, to, &item.key, now));
        match written {
            Ok(message) => Ok(Some(message)),
            Err(error) => {
                tracing::error!(%error, "a letter cannot be written, and is dropped");
                Ok(None)
            }
        }
    }
}

/// How long to wait after so many attempts that failed: a minute, then twice as long each time, at most
/// four hours.
fn wait(attempts: u64) -> SignedDuration {
    let doubled = 1_i64 << attempts.min(8);
    SignedDuration::from_mins(doubled.min(240))
}
