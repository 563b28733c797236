//! The acts with their fields.

use jiff::civil::Date;

use super::given::{Answer, CorrectionGiven, FileGiven, Hold, Raise, ShareWith};
use super::{Beside, Kind};
use crate::access::Token;
use crate::enquiries::event::{
    Approach, Closure, Contributor, Desk, InformationLaw, MovedBy, PassedOnBy, Permits,
    UrgentGround,
};
use crate::ids::{AppointmentId, ContentKey, PartId, PartnerId, PersonId, ServiceId};
use crate::protocol::Door;
use crate::verdict::Basis;

/// Everything that can be done with an enquiry. Texts are as typed; deciding cleans and bounds them.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Raise a new enquiry.
    Raise(Box<Raise>),
    /// Send it to the service that deals with it.
    Route {
        /// To which service.
        to: ServiceId,
    },
    /// Take it on.
    Accept,
    /// Send it back to be routed again.
    Return {
        /// Why.
        why: String,
    },
    /// Give it to another service, team or officer.
    Reassign {
        /// To which service or team.
        to: Desk,
        /// To which officer, if to one.
        handler: Option<PersonId>,
    },
    /// Acknowledge it.
    Acknowledge {
        /// Who deals with it, if somebody is named.
        handler: Option<PersonId>,
        /// What the member is told with it.
        words: Option<String>,
        /// The template that it began from.
        template: Option<String>,
    },
    /// Send a holding reply.
    Hold(Hold),
    /// Agree to the proposed date.
    AgreeDate,
    /// Contest the proposed date.
    ContestDate {
        /// The date wanted instead.
        wants: Option<Date>,
        /// What the member says.
        words: Option<String>,
    },
    /// Ask for a second stage.
    AskSecondStage {
        /// Why.
        why: String,
    },
    /// Agree to a second stage.
    AgreeSecondStage,
    /// Refuse a second stage.
    RefuseSecondStage,
    /// Ask the member for something.
    AskMember {
        /// What.
        words: String,
    },
    /// Reply to what officers asked.
    ReplyToOfficers {
        /// The reply.
        words: String,
    },
    /// Ask how it stands.
    Chase,
    /// Mark as urgent or not.
    ChangeClass {
        /// On what ground it is urgent; none where it is not.
        urgent: Option<UrgentGround>,
        /// Why, for the member to read.
        why: String,
    },
    /// Raise it as a disproportionate burden.
    RaiseBurden {
        /// Why it is one.
        words: String,
        /// Past the service manager to the Chief Officer.
        to_chief_officer: bool,
    },
    /// Record the talk about how it will be answered.
    DiscussBurden {
        /// What came of it.
        approach: Approach,
        /// Whether the member agreed.
        agreed: bool,
        /// What was said.
        words: String,
    },
    /// Ask another service or officer for a part.
    AskContribution {
        /// Of whom.
        of: Contributor,
        /// What.
        about: String,
        /// By when.
        due: Date,
    },
    /// Give a part that was asked for.
    Contribute {
        /// Which.
        part: PartId,
        /// The contribution.
        words: String,
    },
    /// Take back the asking.
    WithdrawContribution {
        /// Which.
        part: PartId,
    },
    /// Ask an outside partner.
    AskPartner {
        /// The partner.
        partner: PartnerId,
        /// The named contact.
        contact: String,
        /// What.
        about: String,
        /// By when.
        due: Date,
    },
    /// Record what the partner answered.
    RecordPartnerAnswer {
        /// Which asking.
        part: PartId,
        /// The answer.
        words: String,
    },
    /// Write an internal note.
    Note {
        /// The note.
        words: String,
    },
    /// Write to the other side.
    SendMessage {
        /// The message.
        words: String,
        /// The template that it began from.
        template: Option<String>,
    },
    /// Call back what was just sent.
    Recall {
        /// Which message or answer.
        part: PartId,
        /// Somebody else has opened it, as the access log knows.
        opened: bool,
    },
    /// Add a file.
    AddFile(FileGiven),
    /// Take a file out of view.
    RemoveFile {
        /// Which.
        part: PartId,
    },
    /// Answer in substance.
    Answer(Answer),
    /// Tell why the answer came late.
    ExplainLateness {
        /// Why.
        words: String,
        /// It was talked over with the member.
        liaised: bool,
    },
    /// Record that a promise was kept.
    KeepPromise {
        /// Which.
        part: PartId,
    },
    /// Give a promise another date.
    MovePromise {
        /// Which.
        part: PartId,
        /// The new date.
        to: Date,
        /// Why.
        why: String,
    },
    /// Record that a promise's date passed unkept.
    MissPromise {
        /// Which.
        part: PartId,
    },
    /// Close it.
    Close {
        /// How it ended.
        ending: Closure,
        /// Why, where there is something to say.
        why: Option<String>,
    },
    /// Close it by the council's setting.
    CloseBySetting,
    /// Open it again.
    Reopen {
        /// Why.
        why: String,
    },
    /// Come back within the time kept open after the answer.
    FollowUp {
        /// What is still open.
        words: String,
    },
    /// Say whether it was answered and useful.
    Rate {
        /// Answered.
        answered: bool,
        /// Useful.
        useful: bool,
    },
    /// Link it to another of the member's enquiries.
    Link {
        /// The other.
        other: Beside,
    },
    /// Take a link away.
    Unlink {
        /// The other.
        other: Beside,
    },
    /// Merge it into another of the member's enquiries.
    Merge {
        /// The one that stays.
        into: Beside,
    },
    /// Answer it together with enquiries of other members.
    AnswerTogether {
        /// The others; each keeps its own clock and readers.
        others: Vec<Beside>,
        /// The answer to all.
        answer: Answer,
    },
    /// Put it into a campaign.
    JoinCampaign {
        /// An enquiry of the campaign; without one, a new campaign begins.
        other: Option<Beside>,
    },
    /// Take it out of its campaign.
    LeaveCampaign,
    /// Make a part of it an enquiry of its own.
    Split {
        /// What the new one is about.
        title: String,
        /// What it asks.
        body: String,
        /// The service that deals with it.
        service: Option<ServiceId>,
    },
    /// Hand it to the Complaints Procedure.
    HandToComplaints {
        /// What the resident allows the member to learn.
        permits: Permits,
        /// What the member is told.
        told: String,
    },
    /// Hand it on as a report or a request.
    HandOn {
        /// Which of the two.
        door: Door,
        /// Under which reference it is there.
        reference: String,
        /// What the member is told.
        told: String,
    },
    /// Say that it belongs to another body.
    SayNotOurs {
        /// The partner.
        partner: PartnerId,
        /// The partner's reference, if it gave one.
        reference: Option<String>,
        /// What the member is told.
        told: String,
    },
    /// Split off a request under a right to information.
    SplitInformationRights {
        /// Under which law.
        law: InformationLaw,
        /// What is asked under it.
        words: String,
    },
    /// Record that a door was taken beside the enquiry.
    TakeDoor {
        /// Which.
        door: Door,
        /// The reference there, if there is one.
        reference: Option<String>,
    },
    /// Let somebody else read it.
    AddReader {
        /// Whom.
        reader: ShareWith,
    },
    /// Stop letting somebody read it.
    RemoveReader {
        /// Which relation.
        reader: Token,
    },
    /// Keep a person out, whatever their posts.
    DenyReader {
        /// Whom.
        person: PersonId,
        /// Why.
        why: String,
    },
    /// Lay it before the Monitoring Officer.
    Refer {
        /// Why.
        why: String,
    },
    /// Let an act go on that the protocol refuses: for the Monitoring Officer and the Chief Executive.
    Override {
        /// Which act.
        of: Kind,
    },
    /// Record that the member's appointment ended.
    EndHolder {
        /// The member's last day.
        on: Date,
    },
    /// Pass it on to another member.
    PassOn {
        /// To which appointment.
        to: AppointmentId,
        /// On what ground.
        ground: PassedOnBy,
    },
    /// Record that the calendar moved its date.
    MoveClock {
        /// The date as it was.
        from: Option<Date>,
        /// The date as it is.
        to: Option<Date>,
        /// What moved it.
        cause: MovedBy,
    },
    /// Pin what its clock judged and is not pinned yet.
    Judge,
    /// Put right what was recorded wrongly.
    Correct {
        /// What it is now.
        now: CorrectionGiven,
        /// Why.
        why: String,
    },
    /// Erase words and files for good.
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
    Raise,
    Route,
    Accept,
    Return,
    Reassign,
    Acknowledge,
    Hold,
    AgreeDate,
    ContestDate,
    AskSecondStage,
    AgreeSecondStage,
    RefuseSecondStage,
    AskMember,
    ReplyToOfficers,
    Chase,
    ChangeClass,
    RaiseBurden,
    DiscussBurden,
    AskContribution,
    Contribute,
    WithdrawContribution,
    AskPartner,
    RecordPartnerAnswer,
    Note,
    SendMessage,
    Recall,
    AddFile,
    RemoveFile,
    Answer,
    ExplainLateness,
    KeepPromise,
    MovePromise,
    MissPromise,
    Close,
    CloseBySetting,
    Reopen,
    FollowUp,
    Rate,
    Link,
    Unlink,
    Merge,
    AnswerTogether,
    JoinCampaign,
    LeaveCampaign,
    Split,
    HandToComplaints,
    HandOn,
    SayNotOurs,
    SplitInformationRights,
    TakeDoor,
    AddReader,
    RemoveReader,
    DenyReader,
    Refer,
    Override,
    EndHolder,
    PassOn,
    MoveClock,
    Judge,
    Correct,
    Erase,
);
