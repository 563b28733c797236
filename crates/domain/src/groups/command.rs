//! What somebody wants to do with a group’s request or an offer, with all its fields as typed.

use jiff::civil::Date;

use super::event::{Capacity, DecidedBy, Ground, Meeting, Wants};
use super::{Kind, State};
use crate::ids::{ContentKey, PersonId, ServiceId};
use crate::reference::Reference;
use crate::register::files::FileTyped;
use crate::verdict::Basis;

/// An act with the reason that its gate may have asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// What to do.
    pub act: Act,
    /// The reason, where a duty asks for one or an office overrides a refusal.
    pub why: Option<String>,
}

impl From<Act> for Command {
    fn from(act: Act) -> Self {
        Self { act, why: None }
    }
}

/// Another request that the act names, as the caller loaded it.
pub type Beside = crate::register::Beside<State>;

/// A kind of act with what was given for it.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    missing_docs,
    reason = "each is documented at its Kind of the same name"
)]
pub enum Act {
    Ask(Box<Asking>),
    Approve {
        /// Who is to attend, where the request named nobody.
        officer: Option<PersonId>,
    },
    Agree,
    TellChiefExecutive,
    Attend(Attendance),
    Give(Giving),
    SameMatter {
        /// The other request; none where it could not be loaded.
        other: Option<Beside>,
    },
    /// The same as [`Act::SameMatter`], before the other request is loaded.
    Named(Reference),
    Note {
        /// What was discussed.
        words: String,
    },
    Decline {
        /// On what ground.
        ground: Ground,
        /// More of it, for the group.
        words: Option<String>,
    },
    Withdraw,
    TakeUp,
    DeclineOffer,
    ActOnDecision {
        /// Who decided; none where neither a body nor a person was named, or both were.
        by: Option<DecidedBy>,
        /// When.
        on: Date,
        /// The minute.
        minute: String,
        /// What is done.
        words: String,
    },
    ActOnConclusion {
        /// What is done.
        words: String,
    },
    DecideAsGroup,
    BringBreach {
        /// What happened.
        words: String,
    },
    ReportBreach {
        /// What it is about, in a line.
        title: String,
        /// What happened.
        words: String,
        /// The service whose officers it concerns.
        service: ServiceId,
    },
    SettleBreach {
        /// What was done.
        words: String,
    },
    Erase {
        /// Their keys.
        keys: Vec<ContentKey>,
        /// On which legal ground.
        basis: Basis,
    },
}

impl Act {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Ask(_) => Kind::Ask,
            Self::Approve { .. } => Kind::Approve,
            Self::Agree => Kind::Agree,
            Self::TellChiefExecutive => Kind::TellChiefExecutive,
            Self::Attend(_) => Kind::Attend,
            Self::Give(_) => Kind::Give,
            Self::SameMatter { .. } | Self::Named(_) => Kind::SameMatter,
            Self::Note { .. } => Kind::Note,
            Self::Decline { .. } => Kind::Decline,
            Self::Withdraw => Kind::Withdraw,
            Self::TakeUp => Kind::TakeUp,
            Self::DeclineOffer => Kind::DeclineOffer,
            Self::ActOnDecision { .. } => Kind::ActOnDecision,
            Self::ActOnConclusion { .. } => Kind::ActOnConclusion,
            Self::DecideAsGroup => Kind::DecideAsGroup,
            Self::BringBreach { .. } => Kind::BringBreach,
            Self::ReportBreach { .. } => Kind::ReportBreach,
            Self::SettleBreach { .. } => Kind::SettleBreach,
            Self::Erase { .. } => Kind::Erase,
        }
    }
}

/// A new request, as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The item of the Council’s business, in a line.
    pub business: String,
    /// What is asked.
    pub body: String,
    /// Attendance, or information and advice only.
    pub wants: Wants,
    /// Whether it concerns party business.
    pub party: bool,
    /// The service that deals with the matter.
    pub service: ServiceId,
    /// The officer whom the group asks for.
    pub officer: Option<PersonId>,
    /// In which capacity.
    pub capacity: Capacity,
    /// What is exceptional, where the text says that it must be.
    pub exceptional: Option<String>,
    /// What kind of meeting it is.
    pub meeting: Option<Meeting>,
    /// When the group meets.
    pub meets_on: Option<Date>,
    /// At which time and where.
    pub place: Option<String>,
    /// Whether people from outside the Council will be there.
    pub outsiders: bool,
    /// Who they are, a name or a role in each line.
    pub present: Option<String>,
}

/// An attendance, as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendance {
    /// On which day.
    pub on: Date,
    /// The officer left before the group deliberated.
    pub left: bool,
    /// The officer was not there while political business was discussed.
    pub apart: bool,
    /// People from outside the Council were there.
    pub outsiders: bool,
    /// Who they were, a name or a role in each line.
    pub present: Option<String>,
    /// What was said was limited because of them.
    pub limited: bool,
    /// In which discussion the officer took part.
    pub part: Option<String>,
    /// What was given.
    pub given: Option<Giving>,
    /// Why anything of this is not as the protocol has it.
    pub why: Option<String>,
}

/// Information or advice, as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Giving {
    /// What it is about, in words that other groups may read.
    pub subject: String,
    /// The facts and the advice, without the discussion and without who asked what.
    pub information: String,
    /// It is factual and professional, and no party’s.
    pub factual: bool,
    /// It is the same as another group was given on the same matter.
    pub same: bool,
    /// Why not.
    pub why: Option<String>,
    /// The documents that were given with it.
    pub files: Vec<FileTyped>,
}
