//! Days, hours and clauses as a scenario writes them.

use jiff::Timestamp;
use jiff::civil::{Date, Time, time};

use domain::calendar::{long_date, parse_date};
use domain::verdict::Basis;

/// `Thursday 2 April 2026`. A weekday that does not fit its date is a slip, and fails.
pub fn day(text: &str) -> Date {
    let plain = match text.split_once(' ') {
        Some((first, rest)) if first.ends_with("day") => rest,
        _ => text,
    };
    let date = match parse_date(plain) {
        Ok(date) => date,
        Err(bad) => panic!("{bad}"),
    };
    if plain != text {
        assert_eq!(long_date(date), text, "the weekday does not fit the date");
    }
    date
}

/// `10:00`, in Europe/London; noon where a scenario does not say.
pub fn at(date: Date, hour: Option<&str>) -> Timestamp {
    let hour: Time = match hour {
        None => time(12, 0, 0, 0),
        Some(text) => match format!("{text}:00").parse() {
            Ok(hour) => hour,
            Err(bad) => panic!("`{text}` is not an hour: {bad}"),
        },
    };
    match date.to_datetime(hour).in_tz("Europe/London") {
        Ok(zoned) => zoned.timestamp(),
        Err(bad) => panic!("no such hour in London: {bad}"),
    }
}

/// `Thursday 2 April 2026 at 10:00`, or the day alone.
pub fn moment(text: &str) -> Timestamp {
    match text.rsplit_once(" at ") {
        Some((date, hour)) => at(day(date), Some(hour)),
        None => at(day(text), None),
    }
}

/// Whether a basis is this clause, or fills what it leaves open.
pub fn names(basis: &Basis, clause: &str) -> bool {
    basis
        .clause()
        .is_some_and(|named| named.id.as_str() == clause)
}
