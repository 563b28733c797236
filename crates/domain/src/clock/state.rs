//! A clock as folded: its targets and how they were judged, and what comes next.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Class, Ending, TickKind};
use crate::calendar::Receipt;
use crate::verdict::Basis;

/// A case's clock at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Whether it runs.
    pub state: ClockState,
    /// The class of the enquiry after every change of it; `None` while nobody said.
    pub class: Option<Class>,
    /// How often it has started: 1, and one more with each reopening.
    pub round: u32,
    /// The receipt from which the current round counts.
    pub start: Option<Receipt>,
    /// Every target of every round, in the order in which they arose.
    pub targets: Vec<Target>,
    /// Every holding reply.
    pub holds: Vec<Hold>,
    /// Every time that the council waited on the member, or the clock stood for a burden.
    pub pauses: Vec<Wait>,
    /// What was asked of others, each with its own date.
    pub contributions: Vec<Contribution>,
    /// The next date to meet.
    pub next: Option<Date>,
    /// Whether that date is past.
    pub overdue: bool,
    /// Working days from today to the next date: 0 on the day itself, negative when it is past.
    pub working_days_left: Option<i32>,
    /// The day of the substantive answer, in the current round.
    pub answered_on: Option<Date>,
    /// How the case ended, in the current round.
    pub ending: Option<Ending>,
    /// The last day on which an answered case is open for follow-up.
    pub after_window_until: Option<Date>,
    /// Whether the target has passed without an answer and without the explanation owed for that.
    pub owes_explanation: bool,
}

/// Whether a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClockState {
    /// The protocol sets no target, and nobody promised a date.
    None,
    /// It runs, or waits for the acknowledgement that starts it.
    Running,
    /// The council waits on the member. Whether the clock stands meanwhile is the rule's matter.
    Waiting,
    /// It has ended.
    Ended,
}

/// What a target is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetName {
    /// The substantive answer.
    Answer,
    /// The acknowledgement that names who deals with it.
    Acknowledge,
    /// The date of the case's nth holding reply.
    Held(u32),
    /// The second stage.
    SecondStage,
    /// The date that the member asked for instead of the nth holding reply's.
    Contested(u32),
}

/// A date to meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What for.
    pub name: TargetName,
    /// In which round.
    pub round: u32,
    /// The day from which it runs.
    pub since: Date,
    /// The last day in time, as the calendar stands now and with the pauses given back.
    pub due: Date,
    /// Whether the bank holidays of that year are proclaimed.
    pub proclaimed: bool,
    /// What sets it; `None` for a promise under a protocol that is silent.
    pub basis: Option<Basis>,
    /// How it was judged: as pinned, else as the calendar says now. `None` while it runs, or where the
    /// case ended before its date without an answer.
    pub judged: Option<Judgement>,
    /// How it would be judged as the calendar stands now.
    pub judged_now: Option<Judgement>,
    /// Whether the judgement was pinned when it was made.
    pub is_pinned: bool,
}

/// How a target was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Judgement {
    /// The day of the act that was judged.
    pub on: Date,
    /// The judgement.
    pub verdict: Verdict,
    /// The due date against which it was judged.
    pub due: Date,
}

/// The judgements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Done by the date.
    InTime,
    /// Not done, but the member was told why by the date.
    ExplainedInTime,
    /// Done after the date, without an explanation before.
    Late,
    /// Not done, and the member was told why only after the date.
    ExplainedLate,
    /// A promised date that was kept.
    Kept,
    /// A promised date that was not kept.
    Missed,
}

/// A holding reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Its number within the case, from 1.
    pub n: u32,
    /// In which round.
    pub round: u32,
    /// The day of the contact.
    pub on: Date,
    /// The date proposed.
    pub until: Date,
    /// Whether the member was told why.
    pub explained: bool,
    /// Whether the date was discussed with them.
    pub liaised: bool,
    /// What the member said to it.
    pub response: Option<Response>,
    /// Whether its date counts.
    pub counts: bool,
    /// Whether it was taken back.
    pub removed: bool,
}

/// What a member said to a proposed date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// They agreed.
    Agreed,
    /// They did not.
    Contested,
    /// They said nothing.
    Silent,
}

/// A time in which the council waited, on the member or on a talk about how to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// In which round.
    pub round: u32,
    /// On what it waited.
    pub cause: Cause,
    /// The day it began; that day itself still counts.
    pub from: Date,
    /// The day it ended; that day itself does not count. `None` while it lasts.
    pub until: Option<Date>,
    /// Whether the clock stood.
    pub stops: bool,
    /// How many days of the clock's unit were given back so far.
    pub given_back: u32,
}

/// On what the council waited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// On the member, for something that officers asked.
    Member,
    /// On a talk about how a burdensome enquiry is answered.
    Burden,
}

/// Something asked of a colleague or a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    /// Its number within the case.
    pub n: u32,
    /// By when it is asked for.
    pub by: Date,
    /// The day it came in.
    pub given: Option<Date>,
}

impl Clock {
    /// The target for the answer in the first round: what figures count.
    pub fn first(&self) -> Option<&Target> {
        self.targets
            .iter()
            .find(|t| t.name == TargetName::Answer && t.round == 1)
    }

    /// The judgement that figures count: the first round's answer.
    pub fn first_judgement(&self) -> Option<Judgement> {
        self.first()?.judged
    }

    /// Whether promised dates were kept: missed as soon as one was not kept and not replaced in time;
    /// kept once one was kept; `None` without one or while it runs.
    pub fn held_verdict(&self) -> Option<Verdict> {
        let held = self
            .targets
            .iter()
            .filter(|t| matches!(t.name, TargetName::Held(_)));
        held.filter_map(|t| t.judged)
            .fold(None, |all, judged| match judged.verdict {
                Verdict::Missed | Verdict::ExplainedLate | Verdict::Late => Some(Verdict::Missed),
                Verdict::Kept | Verdict::InTime => all.or(Some(Verdict::Kept)),
                Verdict::ExplainedInTime => all,
            })
    }

    /// The targets that still run.
    pub fn running(&self) -> impl Iterator<Item = &Target> {
        let ended = self.state == ClockState::Ended;
        self.targets
            .iter()
            .filter(move |t| !ended && t.judged.is_none() && t.round == self.round)
    }

    /// The date by which the answer is due as things stand: the latest that counts.
    pub fn answer_due(&self) -> Option<Date> {
        let answers = self.running().filter(|t| t.is_for_answer());
        answers.last().map(|t| t.due)
    }

    /// Whether the member was told in this round why the answer takes longer.
    pub fn told_why(&self) -> bool {
        self.standing_holds().any(|hold| hold.explained)
    }

    /// Whether a later date was discussed with the member in this round.
    pub fn discussed(&self) -> bool {
        self.standing_holds().any(|hold| hold.liaised)
    }

    /// The holding replies of this round that were not taken back.
    pub fn standing_holds(&self) -> impl Iterator<Item = &Hold> {
        self.holds
            .iter()
            .filter(|hold| hold.round == self.round && !hold.removed)
    }

    /// Judgements that no event has pinned yet, as the events that pin them. Record them with the act
    /// that brought them about.
    pub fn to_pin(&self) -> Vec<TickKind> {
        let unpinned = self
            .targets
            .iter()
            .filter(|t| t.round == self.round && !t.is_pinned);
        unpinned
            .filter_map(|t| {
                let Judgement { verdict, due, .. } = t.judged_now?;
                Some(TickKind::Judged {
                    target: t.name,
                    verdict,
                    due,
                })
            })
            .collect()
    }

    /// Whether an answered case may be closed by a job: its time for follow-up is over.
    pub fn may_close(&self, today: Date) -> bool {
        self.answered_on.is_some()
            && self.ending.is_none()
            && self.after_window_until.is_none_or(|until| until < today)
    }
}

impl Target {
    /// Whether meeting it takes a substantive answer that the council itself has promised or aims at.
    pub fn is_for_answer(&self) -> bool {
        matches!(
            self.name,
            TargetName::Answer | TargetName::Held(_) | TargetName::SecondStage
        )
    }
}
