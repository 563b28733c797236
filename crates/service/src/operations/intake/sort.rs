//! What a message is: new or about a case, from whom, or for a person to look at. Asks who wrote before
//! anything else, so that an address alone opens nothing.

use domain::directory::RoleKind;
use domain::ids::PersonId;
use domain::reference::Reference;
use messages::{Answered, Automatic, Message, Proof};

use super::{Held, Why};
use crate::config::{Config, PersonIs};
use crate::mail::address::{CouncilAddress, Meant};
use crate::operations::identity::{person_of, serves};
use crate::operations::{ActError, Operations};
use crate::registers;

/// The most addresses that a message to the council may name.
const CROWD: usize = 200;

/// What stands behind the reference in the name of a meeting (`registers`, `calendar_file`).
const INVITED: &str = "@wardroom";

/// Where mail comes in, as the set-up says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letterbox {
    /// The address to which people write and answer.
    pub ours: Option<CouncilAddress>,
    /// The name under which the council's own mail server says what it found of a sender. Without it nobody
    /// is believed, and every message waits for a person.
    pub server: Option<String>,
}

impl Letterbox {
    /// As set up.
    pub fn new(config: &Config) -> Self {
        Self {
            ours: config.mail.council_address(),
            server: config.mail_in.results_of.clone(),
        }
    }
}

/// What a message is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sorted {
    /// No person wrote it.
    Aside(Automatic),
    /// Nobody but a person can place it.
    Hold(Held),
    /// A member's, about something new.
    New(PersonId),
    /// About a case that its sender may read.
    About(PersonId, Reference),
}

impl Operations {
    pub(super) async fn sorted(
        &self,
        letterbox: &Letterbox,
        message: &Message,
    ) -> Result<Sorted, ActError> {
        // A calendar’s answer is a program’s by its nature, and somebody’s act all the same.
        let automatic = message.automatic.filter(|_| message.answered.is_none());
        match automatic {
            Some(automatic) if automatic != Automatic::NoReply => {
                return Ok(Sorted::Aside(automatic));
            }
            _ => {}
        }
        let about = match &message.answered {
            None => match self.addressed(letterbox, message).await? {
                Ok(about) => about,
                Err(held) => return Ok(Sorted::Hold(self.by(held, message).await?)),
            },
            Some(answered) => match invited(answered) {
                Some(reference) => Some(reference),
                None => return Ok(Sorted::Aside(Automatic::Answer)),
            },
        };
        let hold = |why| {
            let mut held = Held::new(why);
            held.reference.clone_from(&about);
            Ok(Sorted::Hold(held))
        };
        if automatic.is_some() {
            return hold(Why::NoReply);
        }
        if message.addresses > CROWD {
            return hold(Why::Crowd);
        }
        match message.proof {
            Proof::Proven => {}
            Proof::Failed => return hold(Why::Forged),
            Proof::Unproven => return hold(Why::Unproven),
        }
        let person = match self.writer(&message.from.address).await? {
            Ok(person) => person,
            Err(why) => return hold(why),
        };
        let proven = |why| {
            let mut held = Held::new(why);
            held.reference.clone_from(&about);
            held.person = Some(person.clone());
            Ok(Sorted::Hold(held))
        };
        if message.garbled {
            return proven(Why::Garbled);
        }
        let says = !message.text.words.is_empty() || message.answered.is_some();
        if !says && message.files.is_empty() {
            return proven(Why::Empty);
        }
        match about {
            Some(reference) => match self.answers(&person, &reference).await? {
                None => Ok(Sorted::About(person, reference)),
                Some(why) => {
                    let mut held = Held::new(why);
                    held.reference = Some(reference);
                    held.person = Some(person);
                    Ok(Sorted::Hold(held))
                }
            },
            None if self.raises(&person).await? => Ok(Sorted::New(person)),
            None => proven(Why::Officer),
        }
    }

    /// The case to which a message is addressed, if to one.
    async fn addressed(
        &self,
        letterbox: &Letterbox,
        message: &Message,
    ) -> Result<Result<Option<Reference>, Held>, ActError> {
        let Some(ours) = &letterbox.ours else {
            return Ok(Ok(None));
        };
        let mut found: Option<(Reference, bool)> = None;
        let mut mistyped = false;
        for address in &message.to {
            let Some(Meant::Case(token)) = ours.meant(address) else {
                continue;
            };
            match self.replied_to(&token).await? {
                None => mistyped = true,
                Some(replied) => match &found {
                    Some((before, _)) if *before != replied.reference => {
                        return Ok(Err(Held::new(Why::Several)));
                    }
                    _ => found = Some((replied.reference, replied.expired)),
                },
            }
        }
        Ok(match found {
            Some((reference, true)) => {
                let mut held = Held::new(Why::Expired);
                held.reference = Some(reference);
                Err(held)
            }
            Some((reference, false)) => Ok(Some(reference)),
            None if mistyped => Err(Held::new(Why::Mistyped)),
            None => Ok(None),
        })
    }

    /// The same with its writer, where that is proven and a person.
    async fn by(&self, mut held: Held, message: &Message) -> Result<Held, ActError> {
        if message.proof == Proof::Proven && message.automatic.is_none() {
            held.person = self.writer(&message.from.address).await?.ok();
        }
        Ok(held)
    }

    /// The one person of the directory who writes from this address and holds a post today.
    async fn writer(&self, address: &str) -> Result<Result<PersonId, Why>, ActError> {
        let council = self.council().await?;
        let directory = &council.directory;
        let has = |person: &&PersonId| {
            let email = directory
                .details(person)
                .and_then(|known| known.email.as_deref());
            email.is_some_and(|email| email.eq_ignore_ascii_case(address))
        };
        if directory.people().filter(has).count() > 1 {
            return Ok(Err(Why::SharedAddress));
        }
        let Some(person) = person_of(&council.council, PersonIs::Email, address) else {
            return Ok(Err(Why::Unknown));
        };
        if !serves(&council.council, &person, self.today()) {
            return Ok(Err(Why::Left));
        }
        Ok(Ok(person))
    }

    /// Why this person cannot write to that case; none where they can.
    async fn answers(
        &self,
        person: &PersonId,
        reference: &Reference,
    ) -> Result<Option<Why>, ActError> {
        match registers::of_reference(reference) {
            Some(register) => (register.may_write)(self, person, reference).await,
            None => Ok(Some(Why::Foreign)),
        }
    }

    /// Whether a new message of this person is a member's: their own, or an assistant's for the one member
    /// whom they assist.
    async fn raises(&self, person: &PersonId) -> Result<bool, ActError> {
        let council = self.council().await?;
        let mut held = council.directory.appointments_of(person, self.today());
        Ok(held.any(|a| {
            matches!(
                a.role.kind(),
                RoleKind::Member | RoleKind::CoOptedMember | RoleKind::Assistant
            )
        }))
    }
}

/// The case to whose meeting a calendar answers; none where that register takes no such answer, or where the
/// answer leaves open whether they come.
fn invited(answered: &Answered) -> Option<Reference> {
    let reference: Reference = answered.uid.strip_suffix(INVITED)?.parse().ok()?;
    let register = registers::of_reference(&reference)?;
    let word = if answered.comes? { "accept" } else { "decline" };
    let mut words = (register.by_word)().into_iter();
    words.any(|(known, ..)| known == word).then_some(reference)
}
