//! Where an enquiry stands, in one sentence of plain words, from the case and its clock.

use jiff::Timestamp;
use jiff::civil::Date;

use super::event::Desk;
use super::state::{Ended, HoldReply, PromiseOutcome, Standing, State};
use crate::calendar::{local_date, long_date};
use crate::clock::Clock;
use crate::council::Council;

/// "With Housing Repairs. Answer by Monday 13 April; 3 working days left."
pub fn sentence(state: &State, council: &Council, now: Timestamp) -> String {
    let clock = super::clock(state, council, now);
    let today = local_date(now);
    if let Standing::Ended { at, how } = &state.standing {
        return ended(state, council, how, local_date(*at), today);
    }
    if let Some(last) = state.holder_ended {
        return format!(
            "The member left on {}; it waits to be passed on or closed.",
            near(last, today)
        );
    }
    match state.standing {
        Standing::Answered { at } => answered(state, &clock, local_date(at), today),
        _ => format!(
            "{}. {}",
            whose(state, council, today),
            by_when(state, &clock, today)
        ),
    }
}

/// The service or team that has it, and the officer.
pub fn whose(state: &State, council: &Council, on: Date) -> String {
    let directory = &council.directory;
    let desk = match &state.desk {
        None => "With nobody yet".to_owned(),
        Some((Desk::Service(service), _)) => {
            let known = directory.services.ever(service, on);
            format!("With {}", known.map_or(service.as_str(), |s| &s.name))
        }
        Some((Desk::Team(team), _)) => {
            let known = directory.teams.ever(team, on);
            format!("With {}", known.map_or(team.as_str(), |t| &t.name))
        }
    };
    match &state.handler {
        Some(handler) => format!("{desk} ({})", directory.name_on(handler, on)),
        None => desk,
    }
}

fn by_when(state: &State, clock: &Clock, today: Date) -> String {
    let waits = if state.waiting.is_some() {
        "Waiting for the member’s reply. "
    } else {
        ""
    };
    let Some(due) = clock.next else {
        let mut promises = state.promises.iter();
        let missed = promises.rfind(|p| p.outcome == PromiseOutcome::Missed);
        return match missed {
            Some(promise) => format!(
                "{waits}A promise for {} was missed.",
                near(promise.due, today)
            ),
            None => format!("{waits}No target is set for the answer."),
        };
    };
    let left = days_left(clock);
    let held = state.last_hold();
    let words = match held.map(|hold| hold.reply) {
        Some(HoldReply::Silent) => {
            format!(
                "Held until {}, a date for the member to agree; {left}.",
                near(due, today)
            )
        }
        Some(HoldReply::Agreed) => format!("Held until {}, as agreed; {left}.", near(due, today)),
        Some(HoldReply::Contested(_)) => {
            let proposed = held.map_or(due, |hold| hold.until);
            format!(
                "Held until {}, which the member contests; next date {}; {left}.",
                near(proposed, today),
                near(due, today)
            )
        }
        None => format!("Answer by {}; {left}.", near(due, today)),
    };
    format!("{waits}{words}")
}

fn days_left(clock: &Clock) -> String {
    match clock.working_days_left {
        None => "no date runs".to_owned(),
        Some(0) => "today".to_owned(),
        Some(1) => "1 working day left".to_owned(),
        Some(-1) => "1 working day past".to_owned(),
        Some(n) if n > 0 => format!("{n} working days left"),
        Some(n) => format!("{} working days past", n.unsigned_abs()),
    }
}

fn answered(state: &State, clock: &Clock, on: Date, today: Date) -> String {
    let promise = state.open_promises().map(|promise| promise.due).min();
    let mut words = format!("Answered on {}", near(on, today));
    if let Some(due) = promise {
        words.push_str(&format!("; a promise is due by {}", near(due, today)));
    }
    if let Some(until) = clock.after_window_until {
        words.push_str(&format!(
            "; open for follow-up until {}",
            near(until, today)
        ));
    }
    words.push('.');
    words
}

fn ended(state: &State, council: &Council, how: &Ended, on: Date, today: Date) -> String {
    let on_day = near(on, today);
    let promise = state.open_promises().map(|promise| promise.due).min();
    let promise = promise.map_or(String::new(), |due| {
        format!(" A promise is due by {}.", near(due, today))
    });
    match how {
        Ended::Closed { .. } => format!("Closed on {on_day}.{promise}"),
        Ended::Merged(into) => format!("Merged into {into} on {on_day}."),
        Ended::Complaint { to, .. } => {
            let team = match to {
                Desk::Team(team) => council
                    .directory
                    .teams
                    .ever(team, on)
                    .map_or_else(|| team.to_string(), |t| t.name.clone()),
                Desk::Service(service) => service.to_string(),
            };
            format!("Handed to the Complaints Procedure ({team}) on {on_day}.")
        }
        Ended::HandedOn => format!("Handed on to the right door on {on_day}."),
        Ended::NotOurs => format!("Another body’s matter; the member was told on {on_day}."),
    }
}

/// A day with its weekday, and with the year where it is another than today's: `Monday 13 April`.
fn near(date: Date, today: Date) -> String {
    if date.year() == today.year() {
        day(date)
    } else {
        long_date(date)
    }
}

/// A day with its weekday and without the year: `Monday 13 April`.
pub(super) fn day(date: Date) -> String {
    let long = long_date(date);
    match long.rsplit_once(' ') {
        Some((day, _)) => day.to_owned(),
        None => long,
    }
}
