//! Tests of clocks. Each is a story: what happened on which day, and what the clock says then.

mod amended;
mod conformance;
mod days;
mod rules;
mod table;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{
    Class, Clock, ClockRule, Silence, Start, Target, TargetName, Tick, TickKind, Unit, Verdict,
    Waiting, fold,
};
use crate::calendar::{Calendar, Nation, Receipt, parse_date, parse_receipt};
use crate::verdict::{Basis, Cited};

/// A date as people write it.
fn day(text: &str) -> Date {
    parse_date(text).expect("a date")
}

/// An instant: ten in the morning where only a day is given.
fn at(text: &str) -> Timestamp {
    let text = if text.contains('T') {
        text.to_owned()
    } else {
        format!("{text}T10:00")
    };
    match parse_receipt(&text).expect("an instant") {
        Receipt::At(at) => at,
        Receipt::On(_) => unreachable!("it has a time"),
    }
}

/// Something that happens at a time.
fn tick(when: &str, what: TickKind) -> Tick {
    Tick::new(at(when), what)
}

/// A holding reply that explains and was discussed.
fn held(until: &str) -> TickKind {
    TickKind::Held {
        until: day(until),
        explained: true,
        liaised: true,
    }
}

/// Five working days from receipt, as CU 7.6 aims at.
fn five_days() -> Cited<ClockRule> {
    rule(|_| {})
}

/// Five working days from receipt, changed.
fn rule(change: impl FnOnce(&mut ClockRule)) -> Cited<ClockRule> {
    let mut rule = ClockRule {
        class: Class::Any,
        start: Start::Receipt,
        unit: Unit::WorkingDay,
        n: 5,
        stages: Vec::new(),
        silence: Silence::Stands,
        waiting: Waiting::Continues,
        after_window: 0,
    };
    change(&mut rule);
    Cited::new(rule, Basis::Statute("a rule of these tests".to_owned()))
}

/// A rule under which waiting on the member stops the clock.
fn pausing() -> Cited<ClockRule> {
    rule(|rule| rule.waiting = Waiting::Pauses)
}

/// The clock of these events at a time, in England and Wales.
fn clock(rule: &Cited<ClockRule>, ticks: &[Tick], now: &str) -> Clock {
    fold(
        Some(rule),
        &Calendar::new(Nation::EnglandAndWales),
        ticks,
        at(now),
    )
}

/// The latest target of a name.
fn target(clock: &Clock, name: TargetName) -> &Target {
    let found = clock.targets.iter().rev().find(|t| t.name == name);
    found.unwrap_or_else(|| panic!("no target {name:?}"))
}

/// How the latest target of a name was judged.
fn verdict(clock: &Clock, name: TargetName) -> Option<Verdict> {
    target(clock, name).judged.map(|judged| judged.verdict)
}
