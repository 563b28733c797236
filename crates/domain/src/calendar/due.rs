//! Counting: the due date of a receipt, and the same count day by day.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::words::weekday;
use super::{Calendar, DayKind, is_weekend, london, short_day};
use crate::clock::Unit;

/// When something was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Receipt {
    /// At an instant.
    At(Timestamp),
    /// On a day of which the hour is not known: it counts as before any cut-off.
    On(Date),
}

impl Receipt {
    /// The day of the receipt in Europe/London, whatever the hour.
    pub fn date(self) -> Date {
        match self {
            Self::At(at) => london::local_date(at),
            Self::On(date) => date,
        }
    }
}

/// A due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Due {
    /// The last day that is in time.
    pub date: Date,
    /// Whether the bank holidays of its year are proclaimed; otherwise it may still move.
    pub proclaimed: bool,
}

/// One day between a receipt and its due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExplainedDay {
    /// The day.
    pub date: Date,
    /// Its number in the count; `None` where it does not count.
    pub counted: Option<u32>,
    /// Why, in plain words: `received`, `Good Friday`, `day 1`.
    pub why: String,
    /// Whether the bank holidays of its year are proclaimed.
    pub proclaimed: bool,
}

impl ExplainedDay {
    /// The day and the reason in one line: `Thu 2 April received`.
    pub fn label(&self) -> String {
        format!("{} {}", short_day(self.date), self.why)
    }
}

impl Calendar {
    /// The day as which a receipt counts: its own, or the next calendar day at or after the cut-off.
    ///
    /// INVARIANT: a later receipt never counts as an earlier day. The cut-off is therefore compared as
    /// an instant: in the night of October whose hour comes twice the wall clock would run back.
    pub fn counts_as(&self, receipt: Receipt) -> Date {
        match receipt {
            Receipt::On(date) => date,
            Receipt::At(at) if self.cut_offs.is_empty() => london::local_date(at),
            Receipt::At(at) => match london::date_and_whether_past(at, |date| self.cut_off(date)) {
                (date, true) => date.tomorrow().unwrap_or(date),
                (date, false) => date,
            },
        }
    }

    /// The last day in time for something due `n` units after a receipt. Day one is the first unit
    /// after the day as which the receipt counts; with no units at all it is due on that day.
    pub fn due(&self, receipt: Receipt, unit: Unit, n: u32) -> Due {
        let date = self.after(self.counts_as(receipt), unit, n);
        Due {
            date,
            proclaimed: self.is_proclaimed(date.year()),
        }
    }

    /// The day `n` units after a day. Beyond the end of the calendar it stands at the last date there is.
    pub fn after(&self, date: Date, unit: Unit, n: u32) -> Date {
        if n == 0 {
            return date;
        }
        match unit {
            Unit::CalendarDay => {
                date.saturating_add(jiff::Span::new().days(i64::from(n).min(4_000_000)))
            }
            Unit::WorkingDay => {
                let table = self.table();
                let Some(upto) = table.upto(date) else {
                    return self.walk(date, n);
                };
                let target = upto.saturating_add(n);
                table.nth(target).unwrap_or_else(|| {
                    let (end, counted) = table.end();
                    self.walk(end, target - counted)
                })
            }
        }
    }

    /// How many working days lie after one day, up to and with another; negative when it is earlier.
    pub fn working_days_between(&self, after: Date, until: Date) -> i32 {
        if until < after {
            return -self.working_days_between(until, after);
        }
        let table = self.table();
        match (table.upto(after), table.upto(until)) {
            (Some(a), Some(b)) => i32::try_from(b - a).unwrap_or(i32::MAX),
            _ => {
                let days = after
                    .tomorrow()
                    .map(|first| first.series(jiff::Span::new().days(1)));
                let days = days.into_iter().flatten().take_while(|day| *day <= until);
                i32::try_from(days.filter(|day| self.is_working(*day)).count()).unwrap_or(i32::MAX)
            }
        }
    }

    /// The first working day at or after a day.
    pub fn working_day_from(&self, date: Date) -> Date {
        if self.is_working(date) {
            date
        } else {
            self.after(date, Unit::WorkingDay, 1)
        }
    }

    /// The due date day by day, from the receipt on; its last day is the due date.
    pub fn explain(&self, receipt: Receipt, unit: Unit, n: u32) -> Vec<ExplainedDay> {
        let mut days = self.explain_receipt(receipt);
        let start = self.counts_as(receipt);
        let mut date = start;
        for counted in 1..=n {
            loop {
                let Ok(next) = date.tomorrow() else {
                    return days;
                };
                date = next;
                let counts = unit == Unit::CalendarDay || self.is_working(date);
                let why = if counts {
                    format!("day {counted}")
                } else {
                    self.why_not(date)
                };
                days.push(self.explained(date, counts.then_some(counted), why));
                if counts {
                    break;
                }
            }
        }
        days
    }

    /// The receipt's own day, and the next where the cut-off has passed.
    pub(crate) fn explain_receipt(&self, receipt: Receipt) -> Vec<ExplainedDay> {
        let (date, start) = (receipt.date(), self.counts_as(receipt));
        let mut days = Vec::new();
        if date == start {
            days.push(self.explained(date, None, "received".to_owned()));
        } else if let Some(cut_off) = self.cut_off(date) {
            let (next, hour) = (weekday(start), hour(cut_off));
            let why = format!("received at or after {hour}: counts as {next}");
            days.push(self.explained(date, None, why));
            days.push(self.explained(start, None, "counts as the day of receipt".to_owned()));
        }
        days
    }

    /// Why a day does not count, in plain words.
    pub(crate) fn why_not(&self, date: Date) -> String {
        match self.day(date).why {
            DayKind::WorkingDay => "working day".to_owned(),
            DayKind::Weekend => weekday(date).to_owned(),
            DayKind::BankHoliday(title) => title,
            DayKind::Closure(title) => format!("closed: {title}"),
        }
    }

    pub(crate) fn explained(&self, date: Date, counted: Option<u32>, why: String) -> ExplainedDay {
        ExplainedDay {
            date,
            counted,
            why,
            proclaimed: self.is_proclaimed(date.year()),
        }
    }

    /// Counts day by day, for years that the table does not hold.
    fn walk(&self, from: Date, n: u32) -> Date {
        let (mut date, mut left) = (from, n);
        let mut year = (i16::MIN, Default::default());
        while left > 0 {
            let Ok(next) = date.tomorrow() else {
                return date;
            };
            date = next;
            if year.0 != date.year() {
                year = (date.year(), self.holidays_of(date.year()));
            }
            let closed = year.1.contains_key(&date) || self.closures.contains_key(&date);
            if !is_weekend(date) && !closed {
                left -= 1;
            }
        }
        date
    }
}

/// `17:00`.
fn hour(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}
