//! What has happened to a question of interpretation. Words are kept apart and pointed to; a name once
//! written is never changed.

use serde::{Deserialize, Serialize};

use crate::access::Reader;
use crate::ids::{ClauseId, ContentKey, QuestionId};
use crate::protocol::{Ruling, RulingEnded as Ending};
use crate::reference::Reference;
use crate::register::Pin;
use crate::register::privacy::Privacy;
use crate::verdict::Basis;
use crate::words::Words;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Event {
    /// It was put.
    Asked(Box<Asked>),
    /// An office determined it, or ruled otherwise than the other.
    Determined(Box<Determined>),
    /// An office signed the other's ruling.
    Signed(Box<Signed>),
    /// An office advised.
    Advised(Said),
    /// Somebody said more.
    Added(Said),
    /// Who asked took it back.
    Withdrawn {},
    /// The ruling ended.
    RulingEnded(RulingEnded),
    /// A reason was given where a duty asks for one.
    Explained(Said),
    /// Words were erased for good.
    Erased(Erased),
}

/// Of what a question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// What the protocol means.
    Meaning,
    /// What the protocol does not deal with: taken for advice.
    Gap,
}

/// The office in which somebody acts, by its slug; `council` for a decision of the council itself.
pub type Office = String;

/// The question was put.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Its reference.
    pub reference: Reference,
    /// Of meaning, or of a gap.
    pub about: About,
    /// The protocol in force.
    pub pin: Option<Pin>,
    /// The open question of the pack that it puts.
    pub question: Option<QuestionId>,
    /// The clauses concerned.
    pub clauses: Vec<ClauseId>,
    /// In a few words.
    pub title: Words,
    /// The question.
    pub words: Words,
    /// To whom it goes: the offices that rule or advise, each with its basis.
    pub to: Vec<Reader>,
}

/// An office ruled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Determined {
    /// The office.
    pub office: Office,
    /// The ruling.
    pub ruling: Ruling,
    /// Whether it holds from its day; not while offices differ, or have yet to sign one text.
    pub effective: bool,
}

/// An office signed the other's ruling.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signed {
    /// The office.
    pub office: Office,
    /// The ruling, where it holds by this signature.
    pub ruling: Option<Ruling>,
}

/// Something was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// What.
    pub words: Words,
}

/// The ruling ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulingEnded {
    /// Which, and from when.
    pub ending: Ending,
    /// Why.
    pub words: Words,
}

/// Words were erased for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    /// Their keys.
    pub keys: Vec<ContentKey>,
    /// On which ground.
    pub basis: Basis,
}

impl Event {
    /// The stable name of every event, as stored.
    pub const NAMES: &'static [&'static str] = &[
        "asked",
        "determined",
        "signed",
        "advised",
        "added",
        "withdrawn",
        "ruling-ended",
        "explained",
        "erased",
    ];

    /// The event's stable name, as stored.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Asked(_) => "asked",
            Self::Determined(_) => "determined",
            Self::Signed(_) => "signed",
            Self::Advised(_) => "advised",
            Self::Added(_) => "added",
            Self::Withdrawn {} => "withdrawn",
            Self::RulingEnded(_) => "ruling-ended",
            Self::Explained(_) => "explained",
            Self::Erased(_) => "erased",
        }
    }

    /// Where the words of the event are kept.
    pub fn contents(&self) -> Vec<&Words> {
        match self {
            Self::Asked(asked) => vec![&asked.title, &asked.words],
            Self::Determined(d) => vec![&d.ruling.asks, &d.ruling.words],
            Self::Advised(said) | Self::Added(said) | Self::Explained(said) => vec![&said.words],
            Self::RulingEnded(ended) => vec![&ended.words],
            Self::Signed(_) | Self::Withdrawn {} | Self::Erased(_) => Vec::new(),
        }
    }

    /// Where words of people are kept. A ruling is the council’s own record, published beside its clause, and
    /// tells of nobody who asked.
    pub fn of_people(&self) -> Vec<&Words> {
        match self {
            Self::Determined(_) | Self::RulingEnded(_) => Vec::new(),
            _ => self.contents(),
        }
    }
}

/// What every field of every event tells. A ruling is published, and tells of nobody who asked.
pub const FIELDS: &[(&str, &[(&str, Privacy)])] = &[
    (
        "asked",
        &[
            ("reference", Privacy::Key),
            ("about", Privacy::Fact),
            ("pin", Privacy::Ground),
            ("question", Privacy::Ground),
            ("clauses", Privacy::Ground),
            ("title", Privacy::Content),
            ("words", Privacy::Content),
            ("to", Privacy::Ground),
        ],
    ),
    (
        "determined",
        &[
            ("office", Privacy::Slug),
            ("ruling", Privacy::Ground),
            ("effective", Privacy::Fact),
        ],
    ),
    (
        "signed",
        &[("office", Privacy::Slug), ("ruling", Privacy::Ground)],
    ),
    ("advised", &[("words", Privacy::Content)]),
    ("added", &[("words", Privacy::Content)]),
    (
        "ruling-ended",
        &[("ending", Privacy::Ground), ("words", Privacy::Content)],
    ),
    ("explained", &[("words", Privacy::Content)]),
    (
        "erased",
        &[("keys", Privacy::Key), ("basis", Privacy::Ground)],
    ),
];
