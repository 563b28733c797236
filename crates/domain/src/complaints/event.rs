//! What happens to a complaint. Words lie apart; an event holds only where they are.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::Receipt;
use crate::clock::{TargetName, Verdict};
use crate::enquiries::event::{OutsideReference, Permits};
use crate::ids::{AppointmentId, ContentKey, PartId, PersonId, ServiceId, TeamId, WardId};
use crate::reference::Reference;
use crate::register::Pin;
use crate::verdict::Basis;
use crate::words::Words;

/// Something that happened to a complaint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Event {
    /// It was logged.
    Logged(Box<Logged>),
    /// The resident was told that it has arrived.
    Acknowledged {
        /// By which way.
        how: How,
    },
    /// Somebody was given it to deal with.
    Allocated {
        /// The service.
        service: Option<ServiceId>,
        /// The officer.
        handler: PersonId,
    },
    /// The resident was told who deals with it.
    HandlerTold {
        /// By which way.
        how: How,
    },
    /// It takes longer, with the reasons.
    Extended {
        /// Until when.
        until: Date,
        /// Why.
        why: Words,
        /// Why it takes longer than the procedure’s own limit, where it does.
        good_reason: Option<Words>,
        /// By which way the resident was told the reasons.
        how: How,
    },
    /// It was answered at its stage.
    Answered {
        /// The part.
        part: PartId,
        /// What came of it.
        outcome: Outcome,
        /// The answer to the resident.
        words: Words,
        /// What is put right.
        remedy: Option<Words>,
        /// By which way.
        how: How,
    },
    /// The resident asked for the next stage.
    NextStage {
        /// Why.
        why: Words,
    },
    /// The resident went to the Ombudsman.
    OmbudsmanAsked {
        /// The Ombudsman’s reference.
        reference: Option<OutsideReference>,
    },
    /// The Ombudsman decided.
    OmbudsmanDecided {
        /// What.
        outcome: OmbudsmanOutcome,
        /// In words.
        words: Words,
    },
    /// The resident lets the member learn more, or less.
    PermitsChanged {
        /// What.
        permits: Permits,
    },
    /// An internal note.
    Noted {
        /// The part.
        part: PartId,
        /// The note.
        words: Words,
    },
    /// A person is kept out, whatever their posts.
    ReaderDenied {
        /// Who.
        person: PersonId,
        /// Why.
        why: Words,
    },
    /// It was closed.
    Closed {
        /// How.
        ending: Ending,
        /// Why.
        why: Option<Words>,
        /// On which ground.
        basis: Basis,
    },
    /// A target of a stage was judged.
    Judged {
        /// Of which stage.
        stage: u32,
        /// Which target.
        target: TargetName,
        /// Its date as it stood.
        due: Date,
        /// The verdict.
        verdict: Verdict,
    },
    /// A reason was given where a duty asks, or an office went on where others are refused.
    Explained {
        /// For which act, by its stable name.
        act: String,
        /// The duty.
        basis: Basis,
        /// The reason.
        words: Words,
        /// Whether an office overrode a refusal.
        overrides: bool,
    },
    /// Words were erased for good.
    Erased {
        /// Their keys.
        keys: Vec<ContentKey>,
        /// On which ground.
        basis: Basis,
    },
}

/// It was logged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Logged {
    /// Its reference.
    pub reference: Reference,
    /// The protocol by which it is judged.
    pub pin: Option<Pin>,
    /// The team that has it.
    pub team: TeamId,
    /// The enquiry that it was.
    pub enquiry: Option<Reference>,
    /// The member’s appointment to which that enquiry belonged.
    pub holder: Option<AppointmentId>,
    /// What the resident permits the member to learn.
    pub permits: Permits,
    /// When the council received it.
    pub received: Receipt,
    /// What it is about, in a line.
    pub title: Words,
    /// What the resident complains of.
    pub body: Words,
    /// Who complains and how to reach them.
    pub resident: Option<Words>,
    /// The service complained of.
    pub service: Option<ServiceId>,
    /// The ward of the place.
    pub ward: Option<WardId>,
    /// What it is: a complaint, or what the same page of the council takes besides.
    #[serde(default, skip_serializing_if = "Sort::is_complaint")]
    pub sort: Sort,
}

/// What a resident brings to those who deal with complaints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// A complaint.
    #[default]
    Complaint,
    /// A compliment: passed to the service, and no complaint.
    Compliment,
    /// A suggestion: passed to the service, and no complaint.
    Suggestion,
}

impl Sort {
    /// Whether it is a complaint.
    pub fn is_complaint(&self) -> bool {
        *self == Self::Complaint
    }

    /// It in words, with its article.
    pub fn words(self) -> &'static str {
        match self {
            Self::Complaint => "a complaint",
            Self::Compliment => "a compliment",
            Self::Suggestion => "a suggestion",
        }
    }
}

/// By which way a resident was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// By letter.
    Letter,
    /// By e-mail.
    Mail,
    /// On the telephone.
    Telephone,
    /// In person.
    InPerson,
}

/// What came of a complaint at a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Upheld.
    Upheld,
    /// Upheld in part.
    PartlyUpheld,
    /// Not upheld.
    NotUpheld,
    /// Put right with the resident before it was decided.
    Resolved,
}

/// What the Ombudsman decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OmbudsmanOutcome {
    /// Fault was found.
    Fault,
    /// No fault was found.
    NoFault,
    /// Not investigated.
    NotInvestigated,
}

/// How a complaint ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// Answered, and the resident asks for no more.
    Answered,
    /// The resident took it back.
    Withdrawn,
    /// It is no complaint of this procedure.
    NotAComplaint,
}

macro_rules! names {
    ($($event:ident $name:literal,)*) => {
        impl Event {
            /// The stable name of every event, as stored.
            pub const NAMES: &'static [&'static str] = &[$($name,)*];

            /// The event’s stable name, as stored.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$event { .. } => $name,)* }
            }
        }
    };
}

names! {
    Logged "logged",
    Acknowledged "acknowledged",
    Allocated "allocated",
    HandlerTold "handler-told",
    Extended "extended",
    Answered "answered",
    NextStage "next-stage",
    OmbudsmanAsked "ombudsman-asked",
    OmbudsmanDecided "ombudsman-decided",
    PermitsChanged "permits-changed",
    Noted "noted",
    ReaderDenied "reader-denied",
    Closed "closed",
    Judged "judged",
    Explained "explained",
    Erased "erased",
}

impl Event {
    /// Where the words of the event are kept.
    pub fn contents(&self) -> Vec<&Words> {
        match self {
            Self::Logged(logged) => [&logged.title, &logged.body]
                .into_iter()
                .chain(&logged.resident)
                .collect(),
            Self::Extended {
                why, good_reason, ..
            } => std::iter::once(why).chain(good_reason).collect(),
            Self::Answered { words, remedy, .. } => std::iter::once(words).chain(remedy).collect(),
            Self::NextStage { why } | Self::ReaderDenied { why, .. } => vec![why],
            Self::OmbudsmanDecided { words, .. }
            | Self::Noted { words, .. }
            | Self::Explained { words, .. } => vec![words],
            Self::Closed { why, .. } => why.iter().collect(),
            _ => Vec::new(),
        }
    }
}
