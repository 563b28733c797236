//! What of the council's figures is open to whoever signs in: one quarter at a time, small numbers
//! joined, so that nobody learns of a single case.
//!
//! INVARIANT: every number of a [`Released`] is zero or at least its `least`, and so is every sum and
//! difference of them that counts a set of cases. What makes it hold: outcomes are told apart in all
//! tables or in none, in the same way; below that only whole rows are joined. A table is then a function
//! of its own rows and of the outcome, and from such tables nothing finer than their own joined rows can
//! be worked out (property-tested with linear algebra).

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Tally;
use crate::ids::{ServiceId, WardId};

/// How a case came out, as far as it is told to everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The first target was met, by an answer or by a holding reply.
    InTime,
    /// It was not.
    Late,
    /// It was not judged.
    Unjudged,
    /// A promised date was kept.
    Kept,
    /// A promised date was missed.
    Missed,
    /// No promised date was judged.
    NotHeld,
}

impl Outcome {
    /// In words, for a heading.
    pub fn words(self) -> &'static str {
        match self {
            Self::InTime => "Answered or explained in time",
            Self::Late => "Late",
            Self::Unjudged => "Not judged",
            Self::Kept => "Held, date kept",
            Self::Missed => "Held, date missed",
            Self::NotHeld => "Not held, or still held",
        }
    }

    fn of_judging(tally: &Tally) -> Self {
        match tally.judged.as_deref() {
            Some("in-time" | "explained-in-time") => Self::InTime,
            Some("late" | "explained-late") => Self::Late,
            _ => Self::Unjudged,
        }
    }

    fn of_holding(tally: &Tally) -> Self {
        match tally.held.as_deref() {
            Some("kept") => Self::Kept,
            Some("missed") => Self::Missed,
            _ => Self::NotHeld,
        }
    }
}

/// One row of a released table: one key, or several that would tell too much alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined<K> {
    /// The keys, in order.
    pub keys: Vec<K>,
    /// How many of each group of outcomes, in the order of [`Released::outcomes`].
    pub counts: Vec<u64>,
}

impl<K> Joined<K> {
    /// All cases of the row.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }
}

/// The rows of a table: first those of all cases, then those told apart by outcome, each of which is one
/// or several of the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows<K> {
    /// Received, nothing else: one number a row.
    pub received: Vec<Joined<K>>,
    /// By outcome.
    pub judged: Vec<Joined<K>>,
}

/// The figures of one quarter, as they stood when they were released. They never change afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    /// The first day of the quarter.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// The day on which it was counted.
    pub on: Date,
    /// The least number that is told, besides zero.
    pub least: u64,
    /// How outcomes are told apart: each group is one column. Empty where there was too little to tell.
    pub outcomes: Vec<Vec<Outcome>>,
    /// How holding replies are told apart, with the number of each group.
    pub holding: Vec<(Vec<Outcome>, u64)>,
    /// By month.
    pub months: Rows<Date>,
    /// By service; none is what had found no service.
    pub services: Rows<Option<ServiceId>>,
    /// By ward; none is what is about no place.
    pub wards: Rows<Option<WardId>>,
}

impl Released {
    /// All that was received; none where it was too little to tell.
    pub fn total(&self) -> Option<u64> {
        (!self.outcomes.is_empty()).then(|| self.months.received.iter().map(Joined::total).sum())
    }

    /// How many of each group of outcomes, in their order.
    pub fn totals(&self) -> Vec<u64> {
        sum(
            self.outcomes.len(),
            self.months.judged.iter().map(|r| &r.counts),
        )
    }
}

/// Makes the figures of a quarter, from the tallies of its months.
pub fn release(tallies: &[Tally], (from, to): (Date, Date), on: Date, least: u64) -> Released {
    use Outcome::{InTime, Kept, Late, Missed, NotHeld, Unjudged};
    let tallies: Vec<&Tally> = tallies
        .iter()
        .filter(|tally| (from..=to).contains(&tally.month))
        .collect();
    let finest = [
        vec![vec![InTime], vec![Late], vec![Unjudged]],
        vec![vec![InTime], vec![Late, Unjudged]],
        vec![vec![InTime, Unjudged], vec![Late]],
        vec![vec![InTime, Late], vec![Unjudged]],
        vec![vec![InTime, Late, Unjudged]],
    ];
    let outcomes = told_apart(&tallies, finest, Outcome::of_judging, least);
    let finest = [
        vec![vec![Kept], vec![Missed], vec![NotHeld]],
        vec![vec![Kept, Missed], vec![NotHeld]],
    ];
    let holding = told_apart(&tallies, finest, Outcome::of_holding, least);
    let counts = columns(&tallies, &holding, Outcome::of_holding);
    let months = super::months(from, to);
    Released {
        from,
        to,
        on,
        least,
        months: rows(&tallies, &outcomes, least, months, |t| t.month),
        services: rows(&tallies, &outcomes, least, [], |t| t.service.clone()),
        wards: rows(&tallies, &outcomes, least, [], |t| t.ward.clone()),
        holding: holding.into_iter().zip(counts).collect(),
        outcomes,
    }
}

/// The finest way of telling outcomes apart in which no number is small; none if even all together are
/// too few.
fn told_apart<const N: usize>(
    tallies: &[&Tally],
    finest_first: [Vec<Vec<Outcome>>; N],
    outcome: fn(&Tally) -> Outcome,
    least: u64,
) -> Vec<Vec<Outcome>> {
    let total: u64 = tallies.iter().map(|t| t.count).sum();
    let mut ways = finest_first.into_iter();
    let found = ways.find(|way| {
        let counts = columns(tallies, way, outcome);
        total >= least && counts.iter().all(|&n| n == 0 || n >= least)
    });
    found.unwrap_or_default()
}

/// How many tallied cases fall into each group of outcomes.
fn columns(
    tallies: &[&Tally],
    groups: &[Vec<Outcome>],
    outcome: fn(&Tally) -> Outcome,
) -> Vec<u64> {
    let mut counts = vec![0; groups.len()];
    for tally in tallies {
        let at = groups.iter().position(|g| g.contains(&outcome(tally)));
        if let Some(at) = at {
            counts[at] += tally.count;
        }
    }
    counts
}

/// The rows of one table. `always` are keys that have a row even of nothing.
fn rows<K: Ord + Clone>(
    tallies: &[&Tally],
    outcomes: &[Vec<Outcome>],
    least: u64,
    always: impl IntoIterator<Item = K>,
    key: impl Fn(&Tally) -> K,
) -> Rows<K> {
    if outcomes.is_empty() {
        return Rows {
            received: Vec::new(),
            judged: Vec::new(),
        };
    }
    let mut by_key: BTreeMap<K, Vec<&Tally>> =
        always.into_iter().map(|key| (key, Vec::new())).collect();
    for tally in tallies {
        by_key.entry(key(tally)).or_default().push(tally);
    }
    let cells: BTreeMap<K, Vec<u64>> = by_key
        .into_iter()
        .map(|(key, tallies)| (key, columns(&tallies, outcomes, Outcome::of_judging)))
        .collect();
    let received = cells.iter().map(|(key, counts)| Joined {
        keys: vec![key.clone()],
        counts: vec![counts.iter().sum()],
    });
    let received = join(received.collect(), least);
    // What is told by outcome joins whole rows of what is told at all: a part of a joined row could be
    // worked out from the two tables otherwise.
    let judged = received.iter().map(|row| Joined {
        keys: row.keys.clone(),
        counts: sum(outcomes.len(), row.keys.iter().map(|key| &cells[key])),
    });
    let judged = join(judged.collect(), least);
    Rows { received, judged }
}

/// Joins rows until none has a small number. Each small one joins the next larger row, so that as few
/// as possible are joined; the whole has no small number, so this ends with all in one row at the worst.
pub(crate) fn join<K: Ord>(mut rows: Vec<Joined<K>>, least: u64) -> Vec<Joined<K>> {
    let is_small = |row: &Joined<K>| row.counts.iter().any(|&n| n > 0 && n < least);
    rows.sort_by(|a, b| (a.total(), &a.keys).cmp(&(b.total(), &b.keys)));
    while let Some(at) = rows.iter().position(is_small) {
        let small = rows.remove(at);
        // One that is small itself is mended by the same joining; else the next larger one; else, for
        // the largest, the one before it.
        let other = rows
            .iter()
            .skip(at)
            .position(is_small)
            .map(|n| n + at)
            .or_else(|| (at < rows.len()).then_some(at))
            .or_else(|| rows.len().checked_sub(1));
        let Some(other) = other else {
            rows.push(small);
            break;
        };
        let mut joined = rows.remove(other);
        joined.keys.extend(small.keys);
        joined.keys.sort();
        joined.counts = sum(joined.counts.len(), [&joined.counts, &small.counts]);
        let place = rows.partition_point(|row| row.total() < joined.total());
        rows.insert(place, joined);
    }
    rows.sort_by(|a, b| a.keys.cmp(&b.keys));
    rows
}

fn sum<'a>(columns: usize, rows: impl IntoIterator<Item = &'a Vec<u64>>) -> Vec<u64> {
    let mut total = vec![0; columns];
    for row in rows {
        for (all, more) in total.iter_mut().zip(row) {
            *all += more;
        }
    }
    total
}
