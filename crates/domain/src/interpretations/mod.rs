//! Questions of what the protocol means: put by anyone whom it binds, determined by the office that the text
//! names, published beside the clause, and followed from the ruling's day. What the protocol does not deal
//! with is taken for advice, which binds nobody.
//!
//! `event` says what has happened, `state` folds it, `gate` who may do what now, `decide` what comes of it.

mod basis;
mod decide;
pub mod event;
mod gate;
#[cfg(test)]
mod properties;
mod state;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::access::Readers;
use crate::council::Council;
use crate::ids::{ClauseId, ContentKey, QuestionId, Stream};
use crate::protocol::{Outcome, ProtocolEvent};
use crate::register::kept::erases;
use crate::register::kinds::kinds;
use crate::register::{Context, Recorded, Register, Row};
use crate::verdict::{Basis, Decision, Gate, Rejection};

pub use basis::QUESTIONS;
pub(crate) use basis::binding;
pub use event::{About, Event, Office};
pub use state::{Standing, State, Text};

/// The register of questions of interpretation.
#[derive(Debug, Clone, Copy)]
pub struct Interpretations;

kinds! {
    /// Put a question of meaning, or take a gap for advice.
    Ask "ask" "Ask what the protocol means";
    /// Determine it.
    Determine "determine" "Determine it";
    /// Rule otherwise than the other office has.
    Differ "differ" "Rule otherwise";
    /// Sign a ruling of the other office.
    Sign "sign" "Sign the other office’s ruling";
    /// Record how the council itself settled it.
    Decide "record-decision" "Record the council’s decision";
    /// Advise on what the protocol does not deal with.
    Advise "advise" "Advise";
    /// Say more.
    Add "add" "Add something";
    /// Take the question back.
    Withdraw "withdraw" "Take the question back";
    /// Let a ruling end.
    EndRuling "end-ruling" "Let the ruling end";
    /// Erase people's words for good.
    Erase "erase" "Erase words";
}

/// What somebody wants to do, with the reason that a gate may have asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// The act.
    pub act: Act,
    /// Why, where the gate asks.
    pub why: Option<String>,
}

impl From<Act> for Command {
    fn from(act: Act) -> Self {
        Self { act, why: None }
    }
}

/// An act on a question of interpretation.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Put a question.
    Ask(Question),
    /// Determine it.
    Determine(Determination),
    /// Rule otherwise than the other office has.
    Differ(Determination),
    /// Sign the ruling of the other office.
    Sign,
    /// Record how the council settled it.
    Decide {
        /// What it decided.
        determination: Determination,
        /// The body, in words.
        body: String,
        /// The minute.
        minute: String,
    },
    /// Advise.
    Advise {
        /// The advice.
        words: String,
    },
    /// Say more.
    Add {
        /// What.
        words: String,
    },
    /// Take the question back.
    Withdraw,
    /// Let the ruling end.
    EndRuling {
        /// Why.
        words: String,
    },
    /// Erase people's words for good.
    Erase {
        /// Their keys.
        keys: Vec<ContentKey>,
        /// On which legal ground.
        basis: Basis,
    },
}

/// A question as it is put.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Of meaning, or of a gap.
    pub about: About,
    /// In a few words.
    pub title: String,
    /// The question.
    pub words: String,
    /// The clauses concerned, as printed.
    pub clauses: Vec<String>,
    /// The open question of the pack that it puts, if it is one.
    pub question: Option<QuestionId>,
}

/// A ruling as it is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Determination {
    /// The question as it is published; the pack's own words where nothing is given.
    pub asks: Option<String>,
    /// The ruling.
    pub words: String,
    /// From which day; today where nothing is given.
    pub from: Option<Date>,
    /// Whether the default stands.
    pub confirms: bool,
    /// Values that take the place of the default's, a line each: `enquiries/response silence = "stands"`, or
    /// a duty and how strictly it is held: `7.6/2 = ask`.
    pub values: Option<String>,
}

impl Act {
    fn kind(&self) -> Kind {
        match self {
            Self::Ask(_) => Kind::Ask,
            Self::Determine(_) => Kind::Determine,
            Self::Differ(_) => Kind::Differ,
            Self::Sign => Kind::Sign,
            Self::Decide { .. } => Kind::Decide,
            Self::Advise { .. } => Kind::Advise,
            Self::Add { .. } => Kind::Add,
            Self::Withdraw => Kind::Withdraw,
            Self::EndRuling { .. } => Kind::EndRuling,
            Self::Erase { .. } => Kind::Erase,
        }
    }
}

impl Register for Interpretations {
    const NAME: &'static str = "interpretations";
    const PREFIX: &'static str = "INT";
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
        State::evolve(state, event)
    }

    fn readers(state: &State) -> Readers {
        state.readers()
    }

    erases!(Event::Erased(erased) => (&erased.keys, &erased.basis));

    fn of_council(event: &Event) -> Option<ProtocolEvent> {
        match event {
            Event::Determined(d) => d.effective.then(|| ProtocolEvent::Ruled(d.ruling.clone())),
            Event::Signed(signed) => Some(ProtocolEvent::Ruled(signed.ruling.clone()?)),
            Event::RulingEnded(ended) => Some(ProtocolEvent::RulingEnded(ended.ending.clone())),
            _ => None,
        }
    }

    fn summary(state: &State, _council: &Council) -> Row {
        state.summary()
    }
}

/// Whether a ruling changes what the product does.
pub fn follows(outcome: &Outcome) -> bool {
    *outcome != Outcome::InWords
}

/// The clauses of a list as people write it: `7.6, 8.4(b)(v)`.
pub fn clause_ids(typed: &str) -> Vec<String> {
    let words = typed.split([',', ';', ' ', '\n']).map(str::trim);
    words
        .filter(|word| !word.is_empty() && !matches!(*word, "clause" | "clauses" | "and"))
        .map(str::to_owned)
        .collect()
}

/// A clause's number, if it can be one.
pub(crate) fn clause_id(typed: &str) -> Option<ClauseId> {
    typed.parse().ok()
}
