//! The hour and the day in Europe/London, from zone data inside the binary.

use std::sync::OnceLock;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

/// Europe/London.
pub(super) fn zone() -> &'static TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    ZONE.get_or_init(|| TimeZone::get("Europe/London").expect("the zone data is in the binary"))
}

/// The day of an instant in Europe/London.
pub fn local_date(at: Timestamp) -> Date {
    zone().to_datetime(at).date()
}

/// The time of day of an instant in Europe/London.
pub fn local_time(at: Timestamp) -> Time {
    zone().to_datetime(at).time()
}

/// The instant at which the clocks of Europe/London first show this time on this day. In the hour
/// that comes twice in October the first; in the hour that is left out in March the one after it.
pub(super) fn first_instant(date: Date, time: Time) -> Timestamp {
    let ambiguous = zone().to_ambiguous_timestamp(date.to_datetime(time));
    ambiguous.compatible().unwrap_or(Timestamp::MAX)
}

/// The first instant of a day.
pub fn start_of_day(date: Date) -> Timestamp {
    first_instant(date, Time::midnight())
}

/// The first instant after a day.
pub fn end_of_day(date: Date) -> Timestamp {
    date.tomorrow().map_or(Timestamp::MAX, start_of_day)
}
