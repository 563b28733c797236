//! Political groups: requests for an officer or for advice, approved and attended as the protocol has it,
//! and the same information offered to the others.
//!
//! `event` says what has happened, `command` what can be done; `gate` who may do what now, `decide` what
//! comes of it; `state` folds the case; `readers` says who may read it, `summary` how lists see it,
//! `ledger` what each group asked, was offered and was given on each matter.

mod basis;
pub mod command;
mod decide;
pub mod event;
mod gate;
mod kind;
pub mod ledger;
mod readers;
mod roles;
mod state;
mod summary;

use jiff::civil::Date;

pub use command::{Act, Command};
pub use event::Event;
pub use kind::Kind;
pub use readers::{breach_readers, note_readers, readers};
pub use state::{Handed, Origin, Standing, State};
pub use summary::{stands, state_word};

use crate::access::Readers;
use crate::council::Council;
use crate::ids::{ContentKey, Stream};
use crate::protocol::GroupRules;
use crate::register::{Context, Erasing, Recorded, Register, Row};
use crate::verdict::{Decision, Gate, Rejection};

/// The register of political groups’ requests and offers.
#[derive(Debug, Clone, Copy)]
pub struct Groups;

impl Register for Groups {
    const NAME: &'static str = "groups";
    const PREFIX: &'static str = "GRP";
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
    fn readers(state: &State) -> Readers {
        readers::readers(state)
    }
    fn erased(event: &Event) -> Option<(&[ContentKey], String)> {
        match event {
            Event::Erased { keys, basis } => Some((keys, basis.to_string())),
            _ => None,
        }
    }
    fn erasing(state: &State) -> Option<Erasing<Command>> {
        Some(Erasing {
            left: state.kept.left(),
            command: |keys, basis| Command::from(Act::Erase { keys, basis }),
        })
    }
    fn summary(state: &State, council: &Council) -> Row {
        summary::summary(state, council)
    }
}

/// What holds for a case, by the protocol it is pinned to; for a new one, by the one in force.
pub fn rules(state: Option<&State>, council: &Council, today: Date) -> GroupRules {
    let protocol = match state {
        Some(state) => state.pin.as_ref().and_then(|pin| pin.protocol(council)),
        None => council.protocol_on(today).map(AsRef::as_ref),
    };
    let on = state.map_or(today, |state| crate::calendar::local_date(state.began));
    protocol.map_or_else(GroupRules::default, |protocol| {
        protocol.groups_on(on, &council.settings)
    })
}

#[cfg(test)]
pub(crate) mod tests;
