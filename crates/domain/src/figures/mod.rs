//! Figures of performance: counts of cases that were judged by the clock's own function and by nothing
//! else. [`Tally`] is a count as the store gives it, [`Counts`] what a line of a table says, `release`
//! what of it is open to whoever signs in.
//!
//! INVARIANT: every measure of [`Counts`] but the received ones is a part of those received, and the five
//! of judging ([`Measure::JUDGING`]) together are all of them.

mod ages;
mod counts;
mod release;
mod released;
#[cfg(test)]
mod tests;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::ids::{ServiceId, WardId};

pub use ages::{AGES, Age, ages};
pub use counts::{Counts, Measure, Share, by_month, by_service, by_ward};
pub(crate) use release::join;
pub use release::{Joined, Outcome, Released, Rows, release};
pub use released::{LEAST, Quarter, Releases, open_to_everyone, owed, owed_after, question};

/// A count of cases that are alike in everything named here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    /// The month of receipt: its first day.
    pub month: Date,
    /// The service that deals with them; none while no service is found.
    pub service: Option<ServiceId>,
    /// The ward of the place; none where no place is meant.
    pub ward: Option<WardId>,
    /// Whether they are open, and since which day.
    pub open_since: Option<Date>,
    /// Whether they are open and their next date is past.
    pub overdue: bool,
    /// Whether they were answered.
    pub answered: bool,
    /// How the first target was judged: a closed word of `Row::judged`.
    pub judged: Option<String>,
    /// How promised dates were judged: a closed word of `Row::held`.
    pub held: Option<String>,
    /// How many.
    pub count: u64,
}

/// The first days of the months from the month of one day to that of another.
pub fn months(from: Date, to: Date) -> impl Iterator<Item = Date> {
    let mut month = from.first_of_month();
    std::iter::from_fn(move || {
        let this = (month <= to).then_some(month)?;
        month = month.checked_add(1.month()).ok()?;
        Some(this)
    })
}
