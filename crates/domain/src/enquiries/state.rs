//! An enquiry as folded from its events: what it asks, who has it, what is still owed. Holds no words,
//! only where they are kept.

use jiff::Timestamp;
use jiff::civil::Date;

use super::event::{
    Approach, Closer, Closure, Constituent, Contributor, Desk, FileReaders, Permits, Pin, RaisedBy,
    Reason, Side, UrgentGround,
};
use crate::access::Token;
use crate::calendar::Receipt;
use crate::clock::{Class, Tick, TickKind};
use crate::ids::{AppointmentId, PartId, PartnerId, PersonId, ServiceId, TeamId, WardId};
use crate::reference::Reference;
use crate::register::kept::Kept;
use crate::verdict::Basis;
use crate::words::Words;

/// An enquiry now.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Its reference.
    pub reference: Reference,
    /// The protocol by which it is judged.
    pub pin: Option<Pin>,
    /// The member's appointment to which it belongs.
    pub holder: AppointmentId,
    /// The member's last day, while nobody has taken it over.
    pub holder_ended: Option<Date>,
    /// Who typed it.
    pub raised_by: RaisedBy,
    /// The person who typed it.
    pub typed_by: PersonId,
    /// When it was recorded.
    pub raised_at: Timestamp,
    /// When it was received; its first clock starts here.
    pub received: Receipt,
    /// What it is about, in a line.
    pub title: Words,
    /// What the member asks.
    pub body: Words,
    /// For whom, if for a constituent.
    pub constituent: Option<Constituent>,
    /// The ward of the place.
    pub ward: Option<WardId>,
    /// The place, in words.
    pub place: Option<Words>,
    /// On what ground it is urgent, if it is.
    pub urgent: Option<UrgentGround>,
    /// The class in which it was raised.
    pub first_class: Class,
    /// Whether the door to the Complaints Procedure was shown before it was raised.
    pub complaint_shown: bool,
    /// The acts that an office let go on where the protocol refuses them, by stable name.
    pub lifted: Vec<String>,
    /// The service it is about.
    pub service: Option<ServiceId>,
    /// Why the member steps in.
    pub reason: Option<Reason>,
    /// Who has it, and why.
    pub desk: Option<(Desk, Basis)>,
    /// Who had it before, to whom it can be sent back.
    pub came_from: Option<Desk>,
    /// The manager's answerability, where the protocol names it.
    pub answerable: Option<Basis>,
    /// The officer who has it.
    pub handler: Option<PersonId>,
    /// Whether that officer took it on.
    pub accepted: bool,
    /// Whether the member was told who deals with it.
    pub acknowledged: bool,
    /// Where it stands.
    pub standing: Standing,
    /// What the clock counts.
    pub ticks: Vec<Tick>,
    /// The holding replies, oldest first.
    pub holds: Vec<Hold>,
    /// Since when officers wait on the member.
    pub waiting: Option<Timestamp>,
    /// The second stage.
    pub second_stage: SecondStage,
    /// The day of the member's last chase.
    pub chased: Option<Date>,
    /// Raised as a disproportionate burden.
    pub burden: Option<Burden>,
    /// Parts asked of others.
    pub contributions: Vec<Contribution>,
    /// What partners were asked.
    pub partners: Vec<Asking>,
    /// Commitments with a date.
    pub promises: Vec<Promise>,
    /// Messages and answers that can be called back.
    pub messages: Vec<Message>,
    /// Internal notes.
    pub notes: Vec<Note>,
    /// Files.
    pub files: Vec<File>,
    /// Linked enquiries.
    pub links: Vec<Reference>,
    /// The campaign to which it belongs.
    pub campaign: Option<PartId>,
    /// Readers that were added, each with why.
    pub shared: Vec<(Token, Basis)>,
    /// Persons who are kept out.
    pub denied: Vec<PersonId>,
    /// Laid before the Monitoring Officer.
    pub referred: bool,
    /// Whether a reason for a late answer and talk of a new date are on record.
    pub late_explained: bool,
    /// The day on which it was first answered.
    pub first_answered: Option<Timestamp>,
    /// Whether the member was asked what the answer was worth, and said so.
    pub rated: bool,
    /// What is kept of it and what was erased.
    pub kept: Kept,
    /// When anything last happened.
    pub last_at: Timestamp,
}

/// Where an enquiry stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// Officers owe an answer.
    Open,
    /// It was answered; the member may close, follow up or reopen.
    Answered {
        /// When.
        at: Timestamp,
    },
    /// It is over.
    Ended {
        /// When.
        at: Timestamp,
        /// How.
        how: Ended,
    },
}

/// How an enquiry left the lists of open ones.
#[derive(Debug, Clone, PartialEq)]
pub enum Ended {
    /// It was closed.
    Closed {
        /// By which side.
        by: Closer,
        /// How.
        ending: Closure,
    },
    /// It was merged into this one.
    Merged(Reference),
    /// It is a complaint now.
    Complaint {
        /// The team that has it.
        to: Desk,
        /// What the resident allows the member to learn.
        permits: Permits,
    },
    /// It is a report or a request now.
    HandedOn,
    /// Another body has it.
    NotOurs,
}

/// A holding reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// When it was sent.
    pub at: Timestamp,
    /// Who sent it.
    pub by: PersonId,
    /// The date proposed.
    pub until: Date,
    /// What the member said to it.
    pub reply: HoldReply,
    /// The member was told why.
    pub explained: bool,
    /// The date was talked over with the member before it was sent.
    pub liaised: bool,
    /// It came after the date that it should have met.
    pub late: bool,
}

/// What the member said to a proposed date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoldReply {
    /// Nothing yet.
    Silent,
    /// It is agreed.
    Agreed,
    /// It is contested, perhaps with a date wanted instead.
    Contested(Option<Date>),
}

/// Where a second stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SecondStage {
    /// Nobody asked.
    #[default]
    None,
    /// Asked of the member.
    Asked,
    /// The member agreed.
    Agreed,
    /// The member refused.
    Refused,
}

/// A disproportionate burden.
#[derive(Debug, Clone, PartialEq)]
pub struct Burden {
    /// Whether it was raised with those answerable for the service, and not only talked over.
    pub raised: bool,
    /// Whether the clock runs on.
    pub clock_runs: bool,
    /// How it will be answered, and whether the member agreed.
    pub approach: Option<(Approach, bool)>,
}

/// A part asked of others.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// The part.
    pub part: PartId,
    /// Of whom.
    pub of: Contributor,
    /// By when.
    pub due: Date,
    /// Given, withdrawn or awaited.
    pub given: Option<bool>,
}

/// Something asked of a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The part.
    pub part: PartId,
    /// The partner.
    pub partner: PartnerId,
    /// By when.
    pub due: Date,
    /// Whether the answer is there.
    pub answered: bool,
}

/// A commitment with a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The part.
    pub part: PartId,
    /// By when.
    pub due: Date,
    /// When it was made.
    pub made: Timestamp,
    /// How it went, once it is known.
    pub outcome: PromiseOutcome,
}

/// How a promise went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromiseOutcome {
    /// Its date is still to come.
    Open,
    /// It was kept.
    Kept,
    /// Its date passed unkept.
    Missed,
}

/// A message or an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The part.
    pub part: PartId,
    /// From which side.
    pub from: Side,
    /// Where its words are.
    pub words: Words,
    /// Who sent it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// Whether it was an answer.
    pub answer: bool,
    /// Whether it was called back.
    pub recalled: bool,
}

/// An internal note.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// The part.
    pub part: PartId,
    /// Where its words are.
    pub words: Words,
}

/// A file.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// The part.
    pub part: PartId,
    /// Where its name is.
    pub name: Words,
    /// Where its bytes are.
    pub file: Words,
    /// Its media type.
    pub media: String,
    /// Its size in bytes.
    pub size: u64,
    /// Who may see it.
    pub readers: FileReaders,
    /// Who added it.
    pub by: PersonId,
    /// Whether it was taken out of view.
    pub removed: bool,
}

impl State {
    /// The service whose officers have it, if one has.
    pub fn desk_service(&self) -> Option<&ServiceId> {
        match &self.desk {
            Some((Desk::Service(service), _)) => Some(service),
            _ => None,
        }
    }

    /// The team that has it, if one has.
    pub fn desk_team(&self) -> Option<&TeamId> {
        match &self.desk {
            Some((Desk::Team(team), _)) => Some(team),
            _ => None,
        }
    }

    /// The class by which its clock runs.
    pub fn class(&self) -> Class {
        if self.urgent.is_some() {
            Class::Urgent
        } else {
            Class::Other
        }
    }

    /// Whether officers owe an answer.
    pub fn is_open(&self) -> bool {
        self.standing == Standing::Open
    }

    /// Whether it is over.
    pub fn is_ended(&self) -> bool {
        matches!(self.standing, Standing::Ended { .. })
    }

    /// The latest holding reply that still stands: what was answered or reopened since is held no more.
    pub fn last_hold(&self) -> Option<&Hold> {
        let hold = self.holds.last()?;
        let answers = self.messages.iter().filter(|said| said.answer);
        let answered = answers.filter(|said| !said.recalled).map(|said| said.at);
        let ticks = self.ticks.iter();
        let reopened = ticks.filter(|tick| tick.what == TickKind::Reopened);
        let since = answered.chain(reopened.map(|tick| tick.at)).max();
        since.is_none_or(|at| at <= hold.at).then_some(hold)
    }

    /// Whether it is open because a promise was not kept, and nothing has been said since.
    pub fn is_open_by_promise(&self) -> bool {
        let mut promises = self.promises.iter();
        self.is_open()
            && self.first_answered.is_some()
            && promises.any(|promise| promise.outcome == PromiseOutcome::Missed)
            && self.last_hold().is_none()
    }

    /// Whether a proposed date waits for the member's word.
    pub fn date_proposed(&self) -> bool {
        self.is_open()
            && self
                .last_hold()
                .is_some_and(|hold| hold.reply == HoldReply::Silent)
    }

    /// Promises whose date is still to come.
    pub fn open_promises(&self) -> impl Iterator<Item = &Promise> {
        self.promises
            .iter()
            .filter(|promise| promise.outcome == PromiseOutcome::Open)
    }

    /// Contributions that are still awaited.
    pub fn awaited(&self) -> impl Iterator<Item = &Contribution> {
        self.contributions
            .iter()
            .filter(|contribution| contribution.given.is_none())
    }
}
