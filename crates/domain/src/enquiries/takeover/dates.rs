//! Days as lists write them: `3/2/24`, `2024-02-03 14:30`, `3 Feb 2024`. Which number is the day is settled by
//! the whole column; where it cannot be, it is asked.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::calendar::{Receipt, parse_date, parse_date_fields, parse_time};

/// Which number of `3/2/24` is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// The first: 3 February.
    DayFirst,
    /// The second: 2 March.
    MonthFirst,
}

/// The order that a column is written in.
///
/// # Errors
/// With the question, where days of the column can be read in both orders and nothing settles it, or where
/// some only fit the one and some only the other.
pub(super) fn order<'a>(column: impl Iterator<Item = &'a str>) -> Result<Order, String> {
    let (mut day_first, mut month_first, mut either) = (None, None, None);
    for text in column {
        let Some((first, second, _)) = numbers(day_of(text).0) else {
            continue;
        };
        match (first > 12, second > 12) {
            (true, false) => day_first = day_first.or(Some(text)),
            (false, true) => month_first = month_first.or(Some(text)),
            (false, false) if first != second => either = either.or(Some(text)),
            _ => {}
        }
    }
    match (day_first, month_first, either) {
        (Some(one), Some(other), _) => Err(format!(
            "`{one}` can only be day first and `{other}` only month first: write all days in one way"
        )),
        (_, None, None) | (Some(_), None, Some(_)) => Ok(Order::DayFirst),
        (None, Some(_), None) => Ok(Order::MonthFirst),
        (None, Some(only), Some(_)) => Err(format!(
            "`{only}` can only be month first: say whether all days are"
        )),
        (None, None, Some(text)) => Err(format!(
            "`{text}` can be read in two ways and no other day settles it: say whether the day or the \
             month stands first"
        )),
    }
}

/// When something was received.
///
/// # Errors
/// In words, where it is no day.
pub(super) fn receipt(text: &str, order: Order) -> Result<Receipt, String> {
    let (day, time) = day_of(text);
    let date = date(day, order)?;
    let Some(time) = time else {
        return Ok(Receipt::On(date));
    };
    // Seconds are more than any clock here needs.
    let minutes = time.splitn(3, ':').take(2).collect::<Vec<_>>().join(":");
    let time = parse_time(&minutes).map_err(|bad| bad.to_string())?;
    // Midnight is what programs write where they know the day only.
    if time == jiff::civil::Time::midnight() {
        return Ok(Receipt::On(date));
    }
    let london = TimeZone::get("Europe/London").map_err(|error| error.to_string())?;
    let zoned = date.to_datetime(time).to_zoned(london);
    let zoned = zoned.map_err(|error| error.to_string())?;
    Ok(Receipt::At(zoned.timestamp()))
}

fn date(text: &str, order: Order) -> Result<Date, String> {
    if text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(format!(
            "`{text}` is a spreadsheet’s own number for a day: show the column as dates, save it again"
        ));
    }
    let read = match (numbers(text), order) {
        (Some((month, day, year)), Order::MonthFirst) => {
            parse_date_fields(&day.to_string(), &month.to_string(), year)
        }
        _ => parse_date(text),
    };
    read.map_err(|bad| bad.to_string())
}

/// The three numbers of a day that is written with the year last.
fn numbers(text: &str) -> Option<(u32, u32, &str)> {
    let mut parts = text.split(['/', '.', '-']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let short = first.len() <= 2 && second.len() <= 2 && parts.next().is_none();
    short.then_some(())?;
    Some((
        first.trim().parse().ok()?,
        second.trim().parse().ok()?,
        year,
    ))
}

/// The day and, where there is one, the time behind it.
fn day_of(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    let cut = text.find('T').filter(|at| text[..*at].contains('-'));
    let cut = cut.or_else(|| text.find(' ').filter(|at| text[*at..].contains(':')));
    let Some(cut) = cut.filter(|_| text.contains(':')) else {
        return (text, None);
    };
    // `3 Feb 2024 14:30` has its time behind the last blank.
    let cut = if text[..cut].contains(['/', '-', '.']) {
        cut
    } else {
        text.rfind(' ').unwrap_or(cut)
    };
    (text[..cut].trim(), Some(text[cut + 1..].trim()))
}
