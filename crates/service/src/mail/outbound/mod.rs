//! Letters out of the outbox to the mail server, or to a folder: taken a few at a time, tried again later
//! and later while the server is down, and given up after three days, which whoever reads the case sees.
//! Nothing waits on it: an act is done when it is committed.

mod letter;
mod notice;
mod reading;
mod report;
#[cfg(test)]
mod tests;
mod transport;

use std::time::Duration;

use domain::enquiries::JOBS;
use jiff::{SignedDuration, Timestamp};
use lettre::address::Envelope;
use lettre::message::Mailbox;
use store::{Batch, CommitError, Outgoing, SentLetter};

use super::address::{CouncilAddress, token};
use super::choices::{Choices, Rhythm, Topic, Window, window};
use super::{Letter, MAIL};
use crate::config::{Mail, Serve};
use crate::operations::intake::Why;
use crate::operations::{ActError, Operations};
use crate::running::Stop;
pub use letter::link;
use letter::{Cover, Told};
pub use notice::{LINK, LeadsTo};
pub use report::{Report, take_report};
use transport::{Refusal, Transport};

/// How often the outbox is looked at.
const BEAT: Duration = Duration::from_secs(2);
/// After how many looks at the outbox digests are gathered.
const GATHERED: u32 = 15;
/// How many letters are taken at a time.
const AT_ONCE: usize = 50;
/// How long one attempt has its letters for itself.
const ATTEMPT: SignedDuration = SignedDuration::from_mins(10);
/// After how many attempts a letter is given up: with the waits between them, about three days.
const ATTEMPTS: u64 = 24;

/// What sends letters.
pub struct Post {
    operations: Operations,
    base: String,
    from: Mailbox,
    address: Option<CouncilAddress>,
    transport: Transport,
}

/// What is done with a letter now.
enum Next<T> {
    /// It goes.
    Go(T),
    /// It goes later, because its reader wants it so.
    Later(Timestamp),
    /// Nobody is to get it, or it is too late.
    Drop,
}

impl<T> Next<T> {
    fn unwritten(error: &anyhow::Error) -> Self {
        tracing::error!(%error, "a letter cannot be written, and is dropped");
        Self::Drop
    }
}

impl Post {
    /// As set up; from now on the council's acts leave letters. Fails where the set-up names something
    /// that cannot be used, such as a folder that cannot be written; not where the server is down.
    pub fn new(operations: Operations, mail: &Mail, serve: &Serve) -> anyhow::Result<Self> {
        let post = Self {
            base: serve.base().to_owned(),
            from: mail.from.parse()?,
            address: mail.council_address(),
            transport: Transport::new(mail)?,
            operations,
        };
        post.operations.leave_letters();
        Ok(post)
    }

    /// Sends what is due until it is time to end.
    pub async fn keep(self, stop: Stop) {
        let mut beat = tokio::time::interval(BEAT);
        beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut beats = (0..GATHERED).cycle();
        while stop.beat(&mut beat).await {
            if beats.next() == Some(0)
                && let Err(error) = self.gather().await
            {
                tracing::error!(%error, "digests could not be gathered");
            }
            if let Err(error) = self.send_due().await {
                tracing::error!(%error, "letters could not be taken from the outbox");
            }
        }
    }

    /// Puts the digests that are due into the outbox, each once.
    pub async fn gather(&self) -> Result<(), ActError> {
        let (store, now) = (self.operations.store(), self.operations.now());
        let council = self.operations.council().await?;
        for choice in store.mail_choices().await? {
            let (person, changed) = (choice.person, choice.changed);
            let choices = Choices::kept(Some(&choice.chosen));
            for rhythm in [Rhythm::Daily, Rhythm::Weekly] {
                if !Topic::ALL.iter().any(|topic| choices.of(*topic) == rhythm) {
                    continue;
                }
                let hours = choices.hours.unwrap_or_default();
                let due = window(rhythm, &council.calendar, hours, now);
                let Some(due) = due.filter(|due| due.until > changed) else {
                    continue;
                };
                let key = format!("digest {person} {rhythm:?} {}", due.until);
                let jobs = JOBS.parse().expect("a slug");
                if store.outcome(&jobs, &key).await?.is_some() {
                    continue;
                }
                let letter = Letter::Digest {
                    person: person.clone(),
                    rhythm,
                    from: due.from.max(changed),
                    until: due.until,
                };
                let mut batch = Batch::new(now, jobs);
                batch.outbox.push(letter.waiting(key.clone()));
                batch.idempotency = Some(key);
                // Otherwise another server gathered it first.
                if let Err(CommitError::Fault(fault)) = store.commit(batch).await {
                    return Err(fault.into());
                }
            }
        }
        Ok(())
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
        let Ok(letter) = serde_json::from_str::<Letter>(&item.payload) else {
            tracing::error!("a letter of the outbox cannot be read, and is dropped");
            store.forget_outgoing(&item.key).await?;
            return Ok(false);
        };
        let (told, to) = match self.written(item, &letter, now).await? {
            Next::Go(written) => written,
            Next::Later(at) => {
                store.outgoing_later(&item.key, at).await?;
                return Ok(false);
            }
            Next::Drop => {
                store.forget_outgoing(&item.key).await?;
                return Ok(false);
            }
        };
        let kept = self.begun(item, &letter, now).await?;
        let id = kept
            .as_ref()
            .map_or_else(|| transport::name(&item.key), |kept| kept.id.clone());
        let refused = match self.sealed(told, to, &letter, &id, now).await {
            Ok((envelope, bytes)) => self
                .transport
                .send(&item.key, &envelope, &bytes)
                .await
                .err(),
            Err(error) => {
                tracing::error!(%error, "a letter cannot be written, and is dropped");
                Some(Refusal::ForGood("it could not be written".to_owned()))
            }
        };
        match refused {
            None => {
                store.letter_became(&id, "sent", "", now).await?;
                store.forget_outgoing(&item.key).await?;
                return Ok(true);
            }
            Some(Refusal::ForNow(why)) if item.attempts + 1 < ATTEMPTS => {
                tracing::warn!(%why, attempts = item.attempts, "a letter was not taken; it is tried again");
                let again = now + wait(item.attempts);
                store.outgoing_failed(&item.key, again, &why).await?;
            }
            Some(Refusal::ForGood(why) | Refusal::ForNow(why)) => {
                tracing::warn!(%why, "a letter was given up");
                self.operations.letter_lost(&id, &why).await?;
                store.forget_outgoing(&item.key).await?;
            }
        }
        Ok(false)
    }

    /// The letter's words and its reader's address.
    async fn written(
        &self,
        item: &Outgoing,
        letter: &Letter,
        now: Timestamp,
    ) -> Result<Next<(Told, Mailbox)>, ActError> {
        let council = self.operations.council().await?;
        let person = letter.person();
        let details = council.directory.details(person);
        let address = details.and_then(|details| details.email.as_deref());
        let address = address.and_then(|mail| mail.parse().ok());
        let (Some(details), Some(address)) = (details, address) else {
            return Ok(Next::Drop);
        };
        let to = Mailbox::new(Some(details.name.clone()), address);
        let told = match letter {
            Letter::SignInLink {
                token,
                minutes,
                invited,
                ..
            } => {
                if now.duration_since(item.at) > SignedDuration::from_mins(i64::from(*minutes)) {
                    return Ok(Next::Drop);
                }
                let told = letter::told_link(&council.name, &self.base, token, *minutes, *invited);
                told.map_or_else(|error| Next::unwritten(&error), Next::Go)
            }
            Letter::Notice {
                reference, notice, ..
            } => self.notice(item, person, reference, notice, now).await?,
            Letter::ToRead { version, again, .. } => self.to_read(person, version, *again).await?,
            Letter::Kept { why, .. } => match Why::named(why).and_then(Why::to_writer) {
                Some(why) => {
                    let told = letter::told_kept(&council.name, &self.base, item.at, why);
                    told.map_or_else(|error| Next::unwritten(&error), Next::Go)
                }
                None => Next::Drop,
            },
            Letter::Digest {
                rhythm,
                from,
                until,
                ..
            } => {
                let window = Window {
                    from: *from,
                    until: *until,
                };
                self.digest(person, window, *rhythm).await?
            }
        };
        Ok(match told {
            Next::Go(told) => Next::Go((told, to)),
            Next::Later(at) => Next::Later(at),
            Next::Drop => Next::Drop,
        })
    }

    /// Keeps that a letter about a case is on its way, under an identifier that nobody can guess.
    async fn begun(
        &self,
        item: &Outgoing,
        letter: &Letter,
        now: Timestamp,
    ) -> Result<Option<SentLetter>, ActError> {
        let Letter::Notice {
            person,
            reference,
            cause,
            ..
        } = letter
        else {
            return Ok(None);
        };
        let begun = SentLetter {
            id: token(&self.operations.entropy().bytes(&item.key)),
            key: item.key.clone(),
            person: person.clone(),
            cause: cause.clone(),
            reference: reference.clone(),
            at: now,
            state: "waiting".to_owned(),
            said: String::new(),
            changed: now,
        };
        Ok(Some(self.operations.store().begin_letter(&begun).await?))
    }

    /// The message with its envelope. Mail servers return what they cannot deliver to an address that
    /// names the letter.
    async fn sealed(
        &self,
        told: Told,
        to: Mailbox,
        letter: &Letter,
        id: &str,
        now: Timestamp,
    ) -> anyhow::Result<(Envelope, Vec<u8>)> {
        let (mut reply_to, mut returns) = (None, self.from.email.clone());
        if let (Some(ours), Letter::Notice { reference, .. }) = (&self.address, letter) {
            let token = self.operations.reply_token(reference).await?;
            reply_to = Some(Mailbox::new(
                self.from.name.clone(),
                ours.of_case(&token).parse()?,
            ));
            returns = ours.of_letter(id).parse()?;
        }
        let envelope = Envelope::new(Some(returns), vec![to.email.clone()])?;
        let message = told.message(Cover {
            from: &self.from,
            to,
            reply_to,
            id,
            at: now,
        })?;
        Ok((envelope, message.formatted()))
    }
}

/// How long to wait after so many attempts that failed: a minute, then twice as long each time, at most
/// four hours.
fn wait(attempts: u64) -> SignedDuration {
    let doubled = 1_i64 << attempts.min(8);
    SignedDuration::from_mins(doubled.min(240))
}
