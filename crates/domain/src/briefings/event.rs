//! What has happened to a briefing. Stable names, no personal free text; a name once written is never
//! changed.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::access::{Reader, Token};
use crate::ids::{AppointmentId, ContentKey, GroupId, PartId, PersonId, ServiceId};
use crate::protocol::Forum;
use crate::reference::Reference;
use crate::register::Pin;
use crate::register::files::CaseFile;
use crate::register::privacy::Privacy;
use crate::verdict::Basis;
use crate::words::Words;

/// Names every event once: its variant, its stored name and the privacy tags of its fields.
macro_rules! names {
    ($($event:ident $name:literal [$($field:literal $tag:ident),*];)*) => {
        impl Event {
            /// The stable name of every event, as stored.
            pub const NAMES: &'static [&'static str] = &[$($name,)*];

            /// The event’s stable name, as stored.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$event { .. } => $name,)* }
            }
        }

        /// What every stored field of every event tells of a person.
        pub const FIELDS: &[(&str, &[(&str, Privacy)])] =
            &[$(($name, &[$(($field, Privacy::$tag)),*]),)*];
    };
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "fields carry the names of the acts that write them"
)]
pub enum Event {
    /// It was asked for, or planned.
    Opened(Box<Opened>),
    /// Who briefs, when and where was fixed.
    Arranged {
        on: Date,
        time: Time,
        place: Words,
        officer: PersonId,
        post: Option<AppointmentId>,
        basis: Basis,
    },
    /// It was put off.
    PutOff { words: Words, basis: Basis },
    /// Somebody invited answered.
    Answered { who: Token, comes: bool },
    /// It was given.
    Briefed {
        on: Date,
        content: Option<Words>,
        beyond: bool,
        #[serde(default)]
        post: Option<AppointmentId>,
        #[serde(default)]
        reads_on: Option<Basis>,
    },
    /// Who came was recorded.
    Marked { who: Token, came: bool },
    /// Information was given to those invited.
    Informed { part: PartId, words: Words },
    /// A document was given with it.
    FileGiven(CaseFile),
    /// A group asked for its own.
    SeparateAsked {
        group: GroupId,
        side: Token,
        basis: Basis,
    },
    /// A group was briefed on its own.
    SeparatelyBriefed {
        group: GroupId,
        extra: Option<Words>,
        basis: Basis,
    },
    /// There was a break.
    BreakTaken { words: Words, basis: Basis },
    /// It can be said at the meeting that all groups were briefed.
    Stated { basis: Basis },
    /// Sharing was proposed by one side, which so permits it.
    SharingProposed {
        part: PartId,
        with: AppointmentId,
        by: Side,
        basis: Basis,
    },
    /// The other side permitted it.
    SharingPermitted { part: PartId, by: Side },
    /// A side refused it, or took its permission back.
    SharingRefused { part: PartId, by: Side },
    /// It was taken back.
    Withdrawn {},
    /// A reason was given where a duty asks for one.
    Explained {
        act: String,
        basis: Basis,
        words: Words,
        overrides: bool,
    },
    /// Words were erased for good.
    Erased { keys: Vec<ContentKey>, basis: Basis },
}

names! {
    Opened "opened" [
        "reference" Key, "pin.pack" Ground, "pin.version" Ground, "holder" Person, "title" Content,
        "body" Content, "service" Place, "goes_to" Person, "invited" Person, "basis" Ground,
        "content_readers" Person, "forum" Fact, "consulted" Person
    ];
    Arranged "arranged" [
        "on" Date, "time" Date, "place" Content, "officer" Person, "post" Person,
        "basis" Ground
    ];
    PutOff "put-off" ["words" Content, "basis" Ground];
    Answered "answered" ["who" Person, "comes" Fact];
    Briefed "briefed" [
        "on" Date, "content" Content, "beyond" Fact, "post" Person, "reads_on" Ground
    ];
    Marked "marked" ["who" Person, "came" Fact];
    Informed "informed" ["part" Key, "words" Content];
    FileGiven "file-given" ["part" Key, "name" Content, "file" Content, "media" Fact, "size" Fact];
    SeparateAsked "separate-asked" ["group" Place, "side" Person, "basis" Ground];
    SeparatelyBriefed "separately-briefed" ["group" Place, "extra" Content, "basis" Ground];
    BreakTaken "break-taken" ["words" Content, "basis" Ground];
    Stated "stated" ["basis" Ground];
    SharingProposed "sharing-proposed" ["part" Key, "with" Person, "by" Fact, "basis" Ground];
    SharingPermitted "sharing-permitted" ["part" Key, "by" Fact];
    SharingRefused "sharing-refused" ["part" Key, "by" Fact];
    Withdrawn "withdrawn" [];
    Explained "explained" ["act" Slug, "basis" Ground, "words" Content, "overrides" Fact];
    Erased "erased" ["keys" Key, "basis" Ground];
}

/// One of the two whose permission sharing needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The member who asked.
    Member,
    /// The officer who briefs.
    Officer,
}

/// A briefing was asked for, or planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// Its reference.
    pub reference: Reference,
    /// The protocol by which it is judged.
    pub pin: Option<Pin>,
    /// The member’s appointment, for a confidential one.
    pub holder: Option<AppointmentId>,
    /// The policy matter.
    pub title: Words,
    /// Where it is discussed, what is asked or planned.
    pub body: Words,
    /// The service.
    pub service: ServiceId,
    /// The officers who read the request.
    pub goes_to: Vec<Reader>,
    /// Who is invited.
    pub invited: Vec<Reader>,
    /// Which officers read the content besides the one who gives it.
    pub content_readers: Vec<Reader>,
    /// On which basis it is asked for or planned.
    pub basis: Basis,
    /// For which kind of body.
    pub forum: Forum,
    /// Who was consulted first.
    pub consulted: Option<PersonId>,
}

impl Event {
    /// The sharing that it is about, if it is about one: that is between the member who asked, the officer who
    /// briefs and, once both permit it, the member with whom it is shared.
    pub fn sharing(&self) -> Option<&PartId> {
        match self {
            Self::SharingProposed { part, .. }
            | Self::SharingPermitted { part, .. }
            | Self::SharingRefused { part, .. } => Some(part),
            _ => None,
        }
    }

    /// Where the words of the event are kept.
    pub fn contents(&self) -> Vec<&Words> {
        match self {
            Self::Opened(opened) => vec![&opened.title, &opened.body],
            Self::Arranged { place, .. } => vec![place],
            Self::FileGiven(file) => vec![&file.name, &file.file],
            Self::Briefed { content, .. } => content.iter().collect(),
            Self::SeparatelyBriefed { extra, .. } => extra.iter().collect(),
            Self::PutOff { words, .. }
            | Self::Informed { words, .. }
            | Self::BreakTaken { words, .. }
            | Self::Explained { words, .. } => vec![words],
            _ => Vec::new(),
        }
    }
}
