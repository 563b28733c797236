//! What the rules answer. Every outcome names its basis: a clause where the text says it, else a
//! statute, the council's setting, or a default tied to an open question.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::access::Token;
use crate::ids::{ClauseId, ContentKey, PackId, QuestionId, SettingId, Stream, VersionId};
use crate::reference::Reference;

/// One clause of one version of one protocol.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClauseRef {
    /// The pack that holds it.
    pub pack: PackId,
    /// The version of the protocol.
    pub version: VersionId,
    /// Its printed number.
    pub id: ClauseId,
}

/// Why a value, a route, a refusal or a reader is as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The protocol's text says it.
    Clause(ClauseRef),
    /// A statute or regulation says it, for example `Local Government Act 1972, s.100F`.
    Statute(String),
    /// The council decided it, perhaps to complete a clause that leaves it open.
    Setting {
        /// The key that was set.
        id: SettingId,
        /// The office or person that set it, in words.
        set_by: String,
        /// From which day it holds.
        on: Date,
        /// The clause that leaves this open.
        completes: Option<ClauseRef>,
    },
    /// An open question was ruled on.
    Ruling {
        /// The interpretation that holds the ruling.
        reference: Reference,
        /// The open question that it settles, where the pack asks it.
        question: Option<QuestionId>,
        /// The office that ruled, in words.
        by: String,
        /// From which day it holds.
        on: Date,
        /// The clause that left this open.
        completes: Option<ClauseRef>,
    },
    /// Nobody has ruled yet: the product's default until somebody does.
    Default {
        /// The open question that a ruling would settle.
        question: QuestionId,
        /// The clause that leaves this open.
        completes: Option<ClauseRef>,
    },
}

impl Basis {
    /// The default of an open question, perhaps to complete a clause. The key stands in the code, so a
    /// wrong one is a slip there.
    pub fn default_of(question: &str, completes: Option<ClauseRef>) -> Self {
        Self::Default {
            question: question.parse().expect("a question’s key"),
            completes,
        }
    }
    /// The clause that this basis is, or that it completes.
    pub fn clause(&self) -> Option<&ClauseRef> {
        match self {
            Self::Clause(clause) => Some(clause),
            Self::Setting { completes, .. }
            | Self::Ruling { completes, .. }
            | Self::Default { completes, .. } => completes.as_ref(),
            Self::Statute(_) => None,
        }
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clause(clause) => write!(f, "clause {}", clause.id.printed()),
            Self::Statute(name) => f.write_str(name),
            Self::Setting {
                id,
                completes: None,
                ..
            } => write!(f, "the council’s setting {id}"),
            Self::Setting {
                id,
                completes: Some(c),
                ..
            } => {
                write!(
                    f,
                    "the council’s setting {id}, under clause {}",
                    c.id.printed()
                )
            }
            Self::Ruling {
                reference,
                by,
                on,
                completes,
                ..
            } => {
                write!(f, "ruling {reference} by the {by}, from {on}")?;
                match completes {
                    Some(c) => write!(f, ", under clause {}", c.id.printed()),
                    None => Ok(()),
                }
            }
            Self::Default {
                question,
                completes: None,
            } => {
                write!(f, "unruled: default of question {question}")
            }
            Self::Default {
                question,
                completes: Some(c),
            } => {
                write!(
                    f,
                    "unruled: default of question {question}, under clause {}",
                    c.id.printed()
                )
            }
        }
    }
}

/// A value with the reason for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited<T> {
    /// The value.
    pub value: T,
    /// Why it is this value.
    pub basis: Basis,
}

impl<T> Cited<T> {
    /// A value with its basis.
    pub fn new(value: T, basis: Basis) -> Self {
        Self { value, basis }
    }
    /// The same basis for a value made from this one.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Cited<U> {
        Cited {
            value: make(self.value),
            basis: self.basis,
        }
    }
}

/// Something that a decision rests on, kept with its events.
pub type Cite = Cited<String>;

/// What the gate says of a kind of act before anything is typed.
#[derive(Debug, Clone, PartialEq)]
pub enum Gate {
    /// It may be done. With `explain`, only with a reason given (comply or explain).
    Allowed {
        /// What must be explained, if anything.
        explain: Option<Explain>,
        /// What the permission rests on.
        cites: Vec<Cite>,
    },
    /// It may not, and the page says why.
    Refused(Refusal),
    /// Even the refusal would tell something: the act is not shown at all.
    Hidden,
}

impl Gate {
    /// Allowed, with nothing to explain.
    pub fn allowed(cites: Vec<Cite>) -> Self {
        Self::Allowed {
            explain: None,
            cites,
        }
    }
    /// Whether the act may be done, with or without a reason.
    pub fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed { .. })
    }
}

/// A question that must be answered in words before the act goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explain {
    /// The duty that asks.
    pub basis: Basis,
    /// The question, as a sentence.
    pub question: String,
    /// Whether who answers goes on where others are refused: the explanation is counted as an override.
    pub overrides: bool,
}

/// The rules say no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// On what ground.
    pub basis: Basis,
    /// One sentence: what is in the way.
    pub why: String,
    /// What can be done instead, each a sentence.
    pub way_on: Vec<String>,
}

/// A field that cannot be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Invalid {
    /// The field's name, as in the command.
    pub field: &'static str,
    /// What is wrong and what to give instead.
    pub why: String,
}

impl Invalid {
    /// A complaint about one field.
    pub fn new(field: &'static str, why: impl Into<String>) -> Self {
        Self {
            field,
            why: why.into(),
        }
    }
}

/// Why a command was not carried out. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// The gate refuses.
    Refused(Refusal),
    /// The gate hides the act: answered as if the case did not exist.
    Hidden,
    /// The gate allows it, but these fields cannot be taken.
    Invalid(Vec<Invalid>),
}

impl From<Refusal> for Rejection {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Words or a file that go to the content table; the event holds only the digest.
#[derive(Clone, PartialEq, Eq)]
pub struct NewContent {
    /// Random key.
    pub key: ContentKey,
    /// Random salt, kept beside the content only, so that the digest tells nothing once it is erased.
    pub salt: [u8; 32],
    /// Media type, for example `text/plain; charset=utf-8`.
    pub media: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Whether its words can be found by search.
    pub searchable: bool,
}

impl NewContent {
    /// The salted digest that stands in the event: lower-case hexadecimal of SHA-256 over salt, then bytes.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.salt);
        hash.update(&self.bytes);
        crate::fresh::hex(&hash.finalize())
    }
}

impl fmt::Debug for NewContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NewContent({}, {} bytes)", self.key, self.bytes.len())
    }
}

/// A line in somebody's inbox in the product. It never carries words of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Who gets it, by relation; expanded to people when it is committed.
    pub to: Token,
    /// What happened, as a closed word such as `answered`.
    pub kind: String,
    /// Why they are told.
    pub basis: Basis,
}

/// The events of one decision for one stream.
#[derive(Debug, Clone, PartialEq)]
pub struct Append<E> {
    /// The stream.
    pub stream: Stream,
    /// The version that the decision has seen; 0 for a new stream.
    pub expected: u64,
    /// The events, in order.
    pub events: Vec<E>,
    /// Who is told of them.
    pub notices: Vec<Notice>,
}

/// What happens, all together or not at all.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision<E> {
    /// Events by stream: one, or several for a merge, a split, a hand-over.
    pub appends: Vec<Append<E>>,
    /// The words and files that the events point to.
    pub contents: Vec<NewContent>,
    /// What the decision rests on.
    pub cites: Vec<Cite>,
}
