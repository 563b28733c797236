//! Every working day from 2000 to 2100 in a row, and for every date how many of them lie at or before
//! it: a due date is two look-ups. The table is derived from the calendar and never stored.

use jiff::civil::Date;

use super::{Calendar, FIRST_YEAR, LAST_YEAR, is_weekend};

/// Twelve months of 31 days: dates find their row without any calendar arithmetic.
const ROWS_A_YEAR: usize = 12 * 31;
/// One year more than promised, so that a count that starts in December 2100 still ends in it.
const END_YEAR: i16 = LAST_YEAR + 1;

/// The working days of a calendar, counted.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// How many working days lie at or before a date, by row; rows of dates that do not exist repeat
    /// the one before.
    upto: Box<[u32]>,
    /// The working days in order.
    working: Box<[Date]>,
    /// Which years are proclaimed, the first year first.
    proclaimed: Box<[bool]>,
}

impl Table {
    /// Counts the calendar's days.
    pub(super) fn of(calendar: &Calendar) -> Self {
        let years = usize::try_from(END_YEAR - FIRST_YEAR + 1).expect("a positive number of years");
        let mut upto = Vec::with_capacity(years * ROWS_A_YEAR);
        let mut working = Vec::with_capacity(years * 262);
        for year in FIRST_YEAR..=END_YEAR {
            let holidays = calendar.holidays_of(year);
            for month in 1..=12 {
                for day in 1..=31 {
                    if let Ok(date) = Date::new(year, month, day)
                        && !is_weekend(date)
                        && !holidays.contains_key(&date)
                        && !calendar.closures.contains_key(&date)
                    {
                        working.push(date);
                    }
                    upto.push(u32::try_from(working.len()).expect("fewer days than 2^32"));
                }
            }
        }
        Self {
            upto: upto.into(),
            working: working.into(),
            proclaimed: (FIRST_YEAR..=END_YEAR)
                .map(|year| calendar.knows_as_proclaimed(year))
                .collect(),
        }
    }

    /// How many working days of the table lie at or before a date; `None` outside its years.
    pub(super) fn upto(&self, date: Date) -> Option<u32> {
        let year = usize::try_from(date.year() - FIRST_YEAR).ok()?;
        let month = (date.month() - 1) as usize;
        let row = year * ROWS_A_YEAR + month * 31 + (date.day() - 1) as usize;
        self.upto.get(row).copied()
    }

    /// The `n`th working day, from 1; `None` beyond its years.
    pub(super) fn nth(&self, n: u32) -> Option<Date> {
        self.working.get(n.checked_sub(1)? as usize).copied()
    }

    /// Whether the bank holidays of a year are proclaimed; `None` outside its years.
    pub(super) fn is_proclaimed(&self, year: i16) -> Option<bool> {
        let row = usize::try_from(year.checked_sub(FIRST_YEAR)?).ok()?;
        self.proclaimed.get(row).copied()
    }

    /// Whether a date is a working day; `None` outside its years.
    pub(super) fn is_working(&self, date: Date) -> Option<bool> {
        Some(self.nth(self.upto(date)?) == Some(date))
    }

    /// The table's last date and the number of working days until then.
    pub(super) fn end(&self) -> (Date, u32) {
        let days = u32::try_from(self.working.len()).expect("fewer days than 2^32");
        (Date::constant(END_YEAR, 12, 31), days)
    }
}
