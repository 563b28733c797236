//! What has happened to a request. Stable names, no personal free text: words are kept apart and pointed
//! to. Every field has a privacy tag in `privacy.rs`; a name once written is never changed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::choices::{
    BodyAnswer, Capacity, Law, LegalGround, Opened, Outcome, Permission, Unreasonable, Wanted,
};
use crate::calendar::Receipt;
use crate::clock::{TargetName, Verdict};
use crate::ids::{AppointmentId, BodyId, ContentKey, PartId, PersonId, ServiceId};
use crate::protocol::information::Marking;
use crate::reference::Reference;
use crate::register::Pin;
use crate::verdict::Basis;
use crate::words::Words;

macro_rules! events {
    ($($(#[$doc:meta])* $event:ident $name:literal $($body:tt)?;)*) => {
        /// One thing that happened to a request.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "kind", rename_all = "kebab-case")]
        pub enum Event { $($(#[$doc])* $event $($body)?,)* }

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

events! {
    /// A member asked for information.
    Requested "requested" (Box<Requested>);
    /// Somebody reported that information had reached them by mistake.
    MistakeReported "mistake-reported" (Box<MistakeReported>);
    /// Somebody alleged a misuse of information that belongs to no request of theirs.
    MisuseAlleged "misuse-alleged" (Box<MisuseAlleged>);
    /// What was done about an alleged misuse.
    MisuseSettled "misuse-settled" { #[doc = "What."] words: Words };
    /// What others may learn of a decision, without names.
    PrecedentKept "precedent-kept" (Box<PrecedentKept>);
    /// It went to a service, perhaps to one officer.
    Routed "routed" { #[doc = "To which service."] service: ServiceId, #[doc = "To which officer."] handler: Option<PersonId>, #[doc = "Why it goes there."] basis: Basis };
    /// It crosses between Cabinet and scrutiny, which was pointed out.
    CrossingNoted "crossing-noted" { #[doc = "Why it is pointed out."] basis: Basis };
    /// A document was put to the request.
    DocumentAdded "document-added" (Box<DocumentAdded>);
    /// A document was taken away before it was released.
    DocumentRemoved "document-removed" { #[doc = "Which."] part: PartId };
    /// A passage of a document is exempt.
    ExemptMarked "exempt-marked" { #[doc = "The document."] part: PartId, #[doc = "By which paragraph."] law: Law, #[doc = "Which passage."] passage: Words };
    /// The member was asked to show need to know.
    NeedAsked "need-asked" { #[doc = "What was asked."] words: Words, #[doc = "Why it may be."] basis: Basis };
    /// The member said why they need to know.
    NeedShown "need-shown" { #[doc = "What they said."] words: Words };
    /// Whether an officer is satisfied of need to know, and why.
    NeedFound "need-found" { #[doc = "The document; none for the whole request."] part: Option<PartId>, #[doc = "Whether they are."] satisfied: bool, #[doc = "Why."] words: Words, #[doc = "Why it is theirs to find."] basis: Basis };
    /// An officer found the request unreasonable.
    FoundUnreasonable "found-unreasonable" { #[doc = "In what."] ground: Unreasonable, #[doc = "Why."] words: Words };
    /// The Monitoring Officer’s guidance was sought, or the request passed over to them.
    GuidanceSought "guidance-sought" { #[doc = "Passed over to be decided."] passed: bool, #[doc = "The question."] words: Words, #[doc = "Why it is sought."] basis: Basis };
    /// The Monitoring Officer gave guidance.
    GuidanceGiven "guidance-given" { #[doc = "It."] words: Words };
    /// The Monitoring Officer determined whether to supply; it binds.
    Determined "determined" { #[doc = "Whether to supply."] supply: bool, #[doc = "The reasons."] words: Words, #[doc = "Why it is theirs."] basis: Basis };
    /// Advice was given before the confidential parts of a case are discussed.
    AdviceGiven "advice-given" { #[doc = "It."] words: Words, #[doc = "Why it comes first."] basis: Basis };
    /// Where the constituent’s permission stands.
    PermissionSet "permission-set" { #[doc = "Where."] permission: Permission, #[doc = "Why, where it is not needed."] words: Option<Words>, #[doc = "Why it is recorded."] basis: Basis };
    /// The delay was explained, with the day of a full answer.
    Held "held" { #[doc = "Why."] words: Words, #[doc = "By when."] until: Date };
    /// It was decided.
    Decided "decided" (Box<Decided>);
    /// A document was released to the member.
    Released "released" (Box<Released>);
    /// The member accepted the purpose of a release.
    PurposeAccepted "purpose-accepted" { #[doc = "Of which document."] part: PartId };
    /// The member said that a document is passed on.
    PassedOn "passed-on" { #[doc = "Which document."] part: PartId, #[doc = "To whom, and for which duty as a councillor."] words: Words, #[doc = "Whether that is the purpose for which it was given."] within: bool, #[doc = "Why it is asked."] basis: Basis };
    /// A release was ended by hand.
    ReleaseEnded "release-ended" { #[doc = "Of which document."] part: PartId, #[doc = "Why."] words: Words };
    /// Confidential information became public.
    MadePublic "made-public" { #[doc = "Which document."] part: PartId, #[doc = "How."] how: Opened, #[doc = "By what."] words: Words, #[doc = "Why that opens it."] basis: Basis };
    /// The member asked a body to determine access.
    BodyAsked "body-asked" { #[doc = "Which."] body: BodyId, #[doc = "Why access is wanted."] words: Words, #[doc = "Why it may be asked."] basis: Basis };
    /// The body answered.
    BodyAnswered "body-answered" { #[doc = "What."] answer: BodyAnswer, #[doc = "Minute and reasons."] words: Words };
    /// A message between the member and the officers.
    MessageSent "message-sent" { #[doc = "From which side."] from: Side, #[doc = "It."] words: Words };
    /// An internal note for officers.
    Noted "noted" { #[doc = "It."] words: Words };
    /// An alleged misuse was reported in writing to the Monitoring Officer.
    MisuseReported "misuse-reported" { #[doc = "What is alleged."] words: Words, #[doc = "Why it goes there."] basis: Basis };
    /// It was laid before the Monitoring Officer.
    Referred "referred" { #[doc = "Why."] words: Words };
    /// A person may not read it, whatever their posts.
    ReaderDenied "reader-denied" { #[doc = "Who."] person: PersonId, #[doc = "Why."] words: Words };
    /// A reason was given where a duty asks for one, or an office went on against a refusal.
    Explained "explained" { #[doc = "The act."] act: String, #[doc = "The duty that asked."] basis: Basis, #[doc = "The reason."] words: Words, #[doc = "Whether a refusal was overridden."] overrides: bool };
    /// It was closed.
    Closed "closed" { #[doc = "How."] ending: Closure };
    /// It was opened again.
    Reopened "reopened" { #[doc = "Why."] words: Words };
    /// A target of its clock was judged; pinned as judged that day.
    Judged "judged" { #[doc = "Which."] target: TargetName, #[doc = "The date as it stood."] due: Date, #[doc = "How."] verdict: Verdict };
    /// Words or files were erased for good.
    Erased "erased" { #[doc = "Which."] keys: Vec<ContentKey>, #[doc = "Why."] basis: Basis };
}

/// A member asked for information.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Requested {
    /// Its reference.
    pub reference: Reference,
    /// The protocol by which it is judged; none where the council has adopted none.
    pub pin: Option<Pin>,
    /// The member's appointment to which it belongs.
    pub holder: AppointmentId,
    /// When the council received it.
    pub received: Receipt,
    /// What it is about, in a line.
    pub title: Words,
    /// What is asked.
    pub body: Words,
    /// The kinds of what is asked.
    pub wanted: Vec<Wanted>,
    /// The duty that it serves, if the member says.
    pub duty: Option<Words>,
    /// On which ground.
    pub ground: LegalGround,
    /// In which part of the role.
    pub capacity: Capacity,
    /// The body whose papers they are.
    pub of_body: Option<BodyId>,
    /// It asks for confidential casework.
    pub casework: bool,
    /// What is exceptional, for confidential casework.
    pub exceptional: Option<Words>,
    /// It is Council business.
    pub business: bool,
}

/// Information reached somebody by mistake.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MistakeReported {
    /// Its reference.
    pub reference: Reference,
    /// The protocol by which it is judged.
    pub pin: Option<Pin>,
    /// What it was, in a line.
    pub title: Words,
    /// What reached them, and how.
    pub body: Words,
    /// The person attests not to have used it.
    pub not_used: bool,
    /// Why it is recorded.
    pub basis: Basis,
}

/// A misuse of information was alleged in writing to the Monitoring Officer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MisuseAlleged {
    /// Its reference.
    pub reference: Reference,
    /// The protocol by which it is judged.
    pub pin: Option<Pin>,
    /// What it is about, in a line.
    pub title: Words,
    /// What is alleged.
    pub body: Words,
    /// Why it goes to the Monitoring Officer.
    pub basis: Basis,
}

/// What others may learn of a decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrecedentKept {
    /// Its reference, which tells nothing of the request.
    pub reference: Reference,
    /// The protocol by which it was decided.
    pub pin: Option<Pin>,
    /// In words without names.
    pub title: Words,
    /// The kinds of what was asked.
    pub wanted: Vec<Wanted>,
    /// The ground on which it was asked.
    pub ground: LegalGround,
    /// The outcome.
    pub outcome: Outcome,
    /// The law on which something was withheld.
    pub law: Vec<Law>,
    /// Whether the Monitoring Officer determined it.
    pub determined: bool,
}

/// A document put to a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentAdded {
    /// The part.
    pub part: PartId,
    /// What it is called.
    pub title: Words,
    /// Its bytes.
    pub file: Words,
    /// Its media type, as found in its bytes.
    pub media: String,
    /// Its size in bytes.
    pub size: u64,
    /// The body whose paper it is.
    pub of_body: Option<BodyId>,
    /// How it is marked.
    pub marking: Marking,
    /// A copy with passages left out.
    pub redacted: bool,
    /// The person whom it concerns, who is never given it as a member.
    pub concerns: Option<PersonId>,
}

/// A request was decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decided {
    /// How.
    pub outcome: Outcome,
    /// The information in words, or the reasons.
    pub words: Words,
    /// The law on which something is withheld.
    pub law: Vec<Law>,
    /// Why it is this officer's to decide.
    pub basis: Basis,
}

/// A document was released.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Released {
    /// Which.
    pub part: PartId,
    /// For which purpose.
    pub purpose: Words,
    /// To the end of which day; none without end.
    pub until: Option<Date>,
    /// Whether it is given in confidence.
    pub confidential: bool,
    /// How need to know stands.
    pub need: Need,
    /// Why need to know stands so.
    pub basis: Basis,
}

/// How need to know stands with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Nobody asks it for such a document.
    NotAsked,
    /// The member sits on the body whose paper it is.
    Presumed,
    /// An officer is satisfied of it.
    Shown,
    /// An officer is not satisfied of it.
    NotShown,
    /// Nobody has found on it yet.
    Owed,
}

/// The sides of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The member and who acts for them.
    Member,
    /// The officers.
    Officers,
}

/// How a request was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closure {
    /// It is done with.
    Done,
    /// The member took it back.
    Withdrawn,
    /// The member's appointment ended.
    MemberLeft,
}

impl Event {
    /// Where the words and files of the event are kept.
    pub fn contents(&self) -> Vec<&Words> {
        match self {
            Self::Requested(r) => [&r.title, &r.body]
                .into_iter()
                .chain(&r.duty)
                .chain(&r.exceptional)
                .collect(),
            Self::MistakeReported(report) => vec![&report.title, &report.body],
            Self::MisuseAlleged(alleged) => vec![&alleged.title, &alleged.body],
            Self::PrecedentKept(kept) => vec![&kept.title],
            Self::DocumentAdded(added) => vec![&added.title, &added.file],
            Self::ExemptMarked { passage, .. } => vec![passage],
            Self::Decided(decided) => vec![&decided.words],
            Self::Released(released) => vec![&released.purpose],
            Self::PermissionSet { words, .. } => words.iter().collect(),
            Self::NeedAsked { words, .. }
            | Self::NeedShown { words }
            | Self::NeedFound { words, .. }
            | Self::FoundUnreasonable { words, .. }
            | Self::GuidanceSought { words, .. }
            | Self::GuidanceGiven { words }
            | Self::Determined { words, .. }
            | Self::AdviceGiven { words, .. }
            | Self::Held { words, .. }
            | Self::PassedOn { words, .. }
            | Self::ReleaseEnded { words, .. }
            | Self::MadePublic { words, .. }
            | Self::BodyAsked { words, .. }
            | Self::BodyAnswered { words, .. }
            | Self::MessageSent { words, .. }
            | Self::Noted { words }
            | Self::MisuseReported { words, .. }
            | Self::MisuseSettled { words }
            | Self::Referred { words }
            | Self::ReaderDenied { words, .. }
            | Self::Explained { words, .. }
            | Self::Reopened { words } => vec![words],
            Self::Routed { .. }
            | Self::CrossingNoted { .. }
            | Self::DocumentRemoved { .. }
            | Self::PurposeAccepted { .. }
            | Self::Closed { .. }
            | Self::Judged { .. }
            | Self::Erased { .. } => Vec::new(),
        }
    }
}
