//! The case as lists and figures need it. Judged by the clock's own function and by nothing else.

use super::event::Desk;
use super::state::{Ended, Standing, State};
use crate::access::Token;
use crate::calendar::{Receipt, local_date, start_of_day};
use crate::clock::{Clock, Verdict};
use crate::council::Council;
use crate::register::Row;

/// One row of a list.
pub fn summary(state: &State, council: &Council) -> Row {
    // No list is as of a moment: what a row says holds until the next event, and a list compares its
    // date with the day on which it is looked at.
    let clock = super::clock(state, council, state.last_at);
    let received_on = state.received.date();
    Row {
        register: "enquiries".to_owned(),
        reference: state.reference.clone(),
        title: Some(state.title.key.clone()),
        state: state_word(state).to_owned(),
        open: !state.is_ended(),
        due: due(state, &clock),
        waits_on: waits_on(state),
        service: state.service.clone(),
        ward: state.ward.clone(),
        holder: Some(state.holder.clone()),
        handler: state.handler.clone(),
        received: match state.received {
            Receipt::At(at) => at,
            Receipt::On(date) => start_of_day(date),
        },
        received_on,
        answered_on: state.first_answered.map(local_date),
        closed_on: match &state.standing {
            Standing::Ended { at, .. } => Some(local_date(*at)),
            _ => None,
        },
        judged: clock.first_judgement().map(|j| word(j.verdict)),
        held: clock.held_verdict().map(word),
        search: search(state, council),
    }
}

/// A verdict as figures and exports write it.
fn word(verdict: Verdict) -> String {
    match verdict {
        Verdict::InTime => "in-time",
        Verdict::ExplainedInTime => "explained-in-time",
        Verdict::Late => "late",
        Verdict::ExplainedLate => "explained-late",
        Verdict::Kept => "kept",
        Verdict::Missed => "missed",
    }
    .to_owned()
}

/// Where the case stands, as one closed word.
pub fn state_word(state: &State) -> &'static str {
    match &state.standing {
        Standing::Ended { how, .. } => match how {
            Ended::Closed { .. } => "closed",
            Ended::Merged(_) => "merged",
            Ended::Complaint { .. } => "complaint",
            Ended::HandedOn => "handed-on",
            Ended::NotOurs => "not-ours",
        },
        _ if state.holder_ended.is_some() => "member-left",
        Standing::Answered { .. } => "answered",
        Standing::Open if state.waiting.is_some() => "waiting-on-member",
        Standing::Open if state.last_hold().is_some() => "held",
        Standing::Open if state.is_open_by_promise() => "promise-missed",
        Standing::Open => match &state.desk {
            Some((Desk::Team(_), _)) => "with-team",
            _ if state.handler.is_some() => "with-officer",
            _ => "with-service",
        },
    }
}

/// The next date to meet: the clock's, or that of a promise.
fn due(state: &State, clock: &Clock) -> Option<jiff::civil::Date> {
    let promise = state.open_promises().map(|promise| promise.due).min();
    match state.standing {
        Standing::Open => clock.next.or(promise),
        Standing::Answered { .. } | Standing::Ended { .. } => promise,
    }
}

fn waits_on(state: &State) -> Option<Token> {
    let left = state.holder_ended.is_some();
    match state.standing {
        Standing::Ended { .. } => None,
        _ if left => Some(Token::post("monitoring-officer")),
        Standing::Answered { .. } => Some(Token::holder_of(&state.holder)),
        Standing::Open if state.waiting.is_some() => Some(Token::holder_of(&state.holder)),
        Standing::Open => officers(state),
    }
}

/// The officers who have it: one of them, or all of the service or the team.
pub(super) fn officers(state: &State) -> Option<Token> {
    if let Some(handler) = &state.handler {
        return Some(Token::person(handler));
    }
    state.desk.as_ref().map(|(desk, _)| desk.token())
}

/// Words of the directory by which search finds the case; none of the case's own.
fn search(state: &State, council: &Council) -> Vec<String> {
    let on = state.received.date();
    let directory = &council.directory;
    let mut words = vec![state.reference.to_string()];
    let service = state.service.as_ref();
    if let Some(service) = service.and_then(|id| directory.services.ever(id, on)) {
        words.push(service.name.clone());
    }
    let ward = state.ward.as_ref();
    if let Some(ward) = ward.and_then(|id| directory.wards.ever(id, on)) {
        words.push(ward.name.clone());
    }
    words
}
