//! The bank holidays of a year by rule: what stands when nothing is proclaimed otherwise.
//!
//! Sources: Banking and Financial Dealings Act 1971, schedule 1; the standing proclamations of the
//! New Year, early May and substitute days; St Andrew's Day Bank Holiday (Scotland) Act 2007.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use super::{Nation, is_weekend};

/// The titles as gov.uk prints them.
pub(super) mod title {
    pub const NEW_YEAR: &str = "New Year’s Day";
    pub const SECOND_JANUARY: &str = "2nd January";
    pub const ST_PATRICK: &str = "St Patrick’s Day";
    pub const GOOD_FRIDAY: &str = "Good Friday";
    pub const EASTER_MONDAY: &str = "Easter Monday";
    pub const EARLY_MAY: &str = "Early May bank holiday";
    pub const SPRING: &str = "Spring bank holiday";
    pub const BOYNE: &str = "Battle of the Boyne (Orangemen’s Day)";
    pub const SUMMER: &str = "Summer bank holiday";
    pub const ST_ANDREW: &str = "St Andrew’s Day";
    pub const CHRISTMAS: &str = "Christmas Day";
    pub const BOXING: &str = "Boxing Day";
}

/// What a moved fixed day carries after its title.
pub(super) const SUBSTITUTE: &str = " (substitute day)";

/// The bank holidays of one year by rule, by date.
pub(super) fn year(nation: Nation, year: i16) -> BTreeMap<Date, String> {
    let mut days = BTreeMap::new();
    if !(1900..=9000).contains(&year) {
        return days;
    }
    let easter = easter_sunday(year);
    let mut put = |date: Date, title: &str| {
        days.insert(date, title.to_owned());
    };
    put(shift(easter, -2), title::GOOD_FRIDAY);
    put(nth_monday(year, 5, 1), title::EARLY_MAY);
    put(nth_monday(year, 5, -1), title::SPRING);
    match nation {
        Nation::EnglandAndWales | Nation::NorthernIreland => {
            put(shift(easter, 1), title::EASTER_MONDAY);
            put(nth_monday(year, 8, -1), title::SUMMER);
        }
        Nation::Scotland => put(nth_monday(year, 8, 1), title::SUMMER),
    }
    let date = |month, day| Date::constant(year, month, day);
    let mut fixed = vec![
        vec![(date(1, 1), title::NEW_YEAR)],
        vec![
            (date(12, 25), title::CHRISTMAS),
            (date(12, 26), title::BOXING),
        ],
    ];
    match nation {
        Nation::EnglandAndWales => {}
        Nation::Scotland => {
            fixed[0].push((date(1, 2), title::SECOND_JANUARY));
            // The Act came into force in 2007; there was no such bank holiday before.
            if year >= 2007 {
                fixed.push(vec![(date(11, 30), title::ST_ANDREW)]);
            }
        }
        Nation::NorthernIreland => {
            fixed.push(vec![(date(3, 17), title::ST_PATRICK)]);
            fixed.push(vec![(date(7, 12), title::BOYNE)]);
        }
    }
    for group in fixed {
        for (date, title) in substituted(&group) {
            days.insert(date, title);
        }
    }
    days
}

/// Fixed days that stand together, each that falls on a weekend moved to the first weekday after it
/// that is not one of them already: so Christmas Day on a Sunday moves behind Boxing Day on Monday.
fn substituted(group: &[(Date, &str)]) -> Vec<(Date, String)> {
    let mut taken: Vec<Date> = group
        .iter()
        .map(|(date, _)| *date)
        .filter(|d| !is_weekend(*d))
        .collect();
    group
        .iter()
        .map(|&(date, title)| {
            if !is_weekend(date) {
                return (date, title.to_owned());
            }
            let mut moved = date;
            while is_weekend(moved) || taken.contains(&moved) {
                moved = shift(moved, 1);
            }
            taken.push(moved);
            (moved, format!("{title}{SUBSTITUTE}"))
        })
        .collect()
}

/// Easter Sunday of the Gregorian calendar: the Sunday after the ecclesiastical full moon on or after
/// 21 March (Anonymous Gregorian computus, as Meeus gives it).
pub(super) fn easter_sunday(year: i16) -> Date {
    let y = i32::from(year);
    let (golden, century, of_century) = (y % 19, y / 100, y % 100);
    let moon_correction = (century + 8) / 25;
    let epact =
        (19 * golden + century - century / 4 - (century - moon_correction + 1) / 3 + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    let days = epact + to_sunday - 7 * late + 114;
    let (month, day) = (days / 31, days % 31 + 1);
    Date::new(year, month as i8, day as i8).expect("Easter is in March or April")
}

/// The nth Monday of a month; -1 is the last.
fn nth_monday(year: i16, month: i8, n: i8) -> Date {
    Date::constant(year, month, 1)
        .nth_weekday_of_month(n, Weekday::Monday)
        .expect("every month has a first and a last Monday")
}

/// A date some days later, or earlier.
fn shift(date: Date, days: i64) -> Date {
    date.saturating_add(jiff::Span::new().days(days))
}
