//! Working days: bank holidays of the three nations, closure days of the council, and the
//! explanation of every day between a receipt and its due date.
//!
//! `proclaimed` holds the holidays as proclaimed, `rule` says what they are by rule after that,
//! `table` makes counting fast, `due` counts and explains, `london` knows the hour of the day,
//! `dates` reads what people type, `govuk` reads the published list. Never reads the clock.

mod dates;
mod due;
mod events;
mod govuk;
mod hours;
mod london;
mod proclaimed;
mod rule;
mod table;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, OnceLock};

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

pub use dates::{BadDate, parse_date, parse_date_fields, parse_receipt, parse_time};
pub use due::{Due, ExplainedDay, Receipt};
pub use events::CalendarEvent;
pub use govuk::{BadHolidays, parse_govuk};
pub use hours::WorkingHours;
pub use london::{end_of_day, local_date, local_time, start_of_day};
pub use words::{day_month, long_date, short_day};

use table::Table;

/// The first year whose holidays are known as proclaimed.
pub const FIRST_YEAR: i16 = 2000;
/// The last year for which due dates are looked up in a table; later ones are still right, but slow.
pub const LAST_YEAR: i16 = 2100;

/// Whose bank holidays count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nation {
    /// England and Wales.
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

impl Nation {
    /// Every nation, in the order in which gov.uk lists them.
    pub const ALL: [Self; 3] = [Self::EnglandAndWales, Self::Scotland, Self::NorthernIreland];

    /// The key under which gov.uk publishes its holidays, for example `england-and-wales`.
    pub fn key(self) -> &'static str {
        match self {
            Self::EnglandAndWales => "england-and-wales",
            Self::Scotland => "scotland",
            Self::NorthernIreland => "northern-ireland",
        }
    }

    /// The nation with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|nation| nation.key() == key)
    }
}

impl fmt::Display for Nation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EnglandAndWales => "England and Wales",
            Self::Scotland => "Scotland",
            Self::NorthernIreland => "Northern Ireland",
        })
    }
}

impl FromStr for Nation {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|nation| nation.key() == text)
            .ok_or_else(|| {
                format!(
                    "`{text}` is not a nation: write `england-and-wales`, `scotland` or `northern-ireland`"
                )
            })
    }
}

/// One bank holiday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// The day.
    pub date: Date,
    /// Its name, for example `Boxing Day (substitute day)`.
    pub title: String,
    /// Whether it was proclaimed; otherwise it stands by rule and may still move.
    pub proclaimed: bool,
}

/// What kind of day it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayKind {
    /// The council works.
    WorkingDay,
    /// Saturday or Sunday.
    Weekend,
    /// A bank holiday, by its name.
    BankHoliday(String),
    /// The council is closed, with its own name for that.
    Closure(String),
}

/// One day of a council's calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// Whether it counts.
    pub working: bool,
    /// Why it does or does not.
    pub why: DayKind,
    /// Whether the bank holidays of its year are proclaimed.
    pub proclaimed: bool,
}

/// The bank holidays of one nation from one year to another, both included, as embedded here.
pub fn holidays(nation: Nation, from_year: i16, to_year: i16) -> Vec<Holiday> {
    Calendar::new(nation).holidays(from_year, to_year)
}

/// What a council said of a day that the nation's list does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Change {
    Added(String),
    Removed,
}

/// The working days of one council: a nation's bank holidays, what the council added or took away,
/// its closure days and its cut-off hour, folded from [`CalendarEvent`]s.
#[derive(Clone)]
pub struct Calendar {
    nation: Nation,
    /// Newer published years, which stand before the embedded ones.
    loaded: BTreeMap<(Nation, i16), BTreeMap<Date, String>>,
    changes: BTreeMap<Date, Change>,
    closures: BTreeMap<Date, String>,
    /// In order of recording: from which day, and the hour.
    cut_offs: Vec<(Date, Option<Time>)>,
    /// Made of the facts above when first asked; it is never a fact of its own.
    table: OnceLock<Arc<Table>>,
}

impl PartialEq for Calendar {
    fn eq(&self, other: &Self) -> bool {
        self.nation == other.nation
            && self.loaded == other.loaded
            && self.changes == other.changes
            && self.closures == other.closures
            && self.cut_offs == other.cut_offs
    }
}
impl Eq for Calendar {}

impl fmt::Debug for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Calendar")
            .field("nation", &self.nation)
            .field("loaded", &self.loaded.keys().collect::<Vec<_>>())
            .field("changes", &self.changes)
            .field("closures", &self.closures)
            .field("cut_offs", &self.cut_offs)
            .finish()
    }
}

impl Calendar {
    /// The calendar of a council that has said nothing yet: its nation's bank holidays, no closure
    /// days, no cut-off hour.
    pub fn new(nation: Nation) -> Self {
        let calendar = Self {
            nation,
            loaded: BTreeMap::new(),
            changes: BTreeMap::new(),
            closures: BTreeMap::new(),
            cut_offs: Vec::new(),
            table: OnceLock::new(),
        };
        static PLAIN: [OnceLock<Arc<Table>>; 3] = [const { OnceLock::new() }; 3];
        let table = PLAIN[nation as usize].get_or_init(|| Arc::new(Table::of(&calendar)));
        Self {
            table: OnceLock::from(Arc::clone(table)),
            ..calendar
        }
    }

    /// Whose bank holidays it leaves out.
    pub fn nation(&self) -> Nation {
        self.nation
    }

    /// The calendar after one more event. Never fails.
    pub fn evolve(mut self, event: &CalendarEvent) -> Self {
        self.table = OnceLock::new();
        match event {
            CalendarEvent::NationSet { nation } => self.nation = *nation,
            CalendarEvent::HolidaysLoaded { holidays, .. } => {
                for (nation, days) in holidays {
                    for year in days.iter().map(|day| day.date.year()) {
                        self.loaded.insert((*nation, year), BTreeMap::new());
                    }
                    for day in days {
                        let year = self.loaded.entry((*nation, day.date.year())).or_default();
                        year.insert(day.date, day.title.clone());
                    }
                }
            }
            CalendarEvent::HolidayAdded { date, title, .. } => {
                self.changes.insert(*date, Change::Added(title.clone()));
            }
            CalendarEvent::HolidayRemoved { date, .. } => {
                self.changes.insert(*date, Change::Removed);
            }
            CalendarEvent::ClosureAdded { date, title, .. } => {
                self.closures.insert(*date, title.clone());
            }
            CalendarEvent::ClosureRemoved { date, .. } => {
                self.closures.remove(date);
            }
            CalendarEvent::CutOffSet { at, from } => self.cut_offs.push((*from, *at)),
        }
        self
    }

    /// The last year whose bank holidays are proclaimed, as far as this calendar knows.
    pub fn last_proclaimed_year(&self) -> i16 {
        let loaded = self.loaded.keys().filter(|(n, _)| *n == self.nation);
        loaded
            .map(|(_, year)| *year)
            .fold(proclaimed::last_year(self.nation), i16::max)
    }

    /// Whether the bank holidays of a year are proclaimed.
    pub fn is_proclaimed(&self, year: i16) -> bool {
        let known = self.table().is_proclaimed(year);
        known.unwrap_or_else(|| self.knows_as_proclaimed(year))
    }

    fn knows_as_proclaimed(&self, year: i16) -> bool {
        (FIRST_YEAR..=proclaimed::last_year(self.nation)).contains(&year)
            || self.loaded.contains_key(&(self.nation, year))
    }

    /// The bank holidays that count here from one year to another, both included, in order of dates.
    pub fn holidays(&self, from_year: i16, to_year: i16) -> Vec<Holiday> {
        (from_year..=to_year)
            .flat_map(|year| {
                let proclaimed = self.is_proclaimed(year);
                let days = self.holidays_of(year).into_iter();
                days.map(move |(date, title)| Holiday {
                    date,
                    title,
                    proclaimed,
                })
            })
            .collect()
    }

    /// The council's closure days, in order of dates.
    pub fn closures(&self) -> impl Iterator<Item = (Date, &str)> {
        self.closures
            .iter()
            .map(|(date, title)| (*date, title.as_str()))
    }

    /// The bank holidays that the council added (with its title) or took away (without).
    pub fn changes(&self) -> impl Iterator<Item = (Date, Option<&str>)> {
        self.changes.iter().map(|(date, change)| match change {
            Change::Added(title) => (*date, Some(title.as_str())),
            Change::Removed => (*date, None),
        })
    }

    /// The hour from which a receipt on this day counts as the next calendar day; `None` is midnight.
    pub fn cut_off(&self, on: Date) -> Option<Time> {
        let in_force = self.cut_offs.iter().filter(|(from, _)| *from <= on);
        in_force
            .max_by_key(|(from, _)| *from)
            .and_then(|(_, at)| *at)
    }

    /// Whether the council works on a day.
    pub fn is_working(&self, date: Date) -> bool {
        match self.table().is_working(date) {
            Some(working) => working,
            None => self.day(date).working,
        }
    }

    /// What kind of day it is, and why.
    pub fn day(&self, date: Date) -> Day {
        let holiday = || self.holidays_of(date.year()).remove(&date);
        let why = if is_weekend(date) {
            DayKind::Weekend
        } else if let Some(title) = holiday() {
            DayKind::BankHoliday(title)
        } else if let Some(title) = self.closures.get(&date) {
            DayKind::Closure(title.clone())
        } else {
            DayKind::WorkingDay
        };
        Day {
            working: why == DayKind::WorkingDay,
            why,
            proclaimed: self.is_proclaimed(date.year()),
        }
    }

    /// The bank holidays of one year: published, else proclaimed, else by rule; then the council's.
    fn holidays_of(&self, year: i16) -> BTreeMap<Date, String> {
        let mut days = match self.loaded.get(&(self.nation, year)) {
            Some(loaded) => loaded.clone(),
            None => {
                proclaimed::year(self.nation, year).unwrap_or_else(|| rule::year(self.nation, year))
            }
        };
        if self.changes.is_empty() {
            return days;
        }
        let year_start = Date::constant(1, 1, 1).with().year(year).build();
        let year_end = Date::constant(1, 12, 31).with().year(year).build();
        let (Ok(first), Ok(last)) = (year_start, year_end) else {
            return days;
        };
        for (date, change) in self.changes.range(first..=last) {
            match change {
                Change::Added(title) => days.insert(*date, title.clone()),
                Change::Removed => days.remove(date),
            };
        }
        days
    }

    fn table(&self) -> &Table {
        self.table.get_or_init(|| Arc::new(Table::of(self)))
    }
}

/// Saturday or Sunday.
fn is_weekend(date: Date) -> bool {
    date.weekday().to_monday_zero_offset() >= 5
}
