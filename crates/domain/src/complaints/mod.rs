//! Residents' complaints: logged, given to somebody who deals with them, answered stage by stage, and
//! what the Ombudsman made of them. A complaint that began as a member's enquiry keeps its received time;
//! the member follows what the resident permits.

mod by_service;
mod clock;
mod command;
mod decide;
pub mod event;
mod gate;
pub mod privacy;
mod readers;
mod report;
mod sentence;
mod state;

pub use by_service::OfServices;
pub use clock::{clock, days, rules};
pub use command::{Act, Command, Kind, Log};
pub use event::Event;
pub use gate::MANY;
pub use readers::{note_readers, readers, words_readers};
pub use report::{Counts, LEAST, Report, Told, is_over, quarter_of, report};
pub use sentence::{outcome_words, sentence, state_word};
pub use state::{StageState, Standing, State};

use crate::access::{Readers, Token};
use crate::calendar::{Receipt, local_date, start_of_day};
use crate::council::Council;
use crate::ids::Stream;
use crate::register::kept::erases;
use crate::register::{Context, Recorded, Register, Row};
use crate::verdict::{Decision, Gate, Rejection};

/// The register of residents' complaints.
#[derive(Debug, Clone, Copy)]
pub struct Complaints;

impl Register for Complaints {
    const NAME: &'static str = "complaints";
    const PREFIX: &'static str = "CMP";
    type State = State;
    type Event = Event;
    type Command = Command;
    type Kind = Kind;

    fn kind(command: &Command) -> Kind {
        command.act.kind()
    }

    fn gate(state: Option<&State>, kind: Kind, cx: &Context<'_>) -> Gate {
        gate::gate(state, kind, cx)
    }

    fn decide(
        stream: &Stream,
        state: Option<(&State, u64)>,
        command: Command,
        cx: &Context<'_>,
    ) -> Result<Decision<Event>, Rejection> {
        decide::decide(stream, state, command, cx)
    }

    fn evolve(state: Option<State>, event: &Recorded<Event>) -> Option<State> {
        state::evolve(state, event)
    }

    fn settled(state: &State, cx: &Context<'_>) -> Vec<Event> {
        clock::pins(state, cx.council, cx.now)
    }

    fn readers(state: &State) -> Readers {
        readers::readers(state)
    }

    erases!(Event::Erased { keys, basis } => (keys, basis));

    fn summary(state: &State, council: &Council) -> Row {
        let running = clock::clock(state, council, state.last_at);
        let first = clock::clock_of(state, 1, council, state.last_at);
        let permitted = state.permits != crate::enquiries::event::Permits::Nothing;
        let mut search = vec![state.reference.to_string()];
        search.extend(state.enquiry.as_ref().map(ToString::to_string));
        Row {
            register: Self::NAME.to_owned(),
            reference: state.reference.clone(),
            title: Some(state.title.key.clone()),
            state: sentence::state_word(state).to_owned(),
            open: !state.is_closed(),
            due: state.is_open().then_some(running.next).flatten(),
            waits_on: waits_on(state),
            service: state.service.clone(),
            ward: state.ward.clone(),
            holder: state.holder.clone().filter(|_| permitted),
            handler: state.handler.clone(),
            received: match state.received {
                Receipt::At(at) => at,
                Receipt::On(date) => start_of_day(date),
            },
            received_on: state.received.date(),
            answered_on: state.stages[0].outcome.map(|(_, at)| local_date(at)),
            closed_on: match state.standing {
                Standing::Closed { at, .. } => Some(local_date(at)),
                _ => None,
            },
            judged: first
                .first_judgement()
                .map(|j| sentence::verdict(j.verdict).to_owned()),
            held: first
                .held_verdict()
                .map(|v| sentence::verdict(v).to_owned()),
            search,
        }
    }
}

fn waits_on(state: &State) -> Option<Token> {
    match state.standing {
        Standing::Closed { .. } | Standing::Ombudsman => None,
        Standing::Answered => Some(Token::team(&state.team)),
        Standing::Open => Some(match &state.handler {
            Some(handler) => Token::person(handler),
            None => Token::team(&state.team),
        }),
    }
}

#[cfg(test)]
mod tests;
