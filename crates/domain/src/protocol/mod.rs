//! A protocol as data: clauses with their duties, force and gist; provisions as dated values; open
//! questions with the defaults in use. Read from a pack by `protocol/load.rs`; never adopted by it:
//! adoption is the council's act, an event.

mod briefings;
mod check;
pub mod compare;
pub mod complaints;
pub mod coverage;
mod edit;
mod error;
pub mod force;
mod groups;
pub mod information;
mod load;
pub mod packs;
mod proofs;
mod provided;
mod provisions;
mod raw;
mod rules;
mod rulings;
pub mod table;
pub mod text;
mod upkeep;
mod versions;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::clock::ClockRule;
use crate::directory::RoleNames;
use crate::ids::{BodyId, ClauseId, PackId, QuestionId, TeamId, VersionId};
use crate::settings::SettingSpec;
use crate::verdict::{Basis, ClauseRef};

pub use briefings::{
    BriefingPractice, BriefingProvisions, BriefingRules, ConsultRule, EntitledRule, Forum,
};
pub use edit::{PackEdit, edited};
pub use error::PackError;
pub use groups::{
    GroupPractice, GroupProvisions, GroupRules, InvitationRule, OfferRule, OfferTo, OfferWhen,
};
pub use load::{PackFiles, load};
pub use proofs::{PROVEN, Proof, Proofs};
pub use provided::Provided;
pub use rules::{EnquiryRules, Held, clock_without_protocol};
pub use rulings::{Outcome, RuledValue, Ruling, literal};
pub use upkeep::{
    APPROVER, Addressee, AmendmentProvisions, Approval, Bound, InterpretationProvisions, RULER,
    ReviewWith, RuledBy,
};
pub use versions::{
    Drafted, OpenCasesMoved, Proposed, ProtocolEvent, RulingEnded, Standing, VersionKey, Versions,
    Withdrawn,
};

/// One version of one council's protocol.
#[derive(Debug, Clone, PartialEq)]
pub struct Protocol {
    /// The pack.
    pub pack: PackId,
    /// The version within the pack.
    pub version: VersionId,
    /// The council whose document it is.
    pub council: String,
    /// The document's title.
    pub title: String,
    /// Whose bank holidays its working days leave out.
    pub nation: crate::calendar::Nation,
    /// The strictest enforcement that the document's own standing supports: `ask` where the whole text
    /// calls itself guidance.
    pub at_most: Enforce,
    /// What the document calls the offices, where that differs from the product's own names.
    pub names: RoleNames,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// Every printed clause, in the document's order.
    pub clauses: Vec<Clause>,
    /// What stands in the document beside its clauses: preamble, headings, footnotes.
    pub notes: Vec<PrintedNote>,
    /// What it provides on members' enquiries. Empty where the protocol is silent.
    pub enquiries: EnquiryProvisions,
    /// What it provides on political groups. Empty where the protocol is silent.
    pub groups: GroupProvisions,
    /// What it provides on briefings. Empty where the protocol is silent.
    pub briefings: BriefingProvisions,
    /// What it provides on residents’ complaints. Empty where the protocol is silent.
    pub complaints: complaints::ComplaintProvisions,
    /// What it provides on information and documents. Empty where the protocol is silent.
    pub information: information::InformationProvisions,
    /// Who rules on its meaning. Empty where the protocol is silent.
    pub interpretations: InterpretationProvisions,
    /// How it is changed. Empty where the protocol is silent.
    pub amendments: AmendmentProvisions,
    /// Where the text is silent or contradicts itself.
    pub questions: Vec<Question>,
    /// What its scenarios proved.
    pub proofs: Proofs,
    /// The council's rulings that concern it, in the order in which they were made. None in a pack.
    pub rulings: Vec<Ruling>,
    /// The files of its pack as written.
    pub files: Arc<PackFiles>,
}

/// A headed part of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its printed number, for example `7`.
    pub number: String,
    /// Its heading.
    pub title: String,
}

/// One printed clause.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// Its printed number.
    pub id: ClauseId,
    /// The number of its section.
    pub section: String,
    /// The strongest force among its duties.
    pub force: Force,
    /// Wardroom's summary in its own words, never the council's text.
    pub gist: String,
    /// What it asks of whom.
    pub duties: Vec<Duty>,
}

/// Something that the document prints and that is no clause: a footnote, a heading, an empty line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedNote {
    /// Its key within the pack, for example `7.2-fn1`.
    pub id: String,
    /// The clause it belongs to, if it belongs to one.
    pub clause: Option<ClauseId>,
    /// The setting that holds the address to which it points; none where it points to no page.
    pub link: Option<&'static SettingSpec>,
    /// Wardroom's summary of it.
    pub gist: String,
}

/// One duty of one clause.
#[derive(Debug, Clone, PartialEq)]
pub struct Duty {
    /// What tells it from the clause's other duties; empty where there is one only.
    pub key: String,
    /// The text's own verb.
    pub force: Force,
    /// For Bradford: the type as printed, where it differs from the wording.
    pub printed: Option<PrintedType>,
    /// Whom it binds or concerns.
    pub who: String,
    /// Wardroom's summary of it.
    pub gist: String,
    /// What software does about it, the most telling first; never empty.
    pub does: Vec<Does>,
    /// The part of the product that does it, for example `enquiries`.
    pub capability: String,
    /// How it is enforced unless the council chooses otherwise.
    pub enforce: Enforce,
    /// Why it is enforced otherwise than its force alone would have it, in words.
    pub because: Option<String>,
    /// The open question whose default sets the enforcement, if one does.
    pub question: Option<QuestionId>,
    /// The values that the text itself states, by field of a provision: nothing else of a provision
    /// may be cited to this duty.
    pub states: BTreeMap<String, toml::Value>,
}

/// The verb of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// A described principle.
    Principle,
    /// A described practice.
    Is,
    /// A permission.
    May,
    /// An aim: measured, never called a breach.
    Aim,
    /// A recommendation; "shall normally".
    Should,
    /// An obligation; "should never", "may only".
    Must,
}

/// How a clause is printed where the protocol's own type tells rule from guidance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrintedType {
    /// Printed as a rule.
    Rule,
    /// Printed as guidance.
    Guidance,
    /// No mark at all.
    Unmarked,
}

/// How strictly a duty is enforced: the council's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Enforce {
    /// Shown beside the act.
    Show,
    /// Recorded silently.
    Note,
    /// Goes on, and asks why: the explanation is kept.
    Ask,
    /// Does not go on.
    Refuse,
}

/// What the product does about a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Does {
    /// Holds an act until something is done.
    Gate,
    /// Runs a clock.
    Clock,
    /// Finds whom something goes to.
    Route,
    /// Tells people.
    Notify,
    /// Keeps a record.
    Record,
    /// Checks before an act.
    Check,
    /// Limits who may read or act.
    Restrict,
    /// Counts.
    Measure,
    /// Keeps versions of the text.
    Version,
    /// Shows it where it matters, and nothing more.
    Shown,
}

/// A value of a provision, from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated<T> {
    /// From which day; `None` from the beginning.
    pub from: Option<Date>,
    /// Until which day, inclusive; `None` without end.
    pub until: Option<Date>,
    /// The value.
    pub value: T,
    /// The tag of the duty that is cited, for example `7.6/2`; none where no clause is.
    pub duty: Option<String>,
    /// Why it is this value.
    pub basis: Basis,
    /// The basis of single fields that the clause leaves open or another clause states.
    pub fields: BTreeMap<String, Basis>,
    /// The tags of the duties that those fields cite.
    pub field_duties: BTreeMap<String, String>,
}

/// What a protocol provides on members' enquiries. An empty list means that it is silent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EnquiryProvisions {
    /// Whether the protocol says nothing at all about members' enquiries.
    pub silent: bool,
    /// How long an answer may take, by class.
    pub response: Vec<Dated<ClockRule>>,
    /// What is owed to the member when the target cannot be met.
    pub late: Vec<Dated<LateRule>>,
    /// To whom a disproportionate burden is raised.
    pub burden: Vec<Dated<BurdenRule>>,
    /// Where an enquiry goes first.
    pub routing: Vec<Dated<RoutingRule>>,
    /// Which doors stand before the enquiry: report, request, complaint and the rest.
    pub doors: Vec<Dated<Door>>,
    /// What the text says of how enquiries are dealt with, besides values.
    pub practices: Vec<Dated<Practice>>,
}

/// What a text may say of how enquiries are dealt with, where the product does something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Practice {
    /// Members need timely information: officers are reminded before the date (CU 7.1).
    Timely,
    /// Members step in for a failure that is not resolved, or to speak for residents (CU 7.3).
    Reason,
    /// Who Does What names the service manager (CU 7.3).
    WhoDoesWhat,
    /// Managers answer for the handling of enquiries in their services (CU 7.5).
    Answerable,
    /// An enquiry does not always come before an officer's other work (CU 7.5).
    OtherWork,
    /// How a burdensome enquiry is answered is talked over with the member (CU 7.7).
    BurdenTalk,
    /// Advice is taken before an employee is helped as a constituent (CU 4.2).
    EmployeeAdvice,
}

/// What is owed when the target cannot be met (CU 7.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LateRule {
    /// The member must be told why.
    pub explain: bool,
    /// The time of the full answer must be discussed with the member.
    pub liaise: bool,
    /// Whether an officer may close the case past its target before that is recorded.
    pub officer_close: Enforce,
}

/// To whom an officer raises a disproportionate burden (CU 7.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BurdenRule {
    /// To the service manager.
    pub service_manager: bool,
    /// To the Chief Officer.
    pub chief_officer: bool,
    /// Whether the clock runs on meanwhile.
    pub clock_runs: bool,
}

/// Where an enquiry goes first (CU 7.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RoutingRule {
    /// Everything goes through this team first, when set.
    #[serde(default)]
    pub everything_through: Option<TeamId>,
    /// The team for what has no clear service.
    pub unclear: TeamId,
    /// Whether choosing a Chief Officer for a service matter is advised against.
    #[serde(default)]
    pub steer_from_chief_officers: bool,
}

/// A better way than an enquiry, offered before one is raised (CU 7.2 to 7.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Door {
    /// The online form to report a fault.
    Report,
    /// The online form to request a service.
    Request,
    /// The Complaints Procedure.
    Complaint,
    /// Danger to life, safeguarding, homeless tonight: numbers to ring now.
    Urgent,
    /// Another body's matter: named and handed over.
    NotOurs,
    /// A freedom-of-information or subject-access request inside the enquiry.
    InformationRights,
}

/// A place where the text is silent or contradicts itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its key, for example `B19`.
    pub id: QuestionId,
    /// The clauses concerned; empty for what the whole protocol leaves open.
    pub clauses: Vec<ClauseId>,
    /// The question, as one sentence.
    pub asks: String,
    /// The readings that are possible.
    pub readings: Vec<String>,
    /// Who rules on it, in words.
    pub ruler: String,
    /// Who may record a ruling on it.
    pub ruled_by: RuledBy,
    /// The default in use until they do.
    pub default: String,
}

/// The council's act of adopting a version. An event, never a line in a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    /// The pack.
    pub pack: PackId,
    /// The version.
    pub version: VersionId,
    /// The body that adopted it, where the directory knows it.
    pub body: Option<BodyId>,
    /// The body in words.
    pub body_name: String,
    /// When it was adopted.
    pub adopted: Date,
    /// From which day it is in force.
    pub in_force: Date,
    /// The minute, for example `26/41`.
    pub minute: String,
    /// The recommendation on which it was adopted, where one was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommended: Option<Minuted>,
    /// Why it was adopted otherwise than the protocol in force then asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A decision of a body, by its minute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minuted {
    /// The body in words.
    pub body_name: String,
    /// When it decided.
    pub on: Date,
    /// The minute.
    pub minute: String,
}

impl Protocol {
    /// A clause by its number.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.id.as_str() == id)
    }

    /// A duty by its tag: `7.6/2`, or `8.4(b)(v)` where a clause has one duty.
    pub fn duty(&self, tag: &str) -> Option<(&Clause, &Duty)> {
        let (id, key) = tag.split_once('/').unwrap_or((tag, ""));
        let clause = self.clause(id)?;
        let duty = clause.duties.iter().find(|duty| duty.key == key)?;
        Some((clause, duty))
    }

    /// This version's reference to one of its clauses, or `None` where it has no such clause.
    pub fn cite(&self, id: &str) -> Option<ClauseRef> {
        self.clause(id).map(|clause| self.cited(clause))
    }

    /// This version's reference to this clause of it.
    pub(crate) fn cited(&self, clause: &Clause) -> ClauseRef {
        ClauseRef {
            pack: self.pack.clone(),
            version: self.version.clone(),
            id: clause.id.clone(),
        }
    }

    /// A question by its key.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.iter().find(|question| &question.id == id)
    }
}

impl<T> Dated<T> {
    /// Whether the value holds on a day.
    pub fn holds(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.until.is_none_or(|until| on <= until)
    }
}

#[cfg(test)]
mod tests;
