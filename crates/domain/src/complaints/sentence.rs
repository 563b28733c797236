//! Where a complaint stands, in words.

use jiff::Timestamp;

use super::clock::clock;
use super::event::{OmbudsmanOutcome, Outcome};
use super::state::{Standing, State};
use crate::calendar::{local_date, long_date};
use crate::clock::Verdict;
use crate::council::Council;

/// Where it stands, as one closed word.
pub fn state_word(state: &State) -> &'static str {
    match state.standing {
        Standing::Closed { .. } => "closed",
        Standing::Ombudsman => "with-ombudsman",
        Standing::Answered => "answered",
        Standing::Open if state.handler.is_none() => "logged",
        Standing::Open if state.last_stage().longer_told => "extended",
        Standing::Open => "with-officer",
    }
}

/// An outcome in words.
pub fn outcome_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Upheld => "upheld",
        Outcome::PartlyUpheld => "upheld in part",
        Outcome::NotUpheld => "not upheld",
        Outcome::Resolved => "put right before it was decided",
    }
}

/// A verdict as figures and exports write it.
pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::InTime => "in-time",
        Verdict::ExplainedInTime => "explained-in-time",
        Verdict::Late => "late",
        Verdict::ExplainedLate => "explained-late",
        Verdict::Kept => "kept",
        Verdict::Missed => "missed",
    }
}

/// Where it stands, in one or two sentences. It names no outcome, which not every reader may learn.
pub fn sentence(state: &State, council: &Council, now: Timestamp) -> String {
    let stage = match state.stage() {
        1 => String::new(),
        n => format!(" at stage {n}"),
    };
    match state.standing {
        Standing::Closed { .. } if !state.sort.is_complaint() => {
            format!(
                "It is {}, and was passed to the service.",
                state.sort.words()
            )
        }
        Standing::Closed { at, .. } => format!("Closed on {}.", long_date(local_date(at))),
        Standing::Ombudsman => "With the Ombudsman.".to_owned(),
        Standing::Answered => {
            let at = state
                .last_stage()
                .outcome
                .map_or(state.last_at, |(_, at)| at);
            let decided = match state.ombudsman {
                Some(Some(OmbudsmanOutcome::NotInvestigated)) => {
                    " The Ombudsman did not take it up."
                }
                Some(Some(_)) => " The Ombudsman has decided.",
                _ => "",
            };
            format!("Answered{stage} on {}.{decided}", long_date(local_date(at)))
        }
        Standing::Open => {
            let who = match &state.handler {
                Some(handler) => {
                    format!(
                        "{} deals with it{stage}.",
                        council.directory.name_on(handler, local_date(now))
                    )
                }
                None => format!("Nobody deals with it yet{stage}."),
            };
            format!("{who} {}", by_when(state, council, now))
        }
    }
}

fn by_when(state: &State, council: &Council, now: Timestamp) -> String {
    let running = clock(state, council, now);
    let Some(due) = running.next else {
        return "No time is set for the answer.".to_owned();
    };
    let left = match running.working_days_left {
        Some(0) => "today".to_owned(),
        Some(1) => "1 working day left".to_owned(),
        Some(n) if n > 1 => format!("{n} working days left"),
        Some(n) => format!("{} working days past", n.unsigned_abs()),
        None => return format!("An answer is aimed at by {}.", long_date(due)),
    };
    format!("The next date is {}; {left}.", long_date(due))
}
