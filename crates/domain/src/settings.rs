//! The council's own choices, each with who made it and from which day: one stream, folded here.

mod accept;
mod catalogue;
mod spec;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::SettingId;
use crate::verdict::{Basis, Cited, ClauseRef};

pub use accept::{Accepted, accept};
pub use catalogue::CATALOGUE;
pub use spec::{SettingKind, SettingSpec, spec};

/// The council's choices over time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    values: BTreeMap<SettingId, Vec<SettingSet>>,
}

/// A setting was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingSet {
    /// Which.
    pub id: SettingId,
    /// Its value as text; `None` takes it back.
    pub value: Option<String>,
    /// From which day.
    pub from: Date,
    /// The office or person that decided it, in words.
    pub set_by: String,
}

impl Settings {
    /// The settings after one more choice.
    pub fn evolve(mut self, set: SettingSet) -> Self {
        self.values.entry(set.id.clone()).or_default().push(set);
        self
    }

    /// The value that holds on a day, with its basis; the latest recorded choice of the latest day wins.
    pub fn get(&self, id: &str, on: Date, completes: Option<ClauseRef>) -> Option<Cited<&str>> {
        let (id, sets) = self.values.get_key_value(id)?;
        let sets = sets.iter().filter(|set| set.from <= on);
        let set = sets.max_by_key(|set| set.from)?;
        let basis = Basis::Setting {
            id: id.clone(),
            set_by: set.set_by.clone(),
            on: set.from,
            completes,
        };
        Some(Cited::new(set.value.as_deref()?, basis))
    }

    /// A whole number that holds on a day, with its basis.
    pub fn number(&self, id: &str, on: Date) -> Option<Cited<u32>> {
        let found = self.get(id, on, None)?;
        let number = found.value.trim().parse().ok()?;
        Some(Cited::new(number, found.basis))
    }

    /// Every choice ever made, by key and in order of recording.
    pub fn all(&self) -> impl Iterator<Item = &SettingSet> {
        self.values.values().flatten()
    }
}
