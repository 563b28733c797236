//! Dates and times as people type them. A date that cannot be is refused with what to write instead.

use jiff::civil::{Date, Time};

use super::{FIRST_YEAR, LAST_YEAR, Receipt, london, words};

/// Why a text is not a date or a time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadDate(pub String);

/// Reads a date: `2026-04-02`, `2/4/2026`, `2.4.26`, `2 April 2026`, `Thu 2 Apr 2026`.
pub fn parse_date(text: &str) -> Result<Date, BadDate> {
    let text = text.trim();
    if text.is_empty() {
        return bad("enter a date, for example 2 April 2026");
    }
    let wrong = || {
        BadDate(format!(
            "`{text}` is not a date: write it as 2 April 2026 or 2/4/2026"
        ))
    };
    if text.chars().count() > 40 {
        return bad("the text is too long for a date: write it as 2 April 2026");
    }
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '-' | '.' | ','))
        .filter(|part| !part.is_empty())
        .collect();
    let parts = match parts.split_first() {
        Some((first, rest)) if is_weekday(first) => rest,
        _ => &parts[..],
    };
    match parts {
        [year, month, day] if year.len() >= 4 && is_number(year) => {
            parse_date_fields(day, month, year)
        }
        [day, month, year] => parse_date_fields(day, month, year),
        [_, _] => bad(format!(
            "`{text}` is only part of a date: give day, month and year, for example 2 April 2026"
        )),
        [year] if year.len() == 4 && is_number(year) => bad(format!(
            "`{text}` is only a year: give day, month and year, for example 2 April 2026"
        )),
        _ => Err(wrong()),
    }
}

/// Reads a date typed into three fields.
pub fn parse_date_fields(day: &str, month: &str, year: &str) -> Result<Date, BadDate> {
    let (day, month, year) = (day.trim(), month.trim(), year.trim());
    let missing: Vec<&str> = [(day, "a day"), (month, "a month"), (year, "a year")]
        .into_iter()
        .filter(|(text, _)| text.is_empty())
        .map(|(_, noun)| noun)
        .collect();
    match missing[..] {
        [] => {}
        [_, _, _] => return bad("enter a date, for example 2 April 2026"),
        _ => return bad(format!("the date must include {}", missing.join(" and "))),
    }
    let year = read_year(year)?;
    let month = read_month(month)?;
    let number = read_day(day)?;
    Date::new(year, month, number).map_err(|_| {
        let days = Date::constant(year, month, 1).days_in_month();
        let name = words::month(month);
        BadDate(format!(
            "there is no {number} {name} {year}: {name} {year} has {days} days"
        ))
    })
}

/// Reads a time of day: `17:00`, `9.30`, `5pm`.
pub fn parse_time(text: &str) -> Result<Time, BadDate> {
    let wrong = || BadDate(format!("`{text}` is not a time: write it as 17:00"));
    let lower = text.trim().to_ascii_lowercase();
    let (digits, noon) = match lower.strip_suffix("pm").map(|d| (d, Some(true))) {
        Some(found) => found,
        None => lower
            .strip_suffix("am")
            .map_or((lower.as_str(), None), |d| (d, Some(false))),
    };
    let digits = digits.trim();
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        Some(_) => return Err(wrong()),
        None if noon.is_some() => (digits, "00"),
        None => return Err(wrong()),
    };
    if !is_number(hour) || !is_number(minute) || hour.len() > 2 {
        return Err(wrong());
    }
    let (hour, minute): (i8, i8) = (
        hour.parse().map_err(|_| wrong())?,
        minute.parse().map_err(|_| wrong())?,
    );
    let hour = match noon {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return Err(wrong()),
        Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
    };
    Time::new(hour, minute, 0, 0).map_err(|_| wrong())
}

/// Reads a receipt: a date, or a date and a time in Europe/London as `2026-04-02T10:00`.
pub fn parse_receipt(text: &str) -> Result<Receipt, BadDate> {
    match text.trim().split_once('T') {
        Some((date, time)) if is_number(date.get(..1).unwrap_or("")) => {
            let (date, time) = (parse_date(date)?, parse_time(time)?);
            Ok(Receipt::At(london::first_instant(date, time)))
        }
        _ => parse_date(text).map(Receipt::On),
    }
}

fn read_year(text: &str) -> Result<i16, BadDate> {
    let year = match text.len() {
        _ if !is_number(text) => None,
        2 => text.parse::<i16>().ok().map(|year| FIRST_YEAR + year),
        _ => text.parse::<i16>().ok(),
    };
    match year {
        Some(year) if (FIRST_YEAR..=LAST_YEAR).contains(&year) => Ok(year),
        _ if is_number(text) => bad(format!(
            "the year `{text}` cannot be right: give a year from {FIRST_YEAR} to {LAST_YEAR}"
        )),
        _ => bad(format!(
            "`{text}` is not a year: write it with four digits, for example 2026"
        )),
    }
}

fn read_month(text: &str) -> Result<i8, BadDate> {
    let wrong = || {
        BadDate(format!(
            "`{text}` is not a month: write 1 to 12, or its name"
        ))
    };
    if is_number(text) {
        return text
            .parse()
            .ok()
            .filter(|month| (1..=12).contains(month))
            .ok_or_else(wrong);
    }
    let lower = text.to_ascii_lowercase();
    let named = |name: &&str| {
        let name = name.to_ascii_lowercase();
        lower.len() >= 3 && (name.starts_with(&lower) || (lower == "sept" && name == "september"))
    };
    let index = words::MONTHS.iter().position(named).ok_or_else(wrong)?;
    i8::try_from(index + 1).map_err(|_| wrong())
}

fn read_day(text: &str) -> Result<i8, BadDate> {
    let lower = text.to_ascii_lowercase();
    let digits = ["st", "nd", "rd", "th"]
        .into_iter()
        .find_map(|end| lower.strip_suffix(end))
        .unwrap_or(&lower);
    let day = if is_number(digits) {
        digits.parse().ok()
    } else {
        None
    };
    day.filter(|day| (1..=31).contains(day)).ok_or_else(|| {
        BadDate(format!(
            "`{text}` is not a day: write a number from 1 to 31"
        ))
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_weekday(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let names = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    lower.len() >= 3 && names.iter().any(|name| name.starts_with(&lower))
}

fn bad<T>(why: impl Into<String>) -> Result<T, BadDate> {
    Err(BadDate(why.into()))
}
