//! Dates as people read them.

use jiff::civil::{Date, Weekday};

/// The English name of a weekday.
pub(super) fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// The English names of the months, January first.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month, from 1.
pub(super) fn month(number: i8) -> &'static str {
    MONTHS[usize::try_from(number - 1).unwrap_or(0).min(11)]
}

/// `Thursday 2 April 2026`.
pub fn long_date(date: Date) -> String {
    format!("{} {} {}", weekday(date), day_month(date), date.year())
}

/// `2 April`.
pub fn day_month(date: Date) -> String {
    format!("{} {}", date.day(), month(date.month()))
}

/// `Thu 2 April`.
pub fn short_day(date: Date) -> String {
    format!("{} {}", &weekday(date)[..3], day_month(date))
}
