//! What moves, answers to or is read from the clock.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::UrgentGround;
use crate::clock::{TargetName, Verdict};
use crate::words::Words;

/// Words were said, and nothing else is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The words.
    pub words: Words,
}

/// A holding reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Why there is no answer yet.
    pub why: Words,
    /// What is being done.
    pub doing: Words,
    /// By when the full answer will follow.
    pub until: Date,
    /// The member was told why.
    pub explained: bool,
    /// The new date was talked over with the member.
    pub liaised: bool,
    /// It came after the date that it should have met.
    pub late: bool,
}

/// Why the answer came late was told to the member, after the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LatenessExplained {
    /// Why.
    pub words: Words,
    /// It was talked over with the member.
    pub liaised: bool,
}

/// The member contested the proposed date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateContested {
    /// The date that the member wants.
    pub wants: Option<Date>,
    /// What the member said.
    pub words: Option<Words>,
}

/// The enquiry was marked urgent, or the mark was taken off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassChanged {
    /// On what ground it is urgent; none where it is not.
    pub urgent: Option<UrgentGround>,
    /// Why, for the member to read.
    pub why: Words,
}

/// A change of the calendar, or a correction, moved the next date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockMoved {
    /// The date as it was.
    pub from: Option<Date>,
    /// The date as it is.
    pub to: Option<Date>,
    /// What moved it.
    pub cause: MovedBy,
}

/// What moved a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MovedBy {
    /// The calendar was amended.
    Calendar,
    /// The receipt was corrected.
    Correction,
}

/// A target was judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// Which.
    pub target: TargetName,
    /// Its date as it stood.
    pub due: Date,
    /// The verdict.
    pub verdict: Verdict,
}
