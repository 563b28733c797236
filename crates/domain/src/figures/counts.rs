//! What a line of a table says: how many were received, how they were judged, what is still open.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;

use jiff::civil::Date;

use super::{Tally, months};
use crate::ids::{ServiceId, WardId};

/// One thing that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Received in the period.
    Received,
    /// Answered by the first target.
    InTime,
    /// Told why not, and until when, by the first target.
    HeldInTime,
    /// Answered after the first target.
    Late,
    /// Told why not only after the first target.
    HeldLate,
    /// Not judged: the target runs, there is none, or it ended without one being due.
    Unjudged,
    /// Held, and a promised date kept.
    Kept,
    /// Held, and a promised date missed.
    Missed,
    /// Still open.
    Open,
    /// Still open, with its next date past.
    Overdue,
}

impl Measure {
    /// Every measure, in the order of tables and files.
    pub const ALL: [Self; 10] = [
        Self::Received,
        Self::InTime,
        Self::HeldInTime,
        Self::Late,
        Self::HeldLate,
        Self::Unjudged,
        Self::Kept,
        Self::Missed,
        Self::Open,
        Self::Overdue,
    ];
    /// The measures that part the received ones by how they were judged.
    pub const JUDGING: [Self; 5] = [
        Self::InTime,
        Self::HeldInTime,
        Self::Late,
        Self::HeldLate,
        Self::Unjudged,
    ];

    /// The heading of a column.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Received => "Received",
            Self::InTime => "Answered in time",
            Self::HeldInTime => "Explained in time",
            Self::Late => "Answered late",
            Self::HeldLate => "Explained late",
            Self::Unjudged => "Not judged",
            Self::Kept => "Held, date kept",
            Self::Missed => "Held, date missed",
            Self::Open => "Open now",
            Self::Overdue => "Overdue now",
        }
    }

    /// The closed word by which files name it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::InTime => "in-time",
            Self::HeldInTime => "explained-in-time",
            Self::Late => "late",
            Self::HeldLate => "explained-late",
            Self::Unjudged => "not-judged",
            Self::Kept => "kept",
            Self::Missed => "missed",
            Self::Open => "open",
            Self::Overdue => "overdue",
        }
    }

    /// What is counted, for who does not know the words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Received => "Every enquiry received in the period.",
            Self::InTime => "The answer came by the first date to meet.",
            Self::HeldInTime => {
                "By the first date the member was told why there is no answer yet, and by when."
            }
            Self::Late => "The answer came after the first date to meet.",
            Self::HeldLate => "The member was told why only after the first date.",
            Self::Unjudged => {
                "The first date is not yet met, there is none, or the enquiry ended before it mattered."
            }
            Self::Kept => "A holding reply promised a date, and it was kept.",
            Self::Missed => "A holding reply promised a date, and it was missed.",
            Self::Open => "Not yet closed today; an answered one may wait for the member’s word.",
            Self::Overdue => "Not yet closed today, and the next date to meet is past.",
        }
    }
}

/// How many of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts([u64; Measure::ALL.len()]);

impl Counts {
    /// How many of one measure.
    pub fn of(&self, measure: Measure) -> u64 {
        self.0[measure as usize]
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.of(Measure::Received) == 0
    }

    /// Those whose first target was met, by an answer or a holding reply, of those that were judged.
    pub fn in_time(&self) -> Share {
        let part = self.of(Measure::InTime) + self.of(Measure::HeldInTime);
        Share {
            part,
            whole: self.of(Measure::Received) - self.of(Measure::Unjudged),
        }
    }

    /// Those that kept a promised date, of those whose promised dates were judged.
    pub fn kept(&self) -> Share {
        Share {
            part: self.of(Measure::Kept),
            whole: self.of(Measure::Kept) + self.of(Measure::Missed),
        }
    }

    fn count(&mut self, tally: &Tally) {
        let mut add = |measure: Measure| self.0[measure as usize] += tally.count;
        add(Measure::Received);
        add(match tally.judged.as_deref() {
            Some("in-time") => Measure::InTime,
            Some("explained-in-time") => Measure::HeldInTime,
            Some("late") => Measure::Late,
            Some("explained-late") => Measure::HeldLate,
            _ => Measure::Unjudged,
        });
        match tally.held.as_deref() {
            Some("kept") => add(Measure::Kept),
            Some("missed") => add(Measure::Missed),
            _ => {}
        }
        if tally.open_since.is_some() {
            add(Measure::Open);
            if tally.overdue {
                add(Measure::Overdue);
            }
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        for (mine, more) in self.0.iter_mut().zip(other.0) {
            *mine += more;
        }
    }
}

impl<'a> FromIterator<&'a Tally> for Counts {
    fn from_iter<I: IntoIterator<Item = &'a Tally>>(tallies: I) -> Self {
        let mut all = Self::default();
        for tally in tallies {
            all.count(tally);
        }
        all
    }
}

/// A part of a whole. Never shown without both numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub part: u64,
    /// The whole.
    pub whole: u64,
}

impl Share {
    /// Whole per cent, a half rounded up; none of nothing. Only all is 100 and only none is 0.
    pub fn per_cent(self) -> Option<u64> {
        let Self { part, whole } = self;
        (whole > 0).then(|| match (part * 200 + whole) / (whole * 2) {
            100 if part < whole => 99,
            0 if part > 0 => 1,
            rounded => rounded,
        })
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.per_cent() {
            Some(per_cent) => write!(f, "{} of {} ({per_cent}%)", self.part, self.whole),
            None => f.write_str("none judged"),
        }
    }
}

/// The counts of each month from the month of one day to that of another, with the months of nothing.
pub fn by_month(tallies: &[Tally], from: Date, to: Date) -> Vec<(Date, Counts)> {
    let mut found = grouped(tallies, |tally| tally.month);
    months(from, to)
        .map(|month| (month, found.remove(&month).unwrap_or_default()))
        .collect()
}

/// The counts of each service; none is what has found no service yet.
pub fn by_service(tallies: &[Tally]) -> BTreeMap<Option<ServiceId>, Counts> {
    grouped(tallies, |tally| tally.service.clone())
}

/// The counts of each ward; none is what is about no place.
pub fn by_ward(tallies: &[Tally]) -> BTreeMap<Option<WardId>, Counts> {
    grouped(tallies, |tally| tally.ward.clone())
}

fn grouped<K: Ord>(tallies: &[Tally], key: impl Fn(&Tally) -> K) -> BTreeMap<K, Counts> {
    let mut groups = BTreeMap::<K, Counts>::new();
    for tally in tallies {
        groups.entry(key(tally)).or_default().count(tally);
    }
    groups
}
