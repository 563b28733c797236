//! What happens to a council's calendar. The calendar is one stream; these are its events.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::{Calendar, FIRST_YEAR, Holiday, LAST_YEAR, Nation, long_date};
use crate::verdict::Invalid;

/// One change of the council's calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CalendarEvent {
    /// Whose bank holidays count.
    NationSet {
        /// The nation.
        nation: Nation,
    },
    /// A published list was read: its years stand before what was known of them.
    HolidaysLoaded {
        /// Where it came from, for example the file's name.
        source: String,
        /// The holidays by nation, whole years only.
        holidays: BTreeMap<Nation, Vec<Holiday>>,
        /// Why, where it changes days that are past.
        reason: Option<String>,
    },
    /// A bank holiday that the list does not have.
    HolidayAdded {
        /// The day.
        date: Date,
        /// Its name.
        title: String,
        /// Why, where the day is past.
        reason: Option<String>,
    },
    /// A bank holiday of the list does not count here.
    HolidayRemoved {
        /// The day.
        date: Date,
        /// Why, where the day is past.
        reason: Option<String>,
    },
    /// The council is closed on a day.
    ClosureAdded {
        /// The day.
        date: Date,
        /// What for, in the council's words.
        title: String,
        /// Why, where the day is past.
        reason: Option<String>,
    },
    /// The council is open on that day after all.
    ClosureRemoved {
        /// The day.
        date: Date,
        /// Why, where the day is past.
        reason: Option<String>,
    },
    /// From which hour a receipt counts as the next calendar day.
    CutOffSet {
        /// The hour; `None` takes the cut-off away.
        at: Option<Time>,
        /// From which day.
        from: Date,
    },
}

impl CalendarEvent {
    /// The event's name in the log.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NationSet { .. } => "nation-set",
            Self::HolidaysLoaded { .. } => "holidays-loaded",
            Self::HolidayAdded { .. } => "holiday-added",
            Self::HolidayRemoved { .. } => "holiday-removed",
            Self::ClosureAdded { .. } => "closure-added",
            Self::ClosureRemoved { .. } => "closure-removed",
            Self::CutOffSet { .. } => "cut-off-set",
        }
    }

    /// The reason given with it.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::HolidaysLoaded { reason, .. }
            | Self::HolidayAdded { reason, .. }
            | Self::HolidayRemoved { reason, .. }
            | Self::ClosureAdded { reason, .. }
            | Self::ClosureRemoved { reason, .. } => reason.as_deref(),
            Self::NationSet { .. } | Self::CutOffSet { .. } => None,
        }
    }
}

impl Calendar {
    /// Whether an event may be recorded today. Amending a day that is past needs a reason; a cut-off
    /// hour and a nation hold from today on at the earliest, because nothing could explain them later.
    pub fn check(&self, event: &CalendarEvent, today: Date) -> Result<(), Vec<Invalid>> {
        let mut wrong = Vec::new();
        match event {
            CalendarEvent::HolidayAdded { date, title, .. }
            | CalendarEvent::ClosureAdded { date, title, .. } => {
                wrong.extend(check_date(*date));
                if title.trim().is_empty() {
                    wrong.push(Invalid::new("title", "enter what the day is called"));
                }
            }
            CalendarEvent::HolidayRemoved { date, .. } => {
                if !self.holidays_of(date.year()).contains_key(date) {
                    let why = format!("{} is not a bank holiday here", long_date(*date));
                    wrong.push(Invalid::new("date", why));
                }
            }
            CalendarEvent::ClosureRemoved { date, .. } => {
                if !self.closures.contains_key(date) {
                    let why = format!("{} is not a closure day", long_date(*date));
                    wrong.push(Invalid::new("date", why));
                }
            }
            CalendarEvent::CutOffSet { from, .. } if *from < today => {
                let why = format!(
                    "a cut-off hour holds from {} at the earliest",
                    long_date(today)
                );
                wrong.push(Invalid::new("from", why));
            }
            CalendarEvent::HolidaysLoaded { .. }
            | CalendarEvent::NationSet { .. }
            | CalendarEvent::CutOffSet { .. } => {}
        }
        let unexplained = event.reason().is_none_or(|reason| reason.trim().is_empty());
        if wrong.is_empty()
            && unexplained
            && !matches!(
                event,
                CalendarEvent::CutOffSet { .. } | CalendarEvent::NationSet { .. }
            )
            && let Some(day) = self.first_past_change(event, today)
        {
            let why = format!("{} is past: enter why it is amended now", long_date(day));
            wrong.push(Invalid::new("reason", why));
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    /// The first day before today that an event would make working or not working.
    pub fn first_past_change(&self, event: &CalendarEvent, today: Date) -> Option<Date> {
        let after = self.clone().evolve(event);
        let first = Date::constant(FIRST_YEAR, 1, 1);
        let days = first.series(jiff::Span::new().days(1));
        days.take_while(|day| *day < today)
            .find(|day| self.is_working(*day) != after.is_working(*day))
    }
}

fn check_date(date: Date) -> Option<Invalid> {
    let known = (FIRST_YEAR..=LAST_YEAR).contains(&date.year());
    (!known).then(|| {
        let why = format!(
            "`{}` is outside the calendar: give a day from {FIRST_YEAR} to {LAST_YEAR}",
            long_date(date)
        );
        Invalid::new("date", why)
    })
}
