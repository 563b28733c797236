//! What a protocol may say of information and documents: closed lists, filled by
//! `provisions/information.toml`. A protocol without that file is silent on it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Dated, Enforce, Protocol};
use crate::clock::ClockRule;
use crate::settings::Settings;
use crate::verdict::{Basis, Cited};

/// What a protocol provides on information and documents. Empty where it is silent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InformationProvisions {
    /// How long a reply may take.
    pub response: Vec<Dated<ClockRule>>,
    /// Who does which part of the work.
    pub offices: Vec<Dated<OfficeRule>>,
    /// For which documents need to know is shown first by who does not sit on the body.
    pub needs: Vec<Dated<Vec<Marking>>>,
    /// What else the text says.
    pub sayings: Vec<Dated<Saying>>,
}

/// Who does a part of the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct OfficeRule {
    /// The part.
    pub task: Task,
    /// The offices, any of which may.
    pub who: Vec<Office>,
}

/// A part of the work on a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// Gets the request first.
    Receive,
    /// Decides what is given.
    Decide,
    /// Is to be satisfied of need to know.
    FindNeed,
    /// Seeks the Monitoring Officer’s guidance on a request found unreasonable.
    SeekGuidance,
    /// Decides where that is necessary.
    Determine,
    /// Advises before the confidential parts of a case are discussed.
    Advise,
    /// May determine access after a refusal.
    Review,
}

/// An office or a kind of body that a text names for a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Office {
    /// The Chief Officer above the service.
    ChiefOfficer,
    /// An Assistant Director who answers for the service, or a Chief Officer.
    SeniorOfficer,
    /// The service manager.
    ServiceManager,
    /// A service lead.
    ServiceLead,
    /// Any officer of the service.
    Officer,
    /// The Monitoring Officer.
    MonitoringOfficer,
    /// The Cabinet (Executive), as a body.
    Executive,
    /// A committee, sub-committee or panel, as a body.
    Committee,
}

/// How a document is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Marking {
    /// Nothing in it is confidential.
    Open,
    /// Confidential.
    Confidential,
    /// Personal information about somebody else.
    Personal,
    /// Exempt under Schedule 12A of the Local Government Act 1972.
    Exempt,
    /// Talks of the management team, or of a senior officer with another member.
    Talks,
}

impl Marking {
    /// Whether it is confidential in any way.
    pub fn is_confidential(self) -> bool {
        self != Self::Open
    }

    /// Whether a rule for one marking covers another: what is exempt is confidential too.
    pub fn covers(self, marked: Self) -> bool {
        self == marked || (self == Self::Confidential && marked == Self::Exempt)
    }
}

/// What a text may say of information, where the product does something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Saying {
    /// Rights of access are those of the Access to Information Procedure Rules (CU 9.1).
    ProcedureRules,
    /// Requests are reasonable (CU 9.3).
    Reasonable,
    /// Members think first whether the role needs it (BR 12.9).
    NeedConsidered,
    /// Curiosity alone is no ground (BR 12.9).
    NoCuriosity,
    /// What is relevant and needed for the role is supplied (BR 12.1).
    Supply,
    /// A refusal states its reason and the law (BR 12.1).
    LawfulRefusal,
    /// Any department may be asked (BR 12.4).
    AnyDepartment,
    /// What is on record or easily found (BR 12.4.1).
    Recorded,
    /// A particular document (BR 12.4.2).
    Document,
    /// What needs research (BR 12.4.3).
    Research,
    /// Officers advise members on Council business (CE 3.3).
    Advice,
    /// Private matters are not advised on (CE 3.3).
    CouncilBusiness,
    /// Cabinet and scrutiny are kept apart (CU 9.3).
    Apart,
    /// The legal ground of an inspection (CU 9.4).
    LegalGround,
    /// Need to know is presumed for members of the body (CU 9.5, BR 12.8).
    Presumed,
    /// Need to know may be asked where the role does not make it plain (BR 12.9).
    NeedAsked,
    /// Guidance before an answer to an unreasonable request (CU 9.6).
    Guidance,
    /// The Monitoring Officer’s determination (CU 9.6).
    Determination,
    /// Confidential casework is asked for in exceptional circumstances only (CU 9.7).
    CaseworkExceptional,
    /// Advice before the confidential parts of a case are discussed (CU 9.7).
    CaseworkAdvice,
    /// The constituent’s permission (CU 9.7).
    CaseworkPermission,
    /// Information is used only for its purpose (CU 9.8, BR 12.2).
    Purpose,
    /// Sensitive information is treated as the Members’ Code requires (CU 9.8).
    CodeOfConduct,
    /// Officers keep appropriate confidences (CU 3.1(j)).
    OfficersDiscretion,
    /// Members show appropriate discretion (CU 3.2(e)).
    MembersDiscretion,
    /// What members receive is confidential until public or consented to (BR 12.2).
    ConfidentialUntilPublic,
    /// Never used for gain or to harm (BR 12.3).
    Misuse,
    /// Never revealed for gain or to discredit (BR 12.11).
    NoGain,
    /// Members hold much that is unpublished (BR 12.11).
    Trust,
    /// A delay is explained, with a clear indication of when (BR 12.5).
    ExplainDelay,
    /// A group’s internal papers are no documents (BR 12.6).
    GroupPapers,
    /// Copies are given unless exempt (BR 12.7).
    Copies,
    /// Talks stay closed to the Executive (CE 3.2).
    Talks,
    /// Information received by mistake is not exploited (BR 7.1).
    Misdirected,
}

impl InformationProvisions {
    /// Whether it provides nothing at all.
    pub fn is_empty(&self) -> bool {
        self.response.is_empty()
            && self.offices.is_empty()
            && self.needs.is_empty()
            && self.sayings.is_empty()
    }
}

/// What holds for one request, each with its basis. What is absent the protocol does not say.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InformationRules {
    /// How long a reply may take.
    pub clock: Option<Cited<ClockRule>>,
    /// For which documents need to know is shown first, and how strictly.
    pub need: Option<(Vec<Marking>, Cited<Enforce>)>,
    offices: BTreeMap<Task, Cited<Vec<Office>>>,
    sayings: BTreeMap<Saying, Cited<Enforce>>,
}

impl InformationRules {
    /// Who does a part of the work, where the text names somebody.
    pub fn office(&self, task: Task) -> Option<&Cited<Vec<Office>>> {
        self.offices.get(&task)
    }

    /// How strictly something is held to that the text says.
    pub fn says(&self, saying: Saying) -> Option<&Cited<Enforce>> {
        self.sayings.get(&saying)
    }

    /// Why something is so that the text says.
    pub fn basis(&self, saying: Saying) -> Option<Basis> {
        self.says(saying).map(|cited| cited.basis.clone())
    }

    /// What holds while the council has adopted no protocol, or one that is silent.
    pub fn silent(settings: &Settings, on: Date) -> Self {
        Self {
            clock: by_setting(settings, on),
            ..Self::default()
        }
    }
}

/// A time for a reply that the council set for itself.
fn by_setting(settings: &Settings, on: Date) -> Option<Cited<ClockRule>> {
    let days = settings.number("information-response-days", on)?;
    Some(days.map(|n| ClockRule {
        n,
        ..ClockRule::default()
    }))
}

impl Protocol {
    /// What holds for a request for information on a day.
    pub fn information_on(&self, on: Date, settings: &Settings) -> InformationRules {
        let provisions = &self.information;
        let held = |duty: &Option<String>, basis: &Basis| {
            let set = duty
                .as_deref()
                .and_then(|tag| self.enforcement(tag, settings, on));
            set.unwrap_or_else(|| Cited::new(Enforce::Show, basis.clone()))
        };
        let clock = provisions.response.iter().find(|rule| rule.holds(on));
        let need = provisions.needs.iter().find(|need| need.holds(on));
        let offices = provisions.offices.iter().filter(|office| office.holds(on));
        let sayings = provisions.sayings.iter().filter(|saying| saying.holds(on));
        InformationRules {
            clock: clock
                .map(|rule| Cited::new(rule.value.clone(), rule.basis.clone()))
                .or_else(|| by_setting(settings, on)),
            need: need.map(|need| (need.value.clone(), held(&need.duty, &need.basis))),
            offices: offices
                .map(|o| {
                    (
                        o.value.task,
                        Cited::new(o.value.who.clone(), o.basis.clone()),
                    )
                })
                .collect(),
            sayings: sayings
                .map(|saying| (saying.value, held(&saying.duty, &saying.basis)))
                .collect(),
        }
    }

    /// What this protocol leaves unsaid about information, in one sentence for every page of a request;
    /// none where it leaves nothing unsaid.
    pub fn information_silent_line(&self) -> Option<String> {
        let provisions = &self.information;
        let says = |saying| provisions.sayings.iter().any(|said| said.value == saying);
        let unsaid: Vec<&str> = [
            (!provisions.response.is_empty(), "a time for the reply"),
            (!provisions.needs.is_empty(), "need to know"),
            (says(Saying::LawfulRefusal), "the grounds of a refusal"),
            (says(Saying::Purpose), "the purpose of what is given"),
        ]
        .into_iter()
        .filter_map(|(said, what)| (!said).then_some(what))
        .collect();
        let (last, rest) = unsaid.split_last()?;
        let list = match rest {
            [] => (*last).to_owned(),
            rest => format!("{} or {last}", rest.join(", ")),
        };
        Some(format!(
            "This protocol says nothing about {list}. What the product does there rests on the \
             council’s settings and its own defaults."
        ))
    }
}
