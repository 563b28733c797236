//! What the catalogue says of one choice, and what holds for it while nobody has chosen.

use jiff::civil::Date;

use super::Settings;
use super::catalogue::CATALOGUE;
use crate::verdict::{Basis, Cited};

/// One choice that the council may make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettingSpec {
    /// Its key.
    pub id: &'static str,
    /// What it is, as a short heading.
    pub title: &'static str,
    /// Which values it takes.
    pub kind: SettingKind,
    /// What it does, in one or two sentences.
    pub help: &'static str,
    /// What holds while nobody has chosen; none where the thing is off until then.
    pub default: Option<&'static str>,
    /// The open question that it settles, if one is open.
    pub question: Option<&'static str>,
    /// The clauses that leave it open, by pack and printed number.
    pub completes: &'static [(&'static str, &'static str)],
}

/// Which values a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingKind {
    /// A whole number within bounds, in a unit that the page prints.
    WholeNumber {
        /// The least value.
        min: u32,
        /// The greatest value.
        max: u32,
        /// The unit, in the plural.
        unit: &'static str,
    },
    /// Words, up to so many characters.
    Text {
        /// The greatest number of characters.
        max: usize,
    },
    /// One of several words.
    Choice(&'static [&'static str]),
    /// A day, as 2026-04-13.
    Date,
    /// A time of day in Europe/London, as 17:00.
    Time,
    /// Yes or no.
    Flag,
    /// A colour, as #1d4f91, dark enough for white words on it.
    Colour,
    /// A team of the directory, by its key.
    Team,
    /// The address of a page that anybody can open, as `https://council.example/complaints`.
    Link,
}

/// The setting of a key, if there is one.
pub fn spec(id: &str) -> Option<&'static SettingSpec> {
    CATALOGUE.iter().find(|spec| spec.id == id)
}

impl Settings {
    /// What holds for a key of the catalogue on a day: the council's choice, else the default of the
    /// open question. `None` where the thing is off until somebody chooses.
    pub fn value(&self, id: &str, on: Date) -> Option<Cited<String>> {
        if let Some(chosen) = self.get(id, on, None) {
            return Some(chosen.map(str::to_owned));
        }
        let spec = spec(id)?;
        let basis = Basis::Default {
            question: spec.question?.parse().ok()?,
            completes: None,
        };
        Some(Cited::new(spec.default?.to_owned(), basis))
    }

    /// [`Settings::value`] as a whole number.
    pub fn whole_number(&self, id: &str, on: Date) -> Option<Cited<u32>> {
        let found = self.value(id, on)?;
        let number = found.value.parse().ok()?;
        Some(Cited::new(number, found.basis))
    }
}
