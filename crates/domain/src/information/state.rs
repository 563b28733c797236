//! A request as folded from its events. Holds no words, only where they are kept.

use jiff::Timestamp;
use jiff::civil::Date;

use super::choices::{
    BodyAnswer, Capacity, Law, LegalGround, Opened, Outcome, Permission, Unreasonable, Wanted,
};
use super::event::{Closure, Need};
use crate::calendar::{Receipt, local_date};
use crate::clock::Tick;
use crate::ids::{AppointmentId, BodyId, PartId, PersonId, ServiceId};
use crate::protocol::information::Marking;
use crate::reference::Reference;
use crate::register::Pin;
use crate::register::kept::Kept;
use crate::verdict::Basis;
use crate::words::Words;

/// A record of this register now.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Its reference.
    pub reference: Reference,
    /// What it is.
    pub matter: Matter,
    /// The protocol by which it is judged.
    pub pin: Option<Pin>,
    /// The member's appointment to which it belongs; none for what belongs to no member.
    pub holder: Option<AppointmentId>,
    /// Who typed it.
    pub opened_by: PersonId,
    /// When it was received.
    pub received: Receipt,
    /// What it is about, in a line.
    pub title: Words,
    /// What is asked or reported.
    pub body: Option<Words>,
    /// The kinds of what is asked.
    pub wanted: Vec<Wanted>,
    /// The duty that it serves.
    pub duty: Option<Words>,
    /// On which ground.
    pub ground: LegalGround,
    /// In which part of the role.
    pub capacity: Capacity,
    /// The body whose papers they are.
    pub of_body: Option<BodyId>,
    /// It asks for confidential casework.
    pub casework: bool,
    /// What is exceptional in it.
    pub exceptional: Option<Words>,
    /// It crosses between Cabinet and scrutiny.
    pub crossing: Option<Basis>,
    /// The service that has it, and why.
    pub service: Option<(ServiceId, Basis)>,
    /// The officer who has it.
    pub handler: Option<PersonId>,
    /// The documents put to it.
    pub documents: Vec<Document>,
    /// The finding on need to know for the whole request.
    pub need: Option<bool>,
    /// Whether the member was asked for it, and has answered.
    pub need_asked: bool,
    /// In what it was found unreasonable.
    pub unreasonable: Option<Unreasonable>,
    /// Where the Monitoring Officer's part stands.
    pub guidance: Guidance,
    /// Whether advice was given before a case is discussed.
    pub advised: bool,
    /// Where the constituent's permission stands.
    pub permission: Option<Permission>,
    /// Whether a delay was explained since the last target.
    pub explained: bool,
    /// Where it stands.
    pub standing: Standing,
    /// When it was first decided.
    pub first_decided: Option<Timestamp>,
    /// How it was decided last, whether or not it is over since.
    pub last_outcome: Option<Outcome>,
    /// The body that was asked.
    pub review: Option<Review>,
    /// Laid before the Monitoring Officer.
    pub referred: bool,
    /// Who reported a misuse.
    pub misuse: Vec<PersonId>,
    /// Persons who are kept out.
    pub denied: Vec<PersonId>,
    /// The law and outcome of a precedent.
    pub precedent: Option<(Outcome, Vec<Law>, bool)>,
    /// What the clock counts.
    pub ticks: Vec<Tick>,
    /// What is kept of it and what was erased.
    pub kept: Kept,
    /// When anything last happened.
    pub last_at: Timestamp,
}

/// What a record of this register is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// A member's request.
    Request,
    /// Information that reached somebody by mistake.
    Mistake,
    /// A misuse of information that somebody alleges.
    Misuse,
    /// What others may learn of a decision.
    Precedent,
}

/// Where the Monitoring Officer's part stands (CU 9.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Guidance {
    /// Nobody has sought it.
    #[default]
    None,
    /// It is sought.
    Sought,
    /// The request was passed over to be decided.
    Passed,
    /// It was given.
    Given,
    /// It was determined whether to supply.
    Determined(bool),
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Officers owe a decision.
    Open,
    /// It was decided.
    Decided {
        /// When.
        at: Timestamp,
        /// How.
        outcome: Outcome,
    },
    /// It is over.
    Ended {
        /// When.
        at: Timestamp,
        /// How.
        ending: Closure,
    },
}

/// A document of a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The part.
    pub part: PartId,
    /// What it is called.
    pub title: Words,
    /// Where its bytes are.
    pub file: Words,
    /// Its media type.
    pub media: String,
    /// Its size in bytes.
    pub size: u64,
    /// Who put it there.
    pub by: PersonId,
    /// The body whose paper it is.
    pub of_body: Option<BodyId>,
    /// How it is marked.
    pub marking: Marking,
    /// A copy with passages left out.
    pub redacted: bool,
    /// The person whom it concerns.
    pub concerns: Option<PersonId>,
    /// Its exempt passages, with the law.
    pub exempt: Vec<(Law, Words)>,
    /// The finding on need to know for it.
    pub need: Option<bool>,
    /// Its release.
    pub release: Option<Release>,
    /// How it became public.
    pub public: Option<Opened>,
    /// Taken away before it was released.
    pub removed: bool,
}

/// A document's release to the member.
#[derive(Debug, Clone, PartialEq)]
pub struct Release {
    /// When.
    pub at: Timestamp,
    /// For which purpose.
    pub purpose: Words,
    /// Its last day.
    pub until: Option<Date>,
    /// Given in confidence.
    pub confidential: bool,
    /// How need to know stood.
    pub need: Need,
    /// When the member accepted the purpose.
    pub accepted: Option<Timestamp>,
    /// When it was ended by hand.
    pub ended: Option<Timestamp>,
}

/// A body that was asked to determine access (BR 12.10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewAnswer {
    /// What it answered.
    pub answer: BodyAnswer,
    /// When.
    pub at: Timestamp,
}

/// The asking of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Which body.
    pub body: BodyId,
    /// What it answered, once it did.
    pub answered: Option<ReviewAnswer>,
}

impl Release {
    /// Whether the member can open the document on a day: not ended by hand nor by its date.
    pub fn runs(&self, on: Date) -> bool {
        self.ended.is_none() && self.until.is_none_or(|until| on <= until)
    }
}

impl Document {
    /// The strictest marking: a document with an exempt passage is exempt, unless that passage was left out.
    pub fn marked(&self) -> Marking {
        if self.redacted || self.exempt.is_empty() {
            self.marking
        } else {
            Marking::Exempt
        }
    }

    /// Whether it is confidential to whoever opens it.
    pub fn is_confidential(&self) -> bool {
        let given = self.release.as_ref().is_some_and(|r| r.confidential);
        self.public.is_none() && (given || self.marked().is_confidential())
    }

    /// Whether it waits to be released.
    pub fn waits(&self) -> bool {
        !self.removed && self.release.is_none()
    }

    /// Whether the member has it today.
    pub fn is_released(&self, on: Date) -> bool {
        self.release
            .as_ref()
            .is_some_and(|release| release.runs(on))
    }
}

impl State {
    /// Whether officers owe something.
    pub fn is_open(&self) -> bool {
        self.standing == Standing::Open
    }

    /// Whether it is over.
    pub fn is_ended(&self) -> bool {
        matches!(self.standing, Standing::Ended { .. })
    }

    /// How it was decided, while it stands so.
    pub fn outcome(&self) -> Option<Outcome> {
        match self.standing {
            Standing::Decided { outcome, .. } => Some(outcome),
            _ => None,
        }
    }

    /// Whether a body has been asked and has not answered.
    pub fn awaits_body(&self) -> bool {
        self.review.as_ref().is_some_and(|r| r.answered.is_none())
    }

    /// Whether the Monitoring Officer has a part in it.
    pub fn with_monitoring_officer(&self) -> bool {
        self.referred || self.guidance != Guidance::None
    }

    /// A document by its part, unless it was taken away.
    pub fn document(&self, part: &PartId) -> Option<&Document> {
        let mut documents = self.documents.iter();
        documents.find(|document| &document.part == part && !document.removed)
    }

    /// The documents that the member has on a day.
    pub fn released(&self, on: Date) -> impl Iterator<Item = &Document> {
        self.documents.iter().filter(move |d| d.is_released(on))
    }

    /// The day of the last event.
    pub fn last_on(&self) -> Date {
        local_date(self.last_at)
    }
}
