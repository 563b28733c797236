//! What somebody wants to do with a request, with all its fields as typed.

use jiff::civil::Date;

use super::choices::{
    BodyAnswer, Capacity, Law, LegalGround, Opened, Outcome, Permission, Unreasonable, Wanted,
};
use super::event::Closure;
use crate::ids::{BodyId, ContentKey, PartId, PersonId, ServiceId};
use crate::protocol::information::Marking;
use crate::register::files::FileTyped;
use crate::register::kinds::kinds;
use crate::verdict::Basis;

kinds! {
    /// Ask for information.
    Request "request" "Ask for information";
    /// Report information received by mistake.
    ReportMistake "report-mistake" "Report information received by mistake";
    /// Allege a misuse of information that belongs to no request of one's own.
    AllegeMisuse "allege-misuse" "Report a misuse of information";
    /// Record what was done about an alleged misuse.
    SettleMisuse "settle-misuse" "Record what was done about it";
    /// Give it to another service or officer.
    Route "route" "Pass it to another service or officer";
    /// Put a document to it.
    AddDocument "add-document" "Add a document";
    /// Take a document away.
    RemoveDocument "remove-document" "Take a document away";
    /// Mark a passage as exempt.
    MarkExempt "mark-exempt" "Mark a passage as exempt";
    /// Ask the member to show need to know.
    AskNeed "ask-need" "Ask for the need to know";
    /// Say why one needs to know.
    ShowNeed "show-need" "Say why you need to know";
    /// Record whether need to know is shown.
    FindNeed "find-need" "Record whether need to know is shown";
    /// Record that it is unreasonable.
    FindUnreasonable "find-unreasonable" "Record that the request is unreasonable";
    /// Seek the Monitoring Officer's guidance.
    SeekGuidance "seek-guidance" "Seek the Monitoring Officer’s guidance";
    /// Give guidance.
    GiveGuidance "give-guidance" "Give guidance";
    /// Determine whether to supply.
    Determine "determine" "Determine whether to supply";
    /// Give advice before a case is discussed.
    GiveAdvice "give-advice" "Advise before the case is discussed";
    /// Record the constituent's permission.
    SetPermission "set-permission" "Record the constituent’s permission";
    /// Explain a delay.
    Hold "hold" "Explain the delay and say when";
    /// Release a document.
    Release "release" "Release a document to the member";
    /// Accept the purpose of a release.
    AcceptPurpose "accept-purpose" "Accept the purpose of a document";
    /// Say that a document is passed on.
    PassOn "pass-on" "Say that you pass a document on";
    /// End a release.
    EndRelease "end-release" "End a release";
    /// Record that a document is public.
    MakePublic "make-public" "Record that a document is public";
    /// Provide what was asked.
    Provide "provide" "Provide what was asked";
    /// Provide a part of it.
    ProvidePart "provide-part" "Provide a part, and say why not the rest";
    /// Refuse it.
    Refuse "refuse" "Refuse, with the reason and the law";
    /// Ask a body to determine access.
    AskBody "ask-body" "Ask a body to decide";
    /// Record what the body answered.
    AnswerBody "answer-body" "Record what the body answered";
    /// Write to the other side.
    SendMessage "send-message" "Send a message";
    /// Write an internal note.
    Note "note" "Write an internal note";
    /// Report a misuse to the Monitoring Officer.
    ReportMisuse "report-misuse" "Report a misuse to the Monitoring Officer";
    /// Lay it before the Monitoring Officer.
    Refer "refer" "Lay it before the Monitoring Officer";
    /// Keep a person out.
    DenyReader "deny-reader" "Keep a person out";
    /// Close it.
    Close "close" "Close it";
    /// Open it again.
    Reopen "reopen" "Open it again";
    /// Close it because the member left.
    EndHolder "end-holder" "Record that the member has left";
    /// Pin what its clock judged.
    Judge "judge" "Record how its clock was judged";
    /// Erase words and files.
    Erase "erase" "Erase words and files";
}

/// An act with the reason that its gate may have asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// What to do.
    pub act: Act,
    /// The reason, where a duty asks for one.
    pub why: Option<String>,
}

impl From<Act> for Command {
    fn from(act: Act) -> Self {
        Self { act, why: None }
    }
}

/// A new request, as given.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// The service that has it.
    pub service: Option<ServiceId>,
    /// The senior officer to whom it is addressed, where the text lets a member choose one.
    pub officer: Option<PersonId>,
    /// What it is about, in a line.
    pub title: String,
    /// What is asked.
    pub body: String,
    /// The kinds of what is asked.
    pub wanted: Vec<Wanted>,
    /// The duty that it serves.
    pub duty: Option<String>,
    /// On which ground.
    pub ground: LegalGround,
    /// In which part of the role.
    pub capacity: Capacity,
    /// The body whose papers they are.
    pub of_body: Option<BodyId>,
    /// It asks for confidential casework.
    pub casework: bool,
    /// What is exceptional.
    pub exceptional: Option<String>,
    /// It is Council business.
    pub business: bool,
    /// It is about the member's own case.
    pub own_case: bool,
}

/// A document, as given.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentGiven {
    /// Its bytes, name and type.
    pub file: FileTyped,
    /// What it is called.
    pub title: String,
    /// The body whose paper it is.
    pub of_body: Option<BodyId>,
    /// How it is marked.
    pub marking: Marking,
    /// A copy with passages left out.
    pub redacted: bool,
    /// The internal paper of a political group.
    pub group_paper: bool,
    /// The person whom it concerns.
    pub concerns: Option<PersonId>,
}

macro_rules! acts {
    ($($(#[$doc:meta])* $kind:ident $({ $($field:ident: $type:ty),* })? $(($inner:ty))?;)*) => {
        /// What to do, with its fields as typed.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Act {
            $($(#[$doc])* $kind $({ $(#[doc = "As given."] $field: $type),* })? $(($inner))?,)*
        }

        impl Act {
            /// The kind of the act.
            pub fn kind(&self) -> Kind {
                match self { $(Self::$kind { .. } => Kind::$kind,)* }
            }
        }
    };
}

acts! {
    /// Ask for information.
    Request(Box<Request>);
    /// Report information received by mistake, from the service it came from.
    ReportMistake { service: Option<ServiceId>, title: String, body: String, not_used: bool };
    /// Allege a misuse, in a line and in words.
    AllegeMisuse { title: String, words: String };
    /// Record what was done about it.
    SettleMisuse { words: String };
    /// Give it to another service or officer.
    Route { service: ServiceId, handler: Option<PersonId> };
    /// Put a document to it.
    AddDocument(Box<DocumentGiven>);
    /// Take a document away.
    RemoveDocument { part: PartId };
    /// Mark a passage as exempt.
    MarkExempt { part: PartId, law: Law, passage: String };
    /// Ask the member to show need to know.
    AskNeed { words: String };
    /// Say why one needs to know.
    ShowNeed { words: String };
    /// Record whether need to know is shown, for one document or for the request.
    FindNeed { part: Option<PartId>, satisfied: bool, words: String };
    /// Record that it is unreasonable.
    FindUnreasonable { ground: Unreasonable, words: String };
    /// Seek guidance, or pass it over to be decided.
    SeekGuidance { passed: bool, words: String };
    /// Give guidance.
    GiveGuidance { words: String };
    /// Determine whether to supply, with words for a precedent.
    Determine { supply: bool, words: String, precedent: Option<String> };
    /// Advise before the case is discussed.
    GiveAdvice { words: String };
    /// Record the constituent's permission.
    SetPermission { permission: Permission, words: Option<String> };
    /// Explain the delay.
    Hold { words: String, until: Date };
    /// Release a document for a purpose, to the end of a day.
    Release { part: PartId, purpose: String, until: Option<Date> };
    /// Accept the purpose.
    AcceptPurpose { part: PartId, accepted: bool };
    /// Pass a document on, within its purpose or not.
    PassOn { part: PartId, to: String, within: bool };
    /// End a release.
    EndRelease { part: PartId, words: String };
    /// Record that a document is public.
    MakePublic { part: PartId, how: Opened, words: String };
    /// Provide what was asked.
    Provide { words: String };
    /// Provide a part of it.
    ProvidePart { words: String, law: Vec<Law>, precedent: Option<String> };
    /// Refuse it.
    Refuse { words: String, law: Vec<Law>, precedent: Option<String> };
    /// Ask a body to decide.
    AskBody { body: BodyId, words: String };
    /// Record what the body answered.
    AnswerBody { answer: BodyAnswer, words: String };
    /// Write to the other side.
    SendMessage { words: String };
    /// Write an internal note.
    Note { words: String };
    /// Report a misuse.
    ReportMisuse { words: String };
    /// Lay it before the Monitoring Officer.
    Refer { words: String };
    /// Keep a person out.
    DenyReader { person: PersonId, words: String };
    /// Close it.
    Close { ending: Closure };
    /// Open it again.
    Reopen { words: String };
    /// Close it because the member left.
    EndHolder;
    /// Pin what its clock judged.
    Judge;
    /// Erase words and files.
    Erase { keys: Vec<ContentKey>, basis: Basis };
}

impl Act {
    /// The outcome that it decides, if it decides.
    pub fn outcome(&self) -> Option<Outcome> {
        match self {
            Self::Provide { .. } => Some(Outcome::Provided),
            Self::ProvidePart { .. } => Some(Outcome::InPart),
            Self::Refuse { .. } => Some(Outcome::Refused),
            _ => None,
        }
    }
}
