//! What a protocol provides on itself: who rules on its meaning, who advises where it says nothing, to
//! whom a change is suggested, who approves it, when it is looked at again.

use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Adoption, Dated, Enforce, Protocol};
use crate::access::Token;
use crate::directory::RoleKind;
use crate::ids::{BadId, QuestionId, TeamId};
use crate::settings::Settings;
use crate::text::clean_line;
use crate::verdict::{Basis, Cite, Cited, Explain};

/// An office or a team to which something goes: `monitoring-officer`, `team:democratic-services`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Addressee {
    /// A single office.
    Office(RoleKind),
    /// A team of officers.
    Team(TeamId),
}

impl FromStr for Addressee {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        if let Some(team) = text.strip_prefix("team:") {
            return team.parse().map(Self::Team);
        }
        let known = RoleKind::from_slug(text).filter(|kind| kind.is_for_officers());
        known.map(Self::Office).ok_or_else(|| BadId {
            text: text.to_owned(),
            noun: "office",
        })
    }
}

impl Addressee {
    /// The relation by which they read and act.
    pub fn token(&self) -> Token {
        match self {
            Self::Office(kind) => Token::post(kind.slug()),
            Self::Team(team) => Token::team(team),
        }
    }

    /// The office's or team's own key.
    pub fn slug(&self) -> &str {
        match self {
            Self::Office(kind) => kind.slug(),
            Self::Team(team) => team.as_str(),
        }
    }

    /// What the protocol calls them.
    pub fn words(&self, protocol: &Protocol) -> String {
        match self {
            Self::Office(kind) => protocol.names.name(*kind).to_owned(),
            Self::Team(team) => team.as_str().replace('-', " "),
        }
    }
}

/// A kind of person whom a protocol says that it binds or guides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// Elected members.
    Members,
    /// Members whom the council co-opted.
    CoOptedMembers,
    /// People on the council's bodies who are no councillors.
    MembersOfBodies,
    /// Officers.
    Officers,
}

impl Bound {
    /// The words for them.
    pub fn words(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::CoOptedMembers => "co-opted members",
            Self::MembersOfBodies => "other members of the council’s bodies",
            Self::Officers => "officers",
        }
    }
}

/// Whom the protocol binds, who rules on its meaning, and who advises on what it does not deal with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InterpretationProvisions {
    /// Whom it binds, as far as its text says so.
    pub binds: Vec<Dated<Vec<Bound>>>,
    /// The offices of which each may determine a question of meaning.
    pub determine: Vec<Dated<Vec<Addressee>>>,
    /// The offices of which each may advise. Advice binds nobody.
    pub advise: Vec<Dated<Vec<Addressee>>>,
}

/// How the protocol is changed and looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AmendmentProvisions {
    /// To whom a change is suggested.
    pub suggest: Vec<Dated<Vec<Addressee>>>,
    /// Bodies that may be heard.
    pub consult: Vec<Dated<Vec<String>>>,
    /// The body whose recommendation comes before approval.
    pub recommend: Vec<Dated<String>>,
    /// The body that approves.
    pub approve: Vec<Dated<String>>,
    /// When the text is looked at again.
    pub review: Vec<Dated<ReviewWith>>,
}

/// When a protocol is looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewWith {
    /// With each review of the Constitution; no interval.
    Constitution,
}

/// Who settles an open question of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuledBy {
    /// Whoever the protocol names to determine its meaning; where it names nobody, the office that the
    /// council names.
    Protocol,
    /// The Monitoring Officer.
    MonitoringOfficer,
    /// Every office that the protocol names, in one text.
    Together,
    /// The council itself, by a decision of its own.
    Council,
}

impl RuledBy {
    /// Who is meant by the words of a pack.
    pub fn of_words(words: &str) -> Self {
        match words.trim() {
            "Council" => Self::Council,
            "Monitoring Officer" => Self::MonitoringOfficer,
            words if words.ends_with(" together") => Self::Together,
            _ => Self::Protocol,
        }
    }
}

/// The setting by which a council names who rules on a protocol that names nobody.
pub const RULER: &str = "interpretations-ruler";
/// The setting by which a council names the body that approves a change of a protocol that names none.
pub const APPROVER: &str = "amendments-body";

impl Protocol {
    /// The offices that may determine a question of meaning on a day, each with its basis. Empty where
    /// the protocol names nobody and the council has not yet.
    pub fn rulers(&self, on: Date, settings: &Settings) -> Vec<Cited<Addressee>> {
        let named = each(&self.interpretations.determine, on);
        if !named.is_empty() {
            return named;
        }
        let chosen = settings.get(RULER, on, None);
        let chosen = chosen.and_then(|c| Some(Cited::new(c.value.parse().ok()?, c.basis)));
        chosen.into_iter().collect()
    }

    /// Whom the text says that it binds; none where it does not say.
    pub fn binds(&self, on: Date) -> Option<&Dated<Vec<Bound>>> {
        self.interpretations.binds.iter().find(|b| b.holds(on))
    }

    /// The offices that may advise on what the protocol does not deal with; where it names nobody, the
    /// Monitoring Officer by default.
    pub fn advisers(&self, on: Date) -> Vec<Cited<Addressee>> {
        let named = each(&self.interpretations.advise, on);
        or_default(named, "W302")
    }

    /// To whom a change is suggested; where the protocol names nobody, the Monitoring Officer by default.
    pub fn suggested_to(&self, on: Date) -> Vec<Cited<Addressee>> {
        let named = each(&self.amendments.suggest, on);
        or_default(named, "W303")
    }

    /// The body whose recommendation a change needs, if the protocol names one.
    pub fn recommending_body(&self, on: Date) -> Option<Cited<String>> {
        body(&self.amendments.recommend, on)
    }

    /// The basis on which a body may be heard, if the protocol names it.
    pub fn consulted(&self, on: Date, body: &str) -> Option<&Basis> {
        let body = clean_line(body).to_lowercase();
        let mut held = self.amendments.consult.iter().filter(|c| c.holds(on));
        let named = held.find(|c| {
            c.value
                .iter()
                .any(|name| body.contains(&name.to_lowercase()))
        })?;
        Some(&named.basis)
    }

    /// The duty by which a recommendation comes first.
    pub fn recommending_duty(&self, on: Date) -> Option<&str> {
        let held = self.amendments.recommend.iter().find(|r| r.holds(on))?;
        held.duty.as_deref()
    }

    /// The body that approves a change: the one that the text or a ruling names, else the council's choice,
    /// else the default of a question of the pack. None where there is none of these.
    pub fn approving_body(&self, on: Date, settings: &Settings) -> Option<Cited<String>> {
        let named = body(&self.amendments.approve, on);
        let is_default = |body: &Cited<String>| matches!(body.basis, Basis::Default { .. });
        let chosen = || Some(settings.get(APPROVER, on, None)?.map(str::to_owned));
        match named {
            Some(named) if is_default(&named) => chosen().or(Some(named)),
            named => named.or_else(chosen),
        }
    }

    /// Whether the text itself names the body that approves a change.
    pub fn names_approver(&self) -> bool {
        let mut all = self.amendments.approve.iter();
        all.any(|body| matches!(body.basis, Basis::Clause(_)))
    }

    /// The basis of a review of the protocol with the Constitution, where it provides one.
    pub fn review_with_constitution(&self, on: Date) -> Option<&Basis> {
        let held = self.amendments.review.iter().find(|r| r.holds(on))?;
        Some(&held.basis)
    }
}

/// What a change of the protocol rests on: bodies that the protocol names, and the question that is asked
/// where an adoption did not go through them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// What the protocol or the council's choice says of it.
    pub cites: Vec<Cite>,
    /// What must be explained, if anything.
    pub explain: Option<Explain>,
}

impl Protocol {
    /// How an adoption on the day it was made stands to what this protocol, then in force, asks.
    pub fn approval_of(&self, adoption: &Adoption, settings: &Settings) -> Approval {
        let on = adoption.adopted;
        let approves = self.approving_body(on, settings);
        let recommends = self.recommending_body(on);
        let is = |named: &str, given: &str| {
            clean_line(given)
                .to_lowercase()
                .contains(&named.to_lowercase())
        };
        let recommended = adoption.recommended.as_ref();
        let mut cites: Vec<Cite> = Vec::new();
        let mut explain = None;
        match &approves {
            Some(body) => {
                cites.push(Cited::new(
                    format!("approved by {}", body.value),
                    body.basis.clone(),
                ));
                if !is(&body.value, &adoption.body_name) {
                    explain = Some(asked(
                        &body.basis,
                        format!(
                            "Changes are approved by {}. Why was it another body?",
                            body.value
                        ),
                    ));
                }
            }
            None => {
                let basis = unnamed();
                let question = "The protocol names nobody who approves a change, and the council has \
                                not either. Why was this the right body?";
                explain = Some(asked(&basis, question.to_owned()));
                cites.push(Cited::new("no body is named for it".to_owned(), basis));
            }
        }
        if let Some(body) = &recommends {
            cites.push(Cited::new(
                format!("recommended by {}", body.value),
                body.basis.clone(),
            ));
            let duty = self.recommending_duty(on);
            let held = duty.and_then(|tag| self.enforcement(tag, settings, on));
            let ask = || Cited::new(Enforce::Ask, body.basis.clone());
            let held = held.unwrap_or_else(ask);
            let asks = held.value >= Enforce::Ask;
            if asks && !recommended.is_some_and(|r| is(&body.value, &r.body_name)) {
                let question = format!(
                    "Changes are recommended by {} before they are approved. Why is there no such \
                     recommendation?",
                    body.value
                );
                explain = Some(asked(&held.basis, question));
            }
        }
        Approval { cites, explain }
    }
}

fn asked(basis: &Basis, question: String) -> Explain {
    Explain {
        basis: basis.clone(),
        question,
        overrides: false,
    }
}

/// Nobody is named who approves a change.
fn unnamed() -> Basis {
    Basis::Default {
        question: "W306".parse().expect("a question's key"),
        completes: None,
    }
}

fn each(values: &[Dated<Vec<Addressee>>], on: Date) -> Vec<Cited<Addressee>> {
    let held = values.iter().filter(|value| value.holds(on));
    held.flat_map(|dated| {
        let each = dated.value.iter().cloned();
        each.map(|office| Cited::new(office, dated.basis.clone()))
    })
    .collect()
}

fn or_default(named: Vec<Cited<Addressee>>, question: &str) -> Vec<Cited<Addressee>> {
    if !named.is_empty() {
        return named;
    }
    let question: QuestionId = question.parse().expect("a question's key");
    let basis = Basis::Default {
        question,
        completes: None,
    };
    vec![Cited::new(
        Addressee::Office(RoleKind::MonitoringOfficer),
        basis,
    )]
}

fn body(values: &[Dated<String>], on: Date) -> Option<Cited<String>> {
    let held = values.iter().find(|value| value.holds(on))?;
    Some(Cited::new(held.value.clone(), held.basis.clone()))
}
