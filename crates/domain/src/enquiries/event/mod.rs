//! What has happened to an enquiry. Stable names, no personal free text: words are kept apart and
//! pointed to. Every field has a privacy tag in `privacy.rs`; a name once written is never changed.

mod access;
mod clock;
mod contents;
mod ending;
mod links;
mod opening;
mod parts;

pub use access::*;
pub use clock::*;
pub use ending::*;
pub use links::*;
pub use opening::*;
pub use parts::*;

pub use crate::register::Pin;

use serde::{Deserialize, Serialize};

/// One thing that happened to an enquiry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Event {
    /// It was raised.
    Raised(Box<Raised>),
    /// A better door was shown and the member went on.
    DoorShown(DoorShown),
    /// A door was taken beside the enquiry.
    DoorTaken(DoorTaken),
    /// It went to a service or a team.
    Routed(Routed),
    /// It went to another service, team or officer; the clock goes on.
    Reassigned(Reassigned),
    /// An officer took it on.
    Accepted {},
    /// An officer sent it back to be routed again.
    Returned(Returned),
    /// The member was told that it has arrived and who deals with it.
    Acknowledged(Acknowledged),
    /// A holding reply: why, what is being done, until when.
    Held(Held),
    /// The member agreed to the proposed date.
    DateAgreed {},
    /// The member contested the proposed date.
    DateContested(DateContested),
    /// An officer asked for a second stage.
    SecondStageAsked(Said),
    /// The member agreed to the second stage.
    SecondStageAgreed {},
    /// The member refused the second stage.
    SecondStageRefused {},
    /// Officers wait on the member for something.
    MemberAsked(Said),
    /// The member replied to what officers asked.
    MemberReplied(Said),
    /// The member asked how it stands.
    Chased {},
    /// Its class was changed.
    ClassChanged(ClassChanged),
    /// A change of the calendar moved the next date.
    ClockMoved(ClockMoved),
    /// A target was judged; pinned as judged that day.
    Judged(Judged),
    /// An officer raised it as a disproportionate burden.
    BurdenRaised(BurdenRaised),
    /// The way of answering was discussed with the member.
    BurdenDiscussed(BurdenDiscussed),
    /// Another service or officer was asked for a part of the answer.
    ContributionAsked(ContributionAsked),
    /// The part was given.
    ContributionGiven(PartSaid),
    /// The part is no longer needed.
    ContributionWithdrawn(Part),
    /// An outside partner was asked.
    PartnerAsked(PartnerAsked),
    /// The partner answered.
    PartnerAnswered(PartSaid),
    /// An internal note for officers.
    Noted(PartSaid),
    /// A message between the member and the officers.
    MessageSent(MessageSent),
    /// A message or answer was called back within its few minutes.
    MessageRecalled(Part),
    /// A template was used for a reply.
    TemplateUsed(TemplateUsed),
    /// A file was added.
    FileAdded(FileAdded),
    /// A file was taken out of view.
    FileRemoved(Part),
    /// The substantive answer.
    Answered(Answered),
    /// Why the answer came late was told to the member.
    LatenessExplained(LatenessExplained),
    /// A commitment with a date, made in an answer.
    PromiseMade(PromiseMade),
    /// The commitment was kept.
    PromiseKept(Part),
    /// The commitment's date passed unkept.
    PromiseMissed(PromiseMissed),
    /// The commitment got another date.
    PromiseMoved(PromiseMoved),
    /// It was closed.
    Closed(Closed),
    /// It was opened again.
    Reopened(Said),
    /// The member came back within the time kept open after an answer.
    FollowedUp(PartSaid),
    /// The member said whether it was answered and useful.
    Rated(Rated),
    /// It was linked to another enquiry of the same member.
    Linked(Other),
    /// The link was taken away.
    Unlinked(Other),
    /// It was merged into another enquiry of the same member.
    MergedInto(Other),
    /// Another enquiry of the same member was merged into it.
    MergedFrom(MergedFrom),
    /// It was answered together with enquiries of other members.
    AnsweredTogether(AnsweredTogether),
    /// It joined a campaign: the same matter from many members.
    JoinedCampaign(Campaign),
    /// It left its campaign.
    LeftCampaign {},
    /// A part of it became an enquiry of its own.
    Split(Other),
    /// It was split from another and keeps that one's start.
    SplitFrom(Other),
    /// It was handed to the Complaints Procedure.
    HandedToComplaints(HandedToComplaints),
    /// It was handed on through another door.
    HandedOn(HandedOn),
    /// It belongs to another body, which was named to the member.
    NotOurs(NotOurs),
    /// A request under a right to information was split off to its own law.
    InformationRightsSplit(InformationRightsSplit),
    /// Somebody else may read it.
    ReaderAdded(ReaderAdded),
    /// That reader may not any longer.
    ReaderRemoved(ReaderRemoved),
    /// A person may not read it, whatever their posts.
    ReaderDenied(ReaderDenied),
    /// An officer laid it before the Monitoring Officer.
    Referred(Said),
    /// A reason was given where a duty asks for one, or an office overrode a refusal.
    Explained(Explained),
    /// The member's appointment ended; it waits for a successor.
    HolderEnded(HolderEnded),
    /// It passed on to another appointment.
    PassedOn(PassedOn),
    /// Something recorded wrongly was put right.
    Corrected(Corrected),
    /// Words or files were erased for good.
    Erased(Erased),
}

macro_rules! names {
    ($($event:ident $name:literal,)*) => {
        impl Event {
            /// The stable name of every event, as stored.
            pub const NAMES: &'static [&'static str] = &[$($name,)*];

            /// The event's stable name, as stored.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$event { .. } => $name,)* }
            }
        }
    };
}

names! {
    Raised "raised",
    DoorShown "door-shown",
    DoorTaken "door-taken",
    Routed "routed",
    Reassigned "reassigned",
    Accepted "accepted",
    Returned "returned",
    Acknowledged "acknowledged",
    Held "held",
    DateAgreed "date-agreed",
    DateContested "date-contested",
    SecondStageAsked "second-stage-asked",
    SecondStageAgreed "second-stage-agreed",
    SecondStageRefused "second-stage-refused",
    MemberAsked "member-asked",
    MemberReplied "member-replied",
    Chased "chased",
    ClassChanged "class-changed",
    ClockMoved "clock-moved",
    Judged "judged",
    BurdenRaised "burden-raised",
    BurdenDiscussed "burden-discussed",
    ContributionAsked "contribution-asked",
    ContributionGiven "contribution-given",
    ContributionWithdrawn "contribution-withdrawn",
    PartnerAsked "partner-asked",
    PartnerAnswered "partner-answered",
    Noted "noted",
    MessageSent "message-sent",
    MessageRecalled "message-recalled",
    TemplateUsed "template-used",
    FileAdded "file-added",
    FileRemoved "file-removed",
    Answered "answered",
    LatenessExplained "lateness-explained",
    PromiseMade "promise-made",
    PromiseKept "promise-kept",
    PromiseMissed "promise-missed",
    PromiseMoved "promise-moved",
    Closed "closed",
    Reopened "reopened",
    FollowedUp "followed-up",
    Rated "rated",
    Linked "linked",
    Unlinked "unlinked",
    MergedInto "merged-into",
    MergedFrom "merged-from",
    AnsweredTogether "answered-together",
    JoinedCampaign "joined-campaign",
    LeftCampaign "left-campaign",
    Split "split",
    SplitFrom "split-from",
    HandedToComplaints "handed-to-complaints",
    HandedOn "handed-on",
    NotOurs "not-ours",
    InformationRightsSplit "information-rights-split",
    ReaderAdded "reader-added",
    ReaderRemoved "reader-removed",
    ReaderDenied "reader-denied",
    Referred "referred",
    Explained "explained",
    HolderEnded "holder-ended",
    PassedOn "passed-on",
    Corrected "corrected",
    Erased "erased",
}
