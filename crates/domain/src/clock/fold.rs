//! The one function that runs a clock. Never reads the time: `now` is given.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{
    Clock, ClockRule, ClockState, Consent, Contribution, Ending, Hold, Judgement, Response,
    Silence, StageAct, Start, Target, TargetName, Tick, TickKind, Unit, Verdict, Wait, Waiting,
};
use crate::calendar::{Calendar, Receipt, local_date};
use crate::verdict::Cited;

/// A case's clock at `now`, from what happened, over the calendar, by the rule that the protocol or the
/// council sets; without a rule there is no target, and only promised dates are measured.
pub fn fold(
    rule: Option<&Cited<ClockRule>>,
    calendar: &Calendar,
    ticks: &[Tick],
    now: Timestamp,
) -> Clock {
    let mut run = Run::new(rule, calendar);
    for tick in ticks {
        run.apply(tick);
    }
    run.finish(local_date(now))
}

/// A target while the fold runs: its due date is worked out from `base` and the waits when asked.
struct Running {
    name: TargetName,
    round: u32,
    since: Date,
    base: Date,
    judged: Option<Judgement>,
    pinned: Option<Judgement>,
    /// The holding reply or second stage that judged it, so that taking that back takes this back.
    judged_by: Option<TargetName>,
}

struct Run<'a> {
    rule: Option<&'a Cited<ClockRule>>,
    calendar: &'a Calendar,
    unit: Unit,
    targets: Vec<Running>,
    clock: Clock,
}

impl<'a> Run<'a> {
    fn new(rule: Option<&'a Cited<ClockRule>>, calendar: &'a Calendar) -> Self {
        let clock = Clock {
            state: ClockState::None,
            class: None,
            round: 1,
            start: None,
            targets: Vec::new(),
            holds: Vec::new(),
            pauses: Vec::new(),
            contributions: Vec::new(),
            next: None,
            overdue: false,
            working_days_left: None,
            answered_on: None,
            ending: None,
            after_window_until: None,
            owes_explanation: false,
        };
        let unit = rule.map_or(Unit::WorkingDay, |rule| rule.value.unit);
        Self {
            rule,
            calendar,
            unit,
            targets: Vec::new(),
            clock,
        }
    }

    fn apply(&mut self, tick: &Tick) {
        let day = tick.happened().date();
        if self.is_ended() && !matters_after_the_end(&tick.what) {
            return;
        }
        match &tick.what {
            TickKind::Received => self.begin(tick.happened()),
            TickKind::Acknowledged { names_handler } => {
                self.acknowledge(tick.happened(), *names_handler)
            }
            TickKind::Held {
                until,
                explained,
                liaised,
            } => self.hold(day, *until, *explained, *liaised),
            TickKind::MemberAgreed => self.respond(Response::Agreed, None),
            TickKind::MemberContested { wants } => self.respond(Response::Contested, *wants),
            TickKind::MemberSilent => self.respond(Response::Silent, None),
            TickKind::WaitingOnMember => self.wait(day),
            TickKind::MemberBack => self.end_wait(day),
            TickKind::SecondStage { agreed } => self.second_stage(day, *agreed),
            TickKind::Answered => self.answer(day),
            TickKind::Reopened => self.reopen(tick.happened()),
            TickKind::ExtensionRemoved => self.remove_extension(),
            TickKind::ClassChanged(class) => self.clock.class = Some(*class),
            TickKind::MergedIn { receipt } => self.merge(*receipt),
            TickKind::ContributionAsked { n, by } => {
                self.clock.contributions.push(Contribution {
                    n: *n,
                    by: *by,
                    given: None,
                });
            }
            TickKind::ContributionGiven { n } => {
                let asked = self
                    .clock
                    .contributions
                    .iter_mut()
                    .find(|c| c.n == *n && c.given.is_none());
                if let Some(contribution) = asked {
                    contribution.given = Some(day);
                }
            }
            TickKind::Noted(_) => {}
            TickKind::Ended(ending) => self.end(day, *ending),
            TickKind::Judged {
                target,
                verdict,
                due,
            } => {
                self.pin(
                    *target,
                    Judgement {
                        on: day,
                        verdict: *verdict,
                        due: *due,
                    },
                );
            }
        }
    }

    fn begin(&mut self, receipt: Receipt) {
        if self.clock.start.is_some() {
            return;
        }
        self.clock.start = Some(receipt);
        let Some(rule) = self.rule else { return };
        let start = self.calendar.counts_as(receipt);
        let named = rule
            .value
            .stages
            .iter()
            .find(|s| s.act == StageAct::AcknowledgeNamingHandler);
        if let Some(stage) = named {
            self.push(TargetName::Acknowledge, start, self.after(start, stage.n));
        }
        if rule.value.start == Start::Receipt {
            self.push(TargetName::Answer, start, self.after(start, rule.value.n));
        }
    }

    fn acknowledge(&mut self, at: Receipt, names_handler: bool) {
        let day = at.date();
        if names_handler {
            self.judge(day, |name| name == TargetName::Acknowledge);
        }
        if let Some(rule) = self.rule
            && rule.value.start == Start::Acknowledgement
            && !self.has(TargetName::Answer)
        {
            let start = self.calendar.counts_as(at);
            self.push(TargetName::Answer, start, self.after(start, rule.value.n));
        }
    }

    fn hold(&mut self, day: Date, until: Date, explained: bool, liaised: bool) {
        let n = u32::try_from(self.clock.holds.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        self.clock.holds.push(Hold {
            n,
            round: self.clock.round,
            on: day,
            until,
            explained,
            liaised,
            response: None,
            counts: false,
            removed: false,
        });
        if self
            .rule
            .is_none_or(|rule| rule.value.silence == Silence::Stands)
        {
            self.hold_counts(self.clock.holds.len() - 1);
        }
    }

    /// The date of a holding reply becomes one to meet, and what was to be met before is judged by the
    /// day of the contact.
    fn hold_counts(&mut self, index: usize) {
        let hold = &mut self.clock.holds[index];
        hold.counts = true;
        let (name, on, until, explained) = (
            TargetName::Held(hold.n),
            hold.on,
            hold.until,
            hold.explained,
        );
        if explained {
            self.explain_by(on, name);
        }
        self.push(name, on, until);
    }

    fn respond(&mut self, response: Response, wants: Option<Date>) {
        let round = self.clock.round;
        let Some(index) = self
            .clock
            .holds
            .iter()
            .rposition(|h| h.round == round && !h.removed)
        else {
            return;
        };
        let hold = &mut self.clock.holds[index];
        hold.response = Some(response);
        let (n, on, counts) = (hold.n, hold.on, hold.counts);
        if response == Response::Agreed && !counts {
            self.hold_counts(index);
        }
        self.targets.retain(|t| t.name != TargetName::Contested(n));
        if let Some(wants) = wants {
            self.push(TargetName::Contested(n), on, wants);
        }
    }

    fn wait(&mut self, day: Date) {
        if self.open_wait().is_none() {
            let stops = self
                .rule
                .is_some_and(|rule| rule.value.waiting == Waiting::Pauses);
            let round = self.clock.round;
            self.clock.pauses.push(Wait {
                round,
                from: day,
                until: None,
                stops,
                given_back: 0,
            });
        }
    }

    fn end_wait(&mut self, day: Date) {
        if let Some(wait) = self.open_wait() {
            wait.until = Some(day.max(wait.from));
        }
    }

    fn second_stage(&mut self, day: Date, agreed: bool) {
        let Some(rule) = self.rule else { return };
        let stage = rule
            .value
            .stages
            .iter()
            .find(|s| s.act == StageAct::SecondStage);
        let Some(stage) = stage.filter(|s| agreed || s.consent == Consent::Notice) else {
            return;
        };
        let round = self.clock.round;
        let first = self
            .targets
            .iter()
            .find(|t| t.name == TargetName::Answer && t.round == round);
        let Some(first) = first.map(|t| self.due_at(t, day)) else {
            return;
        };
        if !self.has(TargetName::SecondStage) {
            self.explain_by(day, TargetName::SecondStage);
            self.push(TargetName::SecondStage, day, self.after(first, stage.n));
        }
    }

    fn answer(&mut self, day: Date) {
        self.end_wait(day);
        if let Some(rule) = self.rule
            && !self.has(TargetName::Answer)
        {
            // Answered before the acknowledgement that would have started the clock.
            self.push(TargetName::Answer, day, self.after(day, rule.value.n));
        }
        self.judge(day, |_| true);
        self.clock.answered_on = Some(day);
        self.clock.after_window_until = self
            .rule
            .filter(|rule| rule.value.after_window > 0)
            .map(|rule| self.after(day, rule.value.after_window));
    }

    fn end(&mut self, day: Date, ending: Ending) {
        self.end_wait(day);
        if ending.answers() {
            self.judge(day, |_| true);
        } else {
            // What was missed by then stays missed; what was still to come lapses.
            self.judge_missed(day);
        }
        self.clock.ending = Some(ending);
        self.clock.after_window_until = None;
    }

    fn reopen(&mut self, at: Receipt) {
        if !self.is_ended() {
            return;
        }
        self.clock.round += 1;
        self.clock.start = Some(at);
        self.clock.answered_on = None;
        self.clock.ending = None;
        self.clock.after_window_until = None;
        if let Some(rule) = self.rule {
            let start = self.calendar.counts_as(at);
            self.push(TargetName::Answer, start, self.after(start, rule.value.n));
        }
    }

    fn remove_extension(&mut self) {
        let round = self.clock.round;
        let is_extension = |t: &Running| {
            t.round == round && matches!(t.name, TargetName::Held(_) | TargetName::SecondStage)
        };
        let Some(index) = self.targets.iter().rposition(is_extension) else {
            return;
        };
        let removed = self.targets.remove(index).name;
        if let TargetName::Held(n) = removed {
            self.targets.retain(|t| t.name != TargetName::Contested(n));
            let hold = self.clock.holds.iter_mut().find(|h| h.n == n);
            if let Some(hold) = hold {
                (hold.removed, hold.counts) = (true, false);
            }
        }
        for target in self
            .targets
            .iter_mut()
            .filter(|t| t.judged_by == Some(removed))
        {
            (target.judged, target.pinned, target.judged_by) = (None, None, None);
        }
    }

    fn merge(&mut self, other: Receipt) {
        let earlier =
            |start: Receipt| self.calendar.counts_as(other) < self.calendar.counts_as(start);
        if self.clock.start.is_none_or(|start| !earlier(start)) {
            return;
        }
        self.clock.start = Some(other);
        let Some(rule) = self.rule else { return };
        let start = self.calendar.counts_as(other);
        let stage = rule
            .value
            .stages
            .iter()
            .find(|s| s.act == StageAct::AcknowledgeNamingHandler);
        let answer = (rule.value.start == Start::Receipt).then(|| self.after(start, rule.value.n));
        let acknowledge = stage.map(|stage| self.after(start, stage.n));
        for target in self.targets.iter_mut().filter(|t| t.judged.is_none()) {
            let base = match target.name {
                TargetName::Answer => answer,
                TargetName::Acknowledge => acknowledge,
                _ => None,
            };
            if let Some(base) = base {
                (target.since, target.base) = (start, base);
            }
        }
    }

    fn pin(&mut self, name: TargetName, judgement: Judgement) {
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
    fn explain_by(&mut self, day: Date, by: TargetName) {
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
    fn judge(&mut self, day: Date, which: impl Fn(TargetName) -> bool) {
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
    fn judge_missed(&mut self, day: Date) {
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

    fn unjudged(&self) -> Vec<usize> {
        let round = self.clock.round;
        let open = |t: &Running| t.round == round && t.judged.is_none();
        (0..self.targets.len())
            .filter(|&i| open(&self.targets[i]))
            .collect()
    }

    /// The due date as it stands on a day, with the pauses until then given back.
    fn due_at(&self, target: &Running, day: Date) -> Date {
        let waits = self
            .clock
            .pauses
            .iter()
            .filter(|w| w.stops && w.round == target.round);
        waits.fold(target.base, |due, wait| {
            let from = wait.from.max(target.since);
            let until = wait.until.unwrap_or(day).min(day);
            self.give_back(due, from, until)
        })
    }

    /// A due date after the days after `from` up to `until` did not count. Only days that would have
    /// counted are given back: a pause over a weekend moves nothing.
    fn give_back(&self, due: Date, from: Date, until: Date) -> Date {
        let remaining = self.days_between(from, due);
        if remaining <= 0 || self.days_between(from, until) <= 0 {
            return due;
        }
        self.after(until, remaining.unsigned_abs())
    }

    fn days_between(&self, after: Date, until: Date) -> i32 {
        match self.unit {
            Unit::WorkingDay => self.calendar.working_days_between(after, until),
            Unit::CalendarDay => (until - after).get_days(),
        }
    }

    fn after(&self, day: Date, n: u32) -> Date {
        self.calendar.after(day, self.unit, n)
    }

    fn push(&mut self, name: TargetName, since: Date, base: Date) {
        let round = self.clock.round;
        let (judged, pinned, judged_by) = (None, None, None);
        self.targets.push(Running {
            name,
            round,
            since,
            base,
            judged,
            pinned,
            judged_by,
        });
    }

    fn has(&self, name: TargetName) -> bool {
        self.targets
            .iter()
            .any(|t| t.name == name && t.round == self.clock.round)
    }

    fn open_wait(&mut self) -> Option<&mut Wait> {
        self.clock
            .pauses
            .last_mut()
            .filter(|wait| wait.until.is_none())
    }

    fn is_ended(&self) -> bool {
        self.clock.answered_on.is_some() || self.clock.ending.is_some()
    }

    fn finish(mut self, today: Date) -> Clock {
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
                basis: self.rule.map(|rule| rule.basis.clone()),
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
        let (ended, waiting) = (self.is_ended(), self.open_wait().is_some());
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

/// After the end only a reopening, a closing and a pin still mean something.
fn matters_after_the_end(what: &TickKind) -> bool {
    matches!(
        what,
        TickKind::Reopened
            | TickKind::Ended(_)
            | TickKind::Judged { .. }
            | TickKind::ClassChanged(_)
            | TickKind::ContributionGiven { .. }
    )
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
