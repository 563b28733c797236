//! What has happened to an amendment. Words are kept apart and pointed to; a name once written is never
//! changed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::access::Reader;
use crate::ids::{ClauseId, ContentKey, PartId};
use crate::protocol::text::TextSaved;
use crate::protocol::{Adoption, Drafted, Minuted, PackEdit};
use crate::reference::Reference;
use crate::register::Pin;
use crate::register::privacy::Privacy;
use crate::replay::Evidence;
use crate::verdict::Basis;
use crate::words::Words;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Event {
    /// A change was suggested.
    Suggested(Box<Suggested>),
    /// A review of the protocol was opened.
    ReviewOpened(Box<ReviewOpened>),
    /// It was taken up.
    TakenUp {},
    /// A change was drafted.
    ChangeDrafted(Box<ChangeDrafted>),
    /// A drafted change was dropped.
    ChangeDropped(Part),
    /// It was opened for comments.
    ConsultationOpened {},
    /// A comment was made.
    Commented(Commented),
    /// A comment was responded to.
    Responded(Responded),
    /// A replay over the whole council was put beside it.
    ReplayAdded(Box<ReplayAdded>),
    /// The draft became a version.
    VersionMade(Box<VersionMade>),
    /// A body recommended it.
    Recommended(Recommended),
    /// A body approved it.
    Approved(Approved),
    /// A reason was given where a duty asks for one.
    Explained(Said),
    /// It was adopted.
    Adopted(Box<Adopted>),
    /// It was declined.
    Declined(Said),
    /// It was taken back.
    Withdrawn {},
    /// Words were erased for good.
    Erased(Erased),
}

/// A change was suggested.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suggested {
    /// Its reference.
    pub reference: Reference,
    /// The protocol in force.
    pub pin: Option<Pin>,
    /// The clauses concerned.
    pub clauses: Vec<ClauseId>,
    /// In a few words.
    pub title: Words,
    /// Why.
    pub words: Words,
    /// The words proposed.
    pub proposed: Option<Words>,
    /// To whom it goes, each with its basis.
    pub to: Vec<Reader>,
}

/// A review of the protocol was opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReviewOpened {
    /// Its reference.
    pub reference: Reference,
    /// The protocol in force.
    pub pin: Option<Pin>,
    /// In a few words.
    pub title: Words,
    /// The day of the review of the Constitution.
    pub on: Date,
    /// To whom it goes, each with its basis.
    pub to: Vec<Reader>,
}

/// A change was drafted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeDrafted {
    /// The part.
    pub part: PartId,
    /// What changes in the pack.
    pub edit: PackEdit,
    /// The words of the text as they would stand.
    pub words: Option<Words>,
    /// The summary of the clause as it would stand.
    pub gist: Option<Words>,
    /// What stood there before, where the pack has it.
    pub was: Option<Words>,
    /// The council's own words of the clause before, where its text is saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stood: Option<Words>,
}

/// A part of an amendment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which.
    pub part: PartId,
}

/// A comment was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commented {
    /// The part.
    pub part: PartId,
    /// The body, in words.
    pub body: Words,
    /// When it was made.
    pub on: Date,
    /// The clause.
    pub clause: Option<ClauseId>,
    /// The comment.
    pub words: Words,
}

/// A comment was responded to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responded {
    /// The comment.
    pub part: PartId,
    /// The response.
    pub words: Words,
}

/// A replay over the whole council was put beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplayAdded {
    /// The part.
    pub part: PartId,
    /// What was tried out, and what of it may be told.
    pub evidence: Evidence,
}

/// The draft became a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionMade {
    /// The version with its files.
    pub drafted: Drafted,
    /// The council's own text of it, with what changes as tracked changes; none where the text of the
    /// version before is not saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TextSaved>,
}

/// A body recommended it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommended {
    /// Which, when and by which minute.
    pub decided: Minuted,
}

/// A body approved it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    /// Which, when and by which minute.
    pub decided: Minuted,
    /// Why it was otherwise than the protocol asks.
    pub why: Option<Words>,
}

/// It was adopted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adopted {
    /// The adoption, as the council's record has it.
    pub adoption: Adoption,
}

/// Something was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// What.
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

macro_rules! names {
    ($($event:ident $name:literal,)*) => {
        impl Event {
            /// The stable name of every event, as stored.
            pub const NAMES: &'static [&'static str] = &[$($name,)*];

            /// The event's stable name, as stored.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$event { .. } => $name,)* }
            }
        }
    };
}

names! {
    Suggested "suggested",
    ReviewOpened "review-opened",
    TakenUp "taken-up",
    ChangeDrafted "change-drafted",
    ChangeDropped "change-dropped",
    ConsultationOpened "consultation-opened",
    Commented "commented",
    Responded "responded",
    ReplayAdded "replay-added",
    VersionMade "version-made",
    Recommended "recommended",
    Approved "approved",
    Explained "explained",
    Adopted "adopted",
    Declined "declined",
    Withdrawn "withdrawn",
    Erased "erased",
}

impl Event {
    /// Where the words of the event are kept.
    pub fn contents(&self) -> Vec<&Words> {
        match self {
            Self::Suggested(s) => [&s.title, &s.words]
                .into_iter()
                .chain(&s.proposed)
                .collect(),
            Self::ReviewOpened(r) => vec![&r.title],
            Self::ChangeDrafted(c) => {
                let after = c.words.iter().chain(&c.gist);
                after.chain(&c.was).chain(&c.stood).collect()
            }
            Self::Commented(c) => vec![&c.body, &c.words],
            Self::Responded(r) => vec![&r.words],
            Self::VersionMade(made) => {
                let text = made.text.iter().flat_map(TextSaved::contents);
                made.drafted.files.values().chain(text).collect()
            }
            Self::Approved(approved) => approved.why.iter().collect(),
            Self::Explained(said) | Self::Declined(said) => vec![&said.words],
            Self::TakenUp {}
            | Self::ChangeDropped(_)
            | Self::ReplayAdded(_)
            | Self::ConsultationOpened {}
            | Self::Recommended(_)
            | Self::Adopted(_)
            | Self::Withdrawn {}
            | Self::Erased(_) => Vec::new(),
        }
    }

    /// Where words of people are kept. What was drafted and approved is the council’s own record of its
    /// protocol.
    pub fn of_people(&self) -> Vec<&Words> {
        match self {
            Self::ReviewOpened(_)
            | Self::ChangeDrafted(_)
            | Self::VersionMade(_)
            | Self::Approved(_) => Vec::new(),
            _ => self.contents(),
        }
    }
}

/// What every field of every event tells.
pub const FIELDS: &[(&str, &[(&str, Privacy)])] = &[
    (
        "suggested",
        &[
            ("reference", Privacy::Key),
            ("pin", Privacy::Ground),
            ("clauses", Privacy::Ground),
            ("title", Privacy::Content),
            ("words", Privacy::Content),
            ("proposed", Privacy::Content),
            ("to", Privacy::Ground),
        ],
    ),
    (
        "review-opened",
        &[
            ("reference", Privacy::Key),
            ("pin", Privacy::Ground),
            ("title", Privacy::Content),
            ("on", Privacy::Date),
            ("to", Privacy::Ground),
        ],
    ),
    (
        "change-drafted",
        &[
            ("part", Privacy::Key),
            ("edit", Privacy::Ground),
            ("words", Privacy::Content),
            ("gist", Privacy::Content),
            ("was", Privacy::Content),
            ("stood", Privacy::Content),
        ],
    ),
    ("change-dropped", &[("part", Privacy::Key)]),
    (
        "commented",
        &[
            ("part", Privacy::Key),
            ("body", Privacy::Content),
            ("on", Privacy::Date),
            ("clause", Privacy::Ground),
            ("words", Privacy::Content),
        ],
    ),
    (
        "responded",
        &[("part", Privacy::Key), ("words", Privacy::Content)],
    ),
    (
        "replay-added",
        &[("part", Privacy::Key), ("evidence", Privacy::Fact)],
    ),
    (
        "version-made",
        &[
            ("drafted", Privacy::Ground),
            ("text.pack", Privacy::Ground),
            ("text.version", Privacy::Ground),
            ("text.file", Privacy::Content),
            ("text.clauses", Privacy::Fact),
            ("text.open_doubts", Privacy::Fact),
            ("text.pieces", Privacy::Content),
        ],
    ),
    ("recommended", &[("decided", Privacy::Ground)]),
    (
        "approved",
        &[("decided", Privacy::Ground), ("why", Privacy::Content)],
    ),
    ("explained", &[("words", Privacy::Content)]),
    ("adopted", &[("adoption", Privacy::Ground)]),
    ("declined", &[("words", Privacy::Content)]),
    (
        "erased",
        &[("keys", Privacy::Key), ("basis", Privacy::Ground)],
    ),
];
