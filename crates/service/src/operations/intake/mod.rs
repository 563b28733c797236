//! Mail that comes in: kept as it came, then placed. A member's new message raises an enquiry through the
//! same decision as the form; a reply becomes the act that fits; what no rule places is held for a person.
//!
//! INVARIANT: a message is on disk before anything of it is decided, and leaves the holding pen only into a
//! case or by somebody's decision, on record.
//! INVARIANT: nobody is answered but a person of the directory, at the address that the directory has.

mod campaign;
mod carry;
mod gather;
mod held;
mod pen;
mod reply;
mod sort;
mod tell;
mod write;

use domain::ids::PersonId;
use domain::reference::Reference;
use jiff::SignedDuration;
use messages::likeness::Sketch;
use messages::{Automatic, Message, SizeMax, Unreadable, digest_of};
use sha2::{Digest as _, Sha256};
use store::{NewIncoming, PlacedIncoming};

pub use campaign::Alike;
pub use carry::CARRIED;
pub use gather::Gathered;
pub use held::{Held, Told, Why};
pub use pen::{Discard, Pen, PenEvent, Suggested, Waiting};
pub use sort::Letterbox;

use super::takeover::{BROUGHT, BROUGHT_FOR};
use super::{ActError, Operations};
use crate::mail::outbound::take_report;
use crate::registers;
use sort::Sorted;
pub(crate) use write::Written;
pub(super) use write::{body, files, title};

/// How many messages of one sender are taken in an hour; more look like two programs that answer each other.
const AN_HOUR: usize = 30;
/// For how long it is known that a message came before.
const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(365 * 24);
/// For how long what was set aside or discarded can be put back.
const ASIDE_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TakenIn {
    /// It raised an enquiry.
    Raised(Reference),
    /// It lies on a case, by this act.
    Written(Reference, &'static str),
    /// It waits for a person.
    Held(Why),
    /// No person wrote it; it is kept aside for thirty days.
    Aside(Why),
    /// It came before; nothing new was done.
    Again,
}

/// The states of a message, as stored.
pub(super) const NEW: &str = "new";
pub(super) const HELD: &str = "held";
pub(super) const ASIDE: &str = "aside";
pub(super) const DONE: &str = "done";
pub(super) const DISCARDED: &str = "discarded";

impl Operations {
    /// Takes a message in: keeps it, then places it. The same message twice is placed once.
    pub async fn take_in(&self, letterbox: &Letterbox, raw: &[u8]) -> Result<TakenIn, ActError> {
        let most = self.file_limits().await?;
        let read = messages::read(raw, letterbox.server.as_deref(), most);
        let digest = read
            .as_ref()
            .map_or_else(|_| digest_of(raw), |read| read.digest);
        let sender = read
            .as_ref()
            .map_or(String::new(), |read| sender(&read.from.address));
        let random = self.entropy().bytes("incoming");
        let key = domain::fresh::hex(&random[..16]);
        let new = NewIncoming {
            key: key.clone(),
            digest,
            sender,
            at: self.now(),
            state: NEW.to_owned(),
            raw: raw.to_vec(),
        };
        if let Some(before) = self.store().keep_incoming(new).await? {
            // It may have come while the program stopped between keeping and placing.
            return match self.store().incoming(&before).await? {
                Some(one) if one.state == NEW => self.place(letterbox, &before, read).await,
                _ => Ok(TakenIn::Again),
            };
        }
        self.place(letterbox, &key, read).await
    }

    /// Places what was kept and not placed, because the program stopped in between.
    pub async fn place_kept(&self, letterbox: &Letterbox) -> Result<usize, ActError> {
        let kept = self.store().incoming_new(100).await?;
        let most = self.file_limits().await?;
        for key in &kept {
            let raw = self.store().incoming_bytes(key).await?.unwrap_or_default();
            let read = messages::read(&raw, letterbox.server.as_deref(), most);
            self.place(letterbox, key, read).await?;
        }
        Ok(kept.len())
    }

    /// Notes a message that was too large to be fetched: who wrote, and where it still lies.
    pub async fn note_too_large(&self, letterbox: &Letterbox, head: &[u8]) -> Result<(), ActError> {
        let most = self.file_limits().await?;
        let read = messages::read(head, letterbox.server.as_deref(), most);
        let random = self.entropy().bytes("incoming");
        let key = domain::fresh::hex(&random[..16]);
        let new = NewIncoming {
            key: key.clone(),
            digest: digest_of(head),
            sender: String::new(),
            at: self.now(),
            state: NEW.to_owned(),
            raw: head.to_vec(),
        };
        if self.store().keep_incoming(new).await?.is_none() {
            let held = Held::new(Why::TooLarge);
            self.hold(&key, read.as_ref().ok(), held).await?;
        }
        Ok(())
    }

    async fn place(
        &self,
        letterbox: &Letterbox,
        key: &str,
        read: Result<Message, Unreadable>,
    ) -> Result<TakenIn, ActError> {
        let message = match read {
            Ok(message) => message,
            Err(unreadable) => {
                let held = Held::new(Why::Unreadable).because(unreadable.to_string());
                return self.hold(key, None, held).await;
            }
        };
        let hour_ago = self.now() - SignedDuration::from_hours(1);
        let sender = sender(&message.from.address);
        if self.store().incoming_from(&sender, hour_ago).await? > AN_HOUR {
            return self.hold(key, Some(&message), Held::new(Why::Many)).await;
        }
        match self.sorted(letterbox, &message).await? {
            Sorted::Aside(automatic) => {
                if automatic == Automatic::Returned {
                    let raw = self.store().incoming_bytes(key).await?.unwrap_or_default();
                    take_report(self, letterbox.ours.as_ref(), None, &raw).await?;
                }
                self.set_aside(key, &message, automatic).await
            }
            Sorted::Hold(held) => self.hold(key, Some(&message), held).await,
            Sorted::New(person) => {
                let written = self.raise_from(&person, key, &message).await?;
                self.settle(key, &message, &person, None, written).await
            }
            Sorted::About(person, reference) => {
                let written = self.put_to(&person, &reference, key, &message).await?;
                self.settle(key, &message, &person, Some(reference), written)
                    .await
            }
        }
    }

    /// Puts a message to a case, in whichever register that is.
    async fn put_to(
        &self,
        person: &PersonId,
        reference: &Reference,
        key: &str,
        message: &Message,
    ) -> Result<Written, ActError> {
        let register = registers::of_reference(reference).ok_or(ActError::NotFound)?;
        (register.write)(self, person, reference, key, message).await
    }

    async fn settle(
        &self,
        key: &str,
        message: &Message,
        person: &PersonId,
        about: Option<Reference>,
        written: Written,
    ) -> Result<TakenIn, ActError> {
        match written {
            Written::Done { reference, act } => {
                if about.is_none() {
                    self.tell(person, &reference, "raised-by-mail", "W24", key)
                        .await?;
                }
                self.done(key, &reference, message, &[NEW]).await?;
                if about.is_none() {
                    self.tell_of_likes(&reference, message, key).await?;
                }
                Ok(match about {
                    None => TakenIn::Raised(reference),
                    Some(_) => TakenIn::Written(reference, act),
                })
            }
            Written::Part {
                reference,
                act,
                left,
            } => {
                self.tell(person, &reference, "mail-part", "W310", key)
                    .await?;
                let mut held = Held::new(Why::More).because(left);
                held.reference = Some(reference.clone());
                held.person = Some(person.clone());
                self.hold(key, Some(message), held).await?;
                Ok(TakenIn::Written(reference, act))
            }
            Written::Refused(why) => {
                if let Some(reference) = &about {
                    self.tell(person, reference, "mail-refused", "W310", key)
                        .await?;
                }
                let mut held = Held::new(Why::Refused).because(why);
                held.reference = about;
                held.person = Some(person.clone());
                self.hold(key, Some(message), held).await
            }
        }
    }

    /// Its words lie in a case now: what was kept of it beside the case goes.
    async fn done(
        &self,
        key: &str,
        reference: &Reference,
        message: &Message,
        from: &[&str],
    ) -> Result<bool, ActError> {
        let placed = PlacedIncoming {
            state: DONE.to_owned(),
            reference: Some(reference.clone()),
            told: "{}".to_owned(),
            sketch: Sketch::of(&message.text.words).to_hex(),
            forget: true,
            ..PlacedIncoming::default()
        };
        Ok(self.store().place_incoming(key, from, placed).await?)
    }

    async fn hold(
        &self,
        key: &str,
        message: Option<&Message>,
        held: Held,
    ) -> Result<TakenIn, ActError> {
        let (why, about, person) = (held.why, held.reference.clone(), held.person.clone());
        let placed = held.placed(HELD, message);
        let held = self.store().place_incoming(key, &[NEW], placed).await?;
        if !held {
            return Ok(TakenIn::Held(why));
        }
        // Of a refusal, and of what was left of a message, a notice tells where there is a case.
        let noticed = about.is_some() && matches!(why, Why::Refused | Why::More);
        if let Some(person) = person.filter(|_| !noticed) {
            self.tell_writer(&person, why).await?;
        }
        if let Some(reference) = about {
            self.tell_desk(&reference).await?;
        }
        Ok(TakenIn::Held(why))
    }

    async fn set_aside(
        &self,
        key: &str,
        message: &Message,
        automatic: Automatic,
    ) -> Result<TakenIn, ActError> {
        let why = Why::of(automatic);
        let placed = Held::new(why).placed(ASIDE, Some(message));
        self.store().place_incoming(key, &[NEW], placed).await?;
        Ok(TakenIn::Aside(why))
    }

    /// How large a file may be and how many a message may bring, as the council has set it.
    pub async fn file_limits(&self) -> Result<SizeMax, ActError> {
        let council = self.council().await?;
        let today = self.today();
        let set = |key| {
            council
                .settings
                .whole_number(key, today)
                .map(|cited| cited.value)
        };
        let megabytes = set("file-size-max").unwrap_or(10) as usize;
        Ok(SizeMax {
            bytes: megabytes * 1_000_000,
            // One place is for the message itself.
            files: (set("files-max").unwrap_or(10) as usize).saturating_sub(1),
        })
    }

    /// Removes what was set aside or discarded a month ago, and forgets after a year what came.
    pub async fn clear_incoming(&self) -> Result<(), ActError> {
        let (store, now) = (self.store(), self.now());
        store
            .clear_incoming(&[ASIDE, DISCARDED], now - ASIDE_FOR)
            .await?;
        store.clear_incoming(&[DONE], now - KNOWN_FOR).await?;
        store
            .clear_incoming(&[CARRIED], now - carry::CARRIED_FOR)
            .await?;
        store.clear_incoming(&[BROUGHT], now - BROUGHT_FOR).await?;
        Ok(())
    }
}

/// By what the messages of one sender are counted, without their address.
fn sender(address: &str) -> String {
    domain::fresh::hex(&Sha256::digest(address.as_bytes()))
}
