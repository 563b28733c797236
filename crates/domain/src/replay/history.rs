//! What happened, held so that it can be judged again and again: the ticks of all cases in one row, each
//! case a slice of it.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::Date;

use super::counts::{Key, Replayed};
use super::{Run, Trial, run};
use crate::access::Token;
use crate::calendar::{Calendar, Receipt, local_date};
use crate::clock::{Class, Clock, RuleOn, Tick, TickKind, fold_by};
use crate::council::Council;
use crate::enquiries::{State, answerable, clock, starts};
use crate::ids::{ServiceId, WardId};
use crate::protocol::Protocol;
use crate::settings::Settings;

/// Cases as they happened.
#[derive(Debug, Clone, Default)]
pub struct History {
    cases: Vec<Case>,
    ticks: Vec<Tick>,
    starts: Vec<(Date, Class)>,
    services: Names<ServiceId>,
    wards: Names<WardId>,
    offices: Names<Token>,
}

#[derive(Debug, Clone)]
struct Case {
    ticks: Range<usize>,
    starts: Range<usize>,
    month: Date,
    service: u32,
    ward: u32,
    office: u32,
    was: Run,
}

/// Identifiers by small numbers, so that a case holds no text.
#[derive(Debug, Clone)]
struct Names<T>(BTreeMap<Option<T>, u32>);

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Ord + Clone> Names<T> {
    fn number(&mut self, name: Option<&T>) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(name.cloned()).or_insert(next)
    }

    fn list(&self) -> Vec<Option<T>> {
        let mut list = vec![None; self.0.len()];
        for (name, number) in &self.0 {
            list[*number as usize].clone_from(name);
        }
        list
    }
}

impl History {
    /// Adds a case with how it was judged in fact, as of `now`.
    pub fn push(&mut self, state: &State, council: &Council, now: Timestamp) {
        let was = run(
            &clock(state, council, now),
            &council.calendar,
            local_date(now),
        );
        let ticks = self.ticks.len();
        // What was judged under the rules of then is what a replay judges anew.
        let judged = |tick: &&Tick| matches!(tick.what, TickKind::Judged { .. });
        let happened = state.ticks.iter().filter(|tick| !judged(tick));
        self.ticks.extend(happened.map(dated));
        let begun = self.starts.len();
        self.starts.extend(starts(state));
        self.cases.push(Case {
            ticks: ticks..self.ticks.len(),
            starts: begun..self.starts.len(),
            month: state.received.date().first_of_month(),
            service: self.services.number(state.service.as_ref()),
            ward: self.wards.number(state.ward.as_ref()),
            office: self.offices.number(answerable(state).as_ref()),
            was,
        });
    }

    /// How many cases there are.
    pub fn len(&self) -> usize {
        self.cases.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }

    /// Judges every case by what is tried out, as of `now`.
    pub fn replay(
        &self,
        trial: &Trial,
        protocol: Option<&Protocol>,
        settings: &Settings,
        calendar: &Calendar,
        now: Timestamp,
    ) -> Replayed {
        let mut rules = Rules::new(trial, protocol, settings);
        let today = local_date(now);
        let mut counts = BTreeMap::<Key, u64>::new();
        for case in &self.cases {
            let clock = self.clock(case, &mut rules, calendar, now);
            let key = Key {
                month: case.month,
                service: case.service,
                ward: case.ward,
                office: case.office,
                was: case.was,
                would: run(&clock, calendar, today),
            };
            *counts.entry(key).or_default() += 1;
        }
        let (services, wards) = (self.services.list(), self.wards.list());
        Replayed::new(counts, services, wards, self.offices.list())
    }

    fn clock(
        &self,
        case: &Case,
        rules: &mut Rules<'_>,
        calendar: &Calendar,
        now: Timestamp,
    ) -> Clock {
        let ticks = &self.ticks[case.ticks.clone()];
        match &self.starts[case.starts.clone()] {
            [start] => fold_by(rules.of(*start), calendar, ticks, now),
            starts => {
                let each = starts.iter().flat_map(|start| rules.of(*start).to_vec());
                let table: Vec<RuleOn> = each.collect();
                fold_by(&table, calendar, ticks, now)
            }
        }
    }
}

/// The same tick with its day worked out, where only its day matters: what starts a clock keeps its hour.
fn dated(tick: &Tick) -> Tick {
    let starts = matches!(
        tick.what,
        TickKind::Received | TickKind::Acknowledged { .. } | TickKind::Reopened
    );
    let mut tick = tick.clone();
    if !starts && tick.receipt.is_none() {
        tick.receipt = Some(Receipt::On(local_date(tick.at)));
    }
    tick
}

/// The rules that are tried out, each worked out once.
struct Rules<'a> {
    trial: &'a Trial,
    protocol: Option<&'a Protocol>,
    settings: &'a Settings,
    known: BTreeMap<(Date, u8), [RuleOn; 1]>,
}

impl<'a> Rules<'a> {
    fn new(trial: &'a Trial, protocol: Option<&'a Protocol>, settings: &'a Settings) -> Self {
        Self {
            trial,
            protocol,
            settings,
            known: BTreeMap::new(),
        }
    }

    fn of(&mut self, (start, class): (Date, Class)) -> &[RuleOn] {
        let (trial, protocol, settings) = (self.trial, self.protocol, self.settings);
        let make = || {
            let rule = trial.rule(protocol, settings, start, class);
            [RuleOn { start, class, rule }]
        };
        self.known.entry((start, class as u8)).or_insert_with(make)
    }
}
