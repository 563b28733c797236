//! Clocks: one closed record says how a clock runs, one function folds it from what happened, and
//! every page, list, job, report and export uses that function.
//!
//! [`ClockRule`] is the record, [`Tick`] what happened, [`fold()`] the function, [`Clock`] its result;
//! [`days()`] tells the same day by day, [`moved`] what an amended calendar changes.

mod amend;
mod days;
mod fold;
mod holds;
mod judge;
mod state;
mod tick;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use amend::{ClockMoved, moved, validate_contribution_date, validate_hold_date};
pub use days::{ClockDay, days, days_by};
pub use fold::{RuleOn, fold, fold_by};
pub use state::{
    Cause, Clock, ClockState, Contribution, Hold, Judgement, Response, Target, TargetName, Verdict,
    Wait,
};
pub use tick::{Ending, Note, Tick, TickKind};

/// How a clock of a provision runs. Anything that this record cannot say needs Rust and a decision.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ClockRule {
    /// For which enquiries: every one, or only urgent or only other ones.
    #[serde(default)]
    pub class: Class,
    /// What starts it.
    #[serde(default)]
    pub start: Start,
    /// The unit of `n`.
    #[serde(default)]
    pub unit: Unit,
    /// How many units until a substantive answer is aimed at.
    pub n: u32,
    /// Steps before or after the answer's own target.
    #[serde(default)]
    pub stages: Vec<Stage>,
    /// What the member's silence on a proposed date means.
    #[serde(default)]
    pub silence: Silence,
    /// Whether waiting on the member stops it.
    #[serde(default)]
    pub waiting: Waiting,
    /// For how many units the case stays open for follow-up after the answer.
    #[serde(default)]
    pub after_window: u32,
}

/// Which enquiries a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Every enquiry.
    #[default]
    Any,
    /// Enquiries marked urgent.
    Urgent,
    /// Enquiries not marked urgent.
    Other,
}

/// What starts a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Start {
    /// The enquiry's receipt.
    #[default]
    Receipt,
    /// Its acknowledgement.
    Acknowledgement,
}

/// The unit in which a clock counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Working days of the council's calendar.
    #[default]
    WorkingDay,
    /// Calendar days.
    CalendarDay,
}

/// One further step of a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Stage {
    /// The step.
    pub act: StageAct,
    /// Within how many units.
    pub n: u32,
    /// What the member must do for it.
    #[serde(default)]
    pub consent: Consent,
}

/// The steps that a protocol may have besides the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StageAct {
    /// Acknowledge, naming who deals with it, within `n` units of receipt.
    AcknowledgeNamingHandler,
    /// A second stage of `n` units after the first target.
    SecondStage,
}

/// What a step needs of the member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Consent {
    /// They are told.
    #[default]
    Notice,
    /// They must agree.
    Agree,
}

/// What silence on a proposed later date means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Silence {
    /// The proposed date stands.
    #[default]
    Stands,
    /// The proposed date does not count until the member agrees.
    DoesNotCount,
}

/// Whether waiting on the member stops the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Waiting {
    /// The clock runs on; the wait is shown.
    #[default]
    Continues,
    /// The clock stands while the council waits on the member.
    Pauses,
}
