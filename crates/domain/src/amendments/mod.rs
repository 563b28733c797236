//! Changes of the protocol: suggested, drafted on the text and on the provisions together, consulted on,
//! recommended and approved as the protocol in force says, made a version, adopted on a day. A review of the
//! protocol is opened here too, when the Constitution is reviewed.

mod basis;
mod decide;
mod drafted;
pub mod event;
mod gate;
#[cfg(test)]
mod properties;
mod state;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::access::Readers;
use crate::council::Council;
use crate::ids::{ContentKey, PartId, Stream, VersionId};
use crate::protocol::text::{TextSaved, Texts};
use crate::protocol::{Minuted, PackEdit, ProtocolEvent, VersionKey};
use crate::register::kept::erases;
use crate::register::kinds::kinds;
use crate::register::{Context, Recorded, Register, Row};
use crate::replay::Evidence;
use crate::verdict::{Basis, Decision, Gate, Rejection};

pub use basis::QUESTIONS;
pub use drafted::{DraftFault, Drafts, drafted_text, edits_of};
pub use event::Event;
pub use state::{Change, Comment, Standing, State};

/// The register of amendments.
#[derive(Debug, Clone, Copy)]
pub struct Amendments;

kinds! {
    /// Suggest a change.
    Suggest "suggest" "Suggest a change of the protocol";
    /// Open a review of the protocol.
    OpenReview "open-review" "Open a review";
    /// Take it up.
    TakeUp "take-up" "Take it up";
    /// Draft a change of the text or of a provision.
    Draft "draft-change" "Draft a change";
    /// Drop a drafted change.
    Drop "drop-change" "Drop a drafted change";
    /// Ask for comments.
    Consult "consult" "Open it for comments";
    /// Record a comment.
    Comment "comment" "Add a comment";
    /// Respond to a comment.
    Respond "respond" "Respond to a comment";
    /// Put beside it what would have been.
    AddReplay "add-replay" "Add what would have been";
    /// Make the draft a version.
    MakeVersion "make-version" "Make the draft a version";
    /// Record a recommendation.
    Recommend "recommend" "Record the recommendation";
    /// Record the approval.
    Approve "approve" "Record the approval";
    /// Record the adoption.
    Adopt "adopt" "Adopt it from a day";
    /// Decline it.
    Decline "decline" "Decline it";
    /// Take it back.
    Withdraw "withdraw" "Take the suggestion back";
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

/// What is to be tried out over the whole council.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TryOut {
    /// The version; the one in force where none is given.
    pub version: Option<VersionKey>,
    /// Values in place of its own, each as `answer-within=7`.
    pub values: Vec<String>,
    /// The first month, any day of it; the last four released quarters where none is given.
    pub from: Option<Date>,
    /// The last month, any day of it.
    pub to: Option<Date>,
}

/// The council's own words beside an amendment: its saved texts, and the words of the drafted changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnText {
    /// Every text that the council saved.
    pub texts: Arc<Texts>,
    /// The words of the drafted changes as they would stand, by part.
    pub written: BTreeMap<PartId, String>,
}

/// An act on an amendment.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Suggest a change.
    Suggest {
        /// In a few words.
        title: String,
        /// Why.
        words: String,
        /// The clauses concerned, as printed.
        clauses: Vec<String>,
        /// The words proposed.
        proposed: Option<String>,
    },
    /// Open a review.
    OpenReview {
        /// The day of the review of the Constitution.
        on: Date,
    },
    /// Take it up.
    TakeUp,
    /// Draft a change.
    Draft {
        /// What changes in the pack.
        edit: PackEdit,
        /// The words of the text as they would stand.
        words: Option<String>,
        /// The summary of the clause as it would stand.
        gist: Option<String>,
        /// What the council has saved and what was drafted before: read from the store.
        own: OwnText,
    },
    /// Drop a drafted change.
    Drop {
        /// Which.
        part: PartId,
    },
    /// Ask for comments.
    Consult,
    /// Record a comment.
    Comment {
        /// The body, in words.
        body: String,
        /// When it was made.
        on: Date,
        /// The clause, as printed.
        clause: Option<String>,
        /// The comment.
        words: String,
    },
    /// Respond to a comment.
    Respond {
        /// Which.
        part: PartId,
        /// The response.
        words: String,
    },
    /// Try something out over the whole council: counted by who carries it out, before it is decided.
    TryOut(TryOut),
    /// Put the replay beside the proposal.
    AddReplay(Box<Evidence>),
    /// Make the draft a version.
    MakeVersion {
        /// What the version is called.
        version: VersionId,
        /// The summaries of the drafted changes, by part: read from the case.
        gists: BTreeMap<PartId, String>,
        /// What the council has saved and what was drafted: read from the store.
        own: OwnText,
    },
    /// Record a recommendation.
    Recommend(Minuted),
    /// Record the approval.
    Approve(Minuted),
    /// Record the adoption.
    Adopt {
        /// From which day it is in force; the day of the approval where none is given.
        in_force: Option<Date>,
        /// Why the approval was otherwise than the protocol asks: read from the case.
        why: Option<String>,
    },
    /// Decline it.
    Decline {
        /// Why.
        words: String,
    },
    /// Take it back.
    Withdraw,
    /// Erase people's words for good.
    Erase {
        /// Their keys.
        keys: Vec<ContentKey>,
        /// On which legal ground.
        basis: Basis,
    },
}

impl Act {
    fn kind(&self) -> Kind {
        match self {
            Self::Suggest { .. } => Kind::Suggest,
            Self::OpenReview { .. } => Kind::OpenReview,
            Self::TakeUp => Kind::TakeUp,
            Self::Draft { .. } => Kind::Draft,
            Self::Drop { .. } => Kind::Drop,
            Self::Consult => Kind::Consult,
            Self::Comment { .. } => Kind::Comment,
            Self::Respond { .. } => Kind::Respond,
            Self::TryOut(_) | Self::AddReplay(_) => Kind::AddReplay,
            Self::MakeVersion { .. } => Kind::MakeVersion,
            Self::Recommend(_) => Kind::Recommend,
            Self::Approve(_) => Kind::Approve,
            Self::Adopt { .. } => Kind::Adopt,
            Self::Decline { .. } => Kind::Decline,
            Self::Withdraw => Kind::Withdraw,
            Self::Erase { .. } => Kind::Erase,
        }
    }
}

impl Register for Amendments {
    const NAME: &'static str = "amendments";
    const PREFIX: &'static str = "AMD";
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
            Event::VersionMade(made) => Some(ProtocolEvent::Drafted(made.drafted.clone())),
            Event::Adopted(adopted) => Some(ProtocolEvent::Adopted(adopted.adoption.clone())),
            _ => None,
        }
    }

    fn of_texts(event: &Event) -> Option<TextSaved> {
        match event {
            Event::VersionMade(made) => made.text.clone(),
            _ => None,
        }
    }

    fn summary(state: &State, _council: &Council) -> Row {
        state.summary()
    }
}
