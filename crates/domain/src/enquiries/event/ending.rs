//! Answers, promises, closing, coming back.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::PartId;
use crate::verdict::Basis;
use crate::words::Words;

/// The substantive answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The part, by which it can be called back.
    pub part: PartId,
    /// What it says.
    pub words: Words,
    /// What kind of answer it is.
    pub answer: AnswerKind,
    /// The date of programmed works, where the answer names one.
    pub works_on: Option<Date>,
    /// The same for the resident, to be forwarded.
    pub forward: Option<Words>,
}

/// What kind of answer it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// Answered in full.
    Full,
    /// Works are programmed.
    WorksProgrammed,
    /// Refused, with the reason.
    Refused,
    /// Another body or team has it now.
    PassedOn,
    /// Nothing will be done, with the reason.
    NoAction,
}

/// A commitment with a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseMade {
    /// The part.
    pub part: PartId,
    /// What was promised.
    pub words: Words,
    /// By when.
    pub due: Date,
}

/// A commitment's date passed unkept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseMissed {
    /// The part.
    pub part: PartId,
    /// Whether the enquiry was closed and is open again by this.
    pub reopens: bool,
}

/// A commitment got another date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseMoved {
    /// The part.
    pub part: PartId,
    /// The new date.
    pub to: Date,
    /// Why.
    pub why: Words,
}

/// The enquiry was closed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Closed {
    /// By which side.
    pub by: Closer,
    /// How it ended.
    pub ending: Closure,
    /// Why, where a reason was given.
    pub why: Option<Words>,
    /// On which ground.
    pub basis: Basis,
}

/// Who closed an enquiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closer {
    /// The member.
    Member,
    /// An officer.
    Officer,
    /// The council's setting, some days after the answer.
    Setting,
}

/// How an enquiry ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closure {
    /// It was answered.
    Answered,
    /// The member withdrew it.
    Withdrawn,
    /// The member did not come back on what officers asked.
    NoReply,
    /// It was raised twice.
    Duplicate,
    /// It was raised by mistake.
    RaisedInError,
    /// The member left and nobody takes it on.
    MemberLeft,
}

/// What the member thought of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated {
    /// Whether it answered the question.
    pub answered: bool,
    /// Whether it was useful.
    pub useful: bool,
}
