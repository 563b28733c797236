//! What can be done with a complaint. Texts are as typed; deciding cleans and bounds them.

use jiff::civil::Date;

use super::event::{Ending, How, OmbudsmanOutcome, Outcome, Sort};
use crate::calendar::Receipt;
use crate::enquiries::event::Permits;
use crate::ids::{AppointmentId, ContentKey, PersonId, ServiceId, WardId};
use crate::reference::Reference;
use crate::register::kinds::kinds;
use crate::verdict::Basis;

kinds! {
    /// Log a new complaint.
    Log "log" "Log a complaint";
    /// Record that the resident was told that it has arrived.
    Acknowledge "acknowledge" "Record the acknowledgement";
    /// Give it to somebody who deals with it.
    Allocate "allocate" "Give it to an officer";
    /// Record that the resident was told who deals with it.
    TellHandler "tell-handler" "Record that the resident knows who deals with it";
    /// Take longer, with the reasons.
    Extend "extend" "Take longer, with the reasons";
    /// Answer it at its stage.
    Answer "answer" "Answer the resident";
    /// Begin the next stage.
    NextStage "next-stage" "Begin the next stage";
    /// Record that the resident went to the Ombudsman.
    AskOmbudsman "ask-ombudsman" "Record that the Ombudsman has it";
    /// Record what the Ombudsman decided.
    DecideOmbudsman "decide-ombudsman" "Record what the Ombudsman decided";
    /// Change what the member may learn.
    ChangePermits "change-permits" "Change what the member may learn";
    /// Write an internal note.
    Note "note" "Write an internal note";
    /// Keep a person out, whatever their posts.
    KeepOut "keep-out" "Keep a person out";
    /// Close it.
    Close "close" "Close it";
    /// Pin what its clock judged.
    Judge "judge" "Record how its clock was judged";
    /// Erase words for good.
    Erase "erase" "Erase words";
}

/// An act, with why it goes on where a duty asks.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// What to do.
    pub act: Act,
    /// Why, where a duty asks or an office overrides a refusal.
    pub explanation: Option<String>,
}

impl From<Act> for Command {
    fn from(act: Act) -> Self {
        Self {
            act,
            explanation: None,
        }
    }
}

/// A new complaint, as given.
#[derive(Debug, Clone, PartialEq)]
pub struct Log {
    /// What it is about, in a line.
    pub title: String,
    /// What the resident complains of.
    pub body: String,
    /// Who complains and how to reach them.
    pub resident: Option<String>,
    /// When it reached the council, if before now.
    pub received: Option<Receipt>,
    /// The service complained of.
    pub service: Option<ServiceId>,
    /// The ward of the place.
    pub ward: Option<WardId>,
    /// The enquiry that it was, and whose.
    pub enquiry: Option<(Reference, AppointmentId)>,
    /// What the resident permits the member to learn.
    pub permits: Permits,
    /// Persons whom it concerns and who must not read it.
    pub keep_out: Vec<PersonId>,
    /// What it is.
    pub sort: Sort,
}

/// Everything that can be done with a complaint.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Log a new complaint.
    Log(Box<Log>),
    /// Record that the resident was told that it has arrived.
    Acknowledge {
        /// By which way.
        how: How,
    },
    /// Give it to somebody who deals with it.
    Allocate {
        /// The service, where it is another.
        service: Option<ServiceId>,
        /// The officer.
        handler: PersonId,
        /// By which way the resident was told, where they were.
        told: Option<How>,
    },
    /// Record that the resident was told who deals with it.
    TellHandler {
        /// By which way.
        how: How,
    },
    /// Take longer, with the reasons.
    Extend {
        /// Until when.
        until: Date,
        /// Why.
        why: String,
        /// Why longer than the procedure’s own limit.
        good_reason: Option<String>,
        /// By which way the resident was told the reasons.
        how: How,
    },
    /// Answer it at its stage.
    Answer {
        /// What came of it.
        outcome: Outcome,
        /// The answer to the resident.
        words: String,
        /// What is put right.
        remedy: Option<String>,
        /// By which way.
        how: How,
    },
    /// Begin the next stage.
    NextStage {
        /// Why.
        why: String,
    },
    /// Record that the resident went to the Ombudsman.
    AskOmbudsman {
        /// The Ombudsman’s reference.
        reference: Option<String>,
    },
    /// Record what the Ombudsman decided.
    DecideOmbudsman {
        /// What.
        outcome: OmbudsmanOutcome,
        /// In words.
        words: String,
    },
    /// Change what the member may learn.
    ChangePermits {
        /// What.
        permits: Permits,
    },
    /// Write an internal note.
    Note {
        /// The note.
        words: String,
    },
    /// Keep a person out, whatever their posts.
    KeepOut {
        /// Whom.
        person: PersonId,
        /// Why.
        why: String,
    },
    /// Close it.
    Close {
        /// How.
        ending: Ending,
        /// Why.
        why: Option<String>,
    },
    /// Pin what its clock judged and is not pinned yet.
    Judge,
    /// Erase words for good.
    Erase {
        /// Their keys.
        keys: Vec<ContentKey>,
        /// On which ground.
        basis: Basis,
    },
}

macro_rules! kind_of {
    ($($kind:ident),* $(,)?) => {
        impl Act {
            /// The kind of this act.
            pub fn kind(&self) -> Kind {
                match self { $(Self::$kind { .. } => Kind::$kind,)* }
            }
        }
    };
}

kind_of!(
    Log,
    Acknowledge,
    Allocate,
    TellHandler,
    Extend,
    Answer,
    NextStage,
    AskOmbudsman,
    DecideOmbudsman,
    ChangePermits,
    Note,
    KeepOut,
    Close,
    Judge,
    Erase,
);
