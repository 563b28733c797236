//! What people do with an enquiry of the story, without its words.

use domain::enquiries::event::{AnswerKind, Closure, UrgentGround};

/// One thing that somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// The contact centre finds the service, or the body whose matter it is.
    Route,
    /// An officer takes it on.
    Accept,
    /// The officer says who deals with it.
    Acknowledge,
    /// The officer writes a note.
    Note,
    /// The officer asks the member.
    AskMember,
    /// The member replies.
    Reply,
    /// The officer sends a holding reply of so many working days.
    Hold(u32),
    /// The member agrees to the date.
    Agree,
    /// The member says that the date is too late.
    Contest,
    /// The member asks how it stands.
    Chase,
    /// The officer raises a burden.
    Burden,
    /// The officer talks over with the member how it is answered.
    Talk,
    /// The officer answers.
    Answer,
    /// The officer answers otherwise than in full.
    AnswerAs(AnswerKind),
    /// The officer tells why the answer came late.
    Explain,
    /// The officer does what the answer promised.
    Keep,
    /// The officer gives the promise another date.
    Postpone,
    /// The member closes it.
    Close,
    /// The member ends it in another way.
    End(Closure),
    /// The officer ends it.
    CloseFor(Closure),
    /// The member says what the answer was worth.
    Rate(bool),
    /// The member opens it again.
    Reopen,
    /// The officer hands it on as a report.
    HandOn,
    /// The officer hands it to complaints.
    Complain,
    /// The officer says that it belongs to another body.
    NotOurs,
    /// The officer sends it back to be routed again.
    Return,
    /// The officer passes it to a colleague of the service.
    PassOn,
    /// The officer marks it as urgent.
    Urgent(UrgentGround),
    /// The officer asks another service for a part.
    AskPart,
    /// That service gives it.
    GivePart,
    /// The officer needs it no longer.
    DropPart,
    /// The officer asks a body outside the council.
    AskPartner,
    /// The officer records what that body said.
    HearPartner,
    /// The officer writes to the member.
    Write,
    /// The officer writes to the member and calls it back.
    Slip,
    /// What was just written is called back.
    CallBack,
    /// The member writes to the officers.
    WriteBack,
    /// The officer adds a paper for all who read it.
    File,
    /// The officer takes it out of view.
    TakeFileOut,
    /// The member lets a ward colleague read it.
    Share,
    /// The member no longer does.
    Unshare,
    /// The member keeps an officer out whom it concerns.
    KeepOut,
    /// The member lays it before the Monitoring Officer.
    Refer,
    /// The member puts the place right.
    CorrectPlace,
    /// The officer puts right when it was received.
    CorrectReceipt,
    /// The member's request under a right to information is split off.
    AskRecords,
    /// The officer records a report made beside it.
    TakeDoor,
    /// The member links it to the one before.
    Link,
    /// The member takes the link away.
    Unlink,
    /// The member merges it into the one before.
    Merge,
    /// The officer makes a part of it an enquiry of its own.
    Split,
    /// The officer puts it into a campaign with the one before.
    Join,
    /// The officer takes it out again.
    Leave,
    /// The officer answers it together with the one before.
    Together,
    /// The Monitoring Officer erases its words for good.
    Erase,
}

impl Deed {
    /// Whether the member does it.
    pub fn is_the_members(self) -> bool {
        matches!(
            self,
            Self::Reply
                | Self::Agree
                | Self::Contest
                | Self::Chase
                | Self::Close
                | Self::End(_)
                | Self::Rate(_)
                | Self::Reopen
                | Self::WriteBack
                | Self::Share
                | Self::Unshare
                | Self::KeepOut
                | Self::Refer
                | Self::CorrectPlace
                | Self::AskRecords
                | Self::Link
                | Self::Unlink
                | Self::Merge
        )
    }

    /// Whether it needs something that may be over by then: another enquiry, a promise, a part, an answer.
    pub fn may_come_too_late(self) -> bool {
        matches!(
            self,
            Self::Close
                | Self::CloseFor(_)
                | Self::Keep
                | Self::Postpone
                | Self::GivePart
                | Self::HearPartner
                | Self::CallBack
                | Self::TakeFileOut
                | Self::Unshare
                | Self::Link
                | Self::Unlink
                | Self::Merge
                | Self::Join
                | Self::Together
        )
    }
}
