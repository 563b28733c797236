//! A clock day by day: what counted, what did not and why, and what happened on each day.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Cause, Clock, ClockRule, Note, RuleOn, TargetName, Tick, TickKind, Unit, fold, fold_by,
};
use crate::calendar::{Calendar, ExplainedDay, Receipt, local_date, long_date};
use crate::verdict::Cited;

const RECEIVED: &str = "received";
const REOPENED: &str = "reopened";
const OWN_RECEIPT: &str = "this enquiry was received";

/// One day of a clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockDay {
    /// The day and whether it counts.
    #[serde(flatten)]
    pub day: ExplainedDay,
    /// What happened on it, in order, each in plain words.
    pub notes: Vec<String>,
    /// What was or is due on it.
    pub due: Vec<TargetName>,
}

/// The clock's rounds day by day, from each start to the last date that matters: the latest date to
/// meet, the answer, or today while it runs.
pub fn days(
    rule: Option<&Cited<ClockRule>>,
    calendar: &Calendar,
    ticks: &[Tick],
    now: Timestamp,
) -> Vec<ClockDay> {
    told(
        &fold(rule, calendar, ticks, now),
        rule,
        calendar,
        ticks,
        now,
    )
}

/// [`days()`] with the rule of each start.
pub fn days_by(
    rules: &[RuleOn],
    calendar: &Calendar,
    ticks: &[Tick],
    now: Timestamp,
) -> Vec<ClockDay> {
    let rule = rules.iter().find_map(|on| on.rule.as_ref());
    told(
        &fold_by(rules, calendar, ticks, now),
        rule,
        calendar,
        ticks,
        now,
    )
}

fn told(
    clock: &Clock,
    rule: Option<&Cited<ClockRule>>,
    calendar: &Calendar,
    ticks: &[Tick],
    now: Timestamp,
) -> Vec<ClockDay> {
    let unit = rule.map_or(Unit::WorkingDay, |rule| rule.value.unit);
    let mut all: Vec<ClockDay> = Vec::new();
    for round in 1..=clock.round {
        all.extend(one_round(
            clock,
            round,
            unit,
            calendar,
            ticks,
            local_date(now),
        ));
    }
    if rule.is_none() {
        // Nothing is counted under a silent protocol: only the days remain on which something happened.
        for day in &mut all {
            if day.day.counted.take().is_some() {
                day.day.why.clear();
            }
        }
        all.retain(|day| !day.notes.is_empty() || !day.due.is_empty() || is_start(&day.day));
    }
    all
}

fn is_start(day: &ExplainedDay) -> bool {
    day.why.starts_with(RECEIVED) || day.why == REOPENED
}

fn one_round(
    clock: &Clock,
    round: u32,
    unit: Unit,
    calendar: &Calendar,
    ticks: &[Tick],
    today: Date,
) -> Vec<ClockDay> {
    let ticks = ticks_of_round(ticks, round);
    let Some(start) = start_of(&ticks, calendar) else {
        return Vec::new();
    };
    let receipt = calendar.explain_receipt(start);
    let targets = || clock.targets.iter().filter(|t| t.round == round);
    let counts_from = targets()
        .find(|t| t.name == TargetName::Answer)
        .map_or_else(|| calendar.counts_as(start), |t| t.since);
    let happened = ticks.iter().map(|tick| tick.happened().date());
    let open = round == clock.round && clock.state != super::ClockState::Ended;
    let first = start.date().min(counts_from);
    let last = targets()
        .map(|t| t.due)
        .chain(happened)
        .chain(open.then_some(today))
        .max();
    let last = last.unwrap_or(first);

    let waits: Vec<_> = clock
        .pauses
        .iter()
        .filter(|w| w.round == round && w.stops)
        .collect();
    let paused = |day: Date| {
        let stands = waits
            .iter()
            .find(|w| w.from < day && w.until.is_none_or(|until| day <= until) && day <= today);
        stands.map(|wait| wait.cause)
    };
    let mut counted = 0;
    first
        .series(jiff::Span::new().days(1))
        .take_while(|day| *day <= last)
        .map(|day| {
            let counts = unit == Unit::CalendarDay || calendar.is_working(day);
            let mut explained = match receipt.iter().find(|d| d.date == day) {
                Some(received) if round == 1 => received.clone(),
                _ if day <= counts_from => {
                    calendar.explained(day, None, before_it_counts(calendar, day))
                }
                _ if !counts => calendar.explained(day, None, calendar.why_not(day)),
                _ if let Some(cause) = paused(day) => {
                    calendar.explained(day, None, stands_for(cause).to_owned())
                }
                _ => {
                    counted += 1;
                    calendar.explained(day, Some(counted), format!("day {counted}"))
                }
            };
            if round > 1 && day == start.date() {
                explained.why = REOPENED.to_owned();
            }
            ClockDay {
                day: explained,
                notes: ticks
                    .iter()
                    .filter(|tick| tick.happened().date() == day)
                    .filter_map(|tick| match tick.what {
                        TickKind::Received if day != start.date() => Some(OWN_RECEIPT.to_owned()),
                        _ => in_words(&tick.what),
                    })
                    .collect(),
                due: targets().filter(|t| t.due == day).map(|t| t.name).collect(),
            }
        })
        .collect()
}

/// Why a clock stands on a day.
fn stands_for(cause: Cause) -> &'static str {
    match cause {
        Cause::Member => "waiting on the member",
        Cause::Burden => "the clock stands until how to answer is talked over",
    }
}

/// When a round started: its own receipt, or that of an earlier enquiry that was merged into it.
fn start_of(ticks: &[&Tick], calendar: &Calendar) -> Option<Receipt> {
    let own = ticks.first()?.happened();
    let merged = ticks.iter().filter_map(|tick| match tick.what {
        TickKind::MergedIn { receipt } => Some(receipt),
        _ => None,
    });
    merged
        .chain([own])
        .min_by_key(|receipt| calendar.counts_as(*receipt))
}

fn before_it_counts(calendar: &Calendar, day: Date) -> String {
    if calendar.is_working(day) {
        "before the clock starts".to_owned()
    } else {
        calendar.why_not(day)
    }
}

/// The ticks of one round: a reopening begins the next.
fn ticks_of_round(ticks: &[Tick], round: u32) -> Vec<&Tick> {
    let mut current = 1;
    let mut ended = false;
    ticks
        .iter()
        .filter(|tick| {
            match tick.what {
                TickKind::Reopened if ended => (current, ended) = (current + 1, false),
                TickKind::Answered | TickKind::Ended(_) => ended = true,
                _ => {}
            }
            current == round
        })
        .collect()
}

/// What a tick adds to its day; the receipt and the reopening are the day's own words.
fn in_words(what: &TickKind) -> Option<String> {
    Some(match what {
        TickKind::Received | TickKind::Reopened | TickKind::Judged { .. } => return None,
        TickKind::Acknowledged {
            names_handler: true,
        } => "acknowledged, naming who deals with it".into(),
        TickKind::Acknowledged {
            names_handler: false,
        } => "acknowledged".into(),
        TickKind::Held {
            until,
            explained,
            liaised,
        } => {
            let why = if *explained {
                "explained"
            } else {
                "not explained"
            };
            let how = if *liaised {
                "discussed with the member"
            } else {
                "not discussed with the member"
            };
            format!("held until {}, {why}, {how}", long_date(*until))
        }
        TickKind::MemberAgreed => "the member agreed".into(),
        TickKind::MemberContested { wants: Some(date) } => {
            format!("the member asked for {} instead", long_date(*date))
        }
        TickKind::MemberContested { wants: None } => "the member did not agree".into(),
        TickKind::MemberSilent => "the member did not reply: the date stands as proposed".into(),
        TickKind::WaitingOnMember => "asked the member, waiting".into(),
        TickKind::MemberBack => "the member came back".into(),
        TickKind::BurdenPauses => {
            "a disproportionate burden was raised, and the clock stands".into()
        }
        TickKind::BurdenSettled => "how to answer was talked over, and the clock goes on".into(),
        TickKind::SecondStage { agreed: true } => "second stage, agreed by the member".into(),
        TickKind::SecondStage { agreed: false } => "second stage, told to the member".into(),
        TickKind::Answered => "answered".into(),
        TickKind::ExtensionRemoved => "the later date was taken back".into(),
        TickKind::ClassChanged(super::Class::Urgent) => "marked urgent".into(),
        TickKind::ClassChanged(_) => "no longer urgent".into(),
        TickKind::MergedIn { receipt } => {
            format!(
                "another enquiry, received {}, was merged into it",
                long_date(receipt.date())
            )
        }
        TickKind::ContributionAsked { by, .. } => {
            format!("a contribution was asked for by {}", long_date(*by))
        }
        TickKind::ContributionGiven { .. } => "a contribution came in".into(),
        TickKind::Noted(note) => noted(*note).into(),
        TickKind::Ended(ending) => ended(*ending).into(),
    })
}

fn noted(note: Note) -> &'static str {
    match note {
        Note::Chased => "chased",
        Note::Reassigned => "given to another officer",
        Note::Written => "a note was written",
        Note::FileAdded => "a file was added",
        Note::BurdenRaised => "a disproportionate burden was raised",
        Note::BurdenDiscussed => "the burden was discussed with the member",
    }
}

fn ended(ending: super::Ending) -> &'static str {
    use super::Ending;
    match ending {
        Ending::Closed => "closed",
        Ending::Withdrawn => "withdrawn by the member",
        Ending::HandedToComplaints => "handed to complaints, which count from the original receipt",
        Ending::HandedOn => "handed on; the member knows who has it",
        Ending::NotOurs => "not the council’s matter; the member knows whose it is",
        Ending::Merged => "merged into another enquiry",
        Ending::AnsweredTogether => "answered together with other members’ enquiries",
    }
}
