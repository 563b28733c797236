//! What an amended calendar changes, and which dates may be promised.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Clock, ClockRule, TargetName, Tick, fold};
use crate::calendar::{Calendar, local_date, long_date};
use crate::verdict::Cited;

/// One open target that an amended calendar moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockMoved {
    /// Which.
    pub target: TargetName,
    /// In which round.
    pub round: u32,
    /// The due date before.
    pub from: Date,
    /// The due date now.
    pub to: Date,
}

/// Which open targets of a case move when one calendar takes the place of another. What was judged is
/// never among them.
pub fn moved(
    rule: Option<&Cited<ClockRule>>,
    ticks: &[Tick],
    now: Timestamp,
    before: &Calendar,
    after: &Calendar,
) -> Vec<ClockMoved> {
    let (before, after) = (
        fold(rule, before, ticks, now),
        fold(rule, after, ticks, now),
    );
    let pair = |target: &super::Target| {
        let old = before.running().find(|t| t.name == target.name)?;
        let moved = old.due != target.due;
        moved.then_some(ClockMoved {
            target: target.name,
            round: target.round,
            from: old.due,
            to: target.due,
        })
    };
    after.running().filter_map(pair).collect()
}

/// Longest time ahead for which a date is taken without doubt, in days.
const FAR_DAYS: i32 = 366;

/// Whether a date may be proposed in a holding reply: not past, not before the date that stands, not so
/// far off that it must be a slip.
pub fn validate_hold_date(clock: &Clock, until: Date, now: Timestamp) -> Result<(), String> {
    let today = local_date(now);
    if until < today {
        return Err(format!(
            "{} is past: give {} or a later day",
            long_date(until),
            long_date(today)
        ));
    }
    if let Some(due) = clock.answer_due()
        && until < due
    {
        return Err(format!(
            "{} is before the answer is due: give {} or a later day, or answer by then without a holding reply",
            long_date(until),
            long_date(due)
        ));
    }
    if (until - today).get_days() > FAR_DAYS {
        return Err(format!(
            "{} is more than a year away: check the year",
            long_date(until)
        ));
    }
    Ok(())
}

/// Whether a contribution may be asked for by a date: not past, and within the time for the answer.
pub fn validate_contribution_date(clock: &Clock, by: Date, now: Timestamp) -> Result<(), String> {
    let today = local_date(now);
    if by < today {
        return Err(format!(
            "{} is past: give {} or a later day",
            long_date(by),
            long_date(today)
        ));
    }
    match clock.answer_due() {
        Some(due) if due >= today && by > due => Err(format!(
            "{} is after the answer is due: give {} or an earlier day, or hold first",
            long_date(by),
            long_date(due)
        )),
        _ => Ok(()),
    }
}
