//! The hour and the day in Europe/London, from zone data inside the binary.
//!
//! Looking an instant up in the zone costs more than the whole rest of a due date, so that the changes
//! of the clocks from 2000 to 2101 are laid out once; outside those years the zone itself is asked.

use std::sync::OnceLock;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

use super::{FIRST_YEAR, LAST_YEAR};

/// Europe/London.
fn zone() -> &'static TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    ZONE.get_or_init(|| TimeZone::get("Europe/London").expect("the zone data is in the binary"))
}

/// The changes of the clocks in order: from which second of the epoch, and the offset from then on.
fn changes() -> &'static [(i64, Offset)] {
    static CHANGES: OnceLock<Vec<(i64, Offset)>> = OnceLock::new();
    CHANGES.get_or_init(|| {
        let year = |year| Date::constant(year, 1, 1).to_zoned(TimeZone::UTC);
        let (Ok(first), Ok(last)) = (year(FIRST_YEAR), year(LAST_YEAR + 2)) else {
            return Vec::new();
        };
        let begin = (
            first.timestamp().as_second(),
            zone().to_offset(first.timestamp()),
        );
        let end = (
            last.timestamp().as_second(),
            zone().to_offset(last.timestamp()),
        );
        let changes = zone().following(first.timestamp());
        let changes = changes.map(|change| (change.timestamp().as_second(), change.offset()));
        let changes = changes.take_while(|change| change.0 < end.0);
        std::iter::once(begin).chain(changes).chain([end]).collect()
    })
}

/// The date and time of an instant in Europe/London, and whether the clocks change within a day of it.
fn look(at: Timestamp) -> (DateTime, bool) {
    const DAY: i64 = 25 * 3600;
    let (changes, second) = (changes(), at.as_second());
    let next = next_change(changes, second);
    match (
        next.checked_sub(1).map(|last| changes[last]),
        changes.get(next),
    ) {
        (Some((last, offset)), Some((next, _))) => (
            offset.to_datetime(at),
            second - last < DAY || next - second < DAY,
        ),
        _ => (zone().to_datetime(at), true),
    }
}

/// The place of the first change after a second. The clocks change every half year, so that a division
/// lands beside it, where a search would miss the cache at each step.
fn next_change(changes: &[(i64, Offset)], second: i64) -> usize {
    const HALF_YEAR: i64 = 15_778_476;
    let since = second - changes.first().map_or(0, |first| first.0);
    let guess = usize::try_from(since / HALF_YEAR).unwrap_or(0);
    let mut next = guess.min(changes.len());
    while next > 0 && changes[next - 1].0 > second {
        next -= 1;
    }
    while next < changes.len() && changes[next].0 <= second {
        next += 1;
    }
    next
}

/// The day of an instant in Europe/London.
pub fn local_date(at: Timestamp) -> Date {
    look(at).0.date()
}

/// The time of day of an instant in Europe/London.
pub fn local_time(at: Timestamp) -> Time {
    look(at).0.time()
}

/// The day of an instant, and whether the hour has come on that day by then. Compared as instants where
/// the clocks change: on that day the wall clock may show an hour twice.
pub(super) fn date_and_whether_past(
    at: Timestamp,
    hour: impl Fn(Date) -> Option<Time>,
) -> (Date, bool) {
    let (local, near_change) = look(at);
    let date = local.date();
    let past = hour(date).is_some_and(|hour| match near_change {
        true => at >= first_instant(date, hour),
        false => local.time() >= hour,
    });
    (date, past)
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
