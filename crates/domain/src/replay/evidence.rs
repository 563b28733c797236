//! What of a replay over the whole council may stand beside a proposal, for people who may not read the
//! cases behind it (question W313).
//!
//! INVARIANT: every number of an [`Evidence`] is zero or stands for at least `least` cases. Outcomes are
//! told apart in all rows of a table or in none, and below that only whole rows are joined, beginning with
//! those that the council's released figures join ([`crate::figures::release`]). Told are ranges, so that two
//! replays that differ by one day do not tell the cases between them.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::counts::Cell;
use super::{BadTrial, Met, Replayed, Run, Trial};
use crate::figures::{Joined, Released, Rows, join};
use crate::ids::{ServiceId, WardId};
use crate::protocol::VersionKey;

/// What is tried out, as it was asked for: enough to run it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// The version whose rules are tried out; none is no protocol at all.
    pub version: Option<VersionKey>,
    /// Values in place of its own, each as `answer-within=7`.
    pub values: Vec<String>,
    /// The first day of the months of receipt.
    pub from: Date,
    /// Their last day.
    pub to: Date,
}

impl Inputs {
    /// The values as they are tried out.
    pub fn trial(&self) -> Result<Trial, BadTrial> {
        let mut trial = Trial::default();
        self.values.iter().try_for_each(|value| trial.set(value))?;
        Ok(trial)
    }
}

/// What became of something under what is tried out, beside how it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Neither way.
    Neither,
    /// As it was, and no longer.
    NoLonger,
    /// Only under what is tried out.
    Newly,
    /// Either way.
    Both,
}

impl Change {
    fn of(was: bool, would: bool) -> Self {
        match (was, would) {
            (false, false) => Self::Neither,
            (true, false) => Self::NoLonger,
            (false, true) => Self::Newly,
            (true, true) => Self::Both,
        }
    }
}

/// One thing that changes, counted by month, service and ward. Numbers are the lower ends of ranges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// How changes are told apart: each group is one column. Empty where there was too little to tell.
    pub columns: Vec<Vec<Change>>,
    /// All of each column.
    pub total: Vec<u64>,
    /// By month of receipt.
    pub months: Vec<Joined<Date>>,
    /// By service; none is what had found no service.
    pub services: Vec<Joined<Option<ServiceId>>>,
    /// By ward; none is what is about no place.
    pub wards: Vec<Joined<Option<WardId>>>,
}

/// A replay over the whole council, made once and kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What was tried out.
    pub inputs: Inputs,
    /// The day on which it was judged; the calendar and settings are those of that day.
    pub on: Date,
    /// The least number told besides zero, and how wide a range is: 20 stands for 20 to 24 under 5.
    pub least: u64,
    /// Answered or explained late, or past and neither.
    pub late: Table,
    /// Acknowledged late, or not at all and past.
    pub acknowledged: Table,
    /// Those who answer for the service were due to be told.
    pub told: Table,
}

impl Evidence {
    /// What may be told of a replay. `released` are the council's figures of its months.
    pub fn of(
        replayed: &Replayed,
        inputs: Inputs,
        released: &[&Released],
        on: Date,
        least: u64,
    ) -> Self {
        let cells = replayed.cells();
        let table = |is| table(&cells, released, least, is);
        Self {
            inputs,
            on,
            least,
            late: table(|run| run.answer == Met::Late),
            acknowledged: table(|run| run.acknowledgement == Met::Late),
            told: table(|run| run.told),
        }
    }
}

fn table(cells: &[Cell], released: &[&Released], least: u64, is: fn(Run) -> bool) -> Table {
    let counting = Counting {
        cells,
        released,
        least,
        columns: told_apart(cells, least, is),
        is,
    };
    Table {
        total: counting.ranges(&counting.count(cells)),
        months: counting.rows(|cell| cell.month, |figures| &figures.months),
        services: counting.rows(|cell| cell.service.clone(), |figures| &figures.services),
        wards: counting.rows(|cell| cell.ward.clone(), |figures| &figures.wards),
        columns: counting.columns,
    }
}

/// The finest way of telling changes apart in which no number is small; none if all together are too few.
fn told_apart(cells: &[Cell], least: u64, is: fn(Run) -> bool) -> Vec<Vec<Change>> {
    use Change::{Both, Neither, Newly, NoLonger};
    let finest_first = [
        vec![vec![Neither], vec![NoLonger], vec![Newly], vec![Both]],
        vec![vec![Neither], vec![NoLonger], vec![Newly, Both]],
        vec![vec![Neither], vec![Newly], vec![NoLonger, Both]],
        vec![vec![Neither, NoLonger], vec![Newly, Both]],
        vec![vec![Neither, Newly], vec![NoLonger, Both]],
        vec![vec![Neither, NoLonger, Newly, Both]],
    ];
    let total: u64 = cells.iter().map(|cell| cell.count).sum();
    let holds = |columns: &Vec<Vec<Change>>| {
        let counts = count(cells, columns, is);
        total >= least && counts.iter().all(|&n| n == 0 || n >= least)
    };
    finest_first.into_iter().find(holds).unwrap_or_default()
}

fn count<'a>(
    cells: impl IntoIterator<Item = &'a Cell>,
    columns: &[Vec<Change>],
    is: fn(Run) -> bool,
) -> Vec<u64> {
    let mut counts = vec![0; columns.len()];
    for cell in cells {
        let change = Change::of(is(cell.was), is(cell.would));
        if let Some(at) = columns.iter().position(|group| group.contains(&change)) {
            counts[at] += cell.count;
        }
    }
    counts
}

struct Counting<'a> {
    cells: &'a [Cell],
    released: &'a [&'a Released],
    least: u64,
    columns: Vec<Vec<Change>>,
    is: fn(Run) -> bool,
}

impl Counting<'_> {
    fn count<'c>(&self, cells: impl IntoIterator<Item = &'c Cell>) -> Vec<u64> {
        count(cells, &self.columns, self.is)
    }

    fn ranges(&self, counts: &[u64]) -> Vec<u64> {
        counts.iter().map(|n| n / self.least * self.least).collect()
    }

    fn rows<K: Ord + Clone>(
        &self,
        key: fn(&Cell) -> K,
        of: fn(&Released) -> &Rows<K>,
    ) -> Vec<Joined<K>> {
        if self.columns.is_empty() {
            return Vec::new();
        }
        let rows = self.together(key, of).into_iter().map(|keys| Joined {
            counts: self.count(self.cells.iter().filter(|cell| keys.contains(&key(cell)))),
            keys: keys.into_iter().collect(),
        });
        let mut rows = join(rows.collect(), self.least);
        for row in &mut rows {
            row.counts = self.ranges(&row.counts);
        }
        rows
    }

    /// The keys of the cases, those together that the released figures of some quarter do not tell apart.
    fn together<K: Ord + Clone>(
        &self,
        key: fn(&Cell) -> K,
        of: fn(&Released) -> &Rows<K>,
    ) -> Vec<BTreeSet<K>> {
        let mut sets: Vec<BTreeSet<K>> = Vec::new();
        let each = self.cells.iter().map(|cell| BTreeSet::from([key(cell)]));
        each.for_each(|one| unite(&mut sets, one));
        let known: BTreeSet<K> = sets.iter().flatten().cloned().collect();
        for figures in self.released {
            let within = |cell: &&Cell| (figures.from..=figures.to).contains(&cell.month);
            match figures.outcomes.is_empty() {
                true => {
                    let keys = self.cells.iter().filter(within).map(key);
                    unite(&mut sets, keys.collect());
                }
                false => {
                    for row in &of(figures).judged {
                        let keys = row.keys.iter().filter(|key| known.contains(key));
                        unite(&mut sets, keys.cloned().collect());
                    }
                }
            }
        }
        sets
    }
}

/// Adds a set, as one with those that it meets.
fn unite<K: Ord + Clone>(sets: &mut Vec<BTreeSet<K>>, mut one: BTreeSet<K>) {
    if one.is_empty() {
        return;
    }
    sets.retain(|set| {
        let meets = !set.is_disjoint(&one);
        if meets {
            one.extend(set.iter().cloned());
        }
        !meets
    });
    sets.push(one);
}
