//! A clock on the page of its case: what is due and why, what moved it, day by day.

use domain::clock::{ClockDay, ClockState, Judgement, Target, TargetName, Unit, Verdict};
use jiff::civil::Date;

use super::error::BasisLink;
use super::words;
use crate::registers::ClockShown;

/// The clock as a page shows it.
#[derive(Debug, Clone)]
pub struct ClockView {
    /// One sentence on where it stands.
    pub sentence: String,
    /// The rule in words, with its basis.
    pub rule: Option<(String, BasisLink)>,
    /// The dates to meet.
    pub targets: Vec<TargetView>,
    /// Day by day.
    pub days: Vec<DayView>,
}

/// One date to meet.
#[derive(Debug, Clone)]
pub struct TargetView {
    /// What for.
    pub what: String,
    /// The date.
    pub due: String,
    /// How it was judged then.
    pub judged: Option<String>,
    /// How it would be judged now, where that differs.
    pub now: Option<String>,
    /// On which basis it stands.
    pub basis: Option<BasisLink>,
    /// Whether it is not yet proclaimed, so that it may move.
    pub may_move: bool,
}

/// One day.
#[derive(Debug, Clone)]
pub struct DayView {
    /// The day.
    pub date: String,
    /// Its number in the count, if it counts.
    pub counted: String,
    /// Why, and what happened.
    pub why: String,
    /// Whether it does not count.
    pub off: bool,
    /// Whether something is due on it.
    pub due: bool,
    /// Whether it is today.
    pub today: bool,
}

/// A target in words.
fn target_words(name: TargetName) -> String {
    match name {
        TargetName::Answer => "Answer".to_owned(),
        TargetName::Acknowledge => "Acknowledgement".to_owned(),
        TargetName::Held(1) => "Date of the holding reply".to_owned(),
        TargetName::Held(n) => format!("Date of holding reply {n}"),
        TargetName::SecondStage => "Second stage".to_owned(),
        TargetName::Contested(_) => "Date the member asked for".to_owned(),
    }
}

/// A verdict in words.
pub fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::InTime => "in time",
        Verdict::ExplainedInTime => "not answered, explained in time",
        Verdict::Late => "late",
        Verdict::ExplainedLate => "late, explained late",
        Verdict::Kept => "kept",
        Verdict::Missed => "missed",
    }
}

fn judged(judgement: Judgement) -> String {
    format!(
        "{}, {}",
        words::sentence(verdict_words(judgement.verdict)),
        words::day(judgement.on)
    )
}

/// A clock with its explanation, as a page of today shows it.
pub fn view(shown: ClockShown, today: Date) -> ClockView {
    let folded = shown.clock;
    let sentence = match (folded.state, folded.next) {
        (ClockState::None, _) => {
            "No target is set: this protocol says nothing about how long an answer may take."
                .to_owned()
        }
        (ClockState::Ended, _) => "The clock has ended.".to_owned(),
        (ClockState::Waiting, _) => "Waiting for the member.".to_owned(),
        (ClockState::Running, Some(next)) if folded.overdue => {
            format!("Was due on {}.", words::date(next))
        }
        (ClockState::Running, Some(next)) => format!("Next date: {}.", words::date(next)),
        (ClockState::Running, None) => {
            "It waits for the acknowledgement that starts it.".to_owned()
        }
    };
    ClockView {
        sentence,
        rule: shown
            .rule
            .map(|(rule, basis)| (rule, BasisLink::from(&basis))),
        targets: folded.targets.iter().map(target).collect(),
        days: shown
            .days
            .into_iter()
            .map(|day| day_view(day, today))
            .collect(),
    }
}

fn day_view(day: ClockDay, today: Date) -> DayView {
    let mut why = vec![words::sentence(&day.day.why)];
    why.extend(day.notes);
    why.extend(
        day.due
            .iter()
            .map(|name| format!("{} due", target_words(*name))),
    );
    DayView {
        date: words::short_day(day.day.date),
        counted: day.day.counted.map_or_else(String::new, |n| n.to_string()),
        why: why.join("; "),
        off: day.day.counted.is_none(),
        due: !day.due.is_empty(),
        today: day.day.date == today,
    }
}

/// A number of units in words: `5 working days`.
pub fn unit_words(n: u32, unit: Unit) -> String {
    let unit = match unit {
        Unit::WorkingDay => ("working day", "working days"),
        Unit::CalendarDay => ("calendar day", "calendar days"),
    };
    words::count(u64::from(n), unit.0, unit.1)
}

fn target(target: &Target) -> TargetView {
    let now = target.judged_now.filter(|now| {
        target
            .judged
            .is_some_and(|then| then.verdict != now.verdict || then.due != now.due)
    });
    TargetView {
        what: target_words(target.name),
        due: words::date(target.due),
        judged: target.judged.map(judged),
        now: now.map(judged),
        basis: target.basis.as_ref().map(BasisLink::from),
        may_move: !target.proclaimed,
    }
}
