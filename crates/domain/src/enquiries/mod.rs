//! Members' enquiries: raised, routed to who deals with them, answered or held with reasons.
//!
//! `event` says what has happened, `command` what can be done; `gate` who may do what now, `decide` what
//! comes of it; `evolve` folds the case, `ticks` what its clock counts; `readers` says who may read it,
//! `summary` how lists see it, `thread` and `sentence` how a page tells it, `doors` what stands before it.

mod basis;
mod clock;
pub mod command;
mod decide;
mod doors;
pub mod event;
mod evolve;
mod gate;
mod limits;
mod owed;
pub mod privacy;
mod readers;
mod reminders;
mod reveals;
mod roles;
mod sentence;
mod state;
mod summary;
pub mod takeover;
mod thread;
mod ticks;

pub use basis::QUESTIONS;
pub(crate) use clock::starts;
pub use clock::{clock, days, judged_by, rule, rules};
pub use command::{Act, Beside, Command, Kind};
pub use decide::MEDIA;
pub use doors::{Contact, DoorOffer, doors_for};
pub use event::Event;
pub use gate::{Facts, next_acts};
pub use owed::owed;
pub use readers::{file_readers, note_readers, readers, words_readers};
pub use reminders::{answerable, reminders};
pub use reveals::{Known, Reveal, Telling, reveals};
pub use roles::{JOBS, Raiser, Roles, is_officer, raising_for};
pub use sentence::{sentence, whose};
pub use state::*;
pub use summary::state_word;
pub use thread::{Entry, thread};

use crate::access::Readers;
use crate::council::Council;
use crate::ids::Stream;
use crate::register::kept::erases;
use crate::register::{Context, Recorded, Register, Row};
use crate::verdict::{Decision, Gate, Rejection};

/// The register of members' enquiries.
#[derive(Debug, Clone, Copy)]
pub struct Enquiries;

impl Register for Enquiries {
    const NAME: &'static str = "enquiries";
    const PREFIX: &'static str = "ENQ";
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

    /// What the clock has judged once the act's events are in, pinned: a later change of the calendar
    /// moves no verdict.
    fn settled(state: &State, cx: &Context<'_>) -> Vec<Event> {
        clock::pins(state, cx)
    }

    fn hands_over(event: &Event) -> Option<&'static str> {
        matches!(event, Event::HandedToComplaints(_)).then_some(crate::complaints::Complaints::NAME)
    }

    fn readers(state: &State) -> Readers {
        readers::readers(state)
    }

    fn words_readers(state: &State) -> Option<Readers> {
        readers::keeps_without_words(state).then(|| readers::words_readers(state))
    }

    erases!(Event::Erased(erased) => (&erased.keys, &erased.basis));

    fn summary(state: &State, council: &Council) -> Row {
        summary::summary(state, council)
    }
}

#[cfg(test)]
pub(crate) mod tests;
