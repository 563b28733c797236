//! What has happened to a political group’s request or to an offer. Stable names, no personal free text;
//! a name once written is never changed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::access::{Reader, Token};
use crate::ids::{AppointmentId, BodyId, ContentKey, GroupId, PartId, PersonId, ServiceId};
use crate::reference::Reference;
use crate::register::Pin;
use crate::register::files::CaseFile;
use crate::verdict::Basis;
use crate::words::Words;

pub use super::privacy::{FIELDS, name};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Event {
    /// A group, or a member of none, asked.
    Asked(Box<Asked>),
    /// The information that another was given was offered.
    Offered(Box<Offered>),
    /// The attendance was approved.
    Approved(Approved),
    /// An officer agreed to attend.
    Agreed {
        /// The post in which they do.
        #[serde(default)]
        post: Option<AppointmentId>,
    },
    /// The Chief Executive was told.
    ChiefExecutiveTold {
        /// Why.
        basis: Basis,
    },
    /// The officer attended.
    Attended(Attended),
    /// Information or advice was given.
    Given(Given),
    /// A document was given with it.
    FileGiven(CaseFile),
    /// The others were told and offered the same.
    OffersMade(OffersMade),
    /// It concerns the same matter as another request.
    Matched {
        /// The matter.
        topic: PartId,
        /// The other request.
        reference: Reference,
        /// Why it is said.
        basis: Basis,
    },
    /// The discussion was noted.
    Noted {
        /// The part.
        part: PartId,
        /// What was discussed.
        words: Words,
        /// Why so few read it.
        basis: Basis,
        /// Who else reads it, on a ground that the council had set by then.
        #[serde(default)]
        also: Vec<Reader>,
        /// The post in which its author reads it; none where they do in person.
        #[serde(default)]
        post: Option<AppointmentId>,
    },
    /// The request was declined.
    Declined(Declined),
    /// The request was taken back.
    Withdrawn {},
    /// The offer was taken up.
    TakenUp {},
    /// The offer was declined.
    OfferDeclined {},
    /// Officers act on a formal decision.
    DecisionFollowed(DecisionFollowed),
    /// Officers act on the group’s conclusion, for a reason that is on record.
    ConclusionFollowed {
        /// What is done.
        words: Words,
        /// The duty.
        basis: Basis,
    },
    /// A breach was brought to the Monitoring Officer.
    BreachBrought {
        /// What happened.
        words: Words,
        /// The duty.
        basis: Basis,
    },
    /// A breach was reported that belongs to no request.
    BreachReported(Box<BreachReported>),
    /// What was done about a reported breach was recorded.
    BreachSettled {
        /// What was done.
        words: Words,
    },
    /// A reason was given where a duty asks for one.
    Explained {
        /// The kind of act.
        act: String,
        /// The duty.
        basis: Basis,
        /// The reason.
        words: Words,
        /// Whether a refusal was overridden.
        overrides: bool,
    },
    /// Words were erased for good.
    Erased {
        /// Their keys.
        keys: Vec<ContentKey>,
        /// On which legal ground.
        basis: Basis,
    },
}

/// For whom a request or an offer is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// A political group.
    Group(GroupId),
    /// A member of no group, or one who asks alone.
    Member(AppointmentId),
    /// Whoever reports a breach: nothing is asked or offered for them.
    Reporter(PersonId),
}

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wants {
    /// An officer at a meeting.
    Attendance,
    /// Information or advice without one.
    Information,
}

/// In which capacity an officer is invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Capacity {
    /// As an officer of the council.
    Officer,
    /// As a representative of a trade union.
    Union,
}

/// What kind of meeting it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meeting {
    /// Of the whole group.
    WholeGroup,
    /// Of those of the group who sit on the deciding body.
    PreMeeting,
}

/// On what ground a request is declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// No time, or another has to answer it.
    Demands,
    /// It is no business of the Council.
    NotCouncilBusiness,
    /// It would serve one group and not the whole Council.
    OneGroup,
    /// A political view is sought.
    PoliticalView,
    /// None is stated.
    Unstated,
}

/// A request was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Its reference.
    pub reference: Reference,
    /// The protocol by which it is judged.
    pub pin: Option<Pin>,
    /// The matter, shared by every request and offer on it.
    pub topic: PartId,
    /// Who asked.
    pub by: Target,
    /// The seat of the member who asked, or for whom an assistant did.
    pub seat: Option<AppointmentId>,
    /// Who reads it on that side.
    pub side: Token,
    /// Why they do.
    pub side_basis: Basis,
    /// To whom it goes first.
    pub goes_to: Vec<Reader>,
    /// Whether it waits for approval.
    pub needs_approval: bool,
    /// The item of the Council’s business.
    pub business: Words,
    /// What is asked.
    pub body: Words,
    /// For what.
    pub wants: Wants,
    /// The service.
    pub service: ServiceId,
    /// The officer asked for.
    pub officer: Option<PersonId>,
    /// The post in which they are asked.
    #[serde(default)]
    pub post: Option<AppointmentId>,
    /// In which capacity.
    pub capacity: Capacity,
    /// What is exceptional.
    pub exceptional: Option<Words>,
    /// What kind of meeting.
    pub meeting: Option<Meeting>,
    /// When the group meets.
    pub meets_on: Option<Date>,
    /// At which time and where.
    pub place: Option<Words>,
    /// Whether outsiders will be there.
    pub outsiders: bool,
    /// Who they are, one in each line.
    pub present: Option<Words>,
}

/// The information was offered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Offered {
    /// The offer’s reference.
    pub reference: Reference,
    /// The protocol by which it is judged.
    pub pin: Option<Pin>,
    /// The matter.
    pub topic: PartId,
    /// To whom.
    pub to: Target,
    /// Who reads it on that side.
    pub side: Token,
    /// What it is about.
    pub subject: Words,
    /// What was given, to be read when it is taken up; none where it follows.
    pub information: Option<Words>,
    /// Who was given it first, where the council lets that be told.
    pub first: Option<GroupId>,
    /// By when an answer is hoped for.
    pub until: Date,
    /// The service.
    pub service: ServiceId,
    /// The officer who gave it.
    pub officer: PersonId,
    /// The post in which they did.
    #[serde(default)]
    pub post: Option<AppointmentId>,
    /// Why it is offered.
    pub basis: Basis,
}

/// The attendance was approved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Approved {
    /// Who is to attend.
    pub officer: Option<PersonId>,
    /// The post in which they are.
    #[serde(default)]
    pub post: Option<AppointmentId>,
    /// Whether who approved is to attend.
    pub own: bool,
    /// Who reads it from then on.
    pub goes_to: Vec<Reader>,
    /// The duty.
    pub basis: Basis,
}

/// An attendance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attended {
    /// On which day.
    pub on: Date,
    /// The officer left before the group deliberated; none where the text does not ask.
    pub left: Option<bool>,
    /// The officer was not there for political business; none where the text does not ask.
    pub apart: Option<bool>,
    /// Outsiders were there.
    pub outsiders: bool,
    /// Who they were, one in each line.
    pub present: Option<Words>,
    /// What was said was limited because of them.
    pub limited: bool,
    /// In which discussion the officer took part.
    pub part: Option<Words>,
    /// The post in which they attended.
    #[serde(default)]
    pub post: Option<AppointmentId>,
    /// Why they read on in later posts, where the council lets them.
    #[serde(default)]
    pub reads_on: Option<Basis>,
}

/// Information was given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// The part.
    pub part: PartId,
    /// What it is about.
    pub subject: Words,
    /// The facts and the advice.
    pub information: Words,
    /// Declared factual and professional.
    pub factual: bool,
    /// Said to be the same as another group was given; none where no other was.
    pub same: Option<bool>,
    /// The post in which the officer gave it.
    #[serde(default)]
    pub post: Option<AppointmentId>,
    /// Why they read on in later posts, where the council lets them.
    #[serde(default)]
    pub reads_on: Option<Basis>,
}

/// The others were told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OffersMade {
    /// What was offered; none where it follows.
    pub part: Option<PartId>,
    /// To how many.
    pub count: u32,
    /// Why.
    pub basis: Basis,
}

/// The request was declined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Declined {
    /// On what ground.
    pub ground: Ground,
    /// More of it.
    pub words: Option<Words>,
    /// The duty.
    pub basis: Basis,
}

/// Who made a decision of the Council: never a political group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecidedBy {
    /// The Council, its executive, a committee or another body.
    Body(BodyId),
    /// An officer or a member of the executive, by a power delegated to them.
    Person(PersonId),
}

/// Officers act on a formal decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecisionFollowed {
    /// Who decided.
    #[serde(flatten)]
    pub by: DecidedBy,
    /// When.
    pub on: Date,
    /// The minute.
    pub minute: Words,
    /// What is done.
    pub words: Words,
}

/// A breach was reported that belongs to no request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreachReported {
    /// Its reference.
    pub reference: Reference,
    /// The protocol by which it is judged.
    pub pin: Option<Pin>,
    /// Its own matter.
    pub topic: PartId,
    /// Who reports it.
    pub by: PersonId,
    /// What it is about, in a line.
    pub title: Words,
    /// What happened.
    pub words: Words,
    /// The service whose officers it concerns.
    pub service: ServiceId,
    /// The duty.
    pub basis: Basis,
}

impl Event {
    /// Whether fewer people than read the case may know that it happened.
    pub fn is_for_few(&self) -> bool {
        matches!(
            self,
            Self::Noted { .. } | Self::BreachBrought { .. } | Self::Matched { .. }
        )
    }

    /// Where the words of the event are kept.
    pub fn contents(&self) -> Vec<&Words> {
        match self {
            Self::Asked(asked) => [&asked.business, &asked.body]
                .into_iter()
                .chain(&asked.exceptional)
                .chain(&asked.place)
                .chain(&asked.present)
                .collect(),
            Self::Offered(offered) => std::iter::once(&offered.subject)
                .chain(&offered.information)
                .collect(),
            Self::Attended(attended) => attended.part.iter().chain(&attended.present).collect(),
            Self::Given(given) => vec![&given.subject, &given.information],
            Self::FileGiven(file) => vec![&file.name, &file.file],
            Self::Declined(declined) => declined.words.iter().collect(),
            Self::DecisionFollowed(followed) => vec![&followed.minute, &followed.words],
            Self::BreachReported(reported) => vec![&reported.title, &reported.words],
            Self::Noted { words, .. }
            | Self::BreachSettled { words }
            | Self::ConclusionFollowed { words, .. }
            | Self::BreachBrought { words, .. }
            | Self::Explained { words, .. } => vec![words],
            _ => Vec::new(),
        }
    }
}
