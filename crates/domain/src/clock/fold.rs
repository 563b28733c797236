//! The one function that runs a clock. Never reads the time: `now` is given.

use jiff::Timestamp;
use jiff::civil::Date;

use super::judge::Running;
use super::{
    Cause, Class, Clock, ClockRule, ClockState, Contribution, Ending, Judgement, Response,
    StageAct, Start, TargetName, Tick, TickKind, Unit, Wait, Waiting,
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
    let mut run = Run::new(rule, &[], calendar);
    for tick in ticks {
        run.apply(tick);
    }
    run.finish(local_date(now))
}

/// What a clock runs by when it starts on a day in a class: a reopening, a change of class and an
/// earlier start that a merger brings in may each come under another value of the same protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleOn {
    /// The day of the start.
    pub start: Date,
    /// The class.
    pub class: Class,
    /// The rule of that day for that class; `None` where there is no target.
    pub rule: Option<Cited<ClockRule>>,
}

/// [`fold()`] with the rule of each start: of the receipt, of a reopening, of a change of class. A start
/// that the list does not hold runs by the rule before it; the first of the list is that of the receipt.
pub fn fold_by(rules: &[RuleOn], calendar: &Calendar, ticks: &[Tick], now: Timestamp) -> Clock {
    let first = rules.first();
    let mut run = Run::new(first.and_then(|on| on.rule.as_ref()), rules, calendar);
    run.class = first.map_or(Class::Other, |on| on.class);
    for tick in ticks {
        run.apply(tick);
    }
    run.finish(local_date(now))
}

/// A clock while it is folded.
pub(super) struct Run<'a> {
    pub(super) rule: Option<&'a Cited<ClockRule>>,
    rules: &'a [RuleOn],
    class: Class,
    pub(super) calendar: &'a Calendar,
    pub(super) unit: Unit,
    pub(super) targets: Vec<Running<'a>>,
    pub(super) clock: Clock,
}

impl<'a> Run<'a> {
    fn new(
        rule: Option<&'a Cited<ClockRule>>,
        rules: &'a [RuleOn],
        calendar: &'a Calendar,
    ) -> Self {
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
            rules,
            class: Class::Any,
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
            TickKind::WaitingOnMember => self.wait(day, Cause::Member),
            TickKind::MemberBack => self.end_wait(day, Cause::Member),
            TickKind::BurdenPauses => self.wait(day, Cause::Burden),
            TickKind::BurdenSettled => self.end_wait(day, Cause::Burden),
            TickKind::SecondStage { agreed } => self.second_stage(day, *agreed),
            TickKind::Answered => self.answer(day),
            TickKind::Reopened => self.reopen(tick.happened()),
            TickKind::ExtensionRemoved => self.remove_extension(),
            TickKind::ClassChanged(class) => self.change_class(*class),
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
        self.take_rule(receipt.date());
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

    /// Takes the rule of a start on a day, where the list has one.
    fn take_rule(&mut self, start: Date) {
        let of = |on: &&RuleOn| on.start == start && on.class == self.class;
        if let Some(on) = self.rules.iter().find(of) {
            self.rule = on.rule.as_ref();
            self.unit = self.rule.map_or(self.unit, |rule| rule.value.unit);
        }
    }

    /// Another class has another rule, as of the day on which the clock started: what is still to be met
    /// is counted anew from there, what was judged stays.
    fn change_class(&mut self, class: Class) {
        self.clock.class = Some(class);
        self.class = class;
        let (Some(start), false) = (self.clock.start, self.rules.is_empty() || self.is_ended())
        else {
            return;
        };
        self.take_rule(start.date());
        let round = self.clock.round;
        let open = |t: &Running<'_>| {
            t.round == round && t.judged.is_none() && t.name == TargetName::Answer
        };
        let Some(rule) = self.rule else {
            self.targets.retain(|t| !open(t));
            return;
        };
        if let Some(index) = self.targets.iter().position(open) {
            let base = self.after(self.targets[index].since, rule.value.n);
            let target = &mut self.targets[index];
            (target.base, target.basis) = (base, Some(&rule.basis));
        } else if !self.has(TargetName::Answer) && rule.value.start == Start::Receipt {
            let start = self.calendar.counts_as(start);
            self.push(TargetName::Answer, start, self.after(start, rule.value.n));
        }
    }

    fn wait(&mut self, day: Date, cause: Cause) {
        if self.open_wait(cause).is_none() {
            let pauses = |rule: &Cited<ClockRule>| rule.value.waiting == Waiting::Pauses;
            let stops = cause == Cause::Burden || self.rule.is_some_and(pauses);
            let round = self.clock.round;
            self.clock.pauses.push(Wait {
                round,
                cause,
                from: day,
                until: None,
                stops,
                given_back: 0,
            });
        }
    }

    fn end_wait(&mut self, day: Date, cause: Cause) {
        if let Some(wait) = self.open_wait(cause) {
            wait.until = Some(day.max(wait.from));
        }
    }

    fn end_waits(&mut self, day: Date) {
        self.end_wait(day, Cause::Member);
        self.end_wait(day, Cause::Burden);
    }

    fn answer(&mut self, day: Date) {
        self.end_waits(day);
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
        self.end_waits(day);
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
        self.take_rule(at.date());
        if let Some(rule) = self.rule {
            let start = self.calendar.counts_as(at);
            self.push(TargetName::Answer, start, self.after(start, rule.value.n));
        }
    }

    fn merge(&mut self, other: Receipt) {
        let earlier =
            |start: Receipt| self.calendar.counts_as(other) < self.calendar.counts_as(start);
        if self.clock.start.is_none_or(|start| !earlier(start)) {
            return;
        }
        self.clock.start = Some(other);
        self.take_rule(other.date());
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
                target.basis = Some(&rule.basis);
            }
        }
    }

    pub(super) fn has(&self, name: TargetName) -> bool {
        self.targets
            .iter()
            .any(|t| t.name == name && t.round == self.clock.round)
    }

    pub(super) fn open_wait(&mut self, cause: Cause) -> Option<&mut Wait> {
        let open = |wait: &&mut Wait| wait.cause == cause && wait.until.is_none();
        self.clock.pauses.iter_mut().rfind(open)
    }

    pub(super) fn is_ended(&self) -> bool {
        self.clock.answered_on.is_some() || self.clock.ending.is_some()
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
