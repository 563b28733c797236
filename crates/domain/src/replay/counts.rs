//! What a replay comes to, counted: never a single case.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::{Met, Run};
use crate::access::Token;
use crate::ids::{ServiceId, WardId};

/// What cases have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub month: Date,
    pub service: u32,
    pub ward: u32,
    pub office: u32,
    pub was: Run,
    pub would: Run,
}

/// How many cases are alike in everything that is told of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub month: Date,
    pub service: Option<ServiceId>,
    pub ward: Option<WardId>,
    pub was: Run,
    pub would: Run,
    pub count: u64,
}

/// The counts of a replay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replayed {
    counts: BTreeMap<Key, u64>,
    services: Vec<Option<ServiceId>>,
    wards: Vec<Option<WardId>>,
    offices: Vec<Option<Token>>,
}

/// A line of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Counted {
    /// All cases.
    pub cases: u64,
    /// Answered or explained late, or past and neither, as it was.
    pub late_before: u64,
    /// The same under what is tried out.
    pub late_after: u64,
    /// Late only under what is tried out.
    pub newly_late: u64,
    /// Late only as it was.
    pub no_longer_late: u64,
    /// Acknowledged late, or not at all and past, as it was.
    pub acknowledged_late_before: u64,
    /// The same under what is tried out.
    pub acknowledged_late_after: u64,
    /// Of which those who answer for it were due to be told, as it was.
    pub told_before: u64,
    /// The same under what is tried out.
    pub told_after: u64,
    /// Told of only under what is tried out.
    pub newly_told: u64,
    /// Told of only as it was.
    pub no_longer_told: u64,
}

impl Counted {
    fn count(&mut self, was: Run, would: Run, n: u64) {
        let (before, after) = (was.answer == Met::Late, would.answer == Met::Late);
        let add = |field: &mut u64, is: bool| *field += if is { n } else { 0 };
        add(&mut self.cases, true);
        add(&mut self.late_before, before);
        add(&mut self.late_after, after);
        add(&mut self.newly_late, after && !before);
        add(&mut self.no_longer_late, before && !after);
        add(
            &mut self.acknowledged_late_before,
            was.acknowledgement == Met::Late,
        );
        add(
            &mut self.acknowledged_late_after,
            would.acknowledgement == Met::Late,
        );
        add(&mut self.told_before, was.told);
        add(&mut self.told_after, would.told);
        add(&mut self.newly_told, would.told && !was.told);
        add(&mut self.no_longer_told, was.told && !would.told);
    }
}

impl Replayed {
    pub(super) fn new(
        counts: BTreeMap<Key, u64>,
        services: Vec<Option<ServiceId>>,
        wards: Vec<Option<WardId>>,
        offices: Vec<Option<Token>>,
    ) -> Self {
        Self {
            counts,
            services,
            wards,
            offices,
        }
    }

    /// Every count with the names of what it is of.
    pub(super) fn cells(&self) -> Vec<Cell> {
        let cell = |(key, count): (&Key, &u64)| Cell {
            month: key.month,
            service: self.services[key.service as usize].clone(),
            ward: self.wards[key.ward as usize].clone(),
            was: key.was,
            would: key.would,
            count: *count,
        };
        self.counts.iter().map(cell).collect()
    }

    /// All together.
    pub fn total(&self) -> Counted {
        let mut total = Counted::default();
        for (key, n) in &self.counts {
            total.count(key.was, key.would, *n);
        }
        total
    }

    /// By month of receipt; months of nothing are left out.
    pub fn months(&self) -> BTreeMap<Date, Counted> {
        self.by(|key| key.month)
    }

    /// By service; none is what had found no service.
    pub fn services(&self) -> BTreeMap<Option<ServiceId>, Counted> {
        self.by(|key| self.services[key.service as usize].clone())
    }

    /// By ward; none is what is about no place.
    pub fn wards(&self) -> BTreeMap<Option<WardId>, Counted> {
        self.by(|key| self.wards[key.ward as usize].clone())
    }

    /// By the office to which it goes that a date is past; none is what lies with nobody. Offices of which
    /// nothing is told either way are left out.
    pub fn offices(&self) -> BTreeMap<Option<Token>, Counted> {
        let mut offices = self.by(|key| self.offices[key.office as usize].clone());
        offices.retain(|_, n| n.told_before + n.told_after > 0);
        offices
    }

    fn by<K: Ord>(&self, of: impl Fn(&Key) -> K) -> BTreeMap<K, Counted> {
        let mut groups = BTreeMap::<K, Counted>::new();
        for (key, n) in &self.counts {
            let group = groups.entry(of(key)).or_default();
            group.count(key.was, key.would, *n);
        }
        groups
    }
}
