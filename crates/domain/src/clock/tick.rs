//! What a clock is folded from: the events of a case that matter to it, in the order of the log.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Class, TargetName, Verdict};
use crate::calendar::Receipt;

/// One event of a case, as the clock sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// When it was recorded.
    pub at: Timestamp,
    /// When it happened, where that is not when it was recorded: a letter of last Thursday, an answer
    /// by telephone yesterday.
    pub receipt: Option<Receipt>,
    /// What happened.
    pub what: TickKind,
}

/// The kinds of events that matter to a clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TickKind {
    /// The enquiry came in. A part split off a case carries the original receipt.
    Received,
    /// The member was told that it has come in.
    Acknowledged {
        /// Whether they were told who deals with it.
        names_handler: bool,
    },
    /// A holding reply: the member was told that the full answer will be later.
    Held {
        /// The date proposed for the full answer.
        until: Date,
        /// Whether they were told why.
        explained: bool,
        /// Whether the new date was discussed with them.
        liaised: bool,
    },
    /// The member agreed to the proposed date.
    MemberAgreed,
    /// The member did not agree to the proposed date.
    MemberContested {
        /// The date they asked for, if they named one.
        wants: Option<Date>,
    },
    /// The member said nothing to the proposed date.
    MemberSilent,
    /// A question was put to the member, and the council waits for them.
    WaitingOnMember,
    /// The member came back.
    MemberBack,
    /// A disproportionate burden was raised under a rule by which the clock stands until how to answer
    /// is talked over.
    BurdenPauses,
    /// How to answer a burdensome enquiry was talked over: the clock goes on.
    BurdenSettled,
    /// A second stage was proposed or, with `agreed`, begun.
    SecondStage {
        /// Whether the member consented.
        agreed: bool,
    },
    /// A substantive answer was given.
    Answered,
    /// The case was taken up again.
    Reopened,
    /// The latest holding reply or second stage was taken back.
    ExtensionRemoved,
    /// The enquiry became urgent, or ceased to be.
    ClassChanged(Class),
    /// Another case of the same member on the same matter was merged into this one.
    MergedIn {
        /// The other case's receipt.
        receipt: Receipt,
    },
    /// A contribution was asked of a colleague or a partner.
    ContributionAsked {
        /// Its number within the case.
        n: u32,
        /// By when it is asked for.
        by: Date,
    },
    /// A contribution came in.
    ContributionGiven {
        /// Its number within the case.
        n: u32,
    },
    /// Something that leaves the clock as it is and is shown on its day.
    Noted(Note),
    /// The case ended without a further answer from this register.
    Ended(Ending),
    /// A judgement was pinned: later amendments of the calendar never change it.
    Judged {
        /// Which target.
        target: TargetName,
        /// The judgement.
        verdict: Verdict,
        /// The due date as it stood.
        due: Date,
    },
}

/// Events that leave a clock as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// The member or a manager asked where it stands.
    Chased,
    /// Another officer has it now.
    Reassigned,
    /// An internal note.
    Written,
    /// A file was added.
    FileAdded,
    /// A disproportionate burden was raised (CU 7.7).
    BurdenRaised,
    /// How the burden is dealt with was discussed with the member.
    BurdenDiscussed,
}

/// How a case ends other than by its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// Closed.
    Closed,
    /// The member took it back.
    Withdrawn,
    /// Handed to the Complaints Procedure, which starts from the original receipt.
    HandedToComplaints,
    /// Handed on as a report or a request for service; the member knows who has it and under which
    /// reference.
    HandedOn,
    /// Not the council's matter; the member knows whose it is.
    NotOurs,
    /// Merged into another case of the same member, which goes on with the earliest start.
    Merged,
    /// Answered together with other members' enquiries on the same matter.
    AnsweredTogether,
}

impl Ending {
    /// Whether the member got what an answer owes them, so that the clock is judged as by an answer.
    pub fn answers(self) -> bool {
        matches!(
            self,
            Self::HandedOn | Self::NotOurs | Self::AnsweredTogether
        )
    }
}

impl Tick {
    /// Something that happened when it was recorded.
    pub fn new(at: Timestamp, what: TickKind) -> Self {
        Self {
            at,
            receipt: None,
            what,
        }
    }

    /// Something that happened at another time than it was recorded.
    pub fn backdated(at: Timestamp, receipt: Receipt, what: TickKind) -> Self {
        Self {
            at,
            receipt: Some(receipt),
            what,
        }
    }

    /// When it happened.
    pub fn happened(&self) -> Receipt {
        self.receipt.unwrap_or(Receipt::At(self.at))
    }
}
