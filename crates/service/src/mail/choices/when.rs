//! When a digest is due, and what it spans.

use domain::calendar::{Calendar, WorkingHours, local_date};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use super::Rhythm;

/// What one digest spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// From the digest before it, included.
    pub from: Timestamp,
    /// Until it is due, not included.
    pub until: Timestamp,
}

/// The last digest that is due by now: as work begins on a working day of the council, or on the first of
/// a week. None where nothing is gathered.
pub fn window(
    rhythm: Rhythm,
    calendar: &Calendar,
    hours: WorkingHours,
    now: Timestamp,
) -> Option<Window> {
    let today = local_date(now);
    let days: Vec<Date> = match rhythm {
        Rhythm::AtOnce | Rhythm::Off => return None,
        // The longest that a council is closed is well below three weeks.
        Rhythm::Daily => (0..21).filter_map(|n| back(today, n)).collect(),
        Rhythm::Weekly => {
            let monday = back(today, i64::from(today.weekday().to_monday_zero_offset()))?;
            (0..5).filter_map(|n| back(monday, 7 * n)).collect()
        }
    };
    let begins = days
        .into_iter()
        .map(|day| calendar.start_of_work(day, hours));
    let mut due: Vec<_> = begins.filter(|at| *at <= now).collect();
    due.dedup();
    Some(Window {
        until: *due.first()?,
        from: *due.get(1)?,
    })
}

fn back(day: Date, days: i64) -> Option<Date> {
    day.checked_sub(days.days()).ok()
}
