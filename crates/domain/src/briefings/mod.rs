//! Briefings of members: a confidential one that a member asks for, and those arranged for office-holders
//! and political groups.
//!
//! `event` says what has happened, `command` what can be done; `gate` who may do what now, `decide` what
//! comes of it; `state` folds the case and says who reads the request and who the content.

pub mod command;
mod contacts;
mod decide;
pub mod event;
mod gate;
mod kind;
mod state;
mod summary;

use jiff::civil::Date;

pub use command::{Act, Command, Invites};
pub use contacts::{
    BY_MEMBER, Contact, INTERVAL, OfGroup, OfMember, by_group, by_member, contacts,
};
pub use event::Event;
pub use kind::Kind;
pub use state::{
    Invited, Separate, Share, Standing, State, content_readers, readers, sharing_readers,
};
pub use summary::{stands, state_word};

use crate::access::Readers;
use crate::council::Council;
use crate::ids::Stream;
use crate::protocol::{BriefingPractice, BriefingRules};
use crate::register::kept::erases;
use crate::register::{Context, Recorded, Register, Row};
use crate::verdict::{Cite, Cited, Decision, Gate, Rejection};

/// The register of briefings.
#[derive(Debug, Clone, Copy)]
pub struct Briefings;

impl Register for Briefings {
    const NAME: &'static str = "briefings";
    const PREFIX: &'static str = "BRF";
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
        state::readers(state)
    }
    erases!(Event::Erased { keys, basis } => (keys, basis));
    fn summary(state: &State, council: &Council) -> Row {
        summary::summary(state, council)
    }
}

/// Whether somebody may arrange briefings, besides asking for one of their own.
pub fn arranges(cx: &Context<'_>) -> bool {
    gate::arranges(cx)
}

/// What holds for a briefing, by the protocol it is pinned to; for a new one, by the one in force.
pub fn rules(state: Option<&State>, council: &Council, today: Date) -> BriefingRules {
    let protocol = match state {
        Some(state) => state.pin.as_ref().and_then(|pin| pin.protocol(council)),
        None => council.protocol_on(today).map(AsRef::as_ref),
    };
    let on = state.map_or(today, |state| crate::calendar::local_date(state.opened));
    protocol.map_or_else(BriefingRules::default, |protocol| {
        protocol.briefings_on(on, &council.settings)
    })
}

/// Whom an officer who arranges a briefing invites unless they choose others, with the clause that says so; none
/// where the text does not say.
pub fn invites_first(rules: &BriefingRules) -> Option<Cited<Invites>> {
    let basis = rules.says(BriefingPractice::Together)?.clone();
    Some(Cited::new(Invites::AllGroups, basis))
}

/// Words that fit where it is said at a meeting that every group was briefed, with the clause by which nothing is to
/// be added then; none where the text does not say.
pub fn words_to_say(rules: &BriefingRules) -> Option<Cite> {
    let basis = rules.says(BriefingPractice::NothingToAdd)?.clone();
    let words = "All groups were briefed on this report, and nothing is to be added to it.";
    Some(Cited::new(words.to_owned(), basis))
}

#[cfg(test)]
mod tests;
