//! Judging the targets of a clock while it is folded: due dates with the pauses given back, verdicts,
//! pins.

use jiff::civil::Date;

use super::fold::Run;
use super::{Cause, Clock, ClockState, Judgement, Target, TargetName, Unit, Verdict};
use crate::verdict::Basis;

/// A target while the fold runs: its due date is worked out from `base` and the waits when asked.
pub(super) struct Running<'a> {
    pub(super) name: TargetName,
    pub(super) round: u32,
    pub(super) since: Date,
    pub(super) base: Date,
    /// What sets it: the rule that held when it arose.
    pub(super) basis: Option<&'a Basis>,
    pub(super) judged: Option<Judgement>,
    pub(super) pinned: Option<Judgement>,
    /// The holding reply or second stage that judged it, so that taking that back takes this back.
    pub(super) judged_by: Option<TargetName>,
}

impl Run<'_> {
    pub(super) fn pin(&mut self, name: TargetName, judgement: Judgement) {
        let round = self.clock.round;
        if self
            .targets
            .iter()
            .all(|t| t.name != name || t.round != round)
        {
            // Judged under a rule that no longer sets it: what was judged stays on the record.
            self.push(name, judgement.due, judgement.due);
        }
        let target = self
            .targets
            .iter_mut()
            .rev()
            .find(|t| t.name == name && t.round == round);
        if let Some(target) = target {
            let on = target.judged.map_or(judgement.on, |judged| judged.on);
            target.pinned = Some(Judgement { on, ..judgement });
        }
    }

    /// Judges what was to be met by an answer as explained on this day.
    pub(super) fn explain_by(&mut self, day: Date, by: TargetName) {
        for index in self.unjudged() {
            let target = &self.targets[index];
            if !matches!(
                target.name,
                TargetName::Answer | TargetName::Held(_) | TargetName::SecondStage
            ) {
                continue;
            }
            let due = self.due_at(target, day);
            let verdict = if day <= due {
                Verdict::ExplainedInTime
            } else {
                Verdict::ExplainedLate
            };
            let target = &mut self.targets[index];
            target.judged = Some(Judgement {
                on: day,
                verdict,
                due,
            });
            target.judged_by = Some(by);
        }
    }

    /// Judges what is done on this day.
    pub(super) fn judge(&mut self, day: Date, which: impl Fn(TargetName) -> bool) {
        for index in self.unjudged() {
            let target = &self.targets[index];
            if which(target.name) {
                let due = self.due_at(target, day);
                let verdict = verdict(target.name, day <= due);
                self.targets[index].judged = Some(Judgement {
                    on: day,
                    verdict,
                    due,
                });
            }
        }
    }

    /// Judges what is past by this day and was not done.
    pub(super) fn judge_missed(&mut self, day: Date) {
        for index in self.unjudged() {
            let target = &self.targets[index];
            let due = self.due_at(target, day);
            if due < day {
                let verdict = verdict(target.name, false);
                self.targets[index].judged = Some(Judgement {
                    on: day,
                    verdict,
                    due,
                });
            }
        }
    }

    pub(super) fn unjudged(&self) -> Vec<usize> {
        let round = self.clock.round;
        let open = |t: &Running<'_>| t.round == round && t.judged.is_none();
        (0..self.targets.len())
            .filter(|&i| open(&self.targets[i]))
            .collect()
    }

    /// The due date as it stands on a day, with the pauses until then given back.
    pub(super) fn due_at(&self, target: &Running<'_>, day: Date) -> Date {
        let waits = self
            .clock
            .pauses
            .iter()
            .filter(|w| w.stops && w.round == target.round);
        // Two waits may overlap; a day is given back once.
        let start = (target.base, target.since);
        let (due, _) = waits.fold(start, |(due, since), wait| {
            let from = wait.from.max(since);
            let until = wait.until.unwrap_or(day).min(day);
            (self.give_back(due, from, until), since.max(until))
        });
        due
    }

    /// A due date after the days after `from` up to `until` did not count. Only days that would have
    /// counted are given back: a pause over a weekend moves nothing.
    pub(super) fn give_back(&self, due: Date, from: Date, until: Date) -> Date {
        let remaining = self.days_between(from, due);
        if remaining <= 0 || self.days_between(from, until) <= 0 {
            return due;
        }
        self.after(until, remaining.unsigned_abs())
    }

    pub(super) fn days_between(&self, after: Date, until: Date) -> i32 {
        match self.unit {
            Unit::WorkingDay => self.calendar.working_days_between(after, until),
            Unit::CalendarDay => (until - after).get_days(),
        }
    }

    pub(super) fn after(&self, day: Date, n: u32) -> Date {
        self.calendar.after(day, self.unit, n)
    }

    pub(super) fn push(&mut self, name: TargetName, since: Date, base: Date) {
        let round = self.clock.round;
        let (judged, pinned, judged_by) = (None, None, None);
        let basis = self.rule.map(|rule| &rule.basis);
        self.targets.push(Running {
            name,
            round,
            since,
            base,
            basis,
            judged,
            pinned,
            judged_by,
        });
    }

    pub(super) fn finish(mut self, today: Date) -> Clock {
        let mut targets = Vec::with_capacity(self.targets.len());
        for target in &self.targets {
            let due = target
                .judged
                .map_or_else(|| self.due_at(target, today), |judged| judged.due);
            targets.push(Target {
                name: target.name,
                round: target.round,
                since: target.since,
                due,
                proclaimed: self.calendar.is_proclaimed(due.year()),
                basis: target.basis.cloned(),
                judged: target.pinned.or(target.judged),
                judged_now: target.judged,
                is_pinned: target.pinned.is_some(),
            });
        }
        for index in 0..self.clock.pauses.len() {
            let wait = self.clock.pauses[index];
            let until = wait.until.unwrap_or(today);
            let given = if wait.stops {
                self.days_between(wait.from, until).max(0)
            } else {
                0
            };
            self.clock.pauses[index].given_back = given.unsigned_abs();
        }
        let (ended, waiting) = (self.is_ended(), self.open_wait(Cause::Member).is_some());
        let mut clock = self.clock;
        clock.targets = targets;
        clock.state = match () {
            () if ended => ClockState::Ended,
            () if waiting => ClockState::Waiting,
            () if self.rule.is_none() && clock.targets.is_empty() => ClockState::None,
            () => ClockState::Running,
        };
        let to_meet = |t: &&Target| t.is_for_answer() || t.name == TargetName::Acknowledge;
        clock.next = clock.running().filter(to_meet).map(|t| t.due).min();
        clock.overdue = clock.next.is_some_and(|next| next < today);
        clock.working_days_left = clock
            .next
            .map(|next| self.calendar.working_days_between(today, next));
        let owed = clock.running().any(|t| t.is_for_answer() && t.due < today);
        clock.owes_explanation = owed;
        clock
    }
}

/// An aim is met in time or late; a promise is kept or missed.
fn verdict(name: TargetName, in_time: bool) -> Verdict {
    match (name, in_time) {
        (TargetName::Held(_) | TargetName::Contested(_), true) => Verdict::Kept,
        (TargetName::Held(_) | TargetName::Contested(_), false) => Verdict::Missed,
        (_, true) => Verdict::InTime,
        (_, false) => Verdict::Late,
    }
}
