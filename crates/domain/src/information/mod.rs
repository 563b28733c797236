//! Members' requests for information and documents: asked, decided with the reason and the law, released
//! for a purpose. Also what reached somebody by mistake, and precedents without names.
//!
//! `event` says what has happened, `command` what can be done; `gate` who may do what now, `decide` what
//! comes of it; `need` how need to know stands; `readers` who may read the request and each part of it;
//! `release` what the council has set of how documents are released; `guidance` what is shown beside them.

mod basis;
pub mod choices;
mod clock;
pub mod command;
mod decide;
pub mod event;
mod evolve;
mod gate;
mod guidance;
mod need;
mod offices;
mod owed;
pub mod privacy;
mod readers;
mod release;
mod state;
mod summary;

pub use basis::QUESTIONS;
pub use clock::{clock, days, rules, rules_on};
pub use command::{Act, Command, Kind};
pub use event::Event;
pub use gate::{Facts, next_acts};
pub use guidance::{acceptance, guidance, rights};
pub use need::{Standing as NeedStanding, need, sits};
pub use offices::{Roles, named_by_member, senior};
pub use owed::owed;
pub use readers::{document_readers, misuse_readers, note_readers, of_documents, readers};
pub use release::{ReleaseTerms, terms};
pub use state::*;
pub use summary::{sentence, state_word};

use crate::access::Readers;
use crate::clock::TickKind;
use crate::council::Council;
use crate::ids::Stream;
use crate::register::kept::erases;
use crate::register::{Context, Recorded, Register, Row};
use crate::verdict::{Decision, Gate, Rejection};

/// The register of requests for information.
#[derive(Debug, Clone, Copy)]
pub struct Information;

impl Register for Information {
    const NAME: &'static str = "information";
    const PREFIX: &'static str = "INF";
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
        evolve::evolve(state, event)
    }

    fn settled(state: &State, cx: &Context<'_>) -> Vec<Event> {
        let pins = clock(state, cx.council, cx.now).to_pin().into_iter();
        pins.filter_map(|pin| match pin {
            TickKind::Judged {
                target,
                verdict,
                due,
            } => Some(Event::Judged {
                target,
                due,
                verdict,
            }),
            _ => None,
        })
        .collect()
    }

    fn readers(state: &State) -> Readers {
        readers(state)
    }

    erases!(Event::Erased { keys, basis } => (keys, basis));

    fn summary(state: &State, council: &Council) -> Row {
        summary::summary(state, council)
    }
}

#[cfg(test)]
mod tests;
