//! A record of any register on which people try whatever they like: what the gate says and what comes of
//! the act must agree. For tests.

use std::fmt::Debug;

use jiff::Timestamp;

use super::{Context, Recorded, Register};
use crate::council::Council;
use crate::enquiries::tests::town::{actor, fresh};
use crate::ids::Stream;
use crate::verdict::{Gate, Rejection};

/// One record as it goes on.
pub(crate) struct Walk<R: Register> {
    council: Council,
    stream: Stream,
    /// The record now; none before it is opened.
    pub(crate) state: Option<R::State>,
    version: u64,
    acts: u64,
}

impl<R: Register<Kind: Copy + Debug>> Walk<R> {
    /// A record that is not opened yet.
    pub(crate) fn new(council: Council) -> Self {
        let reference = fresh(0).reference(R::PREFIX, 0);
        Self {
            council,
            stream: Stream::case(R::NAME, &reference),
            state: None,
            version: 0,
            acts: 0,
        }
    }

    /// Tries an act: allowed, only a field can stop it; refused or hidden, it is the same when it is tried.
    /// Says what does not agree.
    pub(crate) fn tries(
        &mut self,
        person: &str,
        now: Timestamp,
        command: R::Command,
    ) -> Result<(), String> {
        let council = self.council.clone();
        let actor = actor(&council, person, now, None);
        self.acts += 1;
        let fresh = fresh(self.acts);
        let cx = Context {
            now,
            actor: &actor,
            council: &council,
            fresh: &fresh,
        };
        let kind = R::kind(&command);
        let gate = R::gate(self.state.as_ref(), kind, &cx);
        let state = self.state.as_ref().map(|state| (state, self.version));
        match (gate, R::decide(&self.stream, state, command, &cx)) {
            (Gate::Allowed { .. }, Ok(decision)) => {
                let own = decision.appends.into_iter();
                let own = own.filter(|append| append.stream == self.stream);
                for event in own.flat_map(|append| append.events) {
                    self.version += 1;
                    let recorded = Recorded {
                        version: self.version,
                        at: now,
                        actor: actor.person().clone(),
                        event,
                    };
                    self.state = R::evolve(self.state.take(), &recorded);
                }
                Ok(())
            }
            (Gate::Allowed { .. }, Err(Rejection::Invalid(_)))
            | (Gate::Hidden, Err(Rejection::Hidden))
            | (Gate::Refused(_), Err(Rejection::Refused(_))) => Ok(()),
            (gate, Ok(_)) => Err(format!("{kind:?} by {person}: {gate:?}, and it is done")),
            (gate, Err(no)) => Err(format!("{kind:?} by {person}: {gate:?}, and then {no:?}")),
        }
    }
}
