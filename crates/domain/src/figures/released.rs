//! Which quarters are released, and which are owed. What is released is an event of the stream of
//! figures: counted once, never again, so that two states of it can never be compared.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::Released;
use crate::settings::Settings;
use crate::verdict::{Basis, Cited};

/// The least number that is told to everybody, besides zero (question W23).
pub const LEAST: u64 = 5;
/// How far back the first release goes, in quarters.
const BACK: i32 = 8;

/// Three months that are released together, as their first and last day.
pub type Quarter = (Date, Date);

/// Whether whoever signs in sees the council's released figures, and why.
pub fn open_to_everyone(settings: &Settings, on: Date) -> Cited<bool> {
    let found = settings.value("figures-of-council", on);
    found.map_or_else(
        || Cited::new(true, question()),
        |cited| cited.map(|value| value == "everyone"),
    )
}

/// What the figures rest on while the council has not ruled: the question whose cases they count.
pub fn question() -> Basis {
    Basis::Default {
        question: "W23".parse().expect("a question"),
        completes: None,
    }
}

/// Every release, the oldest quarter first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Releases(Vec<Released>);

impl Releases {
    /// With one more release. A second one of the same quarter changes nothing: the first stands.
    #[must_use]
    pub fn evolve(mut self, released: Released) -> Self {
        if self.of(released.from).is_none() {
            self.0.push(released);
            self.0.sort_by_key(|released| released.from);
        }
        self
    }

    /// All of them, the oldest quarter first.
    pub fn all(&self) -> &[Released] {
        &self.0
    }

    /// The newest quarter.
    pub fn latest(&self) -> Option<&Released> {
        self.0.last()
    }

    /// The quarter that begins on a day.
    pub fn of(&self, from: Date) -> Option<&Released> {
        self.0.iter().find(|released| released.from == from)
    }
}

/// The quarters that can be released on a day and are not yet, the oldest first. A quarter is released
/// when a whole month has passed since it ended, so that the clocks of its last enquiries have run.
pub fn owed(releases: &Releases, today: Date) -> Vec<Quarter> {
    let newest = releases.latest().map(|released| released.from);
    owed_after(newest, today)
}

/// The quarters after the newest released one that can be released on a day, the oldest first.
pub fn owed_after(newest: Option<Date>, today: Date) -> Vec<Quarter> {
    let month = (today.month() - 1) / 3 * 3 + 1;
    let this = date(today.year(), month, 1);
    let quarters = (1..=BACK).rev().filter_map(|back| {
        let from = this.checked_sub((back * 3).months()).ok()?;
        let to = from.checked_add(2.months()).ok()?.last_of_month();
        let passed = to.checked_add(1.day()).ok()?.last_of_month() < today;
        passed.then_some((from, to))
    });
    quarters
        .filter(|(from, _)| newest.is_none_or(|newest| *from > newest))
        .collect()
}
