//! The holding pen: messages that no rule placed, for whoever keeps them. Each leaves by somebody's decision,
//! on record, or stays.
//!
//! A message that is addressed to a case is shown to the officers of that case alone, since what it quotes
//! may be theirs; democratic services keeps the rest.

use domain::council::gate_pen;
use domain::enquiries::is_officer;
use domain::fresh::Fresh;
use domain::ids::{PersonId, Stream};
use domain::reference::Reference;
use domain::register::{Actor, Context};
use domain::verdict::{Invalid, Rejection};
use jiff::Timestamp;
use messages::Message;
use messages::likeness::{Sketch, groups};
use serde::{Deserialize, Serialize};
use store::{Incoming, PlacedIncoming};

use super::write::Written;
use super::{ASIDE, DISCARDED, HELD, Told, Why};
use crate::operations::{ActError, Operations};
use crate::registers;

/// How many messages the pen shows at a time.
const SHOWN: usize = 200;
/// How many people are suggested.
const SUGGESTED: usize = 3;

/// Why a message is discarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Discard {
    /// Nobody asked for it.
    Unwanted,
    /// It is for somebody else.
    NotForUs,
    /// The same lies on a case already.
    Known,
    /// It was dealt with in another way.
    Elsewhere,
}

/// What was decided of a message that waited, for the record. It holds nothing of the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum PenEvent {
    /// An enquiry was raised of it for a member.
    Raised {
        /// The message.
        message: String,
        /// The enquiry.
        reference: Reference,
    },
    /// It went along with another that says nearly the same, of which an enquiry was raised.
    Gathered {
        /// The message.
        message: String,
        /// The enquiry.
        reference: Reference,
    },
    /// It was put on a case, as the words of a person whom the keeper knows to have written it.
    Attached {
        /// The message.
        message: String,
        /// The case.
        reference: Reference,
        /// Whose words.
        person: PersonId,
    },
    /// It was discarded.
    Discarded {
        /// The message.
        message: String,
        /// Why.
        why: Discard,
    },
    /// It was put back among those that wait.
    PutBack {
        /// The message.
        message: String,
    },
}

/// A message of the pen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its name.
    pub key: String,
    /// When it came.
    pub at: Timestamp,
    /// Its size in bytes.
    pub size: u64,
    /// Whether it waits, lies aside or was discarded.
    pub state: String,
    /// Why it waits.
    pub why: Option<Why>,
    /// What is known of it.
    pub told: Told,
    /// The case that it is addressed to.
    pub reference: Option<Reference>,
    /// By what it is compared with others.
    sketch: Sketch,
}

/// What lies in the pen in one state, as far as it is shown at once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pen {
    /// The messages, those that say nearly the same together.
    pub groups: Vec<Vec<Waiting>>,
    /// The last of them, where there are earlier ones.
    pub earlier: Option<String>,
}

/// What the pen suggests for a message. Made of the message, the directory and what the keeper may read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Suggested {
    /// Who may have written it, each with why.
    pub people: Vec<(PersonId, &'static str)>,
    /// The case that it may be about.
    pub case: Option<Reference>,
    /// A case that came by mail and says nearly the same.
    pub like: Option<Reference>,
    /// The other messages that wait and say nearly the same, by their names, the oldest first.
    pub alike: Vec<String>,
}

impl Waiting {
    fn of(one: Incoming) -> Self {
        Self {
            key: one.key,
            at: one.at,
            size: one.size,
            state: one.state,
            why: one.reason.as_deref().and_then(Why::named),
            told: serde_json::from_str(&one.told).unwrap_or_default(),
            reference: one.reference,
            sketch: Sketch::from_hex(&one.sketch),
        }
    }

    /// Whether a text with this sketch says nearly the same.
    pub(super) fn is_like(&self, sketch: &str) -> bool {
        self.sketch.is_like(&Sketch::from_hex(sketch))
    }

    /// By what it is compared, as it is stored.
    pub(super) fn sketch(&self) -> String {
        self.sketch.to_hex()
    }
}

impl Operations {
    /// The messages in a state that this person keeps, the newest, or those that come after one of them; those that
    /// say nearly the same together, the largest group first. Who keeps none is told that there is no such thing.
    pub async fn pen(
        &self,
        actor: &Actor,
        state: &str,
        after: Option<&str>,
    ) -> Result<Pen, ActError> {
        if ![HELD, ASIDE, DISCARDED].contains(&state) || !self.opens_pen(actor).await? {
            return Err(ActError::NotFound);
        }
        let after = match after {
            Some(key) => self.store().incoming(key).await?,
            None => None,
        };
        let after = after.as_ref().map(|one| (one.at, one.key.as_str()));
        let strays = gate_pen(&actor.visible).is_allowed();
        let mut seen = self
            .store()
            .incoming_seen(&actor.visible, state, strays, after, SHOWN + 1)
            .await?;
        let more = seen.len() > SHOWN;
        seen.truncate(SHOWN);
        let last = seen.last().map(|one| one.key.clone());
        let mut all = Vec::new();
        for one in seen {
            if self.keeps(actor, &one).await? {
                all.push(Waiting::of(one));
            }
        }
        let sketches: Vec<_> = all.iter().map(|one| one.sketch.clone()).collect();
        let mut all: Vec<_> = all.into_iter().map(Some).collect();
        let grouped = groups(&sketches).into_iter().map(|group| {
            let taken = group.into_iter().filter_map(|n| all[n].take());
            taken.collect()
        });
        Ok(Pen {
            groups: grouped.collect(),
            earlier: last.filter(|_| more),
        })
    }

    /// Whether a message is this person's to keep: those to a case its officers', the others of whoever keeps the pen.
    async fn keeps(&self, actor: &Actor, one: &Incoming) -> Result<bool, ActError> {
        match &one.reference {
            None => Ok(gate_pen(&actor.visible).is_allowed()),
            Some(reference) => self.works_on(actor, reference).await,
        }
    }

    /// How many of the newest messages wait for this person, and whether there are earlier ones; none for who keeps
    /// none.
    pub async fn pen_waits(&self, actor: &Actor) -> Result<(usize, bool), ActError> {
        match self.pen(actor, HELD, None).await {
            Ok(pen) => Ok((pen.groups.iter().map(Vec::len).sum(), pen.earlier.is_some())),
            Err(ActError::NotFound) => Ok((0, false)),
            Err(other) => Err(other),
        }
    }

    /// One message of the pen, if this person keeps it, with what is suggested.
    pub async fn pen_message(
        &self,
        actor: &Actor,
        key: &str,
    ) -> Result<(Waiting, Suggested), ActError> {
        if !self.opens_pen(actor).await? {
            return Err(ActError::NotFound);
        }
        let found = self.store().incoming_for(&actor.visible, key).await?;
        let found = found.filter(|one| [HELD, ASIDE, DISCARDED].contains(&one.state.as_str()));
        let one = found.ok_or(ActError::NotFound)?;
        if !self.keeps(actor, &one).await? {
            return Err(ActError::NotFound);
        }
        let waiting = Waiting::of(one);
        let suggested = self.suggested(actor, &waiting).await?;
        Ok((waiting, suggested))
    }

    /// A message of the pen as it came.
    pub async fn pen_bytes(&self, actor: &Actor, key: &str) -> Result<Vec<u8>, ActError> {
        let (waiting, _) = self.pen_message(actor, key).await?;
        let bytes = self.store().incoming_bytes(&waiting.key).await?;
        bytes.ok_or(ActError::NotFound)
    }

    /// Puts a message on a case that the keeper may read, as the words of a person whom the keeper knows to
    /// have written it. What that person may do there decides what it becomes.
    pub async fn pen_attach(
        &self,
        actor: &Actor,
        key: &str,
        reference: &Reference,
        person: &PersonId,
    ) -> Result<&'static str, ActError> {
        let (waiting, message) = self.pen_read(actor, key).await?;
        let invalid =
            |field, why: String| ActError::from(Rejection::Invalid(vec![Invalid::new(field, why)]));
        if self
            .store()
            .glance(reference, &actor.visible)
            .await?
            .is_none()
        {
            let why = format!("there is no case `{reference}` that you can read");
            return Err(invalid("reference", why));
        }
        let visible = self.visible(person).await?;
        if self.store().glance(reference, &visible).await?.is_none() {
            let why = "may not read that case: choose who wrote it, or raise a new one";
            return Err(invalid("person", why.to_owned()));
        }
        let written = self.put_to(person, reference, key, &message).await?;
        let act = match passed(written, "reference")? {
            Written::Done { act, .. } => act,
            // The keeper sees what is left of it, and decides on that.
            Written::Part { act, .. } => return Ok(act),
            Written::Refused(_) => return Err(ActError::NotFound),
        };
        let event = PenEvent::Attached {
            message: key.to_owned(),
            reference: reference.clone(),
            person: person.clone(),
        };
        self.leaves(actor, &waiting, reference, &message, event)
            .await?;
        Ok(act)
    }

    /// Discards messages. For thirty days they can be put back.
    pub async fn pen_discard(
        &self,
        actor: &Actor,
        keys: &[&str],
        why: Discard,
    ) -> Result<usize, ActError> {
        let mut done = 0;
        for key in keys {
            let event = PenEvent::Discarded {
                message: (*key).to_owned(),
                why,
            };
            done += usize::from(self.moved(actor, key, DISCARDED, event).await?);
        }
        Ok(done)
    }

    /// Puts a message back among those that wait.
    pub async fn pen_put_back(&self, actor: &Actor, key: &str) -> Result<(), ActError> {
        let event = PenEvent::PutBack {
            message: key.to_owned(),
        };
        self.moved(actor, key, HELD, event).await.map(drop)
    }

    async fn moved(
        &self,
        actor: &Actor,
        key: &str,
        to: &str,
        event: PenEvent,
    ) -> Result<bool, ActError> {
        let (waiting, _) = self.pen_message(actor, key).await?;
        if waiting.state == to {
            return Ok(false);
        }
        let placed = PlacedIncoming {
            state: to.to_owned(),
            reason: waiting.why.map(|why| why.name().to_owned()),
            reference: waiting.reference.clone(),
            told: serde_json::to_string(&waiting.told).expect("plain data"),
            sketch: waiting.sketch.to_hex(),
            forget: false,
        };
        let from = [waiting.state.as_str()];
        let moved = self.store().place_incoming(key, &from, placed).await?;
        if moved {
            self.record(Stream::mail(), actor.person().clone(), &event, (None, None))
                .await?;
        }
        Ok(moved)
    }

    /// Whose words lie in a case now leaves the pen, on record.
    pub(super) async fn leaves(
        &self,
        actor: &Actor,
        waiting: &Waiting,
        reference: &Reference,
        message: &Message,
        event: PenEvent,
    ) -> Result<(), ActError> {
        let from = [waiting.state.as_str()];
        if self.done(&waiting.key, reference, message, &from).await? {
            self.record(Stream::mail(), actor.person().clone(), &event, (None, None))
                .await?;
        }
        Ok(())
    }

    pub(super) async fn pen_read(
        &self,
        actor: &Actor,
        key: &str,
    ) -> Result<(Waiting, Message), ActError> {
        let (waiting, _) = self.pen_message(actor, key).await?;
        let raw = self.store().incoming_bytes(key).await?;
        let raw = raw.ok_or(ActError::NotFound)?;
        let read = messages::read(&raw, None, self.file_limits().await?);
        let read = read.map_err(|why| {
            let why = format!("{why}: read it as it came, and type what it asks into the form");
            ActError::from(Rejection::Invalid(vec![Invalid::new("acting-for", why)]))
        })?;
        Ok((waiting, read))
    }

    /// Whether there is a pen for this person: who keeps it, and officers, for messages to their cases.
    pub(super) async fn opens_pen(&self, actor: &Actor) -> Result<bool, ActError> {
        Ok(gate_pen(&actor.visible).is_allowed() || self.is_officer(actor).await?)
    }

    async fn is_officer(&self, actor: &Actor) -> Result<bool, ActError> {
        let council = self.council().await?;
        let fresh = Fresh::new([0; 32]);
        Ok(is_officer(&Context {
            now: self.now(),
            actor,
            council: &council.council,
            fresh: &fresh,
        }))
    }

    /// Whether somebody is among the officers with whom a case is.
    async fn works_on(&self, actor: &Actor, reference: &Reference) -> Result<bool, ActError> {
        match registers::of_reference(reference) {
            Some(register) => (register.works)(self, reference, actor).await,
            None => Ok(false),
        }
    }

    /// Who may have written, and about which case: of the message, the directory, and what the keeper reads.
    async fn suggested(&self, actor: &Actor, waiting: &Waiting) -> Result<Suggested, ActError> {
        let council = self.council().await?;
        let directory = &council.directory;
        let today = self.today();
        let told = &waiting.told;
        let mut people: Vec<(PersonId, &'static str)> = Vec::new();
        let mut add = |person: &PersonId, why| {
            let holds = directory.appointments_of(person, today).next().is_some();
            if holds && people.len() < SUGGESTED && !people.iter().any(|(one, _)| one == person) {
                people.push((person.clone(), why));
            }
        };
        if let Some(person) = &told.person {
            add(person, "it came from their address");
        }
        let email = |person: &PersonId| directory.details(person)?.email.clone();
        let mentioned = told.words.to_lowercase();
        let name = told.name.as_deref().unwrap_or_default().to_lowercase();
        let named = |person: &PersonId| {
            let whole = directory.name(person).to_lowercase();
            let words: Vec<_> = whole.split_whitespace().collect();
            words.len() > 1 && words.iter().rev().take(2).all(|word| name.contains(word))
        };
        let local = |address: &str| address.split('@').next().unwrap_or_default().to_lowercase();
        for person in directory.people() {
            let address = email(person).unwrap_or_default().to_lowercase();
            if !address.is_empty() && mentioned.contains(&address) {
                add(person, "their address stands in it");
            } else if named(person) {
                add(person, "its sender gives their name");
            } else if local(&address).len() > 3 && local(&address) == local(&told.from) {
                add(person, "its address begins like theirs");
            }
        }
        let mut case = waiting.reference.clone();
        let text = format!("{} {}", told.subject, told.words);
        for word in text.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
            if case.is_some() {
                break;
            }
            if let Ok(reference) = word.to_uppercase().parse::<Reference>()
                && self
                    .store()
                    .glance(&reference, &actor.visible)
                    .await?
                    .is_some()
            {
                case = Some(reference);
            }
        }
        let like = self.alike_on_record(actor, waiting).await?;
        Ok(Suggested {
            people,
            case: case.or_else(|| like.clone()),
            like,
            alike: self.alike_in_pen(actor, waiting).await?,
        })
    }
}

/// What was written, or what stands in the way, as a fault of this field.
pub(super) fn passed(written: Written, field: &'static str) -> Result<Written, ActError> {
    match written {
        Written::Refused(why) => Err(Rejection::Invalid(vec![Invalid::new(field, why)]).into()),
        done => Ok(done),
    }
}
