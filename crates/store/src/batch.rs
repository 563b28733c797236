//! What a caller hands in to be committed, all together or not at all, and what it gets back.

use domain::access::Readers;
use domain::ids::{ContentKey, PersonId, Stream};
use domain::reference::Reference;
use domain::register::Row;
use domain::verdict::NewContent;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::passes::Pass;

/// Everything that one act writes.
#[derive(Debug, Clone)]
pub struct Batch {
    /// When it happens.
    pub at: Timestamp,
    /// Who acts.
    pub actor: PersonId,
    /// Events by stream.
    pub appends: Vec<StreamAppend>,
    /// Words and files that the events name by key. A stream can read the contents that its events name.
    pub contents: Vec<NewContent>,
    /// Search terms of contents, normalised and cut by `domain::text`.
    pub terms: Vec<(ContentKey, Vec<String>)>,
    /// Lines for people's inboxes in the product.
    pub notices: Vec<PersonNotice>,
    /// What is to be sent out once this is committed.
    pub outbox: Vec<OutboxItem>,
    /// What is given out with this act and good for one use.
    pub passes: Vec<Pass>,
    /// Forms whose drafts of this actor are done with, by form key.
    pub drafts_done: Vec<String>,
    /// A key that the actor's form or job carries, so that the same act sent twice is done once.
    pub idempotency: Option<String>,
}

impl Batch {
    /// A batch of this actor at this time with nothing in it yet.
    pub fn new(at: Timestamp, actor: PersonId) -> Self {
        Self {
            at,
            actor,
            appends: Vec::new(),
            contents: Vec::new(),
            terms: Vec::new(),
            notices: Vec::new(),
            outbox: Vec::new(),
            passes: Vec::new(),
            drafts_done: Vec::new(),
            idempotency: None,
        }
    }
}

/// Events for one stream.
#[derive(Debug, Clone)]
pub struct StreamAppend {
    /// The stream.
    pub stream: Stream,
    /// The version that the decision has seen; 0 for a new stream.
    pub expected: u64,
    /// The events, in order.
    pub events: Vec<NewEvent>,
    /// What the decision rests on, as a JSON array; kept with each of its events.
    pub cites: String,
    /// The case as it is after these events, if the stream is a case.
    pub projection: Option<Projection>,
}

/// One event to be recorded.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// Its kind as a closed word.
    pub kind: String,
    /// Its fields as JSON, without personal free text. Kept to the byte.
    pub payload: String,
}

/// A case as lists read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projection {
    /// The row.
    pub row: Row,
    /// Who may read it, and who may not.
    pub readers: Readers,
    /// Who of them may read its words, where that is not everybody who may read that there is the case.
    pub words: Option<Readers>,
}

/// A line in one person's inbox. It carries no words of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonNotice {
    /// Who is told.
    pub person: PersonId,
    /// What happened, as a closed word.
    pub kind: String,
    /// The case.
    pub reference: Reference,
    /// Why they are told: a `Basis` as JSON.
    pub basis: String,
}

/// Something to be sent out at least once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxItem {
    /// The idempotency key, for example cause event and target. A second item with the same key is dropped.
    pub key: String,
    /// What sends it, as a closed word.
    pub kind: String,
    /// What is to be sent, as JSON. Contents are named by key.
    pub payload: String,
}

/// What was committed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Committed {
    /// Each stream with its version after the act, in the order of the batch.
    pub versions: Vec<(Stream, u64)>,
}

/// Why nothing was committed.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// A stream has moved since the decision saw it. Load it and decide again.
    #[error("`{}` is at version {found} by now", stream.as_str())]
    Conflict {
        /// The stream.
        stream: Stream,
        /// Its version now.
        found: u64,
    },
    /// The same act was committed before, with this result.
    #[error("this was done before")]
    Duplicate(Committed),
    /// The store failed. Nothing is half-done.
    #[error(transparent)]
    Fault(#[from] Fault),
}
