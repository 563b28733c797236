//! Political groups: requests for an officer or for advice, approved and attended as the protocol has it,
//! and the same information offered to the others.
//!
//! `event` says what has happened, `command` what can be done; `gate` who may do what now, `decide` what
//! comes of it; `state` folds the case; `readers` says who may read it, `summary` how lists see it,
//! `ledger` what each group asked, was offered and was given on each matter.

mod basis;
mod breach;
pub mod command;
mod decide;
pub mod event;
mod gate;
mod grade;
mod kind;
pub mod ledger;
mod privacy;
mod readers;
mod roles;
mod same;
mod state;
mod summary;

use jiff::civil::Date;

pub use command::{Act, Command};
pub use decide::may_decide_alone;
pub use event::Event;
pub use grade::below_normal;
pub use kind::Kind;
pub use readers::{breach_readers, next_note_readers, note_readers, officer_readers, readers};
pub use same::{shown_before_advising, was_advised, was_advised_on_same};
pub use state::{Handed, Note, Origin, Standing, State};
pub use summary::{stands, state_word};

use crate::access::Readers;
use crate::council::Council;
use crate::ids::Stream;
use crate::protocol::{GroupPractice, GroupRules};
use crate::register::kept::erases;
use crate::register::{Context, Recorded, Register, Row};
use crate::verdict::{Basis, Cite, Cited, Decision, Gate, Rejection};

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
    erases!(Event::Erased { keys, basis } => (keys, basis));
    fn summary(state: &State, council: &Council) -> Row {
        summary::summary(state, council)
    }
}

/// One part of the agenda that is offered for a group’s meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgendaPart {
    /// What it is, in words.
    pub words: &'static str,
    /// Whether the officer is there.
    pub officer: bool,
}

/// The agenda that is offered for a meeting to which an officer comes, with the clause that asks for its parts:
/// where the officer’s part ends is marked. None where the text does not ask for parts.
pub fn agenda(rules: &GroupRules) -> Option<Cited<Vec<AgendaPart>>> {
    let basis = rules.says(GroupPractice::AgendaParts)?.clone();
    let part = |words, officer| AgendaPart { words, officer };
    let mut parts = vec![part(
        "Council business: facts and advice, and discussion of the advice",
        true,
    )];
    if rules.says(GroupPractice::LeaveBeforeDeliberation).is_some() {
        parts.push(part("The officer leaves here", false));
        parts.push(part("The group deliberates and concludes", false));
    }
    if rules.says(GroupPractice::NotAtPoliticalBusiness).is_some() {
        parts.push(part("Political business", false));
    }
    Some(Cited::new(parts, basis))
}

/// What the text says of people from outside the Council, shown beside the mark that they come; none where it
/// does not say.
pub fn unbound(rules: &GroupRules) -> Option<Cite> {
    let basis = rules.says(GroupPractice::OutsidersUnbound)?.clone();
    let line = "The Members’ Code does not bind them".to_owned();
    Some(Cited::new(line, basis))
}

/// What stands beside the notes of a discussion where the text has officers keep what a group decides; none where it
/// does not say.
pub fn note_warning(rules: &GroupRules) -> Option<Cite> {
    let basis = rules.says(GroupPractice::DecisionsConfidential)?.clone();
    let line = "Do not write down what the group decided".to_owned();
    Some(Cited::new(line, basis))
}

/// The clause by which an attendance is to be permitted, so that no ground of refusal is offered; none for others
/// and where the text does not say.
pub fn permitted(state: &State, rules: &GroupRules) -> Option<Basis> {
    let union = rules.says(GroupPractice::UnionCapacity);
    union.filter(|_| state.is_union()).cloned()
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
