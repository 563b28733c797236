//! What happened, under another protocol or another value: which answers would have been late, and who
//! would have been told. The clocks are folded by the clock's own function, from the same events, by
//! other rules.
//!
//! A replay says how the same people's same acts would have been judged. It does not say how they would
//! have acted under another rule.

mod counts;
mod evidence;
mod history;
#[cfg(test)]
mod tests;
mod trial;

use serde::Serialize;

pub use counts::{Counted, Replayed};
pub use evidence::{Change, Evidence, Inputs, Table};
pub use history::History;
pub use trial::{BadTrial, Trial};

use crate::calendar::Calendar;
use crate::clock::{Clock, Target, TargetName, Unit, Verdict};
use jiff::civil::Date;

/// How one case comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Run {
    /// The answer by the first target.
    pub answer: Met,
    /// The acknowledgement, where one is owed.
    pub acknowledgement: Met,
    /// Whether a working day began with a date past, so that those who answer for it are told.
    pub told: bool,
}

/// Whether a target was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Met {
    /// In time, by what was owed or by a holding reply.
    InTime,
    /// Not in time, or not yet and past.
    Late,
    /// There is no target, it still runs, or the case ended before it mattered.
    Neither,
}

/// How a case comes out by its clock, as of a day.
fn run(clock: &Clock, calendar: &Calendar, today: Date) -> Run {
    let first = |name| {
        let mut targets = clock.targets.iter();
        targets.find(|target| target.name == name && target.round == 1)
    };
    let is_running = |target: &Target| clock.running().any(|running| std::ptr::eq(running, target));
    let met = |target: Option<&Target>| match target {
        None => Met::Neither,
        Some(target) => match target.judged.map(|judged| judged.verdict) {
            Some(Verdict::InTime | Verdict::ExplainedInTime | Verdict::Kept) => Met::InTime,
            Some(Verdict::Late | Verdict::ExplainedLate | Verdict::Missed) => Met::Late,
            None if target.due < today && is_running(target) => Met::Late,
            None => Met::Neither,
        },
    };
    let told = |target: &Target| {
        let counts = target.is_for_answer() || target.name == TargetName::Acknowledge;
        let until = match target.judged {
            Some(judged) => Some(judged.on),
            None => is_running(target).then_some(today),
        };
        // The day begins with the notices: an answer of that day comes after them.
        let morning = || calendar.after(target.due, Unit::WorkingDay, 1);
        counts && until.is_some_and(|until| target.due < until && morning() <= until)
    };
    Run {
        answer: met(first(TargetName::Answer)),
        acknowledgement: met(first(TargetName::Acknowledge)),
        told: clock.targets.iter().any(told),
    }
}
