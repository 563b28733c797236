//! Working hours, for what should reach people while they work: reminders, digests.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::{Calendar, local_date, london};

/// The hours in which the council works, the end not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingHours {
    /// From this time on.
    pub from: Time,
    /// Until this time.
    pub until: Time,
}

impl Default for WorkingHours {
    /// Nine to five.
    fn default() -> Self {
        Self {
            from: Time::constant(9, 0, 0, 0),
            until: Time::constant(17, 0, 0, 0),
        }
    }
}

impl Calendar {
    /// The earliest instant at or after `now` that is in working hours of a working day.
    pub fn next_working_instant(&self, now: Timestamp, hours: WorkingHours) -> Timestamp {
        let today = local_date(now);
        if self.is_working(today) && now < london::first_instant(today, hours.until) {
            return now.max(london::first_instant(today, hours.from));
        }
        self.start_of_work(self.after(today, crate::clock::Unit::WorkingDay, 1), hours)
    }

    /// When work begins on a day, or on the first working day after it.
    pub fn start_of_work(&self, on: Date, hours: WorkingHours) -> Timestamp {
        london::first_instant(self.working_day_from(on), hours.from)
    }
}
