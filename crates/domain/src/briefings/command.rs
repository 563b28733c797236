//! What somebody wants to do with a briefing, with all its fields as typed.

use jiff::civil::{Date, Time};

use super::Kind;
use crate::access::Token;
use crate::directory::RoleKind;
use crate::ids::{AppointmentId, ContentKey, GroupId, PartId, PersonId, ServiceId};
use crate::protocol::Forum;
use crate::register::files::FileTyped;
use crate::verdict::Basis;

/// An act with the reason that its gate may have asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// What to do.
    pub act: Act,
    /// The reason, where a duty asks for one.
    pub why: Option<String>,
}

impl From<Act> for Command {
    fn from(act: Act) -> Self {
        Self { act, why: None }
    }
}

/// A kind of act with what was given for it.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    missing_docs,
    reason = "each is documented at its Kind of the same name"
)]
pub enum Act {
    Open(Box<Opening>),
    Arrange {
        /// On which day.
        on: Date,
        /// At which time, in Europe/London.
        time: Time,
        /// Where.
        place: String,
        /// Who briefs; none for whoever arranges it.
        officer: Option<PersonId>,
    },
    PutOff {
        /// Why.
        words: String,
    },
    Accept,
    Decline,
    Brief {
        /// On which day.
        on: Date,
        /// What was said, for those who read the content.
        content: Option<String>,
        /// Advice was given that the report does not have.
        beyond: bool,
    },
    Mark {
        /// Who of those invited.
        who: Token,
        /// Whether they came.
        came: bool,
    },
    Inform {
        /// The information.
        words: String,
        /// The documents that go with it.
        files: Vec<FileTyped>,
    },
    AskSeparate,
    BriefSeparately {
        /// The group.
        group: GroupId,
        /// What it was given beyond what the others have.
        extra: Option<String>,
        /// Why.
        why: Option<String>,
    },
    Break {
        /// When, and for whom.
        words: String,
    },
    State {
        /// The chair agrees.
        chair: bool,
    },
    ProposeSharing {
        /// With which member.
        with: AppointmentId,
    },
    PermitSharing {
        /// Which sharing.
        part: PartId,
    },
    RefuseSharing {
        /// Which sharing.
        part: PartId,
    },
    Withdraw,
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
            Self::Open(_) => Kind::Open,
            Self::Arrange { .. } => Kind::Arrange,
            Self::PutOff { .. } => Kind::PutOff,
            Self::Accept => Kind::Accept,
            Self::Decline => Kind::Decline,
            Self::Brief { .. } => Kind::Brief,
            Self::Mark { .. } => Kind::Mark,
            Self::Inform { .. } => Kind::Inform,
            Self::AskSeparate => Kind::AskSeparate,
            Self::BriefSeparately { .. } => Kind::BriefSeparately,
            Self::Break { .. } => Kind::Break,
            Self::State { .. } => Kind::State,
            Self::ProposeSharing { .. } => Kind::ProposeSharing,
            Self::PermitSharing { .. } => Kind::PermitSharing,
            Self::RefuseSharing { .. } => Kind::RefuseSharing,
            Self::Withdraw => Kind::Withdraw,
            Self::Erase { .. } => Kind::Erase,
        }
    }
}

/// A new briefing, as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The policy matter, in a line.
    pub title: String,
    /// Where it has been or may be discussed; what is asked or planned.
    pub body: String,
    /// The service that deals with the matter.
    pub service: ServiceId,
    /// For whom; none for the member who asks.
    pub invites: Option<Invites>,
    /// For which kind of body.
    pub forum: Forum,
    /// Who was consulted before it was arranged.
    pub consulted: Option<PersonId>,
    /// Why nobody was.
    pub why: Option<String>,
}

/// Who is invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Invites {
    /// Whoever holds one kind of office.
    Office(RoleKind),
    /// Whoever holds one of the offices that the protocol names.
    Entitled,
    /// Every political group, together.
    AllGroups,
}
