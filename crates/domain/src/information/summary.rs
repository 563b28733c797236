//! A request as lists see it, and where it stands in one sentence.

use jiff::Timestamp;

use super::choices::Outcome;
use super::event::Closure;
use super::state::{Guidance, Matter, Standing, State};
use super::{clock, offices};
use crate::access::Token;
use crate::calendar::{Receipt, local_date, long_date, start_of_day};
use crate::clock::Verdict;
use crate::council::Council;
use crate::register::Row;

/// One row of a list.
pub(super) fn summary(state: &State, council: &Council) -> Row {
    let clock = clock::clock(state, council, state.last_at);
    let received_on = state.received.date();
    Row {
        register: "information".to_owned(),
        reference: state.reference.clone(),
        title: Some(state.title.key.clone()),
        state: state_word(state).to_owned(),
        open: !state.is_ended(),
        due: state.is_open().then_some(clock.next).flatten(),
        waits_on: waits_on(state),
        service: state.service.as_ref().map(|(service, _)| service.clone()),
        ward: None,
        holder: state.holder.clone(),
        handler: state.handler.clone(),
        received: match state.received {
            Receipt::At(at) => at,
            Receipt::On(date) => start_of_day(date),
        },
        received_on,
        answered_on: state.first_decided.map(local_date),
        closed_on: match state.standing {
            Standing::Ended { at, .. } => Some(local_date(at)),
            _ => None,
        },
        judged: clock.first_judgement().map(|j| word(j.verdict)),
        held: clock.held_verdict().map(word),
        search: search(state, council),
    }
}

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

/// Where it stands, as one closed word.
pub fn state_word(state: &State) -> &'static str {
    match (state.matter, state.standing) {
        (Matter::Precedent, _) => "precedent",
        (Matter::Misuse, Standing::Ended { .. }) => "settled",
        (Matter::Misuse, _) => "misuse",
        (_, Standing::Ended { ending, .. }) => match ending {
            Closure::Done => "closed",
            Closure::Withdrawn => "withdrawn",
            Closure::MemberLeft => "member-left",
        },
        (Matter::Mistake, _) => "mistake",
        (_, Standing::Decided { .. }) if state.awaits_body() => "with-body",
        (_, Standing::Decided { outcome, .. }) => outcome.key(),
        (_, Standing::Open) => match state.guidance {
            Guidance::Sought | Guidance::Passed => "with-monitoring-officer",
            _ if state.need_asked => "waiting-on-member",
            _ if state.explained => "held",
            _ => "with-service",
        },
    }
}

fn waits_on(state: &State) -> Option<Token> {
    let officers = || match (&state.handler, &state.service) {
        (Some(handler), _) => Some(Token::person(handler)),
        (None, Some((service, _))) => Some(Token::service(service)),
        (None, None) => None,
    };
    let member = || state.holder.as_ref().map(Token::holder_of);
    match state.standing {
        Standing::Ended { .. } => None,
        Standing::Decided { .. } if state.awaits_body() => {
            Some(Token::team(&offices::democratic_services()))
        }
        Standing::Decided { .. } => member(),
        Standing::Open if state.matter == Matter::Misuse => Some(Token::post("monitoring-officer")),
        Standing::Open => match state.guidance {
            Guidance::Sought | Guidance::Passed => Some(Token::post("monitoring-officer")),
            _ if state.need_asked => member(),
            _ => officers(),
        },
    }
}

/// Words by which search finds it: of the directory, and the law and outcome of a precedent; none of its
/// documents.
fn search(state: &State, council: &Council) -> Vec<String> {
    let on = state.received.date();
    let mut words = vec![state.reference.to_string()];
    if let Some((service, _)) = &state.service
        && let Some(known) = council.directory.services.ever(service, on)
    {
        words.push(known.name.clone());
    }
    if let Some((outcome, law, _)) = &state.precedent {
        words.push(outcome.words().to_owned());
        words.extend(law.iter().map(|law| law.words().to_owned()));
        words.extend(state.wanted.iter().map(|wanted| wanted.words().to_owned()));
        words.push(state.ground.words().to_owned());
    }
    words
}

/// Where it stands, in one sentence of plain words.
pub fn sentence(state: &State, council: &Council, now: Timestamp) -> String {
    if let Some((outcome, _, determined)) = &state.precedent {
        let whose = if *determined {
            "Determined by the Monitoring Officer"
        } else {
            "Decided by officers"
        };
        return format!("{whose}: {}.", outcome.words().to_lowercase());
    }
    let on = |at: Timestamp| long_date(local_date(at));
    match state.standing {
        Standing::Ended { at, .. } if state.matter == Matter::Misuse => {
            format!("Dealt with on {}.", on(at))
        }
        Standing::Ended { at, ending } => match ending {
            Closure::Done => format!("Closed on {}.", on(at)),
            Closure::Withdrawn => format!("Taken back by the member on {}.", on(at)),
            Closure::MemberLeft => format!(
                "Closed on {}, because the member left; every release has ended.",
                on(at)
            ),
        },
        Standing::Decided { at, outcome } => decided(state, outcome, &on(at)),
        Standing::Open if state.matter == Matter::Misuse => {
            "With the Monitoring Officer.".to_owned()
        }
        Standing::Open if state.matter == Matter::Mistake => format!(
            "Received by mistake; {} has been told.",
            service_name(state, council)
        ),
        Standing::Open => format!(
            "{}. {}",
            with_whom(state, council, now),
            by_when(state, council, now)
        ),
    }
}

fn decided(state: &State, outcome: Outcome, on: &str) -> String {
    let waits = if state.awaits_body() {
        " The body that was asked has not answered."
    } else {
        ""
    };
    format!("{} on {on}.{waits}", outcome.words())
}

fn service_name(state: &State, council: &Council) -> String {
    let Some((service, _)) = &state.service else {
        return "nobody".to_owned();
    };
    let known = council.directory.services.ever(service, state.last_on());
    known.map_or_else(|| service.to_string(), |known| known.name.clone())
}

fn with_whom(state: &State, council: &Council, now: Timestamp) -> String {
    match state.guidance {
        Guidance::Sought => "With the Monitoring Officer for guidance".to_owned(),
        Guidance::Passed => "With the Monitoring Officer to be determined".to_owned(),
        _ if state.need_asked => "Waiting for the member to show need to know".to_owned(),
        _ => {
            let service = service_name(state, council);
            match &state.handler {
                Some(handler) => {
                    let name = council.directory.name_on(handler, local_date(now));
                    format!("With {service} ({name})")
                }
                None => format!("With {service}"),
            }
        }
    }
}

fn by_when(state: &State, council: &Council, now: Timestamp) -> String {
    let clock = clock::clock(state, council, now);
    let Some(due) = clock.next else {
        return "No time is set for the reply.".to_owned();
    };
    let left = match clock.working_days_left {
        Some(0) => "today".to_owned(),
        Some(1) => "1 working day left".to_owned(),
        Some(-1) => "1 working day past".to_owned(),
        Some(n) if n > 0 => format!("{n} working days left"),
        Some(n) => format!("{} working days past", n.unsigned_abs()),
        None => "no date runs".to_owned(),
    };
    let what = if state.explained {
        "Full answer promised by"
    } else {
        "Reply by"
    };
    format!("{what} {}; {left}.", long_date(due))
}
